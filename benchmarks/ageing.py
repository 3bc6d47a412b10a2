"""Ageing by debtor and DSO over dataframes, against the same written by hand for each engine.

Run it: `PYTHONPATH=src python benchmarks/ageing.py`; `--millions 10` for the large one, `--engines
polars` for one engine. Both sides read the same Parquet files into the same kind of frame and must
give the same figures, or nothing is measured. Each side runs in a process of its own, in turns; the
least CPU time and the least peak of memory of the rounds count. A ledger is checked at the door
once and asked many times, so the door is timed apart.
"""

import argparse
import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ageing_by_hand as by_hand

CPU_GOAL, MEMORY_GOAL = 1.3, 1.5
ENGINES = ("polars", "duckdb", "pandas")
DAY = dt.date(2026, 6, 30)
PAYMENTS_EACH = 1.2  # so the shares below come to
ROUNDS = 3
SEED = 20260630
UNAPPLIED, TOO_MUCH = 0.02, 0.01


def make_files(folder: Path, count: int) -> None:
    """Write a seeded ledger of three years, 200 invoices a debtor; a tenth is open on `DAY`."""
    import numpy as np
    import polars as pl

    draw = np.random.default_rng(SEED)
    first = np.datetime64("2023-07-01")
    number = np.arange(count)
    debtor = draw.integers(0, max(count // 200, 1), count)
    currency = np.array(["EUR", "GBP", "USD"])[debtor % 3]
    issued = first + draw.integers(0, 1096, count)
    due = issued + draw.choice([14, 30, 45, 60], count)
    amount = draw.integers(1_000, 5_000_000, count)
    names = np.char.add("F-", number.astype(str))
    pl.DataFrame(
        {
            "id": names,
            "debtor": np.char.add("D-", debtor.astype(str)),
            "currency": currency,
            "issue_date": issued,
            "due_date": due,
            "amount": amount,
        }
    ).write_parquet(folder / "invoices.parquet")
    # Most are paid once, some in two parts, few never; 1 % too much, 2 % without naming them.
    times = draw.choice([0, 1, 2], count, p=[0.03, 0.74, 0.23])
    paid = np.repeat(number, times)
    part = amount[paid] // times[paid]
    part = np.where(draw.random(len(paid)) < TOO_MUCH, part + part // 10, part)
    named = pl.Series(draw.random(len(paid)) >= UNAPPLIED)
    pl.DataFrame(
        {
            "id": np.char.add("P-", np.arange(len(paid)).astype(str)),
            "debtor": np.char.add("D-", debtor[paid].astype(str)),
            "currency": currency[paid],
            "invoice": pl.Series(names[paid]).zip_with(named, pl.Series([None], dtype=pl.String)),
            "date": due[paid] + draw.integers(-14, 60, len(paid)),
            "amount": part,
        }
    ).write_parquet(folder / "payments.parquet")


def read(engine: str, folder: Path) -> tuple[Any, Any]:
    """Read both files as the engine's own frames."""
    files = [(folder / f"{name}.parquet").as_posix() for name in ("invoices", "payments")]
    if engine == "polars":
        import polars as pl

        invoices, payments = (pl.read_parquet(file) for file in files)
    elif engine == "pandas":
        import pandas as pd

        invoices, payments = (pd.read_parquet(file) for file in files)
        for frame, name in ((invoices, "issue_date"), (invoices, "due_date"), (payments, "date")):
            frame[name] = pd.to_datetime(frame[name])
    else:
        import duckdb

        invoices, payments = (duckdb.read_parquet(file) for file in files)
    return invoices, payments


def dunnix_ledger(invoices: Any, payments: Any) -> Any:
    import dunnix

    return dunnix.frames.ledger(
        invoices=invoices,
        payments=payments,
        columns={
            "invoices": {"amount_minor": "amount"},
            "payments": {"amount_minor": "amount"},
        },
    )


def dunnix_figures(ledger: Any, day: dt.date) -> tuple[Any, Any]:
    ageing = ledger.age_receivables(as_of=day, by="debtor").native
    if hasattr(ageing, "to_arrow_table"):  # DuckDB reckons nothing until it is asked for rows
        ageing = ageing.to_arrow_table()
    dso = ledger.days_sales_outstanding(as_of=day, days=by_hand.DAYS).value
    inputs = [(each.currency, dict(each.inputs)) for each in dso]
    return ageing, [(code, of["receivables_minor"], of["sales_minor"]) for code, of in inputs]


def digest(ageing: Any, totals: Any) -> str:
    """Hash every figure, the rows in order, so that both sides can be compared."""
    import narwhals.stable.v2 as nw

    frame = nw.from_native(ageing).lazy().collect("pyarrow").to_native()
    names = ["currency", "debtor", *by_hand.BUCKETS, "unapplied"]
    columns = {name.removesuffix("_minor"): name for name in frame.column_names}
    rows = sorted(zip(*(frame[columns[name]].to_pylist() for name in names), strict=True))
    rows = [(*row[:2], *map(int, row[2:])) for row in rows]
    text = json.dumps([rows, [list(map(str, each)) for each in totals]])
    return hashlib.sha256(text.encode()).hexdigest()


def child(engine: str, side: str, folder: Path) -> None:
    """Measure one side in this process: CPU seconds of the figures, and the peak of memory."""
    frames = read(engine, folder)
    door = time.process_time()
    if side == "dunnix":
        ledger = dunnix_ledger(*frames)
    door = time.process_time() - door
    run: Callable[[], tuple[Any, Any]]
    if side == "dunnix":
        run = lambda: dunnix_figures(ledger, DAY)  # noqa: E731
    else:
        run = lambda: getattr(by_hand, f"{engine}_figures")(*frames, DAY)  # noqa: E731
    run()
    spent = []
    for _ in range(ROUNDS):
        start, wall = time.process_time(), time.perf_counter()
        found = run()
        spent.append((time.process_time() - start, time.perf_counter() - wall))
    peak = peak_of_memory()
    cpu, wall = min(spent)
    print(json.dumps({"cpu": cpu, "wall": wall, "door": door, "mib": peak, "sum": digest(*found)}))


def peak_of_memory() -> float:
    """Give the most memory this process has held, in MiB, as Linux counts it since it began."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024


def measure(engine: str, side: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, "--child", engine, side, "--folder", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)  # noqa: S603
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def compare(engine: str, folder: Path) -> bool:
    """Measure both sides in turns; print the ratios, and say whether both goals are met."""
    sides: dict[str, list[dict[str, Any]]] = {"hand": [], "dunnix": []}
    for _ in range(2):
        for side, found in sides.items():
            found.append(measure(engine, side, folder))
    if len({each["sum"] for found in sides.values() for each in found}) != 1:
        raise SystemExit(f"{engine}: both sides give different figures")
    least = {
        side: {what: min(each[what] for each in found) for what in ("cpu", "wall", "mib", "door")}
        for side, found in sides.items()
    }
    hand, ours = least["hand"], least["dunnix"]
    cpu, memory = ours["cpu"] / hand["cpu"], ours["mib"] / hand["mib"]
    print(
        f"{engine:8} cpu {ours['cpu']:6.2f} s against {hand['cpu']:6.2f} s: {cpu:4.2f} times;"
        f" memory {ours['mib']:5.0f} against {hand['mib']:5.0f} MiB: {memory:4.2f} times;"
        f" the door {ours['door']:5.2f} s once"
    )
    return cpu <= CPU_GOAL and memory <= MEMORY_GOAL


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--millions", type=float, default=1.0)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        child(*arguments.child, arguments.folder)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_files(folder, int(arguments.millions * 1_000_000))
        print(f"{arguments.millions:g} million invoices, {PAYMENTS_EACH} payments each")
        met = [compare(engine, folder) for engine in arguments.engines]
    print(f"goals: at most {CPU_GOAL} times the CPU time, {MEMORY_GOAL} times the memory")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
