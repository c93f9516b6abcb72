"""Series, e.g. "判断级数 ∑_{n=1}^{∞} 1/n^2 的敛散性。" or "Find the sum of ∑_{n=0}^{∞} (1/2)^n."."""

import re
from fractions import Fraction
from random import Random

from mathdata.families.contract import Answer, Formula, Lesson, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Name, Number, Term, letters, read_formula, written
from mathdata.families.patterns import named
from mathdata.families.symbolic.drawn_series import drawn_series
from mathdata.families.symbolic.family import SymbolicFamily
from mathdata.families.symbolic.questions import SeriesQuestion
from mathdata.families.symbolic.wording import (
    ASK,
    ASKED,
    FORMULA_EN,
    FORMULA_ZH,
    MATH,
    STOP,
    Ways,
    one_pattern,
    require_expression,
)
from mathdata.numbers import Precision

_S_ZH = named("s", rf"(?:∑|Σ|\\sum|\\displaystyle\s*\\sum)\s*{FORMULA_ZH}")
_S_EN = named("s", rf"(?:∑|Σ|\\sum|\\displaystyle\s*\\sum)\s*{FORMULA_EN}")
_HOW_ZH = (
    r"(?:的\s*(?:敛散性|收敛性)(?:[，,]\s*(?:并|若收敛)?.{0,30})?|是否(?:绝对)?收敛|(?:绝对)?收敛吗|是?(?:绝对)?收敛(?:[、，]\s*条件收敛)?还是\s*发散"
    r"|是绝对收敛[、，]\s*条件收敛还是发散)"
)
_HOW_EN = (
    r"(?i:(?:is\s+)?(?:absolutely\s+)?(?:converges?|convergent)(?:\s+absolutely)?"
    r"(?:,?\s*(?:is\s+)?(?:converges?\s+)?conditionally(?:\s+convergent)?,?)?(?:\s*,?\s*or\s+(?:is\s+)?diverg(?:es?|ent))?)"
)
_NOUN_EN = r"(?i:(?:the\s+)?(?:following\s+)?(?:infinite\s+|alternating\s+|geometric\s+)?(?:series|sum)\s*:?)?"
_WAYS: Ways = Bilingual(
    zh=(
        rf"^\s*(?:请)?(?:试)?(?:判断|判别|判定|讨论|研究|问)?\s*(?:下列)?(?:无穷|交错|数项|正项)?(?:级数)?{MATH}{_S_ZH}{MATH}{_HOW_ZH}{STOP}",
        rf"{ASK}\s*(?:无穷|几何|等比)?(?:级数)?{MATH}{_S_ZH}{MATH}的\s*和{STOP}",
    ),
    en=(
        rf"^\s*(?i:determine|decide|find out|state)\s+(?i:whether|if)\s+(?:or not\s+)?{_NOUN_EN}{MATH}{_S_EN}{MATH}\s*"
        rf"{_HOW_EN}{STOP}",
        rf"^\s*(?i:does|is)\s+{_NOUN_EN}{MATH}{_S_EN}{MATH}\s*{_HOW_EN}{STOP}",
        rf"^\s*(?i:test|check|examine)\s+{_NOUN_EN}{MATH}{_S_EN}{MATH}\s*(?i:for\s+(?:absolute\s+)?convergence)"
        rf"(?i:\s+or divergence)?{STOP}",
        rf"{ASKED}(?i:sum\s+of\s+){_NOUN_EN}{MATH}{_S_EN}{STOP}",
    ),
)
_ASKS_HOW = re.compile("绝对|条件收敛|(?i:absolut|conditional)")
_ASKS_SUM = re.compile(r"的\s*和[\s$。．.？?！!]*$|(?i:sum\s+of)")
_SUM_ASKED = Bilingual("求级数 {} 的和。", "Find the sum of the series {}.")
_SAID: dict[str, Bilingual[str]] = {
    "is_convergent": Bilingual("收敛", "converges"),
    "is_absolute": Bilingual("绝对收敛", "converges absolutely"),
    "is_conditional": Bilingual("条件收敛", "converges conditionally"),
    "is_divergent": Bilingual("发散", "diverges"),
}


class SeriesConvergence(SymbolicFamily[SeriesQuestion]):
    """Whether a series converges, by a named test, and its sum where it is geometric or telescoping.

    Difficulty: 1 geometric series, 2 powers of n, 3 terms that do not vanish, 4 telescoping sums, 5 the tests by
    quotient and root, 6 comparison, 7 and 8 alternating series.
    """

    kind = "series_convergence"
    topic = "series"
    solver = "mathdata.families.symbolic.series:solve"
    markers = Bilingual(zh=("级数", "收敛", "发散", "∑", "\\sum"), en=("series", "converge", "diverge", "∑", "\\sum"))
    difficulties = (1, 8)
    ways = _WAYS
    patterns = one_pattern(_WAYS)
    wordings = Bilingual(
        zh=("判断级数 {} 的敛散性。", "讨论级数 {} 是绝对收敛、条件收敛还是发散。", "级数 {} 是否收敛？"),
        en=("Determine whether the series {} converges or diverges.", "Does the series {} converge absolutely?",
            "Test the series {} for convergence."),
    )  # fmt: skip
    phrases = Bilingual(
        zh={
            "terms_of": "级数 {note} 的通项 {}", "quotient": "相邻两项之比：", "below": "公比的绝对值小于 1：",
            "not_below": "公比的绝对值不小于 1：", "geometric_sum": "等比级数求和：", "terms": "通项不趋于 0：",
            "sizes": "通项的绝对值不趋于 0：",
            "power_converges": "p 级数收敛，", "power_diverges": "p 级数发散，", "split": "裂项：",
            "partial": "部分和：", "partial_limit": "部分和的极限：", "sum": "所以 ",
            "ratio": "比值判别法：", "root": "n 次方根：",
            "root_limit": "根值判别法：", "comparison": "与 p 级数比较：", "absolute": "取绝对值：",
            "decreasing": "莱布尼茨判别法，单调递减：", "vanishing": "且趋于 0：",
            **{key: f"所以级数 {{}} {said.zh}" for key, said in _SAID.items()},
        },
        en={
            "terms_of": "General term of {note}: {}", "quotient": "Ratio of consecutive terms: ",
            "below": "The common ratio is less than 1 in absolute value: ",
            "not_below": "The common ratio is not less than 1 in absolute value: ",
            "geometric_sum": "Sum of a geometric series: ",
            "terms": "The terms do not tend to 0: ", "sizes": "The absolute values of the terms do not tend to 0: ",
            "power_converges": "Convergent p-series: ", "power_diverges": "Divergent p-series: ",
            "split": "Partial fractions: ", "partial": "Partial sums: ",
            "partial_limit": "Limit of the partial sums: ", "sum": "So ",
            "ratio": "Ratio test: ", "root": "The n-th root: ",
            "root_limit": "Root test: ", "comparison": "Compare with a p-series: ", "absolute": "Absolute values: ",
            "decreasing": "Alternating series test, decreasing: ", "vanishing": "And they tend to 0: ",
            **{key: f"So the series {{}} {said.en}" for key, said in _SAID.items()},
        },
    )  # fmt: skip

    def read_formulas(self, match: "re.Match[str]") -> SeriesQuestion | None:
        """The terms, their letter and the beginning."""
        node = read_formula(match["s"])
        if not isinstance(node, Term) or node.head != "sum":
            return None
        body, letter, first, last = node.parts
        if not isinstance(letter, Name) or not isinstance(first, Number) or last != Name("oo"):
            return None
        if first.value.denominator != 1 or first.value > 10 or letters(body) != {letter.text}:
            return None
        asks = [pattern.search(match.string) is not None for pattern in (_ASKS_SUM, _ASKS_HOW)]
        return SeriesQuestion(require_expression(body), letter.text, int(first.value), *asks)

    def solve(self, given: SeriesQuestion, precision: Precision | None = None) -> Answer:
        """The verdict in words, or the sum."""
        verdict = self.working(given).verdict
        if not verdict:
            return super().solve(given, precision)
        said = _SAID[verdict]
        return Answer(Formula(said.zh, f"\\text{{{said.zh}}}", said), said.zh, is_exact=True)

    def chain(self, given: SeriesQuestion, answer: Answer, manner: Manner) -> str:
        """All in one line, and the verdict."""
        opening, *between, last = self.working(given).lines
        end = self.told(last, manner.language) if last.rule in _SAID else last.text
        told = [self.told(opening, manner.language), *(line.text for line in between), end[0].lower() + end[1:]]
        return manner.words.comma.join(told)

    def lesson(self, given: SeriesQuestion, answer: Answer, language: Language) -> Lesson:
        """What convergence is."""
        is_sum = isinstance(answer.value, Fraction) or not self.working(given).verdict
        if language == "zh":
            end = f"级数的和为 {answer.text}。" if is_sum else f"级数{answer.text}。"
            return Lesson("如果级数的部分和有有限的极限，就说级数收敛，极限叫做级数的和；否则说它发散。",
                          "s_N = a_1 + a_2 + … + a_N，s = lim(N→+∞) s_N", end)  # fmt: skip
        end = f"the sum is {answer.text}." if is_sum else f"the series {answer.text}."
        return Lesson(
            "A series converges if its partial sums have a finite limit, which is its sum; else it diverges.",
            "s_N = a_1 + a_2 + … + a_N, s = lim(N→+∞) s_N",
            end,
        )

    def restated(self, problem: str, given: SeriesQuestion, language: Language, rng: Random) -> list[str]:
        """The same series in the wordings of new problems, of which those that ask for more are left out."""
        letter, first = Name(given.letter), Number(Fraction(given.first))
        series = written(Term("sum", (given.body, letter, first, Name("oo"))))
        wordings = (_SUM_ASKED.of(language),) if given.asks_sum else self.wordings.of(language)
        return [wording.format(series) for wording in wordings]

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """A series for one of the tests; of those whose sum is known it may be asked."""
        series, has_sum = drawn_series(rng, difficulty)
        if has_sum and rng.random() < 0.5:
            return _SUM_ASKED.of(language).format(series)
        return rng.choice(self.wordings.of(language)).format(series)
