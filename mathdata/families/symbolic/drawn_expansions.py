"""Functions to be expanded and points to expand them about, from a generator alone."""

from random import Random


def _inside(factor: int) -> str:
    return "x" if factor == 1 else f"{factor}x"


def _basic(rng: Random, factor: int) -> str:
    """A function that has all derivatives at 0."""
    u = _inside(factor)
    n = rng.randint(2, 5)
    return rng.choice(
        (f"e^({u})", f"sin({u})", f"cos({u})", f"ln(1 + {u})", f"1/(1 - {u})", f"1/(1 + {u})", f"sqrt(1 + {u})",
         f"(1 + {u})^{n}", f"e^(-{u})")
    )  # fmt: skip


def _elsewhere(rng: Random) -> tuple[str, int]:
    """A function and a whole point other than 0 at which it has all derivatives."""
    a = rng.randint(1, 4)
    n, b = rng.randint(3, 6), rng.randint(2, 9)
    return rng.choice(
        (("ln(x)", a), ("1/x", a), ("sqrt(x)", a * a), ("e^x", a), (f"x^{n} - {b}x", a), (f"x^{n} + {b}x^2", -a),
         (f"1/(x + {b})", a), ("x*ln(x)", a), (f"ln(x + {b})", a), (f"{b}/x^2", a), (f"x*e^({b}x)", 1))
    )  # fmt: skip


def _combined(rng: Random) -> str:
    """A product or an inner function."""
    a, b = rng.randint(1, 6), rng.randint(2, 6)
    u = _inside(a)
    return rng.choice(
        (f"e^({u})*sin({b}x)", f"e^({u})*cos({b}x)", f"x*e^({u})", f"x^2*cos({u})", f"ln(1 + {b}x^2)", f"e^({u}^2)",
         f"(1 + {b}x)*e^({u})", f"e^({b}*sin(x))", f"ln(1 + {u})/(1 - x)", f"sin({u})^2", f"1/(1 + {b}x^2)",
         f"(1 + {b}x)*ln(1 + {u})")
    )  # fmt: skip


def drawn_expansion(rng: Random, difficulty: int) -> tuple[str, int, int]:
    """Function, point and degree.

    >>> drawn_expansion(Random(1), 1)
    ('sin(x)', 0, 4)
    """
    further = (difficulty + 1) % 2
    if difficulty <= 2:
        return _basic(rng, 1), 0, rng.randint(2, 5) + further
    if difficulty <= 4:
        return _basic(rng, rng.randint(2, 12)), 0, rng.randint(2, 4) + further
    if difficulty <= 6:
        return *_elsewhere(rng), rng.randint(2, 4) + further
    return _combined(rng), 0, rng.randint(2, 3) + further
