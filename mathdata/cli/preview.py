"""`mathdata preview`: rows as the model will see them."""

import os
import sys
from typing import Annotated

import typer

from mathdata.cli import tokens
from mathdata.cli.options import AsJson, At, Encoding, From, FromContainer, Map, parse_map, told_plainly


def preview(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A file, a folder, a glob, or -.")],
    tokenizer: Annotated[str, typer.Option(metavar="DIR", help="Folder of a Hugging Face tokenizer.")],
    template: tokens.Template = None,
    variable: tokens.Variable = None,
    default_system: tokens.DefaultSystem = False,
    bos: tokens.Bos = None,
    control_text: tokens.ControlText = None,
    seq_length: tokens.SeqLength = None,
    over_long: tokens.OverLong = None,
    rows: Annotated[int, typer.Option("-n", "--rows", min=1, metavar="N", help="How many rows to show.")] = 3,
    source_format: From = None,
    keys: Map = None,
    at: At = "",
    encoding: Encoding = None,
    source_container: FromContainer = None,
    as_json: AsJson = False,
) -> None:
    """Show rows as the model sees them: template, tokens, mask.

    What is trained stands in colour, or in 【】 where there is none.

    mathdata preview train.json --tokenizer ./llama3 --template vicuna
    """
    with told_plainly():
        from mathdata.cli.tables import print_json
        from mathdata.corpus import read
        from mathdata.tokens.preview import told

        options = tokens.token_options(
            tokenizer, template=template, variable=variable, default_system=default_system, bos=bos,
            control_text=control_text, seq_length=seq_length, over_long=over_long,
        )  # fmt: skip
        assert options is not None
        corpus = read(
            path, source_format, container=source_container, encoding=encoding, map=parse_map(keys), at=at
        )  # fmt: skip
        found = corpus.preview(options, n=rows)
        if as_json:
            print_json([one.model_dump() for one in found])
        else:
            coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
            typer.echo("\n\n".join(told(one, coloured=coloured) for one in found))
