"""Measures of receivables: pure formulas over accounts as they stood on a day."""

from dunnix.metrics.ageing import (
    ISSUE_EDGES,
    TRADE_EDGES,
    AgeBucket,
    Ageing,
    AgeingLine,
    age_receivables,
)
from dunnix.metrics.appointments import AgendaLine, AgendaRespect, agenda_respect
from dunnix.metrics.beyond_terms import days_beyond_terms
from dunnix.metrics.books import Basis, Books, Credits, Source, books_of
from dunnix.metrics.collection import (
    CeiForm,
    TurnoverBalance,
    collection_effectiveness,
    collection_rate,
    receivables_turnover,
)
from dunnix.metrics.collection_cost import cost_of_dso_day
from dunnix.metrics.collection_curve import CollectionCurve, CollectionCurves, collection_curves
from dunnix.metrics.coming import CashSource
from dunnix.metrics.contacts import contact_delay
from dunnix.metrics.count_back import ZeroSales
from dunnix.metrics.disputes import days_to_resolve, dispute_rate
from dunnix.metrics.effects import StepEffect, StepEffects, step_effects
from dunnix.metrics.exchange import ExchangeRate, ExchangeRates
from dunnix.metrics.exchange_books import converted
from dunnix.metrics.expected_cash import ExpectedAmount, ExpectedCash, expected_cash
from dunnix.metrics.figure import Figure, Figures, Unit
from dunnix.metrics.grouping import By
from dunnix.metrics.lateness import average_days_late, average_days_to_pay, average_terms
from dunnix.metrics.loss_rates import LossRate, LossRates, loss_rates
from dunnix.metrics.overdue import concentration, overdue_ratio
from dunnix.metrics.payment_profile import PaymentProfile, PaymentProfiles, payment_profile
from dunnix.metrics.promises import promises_kept
from dunnix.metrics.provision import Provision, ProvisionBucket, ProvisionLine, provision
from dunnix.metrics.punctuality import paid_on_time
from dunnix.metrics.recorded import Accounts, Measure
from dunnix.metrics.rhythm import ContactGaps, ContactRhythm, contact_gaps
from dunnix.metrics.roll_rates import RollRate, RollRates, roll_rates
from dunnix.metrics.sales_outstanding import DsoMethod, days_sales_outstanding
from dunnix.metrics.sales_outstanding_split import average_days_delinquent, best_possible_dso
from dunnix.metrics.table import Cell, Column, ColumnKind, Table
from dunnix.metrics.trend import Metric, Trend, trend

__all__ = [
    "ISSUE_EDGES",
    "TRADE_EDGES",
    "Accounts",
    "AgeBucket",
    "Ageing",
    "AgeingLine",
    "AgendaLine",
    "AgendaRespect",
    "Basis",
    "Books",
    "By",
    "CashSource",
    "CeiForm",
    "Cell",
    "CollectionCurve",
    "CollectionCurves",
    "Column",
    "ColumnKind",
    "ContactGaps",
    "ContactRhythm",
    "Credits",
    "DsoMethod",
    "ExchangeRate",
    "ExchangeRates",
    "ExpectedAmount",
    "ExpectedCash",
    "Figure",
    "Figures",
    "LossRate",
    "LossRates",
    "Measure",
    "Metric",
    "PaymentProfile",
    "PaymentProfiles",
    "Provision",
    "ProvisionBucket",
    "ProvisionLine",
    "RollRate",
    "RollRates",
    "Source",
    "StepEffect",
    "StepEffects",
    "Table",
    "Trend",
    "TurnoverBalance",
    "Unit",
    "ZeroSales",
    "age_receivables",
    "agenda_respect",
    "average_days_delinquent",
    "average_days_late",
    "average_days_to_pay",
    "average_terms",
    "best_possible_dso",
    "books_of",
    "collection_curves",
    "collection_effectiveness",
    "collection_rate",
    "concentration",
    "contact_delay",
    "contact_gaps",
    "converted",
    "cost_of_dso_day",
    "days_beyond_terms",
    "days_sales_outstanding",
    "days_to_resolve",
    "dispute_rate",
    "expected_cash",
    "loss_rates",
    "overdue_ratio",
    "paid_on_time",
    "payment_profile",
    "promises_kept",
    "provision",
    "receivables_turnover",
    "roll_rates",
    "step_effects",
    "trend",
]
