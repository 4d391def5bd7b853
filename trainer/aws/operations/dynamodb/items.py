"""Items: put, got, updated, deleted, queried, scanned."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.dynamodb import find
from trainer.aws.operations.dynamodb.expressions import (
    BadExpression,
    Names,
    Node,
    Reader,
    condition,
    projected,
)
from trainer.aws.operations.dynamodb.find import wrong
from trainer.aws.operations.dynamodb.updates import updated
from trainer.aws.operations.dynamodb.wire import kept, shown
from trainer.sim.kernel import Why, tell
from trainer.sim.model import DataItem, DataTable
from trainer.sim.tables import BadItem, item_of, plain_number, primary_of, size_of
from trainer.sim.world import Gone, World

PAGE_BYTES = 1024 * 1024
"""A query or scan reads no more than this at a time, before its filter."""
_OLD = ("ConditionalOperator", "Expected", "AttributeUpdates", "KeyConditions", "QueryFilter", "ScanFilter",
        "AttributesToGet", "IndexName")  # fmt: skip


def _names(params: Mapping[str, Any]) -> Names:
    old = [name for name in _OLD if params.get(name)]
    if old:
        raise wrong(f"This simulator knows expressions, not the parameter {old[0]}.")
    values = params.get("ExpressionAttributeValues") or {}
    return Names(
        params.get("ExpressionAttributeNames") or {}, {name: kept(one) for name, one in values.items()}
    )


def _condition(params: Mapping[str, Any], member: str, names: Names) -> Node | None:
    text = params.get(member)
    if not text:
        return None
    try:
        return condition(text, names)
    except BadExpression as error:
        raise wrong(f"Invalid {member}: {error}") from error


def _check(params: Mapping[str, Any], names: Names, old: DataItem | None) -> None:
    """Refuse when the condition does not hold for the item as it is."""
    test = _condition(params, "ConditionExpression", names)
    if test is not None and not test(old.data if old else {}):
        raise Refusal("ConditionalCheckFailedException", "The conditional request failed")


def _keyed(world: World, table: DataTable, key: Mapping[str, Any]) -> DataItem | None:
    """The item of a whole key."""
    wanted = {name for name in (table.hash_key, table.range_key) if name}
    if set(key) != wanted:
        raise wrong("The provided key element does not match the schema")
    try:
        return world.get(DataItem, f"{table.name} {primary_of(table, kept(key))}")
    except BadItem as error:
        raise wrong("The provided key element does not match the schema") from error


@changes
def put_item(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutItem: the whole item anew."""
    table = find.table(world, params["TableName"])
    try:
        item = item_of(table, kept(params["Item"]))
    except BadItem as error:
        raise wrong(str(error)) from error
    old = world.get(DataItem, item.key)
    _check(params, _names(params), old)
    world.put(item)
    _told(world, table, f"an item {item.primary} was put into table {table.name}")
    return _returned(params, old, item)


def _told(world: World, table: DataTable, text: str) -> None:
    tell(world, Why((table.name,), text, ()))


def _returned(params: Mapping[str, Any], old: DataItem | None, new: DataItem | None) -> dict[str, Any]:
    wanted = params.get("ReturnValues")
    if wanted in ("ALL_OLD", "UPDATED_OLD") and old is not None:
        return {"Attributes": shown(old.data)}
    if wanted in ("ALL_NEW", "UPDATED_NEW") and new is not None:
        return {"Attributes": shown(new.data)}
    return {}


@reads
def get_item(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetItem: nothing at all for an item that is not there."""
    table = find.table(world, params["TableName"])
    found = _keyed(world, table, params["Key"])
    return {} if found is None else {"Item": shown(_part(params, _names(params), found.data))}


def _part(params: Mapping[str, Any], names: Names, data: Mapping[str, Any]) -> Mapping[str, Any]:
    text = params.get("ProjectionExpression")
    if not text:
        return data
    try:
        return projected(data, text, names)
    except BadExpression as error:
        raise wrong(f"Invalid ProjectionExpression: {error}") from error


@changes
def delete_item(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteItem: one that is not there is deleted too."""
    table = find.table(world, params["TableName"])
    old = _keyed(world, table, params["Key"])
    _check(params, _names(params), old)
    if old is not None:
        world.remove(Gone(DataItem, old.key))
        _told(world, table, f"item {old.primary} was deleted from table {table.name}")
    return _returned(params, old, None)


@changes
def update_item(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateItem: makes the item if it is not there."""
    table, names = find.table(world, params["TableName"]), _names(params)
    old = _keyed(world, table, params["Key"])
    _check(params, names, old)
    before = old.data if old else kept(params["Key"])
    try:
        after = updated(before, params.get("UpdateExpression") or "", names)
        if any(after.get(name) != before.get(name) for name in params["Key"]):
            raise wrong("One or more parameter values were invalid: Cannot update attribute of the key")
        item = item_of(table, after)
    except BadExpression as error:
        raise wrong(f"Invalid UpdateExpression: {error}") from error
    except BadItem as error:
        raise wrong(str(error)) from error
    world.put(item)
    _told(world, table, f"item {item.primary} of table {table.name} was updated")
    return _returned(params, old, item)


@reads
def scan(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Scan: reads everything, then filters; at most 1 MB or Limit items at a time."""
    table, names = find.table(world, params["TableName"]), _names(params)
    items = sorted(world.among(DataItem, f"items:{table.name}"), key=lambda one: one.primary)
    return _page(table, params, names, items)


@reads
def query(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Query: the items of one hash key, in the order of the range key."""
    table, names = find.table(world, params["TableName"]), _names(params)
    test = _condition(params, "KeyConditionExpression", names)
    if test is None:
        raise wrong(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."
        )
    _check_key_condition(table, params["KeyConditionExpression"], names)
    items = [one for one in world.among(DataItem, f"items:{table.name}") if test(one.data)]
    items.sort(key=lambda one: _order(table, one), reverse=params.get("ScanIndexForward") is False)
    return _page(table, params, names, items)


def _check_key_condition(table: DataTable, text: str, names: Names) -> None:
    """A key condition names the hash key with = and, besides, the range key only."""
    left = Reader(text, names).left
    paths = [
        names.path(token)[0]
        for token in left
        if token[0] in "#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
        and token.upper() not in ("AND", "BETWEEN")
        and token != "begins_with"  # noqa: S105 - a token of the language
    ]
    if table.hash_key not in paths:
        raise wrong(f"Query condition missed key schema element: {table.hash_key}")
    if any(name not in (table.hash_key, table.range_key) for name in paths) or "OR" in map(str.upper, left):
        raise wrong("Query key condition not supported")


def _order(table: DataTable, item: DataItem) -> Any:
    if not table.range_key:
        return 0
    [(kind, value)] = item.data[table.range_key].items()
    return plain_number(value) if kind == "N" else value


def _page(table: DataTable, params: Mapping[str, Any], names: Names, items: list[DataItem]) -> dict[str, Any]:
    """The items after the start key, as many as a page takes, filtered."""
    test = _condition(params, "FilterExpression", names)
    most = params.get("Limit")
    start = params.get("ExclusiveStartKey")
    if start:
        wanted = primary_of(table, kept(start))
        places = [place for place, one in enumerate(items) if one.primary == wanted]
        items = items[places[0] + 1 :] if places else [one for one in items if one.primary > wanted]
    read: list[DataItem] = []
    size = 0
    for one in items:
        size += size_of(one.data)
        if (most is not None and len(read) == most) or (read and size > PAGE_BYTES):
            break
        read.append(one)
    found = [one for one in read if test is None or test(one.data)]
    data: dict[str, Any] = {"Count": len(found), "ScannedCount": len(read)}
    if params.get("Select") != "COUNT":
        data["Items"] = [shown(_part(params, names, one.data)) for one in found]
    if read and len(read) < len(items):
        last = read[-1].data
        keys = [name for name in (table.hash_key, table.range_key) if name]
        data["LastEvaluatedKey"] = shown({name: last[name] for name in keys})
    return data


ITEMS = {
    "PutItem": put_item,
    "GetItem": get_item,
    "DeleteItem": delete_item,
    "UpdateItem": update_item,
    "Scan": scan,
    "Query": query,
}
