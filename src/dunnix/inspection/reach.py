"""Which steps and reactions some account comes to: a witness each, a proof, or neither."""

from collections.abc import Iterator

import attrs

from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.rungs import Rung
from dunnix.inspection import kinds
from dunnix.inspection.asked import path_of, reactions_of
from dunnix.inspection.attempts import tries_for
from dunnix.inspection.bounds import brought_forward
from dunnix.inspection.exact import Exact
from dunnix.inspection.goals import Goals
from dunnix.inspection.report import Path, Proved, ScenarioFinding, Unproved
from dunnix.inspection.search import Play, Search
from dunnix.inspection.shadows import shadowed_answer, shadowing_step
from dunnix.scenario import Anchor, warnings_of


@attrs.frozen(kw_only=True, order=False, eq=False)
class Why:
    """Why a step or reaction surely never comes; `kind` says how it is told, None if it is."""

    kind: kinds.Kind | None
    text: str


@attrs.define(kw_only=True, order=False, eq=False)
class Reach:
    """For each step and reaction: who comes to it, why nobody does, or who was made for it."""

    search: Search
    exact: Exact
    goals: Goals
    never: dict[int, Why] = attrs.field(factory=dict[int, Why])
    by: dict[int, Play] = attrs.field(factory=dict[int, Play])
    made: dict[int, list[Play]] = attrs.field(factory=dict[int, list[Play]])
    played: int = 0

    @property
    def compiled(self) -> CompiledScenario:
        """The scenario made ready to run."""
        return self.search.compiled

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The steps and reactions that are looked for."""
        return (*self.compiled.rungs, *reactions_of(self.compiled))

    def look(self) -> None:
        """Prove what can't be reached, and look for who comes to the rest."""
        for rung in (*reactions_of(self.compiled), *self.compiled.rungs):
            why = _never(self, rung)
            if why is not None:
                self.never[rung.index] = why
        for rung in self.rungs:
            if rung.index not in self.never:
                self._look_for(rung)
        self.played = len(self.search.plays)

    def _look_for(self, rung: Rung) -> None:
        found = self.search.reaching(rung.id)
        if found is None:
            for play in tries_for(self.search, self.goals, rung):
                self.made.setdefault(rung.index, []).append(play)
                if rung.id in play.taken:
                    found = play
                    break
        if found is not None:
            self.by[rung.index] = found

    def told(self) -> Iterator[ScenarioFinding | Proved | Unproved]:
        """Tell what was found of each step and reaction; what the loader warns of is told once."""
        faults = warnings_of(self.search.scenario)
        warned = {each.path for each in faults if each.code == "contact-after-hand-over"}
        for rung in self.rungs:
            path = path_of(self.compiled, rung)
            why = self.never.get(rung.index)
            if why is None:
                yield self._looked_for(rung, path, is_told=path in warned)
            elif why.kind is not None:
                witness = self.passing(rung).witness()
                yield ScenarioFinding.of(why.kind, path, why.text, witness)

    def _looked_for(
        self, rung: Rung, path: Path, *, is_told: bool
    ) -> ScenarioFinding | Proved | Unproved:
        """Tell what came of looking for who comes to a step or reaction."""
        is_step, made = rung.answer is None, self.made.get(rung.index, [])
        if rung.index in self.by:
            code = kinds.UNREACHABLE.code if is_step else kinds.REACTION_UNREACHABLE.code
            witness = self.by[rung.index].witness()
            return Proved(code=code, path=path, how="an account comes to it", witness=witness)
        kind = kinds.NOT_REACHED if is_step else kinds.REACTION_NOT_REACHED
        if is_told or not made:
            why = f"`{rung.id}` isn't taken after a hand-over, as the loader warns"
            why = why if is_told else f"the days to be played were used up before `{rung.id}`"
            return Unproved(code=kind.code, path=path, why=why, tried=len(made))
        text = f"none of {self.played} accounts comes to `{rung.id}`"
        text = f"{text}, {len(made)} of them made for it"
        return ScenarioFinding.of(kind, path, text, made[0].witness())

    def passing(self, rung: Rung) -> Play:
        """Give the play that shows best that something isn't taken: of a reaction, its event."""
        if rung.answer is not None:
            for play in tries_for(self.search, self.goals, rung):
                return play
        return self.search.plays[0]


def _never(reach: Reach, rung: Rung) -> Why | None:
    """Give why nobody comes to a step or reaction, where that is sure."""
    compiled = reach.compiled
    if reach.exact.never(rung.index):
        kind = kinds.UNREACHABLE if rung.answer is None else kinds.REACTION_UNREACHABLE
        return Why(kind=kind, text=f"nobody comes to `{rung.id}`: its condition never holds")
    if rung.answer is not None:
        return _never_answered(compiled, rung)
    at = rung.step.at
    if at is not None and at.anchor is Anchor.GO_TO:
        return _never_sent_to(reach, rung)
    if _is_too_late(compiled, rung):
        text = f"`{rung.id}` is counted from a hand-over, after which nobody is contacted"
        return Why(kind=kinds.UNREACHABLE, text=text)
    return _waits_for_ever(reach, rung) or _overshadowed(compiled, rung)


def _is_too_late(compiled: CompiledScenario, rung: Rung) -> bool:
    """Tell whether a contact is counted from a hand-over, and nothing else brings it about."""
    at = rung.step.at
    is_late = at is not None and at.anchor is Anchor.HAND_OVER and rung.contacts
    return is_late and rung.index not in brought_forward(compiled)


def _waits_for_ever(reach: Reach, rung: Rung) -> Why | None:
    names = reach.compiled.rungs
    notices = [each for each in reach.compiled.mandatory if each < rung.index]
    gone = next((each for each in notices if each in reach.never), None)
    waits = [wait.step for wait in rung.waits]
    if gone is not None:
        text = f"nobody comes to `{rung.id}`: it waits for `{names[gone].id}`, which is mandatory"
        return Why(kind=kinds.UNREACHABLE, text=text)
    if waits and all(each is not None and each in reach.never for each in waits):
        before = " and ".join(f"`{names[each].id}`" for each in waits if each is not None)
        text = f"nobody comes to `{rung.id}`: it comes after {before}, which nobody comes to"
        return Why(kind=kinds.UNREACHABLE, text=text)
    return None


def _overshadowed(compiled: CompiledScenario, rung: Rung) -> Why | None:
    other = shadowing_step(compiled, rung)
    if other is None:
        return None
    text = f"`{other.id}` can be taken whenever `{rung.id}` can, and is taken instead"
    return Why(kind=kinds.SHADOWED, text=text)


def _never_answered(compiled: CompiledScenario, rung: Rung) -> Why | None:
    found = shadowed_answer(compiled, rung)
    if found is None:
        return None
    others, is_told = found
    names = " and ".join(f"`{each.id}`" for each in others)
    text = (
        f"`{rung.id}` never comes: {names} always {'comes' if len(others) == 1 else 'come'} first"
    )
    return Why(kind=None if is_told else kinds.REACTION_UNREACHABLE, text=text)


def _never_sent_to(reach: Reach, rung: Rung) -> Why | None:
    sending = [
        each for each in reach.compiled.answers if each.answer and each.answer.goes_to == rung.index
    ]
    if not sending:
        return Why(kind=None, text="")  # the loader warns of it
    if any(each.index not in reach.never for each in sending):
        return None
    names = " or ".join(f"`{each.id}`" for each in sending)
    text = f"nobody comes to `{rung.id}`: {names} would go to it, and never comes"
    return Why(kind=kinds.UNREACHABLE, text=text)
