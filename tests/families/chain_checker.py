"""A second opinion for the tests: reads the equations in a solution and proves each with fractions.

It shares no code with the families. Whatever it cannot read counts as unproven, except formulas in words,
which the caller names.
"""

import math
import re
from fractions import Fraction
from functools import lru_cache

RELATION = re.compile(r"[=≈≤<>]")
TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?(?:E[+-]?\d+)?)|(gcd)|([a-zA-Z])|([-+*/^()√%,]))")
UNIT = re.compile(r"\s*(?:（[^（）]*[一-鿿][^（）]*）|\((?:[a-z]+ ?)*(?:[a-z]+\^?[23]?)\))$")
SEPARATOR = re.compile(r"[，；：。]|[;:] |, (?![^()]*\))")
WORDS = re.compile(r"^(?:\s*(?:[一-鿿]+\d*|(?!gcd)[A-Za-z]{2,})\s*)+")
FORMULA_WORD = re.compile(r"[一-鿿]|(?!gcd)[A-Za-z]{2,}")


class Unproven(AssertionError):
    """A relation that does not hold or cannot be read."""


class Reader:
    """Recursive descent over one side of a relation."""

    def __init__(self, text, unknowns):
        self.tokens = []
        position = 0
        text = text.rstrip()
        while position < len(text):
            match = TOKEN.match(text, position)
            if match is None:
                raise Unproven(f"cannot read {text!r} at {position}")
            self.tokens.append(match[0].strip())
            position = match.end()
        self.unknowns = unknowns
        self.at = 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def value(self):
        result = self.sum()
        if self.peek():
            raise Unproven(f"left over: {self.tokens[self.at :]}")
        return result

    def sum(self):
        result = self.product()
        while self.peek() in ("+", "-"):
            result = result + self.product() if self.take() == "+" else result - self.product()
        return result

    def product(self):
        result = self.sign()
        while self.peek() in ("*", "/") or self.peek().isalpha():
            if self.peek().isalpha() or self.take() == "*":
                result *= self.sign()
            else:
                result /= self.sign()
        return result

    def sign(self):
        if self.peek() == "-":
            self.take()
            return -self.sign()
        return self.power()

    def power(self):
        result = self.atom()
        if self.peek() == "^":
            self.take()
            result = result ** int(self.sign())
        while self.peek() == "%":
            self.take()
            result /= 100
        return result

    def atom(self):
        token = self.take() if self.peek() else ""
        if token == "(":
            result = self.sum()
            if self.take() != ")":
                raise Unproven("bracket")
            return result
        if token == "gcd":
            self.take()
            a = self.sum()
            self.take()
            b = self.sum()
            self.take()
            return Fraction(math.gcd(int(a), int(b)))
        if token.isalpha() and token in self.unknowns:
            return self.unknowns[token]
        if not token[:1].isdigit():
            raise Unproven(f"unexpected {token!r} in {self.tokens}")
        return Fraction(token)


def value(text, unknowns=None):
    """The exact value of one side."""
    return Reader(text, unknowns or {}).value()


def last_place(text):
    """The worth of one unit in the last place shown."""
    match = re.fullmatch(r"\s*-?\d+(?:\.(\d+))?(?:E([+-]?\d+))?(%?)\s*", text)
    if match is None:
        raise Unproven(f"{text!r} is not one printed number")
    exponent = int(match[2] or 0) - len(match[1] or "")
    return Fraction(10) ** exponent / (100 if match[3] else 1)


def check_root(radicand, relation, shown):
    """A square root against the printed digits, without extracting any."""
    number, digits = value(radicand), Fraction(shown)
    if relation == "=":
        if digits < 0 or digits**2 != number:
            raise Unproven(f"√{radicand} = {shown}")
        return
    half = last_place(shown) / 2
    if not (max(digits - half, 0) ** 2 <= number <= (digits + half) ** 2) or digits**2 == number:
        raise Unproven(f"√{radicand} ≈ {shown}")


def check_link(left, relation, right, unknowns):
    """One relation between two sides that stand next to each other."""
    if left.strip().startswith("√"):
        check_root(left.strip()[1:], relation, right.strip())
        return
    a, b = value(left, unknowns), value(right, unknowns)
    holds = {
        "=": a == b,
        "≤": a <= b,
        "<": a < b,
        ">": a > b,
        "≈": relation == "≈" and a != b and abs(a - b) <= last_place(right) / 2,
    }[relation]
    if not holds:
        raise Unproven(f"{left} {relation} {right}")


@lru_cache(maxsize=200_000)
def check_segment(segment, unknowns):
    """Every relation of one clause; how many there were."""
    relations = RELATION.findall(segment)
    sides = RELATION.split(UNIT.sub("", segment))
    sides[0] = WORDS.sub("", sides[0])
    for relation, left, right in zip(relations, sides, sides[1:], strict=False):
        check_link(UNIT.sub("", left), relation, UNIT.sub("", right), dict(unknowns))
    return len(relations)


def prove(solution, *, formula_lines=(), unknowns=()):
    """Prove every relation of a solution; how many were proven.

    Args:
        solution: the text.
        formula_lines: numbers of lines that hold a formula in words.
        unknowns: pairs of letter and value that make the equations in unknowns true.
    """
    proven = 0
    for number, line in enumerate(solution.split("\n")):
        if number in formula_lines:
            continue
        for segment in SEPARATOR.split(line):
            if RELATION.search(segment):
                proven += check_segment(segment, tuple(unknowns))
    return proven
