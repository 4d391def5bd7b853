"""What a wire protocol has to be able to do."""

from collections.abc import Callable, Mapping
from typing import Any

from trainer.aws.model import Rejected
from trainer.aws.server.model import Request, Response
from trainer.value import dataclass

Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Protocol:
    """`operation(service model, request)` names the operation (raises BadRequest); `read(operation model,
    request)` gives its parameters; `reply` and `refusal` make the response, the last argument being the id of
    the request."""

    operation: Callable[[Any, Request], str]
    read: Callable[[Any, Request], Params]
    reply: Callable[[Any, Mapping[str, Any], str], Response]
    refusal: Callable[[Any, Rejected, str], Response]
