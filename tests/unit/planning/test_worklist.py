import datetime as dt
import json

import pytest
from debtors import TODAY, day, eur, owing, short_scenario

from dunnix.engine import Decision, decide
from dunnix.model import Account, CallBack, Contact, Debtor, Invoice
from dunnix.planning import OwnerWork, worklist
from dunnix.scenario import Scenario, parse_scenario

CALLS = """
dunnix    = 1
id        = "calls"
version   = "1"
currency  = "EUR"
if_behind = "skip-to-latest"

[[step]]
id      = "call"
at      = "due + 1d"
channel = "phone"
{until}
"""


def calls(until: str = "") -> Scenario:
    return parse_scenario(CALLS.format(until=until), name="calls.toml")


def called(
    amount: str, name: str, *, owner: str | None = "lea", until: str = "", on: dt.date = TODAY
) -> Decision:
    return decide(calls(until), owing(amount, name=name, owner=owner), as_of=on)


def agreed(name: str, time: dt.time | None = None) -> Decision:
    call = CallBack(id="C1", date=day(4), until=TODAY, time=time)
    return decide(calls(), owing("10.00", name=name).record(call), as_of=TODAY)


def today(work: OwnerWork) -> list[str]:
    return [each.debtor for each in work.today]


def pushed(work: OwnerWork) -> list[tuple[str, str]]:
    return [(each.action.debtor, str(each.until)) for each in work.pushed]


def test_the_larger_amount_comes_first_and_what_does_not_fit_goes_to_the_next_open_day() -> None:
    decisions = [called(f"{number}.00", f"D{number}") for number in (10, 40, 20, 30, 50)]

    (work,) = worklist(decisions, capacity={"lea": 2}).owners

    assert today(work) == ["D50", "D40"]
    # The 5th is a Thursday: the 6th is the last open day before the weekend.
    assert pushed(work) == [
        ("D30", "2026-02-06"),
        ("D20", "2026-02-06"),
        ("D10", "2026-02-09"),
    ]


def test_who_has_no_capacity_given_does_all_and_nobodys_work_comes_last() -> None:
    decisions = [
        called("10.00", "D1", owner=None),
        called("20.00", "D2", owner="max"),
        called("30.00", "D3", owner="lea"),
    ]

    found = worklist(decisions, capacity={"max": 1})

    assert [(each.owner, each.capacity, today(each)) for each in found.owners] == [
        ("lea", None, ["D3"]),
        ("max", 1, ["D2"]),
        (None, None, ["D1"]),
    ]


def test_calls_with_an_hour_come_first_in_the_order_of_their_hours() -> None:
    decisions = [
        called("90.00", "D1"),
        agreed("D2", dt.time(15)),
        agreed("D3", dt.time(9)),
    ]

    (work,) = worklist(decisions).owners

    assert today(work) == ["D3", "D2", "D1"]


def test_a_call_agreed_on_displaces_what_is_larger() -> None:
    decisions = [called("90.00", "D1"), agreed("D2")]

    (work,) = worklist(decisions, capacity={"lea": 1}).owners

    assert today(work) == ["D2"]
    assert pushed(work) == [("D1", "2026-02-06")]


def test_a_reaction_that_calls_back_is_a_call_agreed_on() -> None:
    reaction = '\n[[reaction]]\nid = "back"\non = "call-back"\nat = "event"\nchannel = "phone"\n'
    call = CallBack(id="C1", date=day(4), until=TODAY)
    account = owing("10.00", name="D2").record(call)
    decisions = [called("90.00", "D1"), decide(calls(reaction), account, as_of=TODAY)]

    (work,) = worklist(decisions, capacity={"lea": 1}).owners

    assert [each.step for each in work.today] == ["back"]
    assert pushed(work) == [("D1", "2026-02-06")]


def test_calls_agreed_on_beyond_the_capacity_are_all_for_today() -> None:
    decisions = [agreed("D1"), agreed("D2"), called("90.00", "D3")]

    (work,) = worklist(decisions, capacity={"lea": 1}).owners

    assert today(work) == ["D1", "D2"]
    assert pushed(work) == [("D3", "2026-02-06")]


def test_what_has_its_last_day_is_never_put_off_past_it() -> None:
    last = 'until = "due + 2d"'
    decisions = [
        called("90.00", "D1"),
        called("20.00", "D2", until=last),
        called("10.00", "D3", until=last),
    ]

    (work,) = worklist(decisions, capacity={"lea": 1}).owners

    assert today(work) == ["D2"]
    assert pushed(work) == [("D1", "2026-02-09"), ("D3", "2026-02-06")]


def test_a_last_day_on_a_weekend_is_met_before_it() -> None:
    last = 'until = "due + 4d"'
    decisions = [
        called("90.00", "D1", on=day(6)),
        called("20.00", "D2", until=last, on=day(6)),
    ]

    (work,) = worklist(decisions, capacity={"lea": 1}).owners

    assert today(work) == ["D2"]
    assert pushed(work) == [("D1", "2026-02-09")]


def test_an_owner_without_any_capacity_has_no_day_for_what_can_wait() -> None:
    (work,) = worklist([called("90.00", "D1")], capacity={"lea": 0}).owners

    assert work.today == ()
    assert [each.until for each in work.pushed] == [None]


def test_what_goes_by_itself_stands_apart_and_what_is_confirmed_does_not() -> None:
    scenario = short_scenario()
    mail = decide(scenario, owing(name="D1"), as_of=TODAY)
    notice = decide(scenario, owing(name="D2", due=day(5, 1)), as_of=TODAY)

    found = worklist([mail, notice])

    assert [each.debtor for each in found.automatic] == ["D1"]
    assert [today(each) for each in found.owners] == [["D2"]]


def test_a_task_of_our_own_is_somebodys_work() -> None:
    account = Account(
        debtor=Debtor(
            id="D1", owner="lea", contacts=[Contact(role="manager", email="m@d.example")]
        ),
        invoices=[Invoice(id="F-1", due_date=day(4), amount=eur("90.00"))],
    )

    (work,) = worklist(decide(calls(), account, as_of=TODAY)).owners

    assert [each.reason for each in work.today] == ["find-contact"]


def test_the_order_of_decisions_changes_nothing() -> None:
    decisions = [called(f"{number % 3}0.50", f"D{number}") for number in range(9)]

    forwards = worklist(decisions, capacity={"lea": 2}).to_dict()
    backwards = worklist(reversed(decisions), capacity={"lea": 2}).to_dict()

    assert json.dumps(forwards) == json.dumps(backwards)


def test_every_action_is_in_one_place() -> None:
    decisions = [called(f"{number}.00", f"D{number}") for number in range(1, 30)]

    found = worklist(decisions, capacity={"lea": 4})

    (work,) = found.owners
    keys = [each.key for each in work.today] + [each.action.key for each in work.pushed]
    assert sorted(keys) == sorted(each.next_actions[0].key for each in decisions)
    by_day = [each.until for each in work.pushed]
    assert all(by_day.count(until) <= 4 for until in by_day)


def test_the_table_has_a_row_for_each_action() -> None:
    found = worklist([called("90.00", "D1"), called("50.00", "D2")], capacity={"lea": 1})

    rows = found.table().dicts()

    assert [(row["place"], row["debtor"], row["until"]) for row in rows] == [
        ("1", "D1", None),
        ("pushed", "D2", day(6)),
    ]
    assert "<td>pushed</td>" in found._repr_mimebundle_()["text/html"]


def test_decisions_of_two_days_make_no_worklist() -> None:
    decisions = [called("90.00", "D1"), called("90.00", "D2", on=day(6))]

    with pytest.raises(ValueError, match="a worklist is of one day, and the decisions are of 2"):
        worklist(decisions)


def test_a_capacity_below_none_is_refused() -> None:
    with pytest.raises(ValueError, match="the capacity of `lea` must be a whole number from 0 on"):
        worklist([], capacity={"lea": -1})


def test_without_decisions_there_is_no_work() -> None:
    found = worklist([])

    assert (found.as_of, found.owners, found.automatic) == (None, (), ())
