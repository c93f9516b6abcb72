"""Translating there and back, by a server that misbehaves: nothing hangs, nothing is lost, no key shows."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chat_server import (
    Behaviour,
    body,
    cut,
    dribble,
    each,
    fewer_placeholders,
    hang,
    reset,
    serving,
    status,
    translated,
)
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from typer.testing import Result

from mathdata.corpus import Corpus
from mathdata.errors import OptionError
from mathdata.ledger import Ledger
from mathdata.schema import Record
from mathdata.translation import ChatServer, ChatTranslator, Translation, masked

KEY = "sk-secret-0123456789"
ANN = "Ann has 3 + 5 pens and buys 2 pens. How many pens has Ann?"
BACK = "Ann has 3 + 5 pens and purchases 2 pens. How many pens has Ann?"
THINGS = [f"Ann has 3 {thing} and buys 2." for thing in ("pens", "cups", "hats", "keys", "maps", "nuts", "oars")]
TOM = "Tom has 7 pens and buys 4 pens. How many pens has Tom?"


def options(url: str, folder: Path, **more: Any) -> dict[str, Any]:
    """A server that is asked quickly and seldom."""
    return {"base_url": url, "model": "m", "cache": str(folder / "cache"), "attempts": 2, "pause_seconds": 0.01,
            "seconds_per_request": 5, **more}  # fmt: skip


def run(url: str, folder: Path, *problems: str, **more: Any) -> tuple[Ledger, list[Any], list[Any]]:
    """The ledger, the rows that are written, and those that are set aside."""
    records = [Record(id=f"r{n}", problem=problem, solution="s") for n, problem in enumerate(problems or (ANN,))]
    corpus = Corpus.from_records(records).back_translate(server=options(url, folder, **more))
    ledger = corpus.write(folder / "out.jsonl", format="messages", dropped=folder / "dropped.jsonl")
    rows = [[json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]
            for name in ("out.jsonl", "dropped.jsonl")]  # fmt: skip
    assert ledger.adds_up()
    return ledger, rows[0], rows[1]


def test_a_problem_comes_back_in_other_words(tmp_path: Path) -> None:
    """The child stands behind its parent, with its numbers as they were; the server saw placeholders alone."""
    with serving() as server:
        ledger, rows, aside = run(server.url, tmp_path)
    assert [row["messages"][0]["content"] for row in rows] == [ANN, BACK]
    assert (rows[1]["@parent"], rows[1]["@back_translate"]) == ("r0", [{"via": "zh"}])
    assert (ledger.made, aside) == (1, [])
    sent = json.dumps([request["messages"] for request in server.requests], ensure_ascii=False)
    assert "⟦1⟧" in sent
    assert "3 + 5" not in sent


def test_a_second_run_asks_nobody(tmp_path: Path) -> None:
    """What came once is in the cache: the second run needs no server, and writes the same bytes."""
    with serving() as server:
        run(server.url, tmp_path, ANN, TOM)
        first, asked = (tmp_path / "out.jsonl").read_bytes(), len(server.requests)
        run(server.url, tmp_path, ANN, TOM)
        assert len(server.requests) == asked
    run(server.url, tmp_path, ANN, TOM)
    assert (tmp_path / "out.jsonl").read_bytes() == first
    for path in (tmp_path / "cache").rglob("*.json"):
        path.write_bytes(b'{"text": ')  # a broken file is as good as none
    with serving() as server:
        run(server.url, tmp_path, ANN, TOM)
        assert len(server.requests) == asked


MISBEHAVIOUR: list[tuple[str, Behaviour, str]] = [
    ("429", status(429), "status 429, 2 times"),
    ("500", status(500), "status 500, 2 times"),
    ("400", status(400), "status 400"),
    ("302", status(302, Location="http://127.0.0.1:9/v1"), "status 302"),
    ("cut", cut, "no whole answer, 2 times"),
    ("reset", reset, "no whole answer (ConnectionResetError), 2 times"),
    ("no JSON", body(b"<html>busy</html>"), "an answer that is no JSON"),
    ("not UTF-8", body(b"\xff\xfe{"), "an answer that is no JSON"),
    ("no object", body(b"[1]"), "an answer without choices"),
    ("no choices", body(b'{"choices": []}'), "an answer without choices"),
    ("no content", body(b'{"choices": [{"message": {"content": null}}]}'), "an answer without content"),
    ("prose", lambda handler, rows: handler.say("Here you are!"), "a text that is not the wanted JSON"),
    ("a list", lambda handler, rows: handler.say("[1, 2]"), "a text that is not the wanted JSON"),
    ("doubled rows", lambda handler, rows: handler.say('{"1": "a", "1": "b"}'),
     "rows that are missing, doubled or not asked for"),
    ("no text", lambda handler, rows: handler.say('{"1": 7}'), "rows that are no texts"),
    ("too long", lambda handler, rows: handler.say('{"1": "a"}', finish_reason="length"),
     "an answer cut at its most tokens"),
    ("lost placeholders", each(fewer_placeholders), "placeholders: wanted 1, 2, 3, found 2, 3"),
    ("doubled placeholders", each(lambda text: text + "⟦1⟧"), "placeholders: wanted 1, 2, 3, found 1, 1, 2, 3"),
]  # fmt: skip


@pytest.mark.parametrize(("behaviour", "reason"), [case[1:] for case in MISBEHAVIOUR], ids=[c[0] for c in MISBEHAVIOUR])
def test_a_text_without_translation_is_a_refused_child(behaviour: Behaviour, reason: str, tmp_path: Path) -> None:
    """The parent stays; the child is set aside with the reason, and the ledger counts it."""
    with serving(always=behaviour) as server:
        ledger, rows, aside = run(server.url, tmp_path)
    assert [row["messages"][0]["content"] for row in rows] == [ANN]
    assert ledger.dropped == {"back_translate_untranslated": 1}
    assert json.loads(aside[0]["extra"])["@back_translate"] == [{"via": "zh", "failure": reason}]


@pytest.mark.parametrize("behaviour", [hang, dribble], ids=["hang", "dribble"])
def test_nothing_hangs(behaviour: Behaviour, tmp_path: Path) -> None:
    """A server that says nothing, or never ends, is left after the time that a request has."""
    start = time.monotonic()
    with serving(always=behaviour) as server:
        _, rows, aside = run(server.url, tmp_path, seconds_per_request=0.3)
        taken = time.monotonic() - start
    assert len(rows) == 1
    assert "no answer in time, 2 times" in aside[0]["extra"]
    assert taken < 10


def test_all_requests_together_have_a_limit(tmp_path: Path) -> None:
    """When the time of a run is over, what is left is refused without asking."""
    with serving(always=hang) as server:
        start = time.monotonic()
        _, rows, aside = run(server.url, tmp_path, *THINGS, batch_size=1, concurrency=1,
                             attempts=20, seconds_per_request=5, seconds_in_all=0.5)  # fmt: skip
        assert time.monotonic() - start < 10
    assert len(rows) == 7
    assert len(server.requests) == 1
    assert all("no time left" in row["extra"] for row in aside)


def test_a_busy_server_is_asked_again(tmp_path: Path) -> None:
    """After a while, and not before the server wants it."""
    start = time.monotonic()
    with serving(status(429, Retry_After="1"), reset, status(503)) as server:
        _, rows, _ = run(server.url, tmp_path, attempts=4)
    assert len(rows) == 2
    assert len(server.requests) == 5
    assert time.monotonic() - start > 1


def test_a_wrong_key_is_tried_once(tmp_path: Path) -> None:
    """Every other request would fare the same."""
    with serving(always=status(401)) as server:
        _, rows, aside = run(server.url, tmp_path, *THINGS, batch_size=1, concurrency=1)
    assert len(rows) == len(aside) == 7
    assert len(server.requests) == 1


def test_rows_that_do_not_fit_are_asked_for_alone(tmp_path: Path) -> None:
    """One bad row in a batch of three costs three requests more, and nobody else's translation."""

    def one_is_lost(handler: Any, rows: dict[str, str]) -> None:
        handler.say('{"1": "a"}') if len(rows) > 1 else translated(handler, rows)

    with serving(always=one_is_lost) as server:
        _, rows, aside = run(server.url, tmp_path, ANN, TOM, f"{TOM} Tom has 9 pens.", batch_size=3)
    assert (len(rows), aside) == (6, [])
    assert len(server.requests) == 8


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda text: text.replace("and", "and twice"), "term"),
        (lambda text: text.replace("How many pens", "How many cups"), "target"),
        (lambda text: text + " 4", "number"),
        (lambda text: text.replace("⟦2⟧", "⟦9⟧").replace("⟦3⟧", "⟦2⟧").replace("⟦9⟧", "⟦3⟧"), "order"),
    ],
)
def test_what_comes_back_otherwise_is_refused(change: Callable[[str], str], kind: str, tmp_path: Path) -> None:
    """A translation that changes the mathematics meets the firewall, and the difference is shown."""
    with serving(translated, each(change)) as server:
        ledger, rows, aside = run(server.url, tmp_path)
    assert len(rows) == 1
    assert ledger.dropped == {f"back_translate_changed_{kind}": 1}
    assert json.loads(aside[0]["extra"])["@refused"]["kind"] == kind


def test_at_most_so_many_requests_at_once(tmp_path: Path) -> None:
    """`concurrency` holds, and is made use of."""

    def slow(handler: Any, rows: dict[str, str]) -> None:
        time.sleep(0.05)
        translated(handler, rows)

    with serving(always=slow) as server:
        run(server.url, tmp_path, *THINGS, batch_size=1, concurrency=3)
    assert 1 < server.most_at_once <= 3


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> str:
    """A key in an environment variable."""
    monkeypatch.setenv("CHAT_KEY", KEY)
    return KEY


def test_the_key_shows_nowhere(
    cli: Callable[..., Result], secret: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in rows, ledgers, manifests, caches, errors or shown objects, even where the server says it."""
    recipe = tmp_path / "recipe.yaml"
    (tmp_path / "in.jsonl").write_text(json.dumps({"problem": ANN, "solution": "s"}), encoding="utf-8")
    with serving(translated, status(401)) as server:
        chat = options(server.url, tmp_path, key_env="CHAT_KEY")
        recipe.write_text(json.dumps({
            "sources": [str(tmp_path / "in.jsonl")], "steps": [{"back_translate": {"server": chat}}],
            "outputs": [str(tmp_path / "out.jsonl")], "dropped": str(tmp_path / "aside.jsonl"),
            "ledger": str(tmp_path / "ledger.json"), "manifest": str(tmp_path / "manifest.json"),
        }), encoding="utf-8")  # fmt: skip
        assert cli("run", recipe).exit_code == 0
        translator = ChatTranslator(ChatServer(**chat))
        failed = translator.translate([TOM], source="en", target="zh")
    assert server.keys[0] == f"Bearer {secret}"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert not any(secret.encode() in path.read_bytes() for path in files)
    shown = [caplog.text, str(failed), repr(translator), repr(vars(translator)), repr(ChatServer(**chat))]
    assert not any(secret in text for text in shown)


def test_a_bad_key_is_told_without_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither a missing variable nor one with a line break shows what stands in it."""
    server = ChatServer(**options("http://localhost:1/v1", tmp_path, key_env="CHAT_KEY"))
    for value, found in (("", "found nothing"), (f"{KEY}\n", "found letters that no key has")):
        monkeypatch.setenv("CHAT_KEY", value)
        with pytest.raises(OptionError, match=f"{found} in the environment variable CHAT_KEY") as caught:
            ChatTranslator(server)
        assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["localhost:8000", "ftp://host/v1", "http://me:pw@host/v1", "http://host/v1?key=pw", "http://h:x"]
)
def test_an_address_holds_no_secret(url: str, tmp_path: Path) -> None:
    """Options are written into manifests: an address with a user, a password or a query is refused."""
    with pytest.raises(ValidationError):
        ChatServer(**options(url, tmp_path))


def test_nobody_there_is_a_reason(tmp_path: Path) -> None:
    """A port where nobody listens gives refused children, and no lost parents."""
    with serving() as server:
        pass
    _, rows, aside = run(server.url, tmp_path)
    assert len(rows) == len(aside) == 1
    assert "no whole answer (ConnectionRefusedError), 2 times" in aside[0]["extra"]


class Table:
    """A translator of somebody's own."""

    def translate(self, texts: list[str], *, source: str, target: str) -> list[Translation]:
        """What the table says; nothing for what it does not know."""
        known = {"求 ⟦1⟧ 的平方": "Square ⟦1⟧", "Square ⟦1⟧": "计算 ⟦1⟧ 的平方"}
        return [Translation(known[text]) if text in known else Translation("", f"{target}?") for text in texts]


TABLE = Table()


def test_a_translator_of_your_own() -> None:
    """Any object with `translate` will do; languages are told as codes."""
    records = [Record(id="a", problem="求 3 的平方", solution="9"), Record(id="b", problem="四的平方", solution="16")]
    corpus = Corpus.from_records(records).back_translate(translator=f"{__name__}:TABLE")
    assert [record.problem for record in corpus] == ["求 3 的平方", "计算 3 的平方", "四的平方"]
    with pytest.raises(OptionError, match="found both or neither of server and translator"):
        Corpus.from_records(records).back_translate()
    with pytest.raises(OptionError, match="wanted an object with `translate`"):
        len(Corpus.from_records(records).back_translate(translator=f"{__name__}:MISBEHAVIOUR"))


@given(st.lists(st.sampled_from(["3", "+", "x", "⟦1⟧", "⟪2⟫", "三", "kg", "Ann", "求", "，", "$", " "])).map("".join))
def test_masks_come_off_as_they_were_put_on(text: str) -> None:
    """Whatever stands in a text, placeholders of its own among it."""
    mask = masked(text)
    if mask.fault(mask.text) is None:
        assert mask.unmasked(mask.text) == text
