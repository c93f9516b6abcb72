"""Conditions on a row, written as one writes them in Python, turned into column expressions.

```text
chars(problem) < 200 and category in ["mean", "power"]      language == "zh" or answer is not None
contains(solution, "=") and not starts_with(problem, "证明")   lines(solution) >= 2
```

Text of a recipe becomes a syntax tree and the tree becomes an expression of Polars, node by node; a node
that is not on the list below is refused, and nothing is ever run.
"""

import ast
from collections.abc import Callable

import polars as pl

from mathdata.suggest import did_you_mean
from mathdata.transforms.columns import TEXT_COLUMNS

_MAX_CHARS = 2_000

_OF_TEXT: dict[str, Callable[[pl.Expr], pl.Expr]] = {
    "chars": lambda text: text.str.len_chars(),
    "lines": lambda text: text.str.count_matches("\n", literal=True) + 1,
    "words": lambda text: text.str.count_matches(r"\S+"),
    "lower": lambda text: text.str.to_lowercase(),
    "stripped": lambda text: text.str.strip_chars(),
}
_IN_TEXT: dict[str, Callable[[pl.Expr, str], pl.Expr]] = {
    "contains": lambda text, part: text.str.contains(part, literal=True),
    "starts_with": lambda text, part: text.str.starts_with(part),
    "ends_with": lambda text, part: text.str.ends_with(part),
    "matches": lambda text, pattern: text.str.contains(pattern),
}
_OF_TURNS = ("history", "trajectory")
_COMPARE: dict[type[ast.cmpop], Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
}


def condition(text: str) -> pl.Expr:
    """The expression of a condition.

    Raises:
        ValueError: if it is none, with the column where the trouble is.

    >>> frame = pl.DataFrame({"problem": ["1+1=?", "12+30=?"]})
    >>> frame.filter(condition("chars(problem) > 5"))["problem"].to_list()
    ['12+30=?']
    """
    if len(text) > _MAX_CHARS:
        raise ValueError(f"found a condition of {len(text)} characters, wanted {_MAX_CHARS} at most")
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"column {error.offset}: found {text!r}, wanted a condition ({error.msg})") from None
    found = _truth(tree)
    _check(found, text)
    return found


def _check(expression: pl.Expr, text: str) -> None:
    """Whether the types fit, told on an empty frame."""
    schema = dict.fromkeys(TEXT_COLUMNS, pl.String()) | dict.fromkeys(_OF_TURNS, pl.List(pl.String()))
    try:
        dtype = pl.DataFrame(schema=schema).select(expression.alias("condition"))["condition"].dtype
    except pl.exceptions.PolarsError as error:
        raise ValueError(f"found {text!r}, of which the types do not fit: {str(error).splitlines()[0]}") from None
    if dtype != pl.Boolean:
        raise ValueError(f"found {text!r}, which is no condition but {dtype}; compare it with something")


def _truth(node: ast.expr) -> pl.Expr:
    if isinstance(node, ast.BoolOp):
        parts = [_truth(part) for part in node.values]
        return pl.all_horizontal(parts) if isinstance(node.op, ast.And) else pl.any_horizontal(parts)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ~_truth(node.operand)
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        return pl.all_horizontal(_compared(*three) for three in zip(sides, node.ops, sides[1:], strict=False))
    return _value(node)


def _compared(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> pl.Expr:
    negated = isinstance(operator, ast.NotIn | ast.IsNot)
    if isinstance(operator, ast.Is | ast.IsNot):
        if not (isinstance(right, ast.Constant) and right.value is None):
            raise _refused(right, "wanted None behind `is`")
        found = _value(left).is_null()
    elif isinstance(operator, ast.In | ast.NotIn):
        if not isinstance(right, ast.List | ast.Tuple | ast.Set):
            raise _refused(right, "wanted a list behind `in`, such as ['a', 'b']")
        found = _value(left).is_in([_constant(item) for item in right.elts])
    else:
        return _COMPARE[type(operator)](_value(left), _value(right))
    return ~found if negated else found


def _value(node: ast.expr) -> pl.Expr:
    if isinstance(node, ast.Name):
        return _column(node)
    if isinstance(node, ast.Call):
        return _call(node)
    return pl.lit(_constant(node))


def _column(node: ast.Name) -> pl.Expr:
    if node.id not in TEXT_COLUMNS:
        raise _refused(node, f"no column {node.id!r}{did_you_mean(node.id, TEXT_COLUMNS)}")
    return pl.col(node.id)


def _call(node: ast.Call) -> pl.Expr:
    name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
    known = [*_OF_TEXT, *_IN_TEXT, "turns"]
    if name not in known or node.keywords:
        raise _refused(node, f"no function {name!r}{did_you_mean(name, known)}; there are {', '.join(known)}")
    wanted = 2 if name in _IN_TEXT else 1
    if len(node.args) != wanted:
        raise _refused(node, f"{name} wants {wanted} {'values' if wanted > 1 else 'value'}, found {len(node.args)}")
    first = node.args[0]
    if name == "turns":
        if not isinstance(first, ast.Name) or first.id not in _OF_TURNS:
            raise _refused(first, f"turns wants one of {', '.join(_OF_TURNS)}")
        return pl.col(first.id).list.len()
    if name in _OF_TEXT:
        return _OF_TEXT[name](_value(first))
    part = _constant(node.args[1])
    if not isinstance(part, str):
        raise _refused(node.args[1], f"{name} wants a text as its second value")
    return _IN_TEXT[name](_value(first), part)


def _constant(node: ast.expr) -> str | int | bool | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = _constant(node.operand)
        if isinstance(value, int):
            return -value
    if isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, str | int)):
        return node.value
    raise _refused(node, "wanted a column, a text, a whole number or one of the functions")


def _refused(node: ast.expr, why: str) -> ValueError:
    return ValueError(f"column {node.col_offset + 1}: found {ast.unparse(node)!r}: {why}")
