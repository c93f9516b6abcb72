"""The public names of the room."""

from types import ModuleType

import mathdata.verify


def test_front_door_is_sorted_and_complete():
    """Every public name is listed, once, in order."""
    visible = {name: thing for name, thing in vars(mathdata.verify).items() if not name.startswith("_")}
    public = sorted(name for name, thing in visible.items() if not isinstance(thing, ModuleType))
    listed = list(mathdata.verify.__all__)
    assert sorted(listed) == public
    assert len(set(listed)) == len(listed)
