"""A file of botocore's that describes a service, read so that little of it stays in memory.

Parsed whole, EC2's takes fifteen megabytes, of which a lab needs a handful of shapes. So the text stays as it
is, without the documentation that only pages of help show, and a shape or an operation becomes values when
somebody asks for it.
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from json.decoder import JSONDecoder
from pathlib import Path
from typing import Any

LARGE = ("shapes", "operations")
"""Of a description: tables of which few entries are ever looked at."""
_WORDS = rb'"documentation"\s*:\s*"[^"\\]*(?:\\.[^"\\]*)*"'
_DOCUMENTATION = re.compile(rb",\s*" + _WORDS + b"|" + _WORDS + rb"\s*,?")
"""A string inside a string has its quotes escaped, so nothing else can look like this."""
_BLANK = re.compile(rb"\n\s*")
_WIDE = re.compile(r"[^\x00-\x7f]")
_SPACE = re.compile(r"[\s,:]*")
_decoder = JSONDecoder()


class Entries(Mapping[str, Any]):
    """A JSON object whose values are parsed when they are asked for, and then kept."""

    def __init__(self, text: str, places: Mapping[str, tuple[int, int]]) -> None:
        self._text = text
        self._places = places
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        found = self._made.get(name)
        if found is None:
            begin, end = self._places[name]
            found = self._made[name] = json.loads(self._text[begin:end])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def description(path: Path, *, documented: bool) -> dict[str, Any]:
    """What a file `service-2.json.gz` says, its large tables as `Entries`; ValueError if it is not JSON."""
    data = gzip.decompress(path.read_bytes())
    if not documented:
        data = _DOCUMENTATION.sub(b"", data)
    # one letter beyond ASCII would double what the whole text takes
    text = _WIDE.sub(lambda found: json.dumps(found[0])[1:-1], _BLANK.sub(b"", data).decode("utf-8"))
    del data
    said: dict[str, Any] = {}
    for name, begin, end in _entries(text, 0):
        if name in LARGE:
            said[name] = Entries(text, {one: (start, stop) for one, start, stop in _entries(text, begin)})
        else:
            said[name] = json.loads(text[begin:end])
    return said


def _entries(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """The entries of the object that begins there: name, where the value begins and where it ends."""
    at = _over(text, at)
    if text[at] != "{":
        raise ValueError("no object begins here")
    at = _over(text, at + 1)
    while text[at] != "}":
        name, at = _decoder.raw_decode(text, at)
        begin = _over(text, at)
        _, end = _decoder.raw_decode(text, begin)
        yield name, begin, end
        at = _over(text, end)


def _over(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
