"""One file a wire protocol: requests to parameters, replies and refusals to responses."""

from trainer.aws.server.protocols import cbor, ec2, json, query, rest
from trainer.aws.server.protocols.protocol import Protocol

PROTOCOLS: dict[str, Protocol] = {
    "smithy-rpc-v2-cbor": cbor.PROTOCOL,
    "json": json.PROTOCOL,
    "query": query.PROTOCOL,
    "ec2": ec2.PROTOCOL,
    "rest-json": rest.REST_JSON,
    "rest-xml": rest.REST_XML,
}
"""botocore's name of a protocol -> how to speak it."""
