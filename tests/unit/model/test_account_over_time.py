"""What happened and what was known: an account only ever grows, and any past day comes back."""

import datetime as dt

import attrs
import pytest

from dunnix.errors import RecordError
from dunnix.model import (
    Account,
    Action,
    Block,
    Debtor,
    Dispute,
    Invoice,
    Payment,
    PromiseToPay,
    Task,
    known_rows,
    strike_balance,
)
from dunnix.money import Money

EURO = Money("100.00", "EUR")
INVOICE = Invoice(
    id="F-1", issue_date=dt.date(2026, 1, 5), due_date=dt.date(2026, 2, 4), amount=EURO
)
ACCOUNT = Account(debtor=Debtor(id="D42"), invoices=[INVOICE])
BLOCK = Block(id="B-1", since=dt.date(2026, 2, 1), reason="goodwill")
LIFTED = attrs.evolve(BLOCK, until=dt.date(2026, 2, 9), recorded_on=dt.date(2026, 2, 10))


def action(status: str, day: int = 5, **fields: object) -> Action:
    given = {"id": "A-1", "step": "call", "key": "K", "invoices": ["F-1"], **fields}
    return Action(date=dt.date(2026, 2, day), status=status, **given)  # type: ignore[arg-type]


def test_recording_twice_is_recording_once() -> None:
    rows = (BLOCK, action("done"), Task(id="T-1", due_on=dt.date(2026, 2, 6), kind="call"))

    once = ACCOUNT.record(*rows)

    assert once.record(*rows) == once
    assert once.record(rows[1]).record(rows[0]) == once


def test_a_key_recorded_again_is_one_fact_whatever_its_id() -> None:
    account = ACCOUNT.record(action("queued"), action("sent", id="A-2"))

    assert [each.status for each in known_rows(account.actions, dt.date(2026, 2, 5))] == ["sent"]


def test_a_row_of_the_same_day_that_says_something_else_is_refused() -> None:
    account = ACCOUNT.record(BLOCK)

    with pytest.raises(RecordError, match="`B-1` is recorded already and says something else"):
        account.record(attrs.evolve(BLOCK, reason="mistake"))


def test_a_row_that_contradicts_the_account_is_refused() -> None:
    payment = Payment(id="P-1", date=dt.date(2026, 2, 5), amount=EURO, invoice="F-9")

    with pytest.raises(RecordError, match="`F-9`, which the account doesn't hold"):
        ACCOUNT.record(payment)


def test_only_rows_are_recorded() -> None:
    with pytest.raises(TypeError, match="a Debtor can't be recorded"):
        ACCOUNT.record(Debtor(id="D42"))  # type: ignore[arg-type]


def test_a_later_row_replaces_the_earlier_from_its_day_on() -> None:
    account = ACCOUNT.record(BLOCK, LIFTED)

    days = [dt.date(2026, 2, day) for day in (1, 9, 10)]
    then = [account.as_of(day).blocks for day in days]

    assert [[*known_rows(rows, day)] for rows, day in zip(then, days, strict=True)] == [
        [BLOCK],
        [BLOCK],
        [LIFTED],
    ]
    # On earlier days the block held: an account as of a later one still knows it.
    assert then == [(BLOCK,), (BLOCK,), (BLOCK, LIFTED)]


def test_an_earlier_row_is_added_after_its_correction_only_with_its_own_day() -> None:
    account = ACCOUNT.record(LIFTED)
    dated = attrs.evolve(BLOCK, recorded_on=BLOCK.since)

    assert account.record(dated).as_of(dt.date(2026, 2, 12)).blocks == (dated, LIFTED)
    with pytest.raises(RecordError):
        account.record(BLOCK)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("planned", "queued"),
        ("queued", "awaiting-approval"),
        ("sent", "delivered"),
        ("delivered", "done"),
        ("done", "failed"),
        ("failed", "cancelled"),
    ],
)
def test_on_one_day_statuses_follow_each_other(first: str, second: str) -> None:
    for rows in ([action(first), action(second)], [action(second), action(first)]):
        account = attrs.evolve(ACCOUNT, actions=rows)

        assert [each.status for each in known_rows(account.actions, dt.date(2026, 2, 5))] == [
            second
        ]


def test_what_was_recorded_later_was_not_known_before() -> None:
    late = Payment(
        id="P-1",
        date=dt.date(2026, 2, 3),
        amount=EURO,
        invoice="F-1",
        recorded_on=dt.date(2026, 2, 9),
    )
    account = ACCOUNT.record(late)

    owed = [
        strike_balance(account.as_of(day), day).claims[0].open
        for day in (dt.date(2026, 2, 8), dt.date(2026, 2, 9))
    ]

    assert owed == [10_000, 0]


def test_a_past_day_can_be_asked_about_with_what_is_known_now() -> None:
    day, now = dt.date(2026, 2, 4), dt.date(2026, 2, 20)
    late = Payment(id="P-1", date=dt.date(2026, 2, 3), amount=EURO, invoice="F-1", recorded_on=now)
    later = PromiseToPay(id="Q-1", made_on=dt.date(2026, 2, 6), due_by=now, amount=EURO)
    account = ACCOUNT.record(late, later)

    then = account.as_of(day, known=now)

    assert strike_balance(then, day).claims[0].open == 0
    assert then.promises == ()
    assert account.as_of(day).payments == ()


@pytest.mark.requirement("M38")
def test_a_past_day_comes_back_whatever_was_recorded_since() -> None:
    day = dt.date(2026, 2, 6)
    before = ACCOUNT.record(BLOCK, action("queued"))

    after = before.record(
        LIFTED,
        action("done", recorded_on=dt.date(2026, 2, 7)),
        Dispute(id="X-1", opened_on=dt.date(2026, 2, 8), reason="quality"),
    )

    assert after.as_of(day) == before.as_of(day)


def test_the_debtor_is_the_one_known_that_day() -> None:
    old = Debtor(id="D42", owner="max")
    new = Debtor(id="D42", owner="lea", recorded_on=dt.date(2026, 2, 10))
    account = Account(debtor=new, former=[old])

    assert account.as_of(dt.date(2026, 2, 9)).debtor == old
    assert account.as_of(dt.date(2026, 2, 10)).debtor == new


def test_the_order_of_rows_never_matters() -> None:
    rows = [action("done", id=f"A-{number}", key=None) for number in range(4)]

    forwards, backwards = ACCOUNT.record(*rows), ACCOUNT.record(*reversed(rows))

    day = dt.date(2026, 2, 6)
    assert forwards.as_of(day) == backwards.as_of(day)
