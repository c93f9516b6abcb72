"""The steps as methods, so that a notebook chains what a recipe lists; a method is one step and takes its options."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import ValidationError

from mathdata import registry
from mathdata.errors import OptionError
from mathdata.mistakes import in_one_line
from mathdata.step import Step

if TYPE_CHECKING:
    from mathdata.firewall import Augmenter
    from mathdata.translation import ChatServer


class Chain(ABC):
    """Something that steps can be put behind."""

    @abstractmethod
    def then(self, step: Step) -> Self:
        """The same, with one step more."""

    def step(self, kind: str, /, **options: Any) -> Self:
        """With a step by its name, such as one of a plug-in; options are those of a recipe.

        Raises:
            OptionError: if no step of that name is installed, or it does not take these options.
        """
        cls: type[Step] = registry.load("transforms", kind)
        try:
            made = cls(**options)
        except ValidationError as error:
            raise OptionError(f"{kind}: {in_one_line(error, cls)}") from None
        return self.then(made)

    def augment(
        self,
        *,
        call: "str | Augmenter",
        on: Literal["problem", "solution"] = "problem",
        at_most: int | None = None,
        legible: bool = False,
        seed: int | None = None,
    ) -> Self:
        """With what a function makes of each text, behind the firewall; see `mathdata.transforms.augment`."""
        return self.step("augment", call=call, on=on, at_most=at_most, legible=legible, seed=seed)

    def back_translate(
        self,
        *,
        server: "ChatServer | Mapping[str, Any] | None" = None,
        translator: str | None = None,
        via: str | Sequence[str] = (),
        on: Literal["problem", "solution"] = "problem",
        legible: bool = False,
    ) -> Self:
        """With what comes back of each problem from another language; see `mathdata.transforms.back_translate`."""
        return self.step(
            "back_translate", server=server, translator=translator, via=_listed(via), on=on, legible=legible
        )  # fmt: skip

    def classify(
        self,
        *,
        rules: Sequence[Mapping[str, Any]] = (),
        overwrite: bool = False,
        otherwise: str | None = "other",
    ) -> Self:
        """With the kind of each problem in `category`; see `mathdata.transforms.classify`."""
        return self.step("classify", rules=[dict(rule) for rule in rules], overwrite=overwrite, otherwise=otherwise)

    def cot(
        self,
        *,
        style: Literal["prefix", "numbered", "analysis", "think", "boxed"] = "prefix",
        language: Literal["auto", "zh", "en"] = "auto",
        prefix: str | None = None,
        answer_mark: Literal["phrase", "答案：", "####", "boxed"] | None = None,
        instruction: str | None = None,
        unanswered: Literal["keep", "drop"] = "keep",
    ) -> Self:
        """With a chain of thought in each solution; see `mathdata.transforms.cot`."""
        return self.step(
            "cot", style=style, language=language, prefix=prefix, answer_mark=answer_mark, instruction=instruction,
            unanswered=unanswered,
        )  # fmt: skip

    def decontaminate(self, *, against: str | Sequence[Any], ngram_size: int = 13, min_overlap: float = 0.8) -> Self:
        """Without problems that stand in evaluation files; see `mathdata.transforms.decontaminate`."""
        return self.step("decontaminate", against=_listed(against), ngram_size=ngram_size, min_overlap=min_overlap)

    def dedup(
        self,
        *,
        on: Literal["problem", "problem_solution", "conversation"] = "problem",
        keep: Literal["first", "last", "longest", "none"] = "first",
    ) -> Self:
        """Without rows that say what another row says; see `mathdata.transforms.dedup`."""
        return self.step("dedup", on=on, keep=keep)

    def eda(
        self,
        *,
        on: Literal["problem", "solution"] = "problem",
        n_aug: int | None = None,
        alpha_sr: float | None = None,
        alpha_ri: float | None = None,
        alpha_rs: float | None = None,
        alpha_rd: float | None = None,
        alpha_pi: float = 0.05,
        rows: int | None = None,
        lexicon: str | None = None,
        synonyms: Literal["lexicon", "wordnet"] = "lexicon",
        legible: bool = False,
        seed: int | None = None,
    ) -> Self:
        """With other wordings of each problem behind it; see `mathdata.transforms.eda`."""
        return self.step(
            "eda", on=on, n_aug=n_aug, alpha_sr=alpha_sr, alpha_ri=alpha_ri, alpha_rs=alpha_rs, alpha_rd=alpha_rd,
            alpha_pi=alpha_pi, rows=rows, lexicon=lexicon, synonyms=synonyms, legible=legible, seed=seed,
        )  # fmt: skip

    def language(self, *, keep: Sequence[str] | None = None, drop: Sequence[str] = ()) -> Self:
        """With the language of each problem, `zh` or `en`; see `mathdata.transforms.language`."""
        return self.step("language", keep=None if keep is None else list(keep), drop=list(drop))

    def length(
        self,
        *,
        column: str = "problem",
        min_chars: int | None = None,
        max_chars: int | None = None,
        min_tokens: int | None = None,
        max_tokens: int | None = None,
        tokenizer: str | None = None,
    ) -> Self:
        """Without rows whose text is too short or too long; see `mathdata.transforms.length`."""
        return self.step(
            "length", column=column, min_chars=min_chars, max_chars=max_chars, min_tokens=min_tokens,
            max_tokens=max_tokens, tokenizer=tokenizer,
        )  # fmt: skip

    def missing(self, *, columns: str | Sequence[str] = "answer") -> Self:
        """Without rows that lack something; see `mathdata.transforms.missing`."""
        return self.step("missing", columns=_listed(columns))

    def mix(
        self,
        *,
        take: Sequence[str] = (),
        weights: Mapping[str, float] | None = None,
        n: int | None = None,
        repeat: bool = False,
        interleave: bool = False,
        seed: int | None = None,
    ) -> Self:
        """With so many rows of each source; see `mathdata.transforms.mix`."""
        return self.step(
            "mix", take=list(take), weights=dict(weights or {}), n=n, repeat=repeat, interleave=interleave, seed=seed
        )

    def near_dedup(
        self,
        *,
        ngram_size: int = 4,
        bands: int = 32,
        rows_per_band: int = 4,
        threshold: float = 0.8,
        max_cluster: int = 50,
    ) -> Self:
        """Without problems that others ask in other words; see `mathdata.transforms.near_dedup`."""
        return self.step(
            "near_dedup", ngram_size=ngram_size, bands=bands, rows_per_band=rows_per_band, threshold=threshold,
            max_cluster=max_cluster,
        )  # fmt: skip

    def negatives(
        self,
        *,
        errors: Sequence[str] | None = None,
        overwrite: bool = False,
        without: Literal["keep", "drop"] = "keep",
        seed: int | None = None,
    ) -> Self:
        """With a wrong solution beside each true one; see `mathdata.transforms.negatives`."""
        named = {} if errors is None else {"errors": list(errors)}
        return self.step("negatives", **named, overwrite=overwrite, without=without, seed=seed)

    def normalize(
        self,
        *,
        columns: str | Sequence[str] = ("problem", "solution", "answer"),
        rules: Sequence[str] = ("nfc", "full_width", "spaces"),
    ) -> Self:
        """With mended texts; see `mathdata.transforms.normalize`."""
        return self.step("normalize", columns=_listed(columns), rules=list(rules))

    def paraphrase(
        self,
        *,
        n: int = 1,
        language: Literal["same", "other", "both", "zh", "en"] = "same",
        frames: bool = True,
        solution: Literal["keep", "work"] = "keep",
        work: Mapping[str, Any] | None = None,
        unread: Literal["keep", "drop"] = "keep",
        seed: int | None = None,
    ) -> Self:
        """With `n` rows more of each problem, in other words; see `mathdata.transforms.paraphrase`."""
        return self.step(
            "paraphrase", n=n, language=language, frames=frames, solution=solution, work=dict(work or {}),
            unread=unread, seed=seed,
        )  # fmt: skip

    def pattern(self, *, column: str = "problem", keep: str | None = None, drop: str | None = None) -> Self:
        """With or without rows that a regular expression finds; see `mathdata.transforms.pattern`."""
        return self.step("pattern", column=column, keep=keep, drop=drop)

    def prompt(
        self,
        *,
        system: str | Sequence[Any] = (),
        templates: str | Sequence[Any] = (),
        replace: bool = False,
        seed: int | None = None,
    ) -> Self:
        """With drawn system messages and templates; see `mathdata.transforms.prompt`."""
        return self.step("prompt", system=_listed(system), templates=_listed(templates), replace=replace, seed=seed)

    def sample(
        self,
        *,
        n: int | None = None,
        fraction: float | None = None,
        by: str | Sequence[str] = (),
        shares: Literal["proportional", "balanced"] = "proportional",
        weights: Mapping[str, float] | None = None,
        at_least: int | Mapping[str, int] = 0,
        at_most: int | Mapping[str, int] | None = None,
        multiple_of: int = 1,
        seed: int | None = None,
    ) -> Self:
        """With exactly `n` rows, or a fraction of them, drawn; see `mathdata.transforms.sample`."""
        return self.step(
            "sample", n=n, fraction=fraction, by=_listed(by), shares=shares, weights=dict(weights or {}),
            at_least=at_least, at_most=at_most, multiple_of=multiple_of, seed=seed,
        )  # fmt: skip

    def shuffle(self, *, seed: int | None = None) -> Self:
        """In an order of chance; see `mathdata.transforms.shuffle`."""
        return self.step("shuffle", seed=seed)

    def split(
        self,
        *,
        fractions: Mapping[str, float] | None = None,
        counts: Mapping[str, int | None] | None = None,
        by: str | Sequence[str] = (),
        together: Literal["kin", "none"] = "kin",
        seed: int | None = None,
    ) -> Self:
        """With each row in a part, which `write(…, part=…)` asks for; see `mathdata.transforms.split`."""
        return self.step(
            "split", fractions=dict(fractions or {}), counts=dict(counts or {}), by=_listed(by), together=together,
            seed=seed,
        )  # fmt: skip

    def variants(self, *, n: int = 1, work: Mapping[str, Any] | None = None, seed: int | None = None) -> Self:
        """With rows of the same words and other numbers, solved anew; see `mathdata.transforms.variants`."""
        return self.step("variants", n=n, seed=seed, **({} if work is None else {"work": dict(work)}))

    def verify(self, *, faults: Literal["mark", "drop"] = "mark", fix: bool = False, recompute: bool = True) -> Self:
        """With the faults of each solution in `extra`; see `mathdata.transforms.verify`."""
        return self.step("verify", faults=faults, fix=fix, recompute=recompute)

    def where(self, *, keep: str | None = None, drop: str | None = None) -> Self:
        """With or without rows for which a condition is true; see `mathdata.transforms.where`."""
        return self.step("where", keep=keep, drop=drop)

    def work(
        self,
        *,
        style: Literal["brief", "steps", "explain"] = "brief",
        granularity: Literal["digit", "operand"] = "digit",
        precision: str | Mapping[str, str] | None = None,
        language: Literal["auto", "zh", "en"] = "auto",
        answer_mark: Literal["none", "phrase", "答案：", "####", "boxed"] = "none",
        max_chars: int | None = None,
        place: Literal["replace", "before", "fill"] = "replace",
        prefix: str = "",
        unsolved: Literal["keep", "drop"] = "keep",
        mismatch: Literal["keep", "drop"] = "keep",
    ) -> Self:
        """With worked solutions, in which every `=` is exactly true; see `mathdata.transforms.work`."""
        return self.step(
            "work", style=style, granularity=granularity, precision=precision, language=language,
            answer_mark=answer_mark, max_chars=max_chars, place=place, prefix=prefix, unsolved=unsolved,
            mismatch=mismatch,
        )  # fmt: skip


def _listed(names: str | Sequence[Any]) -> list[Any]:
    return [names] if isinstance(names, str) else list(names)
