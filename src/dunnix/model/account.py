"""One debtor with everything known about it: the unit of evaluation."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar, get_args

import attrs

from dunnix.errors import Problem, RecordError
from dunnix.model.action import Action, Task
from dunnix.model.agreement import PaymentPlan, PromiseToPay
from dunnix.model.checks import InvalidValueError, as_tuple, list_of, value_of
from dunnix.model.consistency import contradictions, mentioned
from dunnix.model.debtor import Debtor
from dunnix.model.happening import (
    Acknowledgment,
    CallBack,
    Extension,
    HandOver,
    Happening,
    Insolvency,
    Reply,
    Waiver,
)
from dunnix.model.history import PaymentHistory
from dunnix.model.invoice import Invoice
from dunnix.model.obstacle import Block, Dispute
from dunnix.model.payment import Payment
from dunnix.model.versions import (
    AnyRow,
    identity_of,
    known_rows,
    recorded_day,
    version_order,
)

_Row = TypeVar("_Row", bound=AnyRow)

LIST_OF: Final[Mapping[type, str]] = {
    Invoice: "invoices",
    Payment: "payments",
    PromiseToPay: "promises",
    PaymentPlan: "plans",
    Dispute: "disputes",
    Block: "blocks",
    Task: "tasks",
    Action: "actions",
    Reply: "happenings",
    Extension: "happenings",
    CallBack: "happenings",
    Acknowledgment: "happenings",
    Insolvency: "happenings",
    HandOver: "happenings",
    Waiver: "happenings",
}
LISTS: Final = tuple(dict.fromkeys(LIST_OF.values()))


@attrs.frozen(kw_only=True, order=False)
class Account:
    """A debtor, what it owes, and all that happened; rows are only ever added.

    A row repeated with its id (an action: its key) and a later `recorded_on` replaces the earlier
    from that day. `history` stands for closed items left out, `former` for earlier versions of
    the debtor. An account with `problems` is held whole: nothing is decided on a bad row.

    Raises `InvalidValueError` where rows contradict each other: an id given twice, money allocated
    to an invoice that isn't there, an invoice and its payment in two currencies.
    """

    debtor: Debtor = attrs.field(validator=value_of(Debtor, hint='write Debtor(id="D42")'))
    invoices: tuple[Invoice, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(Invoice)
    )
    payments: tuple[Payment, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(Payment)
    )
    promises: tuple[PromiseToPay, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(PromiseToPay)
    )
    plans: tuple[PaymentPlan, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(PaymentPlan)
    )
    disputes: tuple[Dispute, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(Dispute)
    )
    blocks: tuple[Block, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(Block)
    )
    tasks: tuple[Task, ...] = attrs.field(default=(), converter=as_tuple, validator=list_of(Task))
    actions: tuple[Action, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(Action)
    )
    happenings: tuple[Happening, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(*get_args(Happening))
    )
    history: PaymentHistory = attrs.field(
        factory=PaymentHistory, validator=value_of(PaymentHistory)
    )
    former: tuple[Debtor, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(Debtor)
    )
    problems: tuple[Problem, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(Problem)
    )

    def __attrs_post_init__(self) -> None:
        if self.problems:
            return
        for fault in contradictions(self):
            raise fault

    def record(self, *rows: AnyRow) -> "Account":
        """Give the account with rows added; what it holds already is left as it is.

        Raises `RecordError` for a row that contradicts one with the same id: the same day's
        knowledge can't say two things.

        >>> account = Account(debtor=Debtor(id="D1"))
        >>> block = Block(id="B1", since=dt.date(2026, 2, 1), reason="goodwill")
        >>> account.record(block) == account.record(block).record(block)
        True
        """
        lists: dict[str, list[AnyRow]] = {}
        for row in rows:
            name = LIST_OF.get(type(row))
            if name is None:
                raise TypeError(f"a {type(row).__name__} can't be recorded on an account")
            held = lists.setdefault(name, list(getattr(self, name)))
            if _is_new(row, held):
                held.append(row)
        changes: dict[str, Any] = {name: tuple(held) for name, held in lists.items()}
        try:
            return attrs.evolve(self, **changes)
        except InvalidValueError as error:
            raise RecordError(str(error)) from error

    def as_of(self, day: dt.date, *, known: dt.date | None = None) -> "Account":
        """Give the account as `day` was known then, or as it was known on a later day.

        `account.as_of(day, known=later)` takes late bank files and back-dated disputes into
        account: rows recorded after `day` that took effect by it count as if known on it.
        """
        until = max(day, known or day)
        lists: dict[str, Any] = {
            name: tuple(
                _dated_back(row, day)
                for row in known_rows(getattr(self, name), until)
                if _is_before(row, day)
            )
            for name in LISTS
        }
        for name in LISTS:
            lists[name] = _with_earlier_versions(getattr(self, name), lists[name], day)
        debtor = self.debtor_on(until)
        _keep_named(self, lists)
        return attrs.evolve(self, debtor=debtor, former=(), **lists)

    def debtor_on(self, day: dt.date) -> Debtor:
        """Give the debtor as known on a day; undated facts are current."""
        if not self.former:
            return self.debtor
        versions = [*self.former, self.debtor]
        seen = [each for each in versions if (each.recorded_on or dt.date.min) <= day]
        return max(seen or versions[:1], key=lambda each: each.recorded_on or dt.date.min)

    def compact(self, *, before: dt.date) -> "Account":
        """Give the account without what was closed before a day, summed into its history.

        Decisions of later days stay the same, as long as no later row names what was left out.
        """
        from dunnix.model.compact import compacted  # it builds accounts itself

        return compacted(self, before=before)

    def redact(
        self, *, salt: str | None = None, keep_ids: bool = False, facts: Iterable[str] = ()
    ) -> "Account":
        """Give the account without people: figures, days and statuses stay, and all links.

        Names, e-mail addresses, phone numbers, notes, collectors, who did or was given what, and
        texts that aren't codes (lower case letters, digits and hyphens) are lost. Of the host's
        facts only those named in `facts` stay. Ids become pseudonyms, hashed with the `salt`, a
        secret: one id gives one pseudonym, and their order is kept. A decision on the account,
        and its figures, stay the same apart from ids, where conditions read codes and the facts
        that stay. Counts and sums of `history` stay; redacting again changes nothing.

        It isn't anonymous: who knows a debtor's amounts and days finds it again. Raises
        `ValueError` where ids are to be replaced and there is no salt.

        >>> debtor = Debtor(id="D42", name="Martin SARL", country="FR")
        >>> redacted = Account(debtor=debtor).redact(salt="kept in our vault").debtor
        >>> redacted.id, redacted.name, redacted.country
        ('x-0bc3fa6d38edad62', '', 'FR')
        """
        from dunnix.model.redact import redacted  # few need it

        return redacted(self, salt=salt, keep_ids=keep_ids, facts=facts)

    def to_dict(self) -> dict[str, object]:
        """Give the account as the JSON of a ledger, without loss."""
        from dunnix.model.rows import account_to_dict  # it builds accounts itself

        return account_to_dict(self)

    @classmethod
    def from_dict(cls, row: Mapping[str, object], *, source: str = "account") -> "Account":
        """Read an account from the JSON of a ledger; a bad row holds it as `data-problem`."""
        from dunnix.model.rows import account_from_dict

        return account_from_dict(row, source=source)


def _is_new(row: AnyRow, held: Sequence[AnyRow]) -> bool:
    if row in held:
        return False
    twins = [each for each in held if identity_of(each) == identity_of(row)]
    if not twins:
        return True
    newest = max(twins, key=version_order)
    if version_order(row) > version_order(newest):
        return True
    older_twin = any(version_order(each) == version_order(row) for each in twins)
    if older_twin or row.recorded_on is None:
        raise RecordError(
            f"`{identity_of(row)}` is recorded already and says something else"
            " (give the correction a later `recorded_on`)"
        )
    return True


def _is_before(row: AnyRow, day: dt.date) -> bool:
    recorded, effective = recorded_day(row), row.effective_on
    return recorded is None or recorded <= day or (effective is not None and effective <= day)


def _with_earlier_versions(
    rows: Sequence[_Row], kept: Sequence[_Row], day: dt.date
) -> tuple[_Row, ...]:
    """Add what was known before of the same rows, for earlier days are judged as known on them.

    A plan that ended today was in force yesterday; a mail that bounced counted until it did.
    """
    newest = {identity_of(row): version_order(row) for row in kept}
    earlier = (
        row
        for row in rows
        if (recorded_day(row) or dt.date.min) <= day
        if identity_of(row) in newest and version_order(row) < newest[identity_of(row)]
    )
    return tuple(sorted((*kept, *earlier), key=lambda row: (identity_of(row), *version_order(row))))


def _keep_named(account: Account, lists: dict[str, Any]) -> None:
    """Keep what known rows name already: a deposit may come in before its invoice is issued.

    Such an invoice or plan is kept as never learnt of: what is named exists, and nothing is seen
    of it.
    """
    while True:
        names = mentioned(lists)
        more = {
            name: tuple(
                attrs.evolve(row, recorded_on=dt.date.max)
                for row in known_rows(getattr(account, name), dt.date.max)
                if row.id not in {each.id for each in lists[name]} and names & _names_of(row)
            )
            for name in ("invoices", "plans")
        }
        if not any(more.values()):
            return
        for name, rows in more.items():
            lists[name] += rows


def _names_of(whole: Invoice | PaymentPlan) -> set[str]:
    return {whole.id, *(f"{whole.id}#{part.number}" for part in whole.instalments)}


def _dated_back(row: _Row, day: dt.date) -> _Row:
    recorded = row.recorded_on
    return row if recorded is None or recorded <= day else attrs.evolve(row, recorded_on=day)
