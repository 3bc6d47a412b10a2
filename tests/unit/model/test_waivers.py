"""Waivers of penalties: what one says, what it can't say, and how ledgers hold it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dunnix.model import Account, Debtor, InvalidValueError, Invoice, Payment, Penalty, Waiver
from dunnix.money import Money

DAY = dt.date(2026, 2, 4)
EURO = Money("90.00", "EUR")
INVOICE = Invoice(id="F-1", due_date=DAY, issue_date=DAY, amount=EURO)


def waiver(**keys: Any) -> Waiver:
    given: dict[str, Any] = {"id": "W-1", "date": DAY, "of": "interest"}
    return Waiver(**(given | keys))


def ledger(**row: object) -> dict[str, object]:
    return {
        "debtor": {"id": "D1"},
        "invoices": [{"id": "F-1", "due_date": "2026-02-04", "amount": "90.00", "currency": "EUR"}],
        "happenings": [{"id": "W-1", "date": "2026-02-04", "kind": "waiver", **row}],
    }


@pytest.mark.requirement("M84")
def test_a_waiver_is_a_share_or_an_amount_of_interest_fixed_sums_or_fees() -> None:
    share, amount = waiver(percent="33.50"), waiver(of="fixed-sum", amount=EURO, invoice="F-1")

    assert (share.of, share.percent, share.amount) == (Penalty.INTEREST, Decimal("33.5"), None)
    assert (amount.of, amount.percent, amount.amount) == (Penalty.FIXED_SUM, None, EURO)
    assert waiver(percent=100) == waiver(percent="100.0") == waiver(percent=Decimal(100))


@pytest.mark.parametrize(
    ("code", "keys"),
    [
        ("contradiction", {}),
        ("contradiction", {"percent": "50", "amount": EURO}),
        ("bad-percent", {"percent": "0"}),
        ("bad-percent", {"percent": "101"}),
        ("bad-percent", {"percent": "fifty"}),
        ("bad-percent", {"percent": "0.0000001"}),
        ("bad-percent", {"percent": 0.5}),
        ("bad-percent", {"percent": True}),
        ("not-positive", {"amount": Money("0.00", "EUR")}),
        ("unknown-value", {"of": "principal", "percent": "50"}),
    ],
)
def test_a_waiver_that_cant_be_is_refused(code: str, keys: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        waiver(**keys)

    assert caught.value.code == code


def test_a_waiver_is_in_the_currency_of_what_it_names() -> None:
    dollars = waiver(amount=Money("1.00", "USD"), invoice="F-1")

    with pytest.raises(InvalidValueError, match="waiver `W-1` is in USD, `F-1` in EUR"):
        Account(debtor=Debtor(id="D1"), invoices=[INVOICE], happenings=[dollars])


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ({"of": "interest", "percent": "50"}, waiver(percent="50")),
        ({"of": "fees", "percent": 100}, waiver(of="fees", percent="100")),
        (
            {"of": "interest", "amount": "5.00", "invoice": "F-1", "until": "2026-01-31"},
            waiver(amount=Money("5.00", "EUR"), invoice="F-1", until=dt.date(2026, 1, 31)),
        ),
        (
            {"of": "interest", "amount": "5.00", "currency": "USD", "note": "goodwill"},
            waiver(amount=Money("5.00", "USD"), note="goodwill"),
        ),
    ],
)
def test_a_ledger_holds_waivers(row: dict[str, object], wanted: Waiver) -> None:
    account = Account.from_dict(ledger(**row))

    assert account.problems == ()
    assert account.happenings == (wanted,)
    assert Account.from_dict(account.to_dict()) == account


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"percent": "50"}, "missing-field"),
        ({"of": "interest"}, "contradiction"),
        ({"of": "interest", "percent": "120"}, "bad-percent"),
        ({"of": "interest", "percent": 0.5}, "float-amount"),
        ({"of": "interest", "amount": "5.00"}, "missing-currency"),
        (
            {"of": "interest", "amount": "5.00", "currency": "USD", "invoice": "F-1"},
            "mixed-currencies",
        ),
        ({"of": "interest", "percent": "50", "reason": "vague"}, "unknown-field"),
        ({"kind": "reply", "reason": "vague", "percent": "50"}, "unknown-field"),
    ],
)
def test_a_waiver_that_cant_be_read_holds_its_account(row: dict[str, object], code: str) -> None:
    account = Account.from_dict(ledger(**row))

    assert [problem.code for problem in account.problems] == [code]


def paid_account(*waivers: Waiver) -> Account:
    later = Invoice(id="F-2", due_date=DAY, amount=EURO)
    return Account(
        debtor=Debtor(id="D1"),
        invoices=[INVOICE, later],
        payments=[Payment(id="P", date=DAY + dt.timedelta(9), amount=EURO, invoice="F-1")],
        happenings=waivers,
    )


def test_a_waiver_is_left_out_with_the_closed_invoice_it_names() -> None:
    own, other = waiver(percent="50", invoice="F-1"), waiver(id="W-2", percent="50")

    compact = paid_account(own, other).compact(before=dt.date(2026, 6, 1))

    assert [each.id for each in compact.invoices] == ["F-2"]
    assert compact.happenings == (other,)


def test_an_amount_waived_of_all_keeps_what_has_its_part_of_it() -> None:
    account = paid_account(waiver(amount=Money("5.00", "EUR")))

    assert account.compact(before=dt.date(2026, 6, 1)) is account
