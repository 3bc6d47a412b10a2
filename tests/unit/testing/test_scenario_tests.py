"""An account is played, and all that happens set against all that must."""

from pathlib import Path

import attrs
import pytest
from files import ACCOUNT, day, load, run, taken

import dunnix
from dunnix.engine import decide
from dunnix.engine.explain import explain_held
from dunnix.errors import ScenarioTestError
from dunnix.planning import project
from dunnix.scenario import load_scenario
from dunnix.testing.expectation import Report
from dunnix.testing.run import run_scenario_test, run_scenario_tests

NOBODY = ACCOUNT.replace('email = "ap@e.example"', 'opted_out = ["email", "phone"]')
SILENCE = """\
until = 2026-03-10
expect = [
  { on = 2026-02-03, step = "reminder", channel = "email", to = "accounts-payable", amount = "90" },
  { on = 2026-02-10, step = "call", channel = "phone", do = "send", tone = "neutral" },
  { on = 2026-02-10, step = "call-summary" },
  { on = 2026-02-23, step = "formal-notice", mode = "auto", deadline = 2026-03-03 },
  { on = 2026-03-04, step = "agency", invoices = "F-1", late = false, effects = [] },
]
"""


def test_silence_brings_what_a_projection_brings_and_the_test_passes(tmp_path: Path) -> None:
    result = run(tmp_path, SILENCE)

    played = project(
        load_scenario(tmp_path / "short.toml"), result.test.account, as_of=day(5, 1), days=64
    )
    assert result.passed
    assert result.first is None
    assert result.taken == played.actions


def test_one_day_later_in_the_scenario_is_found_at_its_first_difference(tmp_path: Path) -> None:
    run(tmp_path, SILENCE)
    scenario = tmp_path / "short.toml"
    scenario.write_text(scenario.read_text("utf-8").replace("due + 8d", "due + 9d"), "utf-8")

    (result,) = run_scenario_tests(dunnix.load_scenario_tests(tmp_path / "short.test.toml"))

    assert not result.passed
    assert result.first is not None
    assert (result.first.on, result.first.what, result.first.sign) == (day(10), "call", "-")
    assert result.why == ("F-1: `call` is not reached; becomes true on 11 February 2026",)


def test_more_than_expected_fails_and_says_why_it_came(tmp_path: Path) -> None:
    result = run(tmp_path, 'until = 2026-02-10\nexpect = [{ on = 2026-02-03, step = "reminder" }]')

    assert result.first is not None
    assert (result.first.on, result.first.what, result.first.sign) == (day(10), "call", "+")
    assert result.why[0].startswith("call, by phone")


def test_an_action_that_goes_another_way_is_told_by_what_differs(tmp_path: Path) -> None:
    expect = '{ on = 2026-02-03, step = "reminder", channel = "letter", amount = "90.00" }'
    result = run(tmp_path, f"until = 2026-02-04\nexpect = [{expect}]")

    assert [str(each.sign) for each in result.timeline] == ["-", "+"]
    assert result.why == ("`channel` is `email` where `letter` is expected",)


def test_of_two_actions_of_one_step_the_one_that_fits_is_compared(tmp_path: Path) -> None:
    second = '{ id = "F-2", due_date = 2026-02-20, amount = "7.00", currency = "EUR" }'
    result = run(
        tmp_path,
        f"""until = 2026-01-22
account = {{ invoices = [ {second} ] }}
happens = [
  {{ on = 2026-01-20, dispute = "price", invoice = "F-1" }},
  {{ on = 2026-01-20, dispute = "quality", invoice = "F-2" }},
]
expect = [
  {{ on = 2026-01-20, step = "look-into-it", invoices = ["F-2"] }},
  {{ on = 2026-01-20, step = "look-into-it", invoices = ["F-1"] }},
]""",
    )

    assert [str(each.sign) for each in result.timeline] == [" ", " "]


def test_an_empty_list_says_that_nothing_happens(tmp_path: Path) -> None:
    assert run(tmp_path, "until = 2026-02-02\nexpect = []").passed
    assert not run(tmp_path, "until = 2026-02-03\nexpect = []").passed


def test_a_test_without_an_expectation_never_passes(tmp_path: Path) -> None:
    result = run(tmp_path, "until = 2026-02-02")

    assert not result.passed
    assert "--accept" in result.report()


@pytest.mark.parametrize(
    ("word", "steps"),
    [
        ('"no-answer"', ["call"]),
        ('"reached"', ["call", "call-summary"]),
        ('"failed"', ["call", "call"]),
        ('["cancelled", "reached"]', ["call", "call", "call-summary"]),
        ('["refused", "reached"]', ["call"]),
        ('["failed", "reached"]', ["call", "call", "call-summary"]),
        ('["no-answer", "reached"]', ["call"]),
        ('"queued"', ["call"]),
    ],
)
def test_what_comes_of_a_step_is_what_the_test_says(
    tmp_path: Path, word: str, steps: list[str]
) -> None:
    result = run(tmp_path, f"from = 2026-02-09\nuntil = 2026-02-16\noutcomes = {{ call = {word} }}")

    found = [step for _, step in taken(result) if step.startswith("call")]
    assert found == steps


def test_a_delivery_reported_later_starts_the_deadline(tmp_path: Path) -> None:
    sent = 'until = 2026-03-20\noutcomes = { formal-notice = "sent" }\n'

    never = run(tmp_path, sent)
    later = run(tmp_path, f'{sent}happens = [{{ on = 2026-03-02, delivered = "formal-notice" }}]')

    assert "agency" not in [step for _, step in taken(never)]
    assert taken(later)[-1] == ("2026-03-11", "agency")


@pytest.mark.parametrize(
    ("row", "happens"),
    [
        ("", '{ on = 2026-02-06, failed = "reminder" }'),
        ('{ id = "A1", step = "reminder", date = 2026-02-06, status = "failed" },', ""),
    ],
)
def test_what_failed_on_its_way_does_not_arrive_on_the_day_it_was_planned_for(
    tmp_path: Path, row: str, happens: str
) -> None:
    planned = 'id = "A1", step = "reminder", date = 2026-02-08, status = "planned"'
    result = run(
        tmp_path,
        f"""from = 2026-02-03
until = 2026-02-09
account = {{ actions = [ {{ {planned}, recorded_on = 2026-02-03 }}, {row} ] }}
happens = [ {happens} ]""",
    )

    versions = [row for row in result.decisions[-1].account.actions if row.id == "A1"]
    assert [str(row.status) for row in versions] == ["planned", "failed"]
    assert taken(result) == [("2026-02-07", "reminder")]


def test_what_happens_is_known_from_its_day_on(tmp_path: Path) -> None:
    paid = run(tmp_path, 'until = 2026-03-10\nhappens = [{ on = 2026-02-05, payment = "90.00" }]')
    disputed = run(
        tmp_path,
        """until = 2026-02-24
happens = [
  { on = 2026-02-05, dispute = "quality", invoice = "F-1", id = "X" },
  { on = 2026-02-12, resolved = "X" },
]
held = [ { on = 2026-02-06, invoice = "F-1", reason = "dispute" } ]
""",
    )

    assert taken(paid) == [("2026-02-03", "reminder")]
    assert taken(disputed)[:3] == [
        ("2026-02-03", "reminder"),
        ("2026-02-05", "look-into-it"),
        ("2026-02-17", "call"),
    ]
    assert [str(each.sign) for each in disputed.timeline if "held" in each.what] == [" "]


@pytest.mark.parametrize(
    ("entry", "held"),
    [
        ('promise = "90.00", due_by = 2026-02-20', "promise"),
        ('block = "goodwill"', "block"),
        ("extension = 2026-02-28", "extension"),
        ("insolvency = true", "insolvency"),
        ('hand-over = "Acme"', "handed-over"),
        ('payment = "90.00", invoice = "F-1", pending = true', "uncleared-payment"),
        ('dispute = "price"', "dispute"),
    ],
)
def test_each_kind_of_pause_is_written_in_a_word(tmp_path: Path, entry: str, held: str) -> None:
    result = run(
        tmp_path,
        f"""until = 2026-02-12
happens = [ {{ on = 2026-02-05, {entry} }} ]
expect = [ {{ on = 2026-02-03, step = "reminder" }} ]
held = [ {{ on = 2026-02-12, invoice = "F-1", reason = "{held}" }} ]
""",
    )

    different = [each.what for each in result.timeline if each.sign != " "]
    assert different == (["look-into-it"] if held == "dispute" else [])


def test_what_must_be_held_and_is_not_fails(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """until = 2026-02-02
expect = []
held = [ { on = 2026-02-01, invoice = "F-1", reason = "promise", until = 2026-02-05 } ]
""",
    )

    assert [(str(each.sign), each.told) for each in result.timeline] == [
        ("-", "promise, until 2026-02-05"),
        ("+", "not-due, until 2026-02-03"),
    ]
    assert "not due" in result.why[0]


def test_what_is_held_is_told_as_the_day_ended(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """until = 2026-02-03
expect = [ { on = 2026-02-03, step = "reminder" } ]
held = [ { on = 2026-02-03, invoice = "F-1", reason = "promise" } ]
""",
    )

    ended = result.decisions[-1]
    assert [str(each.reason) for each in ended.held] == ["contact-rules"]
    assert result.why == tuple(explain_held(ended, each, "en") for each in ended.held)


def test_a_plan_may_be_agreed_on_and_end(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """until = 2026-02-20
happens = [
  { on = 2026-01-30, invoices = ["F-1"], plan = [ { due_date = 2026-02-16, amount = "90.00" } ] },
  { on = 2026-02-11, ended = "plan-1" },
]
held = [ { on = 2026-02-05, invoice = "plan-1#1", reason = "plan" } ]
""",
    )

    assert taken(result)[0] == ("2026-02-11", "reminder")
    assert [str(each.sign) for each in result.timeline if "held" in each.what] == [" "]


def test_a_task_stays_open_until_it_is_said_to_be_done(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        'until = 2026-02-09\nhappens = [ { on = 2026-02-06, done = "find-contact" } ]',
        account=NOBODY,
    )

    assert taken(result) == [
        ("2026-02-03", "task find-contact"),
        ("2026-02-07", "task find-contact"),
    ]


@pytest.mark.parametrize("status", ["failed", "cancelled", "refused", "sent"])
def test_a_task_is_only_over_by_being_done(tmp_path: Path, status: str) -> None:
    result = run(tmp_path, "until = 2026-02-09", account=NOBODY)
    reports = [Report(on=day(6), what="find-contact", status=status)]

    again = run_scenario_test(attrs.evolve(result.test, reports=reports))
    said = run_scenario_test(attrs.evolve(result.test, outcomes={"find-contact": (status,)}))

    assert taken(again) == taken(said) == [("2026-02-03", "task find-contact")]


def test_a_call_may_come_to_what_a_mail_may_not(tmp_path: Path) -> None:
    run(tmp_path, 'until = 2026-02-12\noutcomes = { call = "reached", look-into-it = "reached" }')

    with pytest.raises(ScenarioTestError) as caught:
        run(tmp_path, 'until = 2026-02-12\noutcomes = { reminder = "reached" }')

    assert [each.code for each in caught.value.problems] == ["unknown-value"]


def test_a_debtor_may_change_on_a_day(tmp_path: Path) -> None:
    desk = '[ { role = "accounts-payable", email = "new@e.example" } ]'

    result = run(
        tmp_path,
        f"""until = 2026-02-07
happens = [
  {{ on = 2026-02-06, debtor = {{ contacts = {desk} }} }},
  {{ on = 2026-02-06, done = "find-contact" }},
]""",
        account=NOBODY,
    )

    assert taken(result)[:2] == [("2026-02-03", "task find-contact"), ("2026-02-06", "reminder")]


def test_rows_may_be_given_by_their_list_and_are_known_from_that_day(tmp_path: Path) -> None:
    row = '{ id = "F-2", due_date = 2026-01-01, amount = "9.00", currency = "EUR" }'

    result = run(
        tmp_path, f"until = 2026-02-02\nhappens = [ {{ on = 2026-02-02, invoices = [ {row} ] }} ]"
    )

    assert taken(result)[0][0] == "2026-02-02"


def test_the_account_of_a_test_is_laid_over_that_of_the_file(tmp_path: Path) -> None:
    file = load(
        tmp_path,
        """
[[test]]
name = "another amount of the same invoice"
until = 2026-02-02
account = { debtor = { credit_rating = 3 }, invoices = [ { id = "F-1", amount = "700.00" } ] }

[[test]]
name = "an account of its own"
until = 2026-02-02
account = { debtor = { id = "D2" } }

[[test]]
name = "that of the file"
until = 2026-02-02
""",
    )

    first, second, third = (test.account for test in file.tests)
    assert (first.invoices[0].amount, first.debtor.facts["credit_rating"]) == (
        dunnix.Money("700.00", "EUR"),
        3,
    )
    assert first.debtor.contacts == third.debtor.contacts
    assert (second.debtor.id, second.invoices) == ("D2", ())
    assert third.invoices[0].amount == dunnix.Money("90.00", "EUR")


def test_the_first_day_is_the_earliest_on_which_anything_can_happen(tmp_path: Path) -> None:
    done = '{ id = "A1", step = "reminder", date = 2026-02-03, status = "delivered" }'

    plain = load(tmp_path, '[[test]]\nname = "a"\nuntil = 2026-02-28').tests[0]
    acted = load(
        tmp_path,
        f'[[test]]\nname = "a"\nuntil = 2026-02-28\naccount = {{ actions = [ {done} ] }}',
    ).tests[0]

    assert (plain.first, acted.first) == (day(5, 1), day(3))


def test_the_report_fits_eighty_columns_and_shows_both_timelines(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """until = 2026-02-23
expect = [
  { on = 2026-02-03, step = "reminder", channel = "email", to = "accounts-payable", owner = "lea" },
  { on = 2026-02-10, step = "call" },
]""",
    )

    report = result.report()
    assert max(map(len, report.splitlines()[1:])) <= 80
    assert report.count("<-- here") == 1
    signs = [line[2] for line in report.splitlines() if line[4:].startswith("2026-02-")]
    assert signs == ["-", "+", " ", "+", "+"]


def test_a_strategy_is_tested_like_a_scenario(tmp_path: Path) -> None:
    run(tmp_path, "until = 2026-02-02")
    (tmp_path / "mine.toml").write_text(
        """id = "mine"
version = "1"
currency = "EUR"
[[assign]]
when = "debtor.open >= 80.00"
scenario = "short.toml"
[[assign]]
scenario = "gentle"
""",
        encoding="utf-8",
    )
    account = ACCOUNT.replace('scenario = "short.toml"', 'strategy = "mine.toml"')

    result = run(tmp_path, "until = 2026-02-10", account=account)

    assert ("2026-02-10", "call") in taken(result)


def test_a_test_never_changes_what_decide_says(tmp_path: Path) -> None:
    result = run(tmp_path, SILENCE)

    for decision in result.decisions:
        assert decision == decide(result.test.rules, decision.account, as_of=decision.as_of)
