"""Markdown with Obsidian's syntax: given a text, then these blocks on these lines."""

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.content.cases import SAMPLE
from tests.content.outline import outline
from trainer.content.clean import clean
from trainer.content.markdown import read_markdown

REAL_NOTE = Path(__file__).parents[3] / "shared" / "notes" / "Amazon ECS.md"


def blocks_of(text: str) -> str:
    return outline(read_markdown(dedent(text), "note.md").blocks)


def shows(text: str, expected: str) -> None:
    """Both without their common indentation; line numbers make the expected text start with spaces."""
    lines = [line for line in expected.split("\n") if line.strip()]
    margin = min(line.index("|") for line in lines)
    assert blocks_of(text) == "".join(f"{line[margin + 1 :]}\n" for line in lines)


def test_links_name_things_and_only_web_addresses_lead_out() -> None:
    shows(
        """\
        [[Flours]] [[flours#Which flour|the flours]] [[#Here]] [[a#^block]]

        [web](https://bakery.example/a?b=1) [note](Other%20note.md#part) <https://x.example>

        [bad](javascript:alert(1)) [mail](mailto:a@b.example) [file](file:///etc/passwd) [root](/etc/passwd)
        """,
        """
        |  1 Flours<Flours> the flours<flours#Which flour> Here<#Here> a > block<a#^block>
        |  3 web<https://bakery.example/a?b=1> note<Other note#part> https://x.example<https://x.example>
        |  5 [bad](javascript:alert(1)) mail [file](file:///etc/passwd) root
        """,
    )


def test_pictures_stand_between_the_texts_around_them() -> None:
    shows(
        """\
        Before ![[loaf.png|A loaf|300x200]]
        after ![alt|40](sub%20dir/x.png)
        - item ![[a.png|120]]

        ![remote](https://bakery.example/x.png)
        """,
        """
        |  1 Before
        |  1 picture loaf.png 'A loaf' 300x200
        |  2 after
        |  2 picture sub dir/x.png 'alt' 40xNone
        |  3 - item
        |  3   picture a.png '' 120xNone
        |  5 remote<https://bakery.example/x.png>
        """,
    )


def test_styles_and_what_is_no_style() -> None:
    shows(
        """\
        **strong** *soft* `code` ==marked *and soft*== ~~gone~~ a == b == c #tag x^2 <b>html</b> &amp; $x$
        """,
        """
        |  1 **strong** _soft_ `code` ==marked ==_and soft_ ~~gone~~ a == b == c #tag x^2 <b>html</b> & $x$
        """,
    )


def test_literal_bullets_are_lists_by_their_tabs() -> None:
    shows(
        """\
        Kinds:
        • rye
        \t• with seeds
        \t\t\t• roasted
        - • wheat
        Note: • not a bullet
        """,
        """
        |  1 Kinds:
        |  2 - rye
        |  3   - with seeds
        |  4     - roasted
        |  5 - wheat⏎Note: • not a bullet
        """,
    )


def test_lists_indented_by_tabs_keep_their_depth_even_without_a_parent() -> None:
    shows(
        """\
        Modes:
        \t- one
        \t- two

        \t- three
        1. first
        \t- below
        2. second
        """,
        """
        |  1 Modes:
        |  2 - one
        |  3 - two
        |  5 - three
        |  6 1. first
        |  7   - below
        |  8 2. second
        """,
    )


def test_callouts_of_any_kind_with_title_and_fold() -> None:
    shows(
        """\
        > [!warning]- Mind **this**
        > body
        > - item
        >
        > > [!Custom Kind]
        > > inside

        > plain quote
        """,
        """
        |  1 (warning) Mind this
        |  2   body
        |  3   - item
        |  5   (custom kind)
        |  6     inside
        |  8 quote
        |  8   plain quote
        """,
    )


def test_block_names_are_not_shown() -> None:
    shows(
        """\
        A paragraph. ^first

        - item ^second-1

        | a | b |
        | - | - |
        | c | d |
        ^third

        x ^ y and `^code`
        """,
        """
        |  1 A paragraph.
        |  3 - item
        |  5 | a | b |
        |  5 | c | d |
        | 10 x ^ y and `^code`
        """,
    )


def test_comments_are_gone_and_lines_still_count() -> None:
    shows(
        """\
        One %%hidden%%
        %%
        hidden

        - hidden
        %%

        two <!-- hidden --> three `%% shown %%`

        ```sh
        %% shown
        ```
        > quote %% hid
        > den %% end

        | a %%x|y%% | b |
        | - | - |
        """,
        """
        |  1 One
        |  8 two  three `%% shown %%`
        | 10 code sh: '%% shown'
        | 13 quote
        | 13   quote⏎end
        | 16 | a | b |
        """,
    )


def test_facts_are_tied_to_the_block_they_end() -> None:
    shows(
        """\
        A. %%facts: a, b%%

        B.
        %%facts: c%%

        - C. %%facts: d%%
          More. %%facts: e%%
        - D.

        %%facts: f%%

        | h |
        | - |
        | i |
        %%facts: g%%

        %%facts: h%%

        > [!note] T
        > E. %%facts: i%%
        """,
        """
        |  1 A. [a, b]
        |  3 B. [c]
        |  6 - C. ⏎More. [d, e]
        |  8 - D. [f]
        | 12 | h | [g, h]
        | 12 | i |
        | 19 (note) T
        | 20   E. [i]
        """,
    )


def test_facts_with_nothing_to_state_them_are_a_mistake() -> None:
    document = read_markdown("## Title %%facts: a%%\n\n```\nx\n```\n\n%%facts: b%%\n", "x.md")
    assert [(problem.source.line, problem.rule) for problem in document.problems] == [
        (1, "facts-comment"),
        (7, "facts-comment"),
    ]


def test_front_matter_is_kept_apart_and_everything_else_keeps_its_line() -> None:
    document = read_markdown("---\na: b\n---\n\n# T\n", "x.md")
    assert (document.front, document.front_line) == ("a: b", 2)
    assert outline(document.blocks) == "  5 # T\n"
    assert outline(read_markdown("---\nnever closed\n", "x.md").blocks).startswith("  1 rule")


def test_text_before_the_first_heading_and_what_else_markdown_has() -> None:
    shows(
        """\
        First.

        Setext
        ======
        ***
        \tindented code

        3. three
        4. four[^n]

        [^n]: The note.
        """,
        """
        |  1 First.
        |  3 # Setext
        |  5 rule
        |  6 code : 'indented code'
        |  8 3. three
        |  9 4. four[n]
        | 11 [n] The note.
        """,
    )


def test_lessons_join_their_lines() -> None:
    assert outline(read_markdown("a\nb  \nc\n", "x.md", joined=True).blocks) == "  1 a b⏎c\n"


def test_the_real_note_is_read_whole() -> None:
    if not REAL_NOTE.is_file():
        pytest.skip("the user's own note is not beside this repository")
    text = REAL_NOTE.read_text(encoding="utf-8")
    told = outline(read_markdown(text, "note.md").blocks)
    for number, line in enumerate(text.split("\n"), 1):
        letters = [word for word in clean(line).replace("*", "").split() if word.isalpha()]
        assert all(word in told for word in letters), f"line {number} is not shown"
    assert told.count("picture Screenshot") == 5
    assert " 43 - ECS Service Auto Scaling (task level) ≠ EC2 Auto Scaling (EC2 instance level)" in told


PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "\t",
            "  ",
            "\r",
            "- ",
            "• ",
            "1. ",
            "> ",
            "> [!note] ",
            "# ",
            "---\n",
            "|",
            "| - |\n",
        ),
        *("```\n", "~~~\n", "`", "``", "**", "_", "==", "%", "\\", "<!", "$", "^id", "a", "bread "),
        *("[[", "]]", "![[", "[^1]", "[^1]: ", "https://x.example"),
        *("\x1b[31m", "\u202e", "&#27;", "&#x202e;", "\x00"),
    ]
)
AROUND = st.lists(PIECES.filter(lambda piece: piece not in ("%", "<!", "\\")), max_size=15)
SIGNS = st.sampled_from([("%%", "%%"), ("<!-- ", "-->"), ("\n%%\n", "\n%%\n"), ("\n\n%% ", "\n\n%%\n")])
HIDDEN = st.lists(st.sampled_from(["\n", "- ", "|", "> ", "**", " ", "]]", "[["]), max_size=6)


@settings(max_examples=200, deadline=None)
@example(["> [!note] ", "**", "a\n", "b", "**"])
@given(st.lists(PIECES, max_size=40))
def test_anything_is_read_and_nothing_in_it_controls_a_terminal(pieces: list[str]) -> None:
    text = "".join(pieces)
    document = read_markdown(text, "x.md")
    told = outline(document.blocks)
    assert clean(told) == told
    lines = clean(text).count("\n") + 1
    assert all(block.source.line <= lines for block in document.blocks)


@settings(max_examples=200, deadline=None)
@given(AROUND, SIGNS, HIDDEN, AROUND)
def test_comments_never_reach_a_reader(
    before: list[str], signs: tuple[str, str], inside: list[str], after: list[str]
) -> None:
    """Outside of code, where a reader sees what is written."""
    lead = "".join(before).replace("`", "").replace("~", "").replace("\t", "").replace("---", "")
    hidden = "SECRET" + "".join(inside) + "SECRET"
    if "\n\n" in hidden or ("\n" in hidden and not signs[0].startswith("\n")):
        hidden = hidden.replace("\n", " ")
    text = f"{lead}{signs[0]}{hidden}{signs[1]}{''.join(after)}"
    assert "SECRET" not in outline(read_markdown(text, "x.md").blocks)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_make_a_document(data: bytes) -> None:
    read_markdown(data.decode("latin-1"), "x.md")


def test_deep_and_large_texts_end_soon() -> None:
    for text in (
        "> " * 3000 + "x",
        "[" * 15_000,
        "*a **" * 3000,
        "".join("\t" * depth + "- x\n" for depth in range(120)),
    ):
        read_markdown(text, "x.md")
    large = read_markdown("word\n" * 100_001, "x.md")
    assert len(large.blocks) == 100_001
    assert [problem.rule for problem in large.problems] == ["too-large"]


def test_sample_lessons_say_nothing_of_their_comments() -> None:
    for file in sorted((SAMPLE / "lessons").glob("*.md")):
        told = outline(read_markdown(file.read_text(encoding="utf-8"), file.name).blocks)
        assert "price of yeast" not in told
        assert "facts:" not in told


def test_a_style_that_begins_in_a_callouts_title_goes_on_below() -> None:
    shows(
        """\
        > [!note] A **strong
        > word** and more
        """,
        """
        |  1 (note) A strong
        |  2   **word** and more
        """,
    )
