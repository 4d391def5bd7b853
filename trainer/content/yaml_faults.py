"""Syntax errors of YAML in an author's words, at the place where the mistake was made."""

import re

import yaml

from trainer.content.clean import clean_line
from trainer.problem import Problem, Source

_REFUSED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.1 allows in a file, turned round."""


def refused_character(text: str, path: str) -> Problem | None:
    """A character that no YAML file may hold, at its place."""
    found = _REFUSED.search(text)
    if found is None:
        return None
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
    message = f"character U+{ord(found.group()):04X} must not stand in a text file."
    return Problem(Source(path, line, column), "control-character", message, "Remove it.")


def syntax_problem(error: yaml.YAMLError, text: str, path: str) -> Problem:  # noqa: PLR0911 - a return for each kind of fault
    """What libyaml found, told by what usually causes it."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem(Source(path, 1, 1), "syntax", f"no YAML: {clean_line(str(error))[:200]}.")
    where, began = error.problem_mark, error.context_mark
    problem, context = error.problem or "", error.context or ""
    lines = text.split("\n")
    line = lines[where.line] if where.line < len(lines) else ""
    if "quoted scalar" in context and began is not None and "escape" not in problem:
        return _at(
            path,
            began.line,
            began.column,
            "a quote opens here and is never closed.",
            "Close it, or double a quote meant as text.",
        )
    if "escape" in problem:
        return _at(
            path,
            where.line,
            where.column,
            "unknown escape in a double-quoted text.",
            "Use single quotes, or double the backslash.",
        )
    if line[: len(line) - len(line.lstrip())].count("\t"):
        return _at(path, where.line, 0, "a tab indents this line.", "Indent with spaces.")
    if "mapping values are not allowed" in problem:
        return _mapping_value(path, where.line, where.column, line)
    if "flow" in context and began is not None:
        opened = lines[began.line][began.column : began.column + 1] if began.line < len(lines) else "{"
        closer = "]" if opened == "[" else "}"
        message = (
            f'"{opened}" opens here; "," or "{closer}" is missing before {where.line + 1}:{where.column + 1}.'
        )
        return _at(
            path,
            began.line,
            began.column,
            message,
            f'Close it with "{closer}"; quote a text that holds , [ ] {{ }} or quotes.',
        )
    if "cannot start any token" in problem:
        found = line[where.column : where.column + 1] or " "
        return _at(
            path, where.line, where.column, f'"{found}" cannot begin a value.', "Quote the whole value."
        )
    if "undefined alias" in problem:
        return _at(
            path,
            where.line,
            where.column,
            "a value that begins with * repeats another one.",
            "Quote it if it is text.",
        )
    if "block" in context:
        return _at(
            path,
            where.line,
            where.column,
            "the indentation does not fit the lines above.",
            "Line it up with its siblings.",
        )
    if "expected ':'" in problem or "could not find" in problem:
        mark, mend = began or where, 'Write "key: value", or quote it if it is text.'
        return _at(path, mark.line, mark.column, 'a key without ":".', mend)
    told = clean_line(" ".join(part for part in (context, problem) if part))[:160]
    return _at(path, where.line, where.column, f"{told}.", "Check quotes, commas and indentation.")


def _mapping_value(path: str, line_index: int, column: int, line: str) -> Problem:
    before = line[:column]
    if before.count(":") == 0:
        return _at(
            path,
            line_index,
            column,
            "a key stands where its line cannot have one.",
            "Check the indentation of this line and the one above.",
        )
    value_at = before.find(":") + 1
    value = line[value_at:].strip()
    start = line.find(value, value_at)
    quoted = value.replace('"', '\\"')
    return _at(path, line_index, start, 'a value with ": " in it must be quoted.', f'Write "{quoted}".')


def _at(path: str, line_index: int, column_index: int, message: str, mend: str) -> Problem:
    return Problem(Source(path, line_index + 1, column_index + 1), "syntax", message, mend)
