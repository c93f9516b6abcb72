"""How a solution is proven."""

import pytest
from proofs import prove_problem


@pytest.fixture(scope="session")
def proven():
    """A function that works a problem, proves every relation, and returns the worked solution."""
    return prove_problem
