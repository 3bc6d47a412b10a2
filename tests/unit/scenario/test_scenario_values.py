import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest

from dunnix.errors import ScenarioError
from dunnix.facts import Fact
from dunnix.money import Money
from dunnix.scenario import (
    Do,
    Duration,
    EscalationStep,
    Mode,
    PartError,
    Phase,
    PromisePause,
    Repeat,
    Scenario,
    Timing,
    Tone,
    load_scenario,
    parse_scenario,
    scenario_names,
)

EXAMPLES = Path(__file__).parents[3] / "examples"
FIRST = (EXAMPLES / "my-first" / "scenario.toml").read_text(encoding="utf-8")


def ladder() -> list[EscalationStep]:
    return [
        EscalationStep(id="reminder", at="due - 5d", channel="email"),
        EscalationStep(id="call", at="due + 1d", channel="phone"),
        EscalationStep(
            id="formal-notice",
            at="due + 30d",
            channel="registered-letter",
            mandatory=True,
            deadline="8d",
        ),
        EscalationStep(id="agency", after="formal-notice", do="hand-over"),
    ]


def scenario(**keys: Any) -> Scenario:
    given: dict[str, Any] = {"version": "1", "currency": "EUR", "if_behind": "skip-to-latest"}
    return Scenario(**({"id": "my-first", "steps": ladder()} | given | keys))


def problems_of(caught: pytest.ExceptionInfo[ScenarioError]) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in caught.value.problems]


def test_a_file_and_python_build_equal_scenarios() -> None:
    from_file = parse_scenario(FIRST, name="first.toml")

    assert from_file == scenario()
    assert from_file.hash == scenario().hash
    assert hash(from_file) == hash(scenario())


def test_spelling_out_a_default_changes_nothing() -> None:
    spelled = FIRST.replace('channel = "email"', 'channel = "email"\nuntil = "due"\ndo = "send"')

    assert parse_scenario(spelled, name="x.toml").hash == parse_scenario(FIRST, name="x.toml").hash


def test_the_defaults_follow_from_the_place_in_the_ladder() -> None:
    steps = scenario().steps

    assert [step.phase for step in steps] == list(Phase)
    assert [step.tone for step in steps] == list(Tone)
    assert [str(step.mode) for step in steps] == ["auto", "auto", "auto", "confirm:collector"]
    assert [str(step.until) for step in steps] == ["due", "None", "None", "None"]
    assert [len(step.to) for step in steps] == [3, 3, 3, 0]
    assert {step.attempts for step in steps} == {2}


def test_a_step_on_the_due_date_keeps_its_day_and_is_amicable() -> None:
    due, later = scenario(
        steps=[
            EscalationStep(id="on-the-day", at="due", channel="email"),
            EscalationStep(id="later", at="due + 1d", channel="email"),
        ]
    ).steps

    assert (due.on_closed_day, due.phase) == ("keep", Phase.AMICABLE)
    assert later.on_closed_day == "next"


def test_a_mandatory_step_before_the_due_date_gets_no_end() -> None:
    (step,) = scenario(
        steps=[
            EscalationStep(
                id="notice", at="due - 9d", channel="letter", mandatory=True, phase="pre-due"
            )
        ]
    ).steps

    assert step.until is None


def test_a_scenario_is_a_value_that_pickles_and_hashes() -> None:
    before = scenario(amounts={"small": "50"}, facts=[Fact(name="debtor.segment", kind="text")])

    after = pickle.loads(pickle.dumps(before))  # noqa: S301  # our own bytes

    assert after == before
    assert (hash(after), after.hash, after.fact_table) == (
        hash(before),
        before.hash,
        before.fact_table,
    )


def test_amounts_are_found_by_name_and_currency() -> None:
    two = scenario(
        amounts={"small": {"EUR": "50", "GBP": "45.5"}, "court": {"EUR": "5000", "GBP": "4500"}},
        ignore_below="small",
    )

    assert two.currencies == ("EUR", "GBP")
    assert two.amount("small", "GBP") == Money("45.50", "GBP")
    assert two.amount("small", "USD") is None
    assert two.amount("large", "EUR") is None
    assert two.minimum("EUR") == Money("50.00", "EUR")


def test_an_amount_written_out_is_the_least_in_the_currency_of_the_scenario() -> None:
    assert scenario(ignore_below="5").minimum("EUR") == Money("5.00", "EUR")
    assert scenario(ignore_below="5").minimum("USD") is None
    assert scenario().minimum("EUR") is None


def test_amounts_that_are_equal_make_scenarios_that_are_equal() -> None:
    one = scenario(amounts={"small": "50"}, ignore_below="5")
    other = scenario(amounts={"small": {"EUR": "50.00"}}, ignore_below="5.00")

    assert one == other
    assert one.canonical() == other.canonical()


@pytest.mark.parametrize("name", scenario_names())
def test_a_shipped_scenario_comes_back_equal_from_its_own_toml(name: str) -> None:
    shipped = load_scenario(name)

    assert parse_scenario(shipped.to_toml(), name="again.toml") == shipped


def test_every_key_comes_back_equal_from_toml() -> None:
    full = scenario(
        title={"en": 'Quotes " and \\ and é', "fr": "Relance"},
        amounts={"small": "50.00"},
        ignore_below="small",
        timezone="Europe/Paris",
        calendar="FR",
        on_closed_day="nearest",
        per="invoice",
        travels="reached",
        netting="none",
        gap="0d",
        stale_after="2w",
        attempts=3,
        on_part_payment="restart",
        promise=PromisePause(tolerance=Duration.parse("3bd"), at_most_broken=0),
        facts={
            "debtor": {"segment": ["key", "sme"], "rating": {"type": "integer", "nullable": True}},
            "invoice": {"credit_insured": {"type": "bool", "if_missing": False}},
        },
        steps=[
            EscalationStep(
                id="full",
                title={"en": "All of it"},
                at="due + 5d eom",
                until="due + 40d eom",
                when="debtor.segment == 'key' and (amount_due >= small or not answered)",
                channel="preferred",
                fallback=["email", "letter"],
                to=["legal", "procurement"],
                phase="pre-litigation",
                tone="formal",
                mode="manual",
                deadline="8d",
                deadline_from="delivered",
                effects=["stop-credit", "stop-work"],
                repeat={"every": "5d", "until": "due + 28d", "times": 3},
                on_closed_day="previous",
                attempts=1,
                template="first-letter",
                goal=["plan"],
            ),
            EscalationStep(id="next", after=["full", "previous + 2bd"], do="task"),
        ],
    )

    again = parse_scenario(full.to_toml(), name="again.toml")

    assert again == full
    assert again.hash == full.hash


def test_the_canonical_text_has_sorted_keys_and_no_spaces() -> None:
    text = scenario(title={"fr": "Été"}).canonical()

    assert text.startswith('{"attempts":2,"calendar":"weekends","contact":{"gap":"1d"}')
    assert text.isascii()


def test_a_wrong_step_names_all_that_is_wrong_with_it() -> None:
    wrong: dict[str, Any] = {"at": "due+1d", "channel": 7, "when": "amount_due >"}

    with pytest.raises(ScenarioError) as caught:
        EscalationStep(id="call", mandatory=True, **wrong)

    assert problems_of(caught) == [
        ("bad-timing", "step `call`, `at`: `due+1d` is no date of a step"),
        ("unfinished", "step `call`, `when`: the condition ends too early"),
        ("wrong-type", "step `call`, `channel`: a bare number where a quoted channel is wanted"),
    ]


def test_a_wrong_scenario_names_all_that_is_wrong_with_it() -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario(
            version="",
            gap=3,
            steps=[
                EscalationStep(id="call", at="due + 1d", channel="phone", when="amount_du > 5.00"),
                EscalationStep(id="call", after="notice", do="court"),
            ],
        )

    assert problems_of(caught) == [
        ("bad-version", "`version`: an empty text is no version"),
        ("wrong-type", "`gap`: a bare number where a quoted duration is wanted"),
        ("duplicate-step", "step `call`, `id`: there is a step `call` already"),
        ("unknown-step", "step `call`, `after`: there is no step `notice`"),
        ("undeclared-fact", "step `call`, `when`: there is no fact `amount_du`"),
    ]


def test_warnings_do_not_refuse_a_scenario_built_in_python() -> None:
    assert scenario(steps=[]).steps == ()


def test_what_is_no_step_is_no_step() -> None:
    with pytest.raises(ScenarioError, match="where an `EscalationStep` is wanted"):
        scenario(steps=["call"])


def test_a_fact_declared_twice_or_built_in_is_refused() -> None:
    segment = Fact(name="debtor.segment", kind="text")

    with pytest.raises(ScenarioError, match="duplicate-fact"):
        scenario(facts=[segment, segment])
    with pytest.raises(ScenarioError, match="built-in-fact"):
        scenario(facts=[Fact(name="debtor.party", kind="text")])


def test_steps_are_found_by_id() -> None:
    assert scenario().step_ids == ("reminder", "call", "formal-notice", "agency")
    assert scenario().step("agency").do is Do.HAND_OVER
    with pytest.raises(KeyError):
        scenario().step("court")


def test_a_title_falls_back_to_english_then_to_any_then_to_the_id() -> None:
    titled = scenario(title={"en": "Dunning", "fr": "Relance"})

    assert [titled.title_in(language) for language in ("fr", "de")] == ["Relance", "Dunning"]
    assert scenario(title={"fr": "Relance"}).title_in("de") == "Relance"
    assert scenario().title_in("de") == "my-first"
    assert scenario().step("call").title_in("fr") == "call"


def test_a_step_changed_by_evolve_is_checked_again() -> None:
    step = scenario().step("call")

    assert attrs.evolve(step, at=Timing.parse("due + 2d")).at == Timing.parse("due + 2d")
    with pytest.raises(ScenarioError):
        attrs.evolve(step, channel=None)


def test_a_mode_with_a_role_is_a_confirmation() -> None:
    assert str(Mode.parse("confirm:credit-manager")) == "confirm:credit-manager"
    for text in ("confirm", "confirm:", "auto:lea", "confirm:Lea", "never"):
        with pytest.raises(PartError):
            Mode.parse(text)


def test_a_repeat_waits_and_has_a_count_that_counts() -> None:
    with pytest.raises(PartError):
        Repeat(every=Duration.parse("0d"))
    with pytest.raises(PartError):
        Repeat(every=Duration.parse("5d"), times=0)


def test_an_amount_without_currency_among_others_with_one_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"`amounts.court`: `court` has no currency"):
        scenario(currency=None, amounts={"small": {"EUR": "50.00"}, "court": "5000.00"})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", 7),
        ("dunnix", "1"),
        ("calendar", 7),
        ("currency", 978),
        ("if_behind", 1),
        ("attempts", True),
        ("attempts", "two"),
        ("title", "Dunning"),
        ("facts", ["debtor.segment"]),
        ("promise", "2bd"),
        ("stale_after", None),
        ("amounts", {"small": 50}),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_by_its_key(key: str, value: object) -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario(**{key: value})

    assert [problem.code for problem in caught.value.problems] == ["wrong-type"]
    assert f"`{key}" in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("at", 5),
        ("after", [7]),
        ("when", 5),
        ("mode", True),
        ("deadline", 8.5),
        ("repeat", "5d"),
        ("fallback", "email"),
        ("template", ["a"]),
        ("do", None),
    ],
)
def test_a_step_refuses_a_value_of_the_wrong_kind_by_its_key(key: str, value: object) -> None:
    keys: dict[str, Any] = {"id": "call", "at": "due + 1d", "channel": "phone", key: value}

    with pytest.raises(ScenarioError) as caught:
        EscalationStep(**keys)

    assert [problem.code for problem in caught.value.problems] == ["wrong-type"]
    assert f"step `call`, `{key}" in str(caught.value)


def test_an_id_has_a_length_a_screen_can_show() -> None:
    with pytest.raises(ScenarioError, match="bad-id"):
        scenario(id="a" * 65)
