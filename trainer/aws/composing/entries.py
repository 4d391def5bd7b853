"""Lists of a form: another entry beside those that stand there, and one taken out again."""

from collections.abc import Mapping, Sequence

from trainer.aws.composing.form import Field, Path
from trainer.value import replace


def list_of(path: Path) -> Path | None:
    """The innermost list that a field lies in, as the path to it; None outside of every list."""
    places = [place for place, part in enumerate(path) if isinstance(part, int)]
    return path[: places[-1]] if places else None


def with_another(
    found: Sequence[Field], at: int, values: Mapping[Path, str]
) -> tuple[tuple[Field, ...], int]:
    """The fields with one more entry in the list of the field at `at`, and where the new entry begins.

    Its fields are those of the first entry, empty, each list within it with one entry; they follow what is
    filled or required in the list so far. Raises ValueError for a field of no list.
    """
    path = _list(found[at])
    depth = len(path)
    within = [place for place, one in enumerate(found) if one.path[:depth] == path and len(one.path) > depth]
    number = 1 + max(int(found[place].path[depth]) for place in within)
    fresh = [
        replace(one, path=(*path, number, *one.path[depth + 1 :]), given="")
        for one in (found[place] for place in within)
        if one.path[depth] == 0 and not any(part for part in one.path[depth + 1 :] if isinstance(part, int))
    ]
    kept = [place for place in within if found[place].required or found[place].path in values]
    last = max((at, *kept))
    return (*found[: last + 1], *fresh, *found[last + 1 :]), last + 1


def without(found: Sequence[Field], at: int) -> tuple[tuple[Field, ...], frozenset[Path], int]:
    """The fields without the entry in which the field at `at` lies, whose values go with it, where to go on.

    A list's first entry keeps its fields, since the form would have no place for it otherwise. One goes on at
    the field of the list that stands before the entry. Raises ValueError for a field of no list.
    """
    path = _list(found[at])
    entry = found[at].path[: len(path) + 1]
    gone = frozenset(one.path for one in found if one.path[: len(entry)] == entry)
    if entry[-1] == 0:
        return tuple(found), gone, at
    left = tuple(one for one in found if one.path not in gone)
    before = [one.path for one in found[:at] if one.path not in gone and one.path[: len(path)] == path]
    return left, gone, next(place for place, one in enumerate(left) if one.path == before[-1])


def _list(field: Field) -> Path:
    path = list_of(field.path)
    if path is None:
        raise ValueError(f"{field.label} lies in no list")
    return path
