"""Corpus steps, on corpora that are small enough to check by eye."""

from collections import Counter
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mathdata.corpus import Corpus
from mathdata.drawing import draw_key, draw_keys, fractions, stream
from mathdata.errors import OptionError
from mathdata.schema import Record
from mathdata.transforms.sample import Sample
from mathdata.transforms.shares import largest_remainders, within
from mathdata.transforms.split import Split


def corpus(*rows: tuple[str, str], **columns: str) -> Corpus:
    """Records of problem and solution, named and so on."""
    return Corpus.from_records(
        Record(id=chr(97 + n), problem=problem, solution=solution, **columns)
        for n, (problem, solution) in enumerate(rows)
    )


def many(counts: dict[str, int]) -> Corpus:
    """So many records of each category."""
    names = [name for name, count in counts.items() for _ in range(count)]
    return Corpus.from_records(
        Record(id=f"{n}", problem=f"p{n}", solution="s", category=c, source=c) for n, c in enumerate(names)
    )


def ids(found: Corpus) -> list[str]:
    """Their names."""
    return found.to_polars()["id"].to_list()


SAME = (("1+1=?", "2"), ("1 + 1", "2"), ("１+１=？ ", "two"), ("2+2=?", "4"), ("1+1=?", "2"))


@pytest.mark.parametrize(("keep", "left"), [("first", "abd"), ("last", "bde"), ("longest", "bcd"), ("none", "bd")])
def test_dedup_keeps(keep: str, left: str) -> None:
    """Full-width signs say the same; which of equal rows stays is an option."""
    assert "".join(ids(corpus(*SAME).step("dedup", keep=keep))) == left


def test_dedup_on() -> None:
    """The solution may have to be the same too, and all that was said before."""
    assert "".join(ids(corpus(*SAME).dedup(on="problem_solution"))) == "abcd"
    assert "".join(ids((corpus(SAME[0]) + corpus(SAME[0], system="S")).dedup(on="conversation"))) == "aa"


def test_dedup_tells_of_conflicts(tmp_path: object) -> None:
    """A problem with two solutions is counted and noted."""
    ledger = corpus(*SAME).dedup().write(f"{tmp_path}/out.jsonl")
    assert ledger.steps[1].details == {"conflicting_problems": 1}
    assert "dedup: 1 problems stand with different solutions, kept: first" in ledger.notes


def test_sample_is_exact_and_in_proportion() -> None:
    """Largest remainders: exactly n rows, each category within one row of its share."""
    counts = {"a": 701, "b": 202, "c": 97}
    drawn = many(counts).sample(n=100, by="category").to_polars()
    assert drawn.height == 100
    assert Counter(drawn["category"]) == {"a": 70, "b": 20, "c": 10}
    assert drawn["id"].to_list() == sorted(drawn["id"], key=int)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"shares": "balanced"}, {"a": 14, "b": 13, "c": 3}),
        ({"weights": {"a": 1, "b": 2}}, {"a": 10, "b": 20}),
        ({"at_most": 15}, {"a": 15, "b": 13, "c": 2}),
        ({"at_least": {"b": 9}}, {"a": 20, "b": 9, "c": 1}),
    ],
)
def test_sample_by_other_shares(options: dict[str, object], found: dict[str, int]) -> None:
    """Balanced as far as there are rows, by weights, between floors and caps; always exactly n."""
    drawn = many({"a": 70, "b": 20, "c": 3}).step("sample", n=30, by="category", **options).to_polars()
    assert Counter(drawn["category"]) == found


def test_a_larger_sample_holds_the_smaller() -> None:
    """Rows are drawn by their keys, so one can draw more later; another seed draws others."""
    rows = many({"a": 200})
    assert set(ids(rows.sample(n=50))) < set(ids(rows.sample(n=80)))
    assert set(ids(rows.sample(n=50, seed=1))) != set(ids(rows.sample(n=50)))


def test_sample_of_a_multiple(tmp_path: object) -> None:
    """The rows that are too many are drawn last, and are listed apart."""
    ledger = many({"a": 50}).sample(n=21, multiple_of=8).write(f"{tmp_path}/out.jsonl")
    assert ledger.written == 16
    assert ledger.dropped == {"not_sampled": 29, "remainder": 5}


def test_sample_asks_for_what_there_is() -> None:
    """More rows than there are, an unknown group, and groups without a column or without values are mistakes."""
    with pytest.raises(OptionError, match="found 3 rows, wanted 4"):
        many({"a": 3}).sample(n=4).to_polars()
    with pytest.raises(OptionError, match="no group 'mena', did you mean 'mean'"):
        many({"mean": 3}).sample(n=1, by="category", at_most={"mena": 1}).to_polars()
    with pytest.raises(OptionError, match=r"no row has a value in \['language'\], wanted groups"):
        many({"mean": 3}).sample(n=1, by="language").to_polars()
    with pytest.raises(ValidationError, match="without groups"):
        Sample(n=1, weights={"a": 1})


def test_split_counts_and_strata() -> None:
    """Counts are exact where no kin is in the way; strata are spread evenly."""
    rows = many({"a": 60, "b": 40}).split(counts={"test": 10, "train": None}, by="category")
    parts = pl.concat(part for part in _parts(rows))
    assert Counter(zip(parts["part"], parts["category"], strict=True)) == {
        ("test", "a"): 6, ("test", "b"): 4, ("train", "a"): 54, ("train", "b"): 36,
    }  # fmt: skip


def test_one_part_of_a_split(tmp_path: object) -> None:
    """Each part is a corpus; what stands in the others is counted, and a part that nobody made is refused."""
    rows = many({"a": 10}).split(counts={"test": 3, "train": None})
    ledger = rows.write(f"{tmp_path}/test.jsonl", part="test")
    assert (ledger.written, ledger.dropped, ledger.adds_up()) == (3, {"other_part": 7}, True)
    assert {*ids(rows.part("train")), *ids(rows.part("test"))} == set(ids(rows))
    with pytest.raises(OptionError, match="no part 'tran', did you mean 'train'"):
        rows.part("tran")


@given(st.lists(st.integers(0, 12), min_size=1, max_size=40), st.integers(0, 9))
def test_kin_stay_on_one_side(problems: list[int], seed: int) -> None:
    """Copies of a problem, and rows made from one another, are never in two parts."""
    frame = pl.DataFrame({
        "id": [f"{n}" for n in range(len(problems))], "problem": [f"{p}" for p in problems],
        "parent": [f"{n // 2}" if n % 3 == 2 else None for n in range(len(problems))],
    })  # fmt: skip
    rows = Corpus.from_polars(frame.with_columns(solution=pl.lit("s")))
    parts = pl.concat(_parts(rows.split(fractions={"train": 0.5, "test": 0.5}, seed=seed)))
    assert parts.group_by("problem").agg(pl.col("part").n_unique())["part"].max() == 1
    both = parts.join(parts, left_on="parent", right_on="id", suffix="#parent")
    assert (both["part"] == both["part#parent"]).all()


def test_split_refuses() -> None:
    """Fractions that are no whole, counts beyond the rows, two takers of the rest."""
    with pytest.raises(ValidationError, match=r"add up to 0\.9"):
        Split(fractions={"a": 0.5, "b": 0.4})
    with pytest.raises(ValidationError, match="one part at most"):
        Split(counts={"a": None, "b": None})
    with pytest.raises(OptionError, match="found 3 rows, wanted 4"):
        many({"a": 3}).split(counts={"a": 4}).to_polars()


def _parts(rows: Corpus) -> list[pl.DataFrame]:
    from mathdata.engines.books import Books
    from mathdata.engines.job import Job
    from mathdata.engines.walk import Walk
    from mathdata.ledger import StepCount

    job = Job(rows._origins, steps=rows._steps)
    books = Books(job.rejects, [StepCount(step="split")], aside=[[]])
    with Walk(job, books) as walk:
        return [piece.records for piece in walk.pieces()]


def test_mix() -> None:
    """So many of each, in the order named; the others are out."""
    rows = many({"a": 5, "b": 4, "c": 2})
    mixed = rows.mix(take=["b#2", "a"]).to_polars()
    assert mixed["source"].to_list() == ["b", "b", "a", "a", "a", "a", "a"]
    even = rows.mix(take=["a#4", "b#2"], interleave=True).to_polars()
    assert even["source"].to_list() == ["a", "b", "a", "a", "b", "a"]
    shared = rows.mix(weights={"a": 2, "b": 1}, n=6).to_polars()
    assert Counter(shared["source"]) == {"a": 4, "b": 2}


def test_mix_takes_again_only_if_told() -> None:
    """More rows than there are is a mistake, unless rows may come again: then as children with names of their own."""
    rows = many({"a": 2})
    with pytest.raises(OptionError, match="found 2 rows of 'a', wanted 5; lower it, or say repeat"):
        rows.mix(take=["a#5"]).to_polars()
    again = rows.mix(take=["a#5"], repeat=True).to_polars()
    assert again["id"].to_list()[:4] == ["0", "1", "0~mix1", "1~mix1"]
    assert again["parent"].to_list()[2:4] == ["0", "1"]
    with pytest.raises(OptionError, match="no source 'b'"):
        rows.mix(take=["b"]).to_polars()


def test_shuffle() -> None:
    """The same rows in another order, which depends on nothing but ids and seed."""
    rows = many({"a": 100})
    first = ids(rows.shuffle())
    assert sorted(first, key=int) == ids(rows)
    assert first != ids(rows)
    assert first == ids(Corpus.from_polars(rows.to_polars().reverse()).shuffle())
    assert first != ids(rows.shuffle(seed=1))


@given(st.integers(0, 200), st.lists(st.integers(0, 50), min_size=1, max_size=8))
def test_shares_add_up(total: int, sizes: list[int]) -> None:
    """Whole numbers, exactly the total, each within one of its exact share; caps are kept."""
    weights = {(f"{n}",): Fraction(size) for n, size in enumerate(sizes)}
    shares = largest_remainders(total, weights)
    if sum(sizes):
        assert sum(shares.values()) == total
        assert all(abs(shares[key] - total * weight / sum(sizes)) < 1 for key, weight in weights.items())
    caps = {key: int(weight) for key, weight in weights.items()}
    wanted = min(total, sum(sizes))
    bounded = within(wanted, dict.fromkeys(weights, Fraction(1)), {}, caps)
    assert sum(bounded.values()) == wanted
    assert all(bounded[key] <= caps[key] for key in caps)


def test_keys_never_change() -> None:
    """Golden values: a sample drawn today is drawn again in ten years."""
    names = ["", "a", "train.jsonl:17", "题目", "x" * 100, "12345678", "123456789"]
    golden = [
        5619458911786901391, 15003777560513813934, 11511172867714890615, 16801308742676893382,
        16498265646043118732, 12285303283373989143, 9492197507577475490,
    ]  # fmt: skip
    assert [draw_key(42, "sample", name) for name in names] == golden
    assert draw_keys(pl.Series(names), 42, "sample").to_list() == golden
    assert draw_keys(pl.Series(names)[2:5], 42, "sample").to_list() == golden[2:5]
    assert draw_key(43, "sample", "a") != draw_key(42, "sample", "a") != draw_key(42, "shuffle", "a")


def test_keys_are_even() -> None:
    """Near ids have far keys: a hundred thousand fractions fill their interval evenly."""
    drawn = fractions(pl.Series([f"train.jsonl:{n}" for n in range(100_000)]), 42, "sample")
    counts = (drawn * 100).cast(pl.Int64).value_counts()["count"]
    assert counts.len() == 100
    assert 850 < counts.min() <= counts.max() < 1150
    assert stream(1, "eda", "a").random() == stream(1, "eda", "a").random()
