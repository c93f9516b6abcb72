"""Text is data: whatever it asks for, the answer is quick, and nothing in it runs."""

import time

import pytest

from mathdata.verify import Verdict, check_answer, extract_answer, find_faults, repair, same_answer, verify

SECONDS = 30  # a guard against running away, not a measurement: each case takes well under a second

HOSTILE = {
    "tower of powers": "9**9**9**9 = 1",
    "tower of carets": "9^9^9^9^9^9 = 1",
    "huge exponent": "2^999999999 = 1",
    "huge negative exponent": "2^-999999999 = 1",
    "huge scientific exponent": "1E999999999 = 1",
    "million digits": "9" * 18_000 + " + 1 = 1",
    "million decimals": "0." + "9" * 18_000 + " * 2 = 1",
    "nested brackets": "(" * 10_000 + "1" + ")" * 9_800 + " = 1",
    "open brackets": "1 + (" * 4_000 + "= 1",
    "nested fractions": "\\frac{1}{" * 2_000 + "2" + "}" * 2_000 + " = 1",
    "nested roots": "√(" * 6_000 + "2" + ")" * 6_000 + " = 1",
    "signs": "-" * 18_000 + "1 = 1",
    "many relations": "1 = " * 5_000,
    "equals only": "=" * 18_000,
    "long sum": "1 + " * 4_800 + "1 = 24001",
    "long product of powers": "9^9^2 * " * 2_400 + "1 = 1",
    "implied products": "2(3)" * 4_000 + " = 1",
    "sums of roots": " + ".join(f"√{n}" for n in range(2, 1_800)) + " = 1",
    "roots of large numbers": "√" + "9" * 900 + " = 1",
    "grouped digits": "1,111" * 3_600 + " = 1",
    "tags": "<a" * 9_000 + " = 1",
    "annotations": "<<" * 9_000 + "1=1",
    "boxes": "\\boxed{" * 2_400,
    "phrases": "答案是" * 6_000,
    "words": "a b c " * 3_200 + "= 3",
    "numbers": "1 2 3 " * 3_200 + "= 3",
    "dashes": "- 1 " * 4_800 + "= 3",
    "labels": "5 apples " * 2_000 + "+ 3 = 8",
    "spaces": " " * 18_000 + "3 + 4 = 7",
    "newlines": "\n" * 18_000 + "= 7",
    "answer commas": "答案：" + "1," * 8_000,
    "code": "__import__('os').system('exit 1') = 1",
    "zeros": "0^0 = 1, 1 / 0 = 1, √(-1) = 1",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("read", [verify, extract_answer, repair, lambda text: find_faults([text], problems=[text])])
def test_hostile_text_is_read_quickly(text, read):
    """Whatever stands in a text, every reader comes back at once."""
    start = time.perf_counter()
    read(text)
    assert time.perf_counter() - start < SECONDS


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_answers_are_compared_quickly(text):
    """The same for answers."""
    start = time.perf_counter()
    assert same_answer(text, text) in (True, False)
    check_answer("1", text)
    assert time.perf_counter() - start < SECONDS


@pytest.mark.parametrize("name", ["tower of powers", "huge exponent", "nested brackets", "nested fractions", "zeros"])
def test_beyond_the_limits_is_unproven(name):
    """Beyond the limits nothing is claimed."""
    assert {f.verdict for f in verify(HOSTILE[name])} == {Verdict.UNPROVEN}


def test_a_text_beyond_the_length_limit_is_not_read():
    """One finding says that the text was too long."""
    (finding,) = verify("3 * 4 = 13 " * 10_000)
    assert finding.verdict is Verdict.UNPROVEN
    assert "100,000 characters" in finding.reason
