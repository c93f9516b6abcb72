"""A pipeline: sources, steps, outputs, and all else that decides the bytes of a run."""

from typing import Any, Self

from pydantic import Field, InstanceOf, model_validator

from mathdata.conversion import Output, RejectPolicy
from mathdata.model import Model
from mathdata.outputs import refuse_same_place
from mathdata.sources import Source
from mathdata.step import Step


class Pipeline(Model):
    """Everything that decides the bytes of the outputs.

    >>> from mathdata.transforms.language import Language
    >>> pipeline = Pipeline(sources=["in.jsonl"], steps=[Language(keep=["zh"])], outputs=["out.jsonl"])
    >>> pipeline.as_recipe()["steps"]
    [{'language': {'keep': ['zh']}}]
    """

    seed: int = 42
    """Seed of everything that is drawn."""
    system: str | None = None
    """System message for the records that have none."""
    sources: list[Source] = Field(min_length=1)
    """What is read, in this order."""
    steps: list[InstanceOf[Step]] = Field(default_factory=list)
    """What is done to the records, in this order."""
    outputs: list[Output] = Field(min_length=1)
    """Where the rows go."""
    rejects: RejectPolicy = RejectPolicy()
    """What happens to rows that cannot be read or written."""
    dropped: str | None = None
    """File for the rows that steps set aside, as JSON lines with step and reason."""
    ledger: str | None = None
    """File for the ledger as JSON."""
    manifest: str | None = None
    """File for the manifest; its tables stand beside it."""

    @model_validator(mode="before")
    @classmethod
    def _paths_alone(cls, data: Any) -> Any:
        """A source or an output may be its path alone."""
        if not isinstance(data, dict):
            return data
        named = {key: [{"path": one} if isinstance(one, str) else one for one in data[key]]
                 for key in ("sources", "outputs") if isinstance(data.get(key), list)}  # fmt: skip
        return {**data, **named}

    @model_validator(mode="after")
    def _apart(self) -> Self:
        beside = [place for output in self.outputs for place in output.beside]
        others = (*beside, self.rejects.path, self.dropped, self.ledger, self.manifest)
        places = [path for path in (*(output.path for output in self.outputs), *others) if path is not None]
        refuse_same_place(places)
        return self

    def as_recipe(self) -> dict[str, Any]:
        """The pipeline as a recipe that makes it again; options that are left to themselves are left out."""
        told = self.model_dump(mode="json", exclude={"steps"}, exclude_defaults=True)
        steps = [{step.kind: step.model_dump(mode="json", exclude_defaults=True)} for step in self.steps]
        return {"seed": self.seed, **told, "steps": steps}
