from xml.etree import ElementTree as ET

import pytest

from dunnix.figures import draw_reactions, draw_scenario
from dunnix.figures.coverage import read_coverage
from dunnix.figures.lanes import Box
from dunnix.figures.scenario_layout import lay_scenario
from dunnix.figures.words import words
from dunnix.scenario import load_scenario, parse_scenario

GENTLE = load_scenario("gentle")
ATOM = {"owner": "courtesy", "text": "amount_due >= small", "true": True, "false": True}

EVERY = """\
id = "every"
version = "1"
currency = "EUR"
if_behind = "skip-to-latest"
tone.softer = "debtor.kept_promises > 2"

[[step]]
id = "call"
at = "due + 5d"
channel = "phone"
summary = { channel = "email" }

[[reaction]]
id = "thanks"
on = "settled"
channel = "email"

[[statement]]
id = "monthly"
every = "1m"
channel = "email"
"""

EITHER_WAY = ("never true: amount_due >= small", "never false: amount_due >= small")


def texts(drawn: str) -> list[str]:
    root = ET.fromstring(drawn)  # noqa: S314  # drawn by the test itself
    return [each.text or "" for each in root.iter() if each.tag.endswith("text")]


def test_each_step_says_how_often_tests_came_to_it() -> None:
    drawn = draw_scenario(GENTLE, coverage={"steps": {"talk": 2, "heads-up": 0}})

    shown = texts(drawn)

    assert "steps tested: 1 of 4" in shown
    assert shown.count("in tests: 2") == 1
    assert shown.count("not tested") == 3
    assert (drawn.count('class="tested"'), drawn.count('class="untested"')) == (1, 3)


def test_a_picture_without_coverage_marks_nothing() -> None:
    drawn = draw_scenario(GENTLE)

    assert "not tested" not in texts(drawn)
    assert 'class="untested"' not in drawn


@pytest.mark.parametrize(
    ("seen", "said", "both"),
    [
        ({"true": False, "false": True}, ["never true: amount_due >= small"], 0),
        ({"true": True, "false": False}, ["never false: amount_due >= small"], 0),
        ({"true": True, "false": True}, [], 1),
    ],
)
def test_a_comparison_seen_one_way_only_is_named(
    seen: dict[str, bool], said: list[str], both: int
) -> None:
    coverage = {"steps": {"courtesy": 1}, "atoms": [ATOM | seen]}

    shown = texts(draw_scenario(load_scenario("fr-b2b"), coverage=coverage))

    assert [each for each in EITHER_WAY if each in " ".join(shown)] == said
    total = f"steps tested: 1 of 7 · comparisons seen true and false: {both} of 1"
    assert total in shown


def test_no_two_labels_overlap_where_coverage_is_told() -> None:
    scenario = load_scenario("fr-b2b")
    coverage = read_coverage(
        {"steps": {"courtesy": 1}, "atoms": [ATOM | {"true": False}]}, scenario
    )

    (panel,) = lay_scenario(scenario, words("en"), coverage).panels

    seen: list[Box] = []
    for figure in panel.figures:
        assert not any(figure.box.overlaps(box) for box in seen)
        assert figure.label.box.is_within(figure.box)
        seen.append(figure.box)


def test_all_that_a_test_can_come_to_is_known() -> None:
    every = parse_scenario(EVERY, name="every.toml")
    reactions = {"thanks": 1, "call-summary": 2, "monthly": 3}
    owners = ("call", "thanks", "monthly", "tone.softer")
    compared = [ATOM | {"owner": owner} for owner in owners]

    read = read_coverage({"reactions": reactions, "atoms": compared}, every)

    assert read.taken == reactions
    assert [each.owner for each in read.compared] == list(owners)


def test_what_was_read_is_drawn_as_it_is() -> None:
    read = read_coverage({"steps": {"talk": 2}}, GENTLE)

    assert draw_scenario(GENTLE, coverage=read) == draw_scenario(
        GENTLE, coverage={"steps": {"talk": 2}}
    )


@pytest.mark.parametrize(
    ("coverage", "message"),
    [
        ({"rules": "fr-b2b@1"}, "coverage of `fr-b2b@1` says nothing of `gentle@"),
        ({"steps": {"tlak": 1}}, "names a step `tlak` that isn't there; did you mean `talk`"),
        ({"reactions": {"thanks": 1}}, "names a reaction `thanks` that isn't there$"),
        ({"reactions": {"talk": 1}}, "names a reaction `talk` that isn't there"),
        (
            {"atoms": [ATOM | {"owner": "tlak"}]},
            "names an owner `tlak` that isn't there; did you mean `talk`",
        ),
        ({"atoms": [ATOM | {"owner": "tone.softer"}]}, "names an owner `tone.softer` that isn't"),
        ({"steps": ["talk"]}, "`steps` of coverage must be a table of counts"),
        ({"steps": {"talk": True}}, "`steps` of coverage must be a table of counts"),
        ({"reactions": {"thanks": -1}}, "`reactions` of coverage must be a table of counts"),
        ({"atoms": "all"}, "`atoms` of coverage must be a list"),
        ({"atoms": [{"owner": "talk"}]}, "each of `atoms` needs `owner` and `text`"),
    ],
)
def test_coverage_that_is_none_of_this_scenario_is_refused(
    coverage: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        draw_scenario(GENTLE, coverage=coverage)
    with pytest.raises(ValueError, match=message):
        draw_reactions(GENTLE, coverage=coverage)
