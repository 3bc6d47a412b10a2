"""A key the language learns later changes the hash of no scenario that leaves it to its default."""

import json
from typing import Any

import attrs
import pytest

from dunnix.scenario import (
    ContactRules,
    Duration,
    Repeat,
    Statement,
    parse_scenario,
)
from dunnix.scenario.canonical import canonical_text
from dunnix.scenario.drafts import ReactionKeys, ScenarioKeys, StepKeys

TEXT = """
id = "own"
version = "1"
currency = "EUR"
if_behind = "one-at-a-time"
[contact]
run_on = ["mon"]
[[step]]
id = "call"
at = "due + 1d"
channel = "phone"
repeat = { every = "5d" }
[[reaction]]
id = "again"
on = "reply:not-received"
channel = "email"
[[statement]]
id = "monthly"
every = "1m"
channel = "email"
"""
THREE_DAYS = Duration.parse("3d")
NOW = parse_scenario(TEXT, name="own.toml")


@attrs.frozen(kw_only=True, order=False)
class LaterRepeat(Repeat):
    patience: Duration = THREE_DAYS


@attrs.frozen(kw_only=True, order=False)
class LaterStep(StepKeys):
    repeat: LaterRepeat | None = None
    patience: Duration = THREE_DAYS
    aloud: bool = True
    tries: tuple[str, ...] = ("first",)


@attrs.frozen(kw_only=True, order=False)
class LaterReaction(ReactionKeys):
    patience: Duration = THREE_DAYS


@attrs.frozen(kw_only=True, order=False)
class LaterStatement(Statement):
    copies: int = 1


@attrs.frozen(kw_only=True, order=False)
class LaterContactRules(ContactRules):
    at_night: bool = False


@attrs.frozen(kw_only=True, order=False)
class LaterScenario(ScenarioKeys):
    contact: LaterContactRules = attrs.field(factory=LaterContactRules)
    statements: tuple[LaterStatement, ...] = ()
    patience: Duration = attrs.field(factory=lambda: THREE_DAYS)


def later(now: Any, kind: Any, **keys: object) -> Any:
    """Give a value as the later language has it; what is new is left to its default."""
    fields = attrs.fields(type(now))
    return kind(**{each.name: getattr(now, each.name) for each in fields} | keys)


def scenario_later(
    step: Any = None, repeat: Any = None, reaction: Any = None, statement: Any = None, **keys: Any
) -> Any:
    again = later(NOW.steps[0].repeat, LaterRepeat, **(repeat or {}))
    return later(
        NOW,
        LaterScenario,
        contact=later(NOW.contact, LaterContactRules, **keys.pop("contact", {})),
        steps=[later(NOW.steps[0], LaterStep, repeat=again, **(step or {}))],
        reactions=[later(NOW.reactions[0], LaterReaction, **(reaction or {}))],
        statements=(later(NOW.statements[0], LaterStatement, **(statement or {})),),
        **keys,
    )


def test_a_new_key_left_to_its_default_changes_no_text() -> None:
    assert canonical_text(scenario_later()) == NOW.canonical()


@pytest.mark.parametrize(
    ("keys", "path", "written"),
    [
        ({"patience": Duration.parse("4d")}, ("patience",), "4d"),
        ({"step": {"patience": Duration.parse("4d")}}, ("step", 0, "patience"), "4d"),
        ({"step": {"aloud": False}}, ("step", 0, "aloud"), False),
        ({"step": {"tries": ()}}, ("step", 0, "tries"), []),
        ({"repeat": {"patience": Duration.parse("0d")}}, ("step", 0, "repeat", "patience"), "0d"),
        ({"reaction": {"patience": Duration.parse("4d")}}, ("reaction", 0, "patience"), "4d"),
        ({"statement": {"copies": 2}}, ("statement", 0, "copies"), 2),
        ({"contact": {"at_night": True}}, ("contact", "at_night"), True),
    ],
)
def test_a_new_key_that_is_given_stands_in_the_canonical_text(
    keys: dict[str, Any], path: tuple[Any, ...], written: object
) -> None:
    found: Any = json.loads(canonical_text(scenario_later(**keys)))

    for part in path:
        found = found[part]
    assert found == written


def test_a_default_of_the_first_language_is_spelled_out_so_that_another_one_is_another_text() -> (
    None
):
    table = NOW.to_dict()

    assert (table["timezone"], table["attempts"], table["contact"]["gap"]) == ("UTC", 2, "1d")
    assert (table["step"][0]["mandatory"], table["statement"][0]["travels"]) == (False, "all")
