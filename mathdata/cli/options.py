"""Options that several commands share, and how failures are told."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from mathdata.cli.help import input_option


def _print_version(asked: bool) -> None:  # noqa: FBT001 (typer passes it so)
    if asked:
        from importlib.metadata import version

        typer.echo(f"mathdata {version('mathdata')}")
        raise typer.Exit


From = Annotated[
    str | None, input_option("--from", metavar="FORMAT", help="Layout of the input; detected if left out.")
]
Map = Annotated[
    list[str] | None,
    input_option("--map", metavar="COLUMN=KEY", help="Take a column from a key, a path a.b.0, or a text '{a} {b}'."),
]
At = Annotated[str, input_option("--at", metavar="PATH", help="Where the rows stand inside a JSON document.")]
Encoding = Annotated[
    str | None, input_option(metavar="ENCODING", help="Encoding of the input; UTF-8, or detected and said.")
]
FromContainer = Annotated[
    str | None,
    input_option("--from-container", metavar="KIND", help="Kind of input file; told by content if left out."),
]
Workers = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Processes for steps that are Python code; as many as cores if left out."),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing but errors.")]
Version = Annotated[
    bool, typer.Option("--version", help="Print the version and end.", is_eager=True, callback=_print_version)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")]


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def parse_map(pairs: list[str] | None, flag: str = "--map") -> dict[str, str]:
    """`a=b` pairs as a dict.

    >>> parse_map(["problem={Body} {Question}", "solution=Answer"])
    {'problem': '{Body} {Question}', 'solution': 'Answer'}
    """
    found: dict[str, str] = {}
    for pair in pairs or []:
        column, equals, key = pair.partition("=")
        if not equals or not column or not key:
            raise typer.BadParameter(f"found {pair!r}, wanted COLUMN=KEY such as problem=question", param_hint=flag)
        found[column] = key
    return found


@contextmanager
def told_plainly() -> Iterator[None]:
    """Errors of ours as one message on standard error: exit 2 for wrong use, 1 for all else."""
    from pydantic import BaseModel, ValidationError

    from mathdata.errors import MathdataError, OptionError
    from mathdata.mistakes import in_one_line

    try:
        yield
    except OptionError as error:
        fail(str(error), code=2)
    except ValidationError as error:
        fail(in_one_line(error, BaseModel), code=2)
    except MathdataError as error:
        fail(str(error), code=1)
    except BrokenPipeError:
        raise  # whoever reads our output has had enough; `main` ends quietly
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        room = "; make room, or set TMPDIR to a folder with more of it" if error.errno in _NO_ROOM else ""
        fail(f"{where}{error.strerror or error}{room}", code=1)


def fail(message: str, *, code: int) -> None:
    """Say what is wrong on standard error and end."""
    print(f"mathdata: {message}", file=sys.stderr)
    raise typer.Exit(code)
