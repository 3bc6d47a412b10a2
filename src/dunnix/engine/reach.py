"""By which channel and whom to reach: the first that fits of those a step names."""

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final

import attrs

from dunnix.engine.rungs import Rung
from dunnix.engine.tasks import FIND_CONTACT
from dunnix.engine.unit import Situation, Track
from dunnix.model import Channel, Contact, Role
from dunnix.scenario import PREFERRED

_EMAIL: Final = Channel("email")
_TO_THE_SEAT: Final = frozenset(map(Channel, ("letter", "registered-letter", "visit", "portal")))
_BY_PHONE: Final = frozenset({Channel("phone"), Channel("sms"), Channel("fax")})
_TAKES_OVER: Final = (Role.AGENCY,)
_ORDER: Final = attrgetter("order")


@attrs.frozen(eq=False, order=False)
class Reach:
    """A channel that is open, and the contact it leads to; None where the host knows whom."""

    channel: Channel
    contact: Contact | None


def reach(situation: Situation, rung: Rung, track: Track) -> Reach | None:
    """Find a channel not yet used up, and a contact it reaches; None when there is neither."""
    found = reaches(situation, rung, track)
    return found[0] if found else None


def reaches(situation: Situation, rung: Rung, track: Track) -> Sequence[Reach]:
    """Give by each channel not yet used up the contact it reaches, in the order of the step.

    A channel is used up after as many failed attempts as the step allows. A debtor for whom no
    contact is given at all is reached by what the host knows of it.
    """
    channels = rung.channels
    if track.progress.failures:
        used_up = functools.partial(_is_used_up, situation, rung, track)
        channels = tuple(itertools.filterfalse(used_up, channels))
    key = (rung.step.to, channels)
    found = situation.reaches.get(key)
    if found is None:
        by_each = (_by_channel(situation, rung, channel) for channel in channels)
        found = situation.reaches[key] = [each for each in by_each if each is not None]
    return found


def copies(situation: Situation, rung: Rung, taken: Channel | None) -> Iterator[Reach]:
    """Give the other channels by which the same goes out as well, each with whom it reaches.

    One that reaches nobody is left out, and so is what would go out twice by one channel.
    """
    seen = {taken}
    for channel in rung.step.copy:
        found = _by_channel(situation, rung, channel)
        if found is not None and found.channel not in seen:
            seen.add(found.channel)
            yield found


def counterpart(situation: Situation, rung: Rung) -> Contact | None:
    """Give whom a step that sends nothing is about: who takes a case over, or whom it names.

    A hand-over that names no role looks for an agency; None where no such contact is given.
    """
    roles = rung.step.to or (_TAKES_OVER if rung.hands_over else ())
    return next(iter(_candidates(situation, roles)), None) if roles else None


def _by_channel(situation: Situation, rung: Rung, channel: Channel) -> Reach | None:
    if not situation.debtor.contacts:
        return Reach(_EMAIL if channel == PREFERRED else channel, None)
    return _contact(situation, rung, channel)


def _is_used_up(situation: Situation, rung: Rung, track: Track, channel: Channel) -> bool:
    # What failed before a contact was last looked for, and found, no longer counts.
    found = situation.last_done(track.claim, FIND_CONTACT)
    failures = track.progress.failures.get((rung.index, channel), ())
    allowed = rung.step.attempts or situation.compiled.scenario.attempts
    return sum(1 for day in failures if day >= found) >= allowed


def _contact(situation: Situation, rung: Rung, channel: Channel) -> Reach | None:
    for contact in _candidates(situation, rung.step.to):
        wanted = Channel(contact.preferred or _EMAIL) if channel == PREFERRED else channel
        address = _address(situation, wanted)
        if not _is_refused(contact, wanted, address) and _has_address(contact, address):
            return Reach(wanted, contact)
    # A letter or a visit needs no named person: it goes to the debtor's seat, unless refused.
    address = _address(situation, channel)
    if any(_is_refused(contact, channel, address) for contact in situation.debtor.contacts):
        return None
    return Reach(channel, None) if address in _TO_THE_SEAT else None


def _address(situation: Situation, channel: Channel) -> Channel:
    """Give the shipped channel whose address a channel uses: itself, unless it was declared."""
    return Channel(situation.compiled.scenario.channels.get(channel, channel))


def _is_refused(contact: Contact, channel: Channel, address: Channel) -> bool:
    """Tell whether a contact opted out of a channel, or of the one whose address it uses."""
    return channel in contact.opted_out or address in contact.opted_out


def _candidates(situation: Situation, roles: Sequence[Role]) -> Iterable[Contact]:
    """Give the contacts that may be used today and have a role, in the order of roles."""
    valid = _valid(situation)
    return (contact for role in roles for contact in valid if contact.role is role)


def _valid(situation: Situation) -> Sequence[Contact]:
    """Give the contacts that may be used today: a direct line first, then a name.

    What ties is ordered by what it is, not by where it stands in the input.
    """
    if situation.contacts is None:
        day, forbidden = situation.day, situation.compiled.rules.forbidden_places
        valid = [
            contact
            for contact in situation.debtor.contacts
            if contact.invalid_since is None or contact.invalid_since > day
            if contact.recorded_on is None or contact.recorded_on <= day
            if contact.place is None or contact.place not in forbidden
        ]
        situation.contacts = sorted(valid, key=_ORDER)
    return situation.contacts


def _has_address(contact: Contact, channel: Channel) -> bool:
    if channel == _EMAIL:
        return bool(contact.email)
    return bool(contact.phone) if channel in _BY_PHONE else True
