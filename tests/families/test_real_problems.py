"""Problems that nobody here made: what is read is right."""

import pytest
from real_problems import FILES, HALVES, scored


@pytest.mark.shared
def test_what_is_read_is_right(shared):
    """Of all real problems that are read and solved, at least 99 of 100 have the gold answer, in both halves."""
    scores = {(name, half): scored(name, half) for name in FILES for half in HALVES}
    for (name, half), score in scores.items():
        print(f"{name}, {half}: read {score.read} of {score.rows}, right {score.right}")
    for half in HALVES:
        own = [score for (_, where), score in scores.items() if where == half]
        read, right = (sum(values) for values in zip(*((score.read, score.right) for score in own), strict=True))
        assert read > 500
        assert right >= 0.99 * read, [score.wrong for score in own]
