"""How fast university mathematics is worked: beside bare SymPy doing the same call, and by two workers.

The bare call is `diff`, `integrate`, `limit`, `expand`, `factor`, `det`, `inv`, `rank` or `eigenvals` on the same
expression, without a step told, on one core. Ours is the solving process's own time for the answer with all its
steps and tests. Wall-clock time of two workers is only worth something on an idle machine; its load is printed, and
how busy each worker's solving process was (on Linux).

    python tests/benchmarks/bench_symbolic.py [--problems 20]
"""

import argparse
import importlib
import os
import sys
import tempfile
import threading
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


def processor_times(parent):
    """Processor seconds of all processes below one, by their number, as Linux counts them so far."""
    found, children = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, _, rest = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")
            fields = rest.split()
            pid = int(name.split(" ", 1)[0])
            children.setdefault(int(fields[1]), []).append(pid)
            found[pid] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    below, waiting = {}, [parent]
    while waiting:
        here = children.get(waiting.pop(), [])
        below |= {pid: found[pid] for pid in here}
        waiting += here
    return below


def measured(run):
    """Wall-clock seconds of a call, and the processor seconds of each process that it started, busiest first."""
    times, done = {}, threading.Event()
    known = set(processor_times(os.getpid()))

    def watch():
        while not done.wait(0.1):
            times.update(processor_times(os.getpid()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    run()
    took = time.perf_counter() - start
    done.set()
    watcher.join()
    return took, sorted((seconds for pid, seconds in times.items() if pid not in known), reverse=True)


def by_workers(count):
    """One worker and two on the same file of integrals, by the clock and by the processor time of the solvers.

    On a machine that does other work the clock says little: but two solvers that share the work evenly, and use no
    more of the processor than one, need half the time where each has a core of its own.
    """
    family = families()["indefinite_integral"]
    rows = [
        {"problem": family.draw(Random(i), difficulty=3 + i % 6, language="en"), "solution": ""} for i in range(count)
    ]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "integrals.jsonl")
        source.write_bytes(b"\n".join(map(orjson.dumps, rows)))
        took, busy = {}, {}
        for workers in (1, 2):
            out = Path(folder, f"{workers}.jsonl")
            took[workers], busy[workers] = measured(
                lambda out=out, workers=workers: md.read(source).work(style="steps").write(out, workers=workers)
            )
    print(f"{count} integrals: one worker {took[1]:.1f} s, two {took[2]:.1f} s, {took[1] / took[2]:.2f} times as fast")
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    one, two = busy[1][0], busy[2][:2]
    print(f"processor time of the solvers: one worker {one:.1f} s, two {' and '.join(f'{s:.1f} s' for s in two)}")
    print(
        f"{one / max(two):.2f} times as fast where each has a core, both busy {sum(two) / max(two) / 2:.0%} of the time"
    )


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
