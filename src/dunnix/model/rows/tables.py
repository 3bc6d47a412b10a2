"""One table a kind of row: what JSON, CSV and the reference of ledger files share."""

from collections.abc import Callable, Mapping
from typing import Final

import attrs

from dunnix.forms import Formed, forms
from dunnix.model.happening import (
    Acknowledgment,
    CallBack,
    Extension,
    HandOver,
    Happening,
    Insolvency,
    Reply,
    Waiver,
)
from dunnix.model.names import (
    ActionStatus,
    CausedBy,
    ContactPlace,
    Party,
    Penalty,
    PlanStatus,
    ReplyReason,
    Role,
)
from dunnix.model.rows.readers import (
    FormedReader,
    Reader,
    one_of,
    read_amount,
    read_currency,
    read_date,
    read_flag,
    read_identity,
    read_percent,
    read_text,
    read_texts,
    read_time,
    read_whole_number,
    read_whole_numbers,
)


def _reading_of(field: "Field") -> Reader:
    return field.reader.read


@attrs.frozen(order=False)
class Field:
    """One field of a row: how it is read, and whether a row can do without it.

    `fills` is the field of the value it goes into, where that is called otherwise.
    """

    name: str
    reader: FormedReader
    required: bool = False
    fills: str | None = None
    # The reading itself, without a call between: a ledger has millions of cells.
    read: Reader = attrs.field(init=False, default=attrs.Factory(_reading_of, takes_self=True))


@attrs.frozen(kw_only=True, order=False)
class RowTable:
    """The fields of a kind of row, in the order they are written.

    `owner` is the column by which a CSV row finds its account; in JSON it lies inside it.
    `has_facts`: other names are facts the host declares.
    """

    name: str
    noun: str
    fields: Mapping[str, Field]
    owner: str = "debtor"
    has_facts: bool = False


RECORDED: Final = Field("recorded_on", read_date)


def _table(
    name: str, noun: str, *fields: Field, owner: str = "debtor", has_facts: bool = False
) -> RowTable:
    by_name = {field.name: field for field in (*fields, RECORDED)}
    return RowTable(name=name, noun=noun, fields=by_name, owner=owner, has_facts=has_facts)


def _must(name: str, reader: FormedReader) -> Field:
    return Field(name, reader, required=True)


INVOICES: Final = _table(
    "invoices",
    "an invoice",
    _must("id", read_identity),
    Field("due_date", read_date),
    _must("amount", read_amount),
    Field("currency", read_currency),
    Field("issue_date", read_date),
    Field("paid_on", read_date),
    Field("creditor", read_identity),
    Field("credits", read_identity),
    Field("terms", read_text),
    has_facts=True,
)
INSTALMENTS: Final = _table(
    "instalments",
    "an instalment",
    _must("invoice", read_identity),
    _must("number", read_whole_number),
    _must("due_date", read_date),
    _must("amount", read_amount),
    Field("currency", read_currency),
    owner="invoice",
)
DEBTORS: Final = _table(
    "debtors",
    "a debtor",
    _must("id", read_identity),
    Field("name", read_text),
    Field("party", one_of(Party)),
    Field("country", read_text),
    Field("language", read_text),
    Field("timezone", read_text),
    Field("owner", read_text),
    Field("account_manager", read_text),
    Field("credit_limit", read_amount),
    Field("currency", read_currency),
    Field("payment_days", read_whole_numbers),
    Field("portal", read_text),
    Field("purchase_order_required", read_flag),
    owner="id",
    has_facts=True,
)
CONTACTS: Final = _table(
    "contacts",
    "a contact",
    Field("id", read_identity),
    _must("role", one_of(Role)),
    Field("name", read_text),
    Field("email", read_text),
    Field("phone", read_text),
    Field("language", read_text),
    Field("opted_out", read_texts),
    Field("preferred", read_text),
    Field("place", one_of(ContactPlace)),
    Field("direct", read_flag),
    Field("invalid_since", read_date),
)
PAYMENTS: Final = _table(
    "payments",
    "a payment",
    _must("id", read_identity),
    _must("date", read_date),
    _must("amount", read_amount),
    Field("currency", read_currency),
    Field("invoice", read_identity),
    Field("creditor", read_identity),
    Field("pending", read_flag),
    Field("cleared_on", read_date),
    Field("reversed_on", read_date),
)
ALLOCATIONS: Final = _table(
    "allocations",
    "an allocation",
    _must("payment", read_identity),
    _must("invoice", read_identity),
    _must("amount", read_amount),
    Field("currency", read_currency),
    owner="payment",
)
PROMISES: Final = _table(
    "promises",
    "a promise",
    _must("id", read_identity),
    _must("made_on", read_date),
    _must("due_by", read_date),
    _must("amount", read_amount),
    Field("currency", read_currency),
    Field("invoices", read_texts),
    Field("withdrawn_on", read_date),
)
PLANS: Final = _table(
    "plans",
    "a plan",
    _must("id", read_identity),
    _must("number", read_whole_number),
    _must("due_date", read_date),
    _must("amount", read_amount),
    Field("currency", read_currency),
    _must("agreed_on", read_date),
    Field("invoices", read_texts),
    Field("status", one_of(PlanStatus)),
    Field("document", read_text),
)
DISPUTES: Final = _table(
    "disputes",
    "a dispute",
    _must("id", read_identity),
    _must("opened_on", read_date),
    _must("reason", read_text),
    Field("invoice", read_identity),
    Field("amount", read_amount),
    Field("currency", read_currency),
    Field("resolved_on", read_date),
    Field("caused_by", one_of(CausedBy)),
)
BLOCKS: Final = _table(
    "blocks",
    "a block",
    _must("id", read_identity),
    _must("since", read_date),
    _must("reason", read_text),
    Field("invoice", read_identity),
    Field("until", read_date),
    Field("by", read_text),
)
TASKS: Final = _table(
    "tasks",
    "a task",
    _must("id", read_identity),
    _must("due_on", read_date),
    _must("kind", read_text),
    Field("invoice", read_texts, fills="invoices"),
    Field("time", read_time),
    Field("owner", read_text),
    Field("done_on", read_date),
    Field("note", read_text),
)
ACTIONS: Final = _table(
    "actions",
    "an action",
    _must("id", read_identity),
    _must("step", read_text),
    _must("date", read_date),
    _must("status", one_of(ActionStatus)),
    Field("key", read_text),
    Field("scenario", read_text),
    Field("invoices", read_texts),
    Field("channel", read_text),
    Field("contact", read_text),
    Field("by", read_text),
    Field("time", read_time),
    Field("outcome", read_text),
    Field("note", read_text),
    Field("minutes", read_whole_number),
    Field("answers", read_identity),
)
# Whether it is a kind is asked of the whole row.
_KIND: Final = Formed(read_text.read, lambda: forms.words(KINDS))
HAPPENINGS: Final = _table(
    "happenings",
    "a happening",
    _must("id", read_identity),
    _must("date", read_date),
    _must("kind", _KIND),
    Field("invoice", read_identity),
    Field("reason", one_of(ReplyReason)),
    Field("of", one_of(Penalty)),
    Field("percent", read_percent),
    Field("amount", read_amount),
    Field("currency", read_currency),
    Field("until", read_date),
    Field("time", read_time),
    Field("given_to", read_text),
    Field("note", read_text),
)

TABLES: Final[Mapping[str, RowTable]] = {
    table.name: table
    for table in (
        INVOICES,
        INSTALMENTS,
        DEBTORS,
        CONTACTS,
        PAYMENTS,
        ALLOCATIONS,
        PROMISES,
        PLANS,
        DISPUTES,
        BLOCKS,
        TASKS,
        ACTIONS,
        HAPPENINGS,
    )
}

KINDS: Final[Mapping[str, Callable[..., Happening]]] = {
    "reply": Reply,
    "extension": Extension,
    "call-back": CallBack,
    "acknowledgment": Acknowledgment,
    "insolvency": Insolvency,
    "hand-over": HandOver,
    "waiver": Waiver,
}
# The fields only some kinds of happening have; `True` marks those a kind can't do without.
OF_KIND: Final[Mapping[str, Mapping[str, bool]]] = {
    "reply": {"reason": True},
    "extension": {"until": True},
    "call-back": {"until": True, "time": False},
    "acknowledgment": {},
    "insolvency": {},
    "hand-over": {"given_to": False},
    "waiver": {"of": True, "percent": False, "amount": False, "currency": False, "until": False},
}
