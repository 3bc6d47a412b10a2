"""What is announced and what follows it: a warning, a formal notice, an agency, the court."""

from typing import Final

import pytest
from craft_cases import day, ladder
from diary import keep

from dunnix import (
    Account,
    Debtor,
    Invoice,
    Money,
    PaidInvoices,
    Payment,
    PaymentHistory,
    Reply,
    ScenarioError,
    decide,
    parse_scenario,
)
from dunnix.case import case_file

EUR: Final = "EUR"


def owing(amount: str, *, by: str = "MARTIN", late_of_ten: int | None = None) -> Account:
    """Give a debtor with one invoice, due on 2 March 2026, and perhaps ten paid before it."""
    invoice = Invoice(id="F-101", due_date=day("2026-03-02"), amount=Money(amount, EUR))
    before = [] if late_of_ten is None else [paid_before(late_of_ten)]
    history = PaymentHistory(paid=before)
    return Account(debtor=Debtor(id=by), invoices=[invoice], history=history)


def paid_before(late: int) -> PaidInvoices:
    """Give the sums of ten invoices, so many of them paid ten days late."""
    amount = Money("10000.00", EUR)
    days_late = late * 10 * amount.minor_units // 10
    return PaidInvoices(amount=amount, invoices=10, late=late, amount_days_late=days_late)


# ------------------------------------------------------------------ what is told beforehand

WHAT_COMES_NEXT: Final = ladder(
    "what-comes-next",
    """\
on_closed_day = "keep"

[[step]]
id      = "reminder"
at      = "due + 10d"
channel = "letter"
when    = "known(debtor.paid_late_percent) and debtor.paid_late_percent < 50"

[[step]]
id        = "what-comes-next"
at        = "due + 10d"
channel   = "letter"
when      = "known(debtor.paid_late_percent) and debtor.paid_late_percent >= 50"
deadline  = "8d"
announces = ["no-more-deliveries", "agency"]

[[step]]
id      = "no-more-deliveries"
at      = "due + 40d"
channel = "email"
effects = ["stop-deliveries"]

[[step]]
id    = "agency"
after = "no-more-deliveries + 10d"
do    = "hand-over"
""",
)


@pytest.mark.requirement("M73")
def test_who_is_often_late_is_told_the_next_actions_and_they_come_as_told() -> None:
    often = owing("900.00", by="OFTEN", late_of_ten=8)
    seldom = owing("900.00", by="SELDOM", late_of_ten=1)

    (reminder,) = decide(WHAT_COMES_NEXT, seldom, as_of=day("2026-03-12")).next_actions
    lines, account = keep(WHAT_COMES_NEXT, often, "2026-03-12", "2026-03-31")

    assert (reminder.step, reminder.deadline_on) == ("reminder", None)
    assert lines == [
        "2026-03-12 what-comes-next",
        "2026-03-21 no-more-deliveries",
        "2026-03-31 agency",
    ]
    (told,) = case_file(account, as_of=day("2026-03-31"), scenario=WHAT_COMES_NEXT).announcements
    assert told.announces == ("no-more-deliveries", "agency")
    assert (told.on, told.deadline_on) == (day("2026-03-12"), day("2026-03-20"))
    assert told.followed == (
        ("no-more-deliveries", day("2026-03-21")),
        ("agency", day("2026-03-31")),
    )


# ------------------------------------------------------------------ no threat, no harassment


def threatening(warning: str, agency: str = "") -> str:
    return f"""
    id        = "threats"
    version   = "1"
    currency  = "EUR"
    if_behind = "skip-to-latest"

    [[step]]
    id      = "warning"
    at      = "due + 21d"
    channel = "letter"
    {warning}

    [[step]]
    id = "agency"
    at = "due + 60d"
    do = "hand-over"
    {agency}
    """


def faults(text: str) -> list[str]:
    with pytest.raises(ScenarioError) as refused:
        parse_scenario(text, name="threats.toml")
    return [problem.message for problem in refused.value.problems]


@pytest.mark.requirement("M108")
def test_nothing_is_threatened_that_is_not_planned() -> None:
    no_court = threatening('deadline = "8d"\n    announces = ["court"]')
    no_date = threatening('announces = ["agency"]')
    no_stop = threatening('deadline = "8d"\n    announces = ["stop-deliveries"]')

    assert faults(no_court) == ["there is no step `court`"]
    assert faults(no_date) == [
        "what a step announces follows its deadline, but there is no `deadline`"
    ]
    assert faults(no_stop) == ["`stop-deliveries` is announced, and nothing later puts it in force"]


POSSIBLE: Final = parse_scenario(
    threatening('deadline = "8d"\n    announces = ["agency"]', 'when = "amount_due >= 500.00"'),
    name="threats.toml",
)


@pytest.mark.requirement("M108")
def test_a_threat_that_is_not_possible_becomes_a_task_and_not_a_second_letter() -> None:
    large, small = owing("900.00", by="LARGE"), owing("90.00", by="SMALL")

    assert keep(POSSIBLE, large, "2026-03-23", "2026-04-01")[0] == [
        "2026-03-23 warning",
        "2026-04-01 agency",
    ]
    lines, warned = keep(POSSIBLE, small, "2026-03-23", "2026-03-31")
    assert lines == ["2026-03-23 warning"]
    (task,) = decide(POSSIBLE, warned, as_of=day("2026-04-01")).next_actions
    assert (task.do, task.reason, task.step, task.channel) == ("task", "announced", None, None)


PATIENT: Final = ladder(
    "patient",
    """\
on_closed_day = "keep"

[contact]
gap         = "2d"
at_most     = ["3 per 14d"]
hours       = { mon-fri = ["09:00-12:00", "14:00-18:00"] }
closed_days = false
quiet       = { refusal = "20d" }

[[step]]
id      = "every-day"
at      = "due + 1d"
channel = "phone"
repeat  = { every = "1d" }
""",
)


@pytest.mark.requirement("M108")
def test_a_scenario_that_would_call_every_day_is_kept_from_harassing() -> None:
    lines, called = keep(PATIENT, owing("900.00"), "2026-03-03", "2026-03-11")
    no = called.record(Reply(id="R1", date=day("2026-03-12"), reason="refusal"))

    assert lines == [
        "2026-03-03 every-day",
        "2026-03-05 every-day",
        "2026-03-09 every-day",  # two days on, the 7th, is a Saturday
    ]
    (capped,) = decide(PATIENT, called, as_of=day("2026-03-11")).held
    assert (capped.rule, capped.until) == ("cap", day("2026-03-17"))
    (quiet,) = decide(PATIENT, no, as_of=day("2026-03-17")).held
    assert (quiet.rule, quiet.until) == ("quiet", day("2026-04-01"))
    (call,) = decide(PATIENT, no, as_of=day("2026-04-01")).next_actions
    assert [str(hours) for hours in call.window.hours] == ["09:00-12:00", "14:00-18:00"]


# ------------------------------------------------------------------ an iron hand in a velvet glove

VELVET: Final = ladder(
    "velvet-glove",
    """\
on_closed_day = "keep"

[[step]]
id      = "courtesy"
at      = "due - 5d"
channel = "email"
tone    = "neutral"

[[step]]
id      = "call"
at      = "due + 5d"
channel = "phone"
tone    = "neutral"

[[step]]
id        = "notice"
at        = "due + 30d"
channel   = "registered-letter"
tone      = "neutral"
mandatory = true
deadline  = "8d"
effects   = ["stop-deliveries"]
announces = ["agency"]

[[step]]
id    = "agency"
after = "notice"
do    = "hand-over"
""",
)


@pytest.mark.requirement("M111")
def test_the_tone_may_stay_neutral_however_firm_the_step() -> None:
    account, told = owing("900.00"), []

    for text in ("2026-02-25", "2026-03-07", "2026-04-01"):
        (action,) = decide(VELVET, account, as_of=day(text)).next_actions
        told.append((action.step, str(action.phase), str(action.tone), action.effects))
        account = account.record(action.done(on=day(text)))

    assert told == [
        ("courtesy", "pre-due", "neutral", ()),
        ("call", "amicable", "neutral", ()),
        ("notice", "pre-litigation", "neutral", ("stop-deliveries",)),
    ]
    (agency,) = decide(VELVET, account, as_of=day("2026-04-10")).next_actions
    assert (agency.step, agency.do) == ("agency", "hand-over")


# ------------------------------------------------------------------ an agency, announced first

AGENCY: Final = ladder(
    "agency-announced",
    """\
on_closed_day = "keep"

[[step]]
id      = "reminder"
at      = "due + 10d"
channel = "email"

[[step]]
id        = "agency-announced"
at        = "due + 30d"
channel   = "registered-letter"
mandatory = true
deadline  = "8d"
announces = ["agency"]

[[step]]
id    = "agency"
after = "agency-announced"
do    = "hand-over"
to    = ["agency"]
""",
)


@pytest.mark.requirement("M124")
def test_an_agency_is_announced_by_a_step_of_its_own_and_often_that_is_enough() -> None:
    _, announced = keep(AGENCY, owing("900.00"), "2026-03-12", "2026-04-01")
    paid = Payment(id="P1", date=day("2026-04-06"), amount=Money("900.00", EUR), invoice="F-101")

    assert [row.step for row in announced.actions] == ["reminder", "agency-announced"]
    assert keep(AGENCY, announced, "2026-04-02", "2026-05-31")[0] == ["2026-04-10 agency"]
    assert keep(AGENCY, announced.record(paid), "2026-04-02", "2026-05-31")[0] == []


# ------------------------------------------------------------------ the end of the amicable phase

NOTICE: Final = parse_scenario(
    """
    id            = "notice"
    version       = "1"
    currency      = "EUR"
    if_behind     = "one-at-a-time"
    on_closed_day = "keep"

    [[step]]
    id      = "reminder"
    at      = "due + 5d"
    channel = "email"
    repeat  = { every = "14d" }

    [[step]]
    id        = "formal-notice"
    at        = "due + 30d"
    channel   = "registered-letter"
    mandatory = true
    deadline  = "15d"

    [[step]]
    id    = "court"
    after = "formal-notice"
    do    = "court"
    path  = "fr-injonction-de-payer"
    """,
    name="notice.toml",
)


@pytest.mark.requirement("M126")
def test_the_formal_notice_ends_the_amicable_phase_and_is_on_record() -> None:
    lines, account = keep(NOTICE, owing("900.00"), "2026-03-07", "2026-04-01")
    (*amicable, notice) = account.actions

    assert lines == [
        "2026-03-07 reminder",
        "2026-03-21 reminder",
        "2026-04-01 formal-notice",
    ]
    assert {row.step for row in amicable} == {"reminder"}
    assert (notice.step, notice.date, notice.status) == (
        "formal-notice",
        day("2026-04-01"),
        "done",
    )
    assert [(str(step.id), str(step.phase)) for step in NOTICE.steps] == [
        ("reminder", "amicable"),
        ("formal-notice", "pre-litigation"),
        ("court", "litigation"),
    ]
    assert keep(NOTICE, account, "2026-04-02", "2026-06-30")[0] == ["2026-04-17 court"]


# ------------------------------------------------------------------ a lawyer, then the court

LAWYER: Final = ladder(
    "lawyer",
    """\
on_closed_day = "keep"

[people]
credit-manager = "Credit manager"
lawyer         = "Our lawyer"

[channels]
lawyers-letter = "registered-letter"

[[step]]
id        = "formal-notice"
at        = "due + 30d"
channel   = "registered-letter"
tone      = "firm"
mandatory = true
deadline  = "8d"

[[step]]
id        = "lawyers-notice"
after     = "formal-notice"
channel   = "lawyers-letter"
to        = ["executive"]
from      = "lawyer"
tone      = "formal"
mode      = "confirm:credit-manager"
deadline  = "10d"
announces = ["summons"]

[[step]]
id    = "summons"
after = "lawyers-notice"
do    = "court"
path  = "fr-refere-provision"
when  = "not answered"
""",
)


@pytest.mark.requirement("M139")
def test_a_lawyers_notice_comes_after_our_own_and_is_stronger() -> None:
    ours = keep(LAWYER, owing("8400.00"), "2026-04-01", "2026-04-01")[1]

    (notice,) = decide(LAWYER, ours, as_of=day("2026-04-10")).next_actions

    assert [row.step for row in ours.actions] == ["formal-notice"]
    assert (notice.step, notice.channel) == ("lawyers-notice", "lawyers-letter")
    assert (notice.sender, str(notice.mode)) == ("lawyer", "confirm:credit-manager")
    before, after = LAWYER.steps[:2]
    assert (str(before.tone), str(after.tone)) == ("firm", "formal")
    assert notice.deadline_on == day("2026-04-20")


@pytest.mark.requirement("M140")
def test_silence_of_ten_days_after_the_lawyers_notice_leads_to_court() -> None:
    _, warned = keep(LAWYER, owing("8400.00"), "2026-04-01", "2026-04-10")
    offer = Reply(id="R1", date=day("2026-04-15"), reason="difficulty")

    assert keep(LAWYER, warned, "2026-04-11", "2026-04-30")[0] == ["2026-04-21 summons"]
    (court,) = decide(LAWYER, warned, as_of=day("2026-04-21")).next_actions
    assert (court.do, str(court.phase), court.days_late) == ("court", "litigation", 0)
    talks = decide(LAWYER, warned.record(offer), as_of=day("2026-04-21"))
    assert [(action.do, action.reason) for action in talks.next_actions] == [("task", "announced")]
