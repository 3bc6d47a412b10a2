"""Make the tables of public holidays that ship, from the package `holidays`.

    python scripts/make_calendars.py [--check]

The same version of `holidays` always gives the same files. With --check nothing is written:
the exit code is 1 when a file differs, is missing or is one too many.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import attrs
from holidays import country_holidays

from dunnix.calendars.holiday_tables import calendar_days

FOLDER = Path(__file__).parents[1] / "src/dunnix/calendars/data"
YEARS = range(2015, 2036)

COUNTRIES = {
    "AT": "Austria",
    "BE": "Belgium",
    "CA": "Canada, nationwide",
    "CH": "Switzerland, nationwide",
    "DE": "Germany, nationwide",
    "ES": "Spain, nationwide",
    "FR": "France",
    "IE": "Ireland",
    "IT": "Italy",
    "LU": "Luxembourg",
    "NL": "Netherlands",
    "PT": "Portugal",
    "US": "United States, federal",
}
WHOLES = {"CA": "Canada", "CH": "Switzerland", "DE": "Germany", "GB": "United Kingdom"}
PARTS = {
    "CA": "AB BC MB NB NL NS NT NU ON PE QC SK YT",
    "CH": "AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH",
    "DE": "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH",
    "GB": "ENG NIR SCT WLS",
}


@attrs.frozen(order=False)
class Shipped:
    """A table to make: its name, title, and what `holidays` calls the place."""

    name: str
    title: str
    place: str
    subdivision: str | None = None


def shipped() -> list[Shipped]:
    countries = [Shipped(code, title, code) for code, title in COUNTRIES.items()]
    parts = [
        Shipped(f"{country}-{part}", title_of(country, part), country, part)
        for country, listed in PARTS.items()
        for part in listed.split()
    ]
    others = [
        Shipped("FR-ALSACE-MOSELLE", "France, Alsace and Moselle (57, 67, 68)", "FR", "57"),
        # What the United Kingdom has in common leaves out Easter Monday: England is meant.
        Shipped("GB", "United Kingdom, as in England", "GB", "ENG"),
        Shipped("TARGET", "TARGET, the euro payment system of the ECB", "TARGET"),
    ]
    return [*countries, *parts, *others]


def title_of(country: str, part: str) -> str:
    names = country_holidays(country).get_subdivision_aliases()
    return f"{WHOLES[country]}, {next(iter(names.get(part) or [part]))}"


def table(item: Shipped) -> str:
    days = calendar_days(item.place, item.subdivision, years=YEARS)
    head = {
        "id": item.name,
        "title": item.title,
        "source": f"holidays {version('holidays')}",
        "weekend": list(days.weekend),
        "known_from": days.known_from.isoformat(),
        "known_until": days.known_until.isoformat(),
        "closed": by_year(day.isoformat() for day in days.closed),
        "opened": by_year(day.isoformat() for day in days.opened),
    }
    return json.dumps(head, ensure_ascii=False, indent=1) + "\n"


def by_year(days: Iterable[str]) -> dict[str, str]:
    years: dict[str, list[str]] = {}
    for day in days:
        years.setdefault(day[:4], []).append(day[5:])
    return {year: " ".join(found) for year, found in years.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the shipped tables")
    check = parser.parse_args().check
    wanted = {FOLDER / f"{item.name}.json": table(item) for item in shipped()}
    found = {path: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    different = sorted(path for path in wanted | found if wanted.get(path) != found.get(path))
    for path in different:
        print(f"{'differs' if check else 'written'}: {path.name}")
        if not check and path in wanted:
            path.write_text(wanted[path], encoding="utf-8")
        elif not check:
            path.unlink()
    print(f"{len(wanted)} tables of holidays {version('holidays')}, {len(different)} differ")
    return 1 if check and different else 0


if __name__ == "__main__":
    sys.exit(main())
