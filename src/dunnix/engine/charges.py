"""What late payment costs the debtor by the law of a scenario: interest, fixed sums and fees.

Nothing is reckoned before a condition, an effect or a fee asks for it, and then once for the whole
account: most decisions ask for nothing of it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final

import attrs

from dunnix.engine.notices import notices
from dunnix.engine.unit import Situation
from dunnix.model import Account, Action, Claim, Party, Waiver, known_rows
from dunnix.money import Money, total
from dunnix.scenario import Effect

if TYPE_CHECKING:
    from dunnix.interest import Circumstances, Fee, FeeSchedule, Jurisdiction, ReceivableInterest
    from dunnix.interest import Waiver as InterestWaiver

OF_LATE_PAYMENT: Final = frozenset({str(Effect.LATE_INTEREST), str(Effect.RECOVERY_INDEMNITY)})


@attrs.frozen(kw_only=True, order=False)
class Interest:
    """Late interest of a receivable: what is known of it, and from which day on it isn't."""

    amount: Money
    unknown_since: dt.date | None = None


def charges_of(situation: Situation) -> "Charges":
    """Give what late payment costs in a situation, kept once it was asked for."""
    if situation.charges is None:
        situation.charges = Charges(situation)
    return situation.charges


class Charges:
    """Interest, fixed sums and fees of one situation, each reckoned when it is first asked for.

    What is owed of something a plan replaced, or of an invoice in instalments, goes with the
    oldest instalment still open, so that each cent of it stands in one place.
    """

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._fees: dict[str, list[tuple[frozenset[str], Money]]] = {}

    def interest(self, claim: Claim) -> Interest | None:
        """Give the interest of a receivable; None where no law speaks of such a debtor."""
        if self._interest is None:
            return None
        borne = self.stated(claim)
        unknown = [each.unknown.first_day for each in borne if each.unknown is not None]
        amount = total((each.amount for each in borne), claim.currency)
        return Interest(amount=amount, unknown_since=min(unknown, default=None))

    def stated(self, claim: Claim) -> "list[ReceivableInterest]":
        """Give how the interest of a receivable comes about, and of what a plan replaced by it."""
        found = self._interest or {}
        return [found[name] for name in self._borne_by.get(claim.id, ())]

    def indemnity(self, claim: Claim) -> Money | None:
        """Give the fixed sum of a receivable's invoice; None where no law names one for it."""
        if claim.currency not in self._legal_currencies:
            return None
        borne = {self._invoice_of[name] for name in self._borne_by.get(claim.id, ())}
        sums = [
            due
            for invoice, due in self._indemnities.items()
            if invoice in borne and self._bearer_of_invoice.get(invoice) == claim.id
        ]
        return total(sums, claim.currency)

    def fees(self, currency: str, names: Iterable[str]) -> Money | None:
        """Give the fees due of what was done for any of some names; None where not known."""
        if self._law_of_debtor is None:
            return None
        found = self._fees.get(currency)
        if found is None:
            found = self._fees[currency] = list(self._reckoned_fees(currency))
        wanted = frozenset(names)
        return total((due for about, due in found if not wanted.isdisjoint(about)), currency)

    def fee_of(self, action: Action, currency: str) -> Money | None:
        """Give what an action costs the debtor if it is done now; None where that is nothing."""
        situation = self._situation
        account = situation.account
        done = attrs.evolve(account, actions=(*account.actions, action))
        for schedule in _schedules(situation, currency, action.step):
            for fee in self._stated(done, schedule):
                if fee.action == action.id and fee.due.minor_units:
                    return fee.due
        return None

    @cached_property
    def _law_of_debtor(self) -> "Jurisdiction | None":
        """The law of the scenario, where it speaks of what the debtor is."""
        law, party = self._situation.compiled.law, self._situation.debtor.party
        return law if law is not None and party in law.parties else None

    @cached_property
    def _circumstances(self) -> "Circumstances":
        from dunnix.interest import Circumstances

        situation = self._situation
        return Circumstances(
            notices=notices(situation),
            waivers=list(_waivers(situation.account, situation.day)),
        )

    @cached_property
    def _interest(self) -> "dict[str, ReceivableInterest] | None":
        from dunnix.interest import late_interest

        law, situation = self._law_of_debtor, self._situation
        if law is None:
            return None
        statement = late_interest(
            situation.account,
            law,
            as_of=situation.day,
            party=situation.debtor.party,
            netting=situation.compiled.scenario.netting,
            circumstances=self._circumstances,
        )
        return {each.receivable: each for each in statement}

    @cached_property
    def _legal_currencies(self) -> frozenset[str]:
        """The currencies in which a fixed sum can be told: all, where the law grants none."""
        law = self._law_of_debtor
        if law is None:
            return frozenset()
        sums = law.regime(self._situation.debtor.party).fixed_sums
        if not sums:
            return frozenset(each.currency for each in (self._interest or {}).values())
        return frozenset(each.amount.currency for each in sums)

    @cached_property
    def _indemnities(self) -> dict[str, Money]:
        """The fixed sums by invoice, of the currencies the law knows."""
        from dunnix.interest import recovery_indemnity

        law, situation = self._law_of_debtor, self._situation
        items = () if self._interest is None else self._interest.values()
        asked = [each.receivable for each in items if each.currency in self._legal_currencies]
        if law is None or not asked:  # asked about nothing, the law would tell of everything
            return {}
        found = recovery_indemnity(
            situation.account,
            law,
            as_of=situation.day,
            party=situation.debtor.party,
            receivables=asked,
            netting=situation.compiled.scenario.netting,
            circumstances=self._circumstances,
        )
        return {each.invoice: each.due for each in found}

    @cached_property
    def _invoice_of(self) -> dict[str, str]:
        return {each.receivable: each.invoice for each in (self._interest or {}).values()}

    @cached_property
    def _borne_by(self) -> dict[str, list[str]]:
        """By open receivable those whose charges go with it: its own, those a plan replaced."""
        found: dict[str, list[str]] = {}
        claims = [place.claim for place in self._situation.position.places]
        for claim in claims:
            if claim.id in self._invoice_of:
                bearer = _bearer(claim, claims)
                if bearer is not None:
                    found.setdefault(bearer.id, []).append(claim.id)
        return found

    @cached_property
    def _bearer_of_invoice(self) -> dict[str, str]:
        """By invoice the oldest open receivable its fixed sum goes with."""
        found: dict[str, str] = {}
        for place in self._situation.position.places:
            for name in self._borne_by.get(place.claim.id, ()):
                found.setdefault(self._invoice_of[name], place.claim.id)
        return found

    def _reckoned_fees(self, currency: str) -> Iterator[tuple[frozenset[str], Money]]:
        situation = self._situation
        named = {action.id: action for action in situation.record.closed}
        for schedule in _schedules(situation, currency):
            for fee in self._stated(situation.account, schedule):
                action = named.get(fee.action)
                covered = () if action is None else (name for name, _ in action.covered)
                yield frozenset((*fee.receivables, *covered)), fee.due

    def _stated(self, account: Account, schedule: "FeeSchedule") -> "Iterable[Fee]":
        from dunnix.interest import fees_due

        return fees_due(
            account,
            schedule,
            as_of=self._situation.day,
            party=self._situation.debtor.party,
            netting=self._situation.compiled.scenario.netting,
            circumstances=self._circumstances,
        )


def _bearer(claim: Claim, claims: Iterable[Claim]) -> Claim | None:
    """Give the open receivable a claim's charges go with, where something of it is open."""
    if claim.open > 0:
        return claim
    if not claim.planned:
        return None
    names = set(claim.names)
    standing_in = (each for each in claims if each.is_of_plan and each.open > 0)
    return next((each for each in standing_in if not names.isdisjoint(each.names)), None)


def _waivers(account: Account, day: dt.date) -> "Iterator[InterestWaiver]":
    """Give what was waived by a day, as it is known then."""
    from dunnix.interest import Waivable
    from dunnix.interest import Waiver as InterestWaiver

    for each in known_rows(account.happenings, day):
        if isinstance(each, Waiver) and each.date <= day:
            yield InterestWaiver(
                id=each.id,
                granted_on=each.date,
                of=Waivable(each.of),
                invoice=each.invoice,
                percent=None if each.percent is None else Fraction(each.percent),
                amount=each.amount,
                until=each.until,
            )


def _schedules(
    situation: Situation, currency: str, step: str | None = None
) -> "Iterator[FeeSchedule]":
    """Give the fees of a scenario in a currency, of all steps or of one, by when they are waived.

    None is asked of consumers: `FeeSchedule` charges companies and public bodies.
    """
    from dunnix.interest import FeeSchedule, StepFee

    fees: dict[int | None, list[StepFee]] = {}
    for each in situation.compiled.fees:
        amount = each.amounts.get(currency)
        if amount is not None and step in (None, each.step):
            fee = StepFee(step=each.step, amount=amount)
            fees.setdefault(each.waived_within, []).append(fee)
    for within, several in fees.items():
        yield FeeSchedule(
            fees=several,
            parties=(Party.COMPANY, Party.PUBLIC),
            credited_if_paid_within=within,
        )
