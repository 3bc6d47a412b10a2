"""Ids and names that may mean one thing written two ways."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dunnix.ledger.quality.current import Current
from dunnix.ledger.quality.finding import Sighting
from dunnix.ledger.quality.kinds import (
    SAME_NAME,
    SIMILAR_DEBTOR_IDS,
    SIMILAR_INVOICE_IDS,
    Kind,
    Seen,
)
from dunnix.model import Invoice, Party

_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


def similar_ids(accounts: Sequence[Current]) -> Iterator[Seen]:
    """Find ids that differ only by zeros in front of a number, capitals or spaces."""
    debtors = defaultdict[str, list[str]](list)
    invoices = defaultdict[str, list[tuple[Current, Invoice]]](list)
    for each in accounts:
        debtors[_plain(each.debtor)].append(each.debtor)
        for invoice in each.invoices:
            invoices[_plain(invoice.id)].append((each, invoice))
    for ids in debtors.values():
        yield from _several(SIMILAR_DEBTOR_IDS, ids)
    for rows in invoices.values():
        if len({invoice.id for _, invoice in rows}) > 1:
            yield _similar_invoices(rows)


def same_names(accounts: Sequence[Current]) -> Iterator[Seen]:
    """Find debtors that share a name but no id; consumers often do, and are left out."""
    names = defaultdict[tuple[str, str | None], list[str]](list)
    for each in accounts:
        debtor = each.account.debtor
        name = "".join(filter(str.isalnum, debtor.name.casefold()))
        if name and debtor.party is not Party.CONSUMER:
            names[name, debtor.country].append(debtor.id)
    for ids in names.values():
        # Ids that are written alike are told of as such.
        if len(set(map(_plain, ids))) > 1:
            yield from _several(SAME_NAME, ids)


def _similar_invoices(rows: Sequence[tuple[Current, Invoice]]) -> Seen:
    debtors = list(dict.fromkeys(each.debtor for each, _ in rows))
    sighting = Sighting(
        debtor=debtors[0],
        ids=(invoice.id for _, invoice in rows),
        detail=f"of debtors {', '.join(map(_quoted, debtors))}" if len(debtors) > 1 else "",
        places=(place for each, invoice in rows for place in each.places([invoice])),
    )
    return Seen(SIMILAR_INVOICE_IDS, sighting)


def _several(kind: Kind, ids: Sequence[str]) -> Iterator[Seen]:
    first, *others = sorted(set(ids))
    if others:
        yield Seen(kind, Sighting(debtor=first, detail=f"and {', '.join(map(_quoted, others))}"))


def _quoted(name: str) -> str:
    return f"`{name}`"


def _plain(name: str) -> str:
    return _ZEROS.sub("", "".join(name.split()).casefold())
