from pathlib import Path

import pytest

from dunnix.scenario import check_scenario, check_text

START = 'id = "a"\nversion = "1"\ncurrency = "EUR"\nif_behind = "skip-to-latest"\n'
STEP = '[[step]]\nid = "call"\nat = "due + 1d"\nchannel = "phone"\n'


def told(text: str) -> list[str]:
    return [f"{each.message} | {each.hint}" for each in check_text(text, name="a.toml")]


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("channel = email", "`email` without quotes", 'write "email"'),
        ("at = due + 1d # the day after", "`due + 1d` without quotes", 'write "due + 1d"'),
        ("mandatory = True", "`True` is no value TOML knows", "write true"),
        ("mandatory = yes", "`yes` is no value TOML knows", "write true"),
        ("mandatory = No", "`No` is no value TOML knows", "write false"),
        ("id =", "a key without a value", 'write such as id = "call"'),
        ('id = "a" // b', "more text than one value takes", "begin a comment with `#`"),
        ('id = "a";', "more text than one value takes", "leave out the `;` after the value"),
        ('id = "a",', "more text than one value takes", "leave out the `,` after the value"),
        (
            'when = "debtor.country == "FR""',
            "a text that ends at its second double quote",
            "inside a text in double quotes write single ones, such as 'FR'",
        ),
        (
            'id\u00a0= "a"',
            "a sign that looks like a space and is none",
            "type the space anew",
        ),
        (
            '{"id": "a"}',
            "neither a key nor a table",
            'a scenario is TOML, not JSON: write such as id = "call"',
        ),
    ],
)
def test_a_slip_of_the_file_is_told_with_its_own_way_out(
    line: str, message: str, hint: str
) -> None:
    assert told(f"{line}\n") == [f"not TOML: {message} | {hint}"]


def test_a_key_of_the_scenario_below_a_step_is_sent_above_the_headers() -> None:
    assert told(f'{START}{STEP}ignore_below = "50.00"\n') == [
        (
            "a step has no key `ignore_below` | `ignore_below` belongs to the scenario: "
            "write it above the first header in brackets"
        )
    ]


def test_a_key_of_the_scenario_below_the_contact_rules_is_sent_above_the_headers() -> None:
    assert told(f'{START}[contact]\nper = "invoice"\n{STEP}') == [
        (
            "`contact` has no key `per` | `per` belongs to the scenario: "
            "write it above the first header in brackets"
        )
    ]


def test_a_key_of_a_step_above_the_steps_is_sent_below_its_header() -> None:
    assert told(f'{START}channel = "email"\n{STEP}') == [
        "a scenario has no key `channel` | `channel` belongs to a step: write it below its [[step]]"
    ]


def test_a_lone_item_is_told_its_brackets_and_whether_it_exists() -> None:
    assert told(f'{START}{STEP}to = "accounting"\n') == [
        (
            "`accounting` is no role of a contact | known are `accounts-payable`, `agency`, "
            "`executive`, `legal`, `manager`, `procurement`"
        ),
        'a text where a list of roles is wanted | write ["accounting"]',
    ]


def test_a_number_of_repeats_is_put_into_the_table_it_belongs_to() -> None:
    assert told(f"{START}{STEP}repeat = 3\n") == [
        'a bare number where a table is wanted | write such as { every = "5d", times = 3 }'
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("mine", "did you mean the file `mine.toml`?"),
        ("notes", "to read the file of that name, write `./notes`"),
        ("play", "it is a folder: give the path of a `.toml` file in it"),
        ("gentel", "did you mean `gentle`? (the path of a file ends in `.toml`)"),
    ],
)
def test_a_name_that_doesnt_ship_is_looked_for_among_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, hint: str
) -> None:
    (tmp_path / "mine.toml").write_text(START + STEP)
    (tmp_path / "notes").write_text(START + STEP)
    (tmp_path / "play").mkdir()
    monkeypatch.chdir(tmp_path)

    (problem,) = check_scenario(name)

    assert (problem.code, problem.hint) == ("unknown-scenario", hint)
