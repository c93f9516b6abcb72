"""The engine: the same bytes however rows come and whoever works, books that add up, and nothing half written."""

import gzip
import json
from pathlib import Path

import polars as pl
import pytest
from slow_steps import Dies, Spell

from mathdata.conversion import Output, RejectPolicy
from mathdata.engines import local
from mathdata.engines.job import Job
from mathdata.engines.shelf import Shelf, in_position
from mathdata.errors import OptionError, PluginError, WorkerLost
from mathdata.ledger import Ledger
from mathdata.pipeline import Pipeline
from mathdata.recipe import parse_recipe
from mathdata.schema import COLUMNS
from mathdata.sources import Source, open_source
from mathdata.step import RowStep

RECIPE = """
seed: 7
sources: [IN]
steps:
  - language: {keep: [zh]}
  - dedup
  - prompt: {system: [甲, {text: 乙, weight: 3}]}
  - sample: {n: 300, multiple_of: 8}
  - split: {fractions: {train: 0.8, test: 0.2}}
  - shuffle
outputs:
  - {path: OUT/train.json, format: sharegpt, part: train, renumber: true}
  - {path: OUT/test.parquet, format: messages, part: test}
"""


def rows(count: int) -> list[dict[str, str]]:
    """Problems of which every third says what another one says, and every tenth is English."""
    texts = [f"计算 {n % (2 * count // 3)} + 1 等于多少？" if n % 10 else f"What is {n} + 1?" for n in range(count)]
    return [{"problem": text, "solution": f"= {n}"} for n, text in enumerate(texts)]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A thousand rows as JSON lines."""
    file = tmp_path / "corpus.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(1000)), encoding="utf-8")
    return file


def run(source: Path, folder: Path, *, workers: int = 1, memory_bytes: int = 1 << 30) -> tuple[bytes, bytes, Ledger]:
    """The two files that the recipe makes, and its ledger."""
    folder.mkdir()
    pipeline = parse_recipe(RECIPE.replace("IN", str(source)).replace("OUT", str(folder)))
    job = local.planned(pipeline, workers=workers)
    done = local.write(Job(**{**vars(job), "memory_bytes": memory_bytes}), recipe=pipeline)
    done.notes = [note.replace(str(folder), "OUT") for note in done.notes]
    return (folder / "train.json").read_bytes(), (folder / "test.parquet").read_bytes(), done


@pytest.fixture
def expected(corpus: Path, tmp_path: Path) -> tuple[bytes, bytes, Ledger]:
    """What one worker makes of the corpus in memory."""
    return run(corpus, tmp_path / "expected")


def test_the_books_add_up(expected: tuple[bytes, bytes, Ledger]) -> None:
    """Each step passes on what it did not drop; the last one gives the rows that are written."""
    ledger = expected[2]
    assert ledger.adds_up()
    assert [step.step for step in ledger.steps] == [
        "read", "language", "dedup", "prompt", "sample", "split", "shuffle", "write",
    ]  # fmt: skip
    assert ledger.read == 1000
    assert ledger.dropped == {"language_en": 100, "duplicate": 267, "not_sampled": 333, "remainder": 4}
    assert ledger.written == 296
    assert ledger.steps[5].details == {"train": 237, "test": 59}
    assert len(json.loads(expected[0])) == 237


@pytest.mark.parametrize("workers", [2, 7])
def test_workers_change_no_byte(
    corpus: Path, tmp_path: Path, expected: tuple[bytes, bytes, Ledger], workers: int
) -> None:
    """However many work on it."""
    assert run(corpus, tmp_path / "here", workers=workers) == expected


def test_batches_change_no_byte(
    corpus: Path, tmp_path: Path, expected: tuple[bytes, bytes, Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the rows are cut into batches."""
    monkeypatch.setattr("mathdata.containers.json_lines.BATCH_BYTES", 3_000)
    assert run(corpus, tmp_path / "here") == expected


def test_files_for_memory_change_no_byte(corpus: Path, tmp_path: Path, expected: tuple[bytes, bytes, Ledger]) -> None:
    """Whether rows wait in memory or in files."""
    assert run(corpus, tmp_path / "here", memory_bytes=0) == expected


def test_the_container_changes_no_byte(corpus: Path, tmp_path: Path, expected: tuple[bytes, bytes, Ledger]) -> None:
    """The same rows give the same from JSON lines, packed or not, and from Parquet: what is drawn, too."""
    table = pl.DataFrame(rows(1000))
    jsonl, parquet, packed = (tmp_path / f"{corpus.stem}.{ending}" for ending in ("jsonl", "parquet", "jsonl.gz"))
    table.write_ndjson(jsonl)
    table.write_parquet(parquet)
    packed.write_bytes(gzip.compress(jsonl.read_bytes()))
    made = [run(file, tmp_path / f"from {file.name}")[:2] for file in (jsonl, parquet, packed)]
    assert made[0] == made[1] == made[2]


def test_worker_processes_change_no_byte(corpus: Path, tmp_path: Path) -> None:
    """A Python-bound step does the same in processes as in this one, row by row and in order."""
    made: list[bytes] = []
    for workers in (1, 2):
        out = tmp_path / f"{workers}.jsonl"
        job = Job(open_source(Source(path=str(corpus))), [Output(path=str(out))], [Spell()], workers=workers)
        assert local.write(job).steps[1].details == {"spelled": 1000}
        made.append(out.read_bytes())
    assert made[0] == made[1]
    assert json.loads(made[0].splitlines()[1])["problem"] == "计 算   1   +   1   等 于 多 少 ？"


def test_a_worker_that_dies_ends_the_run(corpus: Path, tmp_path: Path) -> None:
    """A killed worker is told plainly, at once, and nothing half-written is left."""
    out = tmp_path / "out.jsonl"
    job = Job(open_source(Source(path=str(corpus))), [Output(path=str(out))], [Dies()], workers=2)
    with pytest.raises(WorkerLost, match="dies: a worker process ended before its rows were done"):
        local.write(job)
    assert not out.exists()


class _Loses(RowStep):
    kind = "loses"

    def __call__(self, records: pl.DataFrame) -> pl.DataFrame:
        return records.head(1)


def test_a_step_that_loses_rows_is_found_out(corpus: Path, tmp_path: Path) -> None:
    """Rows are marked, not deleted; a plug-in that deletes them stops the run, and nothing is written."""
    out = tmp_path / "out.jsonl"
    with pytest.raises(PluginError, match="loses: found 999 rows less than before"):
        local.write(Job(open_source(Source(path=str(corpus))), [Output(path=str(out))], [_Loses()]))
    assert not out.exists()


def test_dropped_rows_go_where_the_user_asked(corpus: Path, tmp_path: Path) -> None:
    """Each with its step, its reason and all that it held."""
    pipeline = parse_recipe(f"sources: [{corpus}]\nsteps: [{{language: {{keep: [zh]}}}}, dedup]\n"
                            f"outputs: [{tmp_path}/out.jsonl]\ndropped: {tmp_path}/dropped.jsonl")  # fmt: skip
    done = local.run(pipeline)
    gone = [json.loads(line) for line in (tmp_path / "dropped.jsonl").read_text().splitlines()]
    assert len(gone) == sum(done.dropped.values()) == 367
    assert {
        "step": "language",
        "reason": "language_en",
        "id": "corpus.jsonl:1",
        "problem": "What is 0 + 1?",
    }.items() <= gone[0].items()
    assert {row["step"] for row in gone[100:]} == {"dedup"}


def test_a_row_that_cannot_be_written_is_in_no_output(tmp_path: Path) -> None:
    """If one of two layouts cannot say a record, both go without it, and the reject holds the record."""
    source = tmp_path / "in.jsonl"
    source.write_text(
        '{"id":"x","messages":[{"role":"user","content":"a"},{"role":"user","content":"b"},'
        '{"role":"assistant","content":"c"}]}\n'
        '{"id":"y","messages":[{"role":"user","content":"1+1"},{"role":"assistant","content":"2"}]}\n'
    )
    outputs = [
        Output(path=str(tmp_path / "a.jsonl"), format="messages"),
        Output(path=str(tmp_path / "b.jsonl"), format="swift"),
    ]
    rejects = RejectPolicy(path=str(tmp_path / "bad.jsonl"))
    done = local.run(Pipeline(sources=[Source(path=str(source))], steps=[], outputs=outputs, rejects=rejects))
    assert (done.read, done.written, done.rejected) == (2, 1, 1)
    assert [len((tmp_path / f"{name}.jsonl").read_text().splitlines()) for name in "ab"] == [1, 1]
    assert json.loads((tmp_path / "bad.jsonl").read_text())["line"] == 1


def test_parts_must_be_made_and_taken(corpus: Path, tmp_path: Path) -> None:
    """A part that no step makes, and a part that no output takes, are mistakes of the recipe."""
    head = f"sources: [{corpus}]\nsteps: [{{split: {{fractions: {{train: 0.5, test: 0.5}}}}}}]\n"
    with pytest.raises(OptionError, match=r"ask for the parts \['tset'\], the steps make \['test', 'train'\]"):
        local.planned(parse_recipe(head + f"outputs: [{{path: {tmp_path}/a.jsonl, part: tset}}]"))
    with pytest.raises(OptionError, match=r"no output takes the parts \['test'\]"):
        local.planned(parse_recipe(head + f"outputs: [{{path: {tmp_path}/a.jsonl, part: train}}]"))


def test_a_kind_that_comes_again_draws_anew(corpus: Path) -> None:
    """Two samples in one recipe have two names and two seeds."""
    (first, one), (second, two) = Job([], steps=parse_recipe(
        f"sources: [{corpus}]\nsteps: [{{sample: {{n: 9}}}}, {{sample: {{n: 3}}}}]\noutputs: [x]"
    ).steps).named_steps()  # fmt: skip
    assert (first, second) == ("sample", "sample#2")
    assert one.seed == 42 != two.seed  # type: ignore[attr-defined]


@pytest.mark.parametrize("memory_bytes", [0, 500, 1 << 20])
def test_a_shelf_gives_rows_by_their_new_positions(memory_bytes: int) -> None:
    """However little memory there is."""
    frames = [pl.DataFrame({"position": range(start, 1000, 7)}, schema={"position": pl.UInt64}) for start in range(7)]
    with Shelf(memory_bytes=memory_bytes) as shelf:
        for frame in frames:
            shelf.put(frame)
        found = pl.concat(in_position(shelf, memory_bytes=memory_bytes))
    assert found["position"].to_list() == list(range(1000))


def test_frames_have_the_columns_of_a_record(corpus: Path) -> None:
    """What steps need beside them does not get out."""
    pipeline = parse_recipe(f"sources: [{corpus}]\nsteps: [dedup]\noutputs: [x.jsonl]")
    frame = pl.concat(local.frames(local.planned(pipeline)))
    assert frame.schema == COLUMNS
