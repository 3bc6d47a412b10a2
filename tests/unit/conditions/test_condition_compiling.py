import pickle

import pytest

from dunnix.conditions import (
    CompiledCondition,
    ConditionError,
    compile_condition,
    parse_condition,
)

SLOTS = {
    "amount_due": 0,
    "days_past_due": 1,
    "answered": 2,
    "outcome": 3,
    "debtor.days_since_contact": 4,
}
AMOUNTS = {"small": 5_000}
NAMES = ("amount", "days", "answered", "outcome", "since", "earlier_days", "earlier_since")


def compiled(text: str, *, digits: int = 2) -> CompiledCondition:
    return compile_condition(
        parse_condition(text),
        slots=SLOTS,
        earlier_slots={},
        amounts=AMOUNTS,
        digits=digits,
    )


def held(text: str) -> CompiledCondition:
    """Compile for a step that contact rules have held: slots 5 and 6 are of the earlier day."""
    return compile_condition(
        parse_condition(text),
        slots=SLOTS,
        earlier_slots={"days_past_due": 5, "debtor.days_since_contact": 6},
        amounts=AMOUNTS,
        digits=2,
    )


def answers(condition: CompiledCondition, **facts: int | str | bool | None) -> tuple[bool, bool]:
    values = tuple(facts.get(name) for name in NAMES)
    return condition.surely_true(values), condition.surely_false(values)


TRUE, FALSE, UNKNOWN = (True, False), (False, True), (False, False)


def test_an_amount_in_a_condition_is_exact_in_the_currency_it_is_compiled_for() -> None:
    condition = "amount_due >= 500.10"

    assert answers(compiled(condition), amount=50_010) == TRUE
    assert answers(compiled(condition), amount=50_009) == FALSE
    assert answers(compiled(condition, digits=3), amount=500_100) == TRUE
    assert answers(compiled(condition, digits=3), amount=500_099) == FALSE


def test_a_currency_without_decimals_takes_amounts_that_end_in_zeros() -> None:
    assert answers(compiled("amount_due >= 500.00", digits=0), amount=500) == TRUE


def test_an_amount_with_more_decimals_than_the_currency_has_is_refused() -> None:
    with pytest.raises(ConditionError) as caught:
        compiled("amount_due >= 500.10", digits=0)

    (fault,) = caught.value.faults
    assert (fault.code, fault.start, fault.end) == ("too-many-decimals", 14, 20)


def test_an_amount_beyond_64_bits_of_minor_units_is_refused() -> None:
    with pytest.raises(ConditionError, match="number-too-large"):
        compiled("amount_due >= 9223372036854775807.00")


def test_a_named_amount_is_the_one_of_the_currency() -> None:
    assert answers(compiled("amount_due > small"), amount=5_001) == TRUE
    assert answers(compiled("amount_due > small"), amount=5_000) == FALSE


def test_an_amount_or_a_fact_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConditionError, match="there is no amount `smal`"):
        compiled("amount_due > smal")
    with pytest.raises(ConditionError, match="there is no fact `step`"):
        compiled("known(step) and answered")


def test_an_unknown_flag_is_neither_true_nor_false() -> None:
    assert answers(compiled("answered"), answered=None) == UNKNOWN
    assert answers(compiled("not answered"), answered=None) == UNKNOWN
    assert answers(compiled("not answered"), answered=False) == TRUE
    assert answers(compiled("answered != true"), answered=False) == TRUE
    assert answers(compiled("answered == false"), answered=True) == FALSE


def test_an_unknown_fact_never_passes_a_step_over() -> None:
    assert answers(compiled("known(outcome)")) == UNKNOWN
    assert answers(compiled("known(outcome) and outcome == 'reached'")) == UNKNOWN
    assert answers(compiled("known(outcome) and answered"), answered=True) == UNKNOWN


def test_what_is_false_whatever_is_unknown_is_surely_false() -> None:
    assert answers(compiled("known(outcome) and answered"), answered=False) == FALSE
    assert answers(compiled("known(outcome) or not answered"), answered=False) == TRUE


def test_not_known_where_allowed_is_true_of_the_unknown() -> None:
    assert answers(compiled("not known(outcome)")) == TRUE
    assert answers(compiled("not known(outcome)"), answered=True, outcome="reached") == FALSE


def test_answers_are_truth_values_and_nothing_else() -> None:
    for text in ("answered", "answered or outcome == 'x'", "days_past_due > 3 or known(outcome)"):
        both = answers(compiled(text), amount=5, outcome="x")
        assert all(type(answer) is bool for answer in both)


# Steps held by contact rules


@pytest.mark.parametrize(
    ("text", "today", "earlier", "answer"),
    [
        ("days_past_due < 9", 11, 8, TRUE),
        ("days_past_due < 9", 11, 9, FALSE),
        ("days_past_due <= 8", 11, 8, TRUE),
        ("8 >= days_past_due", 11, 8, TRUE),
        ("not (days_past_due >= 9)", 11, 8, TRUE),
        ("not days_past_due > 8", 11, 9, FALSE),
        ("days_past_due >= 9", 9, 8, TRUE),
        ("days_past_due > 9", 9, 8, FALSE),
        ("not (days_past_due < 9)", 9, 8, TRUE),
        ("days_past_due == 8", 11, 8, TRUE),
        ("days_past_due == 8", 11, 9, FALSE),
        ("days_past_due != 8", 11, 8, FALSE),
        ("days_past_due in (3, 8)", 11, 8, TRUE),
        ("days_past_due in (3, 5)", 11, 8, FALSE),
        ("days_past_due not in (3, 8)", 11, 8, FALSE),
    ],
)
def test_only_upper_bounds_on_days_are_judged_on_the_day_the_step_was_first_held(
    text: str, today: int, earlier: int, answer: tuple[bool, bool]
) -> None:
    assert (
        answers(held(text), days=today, answered=True, outcome="x", earlier_days=earlier) == answer
    )


def test_without_an_earlier_day_everything_is_judged_today() -> None:
    assert answers(compiled("days_past_due < 9"), days=11) == FALSE


def test_bounds_on_amounts_are_always_judged_today() -> None:
    assert (
        answers(
            held("amount_due < 50.00"),
            amount=6_000,
            days=11,
            answered=True,
            outcome="x",
            earlier_days=8,
        )
        == FALSE
    )


def test_a_fact_unknown_on_the_earlier_day_leaves_its_upper_bound_unknown() -> None:
    condition = held("known(debtor.days_since_contact) and debtor.days_since_contact < 9")

    assert (
        answers(condition, answered=True, outcome="x", since=3, earlier_days=0, earlier_since=None)
        == UNKNOWN
    )
    assert (
        answers(condition, answered=True, outcome="x", since=30, earlier_days=0, earlier_since=3)
        == TRUE
    )


# Safety


def test_compiled_functions_reach_nothing_but_the_facts() -> None:
    condition = compiled("known(outcome) and outcome == '__import__' or answered")

    for function in (condition.surely_true, condition.surely_false):
        assert function.__globals__ == {"__builtins__": {}}
        assert function.__code__.co_names == ()


def test_text_that_looks_like_code_stays_text() -> None:
    payload = "'+__import__('os').system('true')+'".replace("'", "")

    condition = compiled(f"outcome == '{payload}'")

    assert answers(condition, answered=True, outcome=payload) == TRUE
    assert answers(condition, answered=True, outcome="x") == FALSE


def test_a_compiled_condition_pickles() -> None:
    condition = held("amount_due > small and days_past_due < 9")

    again = pickle.loads(pickle.dumps(condition))  # noqa: S301 - our own bytes

    assert again.condition == condition.condition
    assert answers(again, amount=6_000, days=11, answered=True, outcome="x", earlier_days=8) == TRUE
    assert (
        answers(again, amount=6_000, days=11, answered=True, outcome="x", earlier_days=9) == FALSE
    )
