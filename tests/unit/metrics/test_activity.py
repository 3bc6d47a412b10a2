import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import attrs
import pytest

from dunnix.metrics import (
    AgendaLine,
    ContactRhythm,
    StepEffect,
    agenda_respect,
    contact_delay,
    contact_gaps,
    step_effects,
)
from dunnix.model import (
    Account,
    Action,
    Debtor,
    Instalment,
    Invoice,
    Payment,
    PaymentPlan,
    Task,
)
from dunnix.money import Money

DUE = dt.date(2026, 3, 2)
DAY = dt.date(2026, 6, 30)


def after(days: int) -> dt.date:
    return DUE + dt.timedelta(days=days)


def invoice(name: str, amount: str = "100.00", *, due: int = 0, currency: str = "EUR") -> Invoice:
    return Invoice(
        id=name,
        due_date=after(due),
        amount=Money(amount, currency),
        facts={"product": f"of {name}"},
    )


def action(name: str, days: int, *invoices: str, **keys: Any) -> Action:
    told = {"step": "call", "channel": "phone", "status": "done"}
    return Action(id=name, date=after(days), invoices=invoices, **{**told, **keys})


def paid(days: int, amount: str = "100.00", invoice: str = "F-1") -> Payment:
    return Payment(
        id=f"P-{invoice}-{days}", date=after(days), amount=Money(amount, "EUR"), invoice=invoice
    )


def account(
    *invoices: Invoice,
    actions: Sequence[Action] = (),
    tasks: Sequence[Task] = (),
    payments: Sequence[Payment] = (),
    debtor: str = "D1",
) -> Account:
    return Account(
        debtor=Debtor(id=debtor, owner=f"owner of {debtor}"),
        invoices=invoices or [invoice("F-1")],
        actions=actions,
        tasks=tasks,
        payments=payments,
    )


def line(account: Account, as_of: dt.date = DAY, **options: Any) -> tuple[int, int, int, int]:
    lines = agenda_respect(account, as_of=as_of, **options).lines
    if not lines:
        return 0, 0, 0, 0
    [only] = lines
    return only.on_time, only.late, only.skipped, only.called_off


@pytest.mark.requirement("M25")
def test_what_was_planned_is_on_time_late_or_skipped() -> None:
    tasks = [
        Task(id="T1", kind="call", due_on=DUE, done_on=DUE),
        Task(id="T2", kind="call", due_on=DUE, done_on=after(1)),
        Task(id="T3", kind="call", due_on=DUE),
    ]
    planned = [
        action("A1", 5, key="K1", status="planned", recorded_on=DUE),
        action("A2", 4, key="K1"),
        action("A3", 5, key="K2", status="queued"),
        action("A4", 6, key="K2", status="sent"),
        action("A5", 5, key="K3", status="awaiting-approval"),
    ]

    respect = agenda_respect(account(actions=planned, tasks=tasks), as_of=DAY)

    [only] = respect.lines
    assert only == AgendaLine(on_time=2, late=2, skipped=2, called_off=0)
    assert (only.planned, only.respect) == (6, Fraction(1, 3))
    assert respect.table().dicts() == [
        {
            "planned": 6,
            "on_time": 2,
            "late": 2,
            "skipped": 2,
            "called_off": 0,
            "respect_ratio": 1 / 3,
        }
    ]


def test_what_is_planned_for_today_can_still_be_done() -> None:
    held = account(tasks=[Task(id="T1", kind="call", due_on=DUE)])

    assert [line(held, after(days)) for days in (0, 1)] == [(0, 0, 0, 0), (0, 0, 1, 0)]
    assert [line(held, after(days), tolerance_days=2) for days in (2, 3)] == [
        (0, 0, 0, 0),
        (0, 0, 1, 0),
    ]


def test_what_is_done_within_the_tolerance_is_on_time() -> None:
    held = account(tasks=[Task(id="T1", kind="call", due_on=DUE, done_on=after(3))])

    assert [line(held, tolerance_days=days) for days in (2, 3)] == [(0, 1, 0, 0), (1, 0, 0, 0)]


def test_putting_a_task_or_an_action_off_does_not_bring_it_back_in_time() -> None:
    tasks = [
        Task(id="T1", kind="call", due_on=DUE, recorded_on=after(-5)),
        Task(id="T1", kind="call", due_on=after(9), done_on=after(9), recorded_on=after(-1)),
    ]
    actions = [
        action("A3", 0, key="K1", status="planned", recorded_on=after(-5)),
        action("A2", 9, key="K1", status="planned", recorded_on=after(-1)),
        action("A1", 9, key="K1"),
    ]

    assert line(account(tasks=tasks)) == (0, 1, 0, 0)
    assert line(account(actions=actions)) == (0, 1, 0, 0)


def test_what_is_brought_forward_is_not_due_before_it_was() -> None:
    actions = [
        action("A1", 50, key="K1", status="planned", recorded_on=after(-5)),
        action("A2", 5, key="K1", status="planned", recorded_on=after(-1)),
    ]
    held = account(actions=actions)

    assert [line(held, after(days)) for days in (10, 51)] == [(0, 0, 0, 0), (0, 0, 1, 0)]


def test_a_task_counts_from_when_it_is_recorded() -> None:
    held = account(tasks=[Task(id="T1", kind="call", due_on=DUE, recorded_on=after(9))])

    assert [line(held, after(days)) for days in (8, 9)] == [(0, 0, 0, 0), (0, 0, 1, 0)]


def test_a_try_that_failed_was_made_and_one_called_off_in_time_is_no_fault() -> None:
    planned = [action(f"A{n}", 5, key=f"K{n}", status="queued") for n in range(4)]
    ends = [
        action("B0", 5, key="K0", status="failed"),
        action("B1", 5, key="K1", status="cancelled"),
        action("B2", 5, key="K2", status="refused"),
        action("B3", 6, key="K3", status="cancelled"),
    ]

    assert line(account(actions=[*planned, *ends])) == (1, 0, 1, 2)


def test_what_nobody_planned_is_no_part_of_the_agenda() -> None:
    assert line(account(actions=[action("A1", 5, "F-1")])) == (0, 0, 0, 0)


def test_what_is_done_later_was_skipped_until_then() -> None:
    late = Task(id="T1", kind="call", due_on=DUE, done_on=after(8))
    held = account(tasks=[late])

    assert [line(held, after(days)) for days in (7, 8)] == [(0, 0, 1, 0), (0, 1, 0, 0)]


def test_an_agenda_is_split_by_collector_and_by_what_it_speaks_of() -> None:
    tasks = [
        Task(id="T1", kind="call", due_on=DUE, done_on=DUE, invoices=["F-1"]),
        Task(id="T2", kind="call", due_on=DUE, invoices=["F-2"]),
        Task(id="T3", kind="call", due_on=DUE),
    ]
    held = account(invoice("F-1"), invoice("F-2"), tasks=tasks)

    by_owner = agenda_respect(held, as_of=DAY, by="owner")
    by_product = agenda_respect(held, as_of=DAY, by="product")

    assert [(each.group, each.planned) for each in by_owner.lines] == [(("owner of D1",), 3)]
    assert [(each.group, each.on_time, each.skipped) for each in by_product.lines] == [
        (("of F-1",), 1, 0),
        (("of F-2",), 0, 1),
        ((None,), 0, 1),
    ]


@pytest.mark.requirement("M24")
def test_a_receivable_waits_from_its_due_date_to_the_first_contact_after_it() -> None:
    actions = [
        action("A0", -3, "F-1"),
        action("A1", 0, "F-1"),
        action("A2", 14, "F-1"),
        action("A3", 20, "F-1", "F-2"),
    ]
    held = account(
        invoice("F-1"), invoice("F-2", due=10), invoice("F-3"), invoice("F-4"), actions=actions
    )
    held = held.record(paid(30, invoice="F-4"))

    [delay] = contact_delay(held, as_of=DAY)

    assert delay.value == Fraction(14 + 10, 2)
    assert delay.inputs == (("receivables", 2), ("waiting", 1))


def test_what_is_due_today_is_neither_waiting_nor_silent() -> None:
    reminded = account(actions=[action("A1", -3, "F-1")])

    delays = [contact_delay(reminded, as_of=after(days)) for days in (0, 1)]
    silences = [contact_gaps(reminded, as_of=after(days)).rhythms for days in (0, 1)]

    assert [[dict(each.inputs)["waiting"] for each in day] for day in delays] == [[], [1]]
    assert [[each.silent_days for each in day] for day in silences] == [[], [4]]


def test_only_what_was_done_and_reached_the_debtor_is_a_contact() -> None:
    actions = [
        action("A1", 1, "F-1", status="failed"),
        action("A2", 2, "F-1", status="cancelled"),
        action("A3", 3, "F-1", status="queued"),
        action("A4", 4, "F-1", channel=None, key="K4"),
        action("A5", 5, "F-1", status="sent", key="K5"),
        action("A6", 6, "F-1", status="failed", key="K5"),
    ]
    unknown = action("A7", 7, "F-1", channel=None)

    [none] = contact_delay(account(actions=actions), as_of=DAY)
    [one] = contact_delay(account(actions=[*actions, unknown]), as_of=DAY)

    assert (none.value, none.inputs) == (None, (("receivables", 0), ("waiting", 1)))
    assert one.value == 7


def test_a_contact_counts_from_the_first_day_it_was_sent() -> None:
    actions = [
        action("A1", 5, "F-1", status="sent", key="K1"),
        action("A2", 8, "F-1", status="delivered", key="K1"),
    ]

    assert contact_delay(account(actions=actions), as_of=DAY).value == 5


def test_an_action_that_names_nothing_is_about_all_that_was_open_that_day() -> None:
    held = account(
        invoice("F-1"),
        invoice("F-2"),
        invoice("F-3", due=4),
        actions=[action("A1", 6)],
        payments=[paid(5, invoice="F-2")],
    )

    [delay] = contact_delay(held, as_of=DAY)

    assert (delay.value, delay.inputs) == (Fraction(4), (("receivables", 2), ("waiting", 0)))


def test_an_instalment_named_is_not_the_whole_and_that_of_a_plan_is_all_it_covers() -> None:
    parts = [
        Instalment(number=number, due_date=after(5 * number), amount=Money("50.00", "EUR"))
        for number in (1, 2)
    ]
    split = Invoice(id="F-1", amount=Money("100.00", "EUR"), instalments=parts)
    plan = PaymentPlan(
        id="L1", agreed_on=DUE, invoices=["F-2", "F-3"], instalments=parts, status="signed"
    )
    by_part = account(split, actions=[action("A1", 11, "F-1#2")])
    by_plan = Account(
        debtor=Debtor(id="D1"),
        invoices=[invoice("F-2"), invoice("F-3"), invoice("F-4")],
        plans=[plan],
        actions=[action("A1", 11, "L1#1")],
    )

    [part] = contact_delay(by_part, as_of=DAY)
    [whole] = contact_delay(by_plan, as_of=DAY)

    assert (part.value, dict(part.inputs)) == (Fraction(1), {"receivables": 1, "waiting": 1})
    assert (whole.value, dict(whole.inputs)) == (Fraction(11), {"receivables": 2, "waiting": 1})


def test_a_first_contact_counts_in_its_period_only() -> None:
    held = account(actions=[action("A1", 5, "F-1"), action("A2", 12, "F-1")])

    asked = [
        contact_delay(held, first=after(first), as_of=after(last))
        for first, last in ((0, 4), (5, 5), (6, 20))
    ]

    assert [[each.value for each in figures] for figures in asked] == [[None], [5], []]


@pytest.mark.requirement("M26")
def test_gaps_are_measured_between_contacts_about_the_same_receivable() -> None:
    actions = [action(f"A{days}", days, "F-1", "F-2") for days in (1, 8, 8, 15, 60)]
    actions = [attrs.evolve(each, id=f"A{place}") for place, each in enumerate(actions)]
    other = action("B1", 11, "F-3")
    held = account(
        invoice("F-1"),
        invoice("F-2"),
        invoice("F-3"),
        actions=[*actions, other],
        payments=[paid(62, invoice=name) for name in ("F-1", "F-2")],
    )

    gaps = contact_gaps(held, as_of=after(70))

    [rhythm] = gaps.rhythms
    assert rhythm == ContactRhythm(
        group=("D1",), gaps=((7, 2), (45, 1)), silent_days=59, is_irregular=True
    )
    assert rhythm.median_days == 7
    assert (rhythm.shortest_days, rhythm.longest_days) == (7, 45)
    assert gaps.table().dicts() == [
        {
            "debtor": "D1",
            "gaps": 3,
            "median_days": 7.0,
            "shortest_days": 7.0,
            "longest_days": 45.0,
            "silent_days": 59.0,
            "flags": "irregular",
        }
    ]


@pytest.mark.parametrize(("silence", "is_irregular"), [(21, False), (22, True)])
def test_a_silence_of_more_than_three_times_the_middle_gap_is_irregular(
    silence: int, *, is_irregular: bool
) -> None:
    held = account(actions=[action("A1", 1, "F-1"), action("A2", 8, "F-1")])

    [rhythm] = contact_gaps(held, as_of=after(8 + silence)).rhythms

    assert (rhythm.silent_days, rhythm.is_irregular) == (silence, is_irregular)


def test_what_is_paid_is_silent_no_more_and_one_contact_makes_no_gap() -> None:
    once = account(actions=[action("A1", 1, "F-1")])
    settled = once.record(paid(5))

    assert contact_gaps(settled, as_of=DAY).rhythms == ()
    assert [each.gaps for each in contact_gaps(once, as_of=DAY).rhythms] == [()]
    assert [each.median_days for each in contact_gaps(once, as_of=DAY).rhythms] == [None]


def test_a_gap_belongs_to_the_period_in_which_it_ends() -> None:
    held = account(actions=[action(f"A{days}", days, "F-1") for days in (1, 8, 22)])

    [rhythm] = contact_gaps(held, first=after(9), as_of=after(22)).rhythms

    assert rhythm.gaps == ((14, 1),)


@pytest.mark.requirement("M154")
def test_effects_are_told_by_step_and_channel() -> None:
    held = account(
        invoice("F-1"),
        invoice("F-2", "300.00"),
        invoice("F-3"),
        actions=[
            action("A1", 5, "F-1", "F-2=letter", "F-3="),
            action("A2", 6, "F-1", step="letter", channel="email", status="sent"),
        ],
        payments=[paid(8, "40.00"), paid(15), paid(16, "1.00", "F-2")],
    )

    effects = step_effects(held, as_of=DAY)

    assert effects.effects == (
        StepEffect(
            currency="EUR",
            step="call",
            channel="phone",
            actions=1,
            receivables=1,
            covered=Money("100.00", "EUR"),
            paid=Money("100.00", "EUR"),
            median_days=Fraction(3),
        ),
        StepEffect(
            currency="EUR",
            step="letter",
            channel="email",
            actions=1,
            receivables=1,
            covered=Money("100.00", "EUR"),
            paid=Money("100.00", "EUR"),
            median_days=Fraction(2),
        ),
        StepEffect(
            currency="EUR",
            step="letter",
            channel="phone",
            actions=1,
            receivables=1,
            covered=Money("300.00", "EUR"),
            paid=Money("0.00", "EUR"),
            median_days=None,
        ),
    )
    assert effects.table().dicts()[2] == {
        "currency": "EUR",
        "step": "letter",
        "channel": "phone",
        "actions": 1,
        "receivables": 1,
        "covered_minor": 30000,
        "paid_minor": 0,
        "paid_ratio": 0.0,
        "median_days": None,
    }


def test_money_of_the_day_itself_is_no_effect_and_of_the_last_day_is_one() -> None:
    names = [f"F-{days}" for days in (5, 6, 15, 16)]
    held = account(
        *map(invoice, names),
        actions=[action("A1", 5, *names)],
        payments=[paid(days, invoice=f"F-{days}") for days in (5, 6, 15, 16)],
    )

    [effect] = step_effects(held, as_of=DAY).effects

    assert effect.receivables == 3
    assert (effect.share_paid, effect.median_days) == (Fraction(2, 3), Fraction(10))


def test_a_part_paid_on_the_day_itself_is_no_effect() -> None:
    held = account(actions=[action("A1", 5, "F-1")], payments=[paid(5, "40.00"), paid(8, "15.00")])

    [effect] = step_effects(held, as_of=DAY).effects

    assert (effect.covered, effect.paid) == (Money("60.00", "EUR"), Money("15.00", "EUR"))
    assert effect.median_days == 3


def test_money_given_back_is_no_money_that_came() -> None:
    held = account(
        invoice("F-1"),
        actions=[action("A1", 5, "F-1")],
        payments=[paid(1, "60.00"), paid(7, "-20.00")],
    )

    [effect] = step_effects(held, as_of=DAY).effects

    assert (effect.share_paid, effect.median_days) == (Fraction(0), None)


def test_a_middle_receivable_without_money_has_no_days() -> None:
    names = [f"F-{number}" for number in range(4)]
    held = account(
        *map(invoice, names),
        actions=[action("A1", 5, *names)],
        payments=[paid(7, invoice="F-0"), paid(9, invoice="F-1")],
    )

    [half] = step_effects(held, as_of=DAY).effects
    [most] = step_effects(held.record(paid(12, invoice="F-2")), as_of=DAY).effects

    assert (half.median_days, most.median_days) == (None, Fraction(4 + 7, 2))


def test_an_action_counts_once_its_days_have_passed() -> None:
    held = account(actions=[action("A1", 5, "F-1")])

    asked = [step_effects(held, as_of=after(days), within_days=7) for days in (11, 12)]

    assert [len(each.effects) for each in asked] == [0, 1]
    assert step_effects(held, first=after(6), as_of=DAY).effects == ()


def test_refunds_take_off_what_was_paid_and_nothing_is_paid_twice() -> None:
    held = account(actions=[action("A1", 5, "F-1")], payments=[paid(7, "150.00")])

    [over] = step_effects(held, as_of=DAY).effects
    [back] = step_effects(held.record(paid(8, "-90.00")), as_of=DAY).effects

    assert (over.share_paid, back.share_paid) == (Fraction(1), Fraction(3, 5))


def test_effects_are_split_by_collector() -> None:
    accounts = [
        account(actions=[action("A1", 5, "F-1")], debtor=debtor, payments=payments)
        for debtor, payments in (("D1", [paid(6)]), ("D2", []))
    ]

    effects = step_effects(accounts, as_of=DAY, by="owner")

    assert [(each.group, each.share_paid) for each in effects.effects] == [
        (("owner of D1",), Fraction(1)),
        (("owner of D2",), Fraction(0)),
    ]


def test_days_and_times_are_whole_numbers_from_one() -> None:
    with pytest.raises(ValueError, match="`within_days` must be from 1"):
        step_effects([], as_of=DAY, within_days=0)
    with pytest.raises(ValueError, match="`at_most` must be from 1"):
        contact_gaps([], as_of=DAY, at_most=0)
    with pytest.raises(TypeError, match="`tolerance_days` must be a whole number"):
        agenda_respect([], as_of=DAY, tolerance_days=1.5)  # type: ignore[arg-type]


@pytest.mark.parametrize("metric", [agenda_respect, contact_gaps, step_effects])
def test_results_show_themselves_and_become_frames(metric: Any) -> None:
    polars = pytest.importorskip("polars")
    pytest.importorskip("narwhals")
    held = account(
        actions=[action("A1", 5, "F-1"), action("A2", 9, "F-1")],
        tasks=[Task(id="T1", kind="call", due_on=DUE)],
    )

    result = metric(held, as_of=DAY)

    assert result.to_frame("polars").equals(polars.DataFrame(result.table().dicts()))
    assert result._repr_mimebundle_()["text/plain"] == str(result.table())
