"""Solvers that take their time, in a module that another process can import."""

from pathlib import Path


def endless(place: str) -> None:
    """Say that the work has begun, and never come to its end."""
    Path(place).touch()
    while True:
        pass
