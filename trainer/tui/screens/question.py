"""Answering items one by one: a quiz, a review, the questions on a lesson."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from trainer.activities.study import Feedback, Sitting
from trainer.content.model import Lesson, Section
from trainer.errors import NotSo
from trainer.memory.model import Confidence
from trainer.questions.explain import cited_pages, first_view, full_view, told_once
from trainer.questions.listed import sides_of, steps_of
from trainer.questions.model import Item, Response
from trainer.store.model import Mode
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.outside import copy, open_page
from trainer.tui.page import Page
from trainer.tui.sittings import title_of
from trainer.tui.widgets.prompt import Prompt
from trainer.tui.widgets.reasons import as_text
from trainer.tui.widgets.reply import Reply
from trainer.tui.widgets.sureness import after, scale
from trainer.tui.widgets.verdict import closing_text, feedback_text


class QuestionScreen(Page):
    """One item at a time; the answer is kept before its verdict is shown."""

    place = "question"
    CSS_PATH = "question.tcss"
    AUTO_FOCUS = ""
    """What takes the keys is focused here: focused by itself it would scroll the stem out of sight."""
    BINDINGS: ClassVar[list[BindingType]] = bindings("question")

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting.desk)
        self.sitting = sitting
        self._item: Item | None = None
        self._feedback: Feedback | None = None
        self._confidence: Confidence | None = None
        self._began = 0.0
        self._full = False
        self._hides = False
        """Commit first: the options stay hidden until a key."""
        self._to_read: tuple[Lesson, Section] | None = None
        """The paragraph of a fact missed twice, until it was opened."""

    def heading(self) -> str:
        """What kind of sitting this is."""
        return title_of(self.sitting)

    def aside(self) -> str:
        """Where we are in it."""
        if self._item is None:
            return ""
        right = f" · {self.sitting.right} right" if self.sitting.answered else ""
        return f"{self.sitting.asked} of {max(self.sitting.of, self.sitting.asked)}{right}"

    def keys_now(self) -> Sequence[str]:
        """Before the answer how to give one, afterwards what there is to see."""
        if self._item is None or self._hides:
            return ["next"]
        if self._feedback is None:
            reply = self.query_one(Reply)
            choose = [] if reply.typing else ["choose-a"]
            picture = ["large-picture"] if self._item.picture else []
            return ["next", *choose, *picture, *([] if reply.typing else ["dont-know"]), "confidence"]
        played = ["see-it-happen"] if self._item.scene else []
        return ["next", *played, "all-options", "about-fact", "undo-answer", "copy", "report"]

    def words_now(self) -> dict[str, str]:
        """What Enter does now."""
        if self._item is None:
            return {"next": "back"}
        if self._hides:
            return {"next": "show the options"}
        if self._to_read is not None:
            return {"next": "read it up"}
        what = "options" if self._item.options else "sources"
        shut = f"close {what}" if self._full else "all options" if self._item.options else what
        choose = {"order": "place", "match": "pair"}.get(self._item.kind, "choose")
        return {"next": "next" if self._feedback else "answer", "all-options": shut, "choose-a": choose}

    def body(self) -> ComposeResult:
        """Stem, options or input, feedback."""
        names = self.desk.course.concept_names()
        with VerticalScroll(id="page", can_focus=False):
            yield Prompt("", names=names)
            yield Reply()
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
        elif self._hides:
            self._lay_open()
        elif self._to_read is not None:
            lesson, section = self._to_read
            self._to_read = None
            self.show_keys()
            # going back closes this screen: only where nothing is left to ask
            over = self.sitting.asked >= self.sitting.of
            self.go(Door("lessons", lesson.id, section=section.id), back=over)
        elif self._feedback is not None:
            self._next()
        else:
            self._confirm()

    def action_confidence(self) -> None:
        """Say how sure one is: guess, unsure, sure, nothing."""
        if self._item is not None and self._feedback is None:
            self._confidence = after(self._confidence)
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
        """Copy the item's text; once it is answered, with every reason and source."""
        if self._item is None:
            return
        full = full_view(self.desk.graph, self._item) if self._feedback else None
        copy(self.app, as_text(self._item, full))

    def action_open_source(self) -> None:
        """The first page it rests on, in the browser."""
        if self._item is not None and self._feedback is not None:
            for source in cited_pages(self.desk.graph, self._item.fact_ids)[:1]:
                open_page(self.app, source.url)

    def action_about_fact(self) -> None:
        """The facts behind the item, once it is answered."""
        if self._item is not None and self._feedback is not None:
            self.go(Door("fact", facts=self._item.fact_ids))

    def action_undo_answer(self) -> None:
        """Turn back to the item answered last, as if it had not been."""
        try:
            item = self.sitting.undo()
        except NotSo as error:
            self.notify(str(error).capitalize() + ".")
            return
        self._turn(item)
        self.notify("Taken back.")

    def on_reply_changed(self, event: Reply.Changed) -> None:
        """A pick by key or mouse."""
        event.stop()
        self._show_confidence()

    def on_reply_confirmed(self, event: Reply.Confirmed) -> None:
        """Enter on what stands there, or on an answered item."""
        event.stop()
        self.action_next()

    # --- the flow -------------------------------------------------------------------------------

    def finish(self) -> None:
        """The sitting is over and the learner goes on."""
        self.leave()

    def _pick(self, option: str) -> None:
        if self._feedback is None and self._item is not None and not self._hides:
            self.query_one(Reply).pick(option)

    def _confirm(self) -> None:
        response = self.query_one(Reply).response()
        if isinstance(response, Response):
            self._answer(response)
        else:
            self.notify(response)

    def _answer(self, response: Response) -> None:
        taken_ms = round((self.desk.clock.monotonic() - self._began) * 1000)
        self._feedback = self.sitting.answer(response, self._confidence, taken_ms)
        self._full = False
        self._to_read = self._feedback.paragraph
        if self._hides:  # not known, said before the options were looked at
            self._lay_open()
        self._show_feedback()
        self.retitle()

    def _next(self) -> None:
        item = self.sitting.advance()
        if (
            item is None
            and self.sitting.of == 1
            and self.sitting.mode is Mode.LESSON
            and self.sitting.answered
        ):
            self.finish()  # one question on a section: its verdict has said all
        else:
            self._turn(item)

    def _turn(self, item: Item | None) -> None:
        self._item = item
        self._to_read = None
        self._hides = item is not None and self.sitting.hides_options
        self._feedback = None
        self._confidence = None
        self._full = False
        self._began = self.desk.clock.monotonic()
        page = self.query_one("#page", VerticalScroll)
        page.can_focus = False
        for name in ("#feedback", "#end"):
            self.query_one(name).display = False
        for widget in (self.query_one(Prompt), self.query_one(Reply)):
            widget.display = item is not None
        if item is None:
            self._show_end()
        else:
            self._show_item(item)
            self.call_after_refresh(self._stands, item)
        self.retitle()
        page.scroll_home(animate=False)

    def _stands(self, item: Item) -> None:
        """The question was painted; whoever was quicker has answered it already."""
        if item is self._item and self._feedback is None:
            self.sitting.shown()

    def _show_item(self, item: Item) -> None:
        figure = self.desk.course.figures.get(item.picture.figure) if item.picture else None
        marked = item.picture.marked if item.picture else ""
        listed = bool(steps_of(item) or sides_of(item)[0])
        self.query_one(Prompt).show(item.stem, "" if listed else item.exhibit, figure, marked)
        reply = self.query_one(Reply)
        reply.ask(item)
        if self._hides:
            reply.display = False
            page = self.query_one("#page", VerticalScroll)
            page.can_focus = True
            page.focus(scroll_visible=False)
        self._show_confidence()

    def _lay_open(self) -> None:
        """The learner has an answer in mind."""
        self._hides = False
        self.query_one("#page", VerticalScroll).can_focus = False
        reply = self.query_one(Reply)
        reply.display = True
        reply.take_keys()
        self._show_confidence()
        self.show_keys()

    def _show_confidence(self) -> None:
        line = self.query_one("#sure", Static)
        item = self._item
        chosen = self.query_one(Reply).chosen
        line.display = item is not None and self._feedback is None
        text = Text()
        if item is not None and item.select > 1 and not self._hides:
            text.append(f"{chosen} of {item.select} chosen   ", style="bold")
        if self._hides:
            text.append(
                "\nAnswer it in your mind first; Enter shows the options.", style=self.colour("muted")
            )
        elif self._confidence is not None or chosen:
            text.append_text(scale(self._confidence, self.colour))
        line.update(text)

    def _show_feedback(self) -> None:
        item, feedback = self._item, self._feedback
        assert item is not None  # noqa: S101 - feedback belongs to an item
        assert feedback is not None  # noqa: S101
        first = first_view(self.desk.graph, item, feedback.mark)
        full = full_view(self.desk.graph, item, feedback.mark) if self._full else None
        self.query_one(Prompt).mark(first.deciding)
        remarks = told_once(full.reasons) if full else {}
        self.query_one(Reply).reveal(remarks)
        self.query_one("#sure", Static).display = False
        panel = self.query_one("#feedback", Static)
        panel.update(feedback_text(first, feedback, full, self.colour))
        panel.set_class(feedback.mark.right, "-right")
        panel.display = True
        page = self.query_one("#page", VerticalScroll)
        page.can_focus = True
        page.focus(scroll_visible=False)
        self.show_keys()
        if full is None:
            self.call_after_refresh(panel.scroll_visible, animate=False)

    def _show_end(self) -> None:
        self.query_one("#sure").display = False
        end = self.query_one("#end", Static)
        end.update(closing_text(self.sitting, self.colour))
        end.display = True
        page = self.query_one("#page", VerticalScroll)
        page.can_focus = True
        page.focus(scroll_visible=False)
