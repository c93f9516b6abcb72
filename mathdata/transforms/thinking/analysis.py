"""A headed analysis around a solution: purpose, structure, handling, result.

Whatever it says is true by construction: a problem that a family reads is of that kind, any other problem is
quoted, with the numbers that stand in it.
"""

import re

from mathdata.families import recognise
from mathdata.families.language import Bilingual, Language
from mathdata.transforms.thinking.purposes import PLANS, Plan
from mathdata.transforms.thinking.sentences import step_spans
from mathdata.verify.tokens import tokenise

MAX_QUOTED_CHARS = 300
MAX_NUMBERS = 12

TITLES = Bilingual(zh="**分步分析：**", en="**Step-by-Step Analysis:**")
_HEADINGS = Bilingual(
    zh=("明确目的", "理清结构", "处理数据", "得出结果"),
    en=("Define Purpose", "Structure", "Data Handling", "Result"),
)
_SAY = {
    "zh": {
        "asked": "回答题目的问题：{}",
        "unasked": "解答题目所给的问题。",
        "given": "题目中的数有 {}。",
        "many": "题目中有 {} 个不同的数。",
        "none": "题目中没有用数字写的数，按所给条件推理。",
        "colon": "：",
        "comma": "、",
    },
    "en": {
        "asked": "Answer the question: {}",
        "unasked": "Solve the problem as it is put.",
        "given": "The numbers in the problem are {}.",
        "many": "There are {} different numbers in the problem.",
        "none": "No number stands in figures; reason from what the problem states.",
        "colon": ": ",
        "comma": ", ",
    },
}
_QUESTION = re.compile(r"[?？]\W*$")


def analysis(problem: str, working: str, result: str, language: Language) -> str:
    """The solution under four headings; the working stands under the third as it is.

    >>> print(analysis("How old is Ada?", "Ada is 3 + 4 = 7 years old.", "#### 7", "en"))
    **Step-by-Step Analysis:**
    <BLANKLINE>
    1. **Define Purpose**: Answer the question: How old is Ada?
    <BLANKLINE>
    2. **Structure**: No number stands in figures; reason from what the problem states.
    <BLANKLINE>
    3. **Data Handling**:
    Ada is 3 + 4 = 7 years old.
    <BLANKLINE>
    4. **Result**:
    #### 7
    """
    say = _SAY[language]
    plan = _plan(problem, language)
    purpose, structure, handling, end = (
        f"{number}. **{heading}**{say['colon']}" for number, heading in enumerate(_HEADINGS.of(language), start=1)
    )
    parts = [
        TITLES.of(language),
        purpose + plan.purpose,
        structure + plan.structure,
        f"{handling.rstrip()}\n{working}",
        f"{end.rstrip()}\n{result}",
    ]
    return "\n\n".join(parts)


def is_analysed(text: str) -> bool:
    """Whether an analysis of ours stands there already."""
    return any(title in text for title in TITLES)


def _plan(problem: str, language: Language) -> Plan:
    recognised = recognise(problem)
    if recognised is not None and recognised.family.kind in PLANS:
        return PLANS[recognised.family.kind].of(language)
    return Plan(_purpose(problem, language), _structure(problem, language))


def _purpose(problem: str, language: Language) -> str:
    """The question in the problem's own words, if it has one and that states no equation."""
    say = _SAY[language]
    spans = step_spans(problem)
    question = problem[slice(*spans[-1])] if spans else ""
    quotable = len(question) <= MAX_QUOTED_CHARS and "\n" not in question and _QUESTION.search(question)
    if not quotable or any(token.kind == "relation" for token in tokenise(question)):
        return say["unasked"]
    return say["asked"].format(question)


def _structure(problem: str, language: Language) -> str:
    say = _SAY[language]
    numbers = list(dict.fromkeys(problem[t.start : t.end] for t in tokenise(problem) if t.kind == "number"))
    if not numbers:
        return say["none"]
    if len(numbers) > MAX_NUMBERS:
        return say["many"].format(len(numbers))
    return say["given"].format(say["comma"].join(numbers))
