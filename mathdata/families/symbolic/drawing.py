"""Functions for new problems, from a generator alone; how many rules they need is the difficulty."""

from collections.abc import Callable
from random import Random

_SMALL = 9


def _factor(rng: Random) -> str:
    """A factor in front; 1 is not written."""
    factor = rng.randint(1, 12)
    return "" if factor == 1 else str(factor)


def power(rng: Random) -> str:
    """`7x^4`."""
    return f"{_factor(rng)}x^{rng.randint(2, 12)}"


def polynomial(rng: Random) -> str:
    """Three or four terms of falling degree."""
    degrees = sorted(rng.sample(range(6), rng.randint(3, 4)), reverse=True)
    text = ""
    for degree in degrees:
        size = rng.randint(1, 20)
        letter = "" if not degree else "x" if degree == 1 else f"x^{degree}"
        body = f"{'' if size == 1 and letter else size}{letter}"
        text += f" {rng.choice('+-')} {body}" if text else body
    return text


def linear(rng: Random) -> str:
    """`3x + 4`."""
    return f"{rng.randint(2, _SMALL)}x {rng.choice('+-')} {rng.randint(1, _SMALL)}"


def elementary(rng: Random) -> str:
    """A function of x alone."""
    return rng.choice(("sin(x)", "cos(x)", "e^x", "ln(x)"))


def product(rng: Random) -> str:
    """A power times a function."""
    return f"{_factor(rng)}x^{rng.randint(2, 6)}*{elementary(rng)}"


def composed(rng: Random) -> str:
    """A function of something linear or quadratic."""
    inner = rng.choice((linear(rng), f"x^2 + {rng.randint(1, _SMALL)}"))
    shape = rng.choice(("sin({})", "cos({})", "e^({})", "ln({})", "sqrt({})", "({})^" + str(rng.randint(3, 9)), "arctan({})"))
    return shape.format(inner)


def quotient(rng: Random) -> str:
    """A fraction of two linear functions, or of a function and a power."""
    if rng.random() < 0.5:
        return f"({linear(rng)})/({linear(rng)})"
    return f"{elementary(rng)}/x^{rng.randint(2, 6)}"


def nested(rng: Random) -> str:
    """A product of two functions, at least one of them composed."""
    first = rng.choice((f"e^({rng.randint(2, _SMALL)}x)", f"x^{rng.randint(2, 5)}"))
    return f"{first}*{composed(rng)}"


_LEVELS: tuple[Callable[[Random], str], ...] = (power, polynomial, product, composed, quotient, nested)


def drawn_function(rng: Random, difficulty: int) -> str:
    """A function for a difficulty; beyond the last level two of them are added.

    >>> drawn_function(Random(1), 1)
    '3x^11'
    """
    if difficulty <= len(_LEVELS):
        return _LEVELS[difficulty - 1](rng)
    return f"{nested(rng)} + {_LEVELS[min(difficulty - 6, 5)](rng)}"
