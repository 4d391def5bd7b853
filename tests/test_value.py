"""Our quicker `dataclass` gives classes that behave as the library's do."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from trainer.value import dataclass

Decorator = Callable[..., Callable[[type], Any]]


def classes(decorator: Decorator, frozen: bool) -> tuple[Any, Any]:
    """A class and a class under it, each with fields of every form that we use."""

    @decorator(frozen=frozen, slots=True)
    class Loaf:
        """A loaf."""

        kind: ClassVar[str] = "bread"
        flour: str
        grams: int = 500
        seeds: tuple[str, ...] = ()
        notes: list[str] = dataclasses.field(default_factory=list, compare=False, repr=False)

        @property
        def heavy(self) -> bool:
            return self.grams > 900

    @decorator(frozen=frozen, slots=True)
    class Roll(Loaf):
        """A roll."""

        glazed: bool = False

    return Loaf, Roll


@dataclass(frozen=True, slots=True)
class Kept:
    """Pickle finds classes by name only."""

    flour: str
    grams: int = 500


@dataclass(frozen=True, slots=True)
class Nothing:
    """It has no fields at all."""


@pytest.mark.parametrize("frozen", [True, False])
def test_it_is_made_compared_and_shown_as_the_librarys(frozen: bool) -> None:
    for ours, theirs in zip(classes(dataclass, frozen), classes(dataclasses.dataclass, frozen), strict=True):
        assert str(inspect.signature(ours)).count(",") == str(inspect.signature(theirs)).count(",")
        for given in ({"flour": "rye"}, {"flour": "rye", "grams": 950, "seeds": ("poppy",), "notes": ["x"]}):
            one, other = ours(**given), theirs(**given)
            assert dataclasses.asdict(one) == dataclasses.asdict(other)
            assert repr(one) == repr(other)
            assert one == ours(**{**given, "notes": ["not compared"]})
            assert one != dataclasses.replace(one, grams=1)
            assert one != other  # another class, however alike
            assert one.heavy == other.heavy
        assert ours("rye").notes is not ours("rye").notes
        assert ours.__match_args__ == theirs.__match_args__
        assert ours.__slots__ == theirs.__slots__
        with pytest.raises(TypeError):
            ours()


def test_a_frozen_one_has_a_hash_and_refuses_to_be_changed() -> None:
    ours, _ = classes(dataclass, frozen=True)
    one = ours("rye")
    assert hash(one) == hash(ours("rye", notes=["not compared"])) != hash(ours("wheat"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.grams = 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.grams
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.crust = "thin"


def test_one_that_may_be_changed_has_no_hash() -> None:
    ours, _ = classes(dataclass, frozen=False)
    one = ours("rye")
    one.grams = 1
    assert one == ours("rye", 1)
    with pytest.raises(TypeError):
        hash(one)


def test_copies_and_pickles_are_equal() -> None:
    assert pickle.loads(pickle.dumps(Kept("rye", 3))) == Kept("rye", 3) == copy.copy(Kept("rye", 3))  # noqa: S301
    assert Nothing() == copy.deepcopy(Nothing())
    assert repr(Nothing()) == "Nothing()"


def test_options_that_it_does_not_know_are_refused() -> None:
    with pytest.raises(AssertionError, match="library's own"):

        @dataclass(frozen=True, slots=True)
        class Later:
            flour: str = dataclasses.field(kw_only=True)
