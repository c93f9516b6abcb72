"""The patterns of families are tried on anything: none may take exponential time on a near-miss."""

import pytest
from repeats import loose_nests

from mathdata.families import families

PATTERNS = {
    (kind, i): pattern
    for kind, family in families().items()
    for i, pattern in enumerate([*family.patterns, *([family.quick.pattern] if family.quick else [])])
}


@pytest.mark.parametrize("name", PATTERNS, ids=lambda name: f"{name[0]}-{name[1]}")
def test_no_repeat_nests_loosely(name):
    """A run of signs can be shared out among the turns of a repeat in one way only."""
    assert loose_nests(PATTERNS[name]) == []


@pytest.mark.parametrize("pattern", [r"(?:a*)*b", r"(?:\d+,?)+x", r"(?:\w+\w*,?)*;", r"(?:(?:ab|c+)*)+d"])
def test_loose_nests_are_seen(pattern):
    """The check knows the usual bombs."""
    assert loose_nests(pattern)
