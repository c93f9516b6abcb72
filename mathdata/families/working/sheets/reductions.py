"""Fractions of many rows, reduced by their greatest common divisor as `working.fractions` tells it."""

import numpy as np

from mathdata.families.language import Words
from mathdata.families.working.fractions import gcd_line, part_line, remainder_line
from mathdata.families.working.sheets.pieces import Texts, Whole
from mathdata.families.working.sheets.sheet import Sheet, bounds_of, joined


def reduction_lines(sheet: Sheet, numerator: Whole, denominator: Whole, *, by_digit: bool) -> str:
    """The lines for each fraction of positive numbers, each with its end of line.

    >>> from mathdata.families.language import WORDS
    >>> sheet = Sheet(1, WORDS.en)
    >>> print(sheet.told(reduction_lines(sheet, np.array([36]), np.array([60]), by_digit=False))[0])
    gcd(36, 60) = 12
    36 / 12 = 3, 60 / 12 = 5
    <BLANKLINE>
    """
    words = sheet.words
    common = np.gcd(numerator, denominator)
    a, b, divisor = (sheet.number(values) for values in (numerator, denominator, common))
    quotients = (sheet.number(values // common) for values in (numerator, denominator))
    parts = [part_line(part, divisor, quotient) for part, quotient in zip((a, b), quotients, strict=True)]
    reduced = sheet.either(common > 1, words.comma.join(parts), words.already_reduced.format(f"{a}/{b}"))
    euclid = sheet.texts(_euclid(numerator, denominator, words)) if by_digit else ""
    return f"{euclid}{gcd_line(a, b, divisor)}\n{reduced}\n"


def _euclid(a: Whole, b: Whole, words: Words) -> Texts:
    """Euclid's algorithm, a line for each remainder."""
    largers, smallers = [np.maximum(a, b)], [np.minimum(a, b)]
    while smallers[-1].any():
        rest = largers[-1] % np.where(smallers[-1] > 0, smallers[-1], 1)
        largers.append(smallers[-1])
        smallers.append(rest)
    columns = np.array(smallers)
    rows, places = np.nonzero(columns.T)
    larger, smaller, rest = np.array(largers)[places, rows], columns[places, rows], columns[places + 1, rows]
    lines = Sheet(len(rows), words)
    numbers = (lines.number(values) for values in (larger, smaller, larger // smaller, rest))
    return joined(lines.told(f"{remainder_line(*numbers)}\n"), bounds_of(rows, len(a)))
