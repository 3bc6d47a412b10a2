"""What each step of one scenario becomes in another, and what can't be."""

import pytest

from dunnix.migration import MigrationError, step_map
from dunnix.scenario import Scenario, parse_scenario

OLD = """
id = "own"
version = "1"
currency = "EUR"
if_behind = "one-at-a-time"
[[step]]
id = "hint"
at = "due - 3d"
channel = "email"
[[step]]
id = "call"
at = "due + 1d"
channel = "phone"
summary = { channel = "email" }
[[step]]
id = "notice"
at = "due + 30d"
channel = "letter"
mandatory = true
deadline = "8d"
[[step]]
id = "agency"
after = "notice"
do = "hand-over"
[[reaction]]
id = "again"
on = "reply:not-received"
channel = "email"
"""


HINT = '[[step]]\nid = "hint"\nat = "due - 3d"\nchannel = "email"\n'


def scenario(text: str = OLD, version: str = "1") -> Scenario:
    return parse_scenario(text.replace('"1"', f'"{version}"'), name="own.toml")


def renamed(**names: str) -> Scenario:
    text = OLD
    for old, new in names.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    return scenario(text, version="2")


def refused(new: Scenario, **named: str) -> list[str]:
    with pytest.raises(MigrationError) as caught:
        step_map(scenario(), new, named)
    return str(caught.value).splitlines()


def test_an_id_that_both_have_is_the_same_step() -> None:
    assert dict(step_map(scenario(), scenario(version="2")).becomes) == {
        each: each for each in ("again", "agency", "call", "hint", "notice")
    }


def test_what_sums_up_a_call_is_renamed_with_it() -> None:
    mapped = step_map(scenario(), renamed(call="ring"), {"call": "ring"})

    assert dict(mapped.renamed) == {"call": "ring", "call-summary": "ring-summary"}


def test_two_steps_may_become_one() -> None:
    merged = scenario(OLD.replace(HINT, ""))

    mapped = step_map(scenario(), merged, {"hint": "call"})

    assert mapped.becomes["hint"] == mapped.becomes["call"] == "call"


def test_a_step_may_be_dropped_by_name() -> None:
    without = scenario(OLD.replace(HINT, ""))

    assert step_map(scenario(), without, {"hint": ""}).dropped == ("hint",)


def test_a_step_that_would_be_lost_is_refused() -> None:
    assert refused(renamed(call="ring", again="anew")) == [
        "`call` of `own@1` is no step of `own@2`: what was done would be lost [step-lost]",
        '  hint: name what it becomes, such as call=..., or "" for nothing',
        "`again` of `own@1` is no reaction of `own@2`: what was done would be lost [step-lost]",
        '  hint: name what it becomes, such as again=..., or "" for nothing',
    ]


def test_ids_nobody_has_are_refused() -> None:
    assert refused(scenario(version="2"), cal="call", hint="ring") == [
        "the old scenario `own@1` has no step `cal` [unknown-step]",
        "  hint: did you mean `call`?",
        "the new scenario `own@2` has no step `ring` [unknown-step]",
        "  hint: known are `again`, `agency`, `call`, `hint`, `notice`",
        "`hint` becomes `ring`, and `own@2` has another `hint` [id-reused]",
        "  hint: give that step an id of its own: a key is never sent twice",
    ]


def test_an_id_never_means_another_step_than_before() -> None:
    assert refused(scenario(version="2"), hint="call") == [
        "`hint` becomes `call`, and `own@2` has another `hint` [id-reused]",
        "  hint: give that step an id of its own: a key is never sent twice",
    ]


def test_a_step_becomes_no_reaction() -> None:
    assert refused(renamed(call="ring"), call="again") == [
        "`call` is a step of `own@1`, and `again` a reaction of `own@2` [kind-changed]",
        "  hint: name a step",
    ]


@pytest.mark.parametrize(
    ("becomes", "told"),
    [
        ("call", '`agency` is `do = "hand-over"`, and `call` is `do = "send"` [end-changed]'),
        ("", '`agency` is `do = "hand-over"`, and would become nothing [end-changed]'),
    ],
)
def test_what_was_handed_over_is_never_ours_again(becomes: str, told: str) -> None:
    assert refused(renamed(agency="lawyer"), agency=becomes)[0] == told


def test_what_we_did_ourselves_is_never_handed_over_by_a_name() -> None:
    assert refused(renamed(notice="last"), notice="agency")[0] == (
        '`notice` is `do = "send"`, and `agency` is `do = "hand-over"` [end-changed]'
    )
