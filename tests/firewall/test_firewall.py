"""The firewall: which changes of words leave the mathematics alone, and what is said of those that do not."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdata.errors import PluginError
from mathdata.firewall import Firewall, check, guarded, protected_spans

_SIGNS = ["3", "-7", "0.5", "１２", "+", " ", " ", "=", "(", ")", "$", "$x^2$", "\\frac{1}{2}", "x", "A.", "5%", "\n"]
_WORDS = [
    "a",
    "计算",
    "三",
    "两个",
    "一共",
    "多少",
    "米",
    "不",
    "how many apples",
    "Ann",
    "twice",
    "kg",
    "<b>",
    "`c`",
    "？",
]
PIECES = st.lists(st.sampled_from([*_SIGNS, *_WORDS]), max_size=25).map("".join)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("计算 3 + 5 等于多少？", "请算出 3 + 5 是多少？"),
        ("求以下数据的平均值：[1, 2, 6]", "求下列数据的平均数：[1, 2, 6]"),
        ("Ann has three apples. How many apples are left?", "Ann has 3 apples. How many apples remain?"),
        ("What is the average of 3 and 5?", "Find the mean of 3 and 5."),
        ("It is 5 centimetres long. How long is it?", "It is 5 centimeters long. Tell me: how long is it?"),
        ("小明有３个苹果，他有多少个苹果？", "小明有3个苹果，请问他有几个苹果？"),
        (r"求极限 \lim_{x \to 0} \frac{\sin x}{x}", r"试计算极限 \lim_{x \to 0} \frac{\sin x}{x}"),
        ("It costs $4.00, and a bag costs $5.", "It costs $4.00 and a bag costs $5."),
    ],
)
def test_other_words_for_the_same_pass(before: str, after: str) -> None:
    """Spellings of a number, names of a term and words around them are no difference."""
    assert check(before, after) is None


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("number", "What is 8 - 5?", "What is 5 - 8?"),
        ("number", "Add 1.50 and 2.", "Add 1.5 and 2."),
        ("number", "Ann has three apples.", "Ann has apples."),
        ("number", "计算 -3 的平方", "计算 3 的平方"),
        ("operator", "What is 8 - 5?", "What is 8 + 5?"),
        ("operator", "Find (3 + 5) * 2.", "Find 3 + 5 * 2."),
        ("unit", "Give the length of 5 m in miles.", "Give the length of 5 m in yards."),
        ("unit", "一根绳子长 5 米，剪去 2 分米。", "一根绳子长 5 分米，剪去 2 米。"),
        ("variable", "Solve 3x + 5 = -7 for x.", "Solve 3y + 5 = -7 for y."),
        ("variable", "甲比乙多 3 个", "乙比甲多 3 个"),
        ("latex", r"Find $\frac{1}{2}$ of it.", r"Find $\frac{2}{1}$ of it."),
        ("latex", r"求 \alpha 与 \beta 的和", r"求 \beta 与 \alpha 的和"),
        ("code", "Run `f(2)` now.", "Run `f(3)` now."),
        ("option", "(A) up (B) down", "(B) up (A) down"),
        ("target", "How many apples has Ann?", "How many pears has Ann?"),
        ("target", "它长多少米？", "它长多少千克？"),
        ("term", "Find the mean of 3 and 5.", "Find the product of 3 and 5."),
        ("term", "Ann has 3 more.", "Ann has 3 less."),
        ("term", "They do not share 3.", "They do share 3."),
        ("term", "原价 86 元，打折后 21 元", "打折后 86 元，原价 21 元"),
        ("name", "Ann gave 3 apples to Bob.", "Bob gave 3 apples to Ann."),
        ("question", "Calculate 3 + 5.", "3 + 5."),
        ("order", "Ann has 3 cars, twice 5.", "Ann has twice 3 cars, 5."),
        ("empty", "3 + 5 = ?", " \n"),
    ],
)
def test_other_mathematics_is_named(kind: str, before: str, after: str) -> None:
    """Each kind of span is told apart, and a text always says the same as itself."""
    difference = check(before, after)
    assert difference is not None
    assert difference.kind == kind
    assert check(before, before) is None


def test_a_difference_is_told_with_both_sides() -> None:
    """The message shows what stood there and what stands there."""
    assert str(check("Solve 3x + 5 = -7 for x.", "solve x for x")) == "number: '3, 5, -7' became ''"


def test_the_recomputed_answer_is_compared() -> None:
    """Words alone can change an answer: what a family reads, it computes on both sides."""
    difference = check("Calculate the mean of 2 and 8", "Calculate the sum of 2 and 8", kinds=["number"])
    assert str(difference) == "answer: '5' became '10'"
    assert check("Calculate the mean of 2 and 8", "Think of 2 and 8; calculate!", kinds=["number"]) is None
    assert str(check("What is 8 - 2?", "What is 2 - 8?", kinds=["operator"])) == "answer: '6' became '-6'"


def test_formulas_are_compared_as_answers_too() -> None:
    """Where the answer is no number, its text is what has to stay."""
    before, after = "求函数 f(x) = x^3 的导数。", "求函数 f(x) = x^2 的导数。"
    assert check(before, before) is None
    assert str(check(before, after, kinds=["unit"])) == "answer: '3x^2' became '2x'"


def test_a_text_that_must_stay_legible() -> None:
    """With `legible` a problem that a family reads must be read afterwards too."""
    before, after = "计算 3 + 5 等于多少？", "喂，计算 3 + 5 那么等于多少呀？"
    assert check(before, after) is None
    assert str(check(before, after, legible=True)) == "answer: '8' became 'no family reads it'"


@given(PIECES)
def test_spans_are_in_order_apart_and_true(text: str) -> None:
    """Whatever the text, each span is a piece of it, behind the one before, and none is empty."""
    end = 0
    for span in protected_spans(text):
        assert end <= span.start < span.end
        assert text[span.start : span.end] == span.text
        end = span.end


@given(PIECES)
def test_white_space_between_words_is_no_difference(text: str) -> None:
    """A text around which spaces stand says the same."""
    assert Firewall(text).difference(f"  {text} ") is None or not text.strip()


@given(PIECES, st.data())
def test_a_digit_is_never_lost(text: str, data: st.DataObject) -> None:
    """Whichever digit is taken out of a text, the firewall sees it."""
    digits = [at for at, sign in enumerate(text) if sign.isascii() and sign.isdecimal()]
    if digits:
        at = data.draw(st.sampled_from(digits))
        assert check(text, text[:at] + text[at + 1 :]) is not None


def test_an_augmenter_is_guarded() -> None:
    """Copies are left out, what differs comes with its difference, and only texts are taken."""
    made = guarded(lambda text, draws: [text, " a 3 ", "3", "the 3", "4"], "a 3", Random(0))
    assert [(one.text, one.difference is None) for one in made] == [("3", True), ("the 3", True), ("4", False)]
    with pytest.raises(PluginError, match="found int among what an augmenter gives, wanted texts"):
        guarded(lambda text, draws: [7], "a", Random(0))  # type: ignore[list-item]


@pytest.mark.parametrize(
    "piece",
    [
        "\\begin{a}",
        "```",
        "$",
        "\\(",
        "$$x",
        "<a x=",
        "<<",
        "1,111",
        "A. ",
        "how many ",
        "第",
        "Ann ",
        "- ",
        "`x",
        "{",
        "\\",
    ],
)
def test_hostile_texts_come_to_an_end(piece: str) -> None:
    """What opens twenty thousand times and never closes; a reader that looks to the end each time takes minutes."""
    text = piece * 20_000
    assert all(span.text == text[span.start : span.end] for span in protected_spans(text))
