"""Outputs that appear whole or not at all: written beside their place, moved there at the end."""

import bz2
import gzip
import lzma
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast
from uuid import uuid4

import zstandard

from mathdata.errors import OptionError

# No time stamp in gzip, one level each: the same rows give the same bytes.
_PACKERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    ".gz": lambda raw: cast(BinaryIO, gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6, mtime=0)),
    ".zst": lambda raw: cast(BinaryIO, zstandard.ZstdCompressor(level=3).stream_writer(raw, closefd=False)),
    ".xz": lambda raw: cast(BinaryIO, lzma.LZMAFile(raw, "wb")),  # noqa: SIM115 (closed by who writes)
    ".bz2": lambda raw: cast(BinaryIO, bz2.BZ2File(raw, "wb")),
}


class Outputs:
    """Files that are moved to their places together, when all of them are whole."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Path, Path | None]] = []
        self._spread: set[Path] = set()

    @contextmanager
    def file(self, target: str) -> Iterator[BinaryIO]:
        """A file to write, compressed as its name says; `-` is standard output."""
        place = None if target == "-" else Path(target)
        part = self._part(place)
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as raw:
            packer = _PACKERS.get(place.suffix) if place else None
            if packer is None:
                yield raw
            else:
                with packer(raw) as packed:
                    yield packed

    def set_of_files(self, target: str) -> Path:
        """A path in a new folder; all files of the folder are moved beside `target`, those ending in `.db` first."""
        part = self.folder(target)
        self._spread.add(part)
        return part / Path(target).name

    def folder(self, target: str) -> Path:
        """A new folder to write into."""
        place = Path(target)
        part = self._part(place)
        part.mkdir(mode=0o700)
        return part

    def _part(self, place: Path | None) -> Path:
        """A free name beside the place, noted before it is used: whoever interrupts us leaves nothing behind."""
        part = _room(place) / f".{place.name if place else 'mathdata'}.{uuid4().hex[:12]}.part"
        self._waiting.append((part, place))
        return part

    def whole(self) -> list[tuple[Path, Path]]:
        """What was written so far, each with the place that it will have; standard output has none."""
        placed = [(written, place) for written, place in self._waiting if place is not None]
        return [pair for written, place in placed for pair in self._files_of(written, place)]

    def _files_of(self, written: Path, place: Path) -> list[tuple[Path, Path]]:
        if written not in self._spread:
            return [(written, place)]
        # An index before its data: who sees the data file finds its index.
        files = sorted(written.iterdir(), key=lambda file: (file.suffix != ".db", file.name))
        return [(file, place.with_name(file.name)) for file in files]

    def publish(self) -> None:
        """Move everything to its place, the last one last."""
        for written, place in self._waiting:
            if place is None:
                with written.open("rb") as file:
                    shutil.copyfileobj(file, sys.stdout.buffer)
                sys.stdout.buffer.flush()
                written.unlink()
            elif written in self._spread:
                for one, beside in self._files_of(written, place):
                    _give_usual_mode(one)
                    one.replace(beside)
                written.rmdir()
            elif written.is_dir():
                _replace_folder(written, place)
            else:
                _give_usual_mode(written)
                written.replace(place)
        self._waiting.clear()

    def discard(self) -> None:
        """Remove what was not published."""
        for written, _ in self._waiting:
            if written.is_dir():
                shutil.rmtree(written, ignore_errors=True)
            else:
                written.unlink(missing_ok=True)
        self._waiting.clear()


def _room(place: Path | None) -> Path:
    if place is None:
        return Path(tempfile.gettempdir())
    if not place.parent.is_dir():
        raise OptionError(f"{place}: there is no folder {str(place.parent)!r}; make it first")
    return place.parent


def _give_usual_mode(file: Path) -> None:
    """The mode that `open` would have given: temporary files are private."""
    mask = os.umask(0)
    os.umask(mask)
    file.chmod(0o666 & ~mask)


def _replace_folder(written: Path, place: Path) -> None:
    if place.exists():
        if not (place / "state.json").exists():
            raise OptionError(f"{place}: there is something else than a saved data set; remove it first")
        shutil.rmtree(place)
    _give_usual_folder_mode(written)
    written.rename(place)


def _give_usual_folder_mode(folder: Path) -> None:
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)


def refuse_overwriting(target: str, inputs: list[Path]) -> None:
    """Refuse an output that is one of the inputs.

    Raises:
        OptionError: naming the file.
    """
    place = Path(target)
    for source in inputs:
        if target != "-" and place.exists() and source.exists() and place.samefile(source):
            raise OptionError(f"{target}: is the input itself; write to another file, then rename it")
