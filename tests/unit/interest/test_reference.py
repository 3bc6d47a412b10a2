"""The reference of late interest is what the data say."""

from pathlib import Path

import pytest

from dunnix.interest import jurisdiction_names
from dunnix.interest.reference import interest_index, interest_page

FOLDER = Path(__file__).parents[3] / "docs" / "reference" / "late-interest"


# Behind? Run `python scripts/make_interest_reference.py`.
@pytest.mark.parametrize("name", jurisdiction_names())
def test_the_page_of_a_jurisdiction_is_what_its_data_say(name: str) -> None:
    assert (FOLDER / f"{name}.md").read_text(encoding="utf-8") == interest_page(name)


def test_what_is_from_memory_is_said_to_be_so_once() -> None:
    pages = map(interest_page, jurisdiction_names())

    cells = [cell for page in pages for line in page.splitlines() for cell in line.split("|")]

    assert " from memory, not checked " in cells
    assert not [cell for cell in cells if cell.count("from memory") > 1]


def test_the_index_lists_all_that_ships() -> None:
    assert (FOLDER / "index.md").read_text(encoding="utf-8") == interest_index()
    assert {path.stem for path in FOLDER.glob("*.md")} == {"index", *jurisdiction_names()}
