"""A jurisdiction: the rules of late interest of one country, by kind of debtor."""

import attrs

from dunnix.errors import DunnixError
from dunnix.interest.rate_table import RateTable
from dunnix.interest.regime import Regime
from dunnix.model import Party
from dunnix.model.checks import (
    InvalidValueError,
    as_tuple,
    identity,
    list_of,
    optional_text,
    optional_texts,
    text,
)


class UnknownPartyError(DunnixError, LookupError):
    """A jurisdiction that says nothing of such a debtor."""


@attrs.frozen(kw_only=True, order=False)
class Jurisdiction:
    """The rules of one country or region; `notes` say what they leave out."""

    id: str = attrs.field(validator=identity)
    title: str = attrs.field(validator=text)
    country: str | None = attrs.field(default=None, validator=optional_text)
    regimes: tuple[Regime, ...] = attrs.field(converter=as_tuple, validator=list_of(Regime))
    notes: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, validator=optional_texts)

    def __attrs_post_init__(self) -> None:
        parties = self.parties
        if len(set(parties)) != len(parties):
            raise InvalidValueError(
                "two rules speak of one kind of debtor", code="duplicate-id", field="parties"
            )

    @property
    def parties(self) -> tuple[Party, ...]:
        """The kinds of debtor it speaks of."""
        return tuple(party for regime in self.regimes for party in regime.parties)

    def regime(self, party: Party | str | None) -> Regime:
        """Give the rule for a kind of debtor.

        Raises `UnknownPartyError` where the kind isn't known, or the jurisdiction says nothing of
        it.

        >>> from dunnix.interest import jurisdiction
        >>> jurisdiction("de").regime("company").fixing
        <Fixing.FLOATING: 'floating'>
        """
        for regime in self.regimes:
            if party in regime.parties:
                return regime
        known = ", ".join(f"`{each}`" for each in self.parties)
        if party is None:
            raise UnknownPartyError(
                f"the debtor's kind isn't known; say `party`: `{self.id}` speaks of {known}"
            )
        raise UnknownPartyError(f"`{self.id}` says nothing of `{party}`; it speaks of {known}")

    def by_contract(
        self,
        percent: str | int,
        *,
        party: Party | str,
        reference: RateTable | None = None,
        monthly: bool = False,
    ) -> "Jurisdiction":
        """Give the jurisdiction with an agreed rate for one kind of debtor.

        >>> from dunnix.interest import jurisdiction
        >>> agreed = jurisdiction("us").by_contract("1.5", party="company", monthly=True)
        >>> agreed.regime("company").points[0].points
        Fraction(18, 1)
        """
        old = self.regime(party)
        kind = Party(party)
        new = attrs.evolve(
            old.by_contract(percent, reference=reference, monthly=monthly), parties=(kind,)
        )
        others = tuple(each for each in old.parties if each is not kind)
        kept = (attrs.evolve(old, parties=others),) if others else ()
        rest = tuple(each for each in self.regimes if each is not old)
        return attrs.evolve(self, regimes=(new, *kept, *rest))
