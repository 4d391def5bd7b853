"""The words after an operation's name, sorted to the options they belong to."""

from collections.abc import Mapping

from trainer.aws.command_line.arguments import Argument, Takes
from trainer.aws.command_line.model import BadArgument
from trainer.value import dataclass, field


@dataclass(slots=True)
class Options:
    """Words by option: `given` sets members of the call, `own` are the CLI's, `loose` belong to no option."""

    given: dict[str, list[str]] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)


def read_options(words: list[str], table: Mapping[str, Argument]) -> Options:
    """Sorts the words; options may be shortened while they stay unambiguous, as the CLI allows.

    Raises BadArgument for an unknown option and for a value that is missing.
    """
    options = Options()
    unknown: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if not looks_like_option(word):
            options.loose.append(word)
            continue
        argument, inline = _option(word, table)
        if argument is None:
            unknown.append(word)
            continue
        values = [inline] if inline is not None else []
        if inline is None:
            while at < len(words) and not looks_like_option(words[at]) and _takes_more(argument, values):
                values.append(words[at])
                at += 1
        _store(options, argument, values, inline)
    if unknown:
        raise BadArgument(f"Unknown options: {', '.join(unknown)}{_hint(unknown, table)}")
    return options


def looks_like_option(word: str) -> bool:
    """Whether a word is an option, not a value: a dash, then neither a number nor a text with blanks."""
    if not word.startswith("-") or len(word) == 1:
        return False
    return " " not in word.partition("=")[0] and not _is_number(word)


def _is_number(word: str) -> bool:
    body = word[1:]
    return body.replace(".", "", 1).isdigit()


def _option(word: str, table: Mapping[str, Argument]) -> tuple[Argument | None, str | None]:
    name, equals, value = word.removeprefix("--").partition("=")
    inline = value if equals else None
    if not word.startswith("--") or not name:
        return None, inline
    if name in table:
        return table[name], inline
    longer = [known for known in table if known.startswith(name)]
    if len(longer) > 1:
        matches = ", ".join(f"--{known}" for known in longer)
        raise BadArgument(f"ambiguous option: --{name} could match {matches}")
    return (table[longer[0]] if longer else None), inline


def _takes_more(argument: Argument, values: list[str]) -> bool:
    match argument.takes:
        case Takes.NOTHING:
            return False
        case Takes.MANY:
            return True
        case _:
            return not values


def _store(options: Options, argument: Argument, values: list[str], inline: str | None) -> None:
    if argument.takes is Takes.NOTHING and inline is not None:
        raise BadArgument(f"argument --{argument.name}: ignored explicit argument '{inline}'")
    if argument.takes is Takes.ONE and not values:
        raise BadArgument(f"argument --{argument.name}: expected one argument")
    if argument.member or argument.special:
        options.given.pop(argument.partner, None)
        options.given[argument.name] = values
    else:
        options.own[argument.name] = values[0] if values else str(argument.fixed)


def _hint(unknown: list[str], table: Mapping[str, Argument]) -> str:
    from trainer.aws.command_line.names import nearest

    near = [known for word in unknown for known in nearest(word.lstrip("-").partition("=")[0], table, 1)]
    return "" if not near else "\n\nmaybe you meant:\n\n" + "\n".join(f"  * --{name}" for name in near)
