"""Linear equations in one unknown, e.g. "解方程 -81x + -45 = 0" or "Solve 3x + 5 = -7 for x."."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import gcd
from random import Random

import polars as pl

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Family, Lesson, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import END, EQUALS, PLEASE, UNSIGNED, named
from mathdata.families.phrasings.formulas import LINEAR_EQUATION
from mathdata.families.sides import Equation, Side, read_side, signed_term, with_factor, written_side
from mathdata.families.working.decimals import signed
from mathdata.families.working.expression import number_text
from mathdata.families.working.fractions import reduction_lines
from mathdata.families.working.in_columns import equations
from mathdata.families.working.quotients import division_lines
from mathdata.families.working.sheets.equations import equation_steps
from mathdata.families.working.sheets.lessons import lessons
from mathdata.families.working.sums import named_columns, rewritten
from mathdata.numbers import Exact, Precision, Ratio, half_width, show_ratio

# Every repetition begins with a sign that cannot belong to what stands before it: matching stays linear.
_ONE_TERM = rf"(?:{UNSIGNED}(?:\s*[*＊×·]?\s*[a-zA-Zｘ])?|[a-zA-Zｘ])"
_SIGNS = r"[-+－−–＋][-+－−–＋\s]*"
_SIDE = rf"\s*(?:{_SIGNS})?{_ONE_TERM}(?:\s*{_SIGNS}{_ONE_TERM})*\s*"
_EQUATION = rf"\$?{named('left', _SIDE)}{EQUALS}{named('right', _SIDE)}\$?"
_ZERO, _ONE = Decimal(0), Decimal(1)

_LETTER_ZH = named("asked", "[a-zA-Zｘ]")
_LETTERS = [named(f"asked{n}", "[a-zA-Z]") for n in range(4)]

_ZH = (
    rf"{PLEASE}(?:求解|解|求出|求|计算)?(?:下列|下面的|以下|这个)?(?:一元一次)?方?程?[：:]?\s*{_EQUATION}"
    rf"(?:\s*的解(?:是多少|是什么)?|\s*[，,]?\s*(?:求|解出|则|那么)?\s*{_LETTER_ZH}\s*(?:的值|等于多少|[=＝是])?"
    rf"(?:是多少|多少)?)?{END}"
)
_EN = (
    r"^\s*(?i:please\s+)?(?i:solve|find the solution (?:of|to)"
    rf"|find the value of {_LETTERS[0]} (?:if|such that|when)|what value of \$?{_LETTERS[1]}\$? (?:satisfies|solves))?"
    rf"(?i:\s+for\s+\$?{_LETTERS[2]}\$?)?(?i:\s+the (?:linear )?equation)?\s*:?\s*{_EQUATION}"
    rf"(?:[,\s]\s*(?i:for|find|solve for)\s+\$?{_LETTERS[3]}\$?)?{END}"
)


_QUICK = r"^解方程 (({0})x \+ ({0}) = ({0}))$"
_SMALL = "-?(?:0|[1-9][0-9]{0,7})"


class LinearEquation(Family[Equation]):
    """An equation with the unknown on one side or both.

    Difficulty is the number of digits of the coefficients; up to 3 the solution is a whole number.
    """

    kind = "linear_equation"
    markers = Bilingual(
        zh=("方程", "求x"),
        en=("solve", "equation", "find the value of", "what value of", "find x"),
    )
    patterns = Bilingual(zh=_ZH, en=_EN)
    wordings = Bilingual(
        zh=("解方程 {}", "解方程：{}", "求方程 {} 的解。", "解一元一次方程 {}，求 x 的值。"),
        en=(
            "Solve {} for x.",
            "Solve the equation {}.",
            "Find the value of x such that {}.",
            "Solve for x: {}",
        ),
    )
    phrasings = LINEAR_EQUATION
    precision = Precision.of("sig:16")

    quick = re.compile(_QUICK.format("-?[0-9]{1,9}"))

    def read_quick(self, match: "re.Match[str]") -> Equation:
        """An equation with whole numbers and the unknown on the left."""
        text, factor, constant, right = match.groups()
        left = Side(Decimal(factor), Decimal(constant))
        right_side = Side(_ZERO, Decimal(right))
        return Equation.of(text, "x", left, right_side)

    def read(self, match: "re.Match[str]") -> Equation | None:
        """Both sides collected, if one letter stands in them, and no other is asked for."""
        left, right = (half_width(match[name]).strip() for name in ("left", "right"))
        unknowns = set(re.findall("[a-zA-Z]", left + right))
        if len(unknowns) != 1 or not _asked(match) <= unknowns:
            return None
        sides = read_side(left), read_side(right)
        if sides[0] is None or sides[1] is None:
            return None
        text = " ".join(f"{left} = {right}".split())
        return Equation.of(text, unknowns.pop(), sides[0], sides[1])

    def solve(self, given: Equation, precision: Precision | None = None) -> Answer:
        """The root, as a decimal at 16 digits where it is not exact."""
        coefficient, constant = given.coefficient, given.constant
        if not coefficient:
            raise CannotSolve(f"linear equation: found {given.text}, wanted the unknown with a factor other than 0")
        root = Ratio(constant, coefficient)
        return Answer(root, *show_ratio(root, precision or self.precision))

    def chain(self, given: Equation, answer: Answer, manner: Manner) -> str:
        """The equation as written, and its root: exact first, then in decimals."""
        return f"{given.text}{manner.words.comma}{self.closing(given, answer, manner)}"

    def closing(self, given: Equation, answer: Answer, manner: Manner) -> str:
        """The root alone: the steps began with the equation."""
        return f"{given.unknown} = {_root_chain(given, answer)}"

    def steps(self, given: Equation, answer: Answer, manner: Manner) -> list[str]:
        """Collect, move the constant, divide, reduce the fraction, turn it into decimals."""
        say = _PHRASES[manner.language]
        lines = _collecting(given, say)
        lines += _moving(given, say, manner)
        if given.coefficient != _ONE:
            quotient = f"{given.constant!s} / {signed(given.coefficient)}"
            lines.append(f"{say['divide'].format(str(given.coefficient))}{given.unknown} = {quotient}")
        return lines + _dividing(given, answer, manner)

    def check(self, given: Equation, answer: Answer, manner: Manner) -> list[str]:
        """The root put into the equation as it was written, both sides worked out exactly."""
        say = _PHRASES[manner.language]
        if not given.right.coefficient:
            return [f"{say['check']}{_checked(given, answer)}"]
        root = answer.exact_value
        sides = [_substituted(side, root, _bracketed(root)) for side in (given.left, given.right)]
        return [f"{say['check']}{say['left']}{sides[0]}{manner.words.semicolon}{say['right']}{sides[1]}"]

    def lesson(self, given: Equation, answer: Answer, language: Language) -> Lesson:
        """What an equation and its solution are."""
        return _lesson(answer.text, language, is_exact=answer.is_exact)

    def in_columns(self, problems: pl.Series, language: Language | None) -> pl.DataFrame:
        """Small whole numbers in the most usual wording."""
        return equations(problems, _QUICK.format(_SMALL), language=language or "zh", digits=self.precision.digits)

    def steps_in_columns(self, told: pl.DataFrame, manner: Manner) -> pl.Series:
        """The same equations."""
        return equation_steps(told["solution"], _PHRASES[manner.language], manner)

    def lessons_in_columns(self, told: pl.DataFrame, language: Language) -> pl.Series:
        """The same equations."""
        return lessons(told, _lesson, language, "answer")

    def said(self, given: Equation, language: Language) -> Mapping[str, str]:
        """The equation as it was written, and its unknown."""
        return {"e": given.text, "x": given.unknown}

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """The root is drawn first, then the factor and the constant; from difficulty 4 on only those two."""
        size = 10 ** max(difficulty - 1, 1)
        factor = rng.choice((-1, 1)) * rng.randint(2, size)
        root = rng.randint(-size, size)
        constant = rng.randint(-size, size)
        right = factor * root + constant if difficulty < 4 else rng.randint(-size, size)
        return rng.choice(self.wordings.of(language)).format(f"{factor}x {signed_term(Decimal(constant))} = {right}")


def _lesson(answer: str, language: Language, *, is_exact: bool) -> Lesson:
    about = "" if is_exact else ("约" if language == "zh" else "about ")
    if language == "zh":
        return Lesson(
            "含有一个未知数、且未知数的次数是 1 的方程叫做一元一次方程，使两边相等的未知数的值是它的解。",
            "把含未知数的项移到左边，常数移到右边（移项要变号），再把两边同时除以未知数的系数",
            f"方程的解{about}是 {answer}。",
        )
    return Lesson(
        "A linear equation holds one unknown to the first power; its solution makes both sides equal.",
        "bring the unknown to the left and the numbers to the right, changing their signs, then divide "
        "both sides by the factor of the unknown",
        f"the solution of the equation is {about}{answer}.",
    )


_PHRASES = {
    "zh": {
        "collect": "整理，得 ",
        "move": "移项，得 ",
        "divide": "两边同时除以 {}，得 ",
        "check": "检验：",
        "left": "左边 ",
        "right": "右边 ",
    },
    "en": {
        "collect": "Collect the terms: ",
        "move": "Move the terms: ",
        "divide": "Divide both sides by {}: ",
        "check": "Check: ",
        "left": "left side ",
        "right": "right side ",
    },
}


def _moved(given: Equation) -> str:
    return f"{with_factor(given.coefficient, given.unknown)} = {given.constant!s}"


def _collecting(given: Equation, say: dict[str, str]) -> list[str]:
    """The equation with like terms added and adjacent signs resolved, unless it was written so."""
    collected = " = ".join(written_side(side, given.unknown) for side in (given.left, given.right))
    written = given.text.replace("*", "").replace(" ", "")
    if collected.replace(" ", "") == written:
        return [given.text]
    return [given.text, f"{say['collect']}{collected}"]


def _moving(given: Equation, say: dict[str, str], manner: Manner) -> list[str]:
    """The terms carried across, with the sums that this needs."""
    left, right = given.left, given.right
    lines: list[str] = []
    if not left.constant and not right.coefficient:
        return lines
    unknowns = with_factor(left.coefficient, given.unknown) if left.coefficient else "0"
    if right.coefficient:
        other = with_factor(right.coefficient.copy_abs(), given.unknown)
        unknowns += f" {'-' if right.coefficient > 0 else '+'} {other}"
    numbers = f"{right.constant!s} {signed_term(left.constant.copy_negate())}" if left.constant else str(right.constant)
    lines.append(f"{say['move']}{unknowns} = {numbers}")
    if manner.by_digit and left.constant and right.constant:
        _, x, sign, y = rewritten(right.constant, "-", left.constant)
        lines += named_columns(x, sign, y, manner.words)
    moved = _moved(given)
    return [*lines, moved] if lines[-1] != f"{say['move']}{moved}" else lines


def _root_chain(given: Equation, answer: Answer) -> str:
    """The quotient, the reduced fraction if that says more, and the digits."""
    if given.coefficient == _ONE:
        return answer.digits if answer.is_exact else f"{given.constant!s} {answer.relation} {answer.digits}"
    dividend, divisor = given.quotient
    common = gcd(dividend, divisor)
    stated = f"{given.constant!s} / {signed(given.coefficient)}"
    fraction = f"{dividend // common}/{divisor // common}"
    if answer.digits == fraction or (answer.is_exact and "." not in answer.digits):
        return f"{stated} = {answer.digits}"
    exact = stated if stated.replace(" ", "") == fraction else f"{stated} = {fraction}"
    return f"{exact} {answer.relation} {answer.digits}"


def _dividing(given: Equation, answer: Answer, manner: Manner) -> list[str]:
    """The long division and then the reduced fraction, so that nobody must see before dividing whether it reduces."""
    dividend, divisor = given.quotient
    stands_there = given.coefficient == _ONE and "/" not in answer.digits  # x = 6540.869 asks for no division
    if not dividend or divisor == 1 or stands_there:
        return []
    common = gcd(dividend, divisor)
    size, words, by_digit = abs(dividend), manner.words, manner.by_digit
    lines: list[str] = []
    if "/" not in answer.digits:
        lines += division_lines(str(size), divisor, manner.precision, words, by_digit=by_digit)
    if 1 < common < divisor:
        lines += reduction_lines(size, divisor, words, by_digit=by_digit)
    return lines


def _bracketed(value: Exact) -> str:
    text = number_text(Fraction(value))
    return f"({text})" if "/" in text or text[0] == "-" else text


def _checked(given: Equation, answer: Answer) -> str:
    """The left side with the root put in, down to the right side; what stands there is known already."""
    root = answer.digits
    if given.coefficient == _ONE:
        root = str(given.constant)
    elif not answer.is_exact:
        dividend, divisor = given.quotient
        common = gcd(dividend, divisor)
        root = f"{dividend // common}/{divisor // common}"
    written = f"({root})" if "/" in root or root[0] == "-" else root
    coefficient, constant = given.left.coefficient, given.left.constant
    stated, result = written if coefficient == _ONE else f"{coefficient!s} * {written}", str(given.right.constant)
    if not constant:
        return f"{stated} = {result}"
    added = signed_term(constant)
    if coefficient == _ONE:
        return f"{stated} {added} = {result}"
    return f"{stated} {added} = {given.constant!s} {added} = {result}"


def _substituted(side: Side, root: Exact, written: str) -> str:
    """One side with the root put in, term by term, down to its value."""
    if not side.coefficient:
        return str(side.constant)
    term = Fraction(side.coefficient) * Fraction(root)
    stated = written if side.coefficient == 1 else f"{side.coefficient} * {written}"
    worked = number_text(term)
    if not side.constant:
        return f"{stated} = {worked}"
    tail = signed_term(side.constant)
    result = number_text(term + Fraction(side.constant))
    if side.coefficient == 1:
        return f"{stated} {tail} = {result}"
    return f"{stated} {tail} = {worked} {tail} = {result}"


def _asked(match: "re.Match[str]") -> set[str]:
    """The letters for which the sentence asks."""
    return {half_width(letter) for name, letter in match.groupdict().items() if name.startswith("asked") and letter}
