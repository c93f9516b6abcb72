"""Every installed family, ours and a stranger's, found by one road: the entry points `mathdata.families`."""

from functools import lru_cache
from importlib.metadata import entry_points
from typing import Any

from mathdata.errors import OptionError, PluginError
from mathdata.families.contract import Family

GROUP = "mathdata.families"


@lru_cache(maxsize=1)
def families() -> dict[str, Family[Any]]:
    """The installed families by kind, in the order of their names.

    Raises:
        PluginError: if two of them share a name, or one does not load or is not a family of that name.
    """
    found: dict[str, Family[Any]] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        if point.name in found:
            raise PluginError(f"families: {point.name!r} is offered twice, the second time by {point.value}")
        try:
            loaded = point.load()
        except (ImportError, AttributeError) as error:
            raise PluginError(f"families: {point.name!r} cannot be loaded from {point.value}: {error}") from error
        found[point.name] = _loaded(point.name, loaded, point.value)
    return found


def family(kind: str) -> Family[Any]:
    """The family of a category name.

    Raises:
        OptionError: if no family has this name; the message lists those that there are.
    """
    found = families()
    if kind not in found:
        raise OptionError(f"families: no family {kind!r}, found {sorted(found)}")
    return found[kind]


def _loaded(name: str, loaded: Any, value: str) -> Family[Any]:
    if not (isinstance(loaded, type) and issubclass(loaded, Family)) or loaded.kind != name:
        raise PluginError(f"families: {name!r} leads to {value}, wanted a Family class whose kind is {name!r}")
    return loaded()
