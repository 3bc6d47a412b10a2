"""The options of `dunnix draw`, and its examples."""

import argparse
from typing import Final

from dunnix.cli.arguments import count_of_days, named

DRAW_EXAMPLES: Final = """\
examples:
  dunnix draw fr-b2b > fr-b2b.svg
  dunnix draw my.toml --part reactions --language fr --output reactions.svg
  dunnix draw my.toml --format html --output my.html
  dunnix draw fr-b2b --ledger ledger/ --as-of 2026-02-05 --debtor D42 \\
      --format html --output D42.html

Without a ledger the scenario is drawn, with one the account of a debtor: what
happened, what is held and why, and what comes if nothing happens. A page holds
the pictures and a decision in words, and needs nothing else. What a ledger is,
and how its columns are named: dunnix plan --help
"""


def add_draw_options(parser: argparse.ArgumentParser) -> None:
    """Add what says which picture is drawn, of what, and where it goes."""
    parser.add_argument(
        "--format",
        choices=("svg", "html"),
        default="svg",
        help="svg: one picture (default); html: a page with all there is",
    )
    parser.add_argument(
        "--part",
        choices=("timeline", "reactions"),
        help="which picture of a scenario (default timeline)",
    )
    parser.add_argument(
        "--coverage",
        type=named,
        metavar="FILE",
        help="what tests came to, as JSON: marked in the pictures",
    )
    parser.add_argument("--output", type=named, metavar="FILE", help="write to a file instead")
    parser.add_argument(
        "--ledger", type=named, metavar="LEDGER", help="draw an account: the ledger it is in"
    )
    parser.add_argument("--debtor", type=named, metavar="ID", help="whose account")
    parser.add_argument(
        "--days", type=count_of_days, metavar="N", help="how far to look ahead (default 60)"
    )
