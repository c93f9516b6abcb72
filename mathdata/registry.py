"""What is installed: formats, containers, transforms and families, ours and those of plug-ins alike.

A plug-in is a package with an entry point in the group `mathdata.<room>`; nothing is registered by importing.
"""

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from mathdata.errors import OptionError, PluginError
from mathdata.suggest import did_you_mean


@cache
def offers() -> Any:  # `EntryPoints`; what Python 3.11 gives has another type and the same `select`
    """Entry points of all packages that are installed; a look at them opens a file of each."""
    return entry_points()


@cache
def points(room: str) -> dict[str, EntryPoint]:
    """Entry points of a room by name, sorted; nothing is imported yet.

    Raises:
        PluginError: if two packages offer one name.
    """
    found: dict[str, EntryPoint] = {}
    for point in sorted(offers().select(group=f"mathdata.{room}"), key=lambda point: point.name):
        if point.name in found and found[point.name].value != point.value:
            raise PluginError(
                f"{room}: {point.name!r} is offered twice, by {found[point.name].value} and {point.value}; "
                "uninstall one of the two packages"
            )
        found[point.name] = point
    return found


@cache
def load(room: str, name: str) -> Any:
    """What a plug-in offers under `name`.

    Raises:
        OptionError: if nothing is installed under that name.
        PluginError: if it cannot be imported.
    """
    known = points(room)
    if name not in known:
        kind = room.removesuffix("s")
        raise OptionError(f"no {kind} {name!r}{did_you_mean(name, known)}; installed: {', '.join(known)}")
    try:
        return known[name].load()
    except (ImportError, AttributeError) as error:
        raise PluginError(f"{room}: {name!r} cannot be loaded from {known[name].value}: {error}") from error


def everything(room: str) -> dict[str, Any]:
    """All that is installed in a room, by name."""
    return {name: load(room, name) for name in points(room)}
