"""Mistakes in options, told in our words instead of pydantic's."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from mathdata.suggest import did_you_mean

Way = tuple[str | int, ...]
"""Keys and positions that lead to an option."""


def told(error: ValidationError, model: type[BaseModel], path: Way = ()) -> list[tuple[Way, str]]:
    """The mistakes of a validation, in our words."""
    found: list[tuple[Way, str]] = []
    for mistake in error.errors():
        place: Way = (*path, *mistake["loc"])
        name = str(mistake["loc"][-1]) if mistake["loc"] else ""
        if mistake["type"] == "extra_forbidden":
            known = _known(model, mistake["loc"][:-1])
            text = f"no option {name!r}{did_you_mean(name, known)}; there are {', '.join(known)}"
        elif mistake["type"] == "missing":
            text = f"{name!r} is missing"
        elif mistake["type"] == "value_error":
            said = mistake["msg"].removeprefix("Value error, ")
            text = f"{name}: {said}" if name and not name.isdecimal() else said
        else:
            wanted = mistake["msg"].removeprefix("Input should be ")
            between = ": " if wanted == mistake["msg"] else ", wanted "
            values = re.findall("'(.+?)'", wanted) if mistake["type"] == "literal_error" else []
            text = f"found {mistake['input']!r}{between}{wanted}{did_you_mean(str(mistake['input']), values)}"
        found.append((place, text))
    return found


def in_one_line(error: ValidationError, model: type[BaseModel]) -> str:
    """All mistakes of a validation, each behind the names that lead to its option."""
    lines = []
    for way, text in told(error, model):
        names = [str(name) for name in way]
        if names and text.startswith(f"{names[-1]}: "):
            names.pop()
        lines.append(": ".join(filter(None, (".".join(names), text))))
    return "; ".join(lines)


def _known(model: type[BaseModel], way: tuple[str | int, ...]) -> list[str]:
    """Options of the model that a path leads to."""
    here: Any = model
    for key in way:
        if isinstance(key, str) and isinstance(here, type) and issubclass(here, BaseModel) and key in here.model_fields:
            here = next(_models(here.model_fields[key].annotation), here)
    return list(here.model_fields)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)
