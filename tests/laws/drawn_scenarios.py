"""Scenarios of a few steps with every key a step has."""

from collections.abc import Sequence
from typing import Any, Final

from chance import ANSWERS, STEPS, even, few, one_in_four, one_in_ten
from hypothesis import strategies as st

from dunnix.conditions import parse_condition
from dunnix.model import Channel, FrozenMap
from dunnix.scenario import (
    Duration,
    EscalationStep,
    OnRelease,
    PauseKind,
    PauseRule,
    PauseRules,
    Phase,
    PhaseRule,
    Reaction,
    Scenario,
    Statement,
    Summary,
    Then,
    Timing,
    ToneRules,
    Trigger,
)

_kinds = st.sampled_from(["send"] * 7 + ["task", "none", "hand-over", "court"])
_starts = st.sampled_from([1, -7, -2, 0, 3])
_strides = st.sampled_from([3, 0, 1, 7, 12])
_durations = st.sampled_from(["3d", "0d", "1d", "5d", "8d", "2bd", "1w"])
_repeats: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{"every": "3d"}, {"every": "1d"}, {"every": "5d", "times": 2}]
)
_channels = st.sampled_from(["email", "phone", "letter", "preferred", "sms"])
_gaps = st.sampled_from(["1d", "0d", "2d", "5d", "3bd"])
_conditions = st.sampled_from(
    [
        "amount_due >= small",
        "amount_due < large",
        "days_past_due < 14",
        "days_past_due >= 5",
        "invoice.days_past_due <= 20",
        "invoice.open >= small",
        "debtor.segment == 'key'",
        "debtor.segment != 'key'",
        "debtor.segment in ('key', 'sme')",
        "known(debtor.vip) and debtor.vip",
        "known(debtor.vip) and not debtor.vip",
        "invoice.insured",
        "not invoice.insured",
        "invoice.guaranteed or days_past_due > 9",
        "times_contacted < 2",
        "answered",
        "not answered",
        "known(step) and step != 'hint'",
        "known(outcome) and outcome == 'reached'",
        "known(debtor.days_since_contact) and debtor.days_since_contact >= 4",
        "known(debtor.days_since_contact) and debtor.days_since_contact < 9",
        "debtor.contacts_30d < 3",
        "known(debtor.days_to_payment_run) and debtor.days_to_payment_run <= 3",
        "debtor.broken_promises < 1",
        "debtor.overdue >= large",
        "debtor.overdue_invoices >= 2",
        "known(debtor.last_reason) and debtor.last_reason == 'difficulty'",
    ]
)

_events = st.sampled_from(
    [
        *("settled", "part-payment", "payment-reversed", "promise-made", "promise-broken"),
        *("plan-broken", "dispute", "dispute:price", "dispute-resolved", "reply", "reply:vague"),
        *("reply:refusal", "acknowledgment", "extension", "call-back", "insolvency", "hand-over"),
        *("block-lifted", "task-done", "no-reply:1", "no-reply:2"),
    ]
)
_answers = st.sampled_from(["event", "event", "event + 1d", "event + 4d", "event + 2bd"])

_pause_rules = st.builds(
    PauseRule,
    on_release=st.sampled_from(OnRelease),
    limit=st.sampled_from(["60d", "0d", "5d", "2bd"]).map(Duration.parse),
    afterwards=st.sampled_from(["collector", "disputes"]),
)
_pauses = st.builds(
    PauseRules,
    by_kind=st.dictionaries(st.sampled_from(PauseKind), _pause_rules).map(FrozenMap),
    by_dispute_reason=st.dictionaries(st.just("quality"), _pause_rules).map(FrozenMap),
)

FACTS: Final[Any] = {
    "debtor": {"segment": ["key", "sme"], "vip": {"type": "bool", "nullable": True}},
    "invoice": {
        "insured": {"type": "bool"},
        "guaranteed": {"type": "bool", "if_missing": False},
    },
}
VALUES: Final = {"segment": ("key", "sme"), "vip": (True, False), "insured": (True, False)}


_tones = st.builds(
    ToneRules,
    softer=st.none() | _conditions.map(parse_condition),
    firmer=st.none() | _conditions.map(parse_condition),
)


@st.composite
def scenarios(draw: st.DrawFn, /, **fixed: Any) -> Scenario:
    """Give a scenario of one to six steps."""
    steps: list[EscalationStep] = []
    offset = draw(_starts)
    for place in range(draw(st.integers(1, len(STEPS)))):
        steps.append(draw(_steps(place, offset, steps)))
        offset += draw(_strides)
    several = draw(even)
    small, large = {"EUR": "50.00", "GBP": "45.00"}, {"EUR": "300.00", "GBP": "250.00"}
    given: dict[str, Any] = {
        "id": "made",
        "version": "1",
        "currency": None if several else "EUR",
        "amounts": {
            "small": small if several else small["EUR"],
            "large": large if several else large["EUR"],
        },
        "facts": FACTS,
        "if_behind": draw(st.sampled_from(["one-at-a-time", "skip-to-latest"])),
        "per": draw(st.sampled_from(["debtor", "debtor", "invoice"])),
        "travels": draw(st.sampled_from(["overdue", "reached", "all"])),
        "netting": draw(st.sampled_from(["oldest-first", "oldest-first", "none"])),
        "ignore_below": "small" if draw(one_in_four) else None,
        "gap": draw(_gaps),
        "attempts": draw(st.integers(1, 3)),
        "on_part_payment": draw(st.sampled_from(["keep", "keep", "restart"])),
        "promise": {
            "tolerance": draw(st.sampled_from(["1bd", "0d", "3d"])),
            "at_most_broken": draw(st.integers(0, 2)),
        },
        "steps": steps,
    }
    if draw(even):
        given |= _beside_the_ladder(draw, steps)
    if draw(even):
        given["pauses"] = draw(_pauses)
    if draw(one_in_ten):
        given["tones"] = draw(_tones)
    return Scenario(**(given | fixed))


def _beside_the_ladder(draw: st.DrawFn, steps: Sequence[EscalationStep]) -> dict[str, Any]:
    """Give reactions, ends of phases and statements."""
    answers = [_reaction(draw, place, steps) for place in range(draw(st.integers(0, 3)))]
    found: dict[str, Any] = {"reactions": answers}
    if draw(one_in_four):
        ends = Timing.parse(f"due + {draw(few) + 70}d") if draw(even) else None
        most = None if draw(even) else draw(st.integers(1, 3))
        phase = draw(st.sampled_from(Phase))
        found["phases"] = (PhaseRule(phase=phase, ends_by=ends, at_most=most),)
    if draw(one_in_ten):
        every = Duration.parse(draw(st.sampled_from(["1w", "5d", "1m"])))
        found["statements"] = (Statement(id="statement", every=every, channel=Channel("email")),)
    return found


def _reaction(draw: st.DrawFn, place: int, steps: Sequence[EscalationStep]) -> Reaction:
    do = draw(st.sampled_from(["send", "send", "task", "none"]))
    goes = ["continue", "continue", "stop", *(f"go-to:{step.id}" for step in steps)]
    keys: dict[str, Any] = {
        "id": ANSWERS[place],
        "on": Trigger.parse(draw(_events)),
        "do": do,
        "at": draw(_answers),
        "then": Then.parse(draw(st.sampled_from(goes))),
        "times": draw(st.sampled_from([None, None, 1, 2])),
    }
    if do == "send":
        keys["channel"] = draw(_channels)
    if draw(one_in_four):
        keys["when"] = draw(_conditions)
    if draw(one_in_four):
        keys["until"] = f"event + {4 + draw(few)}d"
    if draw(one_in_ten):
        keys["mode"] = "confirm:boss"
    return Reaction(**keys)


@st.composite
def _steps(
    draw: st.DrawFn, place: int, offset: int, before: Sequence[EscalationStep]
) -> EscalationStep:
    do = draw(_kinds)
    keys: dict[str, Any] = {"id": STEPS[place], "do": do}
    chained = draw(one_in_four)
    if before and chained:
        keys["after"] = _after(draw, before)
    if "after" not in keys or draw(even):
        keys["at"] = _at(draw, offset)
    if do == "send":
        channels = draw(st.lists(_channels, min_size=1, max_size=2, unique=True))
        keys["channel"], *others = channels
        keys["fallback"] = [each for each in others if each != "preferred"]
        if draw(one_in_ten):
            keys["copy"] = [each for each in ("sms", "fax") if each not in channels]
        if draw(one_in_ten):
            keys["summary"] = Summary(channel=Channel("email"))
    return EscalationStep(**(keys | _ways_out(draw, offset) | _follow_up(draw, offset)))


def _ways_out(draw: st.DrawFn, offset: int) -> dict[str, Any]:
    """Make a step mandatory, or give it a condition, an end, or neither."""
    if draw(one_in_four):
        return {"mandatory": True}
    keys: dict[str, Any] = {}
    if draw(one_in_four):
        keys["when"] = draw(_conditions)
    if draw(one_in_ten):
        keys["until"] = f"due + {max(offset, 0) + draw(few)}d"
    return keys


def _follow_up(draw: st.DrawFn, offset: int) -> dict[str, Any]:
    """Say what follows a step: repeats, a deadline, effects; and who confirms it."""
    keys: dict[str, Any] = {}
    if draw(one_in_four):
        repeat: dict[str, Any] = draw(_repeats)
        until = f"due + {max(offset, 0) + draw(few)}d"
        keys["repeat"] = repeat | ({"until": until} if draw(one_in_four) else {})
    if draw(one_in_four):
        keys["deadline"] = draw(st.sampled_from(["8d", "1d", "2bd"]))
        keys["deadline_from"] = draw(st.sampled_from(["done", "done", "delivered"]))
    if draw(one_in_ten):
        keys["mode"] = "confirm:boss"
    if draw(one_in_four):
        keys["effects"] = ["stop-credit"]
    return keys


def _at(draw: st.DrawFn, offset: int) -> str:
    if draw(one_in_ten):
        return f"issue + {max(offset, 0) + 10}d"
    unit = draw(st.sampled_from(["d", "d", "d", "bd"]))
    return f"due {'-' if offset < 0 else '+'} {abs(offset)}{unit}"


def _after(draw: st.DrawFn, before: Sequence[EscalationStep]) -> list[str]:
    with_deadline = [str(step.id) for step in before if step.deadline is not None]
    by_deadline = draw(even)
    if with_deadline and by_deadline:
        return [draw(st.sampled_from(with_deadline))]
    names = ["previous", *(str(step.id) for step in before)]
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    return [f"{name} + {draw(_durations)}" for name in chosen]
