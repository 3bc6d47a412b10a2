import datetime as dt
import json

import pytest
from debtors import RULES, TODAY, day, eur, owing, short_scenario

from dunnix.engine import decide
from dunnix.model import (
    Account,
    Action,
    CallBack,
    Debtor,
    Dispute,
    Extension,
    Instalment,
    Payment,
    PaymentPlan,
    PromiseToPay,
    Task,
)
from dunnix.planning import Agenda, AgendaKind, AgendaState, agenda
from dunnix.scenario import load_scenario, parse_scenario, parse_strategy


def told(found: Agenda) -> list[tuple[str, str, str, str]]:
    return [(str(each.on), each.state, each.kind, each.what) for each in found.entries]


@pytest.mark.requirement("M13")
@pytest.mark.requirement("M47")
def test_the_agenda_says_what_is_late_today_and_coming() -> None:
    late, now = owing(due=day(2), name="D1"), owing(due=day(4), name="D2")

    found = agenda(short_scenario(), [now, late], as_of=TODAY, days=8)

    assert [(str(each.on), each.state, each.debtor, each.what) for each in found.entries] == [
        ("2026-02-03", "late", "D1", "reminder"),
        ("2026-02-05", "today", "D2", "reminder"),
        ("2026-02-10", "coming", "D1", "call"),
        ("2026-02-12", "coming", "D2", "call"),
    ]
    assert [each.is_automatic for each in found.entries] == [True, True, False, False]


def test_what_the_scenario_gives_more_time_for_is_for_today_and_not_late() -> None:
    patient = parse_scenario(RULES.replace('"EUR"', '"EUR"\nlate_after = "3d"'), name="short.toml")

    states = [
        (str(each.on), each.state)
        for on in (day(8), day(9))
        for each in agenda(patient, owing(), as_of=on, days=0).entries
    ]

    assert states == [("2026-02-08", "today"), ("2026-02-05", "late")]


def test_a_strategy_is_asked_like_a_scenario() -> None:
    assign = '[[assign]]\nscenario = "b2b-international"\n'
    text = f'dunnix = 1\nid = "everybody"\nversion = "1"\n\n{assign}'
    strategy = parse_strategy(text, name="everybody.toml")

    found = agenda(strategy, owing(), as_of=TODAY, days=30)

    assert found.scenario == "everybody@1"
    expected = agenda(load_scenario("b2b-international"), owing(), as_of=TODAY, days=30)
    assert found.entries == expected.entries


def test_an_entry_has_all_that_is_needed_to_do_it() -> None:
    (entry,) = agenda(short_scenario(), owing(), as_of=TODAY, days=0).entries

    assert entry.to_dict() == {
        "on": "2026-02-05",
        "time": None,
        "timezone": "UTC",
        "state": "today",
        "kind": "action",
        "debtor": "D1",
        "what": "reminder",
        "channel": "email",
        "mode": "auto",
        "is_automatic": True,
        "amount": "90.00",
        "currency": "EUR",
        "receivables": ["F-D1"],
        "owner": "lea",
        "reason": "step",
        "key": "short:F-D1:reminder:1",
        "answers": None,
    }


def test_what_comes_has_the_key_it_will_have_on_its_day() -> None:
    (_, coming) = agenda(short_scenario(), owing(), as_of=TODAY, days=7).entries
    done = decide(short_scenario(), owing(), as_of=TODAY).next_actions[0].sent(on=TODAY)

    (call,) = decide(short_scenario(), owing().record(done), as_of=coming.on).next_actions

    assert call.key == coming.key


def test_the_entries_of_one_owner_alone() -> None:
    accounts = [
        owing(name="D1", owner="lea"),
        owing(name="D2", owner="max"),
        owing(name="D3", owner=None),
    ]

    of_max = agenda(short_scenario(), accounts, as_of=TODAY, days=0, owner="max")
    everybody = agenda(short_scenario(), accounts, as_of=TODAY, days=0)

    assert [each.debtor for each in of_max.entries] == ["D2"]
    assert everybody.owners == ("lea", "max", None)
    assert everybody.of("max") == of_max
    assert [each.debtor for each in everybody.of(None).entries] == ["D3"]


def test_a_task_goes_to_its_own_owner_by_its_day() -> None:
    task = Task(id="T1", due_on=day(3), kind="check-address", owner="max", time=dt.time(9))
    done = Task(id="T2", due_on=day(3), kind="check-bank", done_on=day(4))
    far = Task(id="T3", due_on=day(1, 3), kind="visit-fair")
    account = owing(due=day(28)).record(task, done, far)

    found = agenda(short_scenario(), account, as_of=TODAY, days=14)

    assert told(found) == [("2026-02-03", "late", "task", "check-address")]
    assert (found.entries[0].owner, found.entries[0].time) == ("max", dt.time(9))


def test_an_open_promise_is_watched_on_its_day() -> None:
    promise = PromiseToPay(id="P1", made_on=TODAY, due_by=day(10), amount=eur("90.00"))
    part = Payment(id="M1", date=TODAY, amount=eur("30.00"), invoice="F-D1")

    found = agenda(short_scenario(), owing().record(promise, part), as_of=TODAY, days=5)

    assert told(found) == [("2026-02-10", "coming", "promise", "promise")]
    assert (found.entries[0].amount, found.entries[0].key) == (eur("60.00"), "P1")


def test_instalments_of_a_plan_stand_on_their_due_dates() -> None:
    plan = PaymentPlan(
        id="PL",
        agreed_on=TODAY,
        status="signed",
        instalments=[
            Instalment(number=1, due_date=day(10), amount=eur("45.00")),
            Instalment(number=2, due_date=day(10, 3), amount=eur("45.00")),
        ],
    )

    found = agenda(short_scenario(), owing().record(plan), as_of=TODAY, days=5)

    assert told(found) == [("2026-02-10", "coming", "instalment", "instalment")]
    assert found.entries[0].receivables == ("PL#1",)


@pytest.mark.requirement("M22")
def test_a_call_agreed_on_is_listed_once_before_its_day_on_it_and_when_it_was_missed() -> None:
    call = CallBack(id="C1", date=TODAY, until=day(9), time=dt.time(10, 30))
    account = owing(due=day(4)).record(call)

    found = {
        on: [
            (str(each.on), each.state, each.time)
            for each in agenda(short_scenario(), account, as_of=on, days=5).entries
            if each.kind is AgendaKind.CALL_BACK
        ]
        for on in (day(6), day(9), day(11))
    }

    assert found == {
        day(6): [("2026-02-09", "coming", dt.time(10, 30))],
        day(9): [("2026-02-09", "today", dt.time(10, 30))],
        day(11): [("2026-02-09", "late", dt.time(10, 30))],
    }


def test_a_call_agreed_on_is_kept_in_sight_while_all_is_disputed_and_gone_once_made() -> None:
    call = CallBack(id="C1", date=TODAY, until=day(9))
    dispute = Dispute(id="X1", opened_on=TODAY, reason="quality")
    made = Action(id="A1", step="call", date=day(9), status="done", channel="phone")
    account = owing().record(call, dispute)

    before = agenda(short_scenario(), account, as_of=day(10), days=0)
    after = agenda(short_scenario(), account.record(made), as_of=day(10), days=0)

    assert told(before) == [("2026-02-09", "late", "call-back", "call-back")]
    assert told(after) == []


@pytest.mark.requirement("M77")
def test_the_end_of_a_deadline_that_was_set_is_an_entry() -> None:
    notice = Action(
        id="A1", step="formal-notice", date=TODAY, status="sent", invoices=["F-D1"],
        channel="registered-letter",
    )  # fmt: skip

    found = agenda(short_scenario(), owing(due=day(10, 1)).record(notice), as_of=TODAY, days=8)

    assert told(found) == [("2026-02-13", "coming", "deadline", "formal-notice")]


def test_what_is_under_way_is_there_and_what_is_no_longer_called_for_is_to_be_called_off() -> None:
    (reminder,) = decide(short_scenario(), owing(), as_of=TODAY).next_actions
    queued = owing().record(reminder.queued(on=TODAY, by="max"))
    paid = queued.record(Payment(id="M1", date=TODAY, amount=eur("90.00"), invoice="F-D1"))

    (going,) = agenda(short_scenario(), queued, as_of=day(6), days=0).entries
    (off,) = agenda(short_scenario(), paid, as_of=day(6), days=0).entries

    assert (going.on, going.state, going.reason, going.owner) == (TODAY, "late", "queued", "max")
    assert (off.on, off.kind, off.reason) == (day(6), AgendaKind.CALL_OFF, "settled")


def test_an_account_with_bad_rows_is_to_be_mended() -> None:
    row = owing().to_dict() | {"disputes": [{"id": "X1", "opened_on": "2026-02-30"}]}

    found = agenda(short_scenario(), Account.from_dict(row), as_of=TODAY, days=30)

    assert told(found) == [("2026-02-05", "today", "task", "data-problem")]
    assert found.entries[0].owner == "lea"


def test_nothing_is_on_the_agenda_of_who_owes_nothing() -> None:
    found = agenda(short_scenario(), Account(debtor=Debtor(id="D9")), as_of=TODAY, days=365)

    assert found.entries == ()
    assert found.owners == ()


def test_what_is_extended_comes_after_the_extension() -> None:
    extension = Extension(id="E1", date=TODAY, until=day(10))

    found = agenda(short_scenario(), owing().record(extension), as_of=TODAY, days=10)

    assert found.entries[0].on == day(11)
    assert found.in_state(AgendaState.COMING) == found.entries


def test_the_order_of_accounts_changes_nothing() -> None:
    accounts = [owing(name=f"D{number}", due=day(number)) for number in range(1, 5)]

    forwards = agenda(short_scenario(), accounts, as_of=TODAY, days=40)
    backwards = agenda(short_scenario(), reversed(accounts), as_of=TODAY, days=40)

    assert json.dumps(forwards.to_dict()) == json.dumps(backwards.to_dict())
    orders = [each.order for each in forwards.entries]
    assert len(set(orders)) == len(orders)


def test_the_agenda_prints_as_a_table_and_shows_itself_as_one() -> None:
    found = agenda(short_scenario(), owing(), as_of=TODAY, days=0)

    head, line = str(found).splitlines()

    assert head.split()[:4] == ["on", "time", "state", "owner"]
    assert "90.00" in line
    shown = found._repr_mimebundle_()
    assert shown["text/plain"] == str(found)
    assert '<td style="text-align: right">90.00</td>' in shown["text/html"]
