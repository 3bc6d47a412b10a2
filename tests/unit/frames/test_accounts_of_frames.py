import datetime as dt
from typing import Final

import attrs
import pytest
from drawn_ledgers import tables_of
from frame_kinds import KINDS

from dunnix.frames.accounts import accounts_of, without
from dunnix.model import Account, Debtor, Invoice, Payment, PromiseToPay
from dunnix.money import Money

DAY: Final = dt.date(2026, 2, 4)
EURO: Final = Money("1.00", "EUR")


def owing(name: str, *invoices: str) -> Account:
    return Account(
        debtor=Debtor(id=name, country="FR"),
        invoices=[Invoice(id=each, due_date=DAY, amount=EURO) for each in invoices],
        payments=[Payment(id=f"P-{name}", date=DAY, amount=EURO)],
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_promise_of_a_frame_names_its_invoices(kind: str) -> None:
    named = PromiseToPay(id="P1", made_on=DAY, due_by=DAY, amount=EURO, invoices=["F-1", "F-2"])
    of_all = PromiseToPay(id="P2", made_on=DAY, due_by=DAY, amount=EURO, withdrawn_on=DAY)
    account = attrs.evolve(owing("D1", "F-1", "F-2"), promises=[named, of_all])

    assert accounts_of(tables_of([account], kind)) == [account]


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_accounts_asked_for_are_made(kind: str) -> None:
    first, second, third = owing("D1", "F-1"), owing("D2", "F-2"), owing("D3", "F-3")

    tables = tables_of([first, second, third], kind)

    assert accounts_of(tables, ["D3", "D1"]) == [first, third]


def test_rows_come_by_id_whatever_their_order_in_the_frame() -> None:
    tables = tables_of([owing("D2", "F-9", "F-1"), owing("D1", "F-5")], "polars")

    assert accounts_of(tables) == [owing("D1", "F-5"), owing("D2", "F-1", "F-9")]


def test_a_debtor_that_owes_nothing_has_an_account() -> None:
    silent = Account(debtor=Debtor(id="D2"))

    assert accounts_of(tables_of([owing("D1", "F-1"), silent], "polars"), ["D2"]) == [silent]


def test_a_debtor_beside_the_table_of_debtors_is_known_by_its_id() -> None:
    tables = attrs.evolve(tables_of([owing("D1", "F-1")], "polars"), debtors=None)

    assert [each.debtor for each in accounts_of(tables)] == [Debtor(id="D1")]


def test_a_debtor_that_no_row_names_is_refused() -> None:
    tables = tables_of([owing("D1", "F-1")], "polars")

    with pytest.raises(ValueError, match="the ledger has no debtor `D9`"):
        accounts_of(tables, ["D1", "D9"])


def test_what_some_debtors_owe_and_paid_can_be_left_out() -> None:
    tables = tables_of([owing("D1", "F-1"), owing("D2", "F-2")], "polars")

    rest = accounts_of(attrs.evolve(without(tables, ["D1"]), debtors=None))

    assert [(each.debtor.id, len(each.payments)) for each in rest] == [("D2", 1)]
