"""What somebody who begins says of the customers, and what follows from it."""

from enum import StrEnum
from typing import Final

import attrs

from dunnix.calendars import calendar_names
from dunnix.calendars.zones import zones_of
from dunnix.model import Party

_EURO: Final = ("AT", "BE", "DE", "ES", "FI", "FR", "IE", "IT", "LU", "NL", "PT")
_POUND: Final = ("GB",)
_CURRENCIES: Final = {
    **dict.fromkeys(_EURO, "EUR"),
    **dict.fromkeys(_POUND, "GBP"),
    "CH": "CHF",
    "US": "USD",
    "CA": "CAD",
    "AU": "AUD",
}
_PACKS: Final = {"BE": "be-b2c", "FR": "fr-b2c", "GB": "uk-conc", "US": "us-reg-f"}
_LAWS: Final = {**{country: country.lower() for country in _EURO}, "GB": "uk"}


class End(StrEnum):
    """What comes after the notice that stays without an answer."""

    AGENCY = "agency"
    COURT = "court"
    PERSON = "person"


@attrs.frozen(kw_only=True, order=False)
class Choices:
    """What is asked of somebody who begins; the rest follows from it."""

    id: str
    country: str | None = None
    currency: str = "EUR"
    party: Party = attrs.field(default=Party.COMPANY, converter=Party)
    calls: bool = True
    end: End = attrs.field(default=End.AGENCY, converter=End)

    @property
    def timezone(self) -> str | None:
        """The time zone of the country, where it has one."""
        zones = zones_of(self.country)
        return zones[0] if len(zones) == 1 else None

    @property
    def calendar(self) -> str | None:
        """The country's calendar of closed days, where one ships."""
        return self.country if self.country in calendar_names() else None

    @property
    def rule_pack(self) -> str | None:
        """The rules of contact that ship for such customers, if any do."""
        if self.party is Party.CONSUMER:
            return _PACKS.get(self.country or "")
        return "eu-b2b-good-practice" if self.country in _EURO else None

    @property
    def path(self) -> str | None:
        """The way to court that ships for such customers, where they go to court."""
        goes = self.end is End.COURT and self.party is not Party.PUBLIC
        return "fr-injonction-de-payer" if goes and self.country == "FR" else None

    @property
    def law(self) -> str | None:
        """The law of late payment between businesses, where it ships and fits the currency."""
        fits = self.currency == usual_currency(self.country)
        law = _LAWS.get(self.country or "")
        return law if fits and self.party is not Party.CONSUMER else None


def usual_currency(country: str | None) -> str | None:
    """Give the currency invoices of a country are mostly in, or None.

    >>> usual_currency("GB")
    'GBP'
    """
    return _CURRENCIES.get(country or "")
