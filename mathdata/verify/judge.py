"""The verdict on one link: proved, refuted and classified, or left alone.

The order of the questions is the definition of the classes: what is equal is true; what rounds to the
printed value is a fault of style; what becomes true by another reading (a bracketed base, the other sign, a
factor 100) is named after that reading; the rest is false. A link is refuted only if no reading we know of
makes it true.
"""

from fractions import Fraction

from mathdata.verify import exact, rounding
from mathdata.verify.chains import NOTHING_BETWEEN, Link, Side
from mathdata.verify.dimensions import agree, has_mixed_units, is_wrong_unit, measured_apart
from mathdata.verify.edges import DECIMALS_GO_ON, WORD_BEFORE
from mathdata.verify.exact import Exact, compare
from mathdata.verify.findings import Judgement, Verdict
from mathdata.verify.functions import is_surely_of_e, is_transcendental, may_be_named
from mathdata.verify.limits import Unproven
from mathdata.verify.parse import DOLLARS, TWO_UNITS
from mathdata.verify.readings import calculator_percent, has_quotient, loose_ends, with_bracketed_bases
from mathdata.verify.rounding import Distance, distance
from mathdata.verify.tree import Node, Number, Operation, evaluate, numbers, shown

NOT_EQUAL = "right to the places shown, but not equal"
NEGATIVE_BASE = "a power binds tighter than a sign: bracket the negative base"
PLACES_SHOWN = 4
"""Decimals of an expected value that has no finite decimal form."""
TRUE = Judgement(Verdict.TRUE)
_STYLE = (Distance.ROUNDED, Distance.TIE, Distance.NOISE)
_HUNDRED = Fraction(100)


def judge(link: Link) -> Judgement:
    """The verdict on one link."""
    left, right = link.left, link.right
    if right.doubt == NOTHING_BETWEEN:
        return Judgement(Verdict.FALSE, NOTHING_BETWEEN, wrong=True)
    if left.tree is None or right.tree is None:
        return _unproven(right.doubt if right.missing else "a side is not plain arithmetic")
    try:
        judgement = _judge_trees(link, left.tree, right.tree)
        if judgement.verdict is Verdict.TRUE or left.other is None:
            return judgement
        other = _judge_trees(link, left.other, right.tree)  # the dash before it may be a bullet
    except Unproven as limit:
        return _unproven(str(limit))
    return judgement if other.wrong else other


def _judge_trees(link: Link, left: Node, right: Node) -> Judgement:
    values = evaluate(left), evaluate(right)
    if link.right.remainder is not None:
        return _judge_remainder(left, right, link.right.remainder)
    if link.sign not in ("=", "≈"):
        return _judge_order(link, values)
    if compare(*values) == 0:
        if link.left.doubt == WORD_BEFORE and shown(left) is not None:
            return _unproven(link.left.doubt)  # 11 mod 10 = 10
        return _judge_equal(link, left, right)
    if agree(left, right):
        return TRUE
    judgement = _classify(link, left, right, values)
    if judgement.verdict is Verdict.TRUE:
        return judgement
    doubt = _naming_doubt(link, values) or _doubt(link, left, right)
    if not doubt and judgement.wrong and not measured_apart(left, right):
        doubt = loose_ends(left, right)
    return _unproven(doubt) if doubt else judgement


def _unproven(reason: str) -> Judgement:
    return Judgement(Verdict.UNPROVEN, reason)


def _judge_equal(link: Link, left: Node, right: Node) -> Judgement:
    if is_wrong_unit(left, right) and not {link.left.doubt, link.right.doubt} & {DOLLARS, TWO_UNITS}:
        return Judgement(Verdict.WRONG_UNIT, "the numbers agree, the units do not", wrong=True)
    return TRUE


def _judge_order(link: Link, values: tuple[Exact, Exact]) -> Judgement:
    side = compare(*values)
    holds = {"<": side < 0, ">": side > 0, "≤": side <= 0, "≥": side >= 0, "≠": side != 0}[link.sign]
    if holds:
        return TRUE
    assert link.left.tree is not None
    assert link.right.tree is not None
    if has_mixed_units(link.left.tree, link.right.tree):
        return _unproven("a comparison of different units")
    doubt = _doubt(link, link.left.tree, link.right.tree) or _factorial_doubt(link, values)
    return _unproven(doubt) if doubt else Judgement(Verdict.FALSE, "the comparison does not hold", wrong=True)


def _factorial_doubt(link: Link, values: tuple[Exact, Exact]) -> str:
    """`2!=2` and `1!= 1` hold as factorials."""
    glued = link.sign_start == link.left.end and link.sign == "≠"
    return "it may be a factorial" if glued and values[0] in (1, 2) else ""


def _judge_remainder(left: Node, quotient: Node, remainder: Number) -> Judgement:
    """`17 ÷ 5 = 3 …… 2` says 17 = 5 · 3 + 2 and 2 < 5."""
    if not (isinstance(left, Operation) and left.sign == "/"):
        return _unproven("a remainder without a division")
    total, divisor, times = evaluate(left.left), evaluate(left.right), evaluate(quotient)
    back = exact.add(exact.multiply(divisor, times), remainder.value)
    if compare(back, total) == 0 and compare(remainder.value, divisor) < 0:
        return TRUE
    return Judgement(Verdict.FALSE, "quotient and remainder do not give back the dividend", wrong=True)


def _doubt(link: Link, left: Node, right: Node) -> str:
    """Why a refutation would not be safe, or ""."""
    if has_mixed_units(left, right) and agree(left, right) is None:
        return "the units differ, and not all of them are known"
    for side, other in ((left, right), (right, left)):
        reading = calculator_percent(side)
        if reading is not None and compare(evaluate(reading), evaluate(other)) == 0:
            return "the percentage may be meant of the number before it"
    return _edge_doubt(link.left) or _edge_doubt(link.right)


def _naming_doubt(link: Link, values: tuple[Exact, Exact]) -> str:
    """Why a sign may stand for another value than the one it names, or ""."""
    if is_transcendental(values[0]) != is_transcendental(values[1]):
        return "π may stand for a rounded value here"
    if any(map(may_be_named, values)) and not (link.sign == "≈" and all(map(is_surely_of_e, values))):
        return "e or Φ may stand for something else here"
    return ""


def _edge_doubt(side: Side) -> str:
    return "" if side.doubt == DECIMALS_GO_ON else side.doubt


def _classify(link: Link, left: Node, right: Node, values: tuple[Exact, Exact]) -> Judgement:
    number = shown(right)
    if number is not None and not has_mixed_units(left, right):
        return _classify_number(link, left, values[0], number)
    if _rounded_within(left, right, values[0]):
        reason = "a value was rounded on the way; round once, at the end"
        return TRUE if link.sign == "≈" else Judgement(Verdict.ROUNDED_AS_EQUAL, reason)
    return _classify_working(link, left, right, values)


def _classify_number(link: Link, left: Node, value: Exact, number: Number) -> Judgement:
    """The right side is a printed value."""
    stated = exact.multiply(value, _HUNDRED) if number.percent else value
    found = _how_rounded(link, left, stated, number)
    if found is not None:
        return found
    expected = rounding.terminating(stated) or rounding.printed(stated, max(number.places, PLACES_SHOWN))
    negative_base = with_bracketed_bases(left)
    if negative_base is not None and distance(evaluate(negative_base), number) in (Distance.EXACT, *_STYLE):
        return Judgement(Verdict.PRECEDENCE, NEGATIVE_BASE, expected=expected)
    if number.value and distance(exact.negate(stated), number) in (Distance.EXACT, *_STYLE):
        return Judgement(Verdict.WRONG_SIGN, "the opposite is true", wrong=True, expected=expected)
    if number.percent and compare(evaluate(left, percent=False), number.value) == 0:
        reason = "the percent sign stands on one side only"
        return Judgement(Verdict.LOST_PERCENT, reason, expected=_with_percent(value, number))
    if _lost_factor(left, value, number):
        return Judgement(
            Verdict.LOST_PERCENT, "the factor 100 of a percentage is lost", True, _with_percent(value, number)
        )
    if distance(stated, number) in (Distance.CUT, Distance.PADDED):
        reason = f"not the nearest value: {distance(stated, number).value}"
        return Judgement(Verdict.MISROUNDED, reason, True, rounding.printed(stated, max(number.places, 0)))
    return Judgement(Verdict.FALSE, f"the left side is {expected}", True, expected)


def _how_rounded(link: Link, left: Node, value: Exact, number: Number) -> Judgement | None:
    """The verdict where the printed value is the exact one to the places shown."""
    how = distance(value, number)
    if link.right.doubt == DECIMALS_GO_ON and number.places > 0 and how is not Distance.FAR:
        return TRUE
    if link.sign == "≈" and (how is Distance.ROUNDED or rounding.is_rounded_to_tens(value, number)):
        return TRUE
    if how not in _STYLE or not rounding.is_whole_number_rounding(value, number) or not number.value:
        return None
    expected = rounding.printed(value, max(number.places, 0))
    if how is Distance.ROUNDED or (how is Distance.TIE and link.sign == "=" and not has_quotient(left)):
        # the digits of a product end: that they were not all shown is the fault, and not which way a tie went
        return Judgement(Verdict.ROUNDED_AS_EQUAL, NOT_EQUAL, expected=expected)
    return Judgement(Verdict.MISROUNDED, how.value, expected=rounding.terminating(value) or expected)


def _lost_factor(left: Node, value: Exact, number: Number) -> bool:
    """Whether the value is off by 100 where a share was computed or one side has a percent sign."""
    percents = {n.percent for n in numbers(left)}
    if not (number.percent or percents != {False} or has_quotient(left)):
        return False
    close = (Distance.EXACT, *_STYLE, Distance.CUT)
    targets = (value, exact.multiply(value, _HUNDRED), exact.divide(value, _HUNDRED))
    wanted = targets[:1] if number.percent else targets[1:]
    return bool(number.value) and any(
        distance(target, number) in close and rounding.is_whole_number_rounding(target, number) for target in wanted
    )


def _with_percent(value: Exact, number: Number) -> str:
    """The printed value with the percent sign it lacks, or without the one it should not have."""
    if number.percent:
        return rounding.terminating(value) or rounding.printed(value, max(number.places, 0))
    if compare(rounding.absolute(value), abs(number.value)) > 0:
        return rounding.terminating(value) or rounding.printed(value, max(number.places, 0))
    return rounding.printed(exact.multiply(value, _HUNDRED), max(number.places, 0)) + "%"


def _rounded_within(left: Node, right: Node, value: Exact) -> bool:
    """Whether the right side is the left with a value rounded on the way: `2 / 29 * 100 = 0.069 * 100`.

    A decimal that does not stand on the left may lie anywhere within half of its last place; the side then
    covers an interval whose ends are reached at the ends of these.
    """
    known = {number.value for number in numbers(left)}
    new = [number for number in numbers(right) if number.places > 0 and number.value not in known]
    if not 1 <= len(new) <= 3:
        return False
    ends = [evaluate(right, shifts) for shifts in _corners(new)]
    return any(compare(end, value) <= 0 for end in ends) and any(compare(end, value) >= 0 for end in ends)


def _corners(loose: list[Number]) -> list[dict[int, Fraction]]:
    corners: list[dict[int, Fraction]] = [{}]
    for number in loose:
        corners = [{**c, number.start: end * number.step / 2} for c in corners for end in (-1, 1)]
    return corners


def _classify_working(link: Link, left: Node, right: Node, values: tuple[Exact, Exact]) -> Judgement:
    """The right side is working, not a printed value."""
    if link.sign == "≈":
        gap, size = (
            rounding.absolute(exact.add(values[0], exact.negate(values[1]))),
            rounding.absolute(values[0]),
        )
        if compare(exact.multiply(gap, Fraction(10)), size) <= 0:
            return _unproven("how close `≈` must be is open where no value is printed")
    expected = rounding.terminating(values[0]) or ""
    for side, other in ((left, values[1]), (right, values[0])):
        bracketed = with_bracketed_bases(side)
        if bracketed is not None and compare(evaluate(bracketed), other) == 0:
            return Judgement(Verdict.PRECEDENCE, NEGATIVE_BASE, expected=expected)
    if compare(values[0], exact.negate(values[1])) == 0:
        return Judgement(Verdict.WRONG_SIGN, "the opposite is true", True, expected)
    ratio_is_100 = any(compare(exact.multiply(a, _HUNDRED), b) == 0 for a, b in (values, values[::-1]))
    if ratio_is_100 and (has_quotient(left) or any(n.percent for n in numbers(left) + numbers(right))):
        return Judgement(Verdict.LOST_PERCENT, "the factor 100 of a percentage is lost", True, expected)
    return Judgement(Verdict.FALSE, "the sides are not equal", True, expected)
