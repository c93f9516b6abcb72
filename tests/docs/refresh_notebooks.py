"""Run the notebooks and store their outputs: python tests/docs/refresh_notebooks.py."""

import tempfile
from pathlib import Path

import nbformat
from test_notebooks import NOTEBOOKS, executed


def main() -> None:
    """Run every notebook and write it back."""
    for path in NOTEBOOKS:
        with tempfile.TemporaryDirectory() as commands:
            notebook = executed(path, Path(commands))
        for cell in notebook.cells:
            cell.metadata = {}  # times of the run: they would differ in every version
        notebook.metadata.pop("widgets", None)
        notebook.metadata.language_info = {"name": "python"}
        nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
        print(path)


if __name__ == "__main__":
    main()
