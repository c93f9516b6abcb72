"""Interest, e.g. "把 1000 元存入银行，年利率为 3%，存 2 年，按单利计算，利息是多少元？"."""

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from mathdata.errors import CannotSolve
from mathdata.families.calculated import Calculated, Data, decimal_text
from mathdata.families.contract import Answer
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed
from mathdata.numbers import Precision

MAX_YEARS = 60
"""Longer terms have interest with hundreds of digits."""

_SIMPLE = Bilingual("单利只按本金计算利息。", "Simple interest is paid on the principal alone.")
_COMPOUND = Bilingual(
    "复利把每年的利息并入本金，下一年一起计息。",
    "With compound interest, each year's interest is added to the principal.",
)
_PUT_ZH = "(把|将|~王阿姨把|~小明把|~爸爸把) {p} {c}存入银行，年利率(为|是|~) {r}(%|~％)，(存|存期|~定期) {n} 年，按"
_PUT_EN = "${p} is (invested|deposited) at (an annual interest rate of |){r}% {how} for {n} years."


def _form(
    key: str,
    how: Bilingual[str],
    what: Bilingual[str],
    definition: Bilingual[str],
    formula: Bilingual[str],
    expression: str,
) -> Form:
    en = _PUT_EN.replace("{how}", how.en)
    return Form(
        key,
        zh=(
            f"{_PUT_ZH}{how.zh}计算，(到期|~){what.zh}(一共|~共|)是多少元？",
            f"本金 {{p}} {{c}}，年利率 {{r}}(%|~％)，按{how.zh}计算，求 {{n}} 年后的{what.zh}。",
        ),
        en=(
            f"{en} (Find|What is|Calculate) the {what.en}.",
            f"(Find|Calculate|What is) the {what.en} (of|on) ${{p}} at {{r}}% {how.en} for {{n}} years.",
        ),
        definition=definition,
        formula=formula,
        conclusion=Bilingual(f"{what.zh}是 {{}}。", f"the {what.en} is {{}}."),
        expression=expression,
    )


_SINGLE = Bilingual("单利", "simple interest")
_YEARLY = Bilingual("复利", "(~interest |)compounded (annually|~yearly)")
_INTEREST = Bilingual("利息", "interest")
_TOTAL = Bilingual("本息和", "amount")


class Interest(Calculated):
    """Simple and compound interest, and the amount with interest, of whole years.

    Difficulty is the number of digits of the principal in hundreds; rates have a decimal from 3 on.
    """

    kind = "interest"
    topic = "finance"
    difficulties = (1, 4)
    markers = Bilingual(zh=("利率",), en=("interest", "compounded"))
    slots: ClassVar[Mapping[str, str]] = {"n": "[0-9０-９]{1,2}", "c": "元"}
    forms = (
        _form(
            "simple_interest",
            _SINGLE,
            _INTEREST,
            _SIMPLE,
            Bilingual("利息 = 本金 * 年利率 * 年数", "interest = principal * annual rate * years"),
            "{p} * ({r} / 100) * {n}",
        ),
        _form(
            "simple_amount",
            _SINGLE,
            _TOTAL,
            _SIMPLE,
            Bilingual("本息和 = 本金 * (1 + 年利率 * 年数)", "amount = principal * (1 + annual rate * years)"),
            "{p} * (1 + {r} / 100 * {n})",
        ),
        _form(
            "compound_amount",
            _YEARLY,
            _TOTAL,
            _COMPOUND,
            Bilingual("本息和 = 本金 * (1 + 年利率)^年数", "amount = principal * (1 + annual rate)^years"),
            "{p} * (1 + {r} / 100)^{n}",
        ),
        _form(
            "compound_interest",
            _YEARLY,
            _INTEREST,
            _COMPOUND,
            Bilingual(
                "利息 = 本金 * (1 + 年利率)^年数 - 本金", "interest = principal * (1 + annual rate)^years - principal"
            ),
            "{p} * (1 + {r} / 100)^{n} - {p}",
        ),
    )

    def unit(self, form: str, found: Found) -> str | None:
        """The currency of the principal."""
        return found.get("c") or "dollars"

    def solve(self, given: Data, precision: Precision | None = None) -> Answer:
        """The value of the expression.

        Raises:
            CannotSolve: if the term is too long.
        """
        if given.value("n") > MAX_YEARS:
            raise CannotSolve(f"interest: found {given.value('n')} years, wanted {MAX_YEARS} at most")
        return super().solve(given, precision)

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """A principal of whole hundreds, a rate and a term."""
        form = rng.choice([form.key for form in self.forms])
        principal = 100 * rng.randint(1, 10**difficulty)
        rate = decimal_text(rng.randint(1, 19)) if difficulty < 3 else f"{rng.randint(1, 19)}.{rng.choice('257')}"
        return Posed(form, {"p": principal, "r": rate, "n": rng.randint(2, 1 + difficulty), "c": "元"})
