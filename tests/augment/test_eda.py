"""EDA: what each operation does, what it leaves alone, and whose luck it depends on."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from independent_checker import violations
from pydantic import ValidationError

from mathdata.augment import OPERATIONS, Operation, Wording, own_lexicon, read_lexicon, wordings
from mathdata.augment.wordnet import wordnet
from mathdata.errors import MissingExtra, OptionError
from mathdata.firewall import check, protected_spans
from mathdata.schema import COLUMNS, Record
from mathdata.step import framed
from mathdata.transforms.eda import Eda

MEAN = "求以下数据的平均值：[86, 21, 18]"
STORY = "Today Ann bought 3 big pens at the store because of a sale. She also has 5 pens. How many pens has she now?"


def made(text: str, operation: Operation, *, alpha: float = 0.2, n: int = 40, seed: int = 1) -> list[Wording]:
    """The wordings of one operation."""
    lexicon = own_lexicon()
    return wordings(text, Random(seed), alphas={operation: alpha}, n=n, lexicon=lexicon, synonyms=lexicon)


def texts(text: str, operation: Operation, **options: float) -> set[str]:
    """What they say."""
    return {wording.text for wording in made(text, operation, **options) if wording.difference is None}  # type: ignore[arg-type]


def test_synonyms_replace_words_and_never_terms() -> None:
    """The Chinese verbs that ask have synonyms; the mean has none."""
    found = texts(MEAN, "replace", alpha=0.01)
    assert "计算以下数据的平均值：[86, 21, 18]" in found
    assert all(text.endswith("的平均值：[86, 21, 18]") for text in found)
    assert not made("What is the mean?", "replace")


def test_a_synonym_fits_the_word_before_it() -> None:
    """A capital stays, an article decides, and a possessive is left alone."""
    lexicon = read_lexicon([("own", "replace\tbig|enormous|large\nreplace\tkids|children")])
    cut = {"alphas": {"replace": 0.5}, "n": 9, "lexicon": lexicon, "synonyms": lexicon}
    assert {w.text for w in wordings("A big bus.", Random(1), **cut)} == {"A large bus."}  # type: ignore[arg-type]
    assert {w.text for w in wordings("Big buses.", Random(1), **cut)} == {"Enormous buses.", "Large buses."}  # type: ignore[arg-type]
    assert not wordings("The kids' bus.", Random(1), **cut)  # type: ignore[arg-type]


def test_one_thing_keeps_one_name() -> None:
    """A word is replaced wherever it stands, and not at all where the question names it."""
    assert texts("My friends saw friends.", "replace") == {"My pals saw pals."}
    assert not texts("I have 2 friends. How many friends have I?", "replace")


def test_changes_are_combined_where_one_is_not_enough() -> None:
    """Short problems have few words; then wordings are changed again, by operations they have not seen."""
    lexicon = own_lexicon()
    alphas = dict.fromkeys(OPERATIONS, 0.1)
    found = wordings("计算 3 + 5 等于多少？", Random(1), alphas=alphas, n=120, lexicon=lexicon, synonyms=lexicon)
    assert sum(wording.difference is None for wording in found) == 120
    assert {len({change.operation for change in wording.changes}) for wording in found} >= {1, 2}


def test_words_are_inserted_where_a_sentence_may_have_them() -> None:
    """Before a verb that asks, before a question, before a statement; never before a formula or behind a `Mr`."""
    found = texts("计算 3 的平方。", "insert")
    assert all(text.endswith("计算 3 的平方。") for text in found)
    assert {text[-10] for text in found} >= {"请", "："}
    assert not any(text.startswith("请求") for text in texts("求 3 的平方。", "insert"))
    asked = texts("小明有3个苹果，他买来了2个，现在有多少个？", "insert")
    assert any(text.startswith("小明有3个苹果，他买来了2个，") for text in asked)
    assert all(text.endswith("现在有多少个？") for text in asked)
    assert all("Mr. Lu" in text for text in texts("Mr. Lu has 3 pens.", "insert"))


def test_a_swap_moves_one_word_past_a_neighbour() -> None:
    """What passes is no number, no sign and no name."""
    assert texts("小明今天买来 3 支笔。", "swap") == {"今天小明买来 3 支笔。"}
    assert texts("She also has 5 pens.", "swap") == {"Also she has 5 pens."}
    assert texts("Ann has cups for boys and girls.", "swap") == {"Ann has cups for girls and boys."}
    assert not texts("Ann has big cups and pens in the ratio 3 : 4.", "swap")
    assert texts("计算 3 - 5 等于多少？", "swap") == {"3 - 5 等于多少？计算。"}


def test_a_deletion_leaves_a_question() -> None:
    """A word that asks goes only where another one stays."""
    assert texts("计算 3 + 5 等于多少？", "delete") == {"3 + 5 等于多少？"}
    assert texts("求 3 + 5。", "delete") == set()
    assert "She bought 3 pens at the shop." not in texts("She bought 3 pens at the store.", "delete")


def test_commas_stand_between_words() -> None:
    """Never beside a number, where a comma is part of it."""
    assert texts("Ann bought pens and 3 cups.", "punctuate") == {"Ann bought pens, and 3 cups."}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(
    "text", [MEAN, STORY, r"求极限 \lim_{x \to 0} \frac{\sin x}{x}", "(A) 3 (B) -5 hours?", "?", "3"]
)
def test_no_wording_says_something_else(operation: Operation, text: str) -> None:
    """What is kept passes the firewall, an independent checker, and is no copy."""
    found = [wording for wording in made(text, operation, alpha=0.5) if wording.difference is None]
    assert len({" ".join(wording.text.split()) for wording in found} | {text}) == len(found) + 1
    for wording in found:
        assert check(text, wording.text) is None
        assert violations(text, wording.text) == []
        assert {change.operation for change in wording.changes} == {operation}


_WORDS = "3 + -5 x $x^2$ the now also Ann bought store kids 计算 求 现在 小明 的 了 数据 等于多少 多少个 ？ ? . ， Mr."
PIECES = [*_WORDS.split(), " ", "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=20), st.integers(0, 99))
def test_any_text_is_survived(words: list[str], seed: int) -> None:
    """Whatever stands in a text, its spans come out in every wording."""
    text = "".join(words)
    lexicon = own_lexicon()
    alphas = dict.fromkeys(OPERATIONS, 0.3)
    for wording in wordings(text, Random(seed), alphas=alphas, n=8, lexicon=lexicon, synonyms=lexicon):
        if wording.difference is None:
            values = [span.value for span in protected_spans(wording.text) if span.kind == "number"]
            assert values == [span.value for span in protected_spans(text) if span.kind == "number"]


def frame(problems: list[str | None], **columns: list[str | None]) -> pl.DataFrame:
    """Records with these problems."""
    rows = [Record(id=f"r{n}", problem=problem, solution="s").model_dump() for n, problem in enumerate(problems)]
    records = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    return framed(records.with_columns(pl.Series(name, values, COLUMNS[name]) for name, values in columns.items()))


def test_children_stand_behind_their_parent() -> None:
    """They carry its id, its solution and the operations; what the firewall refused is marked and says why."""
    after, counts = Eda(n_aug=3, seed=4).counted(frame([MEAN, None, " "], extra=['{"id":7,"level":2}', None, None]))
    assert after["id"][0] == "r0"
    assert after["id"].to_list()[-2:] == ["r1", "r2"]
    born = after[1:-2]
    assert born["parent"].to_list() == ["r0"] * born.height
    assert born["dropped"].null_count() == 3
    assert set(born["solution"]) == {"s"}
    assert sum(counts.values()) == born.height
    extra = born["extra"].str.json_decode(
        pl.Struct({"level": pl.Int64, "@eda": pl.List(pl.Struct({"after": pl.String}))})
    )
    assert all(row["level"] == 2 and row["@eda"] for row in extra)


def test_a_refused_child_shows_the_difference(tmp_path: Path) -> None:
    """A lexicon of yours that gives a term a synonym meets the firewall: the child is counted, and not kept."""
    path = tmp_path / "own.tsv"
    path.write_text("replace\tnumbers > means\nreplace\tpens > twice\n", encoding="utf-8")
    after, counts = Eda(lexicon=str(path), n_aug=1).counted(frame(["Add the pens."]))
    assert after["dropped"].to_list() == [None, "eda_changed_term"]
    assert '"@refused":{"kind":"term","before":"add","after":"add, double"}' in after["extra"][1]
    assert counts == {"replace_refused": 1}


def test_luck_depends_on_seed_and_id_alone() -> None:
    """Another neighbour changes nothing; another seed changes the children."""
    step = Eda(n_aug=4, seed=7)
    alone, among = step(frame([MEAN])), step(frame([MEAN, STORY]))
    assert among.filter(pl.col("id").str.starts_with("r0")).equals(alone)
    assert not Eda(n_aug=4, seed=8)(frame([MEAN]))["problem"].equals(alone["problem"])


def test_options_follow_the_paper() -> None:
    """The size of a corpus sets α and the number of children, unless they are named."""
    assert (Eda(rows=500).recommended.n_aug, Eda(rows=501).recommended.n_aug, Eda().recommended.n_aug) == (16, 8, 4)
    assert Eda(rows=500, alpha_rs=0).alphas == {
        "replace": 0.05, "insert": 0.05, "swap": 0, "delete": 0.05, "punctuate": 0.05
    }  # fmt: skip
    with pytest.raises(ValidationError):
        Eda(alpha_sr=1.5)


def test_solutions_may_be_augmented_too() -> None:
    """Then their equations are what has to stay."""
    after = Eda(on="solution", n_aug=2)(frame(["p"], solution=["Now she has 3 + 5 = 8 pens at the store."]))
    assert after.height > 1
    assert all("3 + 5 = 8 pens" in text for text in after["solution"])
    assert set(after["problem"]) == {"p"}


def test_a_bad_lexicon_is_told_by_line(tmp_path: Path) -> None:
    """File and line, what stands there, and what is wanted."""
    path = tmp_path / "own.tsv"
    path.write_text("# mine\nreplase\ta|b\n", encoding="utf-8")
    with pytest.raises(
        OptionError, match=r"own.tsv:2: found 'replase\\ta\|b', did you mean 'replace'\?, wanted one of"
    ):
        Eda(lexicon=str(path))(frame([MEAN]))
    with pytest.raises(OptionError, match="found no lexicon"):
        Eda(lexicon=str(tmp_path / "none"))(frame([MEAN]))


STAND_IN = """
class Synset:
    def lemma_names(self): return ["Pen", "writing_implement", "twice"]
class Corpus:
    def ensure_loaded(self): {loading}
    def synsets(self, word): return [Synset()] if word == "pens" else []
wordnet = Corpus()
"""
"""What of nltk is used; its data is a download that tests do not make."""


@pytest.fixture
def nltk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Puts a stand-in in the place of nltk."""

    def put(loading: str) -> None:
        (tmp_path / "nltk").mkdir()
        (tmp_path / "nltk" / "__init__.py").write_text("")
        (tmp_path / "nltk" / "corpus.py").write_text(STAND_IN.replace("{loading}", loading))
        for name in ("nltk", "nltk.corpus"):
            monkeypatch.delitem(sys.modules, name, raising=False)
        monkeypatch.syspath_prepend(tmp_path)

    wordnet.cache_clear()
    yield put
    wordnet.cache_clear()
    for name in ("nltk", "nltk.corpus"):
        sys.modules.pop(name, None)


def test_wordnet_gives_synonyms_behind_the_firewall(nltk: Callable[[str], None]) -> None:
    """Its synonyms of free words are used; one that is a term is refused."""
    nltk("pass")
    step = Eda(synonyms="wordnet", n_aug=9, alpha_ri=0, alpha_rs=0, alpha_rd=0, alpha_pi=0)
    after = step(frame(["We saw pens."]))
    kept = after.filter(pl.col("dropped").is_null())["problem"].to_list()
    assert kept[1:]
    assert set(kept[1:]) <= {"We saw pen.", "We saw writing implement."}
    assert set(after["dropped"].drop_nulls()) <= {"eda_changed_term"}


def test_wordnet_names_what_is_missing(nltk: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without nltk the error names the extra; without its data, the command that loads it."""
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "nltk", None)
        with pytest.raises(MissingExtra, match=r"mathdata\[wordnet\]"):
            Eda(synonyms="wordnet")(frame([STORY]))
    nltk("raise LookupError")
    with pytest.raises(MissingExtra, match=r"python -m nltk.downloader wordnet"):
        Eda(synonyms="wordnet")(frame([STORY]))
