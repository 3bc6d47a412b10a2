"""Where the same condition gives different answers elsewhere; the numbers are of the list."""

import pytest

from dunnix.conditions import (
    ConditionError,
    check_condition,
    compile_condition,
    parse_condition,
)
from dunnix.facts import Fact, table_for

TABLE = table_for(
    [
        Fact(name="debtor.segment", kind="choice", choices=("public", "key", "micro", "sme")),
        Fact(name="debtor.note", kind="text"),
        Fact(name="debtor.rank", kind="integer"),
        Fact(name="debtor.trusted", kind="flag"),
    ],
    ("reminder", "call"),
)
SLOTS = {name: slot for slot, name in enumerate(TABLE.names)}


def answer(text: str, **facts: object) -> bool | None:
    condition = parse_condition(text)
    assert check_condition(condition, TABLE, frozenset()) == ()
    both = compile_condition(condition, slots=SLOTS, earlier_slots={}, amounts={}, digits=2)
    values = tuple(facts.get(name.replace(".", "_")) for name in TABLE.names)
    if both.surely_true(values):  # type: ignore[arg-type]  # facts by keyword
        return True
    return False if both.surely_false(values) else None  # type: ignore[arg-type]  # facts by keyword


def refused(text: str) -> set[str]:
    try:
        condition = parse_condition(text)
    except ConditionError as error:
        return {fault.code for fault in error.faults}
    return {fault.code for fault in check_condition(condition, TABLE, frozenset())}


@pytest.mark.parametrize(
    "text",
    [
        "debtor.rank < 5",
        "debtor.rank == 5",
        "debtor.segment != 'public'",
        "not debtor.segment == 'public'",
        "debtor.rank in (1, 2)",
        "debtor.rank not in (1, 2)",
        "not debtor.trusted",
        "debtor.rank >= 5 and debtor.rank < 9",
    ],
)
def test_1_to_5_and_10_an_unknown_operand_leaves_the_answer_unknown(text: str) -> None:
    assert answer(text) is None


def test_6_a_list_holds_no_null() -> None:
    assert refused("debtor.note not in ('a', null)") == {"bad-word"}


def test_7_an_empty_list_is_refused() -> None:
    assert refused("debtor.note in []") == {"empty-list"}


def test_8_two_unknown_facts_cannot_be_compared_and_only_known_asks() -> None:
    assert refused("debtor.note == debtor.segment") == {"two-facts"}
    assert refused("debtor.note == None") == {"bad-word"}


def test_9_false_decides_an_and_and_true_an_or_whatever_is_unknown() -> None:
    assert answer("debtor.trusted and debtor.rank > 5", debtor_rank=5) is False
    assert answer("debtor.trusted or debtor.rank > 5", debtor_rank=6) is True


def test_11_and_28_there_are_no_functions() -> None:
    assert refused("max(debtor.rank, 3) > 2") == {"no-calls"}
    assert refused("round(debtor.rank) > 2") == {"no-calls"}


def test_12_and_or_and_not_join_only_what_is_true_or_false() -> None:
    assert refused("debtor.rank and debtor.trusted") == {"not-a-flag"}
    assert refused("not debtor.rank") == {"not-a-flag"}
    assert refused("6 and 3") == {"bare-literal"}


@pytest.mark.parametrize("sign", ["+", "-", "*", "/", "//", "%", "**"])
def test_13_to_16_and_30_to_37_there_is_no_arithmetic(sign: str) -> None:
    assert refused(f"debtor.rank {sign} 2 > 3") == {"no-arithmetic"}


def test_17_and_18_numbers_have_64_bits_and_never_wrap() -> None:
    assert answer("debtor.rank < 9223372036854775807", debtor_rank=2**63 - 2) is True
    assert refused("debtor.rank < 9223372036854775808") == {"number-too-large"}


def test_19_and_27_there_are_no_floats() -> None:
    assert refused("debtor.rank > 1e17") == {"bad-number"}
    assert refused("debtor.rank > 1.5") == {"wrong-type"}
    assert refused("debtor.rank > nan") == {"wrong-type"}


def test_20_and_21_nothing_is_turned_into_another_kind() -> None:
    assert refused("debtor.trusted == 1") == {"wrong-type"}
    assert refused("debtor.rank == true") == {"wrong-type"}
    assert refused("debtor.rank == '5'") == {"wrong-type"}
    assert refused("'10' > debtor.rank") == {"wrong-type"}


def test_22_in_looks_into_a_list_and_never_into_a_text() -> None:
    assert refused("debtor.note in 'public'") == {"no-list"}


def test_23_choices_and_texts_have_no_order() -> None:
    assert refused("debtor.segment < 'sme'") == {"no-order"}
    assert refused("debtor.note < 'sme'") == {"no-order"}


def test_24_a_mistyped_choice_is_an_error() -> None:
    assert refused("debtor.segment == 'keyy'") == {"unknown-choice"}


def test_26_composed_and_decomposed_letters_are_equal() -> None:
    assert answer("debtor.note == 'e\u0301'", debtor_note="\u00e9") is True


def test_29_an_amount_is_read_from_its_digits() -> None:
    assert answer("amount_due == 500.10", amount_due=50_010) is True
    assert answer("amount_due >= 0.30", amount_due=30) is True


@pytest.mark.parametrize("text", ["2026-02-04", "'2026-02-04'"])
def test_38_to_41_dates_are_not_compared(text: str) -> None:
    assert refused(f"days_past_due > {text}") <= {"no-arithmetic", "wrong-type"}


def test_42_comparisons_are_not_chained() -> None:
    assert refused("0 < debtor.rank < 10") == {"chained-comparison"}


def test_44_a_list_is_of_one_kind() -> None:
    assert refused("debtor.rank in (1, '1')") == {"mixed-list"}
