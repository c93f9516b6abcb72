"""Numbers that go on by a rule: the differences of a list until they are all the same, and the polynomial of that."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import factorial

from mathdata.families.working.polynomials import Polynomial, plus, times

MAX_ORDER = 6


def differences(terms: Sequence[Fraction]) -> list[list[Fraction]] | None:
    """The terms, their differences, and so on to the first row in which two or more are all the same.

    None if no such row is reached: one number left over is no evidence of a rule.

    >>> [list(map(int, row)) for row in differences(list(map(Fraction, (9, 16, 25, 36))))]
    [[9, 16, 25, 36], [7, 9, 11], [2, 2]]
    >>> differences(list(map(Fraction, (1, 2, 4)))) is None
    True
    """
    rows = [list(terms)]
    while len(rows[-1]) > 1 and len(rows) <= MAX_ORDER + 1:
        if len(set(rows[-1])) == 1:
            return rows
        rows.append([b - a for a, b in pairwise(rows[-1])])
    return None


def continued(rows: list[list[Fraction]]) -> list[Fraction]:
    """The next number of each row, from the last one to the terms themselves.

    >>> list(map(int, continued(differences(list(map(Fraction, (9, 16, 25, 36)))))))
    [2, 13, 49]
    """
    found = [rows[-1][-1]]
    for row in reversed(rows[:-1]):
        found.append(row[-1] + found[-1])
    return found


def rule(rows: list[list[Fraction]], letter: str) -> tuple[str, Polynomial]:
    """The polynomial of the n-th term in Newton's form, as text, and multiplied out.

    >>> text, polynomial = rule(differences(list(map(Fraction, (9, 16, 25, 36)))), "n")
    >>> text
    '9 + 7 * (n - 1) + 2 * (n - 1)(n - 2)/2'
    """
    total: Polynomial = {}
    product: Polynomial = {(): Fraction(1)}
    pieces: list[str] = []
    for order, row in enumerate(rows):
        if row[0]:
            factors = "".join(f"({letter} - {k})" for k in range(1, order + 1))
            below = f"/{factorial(order)}" if order > 1 else ""
            number = f"({row[0]})" if pieces and (row[0] < 0) else str(row[0])
            pieces.append(number + (f" * {factors}{below}" if factors else ""))
        total = plus(total, product, row[0] / factorial(order), degree=MAX_ORDER)
        if order < MAX_ORDER:
            product = times(product, {(letter,): Fraction(1), (): Fraction(-order - 1)}, degree=MAX_ORDER)
    return " + ".join(pieces) or "0", total
