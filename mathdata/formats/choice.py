"""Multiple choice: a question, options, and which one is right.

Options as columns `A`, `B`, `C` … (C-Eval, CMMLU, EvalScope), or as a list or an object under `choices` or
`options` (MMLU, AQuA); the right one as a letter or as an index counted from 0. The problem is the question and
one line per option, `A. …`, as LLaMA-Factory's evaluation writes it; the solution is the letter.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from mathdata.errors import InputError
from mathdata.formats.base import Format, Row
from mathdata.wire import Number, text_of

LETTERS = "ABCDEFGHIJ"
_OPTION_LINE = re.compile(r"\n([A-J])\. ")
_QUESTIONS, _LISTS, _KEYS = (
    ("question", "problem"),
    ("choices", "options"),
    ("answer", "correct", "label", "gold"),
)


class Choice(Format):
    """Rows with a question, its options and the letter of the right one."""

    kind: ClassVar[str] = "choice"
    carries: ClassVar[frozenset[str]] = frozenset()
    columns: ClassVar[frozenset[str]] = frozenset({"answer"})
    aliases: ClassVar[frozenset[str]] = frozenset({*_QUESTIONS, *_LISTS, *_KEYS, *LETTERS.lower()})
    looks_inside: ClassVar[bool] = True

    def recognise(self, row: Row) -> str | None:
        """A question beside columns `A` and `B`, or beside a list or an object of options."""
        if _key(row, _QUESTIONS) is None or _key(row, _KEYS) is None:
            return None
        if {"A", "B"} <= row.keys():
            return "a question with the columns 'A' and 'B'"
        listed = _key(row, _LISTS)
        if listed and isinstance(row[listed], list | dict):
            return f"a question with options under {listed!r}"
        return None

    def decode(self, row: Row) -> dict[str, Any]:
        """The question with its options as problem, the letter as solution and answer."""
        before = dict(row)
        question, right = _key(row, _QUESTIONS), _key(row, _KEYS)
        if question is None or right is None:
            raise InputError(f"found the keys {sorted(row)}, wanted a question, its options and the right one")
        options = _options(row)
        letter = _letter(row.pop(right), options)
        problem = text_of(row.pop(question), question) + "".join(f"\n{name}. {said}" for name, said in options.items())
        asked = {key: value for key, value in before.items() if key not in row}
        extra = {} if asked == _plain(problem, letter) else {"@choice": asked}
        return {"problem": problem, "solution": letter, "answer": letter, "extra": extra}

    def encode(self, record: Mapping[str, Any], facts: frozenset[str]) -> Row:
        """Columns `question`, `A`, `B` … and `answer`, or the keys that the row was read from."""
        asked = record["extra"].pop("@choice", None)
        if asked is not None and _same(self, asked, record):
            return dict(asked)
        answer = record["answer"] or record["solution"].strip()
        row = _plain(record["problem"] or "", answer)
        if row is None:
            raise InputError("found no options in the problem, wanted lines 'A. …', 'B. …'; write it as qa or messages")
        if answer not in row.keys() & set(LETTERS):
            letters = sorted(row.keys() & set(LETTERS))
            raise InputError(
                f"found the answer {answer[:40]!r}, wanted one of the letters {letters}; set `answer` first"
            )
        return row


def _plain(problem: str, answer: str) -> Row | None:
    """The columns `question`, `A`, `B` … and `answer` of a problem that ends in lines of options."""
    question, *parts = _OPTION_LINE.split(problem)
    letters = parts[::2]
    if len(letters) < 2 or letters != list(LETTERS[: len(letters)]):
        return None
    return {"question": question, **dict(zip(letters, parts[1::2], strict=True)), "answer": answer}


def _key(row: Row, names: tuple[str, ...]) -> str | None:
    return next((key for name in names for key in row if key.lower() == name), None)


def _options(row: Row) -> dict[str, str]:
    """The options by letter, popped from the row."""
    listed = _key(row, _LISTS)
    if listed is None:
        return {name: text_of(row.pop(name), name) for name in LETTERS if row.get(name) not in (None, "")}
    options = row.pop(listed)
    if isinstance(options, dict) and list(options) == list(LETTERS[: len(options)]):
        return {name: text_of(said, listed) for name, said in options.items()}
    if not isinstance(options, list) or not 2 <= len(options) <= len(LETTERS):
        raise InputError(f"found no options at {listed!r}, wanted a list of 2 to 10 or an object with letters as keys")
    return {name: text_of(said, listed) for name, said in zip(LETTERS, options, strict=False)}


def _letter(right: Any, options: Mapping[str, str]) -> str:
    """The letter of the right option: as given, or by an index counted from 0."""
    if isinstance(right, Number) and right.isdecimal() and int(right) < len(options):
        return LETTERS[int(right)]
    letter = right.strip() if isinstance(right, str) else right
    if letter not in options:
        raise InputError(
            f"found {right!r} as the right option, wanted one letter of {list(options)} or an index from 0 to "
            f"{len(options) - 1}; for rows whose options stand in the question use --map with --from qa"
        )
    return str(letter)


def _same(layout: Choice, asked: Row, record: Mapping[str, Any]) -> bool:
    """Whether the record still says what the keys said that it was read from."""
    try:
        read = layout.decode(dict(asked))
    except InputError:
        return False
    return all(read[name] == record[name] for name in ("problem", "solution", "answer"))
