"""The notebooks run from the first cell to the last, and print what is stored in them."""

import os
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from doc_pages import ROOT
from nbclient import NotebookClient

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def executed(path: Path, commands: Path) -> Any:
    """A notebook after a run in its own folder, with `mathdata` as a command."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    (commands / "mathdata").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mathdata "$@"\n')
    (commands / "mathdata").chmod(0o755)
    environment = os.environ | {
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "ignore:IProgress not found",  # tqdm asks for widgets, which nobody would see here
    }
    place = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources=place, coalesce_streams=True)
    client.execute(env=environment)
    return notebook


def printed(notebook: Any) -> list[str]:
    """What each code cell printed or gave, as plain text; white space aside, which other tools lay out as they like."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    texts = [" ".join(o.get("text", "") or o.data["text/plain"] for o in cell.outputs) for cell in cells]
    return [" ".join(text.split()) for text in texts]


@pytest.mark.slow
# Jupyter's own: an event loop of its kernel client warns of the way it is made.
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_runs(path: Path, tmp_path: Path) -> None:
    """Every cell runs, and prints what the notebook holds."""
    stored = printed(nbformat.read(path, as_version=4))  # type: ignore[no-untyped-call]
    assert printed(executed(path, tmp_path)) == stored
