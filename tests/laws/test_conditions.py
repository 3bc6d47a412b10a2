"""Laws of the condition language, over conditions and facts made at random."""

import operator
from collections.abc import Callable
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from dunnix.conditions import (
    And,
    Compare,
    CompiledCondition,
    Condition,
    ConditionError,
    DecimalNumber,
    Expression,
    Flag,
    In,
    Known,
    NamedAmount,
    Not,
    Or,
    check_condition,
    compile_condition,
    facts_used,
    failing,
    parse_condition,
    thresholds,
)
from dunnix.facts import BUILT_IN

WHOLE = ("days_past_due", "times_contacted")
DAYS = "days_past_due"
FACTS = (*WHOLE, "amount_due", "answered", "outcome")
SLOTS = {name: slot for slot, name in enumerate((*FACTS, "earlier"))}
EARLIER = {DAYS: SLOTS["earlier"]}
AMOUNTS = {"small": 3}
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}

small_numbers = st.integers(0, 5)
ordered = st.sampled_from(sorted(OPERATORS))
whole_comparisons = st.builds("{} {} {}".format, st.sampled_from(WHOLE), ordered, small_numbers)
turned_comparisons = st.builds("{} {} {}".format, small_numbers, ordered, st.sampled_from(WHOLE))
amount_comparisons = st.builds(
    "amount_due {} {}".format, ordered, st.sampled_from(["0.02", "0.04", "small"])
)
text_comparisons = st.builds(
    "outcome {} {}".format, st.sampled_from(["==", "!="]), st.sampled_from(["'a'", '"b"'])
)
lists = st.builds(
    "{} {} ({})".format,
    st.sampled_from(WHOLE),
    st.sampled_from(["in", "not in"]),
    st.lists(small_numbers.map(str), min_size=1, max_size=3).map(", ".join),
)
questions = st.sampled_from(
    ["answered", "answered == false", "answered != true", *(f"known({name})" for name in FACTS)]
)
leaf_texts = st.one_of(
    whole_comparisons, turned_comparisons, amount_comparisons, text_comparisons, lists, questions
)
texts = st.recursive(
    leaf_texts,
    lambda part: st.one_of(
        st.builds("not ({})".format, part),
        st.builds("not {}".format, leaf_texts),
        st.builds("({}) and ({})".format, part, part),
        st.builds("({}) or ({})".format, part, part),
        st.builds("{} and {} or {}".format, leaf_texts, leaf_texts, leaf_texts),
    ),
    max_leaves=8,
)
values = st.tuples(
    st.none() | small_numbers,
    st.none() | small_numbers,
    st.none() | small_numbers,
    st.none() | st.booleans(),
    st.none() | st.sampled_from(["a", "b", "c"]),
    st.none() | small_numbers,
)
known_values = st.tuples(
    small_numbers,
    small_numbers,
    small_numbers,
    st.booleans(),
    st.sampled_from(["a", "b", "c"]),
    small_numbers,
)
Values = tuple[Any, ...]


def compiled(condition: Condition, **more: Any) -> CompiledCondition:
    bound = {"earlier_slots": {}, "amounts": AMOUNTS, "digits": 2, **more}
    return compile_condition(condition, slots=SLOTS, **bound)


def worth(literal: Any) -> Any:
    match literal:
        case NamedAmount(name):
            return AMOUNTS[name]
        case DecimalNumber(units, places):
            return units * 10 ** (2 - places)
        case _:
            return literal.value


class Kleene:
    """A naive interpreter with three values, the third being None."""

    def __init__(self, facts: Values, *, held: bool) -> None:
        self.facts = dict(zip(SLOTS, facts, strict=True))
        self.held = held

    def answer(self, expression: Expression, *, denied: bool = False) -> bool | None:
        match expression:
            case And(parts):
                return self.every([self.answer(part, denied=denied) for part in parts])
            case Or(parts):
                return self.some([self.answer(part, denied=denied) for part in parts])
            case Not(part):
                return self.opposite(self.answer(part, denied=not denied))
            case Known(fact):
                known = self.facts[fact] is not None
                # Ignorance makes nothing false, unless a denied `known` asks for it.
                return known if known or denied else None
            case _:
                return self.asked(expression, denied=denied)

    def asked(self, leaf: Flag | In | Compare, *, denied: bool) -> bool | None:
        match leaf:
            case Flag(fact):
                return self.holds(fact, "==", wanted=True)
            case In(fact, several):
                return self.some(
                    [self.compared(fact, "==", worth(one), denied=denied) for one in several]
                )
            case Compare(fact, op, literal):
                return self.compared(fact, str(op), worth(literal), denied=denied)

    def compared(self, fact: str, op: str, wanted: Any, *, denied: bool) -> bool | None:
        if self.held and fact == DAYS and op in {"==", "!="}:
            # An equality is a lower bound today and an upper bound on the earlier day.
            equal = self.every(
                [self.holds(fact, ">=", wanted), self.holds("earlier", "<=", wanted)]
            )
            return equal if op == "==" else self.opposite(equal)
        asked = OPPOSITE[op] if denied else op
        earlier = self.held and fact == DAYS and asked in {"<", "<="}
        return self.holds("earlier" if earlier else fact, op, wanted)

    def holds(self, fact: str, op: str, wanted: Any) -> bool | None:
        found = self.facts[fact]
        return None if found is None else OPERATORS[op](found, wanted)

    @staticmethod
    def every(answers: list[bool | None]) -> bool | None:
        if False in answers:
            return False
        return None if None in answers else True

    @staticmethod
    def some(answers: list[bool | None]) -> bool | None:
        if True in answers:
            return True
        return None if None in answers else False

    @staticmethod
    def opposite(answer: bool | None) -> bool | None:  # noqa: FBT001 - three values
        return None if answer is None else not answer


@given(text=texts, facts=values)
def test_compiled_conditions_agree_with_a_naive_interpreter(text: str, facts: Values) -> None:
    condition = parse_condition(text)

    both = compiled(condition)

    expected = Kleene(facts, held=False).answer(condition.expression)
    assert both.surely_true(facts) is (expected is True)
    assert both.surely_false(facts) is (expected is False)


@given(text=texts, facts=values)
def test_held_conditions_agree_with_a_naive_interpreter(text: str, facts: Values) -> None:
    condition = parse_condition(text)

    both = compiled(condition, earlier_slots=EARLIER)

    expected = Kleene(facts, held=True).answer(condition.expression)
    assert both.surely_true(facts) is (expected is True)
    assert both.surely_false(facts) is (expected is False)


@given(text=texts, facts=values)
def test_a_condition_is_never_both_surely_true_and_surely_false(text: str, facts: Values) -> None:
    both = compiled(parse_condition(text), earlier_slots=EARLIER)

    assert not (both.surely_true(facts) and both.surely_false(facts))


@given(text=texts, facts=known_values)
def test_of_known_facts_a_condition_is_one_or_the_other(text: str, facts: Values) -> None:
    both = compiled(parse_condition(text))

    assert both.surely_true(facts) is not both.surely_false(facts)


@given(text=texts, facts=known_values)
def test_an_earlier_day_that_is_today_changes_nothing(text: str, facts: Values) -> None:
    condition = parse_condition(text)
    same = (*facts[:-1], facts[SLOTS[DAYS]])

    held, today = compiled(condition, earlier_slots=EARLIER), compiled(condition)

    assert held.surely_true(same) is today.surely_true(same)
    assert held.surely_false(same) is today.surely_false(same)


@given(text=texts.filter(lambda text: "not" not in text), facts=values, more=known_values)
def test_learning_a_fact_never_unsays_a_sure_answer(text: str, facts: Values, more: Values) -> None:
    both = compiled(parse_condition(text))
    learnt = tuple(new if old is None else old for old, new in zip(facts, more, strict=True))

    assert not both.surely_true(facts) or both.surely_true(learnt)
    assert not both.surely_false(facts) or both.surely_false(learnt)


@given(text=texts, facts=values, held=st.booleans())
def test_a_condition_fails_for_a_reason_or_not_at_all(
    text: str,
    facts: Values,
    held: bool,  # noqa: FBT001 - drawn
) -> None:
    condition = parse_condition(text)
    both = compiled(condition, earlier_slots=EARLIER if held else {})
    earlier = {DAYS: facts[SLOTS["earlier"]]} if held else None

    found = failing(condition, dict(zip(FACTS, facts, strict=False)), AMOUNTS, 2, earlier=earlier)

    assert bool(found) is not both.surely_true(facts)


@given(text=texts, facts=known_values, day=st.integers(-1, 7))
def test_the_answer_changes_only_at_a_threshold(text: str, facts: Values, day: int) -> None:
    condition = parse_condition(text)
    both = compiled(condition)

    before, after = (day - 1, *facts[1:]), (day, *facts[1:])

    if (DAYS, day) not in thresholds(condition):
        assert both.surely_true(before) is both.surely_true(after)


@given(text=texts)
def test_the_canonical_form_parses_to_an_equal_condition(text: str) -> None:
    condition = parse_condition(text)

    again = parse_condition(condition.canonical())

    assert again == condition
    assert hash(again) == hash(condition)
    assert again.canonical() == condition.canonical()


@given(text=texts, facts=values)
def test_conditions_with_one_canonical_form_give_one_answer(text: str, facts: Values) -> None:
    condition = parse_condition(text)
    again = parse_condition(condition.canonical())

    assert compiled(again).surely_true(facts) is compiled(condition).surely_true(facts)


@given(text=texts)
def test_faults_lie_within_the_text(text: str) -> None:
    condition = parse_condition(text)

    for fault in check_condition(condition, BUILT_IN, frozenset(AMOUNTS)):
        assert 0 <= fault.start < fault.end <= len(text)


# Hostile text


def parsed(text: str) -> Condition | ConditionError:
    try:
        return parse_condition(text)
    except ConditionError as error:
        return error


def used_as_it_may_be(text: str) -> None:
    """Do with a text all that can be done; only `ConditionError` may come of it."""
    condition = parsed(text)
    if isinstance(condition, ConditionError):
        assert condition.faults
        assert all(0 <= each.start <= each.end <= max(len(text), 1) for each in condition.faults)
        assert str(condition)
        return
    assert parse_condition(condition.canonical()) == condition
    check_condition(condition, BUILT_IN, frozenset(AMOUNTS), allow_not_known=True)
    thresholds(condition)
    assert binding_faults(condition) <= {
        "unknown-amount",
        "too-many-decimals",
        "number-too-large",
    }


def binding_faults(condition: Condition) -> set[str]:
    slots = {name: slot for slot, name in enumerate(sorted(facts_used(condition)))}
    try:
        compile_condition(condition, slots=slots, earlier_slots={}, amounts=AMOUNTS, digits=2)
    except ConditionError as error:
        return {fault.code for fault in error.faults}
    return set()


fragments = st.sampled_from(
    [
        *("and", "or", "not", "in", "known", "(", ")", "[", "]", ",", "==", "!=", "<", ">=", "="),
        *("answered", "days_past_due", "debtor.party", "small", "5", "-5", "0.05", "'a'", '"', "'"),
        *("true", "None", "lambda", ":", "__class__", ".", "+", "-", "\\", "\n", "\x00", "\u00e9"),
        *("9" * 30, "\ud800", "()", "import os", "&&", "!", "x.y.z", "not not", "(((((((("),
    ]
)


@given(text=st.text(max_size=200))
@example(text="(" * 2_000)
@example(text="not " * 500)
@example(text="known(" * 300)
@example(text="9" * 2_000)
@example(text="a in (" + "'x'," * 400)
@example(text="answered or " * 166 + "a")
def test_arbitrary_text_gives_a_condition_or_its_own_error(text: str) -> None:
    used_as_it_may_be(text)


@given(parts=st.lists(fragments, max_size=40), glue=st.sampled_from(["", " "]))
def test_fragments_of_the_language_in_any_order_do_no_harm(parts: list[str], glue: str) -> None:
    used_as_it_may_be(glue.join(parts))


@given(text=texts, at=st.floats(0, 1), cut=st.integers(0, 6), put=fragments | st.text(max_size=3))
def test_a_valid_text_that_was_damaged_does_no_harm(
    text: str, at: float, cut: int, put: str
) -> None:
    place = int(at * len(text))

    used_as_it_may_be(text[:place] + put + text[place + cut :])
