"""The tokens of a formula, taken one after another, and what every part of the reader builds on."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from mathdata.families.notation.tokens import END, Token
from mathdata.families.notation.tree import Node, Term, Unreadable

CLOSERS = {"(": ")", "[": "]", "{": "}"}


class Stream(ABC):
    """A place among tokens; the parts of the reader call one another through it."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.integrals = 0
        self.bars = 0

    def peek(self, ahead: int = 0) -> Token:
        """The token here, or some places ahead."""
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else END

    def take(self) -> Token:
        """The token here, and go on."""
        token = self.peek()
        self.at += 1
        return token

    def accept(self, *texts: str) -> bool:
        """Whether one of these signs stands here; if so, go on."""
        if self.peek().kind == "sign" and self.peek().text in texts:
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> None:
        """Go past a sign that must stand here."""
        if not self.accept(text):
            raise Unreadable(f"formula: found {self.peek().text!r}, wanted {text!r}")

    @abstractmethod
    def sum(self, *, until_differential: bool = False) -> Node:
        """Terms with plus and minus signs between them; inside an integral up to its differential."""

    @abstractmethod
    def product(self) -> Node:
        """Factors with or without a sign between them."""

    @abstractmethod
    def power(self) -> Node:
        """An atom, perhaps raised."""

    @abstractmethod
    def exponent(self) -> Node:
        """What is raised to."""

    @abstractmethod
    def atom(self) -> Node:
        """A number, a name, a bracket, a function or an operator."""

    @abstractmethod
    def starts_factor(self, token: Token, before: Node) -> bool:
        """Whether a token goes on with the product, without a sign."""

    def group(self) -> Node:
        """What stands in brackets."""
        opener = self.take().text
        bars, self.bars = self.bars, 0
        inner = self.sum()
        self.bars = bars
        self.expect(CLOSERS[opener])
        return inner

    def bar(self) -> Node:
        """What stands between two bars."""
        self.take()
        self.bars += 1
        inner = self.sum()
        self.expect("|")
        self.bars -= 1
        return Term("abs", (inner,))

    def brace(self) -> Node:
        """The argument of a command: braces, or one sign."""
        if self.peek().text == "{":
            return self.group()
        token = self.peek()
        if token.kind == "number" and len(token.text) > 1:
            raise Unreadable("formula: a command without braces can be read in two ways")
        return self.atom()


def product_of(factors: list[Node]) -> Node:
    """One factor as it is, several as a product."""
    return factors[0] if len(factors) == 1 else Term("*", tuple(factors))
