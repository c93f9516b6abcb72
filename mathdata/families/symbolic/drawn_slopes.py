"""Differential equations of the first order for new problems, from a generator alone."""

from random import Random

Drawn = tuple[str, int, int | str]
"""The equation, and a point through which its solution may go."""


def _times(factor: int, body: str) -> str:
    return body if factor == 1 else f"{factor}{body}"


def _slope(rng: Random) -> str:
    return rng.choice(("dy/dx", "y'"))


def _of_x(rng: Random) -> str:
    """A factor in x whose integral is known by heart."""
    n, a = rng.randint(1, 4), rng.randint(2, 9)
    return rng.choice((f"{a}x", f"{a}x^{n + 1}", f"{a}*cos(x)", f"{a}*e^x", f"{a}*sin({n + 1}x)", f"x^{n}", str(a)))


def _of_x_by_rules(rng: Random) -> str:
    """A factor in x that is integrated by rules."""
    a, b = rng.randint(2, 6), rng.randint(1, 9)
    return rng.choice((f"x*e^({a}x)", f"x*cos({a}x)", f"{a}x/(x^2 + {b})", f"x*sqrt(x^2 + {b})", f"({a}x + {b})"))


def drawn_separable(rng: Random, difficulty: int) -> Drawn:
    """An equation y' = f(x) g(y).

    >>> drawn_separable(Random(1), 1)
    ('dy/dx = 6x*y', 0, 5)
    """
    slope, start = _slope(rng), rng.randint(1, 5)
    if difficulty <= 2:
        return f"{slope} = {_of_x(rng)}*y", 0, start
    if difficulty <= 4:
        a, n = rng.randint(1, 9), rng.randint(1, 3)
        below = "y" if n == 1 else f"y^{n}"
        body = rng.choice((f"{_of_x(rng)}/{below}", f"{_times(a, 'x')}*y^2", f"{_of_x(rng)}*y^2"))
        return f"{slope} = {body}", 0, start
    if difficulty <= 6:
        a, n = rng.randint(1, 9), rng.randint(1, 4)
        body = rng.choice((f"{_of_x(rng)}*e^(-y)", f"{_of_x(rng)}*(y + {a})", f"{_times(a, f'x^{n}')}*(y^2 + 1)",
                           f"{_of_x(rng)}*(y - {a})"))  # fmt: skip
        return f"{slope} = {body}", 0, 0
    return f"{slope} = {_of_x_by_rules(rng)}*{rng.choice(('y', 'y^2', 'e^(-y)'))}", 0, start


def _signed(rng: Random, size: int, body: str) -> str:
    return f"{rng.choice('+-')} {_times(size, body)}"


def drawn_linear(rng: Random, difficulty: int) -> Drawn:
    """An equation y' + p(x) y = q(x).

    >>> drawn_linear(Random(1), 1)
    ('dy/dx - 3y = 5x', 0, 4)
    """
    slope, a, b, n = _slope(rng), rng.randint(2, 9), rng.randint(1, 12), rng.randint(1, 4)
    value = rng.randint(-3, 5)
    if difficulty <= 2:
        right = _times(b, "x") if n < 3 else f"{_times(b, 'x')} + {n}"
        return f"{slope} {_signed(rng, a, 'y')} = {right}", 0, value
    if difficulty <= 4:
        right = rng.choice(
            (f"{_times(b, f'e^({a + n}x)')}", f"{_times(b, 'x')}", f"x^2 + {b}", f"{_times(b, 'x')} + {n}")
        )
        return f"{slope} {_signed(rng, a, 'y')} = {right}", 0, value
    if difficulty <= 6:
        right = rng.choice((_times(b, "x" if n == 1 else f"x^{n}"), f"{_times(b, f'x^{n + 1}')} + {a}"))
        if rng.random() < 0.5:
            return f"{slope} + {_times(a, 'y/x')} = {right}", 1, value
        return f"x*{slope} + {_times(a, 'y')} = {right}", 1, value
    return rng.choice(
        ((f"{slope} + {2 * n}x*y = {_times(b, 'x')}", 0, value),
         (f"{slope} - {2 * n}x*y = {_times(b, f'e^({n}x^2)')}", 0, value),
         (f"{slope} + {a}y = {_times(b, 'sin(x)')}", 0, value),
         (f"{slope} + {a}y = {_times(b, f'x*e^(-{a}x)')}", 0, value),
         (f"{slope} - y = {_times(b, 'x*e^x')}", 0, value), (f"{slope} + y*cos(x) = {_times(b, 'cos(x)')}", 0, value),
         (f"x*{slope} - {_times(n, 'y')} = {_times(b, f'x^{n + 1}*e^x')}", 1, value))
    )  # fmt: skip
