"""Leaving out what is closed changes no later day."""

import datetime as dt

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model_accounts import DAYS, START, accounts, settled_accounts

from dunnix.errors import Problem
from dunnix.facts.debtor import last_reply, payment_behaviour
from dunnix.model import (
    COUNTED,
    Account,
    Action,
    Allocation,
    Block,
    Debtor,
    Dispute,
    Instalment,
    Invoice,
    Netting,
    PaidInvoices,
    PastContact,
    Payment,
    PaymentHistory,
    PaymentPlan,
    Position,
    PromiseStanding,
    PromiseToPay,
    Reply,
    Standing,
    Task,
    known_rows,
    take_position,
)
from dunnix.money import Money

EURO = Money("100.00", "EUR")
BEFORE = dt.date(2026, 6, 1)


def test_what_an_action_under_way_may_mean_by_naming_nothing_stays() -> None:
    planned = Action(
        id="A-1", step="reminder", date=dt.date(2026, 5, 4), status="planned", channel="email"
    )
    paid = Payment(id="P-1", date=dt.date(2026, 5, 5), amount=EURO, invoice="F-1")
    invoice = Invoice(
        id="F-1", issue_date=dt.date(2026, 4, 1), due_date=dt.date(2026, 5, 1), amount=EURO
    )
    account = Account(
        debtor=Debtor(id="D1"), invoices=[invoice], payments=[paid], actions=[planned]
    )
    sent = attrs.evolve(account, actions=[attrs.evolve(planned, status="done")])

    assert account.compact(before=BEFORE) == account
    assert sent.compact(before=BEFORE).invoices == ()


def position_of(
    account: Account, day: dt.date, tolerance: int = 1, netting: Netting = Netting.OLDEST_FIRST
) -> Position:
    return take_position(
        account, day, window_end=lambda due_by: due_by + tolerance, netting=netting
    )


def what_stands(position: Position) -> list[tuple[object, ...]]:
    return [
        (
            place.claim.id,
            place.standing,
            place.claim.open,
            place.in_play,
            [attrs.astuple(part) for part in place.parts],
        )
        for place in position.places
        if place.standing is not Standing.SETTLED
    ]


def what_was_promised(position: Position) -> dict[str, tuple[object, ...]]:
    return {
        each.promise.id: (each.standing, each.paid, each.ended_on, each.pauses)
        for each in position.promises
    }


def counted(account: Account, position: Position) -> tuple[int, int]:
    standings = [each.standing for each in position.promises]
    return (
        account.history.promises_kept + standings.count(PromiseStanding.KEPT),
        account.history.promises_broken + standings.count(PromiseStanding.BROKEN),
    )


def last_reason(account: Account, day: dt.date) -> str | None:
    reply = last_reply(account, day)
    return account.history.last_reason if reply is None else reply.reason


def contacts(account: Account, day: dt.date) -> list[dt.date]:
    """Days of counted actions; each of the generated accounts has one row only."""
    known = known_rows(account.actions, day)
    done = [each.date for each in known if each.status in COUNTED and each.date <= day]
    return sorted([*(each.date for each in account.history.contacts), *done])


@given(
    account=accounts() | settled_accounts(),
    before=st.integers(0, DAYS + 150),
    later=st.integers(0, 100),
    tolerance=st.integers(0, 5),
    netting=st.sampled_from(Netting),
)
def test_every_position_of_a_later_day_stays_the_same(
    account: Account, before: int, later: int, tolerance: int, netting: Netting
) -> None:
    cut = START + dt.timedelta(days=before)
    day = cut + dt.timedelta(days=later)

    compact = account.compact(before=cut)

    whole, rest = (position_of(each, day, tolerance, netting) for each in (account, compact))
    assert what_stands(rest) == what_stands(whole)
    assert what_was_promised(rest).items() <= what_was_promised(whole).items()
    pools = [
        {key: sum_ for key, sum_ in each.balance.unapplied.items() if sum_}
        for each in (whole, rest)
    ]
    assert pools[0] == pools[1]
    assert counted(compact, rest) == counted(account, whole)
    assert contacts(compact, day) == contacts(account, day)
    assert last_reason(compact, day) == last_reason(account, day)
    assert payment_behaviour(compact, rest, "EUR") == payment_behaviour(account, whole, "EUR")


@settings(max_examples=25)
@given(account=accounts() | settled_accounts(), before=st.integers(0, DAYS + 150))
def test_compacting_twice_is_compacting_once(account: Account, before: int) -> None:
    cut = START + dt.timedelta(days=before)

    compact = account.compact(before=cut)

    assert compact.compact(before=cut) == compact


def paid_account(**lists: object) -> Account:
    """Give an account with an invoice paid two days late, and more rows."""
    invoice = Invoice(
        id="F-1", issue_date=dt.date(2026, 1, 5), due_date=dt.date(2026, 2, 4), amount=EURO
    )
    payment = Payment(id="P-1", date=dt.date(2026, 2, 6), amount=EURO, invoice="F-1")
    fields: dict[str, object] = {"invoices": [invoice], "payments": [payment], **lists}
    return Account(debtor=Debtor(id="D42"), **fields)  # type: ignore[arg-type]


def test_a_paid_invoice_goes_into_the_history_with_its_payment() -> None:
    account = paid_account()

    compact = account.compact(before=BEFORE)

    paid = PaidInvoices(amount=EURO, invoices=1, late=1, amount_days_late=20_000)
    assert compact == Account(debtor=Debtor(id="D42"), history=PaymentHistory(paid=[paid]))


def test_an_invoice_paid_early_counts_no_days_late() -> None:
    early = Payment(id="P-1", date=dt.date(2026, 1, 10), amount=EURO, invoice="F-1")

    compact = paid_account(payments=[early]).compact(before=BEFORE)

    assert compact.history.paid == (
        PaidInvoices(amount=EURO, invoices=1, late=0, amount_days_late=0),
    )


def test_sums_are_added_to_those_already_there() -> None:
    before = PaymentHistory(
        paid=[PaidInvoices(amount=EURO, invoices=4, late=2, amount_days_late=7)],
        contacts=[dt.date(2025, 12, 1)],
    )

    compact = paid_account(history=before).compact(before=BEFORE)

    whole = Money("200.00", "EUR")
    assert compact.history.paid == (
        PaidInvoices(amount=whole, invoices=5, late=3, amount_days_late=20_007),
    )
    assert compact.history.contacts == (PastContact(date=dt.date(2025, 12, 1)),)


def test_what_is_paid_on_the_day_itself_stays() -> None:
    account = paid_account()

    assert account.compact(before=dt.date(2026, 2, 6)) == account
    assert account.compact(before=dt.date(2026, 2, 7)) != account


def test_what_is_recorded_later_stays() -> None:
    late = Payment(
        id="P-1",
        date=dt.date(2026, 2, 6),
        amount=EURO,
        invoice="F-1",
        recorded_on=BEFORE,
    )
    account = paid_account(payments=[late])

    assert account.compact(before=BEFORE) == account


def test_money_that_may_still_come_back_or_isnt_exact_stays() -> None:
    common = {"date": dt.date(2026, 2, 6), "amount": EURO, "invoice": "F-1"}
    open_ends = [
        {**common, "pending": True},
        {**common, "cleared_on": dt.date(2026, 7, 1)},
        {**common, "reversed_on": dt.date(2026, 2, 8)},
        {**common, "amount": Money("100.01", "EUR")},
        {**common, "amount": Money("99.99", "EUR")},
        {**common, "invoice": None},
    ]
    for fields in open_ends:
        account = paid_account(payments=[Payment(id="P-1", **fields)])  # type: ignore[arg-type]

        assert account.compact(before=BEFORE) == account


def test_what_names_the_invoice_and_is_over_goes_with_it() -> None:
    account = paid_account(
        disputes=[
            Dispute(
                id="X-1",
                opened_on=dt.date(2026, 1, 20),
                reason="quality",
                invoice="F-1",
                resolved_on=dt.date(2026, 1, 25),
            )
        ],
        blocks=[
            Block(
                id="B-1",
                since=dt.date(2026, 1, 20),
                reason="goodwill",
                invoice="F-1",
                until=dt.date(2026, 1, 22),
            )
        ],
        tasks=[
            Task(
                id="T-1",
                due_on=dt.date(2026, 1, 20),
                kind="disputes",
                invoices=["F-1"],
                done_on=dt.date(2026, 1, 21),
            )
        ],
        happenings=[Reply(id="H-1", date=dt.date(2026, 2, 5), invoice="F-1", reason="difficulty")],
        actions=[
            Action(
                id="A-1",
                step="call",
                date=dt.date(2026, 2, 5),
                status="done",
                invoices=["F-1"],
                channel="phone",
            )
        ],
    )

    compact = account.compact(before=BEFORE)

    history = compact.history
    assert attrs.evolve(compact, history=PaymentHistory()) == Account(debtor=Debtor(id="D42"))
    assert history.contacts == (PastContact(date=dt.date(2026, 2, 5), channel="phone"),)
    assert history.last_reason == "difficulty"


def test_an_open_end_keeps_the_invoice_and_its_money() -> None:
    day = dt.date(2026, 2, 1)
    open_ends: list[dict[str, object]] = [
        {"disputes": [Dispute(id="X-1", opened_on=day, reason="quality", invoice="F-1")]},
        {"blocks": [Block(id="B-1", since=day, reason="goodwill", invoice="F-1")]},
        {"tasks": [Task(id="T-1", due_on=day, kind="disputes", invoices=["F-1"])]},
        {
            "actions": [
                Action(id="A-1", step="call", date=day, status="queued", invoices=["F-1=reminder"])
            ]
        },
    ]
    for lists in open_ends:
        account = paid_account(**lists)

        assert account.compact(before=BEFORE) == account


def test_an_action_that_may_not_have_been_a_contact_stays() -> None:
    action = Action(
        id="A-1", step="agency", date=dt.date(2026, 2, 5), status="done", invoices=["F-1"]
    )

    compact = paid_account(actions=[action]).compact(before=BEFORE)

    assert compact.actions == (action,)
    assert compact.invoices == ()
    assert compact.history.contacts == ()


def test_a_promise_kept_in_time_is_counted() -> None:
    promise = PromiseToPay(
        id="Q-1",
        made_on=dt.date(2026, 2, 1),
        due_by=dt.date(2026, 2, 10),
        amount=EURO,
        invoices=["F-1"],
    )

    compact = paid_account(promises=[promise]).compact(before=BEFORE)

    assert compact.promises == ()
    assert compact.history.promises_kept == 1


def test_a_promise_whose_judgement_hangs_on_the_tolerance_stays() -> None:
    promise = PromiseToPay(
        id="Q-1",
        made_on=dt.date(2026, 2, 1),
        due_by=dt.date(2026, 2, 5),
        amount=EURO,
        invoices=["F-1"],
    )
    account = paid_account(promises=[promise])

    assert account.compact(before=BEFORE) == account


def test_a_payment_over_two_invoices_goes_only_with_both() -> None:
    second = Invoice(id="F-2", due_date=dt.date(2026, 2, 4), amount=EURO)
    shares = [Allocation(invoice=name, amount=EURO) for name in ("F-1", "F-2")]
    both = Payment(
        id="P-1", date=dt.date(2026, 2, 6), amount=Money("200.00", "EUR"), allocations=shares
    )
    most = Payment(
        id="P-1",
        date=dt.date(2026, 2, 6),
        amount=EURO,
        allocations=[
            Allocation(invoice="F-1", amount=Money("60.00", "EUR")),
            Allocation(invoice="F-2", amount=Money("40.00", "EUR")),
        ],
    )
    rest = Payment(id="P-2", date=dt.date(2026, 2, 6), amount=Money("40.00", "EUR"), invoice="F-1")
    first = paid_account().invoices[0]

    whole = paid_account(invoices=[first, second], payments=[both]).compact(before=BEFORE)
    part = paid_account(invoices=[first, second], payments=[most, rest])

    assert (whole.invoices, whole.payments) == ((), ())
    assert whole.history.paid[0].invoices == 2
    assert part.compact(before=BEFORE) == part


def test_a_receivable_in_a_signed_plan_goes_once_all_is_paid() -> None:
    parts = [
        Instalment(number=number, due_date=dt.date(2026, 2, 4), amount=Money("50.00", "EUR"))
        for number in (1, 2)
    ]
    plan = PaymentPlan(
        id="PL-1",
        agreed_on=dt.date(2026, 1, 20),
        instalments=parts,
        invoices=["F-1"],
        status="signed",
    )
    paid = [
        Payment(
            id=f"P-{number}",
            date=dt.date(2026, 2, 4),
            amount=Money("50.00", "EUR"),
            invoice=f"PL-1#{number}",
        )
        for number in (1, 2)
    ]

    assert paid_account(plans=[plan], payments=paid).compact(before=BEFORE).plans == ()
    assert paid_account(plans=[plan], payments=paid[:1]).compact(before=BEFORE).plans == (plan,)


def test_unapplied_money_beside_an_open_invoice_keeps_what_it_may_have_paid_once() -> None:
    other = Invoice(
        id="F-0", issue_date=dt.date(2026, 1, 1), due_date=dt.date(2026, 1, 31), amount=EURO
    )
    unapplied = Payment(id="P-0", date=dt.date(2026, 1, 20), amount=Money("50.00", "EUR"))
    account = paid_account()
    account = attrs.evolve(
        account,
        invoices=(*account.invoices, other),
        payments=(*account.payments, unapplied),
    )

    assert account.compact(before=BEFORE) == account


def test_a_held_account_is_left_as_it_is() -> None:
    account = paid_account(problems=[Problem(code="bad-date", message="`x` is no date")])

    assert account.compact(before=BEFORE) is account


def test_before_the_first_day_of_the_calendar_nothing_was_closed() -> None:
    account = paid_account()

    assert account.compact(before=dt.date.min) == account


@pytest.mark.parametrize("due_by", [dt.date(9999, 12, 1), dt.date.max])
@pytest.mark.parametrize("names", [(), ("F-1",)])
@pytest.mark.parametrize("before", [BEFORE, dt.date.max])
def test_a_promise_due_at_the_end_of_the_calendar_keeps_what_it_speaks_of(
    due_by: dt.date, names: tuple[str, ...], before: dt.date
) -> None:
    made_on = dt.date(2026, 2, 1)
    promise = PromiseToPay(id="Q-1", made_on=made_on, due_by=due_by, amount=EURO, invoices=names)
    account = paid_account(promises=[promise])

    assert account.compact(before=before) == account


def test_a_promise_beside_one_due_at_the_end_of_the_calendar_stays() -> None:
    owed = Invoice(id="F-2", due_date=dt.date(2026, 2, 4), amount=EURO)
    made_on = dt.date(2026, 2, 1)
    kept = PromiseToPay(
        id="Q-1", made_on=made_on, due_by=dt.date(2026, 2, 10), amount=EURO, invoices=["F-1"]
    )
    last = PromiseToPay(
        id="Q-2", made_on=made_on, due_by=dt.date.max, amount=EURO, invoices=["F-2"]
    )
    account = paid_account(invoices=[*paid_account().invoices, owed], promises=[kept, last])

    assert account.compact(before=BEFORE) == account
