"""What a change of scenario would do to accounts, in words."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from dunnix.comparison import sentences
from dunnix.comparison.decisions import ChangedAccount, DecisionChanges
from dunnix.comparison.reasons import NOT_CALLED_FOR, NotBy, Otherwise
from dunnix.engine import NextAction
from dunnix.engine.explain.sentences import CHANNEL, TASK
from dunnix.money import Money
from dunnix.procedure.prose import Prose, prose_of
from dunnix.words import Words, words

_JOINED = " + "


def decisions_text(changes: DecisionChanges, language: str) -> str:
    """Say how many would get something else, what, and of each why."""
    return "\n".join(_lines(changes, language))


def _lines(changes: DecisionChanges, language: str) -> Iterator[str]:
    say = _words(language)
    yield say.say(
        sentences.COUNTED,
        day=say.day(changes.as_of),
        asked=say.number(changes.asked),
        same=say.number(changes.same),
        different=say.number(len(changes.different)),
    )
    old, new = prose_of(changes.old, language), prose_of(changes.new, language)
    titles = {**old.titles, **new.titles}
    for (before, after), count in changes.moves.items():
        yield f"  {_moved(before, after, titles, say)}: {say.number(count)}"
    for each in changes.different:
        yield ""
        yield from _account(each, old, new, say)
    yield from _left_out(changes, say)


def _words(language: str) -> Words:
    return words(language, "dunnix.engine", "dunnix.comparison")


def _moved(before: str, after: str, titles: Mapping[str, str], say: Words) -> str:
    if before == after:
        return say.say(sentences.OTHERWISE, step=_titled(before, titles, say))
    return f"{_titled(before, titles, say)} → {_titled(after, titles, say)}"


def _titled(steps: str, titles: Mapping[str, str], say: Words) -> str:
    """Say steps by their titles, and tasks in words; nothing where there are none."""
    found = (titles.get(step) or say.code(TASK, step) for step in steps.split(_JOINED))
    return _JOINED.join(found) if steps else say.say(sentences.NOTHING)


def _account(changed: ChangedAccount, old: Prose, new: Prose, say: Words) -> Iterator[str]:
    yield changed.debtor
    yield f"  {say.say(sentences.BEFORE, actions=_actions(changed.before, old, say))}"
    yield f"  {say.say(sentences.AFTER, actions=_actions(changed.after, new, say))}"
    for why in changed.why:
        yield f"  - {why.say(say.language)}"


def _actions(actions: Iterable[NextAction], prose: Prose, say: Words) -> str:
    said = [_action(each, prose, say) for each in actions]
    return _JOINED.join(said) if said else say.say(sentences.NOTHING)


def _action(action: NextAction, prose: Prose, say: Words) -> str:
    """Say an action: the title of its step, or its task, the channel, and the amount in play."""
    if action.step is None:
        what = say.code(TASK, action.reason)
    else:
        what = prose.titles.get(action.step, action.step)
    if action.channel is not None:
        what = f"{what}, {prose.by(action.channel)}"
    if action.amount_due.is_zero:
        return what
    return say.say(sentences.ACTION, action=what, amount=say.money(action.amount_due))


def _left_out(changes: DecisionChanges, say: Words) -> Iterator[str]:
    """Name who isn't compared, and why."""
    if changes.unread:
        yield ""
        yield say.say(sentences.UNREAD, debtors=", ".join(changes.unread))
    for each in changes.unmoved:
        yield ""
        yield say.say(sentences.UNMOVED, debtor=each.debtor)
        yield from (f"  {problem.message} [{problem.code}]" for problem in each.problems)


def not_by_text(reason: NotBy, language: str) -> str:
    """Say why one scenario doesn't take a step the other takes."""
    say = _words(language)
    why = reason.why.say(language)
    if reason.why.code == NOT_CALLED_FOR:
        step = f"`{reason.why.step}`"
        why = say.say(sentences.NOT_CALLED_FOR, receivable=reason.why.receivable, step=step)
    return say.say(sentences.NOT_BY, scenario=reason.scenario, why=why)


def otherwise_text(reason: Otherwise, language: str) -> str:
    """Say what about an action would be otherwise."""
    say = _words(language)
    return say.say(
        sentences.FIELD_CHANGES,
        step=f"`{reason.step}`",
        field=say.code(sentences.FIELD, reason.field),
        before=_value(reason.field, reason.before, say),
        after=_value(reason.field, reason.after, say),
    )


def _value(field: str, value: str | None, say: Words) -> str:
    """Write what an action has: days, amounts and channels as the language does."""
    if value is None:
        return say.say(sentences.NOTHING)
    match field:
        case "deadline_on":
            return say.day(dt.date.fromisoformat(value))
        case "amount_due" | "claimed" | "fee":
            return say.money(Money(*value.split()))
        case "channel":
            return say.code(CHANNEL, value)
        case _:
            return value
