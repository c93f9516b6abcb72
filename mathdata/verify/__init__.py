"""Reads what anybody wrote: finds equation chains, proves or refutes each link, and compares answers.

Nothing in a text is ever evaluated by Python, nothing takes longer than its bounds allow, and a link is
refuted only if no reading we know of makes it true.
"""

from mathdata.verify.audit import verify
from mathdata.verify.batch import find_faults
from mathdata.verify.compare import STRICT, AnswerCheck, Comparison, check_answer, same_answer
from mathdata.verify.extract import Mark, Stated, extract_answer
from mathdata.verify.findings import Finding, Verdict
from mathdata.verify.repair import Change, Repaired, repair

__all__ = [
    "STRICT",
    "AnswerCheck",
    "Change",
    "Comparison",
    "Finding",
    "Mark",
    "Repaired",
    "Stated",
    "Verdict",
    "check_answer",
    "extract_answer",
    "find_faults",
    "repair",
    "same_answer",
    "verify",
]
