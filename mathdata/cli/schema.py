"""`mathdata schema`: records and recipes as JSON Schema."""

from typing import Annotated

import typer

from mathdata.cli.options import told_plainly


def schema(
    recipe: Annotated[bool, typer.Option("--recipe", help="Of recipes, with the steps that are installed.")] = False,
) -> None:
    """Print the JSON Schema of records or recipes, for editors.

    mathdata schema --recipe > recipe.schema.json
    """
    with told_plainly():
        from mathdata.cli.tables import print_json
        from mathdata.model import documented_schema
        from mathdata.recipe import recipe_schema
        from mathdata.schema import Record

        print_json(recipe_schema() if recipe else documented_schema(Record))
