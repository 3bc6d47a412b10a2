"""All that a condition may read."""

from dunnix.facts.built_in import BUILT_IN, table_for
from dunnix.facts.reference import facts_reference
from dunnix.facts.table import Fact, FactError, FactKind, FactTable

__all__ = [
    "BUILT_IN",
    "Fact",
    "FactError",
    "FactKind",
    "FactTable",
    "facts_reference",
    "table_for",
]
