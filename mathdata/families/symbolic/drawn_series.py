"""Series for new problems, from a generator alone; the test that decides them is chosen first."""

from collections.abc import Callable
from random import Random

Drawn = tuple[str, bool]
"""The terms, and whether their sum is known."""


def _sum(body: str, first: int = 1) -> str:
    return f"∑_{{n={first}}}^{{∞}} {body}"


def _n(factor: int) -> str:
    return "n" if factor == 1 else f"{factor}n"


def _geometric(rng: Random) -> Drawn:
    p, q, a = rng.randint(1, 9), rng.randint(2, 11), rng.randint(1, 12)
    sign, factor = rng.choice(("", "-")), "" if a == 1 else f"{a}*"
    ratio = f"{sign}{p}/{q}" if p % q else f"{sign}{p // q + 1}"
    return _sum(f"{factor}({ratio})^n", rng.randint(0, 2)), abs(p) < q


def _powers(rng: Random) -> Drawn:
    a, p, q = rng.randint(1, 20), rng.randint(1, 7), rng.randint(2, 5)
    exponent = str(p) if rng.random() < 0.5 else f"({p}/{q})" if p % q else str(p)
    body = rng.choice((f"{a}/n^{exponent}", f"{a}/n", f"{a}/sqrt(n)", f"{a}/(n*sqrt(n))"))
    return _sum(body, rng.randint(1, 3)), False


def _large_terms(rng: Random) -> Drawn:
    a, b, c, d = rng.randint(1, 9), rng.randint(1, 12), rng.randint(1, 9), rng.randint(1, 12)
    body = rng.choice(
        (f"({_n(a)} + {b})/({_n(c)} + {d})", f"({_n(a)}^2 + {b})/(n^2 + {d})", f"n/sqrt(n^2 + {b})",
         f"(-1)^n*n/({_n(c)} + {d})", f"(1 + {a}/n)^n", f"sqrt({_n(a)} + {b})/({d} + sqrt(n))")
    )  # fmt: skip
    return _sum(body), False


def _telescoping(rng: Random) -> Drawn:
    a, b, c = rng.randint(1, 20), rng.randint(1, 6), rng.randint(2, 5)
    body = rng.choice(
        (f"{a}/(n*(n + {b}))", f"{a}/((n + {b})*(n + {b + 1}))", f"{a}/(({c}n - 1)*({c}n + {c - 1}))",
         f"{a}/((n + {b})*(n + {b + c}))", f"{a}/(n*(n + 1)*(n + 2))")
    )  # fmt: skip
    return _sum(body), True


def _quotients(rng: Random) -> Drawn:
    a, b, k = rng.randint(2, 9), rng.randint(2, 9), rng.randint(1, 4)
    power = "n" if k == 1 else f"n^{k}"
    body = rng.choice(
        (f"{a}^n/n!", f"{power}/{a}^n", f"n!/{a}^n", f"{a}^n/{power}", f"{power}/n!", f"{power}*({a}/{a + b})^n",
         f"(n/({_n(a)} + {b}))^n", f"(({_n(a)} + 1)/(n + {b}))^n", "n!/n^n", f"{a}^n*n!/n^n")
    )  # fmt: skip
    return _sum(body), False


def _compared(rng: Random) -> Drawn:
    a, b, c = rng.randint(1, 9), rng.randint(1, 12), rng.randint(2, 9)
    body = rng.choice(
        (f"{a}/(n^2 + {b})", f"n/(n^3 + {b})", f"1/({c}n + {b})", f"(n + {a})/(n^2 + {b})", f"1/sqrt(n^3 + {b})",
         f"1/sqrt(n^2 + {b}n)", f"({c}n + {a})/(n^3 + {b}n)", f"sqrt(n)/(n^2 + {b})", f"{a}/(n + {b}*sqrt(n))")
    )  # fmt: skip
    return _sum(body), False


def _alternating(rng: Random) -> Drawn:
    a, b, p = rng.randint(1, 12), rng.randint(1, 12), rng.randint(1, 4)
    sign = rng.choice(("(-1)^n", "(-1)^(n + 1)", "(-1)^(n - 1)"))
    power = "n" if p == 1 else f"n^{p}"
    below = rng.choice((power, f"(n + {b})", "sqrt(n)", f"({_n(a)} + {b})", f"sqrt(n + {b})", f"(n^2 + {b})", "n!"))
    factor = "" if a == 1 else f"*{a}"
    return _sum(f"{sign}{factor}/{below}"), False


_LEVELS: tuple[Callable[[Random], Drawn], ...] = (
    _geometric, _powers, _large_terms, _telescoping, _quotients, _compared, _alternating, _alternating,
)  # fmt: skip


def drawn_series(rng: Random, difficulty: int) -> Drawn:
    """A series for a difficulty, and whether its sum is known.

    >>> drawn_series(Random(1), 1)
    ('∑_{n=0}^{∞} 2*(-3/11)^n', True)
    """
    return _LEVELS[min(difficulty, len(_LEVELS)) - 1](rng)
