"""Every code of a decision has words."""

import pytest

from dunnix.engine import ContactRule, Guard, HeldReason, tasks
from dunnix.engine.explain import sentences
from dunnix.engine.explain.text import answered
from dunnix.model import CHANNELS, ReplyReason, Role
from dunnix.scenario import Do, Effect, Event
from dunnix.words import words

TASKS = [kind for name, kind in vars(tasks).items() if name.isupper() and isinstance(kind, str)]


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("HELD_WHY", HeldReason),
        ("CONTACT_RULE", ContactRule),
        ("WHY_NOT", Guard),
        ("WITHDRAW_WHY", [*HeldReason, *(guard for guard in Guard if guard is not Guard.ELIGIBLE)]),
        ("TASK", TASKS),
        ("ANSWERED", [*Event, *(f"reply:{reason}" for reason in ReplyReason)]),
        ("CHANNEL", CHANNELS),
        ("CHANNEL_TO", CHANNELS),
        ("ROLE", Role),
        ("EFFECT", Effect),
        ("WAY", [do for do in Do if do is not Do.SEND]),
    ],
)
def test_every_code_has_words(table: str, codes: list[str]) -> None:
    known = getattr(sentences, table)

    assert [str(code) for code in codes if code not in known] == []


@pytest.mark.parametrize(
    ("event", "detail", "said"),
    [
        ("promise-broken", None, "niet-nagekomen betalingstoezegging"),
        ("reply", "refusal", "betalingsweigering"),
        ("no-reply", "1", "geen antwoord na een contact"),
        ("no-reply", "3", "geen antwoord na 3 contacten"),
        ("dispute", "quality", "betwisting (`quality`)"),
        ("eclipse", None, "eclipse"),
    ],
)
def test_what_is_answered_is_said_with_its_reason(
    event: str, detail: str | None, said: str
) -> None:
    assert answered(event, detail, words("nl", "dunnix.engine")) == said
