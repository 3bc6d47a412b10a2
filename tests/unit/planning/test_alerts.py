import attrs
import pytest
from debtors import TODAY, day, eur, owing, short_scenario

from dunnix.conditions import ConditionError
from dunnix.facts import BUILT_IN, Fact
from dunnix.model import Account, Action, CallBack, FactValue, Invoice, PromiseToPay, Task
from dunnix.money import Money
from dunnix.planning import ALERT_FACTS, Alert, AlertRule, agenda, alerts, standard_alerts
from dunnix.planning.alert_facts import facts_of, view_of


def rule(when: str) -> AlertRule:
    return AlertRule(id="rule", when=when, reason="because")


def standard(name: str) -> AlertRule:
    return next(each for each in standard_alerts() if each.id == name)


def with_facts(account: Account, **facts: FactValue) -> Account:
    return attrs.evolve(account, debtor=attrs.evolve(account.debtor, facts=facts))


@pytest.mark.requirement("M36")
def test_who_is_overdue_and_was_not_contacted_for_too_long_is_told_with_the_first_day() -> None:
    quiet, called = owing(name="D1"), owing(name="D2")
    call = Action(
        id="A1", step="call", date=day(20), status="done", channel="phone", invoices=["F-D2"]
    )

    found = alerts(standard("not-contacted"), [called.record(call), quiet], as_of=day(28))

    assert found == (
        Alert(
            rule="not-contacted",
            debtor="D1",
            reason="overdue, and nobody has been in touch for more than 14 days",
            since=day(19),
        ),
    )


def test_two_broken_promises_are_told() -> None:
    promises = [
        PromiseToPay(
            id=f"P{number}", made_on=day(number), due_by=day(number + 2), amount=eur("9.00")
        )
        for number in (1, 10)
    ]
    account = owing().record(*promises)

    found = alerts(standard("promises-broken"), account, as_of=day(20))

    assert [(each.debtor, each.since) for each in found] == [("D1", day(13))]
    assert alerts(standard("promises-broken"), account, as_of=day(12)) == ()


@pytest.mark.requirement("M22")
def test_a_call_that_was_not_made_on_its_day_is_told_until_somebody_calls() -> None:
    account = owing().record(CallBack(id="C1", date=TODAY, until=day(9)))
    late = account.record(
        Action(id="A1", step="call", date=day(11), status="done", channel="phone")
    )

    assert alerts(standard("call-back-missed"), account, as_of=day(9)) == ()
    assert [
        each.since for each in alerts(standard("call-back-missed"), account, as_of=day(11))
    ] == [day(10)]
    assert alerts(standard("call-back-missed"), late, as_of=day(12)) == ()


def test_a_review_in_the_past_is_told_from_the_day_the_host_keeps() -> None:
    account = with_facts(owing(), next_review="2026-02-09")

    assert alerts(standard("review-missed"), account, as_of=day(9)) == ()
    assert [each.since for each in alerts(standard("review-missed"), account, as_of=day(12))] == [
        day(10)
    ]


def test_what_a_host_does_not_say_is_reported_as_unknown() -> None:
    (found,) = alerts(standard("review-missed"), owing(), as_of=day(12))

    assert found.is_unknown
    assert (found.unknown, found.since) == (("debtor.days_past_review",), None)


def test_a_missing_fact_that_decides_nothing_is_not_reported() -> None:
    settled = Account(debtor=owing().debtor)

    assert alerts(standard("review-missed"), settled, as_of=day(12)) == ()


def test_a_rule_on_ignorance_itself_may_be_meant() -> None:
    found = alerts(rule("not known(debtor.days_since_contact)"), owing(), as_of=day(12))

    assert [(each.debtor, each.is_unknown) for each in found] == [("D1", False)]


def test_amounts_are_judged_by_currency() -> None:
    account = owing("90.00").record(Invoice(id="F-2", due_date=day(4), amount=Money("900", "JPY")))

    found = alerts(rule("debtor.overdue > 100.00"), account, as_of=day(12))

    assert [(each.currency, each.since) for each in found] == [("JPY", day(5))]


def test_facts_of_the_host_are_declared() -> None:
    segment = Fact(name="debtor.segment", kind="choice", choices=("key", "small"))
    account = with_facts(owing(), segment="key")

    found = alerts(
        rule('debtor.segment == "key"'), [account, owing(name="D2")], as_of=day(12), facts=[segment]
    )

    assert [(each.debtor, each.unknown) for each in found] == [
        ("D1", ()),
        ("D2", ("debtor.segment",)),
    ]


@pytest.mark.parametrize(
    ("kind", "value", "when"),
    [
        ("integer", "80", "debtor.own > 50"),
        ("flag", "true", "debtor.own"),
        ("money", "80.00", "debtor.own > 50.00"),
        ("text", "Cafe\u0301", 'debtor.own == "Caf\u00e9"'),
    ],
)
def test_a_fact_written_as_text_is_read_as_its_kind(kind: str, value: str, when: str) -> None:
    own = Fact(name="debtor.own", kind=kind)

    found = alerts(rule(when), with_facts(owing(), own=value), as_of=day(12), facts=[own])

    assert [(each.debtor, each.unknown) for each in found] == [("D1", ())]


@pytest.mark.parametrize(
    ("kind", "value", "when"),
    [
        ("integer", "many", "debtor.own > 50"),
        ("integer", True, "debtor.own > 50"),
        ("money", "much", "debtor.own > 50.00"),
        ("money", Money("80", "JPY"), "debtor.own > 50.00"),
    ],
)
def test_what_is_not_of_its_kind_is_unknown(kind: str, value: FactValue, when: str) -> None:
    own = Fact(name="debtor.own", kind=kind)

    (found,) = alerts(rule(when), with_facts(owing(), own=value), as_of=day(12), facts=[own])

    assert found.unknown == ("debtor.own",)


def test_an_amount_no_host_gave_is_the_one_declared() -> None:
    own = Fact(name="debtor.own", kind="money", if_missing="80.00")

    found = alerts(rule("debtor.own > 50.00"), owing(), as_of=day(12), facts=[own])

    assert [(each.debtor, each.currency) for each in found] == [("D1", "EUR")]


def test_agenda_and_alert_agree_on_whether_a_call_was_made() -> None:
    spoken = Action(id="A1", step="call", date=day(8), status="done", channel="phone")
    told = attrs.evolve(spoken, date=day(10), outcome="reached")
    account = owing(due=day(4)).record(CallBack(id="C1", date=TODAY, until=day(9)), spoken, told)

    listed = agenda(short_scenario(), account, as_of=day(11), days=0).entries
    missed = alerts(standard("call-back-missed"), account, as_of=day(11))

    assert [each.answers for each in listed if each.kind == "call-back"] == ["C1"]
    assert [each.debtor for each in missed] == ["D1"]


def test_what_has_held_for_more_than_a_quarter_has_no_first_day() -> None:
    (found,) = alerts(rule("debtor.overdue_invoices > 0"), owing(), as_of=day(1, 9))

    assert found.since is None
    assert not found.is_unknown


def test_bad_rows_leave_every_rule_unknown() -> None:
    row = owing().to_dict() | {"disputes": [{"id": "X1", "opened_on": "2026-02-30"}]}

    (found,) = alerts(standard("not-contacted"), Account.from_dict(row), as_of=day(28))

    assert found.unknown == ("data-problem",)


def test_a_fact_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConditionError, match=r"there is no fact `debtor\.contry`"):
        alerts(rule('debtor.contry == "FR"'), owing(), as_of=TODAY)


def test_alerts_come_by_rule_then_debtor() -> None:
    rules = [AlertRule(id=name, when="debtor.open_invoices > 0", reason="open") for name in "ba"]
    accounts = [owing(name="D2"), owing(name="D1")]

    found = alerts(rules, accounts, as_of=TODAY)

    assert [(each.rule, each.debtor) for each in found] == [
        ("b", "D1"), ("b", "D2"), ("a", "D1"), ("a", "D2"),
    ]  # fmt: skip


def test_every_fact_of_an_alert_has_a_value() -> None:
    account = owing("90.00").record(
        Task(id="T1", due_on=day(3), kind="check"),
        CallBack(id="C1", date=day(3), until=day(6)),
        Action(id="A1", step="call", date=day(5), status="done", channel="phone"),
    )

    found = facts_of(view_of(account, day(12), "EUR"), ALERT_FACTS)

    assert found == {
        "debtor.party": None,
        "debtor.country": None,
        "debtor.language": None,
        "debtor.owner": "lea",
        "debtor.open": 9000,
        "debtor.overdue": 9000,
        "debtor.open_invoices": 1,
        "debtor.overdue_invoices": 1,
        "debtor.days_past_due": 8,
        "debtor.average_days_late": None,
        "debtor.paid_late_percent": None,
        "debtor.broken_promises": 0,
        "debtor.kept_promises": 0,
        "debtor.days_since_contact": 7,
        "debtor.days_without_contact": 7,
        "debtor.contacts_30d": 1,
        "debtor.last_reason": None,
        "debtor.over_credit_limit": None,
        "debtor.days_to_payment_run": None,
        "debtor.has_portal": False,
        "debtor.purchase_order_required": None,
        "debtor.missed_call_backs": 1,
        "debtor.late_tasks": 1,
        "debtor.days_past_review": None,
    }


def test_an_alert_may_read_every_fact_of_the_debtor_that_a_scenario_may() -> None:
    of_debtors = {name for name in BUILT_IN.names if name.startswith("debtor.")}

    assert of_debtors <= set(ALERT_FACTS.names)
