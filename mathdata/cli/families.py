"""`mathdata families`: the kinds of problems that can be read, solved and made."""

from random import Random
from typing import TYPE_CHECKING, Any

import typer

from mathdata.cli.options import AsJson, told_plainly

if TYPE_CHECKING:
    from mathdata.families import Family


def families(as_json: AsJson = False) -> None:
    """List the kinds of problems, each with an example."""
    with told_plainly():
        from mathdata.cli.tables import print_json
        from mathdata.families import families as installed

        rows = {kind: _described(family) for kind, family in installed().items()}
        if as_json:
            print_json(rows)
            return
        for kind, row in rows.items():
            first, last = row["difficulties"]
            typer.echo(f"{kind:<24}{row['subject']}, {row['topic']}; zh, en; difficulty {first}-{last}")
            typer.echo(f"{'':<24}{row['example']}")


def _described(family: "Family[Any]") -> dict[str, Any]:
    from mathdata.transforms.taxonomy import topics

    topic = family.topic or family.kind
    lines = " ".join((family.__doc__ or "").split())
    _, _, counted = lines.partition("Difficulty ")
    return {
        "subject": topics().get(topic, ""),
        "topic": topic,
        "languages": ["zh", "en"],
        "difficulties": list(family.difficulties),
        "difficulty": counted,
        "example": family.sample(Random(0), difficulty=family.difficulties[0], language="en").problem,
        "example_zh": family.sample(Random(0), difficulty=family.difficulties[0], language="zh").problem,
    }
