"""Give problems a system message and a frame of words, drawn from a weighted list."""

from fractions import Fraction
from itertools import accumulate
from typing import Annotated, Any, ClassVar, Self

import numpy as np
import polars as pl
from pydantic import BeforeValidator, Field, model_validator

from mathdata.drawing import draw_keys
from mathdata.inference import HOLE, Asked
from mathdata.model import Model
from mathdata.step import RowStep


class Choice(Model):
    """A text that may be drawn."""

    text: str | None
    """What is written; null: nothing is changed."""
    weight: float = Field(default=1, gt=0)
    """How often it is drawn, compared with the others."""


def _choices(value: Any) -> Any:
    """A text, or a list in which texts may stand for choices of weight 1."""
    items = [value] if isinstance(value, str) else value
    return [{"text": item} if isinstance(item, str) else item for item in items] if isinstance(items, list) else items


Choices = Annotated[list[Choice], BeforeValidator(_choices)]


class Prompt(RowStep):
    """Write a drawn system message into `system`, and put the problem into a drawn template.

    Keeps every row and the order. A record that has a system message keeps it, unless `replace` is true. Beside
    the outputs of a run stands how the model is to be asked, see `mathdata.inference`.
    """

    kind: ClassVar[str] = "prompt"

    system: Choices = Field(default=[])
    """System messages to draw from."""
    templates: Choices = Field(default=[])
    """Texts with `{problem}` to draw from."""
    replace: bool = False
    """Whether system messages that records have are replaced."""
    seed: int | None = None
    """Seed of the drawing; null: that of the run."""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.system and not self.templates:
            raise ValueError("found neither system nor templates, wanted one of them at least")
        for choice in self.templates:
            if choice.text is not None and HOLE not in choice.text:
                raise ValueError(f"found the template {choice.text!r}, wanted {HOLE} in it")
        return self

    def __call__(self, records: pl.DataFrame) -> pl.DataFrame:
        """The records with their prompts."""
        if self.system:
            drawn = self._drawn(records, self.system, "system")
            texts = pl.Series([choice.text for choice in self.system], dtype=pl.String).gather(drawn)
            old = pl.col("system")
            records = records.with_columns(system=pl.coalesce(texts, old) if self.replace else pl.coalesce(old, texts))
        if self.templates:
            drawn = self._drawn(records, self.templates, "templates")
            wrapped = [
                pl.when(pl.lit(drawn) == number).then(_wrapped(choice.text))
                for number, choice in enumerate(self.templates)
            ]
            records = records.with_columns(problem=pl.coalesce(*wrapped, "problem"))
        return records

    def asked(self, ways: list[Asked]) -> list[Asked]:
        """Each way with each system message and each template, as often as they are drawn."""
        if self.system:
            ways = [
                way._replace(system=self._system(way.system, text), share=way.share * share)
                for way in ways
                for text, share in _shares(self.system)
            ]
        if not self.templates:
            return ways
        return [
            way._replace(user=way.user if text is None else text.replace(HOLE, way.user), share=way.share * share)
            for way in ways
            for text, share in _shares(self.templates)
        ]

    def _system(self, old: str | None, drawn: str | None) -> str | None:
        first, second = (drawn, old) if self.replace else (old, drawn)
        return second if first is None else first

    def _drawn(self, records: pl.DataFrame, choices: list[Choice], what: str) -> pl.Series:
        """Index of the choice of each record."""
        keys = draw_keys(records["id"], self.seed or 0, f"{self.kind}.{what}")
        sums = list(accumulate(Fraction(str(choice.weight)) for choice in choices))
        bounds = np.array([int((1 << 64) * total / sums[-1]) for total in sums[:-1]], dtype=np.uint64)
        return pl.Series(np.searchsorted(bounds, keys.to_numpy(), side="right"), dtype=pl.UInt32)


def _shares(choices: list[Choice]) -> list[tuple[str | None, Fraction]]:
    weights = [Fraction(str(choice.weight)) for choice in choices]
    return [(choice.text, weight / sum(weights)) for choice, weight in zip(choices, weights, strict=True)]


def _wrapped(template: str | None) -> pl.Expr:
    if template is None:
        return pl.col("problem")
    before, *rest = template.split(HOLE)
    pieces: list[pl.Expr] = [pl.lit(before)]
    for text in rest:
        pieces += [pl.col("problem"), pl.lit(text)]
    return pl.concat_str(pieces)
