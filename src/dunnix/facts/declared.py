"""What a host gave for a declared fact, read as the kind of the fact."""

import re
import unicodedata
from typing import Final, TypeAlias

from dunnix.facts.table import Fact, FactKind
from dunnix.model import FactValue
from dunnix.money import Money

Value: TypeAlias = int | str | bool | None
_WHOLE: Final = re.compile("-?[0-9]{1,18}")
_FLAGS: Final = {"true": True, "false": False}


def declared_value(fact: Fact, given: FactValue | None, currency: str | None) -> Value:
    """Read a value as the kind of its fact; what can't be is unknown.

    Where none was given, the value declared for that case is read.

    A CSV file holds texts: `80` is a number, `true` a flag and `90.00` an amount where the fact is
    declared so. Amounts are in minor units, and unknown in another currency.

    >>> declared_value(Fact(name="debtor.score", kind="integer"), "80", None)
    80
    """
    value = fact.if_missing if given is None else given
    match fact.kind:
        case FactKind.FLAG:
            return value if isinstance(value, bool) else _FLAGS.get(str(value))
        case FactKind.INTEGER | FactKind.DAYS:
            return _whole(value)
        case FactKind.MONEY:
            return _minor_units(value, currency)
        case FactKind.CHOICE:
            text = _text(value)
            return text if text in fact.choices else None
        case FactKind.TEXT:
            return _text(value)


def _text(value: FactValue | None) -> str | None:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else None


def _whole(value: FactValue | None) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    return value if isinstance(value, int) else None


def _minor_units(value: FactValue | None, currency: str | None) -> int | None:
    if currency is None:
        return None
    if isinstance(value, Money):
        return value.minor_units if value.currency == currency else None
    try:
        return Money(value, currency).minor_units if isinstance(value, str) else None
    except ValueError:
        return None
