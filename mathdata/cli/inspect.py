"""`mathdata inspect`: what a file is, and why we think so."""

from typing import Annotated

import typer

from mathdata.cli.options import AsJson, At, Encoding, From, FromContainer, Map, parse_map, told_plainly


def inspect(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A file, a folder, a glob, or -.")],
    source_format: From = None,
    keys: Map = None,
    at: At = "",
    encoding: Encoding = None,
    source_container: FromContainer = None,
    as_json: AsJson = False,
) -> None:
    """Show what a file is: container, layout, keys, first record.

    mathdata inspect train.json
    """
    with told_plainly():
        from mathdata.cli.tables import print_json
        from mathdata.inspection import inspect_source, told
        from mathdata.sources import Source

        source = Source(
            path=path, format=source_format, container=source_container, encoding=encoding, map=parse_map(keys), at=at
        )
        found = inspect_source(source)
        if as_json:
            print_json([file.model_dump() for file in found])
        else:
            typer.echo("\n\n".join(told(file) for file in found))
