r"""What introduces a final answer: one vocabulary for the solutions that are written and those that are marked.

```text
phrase   答案：30 克   Answer: 30 grams        ####   #### 30        boxed   \boxed{30\text{ 克}}
```
"""

import re
from typing import Literal, TypeAlias

from mathdata.families.contract import Answer, Formula
from mathdata.families.language import Bilingual, Language
from mathdata.numbers import unit_named

AnswerMark: TypeAlias = Literal["none", "phrase", "答案：", "####", "boxed"]

PHRASES = Bilingual(zh="答案：", en="Answer: ")

_NUMBER = re.compile(r"(?P<digits>[-+]?[0-9][0-9,]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+|/[0-9]+)?)(?:\s*(?P<unit>\S.*))?")
_PROSE = re.compile(r"[\u4e00-\u9fff]|(?<!\\)\b[A-Za-z]{2,}")


def marked(answer: Answer, mark: AnswerMark, language: Language) -> str:
    """The line with the final answer; after `####` the number alone, as graders of that mark expect."""
    if isinstance(answer.value, Formula) and mark == "boxed":
        return f"\\boxed{{{answer.value.latex}}}"
    return _line(answer.digits, answer.unit, mark, language)


def mark_line(answer: str, mark: AnswerMark, language: Language) -> str:
    r"""The same line for an answer that is only known as text.

    >>> mark_line("30 克", "boxed", "zh"), mark_line("3/5", "boxed", "en"), mark_line("45.1%", "####", "en")
    ('\\boxed{30\\text{ 克}}', '\\boxed{\\frac{3}{5}}', '#### 45.1%')
    >>> mark_line("no solution", "boxed", "en"), mark_line(r"$\\sqrt{2}$", "phrase", "en")
    ('\\boxed{\\text{no solution}}', 'Answer: $\\\\sqrt{2}$')
    """
    match = _NUMBER.fullmatch(answer)
    unit = match["unit"] if match else None
    if match and (unit is None or unit_named(unit) is not None):
        return _line(match["digits"], unit or "", mark, language)
    if mark != "boxed":
        return f"{_opening(mark, language)}{answer}"
    formula = answer[1:-1] if len(answer) > 2 and answer[0] == answer[-1] == "$" else answer
    prose = "\\" not in formula and _PROSE.search(formula)
    return f"\\boxed{{\\text{{{formula}}}}}" if prose else f"\\boxed{{{formula}}}"


def _opening(mark: AnswerMark, language: Language) -> str:
    return {"####": "#### ", "phrase": PHRASES.of(language), "答案：": PHRASES.zh}[mark]


def _line(digits: str, unit: str, mark: AnswerMark, language: Language) -> str:
    if mark == "boxed":
        return f"\\boxed{{{_latex(digits, unit)}}}"
    percent = "%" if unit == "%" else ""
    named = f" {unit}" if unit and not percent and mark != "####" else ""
    return f"{_opening(mark, language)}{digits}{percent}{named}"


def _latex(digits: str, unit: str) -> str:
    """The answer in LaTeX: a fraction, a power of ten, a percentage, a unit in upright type."""
    if "/" in digits:
        top, bottom = digits.split("/")
        digits = f"{'-' * (top[0] == '-')}\\frac{{{top.lstrip('-')}}}{{{bottom}}}"
    if "E" in digits:
        mantissa, exponent = digits.split("E")
        digits = f"{mantissa} \\times 10^{{{int(exponent)}}}"
    if unit in ("", "%"):
        return digits + unit.replace("%", "\\%")
    return f"{digits}\\text{{ {unit}}}"
