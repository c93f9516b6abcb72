"""`mathdata audit`: which equations of a corpus are false."""

import os
import sys
from typing import Annotated

import typer

from mathdata.cli.options import AsJson, At, Encoding, From, FromContainer, Map, Quiet, Workers, parse_map, told_plainly


def audit(
    inputs: Annotated[list[str], typer.Argument(metavar="IN", help="Files, folders, globs, hub names, or -.")],
    flagged: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Write the rows with faults as JSON lines.")
    ] = None,
    fixed: Annotated[str | None, typer.Option("--fix", metavar="FILE", help="Write the corpus, mended.")] = None,
    source_format: From = None,
    target_format: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help="Layout of the mended corpus; that of the input if left out."),
    ] = None,
    keys: Map = None,
    at: At = "",
    encoding: Encoding = None,
    source_container: FromContainer = None,
    workers: Workers = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Check every equation and every answer of a corpus.

    mathdata audit train.json -o flagged.jsonl --fix mended.json

    Exit code 3 if a value is wrong somewhere.
    """
    with told_plainly():
        from mathdata import auditing
        from mathdata.cli.progress import bar
        from mathdata.cli.tables import print_audit, print_json
        from mathdata.conversion import Output
        from mathdata.sources import Source, open_source

        asked = {"format": source_format, "encoding": encoding, "container": source_container, "at": at}
        sources = [Source(path=path, map=parse_map(keys), **asked) for path in inputs]  # type: ignore[arg-type]
        origins = [file for source in sources for file in open_source(source)]
        auditing.refuse_places(origins, [name for name in (flagged, fixed) if name])
        count = workers or os.cpu_count() or 1
        total = sum(origin.path.stat().st_size for origin in origins if origin.path and origin.path.is_file())
        with bar(total, shown=not quiet and sys.stderr.isatty()) as progress:
            found = auditing.audit(origins, flagged=flagged, workers=count, progress=progress)
            if fixed is not None:
                output = Output(path=fixed, format=target_format)
                auditing.fix(origins, output, workers=count, progress=progress)
        if as_json:
            print_json(found.model_dump())
        elif not quiet:
            print_audit(found, [name for name in (flagged, fixed) if name])
    raise typer.Exit(3 if found.wrong else 0)
