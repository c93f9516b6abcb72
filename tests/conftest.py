"""What all tests share: Hypothesis profiles, the command line, and the folder of real files."""

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from typer.testing import CliRunner, Result

_SLOW_START = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
settings.register_profile("fast", max_examples=12, deadline=None, suppress_health_check=_SLOW_START)
settings.register_profile("thorough", max_examples=1000, deadline=None, suppress_health_check=_SLOW_START)
settings.register_profile(
    "probe", max_examples=100, deadline=None, suppress_health_check=_SLOW_START, phases=[Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))

ROOT = Path(__file__).parent.parent
# The training measure needs PyTorch, which nothing else does.
collect_ignore = [] if find_spec("torch") else ["benchmarks/bench_training.py", "benchmarks/tiny_transformer.py"]


@pytest.fixture
def cli() -> Callable[..., Result]:
    """The command line in this process: `cli("convert", path, …, stdin=bytes)`."""
    from mathdata.cli import app

    def run(*arguments: object, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the checkout."""
    folder = Path(os.environ.get("MATHDATA_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"no real files at {folder}; set MATHDATA_SHARED to their folder")
    return folder


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The small corpora of the repository, one in each layout."""
    return ROOT / "fixtures"
