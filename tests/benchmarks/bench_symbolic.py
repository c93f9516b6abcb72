"""How fast university mathematics is worked: beside bare SymPy doing the same call, and by two workers.

The bare call is `diff`, `integrate`, `limit`, `expand`, `factor`, `det`, `inv`, `rank` or `eigenvals` on the same
expression, without a step told, on one core. Ours is the solving process's own time for the answer with all its
steps and tests. Wall-clock time of two workers is only worth something on an idle machine; its load is printed.

    python tests/benchmarks/bench_symbolic.py [--problems 20]
"""

import argparse
import importlib
import os
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import orjson
import sympy

import mathdata as md
from mathdata.errors import CannotSolve
from mathdata.families import families
from mathdata.families.symbolic import SymbolicFamily
from mathdata.families.symbolic.algebra import matrix_of, symbol, to_sympy

BARE = {
    "derivative": lambda q: sympy.diff(to_sympy(q.body), symbol(q.letter), q.order),
    "indefinite_integral": lambda q: sympy.integrate(to_sympy(q.body), symbol(q.letter)),
    "definite_integral": lambda q: sympy.integrate(
        to_sympy(q.body), (symbol(q.letter), to_sympy(q.low), to_sympy(q.high))
    ),
    "limit": lambda q: sympy.limit(to_sympy(q.body), symbol(q.letter), to_sympy(q.point), q.side or "+"),
    "polynomial_expansion": lambda q: sympy.expand(to_sympy(q.body)),
    "polynomial_factorization": lambda q: sympy.factor(to_sympy(q.body)),
    "determinant": lambda q: matrix_of(q.matrix).det(),
    "matrix_inverse": lambda q: matrix_of(q.matrix).inv(),
    "matrix_rank": lambda q: matrix_of(q.matrix).rank(),
    "eigenvalues": lambda q: matrix_of(q.matrix).eigenvals(),
}


def seconds(call, questions):
    """Processor time of a call on all questions, SymPy's cache emptied before each."""
    total = 0.0
    for question in questions:
        sympy.core.cache.clear_cache()
        start = time.process_time()
        with suppress(CannotSolve):
            call(question)
        total += time.process_time() - start
    return total


def per_family(count):
    """One line a family: problems a second of processor time, and the ratio to the bare call."""
    for kind, family in families().items():
        if not isinstance(family, SymbolicFamily) or kind not in BARE:
            continue
        texts = [family.draw(Random(i), difficulty=1 + i % 6, language="en") for i in range(count)]
        questions = [family.parse(text) for text in texts]
        module, _, function = family.solver.partition(":")
        solve = getattr(importlib.import_module(module), function)
        seconds(solve, questions[:3])
        bare, ours = seconds(BARE[kind], questions), seconds(solve, questions)
        print(f"{kind:26} {count / ours:8.1f} a second, {ours / max(bare, 1e-9):6.1f} x the time of the bare call")


def by_workers(count):
    """Wall-clock time of one worker and of two on the same file of integrals."""
    family = families()["indefinite_integral"]
    rows = [
        {"problem": family.draw(Random(i), difficulty=3 + i % 6, language="en"), "solution": ""} for i in range(count)
    ]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "integrals.jsonl")
        source.write_bytes(b"\n".join(map(orjson.dumps, rows)))
        took = {}
        for workers in (1, 2):
            start = time.perf_counter()
            md.read(source).work(style="steps").write(Path(folder, f"{workers}.jsonl"), workers=workers)
            took[workers] = time.perf_counter() - start
    print(f"{count} integrals: one worker {took[1]:.1f} s, two {took[2]:.1f} s, {took[1] / took[2]:.2f} times as fast")
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def main():
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, default=20)
    parser.add_argument("--integrals", type=int, default=0, help="also compare one worker with two on so many")
    args = parser.parse_args()
    per_family(args.problems)
    if args.integrals:
        by_workers(args.integrals)


if __name__ == "__main__":
    sys.exit(main())
