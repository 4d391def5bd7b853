"""Our quicker `dataclass` gives classes that behave as the library's do."""

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from trainer import value
from trainer.value import dataclass

Decorator = Callable[..., Callable[[type], Any]]
FIELD: dict[Any, Any] = {dataclass: value.field, dataclasses.dataclass: dataclasses.field}


def classes(decorator: Decorator, frozen: bool, slots: bool = True) -> tuple[Any, Any]:
    """A class and a class under it, each with fields of every form that we use."""
    field = FIELD[decorator]

    @decorator(frozen=frozen, slots=slots)
    class Loaf:
        """A loaf."""

        kind: ClassVar[str] = "bread"
        flour: str
        grams: int = 500
        seeds: tuple[str, ...] = ()
        notes: list[str] = field(default_factory=list, compare=False, repr=False)
        crumb: str = field(default="open", repr=False)

        @property
        def heavy(self) -> bool:
            return self.grams > 900

    @decorator(frozen=frozen, slots=slots)
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


@pytest.mark.parametrize("slots", [True, False])
@pytest.mark.parametrize("frozen", [True, False])
def test_it_is_made_compared_and_shown_as_the_librarys(frozen: bool, slots: bool) -> None:
    both = classes(dataclass, frozen, slots), classes(dataclasses.dataclass, frozen, slots)
    for ours, theirs in zip(*both, strict=True):
        for given in ({"flour": "rye"}, {"flour": "rye", "grams": 950, "seeds": ("poppy",), "notes": ["x"]}):
            one, other = ours(**given), theirs(**given)
            assert dataclasses.asdict(one) == dataclasses.asdict(other)
            assert repr(one) == repr(other)
            assert one == ours(**{**given, "notes": ["not compared"]})
            assert one != dataclasses.replace(one, grams=1) == value.replace(one, grams=1)
            assert one != other  # another class, however alike
            assert one.heavy == other.heavy
        assert ours("rye").notes is not ours("rye").notes
        assert ours.__match_args__ == theirs.__match_args__
        assert ours.__dict__.get("__slots__") == theirs.__dict__.get("__slots__")
        assert list(inspect.signature(ours).parameters) == list(inspect.signature(theirs).parameters)
        assert [each.name for each in dataclasses.fields(ours)] == [
            each.name for each in value.fields_of(ours)
        ]
        assert repr(ours.__dict__.get("grams")) == repr(theirs.__dict__.get("grams"))
        with pytest.raises(TypeError):
            ours()
        with pytest.raises(TypeError):
            value.replace(one, crust="thin")


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


def test_values_that_have_an_order_are_sorted_as_the_librarys() -> None:
    def places(decorator: Any) -> Any:
        @decorator(frozen=True, slots=True, order=True)
        class Place:
            """A place."""

            shelf: str
            row: int = 0

        return Place

    ours, theirs = places(dataclass), places(dataclasses.dataclass)
    given = [("b", 1), ("a", 2), ("a", 1), ("b", 0)]
    assert repr(sorted(ours(*one) for one in given)) == repr(sorted(theirs(*one) for one in given))
    assert ours("a") <= ours("a")
    with pytest.raises(TypeError):
        assert ours("a") < "a"


def test_values_of_any_other_class_are_replaced_by_the_library() -> None:
    _, roll = classes(dataclasses.dataclass, frozen=True)
    assert value.replace(roll("rye"), grams=1).grams == 1


def test_what_it_does_not_know_is_refused() -> None:
    with pytest.raises(AssertionError, match="library's own"):

        @dataclass(frozen=True, slots=True)
        class Later:
            flour: str = dataclasses.field(kw_only=True)

    with pytest.raises(AssertionError, match="share one default"):

        @dataclass(frozen=True, slots=True)
        class Shared:
            flour: list[str] = []  # noqa: RUF012


def test_a_value_is_made_without_the_library() -> None:
    """It loads `inspect`, which a start would wait for."""
    asked = "import sys, trainer.activities.study; print('dataclasses' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
