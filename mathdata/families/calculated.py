"""Families whose answer is one expression of the numbers in the text: a formula, put in and worked out.

```text
Form(…, expression="π * {r}^2")     ->  π * 5^2 = π * 25 = 25π（平方厘米）
```

A factor π stays as it is, unless the problem says which number to take for it.
"""

from abc import abstractmethod
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Formula, Manner, unit_behind
from mathdata.families.worded import Found, WordedFamily
from mathdata.families.working.expression import Number, Reduction, parse_expression, reductions, written
from mathdata.numbers import EXACT, MAX_DIGITS, Precision, half_width, show

PI = "π * "


class Data(NamedTuple):
    """The numbers of a problem as they are printed, by their places, and the unit of its answer."""

    form: str
    numbers: tuple[tuple[str, str], ...]
    unit: str

    def value(self, name: str) -> Fraction:
        """One of the numbers."""
        return Fraction(dict(self.numbers)[name])


class Worked(NamedTuple):
    """An expression carried out: what stands at first, each operation, the value."""

    text: str
    reductions: tuple[Reduction, ...]
    value: Fraction


class Calculated(WordedFamily[Data]):
    """A family of formulas; the expression of a form is a share where the answer is a percentage."""

    states_formula = True
    precision = EXACT

    @abstractmethod
    def unit(self, form: str, found: Found) -> str | None:
        """The unit of the answer as it is printed, `""` for a bare number; None if units do not fit."""

    def is_sensible(self, data: Data) -> bool:
        """Whether there is such a thing: positive lengths, percentages that can be."""
        return all(Fraction(text) > 0 for _, text in data.numbers)

    def given(self, form: str, found: Found) -> Data | None:
        """The numbers, if units fit and there is such a thing."""
        unit = self.unit(form, found)
        names = [name for name in found if found[name] and (name == "pi" or f"{{{name}}}" in self.expression(form))]
        texts = tuple((name, half_width(found[name]).replace(" ", "").lstrip("+")) for name in names)
        if unit is None or any(len(text) > MAX_DIGITS for _, text in texts):
            return None
        data = Data(form, texts, unit)
        return data if self.is_sensible(data) else None

    def expression(self, key: str) -> str:
        """That of a form."""
        return self._form(key).expression

    def form_of(self, given: Data) -> str:
        """The key that was read."""
        return given.form

    def solve(self, given: Data, precision: Precision | None = None) -> Answer:
        """The value of the expression; a multiple of π is exact as it stands."""
        value = self._worked(given).value
        if self._has_pi(given):
            return Answer(Formula(times_pi(value), _latex_pi(value)), times_pi(value), True, given.unit)
        exact = value * 100 if given.unit == "%" else value
        return Answer(exact, *show(exact, precision or self.precision), given.unit)

    def chain(self, given: Data, answer: Answer, manner: Manner) -> str:
        """The expression after each operation, and the answer with its unit."""
        worked, pi = self._worked(given), PI if self._has_pi(given) else ""
        states = [worked.text, *(step.expression for step in worked.reductions[:-1])]
        if answer.unit == "%" and worked.reductions and "/" not in worked.reductions[-1].expression:
            states.append(worked.reductions[-1].expression)
        head = " = ".join(dict.fromkeys(pi + state for state in states))
        return f"{head} {answer.relation} {self.result(answer, manner)}"

    def result(self, answer: Answer, manner: Manner) -> str:
        """The answer at the end of a calculation."""
        if answer.unit == "%":
            return f"({answer.digits})%" if "/" in answer.digits else answer.text
        return answer.digits + (unit_behind(answer, manner.language) if answer.unit else "")

    def working(self, given: Data, answer: Answer, manner: Manner) -> list[str]:
        """Each operation on a line of its own, then the whole."""
        lines = [_line(step) for step in self._worked(given).reductions]
        return [*(lines if len(lines) > 1 else []), self.chain(given, answer, manner)]

    def _has_pi(self, given: Data) -> bool:
        return self.expression(given.form).startswith(PI) and "pi" not in dict(given.numbers)

    def _worked(self, given: Data) -> Worked:
        numbers, expression = dict(given.numbers), self.expression(given.form)
        expression = expression.replace(PI, "{pi} * " if "pi" in numbers else "")
        return _carried_out(expression.format(**numbers))


@lru_cache(maxsize=1024)
def _carried_out(text: str) -> Worked:
    tree = parse_expression(text)
    if tree is None:
        raise CannotSolve(f"expression: found {text!r}, wanted numbers within the limits")
    if isinstance(tree, Number):
        return Worked(text, (), tree.value)
    steps = tuple(reductions(tree))
    return Worked(written(tree), steps, steps[-1].result.value)


def _line(step: Reduction) -> str:
    sign = step.sign if step.sign == "^" else f" {step.sign} "
    left, right = step.left.text, step.right.text
    if right[0] == "-":
        right = f"({right})"
    if step.sign == "^" and left[0] == "-":
        left = f"({left})"
    return f"{left}{sign}{right} = {step.result.text.strip('()')}"


def times_pi(value: Fraction) -> str:
    """A multiple of π.

    >>> [times_pi(Fraction(value)) for value in ("1", "25", "4/3", "0.5", "0")]
    ['π', '25π', '4π/3', '0.5π', '0']
    """
    if not value:
        return "0"
    shown = show(value, EXACT).text
    top, _, bottom = shown.partition("/")
    head = {"1": "π", "-1": "-π"}.get(top, f"{top}π")
    return f"{head}/{bottom}" if bottom else head


def _latex_pi(value: Fraction) -> str:
    text = times_pi(value)
    top, _, bottom = text.partition("/")
    shown = top.replace("π", "\\pi")
    return f"\\frac{{{shown}}}{{{bottom}}}" if bottom else shown


def decimal_text(value: Fraction | Decimal | int) -> str:
    """A number as it is put into a problem.

    >>> decimal_text(Fraction(5, 2)), decimal_text(7)
    ('2.5', '7')
    """
    return show(Fraction(value), EXACT).text
