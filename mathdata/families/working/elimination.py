"""Linear systems by elimination, as it is written at school: numbered equations, and values put back."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from mathdata.families.language import Language
from mathdata.families.working.polynomials import written

_NUMBERS = "①②③④⑤⑥⑦⑧⑨"


class Row(NamedTuple):
    """The coefficients of an equation and its right side."""

    coefficients: tuple[Fraction, ...]
    constant: Fraction

    def plus(self, other: "Row", factor: Fraction) -> "Row":
        """The row with a multiple of another one."""
        sums = (a + factor * b for a, b in zip(self.coefficients, other.coefficients, strict=True))
        return Row(tuple(sums), self.constant + factor * other.constant)

    def times(self, factor: Fraction) -> "Row":
        """A multiple."""
        return Row(tuple(a * factor for a in self.coefficients), self.constant * factor)

    def text(self, unknowns: Sequence[str]) -> str:
        """As an equation."""
        terms: dict[tuple[str, ...], Fraction] = {
            (name,): a for name, a in zip(unknowns, self.coefficients, strict=True) if a
        }
        return f"{written(terms)} = {self.constant}"


def eliminated(equations: Sequence[str], rows: Sequence[Row], unknowns: Sequence[str], language: Language) -> list[str]:
    """The lines from the equations to the values; the last unknown goes first."""
    told = _Telling(unknowns, language)
    for equation, row in zip(equations, rows, strict=True):
        shown = row.times(Fraction(lcm(*(a.denominator for a in (*row.coefficients, row.constant)))))
        text = shown.text(unknowns)
        told.number(shown, text if equation == text else f"{equation}{told.comma}{text}")
    return told.solved(list(range(len(rows))), len(unknowns) - 1)


class _Telling:
    def __init__(self, unknowns: Sequence[str], language: Language) -> None:
        self.unknowns, self.language = unknowns, language
        self.lines: list[str] = []
        self.rows: list[Row] = []
        self.values: dict[int, Fraction] = {}
        self.comma, self.colon = ("，", "：") if language == "zh" else (", ", ": ")

    def number(self, row: Row, text: str) -> int:
        """Give an equation the next number."""
        self.rows.append(row)
        self.lines.append(f"{_NUMBERS[len(self.rows) - 1]}{self.colon}{text}")
        return len(self.rows) - 1

    def solved(self, alive: list[int], last: int) -> list[str]:
        """Eliminate the unknowns from the last one on, then put values back."""
        kept: list[tuple[int, int]] = []
        for column in range(last, 0, -1):
            pivot = min(
                (n for n in alive if self.rows[n].coefficients[column]), key=lambda n: (self._size(n, column), n)
            )
            kept.append((column, pivot))
            alive = [self._without(n, pivot, column) for n in alive if n != pivot]
        self._value(0, alive[0])
        for column, pivot in reversed(kept):
            self._value(column, pivot)
        return self.lines

    def _size(self, number: int, column: int) -> Fraction:
        return abs(self.rows[number].coefficients[column])

    def _without(self, number: int, pivot: int, column: int) -> int:
        """The number of an equation without an unknown: itself, or a new one made with the pivot."""
        row, other = self.rows[number], self.rows[pivot]
        a, b = row.coefficients[column], other.coefficients[column]
        if not a:
            return number
        common = Fraction(lcm(int(a), int(b)))
        own, factor = common / abs(a), common / abs(b)
        if (a > 0) == (b > 0):
            factor = -factor
        made = row.times(own).plus(other, factor)
        new = self.number(made, made.text(self.unknowns))
        sign = "-" if factor < 0 else "+"
        name = f"{_times(number, own)} {sign} {_times(pivot, abs(factor))}"
        label = f"（{_NUMBERS[new]}）" if self.language == "zh" else f" ({_NUMBERS[new]})"
        self.lines[-1] = f"{name}{self.colon}{made.text(self.unknowns)}{label}"
        return new

    def _value(self, column: int, number: int) -> None:
        """The value of an unknown from an equation in which all others are known."""
        row, name = self.rows[number], self.unknowns[column]
        a = row.coefficients[column]
        known = [(n, b) for n, b in enumerate(row.coefficients) if b and n != column]
        value = (row.constant - sum(b * self.values[n] for n, b in known)) / a
        self.values[column] = value
        head = str(row.constant) + "".join(f" - {_bracketed(b)} * {_bracketed(self.values[n])}" for n, b in known)
        quotient = head if a == 1 else f"({head}) / {_bracketed(a)}" if known else f"{head} / {_bracketed(a)}"
        stated = f"{name} = {quotient}" + (f" = {value}" if quotient != str(value) else "")
        if not known and a == 1:
            return  # the equation says so itself
        put = {"zh": f"代入 {_NUMBERS[number]}", "en": f"put into {_NUMBERS[number]}"}[self.language] + self.colon
        self.lines.append((put if known else "") + stated)


def _times(number: int, factor: Fraction) -> str:
    return f"{_NUMBERS[number]} × {factor}" if factor != 1 else _NUMBERS[number]


def _bracketed(value: Fraction) -> str:
    return f"({value})" if value < 0 or value.denominator > 1 else str(value)
