"""Alerts: conditions over accounts, and the debtors of whom they hold."""

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import attrs

from dunnix.conditions import (
    CompiledCondition,
    Condition,
    ConditionError,
    check_condition,
    compile_condition,
    facts_used,
    parse_condition,
)
from dunnix.engine import HeldReason
from dunnix.facts import Fact, FactKind, FactTable
from dunnix.facts.declared import Value
from dunnix.model import Account
from dunnix.money import currency_digits
from dunnix.planning.alert_facts import ALERT_FACTS, View, facts_of, view_of

_ONE_DAY: Final = dt.timedelta(1)
_LOOKED_BACK: Final = 92
_NO_AMOUNTS: Final = 2

_Look: TypeAlias = Callable[[dt.date, str | None], View]
"""Looks at an account on a day, where a currency is given in that one alone."""


def _condition(text: str | Condition) -> Condition:
    return text if isinstance(text, Condition) else parse_condition(text)


@attrs.frozen(kw_only=True, order=False)
class AlertRule:
    """When to be told of a debtor: a condition over its facts, and what to say then.

    >>> AlertRule(id="big", when="debtor.overdue > 50000.00", reason="much is overdue").id
    'big'
    """

    id: str
    when: Condition = attrs.field(converter=_condition)
    reason: str


@attrs.frozen(kw_only=True, order=False)
class Alert:
    """A debtor of whom a rule holds, or of whom it can't be told.

    `since` is the first day of the stretch on which it has held, as was known on each; None where
    that is longer than 92 days, or `unknown` names what would have to be known to tell. `currency`
    is given where the rule compares amounts.
    """

    rule: str
    debtor: str
    reason: str
    since: dt.date | None = None
    currency: str | None = None
    unknown: tuple[str, ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether a fact is missing, so that nobody can say if the rule holds."""
        return bool(self.unknown)


STANDARD_ALERTS: Final = (
    AlertRule(
        id="not-contacted",
        when="debtor.overdue_invoices > 0 and known(debtor.days_without_contact)"
        " and debtor.days_without_contact > 14",
        reason="overdue, and nobody has been in touch for more than 14 days",
    ),
    AlertRule(
        id="promises-broken",
        when="debtor.broken_promises >= 2 and debtor.open_invoices > 0",
        reason="at least two promises to pay were broken",
    ),
    AlertRule(
        id="call-back-missed",
        when="debtor.missed_call_backs > 0 and debtor.open_invoices > 0",
        reason="a call that was agreed on wasn't made on its day",
    ),
    AlertRule(
        id="review-missed",
        when="known(debtor.days_past_review) and debtor.days_past_review > 0"
        " and debtor.open_invoices > 0",
        reason="the day to ask again has passed",
    ),
)


def standard_alerts() -> tuple[AlertRule, ...]:
    """Give the rules that ship: no contact, promises broken, a call missed, a review missed.

    >>> [rule.id for rule in standard_alerts()]
    ['not-contacted', 'promises-broken', 'call-back-missed', 'review-missed']
    """
    return STANDARD_ALERTS


def alerts(
    rules: AlertRule | Iterable[AlertRule],
    accounts: Account | Iterable[Account],
    *,
    as_of: dt.date,
    facts: Iterable[Fact] = (),
) -> tuple[Alert, ...]:
    """Give the debtors of whom a rule holds on a day, sorted by rule in their order, then debtor.

    Conditions read facts `debtor.*`: those of scenarios, and of alerts alone
    `debtor.days_past_due`, `debtor.days_without_contact`, `debtor.missed_call_backs`,
    `debtor.late_tasks`, `debtor.days_past_review` and `debtor.owner`; the host's own are declared
    in `facts`. A rule that compares amounts is judged for each currency owed in. Where a fact is
    missing that decides it, the alert says which, for a rule that is silently false protects
    nobody; an account with rows that can't be read gives such an alert for each rule.

    Contacts are told without a scenario: every action with a channel counts. Of the rules that
    ship, `review-missed` reads what only a host knows, and is unknown without it. Raises
    `ConditionError` for a condition that reads no such fact or compares it wrongly.

    >>> from dunnix.model import Debtor, Invoice
    >>> from dunnix.money import Money
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice])
    >>> [found] = alerts(standard_alerts()[0], account, as_of=dt.date(2026, 3, 16))
    >>> found.rule, str(found.since)
    ('not-contacted', '2026-02-19')
    """
    given = (rules,) if isinstance(rules, AlertRule) else tuple(rules)
    held = (accounts,) if isinstance(accounts, Account) else tuple(accounts)
    table = FactTable((*ALERT_FACTS, *facts))
    judges = [_judge(rule, table) for rule in given]
    ordered = sorted(held, key=lambda account: account.debtor.id)
    told = [_told(judges, account, as_of) for account in ordered]
    return tuple(
        found for place in range(len(judges)) for of_account in told for found in of_account[place]
    )


def _told(judges: Sequence["_Judge"], account: Account, day: dt.date) -> list[tuple[Alert, ...]]:
    """Give the alerts of an account by rule; the rules share what they look at."""
    look = functools.cache(functools.partial(view_of, account))
    return [tuple(judge.of(account, look, day)) for judge in judges]


def _judge(rule: AlertRule, table: FactTable) -> "_Judge":
    faults = check_condition(rule.when, table, frozenset(), allow_not_known=True)
    if faults:
        raise ConditionError(faults, rule.when.text)
    read = tuple(table[name] for name in sorted(facts_used(rule.when)))
    return _Judge(rule, read, any(fact.kind is FactKind.MONEY for fact in read))


@attrs.frozen(eq=False, order=False)
class _Judge:
    """A rule made ready: the facts it reads, and whether it has to be judged by currency."""

    rule: AlertRule
    read: tuple[Fact, ...]
    by_currency: bool
    compiled: dict[str | None, CompiledCondition] = attrs.field(
        factory=dict[str | None, CompiledCondition]
    )

    def of(self, account: Account, look: _Look, day: dt.date) -> Iterator[Alert]:
        """Give the alerts of an account, one a currency where amounts are compared."""
        if account.problems:
            yield self._alert(account, None, unknown=(str(HeldReason.DATA_PROBLEM),))
            return
        owed_in = {claim.currency for claim in look(day, None).claims}
        for currency in sorted(owed_in) if self.by_currency else (None,):
            compiled = self._compiled(currency)
            values = self._values(look(day, currency))
            if compiled.surely_true(values):
                since = self._since(look, day, currency, compiled)
                yield self._alert(account, currency, since=since)
            elif not compiled.surely_false(values):
                pairs = zip(self.read, values, strict=True)
                names = [fact.name for fact, value in pairs if value is None]
                yield self._alert(account, currency, unknown=tuple(names))

    def _alert(
        self,
        account: Account,
        currency: str | None,
        *,
        since: dt.date | None = None,
        unknown: tuple[str, ...] = (),
    ) -> Alert:
        return Alert(
            rule=self.rule.id,
            debtor=account.debtor.id,
            reason=self.rule.reason,
            since=since,
            currency=currency,
            unknown=unknown,
        )

    def _compiled(self, currency: str | None) -> CompiledCondition:
        if currency not in self.compiled:
            self.compiled[currency] = compile_condition(
                self.rule.when,
                slots={fact.name: slot for slot, fact in enumerate(self.read)},
                earlier_slots={},
                amounts={},
                digits=_NO_AMOUNTS if currency is None else currency_digits(currency),
            )
        return self.compiled[currency]

    def _values(self, view: View) -> Sequence[Value]:
        found = facts_of(view, self.read)
        return [found[fact.name] for fact in self.read]

    def _since(
        self, look: _Look, day: dt.date, currency: str | None, compiled: CompiledCondition
    ) -> dt.date | None:
        """Give the first day of the stretch on which it has held, looking back a quarter."""
        for number in range(1, _LOOKED_BACK + 1):
            earlier = day - number * _ONE_DAY
            if not compiled.surely_true(self._values(look(earlier, currency))):
                return earlier + _ONE_DAY
        return None
