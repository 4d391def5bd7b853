"""A botocore or boto3 session whose calls a world answers: no socket, no credentials, no network.

session = botocore.session.Session()
bind(session, world)
session.create_client("ecs", region_name=world.region).create_cluster()
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from trainer.aws.answer import OWN_SERVICE, answer
from trainer.aws.model import Call, Rejected
from trainer.aws.mould import copied
from trainer.aws.service_model import error_code, operation_model
from trainer.sim.world import World

ASKED = "trainer_parameters"


def bind(session_or_client: Any, world: World) -> None:
    """Lets the world answer every call of a session (botocore's or boto3's) or of one client.

    A session gets dummy credentials and the world's region, so that nothing is looked for on the machine.
    Bind a session before its clients are made; boto3's refusals are raised as its usual ClientError.
    """
    session = getattr(session_or_client, "_session", session_or_client)
    if hasattr(session, "set_credentials"):
        session.set_credentials("simulated", "simulated")
        session.set_config_variable("region", world.region)
    events = session_or_client.meta.events if hasattr(session_or_client, "meta") else _events(session)

    def keep(params: Any, context: dict[str, Any], **_: Any) -> None:
        context[ASKED] = params

    def give(model: Any, context: dict[str, Any], **_: Any) -> tuple[Any, dict[str, Any]]:
        call = Call(model.service_model.service_name, model.name, copied(context.pop(ASKED, {})))
        return _parsed(world, call)

    events.register_last("before-parameter-build.*.*", keep, unique_id="trainer-keep")
    events.register_first("before-call.*.*", give, unique_id="trainer-give")


def _events(session: Any) -> Any:
    return session.get_component("event_emitter")


def _parsed(world: World, call: Call) -> tuple[Any, dict[str, Any]]:
    """The answer as botocore's parser would have made it of a response.

    A caller may change its parameters and replies afterwards: here, where no wire parts it from the world,
    both are copied.
    """
    from botocore.awsrequest import AWSResponse

    done = answer(world, call)
    status = done.status if isinstance(done, Rejected) else 200
    metadata = {
        "RequestId": f"simulated-{world.sequence}",
        "HTTPStatusCode": status,
        "HTTPHeaders": {},
        "RetryAttempts": 0,
    }
    response = AWSResponse("https://simulated.invalid", status, {}, None)
    if isinstance(done, Rejected):
        error = {"Message": done.message, "Code": error_code(call.service, done.code), "Type": "Sender"}
        if error["Code"] != done.code:
            error["QueryErrorCode"] = done.code  # by which botocore finds the exception's class
        return response, {"Error": error, "ResponseMetadata": metadata}
    data = done.data if done.apart else copied(done.data)
    return response, {**_streamed(call, data), "ResponseMetadata": metadata}


def _streamed(call: Call, data: Mapping[str, Any]) -> dict[str, Any]:
    """The reply with its body, if it has one, to be read as a stream."""
    if call.service == OWN_SERVICE:
        return dict(data)
    model = operation_model(call.service, call.operation)
    if not model.has_streaming_output:
        return dict(data)
    from botocore.response import StreamingBody

    name = model.output_shape.serialization["payload"]
    return {**data, name: StreamingBody(BytesIO(data[name]), len(data[name]))}
