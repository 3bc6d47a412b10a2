from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dunnix.figures import draw_reactions
from dunnix.figures.coverage import read_coverage
from dunnix.figures.glyphs import REACH
from dunnix.figures.lanes import Box
from dunnix.figures.reaction_groups import reaction_groups
from dunnix.figures.reaction_layout import MARK, WIDTH, ReactionLayout, lay_reactions
from dunnix.figures.words import words
from dunnix.model import CHANNELS
from dunnix.scenario import EscalationStep, Reaction, Scenario, load_scenario, scenario_names

OTHERS = ("es", "fr", "it", "nl")
LADDER = (
    EscalationStep(id="mail", at="due + 1d", channel="email"),
    EscalationStep(
        id="notice", title={"en": "Notice"}, at="due + 30d", channel="letter", mandatory=True
    ),
)


def answering(*reactions: Reaction) -> Scenario:
    return Scenario(
        id="answers",
        version="1",
        currency="EUR",
        if_behind="skip-to-latest",
        steps=LADDER,
        reactions=reactions,
    )


def texts(drawn: str) -> list[str]:
    root = ET.fromstring(drawn)  # noqa: S314  # drawn by the test itself
    return [each.text or "" for each in root.iter() if each.tag.endswith(("text", "title"))]


def boxes(layout: ReactionLayout) -> Iterator[Box]:
    for group in layout.groups:
        yield group.label.box
        for each in group.branches:
            yield Box(MARK - REACH, each.y - REACH, MARK + REACH, each.y + REACH)
            yield each.label.box
            yield each.then.box


def assert_apart_and_within(found: Iterable[Box], page: Box) -> None:
    seen: list[Box] = []
    for box in found:
        assert box.is_within(page)
        assert not any(box.overlaps(other) for other in seen)
        seen.append(box)


@pytest.mark.parametrize("name", scenario_names())
@pytest.mark.parametrize(
    "language",
    ["en", "de", *(pytest.param(each, marks=pytest.mark.exhaustive) for each in OTHERS)],
)
def test_a_shipped_scenario_shows_every_reaction_and_no_two_labels_overlap(
    name: str, language: str
) -> None:
    scenario = load_scenario(name)

    shown = " ".join(texts(draw_reactions(scenario, language=language)))

    assert all(each.id in shown for each in scenario.reactions)
    assert all(each.title_in(language) in shown for each in scenario.reactions)
    layout = lay_reactions(scenario, words(language), None)
    assert_apart_and_within(boxes(layout), Box(0, 0, WIDTH, layout.height))


def test_reactions_stand_by_event_the_ones_with_a_reason_before_those_without() -> None:
    scenario = answering(
        Reaction(id="any-reply", on="reply", do="task"),
        Reaction(id="thanks", on="settled", channel="email"),
        Reaction(id="duplicate", on="reply:not-received", channel="email"),
        Reaction(id="refused", on="reply:refusal", do="task"),
    )

    assert [str(group.on) for group in reaction_groups(scenario)] == [
        *("reply:not-received", "reply:refusal", "reply", "settled"),
    ]


def test_of_one_event_the_earlier_day_comes_first_and_the_second_of_a_day_is_an_else() -> None:
    scenario = answering(
        Reaction(id="follow-up", on="promise-broken", at="event + 3d", channel="email"),
        Reaction(id="first", on="promise-broken", channel="phone", when="amount_due > 10.00"),
        Reaction(id="second", on="promise-broken", channel="phone"),
    )

    (group,) = reaction_groups(scenario)

    assert [(each.reaction.id, each.is_else) for each in group.branches] == [
        *(("first", False), ("second", True), ("follow-up", False)),
    ]
    shown = texts(draw_reactions(scenario))
    assert "else at once" in shown
    assert "event + 3d" in shown


@pytest.mark.parametrize(
    ("first", "second", "is_else"),
    [
        ("event + 7d", "event + 1w", True),
        ("event + 5bd", "event + 5bd", True),
        ("event + 5bd", "event + 1w", False),
    ],
)
def test_two_reactions_are_of_one_day_where_the_calendar_has_no_say(
    first: str, second: str, *, is_else: bool
) -> None:
    scenario = answering(
        Reaction(id="one", on="dispute", at=first, do="task", when="amount_due > 10.00"),
        Reaction(id="two", on="dispute", at=second, do="task"),
    )

    (group,) = reaction_groups(scenario)

    assert [each.is_else for each in group.branches] == [False, is_else]


def test_each_way_to_go_on_is_said() -> None:
    scenario = answering(
        Reaction(id="note", on="dispute", do="task"),
        Reaction(id="bankrupt", on="insolvency", do="task", then="stop"),
        Reaction(id="refused", on="reply:refusal", do="task", then="go-to:notice"),
    )

    shown = texts(draw_reactions(scenario))

    said = [text for text in shown if text.startswith(("the ladder", "on to"))]
    assert said == ["the ladder goes on", "the ladder stops", "on to Notice"]


def test_what_limits_a_reaction_is_said() -> None:
    scenario = answering(
        Reaction(
            id="again",
            on="reply:not-received",
            channel="email",
            tone="friendly",
            times=2,
            until="event + 9d",
            when="amount_due > 10.00",
        )
    )

    shown = " · ".join(texts(draw_reactions(scenario)))

    for said in ("times at most: 2", "until event + 9d", "if amount_due > 10.00", "e-mail"):
        assert said in shown


def test_the_event_is_said_in_the_reader_s_language_beside_its_name() -> None:
    scenario = answering(Reaction(id="refused", on="reply:refusal", do="task"))

    shown = texts(draw_reactions(scenario, language="de"))

    assert {"Zahlungsverweigerung", "reply:refusal"} <= set(shown)


def test_a_scenario_without_reactions_says_so() -> None:
    assert "This scenario has no reactions." in texts(draw_reactions(answering()))


def test_a_title_full_of_markup_is_shown_and_does_nothing() -> None:
    title = "</text><script>alert('x')</script> & \"co\" {id}"
    scenario = answering(Reaction(id="note", title={"en": title}, on="dispute", do="task"))

    drawn = draw_reactions(scenario)

    assert "<script" not in drawn
    assert any(title in text for text in texts(drawn))


def test_the_tree_loads_and_runs_nothing_and_says_itself() -> None:
    drawn = draw_reactions(load_scenario("fr-b2b"))

    root = ET.fromstring(drawn)  # noqa: S314  # drawn here
    said = {each.get("id"): each.text or "" for each in root if each.get("id")}
    assert drawn.count("http") == drawn.count("http://www.w3.org/2000/svg") == 1
    assert not any(word in drawn for word in ("<script", "href", "@import", "@font-face", "onload"))
    names = (root.get("aria-labelledby") or "").split()
    assert "A refusal to pay: Understand the refusal · task" in said[names[1]]


def test_coverage_marks_each_reaction_and_counts_them() -> None:
    scenario = answering(
        Reaction(id="note", on="dispute", do="task", when="amount_due > 10.00"),
        Reaction(id="thanks", on="settled", channel="email"),
    )
    half = {"owner": "note", "text": "amount_due > 10.00", "true": True, "false": False}

    drawn = draw_reactions(scenario, coverage={"reactions": {"note": 3}, "atoms": [half]})

    shown = texts(drawn)
    total = "reactions tested: 1 of 2 · comparisons seen true and false: 0 of 1"
    assert {total, "in tests: 3", "not tested"} <= set(shown)
    assert "never false: amount_due > 10.00" in " ".join(shown)
    assert (drawn.count('class="tested"'), drawn.count('class="untested"')) == (1, 1)


@st.composite
def reactions(draw: st.DrawFn, place: int) -> Reaction:
    keys: dict[str, object] = {}
    if draw(st.booleans()):
        keys["title"] = {"en": draw(st.text("Mm i<&é督", min_size=1, max_size=60)).strip() or "x"}
    if draw(st.booleans()):
        keys["at"] = f"event + {draw(st.integers(1, 9))}d"
    if draw(st.booleans()):
        keys["times"] = draw(st.integers(1, 9))
    if draw(st.booleans()):
        keys["when"] = " and ".join(["amount_due > 10.00"] * draw(st.integers(1, 6)))
    if draw(st.booleans()):
        keys["then"] = draw(st.sampled_from(["stop", "go-to:notice"]))
    name = draw(st.sampled_from(["r", "-".join(["identifier"] * 5)]))
    return Reaction(
        id=f"{name}-{place}",
        on=draw(st.sampled_from(["reply", "reply:refusal", "dispute", "no-reply:3", "insolvency"])),
        channel=draw(st.sampled_from(CHANNELS)),
        **keys,  # type: ignore[arg-type]  # plain texts, as in a file
    )


@settings(max_examples=max(settings().max_examples // 4, 1))
@given(data=st.data(), count=st.integers(1, 20), covered=st.booleans())
def test_no_two_labels_overlap_whatever_the_reactions(
    data: st.DataObject, count: int, *, covered: bool
) -> None:
    scenario = answering(*(data.draw(reactions(place)) for place in range(count)))
    coverage = read_coverage({}, scenario) if covered else None

    layout = lay_reactions(scenario, words("en"), coverage)

    assert_apart_and_within(boxes(layout), Box(0, 0, WIDTH, layout.height))
    shown = " ".join(texts(draw_reactions(scenario)))
    assert all(each.id in shown for each in scenario.reactions)
