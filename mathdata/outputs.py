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
from secrets import token_hex
from typing import BinaryIO, cast

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

    @contextmanager
    def file(self, target: str) -> Iterator[BinaryIO]:
        """A file to write, compressed as its name says; `-` is standard output."""
        place = None if target == "-" else Path(target)
        room = _room(place)
        inside = room or Path(tempfile.gettempdir())
        part = inside / f".{place.name if place else 'mathdata'}.{token_hex(6)}.part"
        # Noted before it is there: an interruption between the two would leave it behind.
        self._waiting.append((part, place))
        with part.open("xb") as raw:
            packer = _PACKERS.get(place.suffix) if place else None
            if packer is None:
                yield raw
            else:
                with packer(raw) as packed:
                    yield packed

    def folder(self, target: str) -> Path:
        """A new folder to write into."""
        place = Path(target)
        inside = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".part", dir=_room(place)))
        self._waiting.append((inside, place))
        return inside

    def whole(self) -> list[tuple[Path, Path]]:
        """What was written so far, each with the place that it will have; standard output has none."""
        return [(written, place) for written, place in self._waiting if place is not None]

    def publish(self) -> None:
        """Move everything to its place, the last one last."""
        for written, place in self._waiting:
            if place is None:
                with written.open("rb") as file:
                    shutil.copyfileobj(file, sys.stdout.buffer)
                sys.stdout.buffer.flush()
                written.unlink()
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


def _room(place: Path | None) -> Path | None:
    if place is None:
        return None
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
