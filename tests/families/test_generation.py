"""Problems made to order: alone or in a run, never twice, and apart from what is held out."""

from itertools import pairwise

import orjson
import pytest
from pydantic import ValidationError

import mathdata as md
from mathdata.errors import OptionError
from mathdata.families import recognise
from mathdata.families.enumeration import Odometer, branch, pair, scattered

COUNTED = ("gcd_lcm", "quadratic_equation", "circle", "speed")
"""Families whose problems are counted."""


def made(*families, **options):
    """Rows as dicts."""
    return md.generate(*families, **options).to_polars().to_dicts()


@pytest.mark.parametrize("families", [COUNTED, ("mean", "ratio", "arithmetic")])
def test_a_row_alone_is_the_row_of_the_run(families):
    """Row 70 made alone is row 70 of the run, byte for byte, whether problems are counted or not."""
    run = made(*families, n=80, seed=3, difficulty=2)
    assert made(*families, n=1, start=70, seed=3, difficulty=2) == run[70:71]
    assert [row["id"] for row in run] == [f"generated:3:{number}" for number in range(80)]


def test_row_7000_alone():
    """Far rows of counted families are made without those before them."""
    (row,) = made("gcd_lcm", n=1, start=7000, difficulty=3, language="zh")
    assert row == made("gcd_lcm", n=3, start=6998, difficulty=3, language="zh")[2]


@pytest.mark.parametrize("families", [COUNTED, ("mean", "discount", "ratio")])
def test_no_problem_comes_twice(families):
    """Of 600 rows no two of one language are the same problem, in whatever words."""
    run = made(*families, n=600, difficulty="1-3")
    problems = {(row["language"], repr(recognise(row["problem"]).given), row["category"]) for row in run}
    assert len(problems) == 600


def test_strata_take_turns():
    """Families, languages and difficulties are as even as the number of rows allows."""
    run = made(*COUNTED, n=48, difficulty="1-3")
    for name in ("category", "language"):
        counts = [sum(row[name] == value for row in run) for value in {row[name] for row in run}]
        assert max(counts) == min(counts)
    assert {orjson.loads(row["extra"])["difficulty"] for row in run} == {1, 2, 3}


def test_a_small_space_is_exhausted_with_its_count():
    """What cannot be made is refused, with how many there are."""
    with pytest.raises(OptionError, match="found 25 different problems"):
        made("trigonometric_value", n=1000, difficulty=1, language="en")
    assert len(made("trigonometric_value", n=25, difficulty=1, language="en")) == 25


def test_a_small_space_of_uncounted_problems_ends_too():
    """Families that are not counted give up after many repeats, and say so."""
    with pytest.raises(OptionError, match="different problems and then"):
        made("square_root", n=100_000, difficulty=1, language="en")


def test_problems_to_avoid(tmp_path):
    """A problem of the evaluation file is not made again, though it stands there in other words and widths."""
    first = made("gcd_lcm", n=1, language="zh", difficulty=2)[0]
    given = recognise(first["problem"]).given
    numbers = "，".join(map(str, given.numbers))
    asked = "最大公因数" if given.form == "gcd" else "最小公倍数"
    evaluation = tmp_path / "eval.jsonl"
    rows = [{"problem": f"{numbers}的{asked}是多少", "solution": "?"}, {"problem": "Who are you?", "solution": "I"}]
    evaluation.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    kept = made("gcd_lcm", n=30, language="zh", difficulty=2, avoid=evaluation)
    assert len(kept) == 30
    assert given not in [recognise(row["problem"]).given for row in kept]


def test_splits_share_no_problem():
    """Training and held-out problems are told apart by the problem alone, whatever the seeds."""
    runs = {
        split: {repr(recognise(row["problem"]).given) for row in made("circle", "mean", n=150, split=split, seed=seed)}
        for seed, split in enumerate(("train", "interpolate", "extrapolate"))
    }
    assert all(not one & other for one, other in pairwise([*runs.values(), runs["train"]]))


def test_extrapolation_is_harder():
    """It goes on beyond the last difficulty that was asked for."""
    rows = made("mean", n=9, difficulty="1-4", split="extrapolate")
    assert {orjson.loads(row["extra"])["difficulty"] for row in rows} == {5, 6, 7}
    assert rows[0]["id"].startswith("extrapolate:")


def test_wrong_options():
    """Unknown families, families named twice and impossible difficulties are refused."""
    with pytest.raises(OptionError, match="no family"):
        made("nope", n=1)
    with pytest.raises(OptionError, match="once"):
        made("mean", "mean", n=1)
    with pytest.raises(OptionError, match="no family of difficulty"):
        made("trigonometric_value", n=1, difficulty=9)
    with pytest.raises(ValidationError, match="wanted a range"):
        md.generate("mean", n=1, difficulty="5-2")


def test_command(cli, tmp_path):
    """The command writes any layout; a run and its later half agree."""
    whole, half = tmp_path / "whole.jsonl", tmp_path / "half.jsonl"
    options = ("gcd_lcm", "circle", "--difficulty", "2", "--seed", "5", "-q")
    assert cli("generate", *options, "-n", "20", "-o", whole).exit_code == 0
    assert cli("generate", *options, "-n", "10", "--start", "10", "-o", half).exit_code == 0
    assert half.read_bytes() == b"".join(whole.read_bytes().splitlines(keepends=True)[10:])
    assert cli("generate", "nope", "-n", "1", "-o", half).exit_code == 2
    both = cli("generate", "-n", "1", "--json")
    assert (both.exit_code, both.stdout) == (2, "")


def test_families_are_listed(cli):
    """Every family is told with its subject, topic, difficulties and an example in both languages."""
    listed = orjson.loads(cli("families", "--json").stdout)
    assert listed["gcd_lcm"]["topic"] == "number_theory"
    for kind, row in listed.items():
        assert row["subject"], kind
        assert recognise(row["example"]).family.kind == recognise(row["example_zh"]).family.kind == kind


def test_a_permutation_of_an_index():
    """An order of chance is one to one, and another for another key."""
    orders = [[scattered(index, 100, key) for index in range(100)] for key in "ab"]
    assert sorted(orders[0]) == sorted(orders[1]) == list(range(100))
    assert orders[0] != orders[1]


def test_pairs_and_branches_are_counted():
    """Unordered pairs and alternatives have as many indices as there are of them."""
    assert len({pair(Odometer(index), 10) for index in range(55)}) == 55
    odometer = Odometer(0)
    branch(odometer, lambda rng: rng.randint(1, 7), lambda rng: rng.choice("abc"))
    assert odometer.size == 10
