"""A decision in words: what to do, what is held, why, and when to ask again."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from dunnix.engine.dates import undelivered
from dunnix.engine.decide import Evaluation
from dunnix.engine.decision import Decision, Held, NextAction
from dunnix.engine.explain import sentences
from dunnix.engine.explain.replay import replay
from dunnix.engine.explain.words import Words, words
from dunnix.engine.groups import HeldReason
from dunnix.engine.ladder import Outcome
from dunnix.engine.unit import Track
from dunnix.scenario import Do, ModeKind

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
    say = words(language)
    evaluation = None if decision.account.problems else replay(decision)
    lines = [
        say.say(
            sentences.TITLE,
            debtor=decision.debtor,
            day=say.day(decision.as_of),
            scenario=decision.scenario,
        ),
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


def _section(say: Words, title: str, entries: list[str]) -> list[str]:
    if not entries:
        return []
    return [say.say(title), *(f"  - {entry}" for entry in entries), ""]


def _actions(decision: Decision, evaluation: Evaluation | None, say: Words) -> Iterator[str]:
    if not decision.next_actions:
        problems = len(decision.account.problems)
        yield say.say(sentences.BAD_ROWS if problems else sentences.NOTHING, count=problems)
        yield ""
        return
    yield say.say(sentences.TO_DO)
    for action in decision.next_actions:
        yield f"  - {_headline(decision, action, say)}"
        for reason in _reasons(action, evaluation, say):
            yield f"    {reason}"
    yield ""


def _headline(decision: Decision, action: NextAction, say: Words) -> str:
    amount = say.money(action.amount_due)
    if action.step is None:
        title = say.say(sentences.TASK[action.reason])
        return say.say(sentences.TASK_LINE, title=title, amount=amount)
    step = decision.rules.step(action.step)
    title = step.title_in(say.language)
    sentence = sentences.ACTION_UNTITLED if title == step.id else sentences.ACTION
    return say.say(sentence, title=title, step=step.id, way=_way(action, say), amount=amount)


def _way(action: NextAction, say: Words) -> str:
    if action.do is not Do.SEND or action.channel is None:
        return say.say(sentences.WAY[action.do], owner=action.owner or "?")
    channel = say.say(sentences.CHANNEL[action.channel])
    contact = action.contact
    if contact is None:
        return say.say(sentences.WAY["send-to-nobody"], channel=channel)
    role = say.say(sentences.ROLE[contact.role])
    who = f"{contact.name} ({role})" if contact.name else role
    return say.say(sentences.WAY["send"], channel=channel, contact=who)


def _reasons(action: NextAction, evaluation: Evaluation | None, say: Words) -> Iterator[str]:
    """Say what led to an action: who leads, since when, who goes along, what it needs."""
    if evaluation is not None:
        yield from _leader(action, evaluation, say)
    if action.reason == Outcome.REPEAT:
        yield say.say(sentences.AGAIN)
    if action.days_late > 1:
        yield say.say(sentences.LATE, day=say.day(action.planned_on), count=action.days_late)
    else:
        yield say.say(sentences.LATE_ONE if action.days_late else sentences.ON_TIME)
    if action.step is not None and action.mode.kind is ModeKind.CONFIRM:
        yield say.say(sentences.CONFIRM, role=f"`{action.mode.role}`")
    if action.step is not None and action.mode.kind is ModeKind.MANUAL:
        yield say.say(sentences.MANUAL)
    if action.deadline_on is not None:
        yield say.say(sentences.DEADLINE, day=say.day(action.deadline_on))


def _leader(action: NextAction, evaluation: Evaluation, say: Words) -> Iterator[str]:
    leading = next((line for line in action.receivables if line.key == action.key), None)
    if leading is None:
        return
    track = _tracks(evaluation)[leading.id]
    due = say.day(dt.date.fromordinal(track.claim.due))
    sentence = sentences.LEADER if track.is_overdue else sentences.LEADER_NOT_DUE
    if track.days_past_due == 1:
        sentence = sentences.LEADER_ONE
    yield say.say(sentence, receivable=leading.id, due=due, days=track.days_past_due)
    for line in action.receivables:
        if line is leading or line.step == action.step:
            continue
        if line.step is None:
            yield say.say(sentences.TRAVELS, receivable=line.id)
        else:
            yield say.say(sentences.OWN_STEP, receivable=line.id, step=f"`{line.step}`")


def _held(held: Held, evaluation: Evaluation | None, say: Words) -> str:
    why = [say.say(sentences.HELD_WHY[HeldReason(held.reason)])]
    if held.since is not None:
        why.append(say.say(sentences.SINCE, day=say.day(held.since)))
    step = None if held.step is None else f"`{held.step}`"
    if held.reason in _FOR_A_STEP and step is not None and held.until is not None:
        why.append(say.say(sentences.NEXT_STEP, step=step, day=say.day(held.until)))
    else:
        if step is not None:
            why.append(say.say(sentences.OF_STEP, step=step))
        if held.until is not None:
            why.append(say.say(sentences.UNTIL, day=say.day(held.until)))
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
    compiled, track = evaluation.situation.compiled, _tracks(evaluation)[held.receivable]
    return undelivered(evaluation.situation, compiled.rungs[compiled.index[held.step]], track)


def _tracks(evaluation: Evaluation) -> dict[str, Track]:
    return {track.claim.id: track for unit in evaluation.situation.units for track in unit.tracks}


def _withdrawals(decision: Decision, say: Words) -> Iterator[str]:
    for each in decision.withdraw:
        reason = sentences.WITHDRAW_WHY.get(each.reason)
        if reason is None:
            reason = sentences.HELD_WHY[HeldReason(each.reason)]
        yield say.say(
            sentences.WITHDRAW_LINE, step=f"`{each.step}`", key=each.key, why=say.say(reason)
        )


def _effects(decision: Decision, say: Words) -> Iterator[str]:
    for effect in decision.effects:
        yield say.say(
            sentences.EFFECT_LINE,
            name=effect.name,
            receivable=effect.receivable,
            day=say.day(effect.since),
        )
