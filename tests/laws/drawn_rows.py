"""The rows of an account, every kind of them, on days that collide."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import attrs
from chance import cents, day, days, even, few, one_in_four, one_in_ten
from hypothesis import strategies as st

from dunnix import model
from dunnix.model import Action, Instalment, Invoice
from dunnix.money import Money

_steps_done = ["done"], ["sent"], ["delivered"], ["queued", "sent"], ["sent", "delivered"]
_statuses = st.sampled_from(
    [
        *_steps_done,
        *(["planned"], ["queued"], ["sent", "failed"], ["failed"], ["cancelled"], ["refused"]),
        *(["queued"], ["awaiting-approval"], ["awaiting-approval", "refused"]),
    ]
)


class Rows:
    """Draws the rows of an account, one kind after another."""

    def __init__(self, draw: st.DrawFn, steps: Sequence[str], prefix: str) -> None:
        self.draw = draw
        self.steps = steps
        self.prefix = prefix
        self.invoices: list[Invoice] = []
        self.names: list[str] = []
        self.currencies: dict[str, str] = {}

    def id(self, letter: str, number: int) -> str:
        return f"{self.prefix}{letter}{number}"

    def some(self, most: int) -> range:
        return range(max(self.draw(st.integers(-2, most)), 0))

    def late(self, effective: dt.date) -> dt.date | None:
        """Give the day a row became known: usually at once."""
        return effective + dt.timedelta(self.draw(few)) if self.draw(one_in_four) else None

    def any_name(self) -> str:
        return self.draw(st.sampled_from(self.names))

    def money(self, currency: str) -> Money:
        return Money.minor(self.draw(cents), currency)

    def owe(self, creditors: Sequence[str | None], currencies: Sequence[str]) -> None:
        for number in range(self.draw(st.integers(1, 5))):
            self._invoice(number, creditors, currencies)
        for number in self.some(1):
            target = self.draw(st.sampled_from(self.invoices))
            self.invoices.append(
                Invoice(
                    id=self.id("N", number),
                    amount=-self.money(target.currency),
                    issue_date=day(self.draw(days)),
                    creditor=target.creditor,
                    credits=target.id if self.draw(even) else None,
                )
            )

    def _invoice(
        self, number: int, creditors: Sequence[str | None], currencies: Sequence[str]
    ) -> None:
        issued = day(self.draw(st.integers(0, 30)))
        due = issued + dt.timedelta(self.draw(st.sampled_from([14, 0, 5, 30])))
        amount = self.money(self.draw(st.sampled_from(currencies)))
        name = self.id("F", number)
        parts: list[Instalment] = []
        if amount.minor_units > 100 and self.draw(one_in_ten):
            half = Money.minor(amount.minor_units // 2, amount.currency)
            parts = [
                Instalment(number=1, due_date=due, amount=half),
                Instalment(number=2, due_date=due + dt.timedelta(10), amount=amount - half),
            ]
        facts = {"insured": self.draw(even)} if self.draw(even) else {}
        self.invoices.append(
            Invoice(
                id=name,
                issue_date=issued if not self.draw(one_in_ten) else None,
                due_date=due + dt.timedelta(10 * bool(parts)),
                amount=amount,
                instalments=parts,
                creditor=self.draw(st.sampled_from(creditors)),
                facts=facts,
                recorded_on=self.late(issued),
            )
        )
        for each in [name, *(f"{name}#{part.number}" for part in parts)]:
            self.names.append(each)
            self.currencies[each] = amount.currency

    def payments(self) -> list[model.Payment]:
        found: list[model.Payment] = []
        for number in self.some(4):
            name, date = self.any_name(), day(self.draw(days))
            currency = self.currencies[name]
            amount = self.money(currency)
            keys: dict[str, Any] = {}
            if self.draw(one_in_ten):
                amount = -amount
            elif self.draw(one_in_four):
                keys = self.draw(st.sampled_from([{"pending": True}, {"cleared_on": 4}]))
                if "cleared_on" in keys:
                    keys = {"cleared_on": date + dt.timedelta(self.draw(few))}
            match self.draw(st.sampled_from(["named", "in full", "unapplied", "allocated"])):
                case "named":
                    keys["invoice"] = name
                case "in full":
                    keys, amount, name = {}, self._amount_of(name), name.partition("#")[0]
                    keys["invoice"] = name
                case "allocated" if amount.minor_units > 1:
                    part = Money.minor(amount.minor_units // 2, currency)
                    keys["allocations"] = [model.Allocation(invoice=name, amount=part)]
                case _:
                    keys["creditor"] = self._creditor_of(name) if self.draw(even) else None
            payment = model.Payment(
                id=self.id("P", number),
                date=date,
                amount=amount,
                recorded_on=self.late(date),
                **keys,
            )
            found.append(payment)
            if self.draw(one_in_ten):
                back = date + dt.timedelta(self.draw(few))
                known = max(back, model.recorded_day(payment) or back) + dt.timedelta(1)
                found.append(attrs.evolve(payment, reversed_on=back, recorded_on=known))
        return found

    def _amount_of(self, name: str) -> Money:
        whole = name.partition("#")[0]
        return next(each.amount for each in self.invoices if each.id == whole)

    def _creditor_of(self, name: str) -> str | None:
        whole = name.partition("#")[0]
        return next(each.creditor for each in self.invoices if each.id == whole)

    def promises(self, *, named: bool) -> list[model.PromiseToPay]:
        found: list[model.PromiseToPay] = []
        for number in self.some(3):
            name, made = self.any_name(), day(self.draw(days))
            currency = self.currencies[name]
            invoices = [name] if named or self.draw(even) else []
            promise = model.PromiseToPay(
                id=self.id("W", number),
                made_on=made,
                due_by=made + dt.timedelta(self.draw(few)),
                amount=self.money(currency),
                invoices=invoices,
                recorded_on=self.late(made),
            )
            found.append(promise)
            if self.draw(one_in_ten):
                back = made + dt.timedelta(self.draw(few))
                known = max(back, model.recorded_day(promise) or back) + dt.timedelta(1)
                found.append(attrs.evolve(promise, withdrawn_on=back, recorded_on=known))
        return found

    def plans(self, *, named: bool) -> list[model.PaymentPlan]:
        if not self.draw(even):
            return []
        name, agreed = self.any_name(), day(self.draw(days))
        currency = self.currencies[name]
        plan = model.PaymentPlan(
            id=self.id("L", 0),
            agreed_on=agreed,
            instalments=[
                Instalment(
                    number=number + 1,
                    due_date=agreed + dt.timedelta(7 * number + 3),
                    amount=self.money(currency),
                )
                for number in range(self.draw(st.integers(1, 3)))
            ],
            invoices=[name] if named or self.draw(even) else [],
            status=self.draw(st.sampled_from(["written", "signed", "signed", "proposed"])),
            recorded_on=self.late(agreed),
        )
        ended = (model.recorded_day(plan) or agreed) + dt.timedelta(1 + self.draw(few))
        if self.draw(one_in_four):
            return [plan, attrs.evolve(plan, status=model.PlanStatus.ENDED, recorded_on=ended)]
        return [plan]

    def disputes(self, *, named: bool) -> list[model.Dispute]:
        found: list[model.Dispute] = []
        for number in self.some(1):
            name, opened = self.any_name(), day(self.draw(days))
            part = self.money(self.currencies[name]) if self.draw(even) else None
            dispute = model.Dispute(
                id=self.id("D", number),
                opened_on=opened,
                reason="quality",
                invoice=name if named or part or self.draw(even) else None,
                amount=part,
                recorded_on=self.late(opened),
            )
            found.append(dispute)
            if self.draw(even):
                end = opened + dt.timedelta(self.draw(few))
                known = max(end, model.recorded_day(dispute) or end) + dt.timedelta(1)
                found.append(attrs.evolve(dispute, resolved_on=end, recorded_on=known))
        return found

    def blocks(self, *, named: bool) -> list[model.Block]:
        if not self.draw(one_in_four):
            return []
        since = day(self.draw(days))
        until = since + dt.timedelta(self.draw(few)) if self.draw(even) else None
        return [
            model.Block(
                id=self.id("B", 0),
                since=since,
                reason="goodwill",
                invoice=self.any_name() if named or self.draw(even) else None,
                until=until,
                recorded_on=self.late(since),
            )
        ]

    def happenings(self, *, named: bool) -> list[model.Happening]:
        found: list[model.Happening] = []
        for number in self.some(2):
            date = day(self.draw(days))
            common: dict[str, Any] = {
                "id": self.id("H", number),
                "date": date,
                "invoice": self.any_name() if named or self.draw(even) else None,
                "recorded_on": self.late(date),
            }
            match self.draw(
                st.sampled_from(
                    ["reply", "reply", "extension", "call-back", "written", "hand-over", "stay"]
                )
            ):
                case "reply":
                    reason = self.draw(st.sampled_from(["difficulty", "vague", "refusal"]))
                    found.append(model.Reply(reason=reason, **common))
                case "extension":
                    until = date + dt.timedelta(self.draw(few))
                    found.append(model.Extension(until=until, **common))
                case "call-back":
                    until = date + dt.timedelta(self.draw(few))
                    found.append(model.CallBack(until=until, **common))
                case "written":
                    found.append(model.Acknowledgment(**common))
                case "hand-over":
                    found.append(model.HandOver(**common))
                case _:
                    found.append(model.Insolvency(**common))
        return found

    def tasks(self) -> list[model.Task]:
        if not self.draw(even):
            return []
        known = day(self.draw(days))
        kind = self.draw(st.sampled_from(["find-contact", "find-contact", "check-in-flight"]))
        task = model.Task(
            id=self.id("T", 0),
            due_on=known + dt.timedelta(5),
            kind=kind,
            invoices=[self.any_name()],
            recorded_on=known,
        )
        if self.draw(even):
            return [task]
        done = known + dt.timedelta(self.draw(few))
        return [task, attrs.evolve(task, done_on=done, recorded_on=done + dt.timedelta(1))]

    def actions(self) -> list[Action]:
        found: list[Action] = []
        receivables = [name for name in self.names if f"{name}#1" not in self.names]
        climbs = self.draw(even)
        for number in self.some(5):
            date = day(20 + 8 * number + self.draw(few) if climbs else self.draw(days))
            step = self.draw(st.sampled_from([*self.steps, *self.steps, "old"]))
            if climbs:
                step = self.steps[min(number, len(self.steps) - 1)]
            named = self.draw(st.lists(st.sampled_from(receivables), max_size=2, unique=True))
            marks = self.draw(st.sampled_from(["", "", "=", "=" + self.steps[0]]))
            channel = self.draw(st.sampled_from(["email", "phone"]))
            outcome = self.draw(st.sampled_from([None, "reached"]))
            for status in self.draw(_statuses):
                late = self.late(date)
                found.append(
                    Action(
                        id=f"{self.id('A', number)}-{status}",
                        key=self.id("A", number),
                        step=step,
                        date=date,
                        status=status,
                        invoices=[*named[:1], *(name + marks for name in named[1:])],
                        channel=channel,
                        outcome=outcome,
                        recorded_on=late,
                    )
                )
                date = max(date, late or date) + dt.timedelta(self.draw(st.integers(0, 3)))
        return found
