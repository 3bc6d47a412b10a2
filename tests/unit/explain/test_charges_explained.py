"""Late interest, fixed sums and fees in words."""

import datetime as dt

import attrs
import pytest

from dunnix.engine import Decision, decide
from dunnix.interest import jurisdiction
from dunnix.model import Account, Debtor, Invoice
from dunnix.money import Money
from dunnix.scenario import EscalationStep, LatePayment, Scenario
from dunnix.words import LANGUAGES

DUE = dt.date(2025, 12, 1)


def on(number: int) -> dt.date:
    return DUE + dt.timedelta(number)


def claimed(law: LatePayment, day: int, *, fee: str | None = "15.00") -> Decision:
    scenario = Scenario(
        id="case",
        version="1",
        currency="EUR",
        if_behind="skip-to-latest",
        on_closed_day="keep",
        late_payment=law,
        steps=[
            EscalationStep(
                id="claim",
                at="due + 10d",
                channel="email",
                effects=["late-interest", "recovery-indemnity"],
                repeat={"every": "30d", "times": 9},
                fee=fee,
            )
        ],
    )
    account = Account(
        debtor=Debtor(id="D1", party="company"),
        invoices=[Invoice(id="F-1", due_date=DUE, amount=Money("1000.00", "EUR"))],
    )
    return decide(scenario, account, as_of=on(day))


def said(decision: Decision, language: str) -> list[str]:
    lines = [line.strip() for line in decision.explain(language).splitlines()]
    return [line for line in lines if "€" in line or "%" in line][1:]


def test_interest_is_told_with_its_law_its_rate_and_since_when() -> None:
    decision = claimed(LatePayment(law="fr"), 45)

    assert said(decision, "en") == [
        "Late interest (France): €14.98 since 2 December 2025, now at 12.15 % a year.",
        "Recovery indemnity: €40.00.",
        "Claimed in all: €1,054.98.",
        "It costs the debtor a fee of €15.00, which is in none of these amounts.",
    ]


def test_a_german_reads_of_verzugszinsen() -> None:
    decision = claimed(LatePayment(law="de"), 45)

    assert said(decision, "de")[0].startswith(
        "Verzugszinsen (Deutschland): 12,66\N{NO-BREAK SPACE}€"
    )
    assert said(decision, "de")[0].endswith("seit dem 2. Dezember 2025, derzeit 10,27 % im Jahr.")


def test_days_without_a_known_rate_are_told() -> None:
    decision = claimed(LatePayment(law="us"), 45, fee=None)

    text = decision.explain("en")

    assert "Late interest (United States): €0.00." in text
    assert (
        "No rate is known from 2 December 2025 on: the interest is that of the days before." in text
    )


def test_rates_that_differ_by_receivable_are_not_told_as_one() -> None:
    british = claimed(LatePayment(law="uk"), 60)
    later = Invoice(id="F-2", due_date=on(31), amount=Money("1000.00", "EUR"))

    both = decide(british.rules, british.account.record(later), as_of=on(60))

    assert "Late interest (United Kingdom): " in british.explain("en")
    assert "since 2 December 2025, at several rates." in both.explain("en")


def test_an_effect_without_a_law_is_told_by_its_name_alone() -> None:
    decision = claimed(LatePayment(law="fr"), 10)
    account = decision.account.record(decision.next_actions[0].done(on=on(10)))

    plain = attrs.evolve(decision.rules, late_payment=None)

    text = decide(plain, account, as_of=on(20)).explain("en")
    assert "F-1: late interest since 11 December 2025\n" in text


def test_an_effect_in_force_is_told_with_what_it_comes_to() -> None:
    decision = claimed(LatePayment(law="fr"), 10)
    account = decision.account.record(decision.next_actions[0].done(on=on(10)))

    later = decide(decision.rules, account, as_of=on(20))

    assert "F-1: late interest since 11 December 2025, €6.66 so far" in later.explain("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_tells_of_them(language: str) -> None:
    agreed = jurisdiction("fr").by_contract("18.5", party="company")

    text = claimed(LatePayment(law=agreed), 45).explain(language)

    rate = "18.5 %" if language == "en" else "18,5 %"
    assert rate in text
    assert (language == "en") == ("Claimed in all" in text)
