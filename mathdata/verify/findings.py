"""What verify says about one link of a chain, or about one stated answer."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What is known about a link.

    | verdict | example | why |
    |---|---|---|
    | `true` | `1 / 4 = 0.25`, `5.2 / 3 ≈ 1.73` | exact, or rounded and said so |
    | `unproven` | `x = 5`, `9^9^9^9 = 1` | not arithmetic, or beyond the limits |
    | `rounded_as_equal` | `5.2 / 3 = 1.73` | right to the places shown, but `=` is not exact |
    | `misrounded` | `2 / 3 ≈ 0.66` | less than one unit off in the last place, not the nearest value |
    | `wrong_sign` | `3 - 5 = 2` | the opposite is true |
    | `lost_percent` | `(51 - 28) / 51 = 45.1` | a factor 100 got lost |
    | `wrong_unit` | `5 cm * 3 cm = 15 cm` | the number is right, its unit is not |
    | `precedence` | `-3^2 = 9` | true only of `(-3)^2` |
    | `contradiction` | `78 * 55 = 4290`, then `答案：4920` | it disagrees with the working |
    | `false` | `3 * 4 = 13` | not true, for no reason above |
    """

    TRUE = "true"
    UNPROVEN = "unproven"
    ROUNDED_AS_EQUAL = "rounded_as_equal"
    MISROUNDED = "misrounded"
    WRONG_SIGN = "wrong_sign"
    LOST_PERCENT = "lost_percent"
    WRONG_UNIT = "wrong_unit"
    PRECEDENCE = "precedence"
    CONTRADICTION = "contradiction"
    FALSE = "false"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and its reason, before it has a place in a text."""

    verdict: Verdict
    reason: str = ""
    wrong: bool = False
    """Whether a value is wrong, and not only the way it is written."""
    expected: str = ""
    """What should stand on the right, where that can be said."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict on one place of a text.

    `wrong` is false for the faults of notation, where the value shown is the right one: `rounded_as_equal`,
    `precedence`, `misrounded` where only a tie went the other way or a binary float printed its noise, and
    `lost_percent` where only the sign is missing (`100 - 60 = 40%`).
    """

    verdict: Verdict
    start: int
    """Character offset of the link, its left side included."""
    end: int
    text: str
    """The link as it stands in the text."""
    reason: str = ""
    wrong: bool = False
    expected: str = ""

    @property
    def flagged(self) -> bool:
        """Whether there is something to mend: neither true nor unproven."""
        return self.verdict not in (Verdict.TRUE, Verdict.UNPROVEN)
