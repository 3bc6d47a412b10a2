import datetime as dt
from pathlib import Path

import pytest

from dunnix.calendars import load_calendar
from dunnix.errors import Problem, ScenarioError
from dunnix.scenario import (
    Do,
    IfBehind,
    check_scenario,
    check_text,
    load_scenario,
    parse_scenario,
    scenario_names,
)

HEAD = 'id = "x"\nversion = "1"\ncurrency = "EUR"\nif_behind = "one-at-a-time"\n'


def only_problem(text: str) -> Problem:
    (problem,) = check_text(text, name="x.toml")
    return problem


def where(text: str) -> tuple[int | None, int | None, int]:
    place = only_problem(text).place
    assert place is not None
    return place.line, place.column, place.width


def test_a_shipped_scenario_is_loaded_by_id_and_by_id_and_version() -> None:
    assert load_scenario("fr-b2b") == load_scenario("fr-b2b@2026.1")
    assert load_scenario("fr-b2b").ref == "fr-b2b@2026.1"


@pytest.mark.parametrize("name", scenario_names())
def test_a_shipped_scenario_has_no_problem_not_even_a_warning(name: str) -> None:
    assert check_scenario(name) == ()
    assert load_scenario(name).id == name


def test_the_french_ladder_falls_on_the_days_the_contract_tells() -> None:
    scenario = load_scenario("fr-b2b")
    calendar = load_calendar(scenario.calendar)
    due = dt.date(2026, 2, 4).toordinal()

    days = {
        str(step.id): dt.date.fromordinal(step.at.day(due, calendar, step.on_closed_day))
        for step in scenario.steps
        if step.at is not None and step.on_closed_day is not None
    }

    assert days["call"] == dt.date(2026, 2, 5)
    assert days["formal-notice"] == dt.date(2026, 3, 6)


def test_the_international_ladder_speaks_of_six_currencies() -> None:
    assert load_scenario("b2b-international").currencies == (
        *("AUD", "CAD", "CHF", "EUR", "GBP", "USD"),
    )


def test_the_gentle_ladder_has_no_legal_end() -> None:
    gentle = load_scenario("gentle")

    assert gentle.if_behind is IfBehind.ONE_AT_A_TIME
    assert {step.do for step in gentle.steps} == {Do.SEND, Do.TASK}


@pytest.mark.parametrize(
    ("source", "code"),
    [("fr-b2c", "unknown-scenario"), ("fr-b2b@1999", "unknown-version"), ("", "unknown-scenario")],
)
def test_an_id_that_does_not_ship_is_told_what_does(source: str, code: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(source)

    (problem,) = caught.value.problems
    assert problem.code == code
    assert "fr-b2b" in (problem.hint or "")


def test_a_file_is_loaded_by_path(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text(HEAD, encoding="utf-8")

    assert load_scenario(file) == load_scenario(str(file)) == parse_scenario(HEAD, name="x")


def test_files_that_cannot_be_read_are_problems(tmp_path: Path) -> None:
    (tmp_path / "large.toml").write_bytes(b"#" * 1_000_001)
    files = ("missing.toml", "nul\0.toml", ".", "large.toml")

    codes = [check_scenario(tmp_path / file)[0].code for file in files]

    assert codes == ["missing-file", "missing-file", "not-a-file", "file-too-large"]


def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    loop = tmp_path / "loop.toml"
    loop.symlink_to(loop)

    (problem,) = check_scenario(loop)

    assert problem.code == "unreadable-file"


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    text = HEAD.replace("\n", "\r\n")

    assert parse_scenario(b"\xef\xbb\xbf" + text.encode(), name="x") == parse_scenario(
        HEAD, name="x"
    )


@pytest.mark.parametrize(
    ("extra", "place"),
    [
        ("per = 'team'", (5, 7, 6)),
        ('  "per"   =   "team"   # why', (5, 15, 6)),
        ("'colour' = 1", (5, 1, 8)),
        ("contact = { gap = 3 }", (5, 19, 1)),
        ("contact.gap = 3", (5, 15, 1)),
        ("[contact]\n# a comment\n\tgap = 3", (7, 8, 1)),
        ('[facts.debtor]\nsegment = [\n  "a", # one\n  7,\n]', (8, 3, 1)),
        ("[amounts]\nsmall = { GBP = '1.00', EUR = 7 }", (6, 31, 1)),
        ('title = { en = """\nlong\n"""}', (5, 16, 3)),
        ('title = { en = "\\u00e9" }\ncolour = "#7 [x]"', (6, 1, 6)),
        ("title = { en = ' # ] } ' }", (5, 16, 9)),
        ("[pause.promise]\nat_most_broken = -1", (6, 18, 2)),
        ('[[step]]\nid = "a"\nat = "due"\nchannel = "fax"\n[step.repeat]\nevery = 3', (10, 9, 1)),
    ],
)
def test_a_problem_stands_where_its_key_or_value_does(
    extra: str, place: tuple[int, int, int]
) -> None:
    problems = check_text(f"{HEAD}{extra}\n", name="x.toml")

    (problem,) = [each for each in problems if each.code != "no-steps"]
    assert problem.place is not None
    assert (problem.place.line, problem.place.column, problem.place.width) == place


@pytest.mark.parametrize(
    ("when", "place"),
    [
        ('"amount_due >= smal"', (8, 23, 4)),
        ("'amount_due >= smal'", (8, 23, 4)),
        ('"amount_due >=\\tsmal"', (8, 8, 21)),
        ('"""amount_due >= smal"""', (8, 8, 24)),
    ],
)
def test_a_fault_of_a_condition_stands_inside_its_text_where_that_is_plain(
    when: str, place: tuple[int, int, int]
) -> None:
    text = f'{HEAD}[[step]]\nid = "a"\nat = "due"\nwhen = {when}\nchannel = "fax"\n'

    found = where(text)

    assert found == place


def test_the_columns_of_two_steps_do_not_mix() -> None:
    step = '[[step]]\nid = "{}"\nat = "due"\nchannel = "{}"\n'

    text = HEAD + step.format("a", "fax") + step.format("b", "faks")

    assert where(text) == (12, 11, 6)


@pytest.mark.requirement("M28")
def test_a_tone_that_softens_on_the_way_is_told() -> None:
    step = '[[step]]\nid = "{}"\nat = "due + {}d"\nchannel = "fax"\ntone = "{}"\n'
    growing = HEAD + step.format("a", 1, "neutral") + step.format("b", 2, "firm")
    softening = HEAD + step.format("a", 1, "firm") + step.format("b", 2, "neutral")

    assert check_text(growing, name="x.toml") == ()
    assert only_problem(softening).code == "tone-softens"


def test_a_long_line_is_named_but_not_shown() -> None:
    problem = only_problem(HEAD + f'per = "{"x" * 300}"\n[[step]]\nid="a"\nat="due"\ndo="task"')

    assert problem.place is not None
    assert problem.place.excerpt is None
    assert len(str(problem)) < 200
