"""What was done about each receivable, as far as law asks: steps that counted, and their proof."""

import datetime as dt
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Final

import attrs

from dunnix.model import Account, Action, ActionStatus, Claim, Stage, known_rows, version_order
from dunnix.scenario import Do, EscalationStep, Phase, Scenario

# A letter that was presented and not fetched has been given notice of: it came back for that.
RECEIVED: Final = frozenset({"presented", "received", "unclaimed"})


@attrs.frozen(kw_only=True, order=False)
class DoneStep:
    """A step that counted for a receivable: the first day it did, and what proves its arrival.

    `arrived_on` is the day delivery was reported, or that of an outcome among `RECEIVED`.
    """

    action: str
    step: str
    channel: str | None
    on: dt.date
    arrived_on: dt.date | None


def notice_steps(scenario: Scenario) -> tuple[str, ...]:
    """Give the steps that are formal notices: mandatory contacts from pre-litigation on.

    A mandatory step of the amicable phase is a reminder the law wants, not a notice.
    """
    return tuple(
        step.id
        for step in scenario.steps
        if step.mandatory and step.do is Do.SEND and _rank(step) >= Phase.PRE_LITIGATION.rank
    )


def amicable_steps(scenario: Scenario) -> tuple[str, ...]:
    """Give the steps of the amicable phase and before, in their order."""
    return tuple(step.id for step in scenario.steps if _rank(step) <= Phase.AMICABLE.rank)


def _rank(step: EscalationStep) -> int:
    # A scenario fills in the phase of each of its steps.
    return Phase.PRE_DUE.rank if step.phase is None else step.phase.rank


def done_steps(
    account: Account, day: dt.date, claims: Iterable[Claim]
) -> Mapping[str, tuple[DoneStep, ...]]:
    """Give by receivable the steps that counted by a day, as known then, oldest first."""
    actions = known_rows(account.actions, day)
    counted = [each for each in actions if each.stage is Stage.COUNTED and each.date <= day]
    read = [(action, _versions(account, action, day)) for action in counted]
    return {
        claim.id: tuple(
            sorted(
                (
                    _done(action, step, rows)
                    for action, rows in read
                    for step in _steps_for(action, claim)
                ),
                key=lambda each: (each.on, each.action, each.step),
            )
        )
        for claim in claims
    }


def _versions(account: Account, action: Action, day: dt.date) -> list[Action]:
    rows = (each for each in account.actions if each.identity == action.identity)
    known = [each for each in rows if (each.recorded_on or each.date) <= day]
    return sorted(known, key=version_order)


def _steps_for(action: Action, claim: Claim) -> tuple[str, ...]:
    """Give the steps an action was for a receivable; one that names none covers what existed."""
    if not action.covered:
        issued = claim.invoice.issue_date
        return (action.step,) if issued is None or issued <= action.date else ()
    own = [step for name, step in action.covered if name in claim.names and step is not None]
    return tuple(dict.fromkeys(own))


def _done(action: Action, step: str, rows: Iterable[Action]) -> DoneStep:
    counted = [row for row in rows if row.stage is Stage.COUNTED]
    arrived = [
        row.date
        for row in counted
        if row.status is ActionStatus.DELIVERED or row.outcome in RECEIVED
    ]
    return DoneStep(
        action=action.identity,
        step=step,
        channel=action.channel,
        on=min(map(attrgetter("date"), counted)),
        arrived_on=min(arrived, default=None),
    )
