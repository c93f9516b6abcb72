"""The common steps as flags of `mathdata convert`, done in the order of this file; a recipe can order them freely."""

from typing import TYPE_CHECKING, Annotated, Any

from mathdata.cli.help import step_option

if TYPE_CHECKING:
    from mathdata.step import Step

KeepLanguage = Annotated[
    list[str] | None, step_option("--keep-language", metavar="zh|en", help="Keep rows of this language only.")
]
Dedup = Annotated[bool, step_option("--dedup", help="Drop rows whose problem stands in an earlier row.")]
Classify = Annotated[bool, step_option("--classify", help="Name the kind of each problem in `category`.")]
Work = Annotated[
    str | None, step_option(metavar="STYLE", help="Write worked solutions: brief, steps or explain; drawn rows only.")
]
Prefix = Annotated[str, step_option(metavar="TEXT", help="Text in front of each worked solution; with --work.")]
Sample = Annotated[int | None, step_option(min=0, metavar="N", help="Draw N rows.")]
By = Annotated[
    list[str] | None, step_option(metavar="COLUMN", help="Draw in proportion by this column, such as category.")
]
MultipleOf = Annotated[int, step_option(min=1, metavar="N", help="Draw a multiple of N rows; with --sample.")]
Shuffle = Annotated[bool, step_option("--shuffle", help="Put the rows in an order of chance.")]

_FLAGS = {"keep": "--keep-language", "by": "--by", "style": "--work", "n": "--sample", "multiple_of": "--multiple-of"}
"""The flags by the options that they are of steps."""


def chosen(
    *,
    keep_language: list[str] | None,
    dedup: bool,
    sample: int | None,
    by: list[str] | None,
    multiple_of: int,
    shuffle: bool,
    classify: bool = False,
    work: str | None = None,
    prefix: str = "",
) -> "list[Step]":
    """The steps that the flags ask for.

    Raises:
        OptionError: if flags need others that are not there, or have no such value.
    """
    from pydantic import ValidationError

    from mathdata.errors import OptionError
    from mathdata.mistakes import told
    from mathdata.registry import load
    from mathdata.step import Step

    if sample is None and (by or multiple_of != 1):
        raise OptionError("--by and --multiple-of say how to draw, but --sample N is missing")
    if prefix and work is None:
        raise OptionError("--prefix stands in front of worked solutions, but --work STYLE is missing")
    asked: dict[str, dict[str, Any] | None] = {
        "language": {"keep": keep_language} if keep_language else None,
        "dedup": {} if dedup else None,
        "classify": {} if classify else None,
        "sample": None if sample is None else {"n": sample, "by": by or [], "multiple_of": multiple_of},
        "shuffle": {} if shuffle else None,
        # Last, for it changes no row that another step looks at, and need not solve what was not drawn.
        "work": None if work is None else {"style": work, "prefix": prefix},
    }
    try:
        return [load("transforms", kind)(**options) for kind, options in asked.items() if options is not None]
    except ValidationError as error:
        mistakes = [f"{_FLAGS[str(way[0])]}: {text}" for way, text in told(error, Step)]
        raise OptionError("; ".join(mistakes)) from None
