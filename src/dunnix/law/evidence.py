"""Which pieces a legal path needs for a claim, which are there, and what to get next."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum

import attrs

from dunnix.errors import did_you_mean
from dunnix.law.claim import LegalClaim, read_claim
from dunnix.law.path import LegalPath
from dunnix.law.pieces import Piece, PiecePer
from dunnix.law.proof import ANSWER, FINDERS, OF_NOTICES, STATEMENT, was_disputed
from dunnix.law.tables import evidence_pieces, legal_path
from dunnix.model import Account, Claim
from dunnix.scenario import Scenario


class PieceStanding(StrEnum):
    """Where a piece of evidence is.

    Of an account without its scenario nobody can tell which step was a notice: `unknown`.
    """

    IN_ACCOUNT = "in-account"
    GIVEN = "given"
    MISSING = "missing"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True, order=False)
class EvidencePiece:
    """A piece a path needs, or is stronger with, for one receivable; None: for the whole claim.

    `found` is the id of the row that tells of it, and `on` its day; the paper itself is the host's.
    """

    piece: Piece
    receivable: str | None
    needed: bool
    standing: PieceStanding
    found: str | None = None
    on: dt.date | None = None

    @property
    def is_there(self) -> bool:
        """Whether it exists."""
        return self.standing in {PieceStanding.IN_ACCOUNT, PieceStanding.GIVEN}


@attrs.frozen(kw_only=True, order=False)
class Evidence:
    """The pieces of a path for a claim: those needed first, in the order of the path."""

    path: LegalPath
    as_of: dt.date
    pieces: tuple[EvidencePiece, ...]

    @property
    def missing(self) -> tuple[EvidencePiece, ...]:
        """What is needed and isn't there, or can't be told."""
        return tuple(each for each in self.pieces if each.needed and not each.is_there)

    @property
    def next(self) -> EvidencePiece | None:
        """What to get next; None when nothing needed is missing."""
        return next(iter(self.missing), None)

    @property
    def is_complete(self) -> bool:
        """Whether all that is needed is there."""
        return not self.missing


def evidence(
    account: Account,
    path: LegalPath | str,
    *,
    as_of: dt.date,
    have: Collection[str | tuple[str, str]] = (),
    scenario: Scenario | None = None,
    receivables: Collection[str] = (),
    currency: str | None = None,
    creditor: str | None = None,
) -> Evidence:
    """Say which pieces a path needs for what is overdue, which exist, and which to get.

    `have` names what the host holds: a piece for all receivables, or a pair of piece and
    receivable. The `scenario` tells which step was the formal notice. Nothing overdue needs no
    piece. Raises `ValueError` for a piece there isn't, and what `read_claim` raises.

    >>> import datetime as dt
    >>> from dunnix.model import Debtor, Invoice
    >>> from dunnix.money import Money
    >>> account = Account(
    ...     debtor=Debtor(id="D1", country="FR", party="company"),
    ...     invoices=[Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("900", "EUR"))],
    ... )
    >>> found = evidence(account, "fr-petites-creances", as_of=dt.date(2026, 4, 1))
    >>> [(each.piece.id, each.receivable) for each in found.missing]
    [('contract', 'F-1')]
    """
    path = legal_path(path) if isinstance(path, str) else path
    held = {each if isinstance(each, tuple) else (each, None) for each in have}
    _check(held)
    claim = read_claim(
        account,
        as_of=as_of,
        scenario=scenario,
        receivables=receivables,
        currency=currency,
        creditor=creditor,
    )
    pieces = () if claim is None else tuple(_pieces(claim, path, held))
    return Evidence(path=path, as_of=as_of, pieces=pieces)


def _check(held: Iterable[tuple[str, str | None]]) -> None:
    known = evidence_pieces()
    for piece, _ in held:
        if piece not in known:
            raise ValueError(f"no piece of evidence `{piece}`; {did_you_mean(piece, known)}")


def _pieces(
    claim: LegalClaim, path: LegalPath, held: Collection[tuple[str, str | None]]
) -> Iterator[EvidencePiece]:
    wanted = {**dict.fromkeys(path.evidence, True), **dict.fromkeys(path.helpful, False)}
    for name, needed in wanted.items():
        piece = evidence_pieces()[name]
        if piece.per is PiecePer.CLAIM:
            standing = _of_claim(piece, held)
            yield EvidencePiece(piece=piece, receivable=None, needed=needed, standing=standing)
            continue
        for receivable in claim.claims:
            if name != ANSWER or was_disputed(claim, receivable):
                yield _of_receivable(claim, receivable, piece, held, needed=needed)


def _of_claim(piece: Piece, held: Collection[tuple[str, str | None]]) -> PieceStanding:
    if (piece.id, None) in held:
        return PieceStanding.GIVEN
    return PieceStanding.IN_ACCOUNT if piece.id == STATEMENT else PieceStanding.MISSING


def _of_receivable(
    claim: LegalClaim,
    receivable: Claim,
    piece: Piece,
    held: Collection[tuple[str, str | None]],
    *,
    needed: bool,
) -> EvidencePiece:
    whole = EvidencePiece(
        piece=piece, receivable=receivable.id, needed=needed, standing=PieceStanding.MISSING
    )
    finder = FINDERS.get(piece.id)
    found = finder(claim, receivable) if finder else None
    if found is not None:
        row, day = found
        return attrs.evolve(whole, standing=PieceStanding.IN_ACCOUNT, found=row, on=day)
    if any((piece.id, name) in held for name in (None, *receivable.names)):
        return attrs.evolve(whole, standing=PieceStanding.GIVEN)
    if claim.notices is None and piece.id in OF_NOTICES:
        return attrs.evolve(whole, standing=PieceStanding.UNKNOWN)
    return whole
