"""Numbers of the form (p + q√r)/s with whole parts, and how they are written; r = -1 stands for i√|r|."""

from math import gcd, isqrt
from typing import NamedTuple

from mathdata.families.contract import Formula


class Surd(NamedTuple):
    """`(rational + factor * √radicand) / divisor`, in lowest terms; the radicand is square-free, maybe negative."""

    rational: int
    factor: int
    radicand: int
    divisor: int

    @classmethod
    def of(cls, rational: int, factor: int, radicand: int, divisor: int) -> "Surd":
        """The number in lowest terms.

        >>> Surd.of(-2, 1, 8, 2)
        Surd(rational=-1, factor=1, radicand=2, divisor=1)
        """
        outside, inside = extracted(abs(radicand))
        factor, radicand = factor * outside, inside if radicand > 0 else -inside
        if radicand == 1:
            rational, factor, radicand = rational + factor, 0, 1
        common = gcd(rational, factor, divisor) * (-1 if divisor < 0 else 1)
        return cls(rational // common, factor // common, radicand, divisor // common)

    @property
    def text(self) -> str:
        """As plain text.

        >>> [Surd.of(*parts).text for parts in ((-3, 1, 17, 4), (0, -2, 3, 3), (-1, 2, -1, 1), (6, 0, 1, 4))]
        ['(-3 + √17)/4', '-2√3/3', '-1 + 2i', '3/2']
        """
        top = _joined(self, _root_text(abs(self.radicand)), "i" if self.radicand < 0 else "")
        if self.divisor == 1:
            return top
        return f"({top})/{self.divisor}" if self.rational and self.factor else f"{top}/{self.divisor}"

    @property
    def latex(self) -> str:
        """In LaTeX."""
        inside = abs(self.radicand)
        top = _joined(self, "" if inside == 1 else f"\\sqrt{{{inside}}}", "i" if self.radicand < 0 else "")
        return top if self.divisor == 1 else f"\\frac{{{top}}}{{{self.divisor}}}"

    @property
    def formula(self) -> Formula:
        """Both."""
        return Formula(self.text, self.latex)


def extracted(radicand: int) -> tuple[int, int]:
    """The largest factor that can be taken out of a root, and what stays under it.

    >>> extracted(72), extracted(17)
    ((6, 2), (1, 17))
    """
    outside, divisor = 1, 2
    while divisor * divisor <= radicand:
        while radicand % (divisor * divisor) == 0:
            radicand //= divisor * divisor
            outside *= divisor
        divisor += 1
        if divisor > 10_000:  # what is left has a square factor only by a rare accident
            whole = isqrt(radicand)
            return (outside * whole, 1) if whole * whole == radicand else (outside, radicand)
    return outside, radicand


def _root_text(inside: int) -> str:
    return "" if inside == 1 else f"√{inside}"


def _joined(surd: Surd, root: str, imaginary: str) -> str:
    irrational = root + imaginary
    if not surd.factor:
        return str(surd.rational)
    size = abs(surd.factor)
    shown = (str(size) if size > 1 or not irrational else "") + irrational
    if not surd.rational:
        return f"-{shown}" if surd.factor < 0 else shown
    return f"{surd.rational} {'-' if surd.factor < 0 else '+'} {shown}"
