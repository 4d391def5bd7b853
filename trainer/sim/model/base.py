"""What records share, and what any of them may bear."""

from dataclasses import dataclass


class Alone:
    """A record that is found by its key only."""

    __slots__ = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Tags(Alone):
    """The tags of a resource; the key is its ARN."""

    arn: str
    tags: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """The resource's ARN."""
        return self.arn
