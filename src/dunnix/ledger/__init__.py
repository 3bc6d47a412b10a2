"""Ledgers: files of accounts, read with every fault located, and written without loss."""

from dunnix.ledger.dates import date_reader
from dunnix.ledger.ledger import Ledger
from dunnix.ledger.load import load_ledger
from dunnix.ledger.write import dump_ledger

__all__ = ["Ledger", "date_reader", "dump_ledger", "load_ledger"]
