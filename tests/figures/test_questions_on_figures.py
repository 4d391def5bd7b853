"""A question points at an arrow or a box: it is drawn heavier, and nothing gives its role away."""

import re

from trainer.content.figure import Edge, Figure, Group, Node
from trainer.figures.boxes import draw_text
from trainer.figures.model import Line, text_of
from trainer.figures.png import draw_image
from trainer.figures.words import words

FIGURE = Figure(
    "run",
    "A rule runs a task",
    {
        "rule": Node("rule", "EventBridge rule", "event"),
        "task": Node("task", "Fargate task", "compute", group="cluster"),
        "table": Node("table", "Table", "storage"),
    },
    {
        "run": Edge("run", "rule", "task", "RunTask", "events-role"),
        "put": Edge("put", "task", "table", "PutItem", "task-role"),
    },
    {"cluster": Group("cluster", "ECS cluster")},
    "The rule starts the task with the events role.",
)


def shown(lines: list[Line]) -> str:
    return "\n".join(text_of(line) for line in lines)


def test_a_figure_is_drawn_like_this() -> None:
    assert shown(draw_text(FIGURE, 90)).splitlines() == [
        "                                    ┌ ECS cluster ┄┄┄┄┄┐",
        "┌──────────────────┐     RunTask    ┆ ┌──────────────┐ ┆    PutItem   ┌───────┐",
        "│ EventBridge rule ├─────────────────▶│ Fargate task ├───────────────▶│ Table │",
        "└──────────────────┘   events role  ┆ └──────────────┘ ┆   task role  └───────┘",
        "                                    └┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┘",
    ]


def test_a_marked_arrow_asks_for_its_role() -> None:
    lines = draw_text(FIGURE, 90, "run")
    text = shown(lines)
    assert "▶ ? ◀" in text
    assert "━" in text
    assert "RunTask" in text
    assert "events role" not in text
    assert "task role" in text
    assert {piece.text.strip() for line in lines for piece in line if piece.kind == "marked"} >= {"▶ ? ◀"}


def test_a_marked_arrow_in_ascii_and_in_a_list_hides_its_role_as_well() -> None:
    assert "> ? <" in shown(draw_text(FIGURE, 90, "run", ascii_only=True))
    for text in (shown(draw_text(FIGURE, 90, "run", ascii_only=True)), shown(draw_text(FIGURE, 40, "run"))):
        assert "events role" not in text
    assert "▶ ? ◀" in shown(draw_text(FIGURE, 40, "run"))


def test_a_marked_box_has_double_lines() -> None:
    text = shown(draw_text(FIGURE, 90, "task"))
    assert re.search("╔═+╗", text)
    assert "Fargate task" in text


def test_pieces_name_the_kind_of_their_node() -> None:
    kinds = {piece.text.strip(): piece.kind for line in draw_text(FIGURE, 90) for piece in line}
    assert kinds["events role"] == "role"
    assert kinds["RunTask"] == "label"
    assert any("EventBridge" in text and kind == "event" for text, kind in kinds.items())
    assert any("Fargate" in text and kind == "compute" for text, kind in kinds.items())


def test_the_words_of_a_question_leave_out_what_the_author_gave_away() -> None:
    told = words(FIGURE, "run")
    assert told == [
        "1. EventBridge rule → Fargate task: RunTask (which role?) [marked]",
        "2. Fargate task → Table: PutItem (task role)",
    ]


def test_a_role_is_named_as_the_course_names_it() -> None:
    names = {"events-role": "EventBridge rule role"}
    assert (
        words(FIGURE, names=names)[1] == "1. EventBridge rule → Fargate task: RunTask (EventBridge rule role)"
    )
    assert "EventBridge rule role" in " ".join(shown(draw_text(FIGURE, 100, names=names)).split())


def test_control_characters_of_a_spec_never_reach_the_terminal() -> None:
    nasty = "a\x1b[31m\u202eb\x07\n c"
    figure = Figure("x", nasty, {"n": Node("n", nasty)}, {"e": Edge("e", "n", "n", nasty, nasty)}, {}, nasty)
    everything = shown(draw_text(figure, 80)) + shown(draw_text(figure, 40)) + "".join(words(figure))
    assert not {"\x1b", "\u202e", "\x07"} & set(everything)


def test_wide_letters_keep_the_columns() -> None:
    figure = Figure(
        "w", "W", {"a": Node("a", "日本語"), "b": Node("b", "B")}, {"e": Edge("e", "a", "b")}, {}, ""
    )
    assert shown(draw_text(figure, 80)).splitlines() == [
        "┌────────┐    ┌───┐",
        "│ 日本語 ├───▶│ B │",
        "└────────┘    └───┘",
    ]


def test_marking_changes_the_picture_and_only_a_little_of_it() -> None:
    from PIL import ImageChops

    plain, marked = draw_image(FIGURE), draw_image(FIGURE, marked="task")
    assert plain.size == marked.size
    assert ImageChops.difference(plain, marked).getbbox() is not None
