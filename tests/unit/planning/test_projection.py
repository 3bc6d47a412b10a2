import datetime as dt
import json
from pathlib import Path

import attrs
import pytest
from debtors import TODAY, day, eur, owing, short_scenario

import dunnix
from dunnix.engine import NextAction, decide
from dunnix.ledger import load_ledger
from dunnix.model import (
    Account,
    Action,
    AnyRow,
    Contact,
    Debtor,
    Dispute,
    Insolvency,
    Invoice,
    Payment,
    PromiseToPay,
    Stage,
)
from dunnix.planning import (
    Assumption,
    Projection,
    ProjectionEnd,
    keeps_promises,
    pays_on,
    pays_on_due,
    project,
    silence,
    together,
)
from dunnix.planning.play import Play
from dunnix.scenario import Do, Scenario, load_scenario

DEMO = Path(dunnix.__file__).parent / "cli" / "data" / "demo.json"


def steps(played: Projection) -> list[tuple[dt.date, str | None]]:
    return [(on, action.step) for on, action in played.actions]


@pytest.mark.requirement("M11")
def test_under_silence_every_step_comes_on_its_day_and_the_case_ends_handed_over() -> None:
    played = project(short_scenario(), owing(), as_of=TODAY, days=60)

    assert steps(played) == [
        (day(5), "reminder"),
        (day(12), "call"),
        (day(24), "formal-notice"),
        (day(5, 3), "agency"),
    ]
    assert (played.end, played.ended_on) == (ProjectionEnd.HANDED_OVER, day(5, 3))
    assert played.assuming == "silence"


def test_what_somebody_has_to_confirm_is_said_to_be_taken_as_confirmed() -> None:
    played = project(short_scenario(), owing(), as_of=TODAY, days=90)

    assert played.confirmed == ("short:F-D1:agency:1", "short:F-D1:formal-notice:1")


def test_a_projection_never_changes_the_account() -> None:
    account = owing()
    before = account.to_dict()

    project(short_scenario(), account, as_of=TODAY, days=90, assuming=pays_on(day(20)))

    assert account.to_dict() == before


def test_a_payment_in_full_ends_it_settled_on_its_day() -> None:
    played = project(short_scenario(), owing(), as_of=TODAY, days=90, assuming=pays_on(day(10)))

    assert steps(played) == [(day(5), "reminder")]
    assert (played.end, played.ended_on) == (ProjectionEnd.SETTLED, day(10))
    assert played.assuming == "pays-on:2026-02-10"


def test_a_part_payment_goes_to_the_oldest_and_the_rest_is_dunned_on() -> None:
    later = Invoice(id="F-2", due_date=day(4), amount=eur("50.00"))
    account = owing(due=day(3)).record(later)

    played = project(
        short_scenario(), account, as_of=TODAY, days=10, assuming=pays_on(day(10), eur("100.00"))
    )

    assert [each.amount_due for _, each in played.actions] == [eur("140.00"), eur("40.00")]


def test_a_kept_promise_settles_and_a_broken_one_goes_on() -> None:
    promise = PromiseToPay(id="P1", made_on=TODAY, due_by=day(16), amount=eur("90.00"))
    account = owing().record(promise)

    kept = project(short_scenario(), account, as_of=TODAY, days=30, assuming=keeps_promises)
    broken = project(short_scenario(), account, as_of=TODAY, days=30)

    assert (steps(kept), kept.end, kept.ended_on) == ([], ProjectionEnd.SETTLED, day(16))
    assert broken.end is ProjectionEnd.GOING_ON
    assert broken.ended_on is None
    assert steps(broken)[0][0] == day(18)


def test_a_debtor_that_pays_on_the_due_date_is_never_dunned() -> None:
    played = project(
        short_scenario(), owing(due=day(20)), as_of=TODAY, days=60, assuming=pays_on_due
    )

    assert (steps(played), played.end, played.ended_on) == ([], ProjectionEnd.SETTLED, day(20))


def test_assumptions_together_come_in_their_order() -> None:
    promise = PromiseToPay(id="P1", made_on=TODAY, due_by=day(10), amount=eur("40.00"))
    account = owing().record(promise)

    played = project(
        short_scenario(),
        account,
        as_of=TODAY,
        days=30,
        assuming=together(keeps_promises, pays_on(day(10))),
    )

    came = [row for each in played.days for row in each.came]
    assert [row.amount for row in came if isinstance(row, Payment)] == [eur("40.00"), eur("50.00")]
    assert played.assuming == "keeps-promises + pays-on:2026-02-10"
    assert played.end is ProjectionEnd.SETTLED


def test_a_function_of_ones_own_says_what_comes() -> None:
    def disputes_at_once(account: Account, on: dt.date) -> tuple[AnyRow, ...]:
        del account
        return (Dispute(id="X1", opened_on=on, reason="quality"),) if on == day(6) else ()

    played = project(short_scenario(), owing(), as_of=TODAY, days=10, assuming=disputes_at_once)

    assert steps(played) == [(day(5), "reminder")]
    assert played.days[-1].held[0].reason == "dispute"
    assert played.assuming == "disputes-at-once"


def test_insolvency_ends_it_stayed() -> None:
    account = owing().record(Insolvency(id="I1", date=TODAY))

    played = project(short_scenario(), account, as_of=TODAY, days=90)

    assert (steps(played), played.end) == ([], ProjectionEnd.STAYED)
    assert played.ended_on == TODAY


def test_what_is_under_way_is_taken_to_go_out_on_its_day() -> None:
    (reminder,) = decide(short_scenario(), owing(), as_of=TODAY).next_actions
    account = owing().record(reminder.queued(on=TODAY))

    played = project(short_scenario(), account, as_of=TODAY, days=30)

    assert [step for _, step in steps(played)] == ["call", "formal-notice", "agency"]


def test_what_is_under_way_and_no_longer_called_for_is_called_off() -> None:
    (reminder,) = decide(short_scenario(), owing(), as_of=TODAY).next_actions
    paid = Payment(id="M1", date=TODAY, amount=eur("90.00"), invoice="F-D1")
    account = owing().record(reminder.awaiting_approval(on=TODAY), paid)

    played = project(short_scenario(), account, as_of=TODAY, days=30)

    assert played.days[0].called_off == (reminder.key,)
    assert played.confirmed == ()


def test_a_contact_to_be_found_waits_until_somebody_finds_one() -> None:
    gone = Contact(role="accounts-payable", email="ap@d.example", invalid_since=day(1))
    account = Account(debtor=Debtor(id="D1", contacts=[gone]), invoices=owing().invoices)

    played = project(short_scenario(), account, as_of=TODAY, days=15)

    assert [action.reason for _, action in played.actions] == ["find-contact"]
    assert played.end is ProjectionEnd.GOING_ON


def test_what_was_recorded_later_is_not_looked_at() -> None:
    paid = Payment(id="M1", date=day(10), amount=eur("90.00"), invoice="F-D1")

    played = project(short_scenario(), owing().record(paid), as_of=TODAY, days=90)

    assert played == project(short_scenario(), owing(), as_of=TODAY, days=90)


def daily(
    scenario: Scenario, account: Account, as_of: dt.date, days: int, assuming: Assumption
) -> list[tuple[dt.date, str]]:
    """Ask every day, and do at once what comes: what a projection claims to equal."""
    account, found = account.as_of(as_of), list[tuple[dt.date, str]]()
    for number in range(days + 1):
        on = as_of + dt.timedelta(number)
        account = account.record(*assuming(account, on))
        while actions := decide(scenario, account, as_of=on).next_actions:
            found += [(on, action.key) for action in actions]
            account = account.record(*(row_of(action, on) for action in actions))
    return found


def row_of(action: NextAction, on: dt.date) -> AnyRow:
    if action.step is None:
        over = action.reason in {"call-back", "check-in-flight", "keep-in-touch"}
        return action.as_task(due_on=on, done_on=on if over else None)
    return action.delivered(on=on) if action.do is Do.SEND else action.done(on=on)


@pytest.mark.parametrize("name", ["fr-b2b", "b2b-international", "gentle"])
@pytest.mark.exhaustive
def test_asking_on_review_days_gives_what_asking_daily_gives(name: str) -> None:
    scenario, as_of = load_scenario(name), dt.date(2026, 3, 16)
    accounts = [
        account
        for account in load_ledger(DEMO).accounts[::6]
        if not any(row.stage is Stage.IN_FLIGHT for row in account.actions)
    ]
    assert len(accounts) > 5

    for account in accounts:
        played = project(scenario, account, as_of=as_of, days=120, assuming=keeps_promises)
        asked = daily(scenario, account, as_of, 120, keeps_promises)

        assert sorted((on, action.key) for on, action in played.actions) == sorted(asked)


def test_an_account_with_bad_rows_stays_held() -> None:
    row = owing().to_dict() | {"disputes": [{"id": "X1", "opened_on": "2026-02-30"}]}

    played = project(short_scenario(), Account.from_dict(row), as_of=TODAY, days=60)

    assert steps(played) == []
    assert [held.reason for held in played.days[0].held] == ["data-problem"]
    assert played.end is ProjectionEnd.GOING_ON


def test_who_owes_nothing_that_can_be_read_is_not_called_settled() -> None:
    row = {"debtor": {"id": "D1"}, "disputes": [{"id": "X1", "opened_on": "2026-02-30"}]}

    played = project(short_scenario(), Account.from_dict(row), as_of=TODAY, days=5)

    assert played.end is ProjectionEnd.GOING_ON


def test_the_plain_data_says_each_day_and_where_it_ends() -> None:
    played = project(short_scenario(), owing(), as_of=TODAY, days=3, assuming=pays_on(day(7)))

    data = json.loads(json.dumps(played.to_dict()))

    assert data["days"][0]["actions"][0]["key"] == "short:F-D1:reminder:1"
    assert data["days"][-1]["came"] == [{"kind": "Payment", "id": "pays-on:2026-02-07:EUR"}]
    assert (data["end"], data["ended_on"], data["until"]) == ("settled", "2026-02-07", "2026-02-08")


def test_the_text_is_a_table_and_where_it_ends() -> None:
    played = project(short_scenario(), owing(), as_of=TODAY, days=3, assuming=pays_on(day(7)))

    lines = str(played).splitlines()

    assert lines[1].split() == [
        "2026-02-05", "action", "reminder", "email", "EUR", "90.00", "F-D1",
        "short:F-D1:reminder:1",
    ]  # fmt: skip
    assert lines[-1] == "settled on 2026-02-07, assuming pays-on:2026-02-07"
    assert "<td>reminder</td>" in played._repr_mimebundle_()["text/html"]


def planned(on: dt.date) -> Action:
    return Action(
        id="A1", key="short:F-D1:reminder:1", step="reminder", date=on, status="planned",
        invoices=["F-D1"], channel="email", recorded_on=TODAY,
    )  # fmt: skip


def test_an_action_under_way_for_a_later_day_goes_out_then() -> None:
    played = project(short_scenario(), owing().record(planned(day(9))), as_of=TODAY, days=10)

    assert steps(played) == [(day(12), "call")]


@pytest.mark.parametrize(
    ("status", "on", "then"),
    [
        ("failed", day(7), []),
        ("delivered", day(7), []),
        ("queued", day(7), [(day(7), "delivered")]),
        ("queued", day(10), [(day(10), "delivered")]),
    ],
)
def test_what_is_said_of_an_action_under_way_is_what_came_of_it(
    status: str, on: dt.date, then: list[tuple[dt.date, str]]
) -> None:
    row = planned(day(9))
    news = attrs.evolve(row, status=status, date=on, recorded_on=day(7))
    play = Play(
        short_scenario(),
        owing().record(row),
        TODAY,
        lambda _, today: (news,) if today == day(7) else (),
    )

    for number in range(10):
        play.day(TODAY + dt.timedelta(number))

    versions = [each for each in play.decisions[-1].account.actions if each.key == row.key]
    told = [(each.date, str(each.status)) for each in versions]
    assert told == [(day(9), "planned"), (on, status), *then]


@pytest.mark.parametrize("days", [-1, 3661])
def test_days_that_cannot_be_played_are_refused(days: int) -> None:
    with pytest.raises(ValueError, match="`days` must be from 0 to 3660"):
        project(short_scenario(), owing(), as_of=TODAY, days=days, assuming=silence)


def test_days_are_a_whole_number() -> None:
    with pytest.raises(TypeError, match="`days` must be a whole number, not a float"):
        project(short_scenario(), owing(), as_of=TODAY, days=1.5)  # type: ignore[arg-type]


def test_days_beyond_the_last_one_there_is_are_refused() -> None:
    last = dt.date(9999, 12, 31)

    with pytest.raises(ValueError, match="`days` ends after 9999-12-31, the last day there is"):
        project(short_scenario(), owing(), as_of=last, days=1)


def test_a_moment_is_no_day_to_play_from() -> None:
    with pytest.raises(TypeError, match="`as_of` must be a date, not a datetime"):
        project(short_scenario(), owing(), as_of=dt.datetime(2026, 2, 5, tzinfo=dt.UTC), days=1)


def test_several_accounts_are_not_one_to_play() -> None:
    with pytest.raises(TypeError, match="`account` must be an Account, not a list"):
        project(short_scenario(), [owing()], as_of=TODAY, days=1)  # type: ignore[arg-type]
