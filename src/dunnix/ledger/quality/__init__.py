"""Data quality: what makes figures wrong before a formula does, found, counted and explained."""

from dunnix.ledger.quality.check import check_ledger
from dunnix.ledger.quality.finding import Finding, FindingSeverity, Sighting
from dunnix.ledger.quality.report import QualityReport

__all__ = ["Finding", "FindingSeverity", "QualityReport", "Sighting", "check_ledger"]
