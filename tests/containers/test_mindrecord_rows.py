"""Wire rows in MindRecord files: what is written comes back, whole or not at all."""

import json
from pathlib import Path

import pytest

from mathdata import Corpus, InputError, Record, read
from mathdata.containers.mindrecord import read_mindrecord, read_schema

TURNS = [Record(id="1", problem="1+1=?", solution="2", answer="2"), Record(id="2", problem="√4", solution="")]


def test_a_conversation_is_a_string_field(tmp_path: Path) -> None:
    """A trainer finds the turns as JSON text in one string field."""
    Corpus.from_records(TURNS).write(tmp_path / "t.mindrecord", format="sharegpt", keep_extra=False)
    schema = read_schema(tmp_path / "t.mindrecord")
    assert {name: field.type for name, field in schema.fields.items()} == {"conversations": "string", "id": "string"}
    (columns,) = read_mindrecord(tmp_path / "t.mindrecord")
    assert json.loads(columns["conversations"][0])[1] == {"from": "gpt", "value": "2"}


def test_rows_come_back(tmp_path: Path) -> None:
    """Keys that MindRecord cannot name, empty texts and numbers come back as they were."""
    rows = [{"problem": "a", "solution": "", "grade": 3, "@answer": "2"}, {"problem": "b", "solution": "x", "grade": 4}]
    source = tmp_path / "rows.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    read(source).write(tmp_path / "t.mindrecord")
    read(tmp_path / "t.mindrecord").write(tmp_path / "back.jsonl")
    assert [json.loads(line) for line in (tmp_path / "back.jsonl").read_text().splitlines()] == [
        {"problem": "a", "solution": "", "answer": "2", "grade": 3},
        {"problem": "b", "solution": "x", "grade": 4},
    ]


def test_file_and_index_appear_together(tmp_path: Path) -> None:
    """Beside the data file stands its index, and nothing else."""
    Corpus.from_records(TURNS).write(tmp_path / "t.mindrecord", format="qa")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["t.mindrecord", "t.mindrecord.db"]


def test_no_rows(tmp_path: Path) -> None:
    """MindRecord cannot hold an empty data set; the message says so, and nothing is left behind."""
    with pytest.raises(InputError, match="found no rows"):
        Corpus.from_records([]).write(tmp_path / "t.mindrecord", format="qa")
    assert not list(tmp_path.iterdir())
