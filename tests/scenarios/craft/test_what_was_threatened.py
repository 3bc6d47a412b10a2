"""What was said or threatened is followed once, by what it speaks of, and never before its time."""

import datetime as dt

from craft_cases import day, euros, ladder
from diary import keep

from dunnix import (
    Account,
    Debtor,
    Instalment,
    Invoice,
    Payment,
    PaymentPlan,
    Reply,
    decide,
    load_scenario,
)

FR = load_scenario("fr-b2b")
F101 = Invoice(id="F-101", due_date=day("2026-03-02"), amount=euros("900.00"))
NO = Reply(id="R1", date=day("2026-03-10"), reason="refusal")


def test_a_plan_that_is_kept_gets_no_formal_notice_for_what_was_said_before_it() -> None:
    account = Account(debtor=Debtor(id="MARTIN"), invoices=[F101], happenings=[NO])
    _, account = keep(FR, account, "2026-03-10", "2026-03-10")  # answered
    instalments = [
        Instalment(number=1, due_date=day("2026-03-16"), amount=euros("400.00")),
        Instalment(number=2, due_date=day("2026-04-10"), amount=euros("500.00")),
    ]
    plan = PaymentPlan(
        id="PLAN",
        agreed_on=day("2026-03-11"),
        invoices=["F-101"],
        status="signed",
        instalments=instalments,
    )
    kept = [
        Payment(id="P1", date=day("2026-03-16"), amount=euros("400.00"), invoice="PLAN#1"),
        Payment(id="P2", date=day("2026-04-10"), amount=euros("500.00"), invoice="PLAN#2"),
    ]
    lines, _ = keep(FR, account.record(plan, *kept), "2026-03-11", "2026-04-30")
    assert [line for line in lines if "courtesy" not in line] == []


def test_what_is_not_due_yet_gets_no_formal_notice_and_no_agency() -> None:
    later = Invoice(
        id="F-200", issue_date=day("2026-03-01"), due_date=day("2026-04-15"), amount=euros("500.00")
    )
    account = Account(debtor=Debtor(id="MARTIN"), invoices=[F101, later], happenings=[NO])
    found = []
    for number in range(36):  # 10 March to 14 April
        on = day("2026-03-10") + dt.timedelta(number)
        for action in decide(FR, account, as_of=on).next_actions:
            found += [(str(on), action.step) for line in action.receivables if line.id == "F-200"]
            account = account.record(
                action.done(on=on) if action.step else action.as_task(due_on=on, done_on=on)
            )
    assert [each for each in found if each[1] in ("formal-notice", "agency")] == []


THREAT = ladder(
    "t",
    """\
on_closed_day = "keep"
[[step]]
id = "warning"
at = "due + 10d"
channel = "letter"
deadline = "8d"
announces = ["agency"]
[[step]]
id = "agency"
at = "due + 60d"
do = "hand-over"
when = "amount_due >= 1000.00"
""",
)


def test_a_task_announced_that_was_done_does_not_come_again_each_day() -> None:
    lines, _ = keep(
        THREAT, Account(debtor=Debtor(id="M"), invoices=[F101]), "2026-03-02", "2026-04-30"
    )
    assert lines == ["2026-03-12 warning", "2026-03-21 announced"]


EFFECT = ladder(
    "t",
    """\
on_closed_day = "keep"
[[step]]
id = "warning"
at = "due + 10d"
channel = "letter"
deadline = "8d"
announces = ["stop-deliveries"]
[[step]]
id = "stop"
at = "due + 60d"
channel = "email"
effects = ["stop-deliveries"]
""",
)


def test_an_effect_that_was_announced_comes_once_the_deadline_has_passed() -> None:
    lines, _ = keep(
        EFFECT, Account(debtor=Debtor(id="M"), invoices=[F101]), "2026-03-02", "2026-05-30"
    )
    assert lines == ["2026-03-12 warning", "2026-03-21 stop"]


REPEATED = ladder(
    "t",
    """\
[[step]]
id = "call"
at = "due + 1d"
channel = "phone"
repeat = { every = "5d", times = 2 }
""",
)


def test_a_step_done_again_waits_for_an_open_day() -> None:
    account = Account(debtor=Debtor(id="M"), invoices=[F101])

    lines, _ = keep(REPEATED, account, "2026-03-02", "2026-04-30")

    # Five days after Tuesday the 3rd is a Sunday, and five after Monday the 9th a Saturday.
    assert lines == ["2026-03-03 call", "2026-03-09 call", "2026-03-16 call"]
