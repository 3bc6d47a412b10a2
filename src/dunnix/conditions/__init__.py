"""The language of conditions: parse, check, compile, explain."""

from dunnix.conditions.check import check_condition
from dunnix.conditions.compile import CompiledCondition, compile_condition
from dunnix.conditions.condition import Condition, decimals, facts_used, parse_condition
from dunnix.conditions.expression import (
    And,
    Compare,
    DecimalNumber,
    Expression,
    Flag,
    In,
    Known,
    NamedAmount,
    Not,
    Operator,
    Or,
    Text,
    Truth,
    WholeNumber,
    leaves,
    literals,
)
from dunnix.conditions.failing import Failing, failing
from dunnix.conditions.fault import ConditionError, ConditionFault, Span
from dunnix.conditions.thresholds import thresholds
from dunnix.conditions.tokens import RESERVED_WORDS

__all__ = [
    "RESERVED_WORDS",
    "And",
    "Compare",
    "CompiledCondition",
    "Condition",
    "ConditionError",
    "ConditionFault",
    "DecimalNumber",
    "Expression",
    "Failing",
    "Flag",
    "In",
    "Known",
    "NamedAmount",
    "Not",
    "Operator",
    "Or",
    "Span",
    "Text",
    "Truth",
    "WholeNumber",
    "check_condition",
    "compile_condition",
    "decimals",
    "facts_used",
    "failing",
    "leaves",
    "literals",
    "parse_condition",
    "thresholds",
]
