"""The sixteen forms of payment terms people use, with the dates they come to."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from dunnix.terms import PaymentTerms, parse_terms

INVOICES = ["2026-01-15", "2026-01-31", "2026-04-17", "2024-02-29"]
A, B, COMMERCIAL = "month-end-then-days", "days-then-month-end", "commercial-month"
FORMS: dict[str, tuple[str, str, str | None, list[str]]] = {
    "due_on_receipt": (
        "fr",
        "Payable à réception",
        None,
        ["2026-01-15", "2026-01-31", "2026-04-17", "2024-02-29"],
    ),
    "net_30": (
        "fr",
        "30 jours nets",
        None,
        ["2026-02-14", "2026-03-02", "2026-05-17", "2024-03-30"],
    ),
    "net_60": (
        "fr",
        "60 jours nets",
        None,
        ["2026-03-16", "2026-04-01", "2026-06-16", "2024-04-29"],
    ),
    "net_30_eom": (
        "fr",
        "30 JFDM",
        None,
        ["2026-02-28", "2026-03-31", "2026-05-31", "2024-03-31"],
    ),
    "eom_30": (
        "fr",
        "fin de mois + 30 jours",
        None,
        ["2026-03-02", "2026-03-02", "2026-05-30", "2024-03-30"],
    ),
    "net_45_eom_A": (
        "fr",
        "45 jours fin de mois",
        A,
        ["2026-03-17", "2026-03-17", "2026-06-14", "2024-04-14"],
    ),
    "net_45_eom_B": (
        "fr",
        "45 jours fin de mois",
        B,
        ["2026-03-31", "2026-03-31", "2026-06-30", "2024-04-30"],
    ),
    "net_45_eom_A_commercial_month": (
        "fr",
        "45 jours fin de mois",
        COMMERCIAL,
        ["2026-03-15", "2026-03-15", "2026-06-15", "2024-04-15"],
    ),
    "net_30_eom_10": (
        "fr",
        "30 jours fin de mois le 10",
        None,
        ["2026-03-10", "2026-04-10", "2026-06-10", "2024-04-10"],
    ),
    "net_60_eom_20": (
        "fr",
        "60 jours fin de mois le 20",
        None,
        ["2026-04-20", "2026-05-20", "2026-07-20", "2024-05-20"],
    ),
    "day_10_next_month": (
        "en",
        "10th prox",
        None,
        ["2026-02-10", "2026-02-10", "2026-05-10", "2024-03-10"],
    ),
    "eom_next_month": (
        "en",
        "EOM following",
        None,
        ["2026-02-28", "2026-02-28", "2026-05-31", "2024-03-31"],
    ),
    "eom": ("en", "EOM", None, ["2026-01-31", "2026-01-31", "2026-04-30", "2024-02-29"]),
    "prox_10_cutoff_20": (
        "en",
        "net 10 prox, cut-off 20",
        None,
        ["2026-02-10", "2026-03-10", "2026-05-10", "2024-04-10"],
    ),
    "decade_30": (
        "fr",
        "30 jours fin de décade",
        None,
        ["2026-02-19", "2026-03-02", "2026-05-20", "2024-03-30"],
    ),
    "months_2": (
        "fr",
        "2 mois date de facture",
        None,
        ["2026-03-15", "2026-03-31", "2026-06-17", "2024-04-29"],
    ),
}


def read(form: str) -> PaymentTerms:
    language, text, reading, _ = FORMS[form]
    return parse_terms(text, language, reading)


@pytest.mark.requirement("M17")
@pytest.mark.parametrize("form", FORMS)
def test_each_form_comes_to_its_dates(form: str) -> None:
    terms = read(form)

    dates = [terms.due_date(dt.date.fromisoformat(day)).isoformat() for day in INVOICES]

    assert dates == FORMS[form][3]


def test_all_forms_that_were_gathered_are_here_with_the_same_dates() -> None:
    path = Path(__file__).resolve().parents[4] / "shared" / "facts" / "payment_terms.json"
    if not path.exists():
        pytest.skip("the gathered forms aren't here")
    gathered: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))

    found = {
        each["id"]: {
            day: read(each["id"]).due_date(dt.date.fromisoformat(day)).isoformat()
            for day in gathered["worked_examples_invoice_dates"]
        }
        for each in gathered["forms"]
    }

    assert found == {each["id"]: each["due"] for each in gathered["forms"]}
