"""Inline tokens to spans: styles, links, pictures, and the facts that a comment left its mark for."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from trainer.content.clean import clean
from trainer.content.obsidian.block_ids import without_block_id
from trainer.content.obsidian.comments import MARK
from trainer.content.obsidian.links import Picture, embedded, pictured, safe_target
from trainer.content.prose import Line, Span, Style
from trainer.value import dataclass, field

_STYLES = {"strong": Style.STRONG, "em": Style.EMPHASIS, "s": Style.STRIKE, "mark": Style.MARK}
_LEFT_OVER = re.compile(r"%%.*?%%", re.DOTALL)


@dataclass(slots=True)
class Piece:
    """A run of text, or a picture between texts. `breaks` counts the lines of the block before it."""

    line: Line = ()
    picture: Picture | None = None
    breaks: int = 0


@dataclass(slots=True)
class _Run:
    joined: bool
    spans: list[Span] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    began: int = 0
    breaks: int = 0

    def text(self, text: str, style: Style | None = None, target: str = "") -> None:
        text = clean(text)
        if style is not Style.CODE:
            text = _LEFT_OVER.sub("", text)
        self.marks += [int(found) for found in MARK.findall(text)]
        text = MARK.sub("", text)
        if not text:
            return
        if text.strip() and not any(span.text.strip() for span in self.spans):
            self.began = self.breaks
        span = Span(
            text,
            style or (self.styles[-1] if self.styles else Style.PLAIN),
            target or (self.targets[-1] if self.targets else ""),
        )
        last = self.spans[-1] if self.spans else None
        if last is not None and (last.style, last.target) == (span.style, span.target) and style is None:
            self.spans[-1] = Span(last.text + text, last.style, last.target)
        else:
            self.spans.append(span)

    def cut(self) -> None:
        """Ends a run of text."""
        line = _trimmed(self.spans)
        if line:
            self.pieces.append(Piece(line, breaks=self.began))
        self.spans = []


def pieces_of(tokens: Sequence[Token], joined: bool) -> tuple[list[Piece], list[int]]:
    """Texts and pictures in order, and the numbers of the facts comments among them."""
    run = _Run(joined)
    for token in tokens:
        _take(run, token)
    run.cut()
    return run.pieces, run.marks


def line_of(tokens: Sequence[Token], joined: bool) -> tuple[Line, list[int]]:
    """The same where only text can stand (headings, cells): pictures become their names."""
    pieces, marks = pieces_of(tokens, joined)
    spans: list[Span] = []
    for piece in pieces:
        if spans:
            spans.append(Span(" "))
        spans += piece.line or ((Span(piece.picture.caption or piece.picture.name),) if piece.picture else ())
    return tuple(spans), marks


def _take(run: _Run, token: Token) -> None:
    kind = token.type
    if kind in ("text", "text_special"):
        run.text(token.content)
    elif kind in ("softbreak", "hardbreak"):
        run.breaks += 1
        run.text(" " if run.joined and kind == "softbreak" else "\n")
    elif kind == "code_inline":
        run.text(token.content.replace("\n", " "), Style.CODE)
    elif kind == "link_open":
        run.targets.append(clean(safe_target(str(token.attrGet("href") or ""))))
    elif kind == "link_close":
        run.targets.pop()
    elif kind == "wiki_link":
        run.text(token.content, target=clean(token.meta["target"]))
    elif kind in ("wiki_embed", "image"):
        _picture(run, token)
    elif kind == "footnote_ref":
        run.text(f"[{token.meta.get('label') or token.meta['id'] + 1}]")
    elif token.nesting == 1 and token.tag in _STYLES:
        run.styles.append(_STYLES[token.tag])
    elif token.nesting == -1 and token.tag in _STYLES:
        run.styles.pop()
    elif token.content:
        run.text(token.content)


def _picture(run: _Run, token: Token) -> None:
    if token.type == "wiki_embed":
        picture = embedded(clean(token.content))
    else:
        src = str(token.attrGet("src") or "")
        if target := safe_target(src) if src.startswith(("http:", "https:")) else "":
            run.text(token.content or target, target=clean(target))
            return
        picture = pictured(clean(token.content), clean(src))
    run.cut()
    run.pieces.append(Piece(picture=picture, breaks=run.breaks))


def _trimmed(spans: list[Span]) -> Line:
    """The spans without white space at both ends and without a block id."""
    found = list(spans)
    if found and found[-1].style is not Style.CODE:
        last = found[-1]
        found[-1] = Span(without_block_id(last.text), last.style, last.target)
    while found and found[-1].style is not Style.CODE and not found[-1].text.strip():
        found.pop()
    while found and found[0].style is not Style.CODE and not found[0].text.strip():
        found.pop(0)
    if found and found[0].style is not Style.CODE:
        found[0] = Span(found[0].text.lstrip(), found[0].style, found[0].target)
    if found and found[-1].style is not Style.CODE:
        found[-1] = Span(found[-1].text.rstrip(), found[-1].style, found[-1].target)
    return tuple(found)
