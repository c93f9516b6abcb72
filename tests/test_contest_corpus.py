"""The second seed's whole preparation, on as many rows as its authors had."""

import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from mathdata.engines import local
from mathdata.ledger import Ledger
from mathdata.recipe import parse_recipe

ROWS = 809_993
KINDS = {
    "direct computation": "arithmetic",
    "eq solve": "linear_equation",
    "area computation": "rectangle_area",
    "sqrt computation": "square_root",
    "power computation": "power",
    "function computation": "function_value",
    "discount percentage": "discount",
    "mass computation": "mass",
    "mean computation": "mean",
    "sales revenue": "sales_growth",
    "fraction simplify": "fraction_simplification",
}
"""The seed's names of its kinds, and ours; `eg` are the English rows."""
RECIPE = """
sources: [CORPUS]
steps:
  - language
  - dedup
  - classify
outputs: [{path: OUT/all.parquet, format: messages}]
"""
SAMPLED = """
sources: [CORPUS]
steps: [{language: {keep: [zh]}}, dedup, classify, {sample: {n: 100000, by: category, multiple_of: 8}}]
outputs: [{path: OUT/train.json, format: sharegpt, renumber: true}]
"""


@pytest.fixture(scope="module")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated stand-in for the contest's file."""
    tool = shared / "tools" / "contest_corpus.py"
    if not tool.is_file():
        pytest.skip(f"{tool} is not there; the corpus cannot be generated")
    file = tmp_path_factory.mktemp("contest") / "train.jsonl"
    subprocess.run([sys.executable, str(tool), "--out", str(file)], check=True, stdout=subprocess.DEVNULL)
    return file


def made(recipe: str, corpus: Path, folder: Path) -> Ledger:
    """The ledger of a run of the recipe."""
    return local.run(parse_recipe(recipe.replace("CORPUS", str(corpus)).replace("OUT", str(folder))))


def published(shared: Path) -> dict[str, float]:
    """The shares that the seed gives for each kind, by our names."""
    text = (shared / "seeds" / "mindspore_contest.md").read_text(encoding="utf-8")
    found = dict(re.findall(r'"([\w ]+)": ([0-9.e-]+)', text))
    return {KINDS.get(name, "en"): float(share) for name, share in found.items()}


@pytest.mark.shared
@pytest.mark.slow
def test_shares_of_the_kinds(corpus: Path, shared: Path, tmp_path: Path) -> None:
    """Each kind has the share of the seed's table, within 0.2 percentage points, and every row is accounted for."""
    ledger = made(RECIPE, corpus, tmp_path)
    assert ledger.read == ROWS == ledger.written + sum(ledger.dropped.values())
    assert ledger.adds_up()
    rows = pl.read_parquet(tmp_path / "all.parquet", columns=["@category", "@language"])
    kind = pl.when(pl.col("@language") == "en").then(pl.lit("en")).otherwise("@category")
    found = dict(rows.select(kind.alias("kind")).to_series().value_counts(normalize=True).iter_rows())
    expected = published(shared)
    assert found.keys() == expected.keys()
    assert len(expected) == len(KINDS) + 1
    for name, share in expected.items():
        assert abs(found[name] - share) < 0.002, name


@pytest.mark.shared
@pytest.mark.slow
def test_the_whole_preparation(corpus: Path, tmp_path: Path) -> None:
    """A hundred thousand rows in proportion, a multiple of eight, and books that tell where the others went."""
    ledger = made(SAMPLED, corpus, tmp_path)
    assert ledger.adds_up()
    assert ledger.written == 100_000
    assert ledger.dropped == {"language_en": 9_993, "duplicate": 260_940, "not_sampled": 439_060}
    sampled = next(step for step in ledger.steps if step.step == "sample")
    assert sampled.details.keys() == set(KINDS.values())
    assert sum(sampled.details.values()) == 100_000
