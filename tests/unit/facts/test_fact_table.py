import datetime as dt
import pickle

import pytest

from dunnix.facts import BUILT_IN, Fact, FactError, FactKind, FactTable, table_for


def host_fact(**fields: object) -> Fact:
    return Fact(**{"name": "debtor.segment", "kind": "text", **fields})  # type: ignore[arg-type]  # wrong ones are the point


def test_the_built_in_facts_are_sorted_by_name() -> None:
    names = [fact.name for fact in BUILT_IN]

    assert names == sorted(names)
    assert BUILT_IN.names == tuple(names)
    assert len(BUILT_IN) == 31


def test_every_built_in_fact_says_what_it_means_in_one_line() -> None:
    for fact in BUILT_IN:
        assert fact.meaning, fact.name
        assert "\n" not in fact.meaning
        assert "|" not in fact.meaning


def test_only_days_rolling_counts_and_interest_move_with_the_calendar() -> None:
    moving = {fact.name for fact in BUILT_IN if fact.moves}
    rising = {fact.name for fact in BUILT_IN if fact.rises}

    assert moving - rising == {
        "debtor.contacts_30d",
        "debtor.days_to_payment_run",
        "interest_due",
    }
    assert {fact.name for fact in BUILT_IN if fact.accrues} == {"interest_due"}
    assert rising == {
        "days_past_due",
        "invoice.days_past_due",
        "invoice.days_since_issue",
        "debtor.days_since_contact",
    }


def test_the_built_in_facts_that_may_be_missing_are_listed() -> None:
    missing = {fact.name for fact in BUILT_IN if fact.nullable}

    assert missing == {
        "step",
        "outcome",
        "interest_due",
        "fees_due",
        "invoice.days_since_issue",
        "invoice.creditor",
        "debtor.party",
        "debtor.country",
        "debtor.language",
        "debtor.average_days_late",
        "debtor.paid_late_percent",
        "debtor.days_since_contact",
        "debtor.last_reason",
        "debtor.over_credit_limit",
        "debtor.days_to_payment_run",
        "debtor.purchase_order_required",
    }


def test_a_table_holds_the_steps_and_the_facts_the_host_declares() -> None:
    segment = Fact(name="debtor.segment", kind=FactKind.CHOICE, choices=("key", "sme"))

    table = table_for([segment], ("reminder", "call"))

    assert table["debtor.segment"] is segment
    assert table["step"].choices == ("reminder", "call")
    assert table.get("debtor.size") is None
    assert "debtor.size" not in table
    assert len(table) == len(BUILT_IN) + 1


def test_a_host_cannot_redeclare_a_built_in_fact() -> None:
    country = Fact(name="debtor.country", kind="text")

    with pytest.raises(FactError, match=r"`debtor\.country` is declared twice"):
        table_for([country], ())


def test_texts_are_kept_in_composed_form() -> None:
    decomposed = "cle\u0301"

    choice = host_fact(kind="choice", choices=[decomposed], if_missing=decomposed)

    assert choice.choices == ("cl\u00e9",)
    assert choice.if_missing == "cl\u00e9"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "segment"}, "must start with"),
        ({"name": "debtor.__class__"}, "is no name"),
        ({"name": "debtor.a.b"}, "is no name"),
        ({"name": "debtor." + "a" * 100}, "is no name"),
        ({"kind": "days"}, "so it moves"),
        ({"kind": "days", "moves": True}, "can't be in days"),
        ({"kind": "integer", "moves": True}, "can't be in days or move"),
        ({"choices": ("a",)}, "can't have choices"),
        ({"kind": "choice"}, "needs at least one value"),
        ({"kind": "choice", "choices": ("a", "a")}, "must differ"),
        ({"kind": "choice", "choices": ("a", "")}, "must differ and not be empty"),
        ({"kind": "choice", "choices": ("a",), "if_missing": "b"}, "`if_missing`"),
        ({"kind": "flag", "if_missing": 1}, "not of kind flag"),
        ({"kind": "integer", "if_missing": True}, "not of kind integer"),
        ({"kind": "integer", "if_missing": 2**63}, "not of kind integer"),
        ({"kind": "integer", "if_missing": dt.date(2026, 1, 1)}, "not of kind integer"),
        ({"kind": "money", "if_missing": 5}, "not of kind money"),
        ({"kind": "money", "if_missing": "5,00"}, "not of kind money"),
        ({"if_missing": 5}, "not of kind text"),
        ({"nullable": True, "if_missing": "a"}, "not both"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(fields: dict[str, object], message: str) -> None:
    with pytest.raises(FactError, match=message):
        host_fact(**fields)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="float"):
        host_fact(kind="float")


def test_tables_and_facts_pickle() -> None:
    table = table_for([host_fact()], ("call",))

    again = pickle.loads(pickle.dumps(table))  # noqa: S301 - our own bytes

    assert again == table
    assert again["debtor.segment"] == host_fact()
    assert isinstance(again, FactTable)
