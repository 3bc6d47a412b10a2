import pytest

from dunnix.conditions import ConditionError, Failing, failing, parse_condition, thresholds


def why(text: str, **values: int | str | bool | None) -> list[tuple[str, str, object, object]]:
    facts = {name.replace("__", "."): value for name, value in values.items()}
    found = failing(parse_condition(text), facts, {"small": 5_000}, 2)
    return [(each.fact, each.operator, each.wanted, each.found) for each in found]


def test_nothing_fails_of_what_is_surely_true() -> None:
    assert why("days_past_due >= 9 or answered", days_past_due=9) == []


def test_of_an_and_only_what_fails_is_told() -> None:
    text = "days_past_due >= 9 and amount_due >= small and not answered"

    assert why(text, days_past_due=9, amount_due=4_999, answered=True) == [
        ("amount_due", ">=", 5_000, 4_999),
        ("answered", "==", False, True),
    ]


def test_of_an_or_every_part_is_told() -> None:
    text = "days_past_due >= 9 or amount_due >= 500.10"

    assert why(text, days_past_due=8, amount_due=1) == [
        ("days_past_due", ">=", 9, 8),
        ("amount_due", ">=", 50_010, 1),
    ]


def test_a_denied_comparison_is_told_the_other_way_round() -> None:
    assert why("not (days_past_due < 9)", days_past_due=8) == [("days_past_due", ">=", 9, 8)]
    assert why("not step in ('a', 'b')", step="a") == [("step", "not in", ("a", "b"), "a")]


def test_an_unknown_fact_is_told_as_unknown() -> None:
    found = failing(parse_condition("known(step) and step == 'call'"), {}, {}, 2)

    assert found == (
        Failing(fact="step", operator="known", wanted=True, found=None, unknown=True),
        Failing(fact="step", operator="==", wanted="call", found=None, unknown=True),
    )


def test_what_was_judged_on_an_earlier_day_says_so() -> None:
    condition = parse_condition("days_past_due < 9 and days_past_due > 20")

    found = failing(condition, {"days_past_due": 11}, {}, 2, earlier={"days_past_due": 10})

    assert [(each.found, each.earlier) for each in found] == [(10, True), (11, False)]


def test_the_same_failure_is_told_once() -> None:
    assert len(why("answered or answered and days_past_due > 3", days_past_due=4)) == 1


def test_not_known_fails_of_what_is_known() -> None:
    assert why("not known(step)", step="call") == [("step", "not known", True, "call")]
    assert why("not known(step)") == []


def test_an_amount_the_currency_cannot_have_is_refused() -> None:
    with pytest.raises(ConditionError, match="too-many-decimals"):
        failing(parse_condition("amount_due > 0.125"), {}, {}, 2)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("days_past_due < 9", [9]),
        ("days_past_due >= 9", [9]),
        ("days_past_due > 9", [10]),
        ("days_past_due <= 9", [10]),
        ("9 < days_past_due", [10]),
        ("days_past_due == 9", [9, 10]),
        ("not days_past_due != 9", [9, 10]),
        ("days_past_due in (9, 10)", [9, 10, 11]),
        ("days_past_due > -6", [-5]),
        ("days_past_due >= 9 or days_past_due > 8", [9]),
        ("answered or amount_due > 9.00 or step == '9'", []),
    ],
)
def test_thresholds_are_where_the_answer_may_change(text: str, values: list[int]) -> None:
    found = thresholds(parse_condition(text))

    assert found == tuple(("days_past_due", value) for value in values)
