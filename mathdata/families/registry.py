"""Every installed family, ours and a stranger's, found by one road: the entry points `mathdata.families`."""

from functools import cache
from importlib.metadata import EntryPoint
from typing import Any

from mathdata import registry
from mathdata.errors import OptionError, PluginError
from mathdata.families.contract import Family


def points() -> dict[str, EntryPoint]:
    """Where each family is, by kind, in the order of their names; none is imported by this.

    Raises:
        PluginError: if two of them share a name.
    """
    return registry.points("families")


def families() -> dict[str, Family[Any]]:
    """The installed families by kind, in the order of their names.

    Raises:
        PluginError: if two of them share a name, or one does not load or is not a family of that name.
    """
    return {kind: family(kind) for kind in points()}


@cache
def family(kind: str) -> Family[Any]:
    """The family of a category name; it is imported when it is first asked for.

    Raises:
        OptionError: if no family has this name; the message lists those that there are.
        PluginError: if it does not load, or is not a family of that name.
    """
    known = points()
    if kind not in known:
        raise OptionError(f"families: no family {kind!r}, found {sorted(known)}")
    loaded = registry.load("families", kind)
    if not (isinstance(loaded, type) and issubclass(loaded, Family)) or loaded.kind != kind:
        raise PluginError(f"families: {kind!r} leads to {known[kind].value}, wanted a Family class of that kind")
    return loaded()
