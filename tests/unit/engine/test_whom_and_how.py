"""Whom a contact reaches, in whose name, how firmly, what for, and until when it is in time."""

import datetime as dt
import json
from typing import Any

import pytest
from engine_cases import acted, ask, eur, invoice, ladder, on, only, paid, step

from dunnix.engine import Copy, NextAction, decide
from dunnix.model import (
    Account,
    AnyRow,
    Contact,
    Debtor,
    Dispute,
    Instalment,
    InvalidValueError,
    Invoice,
    PaymentPlan,
    Reply,
)
from dunnix.money import Money
from dunnix.scenario import EscalationStep, Reaction, Scenario, Trigger

PHONE = "+33 1 00 00 00 00"
LATE = "known(debtor.paid_late_percent) and debtor.paid_late_percent"


def of(debtor: Debtor, *rows: AnyRow) -> Account:
    return Account(debtor=debtor).record(invoice("F-1"), *rows)


def reached(*contacts: Contact, **keys: Any) -> NextAction:
    """Give what a step on the phone to the manager proposes where these contacts are known."""
    call = step("call", "due + 1d", **({"channel": "phone", "to": ["manager"]} | keys))
    return only(ask(ladder(call), of(Debtor(id="D1", contacts=contacts)), 1))


def boss(number: str, **keys: Any) -> Contact:
    return Contact(**({"role": "manager", "id": number, "phone": PHONE} | keys))


def one_step(*rows: AnyRow, debtor: Debtor | None = None, **keys: Any) -> NextAction:
    """Give the action of a ladder of one step, the day it falls due."""
    rules = {"tones": keys.pop("tones", {}), "late_after": keys.pop("late_after", "0d")}
    scenario = ladder(step("mail", "due + 1d", **keys), **rules)
    return only(ask(scenario, of(debtor or Debtor(id="D1"), *rows), 1))


@pytest.mark.requirement("M93", "M115")
def test_a_direct_line_comes_first_then_a_name_then_the_switchboard() -> None:
    switchboard, named = boss("a"), boss("b", name="Anne Roy")
    direct = boss("c", direct=True)

    assert reached(switchboard, named, direct).contact == direct
    assert reached(named, switchboard).contact == named
    assert reached(boss("e"), boss("d"), switchboard).contact == switchboard


def test_a_direct_line_of_a_later_role_does_not_come_before_an_earlier_role() -> None:
    desk = Contact(role="accounts-payable", id="z", phone=PHONE)

    action = reached(boss("a", direct=True), desk, to=["accounts-payable", "manager"])

    assert action.contact == desk


@pytest.mark.requirement("M96")
@pytest.mark.parametrize(
    "contact",
    [
        boss("a", opted_out=["phone"]),
        boss("a", invalid_since=on(1)),
        boss("a", recorded_on=on(2)),
        boss("a", phone=None, email="boss@d.example"),
        boss("a", role="procurement"),
    ],
)
def test_where_contacts_are_known_and_none_fits_one_is_looked_for(contact: Contact) -> None:
    action = reached(contact)

    assert (action.step, action.reason, action.contact) == (None, "find-contact", None)
    assert (action.sender, action.tone, action.copies) == (None, None, ())


def test_who_opted_out_of_every_channel_gets_no_letter_either() -> None:
    everything = boss("a", opted_out=["phone", "email", "letter"])

    assert reached(everything, fallback=["email", "letter"]).reason == "find-contact"
    assert reached(boss("a", opted_out=["phone"]), fallback=["letter"]).channel == "letter"


def test_a_channel_that_was_declared_needs_the_address_it_uses_and_leave_to_use_it() -> None:
    scenario = ladder(
        step("chat", "due + 1d", channel="whatsapp", to=["manager"]),
        channels={"whatsapp": "phone"},
    )

    def found(contact: Contact) -> str | None:
        return only(ask(scenario, of(Debtor(id="D1", contacts=[contact])), 1)).channel

    assert found(boss("a")) == "whatsapp"
    assert found(boss("a", phone=None)) is None
    assert found(boss("a", opted_out=["whatsapp"])) is None
    assert found(boss("a", opted_out=["phone"])) is None


@pytest.mark.requirement("M122")
@pytest.mark.requirement("M129")
@pytest.mark.requirement("M95")
def test_a_hand_over_names_the_agency_and_no_other_contact() -> None:
    agency = Contact(role="agency", name="Cabinet Petit", email="file@petit.example")
    hand_over = ladder(step("agency", "due + 1d", do="hand-over"))

    given = ask(hand_over, of(Debtor(id="D1", contacts=[boss("a"), agency])), 1)
    unknown = ask(hand_over, of(Debtor(id="D1", contacts=[boss("a")])), 1)

    assert (only(given).contact, only(given).channel) == (agency, None)
    assert only(unknown).contact is None


@pytest.mark.requirement("M123")
@pytest.mark.requirement("M129")
def test_a_way_to_court_names_the_lawyer_where_it_says_so() -> None:
    lawyer = Contact(role="legal", name="Maître Grand")
    debtor = Debtor(id="D1", contacts=[lawyer])

    assert one_step(do="court", to=["legal"], debtor=debtor).contact == lawyer
    assert one_step(do="court", debtor=debtor).contact is None


@pytest.mark.requirement("M92")
def test_the_sender_is_the_collector_unless_the_step_names_another_role() -> None:
    debtor = Debtor(id="D1", owner="lea", account_manager="tom")

    found = [
        one_step(debtor=debtor),
        one_step(debtor=debtor, sender="account-manager"),
        one_step(debtor=debtor, sender="management"),
        one_step(debtor=debtor, mode="manual", sender="management"),
    ]

    assert [(each.sender, each.owner) for each in found] == [
        ("collector", "lea"),
        ("account-manager", "tom"),
        ("management", "lea"),
        ("management", "lea"),
    ]


@pytest.mark.requirement("M92")
def test_a_task_is_for_the_role_it_names() -> None:
    debtor = Debtor(id="D1", owner="lea", account_manager="tom")

    found = [
        one_step(debtor=debtor, do="task"),
        one_step(debtor=debtor, do="task", sender="collector"),
        one_step(debtor=debtor, do="task", sender="account-manager"),
        one_step(debtor=debtor, do="task", sender="management"),
        one_step(debtor=Debtor(id="D1", owner="lea"), do="task", sender="account-manager"),
    ]

    assert [each.owner for each in found] == ["lea", "lea", "tom", "management", "lea"]


def test_the_collector_stays_responsible_where_no_account_manager_is_known() -> None:
    action = one_step(debtor=Debtor(id="D1", owner="lea"), sender="account-manager")

    assert (action.sender, action.owner) == ("account-manager", "lea")


def test_the_json_of_an_action_names_the_sender_and_all_it_says_of_whom_and_how() -> None:
    scenario = ladder(
        step("mail", "due + 1d", sender="sales", cc=["management"], copy=["sms"], concede=["plan"])
    )
    desk = Contact(role="manager", id="m", email="m@d.example", phone=PHONE)
    debtor = Debtor(id="D1", country="FR", owner="lea", contacts=[desk])

    (written,) = json.loads(ask(scenario, of(debtor), 3).to_json())["next_actions"]

    contact = written["contact"]
    wanted = ("from", "owner", "cc", "copies", "country", "concede", "latest_on", "is_late")
    assert contact["id"] == "m"
    assert {name: written[name] for name in wanted} == {
        "from": "sales",
        "owner": "lea",
        "cc": ["management"],
        "copies": [{"channel": "sms", "contact": contact}],
        "country": "FR",
        "concede": ["plan"],
        "latest_on": "2026-03-03",
        "is_late": True,
    }


def test_copies_go_to_whom_each_channel_reaches_and_to_nobody_who_refused() -> None:
    clerk = Contact(role="accounts-payable", id="a", email="ap@d.example", opted_out=["letter"])
    chief = boss("b")
    keys: dict[str, Any] = {"copy": ["sms", "letter"]}

    both = one_step(debtor=Debtor(id="D1", contacts=[clerk, chief]), **keys)
    alone = one_step(debtor=Debtor(id="D1", contacts=[clerk]), **keys)

    assert both.copies == (
        Copy(channel="sms", contact=chief),
        Copy(channel="letter", contact=chief),
    )
    assert alone.copies == ()
    assert [(each.channel, each.contact) for each in one_step(**keys).copies] == [
        ("sms", None),
        ("letter", None),
    ]


def test_what_goes_out_by_its_fallback_is_not_copied_there_as_well() -> None:
    clerk = Contact(role="accounts-payable", id="a", email="ap@d.example")

    action = one_step(
        debtor=Debtor(id="D1", contacts=[clerk]),
        channel="phone",
        fallback=["email"],
        copy=["email"],
    )

    assert (action.channel, action.copies) == ("email", ())


def test_a_copy_is_part_of_its_action_and_counts_once() -> None:
    scenario = ladder(
        step("mail", "due + 1d", copy=["sms"]),
        step("call", "due + 2d", channel="phone"),
        contact={"at_most": ["2 per 7d"]},
    )
    action = only(ask(scenario, of(Debtor(id="D1")), 1))

    after = of(Debtor(id="D1")).record(action.sent(on=on(1)))

    assert (action.keys, len(action.copies)) == ((action.key,), 1)
    assert only(ask(scenario, after, 2)).step == "call"


def test_a_copy_that_a_contact_rule_stops_is_left_out() -> None:
    scenario = ladder(
        step("text", "due - 1d", channel="sms"),
        step("mail", "due + 1d", copy=["sms", "fax"]),
        contact={"at_most": ["1 sms per 7d"]},
    )

    fresh = ask(scenario, of(Debtor(id="D1")), 1)
    texted = ask(scenario, of(Debtor(id="D1"), acted("text", 0, "F-1", channel="sms")), 1)

    assert [each.channel for each in only(fresh).copies] == ["sms", "fax"]
    assert [each.channel for each in only(texted).copies] == ["fax"]


def paying(*, late: bool) -> list[AnyRow]:
    """Give the record of a debtor that always pays late, or never."""
    return [invoice("old", -60), paid("old", -20 if late else -60)]


@pytest.mark.requirement("M101", "M102", "M103")
@pytest.mark.parametrize(
    ("history", "tone"),
    [(paying(late=False), "neutral"), (paying(late=True), "formal"), ([], "firm")],
)
def test_the_tone_follows_how_the_debtor_pays_and_stays_where_that_is_unknown(
    history: list[AnyRow], tone: str
) -> None:
    tones = {"softer": f"{LATE} < 20", "firmer": f"{LATE} > 60"}

    assert one_step(*history, tone="firm", tones=tones).tone == tone


@pytest.mark.requirement("M104", "M105")
@pytest.mark.parametrize(
    ("given", "softer", "firmer"),
    [
        ("friendly", "friendly", "neutral"),
        ("neutral", "friendly", "firm"),
        ("firm", "neutral", "formal"),
        ("formal", "firm", "formal"),
    ],
)
def test_a_tone_moves_by_one_level_and_never_off_the_scale(
    given: str, softer: str, firmer: str
) -> None:
    always = "amount_due > 0.00"

    assert one_step(tone=given, tones={"softer": always}).tone == softer
    assert one_step(tone=given, tones={"firmer": always}).tone == firmer
    assert one_step(tone=given, tones={"softer": always, "firmer": always}).tone == softer


def test_a_formal_notice_and_a_hand_over_keep_their_tone() -> None:
    tones = {"softer": "amount_due > 0.00"}

    assert one_step(tone="formal", mandatory=True, tones=tones).tone == "formal"
    assert one_step(do="hand-over", tone="formal", tones=tones).tone == "formal"


def test_an_amount_in_another_currency_says_nothing_about_the_tone() -> None:
    tones = {"softer": "amount_due > 1.00"}
    scenario = ladder(step("mail", "due + 1d", tone="firm"), tones=tones)
    dollars = Invoice(id="F-1", issue_date=on(-30), due_date=on(0), amount=Money("90.00", "USD"))

    action = only(ask(scenario, Account(debtor=Debtor(id="D1"), invoices=[dollars]), 1))

    assert action.tone == "firm"


def test_the_next_review_comes_when_the_tone_would_turn() -> None:
    scenario = ladder(
        step("mail", "due + 1d", tone="neutral"), tones={"firmer": "days_past_due > 4"}
    )

    decision = ask(scenario, of(Debtor(id="D1")), 1)

    assert decision.next_review == on(5)
    assert [only(ask(scenario, of(Debtor(id="D1")), day)).tone for day in (4, 5)] == [
        "neutral",
        "firm",
    ]


@pytest.mark.requirement("M114")
def test_the_language_is_the_contacts_and_the_country_the_debtors() -> None:
    debtor = Debtor(id="D1", country="BE", language="fr")
    flemish = Contact(role="manager", email="m@d.example", language="nl")

    alone = one_step(debtor=debtor)
    with_contact = one_step(debtor=Debtor(id="D1", country="BE", language="fr", contacts=[flemish]))

    assert (alone.language, alone.country) == ("fr", "BE")
    assert (with_contact.language, with_contact.country) == ("nl", "BE")


def disputed(name: str, amount: str | None = None) -> Dispute:
    part = None if amount is None else eur(amount)
    return Dispute(id=f"L-{name}", opened_on=on(-2), reason="quality", invoice=name, amount=part)


@pytest.mark.requirement("M57")
def test_the_reason_comes_first_where_anything_is_disputed() -> None:
    goal = ["promise", "reason"]

    assert one_step(goal=goal).goal == ("promise", "reason")
    assert one_step(disputed("F-1", "40.00"), goal=goal).goal == ("reason", "promise")


@pytest.mark.requirement("M57")
def test_no_promise_is_asked_for_where_all_that_is_covered_is_disputed() -> None:
    answer = Reaction(
        id="call",
        on=Trigger.parse("reply:vague"),
        channel="phone",
        goal=["promise", "reason"],
    )
    scenario = ladder(step("mail", "due + 9d"), reactions=[answer])
    reply = Reply(id="R1", date=on(1), reason="vague", invoice="F-1")

    wholly = ask(scenario, of(Debtor(id="D1"), reply, disputed("F-1")), 1)
    partly = ask(scenario, of(Debtor(id="D1"), reply, disputed("F-1", "40.00")), 1)

    assert only(wholly).goal == ("reason",)
    assert only(partly).goal == ("reason", "promise")


@pytest.mark.requirement("M80")
def test_a_step_says_what_may_be_conceded_and_nothing_unless_it_does() -> None:
    assert one_step().concede == ()
    assert one_step(concede=["date", "plan"]).concede == ("date", "plan")


@pytest.mark.requirement("M97")
@pytest.mark.parametrize(
    ("days", "day", "run"),
    [
        ([10, 25], dt.date(2026, 3, 10), dt.date(2026, 3, 10)),
        ([25, 10], dt.date(2026, 3, 11), dt.date(2026, 3, 25)),
        ([10, 25], dt.date(2026, 12, 26), dt.date(2027, 1, 10)),
        ([31], dt.date(2026, 2, 3), dt.date(2026, 2, 28)),
        ([30, 31], dt.date(2024, 2, 29), dt.date(2024, 2, 29)),
        ([5], dt.date(9999, 12, 6), None),
        ([], dt.date(2026, 3, 10), None),
    ],
)
def test_the_next_payment_run_is_the_first_day_on_which_the_debtor_pays(
    days: list[int], day: dt.date, run: dt.date | None
) -> None:
    assert Debtor(id="D1", payment_days=days).next_payment_run(day) == run


@pytest.mark.parametrize("days", [[0], [32], [True], ["10"]])
def test_a_payment_run_on_no_day_of_a_month_is_refused(days: list[Any]) -> None:
    with pytest.raises(InvalidValueError, match="no day of a month"):
        Debtor(id="D1", payment_days=days)


@pytest.mark.requirement("M97")
def test_a_call_waits_for_the_days_before_the_next_payment_run() -> None:
    run = "known(debtor.days_to_payment_run) and debtor.days_to_payment_run <= 3"
    scenario = ladder(step("call", "due + 1d", channel="phone", when=run))
    what = of(Debtor(id="D1", payment_days=[20]))  # the due date is 2 March

    days = [day for day in range(1, 40) if ask(scenario, what, day).next_actions]
    review = ask(scenario, what, 1).next_review

    assert days == [15, 16, 17, 18]
    assert review == on(15)
    assert ask(scenario, what, 18).next_review == on(19)


def test_what_is_known_of_the_debtors_way_to_pay_may_stand_in_conditions() -> None:
    when = (
        "debtor.has_portal and known(debtor.purchase_order_required)"
        " and debtor.purchase_order_required"
    )
    scenario = ladder(step("mail", "due + 1d", when=when))
    strict = Debtor(id="D1", portal="https://d.example", purchase_order_required=True)

    assert ask(scenario, of(strict), 1).next_actions
    assert not ask(scenario, of(Debtor(id="D1", purchase_order_required=True)), 1).next_actions
    assert not ask(scenario, of(Debtor(id="D1", portal="https://d.example")), 1).next_actions


def lateness(scenario: Scenario, what: Account, day: int) -> tuple[int, int, bool]:
    action = only(ask(scenario, what, day))
    return (action.latest_on - on(0)).days, action.days_late, action.is_late


@pytest.mark.requirement("M3")
def test_an_action_is_late_after_its_latest_day_and_counts_from_the_day_it_was_planned() -> None:
    plain = ladder(step("mail", "due + 1d"))
    patient = ladder(step("mail", "due + 1d"), late_after="2d")
    dated = ladder(step("mail", "due + 1d", latest="due + 5d"), late_after="2d")

    assert [lateness(plain, of(Debtor(id="D1")), day) for day in (1, 2)] == [
        (1, 0, False),
        (1, 1, True),
    ]
    assert [lateness(patient, of(Debtor(id="D1")), day) for day in (3, 4)] == [
        (3, 2, False),
        (3, 3, True),
    ]
    assert [lateness(dated, of(Debtor(id="D1")), day) for day in (5, 6)] == [
        (5, 4, False),
        (5, 5, True),
    ]


def test_a_repeat_is_in_time_until_so_long_after_the_last_one() -> None:
    repeat = {"every": "5d", "latest": "7d"}
    scenario = ladder(step("mail", "due + 1d", repeat=repeat, latest="due + 2d"))
    what = of(Debtor(id="D1"), acted("mail", 3, "F-1"))

    assert lateness(scenario, what, 8) == (10, 0, False)
    assert lateness(scenario, what, 11) == (10, 3, True)


def test_a_reaction_is_in_time_until_so_long_after_its_event() -> None:
    answer = Reaction(
        id="again", on=Trigger.parse("reply:not-received"), channel="email", latest="event + 1d"
    )
    scenario = ladder(step("mail", "due + 9d"), reactions=[answer])
    what = of(Debtor(id="D1"), Reply(id="R1", date=on(2), reason="not-received"))

    assert lateness(scenario, what, 3) == (3, 1, False)
    assert lateness(scenario, what, 4) == (3, 2, True)


def test_a_latest_day_moves_with_a_pause_and_never_lies_before_the_day_planned() -> None:
    scenario = ladder(step("mail", "due + 1d"), step("call", after="mail + 9d", latest="due + 4d"))
    what = of(Debtor(id="D1"), acted("mail", 1, "F-1"))
    dispute = Dispute(id="L1", opened_on=on(0), resolved_on=on(5), reason="quality", invoice="F-1")
    dated = ladder(step("mail", "due + 1d", latest="due + 3d"))

    assert lateness(scenario, what, 10) == (10, 0, False)
    assert lateness(dated, of(Debtor(id="D1"), dispute), 6) == (7, 1, False)


@pytest.mark.requirement("M68", "M113", "M116", "M117", "M118")
def test_what_was_agreed_in_a_call_and_how_long_it_took_is_kept() -> None:
    action = one_step(channel="phone")

    row = action.done(
        on=on(1), by="lea", outcome="promise", note="They pay on the 10th.", minutes=4
    )
    kept = of(Debtor(id="D1"), row)

    assert (row.outcome, row.note, row.minutes) == ("promise", "They pay on the 10th.", 4)
    assert Account.from_dict(kept.to_dict()) == kept
    assert kept.as_of(on(9)).actions == (row,)


def test_a_debtor_says_how_it_pays_through_a_ledger_and_back() -> None:
    debtor = Debtor(
        id="D1",
        account_manager="tom",
        payment_days=[25, 10],
        portal="https://d.example",
        purchase_order_required=False,
        contacts=[boss("a", direct=True)],
    )

    assert debtor.payment_days == (10, 25)
    assert Account.from_dict(of(debtor).to_dict()) == of(debtor)


def test_new_keys_leave_the_order_of_contacts_in_the_input_without_meaning() -> None:
    contacts = [boss("a"), boss("b", name="B"), boss("c", direct=True), boss("d", direct=True)]

    forwards, backwards = reached(*contacts), reached(*reversed(contacts))

    assert forwards.contact == backwards.contact == boss("c", direct=True)


def test_a_plan_does_not_make_its_receivables_disputed() -> None:
    parts = [Instalment(number=1, due_date=on(0), amount=eur("100.00"))]
    plan = PaymentPlan(
        id="PL", agreed_on=on(-5), invoices=["F-1"], instalments=parts, status="signed"
    )

    assert one_step(plan, goal=["promise", "reason"]).goal == ("promise", "reason")


def test_a_step_from_python_equals_the_one_from_a_table() -> None:
    written: Any = {"from": "management", "concede": ["discount"]}
    made = EscalationStep(
        id="call", at="due + 1d", channel="phone", sender="management", concede=["discount"]
    )
    scenario = ladder(made)

    table = scenario.to_dict()["step"][0]

    assert {name: table[name] for name in written} == written
    assert decide(scenario, of(Debtor(id="D1")), as_of=on(1)).next_actions[0].sender == "management"
