"""What an inspection gives, as text and as data, and how it is called."""

import json
from typing import Any

import pytest

from dunnix import Scenario, check_scenario, load_calendar, parse_scenario
from dunnix.inspection.cuts import Bounds, domains
from dunnix.scenario import load_strategy

FAULTY = """\
id = "mine"
version = "1"
currency = "EUR"
if_behind = "skip-to-latest"

[[step]]
id = "call"
at = "due + 10d"
channel = "phone"
when = "days_past_due < 5"

[[step]]
id = "letter"
at = "due + 20d"
channel = "letter"
"""


def faulty() -> Scenario:
    return parse_scenario(FAULTY, name="mine.toml")


def test_a_report_tells_its_findings_then_what_is_not_proved_and_then_how_many() -> None:
    report = check_scenario(faulty())

    lines = report.to_text().splitlines()

    assert str(report) == report.to_text()
    assert lines[0] == (
        "step 1 when: `days_past_due < 5` never holds (cells asked: 1) [condition-never-true]"
    )
    assert "  witness, from 2026-01-31 on: F-1 of 1200.00 EUR, due 2026-03-02" in lines
    assert lines[-1] == f"mine@1: {report.counted()}"
    assert report.counted().startswith("2 found; ")
    assert all(line.startswith("not proved: ") for line in lines[-1 - len(report.not_proved) : -1])


def test_a_report_is_plain_data() -> None:
    report = check_scenario(faulty())

    data: dict[str, Any] = json.loads(json.dumps(report.to_dict()))

    assert data["scenario"] == "mine@1"
    assert [each["code"] for each in data["findings"]] == [
        "condition-never-true",
        "unreachable-step",
    ]
    assert data["findings"][0]["path"] == ["step", 0, "when"]
    assert data["findings"][0]["witness"]["shows"][0]["step"] == "letter"
    assert data["not_proved"][0]["tried"] > 0
    assert {"code", "path", "how"} == set(data["proved"][0])


def test_asking_twice_gives_the_same() -> None:
    assert check_scenario(faulty()).to_dict() == check_scenario(faulty()).to_dict()


def test_another_calendar_serves_in_place_of_the_shipped_one() -> None:
    french = load_calendar("FR")

    shown = check_scenario(faulty(), calendar=french).of("unreachable-step")[0].witness

    assert shown is not None
    assert shown.holds(faulty(), calendar=french)


def test_a_scenario_without_steps_has_nothing_to_be_tried() -> None:
    silent = Scenario(id="silent", version="1", currency="EUR", if_behind="one-at-a-time")

    assert check_scenario(silent).findings == ()


def test_what_is_no_scenario_is_refused() -> None:
    wrong: Any = "fr-b2b"

    with pytest.raises(TypeError, match="must be a Scenario or a Strategy, not a str"):
        check_scenario(wrong)


def test_a_strategy_is_searched_in_each_of_its_currencies(tmp_path: Any) -> None:
    text = (
        'id = "two"\nversion = "1"\n'
        '[amounts]\nlarge = { EUR = "500.00", GBP = "0.00" }\n'
        '[[assign]]\nwhen = "debtor.overdue >= large"\nscenario = "gentle"\n'
        '[[assign]]\nscenario = "gentle"\n'
    )
    (tmp_path / "two.toml").write_text(text, encoding="utf-8")

    report = check_scenario(load_strategy(tmp_path / "two.toml"))

    assert report.findings == ()
    assert {each.code for each in report.proved} >= {"condition-always-true", "unreachable-rule"}


def test_a_number_is_cut_below_at_and_above_each_constant() -> None:
    scenario = parse_scenario(FAULTY.replace("< 5", "in (3, 9)"), name="mine.toml")
    when = scenario.steps[0].when
    assert when is not None
    fact = scenario.fact_table["days_past_due"]

    def cut(bounds: Bounds) -> object:
        return domains([fact], [when], amounts={}, digits=2, bounds=bounds)["days_past_due"]

    assert cut(Bounds()) == (2, 3, 4, 8, 9, 10)
    assert cut(Bounds(least={"days_past_due": 4})) == (4, 8, 9, 10)


@pytest.mark.parametrize("limit", ["366d", "52w", "12m"])
def test_a_pause_that_somebody_is_asked_about_within_a_year_is_proved_to_end(limit: str) -> None:
    report = check_scenario(
        parse_scenario(f'{FAULTY}[pause.block]\nlimit = "{limit}"\n', name="x.toml")
    )

    proved = [each for each in report.proved if each.path == ("pause", "block")]
    assert [each.how for each in proved] == [f"somebody is asked after {limit}"]


@pytest.mark.parametrize("limit", ["367d", "53w", "13m", "300bd", "400d", "104w"])
def test_a_pause_that_nobody_is_asked_about_for_over_a_year_is_found(limit: str) -> None:
    report = check_scenario(
        parse_scenario(f'{FAULTY}[pause.block]\nlimit = "{limit}"\n', name="x.toml")
    )

    found = report.of("pause-without-end")
    assert [each.path for each in found] == [("pause", "block", "limit")]
    assert found[0].message == f"a pause of kind `block` lasts {limit} before anybody is asked"


def test_a_pause_counted_in_business_days_says_after_how_many_days_somebody_was_asked() -> None:
    report = check_scenario(
        parse_scenario(f'{FAULTY}[pause.block]\nlimit = "250bd"\n', name="x.toml")
    )

    open_ = [each for each in report.not_proved if each.path == ("pause", "block")]
    assert [(each.tried, each.why) for each in open_] == [
        (1, "with the limit 250bd somebody was asked after 350 days in the account tried")
    ]


def test_a_long_condition_of_a_strategy_is_told_as_shortly_as_that_of_a_scenario(
    tmp_path: Any,
) -> None:
    when = " and ".join(f"debtor.open_invoices >= {least}" for least in range(-3, 1))
    text = (
        'id = "long"\nversion = "1"\n'
        f'[[assign]]\nwhen = "{when}"\nscenario = "gentle"\n'
        '[[assign]]\nscenario = "gentle"\n'
    )
    (tmp_path / "long.toml").write_text(text, encoding="utf-8")

    report = check_scenario(load_strategy(tmp_path / "long.toml"))

    told = [(each.code, each.message) for each in report.findings if each.path[1] == 0]
    assert told == [("condition-always-true", "the condition always holds (cells asked: 2)")]
