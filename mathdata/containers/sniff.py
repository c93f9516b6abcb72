"""Which container a file is: its content decides, its name only where the content could be several."""

from collections.abc import Mapping

from mathdata.containers.arrow import is_saved_folder
from mathdata.containers.base import Container
from mathdata.containers.streams import COMPRESSIONS, HEAD_BYTES, Input
from mathdata.errors import InputError, OptionError
from mathdata.wire import loads

_WHOLE_DOCUMENT_BYTES = 64 << 20


def suffix_of(name: str) -> str:
    """The ending of a file name that tells its container, without that of a compression.

    >>> suffix_of("train.jsonl.gz")
    '.jsonl'
    """
    stem = name
    for ending in COMPRESSIONS:
        stem = stem.removesuffix(f".{ending}")
    dot = stem.rfind(".")
    return stem[dot:].lower() if dot > 0 else ""


def by_suffix(name: str, containers: Mapping[str, type[Container]]) -> str | None:
    """The container whose files end like this one, if there is one."""
    ending = suffix_of(name)
    return next((kind for kind, container in containers.items() if ending in container.suffixes), None)


def sniff(source: Input, containers: Mapping[str, type[Container]]) -> str:
    """The container of a file.

    Raises:
        InputError: if it is empty, or neither its content nor its name tells.
    """
    if source.path is not None and source.path.is_dir():
        if is_saved_folder(source.path):
            return "arrow"
        raise InputError(f"{source.name}: found a folder without data files, wanted files or a saved data set")
    if source.path is not None:
        with source.path.open("rb") as file:
            start = file.read(8)
        if start.startswith(b"PAR1"):
            return "parquet"
        if start.startswith((b"ARROW1", b"\xff\xff\xff\xff")):
            return "arrow"
    named = by_suffix(source.name, containers)
    if named == "mindrecord" or source.path.with_name(f"{source.path.name}.db").exists():
        return "mindrecord"
    found = _by_text(source.head(), named)
    if found is None:
        raise InputError(
            f"{source.name}: cannot tell what kind of file it is; "
            f"name it with --from-container, one of {sorted(containers)}"
        )
    return found


def _by_text(head: bytes, named: str | None) -> str | None:
    first = head.lstrip(b" \t\r\n")
    if not first:
        raise InputError("found an empty file, wanted rows; is it the right one?")
    if first[:1] == b"{":
        return "jsonl" if _is_value(first.split(b"\n", 1)[0]) or not _is_document(first) else "json"
    if first[:1] == b"[" and named not in ("csv", "tsv"):
        return "jsonl" if named == "jsonl" and not _opens_array(first) else "json"
    if named in ("csv", "tsv"):
        return named
    line = first.split(b"\n", 1)[0]
    if named in ("json", "jsonl"):
        return named if named == "jsonl" or first[:1] in b"[{" else "jsonl"
    return None if named == "txt" else "tsv" if b"\t" in line else "csv" if b"," in line else None


def _is_value(line: bytes) -> bool:
    try:
        loads(line)
    except InputError:
        return False
    return True


def _is_document(head: bytes) -> bool:
    """Whether this is one object over several lines: its first line ends inside of it."""
    lines = head.split(b"\n", 2)
    return (len(head) < HEAD_BYTES and len(lines) > 1 and _is_value(head)) or lines[0].rstrip() == b"{"


def _opens_array(head: bytes) -> bool:
    """Whether the bracket is that of an array of rows, not of one bad row among objects."""
    line, _, rest = head.partition(b"\n")
    return not _is_value(line) or rest.lstrip(b" \t\r\n")[:1] != b"{"


def output_container(name: str, asked: str | None, containers: Mapping[str, type[Container]]) -> str:
    """The container to write: as asked for, else by the ending of the name.

    Raises:
        OptionError: if neither tells.
    """
    kind = asked or by_suffix(name, containers)
    if kind is None and name == "-":
        return "jsonl"
    if kind is None:
        endings = sorted(ending for container in containers.values() for ending in container.suffixes)
        raise OptionError(f"{name}: cannot tell which kind of file to write; end the name in one of {endings}")
    return kind
