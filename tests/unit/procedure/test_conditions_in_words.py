"""Conditions as people say them, in six languages."""

import pytest

from dunnix.conditions import Condition
from dunnix.procedure.conditions import condition_text
from dunnix.procedure.prose import prose_of
from dunnix.scenario import Scenario, parse_scenario

TEXT = """
id        = "told"
version   = "1"
currency  = "EUR"
if_behind = "one-at-a-time"

[amounts]
small = "50.00"

[facts.debtor]
segment = ["key", "sme"]
score   = "integer"

[facts.invoice]
credit_insured = { type = "bool", if_missing = false }

[[step]]
id      = "call"
title   = { en = "Phone call" }
at      = "due + 1d"
channel = "phone"

[[step]]
id      = "notice"
at      = "due + 9d"
channel = "letter"
"""


def scenario() -> Scenario:
    text = TEXT.replace('"integer"', '{ type = "integer" }')
    return parse_scenario(text, name="told.toml")


def said(condition: str, language: str = "en") -> str:
    return condition_text(Condition(condition), prose_of(scenario(), language))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("amount_due >= small", "the amount due is at least €50.00"),
        ("amount_due < 1200.50", "the amount due is below €1,200.50"),
        ("days_past_due == 1", "the delay is 1 day"),
        ("days_past_due > -3", "the delay is above -3 days"),
        ("times_contacted != 2", "the number of contacts so far isn't 2"),
        ("answered", "the debtor has replied since the previous step"),
        ("not answered", "the debtor hasn't replied since the previous step"),
        ("invoice.credit_insured", "“credit insured” holds for the invoice"),
        ("invoice.credit_insured == false", "“credit insured” doesn't hold for the invoice"),
        ("debtor.score <= 7", "“score” of the debtor is at most 7"),
        (
            'debtor.segment in ("key", "small one")',
            "“segment” of the debtor is “key” or “small one”",
        ),
        ('debtor.segment != "key"', "“segment” of the debtor isn't “key”"),
        ("times_contacted in (1, 2)", "the number of contacts so far is 1 or 2"),
        ("known(debtor.country)", "the debtor's country is known"),
        ("not known(debtor.country)", "the debtor's country is unknown"),
        ('known(debtor.party) and debtor.party == "public"', "the debtor is a public body"),
        (
            'known(debtor.last_reason) and debtor.last_reason == "difficulty"',
            "the last reason for not paying is a difficulty to pay",
        ),
        ('known(step) and step == "call"', "the last step reached is “Phone call”"),
        (
            "known(debtor.paid_late_percent) and debtor.paid_late_percent > 10",
            "the share of invoices paid late is above 10%",
        ),
    ],
)
def test_a_question_is_said_in_the_fact_s_own_words(condition: str, words: str) -> None:
    assert said(condition) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (
            "answered and days_past_due > 3 and amount_due > small",
            (
                "the debtor has replied since the previous step, the delay is above 3 days"
                " and the amount due is above €50.00"
            ),
        ),
        (
            "not (answered and days_past_due > 3)",
            "the debtor hasn't replied since the previous step or the delay is at most 3 days",
        ),
        (
            "answered and (days_past_due > 3 or amount_due > small)",
            (
                "the debtor has replied since the previous step and either the delay is above"
                " 3 days or the amount due is above €50.00"
            ),
        ),
        (
            "answered and days_past_due > 3 or amount_due > small",
            (
                "the debtor has replied since the previous step and the delay is above 3 days,"
                " or the amount due is above €50.00"
            ),
        ),
        (
            "answered and (days_past_due > 3 and debtor.score > 1 or amount_due > small)",
            (
                "the debtor has replied since the previous step and (the delay is above 3 days and"
                " “score” of the debtor is above 1, or the amount due is above €50.00)"
            ),
        ),
    ],
)
def test_what_belongs_together_stays_together(condition: str, words: str) -> None:
    assert said(condition) == words


def test_a_guard_is_left_out_only_beside_a_question_of_its_fact() -> None:
    guarded = "known(debtor.country) and (debtor.country == 'FR' or answered)"

    assert said(guarded) == (
        "the debtor's country is known and either the debtor's country is “FR” or the debtor has"
        " replied since the previous step"
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "le retard est d'au moins 1 jour ou le montant dû n'atteint pas 50,00 €"),
        ("de", "der Verzug mindestens 1 Tag beträgt oder der fällige Betrag unter 50,00 € liegt"),
        ("es", "el retraso es de al menos 1 día o el importe debido no llega a 50,00 €"),
        ("it", "il ritardo è di almeno 1 giorno o l'importo dovuto non raggiunge 50,00 €"),
        ("nl", "de achterstand minstens 1 dag is of het verschuldigde bedrag lager is dan € 50,00"),
    ],
)
def test_a_condition_follows_an_if_in_each_language(language: str, words: str) -> None:
    told = said("days_past_due >= 1 or amount_due < small", language)

    assert told.replace("\N{NO-BREAK SPACE}", " ") == words
