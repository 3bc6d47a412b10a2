"""What must hold within one reaction."""

from collections.abc import Iterator
from typing import Final

import attrs

from dunnix.scenario.defaults import THIRTY_DAYS
from dunnix.scenario.drafts import ReactionKeys
from dunnix.scenario.faults import Fault
from dunnix.scenario.reaction_keys import NOT_OF_A_REACTION, REACTION, REPEAT_OF_A_REACTION
from dunnix.scenario.step_rules import (
    Rule,
    Wrong,
    channel_fits,
    copy_differs,
    ends_after_it_begins,
    fallback_differs,
    is_before,
    path_leads_to_court,
    waiver_has_a_fee,
)
from dunnix.scenario.tables import no_key
from dunnix.scenario.timing import Anchor

_RULES: Final[tuple[Rule, ...]] = (
    channel_fits,
    fallback_differs,
    copy_differs,
    path_leads_to_court,
    waiver_has_a_fee,
    ends_after_it_begins,
)


def faults_of_reaction(reaction: ReactionKeys, wrong: Wrong) -> list[Fault]:
    """Give all that is wrong with a reaction taken by itself; paths start at the reaction."""
    return [
        *_keys_of_a_step(reaction),
        *_counted_from_the_event(reaction),
        *_comes_before_its_end(reaction, wrong),
        *(_of_a_reaction(fault) for rule in _RULES for fault in rule(reaction, wrong)),
    ]


def _of_a_reaction(fault: Fault) -> Fault:
    """Say of a reaction what a rule of steps says."""
    hint = fault.hint and fault.hint.replace("step", "reaction")
    return attrs.evolve(fault, message=fault.message.replace("step", "reaction"), hint=hint)


def _keys_of_a_step(reaction: ReactionKeys) -> Iterator[Fault]:
    """Refuse what only steps of the ladder have: a reaction made in Python has the fields."""
    defaults = {field.name: field.default for field in attrs.fields(ReactionKeys)}
    for name in NOT_OF_A_REACTION:
        if getattr(reaction, name) != defaults[name]:
            yield attrs.evolve(no_key(REACTION, name), path=(name,))
    if reaction.repeat is not None:
        yield attrs.evolve(no_key(REPEAT_OF_A_REACTION, "every"), path=("repeat", "every"))


def _counted_from_the_event(reaction: ReactionKeys) -> Iterator[Fault]:
    for name in ("at", "until", "latest"):
        timing = getattr(reaction, name)
        if timing is not None and timing.anchor is not Anchor.EVENT:
            yield Fault(
                code="anchor-out-of-place",
                message=f"a reaction is counted from its event, not from `{timing.anchor}`",
                hint="count from `event`, such as `event + 3d`",
                path=(name,),
            )


def _comes_before_its_end(reaction: ReactionKeys, wrong: Wrong) -> Iterator[Fault]:
    if reaction.at is None or reaction.until is not None or "until" in wrong:
        return
    if is_before(THIRTY_DAYS, reaction.at):
        yield Fault(
            code="until-before-at",
            message=f"`{THIRTY_DAYS}`, the end of a reaction that gives none, "
            f"lies before `{reaction.at}`",
            hint="add an `until` on the day it begins, or later",
            path=("at",),
        )
