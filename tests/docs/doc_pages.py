"""Pages of the documentation as programs: their blocks run in order, in a folder of their own.

| fence | what is done |
|---|---|
| any, with `title="FILE"` | the block is written to that file |
| `console` | each `$ command` runs; what stands beneath is what it prints (`...`: any lines) |
| `sh` | the block runs and must succeed |
| `python` | the block runs, after the blocks before it; `>>>` examples are compared |

Everything else (`text`, `json` without a title …) is only to be read. `mathdata` and `python` are those of the
running interpreter; `pip install FOLDER` installs beside the page, from the files of the page alone.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_FENCE = re.compile(r"^```(?P<language>\w+)(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.M | re.S)
_TITLE = re.compile(r'title="([^"]+)"')
# The commands of README.md that install this checkout: `.ci/run` runs them in a fresh environment.
_INSTALLS_US = re.compile(r"^pip install '?\.(?!/)", re.M)


@dataclass(frozen=True)
class Block:
    """One fenced block of a page."""

    language: str
    title: str
    body: str
    line: int
    start: int
    """Where its body begins in the page's text."""


@dataclass
class Room:
    """The folder in which a page runs, and what its blocks have left behind."""

    folder: Path
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    exit_code: int = 0

    def prepare(self) -> None:
        """Lay out the corpora of `fixtures/` and the commands `mathdata` and `python`."""
        shutil.copytree(ROOT / "fixtures", self.folder / "fixtures")
        (self.folder / ".bin").mkdir()
        for name, arguments in (("mathdata", "-m mathdata"), ("python", ""), ("pip", "-m pip")):
            command = self.folder / ".bin" / name
            command.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
            command.chmod(0o755)

    def run(self, command: str) -> str:
        """What a command prints, on standard output and standard error alike; its exit code is kept."""
        done = subprocess.run(
            ["bash", "-c", f"(exit {self.exit_code})\n{command}"],
            cwd=self.folder, env=self._environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        self.exit_code = done.returncode
        return done.stdout

    def _environment(self) -> dict[str, str]:
        installed, inherited = self.folder / ".installed", os.environ.get("PYTHONPATH")
        return os.environ | {
            "PATH": f"{self.folder / '.bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join([str(installed), str(ROOT), *([inherited] if inherited else [])]),
            "PYTHONUTF8": "1", "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb",
            # A plug-in of a page is built with what is installed and put beside the page; no network.
            "PIP_TARGET": str(installed), "PIP_NO_BUILD_ISOLATION": "0", "PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore",
        }  # fmt: skip


def blocks(text: str) -> Iterator[Block]:
    r"""The fenced blocks of a page, in order.

    >>> [(b.language, b.title, b.body) for b in blocks('```json title="a.json"\n[]\n```\n')]
    [('json', 'a.json', '[]\n')]
    """
    for match in _FENCE.finditer(text):
        title = _TITLE.search(match["info"])
        line = text.count("\n", 0, match.start()) + 1
        yield Block(match["language"], title[1] if title else "", match["body"], line, match.start("body"))


def runs(block: Block) -> bool:
    """Whether a block is run here, rather than only read, or run by the continuous integration."""
    return bool(block.title) or (block.language in ("console", "sh", "python") and not _INSTALLS_US.search(block.body))


def run_block(block: Block, room: Room) -> str:
    """Run a block; its body as it should read, with the outputs that were seen.

    Raises:
        AssertionError: if an `sh` block fails, or a `>>>` example gives something else.
    """
    if block.title:
        place = room.folder / block.title
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(block.body, encoding="utf-8")
    elif block.language == "console":
        return "".join(_answered(command, expected, room) for command, expected in _commands(block.body))
    elif block.language == "sh":
        said = room.run(f"set -e\n{block.body}")
        assert room.exit_code == 0, f"exit code {room.exit_code} of\n{block.body}\n{said}"
    else:
        _run_python(block, room)
    return block.body


def _commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a `console` block with the lines beneath it."""
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        lines = part.splitlines()
        length = next(i for i, line in enumerate(lines, 1) if not line.endswith("\\"))
        yield "\n".join(lines[:length]), lines[length:]


def _answered(command: str, expected: list[str], room: Room) -> str:
    lines = [line.rstrip() for line in room.run(command).splitlines()]
    seen = expected if matches(expected, lines) else lines
    return "\n".join([f"$ {command}", *seen]) + "\n"


def matches(expected: list[str], seen: list[str]) -> bool:
    """Whether lines are as expected, where `...` stands for any lines.

    >>> matches(["a", "...", "z"], ["a", "b", "c", "z"]), matches(["a"], ["a", "b"])
    (True, False)
    """
    pattern = "".join(r"(?:.*\n)*" if line == "..." else re.escape(line.rstrip()) + r"\n" for line in expected)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in seen)) is not None


def _run_python(block: Block, room: Room) -> None:
    if ">>> " not in block.body:
        exec(compile("\n" * block.line + block.body, "page", "exec"), room.names)
        return
    example = doctest.DocTestParser().get_doctest(block.body, room.names, "page", "page", block.line)
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=said.append, clear_globs=False)
    room.names.update(example.globs)
    assert not said, "".join(said)
