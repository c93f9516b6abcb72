"""The manifest of a run: what went in, what was done, what came out; all of it from the run, nothing from the clock."""

import hashlib
import os
import platform
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

import orjson
import polars as pl
from pydantic import ValidationError

from mathdata.errors import InputError, shown
from mathdata.ledger import Ledger
from mathdata.model import Model
from mathdata.pipeline import Pipeline

_PACKAGES = ("mathdata", "polars", "pyarrow", "pydantic")
_BLOCK = 1 << 20


class Stamp(Model):
    """A file as it was."""

    path: str
    bytes: int
    sha256: str
    """Of the bytes; of a folder, of names and bytes of all files in it."""


class Manifest(Model):
    """What a run did, to be asked later."""

    recipe: dict[str, Any]
    """The recipe that makes the run again."""
    seed: int
    versions: dict[str, str]
    inputs: list[Stamp]
    """Sources, and the files that steps looked into."""
    outputs: list[Stamp]
    ledger: dict[str, Any]
    rows: str
    """Name of the table beside the manifest that tells the fate of each row."""

    @classmethod
    def of(cls, recipe: Pipeline, ledger: Ledger, *, inputs: list[Stamp], outputs: list[Stamp], rows: str) -> Self:
        """The manifest of a run that is done."""
        read_by_steps = [stamp(Path(file), Path(file)) for step in recipe.steps for file in step.files]
        return cls(
            recipe=recipe.as_recipe(), seed=recipe.seed, versions=versions(), ledger=ledger.as_json(),
            inputs=[*inputs, *read_by_steps], outputs=outputs, rows=rows,
        )  # fmt: skip


def versions() -> dict[str, str]:
    """Of Python and of the packages that touch the rows."""
    return {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}}


def stamps(files: Iterable[tuple[Path, Path]]) -> list[Stamp]:
    """The stamps of files under the names of places, read side by side: a digest leaves the interpreter lock."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda pair: stamp(*pair), files))


def stamp(file: Path, place: Path) -> Stamp:
    """The stamp of a file or folder, under the name of `place`."""
    digest = hashlib.sha256()
    files = sorted(p for p in file.rglob("*") if p.is_file()) if file.is_dir() else [file]
    for one in files:
        if file.is_dir():
            digest.update(os.fsencode(one.relative_to(file).as_posix()) + b"\0")
        with one.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    return Stamp(path=shown(place), bytes=sum(one.stat().st_size for one in files), sha256=digest.hexdigest())


def beside(manifest: str, table: str) -> Path:
    """Where a table of the run stands.

    >>> str(beside("out/manifest.json", "rows"))
    'out/manifest.rows.parquet'
    """
    place = Path(manifest)
    return place.with_name(f"{place.stem}.{table}.parquet")


def load(run: str) -> tuple[Manifest, Path]:
    """The manifest of a run, named by its file or its folder, and its place.

    Raises:
        InputError: if it is none.
    """
    place = Path(run) / "manifest.json" if Path(run).is_dir() else Path(run)
    if not place.is_file():
        raise InputError(f"{place}: no such file; name the manifest.json that `mathdata run` wrote, or its folder")
    try:
        return Manifest.model_validate(orjson.loads(place.read_bytes())), place
    except (orjson.JSONDecodeError, ValidationError) as error:
        raise InputError(f"{place}: found no manifest of a run ({str(error).splitlines()[0]})") from None


def fates(run: str) -> pl.DataFrame:
    """The fate of each row of a run; see `mathdata.engines.fates`.

    Raises:
        InputError: if the table is not there.
    """
    manifest, place = load(run)
    table = place.with_name(manifest.rows)
    if not table.is_file():
        raise InputError(f"{table}: no such file, wanted the table of rows that the run wrote beside {place.name}")
    return pl.read_parquet(table)
