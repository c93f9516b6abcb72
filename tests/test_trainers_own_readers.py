"""What we write, read by the trainers themselves, where their packages are installed.

    pip install torch --index-url https://download.pytorch.org/whl/cpu
    pip install ms-swift torchtune 'torchao<0.12'

Both bring PyTorch, so the tests of this library do not ask for them.
"""

import json
from pathlib import Path
from typing import Any

import pytest

import mathdata as md
from mathdata import Message, Record

pytestmark = pytest.mark.filterwarnings("ignore")  # theirs, not ours

CONVERSATIONS = [
    Record(id="1", source="t", problem="求 1+1", solution="1+1=2"),
    Record(
        id="2",
        source="t",
        history=[Message(role="user", content="2*3?"), Message(role="assistant", content="2*3=6")],
        problem="$\\frac{1}{2}$?",
        solution="0.5\n✓",
    ),
]
WITH_SYSTEM = [record.model_copy(update={"system": "You solve problems."}) for record in CONVERSATIONS]


def written(path: Path, layout: str, records: list[Record]) -> list[dict[str, Any]]:
    """The wire rows of the file that we wrote."""
    md.Corpus.from_records(records).write(path, format=layout)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def chats(records: list[Record]) -> list[list[tuple[str, str]]]:
    """Role and text of each turn."""
    return [[(message.role, message.content) for message in record.messages] for record in records]


@pytest.mark.parametrize("layout", ["swift", "messages", "sharegpt", "alpaca"])
@pytest.mark.parametrize("records", [CONVERSATIONS, WITH_SYSTEM], ids=["plain", "system"])
def test_swift_reads_every_layout_it_knows(layout: str, records: list[Record], tmp_path: Path) -> None:
    """ms-swift finds out by itself what a file is, and sees our conversations."""
    swift = pytest.importorskip("swift.dataset", reason="ms-swift is not installed", exc_type=ImportError)
    path = tmp_path / f"{layout}.jsonl"
    written(path, layout, records)
    data, _ = swift.load_dataset(str(path), split_dataset_ratio=0.0, num_proc=1)
    seen = [[(turn["role"], turn["content"]) for turn in row["messages"]] for row in data]
    assert seen == chats(records)


@pytest.mark.parametrize(
    ("layout", "transform"), [("sharegpt", "ShareGPTToMessages"), ("messages", "OpenAIToMessages")]
)
@pytest.mark.parametrize("records", [CONVERSATIONS, WITH_SYSTEM], ids=["plain", "system"])
def test_torchtune_reads_its_layouts(layout: str, transform: str, records: list[Record], tmp_path: Path) -> None:
    """Torchtune's own transforms give the turns of the record."""
    torchtune = pytest.importorskip("torchtune.data", reason="torchtune is not installed", exc_type=ImportError)
    rows = written(tmp_path / "rows.jsonl", layout, records)
    to_messages = getattr(torchtune, transform)(train_on_input=False)
    seen = [[(m.role, m.text_content) for m in to_messages(row)["messages"]] for row in rows]
    assert seen == chats(records)


def test_torchtune_reads_alpaca_rows(tmp_path: Path) -> None:
    """The problem stands in its prompt, the solution is what is trained."""
    torchtune = pytest.importorskip("torchtune.data", reason="torchtune is not installed", exc_type=ImportError)
    (row,) = written(tmp_path / "rows.jsonl", "alpaca", CONVERSATIONS[:1])
    asked, answered = torchtune.AlpacaToMessages(train_on_input=False)(row)["messages"]
    assert CONVERSATIONS[0].problem in asked.text_content
    assert (answered.text_content, answered.masked) == (CONVERSATIONS[0].solution, False)
