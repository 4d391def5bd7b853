"""`==marked==` words."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline


def marks(md: MarkdownIt) -> None:
    """Adds the rule, before the one for emphasis, which may stand inside."""
    md.inline.ruler.before("emphasis", "mark", _rule)


def _rule(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith("==", start) or state.src.startswith("===", start):
        return False
    end = state.src.find("==", start + 2, state.posMax)
    inside = state.src[start + 2 : end] if end > 0 else ""
    if not inside or inside[0].isspace() or inside[-1].isspace() or "\n\n" in inside:
        return False
    if not silent:
        limit = state.posMax
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = start + 2, end
        state.md.inline.tokenize(state)
        state.posMax = limit
        state.push("mark_close", "mark", -1)
    state.pos = end + 2
    return True
