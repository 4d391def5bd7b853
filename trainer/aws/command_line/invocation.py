"""Options with their words -> the call, its parameters checked as the CLI checks them."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.command_line.arguments import PAGING, Argument, Takes, arguments, outfile_wanted, shadowed
from trainer.aws.command_line.model import BadArgument, Invocation, Mistake, Paging, Parsed, ReadFile
from trainer.aws.command_line.options import Options
from trainer.aws.command_line.paging import first_request
from trainer.aws.command_line.special import PAGE_SIZES, SPECIALS
from trainer.aws.command_line.tokens import Words
from trainer.aws.command_line.values import Reading, parse_json, value_of
from trainer.aws.model import Call
from trainer.aws.service_model import dashed, missing_tokens, operation_model, paginators, validator
from trainer.value import replace


def invocation_of(
    service: str, operation: str, options: Options, words: Words, read_file: ReadFile, waiter: str | None
) -> Parsed:
    """The call that the options ask for, or a Mistake as the CLI words it. Raises BadArgument."""
    _check_loose(service, operation, options)
    reading = Reading(read_file, words.options.decode_blobs)
    special = SPECIALS.get((service, operation))
    paging = _paging(service, operation, options, words.paginate and waiter is None)
    params = _params(service, operation, options, reading, paging.enabled)
    for key, value in _input_document(options, reading).items():
        params.setdefault(key, value)
    if special is not None:
        names, apply = special
        params = apply(params, {name: words for name, words in options.given.items() if name in names})
    size, beside = PAGE_SIZES.get((service, operation), (None, frozenset()))
    if paging.page_size is None and set(params) <= beside | {"NextToken", "DryRun"}:
        paging = replace(paging, page_size=size)
    call = Call(service, operation, params)
    if paging.enabled and operation in paginators(service):
        call = replace(call, params=first_request(call, paging))
    shape = operation_model(service, operation).input_shape
    if shape is not None:
        made_up = dict.fromkeys(missing_tokens(service, operation, params), "made up when it is sent")
        report = validator().validate({**call.params, **made_up}, shape)
        if report.has_errors():
            return Mistake(f"\naws: [ERROR]: Parameter validation failed:\n{report.generate_report()}")
    elif params:
        return Mistake(f"\naws: [ERROR]: {operation} takes no parameters.")
    outfile = options.loose[0] if options.loose else ""
    return Invocation(call, words.options, paging, waiter, outfile=outfile)


def _check_loose(service: str, operation: str, options: Options) -> None:
    allowed = 1 if outfile_wanted(service, operation) else 0
    if len(options.loose) < allowed:
        raise BadArgument("the following arguments are required: outfile")
    if len(options.loose) > allowed:
        raise BadArgument(f"Unknown options: {', '.join(options.loose[allowed:])}")


def _params(
    service: str, operation: str, options: Options, reading: Reading, paginated: bool
) -> dict[str, Any]:
    table = dict(arguments(service, operation))
    if not paginated:
        table.update(shadowed(service, operation))
    given = {**options.given, **{name: [word] for name, word in options.own.items() if table[name].member}}
    params: dict[str, Any] = {}
    for name, argument in table.items():
        if name not in given or not argument.member:
            continue
        words = given[name]
        if argument.takes in (Takes.NOTHING, Takes.PERHAPS_ONE) and not words:
            params[argument.member] = argument.fixed
        elif argument.takes is Takes.PERHAPS_ONE:
            params[argument.member] = _flag(argument, words, reading)
        else:
            params[argument.member] = value_of(service, operation, argument, words, reading)
    return params


def _flag(argument: Argument, words: list[str], reading: Reading) -> Any:
    """`--ebs-optimized true`, `Value=true` and `{"Value": true}` are all taken."""
    if words[0].lower() in ("true", "false"):
        return {"Value": words[0].lower() == "true"}
    return value_of("", "", argument, words, reading)


def _input_document(options: Options, reading: Reading) -> Mapping[str, Any]:
    document: Any = {}
    if (text := options.own.get("cli-input-json")) is not None:
        loaded = reading.loaded(text)
        try:
            document = parse_json(loaded if isinstance(loaded, str) else loaded.decode(errors="replace"))
        except BadArgument as error:
            raise BadArgument(f"Error parsing parameter 'cli-input-json': {error}") from error
    elif (text := options.own.get("cli-input-yaml")) is not None:
        document = _yaml(reading.loaded(text))
    if not isinstance(document, Mapping):
        raise BadArgument("The input document must be an object whose keys are the parameters of the call.")
    return document


def _yaml(text: str | bytes) -> Any:
    import yaml

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadArgument(f"Error parsing parameter 'cli-input-yaml': Invalid YAML: {error}") from error


def _paging(service: str, operation: str, options: Options, wanted: bool) -> Paging:
    """How to page; a page's token or size given by hand turns paging off, as in the CLI."""
    config = paginators(service).get(operation)
    if config is None:
        return Paging(enabled=wanted)
    tokens = config["input_token"] if isinstance(config["input_token"], list) else [config["input_token"]]
    by_hand = [dashed(name) for name in [*tokens, *([config["limit_key"]] if "limit_key" in config else [])]]
    if not wanted or any(name in options.given for name in by_hand):
        hidden = shadowed(service, operation)
        used = [f"--{name}" for name in PAGING if name in options.own and name not in hidden]
        if used:
            raise BadArgument(
                f"Cannot specify --no-paginate along with pagination arguments: {', '.join(used)}"
            )
        return Paging(enabled=False)
    return Paging(
        max_items=_whole(options, "max-items"),
        starting_token=options.own.get("starting-token"),
        page_size=_whole(options, "page-size"),
    )


def _whole(options: Options, name: str) -> int | None:
    text = options.own.get(name)
    if text is None:
        return None
    try:
        return int(text)
    except ValueError as error:
        raise BadArgument(f"argument --{name}: invalid int value: '{text}'") from error
