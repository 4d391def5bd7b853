"""How placeholders are filled: what an empty one leaves behind is tidied, and names keep their spelling."""

from trainer.questions.wording import fill


def test_an_empty_value_takes_the_space_before_the_point_away() -> None:
    assert fill("Which role is used {when}?", {"when": ""}) == "Which role is used?"


def test_a_name_that_opens_with_a_point_keeps_the_space_before_it() -> None:
    assert fill("A .NET application runs {when}.", {"when": ""}) == "A .NET application runs."
