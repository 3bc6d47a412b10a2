"""Writes the table of time zones by country, from the package tzdata or the machine's own.

Of the zones of a country those that keep the same time all year, from the first year of the table
on, are one: the first of the list stands for them, a station in Antarctica last.

    python scripts/make_zones.py
"""

import datetime as dt
import json
import zoneinfo
from importlib import metadata
from pathlib import Path

FIRST, LAST = 2024, 2030
TARGET = Path(__file__).parents[1] / "src" / "dunnix" / "calendars" / "zones.json"
TABLE = Path("/usr/share/zoneinfo/zone.tab")


def main() -> None:
    """Write the table."""
    zones: dict[str, dict[tuple[float, ...], str]] = {}
    lines = TABLE.read_text("utf-8").splitlines()
    for line in sorted(lines, key=lambda each: "Antarctica/" in each):
        if line.startswith("#"):
            continue
        country, _, name, *_ = line.split("\t")
        zones.setdefault(country, {}).setdefault(times_kept(name), name)
    data = {
        "source": f"zone.tab of the IANA database, with tzdata {metadata.version('tzdata')}",
        "compared": f"{FIRST} to {LAST}",
        "zones": {country: sorted(zones[country].values()) for country in sorted(zones)},
    }
    TARGET.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(f"{len(zones)} countries")


def times_kept(name: str) -> tuple[float, ...]:
    """Give a zone's distance from UTC, every six hours of the years compared."""
    zone = zoneinfo.ZoneInfo(name)
    start = dt.datetime(FIRST, 1, 1, tzinfo=dt.UTC)
    hours = range(0, 24 * 366 * (LAST - FIRST + 1), 6)
    moments = (start + dt.timedelta(hours=each) for each in hours)
    return tuple(
        (each.astimezone(zone).utcoffset() or dt.timedelta()).total_seconds() for each in moments
    )


if __name__ == "__main__":
    main()
