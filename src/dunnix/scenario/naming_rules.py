"""What a scenario names must exist: steps, channels, effects, our roles, rule packs, laws."""

from collections.abc import Iterable, Iterator
from typing import Final

from dunnix.errors import did_you_mean
from dunnix.model import CHANNELS, StepId
from dunnix.scenario.choices import PREFERRED
from dunnix.scenario.declared_names import COLLECTOR, effects_of
from dunnix.scenario.draft_scenario import Draft
from dunnix.scenario.drafts import ScenarioKeys, StepKeys
from dunnix.scenario.faults import Fault, Path
from dunnix.scenario.late_payment import law_names
from dunnix.scenario.legal_paths import LEGAL_PATHS
from dunnix.scenario.pause_rules import DEFAULT_PAUSE
from dunnix.scenario.readers import shown
from dunnix.scenario.rule_packs import rule_pack_names

_Named = Iterator[tuple[Path, str]]


def _steps_and_reactions(scenario: ScenarioKeys) -> Iterator[tuple[Path, StepKeys]]:
    for place, step in enumerate(scenario.steps):
        yield ("step", place), step
    for place, reaction in enumerate(scenario.reactions):
        yield ("reaction", place), reaction


def ids_differ(draft: Draft) -> Iterator[Fault]:
    """Find two things of one id: an action is recorded by it."""
    seen: set[str] = set()
    for place, step in enumerate(draft.steps):
        if step.id and step.id in seen:
            yield Fault(
                code="duplicate-step",
                message=f"there is a step `{step.id}` already",
                hint="give each step an id of its own",
                path=("step", place, "id"),
            )
        seen.add(step.id)
    seen |= {step.summary_id for step in draft.steps if step.summary is not None}
    for path, name in _other_ids(draft.scenario):
        if name and name in seen:
            yield Fault(
                code="duplicate-id",
                message=f"the id `{name}` is taken already",
                hint="give each step, summary, reaction and statement an id of its own",
                path=(*path, "id"),
            )
        seen.add(name)


def _other_ids(scenario: ScenarioKeys) -> _Named:
    for place, reaction in enumerate(scenario.reactions):
        yield ("reaction", place), reaction.id
    for place, statement in enumerate(scenario.statements):
        yield ("statement", place), statement.id


def channels_exist(draft: Draft) -> Iterator[Fault]:
    """Find channels that neither ship nor are declared."""
    if "channels" not in draft.wrong:
        known = (*CHANNELS, *draft.scenario.channels)
        first, others = _first_channels(draft.scenario), _other_channels(draft.scenario)
        yield from _unknown(first, (*known, PREFERRED), "channel", "unknown-channel")
        yield from _unknown(others, known, "channel", "unknown-channel")


def _first_channels(scenario: ScenarioKeys) -> _Named:
    """Give the channels that may be the one the debtor prefers."""
    for path, step in _steps_and_reactions(scenario):
        if step.channel is not None:
            yield (*path, "channel"), step.channel
    for place, statement in enumerate(scenario.statements):
        yield ("statement", place, "channel"), statement.channel


def _other_channels(scenario: ScenarioKeys) -> _Named:
    for path, step in _steps_and_reactions(scenario):
        for key, channels in (("fallback", step.fallback), ("copy", step.copy)):
            yield from _listed((*path, key), channels)
        if step.summary is not None:
            yield (*path, "summary", "channel"), step.summary.channel
    for place, cap in enumerate(scenario.contact.at_most):
        if cap.channel is not None:
            yield ("contact", "at_most", place), cap.channel
    for quiet in scenario.contact.quiet:
        yield from _listed(("contact", "quiet", quiet.after, "channels"), quiet.channels)


def effects_exist(draft: Draft) -> Iterator[Fault]:
    """Find effects that neither ship nor are declared."""
    if "effects" not in draft.wrong:
        known = effects_of(draft.scenario.effects)
        named = (
            each
            for path, step in _steps_and_reactions(draft.scenario)
            for each in _listed((*path, "effects"), step.effects)
        )
        yield from _unknown(named, known, "effect", "unknown-effect")


def people_exist(draft: Draft) -> Iterator[Fault]:
    """Find roles of ours that `[people]`, where it is given, doesn't name."""
    people = draft.scenario.people
    if people and "people" not in draft.wrong:
        known = (*people, COLLECTOR)
        yield from _unknown(_people(draft.scenario), known, "role of [people]", "unknown-person")


def _people(scenario: ScenarioKeys) -> _Named:
    for path, step in _steps_and_reactions(scenario):
        if step.sender is not None:
            yield (*path, "from"), step.sender
        if step.mode is not None and step.mode.role is not None:
            yield (*path, "mode"), step.mode.role
        yield from _listed((*path, "cc"), step.cc)
    pauses = scenario.pauses
    for kind, rule in pauses.by_kind.items():
        yield ("pause", kind, "afterwards"), rule.afterwards
    otherwise = pauses.by_kind.get("dispute", DEFAULT_PAUSE).afterwards
    for reason, rule in pauses.by_dispute_reason.items():
        if rule.afterwards != otherwise:
            yield ("pause", "dispute", reason, "afterwards"), rule.afterwards


def rule_packs_exist(draft: Draft) -> Iterator[Fault]:
    """Find rule packs that don't ship."""
    named = _listed(("contact", "rules"), draft.scenario.contact.rules)
    yield from _unknown(named, rule_pack_names(), "rule pack that ships", "unknown-rule-pack")


def law_exists(draft: Draft) -> Iterator[Fault]:
    """Find a law of late payment that neither ships nor was given."""
    found = draft.scenario.late_payment
    if found is not None and isinstance(found.law, str):
        known = (*law_names(), *draft.own_laws)
        named: _Named = iter([(("late-payment", "law"), found.law)])
        yield from _unknown(named, known, "law of late payment that ships", "unknown-law")


def paths_exist(draft: Draft) -> Iterator[Fault]:
    """Find ways to court that don't ship."""
    named = (
        ((*path, "path"), step.path)
        for path, step in _steps_and_reactions(draft.scenario)
        if step.path is not None
    )
    yield from _unknown(named, LEGAL_PATHS, "legal path that ships", "unknown-path")


def _listed(path: Path, names: Iterable[str]) -> _Named:
    for place, name in enumerate(names):
        yield (*path, place), name


def _unknown(named: _Named, known: Iterable[str], what: str, code: str) -> Iterator[Fault]:
    words = tuple(known)
    for path, name in named:
        if name not in words:
            yield Fault(
                code=code,
                message=f"`{shown(name)}` is no {what}",
                hint=did_you_mean(name, words) or _ALL[code],
                path=path,
            )


_ALL: Final = {
    "unknown-channel": "name one that ships, or one declared in [channels]",
    "unknown-effect": "name one that ships, or one declared in [effects]",
    "unknown-person": "name one of [people], or `collector`",
    "unknown-rule-pack": "name one that ships with dunnix",
    "unknown-law": "name one that ships, or give your own to `load_scenario`",
    "unknown-path": "name one that ships with dunnix, or leave it out",
}


def steps_named_exist(draft: Draft) -> Iterator[Fault]:
    """Find what reactions go to, and what steps announce, that isn't there to follow."""
    ids = [step.id for step in draft.steps]
    for place, reaction in enumerate(draft.scenario.reactions):
        target = reaction.then.step
        if target is not None and target not in ids:
            yield _no_step(target, ids, ("reaction", place, "then"))
    effects = effects_of(draft.scenario.effects)
    for place, step in enumerate(draft.steps):
        for item, name in enumerate(step.announces):
            path: Path = ("step", place, "announces", item)
            if name in effects or StepId(name) in ids[place + 1 :]:
                continue
            if StepId(name) in ids:
                yield Fault(
                    code="announces-earlier-step",
                    message=f"a step can't announce `{name}`, which doesn't follow it",
                    hint="name a later step or an effect",
                    path=path,
                )
            else:
                yield _no_step(name, [*ids[place + 1 :], *effects], path)


def announced_effects_come(draft: Draft) -> Iterator[Fault]:
    """Find effects that are announced and that nothing later puts in force: empty threats."""
    known, steps = effects_of(draft.scenario.effects), draft.steps
    if "effects" in draft.wrong or _has_unread_effects(draft):
        return
    answers = {name for reaction in draft.scenario.reactions for name in reaction.effects}
    for place, step in enumerate(steps):
        later = steps[place + 1 :]
        follows = answers.union(*(each.effects for each in later), (each.id for each in later))
        for item, name in enumerate(step.announces):
            if name in known and name not in follows:
                yield Fault(
                    code="announced-effect-missing",
                    message=f"`{name}` is announced, and nothing later puts it in force",
                    hint=f'write effects = ["{name}"] in a later step, or leave it out',
                    path=("step", place, "announces", item),
                )


def _has_unread_effects(draft: Draft) -> bool:
    reactions = range(len(draft.scenario.reactions))
    return any(draft.is_wrong(place, "effects") for place in range(len(draft.steps))) or any(
        draft.is_wrong_in_reaction(place, "effects") for place in reactions
    )


def _no_step(name: str, known: Iterable[str], path: Path) -> Fault:
    words = [str(each) for each in known if each]
    return Fault(
        code="unknown-step",
        message=f"there is no step `{shown(name)}`",
        hint=did_you_mean(name, words) or "name a step of this scenario by its id",
        path=path,
    )
