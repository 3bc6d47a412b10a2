"""`dunnix init`: a scenario to begin with, and tests that hold as they stand."""

import io
import itertools
import sys
from pathlib import Path

import pytest

from dunnix.cli import main
from dunnix.cli.beginning.choices import Choices, End
from dunnix.cli.beginning.texts import scenario_text
from dunnix.inspection import check_scenario
from dunnix.model import Party
from dunnix.scenario import check_text, load_scenario, parse_scenario
from dunnix.testing.coverage import scenario_coverage
from dunnix.testing.load import load_scenario_tests
from dunnix.testing.run import run_scenario_tests

COUNTRIES = (None, "FR", "DE", "BE", "GB", "US", "CH", "IN")


class Typed(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


def begin(*arguments: str, folder: Path) -> int:
    return main(["init", *arguments, "--folder", str(folder)])


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.long
def test_every_choice_gives_a_scenario_without_a_fault(country: str | None) -> None:
    for party, end, calls in itertools.product(Party, End, (True, False)):
        choices = Choices(id="own", country=country, party=party, end=end, calls=calls)

        assert check_text(scenario_text(choices), name="own.toml") == ()


@pytest.mark.parametrize(
    "flags",
    [
        "",
        "--country FR --end court",
        "--country BE --party consumer",
        "--country US --party consumer --end person --no-calls",
        "--country GB --party public",
        "--country CH --currency EUR",
    ],
)
@pytest.mark.long
def test_its_tests_hold_and_leave_nothing_out(flags: str, tmp_path: Path) -> None:
    assert begin("own", *flags.split(), folder=tmp_path) == 0

    file = load_scenario_tests(tmp_path / "own.test.toml")
    results = run_scenario_tests(file)
    (coverage,) = scenario_coverage(file, results)
    assert [each.test.name for each in results if not each.passed] == []
    assert all(each.test.expect is not None for each in results)
    assert coverage.is_full


@pytest.mark.parametrize("party", list(Party))
def test_nothing_is_found_by_trying_it(party: Party) -> None:
    text = scenario_text(Choices(id="own", country="FR", party=party, end=End.COURT))

    assert check_scenario(parse_scenario(text, name="own.toml")).findings == ()


def test_it_says_what_it_wrote_and_what_to_do_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begin("own", folder=tmp_path / "new" / "rules")

    folder = tmp_path / "new" / "rules"
    assert capsys.readouterr().out.splitlines() == [
        f"{folder}/own.toml        the scenario: read it from top to bottom, and change it",
        f"{folder}/own.test.toml   its tests: what a few customers meet",
        "",
        f"try  dunnix check {folder}/own.toml",
        f"     dunnix test {folder}/own.test.toml --coverage",
    ]


def test_the_choices_stand_in_the_scenario(tmp_path: Path) -> None:
    begin("own", "--country", "gb", "--party", "consumer", "--end", "court", folder=tmp_path)

    scenario = load_scenario(tmp_path / "own.toml")
    assert (scenario.currency, scenario.timezone, scenario.calendar) == (
        "GBP",
        "Europe/London",
        "GB",
    )
    assert scenario.contact.rules == ("uk-conc",)
    assert [str(step.do) for step in scenario.steps][-1] == "court"


def test_what_is_not_said_is_asked_at_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Typed("my own\nmine\nxx\nde\n\n\nno\nperson\n"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    assert begin(folder=tmp_path) == 0

    asked = capsys.readouterr().err
    assert "`my own` is no id" in asked
    assert "`xx` is no country" in asked
    assert "Currency of the invoices [EUR]?" in asked
    scenario = load_scenario(tmp_path / "mine.toml")
    assert scenario.calendar == "DE"
    assert "call" not in scenario.step_ids
    assert "decide" in scenario.step_ids


def test_who_leaves_in_the_middle_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Typed("mine\n"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    assert begin(folder=tmp_path) == 2

    assert "weren't answered" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_an_id_must_be_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begin(folder=tmp_path) == 2
    assert capsys.readouterr().err == (
        "dunnix: what is the scenario called?\n  hint: give an id: dunnix init own\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("due",), "`due` is a word of the language"),
        (("my own",), "`my own` is no id"),
        (("own", "--country", "Narnia"), "`Narnia` is no country"),
        (("own", "--currency", "EURO"), "EURO"),
        (("own", "--end", "jail"), "invalid choice: 'jail'"),
    ],
)
def test_a_wrong_choice_is_refused(
    arguments: tuple[str, ...], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begin(*arguments, folder=tmp_path) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["own.toml", "own.test.toml"])
def test_nothing_is_overwritten(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")

    assert begin("own", folder=tmp_path) == 2

    assert capsys.readouterr().err == (
        f"dunnix: `{tmp_path / name}` is there already\n  hint: give another id, or a --folder\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_that_is_a_file_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()

    assert begin("own", folder=tmp_path / "file") == 2
    assert "can't be made: file exists" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no folder that takes no files here")
def test_a_folder_that_cannot_be_written_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert begin("own", folder=Path("/proc")) == 2
    assert "can't be written" in capsys.readouterr().err
