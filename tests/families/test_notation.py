"""Formulas as people write them: what is read, what is refused, and that what is written reads back."""

import re
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathdata.families.notation import Name, Number, Term, Unreadable, number, read_formula, tokens, written

READ = [
    ("2x^2+3x+1", "2x^2 + 3x + 1"),
    ("2*x**3 - 4*x/3", "2x^3 - 4x/3"),
    ("lim(x→+∞) ln(1+x)ln(1+1/x)", "lim(x→+∞) ln(1 + x)*ln(1 + 1/x)"),
    ("lim x->0 sin(x)/x", "lim(x→0) sin(x)/x"),
    (r"\lim _{x \rightarrow 0^{+}} \frac{\sin x}{x}", "lim(x→0^+) sin(x)/x"),
    ("∫₀¹ x dx", "∫_{0}^{1} x dx"),
    (r"$\int_{0}^{1} x dx$", "∫_{0}^{1} x dx"),
    (r"\int_{0}^{\frac{n}{n+1}} x^{n-1} \sqrt{1+x^{n}} \mathrm{~d} x", "∫_{0}^{n/(n + 1)} x^(n - 1)*sqrt(1 + x^n) dx"),
    (r"\int \frac{dx}{1+x^2}", "∫ 1/(1 + x^2) dx"),
    (r"\int x\ln x\,\mathrm{d}x + 5", "∫ x*ln(x) dx + 5"),
    (r"\frac{d}{dx}(x^2\sin x)", "d/dx(x^2*sin(x))"),
    (r"\frac{\mathrm{d}^{2}}{\mathrm{~d} x^{2}} e^{x}", "d^2/dx^2(e^x)"),
    (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "[[1, 2], [3, 4]]"),
    (r"\left[\begin{array}{rr} 8 & -1 \\ 0 & 3 \end{array}\right]", "[[8, -1], [0, 3]]"),
    (r"\sum_{n=1}^{\infty} \frac{1}{n^2}", "∑_{n=1}^{∞} 1/n^2"),
    ("xsinx", "x*sin(x)"),
    ("sin^2x+cos^2 x", "sin(x)^2 + cos(x)^2"),
    (r"\sqrt[3]{x+1}", "root(3, x + 1)"),
    ("y' + 2y = e^x", "y' + 2y = e^x"),
    ("2 π r²", "2*π*r^2"),
]


@pytest.mark.parametrize(("text", "canonical"), READ)
def test_read(text, canonical):
    """One spelling for each way of writing, and it reads back as the same tree."""
    tree = read_formula(text)
    assert written(tree) == canonical
    assert read_formula(canonical) == tree


TWO_READINGS = ["1/2x", "e^2x", "sin x/2", "log x", r"\frac12x/3y", "sin^{-1} x", "d/dx(x^2)(x + 1)"]


@pytest.mark.parametrize("text", TWO_READINGS)
def test_two_readings(text):
    """What can be read in two ways is refused."""
    with pytest.raises(Unreadable):
        read_formula(text)


def test_text_is_never_run():
    """A formula is data: names of Python mean nothing, and what they would do is not done."""
    for text in ("__import__('os')", "eval(1)", "x.__class__", "lambda x: x", "exec", "(1).real"):
        with pytest.raises(Unreadable):
            read_formula(text)


HOSTILE = [
    "9**9**9**9",
    "x^(9^9^9)",
    "(" * 100_000 + "x" + ")" * 100_000,
    "(" * 40 + "x" + ")" * 40,
    "9" * 40,
    "x^99999",
    "(99999999)!",
    "+".join(["x"] * 1000),
    r"\frac{" * 500,
    "x" * 5000,
    "[[" + ",".join(["a"] * 50) + "]]",
    "\x00x",
    "",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile(text):
    """What is too large, too deep or no formula is refused at once."""
    start = time.process_time()
    with pytest.raises(Unreadable):
        read_formula(text)
    assert time.process_time() - start < 0.5


def trees():
    """Formulas as the reader makes them."""
    names = st.sampled_from(["x", "y", "t", "pi", "e"]).map(Name)
    numbers = st.integers(0, 60).map(lambda n: Number(Fraction(n)))

    def grown(inner):
        pairs = st.tuples(inner, inner)
        return st.one_of(
            pairs.map(lambda parts: Term("/", parts)),
            st.tuples(inner.filter(lambda node: not holds_power(node)), st.integers(2, 9).map(number)).map(
                lambda parts: Term("^", parts)
            ),
            inner.map(lambda part: Term("sin", (part,))),
            inner.map(lambda part: Term("sqrt", (part,))),
            inner.filter(lambda node: not is_head(node, "-")).map(lambda part: Term("-", (part,))),
            st.lists(inner.filter(lambda node: not is_head(node, "+")), min_size=2, max_size=3).map(
                lambda parts: Term("+", tuple(parts))
            ),
            st.lists(inner.filter(lambda node: not is_head(node, "*", "/")), min_size=2, max_size=3).map(
                lambda parts: Term("*", tuple(parts))
            ),
        )

    return st.recursive(st.one_of(names, numbers), grown, max_leaves=8)


def is_head(node, *heads):
    """Whether a tree is one of these operations."""
    return isinstance(node, Term) and node.head in heads


def holds_power(node):
    """Whether a base would make a tower of powers, or end in a minus sign."""
    return is_head(node, "^", "-")


@settings(max_examples=300, deadline=None)
@given(trees())
def test_written_reads_back(tree):
    """Whatever is written is read as the same tree, and written the same again."""
    text = written(tree)
    again = read_formula(text)
    assert written(again) == text
    assert again == tree


@given(st.text(alphabet="0123456789abxsinpi +-*/^=<>(),.|!{}[]_&:;%~$'\\", max_size=14))
def test_plain_texts_have_one_spelling_already(text):
    """What is told at a glance to need no other spelling gets none the long way either."""
    at_a_glance = tokens.normalised(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "_PLAIN", re.compile("(?!)"))
        assert tokens.normalised(text) == at_a_glance
