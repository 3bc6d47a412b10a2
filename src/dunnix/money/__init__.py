"""Amounts of money: integer minor units of an ISO 4217 currency."""

from dunnix.money.iso4217 import (
    ISO_4217_AS_OF,
    ISO_4217_HASH,
    Currency,
    currencies,
    currency_codes,
    currency_digits,
    currency_hint,
)
from dunnix.money.money import Money, total
from dunnix.money.rounding import half_up, share_of

__all__ = [
    "ISO_4217_AS_OF",
    "ISO_4217_HASH",
    "Currency",
    "Money",
    "currencies",
    "currency_codes",
    "currency_digits",
    "currency_hint",
    "half_up",
    "share_of",
    "total",
]
