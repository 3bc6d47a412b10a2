"""The entries that actions make: those to be done today or late, and those that would come."""

import datetime as dt

from dunnix.engine import Decision, NextAction
from dunnix.model import Account, Stage, known_rows
from dunnix.planning.agenda_entry import AgendaEntry, AgendaKind, AgendaState
from dunnix.planning.people import is_call_back, needs_person


def state_of(day: dt.date, as_of: dt.date) -> AgendaState:
    """Tell whether what is for a day is late, for today, or comes."""
    if day < as_of:
        return AgendaState.LATE
    return AgendaState.TODAY if day == as_of else AgendaState.COMING


def action_entry(action: NextAction, account: Account, day: dt.date, as_of: dt.date) -> AgendaEntry:
    """Give the entry of an action that is to be done on a day, or was to be done earlier."""
    on = min(action.planned_on, day) if day == as_of and action.is_late else day
    kind = _kind(action, account, day)
    return AgendaEntry(
        on=on,
        state=state_of(on, as_of),
        kind=kind,
        debtor=action.debtor,
        what=action.step or action.reason,
        reason=str(action.reason),
        key=action.key,
        channel=action.channel,
        mode=str(action.mode),
        amount=action.amount_due,
        receivables=tuple(line.id for line in action.receivables),
        owner=action.owner,
        time=action.time,
        timezone=action.window.timezone,
        answers=action.answers if kind is AgendaKind.CALL_BACK else None,
        is_automatic=not needs_person(action),
    )


def _kind(action: NextAction, account: Account, day: dt.date) -> AgendaKind:
    if is_call_back(action, account, day):
        return AgendaKind.CALL_BACK
    return AgendaKind.TASK if action.step is None else AgendaKind.ACTION


def under_way(decision: Decision, until: dt.date) -> list[AgendaEntry]:
    """Give what is under way: planned for a day, or to be called off now."""
    off = {each.key: each.reason for each in decision.withdraw}
    found: list[AgendaEntry] = []
    for row in known_rows(decision.account.actions, decision.as_of):
        is_off = row.identity in off
        if row.stage is not Stage.IN_FLIGHT or (row.date > until and not is_off):
            continue
        on = decision.as_of if is_off else row.date
        found.append(
            AgendaEntry(
                on=on,
                state=state_of(on, decision.as_of),
                kind=AgendaKind.CALL_OFF if is_off else AgendaKind.ACTION,
                debtor=decision.debtor,
                what=row.step,
                reason=off.get(row.identity, str(row.status)),
                key=row.identity,
                channel=row.channel,
                receivables=tuple(name for name, _ in row.covered),
                owner=row.by or decision.account.debtor_on(decision.as_of).owner,
                time=row.time,
                timezone=timezone_of(decision),
            )
        )
    return found


def timezone_of(decision: Decision) -> str:
    """Give the zone that times of an account are local to: the debtor's, else the scenario's."""
    debtor = decision.account.debtor_on(decision.as_of)
    return debtor.timezone or decision.rules.timezone
