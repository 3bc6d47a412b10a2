"""Days read again later: what was known, what is named before it is seen, when to ask next."""

import attrs
from engine_cases import FOUR, MAIL, account, acted, ask, invoice, ladder, on, only, paid, step

from dunnix.model import Block, Contact, Debtor
from dunnix.scenario import Scenario


def test_a_deposit_is_known_before_the_invoice_it_names_is_seen() -> None:
    owed = account(invoice("A", due=30), invoice("B", due=-20), paid("A", -10))

    then = owed.as_of(on(-5))

    assert ask(FOUR, then, -5) == ask(FOUR, owed, -5)
    assert ask(FOUR, then, -5).next_actions == ask(FOUR, owed, -5).next_actions != ()
    # What is named exists, and nothing is seen of it on any day.
    assert {each.receivable for each in ask(FOUR, then, 40).called_for} == {"B"}


def test_the_day_an_action_first_counted_stays_known() -> None:
    sent = acted("notice", 30, "A", status="sent", key="K")
    delivered = acted("notice", 33, "A", status="delivered", key="K")
    owed = account(invoice("A"), sent, delivered)

    assert ask(FOUR, owed.as_of(on(35)), 39) == ask(FOUR, owed, 39)
    assert only(ask(FOUR, owed.as_of(on(35)), 39)).step == "agency"


def test_what_is_called_for_is_a_reason_to_ask_again_while_all_is_blocked() -> None:
    blocked = account(invoice("A"), Block(id="B", since=on(0), reason="goodwill"))

    assert ask(FOUR, blocked, 2).next_review == on(10)


def test_a_contact_that_ends_is_a_reason_to_ask_again() -> None:
    leaving = Contact(role="accounts-payable", email="ap@d.example", invalid_since=on(4))
    owed = attrs.evolve(account(invoice("A")), debtor=Debtor(id="D1", contacts=[leaving]))

    assert only(ask(FOUR, owed, 2)).step == "mail"
    assert ask(FOUR, owed, 2).next_review == on(4)
    assert only(ask(FOUR, owed, 4)).reason == "find-contact"


def test_what_the_gap_has_held_so_far_may_be_lost_tomorrow() -> None:
    courtesy = step("courtesy", "due + 2d", until="due + 2d")
    scenario: Scenario = ladder(MAIL, courtesy, gap="2d")
    mailed = account(invoice("A"), acted("mail", 1, "A"))

    free = ask(scenario, mailed, 3)

    assert (only(free).step, free.next_review) == ("courtesy", on(4))
    assert ask(scenario, mailed, 4).next_actions == ()
