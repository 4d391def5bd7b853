"""Routes through the channel between two layers: a lane for each bend, so that no two lie upon each other."""

from collections.abc import Mapping, Sequence

from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """A hop's ends across the flow; equal: it runs straight through and needs no lane."""

    edge: str
    start: int
    end: int

    @property
    def reach(self) -> tuple[int, int]:
        """From where to where its lane is used."""
        return min(self.start, self.end), max(self.start, self.end)


def lanes(ways: Sequence[Way], clear: int) -> Mapping[str, int] | Way:
    """The lane (0 is nearest to the earlier layer) of each way that bends.

    A way that ends where another starts must turn later than that one, or both would share a line. Where
    this goes round in a circle there is no answer; then the way to be moved aside is returned.
    """
    bent = sorted((way for way in ways if way.start != way.end), key=_preference)
    waits = {
        way.edge: [
            other.edge for other in bent if other.edge != way.edge and abs(other.start - way.end) < clear
        ]
        for way in bent
    }
    taken: dict[str, int] = {}
    todo = list(bent)
    while todo:
        way = next((way for way in todo if all(edge in taken for edge in waits[way.edge])), None)
        if way is None:
            return todo[-1]
        todo.remove(way)
        above = [taken[edge] for edge in waits[way.edge]]
        above += [taken[other.edge] for other in bent if other.edge in taken and _overlap(way, other, clear)]
        taken[way.edge] = max(above, default=-1) + 1
    return taken


def _preference(way: Way) -> tuple[bool, int, int]:
    """Of ways that go the same direction, the one that goes furthest turns first: fewer crossings."""
    down = way.end > way.start
    return down, -way.start if down else way.start, -way.end if down else way.end


def _overlap(one: Way, other: Way, clear: int) -> bool:
    (a, b), (c, d) = one.reach, other.reach
    return a <= d + clear and c <= b + clear
