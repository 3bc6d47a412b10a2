"""What an action claims beside the amount in play: late interest, fixed sums, and what it costs."""

import datetime as dt
from collections.abc import Iterable

import attrs

from dunnix.engine.beside import steps_in_force
from dunnix.engine.charges import OF_LATE_PAYMENT, charges_of
from dunnix.engine.decision import ActionLine, NextAction
from dunnix.engine.outlook import Proposal
from dunnix.engine.unit import Situation, Track
from dunnix.money import Money, total
from dunnix.scenario import Effect


@attrs.frozen(order=False)
class Added:
    """What is added to the amount in play of one receivable; None where it isn't claimed."""

    interest: Money | None = None
    indemnity: Money | None = None
    unknown_since: dt.date | None = None


NOTHING_ADDED = Added()


def added_to(situation: Situation, proposal: Proposal, track: Track, own: int | None) -> Added:
    """Give what an action adds for a receivable, by the effects in force and those of its step.

    What only travels along has those of steps done for it before. Where it asks for nothing of a
    receivable, as a statement or an answer to a dispute does, it adds nothing.
    """
    if situation.compiled.law is None or not proposal.amount_of(track):
        return NOTHING_ADDED
    names = {name for name, _, _ in steps_in_force(situation, track.claim.id)}
    if own is not None:
        names.update(situation.compiled.every_rung[own].step.effects)
    if names.isdisjoint(OF_LATE_PAYMENT):
        return NOTHING_ADDED
    charges = charges_of(situation)
    interest = charges.interest(track.claim) if Effect.LATE_INTEREST in names else None
    return Added(
        interest=None if interest is None else interest.amount,
        indemnity=charges.indemnity(track.claim) if Effect.RECOVERY_INDEMNITY in names else None,
        unknown_since=None if interest is None else interest.unknown_since,
    )


def with_charges(
    situation: Situation, proposal: Proposal, action: NextAction, added: Iterable[Added]
) -> NextAction:
    """Give an action with the sums of what its receivables add, and its own fee."""
    given = [each for each in added if each is not NOTHING_ADDED]
    if given:
        action = attrs.evolve(
            action,
            interest=_sum((each.interest for each in given), action),
            indemnity=_sum((each.indemnity for each in given), action),
            interest_unknown_since=min(
                (each.unknown_since for each in given if each.unknown_since is not None),
                default=None,
            ),
        )
    if proposal.rung is None or proposal.rung.step.fee is None:
        return action
    row = action.done(on=situation.day)
    fee = charges_of(situation).fee_of(row, action.amount_due.currency)
    return action if fee is None else attrs.evolve(action, fee=fee)


def line_with(line: ActionLine, added: Added) -> ActionLine:
    """Give a line with what is added for it."""
    if added is NOTHING_ADDED:
        return line
    return attrs.evolve(line, interest=added.interest, indemnity=added.indemnity)


def _sum(amounts: Iterable[Money | None], action: NextAction) -> Money | None:
    known = [each for each in amounts if each is not None]
    return total(known, action.amount_due.currency) if known else None
