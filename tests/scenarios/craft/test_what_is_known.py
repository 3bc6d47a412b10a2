"""What is known of a customer before and beside its invoices: risk, sureties, incidents, habits."""

import datetime as dt
from typing import Any, Final

import pytest
from craft_cases import ladder
from diary import keep

from dunnix import (
    Account,
    AlertRule,
    Debtor,
    Decision,
    Invoice,
    Money,
    Payment,
    PaymentHistory,
    alerts,
    decide,
    parse_strategy,
    payment_profile,
)
from dunnix.facts import Fact, FactKind

EUR: Final = "EUR"
TODAY: Final = dt.date(2026, 3, 20)


def customer(name: str, **facts: Any) -> Account:
    """Give a customer who owes nothing yet."""
    return Account(debtor=Debtor(id=name, facts=facts))


def owing(name: str, *, history: PaymentHistory | None = None, **facts: Any) -> Account:
    """Give a customer with one invoice, due on 2 March 2026."""
    invoice = Invoice(id="F-101", due_date=dt.date(2026, 3, 2), amount=Money("900.00", EUR))
    debtor = Debtor(id=name, facts=facts)
    return Account(debtor=debtor, invoices=[invoice], history=history or PaymentHistory())


# ------------------------------------------------------------------ before credit is given

SCORE: Final = Fact(
    name="debtor.credit_score",
    kind=FactKind.INTEGER,
    meaning="what a rating agency gives, from 0 to 100",
)
TOO_LOW: Final = AlertRule(
    id="no-credit",
    when="debtor.credit_score < 40",
    reason="the score is too low: cash in advance",
)


@pytest.mark.requirement("M157")
def test_a_new_customer_of_unknown_or_low_score_is_told_before_there_is_an_invoice() -> None:
    new = [customer("GOOD", credit_score=80), customer("NEW"), customer("WEAK", credit_score=25)]

    found = alerts(TOO_LOW, new, as_of=TODAY, facts=[SCORE])

    assert [(each.debtor, each.is_unknown, each.unknown) for each in found] == [
        ("NEW", True, ("debtor.credit_score",)),
        ("WEAK", False, ()),
    ]
    assert found[1].reason == "the score is too low: cash in advance"


# ------------------------------------------------------------------ what chooses the scenario

STRATEGY: Final = parse_strategy(
    """
    id       = "whom-to-trust"
    version  = "1"
    currency = "EUR"

    [facts.debtor]
    credit_score      = { type = "integer" }       # 0 to 100; without one nobody is dunned
    balance_sheet     = { type = "choice", values = ["sound", "weak"], if_missing = "sound" }
    sector            = { type = "text", if_missing = "" }
    payment_incidents = { type = "integer", if_missing = 0 }
    margin_percent    = { type = "integer", if_missing = 20 }
    getting_worse     = { type = "bool", if_missing = false }

    [[assign]]
    when     = "debtor.credit_score < 40"
    scenario = "fr-risky"
    switch   = "at-once"

    [[assign]]
    when     = "debtor.balance_sheet == 'weak'"
    scenario = "fr-risky"

    [[assign]]
    when     = "debtor.sector in ('building', 'catering') and debtor.credit_score < 60"
    scenario = "fr-risky"

    [[assign]]
    when     = "debtor.payment_incidents >= 1"
    scenario = "fr-risky"

    [[assign]]
    when     = "debtor.margin_percent < 5"
    scenario = "fr-risky"

    [[assign]]
    when     = "debtor.margin_percent >= 40"
    scenario = "fr-key-account"

    [[assign]]
    when     = "debtor.getting_worse"
    scenario = "fr-risky"

    [[assign]]
    scenario = "fr-b2b"

    [[priority]]
    points = 15
    when   = "debtor.sector in ('building', 'catering')"
    reason = "a sector in which many fail"
    """,
    name="whom-to-trust.toml",
)


def chosen(decision: Decision) -> tuple[str, str, str | None]:
    """Give the scenario, the condition of the rule that chose it, and the step it leads to."""
    (action,) = decision.next_actions
    return decision.scenario.partition("@")[0], condition(decision), action.step


def condition(decision: Decision) -> str:
    """Give the condition of the rule that fits; the last rule has none."""
    found, strategy = decision.assignment, decision.strategy
    if found is None or found.rule is None or strategy is None:
        return "nothing can be told"
    when = strategy.assign[found.rule - 1].when
    return "otherwise" if when is None else when.text


@pytest.mark.requirement("M158")
def test_a_score_from_outside_chooses_the_scenario_and_an_unknown_one_holds() -> None:
    good = decide(STRATEGY, owing("GOOD", credit_score=80), as_of=TODAY)
    weak = decide(STRATEGY, owing("WEAK", credit_score=25), as_of=TODAY)
    unknown = decide(STRATEGY, owing("NEW"), as_of=TODAY)

    assert chosen(good) == ("fr-b2b", "otherwise", "reminder")
    assert chosen(weak) == ("fr-risky", "debtor.credit_score < 40", "formal-notice")
    assert [(each.receivable, str(each.reason)) for each in unknown.held] == [
        ("F-101", "fact-missing")
    ]


@pytest.mark.requirement("M162")
def test_weak_financial_statements_lead_to_the_stricter_scenario() -> None:
    sound = owing("SOUND", credit_score=80, balance_sheet="sound")
    weak = owing("WEAK", credit_score=80, balance_sheet="weak")

    assert chosen(decide(STRATEGY, sound, as_of=TODAY)) == ("fr-b2b", "otherwise", "reminder")
    assert chosen(decide(STRATEGY, weak, as_of=TODAY)) == (
        "fr-risky",
        "debtor.balance_sheet == 'weak'",
        "formal-notice",
    )


@pytest.mark.requirement("M163")
def test_in_a_risky_sector_a_middling_score_is_too_low_and_all_of_it_is_more_urgent() -> None:
    builder = owing("BUILDER", credit_score=55, sector="building")
    baker = owing("BAKER", credit_score=55, sector="bakery")

    risky, usual = (decide(STRATEGY, each, as_of=TODAY) for each in (builder, baker))

    assert chosen(risky) == (
        "fr-risky",
        "debtor.sector in ('building', 'catering') and debtor.credit_score < 60",
        "formal-notice",
    )
    assert risky.next_actions[0].priority_reasons == ("a sector in which many fail",)
    assert chosen(usual) == ("fr-b2b", "otherwise", "reminder")
    assert usual.next_actions[0].priority_reasons == ()


@pytest.mark.requirement("M164")
def test_profitability_joins_in_choosing_the_scenario() -> None:
    losing, usual, best = (
        decide(STRATEGY, owing(name, credit_score=80, margin_percent=margin), as_of=TODAY)
        for name, margin in (("LOSING", 3), ("USUAL", 20), ("BEST", 45))
    )

    assert chosen(losing) == ("fr-risky", "debtor.margin_percent < 5", "formal-notice")
    assert chosen(usual) == ("fr-b2b", "otherwise", "reminder")
    assert chosen(best) == ("fr-key-account", "debtor.margin_percent >= 40", "reminder")


# ------------------------------------------------------------------ incidents and habits


@pytest.mark.requirement("M161")
def test_incidents_known_from_elsewhere_lead_to_the_stricter_scenario() -> None:
    never = owing("NEVER", credit_score=80, payment_incidents=0)
    once = owing("ONCE", credit_score=80, payment_incidents=1)

    assert chosen(decide(STRATEGY, never, as_of=TODAY)) == ("fr-b2b", "otherwise", "reminder")
    assert chosen(decide(STRATEGY, once, as_of=TODAY)) == (
        "fr-risky",
        "debtor.payment_incidents >= 1",
        "formal-notice",
    )


@pytest.mark.requirement("M161")
def test_a_direct_debit_that_came_back_is_an_incident_and_called_about_at_once() -> None:
    bounced = Payment(
        id="DD-1",
        date=dt.date(2026, 3, 2),
        amount=Money("900.00", EUR),
        invoice="F-101",
        reversed_on=dt.date(2026, 3, 5),
    )
    account = owing("MARTIN", credit_score=80).record(bounced)

    before = decide(STRATEGY, account, as_of=dt.date(2026, 3, 4))
    (call,) = decide(STRATEGY, account, as_of=dt.date(2026, 3, 5)).next_actions

    assert (before.next_actions, before.held) == ((), ())
    assert (call.step, call.channel, str(call.tone)) == ("payment-came-back", "phone", "firm")
    assert (call.answers, call.amount_due) == ("DD-1", Money("900.00", EUR))


def paying(*days_late: int) -> Account:
    """Give a customer with an invoice due on the first of each month, each paid some days late.

    The first is due on 1 April 2025.
    """
    months = [dt.date(2025 + month // 12, month % 12 + 1, 1) for month in range(3, 15)]
    invoices = [
        Invoice(id=f"F-{due:%m}", due_date=due, amount=Money("500.00", EUR)) for due in months
    ]
    payments = [
        Payment(
            id=f"P-{due:%m}",
            date=due + dt.timedelta(late),
            amount=Money("500.00", EUR),
            invoice=f"F-{due:%m}",
        )
        for due, late in zip(months, days_late, strict=True)
    ]
    debtor = Debtor(id="HOLZER", facts={"credit_score": 80})
    return Account(debtor=debtor, invoices=invoices, payments=payments)


@pytest.mark.requirement("M165")
def test_habits_that_worsen_are_told_early_and_lead_to_the_stricter_scenario() -> None:
    account = paying(0, 1, -1, 0, 1, -1, 6, 8, 9, 9, 12, 10)

    (autumn,) = payment_profile(account, as_of=dt.date(2025, 10, 1))
    (spring,) = payment_profile(account, as_of=dt.date(2026, 3, 15))

    assert (autumn.payments, autumn.flags) == (6, ())
    assert (spring.payments, str(spring.trend_days), spring.flags) == (12, "9", ("worsening",))
    steady, worse = (
        owing("HOLZER", credit_score=80, getting_worse="worsening" in found.flags)
        for found in (autumn, spring)
    )
    assert chosen(decide(STRATEGY, steady, as_of=TODAY)) == ("fr-b2b", "otherwise", "reminder")
    assert chosen(decide(STRATEGY, worse, as_of=TODAY)) == (
        "fr-risky",
        "debtor.getting_worse",
        "formal-notice",
    )


# ------------------------------------------------------------------ deposits and sureties

SURETY: Final = ladder(
    "sureties",
    """\
on_closed_day = "keep"

[facts.debtor]
surety = { type = "money", if_missing = "0.00" }

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

[[step]]
id    = "call-on-the-surety"
after = "formal-notice"
do    = "task"
when  = "debtor.surety > 0.00"

[[step]]
id    = "agency"
after = "formal-notice + 40d"
do    = "hand-over"
""",
)


@pytest.mark.requirement("M160")
def test_a_deposit_is_taken_off_what_is_asked_for() -> None:
    deposit = Payment(id="DEPOSIT", date=dt.date(2026, 1, 15), amount=Money("300.00", EUR))
    account = owing("MARTIN").record(deposit)

    (reminder,) = decide(SURETY, account, as_of=dt.date(2026, 3, 12)).next_actions

    assert (reminder.step, reminder.amount_due) == ("reminder", Money("600.00", EUR))


@pytest.mark.requirement("M160")
def test_a_surety_is_called_on_before_the_case_is_handed_over() -> None:
    without = owing("WITHOUT")
    secured = owing("SECURED", surety=Money("500.00", EUR))

    assert keep(SURETY, without, "2026-04-01", "2026-05-11")[0] == [
        "2026-04-01 formal-notice",
        "2026-05-11 agency",
    ]
    assert keep(SURETY, secured, "2026-04-01", "2026-05-11")[0] == [
        "2026-04-01 formal-notice",
        "2026-04-10 call-on-the-surety",
        "2026-05-11 agency",
    ]
