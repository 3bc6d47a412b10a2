"""Why it isn't paid: reasons asked for and recorded, excuses, disputes, and whose fault it is."""

from typing import Any, Final

import attrs
import pytest
from craft_cases import DESK, billed, day, ladder, only
from diary import keep

from dunnix import (
    Account,
    Action,
    Contact,
    Debtor,
    Dispute,
    Invoice,
    Money,
    Reply,
    alerts,
    days_to_resolve,
    decide,
    load_scenario,
    parse_strategy,
)
from dunnix.case import case_file
from dunnix.facts import Fact
from dunnix.model import PaidInvoices, PaymentHistory
from dunnix.planning import AlertRule

HEAD: Final = Contact(role="executive", id="K2", name="P. Martin", email="pm@martin.example")


def acted(name: str, step: str, on: str, **keys: Any) -> Action:
    """Give an action that speaks of the invoice."""
    return Action(id=name, step=step, date=day(on), invoices=["F-101"], **keys)


CALLED: Final = [
    acted("A1", "call", "2026-03-03", status="done", channel="phone"),
    acted("A2", "call-summary", "2026-03-03", status="done", channel="email", answers="A1"),
]


def owing(amount: str = "1200.00", **keys: Any) -> Account:
    """Give a debtor with one invoice, due on Monday 2 March 2026."""
    debtor = Debtor(id="MARTIN", owner="lea", contacts=[DESK, HEAD])
    return Account(debtor=debtor, invoices=[billed(amount)], **keys)


def titles(scenario_id: str, account: Account, first: str, last: str) -> list[str]:
    """Give what is done from one day to another, under the titles people read."""
    scenario = load_scenario(scenario_id)
    named = {str(each.id): each.title["en"] for each in (*scenario.steps, *scenario.reactions)}
    done, _ = keep(scenario, account, first, last)
    return [f"{line[:10]} {named.get(line[11:], line[11:])}" for line in done]


# ------------------------------------------------------------------ the reason, asked for first

REASON_FIRST: Final = ladder(
    "reason-first",
    """\
[[step]]
id      = "call"
at      = "due + 1d"
channel = "phone"
goal    = ["reason", "promise"]

[[step]]
id      = "ask-again"
after   = "call + 2d"
channel = "phone"
goal    = ["reason"]
when    = "not answered"

[[step]]
id      = "ask-the-director"
after   = "ask-again + 3d"
channel = "email"
to      = ["executive"]
goal    = ["reason"]
when    = "not answered"

[[reaction]]
id      = "agree-on-a-date"
on      = "reply"
channel = "phone"
goal    = ["promise"]
""",
)


@pytest.mark.requirement("M51")
def test_a_call_that_brought_no_reason_is_made_again_until_one_is_known() -> None:
    call = only(decide(REASON_FIRST, owing(), as_of=day("2026-03-03")).next_actions)
    spoken = owing().record(call.done(on=day("2026-03-03"), by="lea", outcome="vague"))
    reason = Reply(id="R1", date=day("2026-03-05"), reason="difficulty", note="short of cash")

    without, _ = keep(REASON_FIRST, spoken, "2026-03-03", "2026-03-31")
    with_reason, _ = keep(REASON_FIRST, spoken.record(reason), "2026-03-03", "2026-03-31")

    assert call.goal == ("reason", "promise")
    assert without == ["2026-03-05 ask-again", "2026-03-09 ask-the-director"]
    assert with_reason == ["2026-03-05 agree-on-a-date"]


BY_DIFFICULTY: Final = parse_strategy(
    """\
id      = "by-difficulty"
version = "1"

[facts.debtor]
in_difficulty = { type = "bool", if_missing = false }

[[assign]]
when     = "debtor.in_difficulty"
scenario = "fr-risky"
switch   = "at-once"

[[assign]]
scenario = "fr-b2b"

[[priority]]
points = 30
when   = "known(debtor.last_reason) and debtor.last_reason == 'difficulty'"
reason = "in financial difficulty"
""",
    name="by-difficulty.toml",
)


@pytest.mark.requirement("M53")
def test_a_debtor_in_difficulty_comes_first_is_offered_a_plan_and_has_less_time() -> None:
    called = owing(actions=CALLED)
    told = attrs.evolve(
        called.record(Reply(id="R1", date=day("2026-03-10"), reason="difficulty")),
        debtor=attrs.evolve(called.debtor, facts={"in_difficulty": True}),
    )

    silent = only(decide(BY_DIFFICULTY, called, as_of=day("2026-03-16")).next_actions)
    offer = only(decide(BY_DIFFICULTY, told, as_of=day("2026-03-10")).next_actions)
    offered = told.record(offer.done(on=day("2026-03-10"), by="lea", outcome="reached"))
    pressed = only(decide(BY_DIFFICULTY, offered, as_of=day("2026-03-16")).next_actions)

    assert (silent.scenario, silent.step, silent.priority) == ("fr-b2b@2026.1", "reminder", 0)
    assert (offer.step, offer.channel, offer.goal) == ("offer-a-plan", "phone", ("plan",))
    assert (offer.priority, offer.priority_reasons) == (30, ("in financial difficulty",))
    assert (pressed.scenario, pressed.step) == ("fr-risky@2026.1", "formal-notice")
    assert (pressed.priority, pressed.priority_reasons) == (30, ("in financial difficulty",))


# ----------------------------------------------------------------------------------- excuses


@pytest.mark.requirement("M65")
def test_the_french_ladder_has_a_catalogue_of_excuses() -> None:
    scenario = load_scenario("fr-b2b")

    catalogue = [
        (each.on.detail, str(each.at), each.title["en"], str(each.channel or each.do))
        for each in scenario.reactions
        if each.on.event == "reply"
    ]

    assert catalogue == [
        ("not-received", "event", "The invoice again", "email"),
        ("not-received", "event + 4d", "Has it arrived now?", "phone"),
        ("information-missing", "event", "Find what is missing", "task"),
        ("difficulty", "event", "Talk about a plan", "phone"),
        ("paid-already", "event + 2d", "Look for the payment", "task"),
        ("wrong-contact", "event", "Find the right contact", "task"),
        ("refusal", "event", "Understand the refusal", "task"),
        ("refusal", "event + 1d", "Bring the formal notice forward", "task"),
    ]


@pytest.mark.requirement("M65")
@pytest.mark.parametrize(
    ("said", "answered"),
    [
        (
            "not-received",
            [
                "2026-03-05 The invoice again",
                "2026-03-09 Has it arrived now?",
                "2026-03-12 Reminder",
            ],
        ),
        ("paid-already", ["2026-03-09 Look for the payment", "2026-03-12 Reminder"]),
        ("information-missing", ["2026-03-05 Find what is missing", "2026-03-12 Reminder"]),
        ("difficulty", ["2026-03-05 Talk about a plan", "2026-03-12 Reminder"]),
        ("wrong-contact", ["2026-03-05 Find the right contact", "2026-03-12 Reminder"]),
        (
            "refusal",
            [
                "2026-03-05 Understand the refusal",
                "2026-03-06 Bring the formal notice forward",
                "2026-03-10 Formal notice",
            ],
        ),
    ],
)
def test_each_usual_excuse_has_its_answer_and_its_follow_up(said: str, answered: list[str]) -> None:
    called = owing(actions=CALLED)
    excuse = Reply(id="R1", date=day("2026-03-05"), reason=said)

    done = titles("fr-b2b", called.record(excuse), "2026-03-05", "2026-03-13")

    assert done == answered


@pytest.mark.requirement("M64")
def test_what_the_debtor_lacks_to_handle_the_invoice_is_found_before_anything_is_asked() -> None:
    scenario = load_scenario("fr-b2b")
    lacking = owing(actions=CALLED).record(
        Reply(
            id="R1",
            date=day("2026-03-11"),
            invoice="F-101",
            reason="information-missing",
            note="the number of their purchase order; it has to go through their portal",
        )
    )

    task = only(decide(scenario, lacking, as_of=day("2026-03-11")).next_actions)
    still_open = decide(scenario, lacking, as_of=day("2026-03-12"))
    completed = lacking.record(
        task.done(on=day("2026-03-13"), by="lea", note="4711, sent through the portal")
    )

    assert (task.do, task.step, task.answers, task.owner) == (
        "task",
        "find-what-is-missing",
        "R1",
        "lea",
    )
    assert [action.step for action in still_open.next_actions] == ["find-what-is-missing"]
    reminder = only(decide(scenario, completed, as_of=day("2026-03-16")).next_actions)
    assert (reminder.step, str(reminder.planned_on)) == ("reminder", "2026-03-12")


SIZE: Final = Fact(name="debtor.size", kind="choice", choices=("large", "small"))
LATE_BY_HABIT: Final = AlertRule(
    id="late-by-habit",
    when="debtor.size == 'large' and known(debtor.paid_late_percent)"
    " and debtor.paid_late_percent >= 60 and debtor.open_invoices > 0",
    reason="a large buyer that is used to paying us late",
)


def buyer(name: str, size: str, *, late: int | None) -> Account:
    """Give a buyer that paid ten invoices, so many of them late; None where nothing is known."""
    sums = [
        PaidInvoices(
            amount=Money("9000.00", "EUR"), invoices=10, late=late, amount_days_late=27_000_000
        )
        for late in ([] if late is None else [late])
    ]
    invoice = Invoice(id=f"F-{name}", due_date=day("2026-03-20"), amount=Money("900.00", "EUR"))
    debtor = Debtor(id=name, facts={"size": size})
    return Account(debtor=debtor, invoices=[invoice], history=PaymentHistory(paid=sums))


@pytest.mark.requirement("M66")
def test_a_large_buyer_used_to_paying_late_is_flagged_before_its_due_date() -> None:
    buyers = [
        buyer("GIANT", "large", late=8),
        buyer("LARGE-AND-PUNCTUAL", "large", late=1),
        buyer("SMALL", "small", late=8),
        buyer("UNKNOWN", "large", late=None),
    ]

    flagged = alerts(LATE_BY_HABIT, buyers, as_of=day("2026-03-02"), facts=[SIZE])

    assert [(each.debtor, each.reason, each.unknown) for each in flagged] == [
        ("GIANT", "a large buyer that is used to paying us late", ()),
        (
            "UNKNOWN",
            "a large buyer that is used to paying us late",
            ("debtor.paid_late_percent",),
        ),
    ]


# ---------------------------------------------------------------------------------- disputes

ASKED_AHEAD: Final = ladder(
    "asked-ahead",
    """\
[[step]]
id      = "is-all-in-order"
at      = "due - 10d"
channel = "phone"
goal    = ["acceptance", "date"]

[[step]]
id      = "reminder"
at      = "due + 1d"
channel = "email"

[[reaction]]
id = "resolve"
on = "dispute"
do = "task"
""",
)


@pytest.mark.requirement("M56")
def test_a_dispute_found_before_the_due_date_is_resolved_by_then_counted_from_its_day() -> None:
    found_on, due = day("2026-02-20"), day("2026-03-02")
    call = only(decide(ASKED_AHEAD, owing(), as_of=found_on).next_actions)
    contested = owing().record(
        call.done(on=found_on, by="lea", outcome="dispute"),
        Dispute(
            id="Q1",
            opened_on=found_on,
            invoice="F-101",
            amount=Money("200.00", "EUR"),
            reason="quality",
        ),
    )

    task = only(decide(ASKED_AHEAD, contested, as_of=day("2026-02-21")).next_actions)
    resolved = contested.record(
        task.done(on=day("2026-02-21")),
        Dispute(
            id="Q1",
            opened_on=found_on,
            invoice="F-101",
            amount=Money("200.00", "EUR"),
            reason="quality",
            resolved_on=day("2026-02-27"),
            recorded_on=day("2026-02-27"),
        ),
    )
    reminder = only(decide(ASKED_AHEAD, resolved, as_of=day("2026-03-03")).next_actions)

    assert (call.step, call.goal) == ("is-all-in-order", ("acceptance", "date"))
    assert (task.step, task.answers) == ("resolve", "Q1")
    assert str(days_to_resolve(resolved, as_of=due)) == "7.00 days"
    assert (reminder.step, str(reminder.amount_due)) == ("reminder", "1200.00 EUR")


WHOSE_FAULT: Final = ladder(
    "whose-fault",
    """\
[pause.dispute]
on_release = "continue"           # the days are added to the dates of the steps

[pause.dispute.changed-its-mind]
on_release = "catch-up"           # no time is won by it

[[step]]
id      = "reminder"
at      = "due + 10d"
channel = "email"

[[step]]
id        = "formal-notice"
at        = "due + 30d"
channel   = "registered-letter"
mandatory = true
deadline  = "8d"
""",
)


def contested(reason: str, side: str) -> Account:
    """Give the account contested from 27 March to 17 April, on whose side the cause lies."""
    reminded = acted("A1", "reminder", "2026-03-12", status="sent", channel="email")
    return owing(
        actions=[reminded],
        disputes=[
            Dispute(
                id="Q1",
                opened_on=day("2026-03-27"),
                resolved_on=day("2026-04-17"),
                invoice="F-101",
                reason=reason,
                caused_by=side,
            )
        ],
    )


@pytest.mark.requirement("M58")
def test_our_own_fault_blocks_the_formal_notice_and_moves_it_by_its_days() -> None:
    ours, theirs = contested("wrong-goods", "us"), contested("changed-its-mind", "debtor")
    day_of_the_notice = decide(WHOSE_FAULT, ours, as_of=day("2026-04-01"))

    assert day_of_the_notice.next_actions == ()
    assert [(held.reason, held.since) for held in day_of_the_notice.held] == [
        ("dispute", day("2026-03-27"))
    ]
    assert [each.code for each in day_of_the_notice.why_not("formal-notice")] == ["dispute"]
    assert keep(WHOSE_FAULT, ours, "2026-03-27", "2026-05-31")[0] == ["2026-04-22 formal-notice"]
    assert keep(WHOSE_FAULT, theirs, "2026-03-27", "2026-05-31")[0] == ["2026-04-17 formal-notice"]


@pytest.mark.requirement("M58")
@pytest.mark.parametrize("side", ["us", "debtor", "third"])
def test_the_file_of_the_case_says_on_whose_side_the_cause_lies(side: str) -> None:
    case = case_file(contested("wrong-goods", side), as_of=day("2026-04-01"))

    assert [
        (str(each.on), each.reason, each.side) for each in case.timeline if each.kind == "dispute"
    ] == [("2026-03-27", "wrong-goods", side)]


@pytest.mark.requirement("M60")
def test_terms_that_sales_promised_replace_those_of_the_invoice_and_name_their_proof() -> None:
    _, reminded = keep(WHOSE_FAULT, owing(), "2026-03-12", "2026-03-12")
    disputed = reminded.record(
        Dispute(
            id="Q1",
            opened_on=day("2026-03-13"),
            invoice="F-101",
            reason="terms-promised-by-sales",
            caused_by="us",
        )
    )
    agreed = disputed.record(
        Invoice(
            id="F-101",
            issue_date=day("2026-01-31"),
            due_date=day("2026-04-01"),
            amount=Money("1200.00", "EUR"),
            terms="60 days: promised by sales, mail of 12 January, kept as DOC-77",
            recorded_on=day("2026-03-18"),
        ),
        Dispute(
            id="Q1",
            opened_on=day("2026-03-13"),
            invoice="F-101",
            reason="terms-promised-by-sales",
            caused_by="us",
            resolved_on=day("2026-03-18"),
            recorded_on=day("2026-03-18"),
        ),
    )

    meanwhile = decide(WHOSE_FAULT, disputed, as_of=day("2026-03-17"))
    after = decide(WHOSE_FAULT, agreed, as_of=day("2026-03-18"))

    assert [(held.reason, held.since) for held in meanwhile.held] == [
        ("dispute", day("2026-03-13"))
    ]
    assert [
        str(agreed.as_of(known_on).invoices[-1].due_date)
        for known_on in (day("2026-03-17"), day("2026-03-18"))
    ] == ["2026-03-02", "2026-04-01"]
    assert [each.terms for each in agreed.invoices] == [
        None,
        "60 days: promised by sales, mail of 12 January, kept as DOC-77",
    ]
    assert [(held.reason, held.until, held.step) for held in after.held] == [
        ("not-due", day("2026-05-01"), "formal-notice")
    ]
