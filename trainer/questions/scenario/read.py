"""Reading the slots of a scenario pattern."""

from trainer.content.model import ConceptId, RelationId
from trainer.questions.model import Criterion, Requirement
from trainer.questions.scenario.model import Best, Fill, Part, Scenario, Wish
from trainer.questions.slots import Slots
from trainer.questions.wording import unmarked


def read_scenario(slots: Slots) -> Scenario:
    """The scenario; mistakes are gathered in the slots' problems."""
    parts = tuple(_part(inner) for inner in slots.each("parts"))
    names = tuple(part.name for part in parts)
    if not parts:
        slots.wrong('slot "parts" is missing.', "List what there is to choose.")
    shown = tuple(part.name for part in parts if part.shown)
    scenario = Scenario(
        parts=parts,
        circumstances=_circumstances(slots, names),
        option=slots.templates("option", shown, optional="steps" in slots),
        openings=slots.texts("openings", optional=True),
        wishes=tuple(_wish(inner, names) for inner in slots.each("requirements")),
        bests=_bests(slots, names),
        asks=slots.texts("asks", optional="criterion" in slots),
        stated=_stated(slots),
    )
    slots.done()
    _check(slots, scenario)
    return scenario


def _part(slots: Slots) -> Part:
    name = slots.text("name")
    fills = []
    for concept, value in slots.mapping("choices").items():
        if isinstance(value, dict):
            words, fits = str(value.get("words", "")), str(value.get("fits", ""))
        else:
            words, fits = str(value), ""
        fills.append(Fill(slots.named(concept, ("choices", concept)), words, fits))
    shown = slots.plain("shown") is not False
    slots.done()
    if not fills:
        slots.wrong(f'part "{name}" has no choices.', "Give it two or more.")
    return Part(name, tuple(fills), shown)


def _circumstances(slots: Slots, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = []
    for qualifier, part in slots.mapping("circumstances").items():
        key = qualifier.replace(" ", "-")
        if key not in slots.course.qualifiers:
            slots.wrong(f'"{qualifier}" is no qualifier of this course.', at=("circumstances", qualifier))
        if part not in names:
            message = f'circumstance "{qualifier}" names no part: "{part}".'
            slots.wrong(message, f"The parts are {', '.join(names)}.", at=("circumstances", qualifier))
        found.append((key, str(part)))
    return tuple(sorted(found))


def _wish(slots: Slots, names: tuple[str, ...]) -> Wish:
    part = slots.one_of("part", names or ("",))
    to_part = slots.text("object part", "")
    if to_part and to_part not in names:
        mend = f"The parts are {', '.join(names)}."
        slots.wrong(f'"{to_part}" is no part of this scenario.', mend, at=("object part",))
    wish = Wish(
        id=slots.text("id"),
        requirement=Requirement(
            part=part,
            relation=slots.relation("relation"),
            object="" if to_part else _object(slots),
            wanted=slots.plain("wanted") is not False,
            object_part=to_part,
        ),
        texts=slots.texts("texts", optional=slots.plain("implied") is True),
        also=slots.texts("also", optional=True),
        group=slots.text("group", ""),
        implied=slots.plain("implied") is True,
        always=slots.plain("always") is True,
    )
    slots.done()
    return wish


def _object(slots: Slots) -> ConceptId | str:
    return slots.target("object")


def _bests(slots: Slots, names: tuple[str, ...]) -> tuple[Best | None, ...]:
    """The criteria, and None where questions without one are given as well or alone."""
    given = slots.plain("criterion")
    listed = slots.each("criterion") if isinstance(given, list) else [slots.mapping("criterion")]
    found = tuple(_best(one, names) for one in listed) if isinstance(given, dict | list) else ()
    return found if found and "asks" not in slots else (*found, None)


def _best(slots: Slots, names: tuple[str, ...]) -> Best:
    best = Best(
        criterion=Criterion(slots.one_of("part", names or ("",)), slots.relation("relation")),
        asks=slots.texts("asks"),
        texts=slots.texts("texts", optional=True),
        loses=slots.text("loses", ""),
    )
    relation = slots.course.relations.get(best.criterion.relation or RelationId(""))
    if relation is not None and not relation.order:
        slots.wrong(f'relation "{relation.id}" is no order, so nothing can be best by it.', at=("relation",))
    # without these words every solution that meets the requirements would be right
    for ask in (ask for ask in best.asks if not unmarked(ask)[1]):
        slots.wrong(
            f'"{ask}" marks no words that say what is best.',
            "Write them as in ==LEAST effort==.",
            at=("asks",),
        )
    slots.done()
    return best


def _stated(slots: Slots) -> tuple[int, ...]:
    value = slots.plain("stated")
    counts = value if isinstance(value, list) else [2 if value is None else value]
    found = tuple(count for count in counts if isinstance(count, int) and 0 < count < 4)
    if len(found) < len(counts):
        slots.wrong('slot "stated" must be numbers from 1 to 3.', at=("stated",))
    return found or (2,)


def _check(slots: Slots, scenario: Scenario) -> None:
    needs = 0 if None in scenario.bests else 1
    if scenario.stated and min(scenario.stated) + needs > 3:
        message = "three distractors can make at most three requirements and criteria count."
        slots.wrong(message, "State fewer.", at=("stated",))
    if len(scenario.wishes) < min(scenario.stated, default=1):
        message = 'slot "requirements" has fewer entries than a stem states.'
        slots.wrong(message, "Add requirements, or state fewer.", at=("requirements",))
