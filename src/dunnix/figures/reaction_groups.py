"""The reactions of a scenario by what they are on, in the order in which they are chosen."""

from collections.abc import Iterator, Sequence

import attrs

from dunnix.figures.step_days import is_about, length
from dunnix.scenario import Reaction, Scenario, Timing, Trigger


@attrs.frozen(kw_only=True, order=False)
class Branch:
    """A reaction; `is_else` where it is asked only after another one of the same day."""

    reaction: Reaction
    is_else: bool


@attrs.frozen(kw_only=True, order=False)
class ReactionGroup:
    """What something happening leads to: reactions by their days, then in file order."""

    on: Trigger
    branches: tuple[Branch, ...]


def reaction_groups(scenario: Scenario) -> tuple[ReactionGroup, ...]:
    """Group reactions by event, the events in file order, the most specific of one first.

    >>> from dunnix.scenario import load_scenario
    >>> group = reaction_groups(load_scenario("fr-b2b"))[0]
    >>> str(group.on), [str(each.reaction.id) for each in group.branches]
    ('reply:not-received', ['invoice-again', 'has-it-arrived'])
    """
    events = list(dict.fromkeys(each.on.event for each in scenario.reactions))
    triggers = dict.fromkeys(each.on for each in scenario.reactions)
    ordered = sorted(triggers, key=lambda on: (events.index(on.event), on.detail is None))
    return tuple(
        ReactionGroup(on=on, branches=tuple(_branches(on, scenario.reactions))) for on in ordered
    )


def _branches(on: Trigger, reactions: Sequence[Reaction]) -> Iterator[Branch]:
    fitting = sorted((each for each in reactions if each.on == on), key=_day)
    seen: set[Timing | int] = set()
    for each in fitting:
        yield Branch(reaction=each, is_else=_surely(each) in seen)
        seen.add(_surely(each))


def _day(reaction: Reaction) -> int:
    """Give about how many days after the event a reaction comes."""
    offset = None if reaction.at is None else reaction.at.offset
    return 0 if offset is None else length(offset)


def _surely(reaction: Reaction) -> Timing | int:
    """Give its day, or its timing where that depends on the month or on business days."""
    return _day(reaction) if reaction.at is None or not is_about(reaction.at) else reaction.at
