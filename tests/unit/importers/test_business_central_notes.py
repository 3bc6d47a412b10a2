from typing import Any

from dunnix.importers import ImportedScenario, import_rules


def imported(*, most: int) -> ImportedScenario:
    rows: list[dict[str, Any]] = [
        {"No.": 1, "Grace Period": "5D", "Max. No. of Reminders": most},
        {"No.": 2, "Grace Period": "3D"},
    ]
    return import_rules("business-central", rows, currency="EUR")


def test_more_reminders_than_a_step_can_be_repeated_are_told() -> None:
    found = imported(most=103)

    repeat = found.scenario.steps[-1].repeat
    assert repeat is not None
    assert repeat.times == 100
    (note,) = (each for each in found.notes if each.code == "more-than-can-be-repeated")
    assert note.where == "step.level-2.repeat"
    assert note.theirs == "with at most 103 reminders the last level comes again 101 times"


def test_as_many_reminders_as_a_step_can_be_repeated_are_all_taken() -> None:
    found = imported(most=102)

    repeat = found.scenario.steps[-1].repeat
    assert repeat is not None
    assert repeat.times == 100
    assert "more-than-can-be-repeated" not in [each.code for each in found.notes]
