"""`mathdata run`: a recipe, from sources to outputs."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from mathdata.cli.options import AsJson, Quiet, Workers, told_plainly


def run(
    recipe: Annotated[str, typer.Argument(metavar="RECIPE", help="A YAML file; paths in it start where you are.")],
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="PATH=VALUE", help="Change the recipe: steps.sample.n=100, outputs.0.path=x.json."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check recipe and sources, say what would be done, write nothing.")
    ] = False,
    manifest: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Where to write the manifest; beside the first output if left out."),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin anew, whatever a run that was broken off has kept.")
    ] = False,
    keep_after: Annotated[
        float,
        typer.Option(metavar="SECONDS", min=0, help="Keep what steps took longer for, until the run is done."),
    ] = 10,
    workers: Workers = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Run a recipe and say where every row went.

    mathdata run recipe.yaml --set steps.sample.n=1000 --dry-run
    """
    with told_plainly():
        from mathdata.cli.progress import bar
        from mathdata.cli.tables import print_ledger, print_plan
        from mathdata.engines import local
        from mathdata.engines.job import Keeping
        from mathdata.recipe import load_recipe

        pipeline = load_recipe(recipe, settings or [])
        place = manifest or pipeline.manifest or _beside(pipeline.outputs[0].path)
        pipeline = pipeline.model_copy(update={"manifest": place})
        keep = Keeping.beside(pipeline.outputs[0].path, after_seconds=keep_after, fresh=fresh)
        job = local.planned(pipeline, workers=workers or os.cpu_count() or 1, keep=keep)
        if dry_run:
            print_plan(job, pipeline)
            return
        total = sum(origin.path.stat().st_size for origin in job.origins if origin.path and origin.path.is_file())
        with bar(total, shown=not quiet and sys.stderr.isatty()) as progress:
            done = local.write(job, progress=progress, recipe=pipeline)
        print_ledger(done, ", ".join(output.path for output in pipeline.outputs), quiet=quiet, as_json=as_json)
    raise typer.Exit(3 if done.rejected else 0)


def _beside(output: str) -> str | None:
    return None if output == "-" else str(Path(output).with_name("manifest.json"))
