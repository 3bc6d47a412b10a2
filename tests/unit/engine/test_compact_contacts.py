"""Contact rules decide alike after what is closed was summed into the history."""

import pytest
from engine_cases import account, acted, ask, invoice, ladder, on, paid, step
from hypothesis import given
from hypothesis import strategies as st

from dunnix.engine import ContactRule
from dunnix.model import (
    Account,
    AnyRow,
    ContactOutcome,
    PastContact,
    PaymentHistory,
    Reply,
    ReplyReason,
)
from dunnix.scenario import Cap, Channel, ContactRules, Duration, Quiet, QuietAfter, Scenario

CHANNELS = ("phone", "email", "letter", "visit")
DAILY = {"every": "1d"}


def ruled(channel: str = "phone", **rules: object) -> Scenario:
    calls = step("call", "due + 1d", channel=channel, repeat=DAILY)
    return ladder(calls, contact=ContactRules(**rules))  # type: ignore[arg-type]


def beside_a_paid_invoice(*rows: AnyRow) -> Account:
    """Give an open invoice, and one paid on day 9 that all the rows speak of."""
    return account(invoice("OPEN"), invoice("PAID"), paid("PAID", 9), *rows)


def quiet(after: str, time: str = "20d") -> tuple[Quiet, ...]:
    return (Quiet(after=QuietAfter(after), time=Duration.parse(time)),)


@pytest.mark.parametrize(
    ("row", "rules", "held_by"),
    [
        (
            acted("call", 8, "PAID", channel="phone", outcome="promise"),
            {"quiet": quiet("conversation")},
            ContactRule.QUIET,
        ),
        (
            acted("call", 8, "PAID", channel="phone", outcome="no-answer"),
            {"quiet": quiet("conversation")},
            None,
        ),
        (
            acted("call", 8, "PAID", channel="phone", outcome="refusal"),
            {"quiet": quiet("refusal")},
            ContactRule.QUIET,
        ),
        (
            Reply(id="H", date=on(8), invoice="PAID", reason="refusal"),
            {"quiet": quiet("refusal")},
            ContactRule.QUIET,
        ),
        (
            acted("call", 8, "PAID", channel="phone"),
            {"at_most": (Cap.parse("1 phone per 20d"),)},
            ContactRule.CAP,
        ),
        (
            acted("call", 8, "PAID", channel="email"),
            {"at_most": (Cap.parse("1 phone per 20d"),)},
            None,
        ),
    ],
)
def test_a_contact_that_was_summed_still_stops_what_it_stopped_and_nothing_else(
    row: AnyRow, rules: dict[str, object], held_by: ContactRule | None
) -> None:
    whole = beside_a_paid_invoice(row)
    compact = whole.compact(before=on(11))

    scenario = ruled("phone", **rules)
    decisions = [ask(scenario, each, 12) for each in (whole, compact)]

    assert [each.id for each in compact.invoices] == ["OPEN"]
    assert (compact.actions, compact.happenings) == ((), ())
    assert decisions[1] == decisions[0]
    assert [each.rule for each in decisions[1].held] == ([held_by] if held_by else [])


def test_a_history_keeps_of_a_contact_its_first_day_and_how_it_ended() -> None:
    sent = acted("call", 5, "PAID", id="A", status="sent", channel="phone")
    done = acted("call", 6, "PAID", id="A", channel="phone", outcome="a note of my own")
    spoken = acted("call", 7, "PAID", channel="phone", outcome="vague")
    refused = Reply(id="H", date=on(8), invoice="PAID", reason="refusal")

    compact = beside_a_paid_invoice(sent, done, spoken, refused).compact(before=on(11))

    assert compact.history.contacts == (
        PastContact(date=on(5), channel="phone"),
        PastContact(date=on(7), channel="phone", outcome=ContactOutcome.VAGUE),
    )
    assert compact.history.refusals == (on(8),)
    assert compact.history == PaymentHistory(
        paid=compact.history.paid,
        contacts=compact.history.contacts,
        refusals=[on(8)],
        last_reason="refusal",
    )


def test_a_contact_of_which_only_the_day_is_known_may_have_gone_by_any_channel() -> None:
    owed = account(invoice("OPEN"), history=PaymentHistory(contacts=[on(8)]))

    by_phone = ask(ruled(at_most=(Cap.parse("1 phone per 20d"),)), owed, 12)
    after_talks = ask(ruled(quiet=quiet("conversation")), owed, 12)

    assert [each.rule for each in by_phone.held] == [ContactRule.CAP]
    assert after_talks.held == ()


days = st.integers(1, 25)
spans = st.integers(1, 14).map(lambda days: Duration.parse(f"{days}d"))
channels = st.sampled_from([None, *map(Channel, CHANNELS)])
rules = st.builds(
    ContactRules,
    at_most=st.lists(
        st.builds(
            Cap,
            count=st.integers(1, 3),
            within=spans,
            channel=channels,
            each_receivable=st.booleans(),
        ),
        max_size=2,
        unique=True,
    ).map(tuple),
    quiet=st.lists(
        st.builds(
            Quiet,
            after=st.sampled_from(QuietAfter),
            time=spans,
            channels=st.lists(
                st.sampled_from(tuple(map(Channel, CHANNELS))), max_size=2, unique=True
            ).map(tuple),
        ),
        max_size=2,
        unique=True,
    ).map(tuple),
    waiting=st.none() | spans,
    silence_at_most=st.none() | spans,
)
named = st.sampled_from([("PAID",), ("OPEN",), ("PAID", "OPEN"), ("PAID=",)])


@st.composite
def contacts(draw: st.DrawFn) -> list[AnyRow]:
    rows: list[AnyRow] = []
    for place in range(draw(st.integers(0, 6))):
        day = draw(days)
        row: AnyRow = acted(
            draw(st.sampled_from(["call", "gone"])),
            day,
            *draw(named),
            id=f"A{place}",
            status=draw(st.sampled_from(["done", "sent", "failed", "refused"])),
            channel=draw(st.sampled_from(CHANNELS)),
            outcome=draw(st.sampled_from([None, "words", *ContactOutcome])),
        )
        if draw(st.integers(0, 3)) == 0:
            reason = draw(st.sampled_from([ReplyReason.REFUSAL, ReplyReason.VAGUE]))
            row = Reply(id=f"H{place}", date=on(day), invoice="PAID", reason=reason)
        rows.append(row)
    return rows


@given(
    rows=contacts(),
    rules=rules,
    channel=st.sampled_from(CHANNELS),
    before=st.integers(1, 30),
    later=st.integers(0, 15),
)
def test_leaving_out_what_is_closed_changes_no_later_decision_under_contact_rules(
    rows: list[AnyRow], rules: ContactRules, channel: str, before: int, later: int
) -> None:
    calls = step("call", "due + 1d", channel=channel, repeat=DAILY, fallback=["sms"])
    scenario = ladder(calls, contact=rules)
    whole = beside_a_paid_invoice(*rows)
    day = max(before + later, 26)

    compact = whole.compact(before=on(before))

    assert ask(scenario, compact, day) == ask(scenario, whole, day)
