"""What a letter is by a relation: the operations around it undone one after another, from the outside."""

import sympy as sp

from mathdata.families.symbolic.algebra import Expression
from mathdata.families.symbolic.tidying import tidied

_UNDONE = {sp.exp: sp.log, sp.atan: sp.tan, sp.log: sp.exp}
"""By what a function is undone, wherever it has a value."""


def solved_for(letter: Expression, left: Expression, right: Expression) -> list[Expression]:
    """Every value of the letter at which both sides may be equal, in the form in which it comes out.

    None of higher roots: a cube is left as it is.

    >>> x, y = sp.symbols("x y", real=True)
    >>> solved_for(y, 1 / (y + 1), x), solved_for(y, y**2, 2 * x + 1)
    ([-1 + 1/x], [sqrt(2*x + 1), -sqrt(2*x + 1)])
    """
    if left == letter:
        return [right]
    if left.is_Add or left.is_Mul:
        constant, moving = left.as_independent(letter, as_Add=left.is_Add)
        if constant != (0 if left.is_Add else 1):
            return solved_for(letter, moving, right - constant if left.is_Add else right / constant)
    undone = _UNDONE.get(type(left))
    if undone is not None:
        return solved_for(letter, left.args[0], undone(right))
    if left.is_Pow and left.exp.is_Integer and letter in left.base.free_symbols:
        if abs(left.exp) > 2:
            return []
        root = right ** (1 / left.exp) if left.exp > 0 else (1 / right) ** (-1 / left.exp)
        roots = [root] if left.exp.p % 2 else [root, -root]
        return [way for each in roots for way in solved_for(letter, left.base, each)]
    return [tidied(sp.simplify(way)) for way in sp.solve(left - right, letter)]
