"""The colours of charts, chosen to stand out from a light page and from a dark one alike."""

from collections.abc import Sequence
from typing import Final

from dunnix.figures.style import PAGE_RULES, sheet

SERIES: Final = ("#2f74c0", "#c4622d", "#1a8a6a", "#9558b2", "#a07d0a", "#c2477f")
"""One colour a line; more lines than this are too many to tell apart."""
COOL: Final = ("#3b6ea5", "#3f93a3")
"""What is in time."""
WARM: Final = ("#c08a1e", "#c4622d", "#b8383f", "#9c3a6b")
"""What is late, warmer the longer it is."""
AGES: Final = ("#2a8f85", "#3b7cb5", "#7a5fb0", "#9c4a86")
"""What is neither: its age alone is known."""
UNKNOWN: Final = "#7d858f"

_RULES: Final = (
    "text{font-variant-numeric:tabular-nums}",
    "text.strong{font-weight:600}",
    ".axis{fill:none;stroke:var(--line);stroke-width:1}",
    ".grid{fill:none;stroke:var(--line);stroke-width:1;opacity:.35}",
    ".series{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}",
    ".leader{fill:none;stroke-width:1;opacity:.8}",
    ".mark{stroke:var(--ink);stroke-width:2;stroke-dasharray:5 4;fill:none}",
    ".spread{stroke:var(--line);stroke-width:5;stroke-linecap:round;fill:none;opacity:.6}",
    ".apart{fill:var(--paper);stroke:var(--soft);stroke-width:1.4;stroke-dasharray:3 3}",
    ".hollow{fill:var(--paper);stroke-width:2}",
)


def chart_sheet() -> str:
    """Write the rules of a chart, all under its own class."""
    return sheet((*PAGE_RULES, *_RULES))


def shade(colours: Sequence[str], place: int, count: int) -> str:
    """Give the colour at a place among so many, from the first of some colours to the last.

    >>> shade(("#000000", "#ff0000"), 1, 3), shade(("#000000", "#ff0000"), 0, 1)
    ('#800000', '#000000')
    """
    way = place * (len(colours) - 1) / max(count - 1, 1)
    before = min(int(way), len(colours) - 2)
    pairs = zip(_parts(colours[before]), _parts(colours[before + 1]), strict=True)
    return "#" + "".join(
        f"{round(one + (other - one) * (way - before)):02x}" for one, other in pairs
    )


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))
