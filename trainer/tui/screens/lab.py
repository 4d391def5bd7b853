"""A lab in work: live cluster, goals, what was said, and the prompt that keeps the focus."""

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from trainer.activities.desk import Desk
from trainer.activities.lab import LabWork, lab_named, open_lab
from trainer.aws.model import Answer, Call, Rejected
from trainer.content.prose import Block
from trainer.content.words import counted
from trainer.errors import TrainerError
from trainer.labs.debrief import told
from trainer.labs.lines import commands, runs_long
from trainer.labs.standing import Done
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.page import Page
from trainer.tui.screens.labs import LabsScreen
from trainer.tui.screens.lesson import setting_for
from trainer.tui.widgets.cluster import cluster_text
from trainer.tui.widgets.command_line import Busy, CommandLine
from trainer.tui.widgets.offers import offered
from trainer.tui.widgets.talk import Talk
from trainer.tui.widgets.typeset import COLUMN, typeset

if TYPE_CHECKING:
    from trainer.aws.server.http import Endpoint

WARM_AFTER_S = 0.3
"""What is seen comes first."""
PANES = ("both", "cluster", "talk")
SEEN = ("wait", "undo")
"""Words whose answer is how the cluster stands: they leave it as large as it is."""
SANDBOX = "Nothing is asked here: look around, and let things happen. help lists the words."
TITLE_ROOM = 60
"""Columns from which both panes have room, and the title line says that the account is simulated."""


def lab_screen(desk: Desk, door: Door) -> Screen[None]:
    """The lab of this name, or the list."""
    if not door.name:
        return LabsScreen(desk)
    return LabScreen(open_lab(desk, lab_named(desk, door.name)), door.port)


class Called(Message):
    """Another tool calls, after so many seconds of the lab's time; `answer` is set when it is done."""

    def __init__(self, call: Call, seconds: int) -> None:
        super().__init__()
        self.call = call
        self.seconds = seconds
        self.answer: Future[Answer] = Future()


class LabScreen(Page):
    """What is to be done stands in the talk; the goals and the cluster stay in view above it."""

    place = "lab"
    CSS_PATH = "lab.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("lab")

    def __init__(self, work: LabWork, port: int | None = None) -> None:
        super().__init__(work.desk)
        self.work = work
        self._port = port
        self._endpoint: Endpoint | None = None
        self._before: frozenset[str] = frozenset()
        self._stage = -1
        self._panes = 0

    def heading(self) -> str:
        """The lab."""
        return self.work.lab.title

    def aside(self) -> str:
        """The account's clock; never to be taken for a real account."""
        undo = f" · undo {len(self.work.standing.lines)}" if self.work.standing.lines else ""
        simulated = "simulated account  " if self.app.size.width >= TITLE_ROOM else ""
        return f"{simulated}{self.work.now:%H:%M:%S}{undo}"

    def keys_now(self) -> Sequence[str]:
        """In a narrow window the way to the other pane comes first."""
        names = list(super().keys_now())
        return ["lab-panes", *names] if self.app.size.width < TITLE_ROOM else names

    def body(self) -> ComposeResult:
        """Cluster and goals side by side, what was said, the prompt."""
        with Horizontal(id="upper"):
            with VerticalScroll(id="cluster", can_focus=False):
                yield Static(id="world")
            with VerticalScroll(id="task", can_focus=False):
                yield Static(id="goals")
        with Vertical(id="lower"):
            yield Talk()
            yield Static(id="offers")
            yield CommandLine(self.work.complete, self.work.standing.typed or self.work.standing.lines)

    def on_mount(self) -> None:
        """The prompt takes the keys at once; the rest follows when its size is known."""
        self.query_one("#cluster").border_title = "your account"
        self.query_one(CommandLine).focus()
        self.call_after_refresh(self._begin)

    def on_resize(self) -> None:
        """The views depend on the width."""
        if self._stage >= 0:
            self._before = frozenset()
            self.call_after_refresh(self._draw)
            self.retitle()

    async def on_command_line_entered(self, event: CommandLine.Entered) -> None:
        """Do what the line says; the lines after it wait until it is done."""
        event.stop()
        if event.line in ("exit", "quit"):
            self.leave()
        else:
            self._make_heard(event.line)
            await self._do(event.line)

    async def on_called(self, event: Called) -> None:
        """A call of another tool: done and shown as if its line had been typed."""
        event.stop()
        if event.seconds:
            await self._do(f"wait {event.seconds}s")
        line, answer = self.work.heard(event.call)
        if line:
            await self._do(line)
        event.answer.set_result(answer)

    def on_unmount(self) -> None:
        """Nobody is served any more, and nothing simulated."""
        self.work.close()
        if self._endpoint is not None:
            self._endpoint.shutdown()
            self._endpoint.server_close()

    async def on_command_line_pasted(self, event: CommandLine.Pasted) -> None:
        """Several lines: looked at in the editor before anything is run."""
        event.stop()
        self._edit(event.text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was offered no longer fits."""
        event.stop()
        self._offer(())

    def on_command_line_offered(self, event: CommandLine.Offered) -> None:
        """Show what may come next."""
        event.stop()
        self._offer(event.words)

    def action_complete(self) -> None:
        """Complete the word."""
        self.query_one(CommandLine).action_complete()

    async def action_step_time(self) -> None:
        """A minute passes."""
        await self._key("wait 1m")

    async def action_lab_check(self) -> None:
        """The goals."""
        await self._key("check")

    async def action_lab_hint(self) -> None:
        """A hint."""
        await self._key("hint")

    async def action_lab_undo(self) -> None:
        """The last command back."""
        await self._key("undo")

    async def action_lab_why(self) -> None:
        """Why the first service or cluster is as it is."""
        clusters = self.work.view.clusters
        names = [service.name for cluster in clusters for service in cluster.services]
        names += [cluster.name for cluster in clusters]
        await self._key(f"why {names[0]}" if names else "why")

    def action_lab_brief(self) -> None:
        """What is to be done, once more."""
        self._tell_stage()

    def action_compose(self) -> None:
        """A command by choosing; it lands at the prompt."""
        if self._waits():
            return
        from trainer.tui.screens.compose import ComposeScreen

        self.app.push_screen(ComposeScreen(self.work.composing()), self._composed)

    def action_edit_line(self) -> None:
        """The line in an editor."""
        self._edit(self.query_one(CommandLine).value)

    def action_lab_question(self) -> None:
        """A question on what this step is about."""
        facts = self.work.askable()
        if facts:
            self.go(Door("check", facts=facts))
        else:
            self.notify("There is no question on this.")

    def action_lab_panes(self) -> None:
        """The cluster large, the talk large, or both."""
        panes = (self._panes + 1) % len(PANES)
        # one pane at a time: both already means the talk
        self._lay(0 if self.has_class("-narrow") and PANES[panes] == "talk" else panes)

    def action_turn_talk(self, by: int) -> None:
        """A page up or down in what was said."""
        talk = self.query_one(Talk)
        talk.scroll_relative(y=by * max(1, talk.size.height - 1), animate=False)

    def _lay(self, panes: int) -> None:
        self._panes = panes
        for name in PANES:
            self.set_class(name == PANES[panes], f"-panes-{name}")
        self._before = frozenset()
        self.call_after_refresh(self._draw)

    def _make_heard(self, line: str = "") -> None:
        """Something is said: a large cluster makes room for it."""
        if PANES[self._panes] == "cluster" and not line.strip().startswith(SEEN):
            self._lay(0)

    def _begin(self) -> None:
        if self.work.standing.lines:
            count = len(self.work.standing.lines)
            self.query_one(Talk).told(
                Text(f"You go on after {counted(count, 'command')}.\n", self.colour("muted"))
            )
        self._tell_stage()
        if self._port is not None:
            self._serve(self._port)
        self._before = frozenset()
        self._draw()
        self.set_timer(WARM_AFTER_S, self._warm)

    def _serve(self, port: int) -> None:
        """Open the world to other tools, and say how they come to it."""
        from trainer.activities.serving import environment, opened

        talk, region = self.query_one(Talk), self.work.standing.region
        try:
            endpoint = opened(port, region, self._asked, self.desk.clock.monotonic)
        except TrainerError as trouble:
            talk.told(Text(str(trouble), style=self.colour("error")))
            return
        self._endpoint = endpoint
        begin, end = environment(endpoint.url, region)
        for says, line in (("For your own tools, in another terminal:", begin), ("To end it there:", end)):
            talk.told(Text(says, style=self.colour("muted")))
            talk.told(Text(f"  {line}"))
        talk.told(Text())
        threading.Thread(target=endpoint.serve_forever, args=(0.1,), daemon=True).start()

    def _asked(self, call: Call, seconds: int) -> Answer:
        """Called in a thread of the server: the screen does the call when its turn comes."""
        event = Called(call, seconds)
        if not self.post_message(event):
            return Rejected("ServiceUnavailable", "This lab was left.", 503)
        return event.answer.result()

    def _warm(self) -> None:
        """Load aside what the first command would wait for."""
        self.run_worker(self.work.warm, thread=True, exit_on_error=False)

    def _waits(self) -> bool:
        """Whether something is still worked on; if so, it is told."""
        if self.work.busy:
            self.notify(self.query_one(CommandLine).held_up)
        return self.work.busy

    async def _key(self, line: str) -> None:
        """What a key stands for; unlike a line that was entered it does not wait for the one before."""
        if not self._waits():
            self._make_heard(line)
            await self._do(line)

    async def _do(self, line: str) -> None:
        talk = self.query_one(Talk)
        talk.typed(f"{self.work.now:%H:%M:%S}", line)
        led = self.work.next_line
        done = await self._aside(line) if runs_long(line) else self.work.work_out(line)
        talk.said(self.work.keep(done))
        self._offer(())
        if self.work.standing.stage != self._stage:
            self._tell_stage()
        elif self.work.next_line != led:
            self._tell_next()
        self._draw()
        self.retitle()

    async def _aside(self, line: str) -> Done:
        """Time runs in a thread of its own: the prompt shows how far it is, and esc stops it."""
        busy = Busy()
        before = self.work.standing
        began_ms = before.now_ms

        def halt(now_ms: int, until_ms: int) -> bool:
            share = (now_ms - began_ms) * 100 // max(1, until_ms - began_ms)
            busy.told = f"{before.wall(now_ms):%H:%M:%S}  {share} %   esc stops"
            return busy.stop

        prompt = self.query_one(CommandLine)
        prompt.busy(busy)
        try:
            return await asyncio.to_thread(self.work.work_out, line, halt)
        finally:
            prompt.busy(None)

    def _composed(self, line: str | None) -> None:
        prompt = self.query_one(CommandLine)
        if line:
            prompt.put(line)
        prompt.focus()

    def _edit(self, text: str) -> None:
        from trainer.tui.screens.editor import EditorScreen  # a third of a megabyte, and seldom wanted

        def entered(kept: str | None) -> None:
            prompt = self.query_one(CommandLine)
            prompt.focus()
            found = commands(kept) if kept is not None else []
            if len(found) == 1:
                prompt.put(found[0])
            for line in found if len(found) > 1 else ():
                prompt.post_message(CommandLine.Entered(line))

        self.app.push_screen(EditorScreen(text), entered)

    def _tell_stage(self) -> None:
        """The present stage's brief, or what is left to say once all is done."""
        self._make_heard()
        work, talk = self.work, self.query_one(Talk)
        self._stage = work.standing.stage
        stage = work.current
        if work.lab.sandbox:
            talk.told(Text(SANDBOX, style=self.colour("muted")))
            return
        title = "The lab is done" if stage is None else stage.title
        talk.told(Text())
        begin = len(talk.lines)
        talk.told(Text(title, style=f"bold {self.colour('primary')}"))
        blocks: tuple[Block, ...] = self.work.lab.debrief if stage is None else stage.brief
        width = min(COLUMN, max(20, talk.scrollable_content_region.width))
        for row in typeset(blocks, setting_for(self.desk, width, self.app.theme_variables)):
            talk.told(row.text)
        talk.told(Text())
        if stage is None:
            self._tell_debrief()
        elif work.lab.watch is not None:
            for design in work.lab.watch.designs:
                talk.told(Text(f"{design.id.upper()}  {design.title}"))
            talk.told(Text())
        self._tell_next()
        if len(talk.lines) - begin > talk.size.height:  # read from its beginning, not from its end
            talk.call_after_refresh(talk.scroll_to, y=begin, animate=False)

    def _tell_next(self) -> None:
        """In a guided step: what comes next, and the line put ready."""
        guide = self.work.next_guide
        if guide is None:
            return
        talk = self.query_one(Talk)
        talk.told(Text.assemble(("Next: ", self.colour("muted")), guide.says))
        if len(guide.line) > self.size.width - 4:  # the prompt shows a part of it only
            talk.told(Text(f"  {guide.line}", style=self.colour("muted")))
        self.query_one(CommandLine).ready(guide.line)

    def _tell_debrief(self) -> None:
        talk = self.query_one(Talk)
        for lead, text in told(self.work.debrief()):
            style = "bold" if not text else self.colour("muted")
            stamp = f"{lead} " if lead[:1].isdigit() else ""
            talk.told(Text.assemble((f"{lead} " if lead else "", style), text), stamp)

    def _draw(self) -> None:
        width = max(24, self.query_one("#cluster").scrollable_content_region.width)
        shown = cluster_text(self.work.view, width, self.colour, self._before)
        self.query_one("#world", Static).update(shown.text)
        self._before = shown.signatures
        task = self.query_one("#task")
        stages, work = len(self.work.lab.stages), self.work
        step = f"goals · step {work.standing.stage + 1} of {stages}"
        done = "sandbox" if work.lab.sandbox else "done"
        task.border_title = done if work.current is None else step
        self.query_one("#goals", Static).update(self._goals())

    def _goals(self) -> Text | Table:
        if self.work.lab.sandbox:
            return Text("Nothing is asked here. scene, load and break list what there is.")
        if self.work.current is None:
            return Text("✓ Every goal was met.", style=f"bold {self.colour('success')}")
        goals = Table.grid(padding=(0, 1, 0, 0))
        for verdict in self.work.verdicts:
            sign, colour = ("✓", "success") if verdict.met else ("✗", "error")
            goals.add_row(Text(sign, style=f"bold {self.colour(colour)}"), Text(verdict.goal.text))
            if not verdict.met:
                goals.add_row("", Text(f"found: {verdict.found}", style=self.colour("muted")))
        return goals

    def _offer(self, words: Sequence[str]) -> None:
        panel = self.query_one("#offers", Static)
        panel.display = bool(words)
        panel.update(Text(offered(words, self.size.width - 4), style=self.colour("muted"), no_wrap=True))
