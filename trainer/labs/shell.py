"""What only a shell understands, in a line of the lab's prompt: told before AWS's parser stumbles over it."""

import re

_VARIABLE = re.compile(r"\$(\{\w+\}|[A-Za-z_]\w*)")
_ASSIGNMENT = re.compile(r"(?:export\s+)?([A-Za-z_]\w*)=")
_VERSIONS = ("$Latest", "$Default")
"""Words of launch templates that begin like variables; many type them without quotes."""
_SIGNS = {
    "|": "--query picks from an answer, and --output shapes it.",
    "&&": "Enter one command at a time.",
    "||": "Enter one command at a time.",
    ";": "Enter one command at a time.",
    "&": "Enter one command at a time.",
    ">": "A lab has no files; the answer stands here.",
    ">>": "A lab has no files; the answer stands here.",
    "<": "A lab has no files: write the JSON itself, in single quotes.",
    "<<": "A lab has no files: write the JSON itself, in single quotes.",
}


def shell_only(line: str) -> str:
    """What to do instead of a pipe, a chain, a redirection or a variable; empty if the line has none.

    Only signs that stand alone outside of quotes count, and variables outside of single quotes.
    """
    for word, quoted in _outside(line):
        if not quoted and (told := _SIGNS.get(word)):
            return f'This prompt is no shell: it does not know "{word}". {told}'
        if not quoted and word.endswith(";"):
            return f'This prompt is no shell: it does not know ";". {_SIGNS[";"]}'
        found = _VARIABLE.search(word)
        if found and found.group() not in _VERSIONS:
            return (
                f"This prompt is no shell: it has no variable {found.group()}. Write the value itself, or an "
                "inner command: $(aws …)."
            )
    return ""


def assignment(line: str) -> str:
    """What to do instead of `NAME=value` or `export NAME=value`; empty if the line is none."""
    found = _ASSIGNMENT.match(line.strip())
    if found is None:
        return ""
    return (
        f"This prompt is no shell: it keeps no variable {found[1]}. Write the value where it is needed, "
        "or an inner command: $(aws …)."
    )


def _outside(line: str) -> list[tuple[str, bool]]:
    """The words of a line without what stands in single quotes, each with whether any of it was quoted."""
    words: list[tuple[str, bool]] = []
    word, quote, quoted, escaped = "", "", False, False
    for sign in f"{line} ":
        if escaped:
            escaped = False
        elif sign == "\\" and quote != "'":
            escaped = quoted = True
        elif quote and sign == quote:
            quote = ""
        elif quote:
            word += sign if quote == '"' else ""
        elif sign in "'\"":
            quote, quoted = sign, True
        elif not sign.isspace():
            word += sign
        elif word:
            words.append((word, quoted))
            word, quoted = "", False
    return words
