"""The fixed sum the law grants for each late invoice, and what is credited against costs."""

import datetime as dt
from collections.abc import Collection, Iterator
from enum import StrEnum
from fractions import Fraction

import attrs

from dunnix.errors import CurrencyMismatchError, DunnixError
from dunnix.interest.balances import running
from dunnix.interest.choices import Accrual, Certainty, PointsBy
from dunnix.interest.circumstances import Circumstances, Waivable, Waiver
from dunnix.interest.fixed_sum import FixedSum
from dunnix.interest.jurisdiction import Jurisdiction
from dunnix.interest.pauses import first_insolvent_day
from dunnix.interest.question import chosen_receivables, rules_asked
from dunnix.interest.regime import Regime
from dunnix.interest.running import Running
from dunnix.interest.starting import first_interest_day
from dunnix.model import Account, Netting, Party, known_rows
from dunnix.model.checks import money
from dunnix.money import Money, share_of, total

_NOTHING = Circumstances()


class NoFixedSumError(DunnixError, ValueError):
    """A receivable in a currency for which the law names no fixed sum."""


class NoFixedSum(StrEnum):
    """Why no fixed sum is due for an invoice."""

    NOT_IN_LAW = "not-in-law"
    NOT_YET_IN_LAW = "not-yet-in-law"
    NOT_LATE = "not-late"
    PAID_IN_TIME = "paid-in-time"
    INSOLVENT = "insolvent"
    WAIVED = "waived"


@attrs.frozen(kw_only=True, order=False)
class RecoveryIndemnity:
    """The fixed sum of one invoice: since when, and what of it is due; or why there is none."""

    invoice: str
    amount: Money = attrs.field(validator=money)
    arose_on: dt.date | None = None
    waived: Money = attrs.field(validator=money)
    zero: NoFixedSum | None = None
    law: str = ""
    certainty: Certainty | None = None

    @property
    def due(self) -> Money:
        """What is due of it: the sum, less what was waived."""
        return self.amount - self.waived


@attrs.frozen(kw_only=True, order=False)
class RecoveryIndemnities:
    """The fixed sums of an account on a day, one an invoice, those due first."""

    as_of: dt.date
    indemnities: tuple[RecoveryIndemnity, ...]

    def __iter__(self) -> Iterator[RecoveryIndemnity]:
        return iter(self.indemnities)

    def __len__(self) -> int:
        return len(self.indemnities)

    def total(self, currency: str) -> Money:
        """Give what is due in a currency."""
        return total((each.due for each in self if each.due.currency == currency), currency)

    def of(self, invoice: str) -> RecoveryIndemnity | None:
        """Give that of one invoice, or None where it isn't one of them."""
        return next((each for each in self if each.invoice == invoice), None)

    def to_dict(self) -> dict[str, object]:
        """Give them as plain data, for JSON; amounts are texts in major units."""
        return {
            "as_of": self.as_of.isoformat(),
            "indemnities": [
                {
                    "invoice": each.invoice,
                    "currency": each.amount.currency,
                    "amount": each.amount.amount_text(),
                    "waived": each.waived.amount_text(),
                    "due": each.due.amount_text(),
                    "arose_on": None if each.arose_on is None else each.arose_on.isoformat(),
                    "zero": None if each.zero is None else str(each.zero),
                    "law": each.law,
                    "certainty": None if each.certainty is None else str(each.certainty),
                }
                for each in self
            ],
        }


def recovery_indemnity(
    account: Account,
    jurisdiction: Jurisdiction | str,
    *,
    as_of: dt.date,
    party: Party | str | None = None,
    receivables: Collection[str] = (),
    netting: Netting = Netting.OLDEST_FIRST,
    circumstances: Circumstances = _NOTHING,
) -> RecoveryIndemnities:
    """Give the fixed sum of each invoice that was late, once, however late and paid since or not.

    It arises on the first day that bears interest, by what is open then. There is none where the
    law has none for such a debtor, or insolvency proceedings stop claims. Raises
    `NoFixedSumError` where an invoice that has one coming is in another currency than the law's.

    >>> from dunnix.model import Debtor, Invoice
    >>> account = Account(
    ...     debtor=Debtor(id="D1", party="company"),
    ...     invoices=[Invoice(id="F1", due_date=dt.date(2024, 1, 31), amount=Money("1000", "GBP"))],
    ... )
    >>> recovery_indemnity(account, "uk", as_of=dt.date(2024, 3, 1)).total("GBP")
    Money('70.00', 'GBP')
    """
    rules = rules_asked(account, jurisdiction, as_of)
    regime = rules.regime(party or account.debtor_on(as_of).party)
    found: dict[str, RecoveryIndemnity] = {}
    for claim in chosen_receivables(running(account, as_of, netting), receivables):
        made = _of_claim(claim, account, as_of, rules.id, regime, circumstances)
        held = found.get(claim.invoice.id)
        # An invoice in instalments has one, by the first that was late.
        if held is None or (held.zero is not None and made.zero is None):
            found[claim.invoice.id] = made
    sums = with_waived(list(found.values()), circumstances.waivers, as_of)
    return RecoveryIndemnities(as_of=as_of, indemnities=tuple(sums))


def _of_claim(
    claim: Running,
    account: Account,
    as_of: dt.date,
    rules: str,
    regime: Regime,
    circumstances: Circumstances,
) -> RecoveryIndemnity:
    currency = claim.invoice.amount.currency
    if not regime.fixed_sums:
        return _none(claim, NoFixedSum.NOT_IN_LAW)
    start = first_interest_day(claim, regime, circumstances)
    if start is None or start > as_of.toordinal():
        return _none(claim, NoFixedSum.NOT_LATE)
    happened = known_rows(account.happenings, as_of)
    stay = first_insolvent_day(claim, happened) if regime.insolvent is Accrual.STOPS else None
    if stay is not None and stay <= as_of.toordinal():
        return _none(claim, NoFixedSum.INSOLVENT)
    open_ = [step[1] for step in claim.steps if step[0] <= start][-1]
    if not open_:
        return _none(claim, NoFixedSum.PAID_IN_TIME)
    legal = {each.amount.currency for each in regime.fixed_sums}
    if currency not in legal:
        raise NoFixedSumError(
            f"the fixed sum of `{rules}` is in {' or '.join(sorted(legal))}, and `{claim.id}` is"
            f" in {currency}: ask without it (`receivables`), or give the rule a sum in {currency}"
        )
    since = dt.date.fromordinal(start)
    if regime.points_by is PointsBy.OBLIGATION:
        since = claim.invoice.issue_date or claim.invoice.due_date
    granted = _granted(regime.fixed_sums, Money.minor(open_, currency), since)
    if granted is None:
        return _none(claim, NoFixedSum.NOT_YET_IN_LAW)
    basis = regime.about("fixed-sum")
    return RecoveryIndemnity(
        invoice=claim.invoice.id,
        amount=granted.amount,
        arose_on=dt.date.fromordinal(start),
        waived=Money.minor(0, currency),
        law=basis[0].law if basis else "",
        certainty=basis[0].certainty if basis else None,
    )


def _none(claim: Running, zero: NoFixedSum) -> RecoveryIndemnity:
    nothing = Money.minor(0, claim.invoice.amount.currency)
    return RecoveryIndemnity(invoice=claim.invoice.id, amount=nothing, waived=nothing, zero=zero)


def _granted(sums: Collection[FixedSum], size: Money, since: dt.date) -> FixedSum | None:
    """Give the sum of the largest size reached, of those in force on a day."""
    fit = [
        each
        for each in sums
        if each.amount.currency == size.currency
        and each.at_least <= size
        and (each.valid_from is None or each.valid_from <= since)
    ]
    return max(
        fit,
        key=lambda each: (each.at_least.minor_units, each.valid_from or dt.date.min),
        default=None,
    )


def with_waived(
    sums: list[RecoveryIndemnity], waivers: Collection[Waiver], as_of: dt.date
) -> list[RecoveryIndemnity]:
    """Take waivers of fixed sums off, in the order they were granted."""
    in_force = [
        each for each in waivers if each.of is Waivable.FIXED_SUM and each.granted_on <= as_of
    ]
    for waiver in sorted(in_force, key=lambda each: (each.granted_on, each.id)):
        left = None if waiver.amount is None else waiver.amount.minor_units
        for place, each in enumerate(sums):
            if waiver.invoice not in {None, each.invoice} or not each.due.minor_units:
                continue
            if each.arose_on is None or each.arose_on > (waiver.until or waiver.granted_on):
                continue
            if waiver.amount is not None and waiver.amount.currency != each.amount.currency:
                continue
            share = share_of(each.amount.minor_units, waiver.percent or Fraction(0))
            taken = min(share if left is None else left, each.due.minor_units)
            left = None if left is None else left - taken
            waived = each.waived + Money.minor(taken, each.amount.currency)
            zero = NoFixedSum.WAIVED if waived == each.amount else None
            sums[place] = attrs.evolve(each, waived=waived, zero=zero)
    return sums


def after_legal_costs(indemnity: Money, legal_costs: Money, regime: Regime) -> Money:
    """Give what is left of a fixed sum beside the costs of legal action.

    Where the law credits it against them (BGB 288 V) only what surpasses them is left; elsewhere
    all of it.

    >>> from dunnix.interest import jurisdiction
    >>> german = jurisdiction("de").regime("company")
    >>> after_legal_costs(Money("40", "EUR"), Money("25", "EUR"), german)
    Money('15.00', 'EUR')
    """
    if indemnity.currency != legal_costs.currency:
        raise CurrencyMismatchError(
            f"one currency is wanted, found `{indemnity.currency}` and `{legal_costs.currency}`"
        )
    if not regime.credited_against_costs:
        return indemnity
    left = max(indemnity.minor_units - legal_costs.minor_units, 0)
    return Money.minor(left, indemnity.currency)
