"""Scenarios of a few steps with every key a step has."""

from collections.abc import Sequence
from typing import Any, Final

from chance import ANSWERS, STEPS, Chance
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

_KINDS: Final = (*["send"] * 7, "task", "none", "hand-over", "court")
_DURATIONS: Final = ("3d", "0d", "1d", "5d", "8d", "2bd", "1w")
_REPEATS: Final[Sequence[dict[str, Any]]] = (
    {"every": "3d"},
    {"every": "1d"},
    {"every": "5d", "times": 2},
)
_CHANNELS: Final = ("email", "phone", "letter", "preferred", "sms")
_CONDITIONS: Final = tuple(
    parse_condition(text)
    for text in (
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
    )
)

_EVENTS: Final = tuple(
    Trigger.parse(text)
    for text in (
        *("settled", "part-payment", "payment-reversed", "promise-made", "promise-broken"),
        *("plan-broken", "dispute", "dispute:price", "dispute-resolved", "reply", "reply:vague"),
        *("reply:refusal", "acknowledgment", "extension", "call-back", "insolvency", "hand-over"),
        *("block-lifted", "task-done", "no-reply:1", "no-reply:2"),
        *("reply", "call-back", "reply", "part-payment", "no-reply:1", "reply:difficulty"),
    )
)
_ANSWERED: Final = ("event", "event + 1d", "event + 4d", "event + 2bd")
_THEN: Final = ("continue", "stop", "go-to", "continue")
_LIMITS: Final = tuple(map(Duration.parse, ("60d", "0d", "5d", "2bd")))

FACTS: Final[Any] = {
    "debtor": {"segment": ["key", "sme"], "vip": {"type": "bool", "nullable": True}},
    "invoice": {
        "insured": {"type": "bool"},
        "guaranteed": {"type": "bool", "if_missing": False},
    },
}
VALUES: Final = {"segment": ("key", "sme"), "vip": (True, False), "insured": (True, False)}


@st.composite
def scenarios(draw: st.DrawFn, /, **fixed: Any) -> Scenario:
    """Give a scenario of one to six steps."""
    return drawn_scenario(Chance.of(draw), **fixed)


def drawn_scenario(chance: Chance, /, **fixed: Any) -> Scenario:
    """Give a scenario of one to six steps; what is `fixed` isn't left to chance."""
    steps = () if "steps" in fixed else _ladder(chance)
    chance.fresh()
    several = chance.even()
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
        "if_behind": chance.pick(("one-at-a-time", "skip-to-latest")),
        "per": chance.pick(("debtor", "debtor", "invoice")),
        "travels": chance.pick(("overdue", "reached", "all")),
        "netting": chance.pick(("oldest-first", "oldest-first", "none")),
        "ignore_below": "small" if chance.one_in(8) else None,
        "gap": chance.pick(("1d", "0d", "2d", "5d", "3bd")),
        "attempts": chance.number(1, 3),
        "on_part_payment": chance.pick(("keep", "keep", "restart")),
        "promise": {
            "tolerance": chance.pick(("1bd", "0d", "3d")),
            "at_most_broken": chance.number(0, 2),
        },
        "steps": steps,
    }
    if chance.even():
        given |= _beside_the_ladder(chance, steps)
    if chance.even():
        given["pauses"] = _pauses(chance)
    if chance.one_in(10):
        given["tones"] = ToneRules(softer=_maybe(chance), firmer=_maybe(chance))
    return Scenario(**(given | fixed))


def _maybe(chance: Chance) -> Any:
    return chance.pick(_CONDITIONS) if chance.even() else None


def _pauses(chance: Chance) -> PauseRules:
    """Say how pauses of some kinds are released and how long they may last."""
    chance.fresh()
    rules = {str(kind): _pause_rule(chance) for kind in PauseKind if chance.even()}
    priced = {"quality": _pause_rule(chance)} if chance.even() else {}
    return PauseRules(by_kind=FrozenMap(rules), by_dispute_reason=FrozenMap(priced))


def _pause_rule(chance: Chance) -> PauseRule:
    return PauseRule(
        on_release=chance.pick(tuple(OnRelease)),
        limit=chance.pick(_LIMITS),
        afterwards=chance.pick(("collector", "disputes")),
    )


def _beside_the_ladder(chance: Chance, steps: Sequence[EscalationStep]) -> dict[str, Any]:
    """Give reactions, ends of phases and statements."""
    found: dict[str, Any] = {}
    if steps and chance.one_in(3):
        # Of a phase that has steps, the last most often: there the mandatory steps are.
        phase = chance.pick((_phase_of(steps[-1]), *Phase))
        ends = Timing.parse(f"due + {_last(steps) + chance.number(0, 40)}d")
        ends_by, at_most = chance.pick(((ends, None), (None, 1), (ends, 2), (None, 3)))
        found["phases"] = (PhaseRule(phase=phase, ends_by=ends_by, at_most=at_most),)
    if chance.one_in(10):
        every = Duration.parse(chance.pick(("1w", "5d", "1m")))
        found["statements"] = (Statement(id="statement", every=every, channel=Channel("email")),)
    found["reactions"] = [_reaction(chance, place, steps) for place in chance.some(3, yes=7)]
    return found


def _last(steps: Sequence[EscalationStep]) -> int:
    """Give the day after the due date on which the last step begins: no phase ends before."""
    at = (step.at for step in steps if step.at is not None)
    return max((each.offset.count for each in at if each.offset and each.sign > 0), default=0)


def _phase_of(step: EscalationStep) -> Phase:
    if step.do in {"hand-over", "court"}:
        return Phase.LITIGATION
    return Phase.PRE_LITIGATION if step.mandatory else Phase.AMICABLE


def _reaction(chance: Chance, place: int, steps: Sequence[EscalationStep]) -> Reaction:
    do, then = chance.pick(("send", "send", "task", "none")), chance.pick(_THEN)
    if then == "go-to":
        then = f"go-to:{chance.pick(steps).id}" if steps else "continue"
    keys: dict[str, Any] = {
        "id": ANSWERS[place],
        "on": chance.pick(_EVENTS),
        "do": do,
        "at": chance.pick(_ANSWERED),
        "then": Then.parse(then),
        "times": chance.pick((None, None, 1, 2)),
    }
    if do == "send":
        keys["channel"] = chance.pick(_CHANNELS)
    if chance.one_in(4):
        keys["when"] = chance.pick(_CONDITIONS)
    if chance.one_in(4):
        keys["until"] = f"event + {4 + chance.number(0, 20)}d"
    if chance.one_in(10):
        keys["mode"] = "confirm:boss"
    return Reaction(**keys)


def _ladder(chance: Chance) -> Sequence[EscalationStep]:
    chance.fresh()
    offset, last = chance.pick((1, -7, -2, 0, 3)), chance.number(0, len(STEPS) - 1)
    steps: list[EscalationStep] = []
    for place in range(last + 1):
        chance.fresh()
        steps.append(_step(chance, offset, steps, STEPS[place + 1 : last + 1]))
        offset += chance.pick((3, 0, 1, 7, 12))
    return steps


def _step(
    chance: Chance, offset: int, before: Sequence[EscalationStep], later: Sequence[str]
) -> EscalationStep:
    do = chance.pick(_KINDS)
    keys: dict[str, Any] = {"id": STEPS[len(before)], "do": do}
    if before and chance.one_in(4):
        keys["after"] = _after(chance, before)
    if "after" not in keys or chance.even():
        keys["at"] = _at(chance, offset)
    if do == "send":
        keys |= _channels(chance)
    announced = any(keys["id"] in step.announces for step in before)
    return EscalationStep(
        **(
            keys
            | _ways_out(chance, offset, announced=announced)
            | _follow_up(chance, offset, later)
        )
    )


def _channels(chance: Chance) -> dict[str, Any]:
    """Give a channel, maybe another to fall back on, a copy or a summary."""
    channel, other = chance.pick(_CHANNELS), chance.pick((None, *_CHANNELS))
    keys: dict[str, Any] = {"channel": channel}
    if other not in {None, channel, "preferred"}:
        keys["fallback"] = [other]
    if chance.one_in(10):
        keys["copy"] = [each for each in ("sms", "fax") if each not in {channel, other}]
    if chance.one_in(5):
        keys["summary"] = Summary(channel=Channel("email"))
    return keys


def _ways_out(chance: Chance, offset: int, *, announced: bool) -> dict[str, Any]:
    """Make a step mandatory, or give it a condition, an end, or neither.

    One that was announced has a condition, so that the threat may be an empty one.
    """
    if not announced and chance.one_in(3):
        return {"mandatory": True}
    keys: dict[str, Any] = {}
    if announced or chance.one_in(4):
        keys["when"] = chance.pick(_CONDITIONS)
    if chance.one_in(10):
        keys["until"] = f"due + {max(offset, 0) + chance.number(0, 20)}d"
    return keys


def _follow_up(chance: Chance, offset: int, later: Sequence[str]) -> dict[str, Any]:
    """Say what follows a step: repeats, a deadline, effects; and who confirms it."""
    keys: dict[str, Any] = {}
    if chance.one_in(4):
        repeat = chance.pick(_REPEATS)
        until = f"due + {max(offset, 0) + chance.number(0, 20)}d"
        keys["repeat"] = repeat | ({"until": until} if chance.one_in(4) else {})
    if chance.one_in(3):
        keys["deadline"] = chance.pick(("8d", "1d", "2bd"))
        keys["deadline_from"] = chance.pick(("done", "done", "delivered"))
        if later and chance.even():
            keys["announces"] = [chance.pick(later)]
    if chance.one_in(10):
        keys["mode"] = "confirm:boss"
    if chance.one_in(4):
        keys["effects"] = ["stop-credit"]
    return keys


def _at(chance: Chance, offset: int) -> str:
    if chance.one_in(10):
        return f"issue + {max(offset, 0) + 10}d"
    unit = chance.pick(("d", "d", "d", "bd"))
    return f"due {'-' if offset < 0 else '+'} {abs(offset)}{unit}"


def _after(chance: Chance, before: Sequence[EscalationStep]) -> list[str]:
    with_deadline = [str(step.id) for step in before if step.deadline is not None]
    if with_deadline and chance.even():
        return [chance.pick(with_deadline)]
    names = ("previous", *(str(step.id) for step in before))
    chosen = dict.fromkeys((chance.pick(names), chance.pick(names)))
    return [f"{name} + {chance.pick(_DURATIONS)}" for name in chosen]
