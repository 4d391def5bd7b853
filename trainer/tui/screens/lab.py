"""Labs: the list of them, and the one in work: brief, prompt, live cluster, goals, clock."""

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, OptionList, RichLog, Static
from textual.widgets.option_list import Option

from trainer.activities.desk import Desk
from trainer.activities.lab import LabWork, lab_named, open_lab
from trainer.labs.model import Said, Tone
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.page import Page
from trainer.tui.screens.lesson import setting_for
from trainer.tui.widgets.cluster import cluster_text
from trainer.tui.widgets.typeset import typeset

TONES = {Tone.OUTPUT: "", Tone.ERROR: "error", Tone.NOTE: "secondary", Tone.GOOD: "success"}


def lab_screen(desk: Desk, door: Door) -> Screen[None]:
    """The lab of this name, or the list."""
    return LabScreen(open_lab(desk, lab_named(desk, door.name))) if door.name else LabsScreen(desk)


class LabsScreen(Page):
    """The labs; Enter opens one where it was left."""

    place = "labs"
    CSS_PATH = "lab.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("labs")

    def heading(self) -> str:
        """The screen's name."""
        return "Labs · on a simulated account"

    def body(self) -> ComposeResult:
        """The list."""
        yield OptionList(id="labs")

    def on_screen_resume(self) -> None:
        """What is done may have changed."""
        options = self.query_one("#labs", OptionList)
        passed = self.desk.store.labs.passed()
        options.clear_options()
        for lab in self.desk.course.labs.values():
            grid = Table.grid(expand=True, padding=(0, 1))
            grid.add_column(width=2)
            grid.add_column(ratio=1)
            grid.add_column(width=8, justify="right")
            done = Text("✓", style="bold") if lab.id in passed else Text("")
            grid.add_row(done, Text(lab.title), Text(f"{lab.minutes} min", style="dim"))
            options.add_option(Option(grid, id=lab.id))
        options.highlighted = 0 if self.desk.course.labs else None
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        event.stop()
        self.go(Door("lab", event.option_id or ""))


class Prompt(Input):
    """The line one types at: Tab completes, up and down go through what was typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "complete", priority=True),
        Binding("up", "earlier", "earlier", show=False),
        Binding("down", "later", "later", show=False),
    ]

    def __init__(self, work: LabWork) -> None:
        super().__init__(placeholder="aws ecs …   help lists the words", id="prompt", select_on_focus=False)
        self._work = work
        self._typed: list[str] = list(work.work.lines)
        self._at = len(self._typed)
        self.offers: list[str] = []

    def remember(self, line: str) -> None:
        """A line was entered."""
        self._typed.append(line)
        self._at = len(self._typed)

    def action_complete(self) -> None:
        """As much as all possible words share; more than one are shown."""
        words = self._work.complete(self.value[: self.cursor_position])
        self.offers = words if len(words) > 1 else []
        if not words:
            return
        shared = _shared_start(words)
        head = self.value[: self.cursor_position]
        begun = head.rsplit(" ", 1)[-1]
        if shared.startswith(begun):
            tail = self.value[self.cursor_position :]
            space = " " if len(words) == 1 and not tail else ""
            self.value = head[: len(head) - len(begun)] + shared + space + tail
            self.cursor_position = len(head) - len(begun) + len(shared) + len(space)
        if isinstance(self.screen, LabScreen):
            self.screen.show_offers(self.offers)

    def action_earlier(self) -> None:
        """The line typed before."""
        self._recall(-1)

    def action_later(self) -> None:
        """The line typed after."""
        self._recall(1)

    def _recall(self, by: int) -> None:
        self._at = max(0, min(len(self._typed), self._at + by))
        self.value = self._typed[self._at] if self._at < len(self._typed) else ""
        self.cursor_position = len(self.value)


class LabScreen(Page):
    """A lab in work; the prompt keeps the focus."""

    place = "lab"
    CSS_PATH = "lab.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("lab")

    def __init__(self, work: LabWork) -> None:
        super().__init__(work.desk)
        self.work = work
        self._before: frozenset[str] = frozenset()

    def heading(self) -> str:
        """The lab; never to be taken for a real account."""
        return f"Lab · {self.work.lab.title}"

    def aside(self) -> str:
        """The account's clock."""
        undo = f" · undo {len(self.work.work.lines)}" if self.work.work.lines else ""
        return f"simulated account  {self.work.now:%H:%M:%S}{undo}"

    def body(self) -> ComposeResult:
        """Cluster and task side by side, what was said, the prompt."""
        with Horizontal(id="upper"):
            with VerticalScroll(id="cluster", can_focus=False):
                yield Static(id="world")
            with VerticalScroll(id="task", can_focus=False):
                yield Static(id="brief")
        with Vertical(id="lower"):
            yield RichLog(id="said", wrap=True, max_lines=2000, auto_scroll=True)
            yield Static(id="offers")
            yield Prompt(self.work)

    def on_mount(self) -> None:
        """Show the world and wait for a line."""
        self.query_one("#said", RichLog).can_focus = False
        if self.work.work.lines:
            self._say(Said(((Tone.NOTE, f"You go on after {len(self.work.work.lines)} commands."),)))
        self._draw()
        self.query_one(Prompt).focus()

    def on_resize(self) -> None:
        """The view depends on the width."""
        if self.is_mounted:
            self.call_after_refresh(self._draw)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Do what the line says."""
        event.stop()
        line = event.value.strip()
        event.input.clear()
        if line in ("exit", "quit"):
            self.app.call_later(self.app.run_action, "back")
        elif line:
            self.query_one(Prompt).remember(line)
            self._do(line)

    def action_step_time(self) -> None:
        """A minute passes."""
        self._do("wait 1m")

    def action_lab_check(self) -> None:
        """The goals."""
        self._do("check")

    def action_lab_hint(self) -> None:
        """A hint."""
        self._do("hint")

    def action_lab_undo(self) -> None:
        """The last command back."""
        self._do("undo")

    def action_lab_why(self) -> None:
        """Why the first service or cluster is as it is."""
        clusters = self.work.view().clusters
        names = [service.name for cluster in clusters for service in cluster.services]
        names += [cluster.name for cluster in clusters]
        self._do(f"why {names[0]}" if names else "why")

    def show_offers(self, words: list[str]) -> None:
        """What may come next, in one line."""
        self.query_one("#offers", Static).update(
            Text("  ".join(words[:40]), style="dim", overflow="ellipsis", no_wrap=True)
        )

    def _do(self, line: str) -> None:
        log = self.query_one("#said", RichLog)
        log.write(Text(f"{self.work.now:%H:%M:%S} $ {line}", style="bold"))
        self._say(self.work.obey(line))
        self.show_offers([])
        self._draw()
        self.retitle()

    def _say(self, said: Said) -> None:
        log = self.query_one("#said", RichLog)
        for tone, words in said.parts:
            log.write(Text(words.strip("\n"), style=self.app.theme_variables.get(TONES[tone], "")))
        if said.request:
            log.write(Text(f"→ {said.request}", style="dim"))

    def _draw(self) -> None:
        world = self.query_one("#world", Static)
        width = max(24, self.query_one("#cluster").scrollable_content_region.width)
        shown = cluster_text(self.work.view(), width, self._colour, self._before)
        world.update(shown.text)
        self._before = shown.signatures
        self.query_one("#brief", Static).update(self._brief())

    def _brief(self) -> Text:
        width = max(20, self.query_one("#task").scrollable_content_region.width)
        setting = setting_for(self.desk, width, self.app.theme_variables)
        work = self.work.work
        stage = work.current
        text = Text()
        if stage is None:
            text.append("✓ The lab is done.\n\n", style=f"bold {self._colour('success')}")
            for row in typeset(self.work.lab.debrief, setting):
                text.append_text(row.text).append("\n")
            return text
        text.append(f"{work.stage + 1}/{len(self.work.lab.stages)} {stage.title}\n\n", style="bold")
        for row in typeset(stage.brief, setting):
            text.append_text(row.text).append("\n")
        text.append("\n")
        for verdict in self.work.verdicts():
            sign, colour = ("✓", "success") if verdict.met else ("✗", "error")
            text.append(f"{sign} ", style=f"bold {self._colour(colour)}")
            text.append(f"{verdict.goal.text}\n")
            if not verdict.met:
                text.append(f"  found: {verdict.found}\n", style="dim")
        return text

    def _colour(self, name: str) -> str:
        return self.app.theme_variables.get(name, "")


def _shared_start(words: list[str]) -> str:
    first, last = min(words), max(words)
    same = next(
        (n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last))
    )
    return first[:same]
