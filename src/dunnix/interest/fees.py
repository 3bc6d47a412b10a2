"""Fees for steps of dunning: what each costs, how often, at most how much, and what is let off."""

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum
from fractions import Fraction
from typing import Final

import attrs

from dunnix.interest.balances import running
from dunnix.interest.circumstances import Circumstances, Waivable
from dunnix.interest.running import Running
from dunnix.model import COUNTED, Account, Action, Insolvency, Netting, Party, known_rows
from dunnix.model.checks import (
    InvalidValueError,
    as_tuple,
    chosen,
    flag,
    list_of,
    optional_count,
    optional_positive_money,
    positive_money,
    text,
)
from dunnix.money import Money, share_of

_NOTHING: Final = Circumstances()


class NoFee(StrEnum):
    """Why a fee isn't due, or not all of it."""

    PARTY = "party"
    INSOLVENT = "insolvent"
    NOTHING_OPEN = "nothing-open"
    CHARGED_ALREADY = "charged-already"
    CAPPED = "capped"
    CREDITED = "credited"
    WAIVED = "waived"


@attrs.frozen(kw_only=True, order=False)
class StepFee:
    """What a step costs; `once` a receivable, however often the step is repeated."""

    step: str = attrs.field(validator=text)
    amount: Money = attrs.field(validator=positive_money)
    once: bool = attrs.field(default=True, validator=flag)


def _to_parties(values: Iterable[str]) -> tuple[Party, ...]:
    return tuple(chosen(Party, each) for each in as_tuple(values))


@attrs.frozen(kw_only=True, order=False)
class FeeSchedule:
    """The fees of a creditor in one currency: who may be charged, at most how much in all.

    A fee is credited back where all it was for is paid within `credited_if_paid_within` days.

    >>> FeeSchedule(fees=[StepFee(step="formal-notice", amount=Money("15", "EUR"))]).currency
    'EUR'
    """

    fees: tuple[StepFee, ...] = attrs.field(converter=as_tuple, validator=list_of(StepFee))
    parties: tuple[Party, ...] = attrs.field(
        default=(Party.COMPANY, Party.PUBLIC), converter=_to_parties
    )
    at_most: Money | None = attrs.field(default=None, validator=optional_positive_money)
    credited_if_paid_within: int | None = attrs.field(default=None, validator=optional_count)

    def __attrs_post_init__(self) -> None:
        if not self.fees:
            raise InvalidValueError("a schedule has no fees", code="missing-field", field="fees")
        steps = [each.step for each in self.fees]
        if len(set(steps)) != len(steps):
            raise InvalidValueError("a step has two fees", code="duplicate-id", field="fees")
        amounts = [*(each.amount for each in self.fees), *filter(None, [self.at_most])]
        if len({each.currency for each in amounts}) > 1:
            raise InvalidValueError(
                "a schedule has several currencies", code="mixed-currencies", field="fees"
            )

    @property
    def currency(self) -> str:
        """The ISO 4217 code of its amounts."""
        return self.fees[0].amount.currency


@attrs.frozen(kw_only=True, order=False)
class Fee:
    """The fee of one action: what it was named, what is due of it, and why not all."""

    action: str
    step: str
    charged_on: dt.date
    receivables: tuple[str, ...]
    named: Money
    due: Money
    reason: NoFee | None = None


@attrs.frozen(kw_only=True, order=False)
class FeeStatement:
    """The fees of an account on a day, oldest first."""

    as_of: dt.date
    currency: str
    fees: tuple[Fee, ...]

    def __iter__(self) -> Iterator[Fee]:
        return iter(self.fees)

    def __len__(self) -> int:
        return len(self.fees)

    @property
    def total(self) -> Money:
        """What is due in all."""
        return Money.minor(sum(each.due.minor_units for each in self.fees), self.currency)

    def to_dict(self) -> dict[str, object]:
        """Give them as plain data, for JSON; amounts are texts in major units."""
        return {
            "as_of": self.as_of.isoformat(),
            "currency": self.currency,
            "total": self.total.amount_text(),
            "fees": [
                {
                    "action": each.action,
                    "step": each.step,
                    "charged_on": each.charged_on.isoformat(),
                    "receivables": list(each.receivables),
                    "named": each.named.amount_text(),
                    "due": each.due.amount_text(),
                    "reason": None if each.reason is None else str(each.reason),
                }
                for each in self.fees
            ],
        }


def fees_due(
    account: Account,
    schedule: FeeSchedule,
    *,
    as_of: dt.date,
    party: Party | str | None = None,
    netting: Netting = Netting.OLDEST_FIRST,
    circumstances: Circumstances = _NOTHING,
) -> FeeStatement:
    """Give the fees of the actions done by a day, as known on it.

    A fee is named once for an action, whatever number of receivables it covered. None is due of a
    kind of debtor the schedule doesn't name, since insolvency proceedings were opened, or where
    nothing was open any more in the schedule's currency. What was credited or waived leaves room
    below `at_most`.

    >>> from dunnix.model import Debtor, Invoice
    >>> notice = Action(id="A1", step="notice", date=dt.date(2024, 2, 10), status="done")
    >>> account = Account(
    ...     debtor=Debtor(id="D1", party="company"),
    ...     invoices=[Invoice(id="F1", due_date=dt.date(2024, 1, 31), amount=Money("1000", "EUR"))],
    ...     actions=[notice],
    ... )
    >>> schedule = FeeSchedule(fees=[StepFee(step="notice", amount=Money("15", "EUR"))])
    >>> fees_due(account, schedule, as_of=dt.date(2024, 3, 1)).total
    Money('15.00', 'EUR')
    """
    kind = party or account.debtor_on(as_of).party
    charge = _Charge(account, schedule, as_of, running(account, as_of, netting))
    done = (
        action
        for action in known_rows(account.actions, as_of)
        if action.status in COUNTED and action.date <= as_of
    )
    found = [
        charge.of(action, kind) for action in sorted(done, key=lambda each: (each.date, each.id))
    ]
    named = _waived([each for each in found if each is not None], circumstances, as_of)
    fees = _capped(named, schedule)
    return FeeStatement(as_of=as_of, currency=schedule.currency, fees=tuple(fees))


class _Charge:
    """Says of each action in turn what it costs; remembers what was charged."""

    def __init__(
        self, account: Account, schedule: FeeSchedule, as_of: dt.date, claims: list[Running]
    ) -> None:
        self.schedule = schedule
        self.as_of = as_of
        self.claims = [each for each in claims if each.invoice.amount.currency == schedule.currency]
        self.amounts = {each.step: each for each in schedule.fees}
        self.charged: set[tuple[str, str]] = set()
        self.stays = [
            each for each in known_rows(account.happenings, as_of) if isinstance(each, Insolvency)
        ]

    def of(self, action: Action, party: Party | str | None) -> Fee | None:
        """Give the fee of an action; None where its step has none."""
        fee = self.amounts.get(action.step)
        if fee is None:
            return None
        covered = self.covered(action)
        names = tuple(each.id for each in covered)
        reason: NoFee | None = None
        if party not in self.schedule.parties:
            reason = NoFee.PARTY
        elif self.is_insolvent(action, covered):
            reason = NoFee.INSOLVENT
        elif not any(_open_at_end(each, action.date.toordinal() - 1) for each in covered):
            reason = NoFee.NOTHING_OPEN
        elif fee.once and all((fee.step, name) in self.charged for name in names):
            reason = NoFee.CHARGED_ALREADY
        else:
            self.charged.update((fee.step, name) for name in names)
            if self.is_credited(action, covered):
                reason = NoFee.CREDITED
        due = fee.amount if reason is None else Money.minor(0, fee.amount.currency)
        return Fee(
            action=action.id,
            step=fee.step,
            charged_on=action.date,
            receivables=names,
            named=fee.amount,
            due=due,
            reason=reason,
        )

    def covered(self, action: Action) -> list[Running]:
        """Give what an action was for: what it names, else what was open on its day."""
        day = action.date.toordinal()
        if action.invoices:
            named = {name for name, _ in action.covered}
            return [each for each in self.claims if not named.isdisjoint(each.names)]
        return [each for each in self.claims if _open_at_end(each, day - 1) > 0]

    def is_insolvent(self, action: Action, covered: list[Running]) -> bool:
        names = {name for each in covered for name in each.names}
        return any(
            each.date <= action.date and (each.invoice is None or each.invoice in names)
            for each in self.stays
        )

    def is_credited(self, action: Action, covered: list[Running]) -> bool:
        within = self.schedule.credited_if_paid_within
        if within is None:
            return False
        day = min(action.date + dt.timedelta(days=within), self.as_of).toordinal()
        return all(_open_at_end(each, day) == 0 for each in covered)


def _open_at_end(claim: Running, day: int) -> int:
    """Give what was open of a receivable at the end of a day; nothing before it was there."""
    found = [open_ for first, open_ in claim.steps if first <= day + 1]
    return found[-1] if found else 0


def _waived(fees: list[Fee], circumstances: Circumstances, as_of: dt.date) -> list[Fee]:
    in_force = [
        each
        for each in circumstances.waivers
        if each.of is Waivable.FEES and each.granted_on <= as_of
    ]
    for waiver in sorted(in_force, key=lambda each: (each.granted_on, each.id)):
        left = None if waiver.amount is None else waiver.amount.minor_units
        for place, fee in enumerate(fees):
            named = waiver.invoice is None or waiver.invoice in fee.receivables
            late = fee.charged_on > (waiver.until or waiver.granted_on)
            if not named or late or not fee.due.minor_units:
                continue
            if waiver.amount is not None and waiver.amount.currency != fee.due.currency:
                continue
            share = share_of(fee.named.minor_units, waiver.percent or Fraction(0))
            taken = min(share if left is None else left, fee.due.minor_units)
            left = None if left is None else left - taken
            if taken:
                due = fee.due - Money.minor(taken, fee.due.currency)
                fees[place] = attrs.evolve(fee, due=due, reason=NoFee.WAIVED)
    return fees


def _capped(fees: Iterable[Fee], schedule: FeeSchedule) -> Iterator[Fee]:
    if schedule.at_most is None:
        yield from fees
        return
    room = schedule.at_most.minor_units
    for fee in fees:
        due = min(fee.due.minor_units, room)
        room -= due
        if due == fee.due.minor_units:
            yield fee
        else:
            yield attrs.evolve(fee, due=Money.minor(due, fee.due.currency), reason=NoFee.CAPPED)
