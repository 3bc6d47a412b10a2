"""What an expectation may ask of an action beside its day and its step."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, cast

import attrs

from dunnix.engine import NextAction
from dunnix.forms import Form, Formed, form_of, formed, forms
from dunnix.model import Role
from dunnix.model.checks import InvalidValueError
from dunnix.model.rows import read_iso_date
from dunnix.money import Money
from dunnix.scenario import Do, Effect, Goal, Tone, readers
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.readers import Reader, choice, list_of, read_flag, read_text, shown, wrong_type
from dunnix.scenario.tables import Key, key, words

_A_DAY: Final = "write such as 2026-02-05, without quotes"
_NOT_ASKED: Final = "not asked"
# A schema is asked about the text of a date: JSON has no dates.
DAY: Final[Form] = {"type": "string", "format": "date"}


@attrs.frozen(order=False)
class Ask:
    """One key of an expectation: how it is read, and what of an action it is compared with."""

    key: Key
    found: Callable[[NextAction], object]


@formed(DAY)
def read_day(value: object) -> dt.date:
    """Read a day, as TOML writes it or as a text."""
    if type(value) is dt.date:
        return value
    if not isinstance(value, str):
        raise wrong_type(value, "a day", _A_DAY)
    try:
        return read_iso_date(value)
    except InvalidValueError as error:
        raise Faulty(Fault(code=error.code, message=error.message, hint=_A_DAY)) from None


@formed({"type": "string"})
def _read_time(value: object) -> str:
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    return str(read_text(value))


@formed(readers.read_amount.form)
def _read_amount(value: object) -> Decimal:
    return Decimal(readers.read_amount(value))


@formed(readers.read_mode.form)
def _read_mode(value: object) -> str:
    return str(readers.read_mode(value))


def _several(read: Reader, wanted: str) -> Formed[[object], tuple[str, ...]]:
    """Give a reader of a list whose order says nothing; one may stand without brackets."""
    read_list = list_of(read, wanted, lone=True)

    @formed(lambda: forms.listed(form_of(read), lone=True))
    def read_sorted(value: object, /) -> tuple[str, ...]:
        return tuple(sorted(map(str, read_list(value))))

    return read_sorted


def _amount(money: Money | None) -> Decimal | None:
    return None if money is None else money.to_decimal()


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _ask(read: Reader, takes: str, meaning: str, found: Callable[[NextAction], object]) -> Ask:
    return Ask(key(read, takes, _NOT_ASKED, meaning), found)


ASKS: Final[Mapping[str, Ask]] = {
    "channel": _ask(read_text, "channel", "by which it goes out", lambda each: each.channel),
    "to": _ask(
        choice(Role, "role of a contact"),
        words(Role),
        "the role of the contact it goes to",
        lambda each: None if each.contact is None else str(each.contact.role),
    ),
    "do": _ask(choice(Do, "way to act"), words(Do), "what is done", lambda each: str(each.do)),
    "tone": _ask(
        choice(Tone, "tone"), words(Tone), "how firm it is", lambda each: _text(each.tone)
    ),
    "mode": _ask(
        _read_mode,
        "`auto`, `manual` or `confirm:<role>`",
        "whether it goes by itself",
        lambda each: str(each.mode),
    ),
    "owner": _ask(read_text, "text", "the person responsible", lambda each: each.owner),
    "from": _ask(read_text, "role of ours", "in whose name it is", lambda each: each.sender),
    "template": _ask(read_text, "text", "the text it takes", lambda each: each.template),
    "goal": _ask(
        _several(choice(Goal, "goal"), "goals"),
        f"one or several of {words(Goal)}",
        "what it is to obtain, in any order",
        lambda each: tuple(sorted(map(str, each.goal))),
    ),
    "copy": _ask(
        _several(read_text, "channels"),
        "channels",
        "by which further channels it goes out",
        lambda each: tuple(sorted(copy.channel for copy in each.copies)),
    ),
    "invoices": _ask(
        _several(read_text, "ids"),
        "ids",
        "all receivables it is about",
        lambda each: tuple(sorted(line.id for line in each.receivables)),
    ),
    "amount": _ask(
        _read_amount, "amount", "the amount in play", lambda each: _amount(each.amount_due)
    ),
    "interest": _ask(
        _read_amount, "amount", "the late interest claimed", lambda each: _amount(each.interest)
    ),
    "indemnity": _ask(
        _read_amount, "amount", "the fixed sums claimed", lambda each: _amount(each.indemnity)
    ),
    "fee": _ask(_read_amount, "amount", "what it costs the debtor", lambda each: _amount(each.fee)),
    "effects": _ask(
        _several(choice(Effect, "effect"), "effects"),
        f"one or several of {words(Effect)}",
        "what it brings about",
        lambda each: tuple(sorted(map(str, each.effects))),
    ),
    "deadline": _ask(
        read_day, "day", "the last day it leaves the debtor", lambda each: each.deadline_on
    ),
    "time": _ask(
        _read_time,
        "time of day",
        "that of a call agreed on",
        lambda each: None if each.time is None else each.time.isoformat("minutes"),
    ),
    "late": _ask(
        read_flag, "true or false", "whether its last day in time is over", lambda e: e.is_late
    ),
}


def written(value: object) -> str:
    """Write what is asked or found as a report shows it."""
    match value:
        case None:
            return "none"
        case bool():
            return str(value).lower()
        case tuple():
            return " and ".join(map(str, cast("tuple[object, ...]", value))) or "none"
        case _:
            return shown(str(value), longest=60)
