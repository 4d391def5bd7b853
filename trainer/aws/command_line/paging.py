"""Listings in pages: which request comes first, which next, and the pages joined to one reply."""

import base64
import json
from collections.abc import Callable, Mapping
from operator import add
from typing import Any

from trainer.aws.command_line.model import Paging
from trainer.aws.model import Answer, Call, Rejected, Reply
from trainer.aws.service_model import operation_model, paginators
from trainer.value import replace

CUT = "boto_truncate_amount"
RESUME = "NextToken"
"""Under it a cut listing says where it goes on."""
PAGES_MAX = 1_000


def first_request(call: Call, paging: Paging) -> dict[str, Any]:
    """The parameters of the first page's request: page size and starting token where they belong."""
    config = paginators(call.service)[call.operation]
    params = dict(call.params)
    if paging.starting_token is not None:
        params.update(_service_tokens(_decoded(paging.starting_token, _listed(config["input_token"]))))
    if paging.page_size is not None and "limit_key" in config:
        shape = operation_model(call.service, call.operation).input_shape.members[config["limit_key"]]
        params[config["limit_key"]] = (
            str(paging.page_size) if shape.type_name == "string" else paging.page_size
        )
    return params


def collect(ask: Callable[[Call], Answer], call: Call, paging: Paging) -> Answer:
    """All pages as one reply, or as many items as `--max-items` wants, then with a `NextToken` to go on from.

    `ask` answers one call; the first refusal is the answer of the whole.
    """
    config = paginators(call.service).get(call.operation)
    if config is None or not paging.enabled:
        return ask(call)
    pages = _Pages(config, paging)
    for _ in range(PAGES_MAX):
        answer = ask(call)
        if isinstance(answer, Rejected):
            return answer
        tokens = pages.add(dict(answer.data))
        if not tokens:
            return Reply(pages.whole())
        rest = {key: value for key, value in call.params.items() if key not in pages.inputs}
        call = replace(call, params={**rest, **tokens})
    raise AssertionError(f"{call.operation} never ends: {PAGES_MAX} pages")


class _Pages:
    """The pages so far: lists under the result keys grow, what belongs to the reply as a whole comes once."""

    def __init__(self, config: Mapping[str, Any], paging: Paging) -> None:
        self.inputs = _listed(config["input_token"])
        self.outputs = _listed(config["output_token"])
        self.keys = _listed(config["result_key"])
        self.more = config.get("more_results")
        self.once = config.get("non_aggregate_keys", [])
        self.wanted = paging.max_items
        start = {} if paging.starting_token is None else _decoded(paging.starting_token, self.inputs)
        self.skip = int(start.get(CUT) or 0)
        self.present = {name: start.get(name) for name in self.inputs}
        self.found: dict[str, Any] = {}
        self.resume: str | None = None
        self.first = True

    def add(self, page: dict[str, Any]) -> dict[str, Any]:
        """Takes a page in; gives the tokens of the next one, empty when it is the last that is wanted."""
        skipped = self.skip if self.first else 0
        _join(self.found, self.once if self.first else [], page)
        items = _at(page, self.keys[0])
        if isinstance(items, list) and skipped:
            items = items[skipped:]
        taken = len(_at(self.found, self.keys[0]) or [])
        room = None if self.wanted is None else self.wanted - taken
        if isinstance(items, list) and room is not None and len(items) > room:
            _join(self.found, [self.keys[0]], {}, items[: max(room, 0)])
            self.resume = _encoded({**self.present, CUT: max(room, 0) + skipped})
            return {}
        _join(self.found, [self.keys[0]], page, items)
        _join(self.found, [] if skipped else self.keys[1:], page)
        self.first = False
        tokens = self._next(page)
        self.present = {name: tokens.get(name) for name in self.inputs}
        if tokens and room is not None and isinstance(items, list) and len(items) == room:
            self.resume = _encoded(self.present)
            return {}
        return tokens

    def _next(self, page: Mapping[str, Any]) -> dict[str, Any]:
        if self.more is not None and not _at(page, self.more):
            return {}
        tokens = {name: _at(page, path) for name, path in zip(self.inputs, self.outputs, strict=False)}
        return {name: token for name, token in tokens.items() if token}

    def whole(self) -> dict[str, Any]:
        return self.found if self.resume is None else {**self.found, RESUME: self.resume}


def _join(found: dict[str, Any], paths: list[str], page: Mapping[str, Any], value: Any = None) -> None:
    """Puts what the page has under each path (or `value`) behind what was found there before."""
    for path in paths:
        new = _at(page, path) if value is None else value
        if new is None:
            continue
        *parents, last = path.split(".")
        place = found
        for name in parents:
            place = place.setdefault(name, {})
        place[last] = _added(place.get(last), new)


def _added(old: Any, new: Any) -> Any:
    """Lists, numbers and texts of a later page behind or on top of the earlier ones; others replace them."""
    return add(old, new) if isinstance(new, list | int | float | str) and type(old) is type(new) else new


def _at(data: Any, path: str) -> Any:
    """What lies under a path of the paginator's model, `a.b`, `a || b` or JMESPath proper."""
    if path.replace(".", "").isalnum():
        for name in path.split("."):
            data = data.get(name) if isinstance(data, Mapping) else None
        return data
    import jmespath

    return jmespath.search(path, data)


def _listed(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [value]


def _encoded(tokens: Mapping[str, Any]) -> str:
    return base64.b64encode(json.dumps(tokens).encode()).decode()


def _decoded(token: str, inputs: list[str]) -> dict[str, Any]:
    """The service's tokens in a token of the CLI's; a service's own token is taken as it is."""
    try:
        found = json.loads(base64.b64decode(token, validate=True))
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) and set(found) <= {*inputs, CUT} else {inputs[0]: token}


def _service_tokens(tokens: Mapping[str, Any]) -> dict[str, Any]:
    return {name: token for name, token in tokens.items() if name != CUT and token is not None}
