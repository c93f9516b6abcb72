"""The terms of a series, and the questions that every test of convergence asks of them."""

from typing import NamedTuple

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Node, Term, number, written
from mathdata.families.symbolic.algebra import Expression, from_sympy
from mathdata.families.symbolic.limit_goals import signed


class Series(NamedTuple):
    """The terms of a series; the letter stands for whole numbers."""

    node: Node
    body: Expression
    n: Expression
    first: int
    name: str = "a"
    """What its terms are called."""

    @property
    def text(self) -> str:
        """`∑_{n=1}^{∞} 1/n^2`."""
        return self.told(self.node)

    def told(self, node: Node, last: str = "oo") -> str:
        """The sum of other terms, or up to another end."""
        return written(Term("sum", (node, Name(self.n.name), number(self.first), Name(last))))

    def limit(self, body: Expression) -> Expression:
        """Where something goes with the letter.

        Raises:
            CannotSolve: if it goes nowhere, or SymPy does not know where.
        """
        value = sp.limit(body, self.n, sp.oo)
        if isinstance(value, sp.Limit) or value.has(sp.nan, sp.zoo, sp.AccumBounds, sp.Limit):
            raise CannotSolve("a limit of the test is not known")
        return sp.simplify(value)

    def limit_text(self, body: Expression, value: Expression) -> str:
        """`lim(n→+∞) n/(n + 1) = 1`."""
        return f"{limit_of(from_sympy(body), self.n.name)} = {signed(value)}"

    @property
    def size(self) -> Expression:
        """The absolute value of the terms.

        Raises:
            CannotSolve: if their signs follow no simple rule.
        """
        factors = [_size(factor) for factor in sp.Mul.make_args(self.body)]
        size = sp.Mul(*factors)
        if not is_positive(size, self.n, self.first):
            raise CannotSolve("the signs of the terms follow no simple rule")
        return size

    @property
    def quotient(self) -> Expression:
        """A term over the one before it, factor by factor, without factorials where they cancel."""
        found = sp.Mul(*(self._growth(factor) for factor in sp.Mul.make_args(self.body)))
        return sp.factor(found) if found.is_rational_function(self.n) else sp.powsimp(found)

    def _growth(self, factor: Expression) -> Expression:
        """The quotient of a factor and the one before it: of 2^n it is 2, of n^n (1 + 1/n)^n (n + 1)."""
        base, exponent = factor.as_base_exp()
        following = base.subs(self.n, self.n + 1)
        if self.n not in exponent.free_symbols:
            return sp.combsimp(following / base) ** exponent
        rise = sp.expand(exponent.subs(self.n, self.n + 1) - exponent)
        return sp.cancel(following / base) ** exponent * following**rise

    @property
    def quotient_text(self) -> str:
        """`a(n + 1)/a(n) = 1/2`."""
        n = self.n.name
        return f"{self.name}({n} + 1)/{self.name}({n}) = {written(from_sympy(self.quotient))}"


def limit_of(node: Node, letter: str) -> str:
    """The limit of a formula at infinity, as text."""
    return written(Term("lim", (node, Name(letter), Name("oo"), Name(""))))


def _size(factor: Expression) -> Expression:
    """A factor without its sign: of (-1)^n it is 1, of (-2)^n it is 2^n."""
    if factor.is_number:
        return sp.Abs(factor)
    base, exponent = factor.as_base_exp()
    return sp.Abs(base) ** exponent if base.is_number else factor


def is_positive(body: Expression, n: Expression, first: int) -> bool:
    """Whether something is positive from the first number on.

    >>> n = sp.Symbol("n", integer=True)
    >>> is_positive(1 / sp.log(n), n, 2), is_positive(n - 5, n, 1)
    (True, False)
    """
    beyond = sp.Symbol("t", integer=True, nonnegative=True)
    shifted = body.subs(n, first + beyond)
    if shifted.is_positive:
        return True
    return all(_is_sum_of_positive(part, beyond) for part in sp.fraction(sp.together(shifted)))


def _is_sum_of_positive(part: Expression, beyond: Expression) -> bool:
    if part.is_positive:
        return True
    if not part.is_polynomial(beyond):
        return False
    coefficients = sp.Poly(part, beyond).all_coeffs()
    return all(coefficient >= 0 for coefficient in coefficients) and coefficients[-1] > 0
