"""Taylor polynomials, e.g. "求 ln(1 + x) 的 3 阶麦克劳林展开式。" or "Find the Taylor polynomial of degree 2 of …"."""

import re
from random import Random

from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import letters, number, read_formula, written
from mathdata.families.patterns import named
from mathdata.families.symbolic.drawn_expansions import drawn_expansion
from mathdata.families.symbolic.family import SymbolicFamily
from mathdata.families.symbolic.questions import TaylorQuestion
from mathdata.families.symbolic.wording import (
    ASK,
    ASKED,
    AT,
    FORMULA_EN,
    FORMULA_ZH,
    MATH,
    STOP,
    Ways,
    named_formula,
    one_pattern,
    only_letter,
    require_expression,
)

MAX_DEGREE = 8

_F_ZH, _F_EN, _AT = named("f", FORMULA_ZH), named("f", FORMULA_EN), named("at", AT)
_N_ZH = rf"{MATH}{named('n', '[1-8一二三四五六七八]')}{MATH}"
_NTH = "1st|2nd|3rd|[4-8]th|first|second|third|fourth|fifth|sixth|seventh|eighth"
_N_EN = (
    rf"(?i:(?:degree|order)\s+)?\$?{named('n', f'(?i:[1-8]|two|three|four|five|six|seven|eight|{_NTH})')}\$?(?:-th)?"
)
_ABOUT_ZH = rf"在\s*(?:点\s*)?{MATH}(?:[a-zA-Z](?:_0)?\s*=\s*)?{_AT}{MATH}(?:处|点|附近)?"
_ABOUT_EN = rf"(?i:about|around|at|near|centered at|centred at)\s+(?i:the point\s+)?{MATH}(?:[a-z]\s*=\s*)?{_AT}{MATH}"
_POWER = r"\(?\s*[a-zA-Z]\s*(?:[-+]\s*[0-9eπ/]{1,6}\s*)?\)?\s*\^\s*\{?\s*"
_THING_ZH = r"(?:泰勒|Taylor|麦克劳林|Maclaurin)\s*(?:多项式|展开式?|公式)(?:\s*T_?\{?[0-9]?\}?\(x\))?"
_TO_ZH = (
    rf"[，,]?\s*(?:展开|写|计算)?(?:到|至)\s*{MATH}(?:{_POWER}{named('n', '[1-8]')}\s*\}}?{MATH}(?:的?项)?"
    rf"|{named('n2', '[1-8一二三四五六七八]')}\s*(?:阶|次)(?:项)?)(?:为止)?"
)
_TO_EN = (
    r"[,\s]+(?i:up to(?: and including)?|through|to)\s+(?i:the\s+)?(?i:terms?\s+(?:of|in)\s+)?"
    r"(?i:(?:degree|order)\s+)?"
    rf"{MATH}(?:{_POWER})?{named('n', '[1-8]')}\s*\}}?{MATH}(?i:\s+terms?)?"
)
_THING_EN = r"(?i:(?:taylor|maclaurin)\s+(?:polynomial|expansion|series))"
_OF = rf"\s+(?i:of|for)\s+(?i:the function\s+)?{MATH}{_F_EN}{MATH}"
_WAYS: Ways = Bilingual(
    zh=(
        rf"{ASK}\s*(?:函数)?{MATH}{_F_ZH}{MATH}(?:{_ABOUT_ZH})?\s*的?\s*(?:带有?佩亚诺余项的)?{_N_ZH}(?:阶|次)\s*的?\s*(?:带有?佩亚诺余项的)?"
        rf"{_THING_ZH}{STOP}",
        rf"{ASK}\s*(?:函数)?{MATH}{_F_ZH}{MATH}(?:{_ABOUT_ZH})?\s*的?\s*{_THING_ZH}\s*{_TO_ZH}{STOP}",
        rf"^\s*(?:请)?(?:将|把)\s*(?:函数)?{MATH}{_F_ZH}{MATH}(?:{_ABOUT_ZH})?\s*(?:展开[成为]?|作)\s*(?:[a-zA-Z]\s*的)?\s*"
        rf"(?:{_THING_ZH}|(?:泰勒|麦克劳林|幂)级数)?{_TO_ZH}{STOP}",
    ),
    en=(
        rf"{ASKED}{_THING_EN}\s+(?i:of\s+(?:degree|order))\s+{_N_EN}{_OF}[,\s]*{_ABOUT_EN}{STOP}",
        rf"{ASKED}{_THING_EN}\s+(?i:of\s+(?:degree|order))\s+{_N_EN}{_OF}{STOP}",
        rf"{ASKED}{_N_EN}[-\s]+(?i:(?:degree|order)\s+)?{_THING_EN}{_OF}[,\s]*{_ABOUT_EN}{STOP}",
        rf"{ASKED}{_N_EN}[-\s]+(?i:(?:degree|order)\s+)?{_THING_EN}{_OF}{STOP}",
        rf"{ASKED}{_THING_EN}{_OF}[,\s]*{_ABOUT_EN}{_TO_EN}{STOP}",
        rf"{ASKED}{_THING_EN}{_OF}{_TO_EN}{STOP}",
        rf"^\s*(?i:expand)\s+{MATH}{_F_EN}{MATH}\s*(?i:(?:in|as|into)\s+an?\s+){_THING_EN}\s*{_ABOUT_EN}{_TO_EN}{STOP}",
        rf"^\s*(?i:expand)\s+{MATH}{_F_EN}{MATH}\s*(?i:(?:in|as|into)\s+an?\s+){_THING_EN}{_TO_EN}{STOP}",
    ),
)
_NUMBERS = {
    **{word: n for n, word in enumerate("一二三四五六七八", start=1)},
    **dict(
        zip(("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"), range(1, 9), strict=True)
    ),
    **dict(zip(("two", "three", "four", "five", "six", "seven", "eight"), range(2, 9), strict=True)),
}


class TaylorPolynomial(SymbolicFamily[TaylorQuestion]):
    """The Taylor polynomial of a function about a point, up to and including the term of a degree up to 8.

    Difficulty: 1 and 2 basic functions about 0, 3 and 4 with a factor inside, 5 and 6 about another point, then
    products and inner functions; each second step goes a degree further.
    """

    kind = "taylor_polynomial"
    topic = "series"
    solver = "mathdata.families.symbolic.taylor:solve"
    markers = Bilingual(zh=("泰勒", "麦克劳林", "展开"), en=("taylor", "maclaurin"))
    difficulties = (1, 8)
    ways = _WAYS
    patterns = one_pattern(_WAYS)
    wordings = Bilingual(
        zh=("求函数 f({x}) = {f} 在 {x} = {a} 处的 {n} 阶泰勒多项式。",
            "求 {f} 在 {x} = {a} 处的泰勒展开式，到 {n} 次项为止。",
            "将函数 {f} 在 {x} = {a} 处展开成泰勒公式，到 {n} 阶。"),
        en=("Find the Taylor polynomial of degree {n} of f({x}) = {f} about {x} = {a}.",
            "Find the Taylor expansion of {f} about {x} = {a} up to and including the term of degree {n}.",
            "What is the degree {n} Taylor polynomial for {f} centered at {x} = {a}?"),
    )  # fmt: skip
    phrases = Bilingual(
        zh={"function": "", "value": "", "polynomial": "代入泰勒公式："},
        en={"function": "", "value": "", "polynomial": "Taylor's formula: "},
    )

    def read_formulas(self, match: "re.Match[str]") -> TaylorQuestion | None:
        """The function, its letter, the point and the degree."""
        groups = {name: text for name, text in match.groupdict().items() if text}
        _, arguments, body = named_formula(groups["f"])
        if not letters(body):
            return None
        letter = only_letter(body, preferred=arguments[0] if len(arguments) == 1 else "")
        is_maclaurin = "麦克劳林" in match.string or "aclaurin" in match.string
        if ("at" in groups) == is_maclaurin and written(read_formula(groups.get("at", "1"))) != "0":
            return None
        point = read_formula(groups["at"]) if "at" in groups else number(0)
        degree = _degree(groups.get("n") or groups["n2"])
        return TaylorQuestion(require_expression(body), letter, point, degree)

    def lesson(self, given: TaylorQuestion, answer: Answer, language: Language) -> Lesson:
        """What the polynomial is, and Taylor's formula."""
        formula = "T_n(x) = f(a) + f'(a)(x - a) + f''(a)/2!*(x - a)^2 + … + f^(n)(a)/n!*(x - a)^n"
        result = f"T_{given.degree}({given.letter}) = {answer.text}"
        if language == "zh":
            return Lesson(
                "泰勒多项式在一点处的值以及直到 n 阶的各阶导数都与函数相同，它与函数之差是 (x - a)^n 的高阶无穷小。",
                formula,
                f"{result}。",
            )
        return Lesson(
            "The Taylor polynomial has the value and the first n derivatives of the function at a point; the function "
            "differs from it by less than any positive multiple of (x - a)^n near the point.",
            formula,
            f"{result}.",
        )

    def restated(self, problem: str, given: TaylorQuestion, language: Language, rng: Random) -> list[str]:
        """The same expansion in the wordings of new problems."""
        slots = {"x": given.letter, "f": written(given.body), "a": written(given.point), "n": given.degree}
        return [wording.format(**slots) for wording in self.wordings.of(language)]

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """A function, a point and a degree."""
        function, point, degree = drawn_expansion(rng, difficulty)
        return rng.choice(self.wordings.of(language)).format(x="x", f=function, a=point, n=degree)


def _degree(text: str) -> int:
    """The number behind a numeral or an ordinal.

    >>> _degree("3rd"), _degree("fifth"), _degree("四")
    (3, 5, 4)
    """
    return int(text[0]) if text[0].isascii() and text[0].isdigit() else _NUMBERS[text.lower()]
