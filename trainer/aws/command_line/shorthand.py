"""The CLI's shorthand, `key=value,list=[a,b],nested={c=d}`, read into dicts, lists and texts.

The grammar, as AWS's user guide and the CLI's behaviour give it:

    pairs  = pair *("," pair)                 pair   = key ["@"] "=" [values]
    values = "[" … "]" / "{" … "}" / word *("," word)
    word   = '…' / "…" / plain text; in plain text `\\,` is a comma

A list without brackets ends where a further `key=` begins. `key@=file://…` takes the value from a file.
"""

import string
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from trainer.aws.command_line.model import BadArgument
from trainer.value import dataclass, field

Load: TypeAlias = Callable[[str], str | bytes]
KEY_CHARACTERS = frozenset(string.ascii_letters + string.digits + "-_.#/:")
ENDS_FIRST = frozenset("\"',]}")
ENDS_FURTHER = frozenset("\"',=")
NEVER_STARTS = frozenset("\"',=[{") | frozenset(string.whitespace)


def parse_shorthand(text: str, load: Load) -> dict[str, Any]:
    """One shorthand value as a dict; `load` resolves `key@=file://…`. Raises BadArgument with the place."""
    return _Reader(text, load).pairs()


@dataclass(slots=True)
class _Reader:
    text: str
    load: Load
    at: int = 0
    from_file: bool = field(default=False)

    def pairs(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while True:
            start = self.at
            key = self.key()
            value = self.values()
            if key in found:
                raise BadArgument(
                    f'Second instance of key "{key}" encountered for input:\n{self.pointer(start)}\n'
                    'This is often because there is a preceding "," instead of a space.'
                )
            found[key] = value
            if self.ended():
                return found
            self.expect(",")

    def key(self) -> str:
        start = self.at
        while not self.ended() and self.text[self.at] in KEY_CHARACTERS:
            self.at += 1
        name = self.text[start : self.at]
        self.blanks()
        self.from_file = self.peek() == "@"
        if self.from_file:
            self.at += 1
        self.expect("=")
        return name

    def values(self) -> Any:
        if self.ended():
            return ""
        if self.peek() in ("[", "{"):
            return self.nested()
        return self.words()

    def nested(self) -> Any:
        if self.peek() == "[":
            return self.bracketed()
        if self.peek() == "{":
            return self.braced()
        return self.word(ENDS_FIRST)

    def words(self) -> Any:
        """A text, or several texts with commas between: backs off when the next one turns out to be a key."""
        first = self.word(ENDS_FIRST)
        self.blanks()
        if self.peek() != ",":
            return first
        found = [first]
        while self.peek() == ",":
            comma = self.at
            self.expect(",")
            word = self.further_word()
            if word is None:
                if self.ended():
                    raise self.error("<value>")
                self.at = comma
                break
            found.append(word)
        return first if len(found) == 1 else found

    def further_word(self) -> Any:
        """The next word of an open list, or None where no word starts or a key does."""
        quoted = self.peek() in ("'", '"')
        if not quoted and (self.ended() or self.starts_no_word()):
            return None
        word = self.word(ENDS_FURTHER)
        self.blanks()
        return word if self.ended() or self.peek() == "," else None

    def starts_no_word(self) -> bool:
        return self.peek() in NEVER_STARTS and not self.text.startswith("\\,", self.at)

    def word(self, ends: frozenset[str]) -> Any:
        if self.peek() in ("'", '"'):
            return self.loaded(self.quoted())
        if self.ended() or self.starts_no_word():
            return ""
        characters: list[str] = []
        while not self.ended():
            if self.text.startswith("\\,", self.at):
                characters.append(",")
                self.at += 2
                continue
            if self.text[self.at] in ends:
                break
            characters.append(self.text[self.at])
            self.at += 1
        return self.loaded("".join(characters).rstrip())

    def quoted(self) -> str:
        quote, start = self.text[self.at], self.at
        self.at += 1
        while not self.ended():
            if self.text.startswith("\\" + quote, self.at) and quote in self.text[self.at + 2 :]:
                self.at += 2
            elif self.text[self.at] == quote:
                self.at += 1
                inside = self.text[start + 1 : self.at - 1]
                return inside.replace("\\" + quote, quote).replace("\\\\", "\\")
            else:
                self.at += 1
        self.at = start
        raise self.error("<quoted text>", "<none>")

    def loaded(self, text: str) -> Any:
        return self.load(text) if self.from_file else text

    def bracketed(self) -> list[Any]:
        found = []
        self.expect("[")
        while self.peek() != "]":
            found.append(self.nested())
            self.separated("]")
        self.at += 1
        self.blanks()
        return found

    def braced(self) -> dict[str, Any]:
        found = {}
        self.expect("{")
        while self.peek() != "}":
            key = self.key()
            found[key] = self.nested()
            self.separated("}")
        self.at += 1
        self.blanks()
        return found

    def separated(self, closing: str) -> None:
        self.blanks()
        if self.peek() != closing:
            self.expect(",")

    def expect(self, character: str) -> None:
        self.blanks()
        if self.peek() != character:
            raise self.error(character)
        self.at += 1
        self.blanks()

    def error(self, expected: str, received: str | None = None) -> BadArgument:
        met = received if received is not None else (self.peek() or "EOF")
        return BadArgument(f"Expected: '{expected}', received: '{met}' for input:\n{self.pointer(self.at)}")

    def pointer(self, at: int) -> str:
        """The input with a caret under the place, kept on the line it belongs to."""
        before = self.text[:at].rsplit("\n", 1)[-1]
        rest = self.text[at:].split("\n", 1)
        tail = f"\n{rest[1]}" if len(rest) > 1 else ""
        return f"{self.text[:at]}{rest[0]}\n{' ' * len(before)}^{tail}"

    def peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def ended(self) -> bool:
        return self.at >= len(self.text)

    def blanks(self) -> None:
        while not self.ended() and self.text[self.at] in string.whitespace:
            self.at += 1


def fit(value: Any, shape: Any) -> Any:
    """A shorthand value brought to the types of its shape: one text for a list is a list of one.

    What does not fit is left as it is, so that validation names it.
    """
    match shape.type_name:
        case "structure" if isinstance(value, Mapping):
            return {
                key: fit(item, shape.members[key]) if key in shape.members else item
                for key, item in value.items()
            }
        case "map" if isinstance(value, Mapping):
            return {key: fit(item, shape.value) for key, item in value.items()}
        case "list" if isinstance(value, Sequence) and not isinstance(value, str | bytes):
            return [fit(item, shape.member) for item in value]
        case "list":
            return [fit(value, shape.member)]
        case kind if isinstance(value, str):
            return number_or_text(value, kind)
        case _:
            return value


def number_or_text(text: str, kind: str) -> Any:
    """A scalar's text as its type wants it; raises BadArgument when a number does not read as one."""
    try:
        if kind in ("integer", "long"):
            return int(text)
        if kind in ("float", "double"):
            return float(text)
    except ValueError as error:
        raise BadArgument(str(error)) from error
    if kind == "boolean":
        return {"true": True, "false": False}.get(text.lower(), text)
    return text
