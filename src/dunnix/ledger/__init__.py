"""Ledgers: files of accounts, read with every fault located, and written without loss."""

from dunnix.ledger.ledger import Ledger
from dunnix.ledger.load import load_ledger
from dunnix.ledger.quality import (
    Finding,
    FindingSeverity,
    QualityReport,
    Sighting,
    check_ledger,
)
from dunnix.ledger.write import dump_ledger
from dunnix.model.rows import date_reader

__all__ = [
    "Finding",
    "FindingSeverity",
    "Ledger",
    "QualityReport",
    "Sighting",
    "check_ledger",
    "date_reader",
    "dump_ledger",
    "load_ledger",
]
