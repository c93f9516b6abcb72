"""The local engine: records through steps to outputs, on the cores of this machine.

```text
batches ─decode, row steps─> records ─corpus steps─> records ─number, encode─> texts ─container─> files
 reader   threads, processes          shelf, verdict           threads                 beside their places
```

A run publishes all of its outputs at its end, or none.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

import orjson
import polars as pl

from mathdata import registry
from mathdata.containers.base import Container
from mathdata.containers.sniff import output_container
from mathdata.conversion import Output
from mathdata.engines.books import Books
from mathdata.engines.fates import Fates, write_dropped
from mathdata.engines.handing_over import refuse_unreadable
from mathdata.engines.job import Job, Keeping, Origin, Progress, check_parts
from mathdata.engines.kept import Kept
from mathdata.engines.prompts import prompt_places, write_prompts
from mathdata.engines.token_output import NamedTokens, OwnTokens
from mathdata.engines.walk import Walk
from mathdata.engines.writing import Target, Widened, write_all
from mathdata.errors import InputError, OptionError, TooManyRejects
from mathdata.formats.base import Format
from mathdata.formats.messages import Messages
from mathdata.formats.qa import QuestionAnswer
from mathdata.formats.text import Text
from mathdata.ledger import Ledger, StepCount
from mathdata.manifest import Manifest, beside, stamps
from mathdata.outputs import Outputs, refuse_place
from mathdata.pipeline import Pipeline
from mathdata.schema import COLUMNS
from mathdata.sources import open_source
from mathdata.tokens.encoder import Encoder

_REJECTS_IN_MEMORY = 1 << 20


def run(pipeline: Pipeline, *, workers: int = 1, progress: Progress | None = None) -> Ledger:
    """Read the sources, do the steps, write the outputs, and say where every row went.

    `workers` is the number of processes for steps that are Python code; it does not change a byte.

    Raises:
        InputError: if a source cannot be understood, or its container is damaged.
        TooManyRejects: if rows failed and the policy does not allow it; nothing is written then.
        LossError: if a layout cannot carry what the records hold; nothing is written then.
        OptionError: if options contradict each other or the files.
    """
    return write(planned(pipeline, workers=workers), progress=progress, recipe=pipeline)


def planned(pipeline: Pipeline, *, workers: int = 1, keep: Keeping | None = None) -> Job:
    """The job that a pipeline stands for, its sources found and looked into; raises as `run`."""
    origins = [file for source in pipeline.sources for file in open_source(source)]
    job = Job(
        origins, pipeline.outputs, pipeline.steps, pipeline.rejects, pipeline.dropped, pipeline.ledger,
        pipeline.manifest, pipeline.system, pipeline.seed, workers, keep=keep,
    )  # fmt: skip
    _targets(job)
    return job


def write(job: Job, *, progress: Progress | None = None, recipe: Pipeline | None = None) -> Ledger:
    """Write the records of some origins; raises as `run`."""
    targets = _targets(job)
    while True:
        try:
            return _attempt(job, [replace(target, lost={}) for target in targets], progress, recipe)
        except Widened as more:
            targets = [replace(target, facts=facts) for target, facts in zip(targets, more.facts, strict=True)]


def frames(job: Job, *, progress: Progress | None = None) -> Iterator[pl.DataFrame]:
    """The records of a job as frames with the columns of `Record`, without writing them.

    Raises:
        TooManyRejects: at the first row that cannot be read.
    """
    books = _books(job)
    try:
        with Walk(job, books, progress=progress) as walk:
            for piece in walk.pieces():
                books.check_rejects(final=True)
                yield piece.records.select(COLUMNS.names())
    except TooManyRejects as error:
        hint = "set such rows aside: corpus.write(…, rejects=FILE) or mathdata convert … --rejects FILE"
        raise TooManyRejects(f"{error}; {hint}") from None


def _books(job: Job) -> Books:
    names = [name for name, _ in job.named_steps()]
    return Books(job.rejects, [StepCount(step=name) for name in names], aside=[[] for _ in names])


def _attempt(job: Job, targets: list[Target], progress: Progress | None, recipe: Pipeline | None) -> Ledger:
    """One pass; every output is published at its end, or none."""
    outputs = Outputs()
    books = _books(job)
    kept = Kept(job) if job.keep else None
    try:
        with ExitStack() as stack:
            walk = stack.enter_context(Walk(job, books, kept=kept, progress=progress))
            books.rejects = stack.enter_context(outputs.file(job.rejects.path) if job.rejects.path else nullcontext())
            if kept and job.rejects.path:
                books.reject_lines = stack.enter_context(SpooledTemporaryFile(_REJECTS_IN_MEMORY))
            fates = Fates(targets) if job.manifest else None
            write_all(walk, targets, books, outputs, seen=fates.seen if fates else _nobody)
        asked = [f"how to ask the trained model: {place}" for place in prompt_places(job)]
        ledger = books.ledger([*job.notes, *asked])
        write_prompts(job, outputs)
        if job.dropped:
            with outputs.file(job.dropped) as file:
                write_dropped(books, file)
        if job.ledger:
            with outputs.file(job.ledger) as file:
                file.write(orjson.dumps(ledger.as_json(), option=orjson.OPT_INDENT_2) + b"\n")
        if job.manifest and fates and recipe:
            _write_manifest(job, recipe, walk, fates.table(walk, books), ledger, outputs)
        outputs.publish()
    finally:
        outputs.discard()
    if kept:
        kept.remove()
    return ledger


def _nobody(*_: object) -> None:
    """Nobody wants to know."""


def _write_manifest(
    job: Job, recipe: Pipeline, walk: Walk, fates: pl.DataFrame, ledger: Ledger, outputs: Outputs
) -> None:
    assert job.manifest is not None
    inputs = [origin.path for origin in job.origins if origin.path]
    tokenizers = {Path(output.tokens.tokenizer) for output in job.outputs if output.tokens}
    read = [(path, path) for path in [*inputs, *sorted(tokenizers)]]
    found = stamps([*read, *outputs.whole()])
    rows = beside(job.manifest, "rows").name
    manifest = Manifest.of(recipe, ledger, inputs=found[: len(read)], outputs=found[len(read) :], rows=rows)
    tables = {"rows": fates}
    for number, (name, _) in enumerate(job.named_steps()):
        verdict = walk.done.verdicts.get(number)
        if verdict is not None and verdict.evidence is not None:
            tables[name] = verdict.evidence
    for name, table in tables.items():
        with outputs.file(str(beside(job.manifest, name))) as file:
            table.write_parquet(file, compression="zstd")
    with outputs.file(job.manifest) as file:
        file.write(json.dumps(manifest.model_dump(), ensure_ascii=False, indent=2).encode() + b"\n")


def _targets(job: Job) -> list[Target]:
    """The outputs with their layouts and containers.

    Raises:
        OptionError: if something does not fit.
    """
    check_parts(job.steps, job.outputs)
    beside = [place for output in job.outputs for place in output.beside]
    written = [*(output.path for output in job.outputs), *beside, *prompt_places(job)]
    places = [*written, job.rejects.path, job.dropped, job.ledger, job.manifest]
    targets = [_target(output, job) for output in job.outputs]
    folders = {one.output.path for one in targets if one.container.writes_folder and not one.container.spreads}
    for place in places:
        if place is not None:
            refuse_place(place, [origin.path for origin in job.origins if origin.path], of_folder=place in folders)
    for target in targets:
        refuse_unreadable(target.written(), list(target.output.handover))
    return targets


def _target(output: Output, job: Job) -> Target:
    if output.tokens is None:
        return Target(output, output_layout(output, job.origins), _container(output))
    container = _container(output)
    if not container.holds_tokens:
        kinds = [kind for kind, one in registry.everything("containers").items() if one.holds_tokens]
        raise OptionError(f"{output.path}: {container.kind} cannot hold tokens, wanted one of {kinds}; rename it")
    encoder = Encoder(output.tokens, job.seed)
    encoder.check()
    return Target(output, NamedTokens() if output.tokens.template else OwnTokens(), container, encoder=encoder)


def output_layout(output: Output, origins: Sequence[Origin]) -> Format:
    """The layout to write: as named, else the one that was read.

    Raises:
        OptionError: if the name is unknown, or the files have several and none is named.
    """
    kinds = sorted({origin.format.kind for origin in origins if origin.format})
    kind = output.format or (Text.kind if output.path.endswith(".txt") else (kinds or [Messages.kind])[0])
    if output.format is None and len(kinds) > 1 and kind != Text.kind:
        raise OptionError(f"the sources have the layouts {kinds}; say which to write with --to")
    layout: type[Format] = registry.load("formats", kind)
    if output.map and not issubclass(layout, QuestionAnswer | Text):
        raise OptionError(f"--to-map names keys of qa rows or the template of text, not of {kind}")
    return layout(**output.map)


def _container(output: Output) -> Container:
    containers = registry.everything("containers")
    kind = output_container(output.path, output.container, containers)
    container: type[Container] = registry.load("containers", kind)
    if output.path == "-" and not container.streams:
        raise InputError(f"{kind} cannot go to standard output; name a file with -o")
    if output.shards != 1 and "shards" not in container.model_fields:
        raise OptionError(f"{output.path}: {kind} is one file, found shards={output.shards}; leave it out")
    more: dict[str, Any] = {} if output.shards == 1 else {"shards": output.shards}
    return container(ascii=output.ascii, **more)
