"""What a part payment pays first: costs, interest or principal."""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from dunnix.errors import CurrencyMismatchError
from dunnix.interest.choices import Owed
from dunnix.model.checks import InvalidValueError, money
from dunnix.money import Money


@attrs.frozen(kw_only=True, order=False)
class Allocated:
    """A payment set against what is owed; `left` is what was more than all of it."""

    costs: Money = attrs.field(validator=money)
    interest: Money = attrs.field(validator=money)
    principal: Money = attrs.field(validator=money)
    left: Money = attrs.field(validator=money)


def allocate(
    payment: Money,
    *,
    costs: Money,
    interest: Money,
    principal: Money,
    order: Iterable[Owed | str] = tuple(Owed),
) -> Allocated:
    """Set a payment against costs, interest and principal, in an order; to the cent.

    Costs, interest, principal is the order of many laws where nothing else was agreed (C. civ.
    1343-1, BGB 367, BW 6:44: from memory, not checked); a rule of interest has its own as `order`.
    Raises `InvalidValueError` for an amount below zero or an order that doesn't name each once,
    `CurrencyMismatchError` for two currencies.

    >>> paid = allocate(Money("100", "EUR"), costs=Money("40", "EUR"),
    ...                 interest=Money("12.50", "EUR"), principal=Money("500", "EUR"))
    >>> paid.costs, paid.interest, paid.principal
    (Money('40.00', 'EUR'), Money('12.50', 'EUR'), Money('47.50', 'EUR'))
    """
    given = {Owed.COSTS: costs, Owed.INTEREST: interest, Owed.PRINCIPAL: principal}
    for name, amount in (("payment", payment), *given.items()):
        if amount.currency != payment.currency:
            raise CurrencyMismatchError(
                f"one currency is wanted, found `{payment.currency}` and `{amount.currency}`"
            )
        if amount.minor_units < 0:
            raise InvalidValueError(f"`{name}` is below zero", code="not-positive", field=str(name))
    owed = {kind: amount.minor_units for kind, amount in given.items()}
    parts = allocate_minor(payment.minor_units, owed, to_order(order))
    left = payment.minor_units - sum(parts.values())
    return Allocated(
        costs=Money.minor(parts[Owed.COSTS], payment.currency),
        interest=Money.minor(parts[Owed.INTEREST], payment.currency),
        principal=Money.minor(parts[Owed.PRINCIPAL], payment.currency),
        left=Money.minor(left, payment.currency),
    )


def allocate_minor(
    payment: int, owed: Mapping[Owed, int], order: Sequence[Owed]
) -> dict[Owed, int]:
    """Set minor units against what is owed, in an order."""
    parts = dict.fromkeys(Owed, 0)
    for kind in order:
        parts[kind] = max(min(payment, owed[kind]), 0)
        payment -= parts[kind]
    return parts


def to_order(values: Iterable[str]) -> tuple[Owed, ...]:
    """Read an order: costs, interest and principal, each once."""
    found = [str(each) for each in values]
    if sorted(found) != sorted(Owed):
        raise InvalidValueError(
            "an order names costs, interest and principal, each once",
            code="bad-order",
            field="order",
            hint='write ["costs", "interest", "principal"]',
        )
    return tuple(map(Owed, found))
