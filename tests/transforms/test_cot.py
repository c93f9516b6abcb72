"""Chains of thought: what each style writes, that it writes it once, and that no equation changes."""

import json
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import polars as pl
import pytest
from corpora import records, rows_of
from hypothesis import given
from hypothesis import strategies as st

from mathdata.inference import Asked
from mathdata.transforms.cot import Cot
from mathdata.transforms.thinking.answers import final_answer
from mathdata.transforms.thinking.sentences import step_spans
from mathdata.transforms.thinking.styles import CotStyle
from mathdata.verify import verify

STYLES = get_args(CotStyle)


def told(solution: str, *, problem: str = "How many?", answer: str | None = None, **options: Any) -> tuple[str, str]:
    """What a step makes of one solution, and what it counts it as."""
    after, counts = Cot(**options).counted(records([problem], solution=[solution], answer=[answer]))
    return after["solution"][0], *counts


SPLIT = [
    ("She has 3.5 kg. Then 3.5 * 2 = 7 kg are sold.", ["She has 3.5 kg.", "Then 3.5 * 2 = 7 kg are sold."]),
    ("Mr. Li pays $5. He gets 5! = 120 coins, e.g. gold.", ["Mr. Li pays $5.", "He gets 5! = 120 coins, e.g. gold."]),
    ("3 * 4 = 12，12 + 5 = 17", ["3 * 4 = 12，", "12 + 5 = 17"]),
    ("3 * 4 = 12，\n12 + 5 = 17", ["3 * 4 = 12，", "12 + 5 = 17"]),
    ("解：设 x 为人数。则 x = 3。", ["解：设 x 为人数。", "则 x = 3。"]),
    ("We get $f(x) = 1. 5$. Done", ["We get $f(x) = 1. 5$.", "Done"]),
    (r"So \[a = 1.\] in", [r"So \[a = 1.\] in"]),
    (r"\begin{aligned}a. \\ B.\end{aligned} Ok", [r"\begin{aligned}a. \\ B.\end{aligned} Ok"]),
    ("He walks (3 km. Then 4 km.) home.", ["He walks (3 km. Then 4 km.) home."]),
    ("1. Add. 2. Divide.", ["1. Add.", "2. Divide."]),
    ("48/2 = <<48/2=24>>24 clips.", ["48/2 = <<48/2=24>>24 clips."]),
    ("It is 7 p.m. in May. Ok", ["It is 7 p.m. in May.", "Ok"]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "steps"), SPLIT)
def test_steps_end_at_sentences_and_equations(text: str, steps: list[str]) -> None:
    """Not inside a decimal, an abbreviation, a bracket, a formula, an annotation; nothing is lost but white space."""
    assert [text[start:end] for start, end in step_spans(text)] == steps


@given(st.text(st.sampled_from("ab1. ,，。=+(){}$\\\n!?"), max_size=60))
def test_splitting_loses_nothing(text: str) -> None:
    """Whatever the text, its steps hold all of its characters in their order."""
    pieces = "".join(text[start:end] for start, end in step_spans(text))
    assert "".join(pieces.split()) == "".join(text.split())


TOLD = [
    ("prefix", "3 + 4 = 7", "计算 3 + 4", "计算过程：3 + 4 = 7"),
    ("prefix", "We add: 3 + 4 = 7", "计算 3 + 4", "Working: We add: 3 + 4 = 7"),
    ("numbered", "We add: 3 + 4 = 7. Done.\n#### 7", "", "Step 1: We add: 3 + 4 = 7.\nStep 2: Done.\n#### 7"),
    ("numbered", "计算过程：3 + 4 = 7", "", "计算过程：\n第 1 步：3 + 4 = 7"),
    ("think", "We add: 3 + 4 = 7\n#### 7", "", "<think>\nWe add: 3 + 4 = 7\n</think>\n\n#### 7"),
    ("think", "3 + 4 = 7", "计算 3 + 4", "<think>\n3 + 4 = 7\n</think>\n\n答案：7"),
    ("boxed", "We add: 3 + 4 = 7\n#### 7", "", "We add: 3 + 4 = 7\n\\boxed{7}"),
    ("boxed", "面积为 4788 平方厘米", "", "面积为 4788 平方厘米\n\\boxed{4788\\text{ 平方厘米}}"),
    ("boxed", "So $x = \\boxed{5}$.", "", "So $x = \\boxed{5}$."),
]


@pytest.mark.parametrize(("style", "solution", "problem", "wanted"), TOLD)
def test_styles(style: str, solution: str, problem: str, wanted: str) -> None:
    """Each style in its language; a mark that is there already is used, not doubled."""
    assert told(solution, problem=problem, style=style)[0] == wanted


def test_answer_marks() -> None:
    """The answer of the column is marked as asked, in the language of the solution."""
    solution = "We add: 3 + 4 = 7"
    marks = [told(solution, answer="7", style="boxed", answer_mark=mark)[0] for mark in ("phrase", "####", "答案：")]
    assert [text.split("\n")[1] for text in marks] == ["Answer: 7", "#### 7", "答案：7"]


ANSWERS = [
    ("He has 3 apples and 4 pears.", None, None),
    ("So x > 3.", None, None),
    ("x = 5\n检验：2 * 5 = 10", None, None),
    ("#### 5", "6", None),
    ("3 + 4 = 7", None, "7"),
    ("方程的解为：-5/9。", None, "-5/9"),
    ("Therefore, the mass is 30 grams.", None, "30 grams"),
    ("anything", "12 cm", "12 cm"),
    ("2x = 6, so x = 3", None, "3"),
    ("面积为 A=(3+4", None, None),
]


@pytest.mark.parametrize(("solution", "answer", "wanted"), ANSWERS)
def test_answers_are_never_guessed(solution: str, answer: str | None, wanted: str | None) -> None:
    """An answer is the column's, or announced, or the certain end of the working; a check is no answer."""
    found = final_answer(solution, answer)
    assert (found and found.text) == wanted


def test_rows_without_an_answer() -> None:
    """They stay as they are and are counted, or are dropped where that is asked."""
    assert told("He has apples.", style="think") == ("He has apples.", "unanswered")
    after = Cot(style="boxed", unanswered="drop")(records(["?"], solution=["He has apples."]))
    assert after["dropped"].to_list() == ["unanswered"]


@pytest.mark.parametrize("style", ["numbered", "think"])
def test_a_mere_answer_has_no_steps(style: str) -> None:
    """`30 克` alone is no working."""
    assert told("30 克", answer="30 克", style=style) == ("30 克", "bare")


FOREIGN = [
    ("prefix", "计算过程: 3 + 4 = 7"),
    ("numbered", "**Step 1:** 3 + 4 = 7\n**Step 2:** done"),
    ("numbered", "1. We add.\n2. We are done."),
    ("numbered", "第一步，3 + 4 = 7。第二步，完成。"),
    ("think", "<think>3 + 4 = 7</think>7"),
    ("boxed", "So it is \\boxed{7}."),
]


@pytest.mark.parametrize(("style", "solution"), FOREIGN)
def test_forms_of_others_are_kept(style: str, solution: str) -> None:
    """A solution that has the form from elsewhere is not given it again."""
    assert told(solution, problem="计算 3 + 4", style=style, answer="7") == (solution, "already")


def test_instruction() -> None:
    """The problem asks for the form, once; a row that stays as it was is not asked for it."""
    step = Cot(style="boxed", instruction="auto")
    before = records(["How many?", "多少？", "?"], solution=["We get 3 + 4 = 7.", "所以答案是 7。", "No idea."])
    after = step(before)
    assert after["problem"].to_list() == [
        "How many?\nReason step by step, and put the final answer in \\boxed{}.",
        "多少？\n请逐步推理，并把最终答案写在 \\boxed{} 中。",
        "?",
    ]
    assert step(after)["problem"].to_list() == after["problem"].to_list()


def test_how_to_ask() -> None:
    """The instruction stands behind the problem at inference too, in the language of the problem."""
    ways = Cot(instruction="auto").asked([Asked(user="Q: {problem}")])
    assert ways == [
        Asked(None, "Q: {problem}\n请写出计算过程。", "zh", Fraction(1, 2)),
        Asked(None, "Q: {problem}\nShow your working.", "en", Fraction(1, 2)),
    ]


NUMBERS = st.integers(-999, 999)
SENTENCES = [
    "{} {} {} = {}",
    "得 {} {} {} ≈ {}。",
    "So we have {} {} {} = {} cm.",
    "$x = {} {} ({}) = {}$,",
    "{}{}{}={}；",
]


@st.composite
def solutions(draw: st.DrawFn) -> str:
    """Sentences with equations, true and false, in both languages, on one line or several."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        a, b, c = draw(NUMBERS), draw(NUMBERS), draw(NUMBERS)
        sign = draw(st.sampled_from("+-*/"))
        pieces.append(draw(st.sampled_from(SENTENCES)).format(a, sign, b, c))
    ending = draw(st.sampled_from(["", "\n#### 7", "\n答案：7", " The answer is 7."]))
    return draw(st.sampled_from(["\n", " ", "，"])).join(pieces) + ending


@pytest.mark.parametrize("style", STYLES)
@given(solution=solutions(), answer=st.none() | st.just("7"))
def test_equations_stay(style: str, solution: str, answer: str | None) -> None:
    """The verifier finds the same equations with the same verdicts before and after, and twice is once."""
    once, _ = told(solution, answer=answer, style=style)
    assert links(once) == links(solution)
    assert told(once, answer=answer, style=style)[0] == once


def links(text: str) -> Counter[tuple[str, str]]:
    """The equations that the verifier finds, without their white space, with its verdicts."""
    found = [finding for finding in verify(text) if finding.verdict.value != "contradiction"]
    return Counter(("".join(finding.text.split()), finding.verdict.value) for finding in found)


def proven_more(after: Counter[tuple[str, str]], before: Counter[tuple[str, str]]) -> bool:
    """Whether nothing differs but that some equations are proven now that could not be read before."""
    lost = [text for text, verdict in (before - after).elements() if verdict == "unproven"]
    found = [text for text, verdict in (after - before).elements() if verdict == "true"]
    return Counter(lost) == Counter(found) and len(lost) == (before - after).total() == (after - before).total()


def real_rows(data: Path) -> dict[str, list[tuple[str, str, str | None]]]:
    """Problem, solution and answer of rows that others wrote."""
    talks = [row["conversation"][0] for row in rows_of(data / "amchat_xtuner.json")]
    cmath = rows_of(data / "cmath_dev.jsonl")[:200]
    return {
        "gsm8k": [(r["question"], r["answer"], None) for r in rows_of(data / "gsm8k_train_first2000.jsonl")[:200]],
        "contest": [(r["problem"], r["solution"], None) for r in rows_of(data / "contest_rows_a.json")[:300]],
        "amchat": [(talk["input"], talk["output"], None) for talk in talks],
        "cmath": [(r["input"], r["golden"], r["golden"]) for r in cmath],
    }


@pytest.mark.shared
@pytest.mark.parametrize("name", ["gsm8k", "contest", "amchat", "cmath"])
def test_real_solutions(name: str, shared: Path) -> None:
    """Solutions of four corpora keep every equation with its verdict, in each style; twice is once.

    Only where scanned prose is cut into steps may the verifier prove more than in the middle of a line.
    """
    rows = real_rows(shared / "data")[name]
    columns = [list(column) for column in zip(*rows, strict=True)]
    before = records(columns[0], solution=columns[1], answer=columns[2])
    for style in STYLES:
        step = Cot(style=style, instruction="auto")
        after, counts = step.counted(before)
        print(name, style, json.dumps(counts))
        found = [(links(new), links(old)) for new, old in zip(after["solution"], columns[1], strict=True)]
        cut = name == "amchat" and style == "numbered"
        assert all(new == old or (cut and proven_more(new, old)) for new, old in found)
        again = step(after).select("problem", "solution")
        assert again.equals(after.select("problem", "solution"))
        assert counts.get("unfit", 0) <= 0.02 * len(rows)


def test_partitions_do_not_matter() -> None:
    """Rows are told alike alone and together."""
    frame = records(["a?", "b?"], solution=["3 + 4 = 7", "5 * 5 = 25"])
    step = Cot(style="numbered")
    together = step(frame)
    assert pl.concat([step(frame[:1]), step(frame[1:])]).equals(together)
