"""Problems that nobody here made: what is read is right."""

import pytest
from real_problems import FILES, scored


@pytest.mark.shared
def test_what_is_read_is_right(shared):
    """Of all real problems that are read and solved, at least 99 of 100 have the gold answer."""
    scores = {name: scored(name) for name in FILES}
    for name, score in scores.items():
        print(f"{name}: read {score.read} of {score.rows}, right {score.right}")
    read = sum(score.read for score in scores.values())
    right = sum(score.right for score in scores.values())
    assert read > 200
    assert right >= 0.99 * read, [score.wrong for score in scores.values()]
