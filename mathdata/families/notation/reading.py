r"""From tokens to a tree: a parser that binds by precedence, knows a white list, and guesses nothing.

```text
relation:  sum [= sum]          sum: product {+ product}     product: signed {* signed | signed}
signed:    - signed | power     power: atom [^ exponent]     atom: number, name, f(…), (…), ∫ … dx, lim …
```

What can be read in two ways is refused: `1/2x`, `e^2x`, `sin x/2`, a bare `log`.
"""

from fractions import Fraction

from mathdata.families.notation.functions import FunctionReader
from mathdata.families.notation.limits import check_size
from mathdata.families.notation.stream import CLOSERS, product_of
from mathdata.families.notation.tokens import END, Token, tokenise
from mathdata.families.notation.tree import RELATIONS, Name, Node, Number, Term, Unreadable, holds

MAX_DEPTH = 30

_CALLED = frozenset("fghFGy")
"""Letters that are called when a bracket follows; `x(x + 1)` is a product. `y` only if a single letter is inside."""


def read_formula(text: str) -> Node:
    r"""The tree of a formula in plain notation or LaTeX.

    Raises:
        Unreadable: if it is none, can be read in two ways, or is beyond the limits.

    >>> from mathdata.families.notation import written
    >>> written(read_formula(r"\int_{0}^{1} x\ln x \mathrm{~d} x"))
    '∫_{0}^{1} x*ln(x) dx'
    >>> written(read_formula("lim(x→+∞) ln(1+x)ln(1+1/x)"))
    'lim(x→+∞) ln(1 + x)*ln(1 + 1/x)'
    """
    tokens = tokenise(text)
    if not tokens:
        raise Unreadable("formula: found nothing")
    reader = _Reader(tokens)
    tree = reader.relation()
    if reader.peek() is not END:
        raise Unreadable(f"formula: found {reader.peek().text!r} left over")
    if holds(tree, "d"):
        raise Unreadable("formula: a differential stands outside of an integral")
    check_size(tree)
    return tree


class _Reader(FunctionReader):
    def relation(self) -> Node:
        left = self.sum()
        if self.peek().text in RELATIONS:
            return Term(self.take().text, (left, self.sum()))
        return left

    def sum(self, *, until_differential: bool = False) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable(f"formula: nested more than {MAX_DEPTH} deep")
        terms = [self.signed_term()]
        while self.peek().text in ("+", "-") and not (until_differential and holds(terms[-1], "d")):
            minus = self.take().text == "-"
            term = self.signed_term()
            terms.append(Term("-", (term,)) if minus else term)
        self.depth -= 1
        return terms[0] if len(terms) == 1 else Term("+", tuple(terms))

    def signed_term(self) -> Node:
        """A product with the signs before it: `-2x` is the opposite of `2x`."""
        minus = False
        while self.peek().text in ("+", "-"):
            minus ^= self.take().text == "-"
        term = self.product()
        return Term("-", (term,)) if minus else term

    def product(self) -> Node:
        factors = [self.power()]
        slash = False
        while True:
            token = self.peek()
            if token.text == "*" and token.kind == "sign":
                self.take()
                factors.append(self.factor())
                slash = False
            elif token.text == "/" and token.kind == "sign":
                self.take()
                factors[-1:] = [Term("/", (product_of(factors), self.factor()))]
                factors = factors[-1:]
                slash = True
            elif self.starts_factor(token, factors[-1]):
                self.refuse_two_readings(slash, token)
                factors.append(self.power())
            else:
                return product_of(factors)

    def factor(self) -> Node:
        """A factor behind `*` or `/`, perhaps with a sign of its own."""
        if self.accept("-"):
            return Term("-", (self.factor(),))
        self.accept("+")
        return self.power()

    def starts_factor(self, token: Token, before: Node) -> bool:
        """Whether a token goes on with the product, without a sign."""
        if token.kind in ("name", "function"):
            return True
        if token.kind == "command":
            return token.text != "end"
        if token.kind == "number":
            return False
        if token.text == "|":
            return self.bars == 0
        return token.text in ("(", "{", "∫", "∑") or (token.text == "[" and not isinstance(before, Name))

    def refuse_two_readings(self, slash: bool, token: Token) -> None:  # noqa: FBT001
        """`1/2x` is a half of x to one reader and 1/(2x) to another; `1/2 x` and `(1/2)x` are not."""
        if slash and token.glued and not (self.integrals and token.text == "d"):
            raise Unreadable("formula: a product without a sign behind a division can be read in two ways")

    def power(self) -> Node:
        base = self.postfix(self.atom())
        if not self.accept("^"):
            return base
        exponent = self.exponent()
        self.refuse_loose_exponent(base, exponent)
        return self.postfix(Term("^", (base, exponent)))

    def postfix(self, node: Node) -> Node:
        while self.peek().text in ("!", "'"):
            if self.take().text == "!":
                node = Term("!", (node,))
            elif isinstance(node, Name) or (isinstance(node, Term) and node.head in ("'", "call")):
                node = Term("'", (node,))
            else:
                raise Unreadable("formula: a prime stands behind what is no function")
            if isinstance(node, Term) and node.head == "'" and self.peek().text == "(":
                node = self.primed_call(node)
        return node

    def primed_call(self, node: Term) -> Node:
        """The `(x)` of `f'(x)`: the derivative of f at x."""
        self.take()
        argument = self.sum()
        self.expect(")")
        return Term("call", (node, argument))

    def exponent(self) -> Node:
        if self.peek().text == "{":
            return self.group()
        if self.accept("-"):
            return Term("-", (self.exponent(),))
        base = self.atom()
        if self.accept("^"):
            return Term("^", (base, self.exponent()))
        return self.postfix(base)

    def refuse_loose_exponent(self, base: Node, exponent: Node) -> None:
        """`e^2x` may mean e^(2x)."""
        bare = self.tokens[self.at - 1].kind == "number"
        if bare and base == Name("e") and self.peek().kind == "name" and self.peek().glued:
            raise Unreadable("formula: the exponent of e can be read in two ways")

    def atom(self) -> Node:
        token = self.peek()
        if token.kind == "number":
            self.take()
            return Number(Fraction(token.text))
        if token.kind == "function":
            return self.function()
        if token.kind == "command":
            return self.command()
        if token.kind == "name":
            return self.name()
        if token.text in CLOSERS:
            return self.matrix_or_group()
        if token.text == "|":
            return self.bar()
        if token.text == "∫":
            return self.integral()
        if token.text == "∑":
            return self.series()
        if token.text == "∂":
            return self.derivative_sign()
        raise Unreadable(f"formula: found {token.text or 'the end'!r}, wanted a number, a name or a bracket")

    def name(self) -> Node:
        if self.is_derivative_sign():
            return self.derivative_sign()
        name = self.take().text
        following = self.peek()
        if self.integrals and name == "d" and following.kind == "name":
            self.take()
            return Term("d", (Name(following.text),))
        if self.accept("_"):
            name += f"_{self.subscript()}"
        is_called = name in _CALLED and self.peek().text == "(" and self.peek().glued
        if is_called and (name != "y" or self.peek(2).text == ")"):
            return self.call(Name(name))
        return Name(name)

    def subscript(self) -> str:
        if self.accept("{", "("):
            text = self.take().text
            if not self.accept("}", ")"):
                raise Unreadable("formula: a subscript of more than one sign")
            return text
        return self.take().text

    def call(self, name: Node) -> Node:
        self.expect("(")
        arguments = [self.sum()]
        while self.accept(","):
            arguments.append(self.sum())
        self.expect(")")
        return Term("call", (name, *arguments))
