"""How many digits a result is shown with: `exact`, `dp:n` decimals or `sig:n` significant digits.

Ties go half up, away from zero, and the choice is made on the exact value: 0.125 at two decimals is 0.13,
-0.125 is -0.13. Python's `round` gives 0.12 for both.
"""

import re
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_serializer, model_validator

from mathdata.errors import OptionError

MAX_SHOWN_DIGITS = 1000
"""No result is printed with more digits than this, whatever was asked."""

_SPELLING = re.compile(r"(dp|sig):([0-9]{1,4})")


class Precision(BaseModel):
    """The number of digits of a rounded result; written `exact`, `dp:2` or `sig:28`.

    >>> Precision.of("dp:2")
    Precision('dp:2')
    >>> Precision.model_validate("sig:28").digits
    28
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Literal["exact", "dp", "sig"] = "exact"
    """`exact` never rounds, `dp` counts decimals, `sig` counts significant digits."""

    digits: int = Field(default=0, ge=0, le=MAX_SHOWN_DIGITS)
    """Decimals or significant digits; without meaning in mode `exact`."""

    @classmethod
    def of(cls, spelling: "Precision | str") -> "Precision":
        """The precision that a spelling such as `dp:2` names.

        Raises:
            OptionError: if the spelling is none of `exact`, `dp:n` and `sig:n`.
        """
        if isinstance(spelling, Precision):
            return spelling
        return cls(**_fields(spelling))

    @model_validator(mode="before")
    @classmethod
    def _from_spelling(cls, given: Any) -> Any:
        return _fields(given) if isinstance(given, str) else given

    @model_validator(mode="after")
    def _keeps_a_digit(self) -> Self:
        if self.mode == "sig" and self.digits == 0:
            raise OptionError("precision: found 'sig:0', wanted at least one significant digit; write sig:1")
        return self

    @model_serializer
    def spelling(self) -> str:
        """The way a recipe writes this precision."""
        return "exact" if self.mode == "exact" else f"{self.mode}:{self.digits}"

    def __repr__(self) -> str:
        return f"Precision({self.spelling()!r})"

    __str__ = spelling


EXACT = Precision()
"""Never round: a decimal where it terminates, else a fraction in lowest terms."""


def _fields(spelling: str) -> dict[str, Any]:
    if spelling == "exact":
        return {"mode": "exact"}
    match = _SPELLING.fullmatch(spelling)
    if match is None:
        raise OptionError(f"precision: found {spelling!r}, wanted 'exact', 'dp:n' or 'sig:n' such as 'dp:2'")
    return {"mode": match[1], "digits": int(match[2])}
