"""The page about verify runs as it stands."""

import re
from pathlib import Path

import pytest

from mathdata.verify import Verdict, verify

PAGE = Path(__file__).resolve().parents[2] / "docs" / "verify.md"
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
ROWS = re.findall(r"^\| `(\w+)` \| (.*?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
EXAMPLES = [(verdict, example) for verdict, cell in ROWS for example in re.findall(r"`(.*?)`", cell)]


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_every_block_of_the_page_runs(number, capsys):
    """A block that prints is followed by what it prints."""
    exec(compile(BLOCKS[number], f"{PAGE.name}, block {number + 1}", "exec"), {})
    printed = capsys.readouterr().out
    assert printed in PAGE.read_text(encoding="utf-8")


def test_the_table_lists_every_verdict():
    """Each verdict has a row."""
    assert {verdict for verdict, _ in ROWS} == {verdict.value for verdict in Verdict}


@pytest.mark.parametrize(("verdict", "example"), [pair for pair in EXAMPLES if pair[0] != "contradiction"])
def test_every_example_of_the_table(verdict, example):
    """An example gets the verdict of its row."""
    assert verify(example)[0].verdict == verdict


def test_the_contradiction_of_the_table():
    """Its two parts stand in one text."""
    text = "\n".join(example for verdict, example in EXAMPLES if verdict == "contradiction")
    assert [f.verdict.value for f in verify(text)] == ["true", "contradiction"]
