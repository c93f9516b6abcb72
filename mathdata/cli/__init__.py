"""The command line: a command parses, builds a model, calls, and prints.

Commands import what they need when they run, so that `--help` and completion answer at once.
"""

import gc
import sys

import typer

from mathdata.cli import asking, audit, convert, families, formats, generate, inspect, preview, run, schema
from mathdata.cli.help import Command
from mathdata.cli.options import Version

app = typer.Typer(
    name="mathdata",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = (
    convert.convert, run.run, generate.generate, audit.audit, inspect.inspect, preview.preview,
    asking.why, asking.diff, formats.formats, families.families, schema.schema,
)  # fmt: skip
for command in COMMANDS:
    app.command(cls=Command)(command)


@app.callback()
def _every_command(version: Version = False) -> None:
    """Prepare mathematics corpora for fine-tuning: any layout in, any layout out, every row accounted for."""


def main() -> None:
    """Run a command; the exit code says how it went: 0 done, 1 failed, 2 wrong use, 3 done with rejects."""
    try:
        app()
    except BrokenPipeError:
        sys.exit(1)
    finally:
        gc.freeze()  # no look for cycles at the end, when the interpreter clears up
