"""What records share, and what any of them may bear."""

from trainer.value import dataclass


class Alone:
    """A record that is found by its key only."""

    __slots__ = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Token(Alone):
    """A clientToken that was used; the key joins it with the operation. The same call again makes nothing."""

    key: str
    asked: str
    """What was asked then, as a digest."""
    made: tuple[str, ...]
    """ARNs of what it made."""


@dataclass(frozen=True, slots=True)
class Tags(Alone):
    """The tags of a resource; the key is its ARN."""

    arn: str
    tags: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """The resource's ARN."""
        return self.arn


@dataclass(frozen=True, slots=True)
class AccountSetting(Alone):
    """An ECS account setting that a principal set; the account's root stands for everybody's default."""

    name: str
    principal: str
    value: str

    @property
    def key(self) -> str:
        """Its name and whose it is."""
        return f"{self.name} {self.principal}"
