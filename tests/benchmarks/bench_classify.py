"""How often `classify` agrees with labelled files, and how long it takes.

    python tests/benchmarks/bench_classify.py [--corpus train.jsonl] [--errors]

The labels of the files are coarser or finer than our categories; `EXPECTED` says which categories, or which
subjects, are right for a label. Rules were written on the even rows of each file; the odd rows are the test.
"""

import argparse
import os
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from mathdata.families.registry import families
from mathdata.transforms.classify import categories
from mathdata.transforms.taxonomy import topic_of, topics

SHARED = Path(os.environ.get("MATHDATA_SHARED", Path(__file__).parents[3] / "shared")) / "data"

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
    return bool({row["category"], topic_of(row["category"]), row["subject"]} & set(EXPECTED[row["label"]].split()))


def contest() -> float:
    """Fraction of the contest rows that a family reads."""
    rows = pl.read_ndjson(SHARED / "contest_rows_a.json")
    return float(categories(rows["problem"]).is_in(list(families())).mean() or 0)


def confusion(rows: pl.DataFrame) -> Iterator[str]:
    """Labels against subjects, in Markdown: rows of the half that no rule was written on."""
    counts = rows.filter("is_test").pivot("subject", index="label", values="problem", aggregate_function="len")
    names = sorted(name for name in counts.columns if name != "label")
    yield f"| label | {' | '.join(names)} |\n|---|{'---:|' * len(names)}"
    for row in counts.sort("label").rows(named=True):
        yield f"| `{row['label']}` | {' | '.join(str(row[name] or '') for name in names)} |"


def accuracy(rows: pl.DataFrame) -> Iterator[str]:
    """How often a label and the category agree, in Markdown."""
    yield "| file | even rows, seen | odd rows, unseen |\n|---|---:|---:|"
    yield f"| contest_rows_a | | {contest():.1%} |"
    halves = rows.group_by("file", maintain_order=True).agg(
        *(pl.col("right").filter(pl.col("is_test") == test).mean().alias(str(test)) for test in (False, True))
    )
    for row in halves.rows(named=True):
        yield f"| {row['file']} | {row['False']:.1%} | {row['True']:.1%} |"


def speed(problems: pl.Series) -> str:
    """Seconds of `classify` beside those of Polars' `unique`, on the contest corpus if it is given."""
    seconds = []
    for work in (categories, pl.Series.unique):
        started = time.perf_counter()
        work(problems)
        seconds.append(time.perf_counter() - started)
    ratio = seconds[0] / seconds[1]
    return f"{len(problems)} problems: classify {seconds[0]:.2f} s, unique {seconds[1]:.2f} s, ratio {ratio:.1f}"


def main() -> None:
    """Print the tables; with `--errors`, the seen rows that disagree; with `--corpus`, the speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="show which even rows disagree")
    parser.add_argument("--corpus", help="JSON lines with `problem`, to time")
    arguments = parser.parse_args()
    rows = judged()
    print("\n".join([*accuracy(rows), "", *confusion(rows)]))
    if arguments.corpus:
        print(speed(pl.read_ndjson(arguments.corpus)["problem"].rechunk()))
    if arguments.errors:
        for row in rows.filter(~pl.col("right") & ~pl.col("is_test")).rows(named=True):
            print(f"{row['label']} -> {row['category']}: {row['problem'][:150]!r}")


if __name__ == "__main__":
    main()
