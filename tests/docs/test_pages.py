"""What every page of the documentation keeps to."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = sorted((ROOT / "docs").rglob("*.md"))
NEVER_RUN = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*(?:py|python3|pycon|Python)\b", re.MULTILINE)
FROM_ELSEWHERE = re.compile(r"!\[[^\]]*\]\(https?:|<(?:img|script|iframe|link)\b[^>]*https?:")


def pages_holding(pattern: re.Pattern[str], pages: list[Path]) -> list[str]:
    return [page.name for page in pages if pattern.search(page.read_text(encoding="utf-8"))]


def test_every_python_block_is_named_so_that_it_runs() -> None:
    assert pages_holding(NEVER_RUN, [*ROOT.glob("*.md"), *SITE]) == []


def test_no_page_of_the_site_loads_anything_from_elsewhere() -> None:
    assert pages_holding(FROM_ELSEWHERE, SITE) == []
