"""Pictures have words for all a decision may hold or ask for."""

import pytest

from dunnix.engine import tasks
from dunnix.engine.outlook import HeldReason
from dunnix.figures.words import LABELS
from dunnix.scenario import Anchor

KINDS = sorted(value for name, value in vars(tasks).items() if name.isupper())


@pytest.mark.parametrize("reason", [each for each in HeldReason if each is not HeldReason.TASK])
def test_each_reason_to_hold_an_amount_has_a_label(reason: HeldReason) -> None:
    assert reason in LABELS


@pytest.mark.parametrize("kind", KINDS)
def test_each_task_of_our_own_has_a_label(kind: str) -> None:
    assert kind in LABELS


@pytest.mark.parametrize("anchor", [each for each in Anchor if each is not Anchor.EVENT])
def test_each_date_steps_are_counted_from_has_a_caption(anchor: Anchor) -> None:
    assert f"from-{anchor}" in LABELS
