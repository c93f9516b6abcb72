"""A decimal as a whole number with a place for its point, the form in which digits are worked."""

from decimal import Decimal
from typing import NamedTuple


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


def unscaled(whole: int, places: int) -> str:
    """The plain digits of `whole / 10**places`, without zeros at the end.

    >>> unscaled(1250, 2), unscaled(1200, 2), unscaled(5, 3)
    ('12.5', '12', '0.005')
    """
    if not places:
        return str(whole)
    digits = str(whole).zfill(places + 1)
    return f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
