r"""Mend texts: Unicode, full-width signs, white space, and LaTeX that went through the wrong hands.

Each rule is a row of a table: what it is called, and what it does to a text. The rules for LaTeX are asked for by
name, because a text may mean what they mend.

```text
nfc            e + combining acute         ->  é
full_width     １２＋３＝１５                ->  12+3=15       digits, letters and signs; ，？！ stay
spaces         "a \r\n\n\n\n b "            ->  "a\n\n b"      line ends, ends, other kinds of space
escapes        <form feed>rac{1}{2}         ->  \frac{1}{2}   also \b \t \r \v \a, before the rest of a command
line_breaks    \\\\\begin{aligned}          ->  \\\begin{aligned}   one line break instead of several
line_ends      a_{n}=\\                     ->  a_{n}=         no line break at the end of a text
upright_spaces \mathrm{~d} x, 5 \mathrm{~m} ->  \mathrm{d} x, 5 \,\mathrm{m}
```
"""

from collections.abc import Callable
from typing import ClassVar, Literal

import polars as pl
from pydantic import Field

from mathdata.step import RowStep
from mathdata.transforms.columns import Columns

Rule = Literal["nfc", "full_width", "spaces", "escapes", "line_breaks", "line_ends", "upright_spaces"]

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+-*/=<>%^_|.$#&@"
_WIDE = {chr(ord(sign) + 0xFEE0): sign for sign in _SIGNS}
# What follows the control character that an escape was taken for, in the commands that mathematics is written with.
_EATEN = {
    r"\x07": ("a", "lpha|pprox|ngle|rc(?:sin|cos|tan)|ligned"),
    r"\x08": ("b", "eta|egin|oxed|ar|inom|ig[lr]?|ullet|ecause|f"),
    r"\x09": ("t", "imes|ext(?:bf|rm|it)?|heta|an|au|riangle|herefore|frac|ilde|o"),
    r"\x0b": ("v", "ec|dots|ert|arphi|arepsilon|ee"),
    r"\x0c": ("f", "rac|orall|lat|box"),
    r"\x0d": ("r", "ight(?:arrow)?|ho|angle|m"),
}


def _escapes(text: pl.Expr) -> pl.Expr:
    for control, (letter, rest) in _EATEN.items():
        text = text.str.replace_all(rf"{control}((?:{rest})(?:[^a-zA-Z]|$))", rf"\{letter}$1")
    return text


def _spaces(text: pl.Expr) -> pl.Expr:
    text = text.str.replace_all(r"\r\n?", "\n").str.replace_all(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]", " ")
    return text.str.replace_all(r"[ \t]+\n", "\n").str.replace_all(r"\n{3,}", "\n\n").str.strip_chars()


def _line_breaks(text: pl.Expr) -> pl.Expr:
    # An odd run before a letter or a bracket ends in the backslash of a command.
    text = text.str.replace_all(r"(?:\\\\){2,}\\([a-zA-Z{}\[\]()|,;:! ])", r"\\\$1")
    return text.str.replace_all(r"(?:\\\\){2,}", r"\\")


RULES: dict[Rule, Callable[[pl.Expr], pl.Expr]] = {
    "nfc": lambda text: text.str.normalize("NFC"),
    "full_width": lambda text: text.str.replace_many(_WIDE),
    # Before `spaces`, which would take an eaten \r for a line end.
    "escapes": _escapes,
    "spaces": _spaces,
    "line_breaks": _line_breaks,
    "line_ends": lambda text: text.str.replace(r"(?:\s*\\\\)+\s*$", ""),
    "upright_spaces": lambda text: text.str.replace_all(r"\\mathrm\s*\{\s*~\s*d\s*\}", r"\mathrm{d}").str.replace_all(
        r"\\mathrm\s*\{\s*~\s*", r"\,\mathrm{"
    ),
}
"""What each rule does, in the order in which they are done."""


class Normalize(RowStep):
    """Mend the texts of `columns` by `rules`; the ledger tells how many texts each rule changed.

    Keeps every row and the order. Turns of `history` and `trajectory` are left as they are.
    """

    kind: ClassVar[str] = "normalize"

    columns: Columns = Field(default=["problem", "solution", "answer"], min_length=1)
    """Columns to mend."""
    rules: list[Rule] = Field(default=["nfc", "full_width", "spaces"], min_length=1)
    """Rules to use, in whatever order; see `mathdata.transforms.normalize`."""

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with mended texts, and how many texts each rule changed."""
        changes: dict[str, int] = {}
        for rule in RULES:
            if rule in self.rules:
                mended = records.with_columns(RULES[rule](pl.col(name)).alias(name) for name in self.columns)
                changes[rule] = sum(int(mended[name].ne_missing(records[name]).sum()) for name in self.columns)
                records = mended
        return records, {rule: count for rule, count in changes.items() if count}
