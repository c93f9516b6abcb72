"""How long a whole preparation takes, as a ratio to bare Polars, in whole processes of one run.

    python tests/benchmarks/bench_pipeline.py [CORPUS.jsonl] [--rows N] [--runs N]

Bare Polars reads, drops rows that are equal, and writes. mathdata reads, drops English rows and duplicates, tells the
kinds, draws a sample of exact size in proportion, and writes ShareGPT with the books of every step; last, the same
with a worked line in each row that was drawn. The commands take turns; medians are printed.

Without a corpus, rows of the contest's kinds and wordings are made, with its duplicates and its English rows.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from bench_convert import race
from contest_corpus import ROWS, generate

FLOOR = "import polars as pl; pl.read_ndjson({corpus!r}).unique(maintain_order=True).write_ndjson({out!r})"
PREPARE = (
    "{python} -m mathdata convert {corpus} -o {out} --to sharegpt --quiet --renumber "
    "--keep-language zh --dedup --classify --sample {sample} --by category --multiple-of 8"
)
RECIPE = """
sources: [{corpus}]
steps: [{{language: {{keep: [zh]}}}}, dedup, classify, {{sample: {{n: {sample}, by: category, multiple_of: 8}}}}{more}]
outputs: [{{path: {out}, format: sharegpt, renumber: true}}]
"""
WORK = ", {work: {style: brief, prefix: 计算过程：}}"


def main() -> None:
    """Race the commands and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        corpus = Path(options.corpus or Path(room) / "corpus.jsonl").resolve()
        if not options.corpus:
            generate(corpus, options.rows)
        fill = {"python": sys.executable, "corpus": str(corpus), "out": str(Path(room) / "out.json")}
        fill["sample"] = str(options.rows // 9)
        plain, worked = Path(room) / "recipe.yaml", Path(room) / "worked.yaml"
        plain.write_text(RECIPE.format(**fill, more=""), encoding="utf-8")
        worked.write_text(RECIPE.format(**fill, more=WORK), encoding="utf-8")
        run = [sys.executable, "-m", "mathdata", "run", "--quiet"]
        found = race(
            {
                "floor": [sys.executable, "-c", FLOOR.format(**fill)],
                "steps": PREPARE.format(**fill).split(" "),
                "recipe": [*run, str(plain)],
                "worked": [*run, str(worked)],
            },
            options.runs,
        )
        floor, (steps, peak) = found["floor"][0], found["steps"]
        print(f"prepare / bare Polars: {steps / floor:.2f} (wanted: at most 1.6), peak {peak:.0f} MiB")
        print(f"the same as a recipe, with manifest and fates: {found['recipe'][0] / floor:.2f}")
        print(f"and with worked lines: {found['worked'][0] / floor:.2f} (wanted: at most 2)")


if __name__ == "__main__":
    main()
