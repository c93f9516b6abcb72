"""Negatives: one named error, all that follows from it, and both solutions proven."""

import json
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest
from corpora import records, rows_of
from hypothesis import given
from hypothesis import strategies as st

import mathdata as md
from mathdata.families import WorkOptions, families, worked
from mathdata.transforms.negatives import Negatives
from mathdata.transforms.slips.draft import Text
from mathdata.transforms.slips.named import SlipName
from mathdata.transforms.slips.negative import Negative, is_proven, negative_of, unchecked
from mathdata.verify import Verdict, find_faults, verify
from mathdata.verify.chains import chains_of
from mathdata.verify.tokens import tokenise

ERRORS = list(get_args(SlipName))


def made(solution: str, *errors: Any, problem: str = "") -> Negative:
    """The negative of a solution by one of some errors; there must be one."""
    found = negative_of(problem, solution, errors or ERRORS, Random(1))
    assert found is not None
    return found


SLIPS = [
    ("sign_slip", "-4 * 6 = -24", "-4 * 6 = 24"),
    ("sign_slip", "5 - -3 = 8", "5 - -3 = 2"),
    ("carry_slip", "27 + 35 = 62", "27 + 35 = 52"),
    ("carry_slip", "52 - 17 = 35", "52 - 17 = 45"),
    ("carry_slip", "48 * 3 = 144", "48 * 3 = 124"),
    ("lost_factor_100", "28 / 100 = 0.28", "28 / 100 = 28"),
    ("lost_factor_100", "23 / 50 = 46%", "23 / 50 = 0.46%"),
    ("dropped_term", "3 + 4 + 5 = 12", "3 + 4 + 5 = 8"),
    ("operand_swap", "20 / 5 = 4", "20 / 5 = 0.25"),
    ("operation_swap", "9 + 4 = 13", "9 + 4 = 5"),
    ("precedence_slip", "2 + 3 * 4 = 14", "2 + 3 * 4 = 20"),
    ("times_table_slip", "7 * 8 = 56", "7 * 8 = 49"),
    ("misplaced_point", "52 / 4 = 13", "52 / 4 = 130"),
    ("power_as_product", "5^3 = 125", "5^3 = 15"),
    ("root_as_half", "√16 = 4", "√16 = 8"),
    ("uneven_cancelling", "36/60 = 3/5", "36/60 = 6/5"),
    ("early_rounding", "2.5 * 1.25 = 3.125，3.125 * 8 = 25", "2.5 * 1.25 = 3.1，3.1 * 8 = 24.8"),
]


@pytest.mark.parametrize(("error", "solution", "wrong"), SLIPS)
def test_named_errors(error: Any, solution: str, wrong: str) -> None:
    """Each error does to an equation what its name says."""
    found = [negative_of("", solution, [error], Random(seed)) for seed in range(6)]
    assert wrong in {one.text for one in found if one is not None}


def test_every_error_is_shown() -> None:
    """No error without an example."""
    assert {error for error, _, _ in SLIPS} == set(ERRORS)


FOLLOWS = [
    (
        "Tom has 27 + 35 = 62 nuts.\nHe eats 62 - 10 = 52 of them.\n#### 52",
        "Tom has 27 + 35 = 52 nuts.\nHe eats 52 - 10 = 42 of them.\n#### 42",
    ),
    (
        "27+35 = <<27+35=62>>62 nuts, so 62*2 = <<62*2=124>>124 shells.",
        "27+35 = <<27+35=52>>52 nuts, so 52*2 = <<52*2=104>>104 shells.",
    ),
    ("(27 + 35) / 4 = 62 / 4 = 15.5", "(27 + 35) / 4 = 52 / 4 = 13"),
    ("27 + 35 = 62，62 / 8 = 7.75，所以答案是 7.75。", "27 + 35 = 52，52 / 8 = 6.5，所以答案是 6.5。"),
    ("27 + 35 = 62，62 / 31 = 2，答案：2", "27 + 35 = 52，52 / 31 ≈ 1.6774，答案：1.6774"),
]


@pytest.mark.parametrize(("solution", "wrong"), FOLLOWS)
def test_what_follows_is_computed_anew(solution: str, wrong: str) -> None:
    """Later equations, annotations and the answer hold what the error leads to, with `≈` where it must be."""
    texts = {
        one.text for seed in range(8) if (one := negative_of("", solution, ["carry_slip"], Random(seed))) is not None
    }
    assert wrong in texts


def test_the_first_wrong_step_is_labelled() -> None:
    """Steps before the error are right, those behind it follow."""
    note = json.loads(
        Negatives(errors=["times_table_slip"])(
            records(
                ["?"], solution=["20 + 4 = 24 eggs are here. There are 7 * 8 = 56 pens. So 56 - 6 = 50 pens are left."]
            )
        )["extra"][0]
    )["@negative"]
    assert [step["label"] for step in note["steps"]] == ["right", "wrong", "follows"]
    assert (note["step"], note["right"]) == (2, "7 * 8 = 56")


NONE = [
    ("no equation at all", "We guess that it is 12.", "unproven"),
    ("a fault of its own", "3 * 4 = 13", "unproven"),
    ("an inexact value behind =", "5.2 / 3 = 1.73", "unproven"),
    ("the error cancels out", "27 + 35 = 62，62 * 0 = 0，答案：0", "no_negative"),
    ("it is open which 62 is meant", "62 pens. 27 + 35 = 62 and 62 + 1 = 63.", "no_negative"),
    ("the answer is told before", "He eats 62 because 27 + 35 = 62", "no_negative"),
]


@pytest.mark.parametrize(("why", "solution", "outcome"), NONE)
def test_no_negative(why: str, solution: str, outcome: str) -> None:
    """Where the solution is not proven, or what follows is not certain, nothing is written."""
    after, counts = Negatives(errors=["carry_slip"]).counted(records(["?"], solution=[solution]))
    assert (counts, after["rejected"].to_list(), after["extra"].to_list()) == ({outcome: 1}, [None], [None]), why


def test_a_wrong_gold_gives_no_negative() -> None:
    """A family recomputes the answer: a true equation may still solve another problem."""
    assert not is_proven("计算 3 + 4 等于多少？", "3 + 5 = 8", None)
    assert is_proven("计算 3 + 5 等于多少？", "3 + 5 = 8", None)


def test_pairs_that_are_there_stay() -> None:
    """A worse answer of the user's own is replaced only on request."""
    frame = records(["?"], solution=["27 + 35 = 62"], rejected=["61"])
    assert Negatives()(frame)["rejected"].to_list() == ["61"]
    assert Negatives(overwrite=True)(frame)["rejected"].to_list() != ["61"]
    assert Negatives(without="drop")(records(["?"], solution=["so"]))["dropped"].to_list() == ["no_negative"]


def prove(problem: str, solution: str, negative: Negative) -> None:
    """Hold both solutions of a pair against the verifier, without any code that made them."""
    assert find_faults([unchecked(solution)]) == [()]
    faults = sorted((f for f in verify(negative.text) if f.flagged), key=lambda f: f.start)
    assert faults, negative
    assert faults[0].start == negative.start, (problem, negative)
    assert faults[0].wrong or negative.error in ("early_rounding", "lost_factor_100")
    start, end = negative.steps[negative.step - 1]
    assert start <= negative.start < negative.end <= end
    ahead = negative.text[: negative.start]
    assert unchecked(solution).startswith(ahead)


STYLES = [("brief", "digit"), ("steps", "operand"), ("steps", "digit"), ("explain", "digit")]
ARITHMETICAL = ("arithmetic", "discount", "fraction_simplification", "function_value", "linear_equation", "mass",
                "mean", "power", "rectangle_area", "sales_growth", "square_root")  # fmt: skip


@pytest.mark.parametrize("kind", sorted(families()))
@pytest.mark.parametrize(("style", "granularity"), STYLES)
def test_worked_solutions_of_every_style(kind: str, style: Any, granularity: Any) -> None:
    """What `work` writes has negatives in every style, proven from outside; for arithmetic, most of it has."""
    family, done = families()[kind], 0
    for seed in range(4):
        language: Any = ("zh", "en")[seed % 2]
        least, greatest = family.difficulties
        difficulty = min(max(seed + 2, least), greatest)
        problem = family.sample(Random(seed), difficulty=difficulty, language=language).problem
        result = worked(problem, WorkOptions(style=style, granularity=granularity, answer_mark="phrase"))
        proven = result is not None and is_proven(problem, result.solution, result.answer)
        negative = negative_of(problem, result.solution, ERRORS, Random(seed)) if result and proven else None
        assert proven or kind not in ARITHMETICAL
        if result is not None and negative is not None:
            prove(problem, result.solution, negative)
            done += 1
    assert done >= 2 or kind not in ARITHMETICAL


@pytest.mark.shared
def test_real_solutions(shared: Path) -> None:
    """Of 150 GSM8K solutions more than two thirds give a pair; each is proven from outside."""
    rows = rows_of(shared / "data" / "gsm8k_train_first2000.jsonl")[300:450]
    frame = records([row["question"] for row in rows], solution=[row["answer"] for row in rows])
    after, counts = Negatives(seed=4).counted(frame)
    print(counts)
    made_of: Counter[str] = Counter()
    for problem, solution, rejected, extra in after.select("problem", "solution", "rejected", "extra").rows():
        if rejected is None:
            continue
        note = json.loads(extra)["@negative"]
        wrong = [f for f in verify(rejected) if f.flagged]
        assert wrong, (problem, rejected)
        step = note["steps"][note["step"] - 1]
        assert step["start"] <= min(f.start for f in wrong) < step["end"]
        assert not [f for f in verify(solution) if f.verdict not in (Verdict.TRUE, Verdict.UNPROVEN)]
        made_of[note["error"]] += 1
    assert made_of.total() > 100
    assert len(made_of) >= 5


@pytest.mark.parametrize("layout", ["swift", "sharegpt", "alpaca"])
def test_pairs_survive_the_layouts(layout: str, tmp_path: Path) -> None:
    """The worse answer and its labels come back from every layout that carries pairs."""
    record = md.Record(id="1", problem="计算 27 + 35 等于多少？", solution="27 + 35 = 62")
    pairs = md.Corpus.from_records([record]).negatives(seed=2)
    path = tmp_path / "pairs.jsonl"
    pairs.write(str(path), format=layout)
    (before,), (after,) = pairs.records(), md.read(str(path)).records()
    assert (after.solution, after.rejected, after.extra) == (before.solution, before.rejected, before.extra)
    assert before.rejected is not None


@given(text=st.text("0123456789. +=-", max_size=40), place=st.integers(0, 41), width=st.integers(0, 20))
def test_where_a_number_stands_is_where_it_is_found_one_by_one(text, place, width):
    """The places of values, looked up, are those that a search through all figures finds."""
    tokens = tokenise(text)
    read = Text.of(text, tokens, chains_of(tokens), [])
    for one in read.figures:
        found = any(f.value == one.value and place <= f.start < place + width for f in read.figures)
        assert read.stands_between(one.value, place, place + width) == found
        assert read.figure(one) is one
    after = [link.left.start for link in read.links if link.left.start >= place]
    assert read.first_equation(place) == min(after, default=place)
