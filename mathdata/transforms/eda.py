"""Say problems in other words, by EDA and AEDA on the words that may change."""

from typing import Annotated, ClassVar, Literal, NamedTuple

import polars as pl
from pydantic import Field

from mathdata.augment import Lexicon, Operation, Synonyms, Wording, lexicon_of, own_lexicon, wordings
from mathdata.augment.wordnet import wordnet
from mathdata.drawing import stream
from mathdata.step import RowStep
from mathdata.transforms.offspring import Child, refused, with_children

Alpha = Annotated[float, Field(ge=0, le=1)]


class Recommended(NamedTuple):
    """What the paper recommends for a corpus of at most so many rows."""

    rows: float
    alpha: float
    n_aug: int


# Wei and Zou 2019, table 3; the last line is for all larger corpora.
RECOMMENDED = (
    Recommended(500, 0.05, 16),
    Recommended(2_000, 0.05, 8),
    Recommended(5_000, 0.1, 4),
    Recommended(float("inf"), 0.1, 4),
)


class Eda(RowStep):
    """Add up to `n_aug` other wordings of each text behind it, as rows of their own.

    One of five operations makes each child: synonym replacement, random insertion, random swap, random deletion
    (EDA) and punctuation (AEDA). Numbers, units, signs, formulas, variables, code, options, terms and what is asked for
    are never touched, and each child is held against its parent by `mathdata.firewall`: one that says something else
    is marked `eda_changed_…`, with the difference in `extra` under `@refused`. A child has its parent's id in `parent`
    and its operations in `extra` under `@eda`; it is never a copy of its parent or of a sister. Where fewer words may
    change, there are fewer children.
    """

    kind: ClassVar[str] = "eda"
    python_bound: ClassVar[bool] = True

    on: Literal["problem", "solution"] = "problem"
    """The column that is said in other words."""
    n_aug: int | None = Field(default=None, ge=1, le=1000)
    """Children of each row; null: as the paper recommends for `rows`."""
    alpha_sr: Alpha | None = None
    """Fraction of the words that synonym replacement changes, 0 for none; null: as the paper recommends for `rows`."""
    alpha_ri: Alpha | None = None
    """The same for random insertion."""
    alpha_rs: Alpha | None = None
    """The same for random swap."""
    alpha_rd: Alpha | None = None
    """The same for random deletion."""
    alpha_pi: Alpha = 0.05
    """The most punctuation that is inserted, as a fraction of the words; the paper of AEDA goes to 0.33."""
    rows: int | None = Field(default=None, ge=1)
    """Rows of the corpus, for what the paper recommends; null: a large one, with α of 0.1 and 4 children."""
    lexicon: str | None = None
    """File of a lexicon of yours, which takes the place of ours; its form stands in `mathdata.augment.lexicon`."""
    synonyms: Literal["lexicon", "wordnet"] = "lexicon"
    """Where synonyms are looked up; WordNet is English only, and needs nltk."""
    legible: bool = False
    """Whether a problem that a family reads must be read by it in each wording too, so that `work` can solve it."""
    seed: int | None = None
    """Seed of the drawing; null: that of the run."""

    @property
    def files(self) -> list[str]:
        """The user's lexicon."""
        return [] if self.lexicon is None else [self.lexicon]

    @property
    def recommended(self) -> Recommended:
        """What stands for options that are left to the paper."""
        rows = float("inf") if self.rows is None else self.rows
        return next(line for line in RECOMMENDED if rows <= line.rows)

    @property
    def alphas(self) -> dict[Operation, float]:
        """The fraction of words that each operation changes."""
        named = {"replace": self.alpha_sr, "insert": self.alpha_ri, "swap": self.alpha_rs, "delete": self.alpha_rd}
        filled = {name: self.recommended.alpha if alpha is None else alpha for name, alpha in named.items()}
        return {**filled, "punctuate": self.alpha_pi}  # type: ignore[dict-item]

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with their children, and how many children each operation made, kept or refused."""
        lexicon, synonyms = self._words()
        made = [
            self._wordings(record_id, text, lexicon, synonyms) if text and text.strip() else []
            for record_id, text in records.select("id", self.on).iter_rows()
        ]
        counts: dict[str, int] = {}
        for wording in (one for several in made for one in several):
            name = wording.changes[-1].operation + ("" if wording.difference is None else "_refused")
            counts[name] = counts.get(name, 0) + 1
        children = [[self._child(wording) for wording in several] for several in made]
        after = with_children(records, self.kind, children, on=self.on, seed=self.seed or 0)
        return after, dict(sorted(counts.items()))

    def _words(self) -> tuple[Lexicon, Synonyms]:
        lexicon = own_lexicon() if self.lexicon is None else lexicon_of(self.lexicon)
        return lexicon, wordnet() if self.synonyms == "wordnet" else lexicon

    def _wordings(self, record_id: str, text: str, lexicon: Lexicon, synonyms: Synonyms) -> list[Wording]:
        draws = stream(self.seed or 0, self.kind, record_id)
        n = self.recommended.n_aug if self.n_aug is None else self.n_aug
        return wordings(text, draws, alphas=self.alphas, n=n, lexicon=lexicon, synonyms=synonyms, legible=self.legible)

    def _child(self, wording: Wording) -> Child:
        operations = [change._asdict() for change in wording.changes]
        return Child(wording.text, operations, refused(self.kind, wording.difference), wording.difference)
