"""What changes between two scenarios: key by key, and in the sentences of their procedures."""

import json

import pytest

from dunnix.comparison import Change, compare_scenarios
from dunnix.scenario import Scenario, load_scenario, parse_scenario
from dunnix.words import LANGUAGES

HEAD = """
id = "own"
version = "1"
currency = "EUR"
if_behind = "one-at-a-time"
"""
CALL = """
[[step]]
id = "call"
title = { en = "Phone call", nl = "Telefoontje" }
at = "due + 1d"
channel = "phone"
"""
NOTICE = """
[[step]]
id = "notice"
at = "due + 30d"
channel = "letter"
deadline = "8d"
"""


def own(*parts: str) -> Scenario:
    return parse_scenario("".join(parts), name="own.toml")


OLD = own(HEAD, CALL, NOTICE)
AT_ONCE = "answers to the debtor's own words don't wait for that."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scenario_doesn_t_differ_from_itself(language: str) -> None:
    changes = compare_scenarios(OLD, own(HEAD, CALL, NOTICE))

    assert not changes
    assert len(changes.say(language).splitlines()) == 3


def test_another_version_of_the_same_text_says_the_same() -> None:
    changes = compare_scenarios(OLD, own(HEAD.replace('"1"', '"2"'), CALL, NOTICE))

    assert list(changes) == [Change(path=("version",), before="1", after="2")]
    assert changes.say() == "From own@1 to own@2\n\nThey say the same."


def test_a_key_that_changes_is_said_before_and_after() -> None:
    changes = compare_scenarios(OLD, own(HEAD, CALL, NOTICE.replace("8d", "15d")))

    assert list(changes) == [Change(path=("step", "notice", "deadline"), before="8d", after="15d")]
    assert changes.say() == (
        "From own@1 to own@1\n\nnotice\n"
        "- It sets a deadline of 8 days, from the day it is done.\n"
        "+ It sets a deadline of 15 days, from the day it is done."
    )


def test_what_holds_for_the_whole_scenario_is_said_under_its_section() -> None:
    changes = compare_scenarios(OLD, own(HEAD, 'contact = { gap = "3d" }', CALL, NOTICE))

    assert changes.say().splitlines()[2:] == [
        "Contacts",
        f"- Two contacts with a debtor are at least 1 day apart; {AT_ONCE}",
        f"+ Two contacts with a debtor are at least 3 days apart; {AT_ONCE}",
    ]


def test_steps_that_are_new_or_gone_are_said_as_such() -> None:
    new = own(HEAD, CALL, NOTICE.replace('"notice"', '"last-word"'))

    changes = compare_scenarios(OLD, new)

    assert [each.path for each in changes] == [("step", "notice"), ("step", "last-word")]
    headings = [line for line in changes.say().splitlines() if line and line[0] not in "-+"]
    assert headings == ["From own@1 to own@1", "notice (gone)", "last-word (new)"]


def test_a_step_that_is_called_otherwise_is_the_same_step() -> None:
    new = own(HEAD, CALL, NOTICE.replace('"notice"', '"last-word"').replace("8d", "9d"))

    changes = compare_scenarios(OLD, new, steps={"notice": "last-word"})

    assert list(changes) == [
        Change(path=("step", "last-word", "id"), before="notice", after="last-word"),
        Change(path=("step", "last-word", "deadline"), before="8d", after="9d"),
    ]
    assert "(new)" not in changes.say()
    assert "  “last-word”, id: notice → last-word" in changes.say().splitlines()


def test_another_order_of_the_ladder_is_a_change() -> None:
    changes = compare_scenarios(OLD, own(HEAD, NOTICE, CALL))

    assert list(changes) == [
        Change(path=("step",), before=["call", "notice"], after=["notice", "call"])
    ]
    assert changes.say().splitlines()[-1] == (
        "  step: “Phone call”, “notice” → “notice”, “Phone call”"
    )


def test_what_is_new_is_told_key_by_key() -> None:
    again = CALL + 'repeat = { every = "5d", times = 2 }\n'

    changes = compare_scenarios(OLD, own(HEAD, '[people]\nclerk = "The clerk"\n', again, NOTICE))

    assert list(changes) == [
        Change(path=("people", "clerk"), after="The clerk"),
        Change(path=("step", "call", "repeat", "every"), after="5d"),
        Change(path=("step", "call", "repeat", "times"), after=2),
    ]


def test_another_order_is_told_beside_what_steps_say_otherwise() -> None:
    said = compare_scenarios(OLD, own(HEAD, NOTICE.replace("8d", "9d"), CALL)).say()

    assert "+ It sets a deadline of 9 days, from the day it is done." in said
    assert "  step: “Phone call”, “notice” → “notice”, “Phone call”" in said


def test_what_every_step_has_from_the_scenario_is_told_once() -> None:
    changes = compare_scenarios(
        OLD, own(HEAD, 'attempts = 3\non_closed_day = "keep"', CALL, NOTICE)
    )

    assert [each.path for each in changes] == [("on_closed_day",), ("attempts",)]


def test_what_no_sentence_of_the_language_tells_is_told_by_its_key() -> None:
    new = own(HEAD, CALL.replace("Telefoontje", "Belletje"), NOTICE)

    said = compare_scenarios(OLD, new).say().splitlines()

    assert said[2:] == ["Other keys", "  “Phone call”, title.nl: Telefoontje → Belletje"]


def test_what_is_said_along_with_another_key_is_told_once() -> None:
    pause = '[pause.dispute]\nlimit = "9d"\nafterwards = "task:clerk"\n'
    new = own(HEAD, pause, CALL, NOTICE + 'deadline_from = "delivered"\n')

    said = compare_scenarios(OLD, new).say()

    assert "+ If it lasts longer than 9 days, “clerk” decides how to go on." in said
    assert "Other keys" not in said


def test_a_title_that_changes_beside_the_day_is_told_as_well() -> None:
    new = own(HEAD, CALL.replace("Telefoontje", "Belletje").replace("1d", "2d"), NOTICE)

    assert "“Phone call”, title.nl" in compare_scenarios(OLD, new).say()


def test_a_person_is_told_whose_role_is_called_as_ever() -> None:
    confirmed = CALL + 'mode = "confirm:manager"\n'

    said = compare_scenarios(OLD, own(HEAD, '[people]\nmanager = "Manager"\n', confirmed)).say()

    assert "+ Our manager confirms: “Phone call”." in said
    assert "  people.manager: - → Manager" in said.splitlines()


def test_an_amount_is_told_where_conditions_read_it() -> None:
    amounts = '[amounts]\nsmall = "50.00"\n'
    call = f'{CALL}when = "amount_due >= small"\n'

    said = compare_scenarios(
        own(HEAD, amounts, call), own(HEAD, amounts.replace("50", "60"), call)
    ).say()

    assert "- Only if the amount due is at least €50.00." in said
    assert "+ Only if the amount due is at least €60.00." in said
    assert "  amounts.small: €50.00 → €60.00" in said


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["  amounts.small: €50.00 → €60.00", "  amounts.small: £45.00 → £55.00"]),
        (
            "fr",
            [
                "  amounts.small: 50,00\N{NO-BREAK SPACE}€ → 60,00\N{NO-BREAK SPACE}€",
                "  amounts.small: 45,00\N{NO-BREAK SPACE}£GB → 55,00\N{NO-BREAK SPACE}£GB",
            ],
        ),
    ],
)
def test_an_amount_is_told_with_its_currency_as_the_language_writes_it(
    language: str, told: list[str]
) -> None:
    head = HEAD.replace('currency = "EUR"\n', "")
    amounts = '[amounts]\nsmall = { EUR = "50.00", GBP = "45.00" }\n'
    dearer = amounts.replace("50", "60").replace("45", "55")

    said = compare_scenarios(own(head, amounts, CALL), own(head, dearer, CALL)).say(language)

    assert said.splitlines()[3:] == told


def test_a_step_is_called_by_its_title_in_the_language() -> None:
    new = own(HEAD, CALL.replace('"Phone call"', '"Ring"'), NOTICE)

    said = compare_scenarios(OLD, new).say("nl").splitlines()

    quoted = "\N{LEFT SINGLE QUOTATION MARK}Telefoontje\N{RIGHT SINGLE QUOTATION MARK}"
    assert said[-1] == f"  {quoted}, title.en: Phone call → Ring"


def test_a_key_whose_sentence_is_gone_with_that_of_another_key_is_told_all_the_same() -> None:
    old = own(HEAD, 'per = "debtor"\ntravels = "overdue"\n', CALL)
    new = own(HEAD, 'per = "invoice"\ntravels = "reached"\n', CALL)
    same = own(HEAD, 'per = "invoice"\ntravels = "overdue"\n', CALL)

    assert "  travels: overdue → reached" in compare_scenarios(old, new).say().splitlines()
    assert "travels" not in compare_scenarios(old, same).say()


def test_changes_are_plain_data() -> None:
    changes = compare_scenarios(load_scenario("fr-b2b@2026.0"), load_scenario("fr-b2b"))

    data = json.loads(json.dumps(changes.to_dict()))

    assert (data["old"], data["new"]) == ("fr-b2b@2026.0", "fr-b2b@2026.1")
    assert {"path": ["contact", "gap"], "before": "1d", "after": "3d"} in data["changes"]


def test_a_language_without_sentences_is_refused() -> None:
    with pytest.raises(ValueError, match="no sentences in `xx`"):
        compare_scenarios(OLD, OLD).say("xx")
