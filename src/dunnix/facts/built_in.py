"""The facts that are known without the host declaring them."""

from collections.abc import Iterable

import attrs

from dunnix.facts.table import Fact, FactKind, FactTable


def _fact(
    name: str, kind: FactKind, meaning: str, *, nullable: bool = False, unit: str | None = None
) -> Fact:
    days = kind is FactKind.DAYS
    unit = "days" if days else unit
    return Fact(
        name=name,
        kind=kind,
        meaning=meaning,
        nullable=nullable,
        unit=unit,
        builtin=True,
        moves=days,
    )


_OF_THE_ACTION = (
    _fact(
        "amount_due",
        FactKind.MONEY,
        "what the action would ask for: the part not disputed, promised, planned or blocked",
    ),
    _fact(
        "days_past_due",
        FactKind.DAYS,
        "days since the due date of the oldest receivable covered; negative before it",
    ),
    Fact(
        name="step",
        kind=FactKind.CHOICE,
        nullable=True,
        builtin=True,
        meaning="the strictest step reached by what the action covers; unknown before the first",
    ),
    _fact(
        "times_contacted",
        FactKind.INTEGER,
        "contacts to the debtor so far that named something the action covers",
        unit="contacts",
    ),
    _fact("outcome", FactKind.TEXT, "the outcome recorded for the previous step", nullable=True),
    _fact("answered", FactKind.FLAG, "the debtor has replied since the previous step"),
    Fact(
        name="interest_due",
        kind=FactKind.MONEY,
        nullable=True,
        builtin=True,
        moves=True,
        meaning="late interest due today by the law of `[late-payment]` on what the action covers; "
        "unknown without that table, or where the rate or what the debtor is in law isn't known",
    ),
    _fact(
        "fees_due",
        FactKind.MONEY,
        "fees due of steps done for what the action covers, less those credited or waived; "
        "unknown without `[late-payment]`, or where it isn't known what the debtor is in law",
        nullable=True,
    ),
)

_OF_THE_LEADER = (
    _fact("invoice.amount", FactKind.MONEY, "the amount of the leading receivable as issued"),
    _fact("invoice.open", FactKind.MONEY, "what is still open of the leading receivable"),
    _fact(
        "invoice.days_past_due",
        FactKind.DAYS,
        "days since the due date of the leading receivable; negative before it",
    ),
    _fact(
        "invoice.days_since_issue",
        FactKind.DAYS,
        "days since the leading receivable was issued",
        nullable=True,
    ),
    _fact(
        "invoice.creditor",
        FactKind.TEXT,
        "the creditor the leading receivable belongs to",
        nullable=True,
    ),
)

_OF_THE_DEBTOR = (
    Fact(
        name="debtor.party",
        kind=FactKind.CHOICE,
        choices=("company", "consumer", "public"),
        nullable=True,
        builtin=True,
        meaning="what the debtor is in law",
    ),
    _fact("debtor.country", FactKind.TEXT, "ISO 3166 code of the debtor's country", nullable=True),
    _fact("debtor.language", FactKind.TEXT, "code of the debtor's language", nullable=True),
    _fact(
        "debtor.overdue",
        FactKind.MONEY,
        "all that is open and past its due date today, in the currency dunned in",
    ),
    _fact(
        "debtor.open",
        FactKind.MONEY,
        "all that is open today, due or not, in the currency dunned in",
    ),
    _fact(
        "debtor.open_invoices",
        FactKind.INTEGER,
        "receivables with something open today",
        unit="receivables",
    ),
    _fact(
        "debtor.overdue_invoices",
        FactKind.INTEGER,
        "receivables with something open past their due date today",
        unit="receivables",
    ),
    _fact(
        "debtor.average_days_late",
        FactKind.INTEGER,
        "days paid late over all known paid invoices, weighted by amount, early ones counted as 0; "
        "rounded half up",
        nullable=True,
        unit="days",
    ),
    _fact(
        "debtor.paid_late_percent",
        FactKind.INTEGER,
        "share of all known paid invoices that were paid after their due date; rounded half up",
        nullable=True,
        unit="percent",
    ),
    _fact(
        "debtor.broken_promises",
        FactKind.INTEGER,
        "promises to pay broken, over all that is known",
        unit="promises",
    ),
    _fact(
        "debtor.kept_promises",
        FactKind.INTEGER,
        "promises to pay kept, over all that is known",
        unit="promises",
    ),
    _fact(
        "debtor.days_since_contact",
        FactKind.DAYS,
        "days since the debtor was last contacted; unknown before the first contact",
        nullable=True,
    ),
    Fact(
        name="debtor.contacts_30d",
        kind=FactKind.INTEGER,
        builtin=True,
        moves=True,
        unit="contacts",
        meaning="contacts to the debtor in the last 30 days, today included",
    ),
    _fact(
        "debtor.last_reason",
        FactKind.TEXT,
        "the reason the debtor last gave for not paying",
        nullable=True,
    ),
    _fact(
        "debtor.over_credit_limit",
        FactKind.FLAG,
        "all that is open exceeds the credit limit; unknown without a limit",
        nullable=True,
    ),
    Fact(
        name="debtor.days_to_payment_run",
        kind=FactKind.INTEGER,
        nullable=True,
        builtin=True,
        moves=True,
        unit="days",
        meaning="days until the debtor's next payment run, 0 on its day; "
        "unknown unless the days of the month on which it pays are",
    ),
    _fact("debtor.has_portal", FactKind.FLAG, "it takes invoices through a portal of its own"),
    _fact(
        "debtor.purchase_order_required",
        FactKind.FLAG,
        "it pays no invoice without the number of its purchase order",
        nullable=True,
    ),
)

BUILT_IN = FactTable((*_OF_THE_ACTION, *_OF_THE_LEADER, *_OF_THE_DEBTOR))


def table_for(declared: Iterable[Fact], step_ids: tuple[str, ...]) -> FactTable:
    """Give the facts one scenario's conditions may read: built-in, and declared by the host.

    `step` becomes a choice of the scenario's own steps. Raises `FactError` for a fact declared
    twice, or under the name of a built-in one.

    >>> table = table_for((Fact(name="debtor.key_account", kind="flag"),), ("reminder", "call"))
    >>> table["step"].choices
    ('reminder', 'call')
    >>> "debtor.key_account" in table
    True
    """
    steps = attrs.evolve(BUILT_IN["step"], choices=step_ids)
    return FactTable([*(fact for fact in BUILT_IN if fact.name != "step"), steps, *declared])
