"""YAML read into plain data that remembers line and column of every key and value.

libyaml's parser delivers events one by one, so deep nesting needs no stack, and anchors, tags and
duplicate keys are seen before they can do anything.
"""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

import yaml

from trainer.content.clean import clean
from trainer.content.model import Plain
from trainer.content.yaml_faults import refused_character, syntax_problem
from trainer.problem import Problem, Source
from trainer.value import dataclass, field

SIZE_LIMIT = 2_000_000
"""Characters of a YAML file; more is no course file."""
DEPTH_LIMIT = 40

Path: TypeAlias = "tuple[str | int, ...]"
"""The way to a value: keys and positions from the top of the file."""

_NULL = {"", "~", "null", "Null", "NULL"}
_TRUE = {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"}
_FALSE = {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{0,18}")
_CURLY = ("“", "”", "„", "‘", "’")
_SWALLOWED = re.compile(r" #[^\s#]")
_ODD_NUMBER = re.compile(
    r"""0[xX][0-9a-fA-F]+ | 0[bo][0-7]+ | 0[0-9]+ | [-+]?[0-9]+(:[0-5]?[0-9])+ | [-+]?\.(inf|Inf|INF)
    | \.(nan|NaN|NAN) | [-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+ | [0-9]+(_[0-9]+)+""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands, and its key if it has one; `raw` is a scalar as it was written."""

    value: Source
    key: Source
    raw: str = ""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What a YAML file says, with the place of everything in it. `data` is None when it could not be read."""

    path: str
    data: Plain
    places: Mapping[Path, Place]
    problems: tuple[Problem, ...] = ()

    def at(self, *path: str | int) -> Source:
        """The place of the value there, or of the nearest thing around it."""
        return self._nearest(path).value

    def key_at(self, *path: str | int) -> Source:
        """The place of the key there, or of the nearest thing around it."""
        place = self._nearest(path)
        return place.key if path in self.places else place.value

    def raw(self, *path: str | int) -> str:
        """The scalar there as it was written."""
        return self._nearest(path).raw

    def _nearest(self, path: Path) -> Place:
        for end in range(len(path), -1, -1):
            if found := self.places.get(path[:end]):
                return found
        return Place(Source(self.path), Source(self.path))


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    path: Path
    data: Any
    start: Source
    key: str | None = None
    key_source: Source | None = None
    key_end: tuple[int, int] = (0, 0)
    """Line and column after the key, from 0."""
    skipping: bool = False
    flow: bool = False
    """Written in braces or brackets, where a comma ends a text that is not quoted."""
    torn: bool = False
    """A text in it has been reported as ended too early: what follows is its rest."""
    seen: dict[str, Source] = field(default_factory=dict)


def read_yaml(text: str, path: str) -> YamlFile:
    """Plain data with places, and every mistake of the YAML itself; never raises for any text."""
    if len(text) > SIZE_LIMIT:
        problem = Problem(
            Source(path), "too-large", f"{len(text):,} characters are too many for one file.", "Split it."
        )
        return YamlFile(path, None, {}, (problem,))
    if refused := refused_character(text, path):
        return YamlFile(path, None, {}, (refused,))
    reader = _Reader(path, text.split("\n"))
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            reader.take(event)
    except yaml.YAMLError as error:
        reader.problems.append(reader.open_quote(error) or syntax_problem(error, text, path))
        reader.data = None
    except _Refused as given_up:
        reader.problems.append(given_up.problem)
        reader.data = None
    return YamlFile(path, reader.data, reader.places, tuple(reader.problems))


def _end(event: yaml.ScalarEvent) -> tuple[int, int]:
    mark = cast(yaml.Mark, event.end_mark)
    return mark.line, mark.column


class _Refused(Exception):  # noqa: N818 - it says what becomes of a file
    """The file is given up at this place."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Reader:
    """Builds data from events: a stack of open collections, values put into the topmost."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.data: Any = None
        self.places: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self._stack: list[_Open] = []
        self._documents = 0
        self._quote = (Source(path), 0)
        """Where the last quoted text of several lines begins, and the line in which it ends."""

    def take(self, event: yaml.Event) -> None:
        """The next event of the file."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise _Refused(
                self._problem(
                    event,
                    "alias",
                    f'"*{event.anchor}" repeats another value.',
                    "Write it out, or quote it if it is text.",
                )
            )
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _Refused(
                    self._problem(event, "syntax", '"---" begins a second document.', "Keep one to a file.")
                )

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._plain_only(event)
        top = self._stack[-1] if self._stack else None
        source = self._source(event)
        if isinstance(top, _Open) and isinstance(top.data, dict) and top.key is None:
            self._key(top, clean(event.value), source)
            top.key_end = _end(event)
            return
        self._torn(top, event)
        self._swallowed(event)
        if event.style and _end(event)[0] >= source.line:
            self._quote = (source, _end(event)[0] + 1)
        self._put(self._value(event), source, event.value)

    def open_quote(self, error: yaml.YAMLError) -> Problem | None:
        """A quote that was meant to end in its line ends at the next one, and the text there is torn."""
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        source, ends = self._quote
        if mark is None or not ends or mark.line + 1 != ends:
            return None
        message = f"a quote opens here and ends in line {ends} only."
        return Problem(source, "syntax", message, "Close it where its text ends.")

    def _torn(self, top: _Open | None, event: yaml.ScalarEvent) -> None:
        """A text in braces without quotes ends at a comma, and its rest stands as a key without a colon."""
        if top is None or not top.flow or event.style:
            return
        if event.value[:1] in _CURLY and not top.torn:
            top.torn = True
            message = f"{event.value[0]} is no quote here: the text ends at the next comma or bracket."
            self.problems.append(self._problem(event, "lost-text", message, 'Type " at both ends instead.'))
        elif isinstance(top.data, dict) and top.data and not event.value and top.key_source is not None:
            line, column = top.key_end
            if line >= len(self.lines) or self.lines[line][column : column + 1] == ":":
                return
            top.skipping = True
            if not top.torn:
                message = f'"{top.key}" has no value: a text that is not quoted ends at a comma.'
                mend = 'Quote the text before it if this belongs to it, or write "key: value".'
                if ":" in (top.key or ""):
                    message, mend = f'"{top.key}" is one word.', 'Write a space after ":".'
                self.problems.append(Problem(top.key_source, "lost-text", message, mend))
            top.torn = True

    def _swallowed(self, event: yaml.ScalarEvent) -> None:
        """` #word` after a plain text is a comment to YAML and was text to the author."""
        mark = cast(yaml.Mark, event.end_mark)
        if event.style or mark.line >= len(self.lines):
            return
        if _SWALLOWED.match(self.lines[mark.line], mark.column):
            source = Source(self.path, mark.line + 1, mark.column + 2)
            message = 'from " #" on this line is a comment: the value ends before it.'
            mend = 'Quote the value, or write a space after "#" if a comment is meant.'
            self.problems.append(Problem(source, "lost-text", message, mend))

    def _key(self, top: _Open, key: str, source: Source) -> None:
        top.key, top.key_source = key, source
        if key in top.seen:
            message = f'key "{key}" stands here a second time (first in line {top.seen[key].line}).'
            self.problems.append(Problem(source, "duplicate-key", message, "Remove or rename one."))
            top.skipping = True
        top.seen.setdefault(key, source)

    def _begin(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        self._plain_only(event)
        if len(self._stack) >= DEPTH_LIMIT:
            raise _Refused(
                self._problem(event, "too-deep", f"nested more than {DEPTH_LIMIT} deep.", "Make it flatter.")
            )
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.data, dict) and top.key is None:
            raise _Refused(
                self._problem(
                    event,
                    "syntax",
                    "a list or mapping stands where a key is wanted.",
                    "Quote it if it is text.",
                )
            )
        data: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        source = self._source(event)
        path = self._put(data, source, "")
        self._stack.append(_Open(path, data, source, flow=bool(event.flow_style)))

    def _put(self, value: object, source: Source, raw: str) -> Path:
        """The value into the open collection, or as the whole of the file; its path."""
        if not self._stack:
            self.data = value
            self.places[()] = Place(source, source, raw)
            return ()
        top = self._stack[-1]
        if isinstance(top.data, list):
            path = (*top.path, len(top.data))
            top.data.append(value)
            self.places[path] = Place(source, source, raw)
            return path
        key, key_source = top.key or "", top.key_source or source
        path = (*top.path, key)
        if top.skipping:
            path = (*path, "again")  # a duplicate: read over, kept apart from the first
        else:
            top.data[key] = value
        self.places[path] = Place(source, key_source, raw)
        top.key, top.key_source, top.skipping = None, None, False
        return path

    def _value(self, event: yaml.ScalarEvent) -> Plain:
        raw = event.value
        if event.style or event.tag is not None:
            return clean(raw)
        if raw in _NULL:
            return None
        if raw in _TRUE or raw in _FALSE:
            return raw in _TRUE
        if _WHOLE.fullmatch(raw):
            return int(raw)
        if _DECIMAL.fullmatch(raw):
            return float(raw)
        if _ODD_NUMBER.fullmatch(raw):
            message = f"{raw} is a number to some YAML readers and text to others."
            self.problems.append(self._problem(event, "ambiguous", message, f'Quote it: "{raw}".'))
        return clean(raw)

    def _plain_only(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag not in (None, "!", "tag:yaml.org,2002:str"):
            raise _Refused(
                self._problem(
                    event,
                    "tag",
                    f'"{tag}" asks for something other than data.',
                    "Remove the tag, or quote the text.",
                )
            )
        if event.anchor is not None:
            raise _Refused(
                self._problem(
                    event,
                    "alias",
                    f'"&{event.anchor}" names a value to be repeated.',
                    "Write values out, or quote it if it is text.",
                )
            )

    def _source(self, event: yaml.Event) -> Source:
        mark = cast(yaml.Mark, event.start_mark)
        return Source(self.path, mark.line + 1, mark.column + 1)

    def _problem(self, event: yaml.Event, rule: str, message: str, mend: str) -> Problem:
        return Problem(self._source(event), rule, message, mend)
