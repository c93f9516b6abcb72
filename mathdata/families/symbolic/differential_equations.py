"""Reading differential equations of the first order: how they are worded, and of which kind they are."""

import re
from collections.abc import Callable

from mathdata.families.language import Bilingual
from mathdata.families.notation import Name, Node, Number, Term, Unreadable, holds, letters, number, read_formula
from mathdata.families.patterns import named
from mathdata.families.symbolic.questions import EquationQuestion
from mathdata.families.symbolic.wording import (
    ASK,
    FORMULA_EN,
    FORMULA_ZH,
    MATH,
    SLOPE,
    STOP,
    Ways,
    require_expression,
    slope_letters,
)

_F_ZH, _F_EN = named("f", FORMULA_ZH), named("f", FORMULA_EN)
_VALUE = r"\$?[-−]?\\?[a-z0-9π(](?:[a-z0-9π/.^(){}\\]{0,20}[a-z0-9π)}])?\$?"
_AT = r"(?:\(\s*[^(),，=]{1,12}\s*\)|(?:\\(?:right|left\.))?\s*\|\s*_\s*\{\s*[a-z]\s*=\s*[^{}]{1,12}\})"
_POINT = rf"[a-z]\s*{_AT}\s*=\s*{_VALUE}"
_START = rf"{MATH}{named('start', _POINT)}{MATH}"
_KIND_ZH = r"(?:一阶|可分离变量的?|线性|齐次|非齐次|常)*微分方程"
_KIND_EN = r"(?i:(?:(?:first[- ]order|separable|linear|ordinary|following)\s+)*(?:differential equation|ode|equation))"
_SOLUTION_EN = r"(?i:(?:(?:general|particular|explicit)\s+)?solution\s+(?:of|to)\s+)"
_WITH_EN = (
    r"(?:\s*[,;]?\s*(?i:with|given|given that|where|if|subject to|satisfying|that satisfies|which satisfies"
    r"|such that|and|for which)\s+(?i:the\s+)?(?i:initial (?:condition|value)\s+)?|\s*[,;]\s*)"
)
_SOLVE_EN = rf"^\s*(?i:please\s+)?(?i:solve|find)\s+(?i:the\s+)?(?:{_SOLUTION_EN}(?i:the\s+)?)?"
EQUATION_WAYS: Ways = Bilingual(
    zh=(
        rf"{ASK}\s*(?:{_KIND_ZH})?{MATH}{_F_ZH}{MATH}[，,]?\s*(?:在|满足)?\s*(?:初始?值?)?(?:条件)?\s*{_START}\s*(?:条件)?下?\s*的\s*"
        rf"(?:特解|解){STOP}",
        rf"^\s*(?:请)?(?:求?解)\s*(?:下列)?(?:{_KIND_ZH}|初值问题)\s*(?:的?初值问题)?{MATH}{_F_ZH}{MATH}[，,；;]\s*{_START}(?:的解)?{STOP}",
        rf"{ASK}\s*初值问题{MATH}{_F_ZH}{MATH}[，,；;]\s*{_START}(?:的解)?{STOP}",
        rf"{ASK}\s*(?:{_KIND_ZH})?{MATH}{_F_ZH}{MATH}的\s*(?:通解|解){STOP}",
        rf"^\s*(?:请)?(?:求?解)\s*(?:下列)?{_KIND_ZH}{MATH}{_F_ZH}{STOP}",
    ),
    en=(
        rf"{_SOLVE_EN}(?:{_KIND_EN}|(?i:initial value problem))?{MATH}{_F_EN}{MATH}{_WITH_EN}{_START}{STOP}",
        rf"{_SOLVE_EN}(?:{_KIND_EN})?{MATH}{_F_EN}(?:\s+(?i:for y))?{STOP}",
    ),
)
_SLOPE = re.compile(SLOPE)
_CALLED = re.compile(r"([a-zA-Z])\s*('?)\s*\(\s*([a-zA-Z])\s*\)")
_STARTED = re.compile(
    r"([a-z])\s*(?:\(\s*(?P<a>[^(),]{1,12})\s*\)|[^_=]*\|\s*_\s*\{\s*[a-z]\s*=\s*(?P<b>[^{}]{1,12})\})\s*=\s*(?P<value>.+)"
)


def read_equation(match: "re.Match[str]", is_of_kind: Callable[[EquationQuestion], bool]) -> EquationQuestion | None:
    """The equation that a wording holds, if it is one of the first order and of a kind.

    Raises:
        Unreadable: if it is no formula, or not in one way only.
    """
    groups = {name: text for name, text in match.groupdict().items() if text}
    slopes = {pair for found in _SLOPE.finditer(groups["f"]) if (pair := slope_letters(found[0], "")) is not None}
    text = _SLOPE.sub(lambda found: f" {_function_of(found[0])}' ", groups["f"])
    text = _CALLED.sub(lambda found: f"{found[1]}{found[2]}" if f"{found[1]}'" in text else found[0], text)
    equation = _with_prime_letters(read_formula(text))
    if not isinstance(equation, Term) or equation.head != "=":
        return None
    left, right = map(require_expression, equation.parts)
    primed = {name for name in letters(equation) if name.endswith("'")}
    if len(primed) != 1 or holds(equation, "call"):
        return None
    function = next(iter(primed))[0]
    by = {pair[1] for pair in slopes} | _others(equation, function)
    letter = next(iter(by)) if len(by) == 1 else "x" if not by else ""
    if not letter or letter == function:
        return None
    question = EquationQuestion(left, right, letter, function, _start(groups.get("start"), function))
    return question if is_of_kind(question) else None


def _function_of(slope: str) -> str:
    """The y of `dy/dx` or `y'`."""
    pair = slope_letters(slope, "")
    return pair[0] if pair is not None else slope.lstrip("\\( ")[:1]


def _others(equation: Node, function: str) -> set[str]:
    return {name for name in letters(equation) if not name.endswith("'") and name != function}


def _start(text: str | None, function: str) -> tuple[Node, Node] | None:
    """The point of `y(0) = 2`."""
    if text is None:
        return None
    match = _STARTED.fullmatch(text.replace("$", "").strip())
    if match is None or match[1] != function:
        raise Unreadable("formula: found an initial value of another function")
    point, value = read_formula(match["a"] or match["b"]), read_formula(match["value"])
    if letters(point) or letters(value):
        raise Unreadable("formula: found an initial value that is no number")
    return point, value


def _with_prime_letters(node: Node) -> Node:
    """A tree with the letter `y'` for the first derivative of y; a higher one stays and is no expression."""
    if not isinstance(node, Term):
        return node
    inner = node.parts[0] if node.head == "'" else None
    if isinstance(inner, Name):
        return Name(f"{inner.text}'")
    return Term(node.head, tuple(map(_with_prime_letters, node.parts)))


def is_linear(question: EquationQuestion) -> bool:
    """Whether the function and its derivative stand in it to the first power only, and both do."""
    moving = {question.function, f"{question.function}'"}
    return all(_degree(side, moving) <= 1 for side in (question.left, question.right)) and moving <= {
        name for side in (question.left, question.right) for name in letters(side)
    }


def _degree(node: Node, moving: set[str]) -> int:
    """The degree of a formula in some letters; 2 stands for anything that is not of the first."""
    if letters(node).isdisjoint(moving):
        return 0
    if isinstance(node, Name | Number):
        return 1
    if node.head in ("+", "-"):
        return max(_degree(part, moving) for part in node.parts)
    if node.head == "*":
        return min(2, sum(_degree(part, moving) for part in node.parts))
    if node.head == "/":
        return _degree(node.parts[0], moving) if not _degree(node.parts[1], moving) else 2
    return 2


def is_separable(question: EquationQuestion) -> bool:
    """Whether it can be seen to be y' = f(x) g(y): each factor holds one of the two letters at most."""
    prime = f"{question.function}'"
    terms = [term for side in (question.left, question.right) for term in _terms(side)]
    with_prime = [term for term in terms if prime in letters(term)]
    others = [term for term in terms if prime not in letters(term)]
    if len(with_prime) != 1 or not _is_separate(with_prime[0], question) or not others:
        return False
    if len(others) == 1:
        return _is_separate(others[0], question)
    both = {question.letter, question.function}
    return not both <= frozenset().union(*map(letters, others))


def _terms(node: Node) -> tuple[Node, ...]:
    parts = node.parts if isinstance(node, Term) and node.head == "+" else (node,)
    return tuple(part for part in parts if part != number(0))


def _is_separate(node: Node, question: EquationQuestion) -> bool:
    if not {question.letter, question.function} <= letters(node):
        return True
    assert isinstance(node, Term), "two letters are in an operation"
    if node.head in ("*", "/", "-"):
        return all(_is_separate(part, question) for part in node.parts)
    if node.head == "^" and not letters(node.parts[0]):
        return all(_is_alone(term, question) for term in _terms(node.parts[1]))
    return (
        node.head in ("^", "sqrt")
        and _is_separate(node.parts[0], question)
        and not letters(node.parts[-1]) - (letters(node.parts[0]))
    )


def _is_alone(node: Node, question: EquationQuestion) -> bool:
    return not {question.letter, question.function} <= letters(node)
