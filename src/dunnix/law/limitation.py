"""Until when each receivable can be sued for, by dated rules; unknown where no rule is sure."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import Final

import attrs

from dunnix.calendars import Calendar
from dunnix.law.done import done_steps
from dunnix.law.limitation_rule import Interruption, LimitationRule
from dunnix.law.owed import acknowledged_on, country_code, open_claims
from dunnix.law.tables import limitation_rules
from dunnix.model import Account, Claim, Party, PlanStatus, known_rows
from dunnix.model.balance import counts, is_final
from dunnix.money import Money
from dunnix.scenario import Duration

_ALERT: Final = Duration.parse("6m")
# An e-mail may be writing too, but to count it would promise more time than can be proved.
_ON_PAPER: Final = frozenset({"letter", "registered-letter"})


class NoLimitation(StrEnum):
    """Why no last day can be told.

    `several-laws`: the country has more than one, such as `GB-ENG` and `GB-SCT`: say which.
    """

    COUNTRY_UNKNOWN = "country-unknown"
    PARTY_UNKNOWN = "party-unknown"
    SEVERAL_LAWS = "several-laws"
    NO_RULE = "no-rule"


@attrs.frozen(kw_only=True, order=False)
class Limitation:
    """The last day a receivable can be sued for, by a rule; or why that can't be told.

    `counted_from` is the day the time is counted from, and `restarted_by` what began it anew on
    that day, None where nothing did. From `alert_on` on it is time to act.
    """

    receivable: str
    open: Money
    rule: LimitationRule | None = None
    last_day: dt.date | None = None
    alert_on: dt.date | None = None
    counted_from: dt.date | None = None
    restarted_by: Interruption | None = None
    unknown: NoLimitation | None = None

    def is_expired(self, as_of: dt.date) -> bool | None:
        """Tell whether it is too late to sue; None where no last day is known."""
        return None if self.last_day is None else as_of > self.last_day

    def is_alert(self, as_of: dt.date) -> bool:
        """Tell whether the last day is near, and has not passed."""
        if self.last_day is None or self.alert_on is None:
            return False
        return self.alert_on <= as_of <= self.last_day


def limitation(
    account: Account,
    *,
    as_of: dt.date,
    country: str | None = None,
    alert: Duration = _ALERT,
    receivables: Collection[str] = (),
    rules: Iterable[LimitationRule] | None = None,
) -> tuple[Limitation, ...]:
    """Give for each open receivable the last day to sue, the nearest first, unknown ones last.

    `country` is that of the law the contract is under: the debtor's unless said, which misleads
    where the contract chose another, or where the seller's law holds. What is read is what
    `as_of` knows: acknowledgments, part payments that name the receivable, signed plans, letters
    to public bodies. Neither a case in court nor a mediation is: they may only give more time.
    Pauses of dunning never move the day. An invoice not yet due is counted from its due date.
    Raises `ValueError` for an account with rows that can't be read, `TypeError` for a wrong
    `as_of`.

    >>> import datetime as dt
    >>> from dunnix.model import Debtor, Invoice
    >>> account = Account(
    ...     debtor=Debtor(id="D1", country="FR", party="consumer"),
    ...     invoices=[Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90", "EUR"))],
    ... )
    >>> found, = limitation(account, as_of=dt.date(2026, 4, 1))
    >>> found.last_day, found.alert_on
    (datetime.date(2028, 2, 4), datetime.date(2027, 8, 4))
    """
    claims = open_claims(account, as_of, None, receivables)
    debtor = account.debtor_on(as_of)
    law = country_code(country or debtor.country)
    chosen = tuple(limitation_rules() if rules is None else rules)
    found = [
        _judged(account, as_of, claim, _rule(chosen, law, debtor.party, claim), alert)
        for claim in claims
    ]
    return tuple(sorted(found, key=lambda each: (each.last_day or dt.date.max, each.receivable)))


def _rule(
    rules: Iterable[LimitationRule], country: str | None, party: Party | None, claim: Claim
) -> LimitationRule | NoLimitation:
    if country is None:
        return NoLimitation.COUNTRY_UNKNOWN
    of_country = [each for each in rules if each.country == country]
    if not of_country and any(each.country.startswith(f"{country}-") for each in rules):
        return NoLimitation.SEVERAL_LAWS
    if not of_country:
        return NoLimitation.NO_RULE
    if party is None:
        return NoLimitation.PARTY_UNKNOWN
    due = dt.date.fromordinal(claim.due)
    for rule in of_country:
        if rule.speaks_of(party, rule.begins(claim.invoice.issue_date, due)):
            return rule
    return NoLimitation.NO_RULE


def _judged(
    account: Account,
    as_of: dt.date,
    claim: Claim,
    rule: LimitationRule | NoLimitation,
    alert: Duration,
) -> Limitation:
    owed = Money.minor(claim.open, claim.currency)
    if isinstance(rule, NoLimitation):
        return Limitation(receivable=claim.id, open=owed, unknown=rule)
    start = rule.begins(claim.invoice.issue_date, dt.date.fromordinal(claim.due))
    last, restarted_by = rule.ends(start), None
    for day, what in sorted(_interruptions(account, as_of, claim, rule)):
        # What is over can't be begun anew, and what comes early can't shorten it.
        if day <= last < rule.ends(day, anew=True):
            start, last, restarted_by = day, rule.ends(day, anew=True), what
    ordinal = alert.after(last.toordinal(), Calendar.weekends(), sign=-1)
    return Limitation(
        receivable=claim.id,
        open=owed,
        rule=rule,
        last_day=last,
        alert_on=dt.date.fromordinal(ordinal),
        counted_from=start,
        restarted_by=restarted_by,
    )


def _interruptions(
    account: Account, as_of: dt.date, claim: Claim, rule: LimitationRule
) -> Iterator[tuple[dt.date, Interruption]]:
    for what in rule.restarted_by:
        match what:
            case Interruption.ACKNOWLEDGMENT:
                days: Iterable[dt.date] = acknowledged_on(account, as_of, claim)
            case Interruption.PART_PAYMENT:
                days = _paid_on(account, as_of, claim)
            case Interruption.SIGNED_PLAN:
                days = _signed_on(account, as_of, claim)
            case Interruption.WRITTEN_DEMAND:
                days = _written_on(account, as_of, claim)
        yield from ((day, what) for day in days)


def _paid_on(account: Account, as_of: dt.date, claim: Claim) -> list[dt.date]:
    """Give the days money came for the receivable by name; netting is our doing alone."""
    return [
        payment.date
        for payment in known_rows(account.payments, as_of)
        if counts(payment, as_of) and is_final(payment, as_of) and payment.amount.minor_units > 0
        if any(name in claim.names for name, _ in payment.shares())
    ]


def _signed_on(account: Account, as_of: dt.date, claim: Claim) -> list[dt.date]:
    return [
        plan.agreed_on
        for plan in known_rows(account.plans, as_of)
        if plan.status is PlanStatus.SIGNED and plan.agreed_on <= as_of and plan.id in claim.names
    ]


def _written_on(account: Account, as_of: dt.date, claim: Claim) -> list[dt.date]:
    done = done_steps(account, as_of, [claim])[claim.id]
    return [each.on for each in done if each.channel in _ON_PAPER]
