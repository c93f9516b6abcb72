"""What every family keeps, ours and those of plug-ins: what it makes it reads, solves, and proves by `verify`.

HYPOTHESIS_PROFILE=thorough pytest tests/contracts/test_families.py -s      the full count, 2,000 of each family
FAMILY_PROBLEMS=300 pytest tests/contracts/test_families.py -s -k limit     another one
"""

import os
from collections import Counter
from random import Random

import polars as pl
import pytest

from mathdata.errors import CannotSolve
from mathdata.families import Recognised, WorkOptions, families, recognise
from mathdata.families.enumeration import Odometer, scattered
from mathdata.families.solve import Solver
from mathdata.transforms.taxonomy import topics
from mathdata.verify import Verdict, same_answer, verify

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
COUNT = int(os.environ.get("FAMILY_PROBLEMS", "2000" if THOROUGH else "40"))
"""Problems of each family, over all difficulties and both languages."""

KINDS = pytest.mark.parametrize("kind", sorted(families()))
STYLES = [Solver(WorkOptions(style=style, answer_mark="答案：")) for style in ("brief", "steps", "explain")]
WAYS = [
    Solver(WorkOptions(style="steps", precision="dp:2")),
    Solver(WorkOptions(style="steps", precision="sig:5", granularity="operand")),
    Solver(WorkOptions(style="brief", precision="sig:5")),
    Solver(WorkOptions(style="explain", precision="dp:2")),
]
"""Told with fewer digits, and more coarsely: each problem in one of these, besides the three styles."""


def drawn(family, number):
    """Text and language of one problem of many, over all difficulties and both languages."""
    first, last = family.difficulties
    difficulty = first + number // 2 % (last - first + 1)
    language = ("zh", "en")[number % 2]
    return family.draw(Random(f"{family.kind}/{number}"), difficulty=difficulty, language=language), language


def claims(family, given, solver, language):
    """The solution without its definition and its formula in words, which are rules and no equations."""
    told = solver.tell(Recognised(family, given), language)
    assert told is not None
    lesson = family.lesson(given, told.result, language)
    rules = {lesson.formula, f"公式：{lesson.formula}", f"Formula: {lesson.formula}"}
    rules |= {f"定义：{lesson.definition}", f"Definition: {lesson.definition}"}
    return told, "\n".join(line for line in told.solution.split("\n") if line not in rules)


@KINDS
def test_what_is_made_is_read_solved_and_proven(kind):
    """Each made problem is read back by its family, solved, and every step is proven: none unproven, none false."""
    family, verdicts, unproven, unsolved = families()[kind], Counter(), [], 0
    for number in range(COUNT):
        problem, language = drawn(family, number)
        recognised = recognise(problem)
        assert recognised is not None, problem
        assert recognised.family.kind == kind, problem
        try:
            family.solve(recognised.given)
        except CannotSolve:
            unsolved += 1
            continue
        # Each way with both languages of the problem, and half of them in the other language.
        other = language if number // 8 % 2 else {"zh": "en", "en": "zh"}[language]
        for solver, told_in in [*((style, language) for style in STYLES), (WAYS[number // 2 % 4], other)]:
            told, text = claims(family, recognised.given, solver, told_in)
            for finding in verify(text, problem=problem):
                verdicts[finding.verdict.value] += 1
                if finding.verdict is not Verdict.TRUE:
                    unproven.append((problem, told.solution, finding.text, finding.reason))
    print(f"\n{kind}: {COUNT - unsolved} of {COUNT} problems solved; steps {dict(verdicts)}")
    assert not unproven, unproven[:2]
    assert unsolved <= COUNT // 20


@KINDS
def test_no_other_family_reads_what_is_made(kind):
    """A made problem belongs to one family alone, so that its category does not hang on an order."""
    for number in range(min(COUNT, 200)):
        problem, _ = drawn(families()[kind], number)
        assert [other.kind for other in families().values() if other.parse(problem) is not None] == [kind], problem


@KINDS
def test_the_answer_is_what_the_solution_ends_in(kind):
    """The answer of a made problem stands in its solution."""
    family = families()[kind]
    for number in range(8):
        problem, language = drawn(family, number)
        given = family.parse(problem)
        try:
            told = Solver(WorkOptions(style="explain")).tell(Recognised(family, given), language)
        except CannotSolve:
            continue
        last = told.solution.split("\n")[-1].replace(" 或 ", " or ")
        assert told.answer in last, told.solution


@KINDS
def test_an_answer_equals_itself(kind):
    """Two copies of an answer are the same to whoever compares answers by their value."""
    family = families()[kind]
    problem, _ = drawn(family, 1)
    answer = family.solve(family.parse(problem)).text
    assert same_answer(answer, answer) or answer


@KINDS
def test_a_family_is_described(kind):
    """Its topic is one of the taxonomy, and its documentation says what its difficulty counts."""
    family = families()[kind]
    assert (family.topic or kind) in topics() or kind == "flashcard"
    assert "Difficulty" in (type(family).__doc__ or "")
    assert 1 <= family.difficulties[0] <= family.difficulties[1] <= 10


@KINDS
def test_difficulty_is_heard(kind):
    """Different difficulties make different problems of one seed, but for the few whose space is one."""
    family = families()[kind]
    first, last = family.difficulties
    texts = {family.draw(Random(1), difficulty=d, language="en") for d in range(first, last + 1)}
    assert len(texts) > 1 or first == last


@KINDS
@pytest.mark.parametrize("language", ["zh", "en"])
def test_problems_that_are_counted_do_not_repeat(kind, language):
    """Where a family counts its problems, each index makes another one, and no draw has more choices than another."""
    family = families()[kind]
    for difficulty in range(family.difficulties[0], family.difficulties[1] + 1):
        space = family.space(difficulty=difficulty, language=language)
        if space is None:
            continue
        givens = set()
        count = min(space, 150)
        for number in range(count):
            odometer = Odometer(scattered(number, space, "test"))
            problem = family.draw(odometer, difficulty=difficulty, language=language)
            assert odometer.size == space, problem
            givens.add(repr(family.parse(problem)))
        assert len(givens) == count


@KINDS
@pytest.mark.parametrize("language", ["zh", "en"])
def test_columns_find_what_is_made(kind, language):
    """The pattern of a language finds every made problem in a column."""
    family = families()[kind]
    made = [drawn(family, number)[0] for number in range(language == "en", 40, 2)]
    found = pl.Series(made).str.contains(family.patterns.of(language))
    assert found.all(), pl.Series(made).filter(~found).to_list()[:2]
    text = [problem.lower() for problem in made]
    assert all(any(marker in problem for marker in (*family.markers.zh, *family.markers.en)) for problem in text)
