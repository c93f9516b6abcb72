"""`mathdata why` and `mathdata diff`: asking runs that are done."""

from typing import Annotated

import typer

from mathdata.cli.options import AsJson, told_plainly

Run = Annotated[str, typer.Option("--run", metavar="RUN", help="Manifest of a run, or the folder where it is.")]


def why(
    record_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a record, such as train.jsonl:17.")],
    run: Run = ".",
    as_json: AsJson = False,
) -> None:
    """Say what became of a row: written, or dropped and why.

    mathdata why train.jsonl:17 --run out/manifest.json
    """
    with told_plainly():
        from mathdata.asking import fate_of, told_fate
        from mathdata.cli.tables import print_json

        found = fate_of(record_id, run)
        if as_json:
            print_json(found)
        else:
            typer.echo("\n".join(told_fate(fate) for fate in found))


def diff(
    first: Annotated[str, typer.Argument(metavar="RUN1", help="Manifest of a run, or the folder where it is.")],
    second: Annotated[str, typer.Argument(metavar="RUN2", help="Manifest of another.")],
    as_json: AsJson = False,
) -> None:
    """Say in what two runs differ.

    Recipe, inputs, outputs, counts, and the rows whose fate changed.

    mathdata diff monday/manifest.json tuesday/manifest.json
    """
    with told_plainly():
        from mathdata.asking import differences, told_differences
        from mathdata.cli.tables import print_json

        found = differences(first, second)
        if as_json:
            print_json(found)
        else:
            typer.echo("\n".join(told_differences(found)) or "no difference")
