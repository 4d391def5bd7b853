"""Answering items one by one: a quiz, a review, the questions on a lesson."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from trainer.activities.desk import Desk
from trainer.activities.read import lesson_named
from trainer.activities.study import (
    Feedback,
    Sitting,
    start_lesson_check,
    start_on_facts,
    start_quiz,
    start_review,
)
from trainer.content.model import FactId, TopicId
from trainer.memory.model import Confidence
from trainer.questions.explain import first_view, full_view
from trainer.questions.model import Item, MarkKind, Response
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.page import Page
from trainer.tui.widgets.options import Options
from trainer.tui.widgets.prompt import Prompt
from trainer.tui.widgets.reasons import append_full

VERDICTS = {MarkKind.RIGHT: "✓ Right.", MarkKind.WRONG: "✗ Wrong.", MarkKind.NOT_KNOWN: "? Not known."}
CONFIDENCES = (None, Confidence.SURE, Confidence.UNSURE, Confidence.GUESS)


def sitting_behind(desk: Desk, door: Door) -> Sitting:
    """The sitting that a door leads to."""
    if door.screen == "review":
        return start_review(desk, door.count or 20)
    if door.screen == "check":
        if door.facts:
            return start_on_facts(desk, [FactId(fact) for fact in door.facts])
        return start_lesson_check(desk, lesson_named(desk, door.name))
    topic = None if door.topic is None else TopicId(door.topic)
    return start_quiz(desk, door.count or 10, door.seed, topic)


TITLES = {
    "quiz": "Quick quiz",
    "review": "Review",
    "lesson": "Questions on the lesson",
    "opening": "One question first",
}


class QuestionScreen(Page):
    """One item at a time; the answer is kept before its verdict is shown."""

    place = "question"
    CSS_PATH = "question.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("question")

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting.desk)
        self.sitting = sitting
        self._item: Item | None = None
        self._feedback: Feedback | None = None
        self._confidence: Confidence | None = None
        self._began = 0.0
        self._full = False

    def heading(self) -> str:
        """What kind of sitting this is."""
        return TITLES.get(self.sitting.mode.value, "Questions")

    def aside(self) -> str:
        """Where we are in it."""
        if self._item is None:
            return ""
        right = f" · {self.sitting.right} right" if self.sitting.answered else ""
        return f"{self.sitting.asked} of {max(self.sitting.of, self.sitting.asked)}{right}"

    def body(self) -> ComposeResult:
        """Stem, options or input, feedback."""
        names = self.desk.course.concept_names()
        with VerticalScroll(id="page", can_focus=False):
            yield Prompt("", names=names)
            yield Options()
            yield Input(placeholder="your answer, Enter; ? if you don't know", id="typed")
            yield Static(id="sure")
            yield Static(id="feedback")

    def on_mount(self) -> None:
        """Show the first item."""
        self._next()

    # --- keys -----------------------------------------------------------------------------------

    def action_choose_a(self) -> None:
        """Option A."""
        self._pick("a")

    def action_choose_b(self) -> None:
        """Option B."""
        self._pick("b")

    def action_choose_c(self) -> None:
        """Option C."""
        self._pick("c")

    def action_choose_d(self) -> None:
        """Option D."""
        self._pick("d")

    def action_choose_e(self) -> None:
        """Option E."""
        self._pick("e")

    def action_choose_f(self) -> None:
        """Option F."""
        self._pick("f")

    def action_dont_know(self) -> None:
        """Not known is an answer too."""
        if self._item is not None and self._feedback is None:
            self._answer(Response(known=False))

    def action_next(self) -> None:
        """Answer with what is chosen, or go on."""
        if self._item is None:
            self.finish()
        elif self._feedback is not None:
            self._next()
        else:
            self._confirm()

    def action_confidence(self) -> None:
        """Say how sure one is: sure, unsure, guess, nothing."""
        if self._item is not None and self._feedback is None:
            place = CONFIDENCES.index(self._confidence)
            self._confidence = CONFIDENCES[(place + 1) % len(CONFIDENCES)]
            self._show_confidence()

    def action_all_options(self) -> None:
        """Every option with its reason and source."""
        if self._feedback is not None:
            self._full = not self._full
            self._show_feedback()

    def action_see_it_happen(self) -> None:
        """Watch the described world run."""
        if self._feedback is None or self._item is None:
            return
        if self._item.scene is None:
            self.notify("The simulator cannot play this question.")
            return
        from trainer.tui.screens.watch import WatchScreen

        self.app.push_screen(WatchScreen(self.desk, self._item))

    def action_report(self) -> None:
        """Keep that something is wrong with this item."""
        if self._item is not None:
            chosen = self._feedback.mark.response.chosen if self._feedback else ()
            self.sitting.report("", chosen)
            self.notify("Reported; thank you. It is kept with the question as you saw it.")

    def action_copy(self) -> None:
        """Copy the item's text."""
        if self._item is not None:
            lines = [
                self._item.stem,
                *(f"{option.id.upper()}. {option.text}" for option in self._item.options),
            ]
            self.app.copy_to_clipboard("\n".join(lines))
            self.notify("Copied.")

    def on_options_chosen(self, event: Options.Chosen) -> None:
        """A pick by key or mouse."""
        event.stop()
        self._show_confidence()

    def on_options_confirmed(self, event: Options.Confirmed) -> None:
        """Enter on the chosen option, or on an answered item."""
        event.stop()
        self.action_next()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the typed answer."""
        event.stop()
        text = event.value.strip()
        if text == "?":
            self.action_dont_know()
        elif text and self._feedback is None:
            self._answer(Response(typed=text))
        elif self._feedback is not None:
            self._next()

    # --- the flow -------------------------------------------------------------------------------

    def finish(self) -> None:
        """The sitting is over and the learner goes on."""
        self.app.run_action("back")  # type: ignore[unused-coroutine]

    def _pick(self, option: str) -> None:
        if self._feedback is None and self._item is not None and self._item.options:
            self.query_one(Options).pick(option)

    def _confirm(self) -> None:
        if self._item is None or not self._item.options:
            return
        chosen = self.query_one(Options).chosen
        if len(chosen) == self._item.select:
            self._answer(Response(chosen=chosen))
        else:
            wanted = "an option" if self._item.select == 1 else f"{self._item.select} options"
            self.notify(f"Choose {wanted} first, or press ? if you don't know.")

    def _answer(self, response: Response) -> None:
        taken_ms = round((self.desk.clock.monotonic() - self._began) * 1000)
        self._feedback = self.sitting.answer(response, self._confidence, taken_ms)
        self._full = False
        self._show_feedback()
        self.retitle()

    def _next(self) -> None:
        self._item = self.sitting.advance()
        self._feedback = None
        self._confidence = None
        self._began = self.desk.clock.monotonic()
        self.query_one("#feedback", Static).update("")
        if self._item is None:
            self._show_end()
        else:
            self._show_item(self._item)
        self.retitle()
        self.query_one("#page").scroll_home(animate=False)

    def _show_item(self, item: Item) -> None:
        figure = self.desk.course.figures.get(item.picture.figure) if item.picture else None
        marked = item.picture.marked if item.picture else ""
        stem = item.stem
        self.query_one(Prompt).show(stem, item.exhibit, figure, marked)
        options, typed = self.query_one(Options), self.query_one("#typed", Input)
        options.display, typed.display = bool(item.options), not item.options
        options.ask([(option.id, option.text) for option in item.options], item.select)
        typed.value = ""
        (options if item.options else typed).focus()
        self._show_confidence()

    def _show_confidence(self) -> None:
        words = "" if self._confidence is None else f"  {self._confidence.value}"
        self.query_one("#sure", Static).update(Text(words, style="italic"))

    def _show_feedback(self) -> None:
        item, feedback = self._item, self._feedback
        assert item is not None  # noqa: S101 - feedback belongs to an item
        assert feedback is not None  # noqa: S101
        view = first_view(self.desk.graph, item, feedback.mark)
        self.query_one(Prompt).mark(view.deciding)
        self.query_one(Options).reveal(item.key)
        colours = self.app.theme_variables
        colour = colours.get("success" if feedback.mark.right else "error", "")
        text = Text(VERDICTS[feedback.mark.kind], style=f"bold {colour}")
        rest = view.verdict.removeprefix(VERDICTS[feedback.mark.kind][2:]).strip()
        text.append(f" {rest} {view.why}" if rest else f" {view.why}", style="not bold default")
        if view.deciding:
            text.append("\nDeciding words: ", style="dim not bold")
            text.append(" · ".join(f"“{words}”" for words in view.deciding), style="dim not bold")
        if feedback.again:
            text.append("\nIt comes back later in this sitting.", style="dim not bold")
        if self._full:
            append_full(text, full_view(self.desk.graph, item, feedback.mark))
        elif item.scene is not None:
            text.append("\ns shows it on the simulator · x all options", style="dim not bold")
        panel = self.query_one("#feedback", Static)
        panel.update(text)
        panel.scroll_visible(animate=False)

    def _show_end(self) -> None:
        sitting = self.sitting
        lines = [
            f"{sitting.right} of {sitting.answered} right."
            if sitting.answered
            else "There is nothing to ask."
        ]
        if not sitting.answered and sitting.mode.value == "review":
            lines = [
                "Nothing is due. Read a lesson and its facts come here, or take a quick quiz (q on Today)."
            ]
        course = self.desk.course
        for title, facts in (("Secured", sitting.secured), ("Still slipping", sitting.missed)):
            if facts and sitting.answered:
                lines += ["", f"{title}:", *(f"· {course.facts[fact].says}" for fact in dict.fromkeys(facts))]
        self.query_one(Prompt).show("\n".join([*lines, "", "Enter goes back."]))
        for widget in (self.query_one(Options), self.query_one("#typed", Input)):
            widget.display = False
        self.query_one("#sure", Static).update("")
        self.set_focus(None)
