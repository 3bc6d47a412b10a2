"""Imported rules played over 90 days beside small models of the systems they are from.

Where the meaning is the same, the same days come out, whichever days somebody asks on. Where it
differs a test shows how, and that a note names it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest
from foreign_rules import BusinessCentral, Odoo, Sap, Tryton
from hypothesis import given
from hypothesis import strategies as st
from played import on

from dunnix.engine import decide
from dunnix.importers import ImportedScenario, import_rules
from dunnix.model import Account, Contact, Debtor, Invoice, Payment
from dunnix.money import Money

Rows = list[dict[str, Any]]
DAILY = range(91)
ASKED = st.sets(st.integers(0, 90), min_size=1).map(sorted) | st.just(list(DAILY))
DELAYS = st.lists(st.integers(0, 60), min_size=1, max_size=4, unique=True).map(sorted)


def owing(due: Mapping[str, int]) -> Account:
    desk = Contact(role="accounts-payable", email="accounts@debtor.example", phone="1")
    lines = [
        Invoice(id=name, due_date=on(day), amount=Money("100.00", "EUR"))
        for name, day in due.items()
    ]
    return Account(debtor=Debtor(id="D1", contacts=[desk]), invoices=lines)


def host(
    found: ImportedScenario, account: Account, days: Iterable[int]
) -> list[tuple[int, dict[str, str]]]:
    """Ask once on each day and do at once what is proposed: the step of each invoice, by day."""
    taken: list[tuple[int, dict[str, str]]] = []
    for day in days:
        actions = decide(found.scenario, account, as_of=on(day)).next_actions
        account = account.record(*(action.done(on=on(day)) for action in actions))
        lines = {
            line.id: str(line.step)
            for action in actions
            for line in action.receivables
            if line.step is not None  # gone along without a step of its own
        }
        if lines:
            taken.append((day, lines))
    return taken


def levels(taken: Sequence[tuple[int, dict[str, str]]]) -> list[tuple[int, dict[str, int]]]:
    return [(day, {k: int(v.split("-")[1]) for k, v in lines.items()}) for day, lines in taken]


def one(taken: Sequence[tuple[int, dict[str, str]]]) -> list[tuple[int, int]]:
    return [(day, lines["F-1"]) for day, lines in levels(taken)]


def codes(found: ImportedScenario) -> set[str]:
    return {note.code for note in found.notes}


# Tryton


def tryton(delays: Sequence[int]) -> ImportedScenario:
    rows: Rows = [
        {"sequence": n, "overdue": days, "print_on_letter": True} for n, days in enumerate(delays)
    ]
    return import_rules("tryton", rows, currency="EUR")


@given(
    delays=DELAYS,
    dues=st.lists(st.integers(-30, 60), min_size=3, max_size=3),
    days=ASKED,
)
def test_lines_climb_on_the_days_on_which_tryton_lifts_them(
    delays: list[int], dues: list[int], days: list[int]
) -> None:
    due = {f"F-{n}": day for n, day in enumerate(dues)}
    model = Tryton(delays, due)
    theirs = [(day, lifted) for day in days if (lifted := model.run(day))]

    ours = levels(host(tryton(delays), owing(due), days))

    assert ours == theirs


def test_tryton_dunns_the_whole_line_and_we_what_is_open() -> None:
    found = tryton([0, 15])
    paid = Payment(id="P1", date=on(1), amount=Money("40.00", "EUR"), invoice="F-1")
    account = owing({"F-1": 0}).record(paid)

    (action,) = decide(found.scenario, account, as_of=on(5)).next_actions

    assert action.amount_due == Money("60.00", "EUR")
    assert "whole-amount" in codes(found)


def test_three_runs_in_a_day_climb_three_levels_as_in_tryton() -> None:
    found = tryton([0, 5, 10])

    taken = host(found, owing({"F-1": 0}), [20, 20, 20])

    assert one(taken) == [(20, 1), (20, 2), (20, 3)]
    assert "no-gap" in codes(found)


# Odoo


def odoo(delays: Sequence[int]) -> ImportedScenario:
    rows: Rows = [{"delay": days, "send_email": True, "auto_execute": True} for days in delays]
    return import_rules("odoo", rows, currency="EUR")


@given(delays=DELAYS, days=ASKED)
def test_one_invoice_climbs_as_in_odoo_and_stops_where_odoo_repeats(
    delays: list[int], days: list[int]
) -> None:
    model = Odoo(delays, {"F-1": 0})
    theirs = [(day, level) for day in days if (level := model.run(day))]
    found = odoo(delays)

    ours = one(host(found, owing({"F-1": 0}), days))

    assert ours == theirs[: len(delays)]
    assert {level for _, level in theirs[len(delays) :]} <= {len(delays)}
    assert "last-level-repeats" in codes(found)


def test_in_odoo_a_younger_item_comes_on_its_own_day_and_here_with_the_oldest() -> None:
    due = {"F-1": 0, "F-2": 10}
    found, model = odoo([5, 20]), Odoo([5, 20], due)

    theirs = [(day, level) for day in range(21) if (level := model.run(day))]

    assert theirs == [(5, 1), (15, 1), (20, 2)]
    assert levels(host(found, owing(due), range(21))) == [
        (5, {"F-1": 1}),
        (20, {"F-1": 2, "F-2": 1}),
    ]
    assert "level-per-line" in codes(found)


def test_odoo_reminds_before_the_due_date_even_who_is_late() -> None:
    found, model = odoo([-3, 7]), Odoo([-3, 7], {"F-1": 0})

    assert model.run(10) == 1
    assert one(host(found, owing({"F-1": 0}), [10])) == [(10, 2)]
    assert "before-due" in codes(found)


def test_a_manual_action_beside_a_mail_comes_a_day_later() -> None:
    rows: Rows = [{"delay": 5, "send_email": True, "auto_execute": True, "manual_action": True}]
    found = import_rules("odoo", rows, currency="EUR")

    taken = host(found, owing({"F-1": 0}), DAILY)

    assert taken == [(5, {"F-1": "level-1"}), (6, {"F-1": "level-1-task"})]
    assert "manual-action" in codes(found)


# Business Central


def business_central(terms: Sequence[tuple[int, int]], most: int = 0) -> ImportedScenario:
    rows: Rows = [
        {
            "No.": n,
            "Grace Period": f"{grace}D",
            "Due Date Calculation": f"{given}D",
            "Max. No. of Reminders": most,
        }
        for n, (grace, given) in enumerate(terms, start=1)
    ]
    return import_rules("business-central", rows, currency="EUR")


TERMS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=4)


@given(terms=TERMS, most=st.integers(0, 6), days=ASKED)
def test_reminders_come_on_the_days_of_business_central_repeats_included(
    terms: list[tuple[int, int]], most: int, days: list[int]
) -> None:
    model = BusinessCentral(terms, most, {"F-1": 0})
    theirs = [(day, found["F-1"]) for day in days if (found := model.run(day))]

    assert one(host(business_central(terms, most), owing({"F-1": 0}), days)) == theirs


def test_in_business_central_a_younger_entry_comes_on_its_own_day() -> None:
    due = {"F-1": 0, "F-2": 8}
    terms = [(5, 7), (3, 7)]
    found, model = business_central(terms), BusinessCentral(terms, 0, due)

    theirs = [(day, lines) for day in range(18) if (lines := model.run(day))]

    assert theirs == [(6, {"F-1": 1}), (14, {"F-2": 1}), (17, {"F-1": 2})]
    assert levels(host(found, owing(due), range(18))) == [
        (6, {"F-1": 1}),
        (17, {"F-1": 2, "F-2": 1}),
    ]
    assert "level-per-entry" in codes(found)


def test_the_day_on_which_the_grace_is_over_is_still_in_it() -> None:
    found, model = business_central([(5, 0)]), BusinessCentral([(5, 0)], 0, {"F-1": 0})

    assert model.run(5) == {}
    assert host(found, owing({"F-1": 0}), [5]) == []
    assert one(host(found, owing({"F-1": 0}), [6])) == [(6, 1)]
    assert "day-after-grace" in codes(found)


# SAP


def sap(
    arrears: Sequence[int], *, interval: int = 0, least: int = 0, grace: int = 0, **last: str
) -> ImportedScenario:
    rows: Rows = [
        {"MAHNS": n, "VERTG": days, "RHYTH": interval, "MIVRZ": least, "KULEP": grace}
        for n, days in enumerate(arrears, start=1)
    ]
    rows[-1] |= last
    return import_rules("sap", rows, currency="EUR")


@given(
    arrears=DELAYS,
    interval=st.integers(1, 21),
    least=st.integers(0, 10),
    grace=st.integers(0, 10),
    ticked=st.sampled_from([{}, {"XAEND": "X"}]),
    days=ASKED,
)
def test_one_item_is_dunned_on_the_days_of_sap(
    arrears: list[int],
    interval: int,
    least: int,
    grace: int,
    ticked: dict[str, str],
    days: list[int],
) -> None:
    model = Sap(arrears, interval, least, grace, {"F-1": 0}, always=bool(ticked))
    theirs = [(day, level) for day in days if (level := model.run(day))]
    found = sap(arrears, interval=interval, least=least, grace=grace, **ticked)

    assert one(host(found, owing({"F-1": 0}), days)) == theirs


def test_in_sap_any_item_that_changes_begins_the_interval_anew() -> None:
    due = {"F-1": 0, "F-2": 12}
    found, model = sap([1, 15, 30], interval=14), Sap([1, 15, 30], 14, 0, 0, due)

    theirs = [(day, level) for day in range(44) if (level := model.run(day))]

    assert theirs == [(1, 1), (15, 2), (29, 2), (43, 3)]
    assert levels(host(found, owing(due), range(44))) == [
        (1, {"F-1": 1}),
        (15, {"F-1": 2, "F-2": 1}),
        (30, {"F-1": 3, "F-2": 2}),
    ]
    assert "level-per-item" in codes(found)


def test_below_the_least_amount_of_a_level_nothing_is_sent() -> None:
    found = sap([1, 15], interval=14, MINBT="500.00", WAERS="EUR")

    assert one(host(found, owing({"F-1": 0}), DAILY)) == [(1, 1)]
    assert "minimum-of-a-level" in codes(found)


@pytest.mark.parametrize("system", ["business-central", "odoo", "sap", "tryton"])
def test_one_level_a_run_is_named_for_every_system(system: str) -> None:
    found = {
        "business-central": business_central([(5, 7), (3, 7)]),
        "odoo": odoo([5, 20]),
        "sap": sap([1, 15]),
        "tryton": tryton([0, 15]),
    }[system]

    assert one(host(found, owing({"F-1": 0}), [80])) == [(80, 1)]
    assert "one-level-a-run" in codes(found)
