"""Late interest, fixed sums and fees: what a late invoice costs by law or contract.

Everything is told from dated data files, each figure with its law, its source and how sure it is.
It is no legal advice.
"""

from dunnix.interest.allocation import Allocated, allocate
from dunnix.interest.choices import (
    Accrual,
    Certainty,
    Compounding,
    DayCount,
    Fixing,
    NoInterest,
    Owed,
    PointsBy,
    RoundedRate,
    Rounding,
    Starting,
    Unknown,
)
from dunnix.interest.circumstances import Circumstances, Waivable, Waiver
from dunnix.interest.collection_costs import CollectionCostsDue, NoCosts, collection_costs
from dunnix.interest.fees import Fee, FeeSchedule, FeeStatement, NoFee, StepFee, fees_due
from dunnix.interest.fixed_sum import CollectionCosts, CostBracket, FixedSum
from dunnix.interest.indemnity import (
    NoFixedSum,
    NoFixedSumError,
    RecoveryIndemnities,
    RecoveryIndemnity,
    after_legal_costs,
    recovery_indemnity,
)
from dunnix.interest.jurisdiction import Jurisdiction, UnknownPartyError
from dunnix.interest.jurisdiction_file import (
    UnknownJurisdictionError,
    jurisdiction,
    jurisdiction_names,
    load_jurisdiction,
    parse_jurisdiction,
)
from dunnix.interest.late_interest import late_interest
from dunnix.interest.rate_table import RatePeriod, RateTable
from dunnix.interest.rate_table_file import (
    UnknownRateTableError,
    load_rate_table,
    parse_rate_table,
    rate_table,
    rate_table_names,
)
from dunnix.interest.regime import Basis, Bound, PointsPeriod, Regime, RoundedUp, Start
from dunnix.interest.schedule import Schedule, Span, schedule_of
from dunnix.interest.sources import TableError
from dunnix.interest.statement import (
    InterestLine,
    InterestStatement,
    ReceivableInterest,
    UnknownInterest,
)

__all__ = [
    "Accrual",
    "Allocated",
    "Basis",
    "Bound",
    "Certainty",
    "Circumstances",
    "CollectionCosts",
    "CollectionCostsDue",
    "Compounding",
    "CostBracket",
    "DayCount",
    "Fee",
    "FeeSchedule",
    "FeeStatement",
    "FixedSum",
    "Fixing",
    "InterestLine",
    "InterestStatement",
    "Jurisdiction",
    "NoCosts",
    "NoFee",
    "NoFixedSum",
    "NoFixedSumError",
    "NoInterest",
    "Owed",
    "PointsBy",
    "PointsPeriod",
    "RatePeriod",
    "RateTable",
    "ReceivableInterest",
    "RecoveryIndemnities",
    "RecoveryIndemnity",
    "Regime",
    "RoundedRate",
    "RoundedUp",
    "Rounding",
    "Schedule",
    "Span",
    "Start",
    "Starting",
    "StepFee",
    "TableError",
    "Unknown",
    "UnknownInterest",
    "UnknownJurisdictionError",
    "UnknownPartyError",
    "UnknownRateTableError",
    "Waivable",
    "Waiver",
    "after_legal_costs",
    "allocate",
    "collection_costs",
    "fees_due",
    "jurisdiction",
    "jurisdiction_names",
    "late_interest",
    "load_jurisdiction",
    "load_rate_table",
    "parse_jurisdiction",
    "parse_rate_table",
    "rate_table",
    "rate_table_names",
    "recovery_indemnity",
    "schedule_of",
]
