"""Rows made into values, and values into an account."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

import attrs

from dunnix.errors import Problem
from dunnix.model.account import Account
from dunnix.model.action import Action, Task
from dunnix.model.agreement import PromiseToPay
from dunnix.model.checks import InvalidValueError, quoted_if_like
from dunnix.model.consistency import contradictions
from dunnix.model.happening import Happening
from dunnix.model.history import PaymentHistory
from dunnix.model.obstacle import Block, Dispute
from dunnix.model.rows.cells import Cells, Findings, read_cells, take_money
from dunnix.model.rows.debtors import read_debtors
from dunnix.model.rows.histories import read_history
from dunnix.model.rows.invoices import read_invoices
from dunnix.model.rows.join import join_parts
from dunnix.model.rows.origin import Origin, RawAccount, RawRow
from dunnix.model.rows.payments import paid_in_full, read_payments
from dunnix.model.rows.plans import read_plans
from dunnix.model.rows.readers import Reading
from dunnix.model.rows.tables import (
    ACTIONS,
    BLOCKS,
    DISPUTES,
    HAPPENINGS,
    KINDS,
    OF_KIND,
    PROMISES,
    TASKS,
    RowTable,
)

_Value = TypeVar("_Value")
_UNCHECKED: Final = Problem(code="unchecked", message="the account is being read")


@attrs.frozen(kw_only=True, order=False)
class ReadAccount:
    """An account as read, what is worth a look beside its problems, and where its rows stand.

    `is_known` is false where not even the debtor's id could be read.
    """

    account: Account
    warnings: tuple[Problem, ...]
    origins: dict[int, Origin]
    origin: Origin
    is_known: bool

    def origin_of(self, value: object) -> Origin:
        """Give where a value of the account was read, or else where the account was."""
        return self.origins.get(id(value), self.origin)


def build_account(raw: RawAccount, reading: Reading) -> ReadAccount:
    """Read all rows of an account, keep the good ones and name the bad ones."""
    findings = Findings(reading=reading)
    findings.problems.extend(raw.problems)
    debtor, former, is_known = read_debtors(raw, findings)
    _join(raw, "instalments", "invoices", "invoice", findings)
    _join(raw, "allocations", "payments", "payment", findings)
    invoices, paid = read_invoices(raw.list_of("invoices"), findings)
    payments = read_payments(raw.list_of("payments"), findings)
    plans = read_plans(raw.list_of("plans"), findings)
    currencies = {each.id: each.currency for each in invoices}
    currencies |= {each.id: each.currency for each in plans}
    lists: dict[str, Any] = {
        "invoices": invoices,
        "payments": (*payments, *paid_in_full(paid, payments, findings)),
        "promises": _read(PROMISES, PromiseToPay, raw, findings),
        "plans": plans,
        "disputes": tuple(_disputes(raw, currencies, findings)),
        "blocks": _read(BLOCKS, Block, raw, findings),
        "tasks": _read(TASKS, Task, raw, findings),
        "actions": _read(ACTIONS, Action, raw, findings),
        "happenings": tuple(_happenings(raw, currencies, findings)),
        "history": read_history(raw.rows.get("history", ()), findings) or PaymentHistory(),
    }
    account = _account(raw, findings, debtor=debtor, former=former, **lists)
    return ReadAccount(
        account=account,
        warnings=tuple(dict.fromkeys(findings.warnings)),
        origins=findings.origins,
        origin=raw.origin,
        is_known=is_known,
    )


def _account(raw: RawAccount, findings: Findings, **fields: Any) -> Account:  # noqa: ANN401  # checked by Account
    """Make the account; rows that contradict each other are all named, and hold it."""
    if not findings.problems and not raw.kept:
        try:
            return Account(**fields)
        except InvalidValueError:
            pass
    # An account with problems isn't checked, so that all its contradictions can be collected.
    draft = Account(**fields, problems=(_UNCHECKED,))
    # What an earlier reading found is as it was: its rows are no longer all there to be compared.
    if not raw.kept:
        for error in contradictions(draft, findings.rejected):
            findings.refuse(error, findings.origins.get(id(error.row), raw.origin))
    return attrs.evolve(draft, problems=(*raw.kept, *dict.fromkeys(findings.problems)))


def _join(raw: RawAccount, parts: str, wholes: str, by: str, findings: Findings) -> None:
    if not raw.rows.get(parts):
        return
    pairs, problems = join_parts(raw.rows[parts], raw.list_of(wholes), by=by)
    for whole, part in pairs:
        whole.parts.append(part)
    findings.problems.extend(problems)


def _read(
    table: RowTable, make: Callable[..., _Value], raw: RawAccount, findings: Findings
) -> tuple[_Value, ...]:
    """Read the rows that need nothing but their own cells."""
    return tuple(_values(table, make, raw.rows.get(table.name, ()), findings))


def _values(
    table: RowTable, make: Callable[..., _Value], rows: Iterable[RawRow], findings: Findings
) -> Iterator[_Value]:
    for row in rows:
        cells, good = read_cells(table, row, findings)
        if "amount" in table.fields:
            amount = take_money(cells, row, findings, currency=None)
            good, cells["amount"] = good and amount is not None, amount
        if good:
            value = findings.made(make, row, **cells)
            if value is not None:
                yield value


def _disputes(raw: RawAccount, currencies: dict[str, str], findings: Findings) -> Iterator[Dispute]:
    """Read disputes; an amount without a currency is in that of what it contests."""
    for row in raw.rows.get("disputes", ()):
        cells, good = read_cells(DISPUTES, row, findings)
        name = str(cells.get("invoice"))
        if name in findings.rejected or name.rpartition("#")[0] in findings.rejected:
            continue
        currency = currencies.get(name) or currencies.get(name.rpartition("#")[0])
        contested = "amount" in cells
        amount = take_money(cells, row, findings, currency=currency)
        if good and (amount is not None) == contested:
            value = findings.made(Dispute, row, **cells, amount=amount)
            if value is not None:
                yield value


def _happenings(
    raw: RawAccount, currencies: dict[str, str], findings: Findings
) -> Iterator[Happening]:
    """Read happenings; a waiver without a currency is in that of what it is about."""
    for row in raw.rows.get("happenings", ()):
        cells, good = read_cells(HAPPENINGS, row, findings)
        kind = cells.pop("kind", None)
        if not isinstance(kind, str):
            continue
        try:
            _check_kind(kind, cells, row)
        except InvalidValueError as error:
            findings.refuse(error, row.origin)
            continue
        if "amount" in cells:
            name = str(cells.get("invoice"))
            currency = currencies.get(name) or currencies.get(name.rpartition("#")[0])
            cells["amount"] = take_money(cells, row, findings, currency=currency)
            good = good and cells["amount"] is not None
        cells.pop("currency", None)
        if good:
            value = findings.made(KINDS[kind], row, **cells)
            if value is not None:
                yield value


def _check_kind(kind: str, cells: Cells, row: RawRow) -> None:
    """Refuse a field that says nothing for this kind, and a missing one that does."""
    if kind not in KINDS:
        raise InvalidValueError(
            f"{quoted_if_like(kind, KINDS)} is no kind of happening",
            code="unknown-value",
            field="kind",
            hint="known are " + ", ".join(f"`{each}`" for each in KINDS),
        )
    special = {name for names in OF_KIND.values() for name in names}
    for name in cells:
        if name in special and name not in OF_KIND[kind]:
            raise InvalidValueError(
                f"a happening of kind `{kind}` has no `{name}`", code="unknown-field", field=name
            )
    for name, required in OF_KIND[kind].items():
        if required and row.cells.get(name) is None:
            raise InvalidValueError(
                f"a happening of kind `{kind}` needs `{name}`", code="missing-field", field=name
            )
