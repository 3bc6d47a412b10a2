"""Steps of which several become one: each is compared with it, in whatever order they are given."""

import json
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from dunnix.comparison import Change, ScenarioChanges, compare_scenarios
from dunnix.scenario import Scenario, parse_scenario

HEAD = 'id = "own"\nversion = "1"\ncurrency = "EUR"\nif_behind = "one-at-a-time"\n'
STEP = '[[step]]\nid = "{}"\ntitle = {{ en = "{}" }}\nat = "due + {}d"\nchannel = "email"\n'
HINT = STEP.format("hint", "Hint", 1)
REMINDER = STEP.format("reminder", "Reminder", 9)
NOTICE = STEP.format("notice", "Notice", 30)
LETTER = STEP.format("letter", "Letter", 5)
MAILED = (
    "we send an email to accounts payable, or else to the manager, or else to the executives, in a"
    " neutral tone."
)
INTO_A_NEW_ONE = {"hint": "letter", "reminder": "letter"}


def own(*steps: str) -> Scenario:
    return parse_scenario("".join((HEAD, *steps)), name="own.toml")


OLD = (HINT, REMINDER, NOTICE)
NEW = own(LETTER, NOTICE)


def merged(
    old: Sequence[str] = OLD, new: Scenario = NEW, steps: Mapping[str, str] = INTO_A_NEW_ONE
) -> tuple[ScenarioChanges, list[Change]]:
    changes = compare_scenarios(own(*old), new, steps=steps)
    return changes, [each for each in changes if each.path != ("step",)]


def test_each_of_the_old_steps_is_compared_with_the_one_they_become() -> None:
    _, changes = merged()

    day = ("step", "letter", "at")
    assert [each for each in changes if each.path == day] == [
        Change(path=day, before="due + 1d", after="due + 5d", merged="hint"),
        Change(path=day, before="due + 9d", after="due + 5d", merged="reminder"),
    ]
    assert {each.path[1] for each in changes} == {"letter"}


def test_a_step_may_become_one_that_stays() -> None:
    _, changes = merged(new=own(REMINDER, NOTICE), steps={"hint": "reminder"})

    assert {(each.path, each.merged) for each in changes} == {
        (("step", "reminder", "id"), "hint"),
        (("step", "reminder", "title", "en"), "hint"),
        (("step", "reminder", "at"), "hint"),
    }


def test_the_text_says_of_each_into_what_it_is_merged() -> None:
    changes, _ = merged(new=own(REMINDER, NOTICE), steps={"hint": "reminder"})

    assert changes.say().splitlines()[1:6] == [
        "",
        "Hint (merged into Reminder)",
        f"- 1 day after the due date, {MAILED}",
        f"+ 9 days after the due date, {MAILED}",
        "",
    ]


def test_steps_that_become_one_that_is_theirs_are_all_told() -> None:
    changes, _ = merged()

    headings = [line for line in changes.say().splitlines() if "merged" in line]
    assert headings == ["Hint (merged into Letter)", "Reminder (merged into Letter)"]


def test_a_step_that_becomes_one_which_says_the_same_is_told_by_its_id() -> None:
    twin = HINT.replace('"hint"', '"twin"')

    changes, found = merged((HINT, twin, NOTICE), own(HINT, NOTICE), steps={"twin": "hint"})

    assert found == [
        Change(path=("step", "hint", "id"), before="twin", after="hint", merged="twin")
    ]
    assert "twin" in changes.say()


def test_an_id_the_new_scenario_has_not_says_nothing() -> None:
    changes = compare_scenarios(own(HINT), own(NOTICE), steps={"hint": "nowhere"})

    assert [each.path for each in changes] == [("step", "hint"), ("step", "notice")]


def test_a_merged_step_that_has_a_place_of_its_own_is_no_other_order() -> None:
    _, changes = merged((HINT, NOTICE, REMINDER), own(NOTICE, REMINDER), steps={"hint": "reminder"})

    assert all(each.path != ("step",) for each in changes)


def test_another_order_is_told_with_a_merged_step_once() -> None:
    changes, _ = merged(OLD, own(NOTICE, LETTER))

    assert (
        Change(path=("step",), before=["letter", "notice"], after=["notice", "letter"])
        in changes.changes
    )


def test_a_reaction_that_is_gone_is_not_merged_with_the_step_that_has_its_id() -> None:
    reaction = '[[reaction]]\nid = "letter"\non = "reply"\nchannel = "letter"\n'

    changes, found = merged((HINT, reaction), own(LETTER), steps={"hint": "letter"})

    assert {each.merged for each in found} == {None}
    assert "Letter" in changes.say().splitlines()


def test_which_step_was_merged_is_plain_data() -> None:
    data = json.loads(json.dumps(merged()[0].to_dict()))

    assert {each["merged"] for each in data["changes"]} == {"hint", "reminder"}


@given(st.permutations(list(INTO_A_NEW_ONE.items())), st.permutations(OLD))
def test_neither_the_order_of_the_map_nor_that_of_the_file_changes_what_is_told(
    pairs: list[tuple[str, str]], steps: list[str]
) -> None:
    expected, changes = merged()
    other, found = merged(steps, steps=dict(pairs))

    assert sorted(found, key=repr) == sorted(changes, key=repr)
    assert merged(steps)[0] == other
    if tuple(steps) == OLD:
        assert other.say() == expected.say()
