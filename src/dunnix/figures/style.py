"""How the pictures look: one sheet of rules, for a light and for a dark page.

A text has an outline in the colour of the page, so that it reads where a line passes behind it,
and on a page that isn't as light or as dark as its reader's system says.
"""

from collections.abc import Iterable
from typing import Final

_LIGHT: Final = {
    "ink": "#1f2328",
    "soft": "#59636e",
    "paper": "#ffffff",
    "line": "#9198a1",
    "accent": "#b4532a",
}
_DARK: Final = {
    "ink": "#e6edf3",
    "soft": "#a3adb8",
    "paper": "#0d1117",
    "line": "#6e7681",
    "accent": "#f0885a",
}
_PHASE_RULES: Final = tuple(
    f".{phase}{{fill:{colour};stroke:{colour}}}"
    for phase, colour in (
        ("pre-due", "#3b6ea5"),
        ("amicable", "#0f7b72"),
        ("pre-litigation", "#b4532a"),
        ("litigation", "#b23a5b"),
    )
)
PAGE_RULES: Final = (
    "text{font:12px system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif}",
    "text{fill:var(--ink);stroke:var(--paper);stroke-width:2.6px;stroke-linejoin:round}",
    "text{paint-order:stroke}",
    "text.head{font-size:16px;font-weight:600}",
    "text.name{font-size:13px;font-weight:600}",
    "text.soft{fill:var(--soft)}",
    "text.now{fill:var(--accent);font-weight:600}",
    "text.end{text-anchor:end}",
    "text.middle{text-anchor:middle}",
)
"""How texts look in every picture."""
_RULES: Final = (
    "text.band{fill:#fff;stroke:none;font-weight:600}",
    ".glyph{fill:none;stroke:#fff;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}",
    ".line,.stem,.tick,.row{fill:none;stroke:var(--line);stroke-width:1}",
    ".stem{opacity:.55}",
    ".row{opacity:.5}",
    ".dashed{stroke-dasharray:3 3}",
    ".due{fill:none;stroke:var(--soft);stroke-width:1.8}",
    ".today{stroke:var(--accent);stroke-width:2}",
    ".review{stroke:var(--accent);stroke-width:1.5;stroke-dasharray:5 4}",
    ".late{stroke:var(--line);stroke-width:3}",
    ".flag{fill:var(--soft);stroke:var(--soft);stroke-width:1}",
    ".tint{opacity:.07}",
    ".bar{stroke-width:4;stroke-linecap:butt}",
    ".cap,.again{stroke-width:1.6}",
    ".thin{stroke-width:1;opacity:.6}",
    ".level{fill:var(--soft);stroke:none}",
    ".unlevel{fill:var(--line);stroke:none;opacity:.45}",
    ".was{fill:#57606a;stroke:#57606a}",
    ".missed{fill:#8b949e;stroke:#57606a}",
    ".next{fill:#b4532a;stroke:var(--accent)}",
    ".came{fill:#3b6ea5;stroke:#3b6ea5}",
    ".answer{fill:#5b5fc7;stroke:#5b5fc7}",
    ".tested{fill:#1a7f37;stroke:var(--paper);stroke-width:1.4}",
    ".untested{fill:#cf222e;stroke:var(--paper);stroke-width:1.4}",
    ".later{fill:var(--paper);stroke:var(--line);stroke-width:1.4}",
    ".later+.glyph{stroke:var(--soft)}",
    ".ring{fill:none;stroke-width:1.6}",
    ".held{stroke:var(--soft);stroke-width:1}",
)


def style_sheet() -> str:
    """Write the rules of a timeline, all under its own class."""
    return sheet((*_PHASE_RULES, *PAGE_RULES, *_RULES))


def sheet(rules: Iterable[str]) -> str:
    """Write rules with the colours of a light and of a dark page, all under one class."""
    dark = f"@media (prefers-color-scheme:dark){{.{{id}}{{{_variables(_DARK)}}}}}"
    named = (_under(rule) for rule in rules)
    return "\n" + "\n".join([f".{{id}}{{{_variables(_LIGHT)}}}", dark, *named]) + "\n"


def _variables(colours: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colours.items())


def _under(rule: str) -> str:
    selectors, brace, body = rule.partition("{")
    named = ",".join(f".{{id}} {selector}" for selector in selectors.split(","))
    return f"{named}{brace}{body}"
