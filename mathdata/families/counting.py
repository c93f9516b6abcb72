"""Permutations and combinations, e.g. "从 8 名学生中选 3 名，有多少种选法？" or "Calculate C(8, 3)."."""

from collections.abc import Mapping
from math import comb, factorial, perm
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Manner
from mathdata.families.enumeration import branch
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import DIGITS
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import EXACT, Precision, half_width, show

MAX_N = 60
"""Beyond this a teacher would not write the factors out."""


class Choice(NamedTuple):
    """How many there are, how many are taken, and whether their order counts."""

    form: str
    n: int
    k: int


class Counting(WordedFamily[Choice]):
    """How many ways there are to choose some of several things, to put some in order, or all of them.

    Difficulty: there are up to 5 things more with each step.
    """

    kind = "counting"
    topic = "combinatorics"
    difficulties = (1, 5)
    states_formula = True
    markers = Bilingual(
        zh=("多少种", "排列", "组合", "C(", "A(", "阶乘", "!"),
        en=("how many ways", "c(", "p(", "a(", "choose", "arrange", "permutation", "combination", "!", "factorial"),
    )
    slots: ClassVar[Mapping[str, str]] = {"n": DIGITS, "k": DIGITS}
    forms = (
        Form(
            "combination",
            zh=(
                "从 {n} 名(学生|同学|~运动员)中(任|)选(出|) {k} (名|~人)，(一共|)有多少种(不同的|)选法？",
                "从 {n} 本(不同的|)书中(任|)选(出|) {k} 本，(一共|)有多少种(不同的|)选法？",
                "~从 {n} 个(人|球|元素|数)中(任|)选(出|) {k} 个(人|球|元素|数|)，(一共|)有多少种(不同的|)选法？",
                "(计算|求)组合数 C\\({n}, {k}\\)(的值|)。",
            ),
            en=(
                "How many ways are there to choose {k} (students|books|~people|~members) from {n}(| ~of them| "
                "~students| ~books| ~people| ~members)?",
                "(Calculate|Evaluate|Find) C\\({n}, {k}\\).",
                "~In how many ways can {k} (people|students|books|members) be chosen from {n} "
                "(people|students|books|members)?",
            ),
            definition=Bilingual(
                "从 n 个不同元素中取出 k 个，不计顺序，叫作组合。",
                "A combination is a choice of k among n things in which order does not count.",
            ),
            formula=Bilingual("C(n, k) = n! / (k! * (n - k)!)", "C(n, k) = n! / (k! * (n - k)!)"),
            conclusion=Bilingual("总数是 {}。", "the number is {}."),
        ),
        Form(
            "permutation",
            zh=(
                "从 {n} 名(学生|同学|~运动员)中选(出|) {k} (名|~人)排成一(排|列)，(一共|)有多少种(不同的|)排法？",
                "(计算|求)排列数 A\\({n}, {k}\\)(的值|)。",
            ),
            en=(
                "How many ways are there to (choose and |)arrange {k} of {n} (people|students|books) in a row?",
                "(Calculate|Evaluate|Find) P\\({n}, {k}\\).",
            ),
            definition=Bilingual(
                "从 n 个不同元素中取出 k 个，按顺序排成一列，叫作排列。",
                "A permutation is a choice of k among n things in which order counts.",
            ),
            formula=Bilingual("A(n, k) = n! / (n - k)!", "P(n, k) = n! / (n - k)!"),
            conclusion=Bilingual("总数是 {}。", "the number is {}."),
        ),
        Form(
            "arrangement",
            zh=(
                "{n} (名学生|名同学|个人|本不同的书)排成一(排|列)，(一共|)有多少种(不同的|)排法？",
                "(计算|求) {n}\\!(| 的值)。",
                "~(计算|求) {n} 的阶乘。",
            ),
            en=(
                "In how many ways can {n} (people|students|books) be arranged in a row?",
                "How many ways are there to arrange {n} (people|students|books) in a row?",
                "(Calculate|Evaluate|Find) {n}\\!.",
                "~(Calculate|Evaluate|Find|What is) {n} factorial.",
            ),
            definition=Bilingual(
                "n 个不同元素排成一列，第一个位置有 n 种选择，第二个有 n - 1 种，依此类推。",
                "The first place can be taken in n ways, the second in n - 1, and so on.",
            ),
            formula=Bilingual("n! = n * (n - 1) * … * 1", "n! = n * (n - 1) * … * 1"),
            conclusion=Bilingual("总数是 {}。", "the number is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Choice | None:
        """How many of how many."""
        n, k = (int(half_width(found.get(name) or "0").strip()[:6]) for name in ("n", "k"))
        return Choice(form, n, k) if k <= n and n else None

    def form_of(self, given: Choice) -> str:
        """Which of the three."""
        return given.form

    def solve(self, given: Choice, precision: Precision | None = None) -> Answer:
        """A whole number.

        Raises:
            CannotSolve: if there are too many things.
        """
        form, n, k = given
        if n > MAX_N:
            raise CannotSolve(f"counting: found {n} things, wanted {MAX_N} at most")
        value = factorial(n) if form == "arrangement" else (comb if form == "combination" else perm)(n, k)
        return Answer(value, *show(value, EXACT))

    def chain(self, given: Choice, answer: Answer, manner: Manner) -> str:
        """The factors that remain, and their product."""
        form, n, k = given
        if form == "arrangement":
            return f"{n}! = {_product(n, n)} = {answer.digits}" if n > 1 else f"{n}! = 1"
        if form == "permutation":
            head = f"{'A' if manner.language == 'zh' else 'P'}({n}, {k})"
            if 1 < k < n:
                head += f" = {n}! / {n - k}!"
            return f"{head} = {_product(n, k)} = {answer.digits}" if k > 1 else f"{head} = {answer.digits}"
        if k < 2 or k == n:
            return f"C({n}, {k}) = {answer.digits}"
        head = f"C({n}, {k}) = {n}! / ({k}! * {n - k}!)"
        return f"{head} = ({_product(n, k)}) / ({_product(k, k)}) = {perm(n, k)} / {factorial(k)} = {answer.digits}"

    def working(self, given: Choice, answer: Answer, manner: Manner) -> list[str]:
        """The factorials of the formula, then what remains of them."""
        form, n, k = given
        lines = []
        if form == "combination" and 1 < k < n:
            lines += [f"{_product(n, k)} = {perm(n, k)}", f"{_product(k, k)} = {factorial(k)}"]
        return [*lines, self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Up to five things more with each step of difficulty."""
        size = 5 * difficulty

        def some(rng: Random) -> Posed:
            form = rng.choice(("combination", "permutation"))
            n = rng.randint(4, 4 + size)
            return Posed(form, {"n": n, "k": rng.randint(2, 4) % n})

        return branch(rng, some, lambda rng: Posed("arrangement", {"n": rng.randint(3, 3 + size)}))


def _product(n: int, count: int) -> str:
    """The first factors of n!, such as `8 * 7 * 6`."""
    return " * ".join(map(str, range(n, n - count, -1)))
