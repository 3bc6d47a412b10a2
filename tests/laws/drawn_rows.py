"""The rows of an account, every kind of them, on days that collide."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs
from chance import CENTS, DAYS, Chance, day

from dunnix import model
from dunnix.model import Instalment, Invoice
from dunnix.money import Money
from dunnix.scenario import Event, Reaction, Trigger

_REASONS: Final = ("difficulty", "vague", "refusal")
_KINDS: Final[Sequence[type[model.Happening]]] = (
    *(model.Reply, model.Reply, model.Extension, model.CallBack, model.Acknowledgment),
    *(model.Reply, model.Extension, model.CallBack, model.HandOver, model.Insolvency),
)
_OF_EVENT: Final[dict[Event, type[model.Happening]]] = {
    Event.REPLY: model.Reply,
    Event.EXTENSION: model.Extension,
    Event.CALL_BACK: model.CallBack,
    Event.ACKNOWLEDGMENT: model.Acknowledgment,
    Event.HAND_OVER: model.HandOver,
    Event.INSOLVENCY: model.Insolvency,
}


class Rows:
    """Draws the rows of an account, one kind after another.

    Most of what happens is what some of the `reactions` are on. `busy` of eight is how likely one
    more row of a kind is; `facts` are the ids of what happened, and the days.
    """

    def __init__(self, chance: Chance, prefix: str, reactions: Sequence[Reaction]) -> None:
        chance.fresh()
        self.chance = chance
        self.prefix = prefix
        self.wanted: list[Trigger] = [each.on for each in reactions]
        self.busy: int = chance.pick((3, 1, 5))
        self.invoices: list[Invoice] = []
        self.names: list[str] = []
        self.currencies: dict[str, str] = {}
        self.facts: list[tuple[str, dt.date]] = []

    def some(self, most: int) -> Iterator[int]:
        return self.chance.some(most, yes=self.busy)

    def id(self, letter: str, number: int) -> str:
        return f"{self.prefix}{letter}{number}"

    def fact(self, letter: str, number: int, on: dt.date) -> str:
        """Give the id of something that happened, which an action may answer."""
        self.facts.append((self.id(letter, number), on))
        return self.facts[-1][0]

    def any_day(self) -> dt.date:
        return day(self.chance.number(0, DAYS))

    def soon(self, after: dt.date) -> dt.date:
        return after + self.chance.days(20)

    def late(self, effective: dt.date) -> dt.date | None:
        """Give the day a row became known: usually at once."""
        return self.soon(effective) if self.chance.one_in(4) else None

    def any_name(self) -> str:
        return self.chance.pick(self.names)

    def maybe_name(self, *, named: bool) -> str | None:
        name = self.any_name()
        return name if self.chance.even() or named else None

    def money(self, currency: str) -> Money:
        return Money.minor(self.chance.pick(CENTS), currency)

    def owe(self, creditors: Sequence[str | None], currencies: Sequence[str]) -> None:
        self.chance.fresh()
        self._invoice(0, creditors, currencies)
        for number in self.chance.some(4, yes=5):
            self._invoice(number + 1, creditors, currencies)
        for number in self.chance.some(1, yes=2):
            target = self.chance.pick(self.invoices)
            self.invoices.append(
                Invoice(
                    id=self.id("N", number),
                    amount=-self.money(target.currency),
                    issue_date=self.any_day(),
                    creditor=target.creditor,
                    credits=target.id if self.chance.even() else None,
                )
            )

    def _invoice(
        self, number: int, creditors: Sequence[str | None], currencies: Sequence[str]
    ) -> None:
        chance = self.chance
        issued = day(chance.number(0, 30))
        due = issued + dt.timedelta(chance.pick((14, 0, 5, 30)))
        amount = self.money(chance.pick(currencies))
        name = self.id("F", number)
        parts: list[Instalment] = []
        if chance.one_in(10) and amount.minor_units > 100:
            half = Money.minor(amount.minor_units // 2, amount.currency)
            parts = [
                Instalment(number=1, due_date=due, amount=half),
                Instalment(number=2, due_date=due + dt.timedelta(10), amount=amount - half),
            ]
        insured = chance.pick((None, True, False))
        self.invoices.append(
            Invoice(
                id=name,
                issue_date=None if chance.one_in(10) else issued,
                due_date=due + dt.timedelta(10 * bool(parts)),
                amount=amount,
                instalments=parts,
                creditor=chance.pick(creditors),
                facts={} if insured is None else {"insured": insured},
                recorded_on=self.late(issued),
            )
        )
        for each in [name, *(f"{name}#{part.number}" for part in parts)]:
            self.names.append(each)
            self.currencies[each] = amount.currency

    def payments(self) -> Iterator[model.Payment]:
        for number in self.some(4):
            name, date = self.any_name(), self.any_day()
            keys: dict[str, Any] = {"id": self.fact("P", number, date), "date": date}
            amount = self.money(self.currencies[name])
            if self.chance.one_in(10):
                amount = -amount
            elif self.chance.one_in(4):
                pending = self.chance.even()
                keys |= {"pending": True} if pending else {"cleared_on": self.soon(date)}
            match self.chance.pick(("named", "in full", "unapplied", "allocated")):
                case "named":
                    keys["invoice"] = name
                case "in full":
                    keys = {"id": keys["id"], "date": date, "invoice": name.partition("#")[0]}
                    amount = self._invoice_of(name).amount
                case "allocated" if amount.minor_units > 1:
                    part = Money.minor(amount.minor_units // 2, amount.currency)
                    keys["allocations"] = [model.Allocation(invoice=name, amount=part)]
                case _:
                    creditor = self._invoice_of(name).creditor
                    keys["creditor"] = creditor if self.chance.even() else None
            payment = model.Payment(amount=amount, recorded_on=self.late(date), **keys)
            yield payment
            if self.chance.one_in(10):
                back = self.soon(date)
                yield attrs.evolve(payment, reversed_on=back, recorded_on=_after(payment, back))

    def _invoice_of(self, name: str) -> Invoice:
        whole = name.partition("#")[0]
        return next(each for each in self.invoices if each.id == whole)

    def promises(self, *, named: bool) -> Iterator[model.PromiseToPay]:
        for number in self.some(3):
            name, made = self.any_name(), self.any_day()
            promise = model.PromiseToPay(
                id=self.fact("W", number, made),
                made_on=made,
                due_by=self.soon(made),
                amount=self.money(self.currencies[name]),
                invoices=[name] if self.chance.even() or named else [],
                recorded_on=self.late(made),
            )
            yield promise
            if self.chance.one_in(10):
                back = self.soon(made)
                yield attrs.evolve(promise, withdrawn_on=back, recorded_on=_after(promise, back))

    def plans(self, *, named: bool) -> Iterator[model.PaymentPlan]:
        for number in self.some(1):
            name, agreed = self.any_name(), self.any_day()
            currency = self.currencies[name]
            plan = model.PaymentPlan(
                id=self.fact("L", number, agreed),
                agreed_on=agreed,
                instalments=[
                    Instalment(
                        number=place + 1,
                        due_date=agreed + dt.timedelta(7 * place + 3),
                        amount=self.money(currency),
                    )
                    for place in range(self.chance.number(1, 3))
                ],
                invoices=[name] if self.chance.even() or named else [],
                status=self.chance.pick(("written", "signed", "signed", "proposed")),
                recorded_on=self.late(agreed),
            )
            yield plan
            if self.chance.one_in(4):
                ended = self.soon(_after(plan, agreed))
                yield attrs.evolve(plan, status=model.PlanStatus.ENDED, recorded_on=ended)

    def disputes(self, *, named: bool) -> Iterator[model.Dispute]:
        for number in self.some(1):
            name, opened = self.maybe_name(named=named), self.any_day()
            part = self.money(self.currencies[name]) if name and self.chance.even() else None
            dispute = model.Dispute(
                id=self.fact("D", number, opened),
                opened_on=opened,
                reason=self.chance.pick(("quality", "quality", "price")),
                invoice=name,
                amount=part,
                recorded_on=self.late(opened),
            )
            yield dispute
            if not self.chance.one_in(4):
                end = self.soon(opened)
                yield attrs.evolve(dispute, resolved_on=end, recorded_on=_after(dispute, end))

    def blocks(self, *, named: bool) -> Iterator[model.Block]:
        for number in self.some(1):
            since = self.any_day()
            until = None if self.chance.one_in(4) else self.soon(since)
            yield model.Block(
                id=self.id("B", number) if until is None else self.fact("B", number, until),
                since=since,
                reason="goodwill",
                invoice=self.maybe_name(named=named),
                until=until,
                recorded_on=self.late(since),
            )

    def happenings(self, *, named: bool) -> Iterator[model.Happening]:
        for number in self.some(3):
            kind, reason = self._what_happened()
            date = self.any_day()
            keys: dict[str, Any] = {
                "id": self.fact("H", number, date),
                "date": date,
                "invoice": self.maybe_name(named=named),
                "recorded_on": self.late(date),
            }
            if kind is model.Reply:
                keys["reason"] = reason
            elif kind in {model.Extension, model.CallBack}:
                keys["until"] = self.soon(date)
            yield kind(**keys)

    def _what_happened(self) -> tuple[type[model.Happening], str]:
        """Give a kind of happening, and its reason if it is a reply."""
        reason = self.chance.pick(_REASONS)
        if self.wanted and not self.chance.one_in(4):
            trigger = self.chance.pick(self.wanted)
            if trigger.event in _OF_EVENT:
                return _OF_EVENT[trigger.event], trigger.detail or reason
        return self.chance.pick(_KINDS), reason


def _after(row: model.AnyRow, day_of_change: dt.date) -> dt.date:
    """Give a day on which a change of a row may become known: after the row itself."""
    known = model.recorded_day(row) or day_of_change
    return max(day_of_change, known) + dt.timedelta(1)
