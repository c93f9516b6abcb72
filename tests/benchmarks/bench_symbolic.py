"""How fast university mathematics is worked: beside bare SymPy doing the same call, and by two workers.

The bare call is `diff`, `integrate`, `limit`, `expand`, `factor`, `det`, `inv`, `rank`, `eigenvals`, `idiff`,
`series`, `is_convergent`, `dsolve`, `rref` or a probability of `sympy.stats` on the same expression, without a step
told, on one core. Ours is the solving process's own time for the answer with all its steps and tests. Wall-clock time
of two workers is only worth something on an idle machine; its load is printed, and how busy each worker's solving
process was (on Linux).

    python tests/benchmarks/bench_symbolic.py [--problems 20]
"""

import argparse
import importlib
import multiprocessing
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
import sympy.stats as stats

import mathdata as md
from mathdata.errors import CannotSolve
from mathdata.families import Recognised, WorkOptions, families
from mathdata.families.solve import Solver
from mathdata.families.symbolic import SymbolicFamily
from mathdata.families.symbolic.algebra import from_sympy, matrix_of, symbol, text_of, to_sympy

Y_PRIME = "'"


def implicit_slope(q):
    """`idiff` of left less right."""
    return sympy.idiff(to_sympy(q.left) - to_sympy(q.right), symbol(q.function), symbol(q.letter))


def differential_equation(q):
    """`dsolve`, with the start where there is one."""
    x, y = symbol(q.letter), sympy.Function(q.function)
    put = {symbol(f"{q.function}{Y_PRIME}"): y(x).diff(x), symbol(q.function): y(x)}
    equation = sympy.Eq(*(to_sympy(side).subs(put) for side in (q.left, q.right)))
    start = None if q.start is None else {y(to_sympy(q.start[0])): to_sympy(q.start[1])}
    return sympy.dsolve(equation, y(x), ics=start)


def series_verdict(q):
    """The sum where it is asked for, else whether there is one."""
    n = sympy.Symbol(q.letter, integer=True, positive=True)
    series = sympy.Sum(to_sympy(q.body).subs(symbol(q.letter), n), (n, q.first, sympy.oo))
    return series.doit() if q.asks_sum else series.is_convergent()


def system(q):
    """The reduced form of the augmented matrix."""
    return sympy.Matrix(
        [[*map(sympy.Rational, row.coefficients), sympy.Rational(row.constant)] for row in q.rows]
    ).rref()


def chance(law):
    """The probability of an event under a law of `sympy.stats`, with four places."""

    def call(q):
        event = q.event
        x = law("X", *(sympy.Rational(str(number)) for number in q.numbers))
        low = -sympy.oo if event.low is None else sympy.Rational(str(event.low))
        high = sympy.oo if event.high is None else sympy.Rational(str(event.high))
        return sympy.N(stats.P((x >= low) & (x <= high)), 4)

    return call


BARE = {
    "partial_derivative": lambda q: sympy.diff(to_sympy(q.body), symbol(q.letter), q.order),
    "implicit_derivative": implicit_slope,
    "taylor_polynomial": lambda q: sympy.series(to_sympy(q.body), symbol(q.letter), to_sympy(q.point), q.degree + 1),
    "series_convergence": series_verdict,
    "separable_equation": differential_equation,
    "first_order_linear": differential_equation,
    "linear_system": system,
    "binomial_probability": chance(stats.Binomial),
    "poisson_probability": chance(stats.Poisson),
    "normal_probability": chance(lambda name, mean, variance: stats.Normal(name, mean, sympy.sqrt(variance))),
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
    """Processor time of a call on all questions, SymPy's memory and ours emptied before each; and how many failed."""
    total, failed = 0.0, 0
    for question in questions:
        sympy.core.cache.clear_cache()
        from_sympy.cache_clear()
        text_of.cache_clear()
        start = time.process_time()
        try:
            call(question)
        except (CannotSolve, NotImplementedError, TypeError, ValueError, RecursionError):
            failed += 1
        total += time.process_time() - start
    return total, failed


def own_call(family):
    """What solves a question with all its steps: of symbolic families in this process, without the pipe."""
    if isinstance(family, SymbolicFamily):
        module, _, function = family.solver.partition(":")
        return getattr(importlib.import_module(module), function)
    solver = Solver(WorkOptions(style="steps"))
    return lambda question: solver.tell(Recognised(family, question), "en")


def per_family(count):
    """One line a family: problems a second of processor time, and the ratio to the bare call."""
    for kind, family in families().items():
        if kind not in BARE:
            continue
        texts = [family.draw(Random(i), difficulty=1 + i % 6, language="en") for i in range(count)]
        questions = [family.parse(text) for text in texts]
        solve = own_call(family)
        seconds(solve, questions[:3])
        (bare, undone), (ours, _) = seconds(BARE[kind], questions), seconds(solve, questions)
        lacking = f", which fails on {undone}" if undone else ""
        print(
            f"{kind:26} {count / ours:8.1f} a second, {ours / max(bare, 1e-9):6.2f} x the bare call{lacking}",
            flush=True,
        )


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


def bare_integrals(problems):
    """SymPy on each of them, in this process."""
    family = families()["indefinite_integral"]
    seconds(BARE["indefinite_integral"], [family.parse(problem) for problem in problems])


def ceiling(problems):
    """How much faster two processes of bare SymPy are on this machine than one: cores that share a cache slow down."""
    took = []
    for shares in ([problems], [problems[::2], problems[1::2]]):
        processes = [multiprocessing.get_context("spawn").Process(target=bare_integrals, args=(one,)) for one in shares]
        start = time.perf_counter()
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        took.append(time.perf_counter() - start)
    return took[0] / took[1]


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
    print(
        f"bare SymPy on the same integrals: two processes {ceiling([row['problem'] for row in rows]):.2f} times as fast"
    )
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
