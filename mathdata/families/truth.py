"""Answers to questions of yes and no: `True` and `False`, in Chinese `是` and `否`."""

from mathdata.families.contract import Answer, Formula
from mathdata.families.language import Bilingual


def truth(holds: bool) -> Answer:  # noqa: FBT001
    """Whether something is so, as an answer.

    >>> truth(7 > 5).text, truth(False).in_language("zh").text
    ('True', '否')
    """
    said = Bilingual("是", "True") if holds else Bilingual("否", "False")
    return Answer(Formula(said.en, f"\\text{{{said.en}}}", said), said.en, is_exact=True)
