"""By which channel and whom to reach: the first that fits of those a step names."""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from dunnix.engine.compiled import Rung
from dunnix.engine.unit import Situation, Track
from dunnix.model import Channel, Contact
from dunnix.scenario import PREFERRED

_EMAIL: Final = Channel("email")
_TO_THE_SEAT: Final = frozenset(map(Channel, ("letter", "registered-letter", "visit", "portal")))
_BY_PHONE: Final = frozenset({Channel("phone"), Channel("sms"), Channel("fax")})


@attrs.frozen(eq=False, order=False)
class Reach:
    """A channel that is open, and the contact it leads to; None where the host knows whom."""

    channel: Channel
    contact: Contact | None


def reach(situation: Situation, rung: Rung, track: Track) -> Reach | None:
    """Find a channel not yet used up, and a contact it reaches; None when there is neither."""
    return next(reaches(situation, rung, track), None)


def reaches(situation: Situation, rung: Rung, track: Track) -> Iterator[Reach]:
    """Give by each channel not yet used up the contact it reaches, in the order of the step.

    A channel is used up after as many failed attempts as the step allows. A debtor for whom no
    contact is given at all is reached by what the host knows of it.
    """
    for channel in rung.channels:
        if track.progress.failures and _is_used_up(situation, rung, track, channel):
            continue
        if not situation.debtor.contacts:
            yield Reach(_EMAIL if channel == PREFERRED else channel, None)
            continue
        found = _contact(situation, rung, channel)
        if found is not None:
            yield found


def _is_used_up(situation: Situation, rung: Rung, track: Track, channel: Channel) -> bool:
    found = _task_done_on(situation, track)
    failures = track.progress.failures.get((rung.index, channel), ())
    allowed = rung.step.attempts or situation.compiled.scenario.attempts
    return sum(1 for day in failures if day >= found) >= allowed


def _task_done_on(situation: Situation, track: Track) -> int:
    """Give the day a contact was last looked for and found: older failures no longer count."""
    from dunnix.engine.tasks import FIND_CONTACT, tasks_of  # tasks name reaches

    return max(
        (
            task.done_on.toordinal()
            for task in tasks_of(situation, track.claim, FIND_CONTACT)
            if task.done_on is not None and task.done_on <= situation.day
        ),
        default=0,
    )


def _contact(situation: Situation, rung: Rung, channel: Channel) -> Reach | None:
    for contact in _candidates(situation, rung):
        wanted = Channel(contact.preferred or _EMAIL) if channel == PREFERRED else channel
        if wanted not in contact.opted_out and _has_address(contact, wanted):
            return Reach(wanted, contact)
    # A letter or a visit needs no named person: it goes to the debtor's seat, unless refused.
    if any(channel in contact.opted_out for contact in situation.debtor.contacts):
        return None
    return Reach(channel, None) if channel in _TO_THE_SEAT else None


def _candidates(situation: Situation, rung: Rung) -> Iterable[Contact]:
    """Give the contacts valid today in the order of roles the step names, then of their ids."""
    contacts = situation.debtor.contacts
    valid = [
        contact
        for contact in (sorted(contacts, key=_contact_order) if len(contacts) > 1 else contacts)
        if contact.invalid_since is None or contact.invalid_since > situation.day
        if contact.recorded_on is None or contact.recorded_on <= situation.day
        if contact.place is None or contact.place not in situation.compiled.rules.forbidden_places
    ]
    return (contact for role in rung.step.to for contact in valid if contact.role is role)


def _contact_order(contact: Contact) -> tuple[str, ...]:
    """Order contacts by what they are, not by where they stand in the input."""
    fields = (contact.id, contact.name, contact.email, contact.phone, contact.language)
    return tuple(field or "" for field in fields)


def _has_address(contact: Contact, channel: Channel) -> bool:
    if channel == _EMAIL:
        return bool(contact.email)
    return bool(contact.phone) if channel in _BY_PHONE else True
