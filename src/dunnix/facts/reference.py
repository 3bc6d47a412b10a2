"""The reference of facts, written from their declarations."""

from dunnix.facts.built_in import BUILT_IN
from dunnix.facts.table import Fact, FactKind

_UNIT_OF_MONEY = "the currency dunned in"


def facts_reference() -> str:
    r"""Give the built-in facts as a Markdown table: name, kind, unit, whether missing, meaning.

    >>> facts_reference().splitlines()[0]
    '| fact | kind | unit | may be missing | meaning |'
    """
    head = ("| fact | kind | unit | may be missing | meaning |", "|---|---|---|---|---|")
    return "\n".join([*head, *(_row(fact) for fact in BUILT_IN)])


def _row(fact: Fact) -> str:
    unit = _UNIT_OF_MONEY if fact.kind is FactKind.MONEY else fact.unit or ""
    missing = "yes" if fact.nullable else "no"
    return f"| `{fact.name}` | {_kind(fact)} | {unit} | {missing} | {fact.meaning} |"


def _kind(fact: Fact) -> str:
    if fact.name == "step":
        return "choice: the scenario's steps"
    if fact.choices:
        return "choice: " + ", ".join(f"`{each}`" for each in fact.choices)
    return str(fact.kind)
