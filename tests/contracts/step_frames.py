"""Frames of records and step options, for the contract of steps."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
from hypothesis import strategies as st

from mathdata import registry
from mathdata.errors import OptionError
from mathdata.schema import COLUMNS
from mathdata.step import FRAME, ROOM, CorpusStep, RowStep, Step, framed, numbered
from mathdata.translation import Translation

EVALUATION = str(Path(__file__).with_name("evaluation.jsonl"))


def reworded(text: str, draws: Random) -> list[str]:
    """An augmenter of a user: one wording that says the same, one that may not."""
    return [f"{draws.choice(['请', 'Please '])}{text}", text[::-1]]


class Marking:
    """A translator that says what it did; it fails on texts that begin with an é."""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Translation]:
        """Texts with the language in front."""
        return [Translation(f"{target}: {text}") if text[:1] != "é" else Translation("", "no idea") for text in texts]


MARKING = Marking()

OPTIONS: dict[str, list[dict[str, Any]]] = {
    "augment": [{"call": "step_frames:reworded"}, {"call": "step_frames:reworded", "on": "solution", "at_most": 1}],
    "back_translate": [
        {"translator": "step_frames:MARKING"},
        {"translator": "step_frames:MARKING", "via": ["de", "fr"]},
    ],
    "classify": [{}, {"overwrite": True, "otherwise": None}, {"rules": [{"category": "x", "pattern": "/1.*=/"}]}],
    "cot": [
        {"prefix": "Q: ", "instruction": "auto"},
        *({"style": style, "instruction": "auto"} for style in ("numbered", "analysis", "think")),
        {"style": "boxed", "answer_mark": "####", "unanswered": "drop", "language": "zh"},
    ],
    "decontaminate": [{"against": [EVALUATION]}, {"against": [{"path": EVALUATION}], "ngram_size": 2}],
    "variants": [{}, {"n": 2}],
    "verify": [{}, {"faults": "drop", "fix": True}],
    "work": [{"unsolved": "drop"}, {"style": "steps", "place": "before", "answer_mark": "boxed", "prefix": "= "}],
    "dedup": [
        {"on": on, "keep": keep}
        for on in ("problem", "problem_solution", "conversation")
        for keep in ("first", "last", "longest", "none")
    ],
    "eda": [{}, {"n_aug": 9, "rows": 100, "alpha_rd": 0.5, "legible": True}, {"on": "solution", "alpha_sr": 0}],
    "language": [{}, {"keep": ["zh"]}, {"drop": ["en"]}],
    "length": [{"min_chars": 3}, {"column": "solution", "min_chars": 1, "max_chars": 4}],
    "missing": [{}, {"columns": ["problem", "category"]}],
    "mix": [
        {"take": ["a#2", "b"]},
        {"take": ["b#7", "a#1"], "repeat": True, "interleave": True},
        {"weights": {"a": 3, "b": 1}, "n": 9, "repeat": True},
    ],
    "near_dedup": [{}, {"threshold": 0.1, "max_cluster": 2, "ngram_size": 1}],
    "normalize": [{}, {"rules": ["escapes", "line_breaks", "line_ends", "upright_spaces", "nfc"]}],
    "negatives": [{}, {"errors": ["carry_slip", "sign_slip"], "overwrite": True, "without": "drop"}],
    "paraphrase": [
        {"n": 2},
        {"n": 3, "language": "both", "unread": "drop"},
        {"n": 1, "language": "other", "frames": False, "solution": "work", "work": {"style": "steps"}},
    ],
    "pattern": [{"keep": r"\d"}, {"column": "solution", "drop": "=$"}],
    "prompt": [
        {"system": ["A", {"text": "B", "weight": 2}, {"text": None, "weight": 0.5}]},
        {"templates": ["{problem}", "<{problem}|{problem}>"], "system": "C", "replace": True},
    ],
    "sample": [
        {"n": 3},
        {"fraction": 0.5, "by": "category"},
        {"fraction": 0.4, "by": ["category", "source"], "shares": "balanced", "multiple_of": 2},
        {"n": 4, "by": "source", "weights": {"a": 1, "b": 3}, "at_least": 1, "at_most": {"b": 2}},
    ],
    "shuffle": [{}, {"seed": 5}],
    "split": [
        {"fractions": {"train": 0.7, "test": 0.3}},
        {"counts": {"test": 2, "train": None}, "by": "category"},
        {"counts": {"a": 1, "b": 1}, "together": "none"},
    ],
    "where": [{"keep": "chars(problem) > 2 and category != 'mean'"}, {"drop": "answer is None"}],
}
"""Options to try each step with; a step that is not listed is tried with its defaults."""

TEXTS = st.sampled_from(
    [
        "1+1=?",
        "1 + 1=?",
        "计算 1+1",
        "计算 17 * 25 等于多少？",
        "17 * 25 = 425",
        "所以 17 + 8 = 25，答案是 25。",
        "计算１+１",
        "",
        " ",
        "2",
        "x\\\\\\\\y",
        "\x0crac{1}{2}",
        "é",
        "e\u0301",
    ]
)


@st.composite
def frames(draw: st.DrawFn) -> pl.DataFrame:
    """Up to twelve records with few texts, so that many say the same; some are made from others."""
    size = draw(st.integers(0, 12))
    rows: list[dict[str, Any]] = []
    for number in range(size):
        parent = draw(st.none() | st.sampled_from([row["id"] for row in rows])) if rows else None
        rows.append({
            "id": f"{number}" if parent is None else f"{parent}~eda{number}",
            "source": draw(st.sampled_from("ab")),
            "system": draw(st.none() | st.just("S")),
            "history": [],
            "problem": draw(st.none() | TEXTS),
            "trajectory": [],
            "solution": draw(TEXTS),
            "answer": draw(st.none() | TEXTS),
            "category": draw(st.none() | st.sampled_from(["mean", "power"])),
            "parent": parent,
            "extra": draw(st.none() | st.just('{"id":7}')),
        })  # fmt: skip
    return framed(pl.DataFrame(rows, schema=COLUMNS, orient="row"))


def steps() -> list[Step]:
    """Every installed step with every set of options."""
    found: list[Step] = []
    for kind, step in registry.everything("transforms").items():
        found += [step(**options).seeded(42) for options in OPTIONS.get(kind, [{}])]
    return found


def named(step: Step) -> str:
    """A name for a test."""
    return f"{step.kind} {step.model_dump_json(exclude_defaults=True)}"


def done(step: Step, frame: pl.DataFrame, cuts: Sequence[int] = (), order: Sequence[int] = ()) -> pl.DataFrame | str:
    """The frame after a step, cut into parts that come in this order; the message where it refuses."""
    edges = [0, *sorted(cuts), frame.height]
    parts = [frame[first:last] for first, last in pairwise(edges)]
    parts = [parts[at] for at in order] if order else parts
    try:
        if isinstance(step, RowStep):
            made = [step(part) for part in parts]
        else:
            assert isinstance(step, CorpusStep)
            verdict = step.decide([step.summarise(part) for part in parts])
            made = [step.apply(part, verdict) for part in parts]
    except OptionError as error:
        return str(error)
    after = pl.concat(made)
    gone = pl.col("dropped").is_not_null()
    # A row that is dropped leaves the corpus: its place there means nothing any more.
    kept = pl.concat(numbered(part.filter(~gone)) for part in made).sort("position")
    return pl.concat([kept, after.filter(gone).with_columns(position=pl.lit(0, pl.UInt64)).sort("id")])


def moved(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with other positions in the same order."""
    return frame.with_columns(position=(pl.col("position") // ROOM * 3 + 11).cast(pl.UInt64) * ROOM)


EMPTY = pl.DataFrame(schema=FRAME)
