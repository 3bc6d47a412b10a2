"""The way to court and before it: legal paths, what they cost and need, and limitation dates.

Everything here is told from dated data files, each row with its law, its source and how sure it is.
It says where a claim stands; it is no legal advice.
"""

from dunnix.law.agency import AgencyCost, AgencyTerms, Commission, CommissionBracket
from dunnix.law.basis import LegalBasis
from dunnix.law.claim import LegalClaim, read_claim
from dunnix.law.claim_facts import CLAIM_FACTS
from dunnix.law.costs import Cost, CostLine, CostRow
from dunnix.law.dates import PathDate, path_dates, withdrawable_until
from dunnix.law.evidence import Evidence, EvidencePiece, PieceStanding, evidence
from dunnix.law.limitation import Limitation, NoLimitation, limitation
from dunnix.law.limitation_rule import Interruption, LimitationRule, RunsFrom
from dunnix.law.path import Deadline, LegalPath, Milestone
from dunnix.law.pieces import Piece
from dunnix.law.tables import (
    UnknownPathError,
    evidence_pieces,
    legal_path,
    limitation_rules,
    path_names,
    shipped_paths,
)
from dunnix.law.verdict import PathStanding, PathVerdict, judge_path, legal_paths

__all__ = [
    "CLAIM_FACTS",
    "AgencyCost",
    "AgencyTerms",
    "Commission",
    "CommissionBracket",
    "Cost",
    "CostLine",
    "CostRow",
    "Deadline",
    "Evidence",
    "EvidencePiece",
    "Interruption",
    "LegalBasis",
    "LegalClaim",
    "LegalPath",
    "Limitation",
    "LimitationRule",
    "Milestone",
    "NoLimitation",
    "PathDate",
    "PathStanding",
    "PathVerdict",
    "Piece",
    "PieceStanding",
    "RunsFrom",
    "UnknownPathError",
    "evidence",
    "evidence_pieces",
    "judge_path",
    "legal_path",
    "legal_paths",
    "limitation",
    "limitation_rules",
    "path_dates",
    "path_names",
    "read_claim",
    "shipped_paths",
    "withdrawable_until",
]
