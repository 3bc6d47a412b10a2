"""A ledger checked before its figures are relied on."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dunnix.ledger.ledger import Ledger
from dunnix.ledger.quality.amounts import out_of_scale, several_currencies, zero_amounts
from dunnix.ledger.quality.current import Current, current
from dunnix.ledger.quality.dates import far_dates, missing_issue_dates
from dunnix.ledger.quality.duplicates import duplicate_invoices, duplicate_payments, paid_twice
from dunnix.ledger.quality.finding import Finding, Sighting
from dunnix.ledger.quality.kinds import HELD_ACCOUNT, KINDS, Seen
from dunnix.ledger.quality.money import paid_before_issue, paid_beyond, unnamed_payments
from dunnix.ledger.quality.names import same_names, similar_ids
from dunnix.ledger.quality.report import QualityReport
from dunnix.ledger.quality.settled import open_items_only
from dunnix.ledger.quality.swapped_dates import swapped_dates
from dunnix.ledger.quality.terms import contradicted_terms, unreadable_terms, unusual_terms
from dunnix.ledger.quality.totals import checked_totals, differing_totals
from dunnix.model import Account
from dunnix.money import Money


def check_ledger(
    ledger: Ledger | Iterable[Account],
    *,
    as_of: dt.date | None = None,
    totals: Mapping[str, Money] | None = None,
) -> QualityReport:
    """Find what in a ledger makes its figures wrong, or probably does.

    Each finding says what was seen, where, which figure it matters for and what to do. It looks
    at dates (missing, swapped, far away, due before issue), terms (unusual, unlike the due date,
    unreadable), rows that may be one given twice, ids and names that may mean one debtor or
    invoice, amounts, money that fits nothing, and whether anything was settled. `totals` gives what
    the books of account say is owed at the close of `as_of`, by currency and net of unapplied
    money; with `as_of`, dates over a year later are findings.

    Rows are judged as they are known last. What one row can't be (an id given twice, instalments
    that don't sum) is found where it is read, and its account is reported as held. Most findings
    are likelihoods: two sales of one amount on one day may both be right, and what a ledger never
    says (an invoice left out) can only show in `totals`.

    Raises `ValueError` for totals without `as_of` or in another currency than their key;
    `TypeError` where `as_of` isn't a plain date.

    >>> from dunnix.model import Debtor, Invoice
    >>> day = dt.date(2026, 1, 5)
    >>> owed = [Invoice(id=name, issue_date=day, due_date=day, amount=Money("120.00", "EUR"))
    ...         for name in ("F-7", "F-9")]
    >>> report = check_ledger([Account(debtor=Debtor(id="D1"), invoices=owed)])
    >>> [(each.code, each.count) for each in report]
    [('duplicate-invoice', 1)]
    >>> print(report.findings[0].sightings[0])
    debtor `D1`; `F-7`, `F-9`; issued on 2026-01-05, due on 2026-01-05
    """
    wanted = checked_totals(totals, as_of)
    if not isinstance(ledger, Ledger):
        ledger = Ledger(accounts=ledger)
    accounts = sorted(ledger.accounts, key=lambda account: account.debtor.id)
    good = [account for account in accounts if not account.problems]
    seen = [
        *_held(accounts),
        *differing_totals(good, wanted, as_of),
        *_faults([current(account, ledger.origins) for account in good], as_of),
    ]
    return QualityReport(source=ledger.source, as_of=as_of, findings=_by_kind(seen))


def _held(accounts: Sequence[Account]) -> Iterator[Seen]:
    for account in accounts:
        if account.problems:
            yield Seen(HELD_ACCOUNT, Sighting(debtor=account.debtor.id))


def _faults(accounts: Sequence[Current], as_of: dt.date | None) -> Iterator[Seen]:
    yield from missing_issue_dates(accounts)
    yield from far_dates(accounts, as_of)
    yield from open_items_only(accounts, as_of)
    swapped = list(swapped_dates(accounts))
    yield from swapped
    yield from unusual_terms(accounts, _rows(swapped))
    yield from contradicted_terms(accounts, _rows(swapped))
    yield from duplicate_invoices(accounts)
    yield from similar_ids(accounts)
    yield from same_names(accounts)
    payments = [*duplicate_payments(accounts), *paid_twice(accounts)]
    yield from payments
    yield from paid_beyond(accounts, _rows(payments))
    yield from unnamed_payments(accounts)
    yield from paid_before_issue(accounts)
    yield from out_of_scale(accounts)
    yield from several_currencies(accounts)
    yield from zero_amounts(accounts)
    yield from unreadable_terms(accounts)


def _rows(seen: Iterable[Seen]) -> set[tuple[str | None, str]]:
    return {(each.debtor, name) for _, each in seen for name in each.ids}


def _by_kind(seen: Iterable[Seen]) -> Iterator[Finding]:
    sightings = defaultdict[str, list[Sighting]](list)
    for kind, sighting in seen:
        sightings[kind.code].append(sighting)
    for kind in KINDS:
        if kind.code in sightings:
            found = sorted(sightings[kind.code], key=_order)
            yield Finding(**kind._asdict(), sightings=found)


def _order(sighting: Sighting) -> tuple[str, tuple[str, ...], str]:
    return sighting.debtor or "", sighting.ids, sighting.detail
