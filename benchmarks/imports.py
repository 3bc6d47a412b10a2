"""`import dunnix` against `import attrs`, each in fresh interpreters, in turns.

Run it: `PYTHONPATH=src python benchmarks/imports.py`. What counts is the time inside the import
statement, so that starting Python weighs on neither; the median of the rounds counts. Names are
looked up on first use, so what a program pays that really decides is reported beside it.
"""

import argparse
import statistics
import subprocess
import sys

GOAL = 1.7
ROUNDS = 41
PLAIN = "import attrs"
BARE = "import dunnix"
USED = "from dunnix import Account, decide, load_scenario"
_TIMED = "import time; start = time.perf_counter(); {}; print(time.perf_counter() - start)"


def seconds(statement: str) -> float:
    """Time one statement in an interpreter of its own."""
    command = [sys.executable, "-c", _TIMED.format(statement)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own text
    return float(done.stdout)


def medians(rounds: int) -> dict[str, float]:
    found: dict[str, list[float]] = {PLAIN: [], BARE: [], USED: []}
    for statement in found:
        seconds(statement)  # once unmeasured: bytecode is written and the disk is warm
    for _ in range(rounds):
        for statement, times in found.items():
            times.append(seconds(statement))
    return {statement: statistics.median(times) for statement, times in found.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    found = medians(parser.parse_args().rounds)
    for statement, time in found.items():
        ratio = time / found[PLAIN]
        print(f"{time * 1e3:6.1f} ms  {ratio:5.2f} times attrs  {statement}")
    ratio = found[BARE] / found[PLAIN]
    print(f"ratio {ratio:.2f} (goal: at most {GOAL})")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
