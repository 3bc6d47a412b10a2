"""The values of options, each read or refused with what is wanted."""

import argparse
import datetime as dt
import re
from typing import Final

_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_COUNT: Final = re.compile(r"\d{1,5}", re.ASCII)
_EDGES: Final = re.compile(r"-?\d{1,5}(,-?\d{1,5})*", re.ASCII)
_LONGEST: Final = 36_500
_MOST_JOBS: Final = 256


def named(text: str) -> str:
    """Take a name or a path; an empty one would stand for the folder one is in."""
    if text.strip():
        return text
    raise argparse.ArgumentTypeError("the name is empty: is it a variable that holds nothing?")


def iso_day(text: str) -> dt.date:
    """Read a day: `2026-02-05`, and nothing that could be read in two ways."""
    if _ISO.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"there is no day `{text}`") from None
    raise argparse.ArgumentTypeError(f"`{text}` is no day: write it as 2026-02-05")


def column_of(text: str) -> tuple[str, str]:
    """Read `due_date=DueDate`: a field of an invoice and the column that holds it."""
    field, mark, column = text.partition("=")
    if mark and field and column:
        return field.strip(), column
    raise argparse.ArgumentTypeError(
        f"`{text}` isn't FIELD=COLUMN (a ledger goes before `--map`, or after ` -- `)"
    )


def step_of(text: str) -> tuple[str, str]:
    """Read `call=first-call`: a step, and what it becomes; `call=` where it becomes nothing."""
    step, mark, becomes = text.partition("=")
    if mark and step:
        return step.strip(), becomes.strip()
    raise argparse.ArgumentTypeError(f"`{text}` isn't STEP=NEW, such as call=first-call")


def date_format(text: str) -> str:
    """Check how dates are written, before any file is read."""
    from dunnix.ledger import date_reader  # read only when it is asked for

    try:
        date_reader(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def currency(text: str) -> str:
    """Check an ISO 4217 code."""
    from dunnix.money import currency_digits

    try:
        currency_digits(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def country(text: str) -> str | None:
    """Read a country by its two letters, or `none`."""
    from dunnix.calendars.zones import zones_of

    if text.lower() == "none":
        return None
    if not zones_of(text):
        message = f"`{text}` is no country: give two letters, such as FR, or none"
        raise argparse.ArgumentTypeError(message)
    return text.upper()


def new_id(text: str) -> str:
    """Read what a new scenario is called."""
    from dunnix.scenario.faults import Faulty
    from dunnix.scenario.identifiers import read_id

    try:
        return str(read_id(text))
    except Faulty as error:
        fault = error.faults[0]
        raise argparse.ArgumentTypeError(f"{fault.message}: {fault.hint}") from None


def delimiter(text: str) -> str:
    """Read what parts the cells of a CSV file; `tab` stands for the tab."""
    found = {"tab": "\t", "\\t": "\t"}.get(text, text)
    if found in {",", ";", "|", "\t"}:
        return found
    raise argparse.ArgumentTypeError(f"`{text}` is no delimiter: give `,`, `;`, `|` or `tab`")


def count_of_days(text: str) -> int:
    """Read a length of time in days, at least one."""
    if _COUNT.fullmatch(text) and 0 < int(text) <= _LONGEST:
        return int(text)
    raise argparse.ArgumentTypeError(f"`{text}` is no number of days from 1 to {_LONGEST}")


def count_of_jobs(text: str) -> int:
    """Read how many processes to run, at least one."""
    if _COUNT.fullmatch(text) and 0 < int(text) <= _MOST_JOBS:
        return int(text)
    raise argparse.ArgumentTypeError(f"`{text}` is no number of processes from 1 to {_MOST_JOBS}")


def capacity_of(text: str) -> tuple[str, int]:
    """Read `lea=40`: an owner and how many actions fit a day."""
    owner, mark, count = text.rpartition("=")
    if mark and owner and _COUNT.fullmatch(count):
        return owner.strip(), int(count)
    raise argparse.ArgumentTypeError(
        f"`{text}` isn't OWNER=N (a ledger goes before `--capacity`, or after ` -- `)"
    )


def edges_of(text: str) -> tuple[int, ...]:
    """Read the last days of buckets: `0,30,60,90`; whether they can be is judged with the basis."""
    if _EDGES.fullmatch(text):
        return tuple(map(int, text.split(",")))
    raise argparse.ArgumentTypeError(f"`{text}` isn't a list of days as 0,30,60,90")


def names_of(text: str) -> tuple[str, ...]:
    """Read names with commas between them."""
    names = tuple(name.strip() for name in text.split(","))
    if all(names):
        return names
    raise argparse.ArgumentTypeError(f"`{text}` isn't a list of names as country,owner")
