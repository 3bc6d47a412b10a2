import pytest

from dunnix.conditions import check_condition, parse_condition
from dunnix.facts import Fact, FactKind, table_for

TABLE = table_for(
    [
        Fact(name="debtor.segment", kind=FactKind.CHOICE, choices=("key", "sme", "micro")),
        Fact(name="debtor.region", kind=FactKind.TEXT, nullable=True),
        Fact(name="invoice.insured", kind=FactKind.FLAG, if_missing=False),
        Fact(name="invoice.attempts", kind=FactKind.INTEGER),
    ],
    ("reminder", "call", "formal-notice"),
)
AMOUNTS = frozenset({"small", "court"})


def faults(text: str) -> list[tuple[str, str]]:
    found = check_condition(parse_condition(text), TABLE, AMOUNTS)
    return [(fault.code, text[fault.start : fault.end]) for fault in found]


def hint(text: str) -> str | None:
    (found,) = check_condition(parse_condition(text), TABLE, AMOUNTS)
    return found.hint


@pytest.mark.parametrize(
    "text",
    [
        "amount_due >= small and amount_due < 5000.00",
        "days_past_due in (9, 10) or days_past_due == -5",
        "answered == true or not answered or answered in (false)",
        "debtor.segment == 'key' or debtor.segment not in ('sme', 'micro')",
        "known(step) and step == 'formal-notice'",
        "known(debtor.region) and debtor.region != 'Lozère'",
        "invoice.insured",
        "invoice.attempts <= 3",
        "known(debtor.country) and (answered or debtor.country == 'FR')",
        "known(debtor.average_days_late) and not (debtor.average_days_late > 9)",
        "known(step) and known(outcome) and step == 'call' and outcome == 'reached'",
        "not (not known(debtor.country) or debtor.country == 'FR')",
        "known(days_past_due)",
    ],
)
def test_a_condition_that_fits_the_facts_has_no_fault(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("amunt_due > 5.00", "undeclared-fact", "amunt_due"),
        ("known(debtor.contry)", "undeclared-fact", "debtor.contry"),
        ("debtor.segment_ == 'key'", "undeclared-fact", "debtor.segment_"),
        ("small", "no-fact", "small"),
        ("small >= 5.00", "no-fact", "small"),
        ("days_past_due", "not-a-flag", "days_past_due"),
        ("debtor.segment", "not-a-flag", "debtor.segment"),
        ("answered > false", "no-order", "answered > false"),
        ("debtor.segment < 'sme'", "no-order", "debtor.segment < 'sme'"),
        ("debtor.segment == 'sne'", "unknown-choice", "'sne'"),
        ("debtor.segment in ('key', 'KEY')", "unknown-choice", "'KEY'"),
        ("amount_due > 500", "money-needs-decimals", "500"),
        ("amount_due > 'much'", "wrong-type", "'much'"),
        ("amount_due > smal", "unknown-amount", "smal"),
        ("days_past_due > 9.5", "wrong-type", "9.5"),
        ("days_past_due > small", "wrong-type", "small"),
        ("days_past_due == '9'", "wrong-type", "'9'"),
        ("answered == 1", "wrong-type", "1"),
        ("days_past_due == true", "wrong-type", "true"),
        ("debtor.segment == key", "wrong-type", "key"),
        ("debtor.segment == 1", "wrong-type", "1"),
        ("debtor.country == 'FR'", "unguarded-fact", "debtor.country"),
        ("debtor.over_credit_limit", "unguarded-fact", "debtor.over_credit_limit"),
        ("known(step) or step == 'call'", "unguarded-fact", "step"),
        ("step == 'call' and known(step)", "unguarded-fact", "step"),
        ("known(debtor.party) and step == 'call'", "unguarded-fact", "step"),
        ("(known(step) or answered) and step == 'call'", "unguarded-fact", "step"),
        ("not known(debtor.country)", "not-known", "known(debtor.country)"),
        ("not (answered or known(step))", "not-known", "known(step)"),
        ("not (known(step) and step == 'call')", "not-known", "known(step)"),
        ("not not not known(step)", "not-known", "known(step)"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(text: str, code: str, place: str) -> None:
    assert faults(text) == [(code, place)]


def test_all_faults_are_found_in_one_pass_in_the_order_of_the_text() -> None:
    text = "amount_due > 500 and debtor.country == FR_ or answerd and step > 'cal'".replace(
        "FR_", "fr"
    )

    assert faults(text) == [
        ("money-needs-decimals", "500"),
        ("unguarded-fact", "debtor.country"),
        ("wrong-type", "fr"),
        ("undeclared-fact", "answerd"),
        ("unguarded-fact", "step"),
        ("no-order", "step > 'cal'"),
        ("unknown-choice", "'cal'"),
    ]


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("amunt_due > 5.00", "did you mean `amount_due`?"),
        ("debtor.segmnt == 'key'", "did you mean `debtor.segment`?"),
        ("debtor.segment == 'micr'", "did you mean `micro`?"),
        ("debtor.segment == 'vip'", "known are `key`, `micro`, `sme`"),
        ("amount_due > smal", "did you mean `small`?"),
        ("amount_due > 500", "write `500.00`"),
        ("debtor.segment == key", 'a text goes in quotes: `"key"`'),
        ("debtor.country == 'FR'", "write `known(debtor.country) and ...` before it"),
        ("days_past_due", "compare it with a whole number, as in `days_past_due >= 9`"),
        ("debtor.segment", 'compare it with one of its values, as in `debtor.segment == "key"`'),
    ],
)
def test_each_fault_says_how_to_mend_it(text: str, way_out: str) -> None:
    assert hint(text) == way_out


def test_an_amount_unknown_where_none_is_named_says_where_to_declare_it() -> None:
    (found,) = check_condition(parse_condition("amount_due > small"), TABLE, frozenset())

    assert found.hint == "declare it under `[amounts]`, or write `500.00`"


def test_not_known_is_possible_only_where_it_is_allowed() -> None:
    condition = parse_condition("not known(step) or step == 'call'")

    refused = check_condition(condition, TABLE, AMOUNTS)
    allowed = check_condition(condition, TABLE, AMOUNTS, allow_not_known=True)

    assert [fault.code for fault in refused] == ["not-known"]
    assert allowed == ()


def test_a_required_fact_of_the_host_needs_no_known() -> None:
    assert faults("invoice.attempts > 3") == []


def test_without_steps_no_step_can_be_asked_for() -> None:
    condition = parse_condition("known(step) and step == 'call'")

    (found,) = check_condition(condition, table_for([], ()), AMOUNTS)

    assert (found.code, found.hint) == ("unknown-choice", None)
