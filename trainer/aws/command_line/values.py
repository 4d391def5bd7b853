"""What is written after an option -> the value that its shape wants."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any

from trainer.aws.command_line.arguments import Argument
from trainer.aws.command_line.model import BadArgument, ReadFile
from trainer.aws.command_line.shorthand import fit as fit_shorthand
from trainer.aws.command_line.shorthand import number_or_text, parse_shorthand
from trainer.value import dataclass

COMPLEX = ("structure", "list", "map")
ONE_NAME_LISTS = {
    ("elb", "RemoveTags", "tags"),
    ("elb", "DescribeInstanceHealth", "instances"),
    ("elb", "DeregisterInstancesFromLoadBalancer", "instances"),
    ("elb", "RegisterInstancesWithLoadBalancer", "instances"),
    ("firehose", "PutRecordBatch", "records"),
}
"""Lists of one-member structures that the CLI takes as plain words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How values are read: where files come from and whether a blob's text is base64."""

    read_file: ReadFile
    decode_blobs: bool = False

    def loaded(self, text: str) -> str | bytes:
        """The text itself, or what `file://` (text) or `fileb://` (bytes) names."""
        for prefix, as_text in (("file://", True), ("fileb://", False)):
            if text.startswith(prefix):
                data = _contents(self.read_file, text, text.removeprefix(prefix))
                return _decoded(data, text) if as_text else data
        return text

    def streamed(self, path: str) -> bytes:
        """What a stream sends: the file that the text names, which the CLI takes without `fileb://` too."""
        try:
            return self.read_file(path.removeprefix("fileb://").removeprefix("file://"))
        except OSError as error:
            raise BadArgument(f"Blob values must be a path to a file. ({error.strerror or error})") from error


def _contents(read_file: ReadFile, text: str, path: str) -> bytes:
    try:
        return read_file(path)
    except OSError as error:
        raise BadArgument(f"Unable to load paramfile {text}: {error.strerror or error}") from error


def _decoded(data: bytes, text: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadArgument(
            f"Unable to load paramfile ({text}), text contents could not be decoded. "
            "If this is a binary file, please use the fileb:// prefix instead of the file:// prefix."
        ) from error


def value_of(service: str, operation: str, argument: Argument, words: Sequence[str], reading: Reading) -> Any:
    """The value that the words after an option give it. Raises BadArgument, which names the option."""
    try:
        if argument.shape.serialization.get("streaming") and len(words) == 1:
            return reading.streamed(words[0])
        loaded: Any = [reading.loaded(words[0])] if len(words) == 1 else list(words)
        if argument.shape.type_name == "list":
            old_list = (service, operation, argument.name) in ONE_NAME_LISTS
            return _list(argument.shape, loaded, reading, old_list)
        return _single(argument.shape, loaded[0], reading)
    except BadArgument as error:
        raise BadArgument(f"Error parsing parameter '--{argument.name}': {error}") from error


def _list(shape: Any, words: list[Any], reading: Reading, old_list: bool) -> Any:
    first = words[0] if words else ""
    if isinstance(first, str) and first.strip().startswith("[") and len(words) == 1:
        return parse_json(first)
    member = shape.member
    if member.type_name not in COMPLEX or is_document(member):
        return [_scalar(member, word, reading) for word in words]
    if isinstance(first, str) and first.strip().startswith(("{", "[")):
        return [_json_of(member, word) for word in words]
    if old_list and len(member.members) == 1:
        return [{next(iter(member.members)): word} for word in words]
    return [_shorthand(member, word, reading) for word in words]


def _single(shape: Any, word: Any, reading: Reading) -> Any:
    if shape.type_name not in COMPLEX or is_document(shape):
        return _scalar(shape, word, reading)
    if not isinstance(word, str):
        raise BadArgument("a structure is written as text: use file:// rather than fileb://")
    if word.strip().startswith(("{", "[")):
        return _json_of(shape, word)
    if _one_value(shape) and "=" not in word:
        return {"Value": word}
    return _shorthand(shape, word, reading)


def _one_value(shape: Any) -> bool:
    return (
        shape.type_name == "structure"
        and list(shape.members) == ["Value"]
        and shape.members["Value"].type_name == "string"
    )


def _json_of(shape: Any, word: Any) -> Any:
    if shape.type_name in ("structure", "map") and not str(word).lstrip().startswith("{"):
        raise BadArgument(f"Invalid JSON:\n{word}")
    return parse_json(str(word))


def _shorthand(shape: Any, word: Any, reading: Reading) -> Any:
    load: Callable[[str], str | bytes] = reading.loaded
    return fit_shorthand(parse_shorthand(str(word), load), shape)


def _scalar(shape: Any, word: Any, reading: Reading) -> Any:
    if is_document(shape):
        return parse_json(word if isinstance(word, str) else word.decode())
    if shape.type_name == "blob":
        return _blob(word, reading)
    if isinstance(word, bytes):
        word = _decoded(word, "fileb://")
    if shape.type_name == "boolean":
        return word.lower() != "false" and bool(word)
    return number_or_text(word, shape.type_name)


def _blob(word: str | bytes, reading: Reading) -> bytes:
    if isinstance(word, bytes):
        return word
    if not reading.decode_blobs:
        return word.encode()
    try:
        return base64.b64decode(word, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadArgument(f'Invalid base64: "{word}"') from error


def parse_json(text: str) -> Any:
    """JSON as AWS's CLI takes it. Raises BadArgument with what was received."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadArgument(f"Invalid JSON: {error}\nJSON received: {text}") from error


def is_document(shape: Any) -> bool:
    """Whether the shape is free JSON."""
    return bool(getattr(shape, "is_document_type", False))
