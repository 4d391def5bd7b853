"""`[[target|words]]` and `![[picture|caption|300x200]]`."""

import re
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from trainer.value import dataclass

_WIKI = re.compile(r"(?P<embed>!?)\[\[(?P<inside>[^\[\]\n]{1,400})\]\]")
_SIZE = re.compile(r"(?P<width>[0-9]{1,5})(?:x(?P<height>[0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Picture:
    """What an embed names and how large it asks to be shown, in pixels."""

    name: str
    caption: str
    width: int | None
    height: int | None


def wiki_links(md: MarkdownIt) -> None:
    """Adds the rule, before the one for Markdown's own links."""
    md.inline.ruler.before("link", "wiki_link", _rule)


def _rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "![":
        return False
    match = _WIKI.match(state.src, state.pos, state.posMax)
    if match is None or not match["inside"].strip(" |"):
        return False
    if not silent:
        target, _, words = match["inside"].partition("|")
        if match["embed"]:
            token = state.push("wiki_embed", "", 0)
            token.content = match["inside"]
        else:
            token = state.push("wiki_link", "", 0)
            token.content = words.strip() or shown(target.strip())
            token.meta = {"target": target.strip()}
    state.pos = match.end()
    return True


def shown(target: str) -> str:
    """How a link without words of its own reads: "Note > Heading"."""
    parts = [part.lstrip("^") for part in target.split("#") if part]
    return " > ".join(parts) or target


def embedded(inside: str) -> Picture:
    """What stands between the brackets of an embed."""
    name, *rest = (part.strip() for part in inside.split("|"))
    size = _SIZE.fullmatch(rest[-1]) if rest else None
    caption = " ".join(rest[:-1] if size else rest)
    return Picture(name.split("#")[0] or name, caption, *_pixels(size))


def pictured(alt: str, src: str) -> Picture:
    """What Markdown's own picture names; a size may stand after a bar in its alternative text."""
    words, _, last = alt.rpartition("|")
    size = _SIZE.fullmatch(last.strip())
    name = unquote(src).removeprefix("./")
    return Picture(name, (words if size else alt).strip(), *_pixels(size))


def _pixels(size: re.Match[str] | None) -> tuple[int | None, int | None]:
    if size is None:
        return None, None
    return int(size["width"]), int(size["height"]) if size["height"] else None


def safe_target(href: str) -> str:
    """A Markdown link's target: a web address as it is, a file's name without ".md", "" for anything else."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme in ("http", "https"):
        return href if parts.netloc else ""
    if parts.scheme or parts.netloc or href.startswith(("/", "\\")):
        return ""
    path = unquote(parts.path).removeprefix("./").removesuffix(".md")
    return f"{path}#{unquote(parts.fragment)}" if parts.fragment else path
