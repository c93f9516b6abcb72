"""How often `classify` agrees with labelled files, and how long it takes; writes the tables of the documentation.

    python tests/benchmarks/bench_classify.py [--write docs/classification.md]

The labels of the files are coarser or finer than our categories; `EXPECTED` says which categories, or which
subjects, are right for a label. Rules were written on the even rows of each file; the odd rows are the test.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from mathdata.transforms.classify import categories
from mathdata.transforms.taxonomy import kinds, topics

SHARED = Path(__file__).parents[3] / "shared" / "data"

EXPECTED = {
    "abstract_algebra": "abstract_algebra polynomials",
    "high_school_statistics": "statistics probability",
    "elementary_mathematics": "arithmetic algebra geometry applied number_theory statistics probability",
    "high_school_mathematics": "arithmetic algebra geometry calculus discrete statistics probability applied",
    "college_mathematics": "algebra geometry calculus linear_algebra abstract_algebra discrete probability statistics",
    "college_math.algebra": "arithmetic algebra geometry applied number_theory",
    "college_math.linear_algebra": "linear_algebra vectors linear_system solid_geometry",
    "algebra__linear_1d": "linear_equation",
    "algebra__linear_2d": "linear_system",
    "algebra__polynomial_roots": "polynomials quadratic_equation",
    "algebra__sequence_next_term": "sequences",
    "algebra__sequence_nth_term": "sequences",
    "arithmetic__add_or_sub": "arithmetic",
    "arithmetic__add_or_sub_in_base": "number_base",
    "arithmetic__add_sub_multiple": "arithmetic",
    "arithmetic__div": "arithmetic",
    "arithmetic__mixed": "arithmetic",
    "arithmetic__mul": "arithmetic",
    "arithmetic__mul_div_multiple": "arithmetic",
    "arithmetic__nearest_integer_root": "radicals",
    "arithmetic__simplify_surd": "radicals",
    "calculus__differentiate": "derivative",
    "comparison__closest": "comparison",
    "comparison__kth_biggest": "comparison",
    "comparison__pair": "comparison",
    "comparison__sort": "comparison",
    "measurement__conversion": "measurement",
    "measurement__time": "measurement",
    "numbers__base_conversion": "number_base",
    "numbers__div_remainder": "number_theory",
    "numbers__gcd": "number_theory",
    "numbers__is_factor": "number_theory",
    "numbers__is_prime": "number_theory",
    "numbers__lcm": "number_theory",
    "numbers__list_prime_factors": "number_theory",
    "numbers__place_value": "place_value",
    "numbers__round_number": "rounding",
    "polynomials__coefficient_named": "polynomials",
    "polynomials__collect": "polynomials",
    "polynomials__compose": "functions",
    "polynomials__evaluate": "functions",
    "polynomials__expand": "polynomials",
    "polynomials__simplify_power": "exponents",
    "probability__swr_p_level_set": "probability",
    "probability__swr_p_sequence": "probability",
}
"""Categories or subjects that are right for a label; `_composed` labels are those of the final question."""

FILES = {
    "mmlu_math_half.jsonl": ("type", "question"),
    "college_math_ccby.jsonl": ("data_topic", "question"),
    "deepmind_math_easy.jsonl": ("module", "question"),
}


def judged() -> pl.DataFrame:
    """Every labelled problem with its category, and whether the label allows it."""
    return pl.concat(_judged(name, *keys) for name, keys in FILES.items())


def _judged(name: str, label: str, problem: str) -> pl.DataFrame:
    rows = pl.read_ndjson(SHARED / name, infer_schema_length=None).select(
        file=pl.lit(name.split(".")[0]),
        label=pl.col(label).str.replace("_composed$", ""),
        problem=problem,
        is_test=pl.int_range(pl.len()) % 2 == 1,
    )
    rows = rows.with_columns(category=categories(rows["problem"]))
    subject = pl.col("category").replace_strict(topics(), default="other")
    right = pl.struct("label", "category", subject.alias("subject")).map_elements(_is_right, return_dtype=pl.Boolean)
    return rows.with_columns(right=right, subject=subject)


def _is_right(row: dict[str, str]) -> bool:
    return bool({row["category"], row["subject"]} & set(EXPECTED[row["label"]].split()))


def contest() -> float:
    """Fraction of the contest rows that get a contest kind other than by the rules."""
    rows = pl.read_ndjson(SHARED / "contest_rows_a.json")
    names = {rule.category for rule in kinds()}
    return float(categories(rows["problem"]).is_in(list(names)).mean() or 0)


def report() -> Iterator[str]:
    """The tables, in Markdown."""
    rows = judged()
    yield f"contest rows with a contest kind: {contest():.1%}\n"
    yield "| file | label | even rows | odd rows |\n|---|---|---|---|"
    by_label = rows.group_by("file", "label", "is_test", maintain_order=True).agg(pl.col("right").mean(), pl.len())
    for (file, label), part in by_label.group_by("file", "label", maintain_order=True):
        cells = {row["is_test"]: f"{row['right']:.0%} of {row['len']}" for row in part.rows(named=True)}
        yield f"| {file} | {label} | {cells[False]} | {cells[True]} |"
    for (file, is_test), part in rows.group_by("file", "is_test", maintain_order=True):
        yield f"| {file} | all, {'odd' if is_test else 'even'} rows | {part['right'].mean():.1%} | |"


def main() -> None:
    """Print the tables; with `--errors`, the rows of the even half that disagree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="show what disagrees among the even rows")
    arguments = parser.parse_args()
    started = time.perf_counter()
    print("\n".join(report()))
    print(f"{time.perf_counter() - started:.2f} s")
    if arguments.errors:
        for row in judged().filter(~pl.col("right") & ~pl.col("is_test")).rows(named=True):
            print(f"{row['label']} -> {row['category']}: {row['problem'][:150]!r}")


if __name__ == "__main__":
    main()
