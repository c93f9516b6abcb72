"""The sentences of the families: each is read by its own family and by no other, and means the same."""

from random import Random

import polars as pl
import pytest

from mathdata.families import families, recognise, worked
from mathdata.families.framing import LEAD_INS, TAILS, framed, unframed
from mathdata.families.rewording import is_same_problem, reworded
from mathdata.transforms.classify import categories

LANGUAGES = ("zh", "en")
KINDS = sorted(kind for kind, family in families().items() if family.phrasings.zh)


def drawn(kind, language, count=4):
    """Some problems of a family, as they are drawn."""
    return [
        families()[kind].sample(Random(seed), difficulty=seed + 1, language=language).problem for seed in range(count)
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_read_by_their_family_alone(kind, language):
    """Every sentence, with operands from problems in both languages, gives back the same operands."""
    family = families()[kind]
    for problem in [*drawn(kind, "zh"), *drawn(kind, "en")]:
        said = family.said(family.parse(problem), language)
        if said is None:
            continue
        for sentence in family.phrasings.of(language):
            text = sentence.format(**said)
            recognised = recognise(text)
            assert recognised is not None, text
            assert recognised.family is family, text
            assert family.said(recognised.given, language) == said
            assert [other for other in families().values() if other is not family and other.parse(text)] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_sentences(kind, language):
    """A dozen or so, all different; the first is read by the pattern of the family itself."""
    family = families()[kind]
    sentences = family.phrasings.of(language)
    assert len(set(sentences)) == len(sentences) >= 11
    said = family.said(family.parse(drawn(kind, language)[0]), language)
    assert family._match(sentences[0].format(**said)) is not None


def test_families_of_ours_have_sentences():
    """The families of the contest corpus are all among them."""
    assert len(KINDS) >= 11


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hundred_versions(kind, language):
    """Each problem can be put in a hundred different ways, and each says the same."""
    problem = drawn(kind, "zh")[1]
    recognised = recognise(problem)
    made = reworded(problem, recognised, languages=[language], n=100, rng=Random(3), frames=True)
    texts = {one.problem for one in made}
    assert len(texts) == 100
    assert problem not in texts
    assert {worked(text).answer for text in texts} == {worked(made[0].problem).answer}
    assert categories(pl.Series(sorted(texts))).unique().to_list() == [kind]


@pytest.mark.parametrize("kind", sorted(set(families()) - set(KINDS)))
@pytest.mark.parametrize("language", LANGUAGES)
def test_wordings_are_restated(kind, language):
    """A family that is read by its wordings puts a problem in the others of its form; each reads the same."""
    problem = drawn(kind, language, 2)[1]
    recognised = recognise(problem)
    for one in reworded(problem, recognised, languages=[language], n=20, rng=Random(3), frames=False):
        assert repr(recognise(one.problem).given) == repr(recognised.given)


FORMULAS = [
    ("求 x^2*sin(x) 的导数", "derivative"),
    ("Find the derivative of $\\ln(x^2 + 1)$ with respect to x.", "derivative"),
    ("求不定积分 \\int x\\cos(x^2) dx", "indefinite_integral"),
    ("将 x^2 - 5x + 6 分解因式。", "polynomial_factorization"),
    ("求矩阵 \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} 的逆矩阵。", "matrix_inverse"),
    ("设随机变量 X ~ B(5, 1/3)，求 P(X = 2)。", "binomial_probability"),
]


@pytest.mark.parametrize(("problem", "kind"), FORMULAS)
def test_formulas_are_put_in_other_words(problem, kind):
    """A formula stays as it stands; the words around it are those of its family, of both languages where it allows."""
    recognised = recognise(problem)
    made = reworded(problem, recognised, languages=LANGUAGES, n=20, rng=Random(3), frames=False)
    assert recognised.family.kind == kind
    assert len(made) >= 3
    assert {repr(recognise(one.problem)) for one in made} == {repr(recognised)}


OTHERS = [
    ("计算 3 + 4 等于多少？", "What is 3 + 5?"),
    ("计算 3 - 4 等于多少？", "What is 4 - 3?"),
    ("一个长方形的长为 5 米，宽为 3 米，请计算其面积。", "A rectangle is 5 feet long and 3 feet wide. Find its area."),
    ("某物体的密度为 2 克/立方厘米，体积为 3 立方厘米，请计算该物体的质量。", "求 2 * 3 的值。"),
    (
        "去年产值为 5 万元，今年产值增加了 4%，请计算今年的产值。",
        "去年销售额为 5 万元，今年销售额增加了 4%，请计算今年的销售额。",
    ),
    (
        "商品原价为 5 元，打折后的价格为 4 元，请计算打折的折扣比例。",
        "商品原价为 5 美元，打折后的价格为 4 美元，请计算打折的折扣比例。",
    ),
    ("计算 3.50 的 2 次方？", "求 3.5 的 2 次方。"),
]


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_problems_are_not_the_same(one, other):
    """Other operands, another unit, another quantity, other digits: none of them is the same problem."""
    language = "en" if other.isascii() else "zh"
    assert not is_same_problem(recognise(one), other, language)


def test_units_follow_the_language():
    """A unit is named in the language of the problem; a symbol is the same in both."""
    zh = recognise("某物体的密度为 8 kg/m^3，体积为 2 m^3，请计算该物体的质量。")
    en = recognise("一个长方形的长为 5 厘米，宽为 3 厘米，请计算其面积。")
    assert zh.family.said(zh.given, "en")["s"] == "m^3"
    assert en.family.said(en.given, "en")["u"] == "centimeters"


@pytest.mark.parametrize("language", LANGUAGES)
def test_frames_come_off(language):
    """Whatever stands around a problem, the problem is read."""
    problem = {"zh": "计算 3 + 4 等于多少？", "en": "What is 3 + 4?"}[language]
    for lead_in in LEAD_INS.of(language):
        for tail in ("", *TAILS.of(language)):
            text = framed(problem, lead_in, tail, language)
            assert unframed(text) == problem if not tail else unframed(text).strip() == problem
            assert recognise(text).family.kind == "arithmetic"
