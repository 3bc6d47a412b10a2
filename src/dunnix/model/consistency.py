"""What rows of one account can't say together."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from dunnix.model.agreement import PaymentPlan
from dunnix.model.checks import InvalidValueError
from dunnix.model.happening import Waiver
from dunnix.model.invoice import Invoice
from dunnix.model.versions import AnyRow, identity_of, version_order

if TYPE_CHECKING:
    from dunnix.model.account import Account

_LARGEST: Final = 2**63 - 1


def contradictions(
    account: "Account", rejected: AbstractSet[str] = frozenset()
) -> Iterator[InvalidValueError]:
    """Give everything wrong between the rows of an account, one error each.

    `rejected` holds ids of invoices and plans that were given but could not be read: naming one
    of those is no second fault.
    """
    yield from _twins("invoice", account.invoices)
    yield from _twins("payment", account.payments)
    yield from _twins("promise", account.promises)
    yield from _twins("plan", account.plans)
    yield from _twins("dispute", account.disputes)
    yield from _twins("block", account.blocks)
    yield from _twins("task", account.tasks)
    yield from _twins("action", account.actions)
    yield from _twins("happening", account.happenings)
    currencies = dict(_currencies(account))
    yield from _clashes(account)
    yield from _beyond_64_bits(account)
    yield from _names(account, currencies, rejected)


def mentioned(lists: Mapping[str, tuple[AnyRow, ...]]) -> AbstractSet[str]:
    """Give the names that the rows of an account's lists speak of."""
    return {mention.name for mention in _mentions(cast("Account", SimpleNamespace(**lists)))}


def _twins(noun: str, rows: tuple[AnyRow, ...]) -> Iterator[InvalidValueError]:
    """Refuse a row given twice, unless it is known from a later day."""
    if len({row.id for row in rows}) == len(rows) and noun != "action":
        return
    seen = set[tuple[object, ...]]()
    for row in rows:
        version = (identity_of(row), *version_order(row))
        if version in seen:
            yield InvalidValueError(
                f"{noun} `{identity_of(row)}` is given twice",
                code="duplicate-id",
                field="id",
                hint="a correction carries a later `recorded_on`",
                row=row,
            )
        seen.add(version)


def _beyond_64_bits(account: "Account") -> Iterator[InvalidValueError]:
    """Refuse what can't be summed: the amounts of a currency, what the history counts included."""
    sums = {each.amount.currency: each.amount.minor_units for each in account.history.paid}
    for invoice in account.invoices:
        found = sums.get(invoice.currency, 0) + max(invoice.amount.minor_units, 0)
        sums[invoice.currency] = found
        if found > _LARGEST:
            yield InvalidValueError(
                f"the invoices in {invoice.currency} sum to more than 64 bits of minor units",
                code="beyond-64-bits",
                field="amount",
                hint="look for an amount that isn't one",
                row=invoice,
            )
            return


def _currencies(account: "Account") -> Iterator[tuple[str, str]]:
    """Every name a row may speak of, with its currency."""
    for invoice in account.invoices:
        yield invoice.id, invoice.currency
        for part in invoice.instalments:
            yield f"{invoice.id}#{part.number}", invoice.currency
    for plan in account.plans:
        yield plan.id, plan.currency
        for part in plan.instalments:
            yield f"{plan.id}#{part.number}", plan.currency


def _clashes(account: "Account") -> Iterator[InvalidValueError]:
    if not account.plans and not any(each.instalments for each in account.invoices):
        return
    invoices = {invoice.id for invoice in account.invoices}
    wholes: tuple[Invoice | PaymentPlan, ...] = (*account.invoices, *account.plans)
    parts = {f"{whole.id}#{part.number}" for whole in wholes for part in whole.instalments}
    plans = {plan.id for plan in account.plans}
    for name in sorted(invoices & (parts | plans)):
        yield InvalidValueError(
            f"`{name}` names an invoice and an instalment or plan too",
            code="duplicate-id",
            field="id",
            row=next(invoice for invoice in account.invoices if invoice.id == name),
        )


def _names(
    account: "Account", currencies: dict[str, str], rejected: AbstractSet[str]
) -> Iterator[InvalidValueError]:
    for mention in _mentions(account):
        wanted = currencies.get(mention.name)
        if wanted is None:
            if not rejected & {mention.name, mention.name.rpartition("#")[0]}:
                yield _unknown(mention)
        elif mention.currency is not None and mention.currency != wanted:
            yield _mixed(mention, wanted)


class _Mention(NamedTuple):
    """A name a row speaks of: who speaks, in which field, and the currency it must have."""

    noun: str
    name: str
    currency: str | None
    field: str
    row: object


def _mentions(account: "Account") -> Iterator[_Mention]:
    for payment in account.payments:
        noun, code = f"payment `{payment.id}`", payment.amount.currency
        if payment.invoice is not None:
            yield _Mention(noun, payment.invoice, code, "invoice", payment)
        for part in payment.allocations:
            yield _Mention(noun, part.invoice, code, "invoice", part)
    for promise in account.promises:
        noun, code = f"promise `{promise.id}`", promise.amount.currency
        for name in promise.invoices:
            yield _Mention(noun, name, code, "invoices", promise)
    for plan in account.plans:
        for name in plan.invoices:
            yield _Mention(f"plan `{plan.id}`", name, plan.currency, "invoices", plan)
    for dispute in account.disputes:
        if dispute.invoice is not None:
            currency = dispute.amount.currency if dispute.amount else None
            noun = f"dispute `{dispute.id}`"
            yield _Mention(noun, dispute.invoice, currency, "invoice", dispute)
    yield from _plain_mentions(account)


def _plain_mentions(account: "Account") -> Iterator[_Mention]:
    for block in account.blocks:
        if block.invoice is not None:
            yield _Mention(f"block `{block.id}`", block.invoice, None, "invoice", block)
    for happening in account.happenings:
        if happening.invoice is not None:
            noun, waived = f"happening `{happening.id}`", None
            if isinstance(happening, Waiver):
                noun, waived = f"waiver `{happening.id}`", happening.amount
            code = None if waived is None else waived.currency
            yield _Mention(noun, happening.invoice, code, "invoice", happening)
    for note in account.invoices:
        if note.credits is not None:
            yield _Mention(f"credit note `{note.id}`", note.credits, note.currency, "credits", note)


def _unknown(mention: _Mention) -> InvalidValueError:
    return InvalidValueError(
        f"{mention.noun} names `{mention.name}`, which the account doesn't hold",
        code="unknown-invoice",
        field=mention.field,
        hint="add the invoice, or leave both out and sum them in `history`",
        row=mention.row,
    )


def _mixed(mention: _Mention, wanted: str) -> InvalidValueError:
    return InvalidValueError(
        f"{mention.noun} is in {mention.currency}, `{mention.name}` in {wanted}",
        code="mixed-currencies",
        field="currency",
        row=mention.row,
    )
