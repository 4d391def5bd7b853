"""Tables: made, shown, deleted. They are ACTIVE at once, which takes AWS some seconds."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations import arn_tags
from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.dynamodb import find
from trainer.aws.operations.dynamodb.find import wrong
from trainer.sim.model import DataItem, DataTable
from trainer.sim.tables import size_of
from trainer.sim.world import Gone, World


@changes
def create_table(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateTable: a hash key, and a range key if wanted."""
    name = params["TableName"].rpartition("/")[2]
    if world.get(DataTable, name) is not None:
        raise Refusal("ResourceInUseException", f"Table already exists: {name}")
    if params.get("GlobalSecondaryIndexes") or params.get("LocalSecondaryIndexes"):
        raise wrong("This simulator has no secondary indexes.")
    keys = {item["KeyType"]: item["AttributeName"] for item in params.get("KeySchema") or ()}
    defined = params.get("AttributeDefinitions") or ()
    types = {item["AttributeName"]: item["AttributeType"] for item in defined}
    if "HASH" not in keys or len(keys) != len(params["KeySchema"]):
        raise wrong("Invalid KeySchema: Some index key attribute have no definition")
    if set(keys.values()) != set(types):
        raise wrong(
            "One or more parameter values were invalid: Some AttributeDefinitions are not used or missing. "
            f"AttributeDefinitions: [{', '.join(types)}], keys used: [{', '.join(keys.values())}]"
        )
    on_demand = params.get("BillingMode") == "PAY_PER_REQUEST"
    units = params.get("ProvisionedThroughput")
    if on_demand is bool(units):
        raise wrong(
            "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must "
            "both be specified when BillingMode is PROVISIONED, and neither when it is PAY_PER_REQUEST"
        )
    made = DataTable(
        name,
        world.arn(f"table/{name}", "dynamodb"),
        keys["HASH"],
        keys.get("RANGE", ""),
        types,
        world.now_ms,
        on_demand,
        (units or {}).get("ReadCapacityUnits", 0),
        (units or {}).get("WriteCapacityUnits", 0),
    )
    world.put(made)
    arn_tags.put(world, made.arn, params.get("Tags"))
    return {"TableDescription": shown(world, made)}


def shown(world: World, table: DataTable, status: str = "ACTIVE") -> dict[str, Any]:
    """A table as AWS describes it."""
    items = world.among(DataItem, f"items:{table.name}")
    keys = [{"AttributeName": table.hash_key, "KeyType": "HASH"}]
    if table.range_key:
        keys.append({"AttributeName": table.range_key, "KeyType": "RANGE"})
    data: dict[str, Any] = {
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": kind} for name, kind in (table.types or {}).items()
        ],
        "TableName": table.name,
        "KeySchema": keys,
        "TableStatus": status,
        "CreationDateTime": world.wall(table.created_ms),
        "ProvisionedThroughput": {
            "NumberOfDecreasesToday": 0,
            "ReadCapacityUnits": table.read_units,
            "WriteCapacityUnits": table.write_units,
        },
        "TableSizeBytes": sum(size_of(item.data) for item in items),
        "ItemCount": len(items),
        "TableArn": table.arn,
    }
    if table.on_demand:
        data["BillingModeSummary"] = {"BillingMode": "PAY_PER_REQUEST"}
    return data


@reads
def describe_table(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeTable."""
    name = params["TableName"]
    return {
        "Table": shown(
            world, find.table(world, name, f"Requested resource not found: Table: {name} not found")
        )
    }


@reads
def list_tables(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListTables, by name."""
    most = params.get("Limit", 100)
    after = params.get("ExclusiveStartTableName") or ""
    names = sorted(name for name in world.of(DataTable) if name > after)
    more = {"LastEvaluatedTableName": names[most - 1]} if len(names) > most else {}
    return {"TableNames": names[:most], **more}


@changes
def delete_table(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteTable: with its items."""
    name = params["TableName"]
    table = find.table(world, name, f"Requested resource not found: Table: {name} not found")
    described = shown(world, table, "DELETING")
    for item in world.among(DataItem, f"items:{table.name}"):
        world.remove(Gone(DataItem, item.key))
    world.remove(Gone(DataTable, table.name))
    return {"TableDescription": described}


TABLES = {
    "CreateTable": create_table,
    "DescribeTable": describe_table,
    "ListTables": list_tables,
    "DeleteTable": delete_table,
}
