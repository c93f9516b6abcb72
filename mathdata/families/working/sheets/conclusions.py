"""The sentences that answer the questions of many rows."""

from collections.abc import Callable

from mathdata.families.contract import Lesson
from mathdata.families.language import Language
from mathdata.families.working.sheets.pieces import Holds
from mathdata.families.working.sheets.sheet import Sheet


def conclusion(sheet: Sheet, is_exact: Holds, lesson: Callable[..., Lesson], language: Language) -> str:
    """The last sentence of each row; a lesson that is told whether it `is_exact` says so where an answer is rounded."""
    return sheet.either(is_exact, *(lesson(is_exact=exact).therefore(language) for exact in (True, False)))
