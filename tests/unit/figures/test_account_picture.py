import datetime as dt
from xml.etree import ElementTree as ET

import pytest

from dunnix.engine import HeldReason, decide
from dunnix.figures import draw_account, draw_decision
from dunnix.figures.decision_layout import lay_decision
from dunnix.figures.decision_rows import rows_of
from dunnix.figures.events import Row
from dunnix.figures.words import words
from dunnix.model import (
    Account,
    Action,
    AnyRow,
    Contact,
    Debtor,
    Dispute,
    Invoice,
    Payment,
    PromiseToPay,
    Reply,
)
from dunnix.money import Money
from dunnix.planning import project
from dunnix.scenario import load_scenario, parse_strategy

FRENCH = load_scenario("fr-b2b@2026.1")
DAY = dt.date(2026, 2, 5)
DESK = Contact(role="accounts-payable", email="ap@martin.example", phone="+33 1")
DUNNED = Debtor(id="D42", contacts=[DESK])


def account(*rows: AnyRow) -> Account:
    invoice = Invoice(
        id="F-101",
        issue_date=dt.date(2026, 1, 5),
        due_date=dt.date(2026, 2, 4),
        amount=Money("1200.00", "EUR"),
    )
    return Account(debtor=DUNNED, invoices=[invoice]).record(*rows)


def row(known: Account, day: dt.date = DAY, days: int = 60) -> Row:
    decision = decide(FRENCH, known, as_of=day)
    (found,) = rows_of(decision, project(FRENCH, known, as_of=day, days=days))
    return found


def events(found: Row) -> list[tuple[str, str, str]]:
    return [(each.kind, each.step, str(dt.date.fromordinal(each.day))) for each in found.events]


def texts(drawn: str) -> list[str]:
    root = ET.fromstring(drawn)  # noqa: S314  # drawn by the test itself
    return [each.text or "" for each in root.iter() if each.tag.endswith(("text", "title"))]


def test_what_comes_is_what_playing_the_account_forward_gives() -> None:
    known = account()
    played = project(FRENCH, known, as_of=DAY, days=60)

    coming = [each for each in events(row(known)) if each[0] != "now"]

    assert coming == [
        ("later", action.step, str(day)) for day, action in played.actions if action.step != "call"
    ]
    assert events(row(known))[0] == ("now", "call", "2026-02-05")


def test_nothing_is_shown_beyond_the_days_asked_for() -> None:
    assert [step for _, step, _ in events(row(account(), days=20))] == [
        *("call", "call-summary", "reminder", "firm-reminder"),
    ]


def test_a_step_that_somebody_confirms_is_dashed_and_says_who() -> None:
    (notice,) = [each for each in row(account()).events if each.step == "formal-notice"]

    assert (notice.sure, notice.said) == (False, "credit-manager")
    drawn = draw_account(FRENCH, account(), as_of=DAY)
    assert "credit-manager confirms" in texts(drawn)


def test_a_summary_in_writing_is_called_after_its_step() -> None:
    assert "in writing: Phone call" in texts(draw_account(FRENCH, account(), as_of=DAY))


def test_what_came_from_the_debtor_stands_beside_what_we_did() -> None:
    day = dt.date(2026, 2, 20)
    known = account(
        Action(id="A1", step="call", date=DAY, status="done", channel="phone"),
        Reply(id="R1", date=dt.date(2026, 2, 9), reason="not-received"),
        Payment(id="P1", date=dt.date(2026, 2, 12), amount=Money("200.00", "EUR"), invoice="F-101"),
        Dispute(
            id="X1",
            opened_on=dt.date(2026, 2, 13),
            resolved_on=dt.date(2026, 2, 16),
            reason="price",
            invoice="F-101",
        ),
    )

    past = [each for each in events(row(known, day)) if each[0] in {"came", "done"}]

    assert past == [
        ("done", "call", "2026-02-05"),
        ("came", "reply", "2026-02-09"),
        ("came", "part-payment", "2026-02-12"),
        ("came", "dispute", "2026-02-13"),
        ("came", "dispute-resolved", "2026-02-16"),
    ]
    shown = texts(draw_account(FRENCH, known, as_of=day))
    assert {"A part payment", "A dispute (price)", "A dispute that was", "resolved"} <= set(shown)


def test_what_became_known_later_is_not_shown() -> None:
    late = Reply(
        id="R1", date=DAY, reason="not-received", recorded_on=dt.date(2026, 2, 9), invoice="F-101"
    )

    assert not [each for each in events(row(account(late))) if each[0] == "came"]


def test_a_promise_holds_now_and_after_it_was_broken_the_call_about_it_comes() -> None:
    promise = PromiseToPay(
        id="P1", made_on=DAY, due_by=dt.date(2026, 2, 16), amount=Money("1200.00", "EUR")
    )

    found = row(account(promise))

    until = dt.date(2026, 2, 18).toordinal()
    assert (found.holds[0].reason, found.holds[0].until) == (HeldReason.PROMISE, until)
    assert events(found)[0] == ("came", "promise-made", "2026-02-05")
    assert events(found)[1][:2] == ("later", "broken-promise")


def test_what_will_be_held_is_a_band_from_the_day_it_begins() -> None:
    found = row(account())

    (agency,) = [each for each in found.events if each.step == "agency"]
    (handed_over,) = found.holds
    assert (handed_over.reason, handed_over.until) == (HeldReason.HANDED_OVER, None)
    assert handed_over.since == agency.day


def test_however_long_the_past_what_comes_is_named_at_the_right_of_today() -> None:
    known = account(
        *(
            Action(
                id=f"A{place}",
                step="call",
                date=dt.date(2026, 3, 1) + dt.timedelta(30 * place),
                status="done",
                channel="phone",
            )
            for place in range(12)
        )
    )
    day = dt.date(2027, 2, 10)
    decision = decide(FRENCH, known, as_of=day)

    layout = lay_decision(decision, words("en"), project(FRENCH, known, as_of=day, days=40))

    (figure,) = layout.rows
    today = layout.axis.place(day.toordinal())
    coming = [mark for mark in figure.marks if mark.of.kind == "later"]
    assert coming
    assert layout.axis.right - today >= 339
    assert all(mark.label.box.left > today for mark in coming)


def test_a_strategy_chooses_the_scenario_of_the_account() -> None:
    strategy = parse_strategy(
        'dunnix = 1\nid = "mine"\nversion = "1"\n[[assign]]\nscenario = "fr-b2b@2026.1"\n',
        name="mine.toml",
    )

    drawn = draw_account(strategy, account(), as_of=DAY)

    assert any("by fr-b2b@2026.1" in text for text in texts(drawn))


def test_the_picture_says_how_far_it_looks_and_that_nothing_is_assumed_to_happen() -> None:
    shown = texts(draw_account(FRENCH, account(), as_of=DAY, days=30, language="fr"))

    assert any("si rien n'arrive jusqu'au 7 mars 2026" in text for text in shown)


def test_an_account_that_owes_nothing_says_so() -> None:
    drawn = draw_account(FRENCH, Account(debtor=DUNNED), as_of=DAY)

    assert "Nothing is open." in texts(drawn)


def test_a_decision_alone_is_drawn_as_before() -> None:
    shown = texts(draw_decision(decide(FRENCH, account(), as_of=DAY)))

    assert not any("if nothing happens" in text for text in shown)
    assert not any("confirms" in text for text in shown)


@pytest.mark.parametrize("days", [-1, 3661])
def test_more_days_than_can_be_played_are_refused(days: int) -> None:
    with pytest.raises(ValueError, match="`days` must be from 0 to 3660"):
        draw_account(FRENCH, account(), as_of=DAY, days=days)
