"""Late interest, fixed sums and fees in a decision: what is claimed beside the amount in play."""

import datetime as dt
from typing import Any, cast

import attrs
import pytest
from engine_cases import acted, ask, ask_by, eur, invoice, ladder, on, only, paid, step

from dunnix.engine import Decision, decide
from dunnix.interest import (
    Certainty,
    Circumstances,
    Jurisdiction,
    PointsPeriod,
    RatePeriod,
    RateTable,
    Regime,
    jurisdiction,
    late_interest,
)
from dunnix.metrics import age_receivables
from dunnix.model import (
    Account,
    AnyRow,
    Debtor,
    Dispute,
    Extension,
    Insolvency,
    Instalment,
    Invoice,
    PaymentPlan,
    Waiver,
)
from dunnix.money import Money
from dunnix.scenario import AssignRule, Scenario, Strategy

MAIL = step("mail", "due + 1d")
CLAIM = step("claim", "due + 10d", effects=["late-interest", "recovery-indemnity"])
CALL = step("call", "due + 40d", channel="phone")
FRENCH = ladder(MAIL, CLAIM, CALL, late_payment={"law": "fr"})


def company(*rows: AnyRow, **keys: Any) -> Account:
    return Account(debtor=Debtor(id="D1", **{"party": "company"} | keys)).record(*rows)


def amounts(decision: Decision) -> dict[str, tuple[str | None, str | None]]:
    """Give by receivable the interest and the fixed sum its action claims."""
    return {
        line.id: (_text(line.interest), _text(line.indemnity))
        for action in decision.next_actions
        for line in action.receivables
    }


def _text(amount: Money | None) -> str | None:
    return None if amount is None else amount.amount_text()


def in_dollars(name: str, amount: str, **keys: Any) -> Invoice:
    return attrs.evolve(invoice(name, **keys), amount=Money(amount, "USD"))


def in_force(decision: Decision) -> dict[tuple[str, str], str | None]:
    return {(each.receivable, str(each.name)): _text(each.amount) for each in decision.effects}


@pytest.mark.requirement("M119")
def test_the_step_that_brings_late_interest_claims_it_and_the_fixed_sum() -> None:
    account = company(invoice("F-1", amount="1000.00"))

    decision = ask(FRENCH, account, 10)

    action = only(decision)
    stated = late_interest(account, "fr", as_of=on(10)).total("EUR")
    assert stated == eur("3.33")  # 1000 x 12.15 % x 10 / 365
    assert (action.interest, action.indemnity) == (stated, eur("40.00"))
    assert action.amount_due == eur("1000.00")
    assert action.claimed == eur("1043.33")
    assert action.receivables[0].claimed == eur("1043.33")
    assert action.interest_unknown_since is None


def test_without_the_table_effects_stay_names() -> None:
    account = company(invoice("F-1", amount="1000.00"), acted("claim", 10, "F-1"))

    decision = ask(ladder(MAIL, CLAIM, CALL), account, 41)

    action = only(decision)
    assert (action.interest, action.indemnity, action.claimed) == (None, None, eur("1000.00"))
    assert {each.amount for each in decision.effects} == {None}


def test_a_later_step_claims_what_an_earlier_one_put_in_force() -> None:
    account = company(invoice("F-1", amount="1000.00"), acted("claim", 10, "F-1"))

    decision = ask(FRENCH, account, 40)

    assert only(decision).effects == ()
    assert amounts(decision) == {"F-1": ("13.32", "40.00")}
    assert in_force(decision) == {
        ("F-1", "late-interest"): "13.32",
        ("F-1", "recovery-indemnity"): "40.00",
    }


def test_each_receivable_adds_its_share_and_one_that_only_goes_along_adds_none() -> None:
    account = company(invoice("F-1", amount="1000.00"), invoice("F-2", 5, amount="500.00"))

    decision = ask(FRENCH, account, 10)

    assert amounts(decision) == {"F-1": ("3.33", "40.00"), "F-2": (None, None)}
    assert only(decision).interest == eur("3.33")
    assert only(decision).claimed == eur("1543.33")


def test_part_payments_lower_the_interest_of_the_days_after_them() -> None:
    account = company(
        invoice("F-1", amount="1000.00"), paid("F-1", 5, "600.00"), acted("claim", 10, "F-1")
    )

    (late,) = [each for each in ask(FRENCH, account, 20).effects if each.name == "late-interest"]

    assert late.amount == late_interest(account, "fr", as_of=on(20)).total("EUR") == eur("3.66")


def test_a_law_that_says_nothing_of_the_debtor_adds_nothing() -> None:
    account = company(invoice("F-1", amount="1000.00"), party=None)

    action = only(ask(FRENCH, account, 10))

    assert (action.interest, action.indemnity, action.claimed) == (None, None, eur("1000.00"))


def test_a_fixed_sum_in_another_currency_than_the_laws_is_not_claimed() -> None:
    account = company(invoice("F-1"), in_dollars("F-2", "1000.00"))
    scenario = ladder(MAIL, CLAIM, late_payment={"law": "fr"}, gap="0d")

    decision = ask(scenario, account, 10)

    assert amounts(decision)["F-2"] == ("3.33", None)
    assert amounts(decision)["F-1"] == ("0.33", "40.00")


def test_a_consumer_owes_interest_from_the_day_after_the_formal_notice() -> None:
    notice = step("notice", "due + 10d", mandatory=True, effects=["late-interest"])
    scenario = ladder(MAIL, notice, CALL, late_payment={"law": "fr"})
    account = company(invoice("F-1", amount="1000.00"), party="consumer")

    before = only(ask(scenario, account, 10))
    sent = account.record(acted("notice", 12, "F-1"))
    after = only(ask(scenario, sent, 40))

    by_notice = Circumstances(notices={"F-1": on(12)})
    stated = late_interest(sent, "fr", as_of=on(40), circumstances=by_notice)
    assert before.interest == eur("0.00")
    assert after.interest == stated.total("EUR")
    assert stated.receivables[0].first_day == on(13)


def test_the_first_notice_counts_and_neither_a_repeat_nor_a_restart_takes_it_back() -> None:
    notice = step("notice", "due + 10d", mandatory=True, effects=["late-interest"])
    scenario = ladder(MAIL, notice, CALL, late_payment={"law": "fr"}, on_part_payment="restart")
    account = company(
        invoice("F-1", amount="1000.00"),
        acted("notice", 12, "F-1", id="N", status="sent"),
        acted("notice", 14, "F-1", id="N", status="delivered", recorded_on=on(14)),
        paid("F-1", 20, "100.00"),
        acted("notice", 40, "F-1"),
        party="consumer",
    )

    (late,) = [each for each in ask(scenario, account, 50).effects if each.name == "late-interest"]

    by_notice = Circumstances(notices={"F-1": on(12)})
    stated = late_interest(account, "fr", as_of=on(50), circumstances=by_notice)
    assert late.since == on(40)
    assert late.amount == stated.total("EUR")


def test_a_notice_that_names_nothing_is_one_for_all_that_was_open() -> None:
    notice = step("notice", "due + 10d", mandatory=True, effects=["late-interest"])
    scenario = ladder(MAIL, notice, CALL, late_payment={"law": "fr"})
    account = company(invoice("F-1", amount="1000.00"), acted("notice", 12), party="consumer")

    by_notice = Circumstances(notices={"F-1": on(12)})
    stated = late_interest(account, "fr", as_of=on(40), circumstances=by_notice)
    assert in_force(ask(scenario, account, 40)) == {
        ("F-1", "late-interest"): _text(stated.total("EUR"))
    }


def test_a_notice_given_under_another_scenario_of_the_strategy_is_one() -> None:
    notice = step("notice", "due + 10d", mandatory=True)
    old = ladder(MAIL, notice, id="old", late_payment={"law": "fr"})
    claim = step("claim", "due + 20d", phase="litigation", effects=["late-interest"])
    new = ladder(MAIL, claim, id="new", late_payment={"law": "fr"})
    strategy = Strategy(
        id="s",
        version="1",
        assign=[
            AssignRule(when="debtor.open_invoices > 9", scenario=old, switch="at-once"),
            AssignRule(scenario=new, switch="at-once"),
        ],
    )
    given = acted("notice", 12, "F-1", scenario="old@1")
    account = company(invoice("F-1", amount="1000.00"), given, party="consumer")

    by_notice = Circumstances(notices={"F-1": on(12)})
    stated = late_interest(account, "fr", as_of=on(30), circumstances=by_notice)
    assert only(ask_by(strategy, account, 30)).interest == stated.total("EUR") > eur("0.00")


def house_law(known_until: dt.date, *, disputed: str = "accrues") -> Jurisdiction:
    table = RateTable(
        id="house",
        periods=[
            RatePeriod(
                valid_from=dt.date(2026, 1, 1),
                valid_until=known_until,
                percent="10",
                source="our contract",
                certainty=Certainty.SOURCE,
            )
        ],
    )
    regime = Regime(
        parties=("company",),
        reference=table,
        points=[PointsPeriod(points="0")],
        disputed=disputed,
    )
    return Jurisdiction(id="house", title="House", regimes=[regime])


def under(law: Jurisdiction, *steps: Any) -> Scenario:
    return ladder(*(steps or (MAIL, CLAIM, CALL)), late_payment={"law": law})


def test_past_the_last_known_rate_the_known_part_is_given_and_since_when_it_isnt() -> None:
    scenario = under(house_law(on(30)))
    account = company(invoice("F-1", amount="3650.00"), acted("claim", 10, "F-1"))

    known, unknown = ask(scenario, account, 30), ask(scenario, account, 45)

    assert {each.amount for each in known.effects if each.name == "late-interest"} == {eur("30.00")}
    action = only(unknown)
    assert (action.interest, action.interest_unknown_since) == (eur("30.00"), on(31))
    effect = unknown.effects[0]
    assert (effect.amount, effect.unknown_since) == (eur("30.00"), on(31))


def test_a_law_that_leaves_the_rate_to_the_contract_knows_none_from_the_first_day() -> None:
    scenario = ladder(MAIL, CLAIM, late_payment={"law": "us"})
    account = company(invoice("F-1", amount="1000.00"))

    action = only(ask(scenario, account, 10))

    assert (action.interest, action.interest_unknown_since) == (eur("0.00"), on(1))
    assert action.indemnity == eur("0.00")


@pytest.mark.parametrize(("disputed", "interest"), [("accrues", "40.00"), ("stops", "30.00")])
def test_whether_a_disputed_part_bears_interest_is_the_laws_word(
    disputed: str, interest: str
) -> None:
    scenario = under(house_law(on(90), disputed=disputed))
    account = company(
        invoice("F-1", amount="3650.00"),
        acted("claim", 10, "F-1"),
        Dispute(id="X", invoice="F-1", opened_on=on(20), resolved_on=on(30), reason="quality"),
    )

    assert in_force(ask(scenario, account, 40))["F-1", "late-interest"] == interest


def test_nothing_accrues_from_the_day_insolvency_proceedings_were_opened() -> None:
    account = company(
        invoice("F-1", amount="1000.00"),
        acted("claim", 10, "F-1"),
        Insolvency(id="I", date=on(15)),
    )

    found = in_force(ask(FRENCH, account, 40))

    until = late_interest(account, "fr", as_of=on(14)).total("EUR")
    assert found == {
        ("F-1", "late-interest"): until.amount_text(),
        ("F-1", "recovery-indemnity"): "0.00",
    }


@pytest.mark.requirement("M78")
def test_an_extension_keeps_the_original_due_date_for_interest_and_ageing() -> None:
    longer = Extension(id="E", date=on(2), until=on(30), invoice="F-1")
    account = company(invoice("F-1", amount="1000.00"), longer)
    plain = company(invoice("F-1", amount="1000.00"))

    paused, after = ask(FRENCH, account, 10), ask(FRENCH, account, 41)
    aged, never = (age_receivables([each], as_of=on(41)) for each in (account, plain))

    assert paused.next_actions == ()
    assert aged == never
    assert only(after).interest == late_interest(plain, "fr", as_of=on(41)).total("EUR")


def test_an_instalment_of_a_plan_carries_the_interest_of_what_the_plan_replaced() -> None:
    plan = PaymentPlan(
        id="PL",
        agreed_on=on(20),
        status="signed",
        invoices=["F-1", "F-2"],
        instalments=[
            Instalment(number=1, due_date=on(30), amount=eur("900.00")),
            Instalment(number=2, due_date=on(60), amount=eur("600.00")),
        ],
    )
    account = company(invoice("F-1", amount="1000.00"), invoice("F-2", amount="500.00"), plan)
    stated = late_interest(account, "fr", as_of=on(31)).total("EUR")

    decision = decide(
        ladder(
            step("claim", "due", effects=["late-interest", "recovery-indemnity"]),
            late_payment={"law": "fr"},
            promise={"tolerance": "5d"},
        ),
        account,
        as_of=on(30),
    )

    assert amounts(decision) == {"PL#1": (_text(stated - eur("0.50")), "80.00")}


def test_the_fixed_sum_of_an_invoice_in_instalments_is_claimed_once() -> None:
    parts = [
        Instalment(number=1, due_date=on(0), amount=eur("400.00")),
        Instalment(number=2, due_date=on(5), amount=eur("600.00")),
    ]
    account = company(
        invoice("F-1", amount="1000.00", instalments=parts),
        acted("claim", 16, "F-1#1", "F-1#2"),
    )

    decision = ask(FRENCH, account, 50)

    assert [each[1] for each in amounts(decision).values()] == ["40.00", "0.00"]


def test_once_its_first_instalment_is_paid_the_fixed_sum_goes_with_the_next() -> None:
    parts = [
        Instalment(number=1, due_date=on(0), amount=eur("400.00")),
        Instalment(number=2, due_date=on(5), amount=eur("600.00")),
    ]
    account = company(
        invoice("F-1", amount="1000.00", instalments=parts),
        acted("claim", 16, "F-1#1", "F-1#2"),
        paid("F-1#1", 20, "400.00"),
    )

    assert in_force(ask(FRENCH, account, 50))["F-1#2", "recovery-indemnity"] == "40.00"


def test_what_stands_beside_the_ladder_asks_for_no_interest() -> None:
    statement = {"id": "monthly", "every": "1m", "channel": "email"}
    scenario = ladder(
        MAIL, CLAIM, late_payment={"law": "fr"}, statements=[statement], contact={}, gap="0d"
    )
    account = company(invoice("F-1", amount="1000.00"), acted("claim", 10, "F-1"))

    action = only(ask(scenario, account, 12))

    assert (action.step, action.interest, action.claimed) == ("monthly", None, eur("0.00"))


def test_a_receivable_that_stays_with_another_scenario_keeps_its_interest() -> None:
    old = ladder(MAIL, CLAIM, late_payment={"law": "fr"}, id="old")
    new = ladder(
        MAIL,
        step("phone", "due + 40d", channel="phone", tone="firm"),
        late_payment={"law": "fr"},
        id="new",
    )
    strategy = Strategy(
        id="s",
        version="1",
        assign=[
            AssignRule(when="debtor.open_invoices > 9", scenario=old, switch="at-once"),
            AssignRule(scenario=new, switch="at-once"),
        ],
    )
    done = acted("claim", 10, "F-1", scenario="old@1")
    account = company(invoice("F-1", amount="1000.00"), done)

    decision = ask_by(strategy, account, 40)

    assert amounts(decision) == {"F-1": ("13.32", "40.00")}


# Facts.


def reading(condition: str, **keys: Any) -> Scenario:
    firm = step("firm", "due + 2d", when=condition)
    return ladder(MAIL, firm, **{"late_payment": {"law": "fr"}} | keys)


RICH = "known(interest_due) and interest_due >= 10.00"


def test_a_condition_reads_the_interest_due_on_what_the_action_covers() -> None:
    account = company(
        invoice("F-1", amount="1000.00"),
        invoice("F-2", amount="2000.00", creditor="other"),
        acted("mail", 1, "F-1", "F-2"),
    )
    scenario = reading(RICH, gap="0d")

    by_day = {
        day: [each.receivables[0].id for each in ask(scenario, account, day).next_actions]
        for day in (15, 16, 30, 31)
    }

    assert by_day == {15: [], 16: ["F-2"], 30: ["F-2"], 31: ["F-1", "F-2"]}


def test_what_reads_interest_is_asked_about_again_tomorrow() -> None:
    account = company(invoice("F-1", amount="1000.00"), acted("mail", 1, "F-1"))

    reads, plain = ask(reading(RICH), account, 10), ask(reading("amount_due > 0.00"), account, 1)

    assert reads.next_review == on(11)
    assert [(each.reason, each.until) for each in reads.held] == [("waiting", None)]
    assert plain.next_review is not None


def test_what_waits_for_interest_to_grow_names_no_day() -> None:
    account = company(invoice("F-1", amount="1000.00"), acted("mail", 1, "F-1"))

    (why,) = ask(reading(RICH), account, 10).why_not("firm")

    assert "found `interest_due` = 3.33 EUR" in str(why)
    assert "becomes true" not in str(why)


def test_a_repeat_that_waits_for_interest_to_grow_is_not_finished() -> None:
    again = step(
        "again",
        "due + 1d",
        when="known(interest_due) and interest_due < 1.00",
        repeat={"every": "2d"},
    )
    rich = step("again", "due + 1d", when=RICH, repeat={"every": "2d"})
    account = company(invoice("F-1", amount="1000.00"), acted("again", 2, "F-1"))
    first, other = (
        ask(ladder(each, late_payment={"law": "fr"}), account, 9) for each in (again, rich)
    )

    assert [(str(each.reason), each.until) for each in first.held] == [("waiting", None)]
    assert [(str(each.reason), each.until) for each in other.held] == [("waiting", None)]


def test_a_tone_that_reads_interest_is_asked_about_again_tomorrow() -> None:
    scenario = ladder(MAIL, CALL, late_payment={"law": "fr"}, tones={"firmer": RICH})
    account = company(invoice("F-1", amount="1000.00"), acted("mail", 1, "F-1"))

    assert ask(scenario, account, 10).next_review == on(11)


@pytest.mark.parametrize(
    ("keys", "debtor"),
    [
        ({"late_payment": None}, {}),
        ({}, {"party": None}),
        ({"late_payment": {"law": jurisdiction("us")}}, {}),
        ({"late_payment": {"law": "eu"}}, {"party": "consumer"}),
    ],
    ids=["no law", "no party", "no rate", "a law silent on consumers"],
)
def test_interest_due_is_unknown_without_a_law_a_party_or_a_rate(
    keys: dict[str, Any], debtor: dict[str, Any]
) -> None:
    account = company(invoice("F-1", amount="1000.00"), acted("mail", 1, "F-1"), **debtor)

    decision = ask(reading(RICH, **keys), account, 40)

    assert [str(each.reason) for each in decision.held] == ["fact-missing"]


def test_nothing_is_reckoned_where_nothing_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def reckoned(*_: object, **__: object) -> None:
        raise AssertionError("nobody asked for it")

    monkeypatch.setattr("dunnix.interest.late_interest", reckoned)
    monkeypatch.setattr("dunnix.interest.fees_due", reckoned)
    account = company(invoice("F-1", amount="1000.00"), acted("mail", 1, "F-1"))

    assert only(ask(ladder(MAIL, CALL, late_payment={"law": "fr"}), account, 40)).interest is None


# Fees.


COSTS = step("costs", "due + 10d", fee="15.00", fee_waived_if_paid_within="7d")
FEES = ladder(MAIL, COSTS, CALL, late_payment={"law": "fr"})


def test_a_fee_is_named_by_the_action_and_is_in_no_amount() -> None:
    action = only(ask(FEES, company(invoice("F-1", amount="1000.00")), 10))

    assert action.fee == eur("15.00")
    assert action.amount_due == action.claimed == eur("1000.00")


def test_a_fee_needs_no_law() -> None:
    assert only(ask(ladder(MAIL, COSTS), company(invoice("F-1")), 10)).fee == eur("15.00")


@pytest.mark.parametrize("party", ["consumer", None])
def test_no_fee_is_asked_of_consumers_nor_of_whom_nobody_knows_what_they_are(
    party: str | None,
) -> None:
    assert only(ask(FEES, company(invoice("F-1"), party=party), 10)).fee is None


def test_one_communication_costs_once_whatever_it_covers() -> None:
    account = company(invoice("F-1"), invoice("F-2"), invoice("F-3", 3))

    action = only(ask(FEES, account, 10))

    assert (len(action.receivables), action.fee) == (3, eur("15.00"))


def test_a_repeat_costs_nothing_more_for_the_same_receivables() -> None:
    again = step("costs", "due + 10d", fee="15.00", repeat={"every": "5d", "times": 2})
    scenario = ladder(MAIL, again)
    account = company(invoice("F-1"), acted("costs", 10, "F-1"))

    action = only(ask(scenario, account, 15))

    assert (action.reason, action.fee) == ("repeat", None)


def test_a_named_amount_is_the_fee_in_each_currency() -> None:
    named = step("costs", "due + 10d", fee="small")
    scenario = ladder(MAIL, named, amounts={"small": {"EUR": "15.00", "USD": "18.00"}}, gap="0d")
    account = company(invoice("F-1"), in_dollars("F-2", "100.00"))

    decision = ask(scenario, account, 10)

    assert [each.fee for each in decision.next_actions] == [eur("15.00"), Money("18.00", "USD")]


def test_a_claim_in_insolvency_proceedings_costs_no_fee() -> None:
    from dunnix.scenario import Reaction

    scenario = ladder(
        MAIL, reactions=[Reaction(id="file", on="insolvency", do="task", fee="15.00")]
    )
    account = company(invoice("F-1"), Insolvency(id="I", date=on(15)))

    assert only(ask(scenario, account, 16)).fee is None


OWES_FEES = "known(fees_due) and fees_due >= 10.00"


def test_fees_due_counts_what_was_charged_and_not_what_was_credited_back() -> None:
    costs = step("costs", "due + 10d", fee="15.00", fee_waived_if_paid_within="7d")
    firm = step("firm", "due + 20d", when=OWES_FEES)
    scenario = ladder(MAIL, costs, firm, late_payment={"law": "fr"})
    done = acted("costs", 10, "F-1")
    charged = company(invoice("F-1"), done)
    # F-2 was paid within the days; it and F-1 had a communication each.
    free = company(
        invoice("F-2"), acted("costs", 10, "F-2"), paid("F-2", 15, "100.00"), invoice("F-3", 1)
    )

    assert only(ask(scenario, charged, 20)).step == "firm"
    assert [each.step for each in ask(scenario, free, 21).next_actions] == ["costs"]


@pytest.mark.parametrize(
    ("keys", "debtor"),
    [({"late_payment": None}, {}), ({}, {"party": None})],
    ids=["no law", "no party"],
)
def test_fees_due_are_unknown_without_a_law_or_a_party(
    keys: dict[str, Any], debtor: dict[str, Any]
) -> None:
    account = company(invoice("F-1"), acted("mail", 1, "F-1"), **debtor)

    decision = ask(reading(OWES_FEES, **keys), account, 40)

    assert [str(each.reason) for each in decision.held] == ["fact-missing"]


def test_fees_due_are_those_of_what_the_action_covers() -> None:
    firm = step("firm", "due + 20d", when=OWES_FEES)
    scenario = ladder(MAIL, COSTS, firm, late_payment={"law": "fr"}, per="invoice", gap="0d")
    account = company(
        invoice("F-1"), invoice("F-2"), acted("costs", 10, "F-1"), acted("mail", 1, "F-2")
    )

    by = {line.id: line.step for line in only(ask(scenario, account, 20)).receivables}

    assert by == {"F-1": "firm", "F-2": "costs"}


def test_a_fee_charged_under_another_scenario_of_the_strategy_is_still_due() -> None:
    old = ladder(MAIL, COSTS, id="old", late_payment={"law": "fr"})
    firm = step("firm", "due + 20d", when=OWES_FEES, tone="firm")
    new = ladder(MAIL, firm, id="new", late_payment={"law": "fr"})
    strategy = Strategy(
        id="s",
        version="1",
        assign=[
            AssignRule(when="debtor.open_invoices > 9", scenario=old, switch="at-once"),
            AssignRule(scenario=new, switch="at-once"),
        ],
    )
    account = company(invoice("F-1"), acted("costs", 10, "F-1", scenario="old@1"))

    assert only(ask_by(strategy, account, 20)).step == "firm"


# Concessions.


@pytest.mark.requirement("M84")
def test_a_waiver_of_all_penalties_leaves_the_amount_in_play_alone() -> None:
    waived = [
        Waiver(id=f"W-{name}", date=on(15), of=name, percent=100, until=on(60))
        for name in ("interest", "fixed-sum", "fees")
    ]
    charged = ladder(
        MAIL,
        CLAIM,
        step("call", "due + 40d", channel="phone", fee="15.00"),
        late_payment={"law": "fr"},
    )
    before = company(invoice("F-1", amount="1000.00"), acted("claim", 10, "F-1"))

    plain, let_off = only(ask(charged, before, 40)), only(ask(charged, before.record(*waived), 40))

    assert (plain.claimed, plain.fee) == (eur("1053.32"), eur("15.00"))
    assert (let_off.interest, let_off.indemnity) == (eur("0.00"), eur("0.00"))
    assert (let_off.claimed, let_off.fee) == (eur("1000.00"), None)


@pytest.mark.requirement("M84")
def test_a_part_of_the_penalties_of_one_invoice_may_be_waived() -> None:
    half = Waiver(id="W", date=on(40), of="interest", percent="50", invoice="F-1")
    sum_of_one = Waiver(id="V", date=on(40), of="fixed-sum", amount=eur("15.00"), invoice="F-2")
    account = company(
        invoice("F-1", amount="1000.00"),
        invoice("F-2", amount="1000.00"),
        acted("claim", 10, "F-1", "F-2"),
        half,
        sum_of_one,
    )

    found = amounts(ask(FRENCH, account, 40))

    assert found == {"F-1": ("6.66", "40.00"), "F-2": ("13.32", "25.00")}


@pytest.mark.requirement("M84")
def test_what_accrues_after_the_days_a_waiver_speaks_of_is_claimed() -> None:
    waived = Waiver(id="W", date=on(12), of="interest", percent=100)
    account = company(invoice("F-1", amount="1000.00"), acted("claim", 10, "F-1"), waived)

    interest = in_force(ask(FRENCH, account, 40))["F-1", "late-interest"]

    whole, by_then = (late_interest(account, "fr", as_of=on(day)).total("EUR") for day in (40, 12))
    assert interest == (whole - by_then).amount_text()


def test_a_waiver_counts_from_the_day_it_is_known() -> None:
    waived = Waiver(
        id="W", date=on(12), of="interest", percent=100, until=on(90), recorded_on=on(30)
    )
    account = company(invoice("F-1", amount="1000.00"), acted("claim", 10, "F-1"), waived)

    by_day = [in_force(ask(FRENCH, account, day))["F-1", "late-interest"] for day in (29, 30)]

    assert by_day == ["9.65", "0.00"]


def test_fees_that_were_waived_are_not_due() -> None:
    firm = step("firm", "due + 20d", when=OWES_FEES)
    scenario = ladder(MAIL, COSTS, firm, late_payment={"law": "fr"})
    account = company(invoice("F-1"), acted("costs", 10, "F-1"))
    waived = Waiver(id="W", date=on(15), of="fees", percent=100)

    assert only(ask(scenario, account, 20)).step == "firm"
    assert ask(scenario, account.record(waived), 20).next_actions == ()


def test_a_waiver_to_come_is_asked_about_on_its_day_and_after_its_last() -> None:
    waived = Waiver(id="W", date=on(14), of="fees", percent=100, until=on(17), recorded_on=on(12))
    account = company(invoice("F-1"), acted("claim", 10, "F-1"), waived)

    reviews = [ask(FRENCH, account, day).next_review for day in (12, 14, 15, 17)]

    assert reviews == [on(14), on(15), on(17), on(18)]


# The answer as data.


def test_the_amounts_are_in_the_answer_as_data() -> None:
    scenario = ladder(
        MAIL,
        step("claim", "due + 10d", effects=["late-interest"], fee="15.00"),
        late_payment={"law": "fr"},
    )
    data = ask(scenario, company(invoice("F-1", amount="1000.00")), 10).to_dict()

    (action,) = cast("list[dict[str, Any]]", data["next_actions"])
    assert {name: action[name] for name in ("amount_due", "interest", "indemnity", "claimed")} == {
        "amount_due": "1000.00",
        "interest": "3.33",
        "indemnity": None,
        "claimed": "1003.33",
    }
    assert (action["fee"], action["interest_unknown_since"]) == ("15.00", None)
    line = action["receivables"][0]
    assert (line["interest"], line["indemnity"], line["claimed"]) == ("3.33", None, "1003.33")


def test_an_effect_in_force_tells_its_amount_as_data() -> None:
    account = company(invoice("F-1", amount="1000.00"), acted("claim", 10, "F-1"))

    effects = ask(FRENCH, account, 12).to_dict()["effects"]

    assert effects == [
        {
            "name": name,
            "receivable": "F-1",
            "step": "claim",
            "since": on(10).isoformat(),
            "amount": amount,
            "currency": "EUR",
            "unknown_since": None,
        }
        for name, amount in (("late-interest", "3.99"), ("recovery-indemnity", "40.00"))
    ]
