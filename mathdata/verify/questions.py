"""What a problem asks, where the problem itself writes it as mathematics.

`计算 3 * 4 等于多少？`, `计算 -2 的 3 次方？`, `解方程 2x + 4 = 0` and `当 x = 2 时，求函数 y = 3x^2 的值`
hold their own expression; a word problem does not, and is not understood here.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from mathdata.verify.algebra import line_between, names, side_of, tree_with
from mathdata.verify.edges import left_edge
from mathdata.verify.exact import Exact, power, root
from mathdata.verify.limits import Unproven
from mathdata.verify.parse import parse
from mathdata.verify.tokens import Token, tokenise
from mathdata.verify.tree import Negation, Node, Number, Operation, evaluate

MAX_PROBLEM_CHARS = 2_000

# Words after which the answer is not the value of the expression, or not its exact value.
_OTHER_TASK = re.compile(
    r"保留|四舍五入|精确到|取整|余数|约等于|百分|倒数|相反数|绝对值|round|nearest|remainder|digit|integer|approximat|estimat"
    r"|进制|\bbase\b|factor|percent|express|convert|how many|多少个|几个|位数|比较|哪个|[<>≤≥≠]",
    re.IGNORECASE,
)
# An operator between operands: no problem without one writes its own expression.
_WORKING = re.compile(r"[\w)}.] ?[-+*/×÷^=＝（(] ?[\w({\\$.-]|[√²³]|sqrt|frac|次方|次幂|平方根")
_REDUCES = re.compile(r"化简|简化|约分|最简|simplif|reduce|lowest|calculate|evaluate|计算", re.IGNORECASE)
_ASKS = re.compile(
    r"计算|求|化简|简化|约分|等于|得多少|calculate|compute|evaluate|simplify|work out|what is|find|reduce",
    re.IGNORECASE,
)
_ROOT = re.compile(r"的平方根|的算术平方根")


def asked_value(problem: str) -> Exact | None:
    """The exact value a problem asks for, if it writes the expression itself; else None.

    >>> problems = ("计算 -2.5 的 2 次方？", "解方程 -4x + 10 = 0", "How many apples?")
    >>> [asked_value(problem) for problem in problems]
    [Fraction(25, 4), Fraction(5, 2), None]
    """
    if not may_ask_value(problem):
        return None
    tokens = tokenise(problem)
    relations = [i for i, token in enumerate(tokens) if token.kind == "relation" and token.start < _end(tokens)]
    try:
        if not relations:
            return _expression(problem, tokens)
        if any(tokens[i].text != "=" for i in relations):
            return None
        return _solved(tokens, relations[0]) if len(relations) == 1 else _function(tokens, relations)
    except Unproven:
        return None


def may_ask_value(problem: str) -> bool:
    """Whether a problem has an operator between operands and asks for nothing but its value."""
    return (
        len(problem) <= MAX_PROBLEM_CHARS
        and _WORKING.search(problem) is not None
        and _OTHER_TASK.search(problem) is None
    )


def _end(tokens: Sequence[Token]) -> int:
    """Behind the last number: the 等于 of `等于多少` is no equation."""
    return max((token.end for token in tokens if token.kind == "number"), default=0)


def _expression(problem: str, tokens: Sequence[Token]) -> Exact | None:
    """The one expression of a problem that holds no number and no letter beside it."""
    start = next((i for i, token in enumerate(tokens) if _may_open(token)), None)
    if start is None or not _starts_cleanly(tokens, start) or not _ASKS.search(problem):
        return None
    parsed = parse(tokens, start)
    rest = tokens[parsed.next :]
    if any(len(token.text) == 1 and token.kind == "word" for token in tokens):
        return None
    if not any(token.kind == "number" for token in rest):
        if _ROOT.search(problem):
            return root(evaluate(parsed.tree))
        working = isinstance(parsed.tree, Operation) or _is_signed_working(parsed.tree)
        clean = not rest or rest[0].kind not in ("operator", "other", "super")
        asked = not _is_fraction(parsed.tree) or _REDUCES.search(problem)
        return evaluate(parsed.tree) if working and clean and asked else None
    return _power(parsed.tree, rest)


def _starts_cleanly(tokens: Sequence[Token], start: int) -> bool:
    edge = left_edge(tokens, start)
    return edge == "" or (edge is not None and tokens[start].text == "-")  # behind 计算 a dash is a minus


def _may_open(token: Token) -> bool:
    return token.kind in ("number", "root", "frac") or (token.kind == "operator" and token.text in ("(", "-", "["))


def _is_signed_working(node: Node) -> bool:
    return isinstance(node, Negation) and not isinstance(node.operand, Number)


def _is_fraction(node: Node) -> bool:
    """A plain `3/9`, which a word problem may just mention."""
    if not isinstance(node, Operation) or node.sign != "/":
        return False
    return isinstance(node.left, Number) and isinstance(node.right, Number)


def _power(base: Node, rest: Sequence[Token]) -> Exact | None:
    """`A 的 k 次方`."""
    texts = [token.text for token in rest[:3]]
    if len(texts) < 3 or texts[0] != "的" or not texts[2].startswith(("次方", "次幂")) or rest[1].kind != "number":
        return None
    return power(evaluate(base), Fraction(int(rest[1].text))) if texts[1].isdigit() and len(texts[1]) < 7 else None


def _solved(tokens: Sequence[Token], sign: int) -> Exact | None:
    """The root of the one linear equation of a problem."""
    left, right = side_of(tokens, sign, -1), side_of(tokens, sign, 1)
    letters = names((*left, *right))
    if len(letters) != 1 or not left or not right or _holds_more(tokens, left, right):
        return None
    line = line_between(left, right, letters.pop())
    return -line.at_zero / line.slope if line is not None and line.slope else None


def _holds_more(tokens: Sequence[Token], *runs: Sequence[Token]) -> bool:
    """Whether a number or an unknown sign stands outside the formulas."""
    places = {token.start for run in runs for token in run}
    return any(token.kind in ("number", "other") and token.start not in places for token in tokens)


def _function(tokens: Sequence[Token], signs: Sequence[int]) -> Exact | None:
    tree = _substituted(tokens, signs)
    return None if tree is None else evaluate(tree)


def asked_expression(problem: str) -> Node | None:
    """The expression itself where a problem asks for the value of a function, with the value put in."""
    tokens = tokenise(problem)
    try:
        return _substituted(tokens, [i for i, token in enumerate(tokens) if token.kind == "relation"])
    except Unproven:
        return None


def _substituted(tokens: Sequence[Token], signs: Sequence[int]) -> Node | None:
    """`x = 4` and `y = 3x^2`: the second where the first holds."""
    if len(signs) != 2:
        return None
    sides = [(side_of(tokens, i, -1), side_of(tokens, i, 1)) for i in signs]
    if _holds_more(tokens, *(run for pair in sides for run in pair)):
        return None
    for (name, value), (other, formula) in (sides, sides[::-1]):
        plain = len(name) == len(other) == 1 and name[0].kind == other[0].kind == "word"
        if plain and names(formula) == {name[0].text} and not names(value):
            return tree_with(formula, {name[0].text: value})
    return None
