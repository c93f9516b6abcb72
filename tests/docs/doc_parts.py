"""Tables of the documentation that are made from the program, so that they cannot say anything else.

A page holds each between `<!-- begin: NAME -->` and `<!-- end: NAME -->`; `refresh.py` writes it,
`test_pages.py` compares it.
"""

import inspect
import json
import re
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import polars as pl
import typer
from pydantic import BaseModel

from mathdata import errors
from mathdata.cli import app
from mathdata.families import Family, WorkOptions, families, worked
from mathdata.families.language import Language
from mathdata.families.symbolic import SymbolicFamily
from mathdata.formats.losses import FEATURES
from mathdata.model import field_docs
from mathdata.registry import everything
from mathdata.schema import COLUMNS, Message, Record
from mathdata.tokens.encoder import bracketed
from mathdata.tokens.options import TokenOptions
from mathdata.tokens.rendering import render
from mathdata.tokens.templates import TEMPLATES
from mathdata.tokens.turns import turns_of
from mathdata.transforms.augment import Augment
from mathdata.transforms.back_translate import BackTranslate
from mathdata.transforms.classify import Classify
from mathdata.transforms.decontaminate import Decontaminate
from mathdata.transforms.eda import Eda
from mathdata.transforms.near_dedup import NearDedup
from mathdata.transforms.taxonomy import rules, topics
from mathdata.translation import ChatServer

_PART = re.compile(r"(<!-- begin: (?P<name>[\w -]+) -->\n).*?(<!-- end: (?P=name) -->)", re.S)
_HEADINGS = {
    "system": "system message", "turns": "several rounds", "mid_system": "system message in the middle",
    "tools": "tool turns", "trajectory": "several answers to one problem", "loss": "loss flags",
    "turn_extra": "extra keys of a turn", "rejected": "worse answer", "no_problem": "text without a problem",
    "empty_system": "empty system message as “none”",
}  # fmt: skip


def with_parts(text: str) -> str:
    """A page with its tables as they are now."""
    return _PART.sub(lambda part: f"{part[1]}\n{_table_of(part['name'])}\n\n{part[3]}", text)


def _table_of(name: str) -> str:
    if name.startswith("command "):
        return _options(name.removeprefix("command "))
    return PARTS[name]()


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    cells = [list(head), ["---"] * len(list(head)), *map(list, rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def layouts() -> str:
    """What each installed layout has a place for."""
    formats = everything("formats")
    rows = [
        [f"[`{kind}`](#{kind})", *("yes" if feature in layout.carries else "–" for feature in _HEADINGS)]
        for kind, layout in formats.items()
    ]
    return _table(["layout", *_HEADINGS.values()], rows)


def containers() -> str:
    """The installed containers and the endings of their files."""
    rows = [
        [f"`{kind}`", _joined(container.suffixes), _first_line(container)]
        for kind, container in everything("containers").items()
    ]
    return _table(["container", "endings", "what it is"], rows)


def codes() -> str:
    """The codes under which losses are reported, and the layouts that have them."""
    formats = everything("formats")
    rows = [
        [f"`{code}`", _HEADINGS[feature], _joined(k for k, layout in formats.items() if feature not in layout.carries)]
        for feature, (code, _) in FEATURES.items()
    ]
    return _table(["code", "what the record holds", "layouts without a place for it"], rows)


def error_tree() -> str:
    """The errors, as drawn in `mathdata/errors.py`."""
    drawn = re.search(r"```text\n.*?```", errors.__doc__ or "", re.S)
    assert drawn is not None
    return drawn[0]


def _fields(model: type[BaseModel]) -> str:
    docs = field_docs(model)
    rows = [
        [f"`{name}`", f"`{_type(field.annotation)}`", " ".join(docs[name].split())]
        for name, field in model.model_fields.items()
    ]
    return _table(["column", "type", "meaning"], rows)


def _type(annotation: object) -> str:
    text = (
        annotation.__name__ if isinstance(annotation, type) and not hasattr(annotation, "__args__") else str(annotation)
    )
    return text.replace("mathdata.schema.", "").replace(" | None", "?")


def _options(command: str) -> str:
    """The arguments and options of a command."""
    parameters = typer.main.get_command(app).commands[command].params  # type: ignore[attr-defined]
    rows = [[_spelled(parameter), getattr(parameter, "help", "") or ""] for parameter in parameters]
    return _table(["argument or option", "what it does"], rows) if rows else "It has no options."


def _spelled(parameter: Any) -> str:
    """A parameter as it is typed, such as `-o, --output OUT`."""
    if not parameter.opts[0].startswith("-"):
        return f"`{parameter.metavar}...`" if parameter.nargs == -1 else f"`{parameter.metavar}`"
    names = ", ".join(sorted([*parameter.opts, *parameter.secondary_opts], key=len))
    if parameter.is_flag:
        return f"`{names}`"
    default = "" if parameter.default in (None, "") else f" (default `{parameter.default}`)"
    return f"`{names} {parameter.metavar or parameter.name.upper()}`{default}".replace("|", "` or `")


def _joined(names: Iterable[str]) -> str:
    return " ".join(f"`{name}`" for name in names) or "none"


def taxonomy() -> str:
    """The categories by subject, with what recognises them and an example."""
    rows = [
        [subject.replace("_", " "), f"`{category}`", _recognised(category), _example(category)]
        for category, subject in sorted(topics().items(), key=lambda item: (item[1], item[0]))
    ]
    return _table(["subject", "category", "recognised by", "an example"], rows)


def _recognised(category: str) -> str:
    count = sum(rule.category == category for rule in rules())
    ways = (["its family"] if category in families() else []) + ([f"{count} rules"] if count else [])
    return ", ".join(ways)


def _example(category: str) -> str:
    if category in families():
        return families()[category].sample(Random(0)).problem
    return next(rule.example for rule in rules() if rule.category == category).replace("|", "\\|").replace("$", "")


def worked_families() -> str:
    """Of each family whose answers are numbers and simple forms: what its difficulty counts, and two solutions."""
    parts = []
    for kind, family in families().items():
        if not isinstance(family, SymbolicFamily):
            about, _, counted = (inspect.cleandoc(type(family).__doc__ or "")).partition("\n\n")
            first, last = family.difficulties
            parts.append(f"### {kind}\n\n{' '.join(about.split())} {' '.join(counted.split())} From {first} to {last}.")
            parts += [f"```text\n{_solved(family, language)}\n```" for language in ("zh", "en")]
    return "\n\n".join(parts)


def _solved(family: Family[Any], language: Language) -> str:
    """A problem of the middle difficulty, and its steps told by operand."""
    rng = Random(f"{family.kind}/{language}")
    problem = family.sample(rng, difficulty=min(sum(family.difficulties) // 2, 3), language=language).problem
    told = worked(problem, WorkOptions(style="steps", granularity="operand"))
    assert told is not None
    return f"{problem}\n\n{told.solution}"


def step_options(step: type[BaseModel]) -> str:
    """The options of a step."""
    docs = field_docs(step)
    rows = [
        [
            f"`{name}`",
            "needed" if field.is_required() else f"`{field.get_default(call_default_factory=True)!r}`",
            " ".join(docs[name].split()),
        ]
        for name, field in step.model_fields.items()
    ]
    return _table(["option", "default", "what it does"], rows)


def templates() -> str:
    """Each template by name, with what it makes of one question, and whether rows begin with the first token."""
    record = Record(id="1", system="S", problem="1+1=?", solution="2")
    rows = []
    for name, template in TEMPLATES.items():
        known = record if "system" in template.styles else record.model_copy(update={"system": None})
        turns = turns_of(pl.DataFrame([known.model_dump()], schema=COLUMNS))
        shown = render(turns, template, name=name, eos="</s>")
        text = bracketed(shown.texts[0], shown.spans.tolist())
        rows.append([f"`{name}`", "yes" if template.bos else "no", f"`{json.dumps(text, ensure_ascii=False)[1:-1]}`"])
    return (
        _table(["template", "first token", "a row, with the system message `S` where it has a place"], rows)
        .replace("<|", "<\\|")
        .replace("|>", "\\|>")
    )


def _first_line(thing: type) -> str:
    return (thing.__doc__ or "").strip().split("\n")[0]


PARTS: dict[str, Callable[[], str]] = {
    "layouts": layouts,
    "containers": containers,
    "codes": codes,
    "error tree": error_tree,
    "record": lambda: _fields(Record),
    "message": lambda: _fields(Message),
    "taxonomy": taxonomy,
    "worked families": worked_families,
    "classify": lambda: step_options(Classify),
    "near_dedup": lambda: step_options(NearDedup),
    "tokens": lambda: step_options(TokenOptions),
    "templates": templates,
    "decontaminate": lambda: step_options(Decontaminate),
    "eda": lambda: step_options(Eda),
    "augment": lambda: step_options(Augment),
    "back_translate": lambda: step_options(BackTranslate),
    "chat server": lambda: step_options(ChatServer),
}
