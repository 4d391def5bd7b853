"""An exam on the sample course, written out, so that no snapshot hangs on what a generator draws."""

from dataclasses import replace
from datetime import date

from trainer.activities.desk import Desk
from trainer.activities.exam import Exam
from trainer.content.model import ExamId, FactId, PatternId, Tier, TopicId
from trainer.exam.attempt import begin
from trainer.exam.model import Form, FormItem, Moment
from trainer.questions.model import Item, ItemId, Option, Picture, Proof, ProofKind

BAKER = ExamId("BAKER-1")
FACT = FactId("rye-loaf-time")
SECRET = "SECRET-REASON"  # noqa: S105 - a word to look for, in every rationale


def item(
    name: str, stem: str, right: list[str], wrong: list[str], *, topic: str = "baking", **rest: object
) -> Item:
    """An item whose options stand in the order of the alphabet; their reasons hold the secret word."""
    options = tuple(
        Option(
            id="abcdef"[number],
            text=text,
            is_key=text in right,
            rationale=f"{SECRET}: {text} is {'what the oven guide says' if text in right else 'too little'}.",
            proof=Proof(ProofKind.ENTAILED if text in right else ProofKind.COMPLETE, (FACT,)),
            brief=f"{SECRET}.",
        )
        for number, text in enumerate(sorted([*right, *wrong]))
    )
    made = Item(
        item_id=ItemId(name),
        kind="lookup",
        pattern=PatternId("times"),
        origin="authored",
        fact_ids=(FACT,),
        topic=TopicId(topic),
        domains={BAKER: "oven" if topic == "baking" else "dough"},
        exams=(BAKER,),
        tier=Tier.CORE,
        level="recall",
        reserved=False,
        stem=stem,
        options=options,
        select=len(right),
        as_of=date(2026, 11, 1),
        seed=1,
        deciding=("rye loaf",) if "rye loaf" in stem else (),
    )
    return replace(made, **rest)  # type: ignore[arg-type]


ITEMS = (
    item(
        "rye-time",
        "A village bakery opens at six, and its customers want a rye loaf on the counter by then. The oven "
        "is hot at five. For how long does the loaf have to bake?",
        ["60 minutes"],
        ["15 minutes", "20 minutes", "25 minutes"],
    ),
    item(
        "short-bakes",
        "Which of these are done in less than half an hour? (Select TWO.)",
        ["a baguette", "pretzels"],
        ["a rye loaf", "a sourdough loaf of two kilograms, left in the tin", "a tin of brown bread"],
    ),
    item(
        "starter",
        "Which part of the marked line brings the sourdough starter into the trough?",
        ["the baker who feeds it"],
        ["the loaf that leaves it", "the stone oven", "the tin"],
        topic="leavening",
        picture=Picture("bread-line", "feed"),
    ),
    item(
        "label",
        "What does this label on a bag of flour say about the grain?",
        ["the whole grain was milled"],
        ["only the core was milled", "the grain was roasted first", "the grain was soaked first"],
        topic="flours",
        exhibit="FLOUR  TYPE 1800\nash 1.8 g in 100 g",
    ),
    item(
        "hotter",
        "Which of these ovens gets hottest?",
        ["a stone oven"],
        ["a camping oven", "a deck oven", "a home oven"],
    ),
    item(
        "ciabatta-time",
        "For how long does a ciabatta bake?",
        ["25 minutes"],
        ["15 minutes", "20 minutes", "60 minutes"],
    ),
)


def begun(desk: Desk, limit_s: int | None = 900) -> Exam:
    """The exam, begun now and kept."""
    blueprint = replace(desk.course.blueprints["baker-mini"], items=len(ITEMS))
    items = tuple(FormItem(one, one.domains[BAKER]) for one in ITEMS)
    form = Form("form-1", blueprint, 7, desk.course.version, items)
    attempt = begin(form, desk.name("exam"), Moment(desk.now(), desk.clock.monotonic()), limit_s)
    desk.store.attempts.start(attempt)
    return Exam(desk, attempt)


ORDER = replace(
    item("steps", "A loaf is made in four steps. Put them in order.", ["knead"], []),
    options=(),
    select=0,
    kind="order",
    exhibit="a. Bake\nb. Knead\nc. Let it rise\nd. Weigh the flour",
    answer=("d", "b", "c", "a"),
)
MATCH = replace(
    item("pairs", "Three breads are listed, with how long they bake. Which belong together?", ["rye"], []),
    options=(),
    select=0,
    kind="match",
    exhibit="1. Rye loaf\n2. Baguette\n3. Pretzels\n\na. 15 minutes\nb. 60 minutes\nc. 20 minutes",
    answer=("1b", "2c", "3a"),
)
