"""A case file laid out in tables of words: the same for a terminal and a page."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import attrs

from dunnix.case.details import about, details, hour, reachability
from dunnix.case.values import CaseFile, CaseHistory
from dunnix.case.words import Words, plain
from dunnix.money import Money

# Of a cell of text the layout assumes that it was made fit for one line already.
_Cell: TypeAlias = str | Money | dt.date | int | None
_NUMBERS: Final = frozenset(
    {
        "amount",
        "open-amount",
        "overdue",
        "disputed-amount",
        "promised-amount",
        "unapplied-amount",
        "late",
    }
)


@attrs.frozen(kw_only=True, order=False)
class Section:
    """A titled table; without heads its first column names the values of the second.

    `right` are the places of columns of numbers.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = ()
    right: frozenset[int] = frozenset()


def title_of(case: CaseFile, say: Words) -> str:
    """Give the title: the debtor's name and number."""
    debtor = case.debtor
    named = f"{plain(debtor.name)} ({debtor.id})" if debtor.name else debtor.id
    return say.say("case-file", debtor=named)


def heading_of(case: CaseFile, say: Words) -> Iterator[str]:
    """Give the lines below the title: day and reader, and what to know before reading."""
    yield say.say("as-known-on", day=say.day(case.as_of), reader=say.say(case.audience))
    yield say.say("confidential")
    yield say.say("no-interest")
    if case.unread:
        yield say.say("unread", count=case.unread)


def sections_of(case: CaseFile, say: Words) -> Iterator[Section]:
    """Give the sections that hold anything, in their order."""
    sections = (
        Section(title=say.say("debtor-part"), rows=tuple(_debtor(case, say))),
        _contacts(case, say),
        _totals(case, say),
        _receivables(case, say),
        _agreements(case, say),
        _announcements(case, say),
        _effects(case, say),
        _reasons(case, say),
        Section(title=say.say("history-part"), rows=tuple(_history(case.history, say))),
        _tasks(case, say),
        _timeline(case, say),
        Section(
            title=say.say("problems-part"),
            rows=tuple((str(each.place or ""), each.message) for each in case.problems),
        ),
    )
    yield from (each for each in sections if each.rows)


def _table(
    say: Words, title: str, heads: Sequence[str], rows: Sequence[Sequence[_Cell]]
) -> Section:
    """Make a table; columns in which nothing stands are left out."""
    written = [[_written(cell, say) for cell in row] for row in rows]
    kept = [place for place in range(len(heads)) if any(row[place] for row in written)]
    return Section(
        title=say.say(title),
        heads=tuple(say.say(heads[place]) for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in written),
        right=frozenset(at for at, place in enumerate(kept) if heads[place] in _NUMBERS),
    )


def _written(cell: _Cell, say: Words) -> str:
    match cell:
        case None:
            return ""
        case Money():
            return "" if cell.is_zero else say.money(cell)
        case dt.date():
            return say.day(cell)
        case int():
            return say.number(cell)
        case str():
            return cell


def _debtor(case: CaseFile, say: Words) -> Iterator[tuple[str, str]]:
    debtor = case.debtor
    cells: dict[str, str | None] = {
        "number": debtor.id,
        "name": debtor.name,
        "kind-of-party": debtor.party and say.name(debtor.party),
        "country": debtor.country,
        "language": debtor.language,
        "timezone": debtor.timezone,
        "owner": debtor.owner,
        "credit-limit": None if debtor.credit_limit is None else say.money(debtor.credit_limit),
    }
    yield from ((say.say(name), plain(cell)) for name, cell in cells.items() if cell)
    for name, value in debtor.facts.items():
        yield plain(name), say.money(value) if isinstance(value, Money) else plain(str(value))


def _contacts(case: CaseFile, say: Words) -> Section:
    rows = [
        (
            say.name(each.role),
            plain(each.name or ""),
            plain(each.email or ""),
            plain(each.phone or ""),
            plain(each.language or ""),
            reachability(each, case.as_of, say),
        )
        for each in case.debtor.contacts
    ]
    heads = ("role", "name", "email", "phone", "language", "to-note")
    return _table(say, "contacts-part", heads, rows)


def _totals(case: CaseFile, say: Words) -> Section:
    rows = [
        (
            each.creditor,
            each.amount,
            each.open,
            each.overdue,
            each.disputed,
            each.promised,
            each.unapplied,
        )
        for each in case.totals
    ]
    heads = (
        "creditor",
        "amount",
        "open-amount",
        "overdue",
        "disputed-amount",
        "promised-amount",
        "unapplied-amount",
    )
    return _table(say, "totals-part", heads, rows)


def _receivables(case: CaseFile, say: Words) -> Section:
    rows = [
        (
            each.id,
            each.creditor,
            each.issue_date,
            each.due_date,
            max(each.days_past_due, 0) if each.open.minor_units else None,
            each.amount,
            each.open,
            each.disputed,
            each.promised,
            say.name(each.standing),
        )
        for each in case.receivables
    ]
    heads = (
        "receivable",
        "creditor",
        "issued-on",
        "due-on",
        "late",
        "amount",
        "open-amount",
        "disputed-amount",
        "promised-amount",
        "standing",
    )
    return _table(say, "receivables-part", heads, rows)


def _agreements(case: CaseFile, say: Words) -> Section:
    rows = [
        (
            say.name(each.kind),
            about(each.receivables, say),
            each.since,
            each.until,
            each.amount,
            each.status and say.name(each.status),
        )
        for each in case.agreements
    ]
    heads = ("what", "about", "since", "until-head", "amount", "standing")
    return _table(say, "agreements-part", heads, rows)


def _announcements(case: CaseFile, say: Words) -> Section:
    rows = [
        (
            each.on,
            plain(each.title),
            about(each.receivables, say),
            ", ".join(map(plain, each.announces)),
            each.deadline_on,
            "; ".join(f"{plain(step)}, {say.day(day)}" for step, day in each.followed)
            or say.say("nothing"),
        )
        for each in case.announcements
    ]
    heads = ("day", "what", "about", "announced", "deadline", "followed")
    return _table(say, "announcements-part", heads, rows)


def _effects(case: CaseFile, say: Words) -> Section:
    rows = [(say.name(each.name), each.receivable, each.since) for each in case.effects]
    return _table(say, "effects-part", ("effect", "receivable", "since"), rows)


def _reasons(case: CaseFile, say: Words) -> Section:
    rows = [
        (each.on, say.name(each.reason), each.on and about(each.receivables, say))
        for each in case.reasons
    ]
    return _table(say, "reasons-part", ("day", "reason", "about"), rows)


def _history(history: CaseHistory | None, say: Words) -> Iterator[tuple[str, str]]:
    if history is None:
        return
    for profile in history.profiles:
        yield f"{say.say('payments')}, {profile.currency}", say.number(profile.payments)
        yield say.say("mean-late"), say.number(profile.mean_days_late, 1)
        yield say.say("median-late"), say.number(profile.median_days_late, 1)
        yield say.say("late-share"), say.percent(profile.late_share)
    for paid in history.earlier:
        counted = say.say("earlier-paid", invoices=paid.invoices, late=paid.late)
        yield f"{say.say('earlier')}, {paid.amount.currency}", counted
    if history.promises_kept or history.promises_broken:
        yield say.say("promises-kept"), say.number(history.promises_kept)
        yield say.say("promises-broken"), say.number(history.promises_broken)


def _tasks(case: CaseFile, say: Words) -> Section:
    rows = [
        (
            each.due_on,
            plain(each.kind) if each.time is None else f"{plain(each.kind)}, {hour(each.time)}",
            about(each.invoices, say),
            plain(each.owner or ""),
            plain(each.note or ""),
        )
        for each in case.tasks
    ]
    heads = ("day", "what", "about", "owner", "to-note")
    return _table(say, "tasks-part", heads, rows)


def _timeline(case: CaseFile, say: Words) -> Section:
    rows = [
        (each.on, say.name(each.kind), about(each.receivables, say), details(each, say))
        for each in case.timeline
    ]
    return _table(say, "timeline-part", ("day", "what", "about", "details"), rows)
