"""Row steps, each on the smallest frame that shows it."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mathdata.schema import COLUMNS
from mathdata.step import RowStep, framed
from mathdata.transforms.conditions import condition
from mathdata.transforms.language import Language
from mathdata.transforms.length import Length
from mathdata.transforms.missing import Missing
from mathdata.transforms.normalize import Normalize
from mathdata.transforms.pattern import Pattern
from mathdata.transforms.plain import plain, plain_by_words
from mathdata.transforms.prompt import Prompt
from mathdata.transforms.where import Where


def frame(**columns: list[str | None]) -> pl.DataFrame:
    """Records with these columns."""
    size = len(next(iter(columns.values())))
    filled = {"id": [f"r{n}" for n in range(size)], "solution": ["s"] * size, **columns}
    blank = {"source": "x", "history": [[]] * size, "trajectory": [[]] * size}
    rows = [{**{k: v if isinstance(v, str) else v[n] for k, v in blank.items()}, **{k: v[n] for k, v in filled.items()}}
            for n in range(size)]  # fmt: skip
    return framed(pl.DataFrame(rows, schema=COLUMNS, orient="row"))


def dropped(step: RowStep, **columns: list[str | None]) -> list[str | None]:
    """The reason of each row."""
    return step(frame(**columns))["dropped"].to_list()


def test_language() -> None:
    """One Han character makes a problem Chinese; without a problem the solution tells."""
    told = Language()(frame(problem=["3 + 4 等于?", "3 + 4 = ?", None, None], solution=["7", "七", "七", "7"]))
    assert told["language"].to_list() == ["zh", "en", "zh", "en"]
    assert dropped(Language(keep=["zh"]), problem=["一", "1"]) == [None, "language_en"]
    assert dropped(Language(drop=["zh"]), problem=["一", "1"]) == ["language_zh", None]
    with pytest.raises(ValidationError, match="both keep and drop"):
        Language(keep=["zh"], drop=["en"])


@pytest.mark.parametrize(
    ("text", "reason"), [(None, "too_short"), ("数", "too_short"), ("数学", None), ("abcd", "too_long")]
)
def test_length(text: str | None, reason: str | None) -> None:
    """Characters are counted, not bytes; a text that is not there has none."""
    assert dropped(Length(min_chars=2, max_chars=3), problem=[text]) == [reason]


@pytest.mark.parametrize(("text", "reason"), [(None, "no_answer"), (" \n", "no_answer"), ("0", None)])
def test_missing(text: str | None, reason: str | None) -> None:
    """White space is no answer; zero is one."""
    assert dropped(Missing(), problem=["p"], answer=[text]) == [reason]


def test_pattern() -> None:
    """Where there is no text, nothing matches."""
    assert dropped(Pattern(keep=r"\d"), problem=["1", "a", None]) == [None, "no_match", "no_match"]
    assert dropped(Pattern(drop=r"\d"), problem=["1", "a", None]) == ["match", None, None]
    with pytest.raises(ValidationError, match="wanted a regular expression"):
        Pattern(keep="(")
    with pytest.raises(ValidationError, match="no column 'problme', did you mean 'problem'"):
        Pattern(column="problme", keep="a")


def test_where() -> None:
    """A comparison with nothing is neither true nor false."""
    assert dropped(Where(keep="answer == '1'"), problem=["p"] * 3, answer=["1", "2", None]) == [
        None,
        "not_where",
        "not_where",
    ]
    assert dropped(Where(drop="answer == '1'"), problem=["p"] * 3, answer=["1", "2", None]) == ["where", None, None]


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("chars(problem) < 3", [True, False]),
        ("1 < chars(problem) <= 5", [True, True]),
        ("problem in ['12', 'x'] or words(problem) == 2", [True, True]),
        ("not contains(problem, 'b')", [True, False]),
        ("answer is None and starts_with(problem, 'a')", [False, True]),
        ("matches(problem, '^[0-9]+$')", [True, False]),
        ("turns(history) == 0", [True, True]),
        ("lines(lower(stripped(problem))) == 1", [True, True]),
        ("problem not in ('a b',)", [True, False]),
    ],
)
def test_conditions(text: str, true: list[bool]) -> None:
    """Conditions read as in Python."""
    rows = frame(problem=["12", "a b"], answer=["1", None])
    assert rows.select(condition(text).alias("true"))["true"].to_list() == true


@pytest.mark.parametrize(
    "text",
    ["__import__('os')", "problem.upper()", "chars(problem)", "problem +", "1.5 < chars(problem)", "problme == 'a'",
     "cahrs(problem) > 1",
     "[x for x in problem]", "problem == answer.str", "chars(problem, 2) > 1", "problem < 3", "a" * 3000,
     "contains(problem, answer)", "problem is answer", "problem in answer", "lambda: 1", "problem[0] == 'a'"],
)  # fmt: skip
def test_no_other_condition_is_understood(text: str) -> None:
    """Anything that is not on the list is refused, and nothing is run."""
    with pytest.raises(ValueError, match="found"):
        condition(text)


@pytest.mark.parametrize(
    ("rule", "text", "mended"),
    [
        ("nfc", "e\u0301", "é"),
        ("full_width", "１２＋３＝１５，对吗？", "12+3=15，对吗？"),
        ("spaces", " a \r\n\r\n\r\n\u3000b ", "a\n\n b"),
        ("escapes", "\x0crac{1}{2} \times 3 \x08eta \right)", r"\frac{1}{2} \times 3 \beta \right)"),
        ("escapes", "a\tb", "a\tb"),
        ("line_breaks", "x\\\\\\\\y", "x\\\\y"),
        ("line_breaks", "x\\\\\\\\\\begin{a}", "x\\\\\\begin{a}"),
        ("line_breaks", "x \\\\ y \\frac", "x \\\\ y \\frac"),
        ("line_breaks", "x\\\\\\end{a}", "x\\\\\\end{a}"),
        ("line_ends", "a_{n}=\\\\", "a_{n}="),
        ("line_ends", "a \\\\ b", "a \\\\ b"),
        ("upright_spaces", r"\mathrm{~d} x, 5 \mathrm{~m}", r"\mathrm{d} x, 5 \,\mathrm{m}"),
    ],
)
def test_normalize(rule: str, text: str, mended: str) -> None:
    """What each rule mends, what it leaves alone, and that it counts."""
    after, changes = Normalize(rules=[rule], columns="problem").counted(frame(problem=[text, None]))
    assert after["problem"].to_list() == [mended, None]
    assert changes == ({rule: 1} if text != mended else {})


@pytest.mark.shared
def test_normalize_mends_scanned_latex(shared: object) -> None:
    """After the rules for LaTeX, no run of line breaks and no upright space is left in a file that was scanned."""
    import mathdata as md

    corpus = md.read(f"{shared}/data/amchat_xtuner.json")
    rules = ["escapes", "line_breaks", "line_ends", "upright_spaces"]
    mended = corpus.normalize(rules=rules).to_polars()
    text = "\0".join([*mended["problem"], *mended["solution"], ""])
    assert not pl.Series([text]).str.contains(r"\\\\\\\\|\{\s*~|\\\\\x00").any()


def test_prompt() -> None:
    """Texts are drawn by weight; a record keeps the system message it has, unless it is replaced."""
    rows = frame(problem=[f"{n}" for n in range(4000)], system=["old", *[None] * 3999])
    asked = Prompt(system=["A", {"text": "B", "weight": 3}], templates=["{problem}!", {"text": None}], seed=1)(rows)
    assert asked["system"][0] == "old"
    assert 2850 < (asked["system"] == "B").sum() < 3150
    assert 1850 < asked["problem"].str.ends_with("!").sum() < 2150
    assert asked["problem"].str.strip_chars("!").to_list() == rows["problem"].to_list()
    assert Prompt(system="A", replace=True)(rows)["system"][0] == "A"
    with pytest.raises(ValidationError, match=r"wanted \{problem\} in it"):
        Prompt(templates=["?"])


ODD = st.text(alphabet=" \t\n　\xa0ａ１？ 12a+-中文，。、é\u0301²½√Ω\u2126㎡ｶ〪가\0", max_size=12)


@given(st.lists(ODD | st.none(), max_size=6))
def test_the_quick_way_to_the_plain_form_is_the_slow_way(texts: list[str | None]) -> None:
    """Bytes and regular expressions agree, whatever stands in the texts."""
    series = pl.Series("text", texts, dtype=pl.String)
    assert plain(series).to_list() == plain_by_words(series).to_list()
