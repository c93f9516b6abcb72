"""Write into the pages what their commands print today, and the tables made from the program.

python tests/docs/refresh.py [PAGE ...]
"""

import os
import sys
import tempfile
from pathlib import Path

from doc_pages import PAGES, Room, blocks, run_block, runs
from doc_parts import with_parts


def refreshed(text: str, room: Room) -> str:
    """The text of a page with the outputs of its blocks and its tables as they are now."""
    done, end = "", 0
    for block in blocks(text):
        body = run_block(block, room) if runs(block) else block.body
        done += text[end : block.start] + body
        end = block.start + len(block.body)
    return with_parts(done + text[end:])


def main() -> None:
    """Refresh the pages that are named, or all."""
    for page in [Path(name).resolve() for name in sys.argv[1:]] or PAGES:
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            room = Room(Path(folder))
            room.prepare()
            page.write_text(refreshed(page.read_text(encoding="utf-8"), room), encoding="utf-8")
        print(page)


if __name__ == "__main__":
    main()
