"""Where the real files lie that some tests read."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the checkout, or the one that MATHDATA_SHARED names."""
    beside = Path(__file__).resolve().parents[3] / "shared"
    folder = Path(os.environ.get("MATHDATA_SHARED", beside))
    if not folder.is_dir():
        pytest.skip(f"needs the folder of real files, looked for {folder}; set MATHDATA_SHARED")
    return folder
