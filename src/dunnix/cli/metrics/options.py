"""The options of `dunnix metrics`, and a help that one can learn from."""

import argparse
from typing import Final

from dunnix.cli.arguments import count_of_days, edges_of, iso_day, named, names_of

METRICS_EXAMPLES: Final = """\
examples:
  dunnix metrics ledger/ --as-of 2026-06-30
  dunnix metrics ledger/ --as-of 2026-06-30 --first 2026-04-01 --language de
  dunnix metrics ledger/ --as-of 2026-06-30 --by country --format csv > a.csv
  dunnix metrics ledger/ --as-of 2026-06-30 --html report.html
  dunnix metrics ledger/ --as-of 2026-06-30 --check

What a ledger is, and how its columns are named: dunnix plan --help

A debtor with a row that can't be read is left out of all figures, and the exit
code is 1; --strict reports nothing then. It is 1 as well where --check finds an
error or a warning.
"""


def add_metrics_options(parser: argparse.ArgumentParser) -> None:
    """Add what only `dunnix metrics` takes."""
    parser.add_argument(
        "--first",
        type=iso_day,
        metavar="DAY",
        help="first day of the period of what was collected and paid (default: that of --days)",
    )
    parser.add_argument(
        "--days",
        type=count_of_days,
        default=90,
        metavar="N",
        help="length of the sales window of the DSO, up to --as-of (default 90)",
    )
    parser.add_argument(
        "--by",
        type=names_of,
        default=(),
        metavar="NAME",
        help="split by debtor, creditor, country, owner, ... or a fact; several: country,owner",
    )
    parser.add_argument(
        "--edges",
        type=edges_of,
        metavar="DAYS",
        help="last days of the ageing's buckets, as 0,30,60,90; --edges=-30,0,30 from before due",
    )
    parser.add_argument(
        "--basis", choices=("due", "issue"), default="due", help="age from the due or issue date"
    )
    parser.add_argument(
        "--credit",
        choices=("separate", "aged", "netted"),
        default="separate",
        help="unapplied money in the ageing: apart, by its own age, or paying the oldest first",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "csv"),
        default="text",
        help="text (default); json: one object; csv: the ageing, amounts as decimals",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="list what makes figures doubtful too: dates, duplicates, ids written two ways, ...",
    )
    parser.add_argument(
        "--html", type=named, metavar="FILE", help="write the report as a page of its own too"
    )
