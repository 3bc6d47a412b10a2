"""How an action is headed and reasoned about, by what it does and what it comes from."""

import datetime as dt

import pytest

from dunnix.engine import Decision, Guard, decide
from dunnix.model import (
    Account,
    Action,
    AnyRow,
    Contact,
    Debtor,
    Dispute,
    Invoice,
    Payment,
)
from dunnix.money import Money
from dunnix.scenario import parse_scenario

DUE = dt.date(2026, 2, 4)
HEAD = """
dunnix = 1
id = "house"
version = "1"
currency = "EUR"
if_behind = "skip-to-latest"
"""
PERSON = Contact(role="manager", name="A. Martin", email="m@x.example", phone="+331")
DESK = Contact(role="accounts-payable", email="ap@x.example")


def decided(
    rest: str,
    *rows: AnyRow,
    contact: Contact = PERSON,
    owner: str | None = None,
    day: int = 1,
) -> Decision:
    debtor = Debtor(id="D1", contacts=[contact], owner=owner)
    invoice = Invoice(id="F-1", due_date=DUE, amount=Money("90.00", "EUR"))
    account = Account(debtor=debtor, invoices=[invoice]).record(*rows)
    scenario = parse_scenario(HEAD + rest, name="house.toml")
    return decide(scenario, account, as_of=DUE + dt.timedelta(days=day))


def step(keys: str) -> str:
    return f'[[step]]\nid = "first"\nat = "due + 1d"\n{keys}\n'


def lines(decision: Decision, language: str = "en") -> list[str]:
    """Give the lines about what is to be done, from its headline on."""
    return [line.strip() for line in decision.explain(language).split("\n\n")[1].splitlines()[1:]]


@pytest.mark.parametrize(
    ("keys", "owner", "head"),
    [
        ('do = "task"', "lea", "- first, a task for lea: €90.00"),
        ('do = "task"', None, "- first, a task: €90.00"),
        ('do = "none"\neffects = ["late-interest"]', None, "- first, nothing is sent: €90.00"),
        ('channel = "visit"', None, "- first, by a visit to A. Martin (manager): €90.00"),
    ],
)
def test_a_headline_says_what_is_done(keys: str, owner: str | None, head: str) -> None:
    assert lines(decided(step(keys), owner=owner))[0] == head


def test_a_contact_without_a_name_is_named_by_its_role() -> None:
    decision = decided(step('channel = "email"'), contact=DESK)

    assert lines(decision, "de")[0] == "- first, per E-Mail (Kreditorenbuchhaltung): 90,00\u00a0€"


def test_a_channel_of_the_scenarios_own_is_shown_as_it_is_written() -> None:
    rest = '[channels]\nwhatsapp = "phone"\n' + step('channel = "whatsapp"')

    assert (
        lines(decided(rest), "fr")[0] == "- first, whatsapp, A. Martin (responsable) : 90,00\u00a0€"
    )


def test_a_thousand_days_late_are_written_as_the_language_does() -> None:
    decision = decided(step('channel = "email"'), day=1234)

    assert "Maßgeblich ist F-1: fällig am 4. Februar 2026, 1.234 Tage überfällig." in lines(
        decision, "de"
    )
    assert "Geplant für den 5. Februar 2026, vor 1.233 Tagen." in lines(decision, "de")


def test_a_step_done_by_hand_says_so() -> None:
    decision = decided(step('channel = "email"\nmode = "manual"'))

    assert "Gebeurt met de hand." in lines(decision, "nl")


def test_a_repeat_says_that_it_is_one() -> None:
    done = Action(id="K1", step="first", date=DUE, status="done", invoices=["F-1"])

    decision = decided(step('channel = "email"\nrepeat = { every = "3d" }'), done, day=5)

    assert "Répétition d'une étape déjà faite." in lines(decision, "fr")


def test_an_answer_about_what_is_settled_says_so_and_asks_for_nothing() -> None:
    thanks = '[[reaction]]\nid = "thanks"\non = "settled"\nchannel = "email"\n'
    paid = Payment(id="P1", date=DUE, amount=Money("90.00", "EUR"), invoice="F-1")

    decision = decided(step('channel = "email"') + thanks, paid)

    assert lines(decision, "it") == [
        "- thanks, per e-mail a A. Martin (responsabile)",
        "Motivo: pagamento integrale.",
        "Riguarda F-1.",
        "Previsto per ieri.",
    ]


def test_an_answer_to_a_dispute_says_its_reason() -> None:
    sorry = '[[reaction]]\nid = "sorry"\non = "dispute"\nchannel = "email"\n'
    opened = Dispute(id="X1", opened_on=DUE, reason="quality", invoice="F-1")

    decision = decided(step('channel = "email"') + sorry, opened)

    assert "Motivo: disputa (`quality`)." in lines(decision, "es")


def test_a_call_is_summed_up_in_writing() -> None:
    called = Action(
        id="K1", step="first", date=DUE + dt.timedelta(days=1), status="done", invoices=["F-1"]
    )

    decision = decided(step('channel = "phone"\nsummary = { channel = "email" }'), called)

    assert "Fasst das Besprochene schriftlich zusammen." in lines(decision, "de")


def test_a_step_of_a_phase_that_has_ended_says_so() -> None:
    rest = (
        "[phases]\namicable = { at_most = 1 }\n"
        + step('channel = "email"')
        + '[[step]]\nid = "second"\nat = "due + 5d"\nchannel = "email"\n'
    )
    done = Action(
        id="K1", step="first", date=DUE + dt.timedelta(days=1), status="done", invoices=["F-1"]
    )

    (why,) = decided(rest, done, day=6).why_not("second")

    assert why.code == Guard.PHASE_ENDED
    assert str(why) == "F-1: the phase of `second` has ended"
