"""The traps of each layout, one a test: what consumers do with a row decides how it is read and written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import mathdata as md
from mathdata.formats.base import read_row
from mathdata.formats.qa import QuestionAnswer

Convert = Callable[..., list[Any]]


def file_of(folder: Path, rows: list[Any]) -> Path:
    """JSON lines of these rows."""
    file = folder / "in.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[md.Record]]:
    """The records of some rows."""
    return lambda *rows, **options: list(md.read(file_of(tmp_path, list(rows)), **options).records())


@pytest.fixture
def convert(tmp_path: Path) -> Convert:
    """The rows that some rows become in another layout."""

    def run(*rows: Any, to: str, source: str | None = None, **options: Any) -> list[Any]:
        md.read(file_of(tmp_path, list(rows)), source).write(tmp_path / "out.jsonl", format=to, **options)
        return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]

    return run


def said(*turns: tuple[str, str]) -> dict[str, Any]:
    """A row of messages."""
    return {"messages": [{"role": role, "content": content} for role, content in turns]}


ASKED = (("user", "1+1?"), ("assistant", "2"))


def test_swift_tells_no_system_from_an_empty_one(convert: Convert) -> None:
    """ms-swift reads `""` as no system message, null as the template's own: both come through."""
    rows = [{"system": system, "query": "1", "response": "2"} for system in ("", None, "S")]
    assert [row["system"] for row in convert(*rows, to="swift")] == ["", None, "S"]


def test_swift_history_in_both_forms(read: Callable[..., list[md.Record]]) -> None:
    """Pairs, pairs as Python prints them (in a text), and null."""
    rows = [{"query": "q", "response": "r", "history": h} for h in ([["a", "b"]], "[['a', \"b\"]]", None)]
    assert [[t.content for t in record.history] for record in read(*rows)] == [["a", "b"], ["a", "b"], []]


def test_swift_aliases_that_stand_side_by_side(tmp_path: Path) -> None:
    """ms-swift renames neither of two aliases, so such a row has no answer here either."""
    file = file_of(tmp_path, [{"problem": "1", "solution": "2", "answer": "2", "history": []}])
    with pytest.raises(md.TooManyRejects, match="found no 'response'"):
        len(md.read(file, "swift"))


def test_swift_takes_the_first_of_several_responses(convert: Convert) -> None:
    """As ms-swift does; the others come back."""
    row = {"query": "1", "response": ["2", "two"]}
    assert convert(row, to="sharegpt")[0]["conversations"][1] == {"from": "gpt", "value": "2"}
    assert convert(row, to="swift") == [row]


def test_swift_text_alone_is_for_pretraining(convert: Convert) -> None:
    """Text without a question has no problem, and question/answer rows have no place for it."""
    assert convert({"text": "π ≈ 3.14"}, to="messages") == [said(("assistant", "π ≈ 3.14"))]
    with pytest.raises(md.TooManyRejects, match="found no problem"):
        convert({"text": "π"}, to="qa")


def test_xtuner_null_loss_is_false(read: Callable[..., list[md.Record]]) -> None:
    """XTuner takes a null flag for false, and a missing one for true."""
    rounds = [{"input": "a", "output": "b", "output_with_loss": None}, {"input": "c", "output": "d"}]
    (record,) = read({"conversation": rounds})
    assert [turn.loss for turn in record.messages if turn.role == "assistant"] == [False, None]


def test_xtuner_flags_stand_in_every_round_or_in_none(convert: Convert) -> None:
    """Older Arrow reads a missing flag as null, and null is not trained."""
    rounds = [{"input": "a", "output": "b", "output_with_loss": False}, {"input": "c", "output": "d"}]
    plain = {"conversation": [{"input": "e", "output": "f"}]}
    flags = [[r.get("output_with_loss") for r in row["conversation"]]
             for row in convert({"conversation": rounds}, plain, to="xtuner")]  # fmt: skip
    assert flags == [[False, True], [True]]
    assert convert(plain, to="xtuner") == [plain]


def test_xtuner_system_in_the_middle(convert: Convert) -> None:
    """A system message may stand in front of any round; layouts without such a place refuse it."""
    row = {"conversation": [{"input": "a", "output": "b"}, {"system": "S", "input": "c", "output": "d"}]}
    assert [t["role"] for t in convert(row, to="messages")[0]["messages"]][2] == "system"
    assert convert(row, to="xtuner") == [row]
    with pytest.raises(md.LossError, match=r"MID_SYSTEM_LOST: 1 record\b"):
        convert(row, to="swift")


def test_xtuner_and_swift_share_a_key(tmp_path: Path, fixtures: Path) -> None:
    """`conversation` is XTuner's with `output` inside, and SWIFT's with `assistant` inside."""
    assert md.read(fixtures / "xtuner_single.json")._origins[0].format.kind == "xtuner"
    assert md.read(fixtures / "swift_pairs.jsonl")._origins[0].format.kind == "swift"


def test_sharegpt_ids_are_strings(convert: Convert) -> None:
    """FastChat's tools want text; a number comes back as a number in layouts that keep it."""
    row = {"id": 7, "query": "1", "response": "2"}
    assert convert(row, to="sharegpt")[0]["id"] == "7"
    assert convert(row, to="swift") == [row]


@pytest.mark.parametrize("role", ["gpt", "GPT", "assistant ", "chatgpt", "bing", "bard", "bot"])
def test_sharegpt_roles_met_in_the_wild(role: str, convert: Convert) -> None:
    """Spellings of the assistant are one role, written as `gpt`."""
    row = {"conversations": [{"from": "human", "value": "1"}, {"from": role, "value": "2"}]}
    assert convert(row, to="sharegpt")[0]["conversations"][1]["from"] == "gpt"


def test_sharegpt_unknown_role_is_a_reject(tmp_path: Path) -> None:
    """Consumers drop such a row without a word, or die of it."""
    rows = [{"conversations": [{"from": "human", "value": "1"}, {"from": "critic", "value": "2"}]}]
    with pytest.raises(md.TooManyRejects, match="found the role 'critic' in turn 2"):
        len(md.read(file_of(tmp_path, rows)))


def test_sharegpt_system_stays_where_it_was(convert: Convert) -> None:
    """A system message beside the turns is not moved among them, nor the other way round."""
    turns = [{"from": "human", "value": "1"}, {"from": "gpt", "value": "2"}]
    beside = {"id": "a", "system": "S", "conversations": turns}
    inside = {"id": "b", "conversations": [{"from": "system", "value": "S"}, *turns]}
    assert convert(beside, inside, to="sharegpt") == [beside, inside]
    assert [row["messages"][0]["content"] if "system" not in row else row["system"]
            for row in convert(beside, inside, to="messages")] == ["S", "S"]  # fmt: skip


def test_alpaca_always_has_an_input(convert: Convert) -> None:
    """LLaMA-Factory fails without the key, and XTuner and MindFormers print a null."""
    row = {"instruction": "1+1", "output": "2"}
    assert convert(row, to="alpaca", source="alpaca") == [{"instruction": "1+1", "input": "", "output": "2"}]


def test_alpaca_joins_instruction_and_input(convert: Convert) -> None:
    """With a line feed, as ms-swift and LLaMA-Factory do; and parts them again on the way back."""
    row = {"instruction": "Simplify.", "input": "18/24", "output": "3/4"}
    assert convert(row, to="qa", keep_extra=False) == [{"problem": "Simplify.\n18/24", "solution": "3/4"}]
    assert convert(row, to="alpaca") == [row]


def test_alpaca_shares_its_keys(convert: Convert) -> None:
    """One row with a system message or a history gives all rows the keys, filled with `""` and `[]`."""
    rows = [{"query": "1", "response": "2"}, {"query": "3", "response": "4", "system": "S", "history": [["a", "b"]]}]
    plain, full = convert(*rows, to="alpaca")
    assert (plain["system"], plain["history"]) == ("", [])
    assert plain.keys() == full.keys()


def test_messages_weight_is_openais_loss_flag(read: Callable[..., list[md.Record]], convert: Convert) -> None:
    """`weight` 0 means not trained; it comes back as it was, and no `loss` beside it."""
    row = said(*ASKED, *ASKED)
    row["messages"][1]["weight"] = 0
    row["messages"][3]["weight"] = 1
    (record,) = read(row)
    assert [turn.loss for turn in record.messages] == [None, False, None, True]
    assert convert(row, to="messages") == [row]


def test_messages_loss_goes_to_xtuner_and_nowhere_else(convert: Convert) -> None:
    """ShareGPT and SWIFT rows have no place for a per-turn flag."""
    row = said(*ASKED, *ASKED)
    row["messages"][1]["loss"], row["messages"][3]["loss"] = False, True
    rounds = convert(row, to="xtuner")[0]["conversation"]
    assert [r["output_with_loss"] for r in rounds] == [False, True]
    for target in ("sharegpt", "swift", "alpaca"):
        with pytest.raises(md.LossError, match=r"LOSS_LOST: 1 record\b"):
            convert(row, to=target)


def test_messages_keep_reasoning(convert: Convert) -> None:
    """`reasoning_content` and other keys of a turn come back, also from layouts that know no turns."""
    row = said(*ASKED)
    row["messages"][1]["reasoning_content"] = "One and one."
    assert convert(row, to="messages") == [row]
    there = convert(row, to="sharegpt")[0]
    assert there["conversations"][1]["reasoning_content"] == "One and one."
    assert convert(convert(row, to="qa")[0], to="messages", source="qa") == [row]


def test_messages_keys_of_earlier_turns_are_counted(convert: Convert) -> None:
    """SWIFT's history is bare text: what else an earlier turn says is reported as lost."""
    row = said(*ASKED, *ASKED)
    row["messages"][0]["name"] = "Ada"
    with pytest.raises(md.LossError, match=r"META_LOST: 1 record\b"):
        convert(row, to="swift")


def test_messages_tool_calls_come_back(convert: Convert, fixtures: Path) -> None:
    """OpenAI's `tool_calls` become turns, are written to ShareGPT as `function_call`, and come back as they were."""
    row = json.loads((fixtures / "messages.jsonl").read_text(encoding="utf-8").splitlines()[2])
    assert convert(row, to="messages") == [row]
    away = convert(row, to="sharegpt")[0]
    assert [turn["from"] for turn in away["conversations"]] == ["human", "function_call", "observation", "gpt"]
    assert json.loads(away["conversations"][1]["value"])["name"] == "sqrt"
    del away["id"]
    assert convert(away, to="messages") == [row]


def test_messages_consecutive_assistants_are_not_cut(convert: Convert) -> None:
    """What stands between the last question and the answer has no place in SWIFT rows, and that is said."""
    row = said(("user", "1+1?"), ("assistant", "Let me see."), ("assistant", "2"))
    assert convert(row, to="sharegpt", renumber=True)[0]["conversations"][1]["value"] == "Let me see."
    for target in ("swift", "alpaca", "qa"):
        with pytest.raises(md.LossError, match=r"TRAJECTORY_LOST: 1 record\b"):
            convert(row, to=target)


def test_messages_in_a_cell(tmp_path: Path) -> None:
    """A list of turns as text, as CSV must hold it."""
    file = tmp_path / "in.csv"
    md.read(file_of(tmp_path, [said(*ASKED)])).write(file)
    assert [record.solution for record in md.read(file).records()] == ["2"]


@pytest.mark.parametrize("target", ["sharegpt", "xtuner", "swift", "alpaca"])
def test_turns_in_a_cell(target: str, tmp_path: Path) -> None:
    """So do the other layouts with lists: what we write as CSV, we read."""
    corpus = md.read(file_of(tmp_path, [said(*ASKED, *ASKED)]))
    corpus.write(tmp_path / "out.csv", format=target)
    (record,) = md.read(tmp_path / "out.csv", target).records()
    assert [turn.content for turn in record.messages] == ["1+1?", "2", "1+1?", "2"]


@pytest.mark.parametrize(
    ("problem", "solution"),
    [("problem", "solution"), ("question", "answer"), ("Question", "Answer"), ("query", "response"),
     ("prompt", "completion"), ("input", "output"), ("instruction", "output")],
)  # fmt: skip
def test_qa_known_pairs(problem: str, solution: str, read: Callable[..., list[md.Record]]) -> None:
    """The pairs that the field uses are found without being named."""
    (record,) = read({problem: "1+1", solution: 2})
    assert (record.problem, record.solution) == ("1+1", "2")


def test_qa_triple(read: Callable[..., list[md.Record]], convert: Convert) -> None:
    """Beside a solution, `answer` is the final answer alone, and comes back from every layout."""
    row = {"problem": "1+1", "solution": "1+1=2", "answer": "2"}
    (record,) = read(row)
    assert (record.solution, record.answer) == ("1+1=2", "2")
    for target in ("swift", "alpaca", "messages", "xtuner", "sharegpt"):
        away = convert(row, to=target)[0]
        away.pop("id", None)
        assert convert(away, to="qa", source=target) == [row]


def test_an_answer_beside_a_response_keeps_its_name(convert: Convert) -> None:
    """ms-swift reads neither of `solution` and `answer` side by side, so the answer is written as `@answer`."""
    (row,) = convert({"problem": "1+1", "solution": "1+1=2", "answer": "2"}, to="swift")
    assert row == {"query": "1+1", "response": "1+1=2", "@answer": "2"}


def test_qa_values_become_the_text_a_reader_sees(read: Callable[..., list[md.Record]]) -> None:
    """Numbers keep their spelling, booleans are words."""
    records = read(*({"question": "q", "answer": value} for value in (51.0, True, -3)))
    assert [record.solution for record in records] == ["51.0", "true", "-3"]


def test_a_key_of_another_layout_is_not_taken_for_ones_own(convert: Convert) -> None:
    """An extra `system` of a question/answer row does not become a system message on the way through SWIFT."""
    row = {"problem": "1+1", "solution": "2", "system": {"os": "linux"}, "query": "SELECT"}
    (away,) = convert(row, to="swift", source="qa")
    assert away["query"] == "1+1"
    assert convert(away, to="qa") == [row]


@pytest.mark.parametrize("key", ["#", "place", "*", "^.*$", "^", "\ue0f0problem\ue0f1", "a\0b", "", "长" * 999])
def test_keys_may_have_any_name(key: str, convert: Convert) -> None:
    """A key that means something to our tools, or nothing to anybody, is a key like any other."""
    row = {"problem": "1+1", "solution": "2", key: "3"}
    assert convert(row, row, to="qa") == [row, row]


def test_an_id_may_say_none(convert: Convert) -> None:
    """An id is any text."""
    row = {"id": "None", "query": "1", "response": "2"}
    assert convert(row, to="swift") == [row]


@pytest.mark.parametrize("right", ["C", " C ", 2])
def test_choice_letter_or_index(right: Any, read: Callable[..., list[md.Record]]) -> None:
    """The right option as a letter, or as an index counted from 0; the problem lists the options."""
    (record,) = read({"question": "5! = ?", "choices": ["25", "60", 120, "720"], "answer": right})
    assert record.problem == "5! = ?\nA. 25\nB. 60\nC. 120\nD. 720"
    assert (record.solution, record.answer) == ("C", "C")


@pytest.mark.parametrize("row", [
    {"question": "q", "A": "1", "B": "NA", "answer": "B"},
    {"question": "q", "choices": ["1", "2"], "answer": 1},
    {"question": "q", "options": {"A": "1", "B": "2"}, "label": "B"},
    {"question": "q\nA. odd\nB. even", "choices": ["1", "2"], "answer": 0},
])  # fmt: skip
def test_choice_rows_come_back(row: dict[str, Any], convert: Convert) -> None:
    """Through ShareGPT and back, in the dialect that they came in."""
    (away,) = convert(row, to="sharegpt")
    del away["id"]
    assert convert(away, to="choice") == [row]


def test_choice_refuses_an_answer_that_is_no_option(tmp_path: Path) -> None:
    """An index beyond the options is an error, not another letter."""
    with pytest.raises(md.TooManyRejects, match="wanted one letter of"):
        len(md.read(file_of(tmp_path, [{"question": "q", "choices": ["1", "2"], "answer": 2}])))


def test_dates_and_long_numbers_stay_text(convert: Convert) -> None:
    """`datasets` turns columns of dates into time stamps; we do not, and write what was there."""
    row = {"problem": "2024-01-01", "solution": "123456789012345678901234567890"}
    assert convert(row, to="qa") == [row]


def told(record: md.Record) -> Any:
    """What is said in a record; a loss flag that was left open is written out where others are set."""
    turns = [(turn.role, turn.content, turn.loss is not False, turn.extra) for turn in record.messages]
    return turns, record.rejected, record.answer


@pytest.mark.parametrize("name", [
    "alpaca.json", "alpaca_preference.json", "choice.csv", "choice.jsonl", "contest.jsonl", "messages.jsonl", "qa.csv",
    "sharegpt.json", "sharegpt_preference.json", "sharegpt_tools.json", "swift.jsonl", "swift_pairs.jsonl",
    "swift_preference.jsonl", "xtuner_multi.json", "xtuner_single.json",
])  # fmt: skip
def test_fixtures_come_back(name: str, fixtures: Path, tmp_path: Path) -> None:
    """Each small corpus is detected as what its name says, and what is written reads the same."""
    corpus = md.read(fixtures / name)
    kind = {"contest": "qa"}.get(name.split(".")[0], name.split(".")[0].split("_")[0])
    assert corpus._origins[0].format.kind == kind
    corpus.write(tmp_path / name)
    again = md.read(tmp_path / name)
    assert [told(record) for record in again.records()] == [told(record) for record in corpus.records()]


def test_the_broken_fixture(fixtures: Path, tmp_path: Path) -> None:
    """Six rows, four of them broken in four ways: each is named with its line."""
    with pytest.raises(md.TooManyRejects) as told:
        md.read(fixtures / "broken.jsonl").write(tmp_path / "out.jsonl")
    assert [f"broken.jsonl:{line}: " in str(told.value) for line in range(1, 7)] == [
        False,
        True,
        True,
        True,
        True,
        False,
    ]


def test_a_stowed_answer_is_found_in_question_and_answer_rows() -> None:
    """`@answer` is read although the layout has a key of its own for answers; where both stand, both are kept."""
    layout = QuestionAnswer(problem="q", solution="a")
    assert read_row(layout, {"q": "1+1", "a": "so 2", "@answer": "2"})["answer"] == "2"
    both = read_row(QuestionAnswer(problem="q", solution="a", answer="n"), {"q": "", "a": "", "n": "1", "@answer": "2"})
    assert (both["answer"], both["extra"]) == ("1", {"@answer": "2"})
