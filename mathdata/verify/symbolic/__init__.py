"""Statements of algebra and calculus, held true or refuted: read by a parser of this room's own, tested at exact points."""

from mathdata.verify.symbolic.equality import same_formula
from mathdata.verify.symbolic.proving import Proof, prove

__all__ = ["Proof", "prove", "same_formula"]
