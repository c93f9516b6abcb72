"""The firewall: whatever an augmenter does to the words, the mathematics that goes in comes out."""

from mathdata.firewall.firewall import Difference, Firewall, check
from mathdata.firewall.guard import Augmenter, Draws, Made, guarded, spoken
from mathdata.firewall.spans import KINDS, Kind, Span, protected_spans

__all__ = [
    "KINDS",
    "Augmenter",
    "Difference",
    "Draws",
    "Firewall",
    "Kind",
    "Made",
    "Span",
    "check",
    "guarded",
    "protected_spans",
    "spoken",
]
