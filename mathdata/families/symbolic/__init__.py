"""Families whose mathematics is SymPy's: asked in a process of its own that can be ended, told like the others.

Nothing here imports SymPy before the first such problem is solved, and then only the other process does.
"""

from mathdata.families.symbolic.family import Phrases, SymbolicFamily
from mathdata.families.symbolic.process import TimeOver, end, warm
from mathdata.families.symbolic.working import Line, Working

__all__ = ["Line", "Phrases", "SymbolicFamily", "TimeOver", "Working", "end", "warm"]
