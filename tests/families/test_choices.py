"""Multiple choice: the one option that is the computed answer, and none where that leaves a choice."""

import pytest

from mathdata.families import WorkOptions, worked
from mathdata.families.choices import choices_of

QUESTION = "Find the LCM of 24 and 36."


def test_the_option_with_the_right_value_is_chosen():
    """The working, then the letter."""
    solution = worked(f"{QUESTION}\nA. 96\nB. 144\nC. 72\nD. 120", WorkOptions(answer_mark="phrase"))
    assert solution.answer == "C"
    assert solution.solution == "lcm(24, 36) = 72\nSo the answer is C.\nAnswer: C"


@pytest.mark.parametrize(
    "options",
    [
        "\nA. 96\nB. 144\nC. 71",
        "\nA. 72\nB. 72.0\nC. 96",
        "\nA. 72 kg\nB. 72 m\nC. 3",
        "\nA. about 70\nB. none of these",
    ],
)
def test_nothing_is_chosen_where_not_just_one_option_fits(options):
    """No option, or two of them."""
    assert worked(QUESTION + options) is None


def test_options_in_a_line_and_in_chinese():
    """Brackets around the letters, and the answer in the language of the problem."""
    solution = worked("36 和 60 的最大公约数是多少？ (A) 6 (B) 12 (C) 18 (D) 36")
    assert (solution.answer, solution.solution.split("\n")[-1]) == ("B", "所以选 B。")


def test_a_sum_as_an_option_is_compared_as_a_formula():
    """`x^2 + 2x` is `2x + x^2`."""
    problem = "If f(x) = x^2 and g(x) = x + 1, find f(g(x)).\nA. x^2 + 1\nB. 1 + 2x + x^2\nC. x^2 + x"
    assert worked(problem).answer == "B"


def test_letters_must_run_from_a():
    """A list of points that begin with letters is no multiple choice unless they run on from A."""
    assert choices_of("Consider (B) and (C) here.") is None
    assert choices_of("Which?\nA. 1\nC. 2") is None
    assert choices_of("Which?\nA. 1\nB. 2").options == ("1", "2")
