"""Options that several commands share: which ledger, by which rules, in which language."""

import argparse

from dunnix.cli.arguments import column_of, currency, date_format, delimiter, iso_day, named
from dunnix.cli.examples import LEDGER, SCENARIO, STRATEGY
from dunnix.words import languages_of


def add_ledger_by_rules(parser: argparse.ArgumentParser) -> None:
    """Add what says which ledger is decided about, and by which scenario or strategy."""
    parser.add_argument("ledger", type=named, metavar="LEDGER", help=LEDGER)
    add_reading(parser, "decided about", "plan")
    rules = parser.add_mutually_exclusive_group(required=True)
    rules.add_argument("--scenario", type=named, metavar="SCENARIO", help=SCENARIO)
    rules.add_argument("--strategy", type=named, metavar="STRATEGY", help=STRATEGY)


def add_reading(
    parser: argparse.ArgumentParser, day_is: str, verb: str, must: str = "given"
) -> None:
    """Add what says how a ledger is read, and as of which day."""
    parser.add_argument(
        "--as-of",
        type=iso_day,
        metavar="DAY",
        help=f"the day {day_is}, as 2026-02-05; must be {must}",
    )
    parser.add_argument(
        "--map",
        nargs="+",
        action="extend",
        type=column_of,
        default=[],
        metavar="FIELD=COLUMN",
        help="which column of a CSV file holds a field; several, and may be repeated",
    )
    parser.add_argument(
        "--dates",
        type=date_format,
        metavar="FORMAT",
        help="how all dates are written, if not as 2026-02-05: D/M/YYYY, M/D/YYYY, %%d.%%m.%%Y",
    )
    parser.add_argument(
        "--currency", type=currency, metavar="CODE", help="of rows that name none: EUR, USD, ..."
    )
    parser.add_argument(
        "--delimiter", type=delimiter, metavar="SIGN", help="of CSV cells: , ; | or tab"
    )
    parser.add_argument("--strict", action="store_true", help=f"{verb} nothing if any row is bad")


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add the language people are spoken to in."""
    parser.add_argument(
        "--language",
        choices=languages_of("dunnix.cli"),
        default="en",
        help="of the text (default en)",
    )
