"""Amazon DynamoDB: every operation by its name."""

from trainer.aws.operations.dynamodb.items import ITEMS
from trainer.aws.operations.dynamodb.tables import TABLES

DYNAMODB = {**TABLES, **ITEMS}
