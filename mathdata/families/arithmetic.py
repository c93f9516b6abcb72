"""Arithmetic, e.g. "计算 48 * -24 等于多少？" or "Calculate: (15 * 4 - 12) / 3 + 8^2"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from random import Random
from typing import NamedTuple, TypeAlias

import polars as pl

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Family, Lesson, Manner, decimal
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import ASCII_NUMBER, EQUALS, MINUS, OVER, PLEASE, SIGNED, TIMES, named
from mathdata.families.phrasings.calculations import ARITHMETIC
from mathdata.families.working.expression import (
    Number,
    Reduction,
    parse_expression,
    reductions,
    written,
)
from mathdata.families.working.fractions import operation_line, reduction_lines
from mathdata.families.working.in_columns import operations
from mathdata.families.working.lines import concludes
from mathdata.families.working.powers import power_lines
from mathdata.families.working.products import product, product_lines
from mathdata.families.working.quotients import quotient_lines
from mathdata.families.working.sheets.lessons import lessons_by
from mathdata.families.working.sheets.operations import operation_steps
from mathdata.families.working.sums import sum_lines, total
from mathdata.numbers import EXACT, Precision, Ratio, as_decimal, half_width, show, show_ratio
from mathdata.numbers.in_columns import SMALL_DECIMAL


class Direct(NamedTuple):
    """One operation on two decimals."""

    a: Decimal
    sign: str
    b: Decimal
    text: str
    """The operation as it is written in the solution."""


class Nested(NamedTuple):
    """An expression with several operations, as it was written and as the operations that reduce it."""

    text: str
    steps: tuple[Reduction, ...]


Given: TypeAlias = Direct | Nested

_ASK_ZH = (
    r"(?:等于多少|等于几|等于什么|等于|是多少|得多少|得几"
    r"|的?(?:结果|值|得数|答案)(?:是多少|是什么|是|为)?)?"
)
_PREFIX_ZH = (
    rf"{PLEASE}(?:计算|求解|求出|求|口算|算)?(?:一下|出)?(?:下面的|下列|以下)?(?:算式|式子|表达式|各题)?"
    r"(?:的值|的结果)?[：:，,]?\s*"
)
_SUFFIX_ZH = rf"\s*{EQUALS}?\s*{_ASK_ZH}\s*[？?。．.！!]*\s*$"
_PREFIX_EN = (
    r"^\s*(?:(?i:please\s+)?(?i:calculate|compute|evaluate|work out|find|simplify|solve|what is|what's|how much is)"
    r"(?i:\s+the\s+(?:value|result)\s+of|(?:\s+the)?\s+expression|(?:\s+the)?\s+(?:product|quotient|sum|difference)(?:\s+of)?|(?:\s+the)?\s+exact\s+answer)?\s*:?\s*)?"
)
_SUFFIX_EN = rf"\s*(?:{EQUALS}\s*)?[?？.]*\s*$"
_EXPRESSION = r"[-+*/^().0-9０-９．＋－−–＊×✕·⋅／÷（）\s]*[0-9０-９)）]"
_QUICK = "^计算 ({0}) ([-+*/]) ({0}) 等于多少？$"
_SIGN = rf"[+＋]|{MINUS}|{TIMES}|{OVER}"
_SIGN_ZH = rf"{_SIGN}|加上|加|减去|减|乘以|乘|除以"
_SIGN_EN = rf"{_SIGN}|(?i:plus|minus|times|multiplied by|divided by|take away)"
_VERB_EN = r"(?i:add together|add|sum of|sum|total of|product of|multiply|divide|put together)"
_SIGNS = (
    dict.fromkeys(("加", "加上", "plus", "add", "add together", "sum", "sum of", "total of", "put together"), "+")
    | dict.fromkeys(("减", "减去", "minus", "take away"), "-")
    | dict.fromkeys(("乘", "乘以", "times", "multiplied by", "product of", "multiply"), "*")
    | dict.fromkeys(("除以", "divided by", "divide"), "/")
)
_OPERAND = {
    "+": ("加法", "两个加数相加", "和", "Addition", "adds two terms", "sum"),
    "-": (
        "减法",
        "从被减数里去掉减数",
        "差",
        "Subtraction",
        "takes the second number from the first",
        "difference",
    ),
    "*": (
        "乘法",
        "求若干个相同加数的和",
        "积",
        "Multiplication",
        "takes the first number as many times as the second says",
        "product",
    ),
    "/": (
        "除法",
        "已知积与一个因数，求另一个因数",
        "商",
        "Division",
        "finds the factor that turns the divisor into the dividend",
        "quotient",
    ),
}
_FORMULAS = {
    "+": ("和 = 加数 + 加数", "sum = term + term"),
    "-": ("差 = 被减数 - 减数", "difference = minuend - subtrahend"),
    "*": ("积 = 因数 * 因数", "product = factor * factor"),
    "/": ("商 = 被除数 / 除数", "quotient = dividend / divisor"),
}


class Arithmetic(Family[Given]):
    """One operation on two decimals, or an expression with brackets and powers.

    Difficulty is the number of digits of the operands; from 4 on they have two decimals and signs.
    """

    kind = "arithmetic"
    markers = Bilingual(zh=("等于多少", ""), en=("",))
    patterns = Bilingual(
        zh=(
            rf"{_PREFIX_ZH}(?:{named('a', SIGNED)}\s*{named('sign', _SIGN_ZH)}\s*{named('b', SIGNED)}"
            rf"|{named('expression', _EXPRESSION)}){_SUFFIX_ZH}"
        ),
        en=(
            rf"{_PREFIX_EN}(?:{named('a', SIGNED)}\s*{named('sign', _SIGN_EN)}\s*{named('b', SIGNED)}"
            rf"|(?i:the\s+)?{named('verb', _VERB_EN)}\s+{named('c', SIGNED)}"
            rf"\s+(?i:and|by|to)\s+{named('d', SIGNED)}"
            rf"|{named('expression', _EXPRESSION)}){_SUFFIX_EN}"
        ),
    )
    wordings = Bilingual(
        zh=("计算 {} 等于多少？", "请计算：{}", "{} 等于几？", "求 {} 的值。"),
        en=("Calculate {}.", "What is {}?", "Work out {}.", "Evaluate: {}"),
    )
    phrasings = ARITHMETIC

    quick = re.compile(_QUICK.format(ASCII_NUMBER))

    def read_quick(self, match: "re.Match[str]") -> Direct:
        """The two operands with their sign."""
        a, sign, b = match.groups()
        return Direct(first := Decimal(a), sign, second := Decimal(b), f"{first!s} {sign} {second!s}")

    def read(self, match: "re.Match[str]") -> Given | None:
        """The two operands with their sign, or the expression as a tree that can be reduced."""
        found = match.groupdict()
        if found["expression"] is not None:
            return _nested(half_width(found["expression"]))
        a, sign, b = found["a"] or found["c"], found["sign"] or found["verb"], found["b"] or found["d"]
        return _direct(a, sign, b)

    def solve(self, given: Given, precision: Precision | None = None) -> Answer:
        """Sums and products exact, quotients to 28 digits, expressions as a decimal or a fraction."""
        if isinstance(given, Nested):
            value = given.steps[-1].result.value
            return Answer(value, *show(value, precision or EXACT))
        a, sign, b, text = given
        if sign == "/":
            if not b:
                raise CannotSolve(f"arithmetic: found {text}, wanted a divisor other than 0")
            ratio = Ratio(a, b)
            return Answer(ratio, *show_ratio(ratio, precision or self.precision))
        result = product(a, b) if sign == "*" else total(a, sign, b)
        return Answer(result, *show(result, precision or EXACT))

    def chain(self, given: Given, answer: Answer, manner: Manner) -> str:
        """The problem with its result; a rounded result of an exact one shows both."""
        return f"{given.text} {'=' if answer.is_exact else '≈'} {answer.digits}"

    def steps(self, given: Given, answer: Answer, manner: Manner) -> list[str]:
        """Columns, digit products, long division; an expression one operation after another."""
        if isinstance(given, Nested):
            return _nested_lines(given, manner)
        lines = _direct_lines(given, manner)
        if given.sign != "/" and not answer.is_exact:
            lines.append(f"{given.text} = {answer.exact_value}")
        return lines

    def lesson(self, given: Given, answer: Answer, language: Language) -> Lesson:
        """What the operation means; for an expression, the order of operations."""
        text = answer.text
        if isinstance(given, Nested):
            return _order_of_operations(text, language)
        return _lesson(given.sign, text, language, is_exact=answer.is_exact)

    def in_columns(self, problems: pl.Series, language: Language | None) -> pl.DataFrame:
        """One operation on two small numbers in the most usual wording."""
        return operations(problems, _QUICK.format(SMALL_DECIMAL))

    def steps_in_columns(self, told: pl.DataFrame, manner: Manner) -> pl.Series:
        """The same operations."""
        return operation_steps(told["solution"], manner)

    def lessons_in_columns(self, told: pl.DataFrame, language: Language) -> pl.Series:
        """The same operations."""
        sign = told["solution"].str.extract("^[^ ]+ (.) ")
        return lessons_by(sign, told, lambda sign: partial(_lesson, sign), language, "answer")

    def said(self, given: Given, language: Language) -> Mapping[str, str]:
        """The expression."""
        return {"e": given.text}

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """Mostly two operands, their quotient whole up to difficulty 3; one problem in five is nested."""
        if rng.random() < 0.2:
            return rng.choice(self.wordings.of(language)).format(_draw_nested(rng, difficulty))
        sign = rng.choice("+-*/")
        a, b = (_operand(rng, difficulty) for _ in range(2))
        if sign == "/" and difficulty < 4:
            a = a * b
        return rng.choice(self.wordings.of(language)).format(f"{a} {sign} {b}")


def _lesson(sign: str, answer: str, language: Language, *, is_exact: bool) -> Lesson:
    zh, meaning_zh, result_zh, en, meaning_en, result_en = _OPERAND[sign]
    formula_zh, formula_en = _FORMULAS[sign]
    about_zh, about_en = ("", "") if is_exact else ("约", "about ")
    if language == "zh":
        return Lesson(f"{zh}是{meaning_zh}的运算。", formula_zh, f"所求的{result_zh}{about_zh}是 {answer}。")
    return Lesson(f"{en} {meaning_en}.", formula_en, f"the {result_en} is {about_en}{answer}.")


def _direct(a: str, sign: str, b: str) -> Direct | None:
    first, second = decimal(a), decimal(b)
    if first is None or second is None or _is_code(a) or _is_code(b):
        return None
    sign = _SIGNS.get(sign.lower()) or half_width(sign)
    return Direct(first, sign, second, f"{first} {sign} {second}")


def _is_code(operand: str) -> bool:
    """Whether leading zeros show a date or a telephone number, not a quantity."""
    return operand[0] == "0" and operand[1:2].isdigit()


def _nested(text: str) -> Nested | None:
    tree = parse_expression(text)
    if tree is None or isinstance(tree, Number):
        return None
    try:
        steps = reductions(tree)
    except CannotSolve:
        return None
    return Nested(written(tree), tuple(steps)) if steps else None


def _direct_lines(given: Direct, manner: Manner) -> list[str]:
    a, sign, b, _ = given
    if sign == "*":
        return product_lines(a, b, manner.words, by_digit=manner.by_digit)
    if sign != "/":
        return sum_lines(a, sign, b, manner.words, by_digit=manner.by_digit)
    return quotient_lines(a, b, manner.precision, manner.words, by_digit=manner.by_digit)


def _nested_lines(given: Nested, manner: Manner) -> list[str]:
    lines, before = [], given.text
    for step in given.steps:
        lines += _operation_lines(step, manner)
        if step.expression != step.result.text or before != f"{step.left.text} {step.sign} {step.right.text}":
            lines.append(f"{before} = {step.expression}")
        before = step.expression
    return lines


def _operation_lines(step: Reduction, manner: Manner) -> list[str]:
    """The working of one operation and, if it has any, the line with its result."""
    sign, left, right = step.sign, step.left.value, step.right.value
    gap = "" if sign == "^" else " "
    stated = f"{step.left.text}{gap}{sign}{gap}{step.right.text}"
    result = step.result.text
    a, b = as_decimal(left), as_decimal(right)
    if a is None or b is None:
        return _fraction_operation(sign, left, right, stated, result)
    lines = _decimal_operation(step, a, b, manner)
    done = f"{stated} = {result}"
    return lines if lines and concludes(lines[-1], done) else [*lines, done]


def _decimal_operation(step: Reduction, a: Decimal, b: Decimal, manner: Manner) -> list[str]:
    if step.sign == "^":
        return power_lines(a, int(b), manner.words, by_digit=manner.by_digit) if b > 1 else []
    if step.sign == "/" and as_decimal(step.result.value) is None:
        return _unending_quotient(a, b, manner)
    return _direct_lines(Direct(a, step.sign, b, ""), manner._replace(precision=EXACT))


def _fraction_operation(sign: str, a: Fraction, b: Fraction, stated: str, result: str) -> list[str]:
    return [f"{stated} = {result}" if sign == "^" else operation_line(sign, a, b, stated, result)]


def _unending_quotient(a: Decimal, b: Decimal, manner: Manner) -> list[str]:
    if a != int(a) or b != int(b):
        return []
    return reduction_lines(abs(int(a)), abs(int(b)), manner.words, by_digit=manner.by_digit)


def _order_of_operations(text: str, language: Language) -> Lesson:
    if language == "zh":
        return Lesson(
            "混合运算是含有两种以上运算的式子。",
            "先算括号里的，再算乘方，然后算乘除，最后算加减",
            f"式子的值是 {text}。",
        )
    return Lesson(
        "A mixed calculation contains several operations.",
        "brackets first, then powers, then products and quotients, then sums and differences",
        f"the value of the expression is {text}.",
    )


def _draw_nested(rng: Random, difficulty: int) -> str:
    """An expression with brackets and a square whose quotient is whole, because it was drawn first."""
    size = 10**difficulty
    a, b, divisor, quotient, base = (rng.randint(2, size) for _ in range(5))
    rest = a * b - divisor * quotient
    inner = f"{a} * {b} {'-' if rest >= 0 else '+'} {abs(rest)}"
    return f"({inner}) / {divisor} {rng.choice('+-')} {base % 20 + 1}^2"


def _operand(rng: Random, difficulty: int) -> Decimal:
    if difficulty < 4:
        return Decimal(rng.randint(10 ** (difficulty - 1), 10**difficulty - 1))
    size = rng.randint(10 ** (difficulty - 1), 10**difficulty - 1)
    return Decimal(size if rng.random() < 0.5 else -size).scaleb(-2)
