"""`mathdata formats`: the layouts and containers that are installed, and what each can carry."""

import typer

from mathdata.cli.options import AsJson, told_plainly


def formats(as_json: AsJson = False) -> None:
    """List layouts and containers, with what each can carry."""
    with told_plainly():
        from mathdata.cli.tables import print_json
        from mathdata.formats.losses import FEATURES
        from mathdata.registry import everything

        features = (*FEATURES, "no_problem")
        layouts, containers = everything("formats"), everything("containers")
        if as_json:
            print_json(
                {
                    "formats": {kind: sorted(layout.carries) for kind, layout in layouts.items()},
                    "containers": {kind: list(container.suffixes) for kind, container in containers.items()},
                }
            )
            return
        typer.echo(f"{'layout':<10}" + "".join(f"{name:>13}" for name in features) + "   what it is")
        for kind, layout in layouts.items():
            marks = "".join(f"{'yes' if name in layout.carries else '-':>13}" for name in features)
            typer.echo(f"{kind:<10}{marks}   {_first_line(layout)}{' Written only.' if layout.writes_only else ''}")
        typer.echo(f"\n{'container':<12}endings")
        for kind, container in containers.items():
            typer.echo(f"{kind:<12}{' '.join(container.suffixes)}")


def _first_line(layout: type) -> str:
    return (layout.__doc__ or "").strip().split("\n")[0]
