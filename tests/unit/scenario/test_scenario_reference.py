from pathlib import Path

from dunnix.model import ReplyReason
from dunnix.scenario import Anchor, Event, OnRelease, PauseKind
from dunnix.scenario.allowances import WARNINGS
from dunnix.scenario.reference import keys_reference

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "scenario.md"


def test_the_reference_of_keys_is_what_the_loader_reads() -> None:
    assert keys_reference() in PAGE.read_text(encoding="utf-8")


def test_the_page_tells_of_every_event_every_reason_and_every_pause() -> None:
    page = PAGE.read_text(encoding="utf-8")

    words = [*Event, *ReplyReason, *PauseKind, *OnRelease, *Anchor, *WARNINGS]

    assert [word for word in words if f"`{word}" not in page] == []


def test_the_reference_names_every_key() -> None:
    reference = keys_reference()

    assert "| `deadline_from` | `done`, `delivered` | `done` |" in reference
    assert "| `fee_waived_if_paid_within` | duration in days | never waived |" in reference
    assert "### `[late-payment]`" in reference
