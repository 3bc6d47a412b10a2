"""The scenarios that ship: without a fault, in six languages, and to a plausible end.

Each page in `library/` was read by a person before it was kept; `scripts/update_library.py` writes
them anew.
"""

from pathlib import Path
from typing import Final

import pytest
from played import owed, play
from timelines import timelines

from dunnix.scenario import Do, Scenario, check_scenario, load_scenario, scenario_names

FOLDER: Final = Path(__file__).parent / "library"
PAGE: Final = Path(__file__).parents[2] / "docs" / "reference" / "scenario-library.md"
LANGUAGES: Final = {"en", "fr", "de", "es", "it", "nl"}
OLDER: Final = {"b2b-international", "gentle"}
NEW: Final = tuple(name for name in scenario_names() if name not in OLDER)


@pytest.mark.parametrize("name", scenario_names())
def test_a_shipped_scenario_has_no_fault_and_no_warning(name: str) -> None:
    assert check_scenario(name) == ()


@pytest.mark.requirement("M31")
@pytest.mark.requirement("M46")
@pytest.mark.parametrize("name", scenario_names())
def test_debtors_of_five_kinds_meet_what_was_read_and_found_plausible(name: str) -> None:
    page = timelines(load_scenario(name))

    assert page == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NEW)
def test_everything_has_a_title_in_six_languages(name: str) -> None:
    scenario = load_scenario(name)

    titles = [scenario.title, *(each.title for each in (*scenario.steps, *scenario.reactions))]

    assert [set(title) for title in titles] == [LANGUAGES] * len(titles)


@pytest.mark.requirement("M29")
@pytest.mark.requirement("M42")
@pytest.mark.parametrize("name", scenario_names())
def test_the_tone_of_the_ladder_never_softens(name: str) -> None:
    tones = [each.tone for each in load_scenario(name).steps if each.do is Do.SEND]
    order = ["friendly", "neutral", "firm", "formal"]

    levels = [order.index(str(tone)) for tone in tones]

    assert levels == sorted(levels)


@pytest.mark.parametrize("name", NEW)
def test_whatever_a_debtor_answers_is_answered(name: str) -> None:
    events = {str(each.on) for each in load_scenario(name).reactions}

    assert events >= {
        "reply:not-received",
        "reply:information-missing",
        "reply:difficulty",
        "reply:paid-already",
        "reply:wrong-contact",
        "dispute",
        "dispute-resolved",
        "promise-broken",
        "plan-broken",
        "payment-reversed",
        "insolvency",
        "settled",
    }


def ends(scenario: Scenario, amount: str) -> list[str]:
    """Give what is done last about a claim of an amount, tasks of the engine's own aside."""
    taken, _, _ = play(scenario, owed(scenario, amount), range(-15, 121))
    return [
        each.action.step or ""
        for each in taken
        if each.action.do is not Do.SEND and each.action.step
    ]


@pytest.mark.requirement("M134")
def test_small_claims_go_to_an_agency_and_large_ones_to_court() -> None:
    scenario = load_scenario("fr-b2b")

    assert (ends(scenario, "4999.99"), ends(scenario, "5000.00")) == (["agency"], ["payment-order"])


@pytest.mark.requirement("M99")
def test_a_public_body_is_called_first_and_never_taken_to_court_by_itself() -> None:
    scenario = load_scenario("fr-public")

    taken, _, _ = play(scenario, owed(scenario, "50000.00"), range(-15, 121))

    assert taken[0].action.channel == "phone"
    assert not any(each.action.do in {Do.COURT, Do.HAND_OVER} for each in taken)


@pytest.mark.requirement("M138")
def test_legal_advice_is_a_step_of_its_own() -> None:
    assert ends(load_scenario("fr-public"), "50000.00") == ["salesperson", "legal-advice"]


@pytest.mark.requirement("M98")
def test_a_key_account_is_never_handed_over() -> None:
    scenario = load_scenario("fr-key-account")

    assert {each.do for each in scenario.steps} == {Do.SEND, Do.TASK}
    assert ends(scenario, "90000.00") == ["sales-manager", "decide"]


def test_an_older_version_stays_what_it_was() -> None:
    old, new = load_scenario("fr-b2b@2026.0"), load_scenario("fr-b2b")

    assert (old.ref, new.ref) == ("fr-b2b@2026.0", "fr-b2b@2026.1")
    assert (old.reactions, len(new.steps)) == ((), len(old.steps))


@pytest.mark.parametrize("name", scenario_names())
def test_the_page_of_scenarios_that_ship_tells_and_draws_each(name: str) -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert f"| `{name}` |" in page
    assert f"](../assets/scenario-{name}.svg)" in page
