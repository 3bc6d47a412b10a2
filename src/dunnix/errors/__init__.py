"""What can be wrong, where, and how to mend it."""

from dunnix.errors.exceptions import (
    CurrencyMismatchError,
    DunnixError,
    ExplanationError,
    LedgerError,
    RecordError,
    ScenarioError,
    ScenarioTestError,
    UnknownCalendarError,
    UnknownCurrencyError,
)
from dunnix.errors.problem import Place, Problem, Severity, did_you_mean

__all__ = [
    "CurrencyMismatchError",
    "DunnixError",
    "ExplanationError",
    "LedgerError",
    "Place",
    "Problem",
    "RecordError",
    "ScenarioError",
    "ScenarioTestError",
    "Severity",
    "UnknownCalendarError",
    "UnknownCurrencyError",
    "did_you_mean",
]
