"""Rendered text, one key `text`: for pretraining, or for trainers that take finished prompts. Written only.

Without a template, the contents of all turns stand below each other with an empty line between them.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from mathdata.formats.base import Format, Row
from mathdata.schema import compose

_HOLES = re.compile(r"\{(?:system|problem|solution|answer)\}")


class Text(Format):
    """Rows `{"text": …}`."""

    kind: ClassVar[str] = "text"
    carries: ClassVar[frozenset[str]] = frozenset(
        {"system", "turns", "trajectory", "mid_system", "tools", "no_problem"}
    )
    looks_inside: ClassVar[bool] = True
    writes_only: ClassVar[bool] = True

    template: str = ""
    """Text with `{system}`, `{problem}`, `{solution}` and `{answer}` in it; empty: all turns."""

    def recognise(self, row: Row) -> str | None:
        """Nothing: rendered text cannot be taken apart again."""
        return None

    def encode(self, record: Mapping[str, Any], facts: frozenset[str]) -> Row:
        """The conversation as one text."""
        if not self.template:
            return {"text": "\n\n".join(spoken["content"] for spoken in compose(record) if spoken["content"])}
        parts = {f"{{{name}}}": record[name] or "" for name in ("system", "problem", "solution", "answer")}
        # All holes at once: a problem that says "{solution}" must not be filled in turn.
        return {"text": _HOLES.sub(lambda hole: parts[hole[0]], self.template)}
