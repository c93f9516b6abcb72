"""Equations and the value that is said to solve them: `2x = 6, so x = 4`.

Only an equation in one letter, and a value for just this letter that is drawn from it in the next few words,
are held together; a letter may mean something else in every sentence.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from mathdata.verify.algebra import Formula, is_name, names, number_formula, side_of, value_at
from mathdata.verify.findings import Finding, Verdict
from mathdata.verify.limits import MAX_RELATIONS, Unproven
from mathdata.verify.parse import parse
from mathdata.verify.tokens import Token
from mathdata.verify.tree import evaluate, shown

MAX_WORDS_BETWEEN = 40
"""Characters between an equation and the value drawn from it."""

_DRAWN = re.compile(
    r"""[\s$,，;；.。\\\[\]()]*
    (?: \b(?:so|thus|hence|therefore|then|giving|gives|we\ get|we\ have|we\ find|it\ follows\ that|that|yields
          |which\ (?:means|gives|yields)|simplifying|solving|dividing)\b
      | (?:移项|化简|整理|合并同类项|两边同时?除以\ ?-?\d+|解方程)?[，,]?得到? | 解得 | 所以 | 因此 | 故 | 即 | 则
      | ∴ | ⇒ | ⟹ | → | => | \\implies | \\Rightarrow | \\Longrightarrow | \\therefore | [\s$,，:：] )*""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_NAME = frozenset("eiI")


class Equation(NamedTuple):
    """Two formulas set equal, and where they stand."""

    left: Formula
    right: Formula

    @property
    def start(self) -> int:
        """Where the left formula starts."""
        return self.left[0].start

    @property
    def end(self) -> int:
        """Where the right formula ends."""
        return self.right[-1].end


def unsolved(text: str, tokens: Sequence[Token]) -> list[Finding]:
    """Values that do not solve the equation they are drawn from.

    >>> from mathdata.verify.tokens import tokenise
    >>> text = "AB^2 = 9 + 16 = 25, so AB = 6, and 2x = 6, so x = 3."
    >>> [finding.text for finding in unsolved(text, tokenise(text))]
    ['6']
    """
    found: list[Finding] = []
    equations = list(_equations(tokens))
    for fact, drawn in pairwise(equations):
        value = _unwrapped(drawn.right)
        if _is_drawn(text, fact, drawn) and _fails(fact, drawn.left[0].text, value):
            start, end = value[0].start, value[-1].end
            reason = f"it does not solve {text[fact.start : fact.end]}"
            found.append(Finding(Verdict.CONTRADICTION, start, end, text[start:end], reason, wrong=True))
    return found


def _unwrapped(value: Formula) -> Formula:
    r"""Without the braces of `\boxed{}`, which never follow a command inside their own."""
    if value[0].text == "{" and value[-1].text == "}":
        return value[1:-1]
    return value


def _equations(tokens: Sequence[Token]) -> Iterator[Equation]:
    """Equations of a name on the left and a number on the right; of a chain `x = a = b` the first."""
    signs = [i for i, token in enumerate(tokens) if token.kind == "relation"][:MAX_RELATIONS]
    for i in signs:
        left, right = side_of(tokens, i, -1), side_of(tokens, i, 1)
        if tokens[i].text == "=" and len(names(left)) == 1 and right and not names(right):
            first, last = tokens.index(left[0], max(i - 2 * len(left) - 2, 0)), i + len(right)
            if _stands_alone(tokens, first, last) and not names(left) & _NO_NAME:
                yield Equation(left, right)


def _stands_alone(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether prose or a mark stands on both sides: no unknown sign that belongs to the formula."""
    before = tokens[first - 1] if first else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    apart = ("stop", "newline", "han", "word", "relation", "currency")
    return (before is None or before.kind in apart) and (after is None or after.kind in apart)


def _is_drawn(text: str, fact: Equation, drawn: Equation) -> bool:
    """Whether the second is `x = value` for the letter of the first, and follows from it in so many words."""
    if len(drawn.left) != 1 or not is_name(drawn.left[0]) or names(fact.left) != names(drawn.left):
        return False
    if len(fact.left) == 1 or _is_called(fact.left) or _is_alternative(text, fact):
        return False
    between = text[fact.end : drawn.start]
    rest = re.sub(r"=[^=,，;；\n]*", "", between)  # the chain goes on: x^2 = 9 + 16 = 25, so
    return len(between) <= MAX_WORDS_BETWEEN and _DRAWN.fullmatch(rest) is not None


def _is_alternative(text: str, fact: Equation) -> bool:
    """Whether it is one of two equations of which either may hold: `x - 3 = 0 or x + 1 = 0`."""
    return text[: fact.start].rstrip(" $").endswith(("或", "或者", " or"))


def _is_called(formula: Formula) -> bool:
    """Whether a name stands before a bracket, as a function: `f(3)`."""
    return any(is_name(a) and b.text in ("(", "[", "{") for a, b in pairwise(formula))


def _fails(fact: Equation, name: str, value: Formula) -> bool:
    """Whether a value does not solve an equation, whatever stands before it: a bullet, a number in brackets."""
    return all(_fails_as(fact._replace(left=left), name, value) for left in _readings(fact.left))


def _readings(left: Formula) -> list[Formula]:
    """A formula, and what is left of `- 3x + 4` and `(1) 3x + 4` if their start only opens the line."""
    found = [left]
    if left[0].text in ("-", "*") and left[0].end < left[1].start:
        found.append(left[1:])
    if (left[0].text, left[2].text if len(left) > 3 else "") in (("(", ")"), ("[", "]")):
        found.append(left[3:])
    return found


def _fails_as(fact: Equation, name: str, value: Formula) -> bool:
    try:
        gap = _gap(fact, name, value)
        tree = parse(value, 0).tree
        number, stated = shown(tree), evaluate(tree)
        if not gap or number is None or number.places <= 0 or not isinstance(stated, Fraction):
            return gap != 0
        ends = [_gap(fact, name, number_formula(stated + number.step / 2 * side)) for side in (-1, 1)]
    except Unproven:
        return False
    return ends[0] * ends[1] > 0  # a decimal rounded to its last place: the sign changes within half a step


def _gap(fact: Equation, name: str, value: Formula) -> Fraction:
    return value_at(fact.left, name, value) - value_at(fact.right, name, value)
