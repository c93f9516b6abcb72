"""Functions with and without brackets, roots, fractions and matrices."""

from fractions import Fraction

from mathdata.families.notation.calculus import CalculusReader
from mathdata.families.notation.stream import CLOSERS, product_of
from mathdata.families.notation.tree import Name, Node, Number, Term, Unreadable


class FunctionReader(CalculusReader):
    """Reads what is applied to an argument."""

    def function(self) -> Node:
        """A function by name, with its power and its argument."""
        name = self.take().text
        if name == "root":
            return self.named_root()
        power = self.function_power()
        if name == "log":
            self.expect("_")
            base = self.group() if self.peek().text in ("{", "(") else self.atom()
            node: Node = Term("log", (base, self.argument()))
        elif name == "lg":
            node = Term("log", (Number(Fraction(10)), self.argument()))
        elif name == "cbrt":
            node = Term("root", (Number(Fraction(3)), self.argument()))
        elif name == "exp":
            node = Term("^", (Name("e"), self.argument()))
        else:
            node = Term(name, (self.argument(),))
        return node if power is None else Term("^", (node, power))

    def function_power(self) -> Node | None:
        """The 2 of `sin^2 x`; a negative one would mean the inverse function to some."""
        if not self.accept("^"):
            return None
        power = self.exponent()
        if isinstance(power, Term):
            raise Unreadable("formula: such a power of a function can be read in two ways")
        return power

    def argument(self) -> Node:
        """A bracket, or the product of the numbers, letters and fractions that follow: `sin 2x`."""
        if self.peek().text in CLOSERS:
            return self.group()
        if self.peek().text == "|":
            return self.bar()
        factors = [self.argument_factor()]
        while self.continues_argument():
            factors.append(self.argument_factor())
        if self.peek().text == "/" and self.peek().kind == "sign":
            raise Unreadable("formula: a division behind a function without brackets can be read in two ways")
        return product_of(factors)

    def continues_argument(self) -> bool:
        """Whether what follows still belongs to an argument without brackets."""
        token = self.peek()
        if token.kind == "name":
            return not (self.integrals and token.text == "d") and not self.is_derivative_sign()
        return token.kind == "command" and token.text in ("frac", "sqrt")

    def argument_factor(self) -> Node:
        """One factor of an argument without brackets."""
        if self.peek().kind not in ("number", "name", "command"):
            raise Unreadable(f"formula: found {self.peek().text!r}, wanted the argument of a function")
        return self.power()

    def command(self) -> Node:
        """A command of LaTeX."""
        name = self.peek().text
        if name == "frac":
            return self.derivative_sign() if self.is_derivative_sign() else self.fraction()
        if name == "sqrt":
            return self.root()
        if name == "lim":
            return self.limit()
        if name == "begin":
            return self.environment()
        raise Unreadable(f"formula: found {name!r} without its beginning")

    def fraction(self) -> Node:
        """A fraction of two braces."""
        self.take()
        top = self.brace()
        return Term("/", (top, self.brace()))

    def root(self) -> Node:
        """A square root, or one with its index in square brackets."""
        self.take()
        if self.peek().text == "[":
            index = self.group()
            return Term("root", (index, self.brace()))
        return Term("sqrt", (self.group() if self.peek().text == "(" else self.brace(),))

    def named_root(self) -> Node:
        """`root(3, x)`, as a cube root is written in one line."""
        self.expect("(")
        index = self.sum()
        self.expect(",")
        radicand = self.sum()
        self.expect(")")
        return Term("root", (index, radicand))

    def environment(self) -> Node:
        """The rows of a matrix environment."""
        self.take()
        rows = [[self.sum()]]
        while not (self.peek().kind == "command" and self.peek().text == "end"):
            if self.accept("&"):
                rows[-1].append(self.sum())
            else:
                self.expect("\\\\")
                if self.peek().text != "end":
                    rows.append([self.sum()])
        self.take()
        return _matrix(rows)

    def matrix_or_group(self) -> Node:
        """`[[1, 2], [3, 4]]`, brackets around an environment, or a bracketed formula."""
        if self.peek().text == "[" and self.peek(1).text == "[":
            return self.nested_rows()
        return self.group()

    def nested_rows(self) -> Node:
        """`[[1, 2], [3, 4]]`."""
        self.take()
        rows: list[list[Node]] = []
        while True:
            self.expect("[")
            rows.append([self.sum()])
            while self.accept(","):
                rows[-1].append(self.sum())
            self.expect("]")
            if not self.accept(",", ";"):
                break
        self.expect("]")
        return _matrix(rows)


def _matrix(rows: list[list[Node]]) -> Node:
    if len({len(row) for row in rows}) != 1:
        raise Unreadable("formula: a matrix whose rows differ in length")
    return Term("matrix", tuple(Term("row", tuple(row)) for row in rows))
