"""One line of words for what happened, was agreed or is to be done."""

import datetime as dt
from collections.abc import Iterable, Iterator

from dunnix.case.values import EntryKind, TimelineEntry
from dunnix.case.words import Words, plain
from dunnix.model import Contact


def about(receivables: Iterable[str], say: Words) -> str:
    """Name what something is about; nothing named is all that was owed."""
    return ", ".join(map(plain, receivables)) or say.say("everything")


def details(entry: TimelineEntry, say: Words) -> str:
    """Say what there is to say of an entry beside its day, kind and receivables."""
    return ", ".join(_parts(entry, say))


def _parts(entry: TimelineEntry, say: Words) -> Iterator[str]:
    if entry.amount is not None:
        yield say.money(entry.amount)
    for title in filter(None, (entry.title, entry.contact)):
        yield plain(title)
    for code in filter(None, (entry.channel, entry.status)):
        yield say.name(code)
    yield from _why(entry, say)
    if entry.until is not None:
        yield say.say("until", day=say.day(entry.until))
    if entry.time is not None:
        yield say.say("at-time", time=hour(entry.time))
    yield from _who(entry, say)
    if entry.note:
        yield f"\N{LEFT DOUBLE QUOTATION MARK}{plain(entry.note)}\N{RIGHT DOUBLE QUOTATION MARK}"


def _why(entry: TimelineEntry, say: Words) -> Iterator[str]:
    if entry.reason is not None:
        is_outcome = entry.kind is EntryKind.ACTION
        reason = say.name(entry.reason)
        yield say.say("outcome", outcome=reason) if is_outcome else reason
    if entry.share is not None:
        is_whole = (entry.share * 100).denominator == 1
        yield say.percent(entry.share, 0 if is_whole else 2)
    if entry.side is not None:
        yield say.name(entry.side)


def _who(entry: TimelineEntry, say: Words) -> Iterator[str]:
    if entry.given_to is not None:
        yield say.say("given-to", name=plain(entry.given_to))
    if entry.by is not None:
        yield say.say("by-us", name=plain(entry.by))


def hour(time: dt.time) -> str:
    """Write a time of day as a clock shows it."""
    return f"{time.hour:02}:{time.minute:02}"


def reachability(contact: Contact, as_of: dt.date, say: Words) -> str:
    """Say how a contact wants to be reached, and since when it no longer is."""
    found: list[str] = []
    if contact.invalid_since is not None and contact.invalid_since <= as_of:
        found.append(say.say("invalid", day=say.day(contact.invalid_since)))
    if contact.preferred is not None:
        found.append(say.say("preferred", channel=say.name(contact.preferred)))
    found += [say.say("opted-out", channel=say.name(each)) for each in contact.opted_out]
    return ", ".join(found)
