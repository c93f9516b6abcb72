"""How records become tokens, as one model for recipes, the command line and Python."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from mathdata.model import Model


class TokenOptions(Model):
    """How records become tokens.

    >>> TokenOptions(tokenizer="./llama3", template="vicuna", seq_length=256, plus_one=True).max_tokens
    257
    """

    tokenizer: str
    """Folder of a Hugging Face tokenizer; nothing is downloaded and no code of it is run."""
    template: str | None = None
    """Name of a chat template; null: the one that comes with the tokenizer."""
    variables: dict[str, Any] = Field(default_factory=dict)
    """Variables for the tokenizer's own template, such as `enable_thinking` or `date_string`."""
    default_system: bool = False
    """Give records without a system message the one that the template is known for (vicuna, as MindFormers does)."""
    bos: bool | None = None
    """Whether rows begin with the tokenizer's first token; null: as the template is used."""
    control_text: Literal["reject", "keep"] = "reject"
    """What happens to a record whose text spells a control token, such as `</s>`: it would become that token."""
    seq_length: int | None = Field(default=None, ge=2)
    """The most tokens of a row; null: as many as it takes."""
    plus_one: bool = False
    """Rows of `seq_length` + 1 tokens, for MindFormers, which shifts the labels by one."""
    over_long: Literal["reject", "truncate"] = "reject"
    """What happens to a longer record; `truncate` cuts its end, so that the model learns to stop in mid-answer."""
    pad: bool | None = None
    """Fill rows up to `seq_length`; null: in MindRecord only, whose batches must be of one length."""
    pad_token: str | None = None
    """The token to fill with; null: the tokenizer's own."""
    pack: Literal["sequential", "best_fit"] | None = None
    """Put several records into a row: `best_fit` never cuts one, `sequential` cuts wherever a row is full (XTuner)."""
    shuffle: bool = True
    """Shuffle the records before packing, by the seed of the run."""
    multiple_of: int = Field(default=1, ge=1)
    """Make the number of packed rows a multiple of this, with a little less in each."""
    prompt: str | None = None
    """File for the exact prompt of inference, as JSON."""

    @property
    def max_tokens(self) -> int | None:
        """The most tokens of a row, with the one more of `plus_one`."""
        return None if self.seq_length is None else self.seq_length + self.plus_one

    @model_validator(mode="after")
    def _usable(self) -> Self:
        needs = {"pack": self.pack, "plus_one": self.plus_one, "pad": self.pad}
        if self.seq_length is None and (asked := [name for name, value in needs.items() if value]):
            raise ValueError(f"{asked[0]} needs a length; give seq_length")
        if self.multiple_of != 1 and self.pack is None:
            raise ValueError("multiple_of counts packed rows; give pack, or draw records with the step sample")
        if self.variables and self.template is not None:
            raise ValueError(f"variables are for the tokenizer's own template, but template is {self.template!r}")
        return self
