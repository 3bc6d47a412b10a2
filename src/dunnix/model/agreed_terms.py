"""The payment terms of an invoice: a text that is kept, and what it says where it can be read."""

import datetime as dt
import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from dunnix.model.checks import InvalidValueError
from dunnix.money import Money, currency_digits

if TYPE_CHECKING:
    from dunnix.terms import AmbiguousTermsError, DueAmount, PaymentTerms

_FORMS: Final = ("30 days net", "30 days end of month", "30 jours fin de mois")
_SHOWN: Final = 3
_COUNTED: Final = "give `due_date`, or terms that count calendar days from the issue date"


class Unread(NamedTuple):
    """Why a text isn't read as payment terms; the text itself is never told again."""

    code: str
    reason: str
    hint: str


def to_terms(value: "str | PaymentTerms | None") -> str | None:
    """Write payment terms as text, which reads back as the same terms; leave a text as it is."""
    if value is None or isinstance(value, str):
        return value
    from dunnix.terms import PaymentTerms  # only who makes terms has loaded them

    # Anything else is left for the field's own rule to refuse.
    return str(value) if isinstance(value, PaymentTerms) else value  # pyright: ignore[reportUnnecessaryIsInstance]  # callers err


def read_agreed(text: str | None) -> "PaymentTerms | Unread | None":
    """Give what a text says, or why it can't be read; None where there is no text."""
    return _read(text) if text and text.strip() else None


def due_by_terms(text: str, amount: Money, issued: dt.date | None) -> "tuple[DueAmount, ...]":
    """Give when what of an amount is due by terms, in the order agreed; no part is nothing.

    An amount of nothing is due once, with the last of them. Raises `InvalidValueError` where the
    text gives no due date.
    """
    terms = _read(text)
    if isinstance(terms, Unread):
        raise _no_due_date(terms.code, f"its terms {terms.reason}", "terms", terms.hint)
    if not terms.instalments:
        hint = "give `due_date`, or terms that say when the whole amount is due"
        raise _no_due_date("missing-due-date", "its terms name none", "due_date", hint)
    if issued is None:
        reason = "no issue date to count its terms from"
        hint = "give `issue_date`, or `due_date`"
        raise _no_due_date("terms-without-issue-date", reason, "issue_date", hint)
    parts = _schedule(terms, amount, issued)
    last = max(parts, key=lambda part: part.due_date)
    return tuple(part for part in parts if part.minor_units) or (last,)


def _no_due_date(code: str, reason: str, field: str, hint: str) -> InvalidValueError:
    """Give the refusal of an invoice that nothing gives a due date, and why its terms don't."""
    message = f"an invoice has no due date, and {reason}"
    return InvalidValueError(message, code=code, field=field, hint=hint)


def _schedule(terms: "PaymentTerms", amount: Money, issued: dt.date) -> "tuple[DueAmount, ...]":
    from dunnix.terms import TermsError

    code = amount.currency
    try:
        return terms.schedule(amount.minor_units, code, issued, digits=currency_digits(code))
    except TermsError as error:
        # What follows the colon speaks to those who call the terms themselves.
        reason = str(error).partition(":")[0]
        raise _no_due_date("uncountable-terms", reason, "terms", _COUNTED) from None


# A ledger has few terms and many invoices, and reading a text in six languages takes its time.
@functools.lru_cache(1000)
def _read(text: str) -> "PaymentTerms | Unread":
    from dunnix.terms import AmbiguousTermsError, TermsError, UnreadableTermsError, parse_terms

    try:
        return parse_terms(text)
    except AmbiguousTermsError as error:
        return Unread("ambiguous-terms", "have several readings", _one_of(error))
    except UnreadableTermsError as error:
        forms = error.forms[:_SHOWN]
        return Unread("unreadable-terms", _how_far(len(error.understood)), _written_as(forms))
    except TermsError:
        return Unread("unreadable-terms", "can't be read", _written_as(_FORMS))


def _how_far(understood: int) -> str:
    return f"can't be read beyond character {understood}" if understood else "can't be read"


def _written_as(forms: tuple[str, ...]) -> str:
    return f"write them as {_quoted(forms)}, or give `due_date`"


def _one_of(error: "AmbiguousTermsError") -> str:
    """Tell how each reading is written so that it has no other; amounts are left out."""
    readings = list(dict.fromkeys(error.readings.values()))
    if any(_names_amounts(each) for each in readings):
        return "write them so that they have one reading, or give `due_date`"
    return _written_as(tuple(map(str, readings)))


def _names_amounts(terms: "PaymentTerms") -> bool:
    from dunnix.terms import Fixed

    shares = (each.share for each in terms.instalments)
    stated = (each.base_amount for each in terms.discounts)
    return any(isinstance(each, Fixed) for each in shares) or any(
        each is not None for each in stated
    )


def _quoted(texts: tuple[str, ...]) -> str:
    *others, last = (f"`{each}`" for each in texts)
    return f"{', '.join(others)} or {last}" if others else last
