"""A change of scenario under way: what to record, counted and listed before it is done."""

import datetime as dt
from collections.abc import Sequence

import pytest

from dunnix.engine import decide
from dunnix.errors import Problem
from dunnix.migration import Migration, MigrationError, migrate
from dunnix.model import Account, Action, Contact, Debtor, Invoice
from dunnix.money import Money
from dunnix.scenario import Scenario, parse_scenario

DAY = dt.date(2026, 3, 2)
LADDER = """
id = "own"
version = "1"
currency = "EUR"
if_behind = "skip-to-latest"
"""


def scenario(*steps: str, version: str = "1") -> Scenario:
    """Give a ladder of steps on days 1, 6, 11, ... of lateness; one in capitals is mandatory."""
    text = LADDER.replace('"1"', f'"{version}"')
    for place, step in enumerate(steps):
        text += f'[[step]]\nid = "{step.lower()}"\nat = "due + {1 + 5 * place}d"\n'
        text += 'channel = "email"\n' + ("mandatory = true\n" if step.isupper() else "")
    return parse_scenario(text, name="own.toml")


def done(step: str, day: int, *names: str, status: str = "done") -> Action:
    names = names or ("F-1",)
    key = f"own:{names[0].partition('=')[0]}:{step}:1"
    date = dt.date(2026, 2, day)
    return Action(id=key, key=key, step=step, date=date, status=status, invoices=list(names))


def account(*actions: Action, debtor: str = "D1", due: Sequence[int] = (1,)) -> Account:
    desk = Contact(role="accounts-payable", email="desk@debtor.example")
    invoices = [
        Invoice(id=f"F-{number}", due_date=dt.date(2026, 2, day), amount=Money("90.00", "EUR"))
        for number, day in enumerate(due, start=1)
    ]
    return Account(
        debtor=Debtor(id=debtor, contacts=[desk]), invoices=invoices, actions=list(actions)
    )


def moved(
    old: Scenario, new: Scenario, *accounts: Account, steps: dict[str, str] | None = None
) -> Migration:
    return migrate(accounts, old, new, as_of=DAY, steps=steps)


def refused(
    old: Scenario, new: Scenario, *accounts: Account, steps: dict[str, str] | None = None
) -> Sequence[Problem]:
    with pytest.raises(MigrationError) as caught:
        moved(old, new, *accounts, steps=steps)
    return caught.value.problems


def steps_today(scenario: Scenario, account: Account) -> list[str | None]:
    return [action.step for action in decide(scenario, account, as_of=DAY).next_actions]


def test_what_was_done_counts_as_the_step_it_becomes() -> None:
    old, new = scenario("a", "b", "c"), scenario("x", "b", "c", version="2")
    was = account(done("a", 2), due=(22,))

    found = moved(old, new, was, steps={"a": "x"})

    after = was.record(*found.rows_of("D1"))
    assert steps_today(new, was) == ["b"] == steps_today(new, after)
    assert [action.keys for action in decide(new, after, as_of=DAY).next_actions] == [
        ("own:F-1:b:1",)
    ]
    assert [(row.identity, row.step, row.invoices) for row in found.rows_of("D1")] == [
        ("own:F-1:a:1", "x", ("F-1",))
    ]


def test_a_done_step_under_a_new_name_is_not_done_again() -> None:
    old, new = scenario("a"), scenario("x", version="2")
    was = account(done("a", 20), due=(19,))

    after = was.record(*moved(old, new, was, steps={"a": "x"}).rows_of("D1"))

    assert steps_today(new, was) == ["x"]
    assert steps_today(new, after) == []


def test_past_days_replay_as_they_were() -> None:
    old, new = scenario("a", "b"), scenario("x", "b", version="2")
    was = account(done("a", 2))

    after = was.record(*moved(old, new, was, steps={"a": "x"}).rows_of("D1"))

    eve = dt.date(2026, 3, 1)
    assert decide(old, after, as_of=eve).to_json() == decide(old, was, as_of=eve).to_json()


def test_each_receivable_of_an_action_keeps_its_own_step() -> None:
    old, new = scenario("a", "b"), scenario("x", "y", version="2")
    was = account(done("b", 10, "F-1", "F-2=a", "F-3="), due=(1, 4, 9))

    (row,) = moved(old, new, was, steps={"a": "x", "b": "y"}).rows_of("D1")

    assert (row.step, row.invoices) == ("y", ("F-1", "F-2=x", "F-3="))


def test_what_is_under_way_stays_under_way() -> None:
    old, new = scenario("a"), scenario("x", version="2")
    was = account(done("a", 28, status="queued"), due=(20,))

    after = was.record(*moved(old, new, was, steps={"a": "x"}).rows_of("D1"))

    decision = decide(new, after, as_of=DAY)
    assert [each.reason for each in decision.held] == ["in-flight"]
    assert not decision.withdraw


def test_an_action_that_covered_everything_open_still_does() -> None:
    old, new = scenario("a"), scenario("x", version="2")
    everything = Action(id="A1", step="a", date=dt.date(2026, 2, 20), status="done")
    was = account(everything, due=(1, 4))

    (row,) = moved(old, new, was, steps={"a": "x"}).rows_of("D1")

    assert (row.step, row.invoices) == ("x", ())


def test_rows_that_need_nothing_are_left_alone() -> None:
    old, new = scenario("a", "b"), scenario("a", "b", "c", version="2")

    found = moved(old, new, account(done("a", 2)))

    assert found.rows_of("D1") == () == found.rows_of("nobody")


def test_it_counts_and_lists() -> None:
    old, new = scenario("a", "b"), scenario("x", "b", "c", version="2")
    first = account(done("a", 2), done("b", 10), debtor="D1")
    second = account(done("a", 25), debtor="D2", due=(24,))

    found = moved(old, new, first, second, steps={"a": "x"})

    assert found.to_dict() == {
        "old": "own@1",
        "new": "own@2",
        "as_of": "2026-03-02",
        "steps": {"a": "x"},
        "accounts": 2,
        "rows": 2,
        "reached": [
            {"before": "a", "after": "x", "receivables": 1},
            {"before": "b", "after": "b", "receivables": 1},
        ],
        "changed": [
            {
                "debtor": "D1",
                "id": "F-1",
                "reached_before": "b",
                "reached": "b",
                "next_before": None,
                "next": "c",
            }
        ],
    }


def test_a_step_that_is_only_called_otherwise_is_no_change() -> None:
    old, new = scenario("a", "b"), scenario("x", "y", version="2")

    found = moved(old, new, account(due=(27,)), steps={"a": "x", "b": "y"})

    (receivable,) = found.accounts[0].receivables
    assert (receivable.next_before, receivable.next) == ("a", "x")
    assert not receivable.is_changed
    assert found.changed == ()


def test_a_step_that_becomes_a_later_one_is_a_change_where_that_one_comes_later() -> None:
    old, new = scenario("a", "b"), scenario("skipped", "x", version="2")

    found = moved(old, new, account(due=(27,)), steps={"a": "x", "b": "x"})

    (changed,) = found.changed[0].changed
    assert (changed.next_before, changed.next) == ("a", "skipped")


def test_a_step_put_below_the_one_reached_is_passed_over() -> None:
    old, new = scenario("a", "b"), scenario("a", "between", "b", version="2")
    was = account(done("a", 2), done("b", 10))

    assert steps_today(new, was.record(*moved(old, new, was).rows_of("D1"))) == []


def test_a_mandatory_step_put_below_the_one_reached_comes_first() -> None:
    old, new = scenario("a", "b"), scenario("a", "NOTICE", "b", version="2")
    was = account(done("a", 2), done("b", 10))

    found = moved(old, new, was)

    (changed,) = found.changed[0].changed
    assert (changed.next_before, changed.next) == (None, "notice")


def test_a_receivable_that_would_fall_back_is_refused() -> None:
    old, new = scenario("a", "b", "c"), scenario("a", "b", version="2")
    skipped_b = account(done("a", 2), done("c", 12))

    (problem,) = refused(old, new, skipped_b, steps={"c": "a"})

    assert str(problem) == (
        "`F-1` of debtor `D1` has passed `b`, which would come again [falls-back]\n"
        "  hint: let `c` become that step or a later one"
    )


def test_a_dropped_step_that_was_reached_does_not_let_one_fall_back() -> None:
    old, new = scenario("a", "b", "c"), scenario("a", "c", version="2")
    fine = account(done("a", 2), done("b", 7))
    skipped_a = account(done("b", 7), debtor="D2")

    assert moved(old, new, fine, steps={"b": ""}).counts == {("b", "a"): 1}
    (problem,) = refused(old, new, skipped_a, steps={"b": ""})
    assert problem.message == "`F-1` of debtor `D2` has passed `a`, which would come again"


def test_nothing_may_be_recorded_on_the_first_day_under_the_new_scenario() -> None:
    old, new = scenario("a"), scenario("x", version="2")
    today = Action(id="A1", step="a", date=DAY, status="done", invoices=["F-1"])

    (problem,) = refused(old, new, account(today), steps={"a": "x"})

    assert str(problem) == (
        "`A1` of debtor `D1` is recorded on 2026-03-02 [recorded-already]\n"
        "  hint: the first day under the new scenario comes after it: 2026-03-03"
    )


def test_all_that_is_wrong_is_told_at_once() -> None:
    old, new = scenario("a", "b", "c"), scenario("a", "b", version="2")
    several = [account(done("c", 12), debtor=f"D{number}") for number in range(3)]

    problems = refused(old, new, *several, steps={"c": "a"})

    assert [each.code for each in problems] == ["falls-back"] * 3


def test_an_account_that_cannot_be_read_is_told_with_its_problems() -> None:
    old, new = scenario("a"), scenario("x", version="2")
    bad = Account.from_dict({"debtor": {"id": "D9"}, "invoices": [{"id": "F-1"}]})

    problems = refused(old, new, bad, steps={"a": "x"})

    assert problems == bad.problems
