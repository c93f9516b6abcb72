"""Limits, e.g. "求极限 lim(x→0) sin(3x)/x" or "Find the limit of (x^2 - 4)/(x - 2) as x approaches 2."."""

import re
from random import Random

from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Name, Term, letters, read_formula
from mathdata.families.patterns import named
from mathdata.families.symbolic.drawing import drawn_limit
from mathdata.families.symbolic.family import SymbolicFamily
from mathdata.families.symbolic.questions import LimitQuestion
from mathdata.families.symbolic.wording import (
    ASK,
    ASKED,
    FORMULA_EN,
    FORMULA_ZH,
    MATH,
    STOP,
    Ways,
    named_formula,
    one_pattern,
    require_expression,
)

_SIGN_ZH = named("limit", rf"\\?lim\s*{FORMULA_ZH}")
_SIGN_EN = named("limit", rf"\\?lim\s*{FORMULA_EN}")
_F_ZH, _F_EN = named("f", FORMULA_ZH), named("f", FORMULA_EN)
_AT_ZH = named("at", r"[-−+]?(?:[0-9a-zπ∞/]{1,12}|\\infty|正无穷|负无穷|无穷大?|零)")
_AT_EN = named("at", r"[-−+]?(?:[0-9a-zπ∞/]{1,12}|\\infty)")
_BY, _SIDE = named("by", "[a-zA-Z]"), named("side", "(?i:left|right)")
_FROM = rf"(?:\s*\^\s*\{{?\s*{named('sign', '[-−+]')}\s*\}}?)?"
_TO = rf"{_BY}\s*(?:→|->|\\to|\\rightarrow|趋于|趋近于|趋向于?)\s*{_AT_ZH}{_FROM}"
_WAYS: Ways = Bilingual(
    zh=(
        rf"{ASK}\s*(?:数列|函数)?(?:的?极限)?(?:值)?{MATH}{_SIGN_ZH}{MATH}(?:的值|的极限)?(?:等于多少|是多少)?{STOP}",
        rf"{ASK}\s*当\s*{MATH}{_TO}{MATH}时[，,]?\s*(?:求)?(?:函数)?{MATH}{_F_ZH}{MATH}的极限(?:值)?(?:是多少|是|为)?{STOP}",
    ),
    en=(
        rf"{ASKED}(?:(?i:limit)(?i: of)?)?{MATH}{_SIGN_EN}{STOP}",
        rf"{ASKED}(?i:limit)\s+(?i:of)\s+{MATH}{_F_EN}{MATH}\s+(?i:as)\s+{MATH}{_BY}\s+"
        rf"(?i:approaches|tends to|goes to)\s+{_AT_EN}(?:\s+(?i:from the)\s+{_SIDE})?{STOP}",
    ),
)
_POINTS = {"正无穷": "oo", "负无穷": "-oo", "无穷": "oo", "无穷大": "oo", "零": "0"}
_UNSIGNED = re.compile(r"(?:→|\\to|\\rightarrow|->)\s*(?:∞|\\infty)|趋[于近向]+无穷")


class Limit(SymbolicFamily[LimitQuestion]):
    """A limit by substitution, algebra, known limits or l'Hôpital's rule.

    Difficulty: 1 substitution, 2 cancelling or dividing by the highest power, 3 one derivative of top and bottom,
    4 several, 5 products and powers that are indeterminate, 6 and more differences of roots and of fractions.
    """

    kind = "limit"
    solver = "mathdata.families.symbolic.limits:solve"
    markers = Bilingual(zh=("极限", "lim", "\\lim"), en=("limit", "lim(", "\\lim", "lim_", "lim "))
    ways = _WAYS
    patterns = one_pattern(_WAYS)
    wordings = Bilingual(
        zh=("求极限 {limit}", "计算极限 {limit}。", "求 {limit} 的值。", "当 {to} 时，求 {f} 的极限。"),
        en=("Find the limit of {limit}", "Evaluate {limit}.", "Calculate the limit {limit}."),
    )
    phrases = Bilingual(
        zh={
            "constant": "常数的极限：", "substitution": "函数在该点连续，直接代入：", "basic": "基本极限：",
            "cancel": "分解因式并约分：", "divide": "分子分母同除以最高次幂：",
            "sine": "重要极限 lim(u→0) sin(u)/u = 1：",
            "hospital": "洛必达法则：", "combine": "通分：", "conjugate": "分子有理化：", "quotient": "化为商的形式：",
            "bounded": "有界函数：", "vanishes": "无穷小：", "squeeze": "无穷小与有界函数的积是无穷小：",
            "euler": "重要极限：", "logarithm": "取对数：", "sum": "和的极限：", "factor": "提出常数因子：",
            "plain": "由各部分的极限，", "so": "所以 ",
        },
        en={
            "constant": "A constant: ", "substitution": "The function is continuous there, substitute: ",
            "basic": "Basic limit: ", "cancel": "Factor and cancel: ", "divide": "Divide by the highest power: ",
            "sine": "Known limit lim(u→0) sin(u)/u = 1: ", "hospital": "L'Hôpital's rule: ",
            "combine": "One fraction: ", "conjugate": "Multiply by the conjugate: ", "quotient": "As a quotient: ",
            "bounded": "Bounded: ", "vanishes": "And ", "squeeze": "Squeeze theorem: ", "euler": "Known limit: ",
            "logarithm": "As a power of e: ", "sum": "Sum rule: ", "factor": "Constant factor: ",
            "plain": "From the limits of the parts: ", "so": "So ",
        },
    )  # fmt: skip

    def read_formulas(self, match: "re.Match[str]") -> LimitQuestion | None:
        """The function, its letter, the point and the side."""
        groups = {name: text for name, text in match.groupdict().items() if text}
        both = _UNSIGNED.search(match.string) is not None and not match.string.isascii()
        if "limit" in groups:
            node = read_formula(groups["limit"])
            if not isinstance(node, Term) or node.head != "lim":
                return None
            body, letter, point, side = node.parts
            assert isinstance(letter, Name), "a limit has a letter"
            assert isinstance(side, Name), "and a side, if only an empty one"
        else:
            body, letter = named_formula(groups["f"])[2], Name(groups["by"])
            point = read_formula(_POINTS.get(groups["at"], groups["at"]))
            signs = {"left": "-", "right": "+", "−": "-", "-": "-", "+": "+"}
            side = Name(signs.get(groups.get("sign", groups.get("side", "").lower()), ""))
        if letters(point):
            return None
        is_sequence = letter.text in ("n", "k", "m")
        return LimitQuestion(require_expression(body), letter.text, point, side.text, both and not is_sequence)

    def lesson(self, given: LimitQuestion, answer: Answer, language: Language) -> Lesson:
        """What a limit is, and the rule that is used most."""
        if language == "zh":
            return Lesson(
                "当自变量无限接近某一点时，如果函数值无限接近一个确定的数，这个数就叫做函数在该点的极限。",
                "0/0 型和 ∞/∞ 型：lim f(x)/g(x) = lim f'(x)/g'(x)（洛必达法则）",
                f"所求极限为 {answer.text}。",
            )
        return Lesson(
            "The limit is the number that the values of a function come as near to as one likes.",
            "for 0/0 and ∞/∞: lim f(x)/g(x) = lim f'(x)/g'(x) (l'Hôpital's rule)",
            f"the limit is {answer.text}.",
        )

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """A limit that takes as many steps as the difficulty says."""
        to, body = drawn_limit(rng, difficulty)
        is_sum = (" + " in body or " - " in body) and not body.startswith(("(", "sqrt", "e^"))
        limit = f"lim({to}) {f'({body})' if is_sum else body}"
        return rng.choice(self.wordings.of(language)).format(limit=limit, to=to, f=body)
