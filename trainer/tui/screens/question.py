"""Answering items one by one: a quiz, a review, the questions on a lesson."""

from collections.abc import Sequence
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
from trainer.questions.explain import First, Full, first_view, full_view
from trainer.questions.grade import HOW_TO_TYPE
from trainer.questions.model import Item, MarkKind, Response
from trainer.store.model import Mode
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.page import Page
from trainer.tui.widgets.options import Options
from trainer.tui.widgets.prompt import Colour, Prompt
from trainer.tui.widgets.reasons import append_sources

VERDICTS = {MarkKind.RIGHT: "✓ Right.", MarkKind.WRONG: "✗ Wrong.", MarkKind.NOT_KNOWN: "? Not known."}
CONFIDENCES = (None, Confidence.SURE, Confidence.UNSURE, Confidence.GUESS)
SCALE = (Confidence.GUESS, Confidence.UNSURE, Confidence.SURE)


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


NOTHING = {
    Mode.REVIEW: "Nothing is due.\n\n"
    "Read a lesson and its facts come here; a quick quiz is always one key away.",
}
"""Why a sitting has nothing to ask, where it can be told."""
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

    def keys_now(self) -> Sequence[str]:
        """Before the answer how to give one, afterwards what there is to see."""
        if self._item is None:
            return ["next"]
        if self._feedback is None:
            choose = ["choose-a", "dont-know"] if self._item.options else []
            return ["next", *choose, "confidence", *(["large-picture"] if self._item.picture else [])]
        return ["next", *(["see-it-happen"] if self._item.scene else []), "all-options", "copy", "report"]

    def words_now(self) -> dict[str, str]:
        """What Enter does now."""
        if self._item is None:
            return {"next": "back"}
        shut = "close options" if self._full else "all options"
        return {"next": "next" if self._feedback else "answer", "all-options": shut}

    def body(self) -> ComposeResult:
        """Stem, options or input, feedback."""
        names = self.desk.course.concept_names()
        with VerticalScroll(id="page", can_focus=False):
            yield Prompt("", names=names)
            yield Options()
            yield Input(placeholder="your answer, Enter; ? if you don't know", id="typed")
            yield Static(id="sure")
            yield Static(id="feedback")
            yield Static(id="end")

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

    def action_large_picture(self) -> None:
        """The item's picture on a screen of its own."""
        if self._item is None or self._item.picture is None:
            self.notify("This question has no picture.")
            return
        from trainer.tui.screens.figure import FigureScreen

        picture = self._item.picture
        self.app.push_screen(FigureScreen(self.desk, picture.figure, picture.marked))

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
        self.leave()

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
        self._full = False
        self._began = self.desk.clock.monotonic()
        page = self.query_one("#page", VerticalScroll)
        page.can_focus = False
        for name in ("#feedback", "#end"):
            self.query_one(name).display = False
        if self._item is None:
            self._show_end()
        else:
            self._show_item(self._item)
        self.retitle()
        page.scroll_home(animate=False)

    def _show_item(self, item: Item) -> None:
        figure = self.desk.course.figures.get(item.picture.figure) if item.picture else None
        marked = item.picture.marked if item.picture else ""
        self.query_one(Prompt).show(item.stem, item.exhibit, figure, marked)
        options, typed = self.query_one(Options), self.query_one("#typed", Input)
        options.display, typed.display = bool(item.options), not item.options
        options.ask([(option.id, option.text) for option in item.options], item.select)
        typed.value = ""
        typed.placeholder = f"{HOW_TO_TYPE.get(item.kind, 'Your answer')}; ? if you don't know"
        typed.disabled = False
        (options if item.options else typed).focus(scroll_visible=False)
        self._show_confidence()

    def _show_confidence(self) -> None:
        line = self.query_one("#sure", Static)
        item = self._item
        chosen = len(self.query_one(Options).chosen)
        line.display = item is not None and self._feedback is None
        text = Text()
        if item is not None and item.select > 1:
            text.append(f"{chosen} of {item.select} chosen   ", style="bold")
        if self._confidence is not None or chosen:
            text.append("How sure? ", style=self.colour("muted"))
            for one in SCALE:
                on = one is self._confidence
                text.append(f" {'●' if on else '○'} ", style="bold" if on else self.colour("muted"))
                text.append(one.value, style="bold" if on else self.colour("muted"))
            text.append("   tab, never scored", style=self.colour("muted"))
        line.update(text)

    def _show_feedback(self) -> None:
        item, feedback = self._item, self._feedback
        assert item is not None  # noqa: S101 - feedback belongs to an item
        assert feedback is not None  # noqa: S101
        first = first_view(self.desk.graph, item, feedback.mark)
        full = full_view(self.desk.graph, item, feedback.mark) if self._full else None
        self.query_one(Prompt).mark(first.deciding)
        remarks = {reason.option: reason.why for reason in full.reasons} if full else {}
        self.query_one(Options).reveal(item.key, remarks)
        self.query_one("#typed", Input).disabled = True
        self.query_one("#sure", Static).display = False
        panel = self.query_one("#feedback", Static)
        panel.update(feedback_text(first, feedback, full, self.colour))
        panel.display = True
        page = self.query_one("#page", VerticalScroll)
        page.can_focus = True
        page.focus(scroll_visible=False)
        self.show_keys()
        if full is None:
            self.call_after_refresh(panel.scroll_visible, animate=False)

    def _show_end(self) -> None:
        for widget in (self.query_one(Prompt), self.query_one(Options), self.query_one("#typed")):
            widget.display = False
        self.query_one("#sure").display = False
        end = self.query_one("#end", Static)
        end.update(self._summary())
        end.display = True
        page = self.query_one("#page", VerticalScroll)
        page.can_focus = True
        page.focus(scroll_visible=False)

    def _summary(self) -> Text:
        sitting, facts = self.sitting, self.desk.course.facts
        if not sitting.answered:
            return Text(NOTHING.get(sitting.mode, "There is nothing to ask."))
        text = Text()
        text.append(f"{sitting.right} of {sitting.answered} right", style="bold")
        text.append(f"   {'●' * sitting.right}", style=self.colour("success"))
        text.append(f"{'○' * (sitting.answered - sitting.right)}\n", style=self.colour("muted"))
        for title, sign, colour, kept in (
            ("Still slipping", "✗", "error", sitting.missed),
            ("Secured", "✓", "success", sitting.secured),
        ):
            if kept:
                text.append(f"\n{title}\n", style="bold")
            for fact in dict.fromkeys(kept):
                text.append(f" {sign} ", style=self.colour(colour))
                text.append(f"{facts[fact].says}\n")
        if sitting.missed and not sitting.scheduled:
            text.append("\nA quick quiz changes no schedule.", style=self.colour("muted"))
        return text


def feedback_text(first: First, feedback: Feedback, full: Full | None, colour: Colour) -> Text:
    """The verdict, why, the words that decided; with the full view what all of it rests on."""
    kind = feedback.mark.kind
    style = colour("success" if feedback.mark.right else "error")
    verdict = VERDICTS[kind]
    text = Text()
    text.append(verdict, style=f"bold {style}")
    rest = first.verdict.removeprefix(verdict[2:]).strip()
    text.append(f" {rest}" if rest else "", style="bold")
    text.append(f"\n{first.why}")
    if first.deciding:
        words = " · ".join(f"“{words}”" for words in first.deciding)
        text.append(f"\nDeciding words: {words}", style=colour("muted"))
    if feedback.again:
        text.append("\nIt comes back later in this sitting.", style=colour("muted"))
    if full is not None:
        append_sources(text, full, colour)
    return text
