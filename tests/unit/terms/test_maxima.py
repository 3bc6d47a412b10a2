import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from dunnix.calendars import Calendar
from dunnix.terms import (
    Certainty,
    MaximumFinding,
    Standing,
    TermsError,
    UnknownJurisdictionError,
    check_maximum,
    legal_maxima,
    parse_terms,
)

DAY = dt.date(2026, 11, 22)


def check(text: str, jurisdiction: str = "FR", **keys: Any) -> MaximumFinding:
    (found,) = check_maximum(parse_terms(text, "en"), jurisdiction, **({"as_of": DAY} | keys))
    return found


@pytest.mark.requirement("M17")
@pytest.mark.parametrize(
    ("text", "keys", "rule", "standing"),
    [
        ("net 60", {}, "fr-agreed", "within"),
        ("due on receipt", {}, "fr-agreed", "within"),
        ("30 % on order, 70 % at 30 days", {}, "fr-agreed", "within"),
        ("30 days end of month", {}, "fr-agreed", "within"),
        ("45 days then end of month", {}, "fr-agreed", "if-expressly-agreed"),
        ("end of month + 45 days", {}, "fr-agreed", "if-expressly-agreed"),
        ("2 months", {}, "fr-agreed", "over"),
        ("60 days end of month", {}, "fr-agreed", "over"),
        ("30 % at 30 days, 70 % at 90 days", {}, "fr-agreed", "over"),
        ("45 days", {"periodic": True}, "fr-periodic", "within"),
        ("60 days", {"periodic": True}, "fr-periodic", "over"),
        ("30 days from delivery", {"sector": "perishables"}, "fr-perishables", "within"),
        ("31 days from delivery", {"sector": "perishables"}, "fr-perishables", "over"),
        ("31 days", {"sector": "perishables"}, "fr-perishables", "over"),
        ("20 days", {"sector": "perishables"}, "fr-perishables", "depends"),
        (
            "end of decade + 30 days from delivery",
            {"sector": "perishables", "periodic": True},
            "fr-perishables-periodic",
            "within",
        ),
        (
            "end of decade + 30 days from delivery",
            {"sector": "perishables", "as_of": dt.date(2021, 10, 31)},
            "fr-perishables-before-2021",
            "within",
        ),
        ("20 days from delivery", {"sector": "livestock"}, "fr-livestock", "within"),
        ("21 days from delivery", {"sector": "livestock"}, "fr-livestock", "over"),
        (
            "end of month + 30 days from delivery",
            {"sector": "alcoholic-drinks"},
            "fr-alcohol",
            "within",
        ),
        ("net 31", {"sector": "transport"}, "fr-transport", "over"),
        ("net 30", {"buyer": "public"}, "fr-state", "within"),
        ("31 days from receipt of the invoice", {"buyer": "public"}, "fr-state", "over"),
        ("net 31", {"buyer": "public"}, "fr-state", "depends"),
        ("net 50", {"buyer": "public-health"}, "fr-health", "within"),
        ("net 60", {"buyer": "public-undertaking"}, "fr-public-undertaking", "within"),
    ],
)
def test_terms_are_held_against_the_law_of_france(
    text: str, keys: dict[str, Any], rule: str, standing: str
) -> None:
    found = check(text, **keys)

    assert (found.rule.id, found.standing) == (rule, standing)


@pytest.mark.parametrize(
    ("jurisdiction", "text", "keys", "standing"),
    [
        ("EU", "net 60", {}, "within"),
        ("EU", "90 days from receipt of the invoice", {}, "if-expressly-agreed"),
        ("EU", "net 90", {}, "if-expressly-agreed"),
        ("EU", "45 days from receipt of the invoice", {"buyer": "public"}, "if-expressly-agreed"),
        ("EU", "61 days from receipt of the invoice", {"buyer": "public"}, "over"),
        ("EU", "net 60", {"buyer": "public-health"}, "within"),
        ("BE", "net 60", {}, "within"),
        ("BE", "61 days from receipt of the invoice", {}, "over"),
        ("NL", "net 90", {}, "if-expressly-agreed"),
        ("NL", "net 30", {"buyer": "large-business"}, "within"),
        ("NL", "31 days from receipt of the invoice", {"buyer": "large-business"}, "over"),
        ("ES", "60 days from delivery", {}, "within"),
        ("ES", "net 30", {}, "depends"),
        ("ES", "net 61", {}, "over"),
        ("IT", "net 61", {}, "if-expressly-agreed"),
        ("DE", "60 days from delivery", {}, "within"),
        ("DE", "net 90", {}, "if-expressly-agreed"),
        ("DE", "61 days from delivery", {"buyer": "public"}, "over"),
        ("GB", "net 60", {}, "within"),
        ("LU", "net 61", {}, "if-expressly-agreed"),
    ],
)
def test_terms_are_held_against_the_laws_of_others(
    jurisdiction: str, text: str, keys: dict[str, Any], standing: str
) -> None:
    assert check(text, jurisdiction, **keys).standing == standing


@pytest.mark.parametrize(
    ("text", "jurisdiction", "keys", "reason"),
    [
        ("net 60", "FR", {}, "no invoice is due later than the law allows"),
        (
            "60 days end of month",
            "FR",
            {"issued": dt.date(2026, 1, 1)},
            (
                "counted from 2026-01-01 it is due on 2026-03-31, 14 days after the latest day "
                "allowed, 2026-03-17"
            ),
        ),
        (
            "45 days then end of month",
            "FR",
            {"issued": dt.date(2026, 1, 15)},
            (
                "counted from 2026-01-15 it is due on 2026-03-31, 15 days after the latest day "
                "allowed, 2026-03-16"
            ),
        ),
        (
            "net 45",
            "FR",
            {"buyer": "public"},
            "it is within only where the receipt date is 15 days or more after the invoice date",
        ),
        (
            "net 30",
            "ES",
            {},
            "it is within as long as the invoice date is at most 30 days after the delivery date",
        ),
        (
            "end of month",
            "ES",
            {},
            "it counts from the invoice date and the law from the delivery date: both decide",
        ),
        (
            "on 2026-12-31",
            "FR",
            {},
            "a given date is so many days away as the invoice is old: pass `issued=`",
        ),
    ],
)
def test_a_finding_says_why(
    text: str, jurisdiction: str, keys: dict[str, Any], reason: str
) -> None:
    assert check(text, jurisdiction, **keys).reason == reason


def test_a_finding_names_the_worst_invoice_and_the_law() -> None:
    found = check("net 90")

    assert found.standing is Standing.OVER
    assert (found.days_over, str(found.counted_from)) == (30, "2024-01-31")
    assert (str(found.due_date), str(found.latest)) == ("2024-04-30", "2024-03-31")


def test_one_invoice_alone_can_be_judged() -> None:
    late = check("on 2026-12-31", issued=dt.date(2026, 10, 1))

    assert (late.standing, late.days_over) == (Standing.OVER, 16)
    assert check("on 2026-12-31", issued=dt.date(2026, 11, 1)).standing is Standing.WITHIN


def test_business_days_are_judged_with_a_calendar() -> None:
    assert check("40 business days", calendar=Calendar.weekends()).standing is Standing.WITHIN
    with pytest.raises(TermsError, match="pass a `calendar`"):
        check("40 business days")


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (
            lambda: check("net 30", "PT"),
            (
                "no maximum is kept for the jurisdiction `PT`; known are `BE`, `DE`, `ES`, `EU`, "
                "`FR`, `GB`, `IT`, `LU`, `NL`"
            ),
        ),
        (
            lambda: check("net 30", sector="perishable"),
            "no maximum is kept for the sector `perishable` in FR; did you mean `perishables`?",
        ),
        (
            lambda: check("net 30", buyer="large-business"),
            "no maximum is kept for the buyer `large-business` in FR; did you mean `business`?",
        ),
        (
            lambda: check("net 30", as_of=dt.date(2010, 1, 1)),
            "no maximum is kept in FR for 2010-01-01 and such an invoice",
        ),
        (lambda: check("net 30", buyer="shop"), "there is no buyer `shop`"),
        (
            lambda: check("2/10 EOM"),
            "the terms name no due date: add when the net amount is due",
        ),
    ],
)
def test_a_question_without_an_answer_is_refused(ask: Callable[[], object], sentence: str) -> None:
    with pytest.raises(TermsError) as caught:
        ask()

    assert str(caught.value).startswith(sentence)


def test_what_is_not_kept_is_an_error_of_its_own() -> None:
    with pytest.raises(UnknownJurisdictionError):
        check("net 30", "PT")


def test_every_rule_names_its_law_and_source_and_says_what_is_from_memory() -> None:
    rules = legal_maxima()

    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.id.startswith(f"{rule.jurisdiction.lower()}-")
        assert rule.law, rule.id
        assert rule.says, rule.id
        assert (rule.source == "none read") == (rule.certainty is Certainty.FROM_MEMORY)
        assert rule.certainty is Certainty.FROM_MEMORY or "read 2026-11-2" in rule.source
        assert rule.valid_until is None or rule.valid_from < rule.valid_until
        assert len({limit.anchor for limit in (*rule.limits, *rule.if_agreed)}) == 1
