"""The kernel knows time and order, and nothing of ECS."""

from typing import ClassVar

import pytest

from trainer.sim import behaviours
from trainer.sim.kernel import (
    NOTHING,
    Behaviours,
    Endless,
    Later,
    Reaction,
    Why,
    happen,
    plan,
    run_until,
    run_until_condition,
)
from trainer.sim.world import Event, Gone, World
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Rang(Event):
    name: str


@dataclass(frozen=True, slots=True)
class RangLast(Rang):
    priority: ClassVar[int] = 9


@dataclass(frozen=True, slots=True)
class Bell:
    key: str
    rung: tuple[int, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        return ("rung",) if self.rung else ("silent",)


def count(world: World, event: Event) -> Reaction:
    assert isinstance(event, Rang)
    bell = world.get(Bell, event.name) or Bell(event.name)
    return Reaction((Bell(event.name, (*bell.rung, world.now_ms)),), (), (Why((event.name,), "it rang", ()),))


def order_of(world: World) -> list[str]:
    return [reason.about[0] for reason in world.reasons]


def test_events_come_by_time_then_priority_then_order_of_planning() -> None:
    world = World(1)
    for delay_ms, event in (
        (5, Rang("c")),
        (5, RangLast("e")),
        (5, Rang("d")),
        (1, Rang("b")),
        (0, Rang("a")),
    ):
        plan(world, delay_ms, event)
    assert run_until(world, 5, Behaviours(count)) == 5
    assert order_of(world) == ["a", "b", "c", "d", "e"]


def test_a_run_stands_at_its_end_though_nothing_happens_there() -> None:
    world = World(1)
    plan(world, 10, Rang("late"))
    assert run_until(world, 9, Behaviours(count)) == 0
    assert (world.now_ms, order_of(world)) == (9, [])
    with pytest.raises(ValueError, match="forwards"):
        run_until(world, 8, Behaviours(count))


def test_a_condition_ends_the_run_and_a_limit_does_too() -> None:
    world = World(1)
    for delay_ms in (3, 6):
        plan(world, delay_ms, Rang("bell"))
    assert run_until_condition(world, lambda now: bool(now.of(Bell)), 100, Behaviours(count))
    assert world.now_ms == 3
    assert not run_until_condition(world, lambda now: "other" in now.of(Bell), 100, Behaviours(count))
    assert world.now_ms == 100


def test_later_events_carry_the_reason_they_come_from() -> None:
    def echo(world: World, event: Event) -> Reaction:
        assert isinstance(event, Rang)
        if event.name == "echo":
            return Reaction(reasons=(Why(("echo",), "an echo", ()),))
        return Reaction((), (Later(4, Rang("echo")),), (Why(("bell",), "a bell", ()),))

    world = World(1)
    happen(world, Rang("bell"), Behaviours(echo))
    run_until(world, 10, Behaviours(echo))
    assert [(reason.text, reason.because) for reason in world.reasons] == [("a bell", -1), ("an echo", 0)]


def test_each_behaviour_sees_what_the_one_before_it_changed() -> None:
    seen: list[int] = []

    def look(world: World, event: Event) -> Reaction:
        seen.append(len(world.need(Bell, "bell").rung))
        return NOTHING

    world = World(1)
    happen(world, Rang("bell"), Behaviours(count, look))
    assert seen == [1]


def test_a_behaviour_is_handed_only_the_events_that_its_signature_names() -> None:
    heard: list[str] = []

    def last(_: World, event: RangLast) -> Reaction:
        heard.append(event.name)
        return NOTHING

    for event in (Rang("first"), RangLast("last")):
        happen(World(1), event, Behaviours(last))
    assert heard == ["last"]


def test_every_behaviour_of_ecs_names_what_it_heeds() -> None:
    for name in dir(behaviours):
        if react := getattr(getattr(behaviours, name), "react", None):
            assert react.__annotations__["event"] is not Event, name


def test_an_endless_world_is_stopped() -> None:
    def again(world: World, event: Event) -> Reaction:
        return Reaction((), (Later(0, event),))

    world = World(1)
    plan(world, 0, Rang("bell"))
    with pytest.raises(Endless):
        run_until(world, 1, Behaviours(again), steps_max=1000)


def test_groups_follow_the_records() -> None:
    world = World(1)
    world.put(Bell("a"))
    world.put(Bell("b"))
    world.put(Bell("a", (1,)))
    assert [bell.key for bell in world.among(Bell, "silent")] == ["b"]
    assert [bell.key for bell in world.among(Bell, "rung")] == ["a"]
    world.remove(Gone(Bell, "a"))
    assert world.among(Bell, "rung") == []


def test_a_copy_lives_its_own_life_and_draws_the_same_chances() -> None:
    world = World(1)
    plan(world, 1, Rang("bell"))
    twin = world.copy()
    run_until(twin, 5, Behaviours(count))
    assert world.now_ms == 0
    assert not world.reasons
    run_until(world, 5, Behaviours(count))
    assert world == twin
    assert world.chance("x").random() == twin.chance("x").random()


def test_what_one_behaviour_gives_as_reason_causes_what_the_next_ones_plan() -> None:
    def say(world: World, event: Event) -> Reaction:
        return Reaction(reasons=(Why(("bell",), "heard", ()),))

    def follow(world: World, event: Event) -> Reaction:
        return Reaction((), (Later(5, Rang("next")),))

    world = World(1)
    happen(world, Rang("bell"), Behaviours(say, follow))
    assert [entry.cause for entry in world.agenda] == [0]
    assert world.cause == -1
