"""Where a text may change: found once, and drawn from for each of its other wordings."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mathdata.augment.lexicon import Lexicon, Synonyms
from mathdata.augment.pieces import Piece

MAX_PHRASE_PIECES = 7

_HAN = re.compile("[\u4e00-\u9fff]")
_STOPS = frozenset(".。?？!！\n")
_CLAUSE = _STOPS | frozenset(",，;；")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ABBREVIATED = _words("mr mrs ms dr st prof no vs etc jr sr")
_PARTICLES = _words(
    "的 了 着 过 地 得 是 有 在 把 被 从 给 和 与 就 又 也 还 都 不 没 个 到 对 向 于 之 所 以 为 共 才 能 才能"
)
_SMALL = _words(
    """the a an of to in on at for by with from and or but if when while as that this these those is are was were be
    been has have had do does did will would can could his her its their my your our he she it they we you i him
    them there so then than not no who which what how where after before because since during until every each"""
)
_PAUSES = _words("in on at by with from and or but if when while who which where because since during until")
_AUXILIARIES = _words("is are was were has have had will would can could should must may might")
_BEFORE_NOUNS = _words(
    "of the in for with to from and at on has have had his her their its my your our 有 是 把 从 给 买来"
)
_ORDER_MATTERS = re.compile(
    "respective|ratio|differ|quotient|order|former|latter|差|比|分别|商|依次|前|后|第", re.IGNORECASE
)
_SUBJECTS = _words("he she it they we you i")
_CONTINUE = _words("则 那么 且 并 其中 and or but so then")
_ASKED_IN_HAN = re.compile("多少|几|什么|哪|谁|吗|怎|是否|何")


@dataclass(frozen=True)
class Cut:
    """A text in pieces, and the places where it may change."""

    pieces: tuple[Piece, ...]
    lexicon: Lexicon
    synonyms: Synonyms

    @cached_property
    def is_han(self) -> bool:
        """Whether the text is Chinese."""
        return any(_HAN.match(piece.text) for piece in self.pieces)

    @cached_property
    def words(self) -> int:
        """How many words and atoms there are: the l of the papers."""
        return sum(piece.kind != "gap" for piece in self.pieces)

    @cached_property
    def replaceable(self) -> list[tuple[list[tuple[int, int]], tuple[str, ...]]]:
        """The phrases that have synonyms, each with all places where it stands: what is one thing stays one thing.

        The longest phrase first, from the left, none overlapping another; a word that the question names (`How many
        boys`) keeps its name.
        """
        asked = {word for piece in self.pieces if piece.kind == "atom" for word in piece.text.lower().split()}
        places: dict[str, list[tuple[int, int]]] = {}
        others: dict[str, tuple[str, ...]] = {}
        at = 0
        while at < len(self.pieces):
            piece = self.pieces[at]
            phrase = self._phrase(at) if piece.kind == "word" and self.synonyms.may_open(piece.text) else None
            if phrase is not None:
                text = "".join(piece.text for piece in self.pieces[at : phrase[0]]).lower()
                places.setdefault(text, []).append((at, phrase[0]))
                others[text] = tuple(other for other in others.get(text, phrase[1]) if other in phrase[1])
            at = at + 1 if phrase is None else phrase[0]
        return [(places[text], found) for text, found in others.items() if found and not asked & set(text.split())]

    def _phrase(self, first: int) -> tuple[int, tuple[str, ...]] | None:
        """Where the longest known phrase from a piece ends, and its synonyms."""
        best: tuple[int, tuple[str, ...]] | None = None
        text = ""
        for last in range(first, min(first + MAX_PHRASE_PIECES, len(self.pieces))):
            piece = self.pieces[last]
            if piece.kind == "atom" or (piece.kind == "gap" and piece.text != " "):
                break
            text += piece.text
            others = self._fitting(first, self.synonyms.synonyms(text)) if piece.kind == "word" else ()
            if others and not self._possesses(last + 1):
                best = last + 1, others
        return best

    def _possesses(self, at: int) -> bool:
        """Whether the apostrophe of `kids'` stands here."""
        return at < len(self.pieces) and self.pieces[at].text in ("'", "’")

    def _fitting(self, at: int, others: tuple[str, ...]) -> tuple[str, ...]:
        """The synonyms that the word before them allows: an `a` or `an`, or 请, which with 求 reads 请求."""
        if at and self.pieces[at - 1].text[-1] == "请":
            return tuple(other for other in others if other[0] != "求")
        article = self.pieces[at - 2].text.lower() if at > 1 else ""
        if article not in ("a", "an"):
            return others
        return tuple(other for other in others if (other[0] in "aeiou") == (article == "an"))

    @cached_property
    def openings(self) -> list[tuple[int, tuple[str, ...]]]:
        """The pieces that something may stand before, and what may."""
        found = [(at, self._openers(at)) for at, piece in enumerate(self.pieces) if piece.kind != "gap"]
        return [(at, words) for at, words in found if words]

    def _openers(self, at: int) -> tuple[str, ...]:
        opened, piece, lexicon = self.opens(at), self.pieces[at], self.lexicon
        foreign = self.is_han and piece.text.isascii() and piece.text.isalpha() and len(piece.text) > 1
        if opened is None or foreign or piece.text in _CONTINUE:
            return ()
        words: tuple[str, ...] = ()
        if piece.kind == "word" and lexicon.has("verb", piece.text):
            requests = lexicon.of("request", han=self.is_han)
            words += tuple(word for word in requests if word[-1] != "请" or piece.text[0] != "求")
        elif self._asks(at):
            words += lexicon.of("ask", han=self.is_han)
        elif opened == "sentence":
            words += lexicon.of("open", han=self.is_han)
        if piece.kind == "atom" and not (len(piece.text) > 1 and piece.text[0].isalpha()):
            words = ()  # before a formula or an option there is nothing to say
        if not any(before.kind != "gap" for before in self.pieces[:at]):
            words += lexicon.of("title", han=self.is_han)
        # A name keeps its capital, and "We know that Cones cost" is no English: such a word stands behind a colon.
        return words if self.is_han or self.is_small(at) else tuple(word for word in words if word.endswith(":"))

    def opens(self, at: int) -> Literal["sentence", "clause"] | None:
        """Whether a sentence begins at a piece, or in Chinese a clause that asks."""
        before = at - 1
        while before >= 0 and self.pieces[before].text == " ":
            before -= 1
        text = self.pieces[before].text if before >= 0 else "\n"
        if text in _STOPS or "\n" in text:
            return None if text == "." and self._abbreviates(before, at) else "sentence"
        return "clause" if text in _CLAUSE and self.is_han and self._asks(at) else None

    def _abbreviates(self, stop: int, at: int) -> bool:
        r"""Whether a full stop belongs to a word such as `Mr.`, to a `\right.`, or has no space behind it."""
        word = self.pieces[stop - 1].text if stop else ""
        return stop == at - 1 or len(word) == 1 or word.lower() in _ABBREVIATED or word.startswith("\\")

    def _asks(self, at: int) -> bool:
        """Whether the clause (in English: the sentence) from a piece on is a question."""
        ends = _CLAUSE if self.is_han else _STOPS
        last = at
        while last < len(self.pieces) and not (self.pieces[last].kind == "gap" and self.pieces[last].text in ends):
            last += 1
        if last == len(self.pieces) or self.pieces[last].text not in ("?", "？"):
            return False
        if not self.is_han:
            return True
        clause = "".join(piece.text for piece in self.pieces[at:last])
        return not clause.startswith(("问", "请问")) and _ASKED_IN_HAN.search(clause) is not None

    def is_small(self, at: int) -> bool:
        """Whether a word is written small inside of a sentence for sure: it is no name."""
        word = self.pieces[at].text.lower()
        return self.pieces[at].kind == "word" and (word in _SMALL or word in self.lexicon.small)

    @cached_property
    def turnable(self) -> list[tuple[int, int]]:
        """The pairs of words that may change places, with nothing of the mathematics beside them."""
        step = 1 if self.is_han else 2
        neighbours = [(at, at + step) for at in range(len(self.pieces) - step)]
        may = self._may_turn_han if self.is_han else self._may_turn
        found = [pair for pair in neighbours if may(*pair)]
        if not _ORDER_MATTERS.search("".join(piece.text for piece in self.pieces)):
            joined = [(at, at + 2 * step) for at in range(len(self.pieces) - 2 * step)]
            found += [pair for pair in joined if self._is_joined(*pair)]
        return [pair for pair in found if self._apart(*pair)]

    def _is_joined(self, left: int, right: int) -> bool:
        """`for boys and girls.`: an adjective before them, or a noun behind, would belong to one of them alone."""
        first, joint, second = self.pieces[left], self.pieces[(left + right) // 2], self.pieces[right]
        before, behind = self._beside(left, -1), self._beside(right, 1).lower()
        plain = all(piece.kind == "word" and piece.text.lower() not in _SMALL for piece in (first, second))
        if self.is_han:
            long = len(first.text) > 1 and len(second.text) > 1
            ends = behind in _CLAUSE or behind in _PARTICLES
            return (
                plain
                and long
                and joint.text in ("和", "与")
                and (before in _CLAUSE or before in _BEFORE_NOUNS)
                and ends
            )
        lower = first.text.islower() and second.text.islower()
        ends = behind in _CLAUSE or behind in _PAUSES
        return plain and lower and joint.text == "and" and before.lower() in _BEFORE_NOUNS and ends

    def _beside(self, at: int, step: int) -> str:
        """The text beside a piece, past one space; a line end where the text ends."""
        at += step
        at += step if 0 <= at < len(self.pieces) and self.pieces[at].text == " " else 0
        return self.pieces[at].text if 0 <= at < len(self.pieces) else "\n"

    def _may_turn(self, left: int, right: int) -> bool:
        """`He now has` and `Now he has`, `has recently bought` and `recently has bought`."""
        if self.pieces[left + 1].text != " " or {self.pieces[left].kind, self.pieces[right].kind} != {"word"}:
            return False
        first, second = self.pieces[left].text.lower(), self.pieces[right].text.lower()
        for mover, other in ((first, second), (second, first)):
            if self.lexicon.has("move", mover) and not self.lexicon.has("move", other):
                return other in _AUXILIARIES or (other in _SUBJECTS and self.opens(left) is not None)
        return False

    def _may_turn_han(self, left: int, right: int) -> bool:
        """`小明今天` becomes `今天小明`; a word before 的 belongs to what follows it."""
        first, second = self.pieces[left], self.pieces[right]
        behind = self.pieces[right + 1].text if right + 1 < len(self.pieces) else ""
        return (
            first.kind == second.kind == "word"
            and self.lexicon.has("move", second.text)
            and len(first.text) > 1
            and behind != "的"
            and not any(self.lexicon.has(role, first.text) for role in ("verb", "move", "light"))
            and (left == 0 or self.pieces[left - 1].text in _CLAUSE)
        )

    @cached_property
    def postponable(self) -> int | None:
        """The verb of `计算 3 + 5 等于多少？`, which may stand behind the question: `3 + 5 等于多少？计算。`."""
        if not self.is_han or len(self.pieces) < 3 or self.pieces[-1].text not in ("?", "？"):
            return None
        asks = self.lexicon.has("verb", self.pieces[0].text) and self.pieces[0].kind == "word" and self._asks(0)
        return 0 if asks else None

    def _apart(self, left: int, right: int) -> bool:
        around = self.pieces[max(0, left - 2) : left] + self.pieces[right + 1 : right + 3]
        return all(piece.kind != "atom" and piece.text not in ("'", "’") for piece in around)

    @cached_property
    def light(self) -> list[int]:
        """The words that may go."""
        return [at for at, piece in enumerate(self.pieces) if piece.kind == "word" and self._may_go(at)]

    def _may_go(self, at: int) -> bool:
        text = self.pieces[at].text
        if not self.lexicon.has("light", text):
            return False
        behind = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        if not _HAN.match(text):
            second = self.pieces[at + 2] if at + 2 < len(self.pieces) else None
            opened = self.opens(at) is not None and (second is None or second.kind != "word")
            return behind is not None and behind.text == " " and not opened
        if self.lexicon.has("verb", text):
            return self._asks(at)  # what is left still asks
        if len(text) > 1:
            return behind is not None and behind.text not in _CLAUSE
        # Beside a number (`3 的平方`) or before 是, a particle holds the sentence together.
        inside = at > 0 and behind is not None and self.pieces[at - 1].kind == behind.kind == "word"
        return inside and behind is not None and behind.text not in _PARTICLES

    @cached_property
    def pauses(self) -> list[int]:
        """The pieces that a comma may stand before."""
        return [at for at in range(1, len(self.pieces)) if self._may_pause(at)]

    def _may_pause(self, at: int) -> bool:
        before, here = self.pieces[at - 1], self.pieces[at]
        if before.kind != "word" or before.text in _PARTICLES or before.text.lower() in _SMALL:
            return False
        if self.is_han:
            long = len(before.text) > 1 and len(here.text) > 1 and here.kind == "word"
            named = _ASKED_IN_HAN.search(before.text) is not None or before.text[0] in "这那"
            return long and not named and here.text not in _PARTICLES
        behind = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        return here.text == " " and behind is not None and behind.kind == "word" and behind.text in _PAUSES
