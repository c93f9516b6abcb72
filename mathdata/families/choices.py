"""Multiple choice: the question without its options, and the one option that is the computed answer.

```text
Find the LCM of 24 and 36.        ─family─> 72        A. 96   B. 144   C. 72   D. 120
                                              └────────────────────────────── C
```

The options are compared by their values, and units where both have one; if none or several agree, nothing is chosen.
"""

import re
from fractions import Fraction
from typing import NamedTuple

from mathdata.families.contract import Answer, Formula
from mathdata.families.notation import Unreadable, read_formula, written
from mathdata.families.working.polynomials import read_polynomial
from mathdata.numbers import read_number, unit_named

LETTERS = "ABCDEFGH"
_OPTION = re.compile(r"(?:\n\s*|\s+|^)[(（]?([A-H])(?:[)）]|[.．、:：])\s*(?=\S)")
_NUMBER = re.compile(r"[$￥¥]?\s*(-?[0-9][0-9,]*(?:\.[0-9]+)?(?:/[0-9]+)?)\s*(%|[^\d]*)")
_MINUS = str.maketrans("−–－", "---")


class Choices(NamedTuple):
    """A question, and its options in the order of their letters."""

    question: str
    options: tuple[str, ...]


def choices_of(problem: str) -> Choices | None:
    r"""The question and the options of a multiple choice; None if it is none.

    >>> choices_of("Find the LCM of 24 and 36.\nA. 96\nB. 144\nC. 72")
    Choices(question='Find the LCM of 24 and 36.', options=('96', '144', '72'))
    """
    found = list(_OPTION.finditer(problem))
    starts = [n for n, match in enumerate(found) if match[1] == "A"]
    for start in starts:
        run = found[start:]
        if len(run) >= 2 and "".join(match[1] for match in run) == LETTERS[: len(run)]:
            ends = [match.start() for match in run[1:]] + [len(problem)]
            options = tuple(
                problem[match.end() : end].strip().rstrip(";；") for match, end in zip(run, ends, strict=True)
            )
            question = problem[: run[0].start()].strip()
            return Choices(question, options) if question and all(options) else None
    return None


def chosen(answer: Answer, options: tuple[str, ...]) -> str | None:
    """The letter of the only option that is the answer; None if there is none, or more than one.

    >>> from mathdata.families import worked
    >>> chosen(worked("Find the LCM of 24 and 36.").result, ("96", "144", "72", "120"))
    'C'
    """
    fitting = [letter for letter, option in zip(LETTERS, options, strict=False) if _is(answer, option)]
    return fitting[0] if len(fitting) == 1 else None


def _is(answer: Answer, option: str) -> bool:
    option = option.strip().strip("$ ").rstrip(".。 ").translate(_MINUS)
    if isinstance(answer.value, Formula):
        return any(_plain(one) == _plain(option) for one in (answer.digits, answer.text)) or _same(
            answer.digits, option
        )
    match = _NUMBER.fullmatch(option)
    if match is None:
        return _same(str(answer.exact_value), option)
    number = read_number(match[1])
    if number is None or Fraction(number.value) != Fraction(answer.exact_value):
        return False
    unit = match[2].strip()
    known = unit_named(unit) if unit else None
    return not answer.unit or not unit or (known is not None and known == answer.typed_unit)


def _plain(text: str) -> str:
    return "".join(text.split()).lower()


def _same(one: str, other: str) -> bool:
    """Whether two formulas are the same polynomial, or written alike."""
    both = [read_polynomial(text) for text in (one, other)]
    if both[0] is not None and both[1] is not None:
        return both[0] == both[1]
    try:
        return written(read_formula(one)) == written(read_formula(other))
    except Unreadable:
        return False
