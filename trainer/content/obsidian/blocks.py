"""Block tokens to blocks of prose, each with the line it stands on."""

from collections.abc import Sequence

from markdown_it.token import Token

from trainer.content.clean import clean, clean_line
from trainer.content.obsidian.callouts import callout_head
from trainer.content.obsidian.comments import MARK, Stripped
from trainer.content.obsidian.spans import line_of, pieces_of
from trainer.content.prose import (
    Block,
    Bullet,
    BulletList,
    Callout,
    Code,
    Embed,
    Heading,
    Line,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    plain_text,
)
from trainer.problem import Problem, Source
from trainer.value import dataclass, field, replace


@dataclass(slots=True)
class Builder:
    """Walks the flat list of tokens once."""

    tokens: Sequence[Token]
    stripped: Stripped
    path: str
    joined: bool
    problems: list[Problem] = field(default_factory=list)
    at: int = 0

    def blocks(self, closer: str = "") -> list[Block]:
        """The blocks up to that closing token, or up to the end."""
        found: list[Block] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if closer and token.type == closer:
                break
            self._block(token, found)
        return found

    def _block(self, token: Token, found: list[Block]) -> None:
        kind, source = token.type, self._source(token)
        if kind == "inline":
            self._paragraph(token, found)
        elif kind == "heading_open":
            line, marks = line_of(self._inline(), joined=True)
            self._misplaced(marks)
            found.append(Heading(int(token.tag[1:]), line, source))
        elif kind in ("bullet_list_open", "ordered_list_open"):
            found.append(self._list(token, source))
        elif kind == "blockquote_open":
            found.append(self._quote(source))
        elif kind == "table_open":
            found.append(self._table(source))
        elif kind in ("fence", "code_block"):
            language = clean_line(token.info).split(" ")[0] if token.info else ""
            found.append(Code(clean(MARK.sub("", token.content)).rstrip("\n"), language, source))
        elif kind == "hr":
            found.append(Rule(source))
        elif kind == "footnote_open":
            self._footnote(token, found)

    def _inline(self) -> list[Token]:
        """Children of the inline token that comes next."""
        token = self.tokens[self.at]
        self.at += 1
        return token.children or [] if token.type == "inline" else []

    def _paragraph(self, token: Token, found: list[Block]) -> None:
        pieces, marks = pieces_of(token.children or [], self.joined)
        facts = self._facts(marks)
        first = token.map[0] if token.map else 0
        for piece in pieces:
            source = self._at(first + piece.breaks)
            if piece.picture is None:
                found.append(Paragraph(piece.line, (), source))
            else:
                picture = piece.picture
                found.append(Embed(picture.name, picture.caption, picture.width, picture.height, source))
        if facts and not (found and self._tie(found, facts)):
            self._misplaced(marks)

    def _tie(self, found: list[Block], facts: tuple[str, ...]) -> bool:
        """The facts tied to the last of these blocks that can state any."""
        last = found[-1]
        if (
            isinstance(last, Embed)
            and len(found) > 1
            and isinstance(found[-2], Paragraph)
            and found[-2].source.line == last.source.line
        ):
            rest = found[:-1]
            tied = self._tie(rest, facts)
            found[:-1] = rest
            return tied
        if isinstance(last, Paragraph | Table):
            found[-1] = replace(last, facts=tuple(dict.fromkeys((*last.facts, *facts))))
            return True
        if isinstance(last, BulletList):
            bullet = last.bullets[-1]
            below = list(bullet.children)
            if below and self._tie(below, facts):
                bullet = replace(bullet, children=tuple(below))
            else:
                bullet = replace(bullet, facts=tuple(dict.fromkeys((*bullet.facts, *facts))))
            found[-1] = replace(last, bullets=(*last.bullets[:-1], bullet))
            return True
        if isinstance(last, Callout | Quote):
            inside = list(last.blocks)
            if inside and self._tie(inside, facts):
                found[-1] = replace(last, blocks=tuple(inside))
                return True
        return False

    def _list(self, opening: Token, source: Source) -> BulletList:
        ordered = opening.type == "ordered_list_open"
        number = int(opening.attrGet("start") or 1) if ordered else None
        if ordered and opening.attrGet("start") == 0:
            number = 0
        bullets: list[Bullet] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type in ("bullet_list_close", "ordered_list_close"):
                break
            if token.type != "list_item_open":
                continue
            inside = self.blocks("list_item_close")
            line: Line = ()
            facts: tuple[str, ...] = ()
            if inside and isinstance(inside[0], Paragraph):
                line, facts = inside[0].line, inside[0].facts
                del inside[0]
            bullets.append(Bullet(line, tuple(inside), facts, number, self._source(token)))
            number = number + 1 if number is not None else None
        return BulletList(tuple(bullets), source)

    def _quote(self, source: Source) -> Block:
        first = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        head = None
        if first is not None and first.type == "inline" and self.tokens[self.at].type == "paragraph_open":
            head = callout_head(first.content)
        if head is None or first is None:
            return Quote(tuple(self.blocks("blockquote_close")), source)
        title, rest = _split_title(first.children or [], head.length)
        line, marks = line_of(title, joined=True)
        breaks = 1 if rest is not None else 0
        first.children = rest or []
        first.map = [first.map[0] + breaks, first.map[1]] if first.map else None
        blocks = self.blocks("blockquote_close")
        if marks and not (blocks and self._tie(blocks, self._facts(marks))):
            self._misplaced(marks)
        return Callout(head.kind, plain_text(line).strip(), tuple(blocks), source)

    def _table(self, source: Source) -> Table:
        header: list[Line] = []
        rows: list[tuple[Line, ...]] = []
        row: list[Line] = []
        marks: list[int] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                row, row_marks = [], []
            elif token.type == "inline":
                line, found = line_of(token.children or [], joined=True)
                row.append(line)
                row_marks += found
            elif token.type == "tr_close":
                marks += row_marks
                if not header:
                    header = row
                elif any(plain_text(cell).strip() for cell in row):
                    rows.append(tuple(row))
        return Table(tuple(header), tuple(rows), self._facts(marks), source)

    def _footnote(self, token: Token, found: list[Block]) -> None:
        label = token.meta.get("label") or token.meta.get("id", 0) + 1
        inside = self.blocks("footnote_close")
        if inside and isinstance(inside[0], Paragraph):
            inside[0] = replace(inside[0], line=(Span(clean(f"[{label}] ")), *inside[0].line))
        found.extend(inside)

    def _facts(self, marks: Sequence[int]) -> tuple[str, ...]:
        cited = (
            each.fact
            for mark in marks
            if mark < len(self.stripped.cited)
            for each in self.stripped.cited[mark]
        )
        return tuple(dict.fromkeys(cited))

    def _misplaced(self, marks: Sequence[int]) -> None:
        for mark in marks:
            for each in self.stripped.cited[mark][:1]:
                message = "facts are named where nothing states them."
                mend = "Put the comment at the end of a paragraph, list item or table."
                self.problems.append(Problem(each.source, "facts-comment", message, mend))

    def _source(self, token: Token) -> Source:
        return self._at(token.map[0]) if token.map else Source(self.path)

    def _at(self, row: int) -> Source:
        if row >= len(self.stripped.numbers):
            return Source(self.path)
        line = self.stripped.lines[row]
        return Source(self.path, self.stripped.numbers[row], len(line) - len(line.lstrip()) + 1)


def _split_title(tokens: Sequence[Token], skip: int) -> tuple[list[Token], list[Token] | None]:
    """Tokens of a callout's title without its `[!kind]`, and those after the first line if there are any."""
    title: list[Token] = []
    opened: list[Token] = []  # styles and links that go on after the title
    for place, token in enumerate(tokens):
        if token.type in ("softbreak", "hardbreak"):
            return title, [*opened, *tokens[place + 1 :]]
        if token.nesting == 1:
            opened.append(token)
        elif token.nesting == -1 and opened:
            opened.pop()
        if skip and token.type == "text":
            cut = min(skip, len(token.content))
            token.content = token.content[cut:]
            skip -= cut
        title.append(token)
    return title, None
