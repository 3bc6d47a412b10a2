"""When we get in touch and when we stop: grace, repeats, phases, limits, and the channels."""

from pathlib import Path
from typing import Final

import pytest
from craft_cases import billed, day, ladder
from diary import keep

from dunnix import (
    Account,
    Debtor,
    Reply,
    decide,
    load_scenario,
    load_strategy,
    project,
)
from dunnix.scenario import check_text


def owing(amount: str = "1200.00", **facts: str) -> Account:
    """Give a debtor with one invoice, due on Monday 2 March 2026."""
    return Account(debtor=Debtor(id="MARTIN", facts=facts), invoices=[billed(amount)])


# ------------------------------------------------------------------------------------- grace

AT_ONCE: Final = """\
id        = "at-once"
version   = "1"
currency  = "EUR"
if_behind = "skip-to-latest"

[[step]]
id      = "reminder"
at      = "due + 1d"
channel = "email"
"""
WITH_GRACE: Final = AT_ONCE.replace("at-once", "ten-days-of-grace").replace("due + 1d", "due + 10d")
BY_SEGMENT: Final = """\
id      = "by-segment"
version = "1"

[facts.debtor]
segment = ["key", "standard"]

[[assign]]
when     = "debtor.segment == 'key'"
scenario = "ten-days-of-grace.toml"

[[assign]]
scenario = "at-once.toml"
"""


@pytest.mark.requirement("M2")
def test_key_accounts_have_ten_days_of_grace_and_the_explanation_says_until_when(
    tmp_path: Path,
) -> None:
    (tmp_path / "at-once.toml").write_text(AT_ONCE, encoding="utf-8")
    (tmp_path / "ten-days-of-grace.toml").write_text(WITH_GRACE, encoding="utf-8")
    (tmp_path / "by-segment.toml").write_text(BY_SEGMENT, encoding="utf-8")
    strategy = load_strategy(tmp_path / "by-segment.toml")
    one_day_late = day("2026-03-03")

    others = decide(strategy, owing(segment="standard"), as_of=one_day_late)
    key = decide(strategy, owing(segment="key"), as_of=one_day_late)

    assert others.scenario == "at-once@1"
    assert [action.step for action in others.next_actions] == ["reminder"]
    assert key.scenario == "ten-days-of-grace@1"
    assert [str(step.at) for step in key.rules.steps] == ["due + 10d"]
    assert key.next_actions == ()
    assert [(held.receivable, held.reason, held.until) for held in key.held] == [
        ("F-101", "waiting", day("2026-03-12"))
    ]
    assert (
        "F-101, €1,200.00: waits for the next step, next `reminder` on 12 March 2026"
        in key.explain("en")
    )


# ----------------------------------------------------------------------------------- repeats

EVERY_FIVE_TO_SEVEN_DAYS: Final = ladder(
    "five-to-seven",
    """\
[contact]
closed_days = false

[[step]]
id      = "call"
at      = "due + 2d"
channel = "phone"
repeat  = { every = "5d", latest = "7d", until = "due + 30d" }
allow   = { channel-repeated = "a call each time, until the notice" }

[[step]]
id      = "last-word"
at      = "due + 31d"
channel = "registered-letter"
""",
)


@pytest.mark.requirement("M8")
def test_a_call_is_due_again_after_five_days_late_after_seven_and_ends_at_thirty_days_late() -> (
    None
):
    done, _ = keep(EVERY_FIVE_TO_SEVEN_DAYS, owing(), "2026-03-01", "2026-04-30")

    assert done == [
        "2026-03-04 call",
        "2026-03-09 call",
        "2026-03-16 call",
        "2026-03-23 call",
        "2026-03-30 call",
        "2026-04-02 last-word",
    ]


@pytest.mark.requirement("M8")
@pytest.mark.parametrize(
    ("as_of", "planned"),
    [
        ("2026-03-08", []),
        ("2026-03-09", [("call", "2026-03-09", "in time")]),
        ("2026-03-11", [("call", "2026-03-09", "in time")]),
        ("2026-03-12", [("call", "2026-03-09", "late")]),
    ],
)
def test_between_the_fifth_and_the_seventh_day_a_call_is_in_time(
    as_of: str, planned: list[tuple[str, str, str]]
) -> None:
    _, called = keep(EVERY_FIVE_TO_SEVEN_DAYS, owing(), "2026-03-04", "2026-03-04")

    asked = decide(EVERY_FIVE_TO_SEVEN_DAYS, called, as_of=day(as_of))

    assert [
        (action.step, str(action.planned_on), "late" if action.is_late else "in time")
        for action in asked.next_actions
    ] == planned


# ------------------------------------------------------------------------------------ phases


@pytest.mark.requirement("M30")
def test_the_french_ladder_goes_through_four_phases() -> None:
    scenario = load_scenario("fr-b2b")

    played = project(scenario, owing(), as_of=day("2026-02-16"), days=80)

    assert [(str(on), action.step, action.phase) for on, action in played.actions] == [
        ("2026-02-23", "courtesy", "pre-due"),
        ("2026-03-03", "call", "amicable"),
        ("2026-03-03", "call-summary", "amicable"),
        ("2026-03-12", "reminder", "amicable"),
        ("2026-03-23", "firm-reminder", "amicable"),
        ("2026-04-01", "formal-notice", "pre-litigation"),
        ("2026-04-10", "agency", "litigation"),
    ]


LIMITED: Final = ladder(
    "limited",
    """\
[contact]
closed_days = false

[phases]
amicable = { at_most = 4, ends_by = "due + 25d" }

[[step]]
id      = "reminder"
at      = "due + 1d"
channel = "email"
repeat  = { every = "4d", times = 2 }

[[step]]
id      = "call"
at      = "due + 16d"
channel = "phone"
repeat  = { every = "3d" }
allow   = { channel-repeated = "the phase ends before" }

[[step]]
id        = "formal-notice"
at        = "due + 30d"
channel   = "registered-letter"
mandatory = true
deadline  = "8d"
""",
)


@pytest.mark.requirement("M33")
def test_after_four_contacts_the_amicable_phase_is_over() -> None:
    done, account = keep(LIMITED, owing(), "2026-03-01", "2026-03-31")
    next_day = decide(LIMITED, account, as_of=day("2026-03-25"))

    assert done == [
        "2026-03-03 reminder",
        "2026-03-09 reminder",
        "2026-03-13 reminder",
        "2026-03-18 call",
    ]
    assert [(held.reason, held.step, held.until) for held in next_day.held] == [
        ("waiting", "formal-notice", day("2026-04-01"))
    ]


@pytest.mark.requirement("M33")
def test_who_begins_after_its_last_day_begins_with_the_formal_notice() -> None:
    last_day = decide(LIMITED, owing(), as_of=day("2026-03-27"))
    day_after = decide(LIMITED, owing(), as_of=day("2026-03-28"))
    notice = decide(LIMITED, owing(), as_of=day("2026-04-01"))

    assert [action.step for action in last_day.next_actions] == ["call"]
    assert day_after.next_actions == ()
    assert [each.code for each in day_after.why_not("call")] == ["expired"]
    assert [action.step for action in notice.next_actions] == ["formal-notice"]


THREE_CALLS_AT_MOST: Final = ladder(
    "three-calls-at-most",
    """\
[contact]
closed_days = false

[[step]]
id      = "call"
at      = "due + 1d"
channel = "phone"
repeat  = { every = "2d", times = 2 }

[[step]]
id      = "director"
after   = "call + 5d"
channel = "letter"
to      = ["executive"]
tone    = "firm"
""",
)


@pytest.mark.requirement("M34")
def test_after_three_calls_the_letter_to_the_director_follows_whatever_was_said() -> None:
    excuses = [
        Reply(id="R1", date=day("2026-03-03"), reason="vague", note="next week for sure"),
        Reply(id="R2", date=day("2026-03-05"), reason="vague", note="the boss is away"),
        Reply(id="R3", date=day("2026-03-09"), reason="vague", note="it is on his desk"),
    ]

    done, account = keep(THREE_CALLS_AT_MOST, owing().record(*excuses), "2026-03-01", "2026-04-30")

    assert done == [
        "2026-03-03 call",
        "2026-03-05 call",
        "2026-03-09 call",
        "2026-03-16 director",
    ]
    assert decide(THREE_CALLS_AT_MOST, account, as_of=day("2026-06-01")).next_actions == ()


# ---------------------------------------------------------------------------------- channels


@pytest.mark.requirement("M44")
def test_a_fourth_mail_in_a_row_is_told_and_a_fax_in_its_place_is_fine() -> None:
    only_mail = """\
id        = "only-mail"
version   = "1"
currency  = "EUR"
if_behind = "skip-to-latest"

[[step]]
id      = "courtesy"
at      = "due - 5d"
channel = "email"

[[step]]
id      = "reminder"
at      = "due + 3d"
channel = "email"
repeat  = { every = "7d", times = 1 }

[[step]]
id      = "last"
at      = "due + 20d"
channel = "email"
"""
    alternating = only_mail.replace(
        '"due + 20d"\nchannel = "email"', '"due + 20d"\nchannel = "fax"'
    )

    [told] = check_text(only_mail, name="mail.toml")

    assert str(told).splitlines() == [
        "mail.toml:20:11: warning: more than 3 contacts in a row go by `email` [channel-repeated]",
        ' 20 | channel = "email"',
        "    |           ^^^^^^^",
        "  hint: let one of them go by another channel, or allow this",
    ]
    assert check_text(alternating, name="alternating.toml") == ()
