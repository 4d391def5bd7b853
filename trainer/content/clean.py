"""The one place where text from files loses what could disturb a terminal or mislead a reader."""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_CONTROLS = "".join(
    (
        "\x00-\x08\x0e-\x1f\x7f-\x9f",  # C0 but tab and line breaks, DEL, C1: escape sequences
        "\u00ad\u200b\u2060\ufeff",  # invisible: soft hyphen, zero width space, word joiner, byte order mark
        "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",  # turn the direction of what follows
        "\ufff9-\ufffb\U000e0000-\U000e007f",  # interlinear annotations, tag characters
    )
)
_REMOVED = re.compile(f"[{_CONTROLS}]")
_SPACES = re.compile("[\x0b\x0c\u2028\u2029]")  # break lines in some programs and not in others
_LONE = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?")


def clean(text: str) -> str:
    """The text without control, escape and direction characters; only tabs and line feeds are kept.

    Line ends become line feeds, characters that some programs take for line ends become spaces: the
    number of lines stays what an editor shows.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    return _LONE.sub(REPLACEMENT, _REMOVED.sub("", text))


def clean_line(text: str) -> str:
    """Cleaned text on one line: tabs and line feeds become spaces."""
    return clean(text).replace("\n", " ").replace("\t", " ")


def decode(data: bytes) -> str:
    """The bytes as text: UTF-8, or UTF-16 where a byte order mark says so; what is neither is replaced."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8-sig", errors="replace")
