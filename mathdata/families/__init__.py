"""Problem families: how each kind of problem reads, its exact solution, its steps, and new problems."""

from mathdata.families.batch import Working, slow_rows
from mathdata.families.contract import Answer, Family, Formula, Lesson, Manner, Problem
from mathdata.families.gold import agrees
from mathdata.families.recognition import Recognised, recognise
from mathdata.families.registry import families, family
from mathdata.families.solve import Worked, WorkOptions, worked, worked_batch
from mathdata.families.symbolic import SymbolicFamily

__all__ = [
    "Answer",
    "Family",
    "Formula",
    "Lesson",
    "Manner",
    "Problem",
    "Recognised",
    "SymbolicFamily",
    "WorkOptions",
    "Worked",
    "Working",
    "agrees",
    "families",
    "family",
    "recognise",
    "slow_rows",
    "worked",
    "worked_batch",
]
