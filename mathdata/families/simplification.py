"""What families share that simplify a formula of numbers, roots and powers."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import ClassVar, NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.notation import Name, Node, Number, Term, Unreadable, read_formula, walk
from mathdata.families.notation import written as written_formula
from mathdata.families.worded import Found, WordedFamily
from mathdata.families.working.radicals import Evaluation, Radicals, text_of
from mathdata.numbers import EXACT, Precision, show

_ROOT = re.compile(r"√ ?([0-9]+)")
FORMULA = r"\$?[^:：。，？,]{1,400}?\$?"
SIMPLIFY_ZH = ("(化简|计算|~求值|~化简求值)(：|~ |~){e}", "(化简|计算){e} 的值。", "{e} (等于多少|化简的结果是多少)？")
SIMPLIFY_EN = (
    "(Simplify|Evaluate|~Calculate|~Compute)(:|~) {e}.",
    "~(Simplify|Evaluate)( the|) (expression|following expression)(:|) {e}.",
    "~(Multiply and simplify|Multiply|Divide|Add|Subtract|Find product|Find quotient|Find the product|Rationalize"
    "|Rationalize the denominator|Simplify the radical|Rationalize and simplify)(:|) {e}.",
    "~(Simplify and express|Simplify and write|Simplify. Write) (with|using) positive exponents(| only)(:|.|) {e}.",
    "~Simplify(.|,|) (Your|your) answer should contain only positive (exponents|expontents)(:|.|) {e}.",
    "~(What is|Find) (the value of|) {e}?",
)


class Simplified(NamedTuple):
    """The formula as it was put, as a tree."""

    body: Node

    @property
    def text(self) -> str:
        """As plain text, the roots of single numbers without brackets."""
        return written_formula(self.body)


class Simplification(WordedFamily[Simplified]):
    """A family whose answer is the one form of a formula, each operation carried out."""

    slots: ClassVar[Mapping[str, str]] = {"e": FORMULA}

    def accepts(self, heads: set[str], names: set[str], body: Node) -> bool:
        """Whether a formula with these operations and letters belongs to this family."""
        raise NotImplementedError

    def given(self, form: str, found: Found) -> Simplified | None:
        """The formula, if it can be worked out and belongs here."""
        try:
            body = read_formula(_ROOT.sub(r"sqrt(\1)", found["e"].strip().rstrip(".")))
            nodes = list(walk(body))
            heads = {node.head for node in nodes if isinstance(node, Term)}
            names = {node.text for node in nodes if isinstance(node, Name)}
            if not heads <= {"+", "-", "*", "/", "^", "sqrt", "root"} or not self.accepts(heads, names, body):
                return None
            worked_out(body)
        except (Unreadable, CannotSolve):
            return None
        return Simplified(body)

    def form_of(self, given: Simplified) -> str:
        """There is one."""
        return self.forms[0].key

    def solve(self, given: Simplified, precision: Precision | None = None) -> Answer:
        """The formula in its one form; a number where it is rational."""
        value = worked_out(given.body)[0]
        if set(value) <= {()}:
            number = sum(value.values())
            return Answer(number, *show(number, EXACT))
        text = text_of(value)
        return Answer(Formula(text, text), text, is_exact=True)

    def chain(self, given: Simplified, answer: Answer, manner: Manner) -> str:
        """The formula and its form."""
        return f"{given.text} = {answer.digits}"

    def working(self, given: Simplified, answer: Answer, manner: Manner) -> list[str]:
        """Operation by operation, then the whole."""
        return [*worked_out(given.body)[1], self.chain(given, answer, manner)]


@lru_cache(maxsize=256)
def worked_out(body: Node) -> tuple[Radicals, tuple[str, ...]]:
    """The value of a formula and the lines that lead to it.

    Raises:
        CannotSolve: where it has none, or one that we do not write.
    """
    evaluation = Evaluation()
    value = evaluation.value(body)
    return value, tuple(dict.fromkeys(evaluation.lines))


def roots_of_letters(body: Node) -> bool:
    """Whether a letter stands under a root sign."""
    return any(
        isinstance(node, Term) and node.head in ("sqrt", "root") and any(isinstance(one, Name) for one in walk(node))
        for node in walk(body)
    )


def whole_powers(body: Node) -> bool:
    """Whether all exponents are whole numbers."""
    powers = [node.parts[1] for node in walk(body) if isinstance(node, Term) and node.head == "^"]
    return all(
        (isinstance(one, Number) and one.value.denominator == 1)
        or (isinstance(one, Term) and one.head == "-" and isinstance(one.parts[0], Number)
        and one.parts[0].value.denominator == 1)
        for one in powers
    )  # fmt: skip
