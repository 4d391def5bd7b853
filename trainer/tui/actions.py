"""Every action: its name, its keys, its words. Bindings, footer, help and palette are made from this table.

Imports no screen. An action named "quick-quiz" is the method `action_quick_quiz` of a screen or of the app.
"""

from dataclasses import dataclass

from textual.binding import Binding, BindingType

EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a key does. `where` are screen names, or everywhere."""

    name: str
    keys: str
    """Textual's key names, joined by commas; the first is shown."""
    label: str
    """One or two words for the footer."""
    words: str
    """A sentence for help and palette."""
    where: tuple[str, ...]
    shown: bool = True
    """Whether the footer shows it."""

    @property
    def method(self) -> str:
        """The action's name as Textual calls it."""
        return self.name.replace("-", "_")


ACTIONS: tuple[Action, ...] = (
    # moving between screens
    Action("lessons", "l", "lessons", "Read the lessons.", ("today", "welcome")),
    Action(
        "quick-quiz",
        "q",
        "quick quiz",
        "Ten questions, changes no schedule.",
        ("today", "welcome", "lessons"),
    ),
    Action("review", "r", "review", "Answer what slips first.", ("today",)),
    Action("exam", "e", "exam", "Sit a timed exam or go on with the open one.", ("today",)),
    Action("labs", "b", "labs", "Hands-on labs on a simulated account.", ("today", "welcome")),
    Action("progress", "p", "progress", "See where you stand.", ("today",)),
    Action("settings", "s", "settings", "Exam, date, minutes a day, theme.", ("today",)),
    Action("start", "enter", "start", "Start what is proposed.", ("today",)),
    # answering
    Action("choose-a", "a,1", "…f choose", "Choose an option by its letter or number.", ("question", "exam")),
    Action("choose-b", "b,2", "b", "Choose option B.", ("question", "exam"), shown=False),
    Action("choose-c", "c,3", "c", "Choose option C.", ("question", "exam"), shown=False),
    Action("choose-d", "d,4", "d", "Choose option D.", ("question", "exam"), shown=False),
    Action("choose-e", "e,5", "e", "Choose option E.", ("question", "exam"), shown=False),
    Action("choose-f", "f,6", "f", "Choose option F.", ("question", "exam"), shown=False),
    Action("dont-know", "question_mark", "don't know", "Say that you don't know.", ("question",)),
    Action("next", "enter,n", "next", "Answer, or go on to the next question.", ("question",)),
    Action(
        "confidence",
        "tab",
        "how sure",
        "Say how sure you are: guess, unsure, sure. Never scored.",
        ("question",),
    ),
    Action(
        "all-options",
        "x",
        "all options",
        "Why each option is right or wrong, with its source.",
        ("question",),
    ),
    Action("see-it-happen", "s", "see it happen", "Watch it on the simulator.", ("question",)),
    Action(
        "report",
        "exclamation_mark",
        "report",
        "Say that something is wrong with this question.",
        ("question",),
        shown=False,
    ),
    Action(
        "copy", "y", "copy", "Copy the text to the clipboard.", ("question", "lesson", "notes"), shown=False
    ),
    # reading
    Action("open-lesson", "enter", "read", "Open the lesson.", ("lessons",)),
    Action("ask-me-now", "a", "ask me now", "A question on this section.", ("lesson",)),
    Action("next-section", "n,right", "next", "The next section; this one counts as read.", ("lesson",)),
    Action("previous-section", "p,left", "previous", "The section before.", ("lesson",)),
    Action("figure", "f", "picture", "The picture large, scrolled with the arrows.", ("lesson", "question")),
    Action(
        "open-outside",
        "o",
        "open PNG",
        "Open the picture outside the terminal.",
        ("lesson", "figure"),
        shown=False,
    ),
    Action("next-mark", "n", "next mark", "The next statement that needs a look.", ("notes",)),
    Action("previous-mark", "p", "previous mark", "The one before.", ("notes",)),
    # exam
    Action("next-item", "n,right", "next", "The next question.", ("exam",)),
    Action("previous-item", "p,left", "back", "The question before.", ("exam",)),
    Action("flag", "m", "flag", "Mark this question for later.", ("exam",)),
    Action("strike", "k", "strike", "Strike out the option under the cursor.", ("exam",)),
    Action("navigator", "v", "overview", "All questions: open, answered, flagged.", ("exam",)),
    Action("clock", "t", "time", "Show or hide the clock.", ("exam",)),
    Action("submit", "ctrl+s,S", "submit", "Hand in.", ("exam",)),
    Action("leave-exam", "escape,backspace", "leave", "Leave; all is kept, the clock goes on.", ("exam",)),
    Action(
        "leave-trainer",
        "ctrl+q",
        "quit",
        "Quit; the exam is kept, the clock goes on.",
        ("exam",),
        shown=False,
    ),
    Action("sit-exam", "enter", "open", "Begin the exam, go on with it, or see its result.", ("exams",)),
    Action("time-factor", "t", "more time", "The exam's time, 1.5 ×, 2 ×, or no limit.", ("exams",)),
    Action("open-only", "u", "open only", "Only questions that are still open, or all.", ("exam-overview",)),
    Action("go-there", "enter", "go there", "Go to the question under the cursor.", ("exam-overview",)),
    Action("look-at", "enter", "explain", "The question with every option explained.", ("exam-result",)),
    Action("next-reviewed", "n,right,enter", "next", "The next question of the list.", ("exam-review",)),
    Action("previous-reviewed", "p,left", "back", "The question before.", ("exam-review",)),
    Action("watch-it", "s", "see it happen", "Watch it on the simulator.", ("exam-review",)),
    # lab
    Action("step-time", "f5,ctrl+t", "+1 min", "Let a minute pass.", ("lab",)),
    Action("lab-check", "f6", "check", "Check the goals.", ("lab",)),
    Action("lab-hint", "f7", "hint", "A hint.", ("lab",)),
    Action("lab-undo", "f8", "undo", "Take the last command back.", ("lab",)),
    Action("lab-why", "f9", "why", "Why it is as it is.", ("lab",)),
    # everywhere
    Action("back", "escape,backspace", "back", "Go back.", (EVERYWHERE,)),
    Action("help", "f1,h", "help", "All keys of this screen.", (EVERYWHERE,), shown=False),
    Action(
        "command-palette",
        "ctrl+p",
        "palette",
        "Find an action or a screen by name.",
        (EVERYWHERE,),
        shown=False,
    ),
    Action("leave", "ctrl+q", "quit", "Leave the trainer; everything is kept.", (EVERYWHERE,)),
)


def actions_of(screen: str) -> tuple[Action, ...]:
    """The actions of a screen, those of everywhere last."""
    return tuple(action for action in ACTIONS if screen in action.where or EVERYWHERE in action.where)


def bindings(screen: str) -> list[BindingType]:
    """The bindings of one screen, without those that work everywhere."""
    return [_binding(action) for action in ACTIONS if screen in action.where]


def bindings_everywhere() -> list[BindingType]:
    """The bindings of the app."""
    return [_binding(action) for action in ACTIONS if EVERYWHERE in action.where]


def _binding(action: Action) -> Binding:
    return Binding(action.keys, action.method, action.label, show=action.shown, id=action.name)
