"""Relations in letters that a text proves by its own answer: `2x + 3 = 7, so 2x = 4 and x = 2`.

```text
identity     (x - 2)(x - 3) = x^2 - 5x + 6     equal at exact points, whatever the letters are
equation     2x = 4                            holds at every value that the text states for its letters
inequality   3x > 6                            true and false at the same points as the stated x > 2
value        x = 2                             some equation, of the text or of its problem, holds there
family       x = 3 - t, y = t                  some equation holds there whatever t is
```

Only what is proven is told; that a relation does not hold here proves nothing, for a letter may mean
something else in every sentence. Everything is put in and compared exactly, so nothing can run away.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product
from typing import NamedTuple

from mathdata.verify.algebra import Formula, names, number_formula, side_of, value_with
from mathdata.verify.exact import Exact, compare, near
from mathdata.verify.limits import MAX_RELATIONS, Unproven
from mathdata.verify.systems import equations
from mathdata.verify.tokens import Token, tokenise

HOLDS = "it holds for the values that are stated"
MAX_VALUES = 12
"""Values of one letter; and combinations of the values of several."""

_POINTS = (Fraction(1009), Fraction(-7919, 3), Fraction(104729, 7), Fraction(-611953, 11))
_ORDERS = ("<", ">", "≤", "≥")
_MIRRORED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}
_OR = ("或", "或者", "or")


class Relation(NamedTuple):
    """Two formulas and the sign between them; `joined` to another one by `or`."""

    place: int
    left: Formula
    sign: str
    right: Formula
    joined: bool
    free: frozenset[str] = frozenset()
    """Letters that may take any value in the text."""

    @property
    def letters(self) -> frozenset[str]:
        """Its letters."""
        return frozenset(names(self.left) | names(self.right))

    @property
    def named(self) -> str:
        """The letter whose value it states, or ""."""
        alone = len(self.left) == 1 and self.left[0].kind == "word" and names(self.right) <= self.free
        return self.left[0].text if alone and self.sign == "=" else ""


Values = Mapping[str, Sequence[Formula]]


def proven(tokens: Sequence[Token], problem: str | None) -> set[int]:
    """Where the relations stand that are proven, by the place of their sign.

    >>> from mathdata.verify.tokens import tokenise
    >>> sorted(proven(tokenise("2x = 4, so x = 2, and 3x = 5"), None))
    [3, 13]
    """
    relations = list(_relations(tokens))
    question = tokenise(problem) if problem is not None else []
    asked = list(_relations(question))
    free = _free(relations, asked)
    if free:
        relations, asked = ([relation._replace(free=free) for relation in some] for some in (relations, asked))
    values = _stated(relations)
    asked += _of_matrices(problem, values, free)
    found = {r.place for r in relations if _is_identity(r)}
    confirmed: set[tuple[str, int]] = set()
    for relation in [*relations, *asked]:
        holding = [] if relation.named else _solutions(relation, values)
        if holding:
            confirmed.update(holding)
            found |= {relation.place} if relation in relations else set()
    for relation in asked:
        if relation.named in values:
            confirmed.update(_repeated(relation, values[relation.named]))
    put_in = list(_arguments(question))
    for name, formulas in values.items():
        confirmed.update((name, n) for n, formula in enumerate(formulas) if _is_one_of(formula, put_in))
    found |= {r.place for r in relations if r.named and _is_confirmed(r, values, confirmed)}
    return found | _equivalent(relations, asked)


def _relations(tokens: Sequence[Token]) -> Iterator[Relation]:
    tokens = [token._replace(kind="constant") if _is_i(token) else token for token in tokens]
    for i in [i for i, token in enumerate(tokens) if token.kind == "relation"][:MAX_RELATIONS]:
        left, right = side_of(tokens, i, -1), side_of(tokens, i, 1)
        while right and right[-1].text == "(":
            right = right[:-1]  # of a remark in brackets, as in `x = 2 (double root)`
        while left and left[0].text == ")":
            left = left[1:]
        if left and right:
            around = tokens[max(i - len(left) - 1, 0)], tokens[min(i + len(right) + 1, len(tokens) - 1)]
            joined = any(token.text in _OR for token in around)
            yield Relation(tokens[i].start, left, tokens[i].text, right, joined)


def _of_matrices(problem: str | None, values: "Values", free: frozenset[str]) -> Iterator[Relation]:
    """The equations that a problem puts as matrices, in the letters whose values are stated."""
    if problem is None or ("[" not in problem and "matrix" not in problem):
        return
    for text in equations(problem, sorted(values, key=lambda name: (name == "w", name))):
        yield from (relation._replace(free=free) for relation in _relations(tokenise(text)))


def _free(relations: Sequence[Relation], asked: Sequence[Relation]) -> frozenset[str]:
    """Letters in stated values that have none of their own, and that the problem does not know: x = 3 - t, y = t."""
    stated = [r for r in relations if len(r.left) == 1 and r.left[0].kind == "word" and r.sign == "="]
    inside = frozenset[str]().union(*(names(relation.right) for relation in stated))
    return inside - {relation.left[0].text for relation in stated} - frozenset[str]().union(*(r.letters for r in asked))


def _is_i(token: Token) -> bool:
    return token.kind == "word" and token.text == "i"


def _stated(relations: Sequence[Relation]) -> dict[str, list[Formula]]:
    """The values that are stated for each letter."""
    values: dict[str, list[Formula]] = {}
    behind = {relation.left[0].start: relation for relation in relations}
    for relation in relations:
        name = relation.left[0].text if len(relation.left) == 1 and relation.left[0].kind == "word" else ""
        end: Relation | None = relation if name and relation.sign == "=" else None
        while end is not None and not names(end.right) <= end.free:  # y = 5 - x = 5 - 2
            end = behind.get(end.right[0].start)
        known = values.setdefault(name, []) if end is not None else []
        if end is not None and all(_text(end.right) != _text(value) for value in known):
            known.append(end.right)  # what is said again is one value
    return values


def _text(formula: Formula) -> str:
    return " ".join(token.text for token in formula)


def _holds(relation: Relation, values: Mapping[str, Formula]) -> bool:
    """Whether a relation holds for some values, whatever the letters in them are."""
    if not relation.free:
        return _holds_at(relation, values)
    free = sorted(relation.free)
    at = [{name: number_formula(point + 13 * n) for n, name in enumerate(free)} for point in _POINTS]
    return all(
        _holds_at(relation, at_point | {name: _put_in(value, at_point) for name, value in values.items()})
        for at_point in at
    )


def _put_in(formula: Formula, values: Mapping[str, Formula]) -> Formula:
    return [
        part for token in formula for part in (values.get(token.text, (token,)) if token.kind == "word" else (token,))
    ]


def _holds_at(relation: Relation, values: Mapping[str, Formula]) -> bool:
    try:
        order = compare(value_with(relation.left, values), value_with(relation.right, values))
    except Unproven:
        return False
    return {"=": order == 0, "<": order < 0, ">": order > 0, "≤": order <= 0, "≥": order >= 0}.get(relation.sign, False)


def _is_identity(relation: Relation) -> bool:
    """Whether both sides are equal at exact points, each letter with points of its own."""
    letters = sorted(relation.letters)
    if relation.sign != "=" or relation.named or len(letters) > MAX_VALUES:
        return False
    return all(
        _holds(relation, {name: number_formula(point + 13 * n) for n, name in enumerate(letters)})
        for point in (_POINTS if letters else _POINTS[:1])
    )


def _solutions(relation: Relation, values: Values) -> list[tuple[str, int]]:
    """The stated values (letter and number) at which an equation holds; none unless all do, or it is one of several."""
    letters = sorted(relation.letters)
    if relation.sign != "=" or not letters or any(name not in values for name in letters) or _is_identity(relation):
        return []
    choices = list(product(*(range(len(values[name])) for name in letters)))[:MAX_VALUES]
    holding = [
        choice
        for choice in choices
        if _holds(relation, {name: values[name][n] for name, n in zip(letters, choice, strict=True)})
    ]
    if not holding or (len(holding) < len(choices) and len(letters) == 1 and not relation.joined):
        return []
    return [(name, n) for choice in holding for name, n in zip(letters, choice, strict=True)]


def _arguments(tokens: Sequence[Token]) -> Iterator[Formula]:
    """What a problem puts into a function: the 9 of `find f(9)`."""
    for i, token in enumerate(tokens[:-2]):
        if token.kind == "word" and len(token.text) == 1 and tokens[i + 1].text == "(":
            end = next((n for n in range(i + 2, min(i + 9, len(tokens))) if tokens[n].text == ")"), i)
            if end > i + 2:
                yield tokens[i + 2 : end]


def _is_one_of(formula: Formula, others: Sequence[Formula]) -> bool:
    try:
        value = value_with(formula, {})
        return any(not names(other) and compare(value, value_with(other, {})) == 0 for other in others)
    except Unproven:
        return False


def _repeated(given: Relation, values: Sequence[Formula]) -> Iterator[tuple[str, int]]:
    """The values that the problem itself states for a letter."""
    letter = Token("word", given.named, 0, 1)
    for number, value in enumerate(values):
        if _holds(given._replace(left=[letter]), {given.named: value}):
            yield given.named, number


def _is_confirmed(relation: Relation, values: Values, confirmed: set[tuple[str, int]]) -> bool:
    known = values[relation.named]
    own = _text(relation.right)
    return any(_text(formula) == own and (relation.named, n) in confirmed for n, formula in enumerate(known))


class _Bound(NamedTuple):
    """`x > 2`: one end of a stated solution set."""

    name: str
    sign: str
    value: Formula
    joined: bool


def _bound(relation: Relation) -> _Bound | None:
    for one, other, sign in (
        (relation.left, relation.right, relation.sign),
        (relation.right, relation.left, _MIRRORED.get(relation.sign, "")),
    ):
        if sign in _ORDERS and len(one) == 1 and one[0].kind == "word" and not names(other):
            return _Bound(one[0].text, sign, other, relation.joined)
    return None


def _equivalent(relations: Sequence[Relation], asked: Sequence[Relation]) -> set[int]:
    """Inequalities with the solutions of the one that the text states last, and that one if there are others."""
    bounds = [(relation.place, bound) for relation in relations if (bound := _bound(relation)) is not None]
    if not bounds:
        return set()
    name = bounds[-1][1].name
    last = _last_set([pair for pair in bounds if pair[1].name == name])
    try:
        points = _points([bound.value for _, bound in last])
    except Unproven:
        return set()
    inside = [_within([bound for _, bound in last], name, point) for point in points]
    others = [r for r in [*relations, *asked] if r.sign in _ORDERS and r.letters == {name}]
    same = [r for r in others if [_holds(r, {name: number_formula(p)}) for p in points] == inside and r.place >= 0]
    working = [r for r in same if _bound(r) is None]
    own = {r.place for r in same if r in relations}
    ends = {_spelled(bound) for _, bound in last}
    stated = {place for place, bound in bounds if _spelled(bound) in ends}
    return own | stated if working else own - stated


def _spelled(bound: _Bound) -> tuple[str, ...]:
    return (bound.name, bound.sign, *(token.text for token in bound.value))


def _last_set(bounds: Sequence[tuple[int, _Bound]]) -> list[tuple[int, _Bound]]:
    """The bound that is stated last; two where they are joined, or stand in one chain `1 < x < 3`."""
    if len(bounds) > 1:
        (_, before), (_, last) = bounds[-2:]
        chained = before.sign[0] in ">≥" and last.sign[0] in "<≤" and not last.joined
        if last.joined or (chained and _adjacent(bounds[-2], bounds[-1])):
            return list(bounds[-2:])
    return list(bounds[-1:])


def _adjacent(one: tuple[int, _Bound], other: tuple[int, _Bound]) -> bool:
    """Whether the letter between two signs is the same one: `1 < x < 3`."""
    return other[0] - one[0] <= 4


def _within(bounds: Sequence[_Bound], name: str, point: Fraction) -> bool:
    value = {name: number_formula(point)}
    letter = [Token("word", name, 0, 1)]
    held = [_holds(Relation(0, letter, bound.sign, bound.value, False), value) for bound in bounds]
    return any(held) if bounds[-1].joined else all(held)


def _points(ends: Sequence[Formula]) -> list[Fraction]:
    """Exact points that tell solution sets with these ends apart: the ends, between them, and beyond."""
    values: list[Exact] = [value_with(end, {}) for end in ends]
    places = sorted(near(value) for value in values)
    between = [(a + b) / 2 for a, b in pairwise(places)]
    outer = [places[0] - 1, places[0] - 1000, places[-1] + 1, places[-1] + 1000]
    return [*(value for value in values if isinstance(value, Fraction)), *between, *outer]
