"""Threads and cores."""

import os

import pytest

from mathdata.engines.ordered import cores


def test_cores_of_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    """MacOS and Windows do not say which cores a process may use: all of them count."""
    assert cores() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert cores() == os.cpu_count()
