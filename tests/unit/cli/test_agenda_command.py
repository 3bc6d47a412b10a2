import importlib.util
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Shell

READ = "ledger --scenario short.toml --as-of 2026-02-05"
RULES = """\
dunnix    = 1
id        = "short"
version   = "1"
currency  = "EUR"
if_behind = "skip-to-latest"

[[step]]
id      = "reminder"
at      = "due + 1d"
channel = "email"

[[step]]
id      = "call"
at      = "due + 8d"
channel = "phone"
"""
DEBTORS = """\
id,owner
D42,lea
D7,max
D9,max
"""
CONTACTS = """\
debtor,role,name,phone,email
D42,accounts-payable,Ana Martin,+33 1 00 00 00 00,ap@martin.example
D9,manager,,,
"""
TASKS = """\
id,debtor,due_on,kind,invoice,owner
T1,D42,2026-02-09,check-address,F-101,lea
"""
HAS_ICALENDAR = importlib.util.find_spec("icalendar") is not None


@pytest.fixture
def owned(shell: "Shell") -> "Shell":
    shell.write("short.toml", RULES)
    shell.write("ledger/debtors.csv", DEBTORS)
    shell.write("ledger/tasks.csv", TASKS)
    return shell


def test_the_text_shows_late_today_and_coming(owned: "Shell") -> None:
    ran = owned.run(f"agenda {READ} --days 10")

    lines = ran.out.splitlines()
    assert ran.code == 0
    assert lines[0] == "5 February 2026 to 15 February 2026, short@1 - entries 4"
    assert [line for line in lines if line in {"Late", "Today", "Coming"}] == [
        "Late",
        "Today",
        "Coming",
    ]
    assert any("2026-02-09  lea" in line and "check-address" in line for line in lines)


@pytest.mark.parametrize(
    ("language", "late", "coming"),
    [
        ("de", "Überfällig", "Demnächst"),
        ("es", "Atrasado", "Próximamente"),
        ("fr", "En retard", "À venir"),
        ("it", "In ritardo", "Prossimamente"),
        ("nl", "Te laat", "Binnenkort"),
    ],
)
def test_the_text_speaks_six_languages(
    owned: "Shell", language: str, late: str, coming: str
) -> None:
    ran = owned.run(f"agenda {READ} --days 10 --language {language}")

    assert late in ran.out.splitlines()
    assert coming in ran.out.splitlines()


def test_one_owner_sees_that_owners_entries(owned: "Shell") -> None:
    ran = owned.run(f"agenda {READ} --days 10 --owner lea --format json")

    assert ran.json["owner"] == "lea"
    assert {entry["debtor"] for entry in ran.json["entries"]} == {"D42"}


def test_an_empty_agenda_says_so(owned: "Shell") -> None:
    ran = owned.run(f"agenda {READ} --owner nobody")

    assert ran.code == 0
    assert "Nothing is on the agenda." in ran.out


@pytest.mark.skipif(not HAS_ICALENDAR, reason="the extra `agenda` is missing")
def test_the_agenda_is_written_as_a_calendar(owned: "Shell") -> None:
    from icalendar import Calendar

    ran = owned.run(f"agenda {READ} --days 10 --format ics")

    assert ran.code == 0
    assert len(Calendar.from_ical(ran.out).walk("VEVENT")) == 4


def test_an_agenda_is_about_a_day(owned: "Shell") -> None:
    ran = owned.run("agenda ledger --scenario short.toml")

    assert ran.code == 2
    assert "an agenda is about a day, and none is given" in ran.err


def test_a_worklist_says_what_people_do_and_what_goes_by_itself(owned: "Shell") -> None:
    owned.write("ledger/contacts.csv", CONTACTS)

    ran = owned.run("worklist ledger --scenario short.toml --as-of 2026-02-20 --capacity lea=40")

    lines = ran.out.splitlines()
    assert ran.code == 0
    assert lines[0] == "20 February 2026 - to do 2, put off 0, by itself 0"
    assert "lea: 1 (capacity 40 a day)" in lines
    assert "max: 1" in lines
    assert any("Ana Martin +33 1 00 00 00 00" in line for line in lines)


def test_a_worklist_says_until_when_something_is_put_off(owned: "Shell") -> None:
    owned.write("ledger/contacts.csv", CONTACTS)
    read = "worklist ledger --scenario short.toml --as-of 2026-02-20 --format json"

    ran = owned.run(f"{read} --capacity max=0")

    (of_max,) = [each for each in ran.json["owners"] if each["owner"] == "max"]
    assert (of_max["today"], [each["until"] for each in of_max["pushed"]]) == ([], [None])


@pytest.mark.parametrize("given", ["lea", "lea=many", "=3"])
def test_a_capacity_names_an_owner_and_a_number(owned: "Shell", given: str) -> None:
    ran = owned.run(f"worklist {READ} --capacity {given}")

    assert ran.code == 2
    assert "isn't OWNER=N" in ran.err


def test_two_numbers_for_one_owner_are_refused(owned: "Shell") -> None:
    ran = owned.run(f"worklist {READ} --capacity lea=3 lea=4")

    assert ran.code == 2
    assert "`--capacity` gives `lea` two numbers" in ran.err


def test_a_debtor_with_bad_rows_is_named_and_the_exit_code_tells(owned: "Shell") -> None:
    owned.write("ledger/disputes.csv", "id,debtor,opened_on,reason\nL1,D7,2026-02-30,quality\n")

    ran = owned.run(f"agenda {READ}")

    assert ran.code == 1
    assert "data-problem" in ran.out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("--as-of 2026-02-05 --days 3661", "`--days` must be from 0 to 3660, not 3661"),
        ("--as-of 9999-12-31", "`--days` ends after 9999-12-31, the last day there is"),
    ],
)
def test_an_agenda_ends_where_its_days_do(owned: "Shell", asked: str, told: str) -> None:
    ran = owned.run(f"agenda ledger --scenario short.toml {asked}")

    assert (ran.code, ran.err) == (2, f"dunnix: {told}\n")


@pytest.mark.parametrize("asked", ["agenda --owner", "worklist --capacity"])
def test_an_owner_that_nobody_has_is_named_with_the_nearest(owned: "Shell", asked: str) -> None:
    command, option = asked.split()
    name = "leo" if option == "--owner" else "leo=3"

    ran = owned.run(f"{command} {READ} {option} {name}")

    assert ran.code == 0
    assert ran.err == f"dunnix: `{option}`: nothing is `leo`'s; did you mean `lea`?\n"


@pytest.mark.parametrize("option", ["agenda --owner max", "worklist --capacity max=3 lea=9"])
def test_an_owner_of_a_debtor_is_known(owned: "Shell", option: str) -> None:
    command, options = option.split(maxsplit=1)

    ran = owned.run(f"{command} {READ} {options}")

    assert (ran.code, ran.err) == (0, "")
