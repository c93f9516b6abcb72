"""Recipes: a YAML file becomes a pipeline, or a list of everything that is wrong with it, each at its place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ConfigDict, ValidationError, create_model

from mathdata import registry
from mathdata.errors import OptionError
from mathdata.mistakes import Way, told
from mathdata.model import documented_schema
from mathdata.pipeline import Pipeline
from mathdata.step import Step
from mathdata.suggest import did_you_mean

_MOST_NODES = 100_000
"""Values of the largest recipe; a few lines of aliases of aliases stand for billions."""


class _Loader(yaml.SafeLoader):
    """YAML with the booleans of its version 1.2: `on`, `off`, `yes` and `no` are words."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|True|TRUE|false|False|FALSE"), list("tTfF"))


def load_recipe(file: str, settings: Sequence[str] = ()) -> Pipeline:
    """The pipeline of a recipe, with `settings` such as `steps.sample.n=100` put in.

    Raises:
        OptionError: with all mistakes, each with its line and column.
    """
    try:
        text = Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise OptionError(
            f"{file}: found {error.object[error.start]:#04x} at byte {error.start}, wanted UTF-8"
        ) from None
    return parse_recipe(text, name=file, settings=settings)


def parse_recipe(text: str, *, name: str = "recipe", settings: Sequence[str] = ()) -> Pipeline:
    """As `load_recipe`, of the text of a recipe."""
    root, data = _composed(text, name)
    if not isinstance(data, dict) or root is None:
        raise OptionError(f"{name}:1: found {_kind(data)}, wanted a mapping with sources, steps and outputs")
    places = dict(_places(root, ()))
    for setting in settings:
        set_value(data, setting)
    mistakes = [(place, f"the key {key!r} stands twice") for place, key in _twice(root, ())]
    pipeline, more = _validated(data)
    if mistakes := [*mistakes, *more]:
        told = sorted((_line_of(place, places), text) for place, text in mistakes)
        lines = "\n".join(f"{name}:{line}:{column}: {text}" for (line, column), text in told)
        raise OptionError(lines if len(told) == 1 else f"{len(told)} mistakes in the recipe:\n{lines}")
    assert pipeline is not None
    return pipeline


def _composed(text: str, name: str) -> tuple[yaml.Node | None, Any]:
    """What stands in a YAML text: with its places, and as values.

    Raises:
        OptionError: if it is no YAML, or has no end.
    """
    try:
        root = yaml.compose(text, Loader=_Loader)
        if root is not None and _size(root, {}) > _MOST_NODES:
            raise OptionError(f"{name}: found more than {_MOST_NODES:,} values, wanted fewer; repeat less by aliases")
        return root, yaml.load(text, Loader=_Loader)
    except RecursionError:
        raise OptionError(f"{name}: found brackets or indents too deep to be a recipe; is it the right file?") from None
    except (yaml.YAMLError, ValueError) as error:  # a date or a number that is none is an error of values
        if isinstance(error, OptionError):
            raise
        raise OptionError(f"{name}: found no YAML: {error}") from None


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    """Values below a node, as often as aliases repeat them."""
    if id(node) not in known:
        known[id(node)] = _MOST_NODES + 1  # of a node that is met again inside of itself
        pairs = node.value if isinstance(node, yaml.CollectionNode) else []
        below = [part for pair in pairs for part in (pair if isinstance(pair, tuple) else (pair,))]
        known[id(node)] = 1 + sum(_size(part, known) for part in below)
    return known[id(node)]


def _kind(value: Any) -> str:
    """What a value is called in YAML."""
    names = {type(None): "nothing", str: "a text", list: "a list", dict: "a mapping", bool: "true or false"}
    return names.get(type(value), f"{value!r:.40}")


def recipe_schema() -> dict[str, Any]:
    """JSON Schema of recipes, with the steps that are installed; editors complete by it."""
    steps = registry.everything("transforms")
    fields: dict[str, Any] = {kind: (step, ...) for kind, step in steps.items()}
    entry = create_model("Step", __config__=ConfigDict(extra="forbid"), **fields)
    named = documented_schema(entry)
    definitions = named.pop("$defs", {})
    for kind in named["properties"]:
        named["properties"][kind] = {"anyOf": [named["properties"][kind], {"type": "null"}]}
    del named["required"]
    named |= {"minProperties": 1, "maxProperties": 1}
    bare = {"enum": [kind for kind, step in steps.items() if _stands_bare(step)], "type": "string"}
    shape = create_model("Recipe", __base__=Pipeline, steps=(list[Any], []))
    schema = documented_schema(shape)
    for key in ("sources", "outputs"):
        items = schema["properties"][key]["items"]
        schema["properties"][key]["items"] = {"anyOf": [items, {"type": "string"}]}
    schema["properties"]["steps"]["items"] = {"anyOf": [bare, named]}
    schema["$defs"] = {**schema.get("$defs", {}), **definitions}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _stands_bare(step: type[Step]) -> bool:
    try:
        step()
    except ValidationError:
        return False
    return True


def set_value(data: Any, setting: str) -> None:
    """Put `path=value` into a recipe; a step may be named instead of counted.

    Raises:
        OptionError: if the path leads nowhere.

    >>> recipe = {"seed": 1, "steps": ["dedup", {"sample": {"n": 5}}]}
    >>> set_value(recipe, "steps.sample.n=10")
    >>> recipe["steps"][1]
    {'sample': {'n': 10}}
    """
    path, equals, value = setting.partition("=")
    if not equals or not path:
        raise OptionError(f"--set {setting}: wanted path=value such as steps.sample.n=100")
    *way, last = path.split(".")
    here = data
    for key in way:
        here = _inside(here, key, setting, steps=way[0] == "steps")
    if isinstance(here, list):
        here[_index(here, last, setting)] = _composed(value, f"--set {path}")[1]
    elif isinstance(here, dict):
        here[last] = _composed(value, f"--set {path}")[1]
    else:
        raise OptionError(f"--set {setting}: found {here!r} before {last!r}, wanted a mapping or a list")


def _inside(here: Any, key: str, setting: str, *, steps: bool) -> Any:
    if isinstance(here, dict):
        if here.get(key) is None:
            here[key] = {}
        return here[key]
    if isinstance(here, list):
        index = _index(here, key, setting)
        if isinstance(here[index], str):  # a bare step, or the path of a source or output alone
            here[index] = {here[index]: {}} if steps else {"path": here[index]}
        return here[index] if key.isdecimal() else _inside(here[index], key, setting, steps=steps)
    raise OptionError(f"--set {setting}: found {here!r} before {key!r}, wanted a mapping or a list")


def _index(items: list[Any], key: str, setting: str) -> int:
    names = [
        item if isinstance(item, str) else next(iter(item), "") if isinstance(item, dict) else "" for item in items
    ]
    if key.isdecimal() and int(key) < len(items):
        return int(key)
    if names.count(key) == 1:
        return names.index(key)
    why = "stands more than once, count instead (from 0)" if key in names else f"is not there{did_you_mean(key, names)}"
    raise OptionError(f"--set {setting}: {key!r} {why}")


def _validated(data: dict[str, Any]) -> tuple[Pipeline | None, list[tuple[Way, str]]]:
    """The pipeline, or all mistakes with their paths."""
    steps, mistakes = _steps(data.get("steps") or [])
    try:
        pipeline = Pipeline.model_validate({**data, "steps": steps})
    except ValidationError as error:
        return None, [*mistakes, *told(error, Pipeline, ())]
    except OptionError as error:
        return None, [*mistakes, ((), str(error))]
    return pipeline, mistakes


def _steps(entries: Any) -> tuple[list[Step], list[tuple[Way, str]]]:
    if not isinstance(entries, list):
        return [], [(("steps",), f"found {_kind(entries)}, wanted a list of steps")]
    found: list[Step] = []
    mistakes: list[tuple[Way, str]] = []
    for number, entry in enumerate(entries):
        step = _step(entry, ("steps", number))
        if isinstance(step, Step):
            found.append(step)
        else:
            mistakes += step
    return found, mistakes


def _step(entry: Any, path: Way) -> Step | list[tuple[Way, str]]:
    if isinstance(entry, str):
        entry = {entry: None}
    if not isinstance(entry, dict) or len(entry) != 1:
        return [(path, f"found {entry!r}, wanted a step such as `dedup` or `sample: {{n: 100}}`; one an entry")]
    ((kind, options),) = entry.items()
    known = registry.points("transforms")
    if kind not in known:
        return [((*path, kind), f"no step {kind!r}{did_you_mean(str(kind), known)}; there are {', '.join(known)}")]
    cls: type[Step] = registry.load("transforms", kind)
    try:
        return cls.model_validate({} if options is None else options)
    except ValidationError as error:
        return told(error, cls, (*path, kind))


Place = tuple[int, int]


def _places(node: yaml.Node, path: Way) -> Iterator[tuple[Way, Place]]:
    """Line and column of everything in a YAML file, counted from 1."""
    yield path, _place(node)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, key.value)
            yield from _places(value, here)
            yield here, _place(key)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _places(item, (*path, number))


def _place(node: yaml.Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _twice(node: yaml.Node, path: Way) -> Iterator[tuple[Way, str]]:
    """Keys that stand twice in one mapping, of which YAML would silently take the last."""
    if isinstance(node, yaml.MappingNode):
        names = [key.value for key, _ in node.value]
        yield from (((*path, name), name) for name in dict.fromkeys(names) if names.count(name) > 1)
        for key, value in node.value:
            yield from _twice(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _twice(item, (*path, number))


def _line_of(path: Way, places: Mapping[Way, Place]) -> Place:
    """The place of the longest part of `path` that stands in the file."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, (1, 1))
