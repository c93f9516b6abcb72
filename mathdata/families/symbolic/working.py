"""What the solving process hands back: the answer and the steps, in no language yet."""

from fractions import Fraction
from typing import NamedTuple


class Line(NamedTuple):
    """One step: the key of the phrase that names its rule, and what holds by it."""

    rule: str
    text: str
    note: str = ""
    """What a phrase names besides the formula, at its `{note}`."""


class Working(NamedTuple):
    """A solved problem: plain texts, so that it travels between processes and is told in any language."""

    answer: str
    latex: str
    """The answer in LaTeX."""
    chain: str
    """The solution in one true line."""
    lines: tuple[Line, ...]
    checks: tuple[Line, ...] = ()
    """Lines that test the answer on another road."""
    value: Fraction | None = None
    """The answer where it is a rational number."""
    verdict: str = ""
    """The key of the phrase that states an answer which is no formula, such as `converges`."""
