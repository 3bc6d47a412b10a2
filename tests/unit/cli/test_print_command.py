from typing import TYPE_CHECKING

import pytest

from dunnix.procedure import procedure_of
from dunnix.scenario import load_scenario

if TYPE_CHECKING:
    from conftest import Shell

FAULTY = 'id = "mine"\nversion = "1"\ncurrency = "EUR"\nif_behind = "x"\n'
OWN = """\
id = "mine"
version = "1"
currency = "EUR"
if_behind = "one-at-a-time"

[[step]]
id = "call"
at = "due + 1d"
channel = "phone"
"""


def test_a_scenario_is_printed_as_wide_as_the_terminal(
    shell: "Shell", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    ran = shell.run("print gentle --language de")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Mahnverfahren: Gentle reminders\n")
    assert max(map(len, ran.out.splitlines())) <= 60


def test_a_page_is_written_to_a_file(shell: "Shell") -> None:
    ran = shell.run("print fr-b2b --language fr --format html --output page.html")

    assert (ran.code, ran.out, ran.err) == (0, "", "")
    page = (shell.folder / "page.html").read_text(encoding="utf-8")
    assert page == procedure_of(load_scenario("fr-b2b"), "fr").to_html()


def test_sentences_are_given_as_data_with_their_lines(shell: "Shell") -> None:
    shell.write("mine.toml", OWN)

    told = shell.run("print mine.toml --format json").json

    assert told["scenario"] == "mine@1"
    step = told["sections"][1]["paragraphs"][0]["sentences"][0]
    assert (step["path"], step["line"]) == (["step", 0], 6)


def test_a_faulty_scenario_is_told_at_its_place(shell: "Shell") -> None:
    shell.write("mine.toml", FAULTY)

    ran = shell.run("print mine.toml")

    assert (ran.code, ran.out) == (1, "")
    assert "mine.toml:4:13: `x` is no value of `if_behind`" in ran.err
    assert ran.err.endswith("dunnix: nothing was printed\n")


def test_a_file_that_can_not_be_written_is_told(shell: "Shell") -> None:
    ran = shell.run("print gentle --output nowhere/at/all.txt")

    assert ran.code == 2
    assert "`nowhere/at/all.txt` can't be written" in ran.err
