"""The script that changes shipped scenarios: which changes it makes, and that they are noticed."""

import runpy
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
TEXT = """\
id = "mine"
version = "1"
currency = "EUR"
if_behind = "skip-to-latest"

[amounts]
small = "50.00"

[[step]]
id = "call"
at = "due"
channel = "phone"
when = "amount_due >= small and days_past_due < 9"

[[step]]
id = "notice"
at = "due + 8d"
channel = "letter"
mandatory = true
deadline = "1w"

[[reaction]]
id = "again"
on = "reply:not-received"
channel = "email"
"""
SURVIVOR = """\
[[{scenario}]]
change = "call: mandatory"
why = "it comes first"
"""


@pytest.fixture
def hunting(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return runpy.run_path(str(SCRIPTS / "mutate_scenarios.py"))


def test_every_single_change_that_gives_another_scenario_is_made(
    hunting: dict[str, Any],
) -> None:
    found = [mutant.name for mutant in hunting["mutants"](TEXT, "mine.toml")]

    when = "amount_due >= small and days_past_due < 9"
    assert found == [
        "call: at `due` -> `due + 1d`",
        "call: at `due` -> `due - 1d`",
        "call: channel `phone` -> `email`",
        f"call: when `{when}` -> `not ({when})`",
        "call: without `when`",
        f"call: when `{when}` -> `{when[:-1]}10`",
        f"call: when `{when}` -> `{when[:-1]}8`",
        "notice: at `due + 8d` -> `due + 9d`",
        "notice: at `due + 8d` -> `due + 7d`",
        "notice: deadline `1w` -> `2w`",
        "notice: deadline `1w` -> `0w`",
        "notice: channel `letter` -> `email`",
        "notice: no longer mandatory",
        "again: channel `email` -> `letter`",
        "again: at `event` -> `event + 1d`",
        "amounts: amounts.small `50.00` -> `50.01`",
        "amounts: amounts.small `50.00` -> `49.99`",
        "call: after `notice`",
    ]


def test_no_two_changes_are_called_the_same(hunting: dict[str, Any]) -> None:
    amounts = 'small = { EUR = "50.00", USD = "60.00" }\nlarge = { EUR = "50.00", USD = "70.00" }'
    text = TEXT.replace('small = "50.00"', amounts)
    text = text.replace("amount_due >= small", "amount_due >= small and amount_due < large")
    text = text.replace('currency = "EUR"\n', "")

    found = [mutant.name for mutant in hunting["mutants"](text, "mine.toml")]

    assert "amounts: amounts.small.EUR `50.00` -> `50.01`" in found
    assert "amounts: amounts.large.EUR `50.00` -> `50.01`" in found
    assert len(set(found)) == len(found)


@pytest.mark.long
def test_no_change_of_a_small_shipped_scenario_goes_unnoticed(hunting: dict[str, Any]) -> None:
    found = hunting["hunt"]("gentle")

    assert (found.total, found.survived) == (20, ())


def test_a_survivor_is_to_be_listed_and_nothing_in_vain(
    hunting: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    hunt = hunting["Hunt"]("mine", 40, ("call: mandatory",))

    assert hunting["told"](hunt, {"call: mandatory": "it comes first"})
    assert not hunting["told"](hunt, {})
    assert not hunting["told"](hunt, {"call: mandatory": "it comes first", "call: gone": "was so"})
    assert not hunting["told"](hunting["Hunt"]("mine", 10, ("call: mandatory",)), {})
    assert "survives, and isn't listed: call: mandatory" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (SURVIVOR.format(scenario="gone"), "gone: is no shipped scenario, and is listed"),
        (SURVIVOR.format(scenario="gentle") * 2, "gentle: `call: mandatory` is listed twice"),
        (
            SURVIVOR.format(scenario="gentle").replace("it comes first", ""),
            "gentle: `call: mandatory` is listed without a reason",
        ),
    ],
)
def test_a_list_that_says_too_much_or_too_little_is_refused(
    hunting: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    text: str,
    fault: str,
) -> None:
    survivors = tmp_path / "survivors.toml"
    survivors.write_text(text, encoding="utf-8")
    monkeypatch.setitem(hunting["main"].__globals__, "SURVIVORS", survivors)

    with pytest.raises(SystemExit, match=f"^{fault}$"):
        hunting["main"](["gentle"])


def test_the_list_of_survivors_is_well_formed(hunting: dict[str, Any]) -> None:
    assert hunting["listed"]()
