"""Every action: its name, its keys, its words. Bindings, footer, help and palette are made from this table.

Imports no screen. An action named "quick-quiz" is the method `action_quick_quiz` of a screen or of the app.
Within a screen the most important action stands first: the footer shows as many as there is room for.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from textual.binding import Binding, BindingType

EVERYWHERE = "everywhere"

Keymap: TypeAlias = Mapping[str, str]
"""Keys of the learner's own, by action; what is not in it keeps those of the table."""


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
    Action("start", "enter", "start", "Start the line under the cursor.", ("today",)),
    Action(
        "quick-quiz",
        "q",
        "quick quiz",
        "Ten questions, changes no schedule.",
        (
            "today",
            "lessons",
            "lesson",
            "labs",
            "exams",
            "progress",
            "facts",
            "fact",
            "pictures",
        ),
    ),
    Action("lessons", "l", "lessons", "Read the lessons.", ("today",)),
    Action("exam", "e", "exam", "Sit a timed exam or go on with the open one.", ("today",)),
    Action("labs", "b", "labs", "Hands-on labs on a simulated account.", ("today",)),
    Action("progress", "p", "progress", "See where you stand.", ("today",)),
    Action("settings", "s", "settings", "Exam, date, minutes a day, theme.", ("today",)),
    Action("review", "r", "review", "Answer what slips first.", ("today",), shown=False),
    Action("five-minutes", "1", "5 min", "Review for five minutes.", ("today",), shown=False),
    Action("ten-minutes", "2", "10 min", "Review for ten minutes.", ("today",), shown=False),
    Action("twenty-minutes", "3", "20 min", "Review for twenty minutes.", ("today",), shown=False),
    Action("placement", "k", "placement", "Find out what you know already.", ("today",), shown=False),
    Action("warm-up", "w", "warm-up", "Five minutes that count for nothing.", ("today",), shown=False),
    Action("outcome", "o", "outcome", "Say how the exam went.", ("today",), shown=False),
    Action("keep-outcome", "enter", "keep", "Keep what stands here.", ("outcome",)),
    Action("take-way", "enter", "choose", "Go on this way.", ("ways",)),
    Action("keep-setup", "enter", "go on", "Keep what stands here and go on.", ("setup",)),
    Action("skip-setup", "escape", "skip", "Go on without; Settings has both.", ("setup",)),
    # answering
    Action("next", "enter,n", "answer", "Answer with what is chosen; then the next question.", ("question",)),
    Action(
        "choose-a", "a,1", "a–f choose", "Choose option A; the other letters likewise.", ("question", "exam")
    ),
    Action("choose-b", "b,2", "b", "Choose option B.", ("question", "exam"), shown=False),
    Action("choose-c", "c,3", "c", "Choose option C.", ("question", "exam"), shown=False),
    Action("choose-d", "d,4", "d", "Choose option D.", ("question", "exam"), shown=False),
    Action("choose-e", "e,5", "e", "Choose option E.", ("question", "exam"), shown=False),
    Action("choose-f", "f,6", "f", "Choose option F.", ("question", "exam"), shown=False),
    Action("dont-know", "question_mark", "don't know", "Say that you don't know.", ("question",)),
    Action(
        "confidence",
        "tab",
        "how sure",
        "Say how sure you are: guess, unsure, sure. Never scored.",
        ("question",),
    ),
    Action("see-it-happen", "s", "see it happen", "Watch it on the simulator.", ("question",)),
    Action(
        "all-options",
        "x",
        "all options",
        "Why each option is right or wrong, with its source.",
        ("question",),
    ),
    Action("large-picture", "v", "picture", "The question's picture large.", ("question",), shown=False),
    Action(
        "report",
        "exclamation_mark",
        "report",
        "Say that something is wrong with this question.",
        ("question",),
        shown=False,
    ),
    Action(
        "undo-answer",
        "u",
        "undo",
        "Take the last answer back; the log keeps that you did.",
        ("question",),
    ),
    Action("about-fact", "i", "the fact", "The fact behind it: note, flag, leave out.", ("question",)),
    Action(
        "open-source",
        "o",
        "open source",
        "Open the documentation page it rests on.",
        ("question", "fact"),
        shown=False,
    ),
    Action(
        "skip-welcome", "q", "skip", "Leave the question and go to today's plan.", ("welcome",), shown=False
    ),
    Action(
        "copy",
        "y",
        "copy",
        "Copy the text to the clipboard.",
        ("question", "fact", "lesson", "notes"),
        shown=False,
    ),
    # seeing it happen
    Action("play", "space", "play", "Play it from the beginning; again: stop.", ("watch",)),
    Action("later", "right,n", "later", "One moment later.", ("watch",)),
    Action("earlier", "left,p", "earlier", "One moment earlier.", ("watch",)),
    Action("close-watch", "enter,s", "go on", "Back to the question.", ("watch",)),
    Action("work-there", "w", "work there", "Take over this account at the prompt.", ("watch",)),
    # facts
    Action("facts", "f", "facts", "Every fact of the course, by topic.", ("progress",)),
    Action("open-fact", "enter", "open", "The fact under the cursor: source, memory, note.", ("facts",)),
    Action("which-facts", "w", "which", "All facts, or the weak, flagged or left out ones.", ("facts",)),
    Action("read-it", "enter", "read", "Read the paragraph that teaches it.", ("fact",)),
    Action("ask-it", "a", "ask me now", "A fresh question on it.", ("fact",)),
    Action("next-fact", "tab,right", "next fact", "The next fact behind the question.", ("fact",)),
    Action("note", "n", "note", "Write a note beside it.", ("fact",)),
    Action("flag-fact", "f", "flag", "Flag it, to find it again; once more takes it back.", ("fact",)),
    Action("leave-for-today", "t", "not today", "Do not ask it again before tomorrow.", ("fact",)),
    Action("leave-out", "u", "never ask", "Leave it out until you take that back.", ("fact",)),
    Action("beside-1", "1", "beside", "Go to the first fact beside it; 2–6 likewise.", ("fact",)),
    Action("beside-2", "2", "2", "Go to fact 2 beside it.", ("fact",), shown=False),
    Action("beside-3", "3", "3", "Go to fact 3 beside it.", ("fact",), shown=False),
    Action("beside-4", "4", "4", "Go to fact 4 beside it.", ("fact",), shown=False),
    Action("beside-5", "5", "5", "Go to fact 5 beside it.", ("fact",), shown=False),
    Action("beside-6", "6", "6", "Go to fact 6 beside it.", ("fact",), shown=False),
    # reading
    Action("open-lesson", "enter", "read", "Open the lesson under the cursor.", ("lessons",)),
    Action(
        "section-question",
        "enter",
        "question",
        "One question on this section, then the next section.",
        ("lesson",),
    ),
    Action(
        "next-section",
        "n,right",
        "next",
        "The next section, without a question.",
        ("lesson",),
    ),
    Action(
        "test-out", "t", "test out", "Answer this section instead of reading it.", ("lesson",), shown=False
    ),
    Action("previous-section", "p,left", "before", "The section before.", ("lesson",)),
    Action(
        "ask-me-now",
        "a",
        "ask me now",
        "A question on the marked paragraph, or section.",
        ("lesson",),
    ),
    Action("next-paragraph", "tab", "mark paragraph", "Mark the next paragraph.", ("lesson",)),
    Action(
        "previous-paragraph", "shift+tab", "mark before", "Mark the one before.", ("lesson",), shown=False
    ),
    Action("figure", "f", "picture", "The picture large, scrolled with the arrows.", ("lesson",)),
    Action(
        "open-outside",
        "o",
        "open PNG",
        "Open the picture outside the terminal.",
        ("lesson", "figure", "notes"),
    ),
    Action("wider", "plus,equals_sign", "wider", "Draw it wider; the arrows move it.", ("figure",)),
    Action("narrower", "minus", "narrower", "Draw it narrower.", ("figure",)),
    Action("next-mark", "n", "next mark", "The next statement.", ("notes",)),
    Action("previous-mark", "p", "mark before", "The statement before.", ("notes",)),
    Action("next-trouble", "t", "next not right", "The next statement that is not simply right.", ("notes",)),
    Action("pictures", "f", "pictures", "The solution architectures, redrawn.", ("notes",)),
    Action("open-picture", "enter", "show", "Show the picture large.", ("pictures",)),
    # exam
    Action("next-item", "n,right", "next", "The next question.", ("exam",)),
    Action("previous-item", "p,left", "back", "The question before.", ("exam",)),
    Action("flag", "m", "flag", "Mark this question for later.", ("exam",)),
    Action("strike", "k", "strike", "Strike out the option under the cursor.", ("exam",)),
    Action(
        "exam-confidence",
        "tab",
        "how sure",
        "Say how sure you are: guess, unsure, sure. Never scored.",
        ("exam",),
        shown=False,
    ),
    Action("navigator", "v", "overview", "All questions: open, answered, flagged.", ("exam",)),
    Action("clock", "t", "time", "Show or hide the clock.", ("exam",)),
    Action("pause", "z", "pause", "In practice: stop the clock until the next key.", ("exam",), shown=False),
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
    Action("drill", "d", "drill", "Ten questions on the topic that went worst here.", ("exam-result",)),
    Action(
        "compare",
        "c",
        "compare",
        "Beside another result of this exam; again: the next.",
        ("exam-result",),
    ),
    Action(
        "grade-anew",
        "g",
        "grade anew",
        "By the keys that hold in the course now; the first result stays.",
        ("exam-result",),
    ),
    Action("next-reviewed", "n,right,enter", "next", "The next question of the list.", ("exam-review",)),
    Action("previous-reviewed", "p,left", "back", "The question before.", ("exam-review",)),
    Action("watch-it", "s", "see it happen", "Watch it on the simulator.", ("exam-review",)),
    # lab
    Action("open-lab", "enter", "open", "Open the lab under the cursor, where it was left.", ("labs",)),
    Action("complete", "tab", "complete", "Complete the word; the list shows what may come.", ("lab",)),
    Action(
        "compose",
        "f10,ctrl+o",
        "compose",
        "Put a command together by choosing; no option is typed.",
        ("lab",),
    ),
    Action("step-time", "f5,ctrl+t", "+1 min", "Let a minute pass.", ("lab",)),
    Action("lab-check", "f6", "check", "The goals, found against wanted.", ("lab",)),
    Action("lab-hint", "f7", "hint", "A hint, then another.", ("lab",)),
    Action("lab-undo", "f8", "undo", "Take the last command back.", ("lab",)),
    Action("lab-why", "f9", "why", "Why the service is as it is; why NAME for anything else.", ("lab",)),
    Action("edit-line", "f12,ctrl+l", "edit", "The command in an editor of several lines.", ("lab",)),
    Action("lab-question", "ctrl+g", "question", "A question on what this step is about.", ("lab",)),
    Action("lab-brief", "f3", "brief", "What is to be done, once more.", ("lab",)),
    Action("lab-panes", "f4", "panes", "The cluster large, the talk large, or both.", ("lab",)),
    # settings
    Action("keep-settings", "ctrl+s", "keep", "Keep what stands here.", ("settings",)),
    # finding
    Action("open-found", "enter", "go there", "Go to what is under the cursor.", ("find",)),
    Action("next-found", "down,ctrl+n", "down", "One further down.", ("find",), shown=False),
    Action("previous-found", "up,ctrl+p", "up", "One further up.", ("find",), shown=False),
    Action("page-down-found", "pagedown", "page down", "A page down.", ("find",), shown=False),
    Action("page-up-found", "pageup", "page up", "A page up.", ("find",), shown=False),
    # everywhere
    Action("back", "escape,backspace", "back", "Go back.", (EVERYWHERE,)),
    Action("help", "question_mark,f1,h", "help", "All keys of this screen.", (EVERYWHERE,)),
    Action(
        "command-palette",
        "slash,ctrl+p,f2",
        "find",
        "Find anything by name, and lessons by their words.",
        (EVERYWHERE,),
        shown=False,
    ),
    Action(
        "suspend-process",
        "ctrl+z",
        "suspend",
        "Back to the shell for a while; fg comes back.",
        (EVERYWHERE,),
        shown=False,
    ),
    Action("leave", "ctrl+q", "quit", "Leave the trainer; everything is kept.", (EVERYWHERE,), shown=False),
)


EVERYWHERES = tuple(action for action in ACTIONS if EVERYWHERE in action.where)
"""The actions that every screen has."""
NAMED = {action.name: action for action in ACTIONS}
"""The actions by name."""
ASIDE = ("quick-quiz", "copy")
"""What many screens have beside their own: it comes last, but on the screen that it is named for first."""
ALSO = {"welcome": "question"}
"""A screen that has another's actions beside its own."""


def own_actions(screen: str) -> tuple[Action, ...]:
    """The actions of a screen, the most important first."""
    places = (screen, ALSO.get(screen, screen))
    found = (action for action in ACTIONS if any(place in action.where for place in places))
    return tuple(sorted(found, key=lambda action: action.name in ASIDE and action.where[0] not in places))


def shown_actions(screen: str) -> list[str]:
    """Names of a screen's actions that its footer may show."""
    return [action.name for action in own_actions(screen) if action.shown]


def actions_of(screen: str) -> tuple[Action, ...]:
    """The actions of a screen, those of everywhere last."""
    return (*own_actions(screen), *EVERYWHERES)


def bindings(screen: str) -> list[BindingType]:
    """The bindings of one screen, without those that work everywhere."""
    return [_binding(action) for action in own_actions(screen)]


def bindings_everywhere() -> list[BindingType]:
    """The bindings of the app."""
    return [_binding(action) for action in EVERYWHERES]


SIGNS = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "escape": "esc",
    "left": "←",
    "right": "→",
}


def keys_of(action: Action, keymap: Keymap) -> str:
    """The keys that do it, as Textual names them."""
    return keymap.get(action.name, action.keys)


def keys_shown(action: Action, keymap: Keymap, taken: Collection[str] = ()) -> list[str]:
    """The keys as they stand on a keyboard, without those that something nearer has taken."""
    keys = [key for key in keys_of(action, keymap).split(",") if key and key not in taken]
    return [SIGNS.get(key, key.replace("ctrl+", "^")) for key in keys]


def taken_by(screen: str, keymap: Keymap) -> frozenset[str]:
    """The keys of a screen's own actions: those of everywhere give way to them."""
    return frozenset(key for action in own_actions(screen) for key in keys_of(action, keymap).split(","))


def reachable(action: Action, screen: str, keymap: Keymap, *, typing: bool = False) -> list[str]:
    """The keys that do this on a screen now, as shown; while one types, letters are text."""
    taken = taken_by(screen, keymap) if EVERYWHERE in action.where else ()
    signs = keys_shown(action, keymap, taken)
    return [sign for sign in signs if len(sign) > 1 or not sign.isascii()] if typing else signs


def _binding(action: Action) -> Binding:
    return Binding(action.keys, action.method, action.label, show=action.shown, id=action.name)
