"""What was done: actions towards the debtor, and tasks of our own people."""

import datetime as dt

import attrs

from dunnix.model.checks import (
    InvalidValueError,
    as_tuple,
    identities,
    identity,
    optional_count,
    optional_date,
    optional_identity,
    optional_text,
    optional_time,
    plain_date,
    text,
    to_action_status,
    to_date,
    to_optional_date,
)
from dunnix.model.names import STAGE_OF, ActionStatus, Stage


def _named(_: object, __: object, value: tuple[str, ...]) -> None:
    for each in value:
        if not isinstance(each, str) or not each.partition("=")[0] or ";" in each:
            raise InvalidValueError(
                "`invoices` holds an entry that names no receivable",
                code="bad-id",
                field="invoices",
                hint="write `F-101`, `F-101=step`, or `F-101=` for one that only travelled along",
            )


@attrs.frozen(kw_only=True, order=False)
class Action:
    """Something done to the debtor, or on its way.

    `invoices` lists what it covered: `F-101` at the action's own step, `F-101=call` at another,
    `F-101=` only travelling along; an empty list means every receivable open that day. An action
    proposed by a decision carries its `key`; rows with the same key tell one action's progress.
    `outcome` is best one of `ContactOutcome`; `note` is what was said and agreed, as both sides
    took it, `minutes` how long it took.
    `identity` is the key, else the id; `stage` what the status comes to; `covered` the pairs of
    receivable and step that `invoices` names.
    """

    id: str = attrs.field(validator=identity)
    step: str = attrs.field(validator=text)
    date: dt.date = attrs.field(converter=to_date, validator=plain_date)
    status: ActionStatus = attrs.field(converter=to_action_status)
    key: str | None = attrs.field(default=None, validator=optional_text)
    scenario: str | None = attrs.field(default=None, validator=optional_text)
    invoices: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, validator=_named)
    channel: str | None = attrs.field(default=None, validator=optional_text)
    contact: str | None = attrs.field(default=None, validator=optional_text)
    by: str | None = attrs.field(default=None, validator=optional_text)
    time: dt.time | None = attrs.field(default=None, validator=optional_time)
    outcome: str | None = attrs.field(default=None, validator=optional_text)
    note: str | None = attrs.field(default=None, validator=optional_text)
    minutes: int | None = attrs.field(default=None, validator=optional_count)
    answers: str | None = attrs.field(default=None, validator=optional_identity)
    recorded_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    # Read from the fields above once, for every decision asks for them.
    identity: str = attrs.field(init=False, eq=False, repr=False)
    stage: Stage = attrs.field(init=False, eq=False, repr=False)
    covered: tuple[tuple[str, str | None], ...] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        pairs = tuple(
            (named, step or None) if mark else (named, self.step)
            for named, mark, step in (each.partition("=") for each in self.invoices)
        )
        object.__setattr__(self, "identity", self.key or self.id)
        object.__setattr__(self, "stage", STAGE_OF[self.status])
        object.__setattr__(self, "covered", pairs)

    @property
    def effective_on(self) -> dt.date:
        """The day it was done."""
        return self.date

    def pairs(self) -> tuple[tuple[str, str | None], ...]:
        """Give (receivable, its step or None) for each receivable named.

        >>> Action(id="A1", step="call", date=dt.date(2026, 2, 5), status="done",
        ...        invoices=["F-1", "F-2=reminder", "F-3="]).pairs()
        (('F-1', 'call'), ('F-2', 'reminder'), ('F-3', None))
        """
        return self.covered


@attrs.frozen(kw_only=True, order=False)
class Task:
    """Something one of us must do by a day; done on `done_on`."""

    id: str = attrs.field(validator=identity)
    due_on: dt.date = attrs.field(converter=to_date, validator=plain_date)
    kind: str = attrs.field(validator=text)
    invoices: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, validator=identities)
    time: dt.time | None = attrs.field(default=None, validator=optional_time)
    owner: str | None = attrs.field(default=None, validator=optional_text)
    done_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )
    note: str | None = attrs.field(default=None, validator=optional_text)
    recorded_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    @property
    def effective_on(self) -> None:
        """Nothing: a task counts from when it is recorded, whatever day it is due."""
        return
