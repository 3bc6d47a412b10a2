import datetime as dt

import pytest
from door_frames import DUE, frame, invoices, payments
from drawn_ledgers import FIRST, ledgers, tables_of
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from dunnix import decide_many, frames, load_scenario
from dunnix.frames import Ledger
from dunnix.model import Account

SCENARIO = load_scenario("b2b-international")
FEW = settings(max_examples=max(settings().max_examples // 2, 5))
DAYS = st.integers(0, 80).map(lambda days: FIRST + dt.timedelta(days))


@pytest.mark.parametrize("kind", KINDS)
def test_only_debtors_that_owe_something_are_decided(kind: str) -> None:
    owed = invoices(debtor=["D1", "D2", "D3"], amount=["10", "20", "40"])
    paid = payments(debtor=["D2"], invoice=["F-2"], amount=["20"])
    ledger = frames.ledger(invoices=frame(kind, owed), payments=frame(kind, paid))

    found = list(frames.decide(SCENARIO, ledger, as_of=DUE + dt.timedelta(5)))

    assert [each.debtor for each in found] == ["D1", "D3"]
    assert all(each.next_actions for each in found)


@FEW
@given(ledgers(), DAYS)
def test_decisions_are_those_of_the_accounts_and_who_is_left_out_has_nothing_to_do(
    accounts: list[Account], day: dt.date
) -> None:
    ledger = Ledger(tables=tables_of(accounts, "polars"))

    found = list(frames.decide(SCENARIO, ledger, as_of=day))

    named = {each.debtor for each in found}
    everybody = list(decide_many(SCENARIO, ledger.accounts(), as_of=day))
    assert found == [each for each in everybody if each.debtor in named]
    assert not any(each.next_actions or each.held for each in everybody if each.debtor not in named)


def test_a_day_that_is_no_date_is_refused() -> None:
    ledger = frames.ledger(invoices=frame("polars", invoices()))

    with pytest.raises(TypeError, match="`as_of` must be a date, not a datetime"):
        next(frames.decide(SCENARIO, ledger, as_of=dt.datetime(2026, 2, 5, 12)))  # noqa: DTZ001
