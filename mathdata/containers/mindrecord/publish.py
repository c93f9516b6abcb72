"""Putting a finished set of files in its place, whole or not at all."""

import os
from pathlib import Path


def publish(folder: Path, target: Path, names: list[str], *, replaced: list[str]) -> None:
    """Move `names`, in this order, from `folder` to `target`.

    Files called `replaced` in `target` are set aside first. If a move fails, everything moved goes back.
    """
    aside = folder / "replaced"
    aside.mkdir()
    moves = [(target / name, aside / name) for name in replaced if (target / name).exists()]
    moves += [(folder / name, target / name) for name in names]
    done: list[tuple[Path, Path]] = []
    try:
        for source, goal in moves:
            os.rename(source, goal)
            done.append((source, goal))
    except OSError:
        for source, goal in reversed(done):
            os.rename(goal, source)
        raise
