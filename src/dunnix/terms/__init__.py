"""Payment terms: read, written, counted into dates and amounts, and held against the law."""

from dunnix.terms.cii import terms_from_cii
from dunnix.terms.discount import Discount, DiscountBase
from dunnix.terms.due_rule import Anchor, DueRule
from dunnix.terms.errors import (
    AmbiguousTermsError,
    InvoiceTextError,
    TermsError,
    UnknownJurisdictionError,
    UnknownLanguageError,
    UnknownReadingError,
    UnreadableTermsError,
)
from dunnix.terms.invoice_terms import InvoiceTerms
from dunnix.terms.maxima import Buyer, Certainty, LegalMaximum, legal_maxima
from dunnix.terms.maximum_check import MaximumFinding, Standing, check_maximum
from dunnix.terms.operations import (
    Add,
    CutOff,
    DayOfMonth,
    EndOfDecade,
    EndOfMonth,
    NextWeekday,
    OffClosedDay,
    OnDate,
    OpenDays,
    Operation,
    PaymentDay,
    Shift,
    Unit,
)
from dunnix.terms.parse import parse_terms
from dunnix.terms.payment_terms import DiscountOffer, DueAmount, Instalment, PaymentTerms
from dunnix.terms.reading import Reading
from dunnix.terms.shares import Fixed, Percent, PercentOfRemainder, Remainder, Share
from dunnix.terms.skonto import SkontoText, parse_skonto
from dunnix.terms.ubl import terms_from_ubl
from dunnix.terms.write import format_terms

__all__ = [
    "Add",
    "AmbiguousTermsError",
    "Anchor",
    "Buyer",
    "Certainty",
    "CutOff",
    "DayOfMonth",
    "Discount",
    "DiscountBase",
    "DiscountOffer",
    "DueAmount",
    "DueRule",
    "EndOfDecade",
    "EndOfMonth",
    "Fixed",
    "Instalment",
    "InvoiceTerms",
    "InvoiceTextError",
    "LegalMaximum",
    "MaximumFinding",
    "NextWeekday",
    "OffClosedDay",
    "OnDate",
    "OpenDays",
    "Operation",
    "PaymentDay",
    "PaymentTerms",
    "Percent",
    "PercentOfRemainder",
    "Reading",
    "Remainder",
    "Share",
    "Shift",
    "SkontoText",
    "Standing",
    "TermsError",
    "Unit",
    "UnknownJurisdictionError",
    "UnknownLanguageError",
    "UnknownReadingError",
    "UnreadableTermsError",
    "check_maximum",
    "format_terms",
    "legal_maxima",
    "parse_skonto",
    "parse_terms",
    "terms_from_cii",
    "terms_from_ubl",
]
