"""The identity of what is proposed, so that nothing is ever sent twice.

Neither version nor amounts enter, nor the day: a double run, a new invoice between two runs or a
new version of the scenario give the same key. Only a closed try, failed ones included, gives the
next.
"""

from dunnix.engine.unit import Situation, Track


def step_key(situation: Situation, track: Track, index: int) -> str:
    """Give the key of a step for a receivable: scenario, receivable, step, attempt."""
    step = situation.compiled.every_rung[index].id
    attempt = situation.record.attempt(track.claim.id, step)
    return f"{situation.compiled.scenario.id}:{track.claim.id}:{step}:{attempt}"


def task_key(receivable: str, kind: str, attempt: int) -> str:
    """Give the key of a task of our own: receivable and kind, once until done."""
    return f"task:{receivable}:{kind}:{attempt}"
