"""Expressions at given values, e.g. "当 a = 3 时，求 2a - 1 的值" or "Evaluate p - q when p = 3, q = 6"."""

import re
from collections.abc import Mapping
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Name, Node, Number, Term, Unreadable, letters, read_formula, walk
from mathdata.families.notation import written as written_formula
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.expression import Number as PlainNumber
from mathdata.families.working.expression import Reduction, parse_expression, reductions
from mathdata.families.working.expression import written as written_expression
from mathdata.numbers import EXACT, Precision, show

_FORMULA = r"\$?[^:：。，？,;；=＝]{1,200}?\$?"
_VALUE = r"\$?[a-zA-Z] ?[=＝] ?[-−]?[0-9./]+\$?"
_VALUES = rf"{_VALUE}(?:(?:\s*[,，、;；]?\s*(?:and|和|且)?\s*){_VALUE}){{0,5}}"
_READ = re.compile(r"([a-zA-Z]) ?[=＝] ?([-−]?[0-9]+(?:[./][0-9]+)?)")


class Valued(NamedTuple):
    """The expression as it was put, and with the values in it."""

    text: str
    values: tuple[tuple[str, str], ...]
    filled: str


class ExpressionValue(WordedFamily[Valued]):
    """The value of an expression in letters when their values are given.

    Difficulty is the number of letters; from 3 on there is a fraction.
    """

    kind = "expression_value"
    topic = "expressions"
    difficulties = (2, 4)
    states_formula = True
    markers = Bilingual(zh=("的值",), en=("evaluate", "value of", "when ", "if "))
    slots: ClassVar[Mapping[str, str]] = {"e": _FORMULA, "v": _VALUES}
    forms = (
        Form(
            "value",
            ("(当|若|~已知) {v} 时，(求|~求代数式) {e} 的值。",
             "~(若|已知) {v}，(求|则)(代数式|) {e} 的值(为|是|是多少|)。"),
            (
                "Evaluate {e} (when|for|if|~where|~given that) {v}.",
                "Find the value of {e} (when|for|if) {v}.",
                "(What is the value of|~What is) {e} (when|for|if) {v}?",
                "~(If|When|Given) {v}, (what is|find|evaluate)( the value of|) {e}.",
                "~What is the value of {e}, (when|if) {v}?",
                "~Evaluate using the given values(:|) {e}(;|.|,) {v}.",
            ),
            Bilingual("用数值代替代数式里的字母，计算后所得的结果是代数式的值。",
                      "The value of an expression is what comes out when its letters are replaced by numbers."),
            Bilingual("先代入，再按运算顺序计算", "put the numbers in, then follow the order of operations"),
            Bilingual("代数式的值是 {}。", "the value of the expression is {}."),
        ),
    )  # fmt: skip

    def given(self, form: str, found: Found) -> Valued | None:
        """The expression, if each of its letters has one value and each value is used."""
        pairs = tuple((name, value.replace("−", "-")) for name, value in _READ.findall(found["v"]))
        values = dict(pairs)
        try:
            body = read_formula(found["e"].strip())
        except Unreadable:
            return None
        names = letters(body)
        strange = any(isinstance(node, Name) and node.text not in values for node in walk(body))
        heads = {node.head for node in walk(body) if isinstance(node, Term)}
        if len(pairs) != len(values) or names != set(values) or strange or not heads <= {"+", "-", "*", "/", "^"}:
            return None
        filled = _filled(body, values)
        given = Valued(written_formula(body), pairs, filled)
        try:
            return given if _steps(given) else None
        except CannotSolve:
            return None

    def form_of(self, given: Valued) -> str:
        """There is one."""
        return "value"

    def solve(self, given: Valued, precision: Precision | None = None) -> Answer:
        """An exact number."""
        value = _steps(given)[-1].result.value
        return Answer(value, *show(value, precision or EXACT))

    def chain(self, given: Valued, answer: Answer, manner: Manner) -> str:
        """The values put in, and the result."""
        return f"{_shown(given)} {answer.relation} {answer.digits}"

    def working(self, given: Valued, answer: Answer, manner: Manner) -> list[str]:
        """One operation after another."""
        lines, before = [], _shown(given)
        for step in _steps(given)[:-1]:
            lines.append(f"{before} = {step.expression}")
            before = step.expression
        return [*lines, self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """As many letters as the difficulty says, with small values."""
        difficulty = min(max(difficulty, 2), 4)
        a, b, c = rng.randint(2, 9), rng.randint(2, 9), rng.randint(2, 9)
        names = ("a", "b", "m", "n")[:difficulty]
        values = [rng.choice([n for n in range(-9, 10) if n]) for _ in names]
        e = {2: f"{a}a - {b}b^2 + {c}", 3: f"{a}a + (b - {b})m/{c}", 4: f"({a}a - b)/{b} + m^2*n - {c}"}[difficulty]
        joint = "，" if language == "zh" else ", "
        v = joint.join(f"{name} = {value}" for name, value in zip(names, values, strict=True))
        return Posed("value", {"e": e, "v": v})


def _filled(node: Node, values: Mapping[str, str]) -> str:
    """The expression as plain arithmetic, each operation in brackets where they matter."""
    if isinstance(node, Number):
        return str(node.value) if node.value.denominator == 1 else f"({show(node.value, EXACT).text})"
    if isinstance(node, Name):
        value = values[node.text]
        return f"({value})" if value[0] == "-" or "/" in value else value
    parts = [_filled(part, values) for part in node.parts]
    if node.head == "+":
        text = parts[0]
        for part, tree in zip(parts[1:], node.parts[1:], strict=True):
            if isinstance(tree, Term) and tree.head == "-":
                text += (
                    f" - {_filled(tree.parts[0], values)}"
                    if _is_tight(tree.parts[0])
                    else f" - ({_filled(tree.parts[0], values)})"
                )
            else:
                text += f" + {part}" if _is_tight(tree) else f" + ({part})"
        return text
    tight = [part if _is_tight(tree, node.head) else f"({part})" for part, tree in zip(parts, node.parts, strict=True)]
    if node.head == "-":
        return f"-1 * {tight[0]}"
    return (" * " if node.head == "*" else " / " if node.head == "/" else "^").join(tight)


def _is_tight(node: Node, head: str = "+") -> bool:
    """Whether a part needs no brackets in a sum, a product, a quotient or a power."""
    if not isinstance(node, Term):
        return True
    return (head == "+" and node.head in ("*", "/", "^")) or (head in ("*", "-") and node.head == "^")


def _steps(given: Valued) -> tuple[Reduction, ...]:
    tree = parse_expression(given.filled)
    if tree is None or isinstance(tree, PlainNumber):
        raise CannotSolve(f"expression: found {given.filled!r}, wanted numbers within the limits")
    return tuple(reductions(tree))


def _shown(given: Valued) -> str:
    tree = parse_expression(given.filled)
    return given.filled if tree is None else written_expression(tree)
