"""Where an item is answered: options, steps to arrange, sides to pair, or a line to type on."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from trainer.questions.listed import sides_of, steps_of
from trainer.questions.model import Item, Response
from trainer.tui.widgets.arranging import Arranging
from trainer.tui.widgets.options import Options
from trainer.tui.widgets.pairing import Pairing


class Reply(Vertical):
    """Shows the one way to answer that the item has. Posts `Changed` and `Confirmed`."""

    DEFAULT_CSS = "Reply { height: auto; }"

    class Changed(Message):
        """What would be answered has changed."""

    class Confirmed(Message):
        """The learner wants to go on with what stands there."""

    def __init__(self) -> None:
        super().__init__()
        self._item: Item | None = None

    def compose(self) -> ComposeResult:
        """All four; only one shows."""
        yield Options()
        yield Arranging()
        yield Pairing()
        yield Input(id="typed")

    def ask(self, item: Item) -> None:
        """Offer this item's way to answer, and take the keys."""
        self._item = item
        options, steps, pairs, typed = self._ways()
        lettered = bool(item.options)
        arranged, paired = bool(steps_of(item)), bool(sides_of(item)[0])
        options.display, steps.display, pairs.display = lettered, arranged, paired
        typed.display = not (lettered or arranged or paired)
        options.ask([(option.id, option.text) for option in item.options], item.select)
        steps.ask(steps_of(item))
        pairs.ask(*sides_of(item))
        typed.value, typed.disabled = "", False
        typed.placeholder = "Your answer; ? if you don't know"
        self.take_keys()

    def take_keys(self) -> None:
        """Whatever shows gets the keys."""
        options, steps, pairs, typed = self._ways()
        if pairs.display:
            pairs.focus_rows()
        else:
            way = options if options.display else steps if steps.display else typed
            way.focus(scroll_visible=False)

    @property
    def chosen(self) -> int:
        """How many options are chosen."""
        return len(self.query_one(Options).chosen)

    @property
    def typing(self) -> bool:
        """Whether letters are text here."""
        return bool(self.query_one("#typed", Input).display)

    def pick(self, letter: str) -> None:
        """A letter was pressed."""
        options, steps, pairs, _ = self._ways()
        if options.display:
            options.pick(letter)
        elif steps.display:
            steps.pick(letter)
        elif pairs.display:
            pairs.pick(letter)

    def response(self) -> Response | str:
        """What is answered as it stands; or, in a sentence, what is wanting."""
        item = self._item
        options, steps, pairs, typed = self._ways()
        if item is None or typed.display:
            text = typed.value.strip()
            return (
                Response(known=False)
                if text == "?"
                else Response(typed=text)
                if text
                else "Type an answer first."
            )
        if steps.display:
            return Response(typed=",".join(steps.order))
        if pairs.display:
            wanting = "Give each line on the left its letter first, or press ? if you don't know."
            return Response(typed=" ".join(pairs.pairs)) if pairs.complete else wanting
        if len(options.chosen) == item.select:
            return Response(chosen=options.chosen)
        wanted = "an option" if item.select == 1 else f"{item.select} options"
        return f"Choose {wanted} first, or press ? if you don't know."

    def reveal(self, remarks: Mapping[str, str]) -> None:
        """Close, and show what was right; `remarks` go under their options."""
        item = self._item
        if item is None:
            return
        options, steps, pairs, typed = self._ways()
        typed.disabled = True
        if options.display:
            options.reveal(item.key, dict(remarks))
        elif steps.display:
            steps.reveal(item.answer)
        elif pairs.display:
            pairs.reveal(item.answer)

    def on_options_chosen(self, event: Options.Chosen) -> None:
        """A pick by key or mouse."""
        event.stop()
        self.post_message(self.Changed())

    def on_options_confirmed(self, event: Options.Confirmed) -> None:
        """Enter on the chosen option, or on an answered item."""
        event.stop()
        self.post_message(self.Confirmed())

    def on_arranging_confirmed(self, event: Arranging.Confirmed) -> None:
        """Enter on the steps."""
        event.stop()
        self.post_message(self.Confirmed())

    def on_pairing_confirmed(self, event: Pairing.Confirmed) -> None:
        """Enter on the pairs."""
        event.stop()
        self.post_message(self.Confirmed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the typed answer."""
        event.stop()
        if event.value.strip() or self.query_one("#typed", Input).disabled:
            self.post_message(self.Confirmed())

    def _ways(self) -> tuple[Options, Arranging, Pairing, Input]:
        return (
            self.query_one(Options),
            self.query_one(Arranging),
            self.query_one(Pairing),
            self.query_one("#typed", Input),
        )
