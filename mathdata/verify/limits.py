"""How much arithmetic a text may ask for, and the one way to say that it asked for more.

Corpus text is data from strangers: `9**9**9**9`, a number of a million digits and ten thousand nested
brackets are all a few bytes away. Every bound stands here; beyond it the verdict is `unproven`, at once.
"""

from mathdata.errors import CannotSolve

MAX_TEXT_CHARS = 100_000
"""Longer texts are not read at all."""

MAX_RELATIONS = 2_000
"""Relation signs in one text; what follows the last of them is not read."""

MAX_DIGITS = 1_000
"""Digits of one number; Python's own limit for conversion is 4,300."""

MAX_SIDE_TOKENS = 2_000
"""Tokens of one side of an equation: a sum of a thousand terms."""

MAX_STARTS = 24
"""Places from which the left side of an equation is tried, farthest first."""

MAX_DEPTH = 40
"""Nested brackets, fractions, roots, signs and powers in one side."""

MAX_ARGUMENTS = 16
"""Numbers whose common divisor or multiple is asked for."""

MAX_BITS = 40_000
"""Size of any numerator or denominator on the way, about 12,000 decimal digits."""

MAX_ROOT_TERMS = 8
"""Different square roots in one sum."""


class Unproven(CannotSolve):
    """A side of an equation that cannot be decided; the message is the reason shown to the user."""
