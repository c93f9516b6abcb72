"""Problem families: how each kind of problem reads, its exact solution, its steps, and new problems."""

from mathdata.families.batch import Working
from mathdata.families.contract import Answer, Family, Lesson, Manner, Problem
from mathdata.families.gold import agrees
from mathdata.families.recognition import Recognised, recognise
from mathdata.families.registry import families, family
from mathdata.families.solve import Worked, WorkOptions, worked, worked_batch

__all__ = [
    "Answer",
    "Family",
    "Lesson",
    "Manner",
    "Problem",
    "Recognised",
    "WorkOptions",
    "Worked",
    "Working",
    "agrees",
    "families",
    "family",
    "recognise",
    "worked",
    "worked_batch",
]
