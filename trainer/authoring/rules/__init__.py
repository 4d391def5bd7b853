"""What a good course keeps to: one function a rule, all of them in one table."""

from collections.abc import Callable, Iterator

from trainer.authoring.rules.exams import topics_counted, weights_add_up
from trainer.authoring.rules.facts import (
    checked_in_time,
    core_facts_taught,
    no_circles,
    no_contradiction,
    one_object,
)
from trainer.authoring.rules.figures import figures_whole, labels_drawable
from trainer.authoring.rules.folder import no_strays
from trainer.authoring.rules.labs import labs_hold
from trainer.authoring.rules.lessons import (
    embeds_found,
    ends_with_choices,
    lesson_lengths,
    links_lead_somewhere,
    nothing_left_over,
    statements_tied,
)
from trainer.authoring.rules.patterns import each_asks, slots_fit, wordings_shown
from trainer.authoring.rules.readings import (
    changed_truths_kept_out,
    core_facts_read,
    read_in_time,
    tables_read,
)
from trainer.content.model import Course
from trainer.graph.facts import FactGraph
from trainer.problem import Problem

Rule = Callable[[Course, FactGraph], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    one_object,
    no_contradiction,
    no_circles,
    checked_in_time,
    core_facts_read,
    read_in_time,
    changed_truths_kept_out,
    lesson_lengths,
    ends_with_choices,
    statements_tied,
    embeds_found,
    nothing_left_over,
    labels_drawable,
    figures_whole,
    weights_add_up,
    topics_counted,
    no_strays,
    core_facts_taught,
    links_lead_somewhere,
    slots_fit,
    each_asks,
    wordings_shown,
    tables_read,
    labs_hold,
)

NEED_ALL: dict[Rule, str] = {
    core_facts_taught: "whether each fact is taught",
    links_lead_somewhere: "links",
    figures_whole: "loose parts of figures",
    nothing_left_over: "signs left in the text",
    slots_fit: "the slots of patterns",
    each_asks: "whether patterns can ask",
    wordings_shown: "whether each wording can be shown",
    tables_read: "whether each table was read",
    labs_hold: "labs by playing them",
}
"""Rules that make sense only when every file could be read, and what they look at."""
