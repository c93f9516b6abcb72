"""Which share of real problems the families read, and which share of those they solve right.

    python tests/benchmarks/bench_read.py [--errors]

Nobody here made these problems. What is not read is left alone; what is read has to be right.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "families"))
from real_problems import FILES, scored


def main() -> None:
    """Print the table; with `--errors`, the problems that were solved otherwise than their gold says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    print(f"{'file':<28}{'problems':>9}{'read':>8}{'right of read':>15}")
    for name in FILES:
        score = scored(name)
        right = f"{score.right / score.read:.1%}" if score.read else "-"
        print(f"{name:<28}{score.rows:>9}{score.read / score.rows:>8.1%}{right:>15}")
        if arguments.errors:
            for kind, problem, gold, answer in score.wrong:
                print(f"    {kind}: {problem[:160]!r}\n        gold {gold[:80]!r}, computed {answer!r}")


if __name__ == "__main__":
    main()
