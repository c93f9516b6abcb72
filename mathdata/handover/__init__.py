"""Hand-over: the few lines by which a trainer finds what was written, made from what was written.

One file a trainer. Each says which layouts the trainer reads, and refuses the others with what to write instead.
"""

from collections.abc import Callable, Mapping

from mathdata.handover.llamafactory import llamafactory
from mathdata.handover.mindformers import mindformers
from mathdata.handover.swift import swift
from mathdata.handover.written import Section, Written
from mathdata.handover.xtuner import xtuner

__all__ = ["TRAINERS", "Section", "Written"]

TRAINERS: Mapping[str, Callable[[Written], Section]] = {
    "llamafactory": llamafactory,
    "mindformers": mindformers,
    "swift": swift,
    "xtuner": xtuner,
}
"""By name, what writes the section of a trainer."""
