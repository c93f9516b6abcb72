"""Bytes of a file as UTF-8: opened, decompressed by content, and recoded where the encoding is another."""

import bz2
import codecs
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import zstandard

from mathdata.containers.encodings import detect_encoding
from mathdata.errors import InputError, MathdataError

HEAD_BYTES = 1 << 20
_PACKED_PIECE = 4096
_MAX_RATIO, _RATIO_FREE_BYTES = 1000, 1 << 30

# First bytes of each compression: RFC 1952, RFC 8878, the .xz format, bzip2.
_MAGIC: dict[bytes, tuple[str, Callable[[BinaryIO], Any]]] = {
    b"\x1f\x8b": ("gz", lambda raw: gzip.GzipFile(fileobj=raw)),
    b"\x28\xb5\x2f\xfd": ("zst", lambda raw: io.BufferedReader(_Zstandard(raw))),
    b"\xfd7zXZ\x00": ("xz", lzma.LZMAFile),
    b"BZh": ("bz2", bz2.BZ2File),
}
COMPRESSIONS = {"gz": "gzip", "zst": "zstandard", "xz": "lzma", "bz2": "bz2"}
_FOREIGN = {
    b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture",
    b"%PDF": "a PDF document", b"PK\x03\x04": "a ZIP archive (or a spreadsheet)", b"\x7fELF": "a program",
    b"\x93NUMPY": "a NumPy array", b"Rar!": "a RAR archive", b"7z\xbc\xaf": "a 7-Zip archive",
    b"SQLite format 3": "an SQLite database",
}  # fmt: skip


@dataclass
class Input:
    """One file to read, as UTF-8 bytes without byte order mark."""

    name: str
    """As the user named it, for messages."""
    path: Path
    """Where it lies; standard input is put into a file first."""
    encoding: str | None = None
    """As asked for; null: found by a look at the first MiB."""
    notes: list[str] = field(default_factory=list)
    """What was chosen for the user: encoding, compression."""

    def open(self) -> BinaryIO:
        """The bytes from the beginning; each call begins anew.

        Raises:
            InputError: if the file is of a foreign kind, or its encoding cannot be told.
        """
        stream = self._decompressed()
        try:
            return self._as_utf8(stream)
        except MathdataError:
            stream.close()
            raise

    def _as_utf8(self, stream: "io.BufferedReader[Any]") -> BinaryIO:
        head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
        for magic, what in _FOREIGN.items():
            if head.startswith(magic):
                raise InputError(f"{self.name}: found {what}, wanted rows of text; convert it to JSON lines first")
        found = detect_encoding(head, self.encoding, name=self.name)
        if found.note:
            self._note(found.note)
        stream.read(found.skip)
        if found.codec == "utf-8":
            return stream
        return io.BufferedReader(_Recoder(stream, found.codec, self.name), HEAD_BYTES)

    def head(self, size: int = HEAD_BYTES) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return _read_full(stream, size)

    def _decompressed(self) -> "io.BufferedReader[Any]":
        buffered = io.BufferedReader(self.path.open("rb", buffering=0), HEAD_BYTES)
        start = buffered.peek(16)[:16]
        for magic, (kind, opened) in _MAGIC.items():
            if start.startswith(magic):
                self._note(f"decompressed from {kind}")
                return io.BufferedReader(_Guarded(opened(buffered), buffered, self.name, kind), HEAD_BYTES)
        return buffered

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


def _read_full(stream: BinaryIO, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class _Whole(io.RawIOBase):
    """Reads that come back full, so that a look ahead sees as much as there is."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _read(self, size: int) -> bytes:
        return _read_full(self._inner, size)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()


class _Zstandard(io.RawIOBase):
    """Decompressed frames. The package's own stream reader takes a cut frame for a finished one."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed, self._rest, self._waiting = packed, b"", b""
        self._frame: Any = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            # In small pieces, because each may grow ten thousand times.
            piece, self._waiting = self._waiting or self._packed.read(_PACKED_PIECE), b""
            if not piece and self._frame:
                raise EOFError("it ends inside a frame")
            if not piece:
                return 0
            self._frame = self._frame or zstandard.ZstdDecompressor().decompressobj()
            self._rest = self._frame.decompress(piece)
            if self._frame.eof:
                self._waiting, self._frame = self._frame.unused_data, None
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


class _Guarded(_Whole):
    """A decompressed stream whose faults name the file, and which does not grow without bound."""

    def __init__(self, inner: BinaryIO, packed: BinaryIO, name: str, kind: str) -> None:
        super().__init__(inner)
        self._packed, self._name, self._kind, self._total = packed, name, kind, 0

    def _read(self, size: int) -> bytes:
        try:
            data = super()._read(size)
        except (EOFError, OSError, zlib.error, lzma.LZMAError, zstandard.ZstdError) as error:
            raise InputError(
                f"{self._name}: the {self._kind} data is damaged or cut off ({error}); copy the file again"
            ) from None
        self._total += len(data)
        if self._total > _RATIO_FREE_BYTES and self._packed.seekable() and self._grown_too_much():
            raise InputError(
                f"{self._name}: the {self._kind} data has grown more than {_MAX_RATIO} times, "
                "as no text does; if it is meant so, decompress it first"
            )
        return data

    def close(self) -> None:
        super().close()
        self._packed.close()  # the decompressors of the standard library leave it open

    def _grown_too_much(self) -> bool:
        return self._total > _MAX_RATIO * max(1, self._packed.tell())


class _Recoder(_Whole):
    """Text of another encoding as UTF-8; a byte that does not fit is an error, never a guess."""

    def __init__(self, inner: BinaryIO, codec: str, name: str) -> None:
        super().__init__(inner)
        self._decoder = codecs.getincrementaldecoder(codec)("strict")
        self._codec, self._name, self._line, self._rest = codec, name, 1, b""

    def _read(self, size: int) -> bytes:
        while len(self._rest) < size:
            data = self._inner.read(HEAD_BYTES)
            try:
                text = self._decoder.decode(data, final=not data)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"{self._name}:{self._line + error.object[: error.start].count(0x0A)}: found bytes that are not "
                    f"{self._codec}, wanted one encoding throughout; name the right one with --encoding"
                ) from None
            self._line += text.count("\n")
            self._rest += text.encode("utf-8", "surrogatepass")
            if not data:
                break
        out, self._rest = self._rest[:size], self._rest[size:]
        return out
