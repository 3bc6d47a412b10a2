"""What a field of a value must be, each rule with its own sentence."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Protocol, TypeAlias, TypeVar

from dunnix.errors import DunnixError, did_you_mean
from dunnix.model.names import (
    ActionStatus,
    CausedBy,
    ContactOutcome,
    ContactPlace,
    Party,
    Penalty,
    PlanStatus,
    ReplyReason,
    Role,
)
from dunnix.money import Money

_Choice = TypeVar("_Choice", bound=StrEnum)
_LONGEST_WORD: Final = 40
_LONGEST_MONTH: Final = 31
_WHOLE: Final = 100
PERCENT: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?")


class InvalidValueError(DunnixError, ValueError):
    """A value that can't be: `code` is stable, `field` names the field where one is to blame.

    `row` is the row to blame where several could be; it doesn't travel when pickled.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str,
        field: str | None = None,
        hint: str | None = None,
        row: object = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field
        self.hint = hint
        self.row = row

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.message, self.code, self.field, self.hint)

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


def _rebuild(message: str, code: str, field: str | None, hint: str | None) -> InvalidValueError:
    return InvalidValueError(message, code=code, field=field, hint=hint)


class Named(Protocol):
    """What attrs tells a validator of the field."""

    @property
    def name(self) -> str:
        """The field's name."""
        ...


Validator: TypeAlias = Callable[[Any, Named, Any], None]


def to_date(value: dt.date) -> dt.date:
    """Turn a subclass of date, such as pendulum's, into a plain date; leave the rest as it is."""
    if type(value) is dt.date or not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        return value
    return dt.date(value.year, value.month, value.day)


def to_optional_date(value: dt.date | None) -> dt.date | None:
    """Do the same where the date may be missing."""
    return None if value is None else to_date(value)


def plain_date(_: Any, field: Named, value: Any) -> None:
    """Refuse all but a date, a datetime included: the time of day would be lost in silence."""
    if type(value) is dt.date:
        return
    if isinstance(value, dt.datetime):
        raise InvalidValueError(
            f"`{field.name}` is a datetime, a date is wanted",
            code="datetime-for-date",
            field=field.name,
            hint="call `.date()` in the time zone that counts",
        )
    if value is None:
        raise InvalidValueError(
            f"`{field.name}` is missing", code="missing-field", field=field.name
        )
    raise InvalidValueError(
        f"`{field.name}` is of type {type(value).__name__}, a date is wanted",
        code="wrong-type",
        field=field.name,
    )


def optional_date(owner: Any, field: Named, value: Any) -> None:
    """Allow a date or nothing."""
    if value is not None:
        plain_date(owner, field, value)


def money(_: Any, field: Named, value: Any) -> None:
    """Refuse all but Money."""
    if isinstance(value, Money):
        return
    raise InvalidValueError(
        f"`{field.name}` is of type {type(value).__name__}, Money is wanted",
        code="wrong-type",
        field=field.name,
        hint='write Money("1200.00", "EUR")',
    )


def positive_money(owner: Any, field: Named, value: Any) -> None:
    """Refuse all but an amount above zero."""
    money(owner, field, value)
    if isinstance(value, Money) and value.minor_units <= 0:
        raise InvalidValueError(
            f"`{field.name}` must be above zero", code="not-positive", field=field.name
        )


def optional_positive_money(owner: Any, field: Named, value: Any) -> None:
    """Allow an amount above zero or nothing."""
    if value is not None:
        positive_money(owner, field, value)


def identity(_: Any, field: Named, value: Any) -> None:
    """Refuse an id that is empty, padded, or holds a sign that lists of ids are written with."""
    if not isinstance(value, str):
        raise InvalidValueError(
            f"`{field.name}` is of type {type(value).__name__}, text is wanted",
            code="wrong-type",
            field=field.name,
        )
    if not value or value != value.strip() or not value.isprintable():
        raise InvalidValueError(
            f"`{field.name}` is empty, padded with spaces or holds signs that don't print",
            code="bad-id",
            field=field.name,
        )
    if "=" in value or ";" in value:
        raise InvalidValueError(
            f"`{field.name}` holds `=` or `;`, which lists of ids are written with",
            code="bad-id",
            field=field.name,
        )


def optional_identity(owner: Any, field: Named, value: Any) -> None:
    """Allow an id or nothing."""
    if value is not None:
        identity(owner, field, value)


def identities(owner: Any, field: Named, value: Any) -> None:
    """Check each id of a tuple."""
    for each in value:
        identity(owner, field, each)


def text(_: Any, field: Named, value: Any) -> None:
    """Refuse all but text that isn't empty."""
    if not isinstance(value, str) or not value.strip():
        raise InvalidValueError(
            f"`{field.name}` must be text and not empty", code="wrong-type", field=field.name
        )


def optional_text(_: Any, field: Named, value: Any) -> None:
    """Allow text, an empty one included, or nothing."""
    if value is not None and not isinstance(value, str):
        raise InvalidValueError(
            f"`{field.name}` is of type {type(value).__name__}, text is wanted",
            code="wrong-type",
            field=field.name,
        )


def optional_texts(owner: Any, field: Named, value: Any) -> None:
    """Check each text of a tuple."""
    for each in value:
        optional_text(owner, field, each)


def count(_: Any, field: Named, value: Any) -> None:
    """Refuse all but a whole number from zero."""
    if type(value) is not int or value < 0:
        raise InvalidValueError(
            f"`{field.name}` must be a whole number from 0", code="wrong-type", field=field.name
        )


def optional_count(owner: Any, field: Named, value: Any) -> None:
    """Allow a whole number from zero or nothing."""
    if value is not None:
        count(owner, field, value)


def flag(_: Any, field: Named, value: Any) -> None:
    """Refuse all but true and false."""
    if type(value) is not bool:
        raise InvalidValueError(
            f"`{field.name}` is of type {type(value).__name__}, true or false is wanted",
            code="wrong-type",
            field=field.name,
        )


def optional_flag(owner: Any, field: Named, value: Any) -> None:
    """Allow true, false or nothing."""
    if value is not None:
        flag(owner, field, value)


def days_of_month(_: Any, field: Named, values: Any) -> None:
    """Refuse all but whole numbers from 1 to 31."""
    if any(type(each) is not int or not 1 <= each <= _LONGEST_MONTH for each in values):
        raise InvalidValueError(
            f"`{field.name}` holds what is no day of a month",
            code="no-such-day",
            field=field.name,
            hint="write whole numbers from 1 to 31; 31 is the last day of any month",
        )


def optional_time(_: Any, field: Named, value: Any) -> None:
    """Allow a time of day or nothing."""
    if value is not None and not isinstance(value, dt.time):
        raise InvalidValueError(
            f"`{field.name}` is of type {type(value).__name__}, a time is wanted",
            code="wrong-type",
            field=field.name,
        )


def as_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """Freeze a list; a lone text is refused, for it would fall apart into letters."""
    # Any: mypy takes the type variable of a generic converter for a type of its own.
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise InvalidValueError(
            "a list is wanted, not one value", code="wrong-type", hint="write it in brackets"
        )
    return tuple(values)


def value_of(kind: type, *, hint: str | None = None) -> Validator:
    """Give a rule that refuses all but one kind of value."""

    def check(_: Any, field: Named, value: Any) -> None:
        if not isinstance(value, kind):
            raise InvalidValueError(
                f"`{field.name}` is of type {type(value).__name__}, a {kind.__name__} is wanted",
                code="wrong-type",
                field=field.name,
                hint=hint,
            )

    return check


def list_of(*kinds: type) -> Validator:
    """Give a rule that refuses a list with anything in it but values of some kinds."""
    *others, last = (kind.__name__ for kind in kinds)
    wanted = f"{', '.join(others)} or {last}" if others else last

    def check(_: Any, field: Named, values: Any) -> None:
        for each in values:
            if not isinstance(each, kinds):
                raise InvalidValueError(
                    f"`{field.name}` holds a value of type {type(each).__name__}"
                    f" where {wanted} is wanted",
                    code="wrong-type",
                    field=field.name,
                )

    return check


def chosen(kind: type[_Choice], value: str) -> _Choice:
    """Give the choice a word names; refuse another word, naming the choices."""
    try:
        return kind(value)
    except ValueError:
        word = value if isinstance(value, str) else ""  # pyright: ignore[reportUnnecessaryIsInstance]  # callers err
        raise InvalidValueError(
            f"{quoted_if_like(word, kind)} is no {_words(kind.__name__)}",
            code="unknown-value",
            hint=did_you_mean(word, list(kind)),
        ) from None


def quoted_if_like(word: str, known: Iterable[str]) -> str:
    """Quote a word that looks like a known one misspelt.

    Any other may be a person's name in the wrong place, and no error tells one.
    """
    import difflib  # only an error has to load it

    near = difflib.get_close_matches(word[:_LONGEST_WORD], [str(each) for each in known], n=1)
    return f"`{word[:_LONGEST_WORD]}`" if near else "the text"


def to_role(value: str) -> Role:
    """Read the role of a contact."""
    return chosen(Role, value)


def to_optional_party(value: str | None) -> Party | None:
    """Read the kind of party, where it is known."""
    return None if value is None else chosen(Party, value)


def to_optional_place(value: str | None) -> ContactPlace | None:
    """Read where a contact is reached, where it is known."""
    return None if value is None else chosen(ContactPlace, value)


def to_optional_outcome(value: str | None) -> ContactOutcome | None:
    """Read what came of a contact, where it is known."""
    return None if value is None else chosen(ContactOutcome, value)


def to_optional_caused_by(value: str | None) -> CausedBy | None:
    """Read on whose side a cause lies, where it is known."""
    return None if value is None else chosen(CausedBy, value)


def to_plan_status(value: str) -> PlanStatus:
    """Read how far a plan is agreed."""
    return chosen(PlanStatus, value)


def to_reply_reason(value: str) -> ReplyReason:
    """Read what the debtor answered."""
    return chosen(ReplyReason, value)


def to_penalty(value: str) -> Penalty:
    """Read what is waived."""
    return chosen(Penalty, value)


def to_percent(value: str | int | Decimal | None) -> Decimal | None:
    """Read a share in percent, above 0 and up to 100, with at most six decimals."""
    if value is None:
        return None
    is_exact = isinstance(value, str | int | Decimal) and not isinstance(value, bool)
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    if not is_exact or not PERCENT.fullmatch(text):
        raise InvalidValueError(
            "a percentage that isn't exact, or is no number",
            code="bad-percent",
            field="percent",
            hint="write a text such as `50` or `33.5`",
        )
    percent = Decimal(text)
    if not 0 < percent <= _WHOLE:
        raise InvalidValueError(
            "a percentage that isn't above 0 and up to 100",
            code="bad-percent",
            field="percent",
            hint="100 waives all of it",
        )
    return Decimal(int(percent)) if percent == int(percent) else percent.normalize()


def to_action_status(value: str) -> ActionStatus:
    """Read how far an action got."""
    return chosen(ActionStatus, value)


def _words(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
