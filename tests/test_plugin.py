"""A format of somebody else, found by its entry point and used like ours."""

import json
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from click.testing import Result

import mathdata as md
from mathdata import registry
from mathdata.families.registry import families

PLUGIN = Path(__file__).parent / "plugin"
Cli = Callable[..., Result]


def forget() -> None:
    """Let the registry look again at what is installed."""
    registry.offers.cache_clear()
    registry.points.cache_clear()
    registry.load.cache_clear()


def install(folder: Path, name: str, target: str, room: str = "formats") -> None:
    """What an installer leaves behind: a folder of metadata with the entry point."""
    metadata = folder / f"mathdata_{name}-0.1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: mathdata-{name}\nVersion: 0.1.0\n")
    (metadata / "entry_points.txt").write_text(f"[mathdata.{room}]\n{target}\n")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for installed packages; what it holds is gone after the test."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    forget()
    yield folder
    forget()
    sys.modules.pop("mathdata_flashcards", None)


@pytest.fixture
def flashcards(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plug-in of `tests/plugin`, installed."""
    monkeypatch.syspath_prepend(str(PLUGIN))
    install(site, "flashcards", "flashcards = mathdata_flashcards:Flashcards")


@pytest.mark.usefixtures("flashcards")
def test_a_strangers_format_is_one_of_ours(tmp_path: Path, cli: Cli) -> None:
    """It is listed, detected, read and written, in columns and with extra keys, from the command line and in Python."""
    cards = [{"front": "7 × 8", "back": "56", "hint": "seven eights"}, {"front": "6 × 7", "back": "42", "hint": ""}]
    (tmp_path / "cards.json").write_text(json.dumps(cards))
    assert "flashcards" in cli("formats").stdout
    assert cli("convert", tmp_path / "cards.json", "-o", tmp_path / "a.jsonl", "--to", "sharegpt").exit_code == 0
    assert cli("convert", tmp_path / "a.jsonl", "-o", tmp_path / "b.json", "--to", "flashcards").exit_code == 0
    back = [
        {key: value for key, value in row.items() if key != "id"}
        for row in json.loads((tmp_path / "b.json").read_text())
    ]
    assert back == cards
    assert [record.problem for record in md.read(tmp_path / "cards.json").records()] == ["7 × 8", "6 × 7"]


@pytest.mark.usefixtures("flashcards")
def test_what_a_card_cannot_hold(tmp_path: Path, cli: Cli) -> None:
    """Losses are counted for a stranger's format as for ours, because it says what it carries."""
    (tmp_path / "in.jsonl").write_text(json.dumps({"system": "S", "query": "1", "response": "2"}))
    done = cli("convert", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl", "--to", "flashcards")
    assert (done.exit_code, "SYSTEM_LOST: 1 record)" in done.stderr) == (1, True)


def test_the_plugin_says_the_same_as_its_pyproject() -> None:
    """The entry point that the test installs is the one that the package declares."""
    import tomllib

    declared = tomllib.loads((PLUGIN / "pyproject.toml").read_text())["project"]["entry-points"]["mathdata.formats"]
    assert declared == {"flashcards": "mathdata_flashcards:Flashcards"}


def test_two_of_one_name(site: Path) -> None:
    """Two packages that offer one name are an error that names both."""
    install(site, "one", "cards = a:A")
    install(site, "two", "cards = b:B")
    with pytest.raises(md.PluginError, match=r"'cards' is offered twice, by (a:A and b:B|b:B and a:A)"):
        registry.points("formats")


def test_one_that_does_not_load(site: Path) -> None:
    """A broken plug-in is named, with the reason."""
    install(site, "broken", "broken = no_such_module_anywhere:Broken")
    with pytest.raises(md.PluginError, match=r"'broken' cannot be loaded from no_such_module_anywhere:Broken"):
        registry.load("formats", "broken")


def test_a_family_that_does_not_load(site: Path) -> None:
    """The same is told of families, which are all looked at together."""
    install(site, "broken", "broken = no_such_module_anywhere:Broken", room="families")
    with pytest.raises(md.PluginError, match=r"'broken' cannot be loaded from no_such_module_anywhere:Broken"):
        families()


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    """A slip of the keyboard costs one look at the message."""
    assert isinstance(registry.points("formats")["swift"], EntryPoint)
    with pytest.raises(md.OptionError, match=r"no format 'swfit', did you mean 'swift'\?; installed: alpaca, choice"):
        registry.load("formats", "swfit")
