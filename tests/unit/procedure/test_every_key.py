"""No key of a scenario is lost on the way to its procedure: set one, and the prose says so."""

from collections.abc import Mapping
from typing import Any

import pytest

from dunnix.comparison import compare_scenarios
from dunnix.procedure import procedure_of
from dunnix.scenario import Scenario, parse_scenario
from dunnix.scenario.canonical import toml_lines
from dunnix.scenario.contact_keys import CONTACT, QUIET
from dunnix.scenario.declarations import FACT
from dunnix.scenario.late_payment import LATE_PAYMENT
from dunnix.scenario.pause_keys import PAUSE_RULE, PROMISE
from dunnix.scenario.phase_keys import PHASE, TONE
from dunnix.scenario.reaction_keys import REACTION, REPEAT_OF_A_REACTION
from dunnix.scenario.scenario_keys import SCENARIO
from dunnix.scenario.statement_keys import STATEMENT
from dunnix.scenario.step_keys import REPEAT, STEP, SUMMARY
from dunnix.scenario.tables import Level

Table = dict[str, Any]
STEP_BEFORE = {"id": "first", "at": "due", "channel": "email"}
STEP_AFTER = {"id": "last", "at": "due + 90d", "do": "task"}
SENT = {"at": "due + 5d", "channel": "phone"}
OF_A_STEP: Mapping[str, tuple[Any, Table]] = {
    "id": ("ring", SENT),
    "title": ({"en": "Ring them"}, SENT),
    "at": ("due + 6d", SENT),
    "after": (["first + 2d", "previous + 3d"], SENT),
    "until": ("due + 20d", SENT),
    "latest": ("due + 9d", SENT),
    "when": ("answered", SENT),
    "do": ("none", {"at": "due + 5d", "do": "task"}),
    "channel": ("sms", SENT),
    "fallback": (["letter"], SENT),
    "copy": (["letter"], SENT),
    "summary": ({"channel": "email"}, SENT),
    "to": (["legal"], SENT),
    "cc": (["clerk"], SENT),
    "from": ("clerk", SENT),
    "phase": ("litigation", SENT),
    "tone": ("formal", SENT),
    "mode": ("manual", SENT),
    "mandatory": (True, SENT),
    "deadline": ("8d", SENT),
    "deadline_from": ("delivered", {**SENT, "deadline": "8d"}),
    "effects": (["stop-credit"], SENT),
    "fee": ("15.00", SENT),
    "fee_waived_if_paid_within": ("10d", {**SENT, "fee": "15.00"}),
    "announces": (["last"], {**SENT, "deadline": "8d"}),
    "path": ("mediation", {"at": "due + 5d", "do": "court"}),
    "repeat": ({"every": "5d"}, SENT),
    "on_closed_day": ("previous", SENT),
    "attempts": (7, SENT),
    "template": ("own-text", SENT),
    "goal": (["date", "reason"], SENT),
    "concede": (["discount"], SENT),
    "allow": ({"tone-softens": "on purpose"}, SENT),
}


def _without_day(keys: Table) -> Table:
    return {name: value for name, value in keys.items() if name != "at"}


ANSWER: Table = {"on": "reply", "channel": "phone"}
OF_A_REACTION: Mapping[str, tuple[Any, Table]] = {
    **{
        name: (value, {**_without_day(extra), **ANSWER})
        for name, (value, extra) in OF_A_STEP.items()
        if name in REACTION.keys and name not in {"do", "path"}
    },
    "at": ("event + 2d", ANSWER),
    "until": ("event + 20d", ANSWER),
    "latest": ("event + 9d", ANSWER),
    "do": ("none", {"on": "reply", "do": "task"}),
    "path": ("mediation", {"on": "reply", "do": "court"}),
    "on": ("dispute", ANSWER),
    "then": ("stop", ANSWER),
    "repeat": ({"times": 3}, ANSWER),
}
PHONED: Table = {"summary": {"channel": "email"}}
AGAIN: Table = {"repeat": {"every": "5d"}}


def scenario(**more: Any) -> Table:  # any value of a TOML file
    return {
        "id": "told",
        "version": "1",
        "currency": "EUR",
        "if_behind": "one-at-a-time",
        "step": [STEP_BEFORE, STEP_AFTER],
        **more,
    }


def with_step(**keys: Any) -> Table:
    return scenario(step=[STEP_BEFORE, {"id": "call", **keys}, STEP_AFTER])


def with_reaction(**keys: Any) -> Table:
    return scenario(reaction=[{"id": "answer", **keys}])


def with_amount(amount: str) -> Table:
    return {**with_step(**SENT, when="amount_due >= small"), "amounts": {"small": amount}}


def with_effect(title: str) -> Table:
    return {**with_step(**SENT, effects=["none-left"]), "effects": {"none-left": title}}


def parsed(table: Table) -> Scenario:
    return parse_scenario("\n".join(toml_lines(table.items())), name="told.toml")


def told(table: Table) -> str:
    procedure = procedure_of(parsed(table))
    titles = [each.title for section in procedure.sections for each in section.paragraphs]
    return "\n".join([procedure.title, *titles, *(each.text for each in procedure.sentences)])


def nested(key: str, base: Table, values: Mapping[str, Any]) -> Mapping[str, tuple[Table, Table]]:
    """Give for each key of a table within the scenario the scenario without it, and with it."""
    return {
        name: (scenario(**{key: base}), scenario(**{key: {**base, name: value}}))
        for name, value in values.items()
    }


DECLARED: Mapping[str, Table] = {
    "type": {"type": "money"},
    "values": {"type": "choice", "values": ["a", "b"]},
    "if_missing": {"if_missing": "a"},
    "nullable": {"nullable": True},
}
PAIRS: Mapping[str, tuple[Level, Mapping[str, tuple[Table, Table]]]] = {
    "step": (
        STEP,
        {
            name: (with_step(**extra), with_step(**{**extra, name: value}))
            for name, (value, extra) in OF_A_STEP.items()
        },
    ),
    "reaction": (
        REACTION,
        {
            name: (with_reaction(**extra), with_reaction(**{**extra, name: value}))
            for name, (value, extra) in OF_A_REACTION.items()
        },
    ),
    "repeat": (
        REPEAT,
        {
            name: (
                with_step(**SENT, **AGAIN),
                with_step(**SENT, repeat={**AGAIN["repeat"], name: value}),
            )
            for name, value in {
                "every": "6d",
                "latest": "7d",
                "until": "due + 60d",
                "times": 4,
            }.items()
        },
    ),
    "repeat of a reaction": (
        REPEAT_OF_A_REACTION,
        {
            "times": (
                with_reaction(**ANSWER, repeat={"times": 2}),
                with_reaction(**ANSWER, repeat={"times": 3}),
            )
        },
    ),
    "summary": (
        SUMMARY,
        {
            name: (
                with_step(**SENT, **PHONED),
                with_step(**SENT, summary={**PHONED["summary"], name: value}),
            )
            for name, value in {"channel": "letter", "template": "sum"}.items()
        },
    ),
    "pause": (
        PAUSE_RULE,
        {
            name: (scenario(), scenario(pause={"block": {name: value}}))
            for name, value in {
                "on_release": "restart",
                "limit": "12d",
                "afterwards": "task:clerk",
            }.items()
        },
    ),
    "promise": (
        PROMISE,
        {
            name: (scenario(), scenario(pause={"promise": {name: value}}))
            for name, value in {
                "tolerance": "4bd",
                "at_most_broken": 1,
                "on_release": "restart",
                "limit": "12d",
                "afterwards": "task:clerk",
            }.items()
        },
    ),
    "contact": (
        CONTACT,
        nested(
            "contact",
            {},
            {
                "gap": "3d",
                "rules": ["us-reg-f"],
                "at_most": ["2 phone per 7d, each receivable"],
                "silence_at_most": "14d",
                "hours": {"mon-fri": ["09:00-12:00"]},
                "run_on": ["mon-wed"],
                "closed_days": False,
                "quiet": {"conversation": "7d"},
                "waiting": "9d",
                "forbidden_places": ["work", "home"],
            },
        ),
    ),
    "quiet": (
        QUIET,
        {
            name: (
                scenario(contact={"quiet": {"refusal": {"time": "7d"}}}),
                scenario(contact={"quiet": {"refusal": {"time": "7d", name: value}}}),
            )
            for name, value in {"time": "8d", "channels": ["phone"]}.items()
        },
    ),
    "phase": (
        PHASE,
        {
            name: (scenario(), scenario(phases={"amicable": {name: value}}))
            for name, value in {"ends_by": "due + 95d", "at_most": 3}.items()
        },
    ),
    "tone": (TONE, nested("tone", {}, {"softer": "answered", "firmer": "answered"})),
    "statement": (
        STATEMENT,
        {
            name: (
                scenario(statement=[{"id": "s", "every": "1m", "channel": "email"}]),
                scenario(statement=[{"id": "s", "every": "1m", "channel": "email", name: value}]),
            )
            for name, value in {
                "id": "t",
                "every": "2m",
                "channel": "letter",
                "to": ["legal"],
                "template": "list",
                "when": "answered",
                "travels": "overdue",
            }.items()
        },
    ),
    "fact": (
        FACT,
        {
            name: (
                scenario(facts={"debtor": {"kind": {"type": "text"}}}),
                scenario(facts={"debtor": {"kind": {"type": "text", **value}}}),
            )
            for name, value in DECLARED.items()
        },
    ),
    "late-payment": (
        LATE_PAYMENT,
        {
            "law": (
                scenario(**{"late-payment": {"law": "fr"}}),
                scenario(**{"late-payment": {"law": "be"}}),
            )
        },
    ),
    "scenario": (
        SCENARIO,
        {
            **{
                name: (scenario(), scenario(**{name: value}))
                for name, value in {
                    "title": {"en": "Own"},
                    "currency": "GBP",
                    "timezone": "Europe/Rome",
                    "calendar": "IT",
                    "on_closed_day": "nearest",
                    "per": "invoice",
                    "travels": "reached",
                    "if_behind": "skip-to-latest",
                    "netting": "none",
                    "ignore_below": "5.00",
                    "stale_after": "9d",
                    "attempts": 1,
                    "late_after": "3d",
                    "on_part_payment": "restart",
                    "facts": {"debtor": {"vip": {"type": "bool", "if_missing": False}}},
                    "channels": {"whatsapp": "sms"},
                    "late-payment": {"law": "fr"},
                    "contact": {"gap": "3d"},
                    "phases": {"amicable": {"at_most": 3}},
                    "tone": {"softer": "answered"},
                    "pause": {"dispute": {"quality": {"limit": "9d"}}},
                    "defaults": {"tone": "firm"},
                    "reaction": [{"id": "answer", **ANSWER}],
                    "statement": [{"id": "s", "every": "1m", "channel": "email"}],
                    "step": [STEP_BEFORE],
                    "allow": {"nothing-hands-over": "a person decides"},
                }.items()
            },
            "id": (scenario(), scenario(id="other")),
            "amounts": (with_amount("50.00"), with_amount("60.00")),
            "people": (
                with_step(**SENT, mode="confirm:boss"),
                {**with_step(**SENT, mode="confirm:boss"), "people": {"boss": "The boss"}},
            ),
            "effects": (with_effect("None left"), with_effect("All gone")),
        },
    ),
}
# There is one version of the language, and that of the scenario stands in the heading.
UNSAID = {"scenario": {"dunnix", "version"}}
CASES = [
    pytest.param(before, after, id=f"{level}: {key}")
    for level, (_, pairs) in PAIRS.items()
    for key, (before, after) in pairs.items()
]


@pytest.mark.parametrize("level", PAIRS)
def test_every_key_of_the_language_is_tried(level: str) -> None:
    table, pairs = PAIRS[level]

    wanted = set(table.keys) - UNSAID.get(level, set())

    assert wanted == set(pairs)


@pytest.mark.parametrize(("before", "after"), CASES)
def test_a_key_that_is_set_is_said(before: Table, after: Table) -> None:
    assert told(before) != told(after)


@pytest.mark.parametrize(("before", "after"), CASES)
def test_a_key_that_is_set_is_a_change_in_words(before: Table, after: Table) -> None:
    changes = compare_scenarios(parsed(before), parsed(after))

    is_named_otherwise = changes.old.ref != changes.new.ref
    assert changes
    assert is_named_otherwise or "They say the same." not in changes.say()


def amid_others(table: Table) -> Table:
    """Give a scenario that says much otherwise: who confirms, tones, whom all steps reach."""
    tones = {"softer": "days_past_due > 9", "firmer": "times_contacted > 3"}
    changed = {**table, "tone": {**tones, **table.get("tone", {})}}
    changed["step"] = [
        {
            **({"mode": "confirm:collector"} if each["id"] == "first" else {"to": ["executive"]}),
            **each,
        }
        for each in table["step"]
    ]
    for name in ("reaction", "statement"):
        if name in table:
            changed[name] = [{"to": ["executive"], **each} for each in table[name]]
    return changed


UNUSED = pytest.param(scenario(), scenario(people={"clerk": "The clerk"}), id="people: unused")


@pytest.mark.parametrize(("before", "after"), [*CASES, UNUSED])
def test_a_key_that_is_set_is_told_amid_other_changes(before: Table, after: Table) -> None:
    old = parsed(before)

    without, with_it = parsed(amid_others(before)), parsed(amid_others(after))

    assert without != with_it
    assert compare_scenarios(old, without).say() != compare_scenarios(old, with_it).say()
