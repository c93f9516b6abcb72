"""`mathdata convert`: from any layout to any other."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from mathdata.cli import steps, tokens
from mathdata.cli.help import fate_option, input_option, output_option, step_option
from mathdata.cli.options import (
    AsJson,
    At,
    Encoding,
    From,
    FromContainer,
    Map,
    Quiet,
    Workers,
    fail,
    parse_map,
    told_plainly,
)  # fmt: skip


def convert(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="IN", help="Files, folders, globs, hub names, or -; IN#N takes N rows at random."),
    ],
    *,
    source_format: From = None,
    source_container: FromContainer = None,
    keys: Map = None,
    at: At = "",
    encoding: Encoding = None,
    split: Annotated[str, input_option(metavar="SPLIT", help="Split of a data set of the hub.")] = "train",
    system: Annotated[str | None, input_option(metavar="TEXT", help="System message for rows that have none.")] = None,
    output: Annotated[
        str, output_option("-o", "--output", metavar="OUT", help="File to write, or - for standard output.")
    ],
    target_format: Annotated[
        str | None, output_option("--to", metavar="FORMAT", help="Layout to write; that of the input if left out.")
    ] = None,
    target_container: Annotated[
        str | None,
        output_option("--to-container", metavar="KIND", help="Kind of output file; told by its name if left out."),
    ] = None,
    to_keys: Annotated[
        list[str] | None,
        output_option("--to-map", metavar="COLUMN=KEY", help="Keys to write, for the layouts qa and text."),
    ] = None,
    renumber: Annotated[
        bool, output_option("--renumber", help='Number the rows "1", "2", … in the order written.')
    ] = False,
    lossy: Annotated[
        bool, output_option("--lossy", help="Leave out what the layout cannot carry, and count it.")
    ] = False,
    extra: Annotated[
        bool, output_option("--extra/--no-extra", help="Write the keys that the layout does not know.")
    ] = True,
    ascii_only: Annotated[bool, output_option("--ascii", help="Escape all characters beyond ASCII.")] = False,
    shards: Annotated[int, output_option(min=1, metavar="N", help="Number of data files, for MindRecord.")] = 1,
    handover: Annotated[
        list[str] | None,
        output_option(metavar="TRAINER", help="Write what it must be told: llamafactory, mindformers, swift, xtuner."),
    ] = None,
    rejects: Annotated[str | None, fate_option(metavar="FILE", help="Set rows aside that cannot be converted.")] = None,
    max_rejects: Annotated[
        str | None, fate_option(metavar="N|P%", help="The most rows that may be set aside; any number if left out.")
    ] = None,
    dropped: Annotated[
        str | None, fate_option(metavar="FILE", help="Write the rows that steps drop, with step and reason.")
    ] = None,
    ledger: Annotated[str | None, fate_option(metavar="FILE", help="Write the ledger as JSON.")] = None,
    keep_language: steps.KeepLanguage = None,
    dedup: steps.Dedup = False,
    classify: steps.Classify = False,
    sample: steps.Sample = None,
    by: steps.By = None,
    multiple_of: steps.MultipleOf = 1,
    shuffle: steps.Shuffle = False,
    work: steps.Work = None,
    prefix: steps.Prefix = "",
    seed: Annotated[int, step_option(metavar="SEED", help="Seed of everything that is drawn.")] = 42,
    tokenizer: tokens.Tokenizer = None,
    template: tokens.Template = None,
    variable: tokens.Variable = None,
    default_system: tokens.DefaultSystem = False,
    bos: tokens.Bos = None,
    control_text: tokens.ControlText = None,
    seq_length: tokens.SeqLength = None,
    plus_one: tokens.PlusOne = False,
    over_long: tokens.OverLong = None,
    pad: tokens.Pad = None,
    pad_token: tokens.PadToken = None,
    pack: tokens.Pack = None,
    keep_order: tokens.KeepOrder = False,
    pack_multiple_of: tokens.PackMultipleOf = 1,
    prompt: tokens.Prompt = None,
    workers: Workers = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Convert any trainer's layout to any other, losing nothing.

    mathdata convert train.json -o train.sharegpt.json --to sharegpt --renumber
    """
    if as_json and output == "-":
        fail("--json and -o - both want standard output; write the ledger with --ledger FILE", code=2)
    with told_plainly():
        from mathdata.cli.progress import bar
        from mathdata.conversion import Output, RejectPolicy
        from mathdata.engines.local import run
        from mathdata.pipeline import Pipeline
        from mathdata.sources import Source

        options = {
            "format": source_format,
            "container": source_container,
            "encoding": encoding,
            "at": at,
            "split": split,
        }
        pipeline = Pipeline(
            sources=[Source(path=path, map=parse_map(keys), **options) for path in inputs],  # type: ignore[arg-type]
            steps=steps.chosen(
                keep_language=keep_language, dedup=dedup, sample=sample, by=by, multiple_of=multiple_of,
                shuffle=shuffle, classify=classify, work=work, prefix=prefix,
            ),
            outputs=[Output(
                path=output, format=target_format, container=target_container, map=parse_map(to_keys, "--to-map"),
                renumber=renumber, lossy=lossy, keep_extra=extra, ascii=ascii_only, shards=shards,
                handover=handover or [],  # type: ignore[arg-type]
                tokens=tokens.token_options(
                    tokenizer, template=template, variable=variable, default_system=default_system, bos=bos,
                    control_text=control_text, seq_length=seq_length, plus_one=plus_one, over_long=over_long,
                    pad=pad, pad_token=pad_token, pack=pack, keep_order=keep_order, multiple_of=pack_multiple_of,
                    prompt=prompt,
                ),
            )],
            rejects=RejectPolicy(path=rejects, at_most=max_rejects),
            dropped=dropped, ledger=ledger, system=system, seed=seed,
        )  # fmt: skip
        total = sum(Path(path).stat().st_size for path in inputs if Path(path).is_file())
        with bar(total, shown=not quiet and sys.stderr.isatty()) as progress:
            done = run(pipeline, workers=workers or os.cpu_count() or 1, progress=progress)
        from mathdata.cli.tables import print_ledger

        print_ledger(done, output, quiet=quiet, as_json=as_json)
    raise typer.Exit(3 if done.rejected else 0)
