"""Determinants, inverses, ranks, eigenvalues: expansion, elimination, and a test by multiplication."""

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import written
from mathdata.families.symbolic.algebra import (
    Expression,
    from_sympy,
    latex_of,
    matrix_of,
    matrix_text,
    rational,
    symbol,
    text_of,
)
from mathdata.families.symbolic.derivation import put_in
from mathdata.families.symbolic.elimination import Elimination, minors
from mathdata.families.symbolic.questions import MatrixQuestion
from mathdata.families.symbolic.working import Line, Working

MAX_SIZE = 6
MAX_SYMBOLIC = 3
"""Rows of a matrix with letters: its determinant has n! terms."""


def determinant(given: MatrixQuestion) -> Working:
    """By the first row up to three rows, else by elimination."""
    matrix = _square(given)
    sign = f"det({matrix_text(matrix)})"
    value = sp.expand(matrix.det())
    lines: list[Line] = []
    if matrix.rows <= MAX_SYMBOLIC:
        _expand(matrix, lines)
    else:
        done = Elimination(matrix).down(matrix.cols)
        lines += done.lines
        product = "*".join(_bracketed(done.rows[i][i]) for i in range(matrix.rows))
        signed = f"-({product})" if done.sign < 0 else product
        lines.append(Line("triangle", f"{sign} = {signed} = {text_of(value)}"))
    chain = f"{sign} = {text_of(value)}"
    if not lines[-1].text.startswith(f"{sign} = ") or not lines[-1].text.endswith(f" = {text_of(value)}"):
        lines.append(Line("so", chain))
    return Working(text_of(value), latex_of(value), chain, tuple(lines), (), rational(value))


def _square(given: MatrixQuestion) -> Expression:
    matrix = matrix_of(given.matrix)
    if matrix.rows != matrix.cols or matrix.rows > MAX_SIZE:
        raise CannotSolve(f"found {matrix.rows} rows and {matrix.cols} columns, wanted a square of at most {MAX_SIZE}")
    if matrix.free_symbols and matrix.rows > MAX_SYMBOLIC:
        raise CannotSolve(f"found letters in a matrix of more than {MAX_SYMBOLIC} rows")
    return matrix


def _numbers(matrix: Expression) -> Expression:
    if not all(entry.is_Rational for entry in matrix):
        raise CannotSolve("found an entry that is no rational number")
    return matrix


def _bracketed(entry: Expression) -> str:
    text = text_of(entry)
    return text if text.isalnum() else f"({text})"


def _expand(matrix: Expression, lines: list[Line]) -> Expression:
    """The expansion by the first row, down to two rows."""
    sign, value = f"det({matrix_text(matrix)})", sp.expand(matrix.det())
    if matrix.rows == 1:
        lines.append(Line("so", f"{sign} = {text_of(value)}"))
    elif matrix.rows == 2:
        (a, b), (c, d) = ([_bracketed(entry) for entry in row] for row in matrix.tolist())
        lines.append(Line("diagonals", f"{sign} = {a}*{d} - {b}*{c} = {text_of(value)}"))
    else:
        told = [(entry, minor) for entry, minor in minors(matrix) if entry != 0]
        sum_of = " + ".join(f"{_bracketed(entry)}*det({matrix_text(minor)})" for entry, minor in told)
        if not told:
            lines.append(Line("zero_row", f"{sign} = 0"))
            return value
        lines.append(Line("first_row", f"{sign} = {sum_of}"))
        values = [_expand(minor, lines) for _, minor in told]
        put = " + ".join(
            f"{_bracketed(entry)}*{_bracketed(found)}" for (entry, _), found in zip(told, values, strict=True)
        )
        lines.append(Line("so", f"{sign} = {put} = {text_of(value)}"))
    return value


def inverse(given: MatrixQuestion) -> Working:
    """By elimination beside the identity; checked by multiplication."""
    matrix = _numbers(_square(given))
    size = matrix.rows
    if matrix.det() == 0:
        raise CannotSolve("the determinant is 0, there is no inverse")
    done = Elimination(matrix.row_join(sp.eye(size))).down(size).up()
    found = done.matrix[:, size:]
    opening = Line("beside", matrix_text(matrix.row_join(sp.eye(size))))
    chain = f"{matrix_text(matrix)}^(-1) = {matrix_text(found)}"
    check = Line("product", f"{matrix_text(matrix)}*{matrix_text(found)} = {matrix_text(sp.eye(size))}")
    lines = (opening, *done.lines, Line("so", chain))
    return Working(matrix_text(found), latex_of(found), chain, lines, (check,))


def rank(given: MatrixQuestion) -> Working:
    """The rows that are not zero in echelon form."""
    matrix = _numbers(matrix_of(given.matrix))
    done = Elimination(matrix).down(matrix.cols)
    found = sp.Integer(len(done.pivots))
    chain = f"rank({matrix_text(matrix)}) = {found}"
    told = f"rank({matrix_text(done.matrix)}) = {found}"
    lines = [*done.lines, Line("nonzero_rows", told)] if done.lines else []
    return Working(str(found), str(found), chain, (*lines, Line("so", chain)), (), rational(found))


def eigenvalues(given: MatrixQuestion) -> Working:
    """The roots of the characteristic polynomial, with a vector for each dimension of their spaces."""
    matrix = _numbers(_square(given))
    if matrix.rows > MAX_SYMBOLIC:
        raise CannotSolve(f"found more than {MAX_SYMBOLIC} rows")
    unknown = symbol("lambda")
    characteristic = (unknown * sp.eye(matrix.rows) - matrix).applyfunc(sp.expand)
    polynomial = sp.expand(characteristic.det())
    values = sorted(sp.roots(polynomial, unknown), key=lambda root: (not root.is_real, sp.re(root), sp.im(root)))
    if sum(sp.roots(polynomial, unknown).values()) < matrix.rows or not all(_is_simple(value) for value in values):
        raise CannotSolve("the characteristic polynomial has roots that are not told here")
    lines: list[Line] = []
    _expand(characteristic, lines)
    factored = sp.factor(polynomial)
    if factored != polynomial:
        lines.append(Line("factored", f"{text_of(polynomial)} = {text_of(factored)}"))
    tree = from_sympy(polynomial)
    for value in values:
        lines.append(Line("value", f"{written(put_in(tree, 'lambda', from_sympy(value)))} = 0", note=text_of(value)))
    sign = f"det({matrix_text(characteristic)})"
    chain = " = ".join(dict.fromkeys([sign, text_of(polynomial), text_of(factored)]))
    return _told_eigenvalues(given, matrix, values, lines, chain)


def _is_simple(value: Expression) -> bool:
    """Rational, or with one square root in it."""
    return all(power.exp.is_Integer or power.exp == sp.Rational(1, 2) for power in value.atoms(sp.Pow))


def _told_eigenvalues(
    given: MatrixQuestion, matrix: Expression, values: list[Expression], lines: list[Line], chain: str
) -> Working:
    """The values, and for each of them a basis of its space, tested by multiplication."""
    named = [f"λ_{i} = {text_of(value)}" for i, value in enumerate(values, start=1)]
    answer, latex = ", ".join(map(text_of, values)), ", ".join(map(latex_of, values))
    if given.with_vectors:
        named = []
        for i, value in enumerate(values, start=1):
            named += [f"λ_{i} = {text_of(value)}", *_vectors(matrix, value, i, lines)]
        answer = ", ".join(named)
        latex = answer.replace("λ", r"\lambda")
    lines.append(Line("values", ", ".join(named)))
    only = rational(values[0]) if len(values) == 1 and not given.with_vectors else None
    return Working(answer, latex, f"{chain}, {', '.join(named)}", tuple(lines), (), only)


def _vectors(matrix: Expression, value: Expression, i: int, lines: list[Line]) -> list[str]:
    """`v_1 = [[1], [1]]` for each vector of a basis; the products are told on the way."""
    if not value.is_Rational:
        raise CannotSolve("found an eigenvalue that is not rational, its vectors are not told here")
    shifted = matrix - value * sp.eye(matrix.rows)
    lines.append(Line("shifted", matrix_text(shifted), note=text_of(value)))
    lines += Elimination(shifted).down(matrix.cols).lines
    named = []
    for k, vector in enumerate(map(_whole, shifted.nullspace())):
        told = matrix_text(vector)
        lines.append(Line("vector", f"{matrix_text(matrix)}*{told} = {_bracketed(value)}*{told}", note=text_of(value)))
        named.append(f"{'vwu'[k]}_{i} = {told}")
    return named


def _whole(vector: Expression) -> Expression:
    """The shortest multiple with whole entries."""
    scaled = vector * sp.ilcm(*(entry.q for entry in vector))
    return scaled / sp.igcd(*scaled)
