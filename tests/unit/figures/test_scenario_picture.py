from collections.abc import Iterable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dunnix.figures
from dunnix.figures import draw_scenario
from dunnix.figures.lanes import Box
from dunnix.figures.scenario_layout import Panel, ScenarioLayout, lay_scenario
from dunnix.figures.step_days import step_days
from dunnix.figures.words import words
from dunnix.model import CHANNELS
from dunnix.scenario import EscalationStep, Scenario, load_scenario, scenario_names

NEWCOMER = (
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
)


def ladder(*steps: EscalationStep) -> Scenario:
    return Scenario(
        id="ladder", version="1", currency="EUR", if_behind="skip-to-latest", steps=steps
    )


def texts(drawn: str) -> list[str]:
    root = ET.fromstring(drawn)  # noqa: S314  # drawn by the test itself
    return [each.text or "" for each in root.iter() if each.tag.endswith(("text", "title"))]


def labels(panel: Panel) -> list[Box]:
    return [figure.label.box for figure in panel.figures] + [tick.box for tick in panel.ticks]


def assert_nothing_overlaps(layout: ScenarioLayout) -> None:
    page = Box(0, 0, layout.width, layout.height)
    for panel in layout.panels:
        figures = [figure.box for figure in panel.figures]
        assert_apart(figures)
        assert_apart(labels(panel))
        assert all(box.is_within(page) for box in [*figures, *labels(panel)])
        assert all(figure.label.box.is_within(figure.box) for figure in panel.figures)
    assert_apart([panel.box for panel in layout.panels])


def assert_apart(boxes: Iterable[Box]) -> None:
    seen: list[Box] = []
    for box in boxes:
        assert not any(box.overlaps(other) for other in seen)
        seen.append(box)


@pytest.mark.parametrize("name", scenario_names())
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_shipped_scenario_shows_every_step(name: str, language: str) -> None:
    scenario = load_scenario(name)

    shown = " ".join(texts(draw_scenario(scenario, language=language)))

    assert all(step.id in shown for step in scenario.steps)
    assert all(step.title_in(language) in shown for step in scenario.steps)
    assert_nothing_overlaps(lay_scenario(scenario, words(language)))


def test_the_days_of_the_newcomers_ladder_are_counted_from_due() -> None:
    days = [(each.step.id, each.day, each.deadline_end) for each in step_days(ladder(*NEWCOMER))]

    assert days == [
        *(("reminder", -5, None), ("call", 1, None)),
        *(("formal-notice", 30, 38), ("agency", 39, None)),
    ]


def test_a_step_that_only_waits_is_led_to_from_the_end_of_the_deadline() -> None:
    (panel,) = lay_scenario(ladder(*NEWCOMER), words("en")).panels
    notice, agency = panel.figures[2:]

    assert agency.waits_from == (notice.deadline, notice.track)
    assert agency.of.follows == "formal-notice"


def test_a_step_that_waits_for_the_previous_one_comes_so_long_after_it() -> None:
    steps = (*NEWCOMER[:2], EscalationStep(id="talk", after="previous + 7d", do="task"))

    (panel,) = lay_scenario(ladder(*steps), words("en")).panels

    call, talk = panel.figures[1:]
    assert talk.of.day == 8
    assert talk.waits_from is not None
    assert talk.waits_from[0] == call.x


def test_steps_counted_from_the_issue_date_have_an_axis_of_their_own() -> None:
    scenario = ladder(EscalationStep(id="thanks", at="issue + 2d", channel="email"), *NEWCOMER)

    layout = lay_scenario(scenario, words("en"))

    assert [[figure.of.step.id for figure in panel.figures] for panel in layout.panels] == [
        ["reminder", "call", "formal-notice", "agency"],
        ["thanks"],
    ]
    assert "days from the issue date" in texts(draw_scenario(scenario))


def test_a_scenario_counted_from_the_issue_date_alone_has_no_other_axis() -> None:
    scenario = ladder(EscalationStep(id="thanks", at="issue + 14d", channel="email"))

    assert [panel.anchor for panel in lay_scenario(scenario, words("en")).panels] == ["issue"]


def test_phases_are_bands_and_pre_due_ends_on_the_due_date() -> None:
    (panel,) = lay_scenario(load_scenario("fr-b2b"), words("en")).panels

    assert [band.name for band in panel.bands] == [
        *("pre-due", "amicable", "pre-litigation", "litigation"),
    ]
    assert panel.bands[0].right == panel.axis.place(0)
    assert panel.bands[0].left == panel.axis.left
    assert panel.bands[-1].right == panel.axis.right


@pytest.mark.parametrize("name", scenario_names())
@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it", "nl"])
def test_no_label_of_a_step_before_due_crosses_the_line_of_the_due_date(
    name: str, language: str
) -> None:
    (panel,) = lay_scenario(load_scenario(name), words(language)).panels

    before = [figure.label.box for figure in panel.figures if figure.of.day < 0]
    assert all(box.right < panel.axis.place(0) for box in before)


def test_two_phases_that_begin_on_one_day_share_a_band() -> None:
    notice = EscalationStep(id="notice", at="due + 9d", channel="letter", mandatory=True)
    court = EscalationStep(id="court", at="due + 9d", do="court")

    (panel,) = lay_scenario(ladder(notice, court), words("en")).panels

    assert [band.name for band in panel.bands] == ["pre-litigation, litigation"]


def test_repeats_are_ticks_until_their_end() -> None:
    call = EscalationStep(
        id="call", at="due + 1d", channel="phone", repeat={"every": "5d", "until": "due + 28d"}
    )

    (panel,) = lay_scenario(ladder(call), words("en")).panels

    assert panel.figures[0].of.repeats == (6, 11, 16, 21, 26)
    assert panel.figures[0].repeats == tuple(panel.axis.place(day) for day in (6, 11, 16, 21, 26))


@pytest.mark.parametrize(
    ("repeat", "days", "said"),
    [
        ({"every": "1w", "times": 2}, (8, 15), "every 1w, 2 times"),
        ({"every": "5bd"}, (8, 15, 22), "every 5bd"),
    ],
)
def test_repeats_without_a_last_day_are_told_in_words(
    repeat: dict[str, object], days: tuple[int, ...], said: str
) -> None:
    call = EscalationStep(id="call", at="due + 1d", channel="phone", repeat=repeat)

    (found,) = step_days(ladder(call))

    assert found.repeats == days
    assert found.endless is ("times" not in repeat)
    assert any(said in text for text in texts(draw_scenario(ladder(call))))


def test_a_day_that_depends_on_the_month_says_so() -> None:
    scenario = ladder(EscalationStep(id="statement", at="due + 45d eom", channel="letter"))

    shown = texts(draw_scenario(scenario))

    assert "≈ +60" in shown
    assert "due + 45d eom" in shown


def test_a_title_full_of_markup_is_shown_and_does_nothing() -> None:
    title = "</text><script>alert('x')</script> & \"co\""
    step = EscalationStep(id="call", title={"en": title}, at="due", channel="phone")

    drawn = draw_scenario(ladder(step))

    assert "<script" not in drawn
    assert any(title in text for text in texts(drawn))


def test_long_ids_and_titles_are_shortened_but_told_in_full() -> None:
    step_id, title = "-".join(["longer"] * 9), "A title that nobody would read to its end " * 4
    step = EscalationStep(id=step_id, title={"en": title.strip()}, at="due", channel="phone")

    drawn = draw_scenario(ladder(step))

    assert_nothing_overlaps(lay_scenario(ladder(step), words("en")))
    assert any(title.strip() in text and step_id in text for text in texts(drawn))


def test_a_scenario_without_steps_is_drawn_empty() -> None:
    assert "This scenario has no steps." in texts(draw_scenario(ladder()))


def test_the_same_scenario_gives_the_same_text() -> None:
    assert draw_scenario(load_scenario("fr-b2b")) == draw_scenario(load_scenario("fr-b2b"))


def test_a_picture_says_itself_to_those_who_do_not_see_it() -> None:
    root = ET.fromstring(draw_scenario(ladder(*NEWCOMER)))  # noqa: S314  # drawn here

    assert root.get("role") == "img"
    names = (root.get("aria-labelledby") or "").split()
    said = {each.get("id"): each.text or "" for each in root if each.get("id")}
    assert [name in said for name in names] == [True, True]
    assert "reminder · e-mail · friendly · due - 5d" in said[names[1]]


def test_a_picture_loads_and_runs_nothing() -> None:
    drawn = draw_scenario(load_scenario("b2b-international"))

    assert drawn.count("http") == drawn.count("http://www.w3.org/2000/svg") == 1
    assert not any(word in drawn for word in ("<script", "href", "@import", "@font-face", "onload"))


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no sentences in `fra`; did you mean `fr`"):
        draw_scenario(load_scenario("gentle"), language="fra")


def test_a_notebook_shows_the_picture_beside_the_text() -> None:
    scenario = load_scenario("gentle")

    bundle = scenario._repr_mimebundle_()  # what a notebook calls

    assert bundle["image/svg+xml"] == dunnix.figures.draw_scenario(scenario)
    assert bundle["text/plain"] == repr(scenario)


def timing(anchor: str, day: int, unit: str = "d") -> str:
    return anchor if day == 0 else f"{anchor} {'-' if day < 0 else '+'} {abs(day)}{unit}"


@st.composite
def steps(draw: st.DrawFn, place: int) -> EscalationStep:
    day = draw(st.integers(-60, 400))
    anchor = draw(st.sampled_from(["due", "due", "due", "issue"]))
    keys: dict[str, object] = {"at": timing(anchor, day)}
    if place and draw(st.booleans()):
        keys = {"after": f"previous + {draw(st.integers(1, 60))}d"}
    if draw(st.booleans()):
        keys["title"] = {"en": draw(st.text("Mm i<&é督", min_size=1, max_size=60)).strip() or "x"}
    if draw(st.booleans()):
        keys["deadline"] = f"{draw(st.integers(1, 40))}d"
    if draw(st.booleans()):
        keys["repeat"] = {
            "every": f"{draw(st.integers(1, 9))}{draw(st.sampled_from(['d', 'w']))}",
            "times": draw(st.integers(1, 30)),
        }
    name = draw(st.sampled_from(["s", "step", "-".join(["identifier"] * 5)]))
    return EscalationStep(
        id=f"{name}-{place}",
        channel=draw(st.sampled_from(CHANNELS)),
        mandatory=draw(st.booleans()),
        **keys,  # type: ignore[arg-type]  # plain texts, as in a file
    )


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    count = draw(st.integers(1, 40))
    return ladder(*(draw(steps(place)) for place in range(count)))


# A scenario takes a while to draw up and to draw: fewer of them show as much.
@settings(max_examples=max(settings().max_examples // 4, 1))
@given(scenarios())
def test_no_two_labels_overlap_whatever_the_scenario(scenario: Scenario) -> None:
    layout = lay_scenario(scenario, words("en"))

    assert_nothing_overlaps(layout)
    shown = " ".join(texts(draw_scenario(scenario)))
    assert all(step.id in shown for step in scenario.steps)
