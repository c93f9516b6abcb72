"""What is known of a family before it is imported."""

import re
import subprocess
import sys
from random import Random

from refresh_signs import signs_of_ours

from mathdata.families import families
from mathdata.families.recognition import Markers
from mathdata.families.signs import FILE, signs


def test_the_file_says_what_the_families_say() -> None:
    """Mend it with `python tests/families/refresh_signs.py`."""
    assert FILE.read_text(encoding="utf-8") == signs_of_ours()


def test_a_quick_pattern_has_no_flags() -> None:
    """It is compiled from its text alone, before its family is there."""
    assert all(found.quick.flags == re.UNICODE for found in families().values() if found.quick)


def test_families_that_tell_in_columns_have_a_quick_pattern() -> None:
    """By its beginning they are found."""
    assert all(one.quick for one in signs().values() if one.in_columns)


def test_a_problem_brings_its_own_family_only() -> None:
    """The others are not imported."""
    program = (
        "import sys; from mathdata.families import worked; worked('计算 3 * 4 等于多少？');"
        " print([name for name in ('arithmetic', 'mean', 'derivative') if f'mathdata.families.{name}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['arithmetic']"


def test_markers_are_found_wherever_they_stand() -> None:
    """As if each were looked for in turn: the longest first, each kind once."""
    pairs = sorted(
        {(marker, kind) for kind, one in signs().items() for marker in one.markers.en},
        key=lambda pair: (-len(pair[0]), pair),
    )
    rng, markers = Random(0), Markers(*pairs)
    for found in families().values():
        text = found.draw(rng, difficulty=3, language="en").lower()
        in_turn = dict.fromkeys(kind for marker, kind in pairs if marker in text)
        assert list(markers.kinds(text)) == list(in_turn)
        assert found.kind in in_turn
