"""Late interest of an account: the rule of a jurisdiction over balances that move."""

import datetime as dt
from collections.abc import Collection, Iterable

from dunnix.interest.accrual import Accrued, Step, accrue, in_turns, rounded, total_of
from dunnix.interest.balances import Stops, credited, running
from dunnix.interest.choices import (
    Accrual,
    Compounding,
    Fixing,
    NoInterest,
    PointsBy,
    Rounding,
    Unknown,
)
from dunnix.interest.circumstances import Circumstances
from dunnix.interest.jurisdiction import Jurisdiction
from dunnix.interest.pauses import first_insolvent_day, without_pauses
from dunnix.interest.question import chosen_receivables, rules_asked
from dunnix.interest.regime import Regime, Start
from dunnix.interest.running import Running
from dunnix.interest.schedule import LAST, Schedule, schedule_of
from dunnix.interest.starting import first_interest_day
from dunnix.interest.statement import (
    InterestStatement,
    ReceivableInterest,
    UnknownInterest,
    Workings,
)
from dunnix.interest.waiving import with_waivers
from dunnix.model import Account, Invoice, Netting, Party, known_rows
from dunnix.money import Money

_NOTHING = Circumstances()
_AT_ONCE = Start()


def late_interest(
    account: Account,
    jurisdiction: Jurisdiction | str,
    *,
    as_of: dt.date,
    party: Party | str | None = None,
    receivables: Collection[str] = (),
    netting: Netting = Netting.OLDEST_FIRST,
    circumstances: Circumstances = _NOTHING,
) -> InterestStatement:
    """Give the late interest of each receivable up to a day, it included, as known on it.

    `jurisdiction` is one that ships, by id, or your own; `party` the kind of debtor, the
    account's unless said; `receivables` limits what is asked about. Each day bears interest on
    what was open at the end of the day before. Interest is exact and rounded half up once for
    each receivable, or each line where the rule says so; interest that compounds, at the end of
    each of its years. Part payments pay principal, as the ledger says, unless `circumstances`
    has an order. Raises `UnknownJurisdictionError`, `UnknownPartyError`, and `ValueError` for
    rows that can't be read or a receivable that isn't there.

    >>> from dunnix.model import Debtor, Invoice
    >>> account = Account(
    ...     debtor=Debtor(id="D1", party="company"),
    ...     invoices=[Invoice(id="F1", due_date=dt.date(2024, 1, 31), amount=Money("1000", "EUR"))],
    ... )
    >>> late_interest(account, "fr", as_of=dt.date(2024, 3, 1)).total("EUR")
    Money('11.92', 'EUR')
    """
    rules = rules_asked(account, jurisdiction, as_of)
    kind = party or account.debtor_on(as_of).party
    regime = rules.regime(kind)
    found = chosen_receivables(running(account, as_of, netting, _stops(regime)), receivables)
    items = _items(found, account, as_of, regime, circumstances)
    return InterestStatement(
        as_of=as_of, jurisdiction=rules, party=Party(str(kind)), receivables=tuple(items)
    )


def _stops(regime: Regime) -> Stops:
    return Stops(regime.disputed is Accrual.STOPS, regime.planned is Accrual.STOPS)


def _items(
    found: Iterable[Running],
    account: Account,
    as_of: dt.date,
    regime: Regime,
    circumstances: Circumstances,
) -> list[ReceivableInterest]:
    today = as_of.toordinal()
    happened = known_rows(account.happenings, as_of) if account.happenings else ()
    rule = _Rule(account, as_of, regime, circumstances)
    # The usual start is a sum: asking for it would take longer than the interest does.
    at_once = circumstances.due_agreed and regime.start == _AT_ONCE
    items: list[ReceivableInterest] = []
    for claim in found:
        last = today
        if happened:
            if regime.insolvent is Accrual.STOPS:
                last = min(today, (first_insolvent_day(claim, happened) or today + 1) - 1)
            if regime.extended is Accrual.STOPS:
                claim.steps = without_pauses(claim, happened)
        start: int | None
        if at_once:
            start = max(claim.due + 1, claim.steps[0][0])
        else:
            start = first_interest_day(claim, regime, circumstances)
        if start is None or start > last:
            items.append(_nothing(claim, _why_none(claim, start, today)))
        else:
            items.append(rule.item(claim, start, last))
    if circumstances.waivers:
        return with_waivers(items, circumstances.waivers, as_of)
    return items


class _Rule:
    """The rule of one statement, with what is the same for all its receivables."""

    def __init__(
        self, account: Account, as_of: dt.date, regime: Regime, circumstances: Circumstances
    ) -> None:
        self.account, self.as_of = account, as_of
        self.regime, self.circumstances = regime, circumstances
        by_lateness = regime.points_by is PointsBy.LATENESS
        self.schedule = schedule_of(regime, as_of.toordinal()) if by_lateness else None
        self.in_turns = regime.compounding is Compounding.YEARLY or circumstances.order is not None
        self.per_line = regime.rounding is Rounding.PER_LINE
        self.at_start = regime.fixing is Fixing.AT_START
        # One schedule for all: what is looked up in it is looked up once.
        one = None if self.at_start else self.schedule
        self.weights = None if one is None else one.weights_of(regime.day_count)
        self.known_since = LAST if one is None else one.known_since(as_of.toordinal())

    def item(self, claim: Running, start: int, last: int) -> ReceivableInterest:
        """Give the interest of a receivable from one day to another."""
        steps, invoice = claim.steps, claim.invoice
        if steps[0][0] != start:
            steps = _from(steps, start)
        schedule = self.schedule or _by_obligation(self.regime, invoice)
        if self.at_start:
            schedule = schedule.fixed(start)
        if self.in_turns:
            return self._in_turns(claim, steps, last, schedule)
        workings = Workings(start, last, steps, schedule, self.regime)
        is_known = start >= self.known_since or schedule.known_until(start) >= last
        if self.per_line or not is_known:
            return self._by_lines(claim, workings)
        weights = self.weights
        if weights is None:
            weights = schedule.weights_of(self.regime.day_count)
        amount = rounded(total_of(steps, last, weights))
        return ReceivableInterest(
            receivable=claim.id,
            invoice=invoice.id,
            currency=invoice.amount.currency,
            due_date=dt.date.fromordinal(claim.due),
            accrued=amount,
            zero=None if amount else _why_zero(claim, workings),
            workings=workings,
        )

    def _by_lines(self, claim: Running, workings: Workings) -> ReceivableInterest:
        steps, last, schedule = workings.steps, workings.last, workings.schedule
        total, lines, unknown = accrue(steps, last, schedule, self.regime.day_count)
        each = sum(rounded(line[5]) for line in lines)
        accrued = Accrued(each if self.per_line else rounded(total), lines, unknown)
        return self._made(claim, workings, accrued)

    def _in_turns(
        self, claim: Running, steps: list[Step], last: int, schedule: Schedule
    ) -> ReceivableInterest:
        order = self.circumstances.order
        costs = self.circumstances.costs.get(claim.id)
        accrued = in_turns(
            steps,
            last,
            schedule,
            self.regime.day_count,
            yearly=self.regime.compounding is Compounding.YEARLY,
            order=order,
            costs=0 if costs is None else costs.minor_units,
            credited=credited(self.account, self.as_of, claim) if order else None,
        )
        workings = Workings(steps[0][0], last, steps, schedule, self.regime, accrued.lines)
        return self._made(claim, workings, accrued)

    def _made(self, claim: Running, workings: Workings, accrued: Accrued) -> ReceivableInterest:
        zero: NoInterest | None = None
        if accrued.amount == accrued.paid and accrued.unknown_from is None:
            zero = NoInterest.PAID if accrued.amount else _why_zero(claim, workings)
        return ReceivableInterest(
            receivable=claim.id,
            invoice=claim.invoice.id,
            currency=claim.invoice.amount.currency,
            due_date=dt.date.fromordinal(claim.due),
            accrued=accrued.amount,
            paid=accrued.paid,
            costs_paid=accrued.costs_paid,
            principal=None if self.circumstances.order is None else accrued.principal,
            unknown=_unknown(claim, workings, accrued.unknown_from),
            zero=zero,
            workings=workings,
        )


def _by_obligation(regime: Regime, invoice: Invoice) -> Schedule:
    return schedule_of(regime, (invoice.issue_date or invoice.due_date).toordinal())


def _from(steps: list[Step], start: int) -> list[Step]:
    """Cut what lies before the first interest day."""
    place = len(steps) - 1
    if not place:
        return [(start, steps[0][1])]
    while place and steps[place][0] > start:
        place -= 1
    return [(start, steps[place][1]), *steps[place + 1 :]]


def _nothing(claim: Running, zero: NoInterest) -> ReceivableInterest:
    return ReceivableInterest(
        receivable=claim.id,
        invoice=claim.invoice.id,
        currency=claim.invoice.amount.currency,
        due_date=dt.date.fromordinal(claim.due),
        zero=zero,
    )


def _why_none(claim: Running, start: int | None, today: int) -> NoInterest:
    if claim.due >= today:
        return NoInterest.NOT_LATE
    if start is None:
        return NoInterest.NO_NOTICE
    return NoInterest.INSOLVENT if start <= today else NoInterest.BEFORE_START


def _why_zero(claim: Running, workings: Workings) -> NoInterest:
    if not any(open_ > 0 and day <= workings.last for day, open_ in workings.steps):
        return NoInterest.STOPPED if claim.paused else NoInterest.PAID_IN_TIME
    lines = accrue(workings.steps, workings.last, workings.schedule, workings.regime.day_count)[1]
    is_zero_rate = all(line[5] == 0 for line in lines)
    return NoInterest.ZERO_RATE if is_zero_rate else NoInterest.TOO_SMALL


def _unknown(claim: Running, workings: Workings, first: int | None) -> UnknownInterest | None:
    if first is None:
        return None
    span = workings.schedule.spans[workings.schedule.at(first)]
    open_ = [step[1] for step in workings.steps if step[0] <= first][-1]
    return UnknownInterest(
        first_day=dt.date.fromordinal(first),
        last_day=dt.date.fromordinal(workings.last),
        reason=span.unknown or Unknown.RATE,
        balance=Money.minor(open_, claim.invoice.amount.currency),
        table=span.table,
        known_until=span.known_until,
    )
