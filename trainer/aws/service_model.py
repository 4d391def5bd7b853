"""AWS's own description of its services, as botocore ships it, loaded when first asked for.

This is the one place that opens botocore's data. Only its loader, its model and its validator are
imported, never its session: no configuration, no credentials, no network.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from trainer.aws.service_file import description


@cache
def _loader() -> Any:
    """botocore's loader of its own data alone: what lies in the learner's `~/.aws/models` is none of it."""
    from botocore.loaders import Loader

    class Own(Loader):  # type: ignore[misc]  # botocore has no types
        def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002 - botocore's form
            """Without a look into every folder of every service, as botocore does before it opens one."""
            return list(service_names())

    return Own([Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)


@cache
def service_names() -> tuple[str, ...]:
    """Every service that botocore knows, by botocore's names, sorted: each has a folder of its data."""
    import botocore

    with os.scandir(Path(botocore.__file__).parent / "data") as entries:
        return tuple(sorted(entry.name for entry in entries if entry.is_dir()))


@cache
def service_model(service: str) -> Any:
    """botocore's `ServiceModel` of a service, its documentation left out; KeyError for an unknown name."""
    return _model(service, documented=False)


def documented_model(service: str) -> Any:
    """The same with its documentation, for a page of help; read each time, as pages of help are rare."""
    return _model(service, documented=True)


def _model(service: str, *, documented: bool) -> Any:
    from botocore.exceptions import DataNotFoundError
    from botocore.model import ServiceModel
    from botocore.utils import deep_merge

    if service not in service_names():
        raise KeyError(service)
    loader = _loader()
    folder = Path(service, loader.determine_latest_version(service, "service-2"))
    said = description(Path(loader.BUILTIN_DATA_PATH, folder, "service-2.json.gz"), documented=documented)
    with suppress(DataNotFoundError):  # few services have corrections
        for part, more in loader.load_data(str(folder / "service-2.sdk-extras"))["merge"].items():
            said[part] = dict(said.get(part, {}))
            deep_merge(said[part], more)
    return ServiceModel(said, service)


@cache
def operation_model(service: str, operation: str) -> Any:
    """botocore's `OperationModel`, by botocore's names; raises KeyError when there is none."""
    from botocore.model import OperationNotFoundError

    try:
        return service_model(service).operation_model(operation)
    except OperationNotFoundError as error:
        raise KeyError(operation) from error


_OLD_CODES = {
    "QueueDoesNotExist": "NonExistentQueue",
    **{name: name for name in ("BatchEntryIdsNotDistinct", "BatchRequestTooLong", "EmptyBatchRequest",
                               "InvalidBatchEntryId", "MessageNotInflight", "PurgeQueueInProgress",
                               "QueueDeletedRecently", "TooManyEntriesInBatchRequest",
                               "UnsupportedOperation")},
}  # fmt: skip
"""SQS's errors -> what they were called when it spoke the query protocol."""


def missing_tokens(service: str, operation: str, params: Mapping[str, Any]) -> tuple[str, ...]:
    """The idempotency tokens that a request must have and these parameters lack: clients make them up."""
    if service not in service_names():
        return ()
    shape = operation_model(service, operation).input_shape
    return tuple(
        name
        for name in (shape.required_members if shape is not None else ())
        if name not in params and shape.members[name].metadata.get("idempotencyToken")
    )


def error_code(service: str, name: str) -> str:
    """The code that clients show for an error: of SQS, which once spoke query, still the old one."""
    if service != "sqs":
        return name
    if name == "QueueNameExists":
        return "QueueAlreadyExists"
    return f"AWS.SimpleQueueService.{_OLD_CODES[name]}" if name in _OLD_CODES else name


@cache
def waiters(service: str) -> dict[str, Any]:
    """The waiters of a service by botocore's name: `operation`, `delay` (s), `maxAttempts`, `acceptors`."""
    return _extra(service, "waiters-2", "waiters")


@cache
def paginators(service: str) -> dict[str, Any]:
    """The paginated operations of a service: `input_token`, `output_token`, `limit_key`, `result_key`."""
    return _extra(service, "paginators-1", "pagination")


def _extra(service: str, kind: str, key: str) -> dict[str, Any]:
    from botocore.exceptions import DataNotFoundError, UnknownServiceError

    try:
        found: dict[str, Any] = _loader().load_service_model(service, kind)[key]
    except (DataNotFoundError, UnknownServiceError):
        return {}
    return found


@cache
def dashed(name: str) -> str:
    """A model's name as the command line writes it: `RunTask` -> `run-task`."""
    from botocore import xform_name

    return str(xform_name(name, "-"))


@cache
def validator() -> Any:
    """botocore's parameter validator: `validate(params, shape)` gives a report."""
    from botocore.validate import ParamValidator

    return ParamValidator()


def warm(services: tuple[str, ...] = ("ecs",)) -> None:
    """Loads what the first command of these services would: call it aside, so that nobody waits."""
    validator()
    for service in services:
        model = service_model(service)
        for name in model.operation_names:
            dashed(name)
        waiters(service)
        paginators(service)
