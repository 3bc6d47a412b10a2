"""What five debtors meet by a scenario, written out as a page to be read."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from played import Taken, on, owed, play, way

from dunnix.engine import Decision
from dunnix.model import Account, AnyRow, Dispute, Payment, PromiseToPay, Reply
from dunnix.money import Money
from dunnix.scenario import Scenario

_Rows = dict[int, Sequence[AnyRow]]
_FIRST: Final = -15
_AFTER: Final = 121
_PLAIN: Final = frozenset({"not-due", "waiting"})


def _silent(_: Money) -> _Rows:
    return {}


def _lost(_: Money) -> _Rows:
    return {11: [Reply(id="R1", date=on(11), reason="not-received", invoice="F-1")]}


def _disputes(_: Money) -> _Rows:
    opened = Dispute(id="X1", opened_on=on(12), reason="quality", invoice="F-1", recorded_on=on(12))
    resolved = Dispute(
        id="X1",
        opened_on=on(12),
        reason="quality",
        invoice="F-1",
        resolved_on=on(25),
        recorded_on=on(25),
    )
    return {12: [opened], 25: [resolved]}


def _breaks_a_promise(amount: Money) -> _Rows:
    promised = PromiseToPay(id="P1", made_on=on(8), due_by=on(18), amount=amount, invoices=["F-1"])
    return {8: [promised]}


def _pays_late(amount: Money) -> _Rows:
    return {24: [Payment(id="M1", date=on(24), amount=amount, invoice="F-1")]}


DEBTORS: Final[tuple[tuple[str, Callable[[Money], _Rows]], ...]] = (
    ("says nothing", _silent),
    ("hasn't received the invoice, says so on day 11, and says nothing more", _lost),
    ("disputes the invoice on day 12 until day 25, and says nothing more", _disputes),
    ("promises on day 8 to pay by day 18, and doesn't", _breaks_a_promise),
    ("pays on day 24", _pays_late),
)


def timelines(scenario: Scenario, *, country: str | None = None) -> str:
    """Write out what each of the debtors meets, counted in days from the due date."""
    account = owed(scenario, country=country)
    return "\n".join(_page(scenario, account, name, rows) for name, rows in DEBTORS)


def _page(scenario: Scenario, account: Account, name: str, rows: Callable[[Money], _Rows]) -> str:
    told = rows(account.invoices[0].amount)
    days = range(_FIRST, _AFTER)
    taken, last, _ = play(scenario, account, days, told)
    lines = [f"The debtor {name}.", *_lines(scenario, days, taken, last)]
    return "".join(f"{line}\n" for line in lines)


def _lines(
    scenario: Scenario, days: range, taken: Sequence[Taken], last: dict[int, Decision]
) -> Iterator[str]:
    """Give what is taken each day, and what is waited for whenever that changes."""
    before = ""
    for day in days:
        for each in taken:
            if each.day == day:
                yield f"  {_day(day)}  {_said(scenario, each)}"
        waits = _waits(last[day])
        if waits not in ("", before):
            yield f"  {_day(day)}    {waits}"
        before = waits


def _day(day: int) -> str:
    return f"{day:+4d} {on(day):%a}"


def _said(scenario: Scenario, taken: Taken) -> str:
    action = taken.action
    how = " and ".join(way(scenario, action))
    told = [how if action.contact is None else f"{how} to {action.contact.role}"]
    if action.contact is not None:
        told.append(str(action.tone))
    if str(action.mode) != "auto":
        told.append(str(action.mode))
    if action.step is None and action.owner:
        told.append(f"for {action.owner}")
    if action.deadline_on is not None:
        told.append(f"until {_offset(action.deadline_on):+d}")
    told += [f"with {effect}" for effect in action.effects]
    return f"{action.step or action.reason}: {', '.join(told)}"


def _waits(decision: Decision) -> str:
    reasons = {
        str(each.reason) if each.rule is None else f"{each.reason} ({each.rule})"
        for each in decision.held
        if str(each.reason) not in _PLAIN and str(each.rule) != "gap"
    }
    return ", ".join(sorted(reasons))


def _offset(day: dt.date) -> int:
    return (day - on(0)).days
