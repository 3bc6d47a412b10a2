import datetime as dt
from collections.abc import Iterable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dunnix.engine import Decision, decide
from dunnix.errors import Problem
from dunnix.figures import draw_decision
from dunnix.figures.decision_layout import DecisionLayout, RowFigure, lay_decision
from dunnix.figures.decision_rows import rows_of
from dunnix.figures.events import Event, Hold, Kind
from dunnix.figures.lanes import Box
from dunnix.figures.words import LABELS, words
from dunnix.model import (
    Account,
    Action,
    ActionStatus,
    Block,
    Contact,
    Debtor,
    Dispute,
    Instalment,
    Invoice,
    PromiseToPay,
)
from dunnix.money import Money
from dunnix.planning import project
from dunnix.scenario import load_scenario

DAY = dt.date(2026, 2, 5)
DUE = dt.date(2026, 2, 4)
FRENCH = load_scenario("fr-b2b@2026.0")
REACHABLE = Debtor(
    id="D42",
    name="Martin SARL",
    contacts=[Contact(role="accounts-payable", email="ap@martin.example", phone="+33 1")],
)


def invoice(name: str = "F-101", due: dt.date = DUE, amount: str = "1200.00") -> Invoice:
    return Invoice(
        id=name, issue_date=due - dt.timedelta(30), due_date=due, amount=Money(amount, "EUR")
    )


def account(*invoices: Invoice) -> Account:
    return Account(debtor=REACHABLE, invoices=invoices or (invoice(),))


def called() -> Account:
    call = Action(
        id="A1", step="call", date=DAY, status="done", channel="phone", invoices=["F-101"]
    )
    return account().record(call)


def promise(amount: str = "1200.00", due_by: dt.date = dt.date(2026, 2, 16)) -> PromiseToPay:
    return PromiseToPay(id="P1", made_on=DAY, due_by=due_by, amount=Money(amount, "EUR"))


def decided(known: Account, day: dt.date = DAY) -> Decision:
    return decide(FRENCH, known, as_of=day)


def events(known: Account, day: dt.date = DAY) -> list[tuple[str, str, str]]:
    (row,) = rows_of(decided(known, day))
    return [
        (event.kind, event.step, dt.date.fromordinal(event.day).isoformat()) for event in row.events
    ]


def later(known: Account, day: dt.date = DAY) -> list[tuple[str, str, str]]:
    return [each for each in events(known, day) if each[0] == "later"]


def texts(drawn: str) -> list[str]:
    root = ET.fromstring(drawn)  # noqa: S314  # drawn by the test itself
    return [each.text or "" for each in root.iter() if each.tag.endswith(("text", "title"))]


def boxes(row: RowFigure) -> list[Box]:
    return [*(mark.box for mark in row.marks), *(bar.box for bar in row.bars), row.name.box]


def assert_nothing_overlaps(layout: DecisionLayout) -> None:
    page = Box(0, 0, layout.width, layout.height)
    days = [*(tick.box for tick in layout.ticks), layout.as_of.box]
    if layout.review is not None:
        days.append(layout.review.box)
    assert_apart(days)
    found = [box for row in layout.rows for box in boxes(row)]
    assert_apart(found)
    assert all(box.is_within(page) for box in [*days, *found])
    inner = [mark.label.box.is_within(mark.box) for row in layout.rows for mark in row.marks]
    inner += [bar.label.box.is_within(bar.box) for row in layout.rows for bar in row.bars]
    assert all(inner)


def assert_apart(found: Iterable[Box]) -> None:
    seen: list[Box] = []
    for box in found:
        assert not any(box.overlaps(other) for other in seen)
        seen.append(box)


def test_today_s_action_comes_first_and_the_calendar_tells_the_rest() -> None:
    assert events(account()) == [
        ("now", "call", "2026-02-05"),
        ("later", "reminder", "2026-02-16"),
        ("later", "firm-reminder", "2026-02-24"),
        ("later", "formal-notice", "2026-03-06"),
        ("later", "agency", "2026-04-07"),
        ("later", "payment-order", "2026-04-07"),
    ]


def test_a_step_that_more_than_the_calendar_decides_is_not_sure() -> None:
    (row,) = rows_of(decided(account()))

    assert [event.sure for event in row.events] == [True, True, True, True, False, False]
    assert "≈ 2026-04-07" in texts(draw_decision(decided(account())))


def test_what_was_done_is_shown_with_its_day_and_its_failures() -> None:
    known = called().record(
        Action(
            id="A2",
            step="reminder",
            date=dt.date(2026, 2, 16),
            status="failed",
            channel="email",
            invoices=["F-101"],
        ),
        Action(
            id="A3",
            step="reminder",
            date=dt.date(2026, 2, 17),
            status="queued",
            channel="email",
            invoices=["F-101"],
        ),
    )

    shown = events(known, dt.date(2026, 2, 18))

    assert shown[:3] == [
        ("done", "call", "2026-02-05"),
        ("missed", "reminder", "2026-02-16"),
        ("in-flight", "reminder", "2026-02-17"),
    ]
    assert shown[3] == ("later", "firm-reminder", "2026-02-24")
    drawn = texts(draw_decision(decided(known, dt.date(2026, 2, 18))))
    assert {"failed 2026-02-16", "queued 2026-02-17"} <= set(drawn)


def test_what_was_recorded_later_is_not_shown() -> None:
    late = Action(
        id="A9",
        step="call",
        date=DAY,
        status="done",
        invoices=["F-101"],
        recorded_on=dt.date(2026, 2, 9),
    )

    assert events(account().record(late))[0] == ("now", "call", "2026-02-05")
    assert events(account().record(late), dt.date(2026, 2, 9))[0] == ("done", "call", "2026-02-05")


def test_an_action_stands_on_the_day_it_was_sent_not_on_that_of_its_delivery() -> None:
    sent = Action(id="A1", step="call", date=DAY, status="sent", invoices=["F-101"])
    delivered = Action(
        id="A1", step="call", date=dt.date(2026, 2, 9), status="delivered", invoices=["F-101"]
    )

    shown = events(account().record(sent, delivered), dt.date(2026, 2, 10))

    assert shown[0] == ("done", "call", "2026-02-05")


def test_an_action_that_names_nothing_covers_what_was_open() -> None:
    known = account().record(Action(id="A1", step="call", date=DAY, status="done"))

    assert events(known)[0] == ("done", "call", "2026-02-05")


def test_a_promise_is_a_bar_until_its_end_and_moves_what_comes_later() -> None:
    known = called().record(promise())

    (row,) = rows_of(decided(known))

    (hold,) = row.holds
    assert (hold.reason, hold.amount) == ("promise", None)
    assert dt.date.fromordinal(hold.since) == DAY
    assert hold.until == dt.date(2026, 2, 18).toordinal()
    assert "promised until 2026-02-18" in texts(draw_decision(decided(known)))
    (released,) = decided(known, dt.date(2026, 2, 19)).held
    assert later(known)[0] == ("later", "reminder", str(released.until))


def test_a_part_that_is_held_names_its_amount() -> None:
    dispute = Dispute(
        id="X1", opened_on=DAY, reason="price", invoice="F-101", amount=Money("200.00", "EUR")
    )

    decision = decided(account().record(dispute))

    (row,) = rows_of(decision)
    assert row.amount == Money("1200.00", "EUR")
    assert [hold.amount for hold in row.holds] == [Money("200.00", "EUR")]
    assert "disputed · 200.00 EUR" in texts(draw_decision(decision))


def test_what_is_held_without_an_end_expects_nothing_and_its_bar_stays_open() -> None:
    known = account().record(Dispute(id="X1", opened_on=DAY, reason="quality", invoice="F-101"))

    assert events(known) == []
    (row,) = lay_decision(decided(known), words("en")).rows
    assert [bar.is_open for bar in row.bars] == [True]


def test_after_a_hand_over_nothing_more_of_ours_is_expected() -> None:
    steps = ("call", "reminder", "firm-reminder", "formal-notice")
    known = account().record(
        *(
            Action(
                id=step,
                step=step,
                date=DAY + dt.timedelta(10 * place),
                status="done",
                invoices=["F-101"],
            )
            for place, step in enumerate(steps)
        )
    )

    shown = events(known, dt.date(2026, 4, 7))

    assert shown[-1] == ("now", "agency", "2026-04-07")


def test_a_task_of_our_own_is_what_to_do_now() -> None:
    nobody = Debtor(id="D1", contacts=[Contact(role="accounts-payable", name="Ann")])
    known = Account(debtor=nobody, invoices=[invoice()])

    assert events(known)[0] == ("now", "find-contact", "2026-02-05")
    assert "now: find a contact" in texts(draw_decision(decided(known)))


def test_a_receivable_that_only_travels_along_says_so() -> None:
    known = account(invoice("F-1", dt.date(2025, 12, 1)), invoice("F-2", dt.date(2026, 2, 3)))
    known = known.record(
        *(
            Action(id=name, step=name, date=dt.date(2026, 1, 3), status="done", invoices=[covered])
            for name, covered in (("reminder", "F-1=firm-reminder"), ("call", "F-2"))
        )
    )

    rows = rows_of(decided(known))

    kinds = [event.kind for row in rows for event in row.events if event.day == DAY.toordinal()]
    assert kinds == [Kind.NOW, Kind.ALONG]
    assert "goes along: Formal notice" in texts(draw_decision(decided(known)))


def test_rows_are_the_oldest_first_and_twelve_at_most() -> None:
    due = dt.date(2025, 11, 1)
    known = account(
        *(invoice(f"F-{place}", due + dt.timedelta(7 * place)) for place in reversed(range(15)))
    )

    layout = lay_decision(decided(known), words("en"))

    assert [row.of.receivable for row in layout.rows] == [f"F-{place}" for place in range(12)]
    assert layout.more == 3
    assert "and 3 more" in texts(draw_decision(decided(known)))


def test_steps_far_ahead_are_counted_where_there_are_many_rows() -> None:
    known = account(*(invoice(f"F-{place}") for place in range(5)))

    drawn = texts(draw_decision(decided(known)))

    assert any("and 3 more" in text for text in drawn)


def test_an_instalment_has_a_row_of_its_own() -> None:
    parts = [
        Instalment(number=1, due_date=DUE, amount=Money("500.00", "EUR")),
        Instalment(number=2, due_date=dt.date(2026, 3, 4), amount=Money("700.00", "EUR")),
    ]
    known = account(Invoice(id="F-9", amount=Money("1200.00", "EUR"), instalments=parts))

    assert [row.receivable for row in rows_of(decided(known))] == ["F-9#1", "F-9#2"]


def test_an_account_with_a_bad_row_is_drawn_as_held() -> None:
    known = Account(
        debtor=REACHABLE,
        invoices=[invoice()],
        problems=[Problem(code="bad-date", message="`soon` is no date")],
    )

    drawn = texts(draw_decision(decided(known)))

    assert "a row can&#39;t be read" not in drawn
    assert "a row can't be read" in drawn


def test_an_account_that_owes_nothing_says_so() -> None:
    assert "Nothing is open." in texts(draw_decision(decided(Account(debtor=REACHABLE))))


def test_a_hostile_id_is_only_a_text() -> None:
    name = "<script>&'\"{id}"

    drawn = draw_decision(decided(account(invoice(name))))

    assert "<script" not in drawn
    assert any(name in text for text in texts(drawn))


def test_the_debtors_name_stays_out_of_the_picture() -> None:
    assert "Martin" not in draw_decision(decided(called().record(promise())))


def test_a_french_picture_writes_french_dates() -> None:
    drawn = texts(draw_decision(decided(called().record(promise())), language="fr"))

    assert "promise jusqu'au 18 févr. 2026" in drawn
    assert "Appel téléphonique" in drawn


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no sentences in `klingon`"):
        draw_decision(decided(account()), language="klingon")


def test_the_same_decision_gives_the_same_text_whatever_the_order_of_rows() -> None:
    known = [invoice("F-1"), invoice("F-2"), invoice("F-3", dt.date(2026, 1, 1))]

    pictures = {draw_decision(decided(account(*order))) for order in (known, known[::-1])}

    assert len(pictures) == 1


def test_a_notebook_shows_the_picture_beside_the_text() -> None:
    decision = decided(account())

    bundle = decision._repr_mimebundle_()  # what a notebook calls

    assert bundle["image/svg+xml"] == draw_decision(decision)


def test_there_is_a_label_for_every_status_and_event() -> None:
    assert {each.value for each in ActionStatus} - {"refused"} <= LABELS.keys()
    assert all(event in LABELS for event in ("now", "with"))


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    days = st.integers(-400, 120).map(lambda count: DAY + dt.timedelta(count))
    names = [f"F-{place}" for place in range(draw(st.integers(1, 14)))]
    known = account(*(invoice(name, draw(days)) for name in names))
    past = st.integers(0, 300).map(lambda count: DAY - dt.timedelta(count))
    for place in range(draw(st.integers(0, 12))):
        action = Action(
            id=f"A{place}",
            step=draw(st.sampled_from(FRENCH.step_ids)),
            date=draw(past),
            status=draw(st.sampled_from(ActionStatus)),
            channel=draw(st.sampled_from(["email", "phone", "pigeon", None])),
            invoices=draw(st.lists(st.sampled_from(names), max_size=3, unique=True)),
        )
        known = known.record(action)
    if draw(st.booleans()):
        known = known.record(promise("700.00", DAY + dt.timedelta(draw(st.integers(0, 90)))))
    if draw(st.booleans()):
        opened = draw(past)
        known = known.record(
            Dispute(id="X1", opened_on=opened, reason="price", invoice=draw(st.sampled_from(names)))
        )
    if draw(st.booleans()):
        until = DAY + dt.timedelta(draw(st.integers(0, 2_900_000)))
        known = known.record(
            Block(
                id="B1",
                since=draw(past),
                until=until,
                reason="goodwill",
                invoice=draw(st.sampled_from(names)),
            )
        )
    return known


# An account takes a while to draw up and to draw: fewer of them show as much.
@settings(max_examples=max(settings().max_examples // 2, 1))
@given(accounts())
def test_no_two_labels_overlap_whatever_the_account(known: Account) -> None:
    decision = decided(known)

    layout = lay_decision(decision, words("en"))

    assert_nothing_overlaps(layout)
    shown = set(texts(draw_decision(decision)))
    assert all(row.of.receivable in shown for row in layout.rows)
    assert all(event_is_in_its_time(row, decision) for row in layout.rows)


@settings(max_examples=max(settings().max_examples // 6, 1))
@given(accounts())
def test_no_two_labels_overlap_whatever_is_played_forward(known: Account) -> None:
    played = project(FRENCH, known, as_of=DAY, days=40)

    assert_nothing_overlaps(lay_decision(decided(known), words("en"), played))


def event_is_in_its_time(row: RowFigure, decision: Decision) -> bool:
    today = decision.as_of.toordinal()
    by_kind: dict[Kind, list[Event]] = {}
    for event in row.of.events:
        by_kind.setdefault(event.kind, []).append(event)
    holds: tuple[Hold, ...] = row.of.holds
    return (
        all(event.day > today for event in by_kind.get(Kind.LATER, []))
        and all(event.day <= today for event in by_kind.get(Kind.DONE, []))
        and len(by_kind.get(Kind.NOW, [])) + len(by_kind.get(Kind.ALONG, [])) + len(holds) >= 1
    )
