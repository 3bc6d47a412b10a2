"""A small drawing for each channel and for what else a step does, as paths around the origin."""

from typing import Final

from dunnix.figures.svg import number, tag

RADIUS: Final = 13.0
"""How far a mark reaches from its middle, in pixels."""
REACH: Final = 17.0
"""How far its ring reaches, where it has one."""

_ENVELOPE: Final = "M-7-5h14v10h-14z"
_PATHS: Final = {
    "email": f"{_ENVELOPE}M-7-5l7 6 7-6",
    "phone": "M-6.5-4.2C-6.5-6-5.4-7-4.3-7l2 3.6-1.6 1.7c1 2.3 2.4 3.7 4.6 4.6L2.4 1.3 6 3.3"
    "C6 4.9 5 6.2 3.2 6.2-2 6-6.3 1.4-6.5-4.2z",
    "sms": "M-7-6h14v9h-7l-4 4v-4h-3zM-3.2-1.5h0M0-1.5h0M3.2-1.5h0",
    "letter": "M-5.5-7h7l4 4v10h-11zM1.5-7v4h4M-2.7 0.5h5.4M-2.7 3.7h5.4",
    "registered-letter": f"{_ENVELOPE}M-7-5l4.6 3.9M7-5l-4.6 3.9M-2.8 0.7a2.8 2.8 0 1 0 5.6 0"
    "a2.8 2.8 0 1 0-5.6 0zM0 0.7h0",
    "fax": "M-6.5-1h13v7h-13zM-4-1v-6h8v6M-3 2.8h6",
    "visit": "M-2.7-4.2a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0-5.4 0zM-5.5 6.8c0-5 2-6.3 5.5-6.3"
    "s5.5 1.3 5.5 6.3z",
    "portal": "M-7-6h14v12h-14zM-7-2.4h14M-4.8-4.2h0M-2.3-4.2h0",
    "preferred": "M0-7l2.1 4.6 5 .5-3.8 3.3 1.2 5L0 3.8l-4.5 2.6 1.2-5-3.8-3.3 5-.5z",
    "task": "M-6-6h12v12h-12zM-3 .2l2.3 2.5 3.9-5",
    "hand-over": "M-7 0h10.5M-.5-4.2l4.2 4.2-4.2 4.2M7-6v12",
    "court": "M0-7v13M-3.6 6h7.2M-6-4.6h12M-6-4.6l-2.2 5.2h4.4zM6-4.6l-2.2 5.2h4.4z",
    "none": "M-4 0h8",
    "payment": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0zM0-3v6M-2-1.2h4M-2 1.2h4",
    "said": "M-7-6h14v9h-7l-4 4v-4h-3zM-4-3h8M-4 0h5",
    "missed": "M-4.5-4.5l9 9M4.5-4.5l-9 9",
    "along": "M-6 3.5v-3.5h10M1-3.5l3.5 3.5-3.5 3.5",
}
_HALF: Final = 0.4142


def glyph(name: str) -> str:
    """Draw the glyph of a channel, or of what a step does; a dash for one that has none."""
    return tag("path", d=_PATHS.get(name, _PATHS["none"]), class_="glyph")


def octagon(radius: float) -> str:
    """Give the points of an octagon that stands on a side: the shape of a mandatory step."""
    near = radius * _HALF
    corners = (
        *((near, -radius), (radius, -near), (radius, near), (near, radius)),
        *((-near, radius), (-radius, near), (-radius, -near), (-near, -radius)),
    )
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)
