"""Audits: the mended corpus differs from the given one in what was mended, and in nothing else."""

from pathlib import Path

from mathdata.auditing import fix
from mathdata.conversion import Output
from mathdata.sources import Source, open_source


def test_a_mended_corpus_has_its_own_keys(tmp_path: Path) -> None:
    """Rows of `question` and `answer` stay such rows."""
    given, mended = tmp_path / "given.jsonl", tmp_path / "mended.jsonl"
    given.write_text('{"question":"3 * 4 = ?","answer":"3 * 4 = 13","level":1}\n')
    fix(open_source(Source(path=str(given))), Output(path=str(mended)))
    assert mended.read_text() == '{"question":"3 * 4 = ?","answer":"3 * 4 = 12","level":1}\n'
