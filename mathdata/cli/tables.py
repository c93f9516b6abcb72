"""What commands print: the ledger as a short table, or as JSON."""

import sys
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from mathdata.auditing import Audit
    from mathdata.engines.job import Job
    from mathdata.ledger import Ledger
    from mathdata.pipeline import Pipeline
    from mathdata.tokens.statistics import TokenCount


def print_json(value: object) -> None:
    """A value as JSON on standard output."""
    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n")


def print_ledger(ledger: "Ledger", output: str, *, quiet: bool, as_json: bool) -> None:
    """Where every row went: on standard error, so that standard output stays free for rows and JSON."""
    if as_json:
        print_json(ledger.as_json())
    if quiet or as_json:
        return
    resumed = [f"went on behind {ledger.resumed}, as an earlier run had left it"] if ledger.resumed else []
    lines = [*resumed, *ledger.notes, ""]
    lines += [f"{name:>12}  {count:>12,}" for name, count in _rows(ledger)]
    lines += [f"{step.step:>12}  {count:>12,}  {name}" for step in ledger.steps for name, count in step.details.items()]
    lines += [f"{'lost':>12}  {count:>12,}  {code}" for code, count in ledger.lost.items()]
    lines += [line for count in ledger.tokens for line in _told_tokens(count)]
    lines += ["", f"wrote {output}" if output != "-" else "wrote standard output"]
    print("\n".join(lines), file=sys.stderr)
    for rejected in ledger.rejects:
        print(f"rejected {rejected}", file=sys.stderr)


def _told_tokens(count: "TokenCount") -> list[str]:
    """The tokens of an output: how many, how long, what is padded and what was cut."""
    return [
        f"{count.rows:>26,}  rows of tokens in {count.output}",
        f"{count.tokens:>26,}  tokens, {count.trained:,} of them trained",
        f"{count.longest:>26,}  tokens in the longest record, {count.median:,} in half of them, {count.p99:,} in 99 %",
        f"{count.padding_fraction:>26.1%}  padding",
        f"{count.truncated_fraction:>26.1%}  cut off, of {count.truncated_records:,} records",
    ]


def print_plan(job: "Job", pipeline: "Pipeline") -> None:
    """What a run would do: on standard output."""
    recipe = pipeline.as_recipe()
    lines = [f"seed {pipeline.seed}", *(f"read  {note}" for note in job.notes)]
    for (name, _), entry in zip(job.named_steps(), recipe["steps"], strict=True):
        ((_, options),) = entry.items()
        lines.append(f"step  {name} {orjson.dumps(options).decode() if options else ''}".rstrip())
    for output in pipeline.outputs:
        part = f" (part {output.part})" if output.part else ""
        lines.append(f"write {output.path}{part}")
    print("\n".join(lines))


def _rows(ledger: "Ledger") -> list[tuple[str, int]]:
    rows = [("read", ledger.read)]
    rows += [("made", ledger.made)] if ledger.made else []
    rows += [(f"- {reason}", count) for reason, count in ledger.dropped.items()]
    return [*rows, ("rejected", ledger.rejected), ("written", ledger.written)]


def print_audit(audit: "Audit", written: list[str]) -> None:
    """What an audit found, one verdict a line with its first example."""
    print(f"{audit.read:>12,}  rows read")
    print(f"{audit.flagged:>12,}  with faults")
    print(f"{audit.wrong:>12,}  in which a value is wrong")
    for verdict, count in audit.verdicts.items():
        example = audit.examples[verdict]
        told = f"expected {example['expected']}" if example["expected"] else example["reason"]
        print(f"{count:>12,}  {verdict:<18}{example['row']}: {example['text'][:60]!r}, {told}")
    for name in written:
        print(f"wrote {name}")
