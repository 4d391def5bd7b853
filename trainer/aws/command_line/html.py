"""The models' documentation, which is HTML, as plain text of a given width."""

import re
import textwrap
from html.parser import HTMLParser

BLOCKS = frozenset({"p", "ul", "ol", "dl", "note", "important", "table", "h1", "h2", "h3", "pre", "tr"})
ITEMS = frozenset({"li", "dt", "dd"})
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class _Text(HTMLParser):
    """Gathers paragraphs and list items with their depth."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[int, bool, str]] = []
        self.words: list[str] = []
        self.depth = 0
        self.item = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's own form
        if tag in BLOCKS or tag in ITEMS:
            self.flush()
        if tag in ("ul", "ol"):
            self.depth += 1
        if tag == "li":
            self.item = True
        if tag in ("note", "important"):
            self.words.append("Note: " if tag == "note" else "Important: ")
        if tag in ("code", "i") and tag == "code":
            self.words.append("`")

    def handle_endtag(self, tag: str) -> None:
        if tag == "code":
            self.words.append("`")
        if tag in BLOCKS or tag in ITEMS:
            self.flush()
        if tag in ("ul", "ol"):
            self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def flush(self) -> None:
        text = CONTROL.sub("", " ".join("".join(self.words).split()))
        self.words.clear()
        if text and text not in ("Note:", "Important:"):
            self.blocks.append((self.depth, self.item, text))
            self.item = False
        elif text:
            self.words.append(text + " ")


def plain_text(html: str | None, width: int) -> str:
    """HTML as paragraphs and bullets, no line longer than `width`, no control characters."""
    reader = _Text()
    reader.feed(html or "")
    reader.close()
    reader.flush()
    parts: list[str] = []
    for depth, item, text in reader.blocks:
        indent = "  " * max(0, depth - 1)
        first, rest = (f"{indent}- ", f"{indent}  ") if item else (indent, indent)
        parts.append(textwrap.fill(text, width, initial_indent=first, subsequent_indent=rest))
    return "\n\n".join(parts)
