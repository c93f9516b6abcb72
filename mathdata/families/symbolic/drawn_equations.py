"""Equations in two letters for new problems, from a generator alone."""

from random import Random

Point = tuple[int, int]


def _times(factor: int, body: str) -> str:
    return body if factor == 1 else f"{factor}{body}"


def _powers(rng: Random, highest: int) -> tuple[str, Point]:
    """`2x^2 + 3y^2 = 30`, through a whole point that is drawn first."""
    a, b = rng.randint(1, 9), rng.randint(1, 9)
    n, m = rng.randint(2, highest), rng.randint(2, highest)
    x, y = rng.choice((-1, 1)) * rng.randint(1, 4), rng.choice((-1, 1)) * rng.randint(1, 4)
    return f"{_times(a, f'x^{n}')} + {_times(b, f'y^{m}')} = {a * x**n + b * y**m}", (x, y)


def _products(rng: Random, highest: int) -> tuple[str, Point | None]:
    """`x^3 - 2xy + y^3 = 5`, through a whole point that is drawn first; none where the tangent is upright."""
    a, n, m = rng.randint(1, 9), rng.randint(2, highest + 1), rng.randint(2, highest + 1)
    p, q = (1, 1) if highest == 2 else (rng.randint(1, 2), rng.randint(1, 3))
    x, y = rng.choice((-1, 1)) * rng.randint(1, 3), rng.choice((-1, 1)) * rng.randint(1, 3)
    sign = rng.choice("+-")
    product = "*".join((f"x^{p}" if p > 1 else "x", f"y^{q}" if q > 1 else "y"))
    signed = a if sign == "+" else -a
    is_upright = m * y ** (m - 1) + signed * q * x**p * y ** (q - 1) == 0
    total = x**n + signed * x**p * y**q + y**m
    return f"x^{n} {sign} {_times(a, product)} + y^{m} = {total}", None if is_upright else (x, y)


def _functions(rng: Random) -> str:
    """A function of y or of x beside powers."""
    a, b, n = rng.randint(2, 9), rng.randint(1, 20), rng.randint(2, 5)
    function = rng.choice(("sin(y)", "cos(y)", "e^y", "ln(y)"))
    return rng.choice(
        (f"x^{n} + {a}*{function} = {b}", f"x*{function} + y^{n} = {b}", f"x^{n}*y + {function} = {b}x",
         f"{function} = {a}x^{n} + {b}y", f"y*sin(x) + {a}y^{n} = {b}", f"y*e^x + {a}y^{n} = {b}x")
    )  # fmt: skip


def _functions_of_both(rng: Random) -> str:
    """A function of x and y together."""
    a, b, n = rng.randint(2, 9), rng.randint(1, 20), rng.randint(2, 5)
    return rng.choice(
        (f"e^(x*y) + {a}y = {b}x", f"sin(x + y) = {a}x + y^{n}", f"sin(x*y) + y^{n} = {a}x",
         f"ln(x + y) = {a}x*y + {b}", f"e^(x + y) = {a}x^{n} + {b}", f"x*e^y + y*e^x = {a}x + {b}",
         f"cos(x - {a}y) + x*y = {b}")
    )  # fmt: skip


def drawn_curve(rng: Random, difficulty: int) -> tuple[str, Point | None]:
    """An equation in x and y, and a whole point of the curve where it has one.

    >>> drawn_curve(Random(1), 1)
    ('3x^2 + 2y^2 = 80', (4, 4))
    """
    if difficulty <= 2:
        return _powers(rng, 2 * difficulty)
    if difficulty <= 4:
        return _products(rng, difficulty - 1)
    if difficulty <= 6:
        return _functions(rng), None
    return _functions_of_both(rng), None
