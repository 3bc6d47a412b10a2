"""What a year always brings once, and what chance might leave out: a turn a customer."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import attrs
from demo_ledger.company import AS_OF
from demo_ledger.story import DAY, Story

from dunnix.model import (
    Acknowledgment,
    AnyRow,
    Block,
    CallBack,
    Claim,
    Dispute,
    Extension,
    HandOver,
    Insolvency,
    Invoice,
    Payment,
    PromiseToPay,
    Task,
)
from dunnix.money import Money

Turn = Callable[[Story], None]


def june(day: int) -> dt.date:
    return dt.date(2026, 6, day)


def oldest(story: Story, day: dt.date) -> Claim:
    return story.open_claims(day)[0]


def whole(claim: Claim) -> Money:
    return Money.minor(claim.open, claim.invoice.currency)


def contests_all(story: Story) -> None:
    def opens(day: dt.date) -> Sequence[AnyRow]:
        name = oldest(story, day).id
        return [Dispute(id=story.name("D"), opened_on=day, reason="quality", invoice=name)]

    story.at(june(24), opens)


def contests_a_part(story: Story) -> None:
    def opens(day: dt.date) -> Sequence[AnyRow]:
        claim = oldest(story, day)
        return [
            Dispute(
                id=story.name("D"),
                opened_on=day,
                reason="quantity",
                invoice=claim.id,
                amount=Money.minor(claim.open // 5, claim.invoice.currency),
            )
        ]

    story.at(june(22), opens)


def promises_all(story: Story) -> None:
    story.at(june(24), lambda day: [promise_of(story, day, 100)])


def promises_a_part(story: Story) -> None:
    story.at(june(24), lambda day: [promise_of(story, day, 40)])


def promise_of(story: Story, day: dt.date, percent: int) -> PromiseToPay:
    claim = oldest(story, day)
    return PromiseToPay(
        id=story.name("PP"),
        made_on=day,
        due_by=dt.date(2026, 7, 3),
        amount=Money.minor(claim.open * percent // 100, claim.invoice.currency),
        invoices=[claim.id],
    )


def pays_by_cheque(story: Story) -> None:
    def sends(day: dt.date) -> Sequence[AnyRow]:
        claim = oldest(story, day)
        return [
            Payment(
                id=story.name("P"),
                date=day,
                amount=whole(claim),
                invoice=claim.id,
                cleared_on=dt.date(2026, 7, 3),
            )
        ]

    story.at(june(29), sends)


def bounces_a_cheque(story: Story) -> None:
    def sends(day: dt.date) -> Sequence[AnyRow]:
        claim = oldest(story, day)
        cheque = Payment(id=story.name("P"), date=day, amount=whole(claim), invoice=claim.id)
        story.at(day + 7 * DAY, lambda on: [attrs.evolve(cheque, reversed_on=on, recorded_on=on)])
        return [cheque]

    story.at(june(8), sends)


def is_blocked_for_an_invoice(story: Story) -> None:
    def blocks(day: dt.date) -> Sequence[AnyRow]:
        return [
            Block(
                id=story.name("B"),
                since=day,
                until=dt.date(2026, 7, 10),
                reason="goodwill",
                invoice=oldest(story, day).id,
                by="sales",
            )
        ]

    story.at(june(19), blocks)


def is_blocked(story: Story) -> None:
    story.at(
        june(24),
        lambda day: [Block(id=story.name("B"), since=day, reason="negotiation", by="sales")],
    )


def gets_more_time(story: Story) -> None:
    def extends(day: dt.date) -> Sequence[AnyRow]:
        until = dt.date(2026, 7, 15)
        name = oldest(story, day).id
        return [Extension(id=story.name("X"), date=day, until=until, invoice=name)]

    story.at(june(29), extends)


def goes_insolvent(story: Story) -> None:
    story.at(june(17), lambda day: [Insolvency(id=story.name("I"), date=day)])


def cannot_be_reached(story: Story) -> None:
    lose_contacts(story, june(12))


def was_hard_to_reach(story: Story) -> None:
    """Lose all contacts in winter; the right one is found some weeks later."""
    lost = dt.date(2026, 1, 12)
    first = story.account.debtor.contacts[0]
    lose_contacts(story, lost)
    found = attrs.evolve(
        first,
        id=f"{first.id}-2",
        email=f"buchhaltung-{first.email}",
        recorded_on=lost + 30 * DAY,
    )
    debtor = story.account.debtor
    contacts = [*debtor.contacts, found]
    story.account = attrs.evolve(story.account, debtor=attrs.evolve(debtor, contacts=contacts))
    story.at(found.recorded_on or lost, lambda day: tasks_done(story, day))


def lose_contacts(story: Story, since: dt.date) -> None:
    debtor = story.account.debtor
    contacts = [attrs.evolve(each, invalid_since=since) for each in debtor.contacts]
    story.account = attrs.evolve(story.account, debtor=attrs.evolve(debtor, contacts=contacts))


def tasks_done(story: Story, day: dt.date) -> Sequence[AnyRow]:
    waiting = [task for task in story.account.tasks if task.done_on is None]
    return [attrs.evolve(task, done_on=day, recorded_on=day) for task in waiting]


def loses_bank_charges(story: Story) -> None:
    """Let the bank keep 7.50 of every payment of the last weeks."""
    story.bank_charges = {june(1) + n * DAY: 750 for n in range(30)}


def pays_on_account(story: Story) -> None:
    def pays(day: dt.date) -> Sequence[AnyRow]:
        return [Payment(id=story.name("P"), date=day, amount=Money("1000.00", "EUR"))]

    story.at(june(16), pays)


def pays_twice_and_is_refunded(story: Story) -> None:
    def pays(day: dt.date) -> Sequence[AnyRow]:
        money = Money("320.00", "EUR")
        story.at(day + 14 * DAY, lambda on: [Payment(id=story.name("P"), date=on, amount=-money)])
        return [Payment(id=story.name("P"), date=day, amount=money)]

    story.at(dt.date(2026, 5, 11), pays)


def gets_a_bonus(story: Story) -> None:
    def credits_it(day: dt.date) -> Sequence[AnyRow]:
        return [Invoice(id=story.name("CN"), issue_date=day, amount=Money("-250.00", "EUR"))]

    story.at(june(12), credits_it)


def has_a_slow_bank(story: Story) -> None:
    story.bank_delay = 3


def agrees_a_plan(story: Story) -> None:
    def agrees(day: dt.date) -> Sequence[AnyRow]:
        return story.plan(story.open_claims(day), day)

    story.at(june(15), agrees)


def acknowledges(story: Story) -> None:
    story.at(june(10), lambda day: [Acknowledgment(id=story.name("A"), date=day)])


def wants_a_call_back(story: Story) -> None:
    until, time = dt.date(2026, 7, 2), dt.time(10, 30)
    story.at(
        june(23), lambda day: [CallBack(id=story.name("CB"), date=day, until=until, time=time)]
    )


def goes_to_a_lawyer(story: Story) -> None:
    def hands_over(day: dt.date) -> Sequence[AnyRow]:
        name = oldest(story, day).id
        return [HandOver(id=story.name("H"), date=day, invoice=name, given_to="lawyer")]

    story.at(dt.date(2026, 3, 2), hands_over)


def credit_is_reviewed(story: Story) -> None:
    def asks(_: dt.date) -> Sequence[AnyRow]:
        due, name = AS_OF + 6 * DAY, story.name("T")
        return [Task(id=name, due_on=due, kind="review-credit-limit", owner="credit-manager")]

    story.at(june(22), asks)


def is_worked_on_meanwhile(story: Story) -> None:
    """Let a stand-in do what is called for the day before; the manager hasn't confirmed it."""

    def works(day: dt.date) -> Sequence[AnyRow]:
        story.work(day)
        return []

    story.at(june(29), works)


TURNS: Final[Mapping[int, Turn]] = {
    5: bounces_a_cheque,
    7: is_worked_on_meanwhile,
    8: credit_is_reviewed,
    10: cannot_be_reached,
    13: has_a_slow_bank,
    14: wants_a_call_back,
    15: gets_more_time,
    16: acknowledges,
    21: contests_all,
    25: promises_a_part,
    27: is_blocked_for_an_invoice,
    29: pays_by_cheque,
    31: goes_insolvent,
    32: pays_on_account,
    33: contests_a_part,
    40: loses_bank_charges,
    42: goes_to_a_lawyer,
    46: was_hard_to_reach,
    47: is_blocked,
    49: gets_a_bonus,
    50: pays_twice_and_is_refunded,
    55: promises_all,
    57: agrees_a_plan,
}
