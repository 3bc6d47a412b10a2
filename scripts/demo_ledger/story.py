"""One customer's year, day by day: what the company does, and what the customer makes of it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import attrs
from demo_ledger.company import AS_OF, START, Chance, Customer, debtor_of, is_working, working

from dunnix.engine import NextAction, decide
from dunnix.model import (
    Account,
    Allocation,
    AnyRow,
    Claim,
    Dispute,
    Instalment,
    Invoice,
    Netting,
    Payment,
    PaymentPlan,
    PromiseToPay,
    Reply,
    Task,
    strike_balance,
)
from dunnix.money import Money, total
from dunnix.scenario import ModeKind, load_scenario

SCENARIO = load_scenario("b2b-international")
MANAGER_LEAVES, COLLECTORS_LEAVE = dt.date(2026, 6, 12), dt.date(2026, 6, 17)
STOPS_DELIVERY_AFTER = 90
DAY, WHOLE = dt.timedelta(days=1), 100
EXCUSES = ("vague", "difficulty", "not-received", "information-missing", "paid-already")
Event = Callable[[dt.date], Sequence[AnyRow]]


class Story:
    """What is to happen is queued by day; what happened is recorded on the account."""

    def __init__(self, customer: Customer, invoices: Iterable[Invoice]) -> None:
        self.customer, self.character = customer, customer.character
        self.chance = Chance(f"story {customer.id}")
        self.account = Account(debtor=debtor_of(customer))
        self.bank_delay = 0
        self.bank_charges: dict[dt.date, int] = {}
        self._events: dict[dt.date, list[Event]] = defaultdict(list)
        self._spoken_for: set[str] = set()
        self._numbers: dict[str, int] = defaultdict(int)
        for invoice in invoices:
            self._buy(invoice)

    def tell(self) -> Account:
        ask_on, day = START, START
        while day <= AS_OF:
            for event in self._events.pop(day, ()):
                # One by one: the second payer of a day sees what the first has paid.
                rows = event(day)
                self.account = self.account.record(*rows)
                ask_on = day
            if ask_on <= day < COLLECTORS_LEAVE and is_working(day):
                ask_on = self.work(day)
            day += DAY
        return self.account

    def at(self, day: dt.date, event: Event) -> None:
        """Queue what happens on a day, or on the next working day after it."""
        self._events[working(day)].append(event)

    def name(self, kind: str) -> str:
        self._numbers[kind] += 1
        return f"{kind}-{self.customer.number:03d}-{self._numbers[kind]}"

    def after(self, day: dt.date, first: int, last: int) -> dt.date:
        return day + dt.timedelta(days=self.chance.between(first, last))

    def open_claims(self, day: dt.date, names: Iterable[str] = ()) -> list[Claim]:
        """Give what is open of some receivables; an instalment of a plan means what it covers."""
        balance = strike_balance(self.account, day, netting=Netting.NONE)
        found = [claim for claim in balance.claims if claim.open > 0]
        wanted = {part for name in names for part in (name, name.partition("#")[0])}
        return [claim for claim in found if not wanted or wanted & {*claim.names}]

    # What the company does.

    def _buy(self, invoice: Invoice) -> None:
        character, issued = self.character, invoice.issue_date or START
        self.at(issued, lambda day: [invoice] if self._has_credit(day) else [])
        if self.chance.is_lucky(character.pays_by_itself):
            self._spoken_for.add(invoice.id)
            on = max(self.after(invoice.due_date, *character.days), issued)
            self.at(on, lambda day: self.pay(day, [invoice.id]))

    def _has_credit(self, day: dt.date) -> bool:
        oldest = min((claim.due for claim in self.open_claims(day)), default=day.toordinal())
        return day.toordinal() - oldest <= STOPS_DELIVERY_AFTER

    def work(self, day: dt.date) -> dt.date:
        """Ask, do what is proposed, and say when to ask again."""
        decision = decide(SCENARIO, self.account, as_of=day)
        for action in decision.next_actions:
            self.account = self.account.record(*self._do(action, day))
        if decision.next_actions:
            return day + DAY
        return decision.next_review or AS_OF + DAY

    def _do(self, action: NextAction, day: dt.date) -> list[AnyRow]:
        owner = self.account.debtor.owner
        if action.step is None:
            return [self._look_into(action, day)]
        if action.mode.kind is ModeKind.CONFIRM:
            self._ask_the_manager(action, day)
            return [action.awaiting_approval(on=day, by=owner)]
        if action.do != "send":
            return [action.done(on=day, by=owner)]
        if action.channel != "phone":
            return [action.sent(on=day, by=owner), *self._react(action, day)]
        if not self.chance.is_lucky(self.character.answers):
            return [action.failed(on=day, by=owner, outcome="no-answer")]
        return [action.done(on=day, by=owner, outcome="reached"), *self._react(action, day)]

    def _look_into(self, action: NextAction, day: dt.date) -> Task:
        return action.as_task(due_on=working(day + 5 * DAY))

    def _ask_the_manager(self, action: NextAction, day: dt.date) -> None:
        asked = working(self.after(day, 1, 2))
        if asked >= MANAGER_LEAVES:
            return
        if self.chance.is_lucky(0.06):
            self.at(asked, lambda on: [action.refused(on=on, by="credit-manager")])
            return
        self.at(asked, lambda on: [action.approved(on=on, by="credit-manager")])
        self.at(working(asked + DAY), lambda on: self._send(action, on))

    def _send(self, action: NextAction, day: dt.date) -> Sequence[AnyRow]:
        owner = self.account.debtor.owner
        if not self.open_claims(day, [line.id for line in action.receivables]):
            return [action.cancelled(on=day, by=owner)]
        if action.do != "send":
            return [action.done(on=day, by=owner)]
        return [action.sent(on=day, by=owner), *self._react(action, day)]

    # What the customer does.

    def _react(self, action: NextAction, day: dt.date) -> list[AnyRow]:
        names = [line.id for line in action.receivables if line.id not in self._spoken_for]
        claims = self.open_claims(day, names) if names else []
        if not claims or action.phase == "pre-due":
            return []
        character, chance = self.character, self.chance
        if action.step != "reminder" and chance.is_lucky(character.contests):
            return self._contest(claims[0], day)
        if action.channel == "phone" and chance.is_lucky(character.promises):
            return self._promise(claims, day)
        if character.wants_plan and action.step == "management" and not self.account.plans:
            return self.plan(claims, day)
        if chance.is_lucky(character.pays_in_parts):
            name = claims[0].id
            self.at(self.after(day, 2, 6), lambda on: self.pay(on, [name], percent=40))
        elif chance.is_lucky(character.pays_when_asked):
            names = [claim.id for claim in claims]
            self._spoken_for |= set(names)
            self.at(self.after(day, 1, 9), lambda on: self.pay(on, names))
        elif action.channel == "phone":
            return [Reply(id=self.name("R"), date=day, reason=chance.one_of(EXCUSES))]
        return []

    def pay(self, day: dt.date, names: Sequence[str], percent: int = WHOLE) -> list[AnyRow]:
        """Pay what is open and uncontested of some receivables, a currency at a time."""
        self._spoken_for -= set(names) if percent < WHOLE else set()
        claims = [each for each in self.open_claims(day, names) if each.open > each.disputed]
        parts = [
            Allocation(
                invoice=claim.id,
                amount=Money.minor(
                    max((claim.open - claim.disputed) * percent // 100, 1)
                    - self.bank_charges.pop(day, 0),
                    claim.invoice.currency,
                ),
            )
            for claim in claims
        ]
        currencies = sorted({part.amount.currency for part in parts})
        return [self._payment(day, currency, parts) for currency in currencies]

    def _payment(self, day: dt.date, currency: str, parts: Sequence[Allocation]) -> Payment:
        mine = [part for part in parts if part.amount.currency == currency]
        one = mine[0].invoice if len(mine) == 1 else None
        return Payment(
            id=self.name("P"),
            date=day - self.bank_delay * DAY,
            amount=total((part.amount for part in mine), currency),
            invoice=one,
            allocations=() if one else mine,
            recorded_on=day if self.bank_delay else None,
        )

    def _promise(self, claims: Sequence[Claim], day: dt.date) -> list[AnyRow]:
        currency = claims[0].invoice.currency
        names = [claim.id for claim in claims if claim.invoice.currency == currency]
        amount = sum(claim.open for claim in claims if claim.id in names)
        due_by = self.after(day, 5, 12)
        self._spoken_for |= set(names)
        if self.chance.is_lucky(self.character.keeps):
            self.at(due_by - DAY, lambda on: self.pay(on, names))
        elif self.chance.is_lucky(0.4):
            self.at(due_by, lambda on: self.pay(on, names, percent=35))
        else:
            self.at(due_by, lambda _: self._forget(names))
        promise = PromiseToPay(
            id=self.name("PP"),
            made_on=day,
            due_by=due_by,
            amount=Money.minor(amount, currency),
            invoices=names,
        )
        return [promise]

    def _forget(self, names: Iterable[str]) -> list[AnyRow]:
        self._spoken_for -= set(names)
        return []

    def _contest(self, claim: Claim, day: dt.date) -> list[AnyRow]:
        reason = self.chance.one_of(("quality", "quantity", "price", "delivery"))
        whole = self.chance.is_lucky(0.4)
        amount = None if whole else Money.minor(claim.open * 3 // 10, claim.invoice.currency)
        dispute = Dispute(
            id=self.name("D"), opened_on=day, reason=reason, invoice=claim.id, amount=amount
        )
        self._spoken_for.add(claim.id)
        self.at(self.after(day, 18, 45), lambda on: self._resolve(dispute, on))
        if not whole:
            self.at(self.after(day, 4, 10), lambda on: self.pay(on, [claim.id]))
        return [dispute]

    def _resolve(self, dispute: Dispute, day: dt.date) -> list[AnyRow]:
        name = dispute.invoice or ""
        claims = self.open_claims(day, [name])
        ours = self.chance.is_lucky(0.6)
        cause = "us" if ours else "debtor"
        closed = attrs.evolve(dispute, resolved_on=day, caused_by=cause, recorded_on=day)
        self.at(self.after(day, 5, 14), lambda on: self.pay(on, [name]))
        if not ours or not claims or not claims[0].disputed:
            return [closed]
        credited = Money.minor(-min(claims[0].disputed, claims[0].open), claims[0].invoice.currency)
        note = Invoice(id=self.name("CN"), issue_date=day, amount=credited, credits=name)
        return [closed, note]

    def plan(self, claims: Sequence[Claim], day: dt.date) -> list[AnyRow]:
        """Agree four monthly instalments, signed some days later; the last is missed."""
        currency = claims[0].invoice.currency
        owed = [claim for claim in claims if claim.invoice.currency == currency]
        plan = PaymentPlan(
            id=self.name("PLAN"),
            agreed_on=day,
            instalments=quarters(sum(claim.open - claim.disputed for claim in owed), currency, day),
            invoices=[claim.id for claim in owed],
        )
        self._spoken_for |= {claim.id for claim in owed}
        self.at(day + 4 * DAY, lambda on: [attrs.evolve(plan, status="signed", recorded_on=on)])
        for part in plan.instalments[:3]:
            self.at(working(part.due_date - 3 * DAY), self._payer(plan, part))
        return [plan]

    def _payer(self, plan: PaymentPlan, part: Instalment) -> Event:
        name = f"{plan.id}#{part.number}"
        return lambda on: [Payment(id=self.name("P"), date=on, amount=part.amount, invoice=name)]


def quarters(amount: int, currency: str, day: dt.date) -> list[Instalment]:
    amounts = [amount // 4] * 3 + [amount - 3 * (amount // 4)]
    return [
        Instalment(
            number=number,
            due_date=day + 30 * number * DAY,
            amount=Money.minor(each, currency),
        )
        for number, each in enumerate(amounts, 1)
    ]
