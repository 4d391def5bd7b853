"""Goals that read any answer of AWS, or the whole end state, by a JMESPath: for every service there is."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.answer import answer
from trainer.aws.model import Call, Rejected
from trainer.aws.play import end_state
from trainer.content.model import Plain
from trainer.labs.goals.seen import Seen, bounds_text, mapping, number, plain_number, shown, within
from trainer.labs.model import Run
from trainer.sim.world import World

FOUND_MOST = 90
"""Characters of what was found that are told."""


def reads(slots: Mapping[str, Plain], world: World, run: Run) -> Seen:
    """What `read` finds in the answer to `call` (or in the end state) is as the slots say."""
    from jmespath import search
    from jmespath.exceptions import JMESPathError

    data, refused = _data(slots, world)
    try:
        found = search(str(slots["read"]), data)
    except JMESPathError:
        found = None  # a function of JMESPath met nothing at all
    what = str(slots["what"])
    met, wanted = _fits(found, slots)
    told = refused or _told(found, slots)
    return Seen(met and not refused, f"{what}: {wanted}", f"{what}: {told}")


def _data(slots: Mapping[str, Plain], world: World) -> tuple[Any, str]:
    if "call" not in slots:
        return end_state(world), ""
    service, _, operation = str(slots["call"]).partition(" ")
    # a listing or description changes nothing; a copy makes sure of it
    reply = answer(world.copy(), Call(service, operation, mapping(slots.get("with"))))
    return ({}, reply.message) if isinstance(reply, Rejected) else (reply.data, "")


def _fits(found: Any, slots: Mapping[str, Plain]) -> tuple[bool, str]:
    if "has" in slots:
        wanted = slots["has"]
        return isinstance(found, list | str | dict) and wanted in found, str(wanted)
    if "lacks" in slots:
        unwanted = slots["lacks"]
        return not (isinstance(found, list | str | dict) and unwanted in found), f"without {unwanted}"
    wanted = slots.get("is")
    if wanted is not None and (isinstance(wanted, bool) or not isinstance(wanted, int | float)):
        return found == wanted, _answer(wanted)
    return isinstance(found, int | float) and within(found, slots), bounds_text(slots)


def _told(found: Any, slots: Mapping[str, Plain]) -> str:
    if found is None or found == []:
        return "none"
    if isinstance(found, int | float) and not isinstance(found, bool):
        return plain_number(number(found))
    text = _answer(found)
    return text if len(text) <= FOUND_MOST else f"{text[:FOUND_MOST]}…"


def _answer(value: Any) -> str:
    """A question of yes or no is answered so."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else shown(value)
