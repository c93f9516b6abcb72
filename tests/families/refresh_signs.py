"""Writes `mathdata/families/signs.json` anew: what tells whether a family may read a text, family by family.

python tests/families/refresh_signs.py
"""

import json
from pathlib import Path

from mathdata.families.registry import family, points
from mathdata.families.signs import FILE, Signs


def signs_of_ours() -> str:
    """The signs of the families of this package, one a line, by their entry points."""
    ours = {kind: point for kind, point in points().items() if point.module.startswith("mathdata.")}
    lines = [f'"{at.value}": {json.dumps(Signs.of(family(kind)), ensure_ascii=False)}' for kind, at in ours.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    Path(str(FILE)).write_text(signs_of_ours(), encoding="utf-8")
