"""How commands show their help: options under headings, so that a long list can be found one's way in."""

from functools import partial
from typing import Any

import typer
from typer.core import TyperCommand

input_option = partial(typer.Option, rich_help_panel="Input")
output_option = partial(typer.Option, rich_help_panel="Output")
fate_option = partial(typer.Option, rich_help_panel="Rows that fail or are dropped")
step_option = partial(typer.Option, rich_help_panel="Steps")
token_option = partial(typer.Option, rich_help_panel="Tokens")


class Command(TyperCommand):
    """A command whose options stand under their headings; those that have none come last."""

    def format_options(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Arguments first, then the headings in the order in which the command's options name them."""
        sections: dict[str, list[tuple[str, str]]] = {"Arguments": []}
        general: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is None:
                continue
            if parameter.param_type_name == "argument":
                sections["Arguments"].append((_argument(parameter), record[1]))
            else:
                heading = getattr(parameter, "rich_help_panel", None)
                (sections.setdefault(heading, []) if heading else general).append(record)
        for heading, records in {**sections, "Options": general}.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


def _argument(parameter: Any) -> str:
    """An argument as it stands on the usage line, without the type that typer puts behind it."""
    name = str(parameter.metavar or parameter.name)
    return f"{name}..." if parameter.nargs == -1 else name
