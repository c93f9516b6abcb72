"""What a text states beside its chains, held against them: answers, signs in words, the problem's value."""

import re
from fractions import Fraction
from itertools import pairwise

from mathdata.verify import exact
from mathdata.verify.answers import Answer, read_answer
from mathdata.verify.chains import Chain
from mathdata.verify.decimal_noise import prints
from mathdata.verify.exact import Exact, compare
from mathdata.verify.extract import Mark, Stated, announced, extract_answer, in_check
from mathdata.verify.findings import Finding, Verdict
from mathdata.verify.limits import MAX_DIGITS, MAX_RELATIONS, Unproven
from mathdata.verify.questions import asked_expression, asked_value
from mathdata.verify.rounding import DECIMAL_DIGITS, DECIMAL_NOISE, Distance, absolute, distance, printed, terminating
from mathdata.verify.tokens import tokenise
from mathdata.verify.tree import Node, Number, evaluate, numbers, read_number, shown
from mathdata.verify.worded import Asked, asked_in_words

_GOES_ON = tuple("√/*^")
"""Signs before a number that is a part of a value."""
_CLOSE = (Distance.EXACT, Distance.ROUNDED, Distance.TIE, Distance.NOISE)
MAY_HOLD_STATEMENT = re.compile(r"positive|negative|[是为][正负]", re.IGNORECASE)
"""A text without a match says nothing about a sign."""

_SIGN_WORDS = re.compile(
    r"(?:\b(?:quotient|product|sum|difference|result|answer)\s"
    r"(?:is|will\ be|must\ be)\s(?:a\s)?(?P<en>positive|negative)\b"
    r"|(?:商|积|和|差|结果|答案)(?:应该|应|必|就)?(?:是|为)(?P<zh>正|负)(?:数|的|值)?(?![\d.]))",
    re.IGNORECASE | re.VERBOSE,
)


def contradictions(text: str, chains: list[Chain], problem: str | None) -> list[Finding]:
    """Statements of a text that disagree with its own working or with the problem's own expression."""
    found = [_against_chain(text, chains), _sign_in_words(text)]
    if problem is not None:
        found += [_against_problem(text, chains, problem), _changed_operands(text, chains, problem)]
        found.append(_against_words(text, problem))
    return [finding for finding in found if finding is not None]


def _contradiction(text: str, start: int, end: int, reason: str, expected: str = "") -> Finding:
    return Finding(Verdict.CONTRADICTION, start, end, text[start:end], reason, True, expected)


def _against_chain(text: str, chains: list[Chain]) -> Finding | None:
    """`78 * 55 = 4290`, then `面积为 4920 平方厘米`: a final answer that stands nowhere in the working.

    A final answer that the working does hold somewhere may belong to another step, so it is left alone; so
    is one that differs from the last value by a power of ten or a known unit, as dollars from cents.
    """
    stated = announced(text) if chains else None
    last = _last_value(chains, stated.start) if stated else None
    if last is not None and in_check(text, last.start):
        return None
    if stated is None or last is None or _says_more(text, last.end, stated.start):
        return None
    answer = read_answer(stated.text)
    if answer.number is None or answer.kind not in ("number", "percent") or answer.value is None:
        return None
    value = last.value * (1 if last.percent == (answer.kind == "percent") else 100 if not last.percent else 1)
    if _agrees(value, answer.number) or _agrees_loosely(last, answer):
        return None
    since = text.rfind("\n", 0, last.start) + 1 if stated.mark is Mark.HASHES and _is_computed(chains, last) else 0
    if _stands_before(text, since, stated, answer):
        return None
    return _contradiction(text, stated.start, stated.end, "the working before it ends in another value")


def _last_value(chains: list[Chain], before: int) -> Number | None:
    """The printed value at the end of the last chain before a place."""
    ends = [chain[-1].right for chain in chains if chain[-1].right.end <= before]
    if not ends:
        return None
    last = max(ends, key=lambda side: side.end)
    return shown(last.tree) if last.tree is not None and not last.doubt else None


def _says_more(text: str, start: int, end: int) -> bool:
    """Whether other numbers or much prose stand between the working and the answer, and may change it."""
    between = text[start:end]
    return len(between) > 80 or bool(re.search(r"\d", between)) or between.count("\n") > 3


def _agrees(value: Exact, number: Number) -> bool:
    return distance(value, number) in _CLOSE


def _agrees_loosely(last: Number, answer: Answer) -> bool:
    assert answer.number is not None
    if _agrees(answer.number.value, last) or distance(last.value, answer.number) is Distance.CUT:
        return True
    if not last.value or not answer.number.value:
        return False
    ratio = abs(last.value / answer.number.value)
    if ratio == 1:
        return True  # a profit of -90, and a loss of 90
    tens = ratio if ratio >= 1 else 1 / ratio
    scaled = tens in (10, 100, 1000, 10_000, 60, 12, 24, 7) and bool(last.unit or answer.number.unit or last.label)
    return scaled or (answer.unit.dimensions != () and last.unit is not None and last.unit != answer.unit)


def _is_computed(chains: list[Chain], last: Number) -> bool:
    """Whether the last value is the end of a calculation, `4500 / 500 = 9`, and of no comparison or letter."""
    (chain,) = [chain for chain in chains if chain[-1].right.start <= last.start < chain[-1].right.end][-1:]
    return chain[-1].sign in "=≈" and chain[0].left.tree is not None


def _stands_before(text: str, since: int, stated: Stated, answer: Answer) -> bool:
    """Whether the answer stands in the text from `since` on, before it is stated."""
    assert answer.number is not None
    tokens, wanted = tokenise(text[since : stated.start]), answer.number.value
    for sign, token in pairwise((tokens[0], *tokens)) if tokens else ():
        # `- 10` may be a difference, `-10` is the number itself
        is_negative = sign.text == "-" and sign.end == token.start
        if token.kind == "number" and (wanted >= 0 or is_negative):
            number = read_number(token.text, token.start, token.end)
            if abs(number.value) == abs(wanted):
                return True
    return False


def _sign_in_words(text: str) -> Finding | None:
    """`The quotient is positive. The result is 0.0`: the last sign in words against the value behind it."""
    if MAY_HOLD_STATEMENT.search(text) is None:
        return None
    match = next(reversed(list(_SIGN_WORDS.finditer(text))), None)
    stated = extract_answer(text[match.end() :]) if match else None
    if match is None or stated is None:
        return None
    answer = read_answer(stated.text)
    if answer.kind not in ("number", "percent") or answer.value is None:
        return None
    wanted = 1 if (match["en"] or "").lower() == "positive" or match["zh"] == "正" else -1
    if compare(answer.value, Fraction(0)) == wanted:
        return None
    start, end = stated.start + match.end(), stated.end + match.end()
    return _contradiction(text, start, end, f"the text says that it is {match['en'] or match['zh']}")


def _against_problem(text: str, chains: list[Chain], problem: str) -> Finding | None:
    """The final answer against the value of the expression that the problem itself holds."""
    value, stated = asked_value(problem), extract_answer(text)
    if value is None or stated is None:
        return None
    if stated.mark is Mark.LAST_NUMBER and not any(chain[-1].right.end >= stated.end for chain in chains):
        return None  # some number in prose
    if stated.mark in (Mark.LAST_NUMBER, Mark.CONCLUSION) and text[: stated.start].rstrip()[-1:] in _GOES_ON:
        return None  # the 6 of 54√6, the 2 of (1 + √6)/2
    answer = read_answer(stated.text)
    if answer.kind != "number" or answer.value is None or _is_right(value, answer, problem):
        return None
    if stated.mark is Mark.CONCLUSION and (_is_reached(value, chains, stated.end) or _is_cut(chains)):
        return None  # the `so` of a step on the way
    expected = terminating(value) or printed(value, max(answer.number.places if answer.number else 0, 4))
    return _contradiction(text, stated.start, stated.end, "the problem's own expression gives another value", expected)


_BOXED_VALUE = re.compile(
    r"(?P<digits>-?\d+)(?:_\{?(?P<base>\d+)\}?)|(?P<factor>.*?)\s*(?:\\cdot|\*)?\s*(?P<pi>\\pi|π)(?P<unit>.*)",
    re.DOTALL,
)


def _against_words(text: str, problem: str) -> Finding | None:
    """The answer that is marked as such against the value that a problem asks for in words."""
    asked = asked_in_words(problem)
    stated = extract_answer(text) if asked is not None else None
    if asked is None or stated is None or stated.mark in (Mark.CONCLUSION, Mark.LAST_NUMBER):
        return None
    right = _says(stated.text.strip().strip("$"), asked)
    if right is not False:
        return None
    expected = (terminating(asked.value) or str(asked.value)) if asked.base == 10 else ""
    reason = "the problem asks for another value"
    return _contradiction(text, stated.start, stated.end, reason, expected + "π" * asked.times_pi)


def _says(stated: str, asked: Asked) -> bool | None:
    """Whether an answer is the value asked for; None where its form is another one."""
    written = _BOXED_VALUE.fullmatch(stated)
    if asked.base != 10:
        digits, base = (written["digits"], written["base"]) if written else (stated, None)
        if not digits or not digits.isdigit() or len(digits) > MAX_DIGITS:
            return None
        return int(base or asked.base) == asked.base and _in_base(digits, asked.base) == asked.value
    if asked.times_pi:
        if written is None or not written["pi"]:
            return None
        factor = read_answer(written["factor"] or "1")
        return None if factor.value is None else compare(factor.value, asked.value) == 0
    answer = read_answer(stated)
    if answer.kind != "number" or answer.value is None:
        return None
    return _is_right(asked.value, answer, "")


def _in_base(digits: str, base: int) -> int | None:
    return int(digits, base) if all(int(digit) < base for digit in digits) else None


def _is_cut(chains: list[Chain]) -> bool:
    """Whether a text holds more relations than are read, so that what its working ends in is not known."""
    return sum(map(len, chains)) >= MAX_RELATIONS - 1


def _is_reached(value: Exact, chains: list[Chain], start: int) -> bool:
    """Whether a chain behind a place ends in a value."""
    ends = [chain[-1].right for chain in chains if chain[-1].right.start >= start]
    return any(end.tree is not None and _is_value(value, end.tree) for end in ends)


def _is_value(value: Exact, tree: Node) -> bool:
    number = shown(tree)
    try:
        return _agrees(value, number) if number else compare(evaluate(tree), value) == 0
    except Unproven:
        return False


def _numbers_in(text: str) -> set[Fraction]:
    return {read_number(t.text, t.start, t.end).value for t in tokenise(text) if t.kind == "number"}


def _is_right(value: Exact, answer: Answer, problem: str) -> bool:
    assert answer.value is not None
    if answer.number is None:
        return compare(answer.value, value) == 0
    return _agrees(value, answer.number) or _is_decimal_noise(value, answer.number, problem)


def _is_decimal_noise(value: Exact, number: Number, problem: str) -> bool:
    """28 digits of which the last few are off, as `Decimal` rounds after each of several operations."""
    digits = len(str(abs(number.value / number.step).numerator))
    gap = absolute(exact.add(value, -number.value))
    if digits != DECIMAL_DIGITS or compare(gap, number.step * DECIMAL_NOISE) > 0:
        return False
    asked = asked_expression(problem)
    return asked is None or prints(asked, number.value)


def _changed_operands(text: str, chains: list[Chain], problem: str) -> Finding | None:
    """`计算 956.03 的 1 次方` answered by `956^1 = 956`: an operand of the problem lost its decimals.

    What stands elsewhere in the working is not lost: `32 * (1 + 1.2%)` puts a 1 between the operands.
    """
    first = chains[0][0].left if chains else None
    if first is None or first.tree is None:
        return None
    asked = [read_number(t.text, t.start, t.end) for t in tokenise(problem) if t.kind == "number"]
    used = numbers(first.tree)
    if not asked or len(used) < len(asked):
        return None
    pairs = list(zip(asked, used, strict=False))
    # in 2 * 2.1 the 2 is not what is left of 2.1, nor is the 5 of 52.8 * 5 the 4.8 that comes in the next line
    sides = [side for chain in chains for link in chain for side in (link.left, link.right)]
    kept = {number.value for side in sides if side.tree is not None for number in numbers(side.tree)}
    lost = [u for a, u in pairs if a.value not in kept]
    shortened = all(a.value == u.value or (u.places < a.places and abs(a.value - u.value) <= u.step) for a, u in pairs)
    if not lost or not shortened or {a.value for a in asked} <= _numbers_in(text):
        return None
    return _contradiction(text, lost[0].start, lost[0].end, "an operand of the problem was changed")
