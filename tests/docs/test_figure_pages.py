"""The pages of the figures: each figure has one, and each page says what a reader needs."""

import inspect
import re
from pathlib import Path

import pytest

from dunnix import metrics

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "docs" / "figures"
INDEX = (FIGURES / "index.md").read_text(encoding="utf-8")
PAGES = sorted({*FIGURES.glob("*.md")} - {FIGURES / "index.md", FIGURES / "conventions.md"})
# They give books to ask and follow a figure over days: no figures of their own.
NO_FIGURES = {"books_of", "trend"}
ROW = re.compile(r"^\| (?P<names>`.*?`) \|.*\]\((?P<page>[\w-]+\.md)\) \|$", re.MULTILINE)


def listed() -> dict[str, str]:
    """Give the page of each function in the table of questions."""
    rows = [(row["names"], row["page"]) for row in ROW.finditer(INDEX)]
    return {name: page for names, page in rows for name in re.findall(r"`(\w+)`", names)}


def test_every_figure_is_in_the_table_of_questions() -> None:
    functions = {name for name in metrics.__all__ if inspect.isfunction(getattr(metrics, name))}

    assert set(listed()) == functions - NO_FIGURES


@pytest.mark.parametrize(("name", "page"), listed().items())
def test_the_page_of_a_figure_runs_it(name: str, page: str) -> None:
    text = (FIGURES / page).read_text(encoding="utf-8")

    examples = "\n".join(re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))

    assert f"{name}(" in examples


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_says_what_it_answers_when_it_misleads_and_where_it_is_from(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    first, *sections = re.findall(
        r"^(?:\*\*What (?:it|they) answers?:\*\*|## .*)", text, re.MULTILINE
    )

    assert first.startswith("**What")
    assert [each for each in sections if "mislead" in each or each == "## Sources"] == sections[-2:]


def test_every_page_is_in_the_navigation_once() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")

    named = re.findall(r": figures/([\w-]+\.md)$", navigation, re.MULTILINE)

    assert sorted(named) == sorted(page.name for page in FIGURES.glob("*.md"))
