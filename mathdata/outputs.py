"""Outputs that appear whole or not at all: written beside their place, moved there at the end."""

import bz2
import gzip
import lzma
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
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
        place = None if target == "-" else _behind_links(Path(target))
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
        placed = [(written, place) for written, place in self._waiting if place is not None and not _flows(place)]
        return [pair for written, place in placed for pair in self._files_of(written, place)]

    def _files_of(self, written: Path, place: Path) -> list[tuple[Path, Path]]:
        if written not in self._spread:
            return [(written, place)]
        # An index before its data: who sees the data file finds its index.
        files = sorted(written.iterdir(), key=lambda file: (file.suffix != ".db", file.name))
        return [(file, place.with_name(file.name)) for file in files]

    def publish(self) -> None:
        """Move everything to its place, the last one last; what flows goes first, because it can fail."""
        placed = [(written, place) for written, place in self._waiting if place is not None and not _flows(place)]
        for written, place in self._waiting:
            if place is None:
                _pour(written, sys.stdout.buffer)
            elif _flows(place):
                with place.open("wb") as stream:
                    _pour(written, stream)
        # On a thread, because Ctrl-C reaches the main one only: it comes too late, one more moment and all is done.
        with ThreadPoolExecutor(1) as mover:
            moved = mover.submit(self._move_all, placed)
        moved.result()
        self._waiting.clear()

    def _move_all(self, placed: list[tuple[Path, Path]]) -> None:
        for written, place in placed:
            self._move(written, place)

    def _move(self, written: Path, place: Path) -> None:
        if written in self._spread:
            for one, beside in self._files_of(written, place):
                _give_usual_mode(one)
                one.replace(beside)
            written.rmdir()
        elif written.is_dir():
            _replace_folder(written, place)
        else:
            _give_usual_mode(written)
            written.replace(place)

    def discard(self) -> None:
        """Remove what was not published."""
        for written, _ in self._waiting:
            if written.is_dir():
                shutil.rmtree(written, ignore_errors=True)
            else:
                written.unlink(missing_ok=True)
        self._waiting.clear()


def _behind_links(place: Path) -> Path:
    """The file that a link leads to, so that the link stays one."""
    return Path(os.path.realpath(place)) if place.is_symlink() and not _flows(place) else place


def _flows(place: Path) -> bool:
    """Whether it is a pipe or a device, which takes bytes and must not be replaced by a file."""
    return place.exists() and not place.is_file() and not place.is_dir()


def _pour(written: Path, stream: BinaryIO) -> None:
    with written.open("rb") as file:
        shutil.copyfileobj(file, stream)
    stream.flush()
    written.unlink()


def _room(place: Path | None) -> Path:
    if place is None or _flows(place):
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
        shutil.rmtree(place)
    _give_usual_folder_mode(written)
    written.rename(place)


def _give_usual_folder_mode(folder: Path) -> None:
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)


def refuse_place(target: str, inputs: list[Path], *, of_folder: bool = False) -> None:
    """Refuse an output that is one of the inputs, or a folder; `of_folder`: that is written as a folder itself.

    Raises:
        OptionError: naming the file.
    """
    if target == "-":
        if sys.stdout is None:
            raise OptionError("-: standard output is closed; name a file with -o")
        return
    place = Path(target)
    for source in inputs:
        if place.exists() and source.exists() and place.samefile(source):
            raise OptionError(f"{target}: is the input itself; write to another file, then rename it")
    if not of_folder and place.is_dir():
        raise OptionError(f"{target}: is a folder, wanted the name of a file; name one in it, or remove it first")
    if of_folder and place.is_dir() and any(place.iterdir()) and not (place / "state.json").exists():
        raise OptionError(f"{target}: holds something else than a saved data set; name another, or remove it first")
    if of_folder and place.exists() and not place.is_dir():
        raise OptionError(f"{target}: is a file, wanted a folder for the data set; name another, or remove it first")


def refuse_same_place(targets: Sequence[str]) -> None:
    """Refuse outputs of which one would replace another, however their names are spelled.

    Raises:
        OptionError: naming all of them.
    """
    if len({"-" if target == "-" else os.path.realpath(target) for target in targets}) < len(targets):
        raise OptionError(f"found one place for two outputs in {list(targets)}, wanted a file for each")
