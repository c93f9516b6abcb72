"""`mathdata generate`: new problems with worked solutions."""

import sys
from typing import Annotated

import typer

from mathdata.cli.options import AsJson, Quiet, fail, told_plainly


def generate(
    families: Annotated[
        list[str] | None,
        typer.Argument(metavar="FAMILY", help="Kinds of problems, see `mathdata families`; all if left out."),
    ] = None,
    n: Annotated[int, typer.Option("-n", "--rows", min=0, metavar="N", help="Number of rows.")] = 1000,
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="File to write, or -.")] = "-",
    target_format: Annotated[str, typer.Option("--to", metavar="FORMAT", help="Layout to write.")] = "qa",
    language: Annotated[str, typer.Option(metavar="zh|en|both", help="Language; both takes turns.")] = "both",
    difficulty: Annotated[str, typer.Option(metavar="D|D-D", help="1 to 10; a range takes turns.")] = "1-5",
    style: Annotated[str, typer.Option(metavar="brief|steps|explain", help="How solutions are told.")] = "steps",
    answer_mark: Annotated[
        str, typer.Option(metavar="none|答案：|####|boxed", help="What introduces the answer.")
    ] = "none",
    precision: Annotated[
        str | None, typer.Option(metavar="exact|dp:N|sig:N", help="Digits of rounded results.")
    ] = None,
    split: Annotated[
        str | None,
        typer.Option(
            metavar="train|interpolate|extrapolate",
            help="Splits share no problem; extrapolate goes on beyond the last difficulty.",
        ),
    ] = None,
    avoid: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="Make no problem that stands in this file.")
    ] = None,
    start: Annotated[
        int, typer.Option(min=0, metavar="N", help="Number of the first row: row N of a run, made alone.")
    ] = 0,
    seed: Annotated[int, typer.Option(metavar="SEED", help="Seed of everything that is drawn.")] = 42,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Make problems with worked solutions, none of them twice.

    mathdata generate gcd_lcm -n 10000 --difficulty 1-4 -o train.jsonl
    """
    if as_json and output == "-":
        fail("--json and the rows both want standard output; write the rows to a file with -o", code=2)
    with told_plainly():
        from mathdata.cli.tables import print_ledger
        from mathdata.generation import Generation
        from mathdata.made_to_order import corpus_of

        options = Generation.model_validate(
            {
                "families": families or (), "n": n, "start": start, "seed": seed, "language": language,
                "difficulty": difficulty, "split": split, "avoid": [{"path": path} for path in avoid or ()],
                "work": {"style": style, "answer_mark": answer_mark, "precision": precision},
            }
        )  # fmt: skip
        ledger = corpus_of(options).write(output, format=target_format)
        print_ledger(ledger, output, quiet=quiet or (output == "-" and not sys.stderr.isatty()), as_json=as_json)
