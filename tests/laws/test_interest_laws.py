"""The laws of late interest: an independent calculator, splitting, waiting, and days that stop."""

import datetime as dt
import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import attrs
import pytest
from chance import day
from hypothesis import assume, given
from hypothesis import strategies as st
from slow_interest import (
    DAY,
    LONG_AGO,
    RULES,
    Move,
    SlowRule,
    act_360,
    act_365,
    act_act,
    cents_of,
    half_up,
    rate_on,
    thirty_360,
)
from strategies import accounts

from dunnix.interest import (
    Accrual,
    Circumstances,
    DayCount,
    Jurisdiction,
    Owed,
    PointsPeriod,
    Regime,
    Waiver,
    allocate,
    jurisdiction,
    jurisdiction_names,
    late_interest,
    rate_table,
)
from dunnix.interest.accrual import accrue, rounded
from dunnix.interest.balances import Stops, read_off, running, struck
from dunnix.interest.running import Running
from dunnix.interest.schedule import schedule_of
from dunnix.model import (
    Account,
    Debtor,
    Dispute,
    Insolvency,
    Invoice,
    Netting,
    Payment,
    strike_balance,
)
from dunnix.money import Money

KNOWN_UNTIL: Final = dt.date(2026, 6, 30)
COUNTS: Final = {
    DayCount.ACT_365: act_365,
    DayCount.ACT_360: act_360,
    DayCount.ACT_ACT: act_act,
    DayCount.THIRTY_360: thirty_360,
}
rules = st.sampled_from(sorted(RULES))
names = st.sampled_from([name for name in jurisdiction_names() if name != "us"])
cents = st.integers(0, 10_000)
asked_on = st.integers(20, 130).map(day)


@attrs.frozen(kw_only=True)
class Case:
    """One invoice with what was paid, credited, refunded and reversed of it."""

    account: Account
    amount: int
    due: dt.date
    issued: dt.date
    as_of: dt.date
    notice: dt.date
    moves: Sequence[Move]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Give an invoice late by up to two years, its money never more than it."""
    due = dt.date(2015, 1, 1) + dt.timedelta(draw(st.integers(0, 4000)))
    as_of = min(due + dt.timedelta(draw(st.integers(0, 500))), KNOWN_UNTIL)
    amount = draw(st.integers(1, 5_000_000))
    issued = due - dt.timedelta(draw(st.integers(0, 60)))
    left, moves, payments, notes = amount, [], [], []
    for number in range(draw(st.integers(0, 3))):
        part = draw(st.integers(0, left))
        if not part:
            continue
        when = due + dt.timedelta(draw(st.integers(-20, 500)))
        left -= part
        money = Money.minor(part, "EUR")
        match draw(st.sampled_from(["paid", "cleared", "reversed", "credited"])):
            case "paid":
                payments.append(Payment(id=f"P{number}", date=when, amount=money, invoice="F"))
                moves.append((when, -part))
            case "cleared":
                cleared = when + dt.timedelta(draw(st.integers(0, 9)))
                payments.append(
                    Payment(
                        id=f"P{number}", date=when, amount=money, invoice="F", cleared_on=cleared
                    )
                )
                moves.append((cleared, -part))
            case "reversed":
                back = when + dt.timedelta(draw(st.integers(0, 90)))
                payments.append(
                    Payment(id=f"P{number}", date=when, amount=money, invoice="F", reversed_on=back)
                )
                moves += [(when, -part), (back, part)]
            case _:
                when = max(when, issued)
                notes.append(Invoice(id=f"N{number}", amount=-money, issue_date=when, credits="F"))
                moves.append((when, -part))
    invoice = Invoice(id="F", issue_date=issued, due_date=due, amount=Money.minor(amount, "EUR"))
    notice = due + dt.timedelta(draw(st.integers(-5, 60)))
    return Case(
        account=Account(debtor=Debtor(id="D"), invoices=[invoice, *notes], payments=payments),
        amount=amount,
        due=due,
        issued=issued,
        as_of=as_of,
        notice=notice,
        moves=[(when, part) for when, part in moves if when <= as_of],
    )


def start_of(rule: SlowRule, case: Case) -> dt.date:
    return max(case.notice if rule.waits_for_notice else case.due, case.due, case.issued) + DAY


def expected(rule: SlowRule, case: Case, **how: object) -> int:
    return cents_of(
        rule,
        amount=case.amount,
        due=case.due,
        arose=case.issued,
        start=start_of(rule, case),
        as_of=case.as_of,
        moves=case.moves,
        **how,  # type: ignore[arg-type]
    )


def asked(case: Case) -> Circumstances:
    return Circumstances(notices={"F": case.notice})


@pytest.mark.requirement("M119")
@pytest.mark.parametrize("rule", sorted(RULES))
@given(case=cases())
def test_a_calculator_of_another_hand_finds_the_same_cents(
    rule: tuple[str, str], case: Case
) -> None:
    name, party = rule

    found = late_interest(
        case.account, name, as_of=case.as_of, party=party, circumstances=asked(case)
    )

    (item,) = found
    assert item.unknown is None
    assert item.accrued == expected(RULES[rule], case)
    assert sum(line.amount.minor_units for line in item.lines) == item.accrued


@pytest.mark.parametrize("day_count", list(DayCount))
@given(case=cases())
def test_each_day_count_is_that_of_a_calculator_of_another_hand(
    day_count: DayCount, case: Case
) -> None:
    french = jurisdiction("fr").regime("company")
    rules = Jurisdiction(id="x", title="x", regimes=[attrs.evolve(french, day_count=day_count)])

    (item,) = late_interest(case.account, rules, as_of=case.as_of, party="company")

    slow = RULES["fr", "company"]
    assert item.accrued == expected(slow, case, share_of_year=COUNTS[day_count])


@given(case=cases(), name=names, days=st.integers(1, 400))
def test_splitting_a_period_changes_the_sum_by_no_more_than_the_rounding(
    case: Case, name: str, days: int
) -> None:
    regime = jurisdiction(name).regime("company")
    (claim,) = running(case.account, KNOWN_UNTIL, Netting.OLDEST_FIRST)
    start, last = max(claim.due + 1, claim.steps[0][0]), KNOWN_UNTIL.toordinal()
    cut = min(start + days, last)
    schedule = schedule_of(regime, case.issued.toordinal())
    steps = cut_from(claim, start)

    whole, _, _ = accrue(steps, last, schedule, regime.day_count)
    before, _, _ = accrue(steps, cut, schedule, regime.day_count)
    after, _, _ = accrue(cut_from(claim, cut + 1), last, schedule, regime.day_count)

    assert before + after == whole
    assert abs(rounded(before) + rounded(after) - rounded(whole)) <= 1


def cut_from(claim: Running, start: int) -> list[tuple[int, int]]:
    open_ = [amount for first, amount in claim.steps if first <= start]
    later = [step for step in claim.steps if step[0] > start]
    return [(start, open_[-1] if open_ else 0), *later]


@given(case=cases(), name=names, later=st.integers(1, 60))
def test_interest_never_falls_as_days_pass(case: Case, name: str, later: int) -> None:
    more = min(case.as_of + dt.timedelta(later), KNOWN_UNTIL)

    now = due(case.account, name, case.as_of, case)
    then = due(case.account, name, more, case)

    assert then >= now


def due(account: Account, name: str, as_of: dt.date, case: Case) -> int:
    found = late_interest(account, name, as_of=as_of, party="company", circumstances=asked(case))
    return sum(item.due for item in found)


@given(case=cases(), name=names, part=st.integers(1, 100), later=st.integers(1, 200))
def test_interest_never_falls_when_a_part_is_paid_later(
    case: Case, name: str, part: int, later: int
) -> None:
    amount = Money.minor(max(case.amount * part // 100, 1), "EUR")
    invoice = case.account.invoices[0]
    early = case.due + dt.timedelta(part)

    def paid_on(when: dt.date) -> int:
        payment = Payment(id="P", date=when, amount=amount, invoice="F")
        account = Account(debtor=Debtor(id="D"), invoices=[invoice], payments=[payment])
        return due(account, name, KNOWN_UNTIL, case)

    assert paid_on(early + dt.timedelta(later)) >= paid_on(early)


def of_invoices(account: Account) -> Account:
    """Leave out all but invoices in one piece and money: what is read off the rows as they are."""
    whole = [each for each in account.invoices if not each.instalments]
    names = {each.id for each in whole}
    paid = [each for each in account.payments if all(name in names for name, _ in each.shares())]
    kept = [each for each in whole if each.credits is None or each.credits in names]
    return Account(debtor=account.debtor, invoices=kept, payments=paid)


any_accounts = st.one_of(accounts(), accounts().map(of_invoices))


@given(account=accounts().map(of_invoices), as_of=asked_on, netting=st.sampled_from(list(Netting)))
def test_balances_read_off_the_rows_are_those_the_model_strikes(
    account: Account, as_of: dt.date, netting: Netting
) -> None:
    found = read_off(account, as_of, netting)
    assume(found is not None)

    assert [day_by_day(each, as_of) for each in found or ()] == [
        day_by_day(each, as_of) for each in struck(account, as_of, netting, Stops())
    ]


def day_by_day(claim: Running, as_of: dt.date) -> tuple[str, list[int]]:
    days = range(day(-40).toordinal(), as_of.toordinal() + 1)
    return claim.id, [cut_from(claim, each)[0][1] for each in days]


@given(
    account=any_accounts,
    as_of=asked_on,
    netting=st.sampled_from(list(Netting)),
    name=st.sampled_from(["fr", "be", "de", "es"]),
    disputed=st.sampled_from(list(Accrual)),
    insolvent=st.sampled_from(list(Accrual)),
)
def test_interest_of_any_account_is_that_of_its_balances_day_by_day(
    account: Account,
    as_of: dt.date,
    netting: Netting,
    name: str,
    disputed: Accrual,
    insolvent: Accrual,
) -> None:
    regime = attrs.evolve(
        jurisdiction(name).regime("company"), disputed=disputed, insolvent=insolvent
    )
    rules = Jurisdiction(id="x", title="x", regimes=[regime])

    found = late_interest(account, rules, as_of=as_of, party="company", netting=netting)

    wanted = walked(account, as_of, netting, regime, name)
    assert {item.receivable: item.accrued for item in found} == wanted


def walked(
    account: Account, as_of: dt.date, netting: Netting, regime: Regime, name: str
) -> dict[str, int]:
    """Sum each receivable's interest one day after another, the balance struck on each."""
    slow = RULES[name, "company"]
    claims = strike_balance(account, as_of, netting=netting).claims
    totals = {claim.id: Fraction(0) for claim in claims}
    each_day = day(-60)
    while each_day < as_of:
        night, each_day = each_day, each_day + DAY
        for claim in strike_balance(account, night, netting=netting, known=as_of).claims:
            if claim.due >= each_day.toordinal() or claim.id not in totals:
                continue
            if regime.insolvent is Accrual.STOPS and insolvent_on(
                account, as_of, each_day, claim.names
            ):
                continue
            base = claim.open
            if regime.disputed is Accrual.STOPS:
                base -= claim.disputed
            arose = claim.invoice.issue_date or claim.invoice.due_date
            totals[claim.id] += base * rate_on(slow, each_day, arose) / 36500
    return {receivable: half_up(total) for receivable, total in totals.items()}


def insolvent_on(account: Account, as_of: dt.date, on: dt.date, names: Sequence[str]) -> bool:
    return any(
        isinstance(each, Insolvency)
        and each.date <= min(on, as_of)
        and (each.recorded_on or each.date) <= as_of
        and (each.invoice is None or each.invoice in names)
        for each in account.happenings
    )


@given(case=cases(), name=names, after=st.integers(0, 100))
def test_no_day_bears_interest_from_the_day_of_an_insolvency(
    case: Case, name: str, after: int
) -> None:
    opened = case.due + dt.timedelta(after)
    stay = Insolvency(id="I", date=opened)
    account = attrs.evolve(case.account, happenings=[stay])

    found = late_interest(account, name, as_of=KNOWN_UNTIL, party="company")

    assert all(line.last_day < opened for item in found for line in item.lines)


@given(case=cases(), name=names, after=st.integers(0, 100), days=st.integers(1, 100))
def test_a_day_bears_interest_unless_disputed_where_the_rule_says_so(
    case: Case, name: str, after: int, days: int
) -> None:
    opened = case.due + dt.timedelta(after)
    resolved = opened + dt.timedelta(days)
    dispute = Dispute(id="X", opened_on=opened, resolved_on=resolved, reason="price")
    account = attrs.evolve(case.account, disputes=[dispute])
    regime = attrs.evolve(jurisdiction(name).regime("company"), disputed=Accrual.STOPS)
    rules = Jurisdiction(id="x", title="x", regimes=[regime])

    runs_on = late_interest(account, name, as_of=KNOWN_UNTIL, party="company")
    stops = late_interest(account, rules, as_of=KNOWN_UNTIL, party="company")

    assert (
        runs_on.receivables
        == late_interest(case.account, name, as_of=KNOWN_UNTIL, party="company").receivables
    )
    for line in stops.receivables[0].lines:
        assert line.last_day <= opened or line.first_day > resolved


@given(case=cases(), name=names)
def test_a_settled_day_bears_no_interest(case: Case, name: str) -> None:
    rest = case.amount + sum(part for when, part in case.moves if when <= case.due)
    if rest <= 0:
        return
    full = Payment(id="ALL", date=case.due, amount=Money.minor(rest, "EUR"), invoice="F")
    kept = [each for each in case.account.payments if each.date <= case.due]
    account = attrs.evolve(
        case.account,
        payments=[*(attrs.evolve(each, reversed_on=None) for each in kept), full],
    )

    found = late_interest(account, name, as_of=case.due, party="company")

    assert [item.due for item in found] == [0]


@given(case=cases(), name=names)
def test_part_payments_pay_no_more_than_is_owed_in_any_order(case: Case, name: str) -> None:
    regime = jurisdiction(name).regime("company")
    costs = Money("40", "EUR")
    lawful = Circumstances(order=regime.order, costs={"F": costs})

    (ledger,) = late_interest(case.account, name, as_of=case.as_of, party="company")
    (item,) = late_interest(
        case.account, name, as_of=case.as_of, party="company", circumstances=lawful
    )

    assert 0 <= item.paid <= item.accrued
    assert 0 <= item.costs_paid <= costs.minor_units
    assert item.accrued >= ledger.accrued


@given(cents, cents, cents, cents, st.permutations(list(Owed)))
def test_allocating_a_payment_places_each_cent_once_in_the_order_given(
    payment: int, costs: int, interest: int, principal: int, order: list[Owed]
) -> None:
    owed = {Owed.COSTS: costs, Owed.INTEREST: interest, Owed.PRINCIPAL: principal}

    found = allocate(
        Money.minor(payment, "EUR"),
        costs=Money.minor(costs, "EUR"),
        interest=Money.minor(interest, "EUR"),
        principal=Money.minor(principal, "EUR"),
        order=order,
    )

    parts = {kind: getattr(found, kind).minor_units for kind in Owed}
    assert sum(parts.values()) + found.left.minor_units == payment
    for before, after in itertools.pairwise(order):
        assert parts[after] == 0 or parts[before] == owed[before]


@pytest.mark.requirement("M84")
@given(case=cases(), name=names, percent=st.integers(1, 100), days=st.integers(0, 300))
def test_a_waiver_takes_off_no_more_than_its_share(
    case: Case, name: str, percent: int, days: int
) -> None:
    granted = case.due + dt.timedelta(days)
    waiver = Waiver(id="W", granted_on=granted, percent=percent)

    (before,) = late_interest(case.account, name, as_of=min(granted, case.as_of), party="company")
    (plain,) = late_interest(case.account, name, as_of=case.as_of, party="company")
    (waived,) = late_interest(
        case.account,
        name,
        as_of=case.as_of,
        party="company",
        circumstances=Circumstances(waivers=[waiver]),
    )

    if granted > case.as_of:
        assert waived.waived == 0
    else:
        assert abs(waived.waived - before.accrued * percent / 100) <= 2
    assert waived.due == plain.accrued - waived.waived >= 0


@given(case=cases(), name=names, beyond=st.integers(1, 200))
def test_past_the_last_known_day_the_part_that_is_known_stays_the_same(
    case: Case, name: str, beyond: int
) -> None:
    regime = jurisdiction(name).regime("company")
    if regime.reference is None:
        return
    until = regime.reference.known_until

    (known,) = late_interest(case.account, name, as_of=until, party="company")
    (more,) = late_interest(case.account, name, as_of=until + dt.timedelta(beyond), party="company")

    assert more.accrued >= known.accrued
    if more.unknown is not None and name != "nl":
        assert more.unknown.first_day == until + DAY
        assert more.accrued == known.accrued


@pytest.mark.parametrize("name", ["be-civil", "de-base", "eu-reference", "uk-bank-rate"])
def test_a_rate_above_a_table_is_that_of_the_table(name: str) -> None:
    table = rate_table(name)
    regime = Regime(parties=["company"], reference=table, points=[PointsPeriod(points="9")])

    schedule = schedule_of(regime, LONG_AGO.toordinal())

    for period in table.periods:
        found = schedule.spans[schedule.at(period.valid_from.toordinal())]
        assert found.micro == (period.percent + 9) * 1_000_000
