"""Faults planted in scenarios: each is found, told word for word, and shown by a true witness."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, cast

import attrs
import pytest

from dunnix import check_scenario, decide, parse_scenario
from dunnix.engine import NextAction
from dunnix.errors import Severity
from dunnix.inspection import Checked, ScenarioFinding, Shown, Witness, check_source
from dunnix.inspection.kinds import KINDS
from dunnix.model import Account, AnyRow
from dunnix.scenario import (
    CHECKED,
    Do,
    Scenario,
    Strategy,
    Tone,
    load_scenario,
    load_source,
    scenario_names,
)

FOLDER: Final = Path(__file__).parent / "findings"
CASES: Final = sorted(FOLDER.glob("*.toml"))
OVER_BY_DOING: Final = {"call-back", "check-in-flight", "keep-in-touch"}
PLAYED: Final = 130
YEAR: Final = 365
SOME: Final = {"b2b-international", "fr-b2b", "gentle", "us-consumer"}


def planted(case: Path) -> set[str]:
    """Give the codes that the first line of a case says were planted."""
    with case.open(encoding="utf-8") as file:
        return set(file.readline().removeprefix("# planted: ").strip().split(", "))


def told(checked: Checked, case: Path) -> str:
    """Give what is told of a case, by the name of its file alone."""
    return "".join(f"{each}\n" for each in checked.findings).replace(str(case), case.name)


@pytest.fixture(scope="module")
def found() -> Callable[[Path], tuple[Scenario | Strategy, Checked]]:
    kept: dict[Path, tuple[Scenario | Strategy, Checked]] = {}

    def look(case: Path) -> tuple[Scenario | Strategy, Checked]:
        if case not in kept:
            kept[case] = load_source(case)[0], check_source(case)
        return kept[case]

    return look


Looked = Callable[[Path], tuple[Scenario | Strategy, Checked]]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)


@each_case
def test_what_was_planted_is_found_and_nothing_else(case: Path, found: Looked) -> None:
    _, checked = found(case)

    assert {each.code for each in checked.findings} == planted(case)


@each_case
def test_what_is_found_is_told_word_for_word(case: Path, found: Looked) -> None:
    _, checked = found(case)

    assert told(checked, case) == case.with_suffix(".txt").read_text(encoding="utf-8")


@each_case
def test_each_finding_has_a_place_a_way_out_and_who_shows_it(case: Path, found: Looked) -> None:
    _, checked = found(case)

    for each in checked.findings:
        assert each.place is not None
        assert each.place.line is not None
        assert each.hint
        assert each.witness is not None


@each_case
def test_a_witness_shows_the_same_again_and_to_a_host_that_asks_daily(
    case: Path, found: Looked
) -> None:
    scenario, checked = found(case)

    for each in checked.findings:
        witness = cast("Witness", each.witness)
        assert witness.holds(scenario)
        last = witness.as_of + dt.timedelta(min(witness.days, PLAYED))
        wanted = [shown for shown in witness.shows if shown.do != "held" and shown.on <= last]
        assert asked_daily(scenario, witness, last) == [key_of(shown) for shown in wanted]


def test_a_witness_is_written_as_the_account_of_a_ledger(found: Looked) -> None:
    scenario, checked = found(FOLDER / "to-court-for-a-word.toml")
    witness = cast("Witness", checked.findings[0].witness)

    account = Account.from_dict(cast("dict[str, object]", witness.to_dict()["account"]))

    read = attrs.evolve(witness, account=account, told=())
    last = witness.as_of + dt.timedelta(PLAYED)
    assert len(account.happenings) == 1
    assert asked_daily(scenario, read, last) == asked_daily(scenario, witness, last)


def asked_daily(
    scenario: Scenario | Strategy, witness: Witness, last: dt.date
) -> list[tuple[dt.date, str, str | None]]:
    """Ask `decide` every day up to a day, doing what it proposes: give what was done."""
    rows, account, day = dict(witness.told), witness.account, witness.as_of
    done: list[tuple[dt.date, str, str | None]] = []
    while day <= last:
        account = account.record(*rows.get(day, ()))
        account = a_day(scenario, account, day, done)
        day += dt.timedelta(1)
    return done


def a_day(
    scenario: Scenario | Strategy,
    account: Account,
    day: dt.date,
    done: list[tuple[dt.date, str, str | None]],
) -> Account:
    seen: set[str] = set()
    while True:
        proposed = decide(scenario, account, as_of=day).next_actions
        actions = [each for each in proposed if each.key not in seen]
        if not actions:
            return account
        seen |= {each.key for each in actions}
        done += [(day, str(each.do), each.step) for each in actions]
        account = account.record(*(row_of(each, day) for each in actions))


def row_of(action: NextAction, day: dt.date) -> AnyRow:
    if action.step is None:
        over = day if action.reason in OVER_BY_DOING else None
        return action.as_task(due_on=day, done_on=over)
    return action.delivered(on=day) if action.do is Do.SEND else action.done(on=day)


def key_of(shown: Shown) -> tuple[dt.date, str, str | None]:
    return shown.on, shown.do, shown.step


# Whether a witness is true: what it shows is what the finding says.


def owner(scenario: Scenario | Strategy, finding: ScenarioFinding) -> str:
    """Give the id of the step or reaction a finding is of."""
    assert isinstance(scenario, Scenario)
    list_, place = finding.path[:2]
    assert isinstance(place, int)
    return str((scenario.steps if list_ == "step" else scenario.reactions)[place].id)


def shows(finding: ScenarioFinding) -> Sequence[Shown]:
    assert finding.witness is not None
    return finding.witness.shows


def acts(finding: ScenarioFinding) -> list[Shown]:
    return [each for each in shows(finding) if each.do != "held"]


def sends(finding: ScenarioFinding) -> list[Shown]:
    return [each for each in shows(finding) if each.do == "send"]


def is_passed_by(scenario: Scenario | Strategy, finding: ScenarioFinding) -> bool:
    match finding.path[0]:
        case "assign":
            return rule_of(scenario, finding) != int(finding.path[1]) + 1
        case "tone":
            assert isinstance(scenario, Scenario)
            tones = {str(each.id): str(each.tone) for each in scenario.steps}
            return all(tones[str(each.step)] == each.tone for each in sends(finding))
        case _:
            return owner(scenario, finding) not in {each.step for each in shows(finding)}


def rule_of(scenario: Scenario | Strategy, finding: ScenarioFinding) -> int:
    witness = finding.witness
    assert witness is not None
    decision = decide(scenario, witness.account, as_of=witness.as_of)
    assert decision.assignment is not None
    return decision.assignment.rule


def is_taken(scenario: Scenario | Strategy, finding: ScenarioFinding) -> bool:
    match finding.path[0]:
        case "assign":
            return rule_of(scenario, finding) == int(finding.path[1]) + 1
        case "priority":
            return bool(acts(finding))
        case _:
            return owner(scenario, finding) in {each.step for each in acts(finding)}


def is_overtaken(scenario: Scenario | Strategy, finding: ScenarioFinding) -> bool:
    assert isinstance(scenario, Scenario)
    following = scenario.steps[int(finding.path[1]) + 1].id
    return is_passed_by(scenario, finding) and following in {e.step for e in acts(finding)}


def is_silent(_: Scenario | Strategy, finding: ScenarioFinding) -> bool:
    witness = finding.witness
    assert witness is not None
    last = witness.as_of + dt.timedelta(witness.days)
    late = all((last - each.due_date).days >= YEAR for each in witness.account.invoices)
    return late and not witness.shows and not witness.told


def is_softer(scenario: Scenario | Strategy, finding: ScenarioFinding) -> bool:
    name = owner(scenario, finding)
    place = next(n for n, each in enumerate(sends(finding)) if each.step == name)
    *before, own = (Tone(str(each.tone)).rank for each in sends(finding)[: place + 1])
    return max(before) > own


def is_unwarned(scenario: Scenario | Strategy, finding: ScenarioFinding) -> bool:
    assert isinstance(scenario, Scenario)
    name = owner(scenario, finding)
    notices = {each.id for each in scenario.steps if each.mandatory and each.do is Do.SEND}
    place = next(n for n, each in enumerate(acts(finding)) if each.step == name)
    return notices.isdisjoint(str(each.step) for each in acts(finding)[:place])


def is_endless(_: Scenario | Strategy, finding: ScenarioFinding) -> bool:
    witness = finding.witness
    assert witness is not None
    last = witness.as_of + dt.timedelta(witness.days)
    return (last - acts(finding)[-1].on).days < 90 and acts(finding) == sends(finding)


def is_never_looked_into(_: Scenario | Strategy, finding: ScenarioFinding) -> bool:
    witness = finding.witness
    assert witness is not None
    first = witness.told[0][0]
    last = witness.as_of + dt.timedelta(witness.days)
    within = [each for each in acts(finding) if 0 < (each.on - first).days <= YEAR]
    return (last - first).days > YEAR and not within


def is_held(scenario: Scenario | Strategy, finding: ScenarioFinding) -> bool:
    name = owner(scenario, finding)
    return any(each.do == "held" and each.step == name for each in shows(finding))


def goes_by_one_channel(_: Scenario | Strategy, finding: ScenarioFinding) -> bool:
    ways = [each.by for each in sends(finding)]
    return any(len(set(ways[at : at + 4])) == 1 for at in range(len(ways) - 3))


def is_empty(scenario: Scenario | Strategy, finding: ScenarioFinding) -> bool:
    assert isinstance(scenario, Scenario)
    threat = scenario.steps[int(finding.path[1])].announces[int(finding.path[3])]
    bringing = {str(each.id) for each in scenario.steps if threat in {each.id, *each.effects}}
    taken = {each.step for each in acts(finding)}
    return owner(scenario, finding) in taken and bringing.isdisjoint(map(str, taken))


def makes_no_difference(scenario: Scenario | Strategy, finding: ScenarioFinding) -> bool:
    if isinstance(scenario, Strategy):
        return finding.witness is not None
    witness = finding.witness
    assert witness is not None
    assert witness.beside is not None
    return witness.account != witness.beside.account and witness.shows == witness.beside.shows


def is_harsher(_: Scenario | Strategy, finding: ScenarioFinding) -> bool:
    witness = finding.witness
    assert witness is not None
    assert witness.beside is not None
    here, there = witness.shows, witness.beside.shows
    firm = [Tone(str(each.tone)).rank for each in here if each.do == "send"]
    soft = [Tone(str(each.tone)).rank for each in there if each.do == "send"]
    return max(firm) > max(soft)


TRUE: Final[dict[str, Callable[[Scenario | Strategy, ScenarioFinding], bool]]] = {
    "condition-never-true": is_passed_by,
    "condition-always-true": is_taken,
    "condition-only-while-held": is_passed_by,
    "unreachable-step": is_passed_by,
    "shadowed-step": is_overtaken,
    "step-not-reached": is_passed_by,
    "unreachable-reaction": is_passed_by,
    "reaction-not-reached": is_passed_by,
    "nothing-ever-happens": is_silent,
    "softer-than-before": is_softer,
    "legal-without-notice": is_unwarned,
    "amicable-without-end": is_endless,
    "pause-without-end": is_never_looked_into,
    "tighter-than-contact-rules": is_held,
    "one-channel-in-a-row": goes_by_one_channel,
    "threat-not-followed": is_empty,
    "unused-fact": makes_no_difference,
    "unknown-is-harsher": is_harsher,
    "unreachable-rule": is_passed_by,
}


@each_case
def test_what_a_witness_shows_is_what_the_finding_says(case: Path, found: Looked) -> None:
    scenario, checked = found(case)

    for each in checked.findings:
        assert TRUE[each.code](scenario, each), each


def test_there_are_thirty_planted_faults_and_one_at_least_of_each_kind() -> None:
    assert len(CASES) >= 30
    assert set().union(*map(planted, CASES)) == {kind.code for kind in KINDS}


def test_what_can_be_found_can_be_accepted() -> None:
    assert {kind.code for kind in KINDS} == CHECKED


# What is refused


@pytest.mark.parametrize(
    "case",
    sorted(FOLDER.parent.glob("scenario/*/scenario.toml")),
    ids=lambda case: case.parent.name,
)
def test_what_the_loader_refuses_is_not_tried_and_the_rest_is(case: Path) -> None:
    checked = check_source(case)

    refused = any(each.severity is Severity.ERROR for each in checked.problems)
    assert (checked.report is None) is refused
    assert checked.problems


def test_what_the_loader_warns_of_is_not_told_twice() -> None:
    checked = check_source(FOLDER.parent / "scenario" / "contact-after-hand-over" / "scenario.toml")

    assert [each.code for each in checked.problems] == ["contact-after-hand-over"]
    assert ("step", 1) not in {each.path for each in checked.findings}


def test_a_ladder_is_told_to_repeat_a_channel_by_the_loader_or_by_trying_and_not_by_both() -> None:
    checked = check_source(FOLDER.parent / "scenario" / "same-channel-in-a-row" / "scenario.toml")

    assert "channel-repeated" in {each.code for each in checked.problems}
    assert "one-channel-in-a-row" not in {each.code for each in checked.findings}


# Scenarios that ship


@pytest.mark.parametrize(
    "name",
    [
        each if each in SOME else pytest.param(each, marks=pytest.mark.exhaustive)
        for each in (*scenario_names(), "fr-b2b@2026.0")
    ],
)
def test_nothing_is_found_in_a_scenario_that_ships(name: str) -> None:
    report = check_scenario(load_scenario(name))

    assert [str(each) for each in report.findings if each.allowed is None] == []


# What can't be proved


HEAD: Final = 'id = "x"\nversion = "1"\ncurrency = "EUR"\nif_behind = "skip-to-latest"\n'
STEP: Final = '[[step]]\nid = "call"\nat = "due + 5d"\nchannel = "phone"\n'


def test_a_condition_with_too_many_cells_is_not_proved_and_says_of_which_facts() -> None:
    names = [f"fact_{number}" for number in range(9)]
    facts = "".join(f'{name} = {{ type = "integer" }}\n' for name in names)
    asked = " and ".join(f"debtor.{name} > 3 and debtor.{name} != 9" for name in names)
    text = f'{HEAD}[facts.debtor]\n{facts}\n{STEP}when = "{asked}"\n'

    report = check_scenario(parse_scenario(text, name="x.toml"))

    open_ = [each for each in report.not_proved if each.path == ("step", 0, "when")]
    assert [each.code for each in open_] == ["condition-never-true", "condition-always-true"]
    assert "10077696 cells of `debtor.fact_0`, `debtor.fact_1`, " in open_[0].why
    assert open_[0].why.endswith(" are more than 200000")


@pytest.mark.exhaustive
def test_a_scenario_with_too_many_accounts_to_try_ends_and_says_what_is_open() -> None:
    steps = "".join(
        f'[[step]]\nid = "step-{number}"\nat = "due + 5d"\nchannel = "phone"\n'
        f'when = "debtor.broken_promises == {number} and debtor.kept_promises == {number}"\n'
        for number in range(1, 13)
    )
    often = '[[statement]]\nid = "often"\nevery = "1d"\nchannel = "email"\n'

    report = check_scenario(parse_scenario(HEAD + STEP + steps + often, name="x.toml"))

    told_of = {each.path for each in report.findings}
    told_of |= {each.path for each in report.not_proved}
    told_of |= {each.path for each in report.proved}
    assert {("step", place) for place in range(13)} <= told_of
    assert any("the days to be played were used up" in each.why for each in report.not_proved)
