"""The file of a case: all that is known of a debtor, cut to what its reader may see."""

from dunnix.case.audience import RULES, Audience, Item
from dunnix.case.build import case_file
from dunnix.case.values import (
    Agreement,
    AgreementKind,
    Announcement,
    CaseFile,
    CaseHistory,
    CaseReceivable,
    CaseTotal,
    EntryKind,
    PastReason,
    TimelineEntry,
)

__all__ = [
    "RULES",
    "Agreement",
    "AgreementKind",
    "Announcement",
    "Audience",
    "CaseFile",
    "CaseHistory",
    "CaseReceivable",
    "CaseTotal",
    "EntryKind",
    "Item",
    "PastReason",
    "TimelineEntry",
    "case_file",
]
