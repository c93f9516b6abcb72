"""The documentation is true: every block of every page runs, and prints what the page says."""

import re
from pathlib import Path

import pytest
import typer
from doc_pages import PAGES, ROOT, Room, blocks, run_block, runs
from doc_parts import with_parts

from mathdata.cli import app


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of a page, run in order, give what stands beneath them."""
    monkeypatch.chdir(tmp_path)
    room = Room(tmp_path)
    room.prepare()
    for block in filter(runs, blocks(page.read_text(encoding="utf-8"))):
        assert run_block(block, room) == block.body, f"{page.name}:{block.line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_is_current(page: Path) -> None:
    """Tables made from the program (`python tests/docs/refresh.py`) are those of this version."""
    text = page.read_text(encoding="utf-8")
    assert with_parts(text) == text


def test_every_command_has_its_table() -> None:
    """What `mathdata --help` lists stands on the page of the command line, with its options."""
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    told = re.findall(r"^## mathdata (.+)\n(?s:.+?)<!-- begin: command (.+) -->", text, re.M)
    assert sorted(told) == sorted((name, name) for name in typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_wrong_output_is_seen(tmp_path: Path) -> None:
    """A page that says something else than the command prints does not pass."""
    room = Room(tmp_path)
    room.prepare()
    (block,) = blocks("```console\n$ echo 122.25\n122.3\n```\n")
    assert run_block(block, room) == "$ echo 122.25\n122.25\n"
