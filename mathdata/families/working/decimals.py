"""A decimal as a whole number with a place for its point, the form in which digits are worked."""

from decimal import Decimal
from typing import NamedTuple

from mathdata.numbers import plain


class Scaled(NamedTuple):
    """A decimal that is not negative as `whole / 10**places`; `12.50` is 1250 with two places.

    >>> Scaled.of(Decimal("-12.50"))
    Scaled(whole=1250, places=2)
    """

    whole: int
    places: int

    @classmethod
    def of(cls, value: Decimal) -> "Scaled":
        """The size of a decimal with the places it was printed with; the sign is set aside."""
        whole, _, decimals = printed(value).partition(".")
        return cls(int(whole + decimals), len(decimals))

    def at(self, places: int) -> int:
        """The whole number for the same value at `places` decimals, at least its own."""
        shift: int = 10 ** (places - self.places)
        return self.whole * shift


def printed(value: Decimal) -> str:
    """The size of a decimal with the places that it came with, never with an exponent.

    >>> printed(Decimal("-12.50")), printed(Decimal("1E-7"))
    ('12.50', '0.0000001')
    """
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    return text.lstrip("-")


def signed(value: Decimal) -> str:
    """A number as a factor or term in the middle of a line: negative ones are bracketed.

    >>> signed(Decimal("-3.50")), signed(Decimal("3.50"))
    ('(-3.50)', '3.50')
    """
    text = str(value)
    return f"({text})" if text[0] == "-" else text


def parts(value: Decimal) -> list[Decimal]:
    """A number that is not negative split by its digits, zeros left out: 6314.58 is 6000 + 300 + 10 + ….

    >>> [str(part) for part in parts(Decimal("6014.50"))]
    ['6000', '10', '4', '0.5']
    """
    whole, places = Scaled.of(value)
    digits = str(whole)
    top = len(digits) - 1 - places
    return [Decimal(plain(Decimal(digit).scaleb(top - index))) for index, digit in enumerate(digits) if digit != "0"]
