"""Measures of receivables: pure formulas over accounts as they stood on a day."""

from dunnix.metrics.ageing import (
    TRADE_EDGES,
    AgeBucket,
    Ageing,
    CurrencyAgeing,
    age_receivables,
)

__all__ = ["TRADE_EDGES", "AgeBucket", "Ageing", "CurrencyAgeing", "age_receivables"]
