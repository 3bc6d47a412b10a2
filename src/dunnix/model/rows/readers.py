"""How the cells of a row are read: from JSON values, or from the text of a CSV cell."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol, TypeAlias, cast

import attrs

from dunnix.errors import UnknownCurrencyError, did_you_mean
from dunnix.forms import Form, Formed, formed, forms
from dunnix.model.checks import PERCENT, InvalidValueError, identity, quoted_if_like
from dunnix.model.frozen_map import FactValue
from dunnix.model.rows.iso_dates import ISO_DATE, read_iso_date
from dunnix.model.rows.origin import one_line, shown
from dunnix.money import Money, currency_codes, currency_digits, currency_hint

_TIME: Final = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{6})?)?([+-][0-9]{2}:[0-9]{2})?")
_WHOLE: Final = re.compile(r"-?[0-9]{1,19}")
_PLAIN_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")
# What an error may quote: of any other text nobody knows whether it names a person.
_LIKE_A_TIME: Final = re.compile(r"[0-9]{1,2}(?:[:.h][0-9]{2}){0,2} ?(?:[ap]m)?", re.IGNORECASE)
_LIKE_A_CURRENCY: Final = re.compile(r"[A-Z]{3}|[^\w\s]")
_BITS: Final = 63
_KINDS: Final[tuple[tuple[tuple[type, ...], str], ...]] = (
    ((bool,), "true or false"),
    ((int, float, Decimal), "a number"),
    ((str,), "a text"),
    ((list, tuple), "a list"),
    ((Mapping,), "an object"),
)


@attrs.frozen(kw_only=True, order=False)
class Reading:
    """What holds for all rows of a ledger: how dates are written, and the usual currency."""

    date: Callable[[str], dt.date] = read_iso_date
    currency: str | None = None


class Cell(Protocol):
    """What a reader is told of the field."""

    @property
    def name(self) -> str:
        """The field's name."""
        ...


Reader: TypeAlias = Callable[[object, Cell, Reading], object]
FormedReader: TypeAlias = Formed[[object, Cell, Reading], object]

TEXT: Final[Form] = {"type": "string"}
WHOLE_NUMBER: Final = forms.either(forms.whole_number(), forms.text(_WHOLE.pattern))
AMOUNT: Final = forms.text(_PLAIN_NUMBER.pattern, "1200.00")
_IDENTITY: Final = r"[^\s=;](?:[^=;\x00-\x1f\x7f]*[^\s=;])?"
_LARGEST: Final = 2**_BITS - 1


def kind_of(value: object) -> str:
    """Say what a value is, in the words of JSON."""
    if value is None:
        return "nothing"
    for kinds, words in _KINDS:
        if isinstance(value, kinds):
            return words
    return f"a value of type {type(value).__name__}"


def wrong_type(value: object, wanted: str, hint: str | None = None) -> InvalidValueError:
    """Give the refusal of a value of the wrong kind."""
    return InvalidValueError(
        f"{kind_of(value)} where {wanted} is wanted", code="wrong-type", hint=hint
    )


@formed(TEXT)
def read_text(value: object, _: Cell, __: Reading) -> str:
    """Read a text; half a character, which no file can hold, is refused."""
    return _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise wrong_type(value, "a text", "write it in quotes")
    if not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
        raise InvalidValueError(
            "a text holds half a character (a lone surrogate)",
            code="bad-text",
            hint="write the character itself, or both halves of its escape",
        )
    return value


@formed(forms.text(_IDENTITY))
def read_identity(value: object, cell: Cell, _: Reading) -> str:
    """Read an id, which is text: as a number it would lose its leading zeros."""
    text = _text(value)
    identity(None, cell, text)
    return text


@formed({**forms.text(ISO_DATE.pattern, "2026-02-04"), "format": "date"})
def read_date(value: object, _: Cell, reading: Reading) -> dt.date:
    """Read a date as the ledger writes them."""
    if isinstance(value, str):
        return reading.date(value)
    if isinstance(value, dt.datetime):
        raise InvalidValueError(
            "a datetime where a date is wanted",
            code="datetime-for-date",
            hint="call `.date()` in the time zone that counts",
        )
    if isinstance(value, dt.date):
        return dt.date(value.year, value.month, value.day)
    raise wrong_type(value, "a date", "write it in quotes, as `2026-02-04`")


@formed(AMOUNT)
def read_amount(value: object, _: Cell, __: Reading) -> str | Decimal:
    """Read the text of an amount; what it is worth only its currency tells."""
    if isinstance(value, float):
        raise InvalidValueError(
            "a number with a binary fraction where an amount is wanted",
            code="float-amount",
            hint='write the amount in quotes, as `"1200.00"`',
        )
    if not isinstance(value, str | Decimal):
        raise wrong_type(value, "an amount", 'write the amount in quotes, as `"1200.00"`')
    return value


@formed(forms.either(forms.whole_number(1, 100), forms.text(PERCENT.pattern, "33.5")))
def read_percent(value: object, cell: Cell, reading: Reading) -> str | Decimal:
    """Read a share in percent: a whole number, or a text with a point."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    try:
        return read_amount(value, cell, reading)
    except InvalidValueError as error:
        found = kind_of(value)
        message = f"{found} where a percentage is wanted"
        hint = "write a text such as `33.5`"
        raise InvalidValueError(message, code=error.code, hint=hint) from None


def read_money(amount: str | Decimal, currency: str) -> Money:
    """Make an amount of a text and a currency; the refusal never quotes the amount."""
    try:
        return Money(amount, currency)
    except ValueError as error:
        code, hint = _fault_of_amount(amount, currency)
        raise InvalidValueError(str(error), code=code, field="amount", hint=hint) from None


def _fault_of_amount(amount: str | Decimal, currency: str) -> tuple[str, str]:
    if isinstance(amount, Decimal):
        exponent = amount.normalize().as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) else None
    else:
        number = _PLAIN_NUMBER.fullmatch(amount)
        decimals = len((number[1] or "").rstrip("0")) if number else None
    if decimals is None:
        return "bad-amount", "write an amount as `1234.50`"
    if decimals > currency_digits(currency):
        return "too-many-decimals", "round it where it was calculated, so that sums agree"
    return "beyond-64-bits", "check for a missing point"


@formed(lambda: forms.words(currency_codes()))
def read_currency(value: object, _: Cell, __: Reading) -> str:
    """Read an ISO 4217 code."""
    code = _text(value)
    try:
        currency_digits(code)
    except UnknownCurrencyError:
        hint = currency_hint(code)
        is_near = hint.startswith("did you mean") or _LIKE_A_CURRENCY.fullmatch(code)
        raise InvalidValueError(
            f"{f'`{code}`' if is_near else 'the text'} is no currency of ISO 4217",
            code="unknown-currency",
            hint=hint,
        ) from None
    return code


@formed(forms.either(forms.FLAG, forms.words(["true", "false"])))
def read_flag(value: object, _: Cell, __: Reading) -> bool:
    """Read true or false, in CSV as those words."""
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise wrong_type(value, "`true` or `false`")


@formed(WHOLE_NUMBER)
def read_whole_number(value: object, _: Cell, __: Reading) -> int:
    """Read a whole number, in CSV as its digits."""
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        value = int(value)
    if type(value) is not int:
        raise wrong_type(value, "a whole number")
    return value


@formed(forms.text(_TIME.pattern, "14:30"))
def read_time(value: object, _: Cell, __: Reading) -> dt.time:
    """Read a time of day as `14:30`."""
    if isinstance(value, dt.time):
        return value
    if not isinstance(value, str):
        raise wrong_type(value, "a time of day", "write it in quotes, as `14:30`")
    try:
        if _TIME.fullmatch(value):
            return dt.time.fromisoformat(value)
    except ValueError:
        pass
    found = f"`{value}`" if _LIKE_A_TIME.fullmatch(value) else "the text"
    raise InvalidValueError(
        f"{found} is no time of day", code="bad-time", hint="write it as `14:30`"
    )


@formed(forms.either(TEXT, forms.listed(TEXT, once=False)))
def read_texts(value: object, _: Cell, __: Reading) -> tuple[str, ...]:
    """Read a list of texts, or one text with `;` between them as CSV has it."""
    if isinstance(value, str):
        parts = (part.strip() for part in _text(value).split(";"))
        return tuple(part for part in parts if part)
    if not isinstance(value, list | tuple):
        raise wrong_type(value, "a list of texts")
    items = cast("list[object] | tuple[object, ...]", value)
    return tuple(_text(item) for item in items)


@formed(forms.either(TEXT, forms.listed(WHOLE_NUMBER, once=False)))
def read_whole_numbers(value: object, cell: Cell, reading: Reading) -> tuple[int, ...]:
    """Read a list of whole numbers, or one text with `;` between them as CSV has it."""
    if isinstance(value, str):
        value = read_texts(value, cell, reading)
    if not isinstance(value, list | tuple):
        raise wrong_type(value, "a list of whole numbers")
    items = cast("list[object] | tuple[object, ...]", value)
    return tuple(read_whole_number(item, cell, reading) for item in items)


def one_of(kind: type[StrEnum]) -> Formed[[object, Cell, Reading], StrEnum]:
    """Give a reader of a choice that names the choices when it refuses."""

    @formed(forms.words(kind))
    def read(value: object, cell: Cell, _: Reading, /) -> StrEnum:
        word = _text(value)
        try:
            return kind(word)
        except ValueError:
            raise InvalidValueError(
                f"{quoted_if_like(one_line(word), kind)} is no value of `{shown(cell.name)}`",
                code="unknown-value",
                hint=did_you_mean(word[:_BITS], list(kind)),
            ) from None

    return read


@formed(
    lambda: forms.either(
        TEXT,
        forms.whole_number(-_LARGEST, _LARGEST),
        forms.FLAG,
        forms.table({"amount": AMOUNT, "currency": read_currency.form}, ("amount", "currency")),
    )
)
def read_fact(value: object, cell: Cell, reading: Reading) -> FactValue:
    """Read a fact the host declares: a text, a whole number, true or false, or an amount."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        raise InvalidValueError(
            f"the fact `{shown(cell.name)}` is a number with a binary fraction",
            code="float-value",
            hint="write it in quotes, or as a whole number of smaller units",
        )
    if isinstance(value, int):
        if value.bit_length() > _BITS:
            raise InvalidValueError(
                f"the fact `{shown(cell.name)}` is beyond 64 bits", code="beyond-64-bits"
            )
        return value
    if isinstance(value, Mapping):
        return _read_fact_money(cast("Mapping[object, object]", value), cell, reading)
    return _text(value)


def _read_fact_money(value: Mapping[object, object], cell: Cell, reading: Reading) -> Money:
    if set(value) != {"amount", "currency"}:
        raise wrong_type(value, "a text, a whole number, or `amount` and `currency`")
    amount = read_amount(value["amount"], cell, reading)
    return read_money(amount, read_currency(value["currency"], cell, reading))
