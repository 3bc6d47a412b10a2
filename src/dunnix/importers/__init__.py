"""Dunning rules of other systems, made scenarios: with a note of each difference in meaning."""

from dunnix.importers.difference import Difference, ImportedScenario, RuleSystem
from dunnix.importers.imported import import_rules

__all__ = ["Difference", "ImportedScenario", "RuleSystem", "import_rules"]
