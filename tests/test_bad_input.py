"""Damaged files, one kind a row: each is told by place, with what was found, what was wanted and what to do."""

import bz2
import gzip
import json
import lzma
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from click.testing import Result

import mathdata as md

Cli = Callable[..., Result]
GOOD = '{"problem": "1 + 1 等于多少？请写出答案。", "solution": "2"}\n'.encode()
CHINESE = "计算以下算式的结果，求出一个数是多少：这是一道有关面积的题目，在下面写出解答。" * 20


def wire(*rows: Any) -> bytes:
    """JSON lines of these rows."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def deep(levels: int) -> bytes:
    """A row with brackets so many levels deep."""
    return b'{"problem": "1+1", "solution": "2", "x": ' + b"[" * levels + b"]" * levels + b"}\n"


ROWS = {
    "cut off": (b'{"problem": "1+1", "solu', "unterminated string"),
    "two objects": (GOOD.strip() + GOOD, "extra data"),
    "half an object": (b'{"problem": "1+1",\n', "not JSON"),
    "trailing comma": (b'{"problem": "1+1", "solution": "2",}\n', "not JSON"),
    "comma behind": (GOOD.strip() + b",\n", "extra data"),
    "no object": (b'"1+1=2"\n', "wanted a JSON object"),
    "a number": (b"12\n", "wanted a JSON object"),
    "a list": (b'["1+1", "2"]\n', "wanted a JSON object"),
    "duplicate keys": (b'{"problem": "1+1", "problem": "2+2", "solution": "2"}\n', "'problem' twice"),
    "nested duplicate keys": (b'{"problem": "1", "solution": "2", "x": {"a": 1, "a": 2}}\n', "'a' twice"),
    "NaN": (b'{"problem": "1+1", "solution": NaN}\n', "found NaN"),
    "Infinity": (b'{"problem": "1+1", "solution": "2", "x": -Infinity}\n', "found -Infinity"),
    "a lone surrogate": (b'{"problem": "\\ud83d", "solution": "2"}\n', "lone surrogate"),
    "swapped surrogates": (b'{"problem": "\\ude00\\ud83d", "solution": "2"}\n', "lone surrogate"),
    "a raw surrogate": (b'{"problem": "\xed\xa0\xbd", "solution": "2"}\n', "0xed"),
    "a bad byte": (b'{"problem": "caf\xe9", "solution": "2"}\n', "0xe9"),
    "an overlong byte": (b'{"problem": "\xc0\xaf", "solution": "2"}\n', "0xc0"),
    "a NUL": (b'{"problem": "1\x00", "solution": "2"}\n', "control character"),
    "a bare tab": (b'{"problem": "1\t", "solution": "2"}\n', "control character"),
    "a BOM inside": (b"\xef\xbb\xbf" + GOOD, "not JSON"),
    "nesting": (deep(100_000), "nested deeper than"),
    "a little less nesting": (deep(300), "nested deeper than"),
    "null": (b'{"problem": "1+1", "solution": null}\n', "'solution'"),
    "a missing key": (b'{"problem": "1+1"}\n', "'solution'"),
    "an object as text": (b'{"problem": "1+1", "solution": {"x": 1}}\n', "an object at 'solution'"),
    "our own key": (b'{"problem": "1+1", "solution": "2", "@problem": 5}\n', "mathdata's own"),
}


@pytest.mark.parametrize(("row", "reason"), ROWS.values(), ids=ROWS)
def test_a_bad_row_stops_the_run(row: bytes, reason: str, tmp_path: Path, cli: Cli) -> None:
    """Nothing is written, and the message names file, line and fault."""
    (tmp_path / "in.jsonl").write_bytes(GOOD * 3 + row)
    done = cli("convert", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl", "--to", "sharegpt")
    assert done.exit_code == 1
    assert f"{tmp_path}/in.jsonl:4: " in done.stderr
    assert reason in done.stderr
    assert "--rejects" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["in.jsonl"]


@pytest.mark.parametrize(("row", "reason"), ROWS.values(), ids=ROWS)
def test_a_bad_row_can_be_set_aside(row: bytes, reason: str, tmp_path: Path, cli: Cli) -> None:
    """The other rows are written, and the bad one is kept with its place, its reason and its bytes."""
    (tmp_path / "in.jsonl").write_bytes(GOOD * 3 + row.rstrip(b"\n") + b"\n" + GOOD)
    done = cli("convert", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl", "--rejects", tmp_path / "bad", "--json")
    assert done.exit_code == 3
    ledger = json.loads(done.stdout)
    assert (ledger["read"], ledger["written"], ledger["rejected"]) == (5, 4, 1)
    assert len(pl.read_ndjson(tmp_path / "out.jsonl")) == 4
    (reject,) = [json.loads(line) for line in (tmp_path / "bad").read_text().splitlines()]
    assert reject["line"] == 4
    assert reason in reject["reason"]
    assert "raw_base64" in reject or reject["raw"].encode() == row.rstrip(b"\n")


def zipped(kind: str, data: bytes) -> bytes:
    """The data, compressed."""
    return {
        "gz": gzip.compress, "xz": lzma.compress, "bz2": bz2.compress, "zst": zstandard.ZstdCompressor().compress,
    }[kind](data)  # fmt: skip


def noise(size: int) -> bytes:
    """Rows that do not compress to nothing."""
    return wire(*({"problem": f"{i * 7919 % 10007} + {i}", "solution": str(i * i)} for i in range(size)))


@pytest.mark.parametrize("kind", ["gz", "zst", "xz", "bz2"])
@pytest.mark.parametrize("share", [0.5, 0.99])
def test_cut_off_compression(kind: str, share: float, tmp_path: Path) -> None:
    """Half a compressed file is refused, not read as far as it goes."""
    packed = zipped(kind, noise(5000))
    (tmp_path / "in.jsonl").write_bytes(packed[: int(len(packed) * share)])
    with pytest.raises(md.InputError, match=rf"in\.jsonl.*{kind} data is damaged or cut off.*copy"):
        len(md.read(tmp_path / "in.jsonl"))


FILES = {
    "empty": (b"", "empty file"),
    "blank": (b" \n\r\n\t\n", "empty file"),
    "an empty array": (b"[]", "no rows"),
    "a cut array": (b'[{"problem": "1", "solution": "2"}, {"prob', "inside the array, after 1 whole rows"),
    "an open array": (b'[{"problem": "1", "solution": "2"}', "inside the array, after 1 whole rows"),
    "an array and more": (b'[{"problem": "1", "solution": "2"}] x', "behind the end of the array"),
    "two arrays": (b'[{"problem": "1", "solution": "2"}]\n[{"problem": "1", "solution": "2"}]', "behind the end"),
    "an array of texts": (b'["1+1=2", "2+2=4"]', "wanted objects"),
    "an array of numbers": (b"[1, 2, 3]", "wanted objects"),
    "a trailing comma": (b'[{"problem": "1", "solution": "2"},]', "wanted objects"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG picture"),
    "a ZIP": (b"PK\x03\x04" + bytes(100), "a ZIP archive"),
    "zero bytes": (bytes(1000), "zero bytes"),
    "cut Parquet": (b"PAR1" + bytes(100), "Parquet file is damaged"),
    "cut Arrow": (b"ARROW1\0\0" + bytes(100), "Arrow file is damaged"),
    "Latin-1": ("Combien coûtent 3 pommes à 2 € ? Ça fait, dès l'été, où ?".encode("cp1252") * 30, "cannot tell"),
    "EUC-KR": ("다음 수식의 값을 계산하시오. 사과가 세 개 있습니다.".encode("euc-kr") * 30, "cannot tell"),
    "Shift-JIS": ("次の式を計算しなさい。りんごが三個あります。".encode("shift-jis") * 30, "cannot tell"),
    "EUC-JP": ("次の式を計算しなさい。りんごが三個あります。".encode("euc-jp") * 30, "cannot tell"),
    "Big5": ("計算下列算式的結果，求出這個數是多少。".encode("big5") * 30, "cannot tell"),
}


@pytest.mark.parametrize("ending", [".json", ".jsonl"])
@pytest.mark.parametrize(("data", "reason"), FILES.values(), ids=FILES)
def test_a_bad_file_is_refused(data: bytes, reason: str, ending: str, tmp_path: Path, cli: Cli) -> None:
    """One message that begins with the file's name; nothing is written."""
    file = tmp_path / f"in{ending}"
    if "cannot tell" in reason:
        data = b'{"problem": "' + data + b'", "solution": "2"}\n'
    file.write_bytes(data)
    done = cli("convert", file, "-o", tmp_path / "out.jsonl", "--to", "sharegpt")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"mathdata: {file}")
    assert reason in done.stderr
    assert [left.name for left in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("share", [0.3, 0.8, 0.99])
@pytest.mark.parametrize("ending", [".parquet", ".arrow"])
def test_cut_off_columns(ending: str, share: float, tmp_path: Path) -> None:
    """Half a Parquet or Arrow file is refused."""
    table = pa.table({"problem": [f"{i}" for i in range(9000)], "solution": [f"{i * i}" for i in range(9000)]})
    whole = tmp_path / f"whole{ending}"
    if ending == ".parquet":
        pq.write_table(table, whole)
    else:
        with pa.OSFile(str(whole), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table, max_chunksize=1000)
    assert len(md.read(whole)) == 9000
    file = tmp_path / f"in{ending}"
    file.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    with pytest.raises(md.InputError, match=rf"in\{ending}.*(damaged|zero bytes)"):
        len(md.read(file))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"])
@pytest.mark.parametrize("ending", [".jsonl", ".json", ".csv"])
def test_encodings_that_are_sure(encoding: str, ending: str, tmp_path: Path) -> None:
    """Chinese in these encodings is read without being told, as the same text."""
    rows = {
        ".jsonl": wire({"problem": CHINESE, "solution": "2"}).decode(),
        ".csv": f'problem,solution\n"{CHINESE}",2\n',
    }
    text = rows.get(ending, json.dumps([{"problem": CHINESE, "solution": "2"}], ensure_ascii=False))
    (tmp_path / f"in{ending}").write_bytes(text.encode(encoding))
    (record,) = md.read(tmp_path / f"in{ending}").records()
    assert (record.problem, record.solution) == (CHINESE, "2")


@pytest.mark.parametrize(
    "encoding", ["cp1252", "euc-kr", "shift-jis", "euc-jp", "big5", "gb18030", "utf-16-le", "koi8-r"]
)
def test_encodings_by_name(encoding: str, tmp_path: Path) -> None:
    """What cannot be told is read with the encoding named, and never as other characters."""
    text = {"cp1252": "coûté", "euc-kr": "계산하시오", "koi8-r": "вычислить"}.get(encoding, "計算")
    (tmp_path / "in.jsonl").write_bytes(wire({"problem": text * 9, "solution": "2"}).decode().encode(encoding))
    (record,) = md.read(tmp_path / "in.jsonl", encoding=encoding).records()
    assert record.problem == text * 9


def test_a_wrong_encoding_is_refused(tmp_path: Path, cli: Cli) -> None:
    """An encoding that the bytes are not in is an error with its line; one that does not exist is wrong use."""
    (tmp_path / "in.jsonl").write_bytes(b"\n" + wire({"problem": "수식", "solution": "2"}))
    wrong = cli("inspect", tmp_path / "in.jsonl", "--encoding", "ascii")
    assert (wrong.exit_code, "in.jsonl:2: found bytes that are not ascii" in wrong.stderr) == (1, True)
    assert cli("inspect", tmp_path / "in.jsonl", "--encoding", "klingon").exit_code == 2


def test_what_was_chosen_is_said(tmp_path: Path, cli: Cli) -> None:
    """The encoding and the compression that were detected stand in the notes."""
    (tmp_path / "in.jsonl").write_bytes(
        gzip.compress(wire({"problem": CHINESE, "solution": "2"}).decode().encode("gbk"))
    )
    said = cli("inspect", tmp_path / "in.jsonl").stdout
    assert "gb18030" in said
    assert "decompressed from gz" in said


def test_numbers_keep_every_digit(tmp_path: Path) -> None:
    """5,000 digits, 1e400 and a trailing zero come back as they were spelled, in texts and in extra keys."""
    number = "9" * 5000
    line = f'{{"problem": {number}, "solution": 7.10, "big": 1e400, "more": [{number}, -0.0, 1E5]}}\n'
    (tmp_path / "in.jsonl").write_text(line)
    (record,) = md.read(tmp_path / "in.jsonl").records()
    assert (record.problem, record.solution) == (number, "7.10")
    md.read(tmp_path / "in.jsonl").write(tmp_path / "out.jsonl")
    assert f'"big":1e400,"more":[{number},-0.0,1E5]' in (tmp_path / "out.jsonl").read_text()


def test_a_long_line_is_a_row(tmp_path: Path) -> None:
    """A text of 20 MB, longer than a block, comes through whole."""
    text = "数" * 7_000_000
    (tmp_path / "in.jsonl").write_bytes(GOOD + wire({"problem": text, "solution": "2"}) + GOOD)
    md.read(tmp_path / "in.jsonl").write(tmp_path / "out.json", format="sharegpt")
    assert md.read(tmp_path / "out.json").to_polars()["problem"].str.len_chars().to_list() == [17, 7_000_000, 17]


def test_a_gzip_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data that grows a thousandfold is no text; it is refused long before it fills the disk."""
    monkeypatch.setattr("mathdata.containers.streams._RATIO_FREE_BYTES", 1 << 20)
    (tmp_path / "bomb.jsonl").write_bytes(gzip.compress(b'{"problem": "' + b"0" * (64 << 20), compresslevel=9))
    with pytest.raises(md.InputError, match=r"bomb\.jsonl.*grown more than 1000 times"):
        md.read(tmp_path / "bomb.jsonl")


def test_an_endless_row_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row beyond the limit is refused with its line, in lines and in arrays."""
    for module in ("json_lines", "json_array"):
        monkeypatch.setattr(f"mathdata.containers.{module}.MAX_ROW_BYTES", 1 << 20)
        monkeypatch.setattr(f"mathdata.containers.{module}.BATCH_BYTES", 1 << 18)
    row = b'{"problem": "' + b"0" * (3 << 20) + b'", "solution": "2"}'
    for name, data in (("a.jsonl", GOOD + row), ("a.json", b"[" + GOOD + b"," + row + b"]")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(md.InputError, match=rf"{name}:[12]: .*more than 1 MiB"):
            len(md.read(tmp_path / name))


CSV_ROWS = {
    "too few cells": ('"1+1"', "found 1 cells, wanted 2"),
    "too many cells": ("1,000 + 1,1001", "found 3 cells, wanted 2"),
    "a stray quote": ('"1+1"2",2', "not CSV"),
}


@pytest.mark.parametrize(("row", "reason"), CSV_ROWS.values(), ids=CSV_ROWS)
def test_ragged_csv(row: str, reason: str, tmp_path: Path, cli: Cli) -> None:
    """A row with cells too few or too many costs one row, and its place is the line on which it begins."""
    (tmp_path / "in.csv").write_text(f'problem,solution\n"1\n+\n1",2\n{row}\n2+2,4\n')
    done = cli("convert", tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--rejects", tmp_path / "bad")
    assert done.exit_code == 3
    assert f"in.csv:5: {reason}" in done.stderr
    assert json.loads((tmp_path / "bad").read_text())["raw"] == row
    assert (tmp_path / "out.csv").read_text() == '"problem","solution"\n"1\n+\n1","2"\n"2+2","4"\n'


def test_csv_headers(tmp_path: Path) -> None:
    """A name twice in the header is refused: one column would hide the other."""
    (tmp_path / "in.csv").write_text("problem,problem,solution\n1,2,3\n")
    with pytest.raises(md.InputError, match=r"in\.csv:1: found the columns \['problem'\] twice"):
        md.read(tmp_path / "in.csv")


def test_an_open_quote_at_the_end(tmp_path: Path) -> None:
    """A quotation that never ends is a fault of its row, not the rest of the file as its text."""
    (tmp_path / "in.csv").write_text('problem,solution\n1+1,2\n"2+2,4\n3+3,6\n')
    with pytest.raises(md.TooManyRejects, match=r"in\.csv:3: not CSV"):
        len(md.read(tmp_path / "in.csv"))


@pytest.mark.parametrize("cell", ["null", "NA", "nan", "None", "N/A", "007", "1e3", "True", "2024-01-01", "", " "])
def test_cells_are_text(cell: str, tmp_path: Path) -> None:
    """No cell is taken for a missing value, a number or a date."""
    (tmp_path / "in.csv").write_text(f"problem,solution,level\n{cell},{cell},{cell}\n")
    (record,) = md.read(tmp_path / "in.csv").records()
    assert (record.problem, record.solution, json.loads(record.extra or "")) == (cell, cell, {"level": cell})


def test_mixed_layouts(tmp_path: Path, cli: Cli) -> None:
    """Rows of another layout in one file are rejects, not empty records."""
    rows = [{"problem": "1+1", "solution": "2"}] * 3 + [{"instruction": "2+2", "input": "", "output": "4"}]
    (tmp_path / "in.jsonl").write_bytes(wire(*rows))
    done = cli("convert", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl", "--rejects", tmp_path / "bad", "--json")
    assert (done.exit_code, json.loads(done.stdout)["rejected"]) == (3, 1)
    assert json.loads((tmp_path / "bad").read_text())["line"] == 4


def test_ambiguous_layouts_name_their_candidates(tmp_path: Path) -> None:
    """Where two layouts would read a file differently, both are named and the user chooses."""
    row = {"instruction": "1+1", "output": "2", "messages": [{"role": "user", "content": "x"}] * 2}
    row["messages"] = [{"role": "user", "content": "2+2"}, {"role": "assistant", "content": "4"}]
    (tmp_path / "in.jsonl").write_bytes(wire(row))
    with pytest.raises(md.AmbiguousFormat, match=r"\['alpaca', 'messages'\].*--from"):
        md.read(tmp_path / "in.jsonl")
    assert [r.solution for r in md.read(tmp_path / "in.jsonl", "alpaca").records()] == ["2"]


def test_missing_files(tmp_path: Path, cli: Cli) -> None:
    """A name that is nearly right is answered with the right one; an empty folder says so."""
    (tmp_path / "train.jsonl").write_bytes(GOOD)
    near = cli("convert", tmp_path / "trian.jsonl", "-o", tmp_path / "out.jsonl")
    assert (near.exit_code, "did you mean 'train.jsonl'?" in near.stderr) == (1, True)
    (tmp_path / "empty").mkdir()
    assert "no data files" in cli("inspect", tmp_path / "empty").stderr
    (tmp_path / "empty" / "notes.md").write_text("nothing")
    assert cli("inspect", tmp_path / "empty").exit_code == 1


def test_unknown_keys_are_shown(tmp_path: Path) -> None:
    """No layout fits: the keys that were found, and how to name the two that matter."""
    (tmp_path / "in.jsonl").write_bytes(wire({"q1": "1+1", "a1": "2"}))
    with pytest.raises(md.UnknownLayout, match=r"keys \['a1', 'q1'\]; .*--map problem=KEY"):
        md.read(tmp_path / "in.jsonl")


@pytest.fixture
def oddly_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file with one good row and one bad row, whose name is not UTF-8."""
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(b"caf\xe9.jsonl")
    try:
        Path(name).write_text('{"problem": "1 + 1 = ?", "solution": "2"}\n{"problem": "1 + 2 = ?"}\n', encoding="utf-8")
    except OSError:
        pytest.skip("names of files are UTF-8 here")
    return name


def test_names_that_are_not_utf8(oddly_named: str, cli: Cli) -> None:
    """They are told with their bytes, wherever they come to stand: ids, ledger, rejects, manifest."""
    shown = "caf\\xe9.jsonl"
    told = ("--rejects", "bad.jsonl", "--ledger", "l.json", "--json")
    done = cli("convert", oddly_named, "-o", "out.parquet", "--to", "sharegpt", *told)
    assert done.exit_code == 3, done.stderr
    assert json.loads(done.stdout) == json.loads(Path("l.json").read_bytes())
    assert json.loads(done.stdout)["notes"] == [f"{shown}: read as qa in jsonl ('problem' and 'solution')"]
    assert json.loads(Path("bad.jsonl").read_bytes())["file"] == shown
    assert json.loads(cli("inspect", oddly_named, "--json").stdout)[0]["file"] == shown
    Path("r.yaml").write_text(
        "sources: ['*9.jsonl']\noutputs: [out.json]\nrejects: {path: bad.jsonl}", encoding="utf-8"
    )
    Path(oddly_named).rename(os.fsdecode(b"\xe99.jsonl"))
    assert cli("run", "r.yaml").exit_code == 3
    assert json.loads(Path("manifest.json").read_bytes())["inputs"][0]["path"] == "\\xe99.jsonl"
    assert "written" in cli("why", "\\xe99.jsonl:1").stdout


def test_mindrecord_of_such_a_name(oddly_named: str, cli: Cli) -> None:
    """Its index must hold the name of its data file, which it cannot."""
    done = cli("convert", oddly_named, "-o", os.fsdecode(b"\xe9.mindrecord"), "--rejects", "bad.jsonl")
    assert done.exit_code == 2
    assert "its index holds names in UTF-8, which this one is not" in done.stderr
