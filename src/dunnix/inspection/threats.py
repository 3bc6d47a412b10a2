"""What a step announces, and whether it can come after it."""

from collections.abc import Iterator

from dunnix.inspection import kinds
from dunnix.inspection.reach import Reach
from dunnix.inspection.report import Path, Proved, ScenarioFinding, Unproved
from dunnix.inspection.search import Play, steps_of
from dunnix.scenario import EscalationStep


def threats_of(reach: Reach) -> Iterator[ScenarioFinding | Proved | Unproved]:
    """Look for each thing announced in the accounts that were played."""
    for place, step in enumerate(reach.search.scenario.steps):
        for item, name in enumerate(step.announces):
            path: Path = ("step", place, "announces", item)
            yield _threat(reach, path, step, name)


def _threat(
    reach: Reach, path: Path, step: EscalationStep, name: str
) -> ScenarioFinding | Proved | Unproved:
    kind, plays = kinds.EMPTY_THREAT, reach.search.plays
    followed = next((play for play in plays if _follows(play, step.id, name)), None)
    if followed is not None:
        how = f"`{name}` comes after `{step.id}`"
        return Proved(code=kind.code, path=path, how=how, witness=followed.witness())
    made = [play for play in plays if step.id in play.taken]
    if not made:
        why = f"no account came to `{step.id}`, which announces `{name}`"
        return Unproved(code=kind.code, path=path, why=why, tried=len(plays))
    text = f"`{step.id}` announces `{name}`, which came after it in none of {len(made)} accounts"
    return ScenarioFinding.of(kind, path, text, made[0].witness())


def _follows(play: Play, step: str, name: str) -> bool:
    made = False
    for _, action in play.actions:
        if made and (name in action.effects or name in steps_of(action)):
            return True
        made = made or step in steps_of(action)
    return False
