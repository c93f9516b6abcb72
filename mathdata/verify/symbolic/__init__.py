"""Statements of algebra and calculus, proven or refuted: read by a parser of this room's own, tested at points."""

from mathdata.verify.symbolic.equality import same_formula
from mathdata.verify.symbolic.proving import HOLDS_FOR_FUNCTIONS, Proof, prove, proven_signs

__all__ = ["HOLDS_FOR_FUNCTIONS", "Proof", "prove", "proven_signs", "same_formula"]
