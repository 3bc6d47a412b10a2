"""A decision in words: what to do, what is held, why, and when to ask again."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from dunnix.engine.dates import undelivered
from dunnix.engine.decision import Decision, Held, NextAction
from dunnix.engine.evaluation import Evaluation
from dunnix.engine.explain import sentences
from dunnix.engine.explain.charged import charged, effect_text
from dunnix.engine.explain.replay import replay
from dunnix.engine.explain.strategy import chosen, urgency
from dunnix.engine.outlook import HeldReason
from dunnix.engine.rungs import Rung
from dunnix.engine.unit import Situation, Track
from dunnix.scenario import Do, Event, ModeKind
from dunnix.words import Words, words

_ON_A_DAY: Final = frozenset({HeldReason.CALL_BACK, HeldReason.REACTION})
_FOR_A_STEP: Final = frozenset(
    {
        HeldReason.WAITING,
        HeldReason.NOT_DUE,
        HeldReason.PLAN,
        HeldReason.NOTICE_MISSING,
        HeldReason.CONTACT_RULES,
    }
)


def explain(decision: Decision, language: str) -> str:
    """Say a decision in a language; `ValueError` for one there are no sentences in."""
    say = words(language, "dunnix.engine")
    evaluation = None if decision.account.problems else replay(decision)
    lines = [
        say.say(
            sentences.TITLE,
            debtor=decision.debtor,
            day=say.day(decision.as_of),
            scenario=decision.scenario,
        ),
        *chosen(decision, evaluation, say),
        "",
        *_actions(decision, evaluation, say),
        *_section(say, sentences.HELD, [_held(each, evaluation, say) for each in decision.held]),
        *_section(say, sentences.TO_WITHDRAW, list(_withdrawals(decision, say))),
        *_section(say, sentences.IN_FORCE, list(_effects(decision, say))),
    ]
    if decision.next_review is None:
        lines.append(say.say(sentences.NO_REVIEW))
    else:
        lines.append(say.say(sentences.REVIEW, day=say.day(decision.next_review)))
    return "\n".join(lines)


def explain_action(decision: Decision, action: NextAction, language: str) -> tuple[str, ...]:
    """Say an action of a decision and what led to it, a line each."""
    say, evaluation = words(language, "dunnix.engine"), replay(decision)
    return (_headline(action, evaluation, say), *_reasons(action, evaluation, say))


def explain_held(decision: Decision, held: Held, language: str) -> str:
    """Say what is held of a decision, and why."""
    return _held(
        held,
        None if decision.account.problems else replay(decision),
        words(language, "dunnix.engine"),
    )


def _section(say: Words, title: str, entries: list[str]) -> list[str]:
    if not entries:
        return []
    return [say.say(title), *(f"  - {entry}" for entry in entries), ""]


def _actions(decision: Decision, evaluation: Evaluation | None, say: Words) -> Iterator[str]:
    if evaluation is None:
        count = say.number(len(decision.account.problems))
        yield say.say(sentences.BAD_ROWS, count=count)
    elif not decision.next_actions:
        yield say.say(sentences.NOTHING)
    else:
        yield say.say(sentences.TO_DO)
        for action in decision.next_actions:
            yield f"  - {_headline(action, evaluation, say)}"
            for reason in _reasons(action, evaluation, say):
                yield f"    {reason}"
    yield ""


def _headline(action: NextAction, evaluation: Evaluation, say: Words) -> str:
    what = _what(action, evaluation, say)
    if action.amount_due.minor_units == 0:  # its cents are in another action, or held
        return what
    return say.say(sentences.ACTION, action=what, amount=say.money(action.amount_due))


def _what(action: NextAction, evaluation: Evaluation, say: Words) -> str:
    if action.step is None:
        return say.code(sentences.TASK, action.reason)
    title = _rung(action.step, _situation(action, evaluation)).step.title_in(say.language)
    step = action.step if title == action.step else f"{title} ({action.step})"
    return f"{step}, {_way(action, say)}"


def _situation(action: NextAction, evaluation: Evaluation) -> Situation:
    return evaluation.situation_of(action.receivables[0].id)


def _rung(step: str, situation: Situation) -> Rung:
    compiled = situation.compiled
    return compiled.every_rung[compiled.index[step]]


def _way(action: NextAction, say: Words) -> str:
    if action.do is Do.TASK and action.owner:
        return say.say(sentences.TASK_FOR, owner=action.owner)
    if action.do is not Do.SEND or action.channel is None:
        return say.code(sentences.WAY, action.do)
    contact = action.contact
    if contact is None:
        return say.code(sentences.CHANNEL, action.channel)
    role = say.code(sentences.ROLE, contact.role)
    if not contact.name:
        return f"{say.code(sentences.CHANNEL, action.channel)} ({role})"
    who = f"{contact.name} ({role})"
    if action.channel not in sentences.CHANNEL_TO:
        return f"{action.channel}, {who}"
    return say.say(sentences.CHANNEL_TO[action.channel], contact=who)


def _reasons(action: NextAction, evaluation: Evaluation, say: Words) -> Iterator[str]:
    """Say what led to an action: what it answers, who leads and goes along, what it needs."""
    yield from _occasion(action, evaluation, say)
    yield from _leader(action, evaluation, say)
    if action.days_late > 1:
        days = say.number(action.days_late)
        yield say.say(sentences.LATE, day=say.day(action.planned_on), count=days)
    else:
        yield say.say(sentences.LATE_ONE if action.days_late else sentences.ON_TIME)
    yield from urgency(action, say)
    yield from charged(action, evaluation, say)
    yield from _needs(action, say)


def _needs(action: NextAction, say: Words) -> Iterator[str]:
    """Say when in the day it may be done, who lets it go or does it, and what it sets."""
    if action.time is not None:
        yield say.say(sentences.AGREED, time=f"{action.time:%H:%M}")
    if action.window.hours:
        hours = ", ".join(str(span) for span in action.window.hours)
        zones = ", ".join(action.window.timezones) or action.window.timezone
        yield say.say(sentences.HOURS, hours=hours, zone=zones)
    if action.step is None and action.owner is not None:
        yield say.say(sentences.OWNER, owner=action.owner)
    if action.step is not None and action.mode.kind is ModeKind.CONFIRM:
        yield say.say(sentences.CONFIRM, role=f"`{action.mode.role}`")
    if action.step is not None and action.mode.kind is ModeKind.MANUAL:
        yield say.say(sentences.MANUAL)
    if action.deadline_on is not None:
        yield say.say(sentences.DEADLINE, day=say.day(action.deadline_on))


def _occasion(action: NextAction, evaluation: Evaluation, say: Words) -> Iterator[str]:
    """Say why it comes beside the ladder's next step: what it answers, repeats or sums up."""
    if action.reason in sentences.OCCASION:
        yield say.say(sentences.OCCASION[action.reason])
    situation = _situation(action, evaluation)
    answer = None if action.step is None else _rung(action.step, situation).answer
    if answer is None or answer.event is None:
        return
    for each in situation.occurrences:
        if each.event is answer.event and each.id == action.answers:
            yield say.say(sentences.ANSWERS, what=answered(answer.event, each.detail, say))


def answered(event: str, detail: str | None, say: Words) -> str:
    """Say what a reaction answers: an event, with its reason, kind or number.

    >>> answered("reply", "refusal", words("de", "dunnix.engine"))
    'Zahlungsverweigerung'
    """
    known = say.code(sentences.ANSWERED, event)
    if detail is None:
        return known
    if f"{event}:{detail}" in sentences.ANSWERED:
        return say.say(sentences.ANSWERED[f"{event}:{detail}"])
    if event == Event.NO_REPLY:
        return say.say(sentences.SILENCE, count=detail)
    return f"{known} (`{detail}`)"


def _leader(action: NextAction, evaluation: Evaluation, say: Words) -> Iterator[str]:
    leading = next(line for line in action.receivables if line.key == action.key)
    track = _tracks(evaluation).get(leading.id)
    if track is None:  # paused or settled: nothing leads
        names = ", ".join(line.id for line in action.receivables)
        yield say.say(sentences.ABOUT, receivables=names)
        return
    due = say.day(dt.date.fromordinal(track.claim.due))
    sentence = sentences.LEADER if track.is_overdue else sentences.LEADER_NOT_DUE
    if track.days_past_due == 1:
        sentence = sentences.LEADER_ONE
    yield say.say(sentence, receivable=leading.id, due=due, days=say.number(track.days_past_due))
    for line in action.receivables:
        if line is leading or line.step == action.step:
            continue
        if line.step is None:
            yield say.say(sentences.TRAVELS, receivable=line.id)
        else:
            yield say.say(sentences.OWN_STEP, receivable=line.id, step=f"`{line.step}`")


def _held(held: Held, evaluation: Evaluation | None, say: Words) -> str:
    why = [say.code(sentences.HELD_WHY, held.reason)]
    if held.rule is not None:
        why = [say.code(sentences.CONTACT_RULE, held.rule)]
    if held.since is not None:
        why.append(say.say(sentences.SINCE, day=say.day(held.since)))
    step = None if held.step is None else f"`{held.step}`"
    if held.reason in _FOR_A_STEP and step is not None and held.until is not None:
        why.append(say.say(sentences.NEXT_STEP, step=step, day=say.day(held.until)))
    else:
        if step is not None:
            why.append(say.say(sentences.OF_STEP, step=step))
        if held.until is not None:
            sentence = sentences.ON if held.reason in _ON_A_DAY else sentences.UNTIL
            why.append(say.say(sentence, day=say.day(held.until)))
        elif evaluation is not None:
            why += [
                say.say(sentences.UNDELIVERED, step=f"`{name}`")
                for name in _undelivered(held, evaluation)
            ]
    return say.say(
        sentences.HELD_LINE,
        receivable=held.receivable,
        amount=say.money(held.amount),
        why=", ".join(why),
    )


def _undelivered(held: Held, evaluation: Evaluation) -> tuple[str, ...]:
    """Give the steps whose delivery is to be reported before the one held can come."""
    if held.reason not in _FOR_A_STEP or held.step is None:
        return ()
    track = _tracks(evaluation)[held.receivable]
    situation = evaluation.situation_of(held.receivable)
    return undelivered(situation, _rung(held.step, situation), track)


def _tracks(evaluation: Evaluation) -> dict[str, Track]:
    return {
        track.claim.id: track
        for part in evaluation.parts
        for unit in part.situation.units
        for track in unit.tracks
    }


def _withdrawals(decision: Decision, say: Words) -> Iterator[str]:
    for each in decision.withdraw:
        why = say.code(sentences.WITHDRAW_WHY, each.reason)
        yield say.say(sentences.WITHDRAW_LINE, step=f"`{each.step}`", key=each.key, why=why)


def _effects(decision: Decision, say: Words) -> Iterator[str]:
    return (effect_text(effect, say) for effect in decision.effects)
