"""The currencies of ISO 4217, from a dated table that ships with the package.

The table comes from the lists the ISO 4217 agency publishes, not from CLDR, whose digits are
those people write: CLDR gives RSD and IQD none where ISO gives 2 and 3.
"""

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import attrs

from dunnix.errors import UnknownCurrencyError

ISO_4217_AS_OF = dt.date(2026, 1, 1)
ISO_4217_HASH = "bbce58b152f05823d8cdfc02006fe9e8ee9cc2116091739789fc1731ee846a64"

# The names and signs that can only mean one currency: `$` may be any of twenty.
_MEANT: Final = {"EURO": "EUR", "EUROS": "EUR", "€": "EUR", "£": "GBP"}

CurrencyRow: TypeAlias = tuple[str, str, int | None, str, str | None]


@attrs.frozen(kw_only=True, order=False)
class Currency:
    """A currency as ISO 4217 lists it.

    `digits` is None for codes without a minor unit (gold, tests, units of account): no invoice
    can be in them. `withdrawn` is the month, as `2023-01`, in which a code left the list; it
    stays usable for what was invoiced before. Codes withdrawn before 2002 are not kept.
    """

    code: str
    number: str
    digits: int | None
    name: str
    withdrawn: str | None = None


@functools.cache
def currencies() -> Mapping[str, Currency]:
    """Give every currency known, by code, in the order of the codes.

    >>> currencies()["HRK"].withdrawn
    '2023-01'
    """
    # The table is read on first use, and what reads it is imported then: `import dunnix` is short.
    import json
    from importlib import resources

    table = resources.files("dunnix.money").joinpath("data", "iso4217.json")
    rows: list[CurrencyRow] = json.loads(table.read_text(encoding="utf-8"))["currencies"]
    return MappingProxyType({row[0]: _currency(row) for row in rows})


def currency_codes() -> tuple[str, ...]:
    """Give the codes amounts can be written in, sorted: those with minor units.

    >>> "EUR" in currency_codes(), "XAU" in currency_codes()
    (True, False)
    """
    return tuple(sorted(minor_digits()))


def currency_digits(code: str) -> int:
    """Give the decimals of a currency: 2 for EUR, 0 for JPY, 3 for BHD.

    Raises `UnknownCurrencyError` for a code ISO 4217 doesn't list or that has no minor unit.

    >>> currency_digits("IQD")
    3
    """
    digits = minor_digits().get(code)
    if digits is None:
        raise _unknown(code)
    return digits


def currency_hint(code: str) -> str:
    """Say which currency a text that is no code can only mean, or what a code is.

    >>> currency_hint("Euro"), currency_hint("usd")
    ('did you mean `EUR`?', 'did you mean `USD`?')
    """
    upper = code.strip().upper()
    meant = _MEANT.get(upper, upper)
    if meant != code and meant in minor_digits():
        return f"did you mean `{meant}`?"
    return "write a code of ISO 4217, such as `EUR`"


@functools.cache
def minor_digits() -> dict[str, int]:
    """Give decimals by code, for those that have any meaning: what `Money` looks up."""
    return {each.code: each.digits for each in currencies().values() if each.digits is not None}


def table_hash(rows: Iterable[CurrencyRow]) -> str:
    """Give the SHA-256 of the rows, whatever the layout of the file."""
    import hashlib
    import json

    content = json.dumps(list(rows), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(content.encode("ascii")).hexdigest()


def _currency(row: CurrencyRow) -> Currency:
    code, number, digits, name, withdrawn = row
    return Currency(code=code, number=number, digits=digits, name=name, withdrawn=withdrawn)


def _unknown(code: str) -> UnknownCurrencyError:
    if code in currencies():
        return UnknownCurrencyError(f"`{code}` has no minor unit, so no invoice can be in it")
    return UnknownCurrencyError(f"ISO 4217 has no currency `{code}`; {currency_hint(code)}")
