"""The time zones of each country, from a shipped table."""

import functools


def zones_of(country: str | None) -> tuple[str, ...]:
    """Give the IANA zones of a country (ISO 3166-1 alpha-2) that keep different times, sorted.

    Empty for a country that is unknown. Overseas parts with a code of their own, such as `RE`, are
    countries here.

    >>> zones_of("PT")
    ('Atlantic/Azores', 'Europe/Lisbon')
    """
    return () if country is None else _table().get(country.upper(), ())


@functools.cache
def _table() -> dict[str, tuple[str, ...]]:
    # Imported on first use, to keep `import dunnix` short.
    import json
    from importlib import resources

    text = resources.files("dunnix.calendars").joinpath("zones.json").read_text("utf-8")
    return {country: tuple(names) for country, names in json.loads(text)["zones"].items()}
