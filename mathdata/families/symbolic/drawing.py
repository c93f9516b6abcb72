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
    shape = rng.choice(
        ("sin({})", "cos({})", "e^({})", "ln({})", "sqrt({})", "({})^" + str(rng.randint(3, 9)), "arctan({})")
    )
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


def basic_sum(rng: Random) -> str:
    """A power and a function whose integrals are in every table."""
    return (
        f"{_factor(rng)}x^{rng.randint(2, 6)} + {rng.randint(2, 9)}*{rng.choice(('sin(x)', 'cos(x)', 'e^x', '(1/x)'))}"
    )


def linear_inside(rng: Random) -> str:
    """A function of something linear."""
    shape = rng.choice(("sin({})", "cos({})", "e^({})", "({})^" + str(rng.randint(3, 8)), "1/({})", "sqrt({})"))
    return shape.format(f"{rng.randint(2, _SMALL)}x + {rng.randint(1, _SMALL)}")


def by_parts(rng: Random) -> str:
    """A product that is integrated by parts or by substitution."""
    n, a = rng.randint(1, 4), rng.randint(2, 6)
    return rng.choice(
        (f"x*e^({a}x)", f"x*sin({a}x)", f"x*cos({a}x)", f"x^{n + 1}*ln(x)", f"x*e^(x^2 + {a})", f"x*cos(x^2 + {a})",
         f"x/(x^2 + {a})", f"x*sqrt(x^2 + {a})", f"{a}x*e^x")
    )  # fmt: skip


def fractions(rng: Random) -> str:
    """A rational function, a power of a sine, or a root."""
    a, b = rng.randint(1, 5), rng.randint(6, 9)
    return rng.choice(
        (f"1/((x + {a})*(x + {b}))", f"(x + {b})/(x*(x + {a}))", f"1/(x^2 + {a * a})", "sin(x)^2", "cos(x)^2",
         "sin(x)^3", f"e^x*sin({a}x)", f"x*sqrt(x + {a})", f"x^2*e^({a}x)", f"x^2/(x + {a})")
    )  # fmt: skip


_INTEGRANDS: tuple[Callable[[Random], str], ...] = (power, polynomial, basic_sum, linear_inside, by_parts, fractions)


def drawn_integrand(rng: Random, difficulty: int) -> str:
    """An integrand for a difficulty; beyond the last level two of them are added.

    >>> drawn_integrand(Random(1), 1)
    '3x^11'
    """
    if difficulty <= len(_INTEGRANDS):
        return _INTEGRANDS[difficulty - 1](rng)
    return f"{polynomial(rng)} + {_INTEGRANDS[min(difficulty - 4, 5)](rng)}"


def _limit_of_quotient(rng: Random) -> tuple[str, str]:
    """0/0 of polynomials, or polynomials of one degree at infinity."""
    a, b, c = rng.randint(1, 9), rng.randint(1, 9), rng.randint(1, 9)
    if rng.random() < 0.5:
        return f"x→{a}", f"(x^2 + {b + 1}x - {a * (a + b + 1)})/(x - {a})"
    n = rng.randint(2, 4)
    return "x→+∞", f"({a + 1}x^{n} + {b + 1}x)/({c + 1}x^{n} + {b})"


def _limit_by_derivative(rng: Random) -> tuple[str, str]:
    a, b = rng.randint(2, 9), rng.randint(2, 9)
    return rng.choice(
        (("x→0", f"sin({a}x)/({b}x)"), ("x→0", f"(e^({a}x) - 1)/({b}x)"), ("x→0", f"ln(1 + {a}x)/({b}x)"),
         ("x→0", f"tan({a}x)/({b}x)"), ("x→0", f"sin({a}x)/sin({b}x)"), ("x→1", f"(x^{a} - 1)/(x^{b + 9} - 1)"))
    )  # fmt: skip


def _limit_by_derivatives(rng: Random) -> tuple[str, str]:
    a, b = rng.randint(2, 9), rng.randint(2, 9)
    return rng.choice(
        (("x→0", f"(1 - cos({a}x))/({b}x^2)"), ("x→0", f"({a}x - sin({a}x))/({b}x^3)"), ("x→+∞", f"x^{a}/e^({b}x)"),
         ("x→0", f"(e^({a}x) - 1 - {a}x)/({b}x^2)"), ("x→+∞", f"ln(x)^{a}/x^{b}"))
    )  # fmt: skip


def _limit_of_power(rng: Random) -> tuple[str, str]:
    a, b = rng.randint(2, 9), rng.randint(2, 9)
    return rng.choice(
        (("x→+∞", f"(1 + {a}/x)^({b}x)"), ("x→0", f"(1 + {a}x)^({b}/x)"), ("x→0^+", f"x^{a}*ln({b}x)"),
         ("x→+∞", f"x*ln(1 + {a}/({b}x))"))
    )  # fmt: skip


def _limit_of_difference(rng: Random) -> tuple[str, str]:
    a, b = rng.randint(2, 9), rng.randint(1, 9)
    return rng.choice(
        (("x→+∞", f"sqrt(x^2 + {a}x) - x"), ("x→0", f"(sqrt({b * b} + {a}x) - {b})/x"),
         ("x→1", f"{a}/(x - 1) - {2 * a}/(x^2 - 1)"), ("x→0", f"x^{a}*sin({b}/x)"))
    )  # fmt: skip


def drawn_limit(rng: Random, difficulty: int) -> tuple[str, str]:
    """Where the letter goes, and the function.

    >>> drawn_limit(Random(3), 3)
    ('x→0', 'ln(1 + 5x)/(4x)')
    """
    if difficulty == 1:
        return f"x→{rng.randint(1, 9)}", f"({polynomial(rng)})"
    levels = (_limit_of_quotient, _limit_by_derivative, _limit_by_derivatives, _limit_of_power, _limit_of_difference)
    return levels[min(difficulty - 2, 4)](rng)


def _bracket(rng: Random) -> str:
    size = rng.randint(1, 5)
    return f"({'' if size == 1 else size}x {rng.choice('+-')} {rng.randint(1, 12)})"


def drawn_product(rng: Random, difficulty: int) -> str:
    """Brackets to multiply out.

    >>> drawn_product(Random(1), 2)
    '(2x + 5)*(x - 8)'
    """
    if difficulty == 1:
        return f"{rng.randint(2, 12)}x*{_bracket(rng)}"
    if difficulty == 2:
        return f"{_bracket(rng)}*{_bracket(rng)}"
    if difficulty == 3:
        return f"{_bracket(rng)}^2"
    if difficulty == 4:
        return f"{_bracket(rng)}*(x^2 {rng.choice('+-')} {rng.randint(2, 9)}x {rng.choice('+-')} {rng.randint(1, 9)})"
    if difficulty == 5:
        return f"{_bracket(rng)}^3"
    return f"{drawn_product(rng, 3)} {rng.choice('+-')} {drawn_product(rng, difficulty % 3 + 1)}"


def _coefficients(factors: list[tuple[int, int]], outside: int) -> list[int]:
    """The coefficients of a product of `a x + b`, highest power first."""
    product = [outside]
    for a, b in factors:
        product = [a * high + b * low for high, low in zip([*product, 0], [0, *product], strict=True)]
    return product


def _as_text(coefficients: list[int]) -> str:
    text = ""
    degree = len(coefficients) - 1
    for power, size in zip(range(degree, -1, -1), coefficients, strict=True):
        if size:
            letter = "" if not power else "x" if power == 1 else f"x^{power}"
            body = f"{'' if abs(size) == 1 and letter else abs(size)}{letter}"
            text += f" {'-' if size < 0 else '+'} {body}" if text else f"{'-' * (size < 0)}{body}"
    return text


def drawn_factors(rng: Random, difficulty: int) -> str:
    """A product multiplied out, to be found again.

    >>> drawn_factors(Random(2), 3)
    'x^2 - 8x + 12'
    """

    def factor(leading: int = 1) -> tuple[int, int]:
        return leading, rng.choice((-1, 1)) * rng.randint(1, 9)

    if difficulty == 1:
        return _as_text([rng.randint(2, 9) * (shared := rng.randint(2, 9)), rng.randint(1, 9) * shared, 0])
    if difficulty == 2:
        a, b = factor()
        return _as_text(_coefficients([(a, b), (a, -b if rng.random() < 0.5 else b)], 1))
    if difficulty == 3:
        return _as_text(_coefficients([factor(), factor()], 1))
    if difficulty == 4:
        return _as_text(_coefficients([factor(rng.randint(2, 4)), factor()], 1))
    return _as_text(_coefficients([factor() for _ in range(3 if difficulty == 5 else 4)], 1))


def drawn_surface(rng: Random, difficulty: int) -> str:
    """A function of x and y.

    >>> drawn_surface(Random(1), 1)
    '4x^4*y^2 + 3x*y'
    """
    a, b, n, m = rng.randint(2, 9), rng.randint(2, 9), rng.randint(2, 6), rng.randint(2, 6)
    powers = f"{a}x^{n}*y^{m} + {b}x*y"
    if difficulty <= 2:
        return powers
    if difficulty <= 4:
        return f"{powers} + x^{m}*{rng.choice(('sin(y)', 'cos(y)', 'e^y', 'ln(y)'))}"
    return f"{rng.choice(('sin', 'cos', 'ln'))}({a}x^{n} + y^{m}) + {b}x*e^y"
