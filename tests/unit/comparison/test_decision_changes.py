"""Which accounts would get something else under another scenario, and why."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunnix.comparison import DecisionChanges, compare_decisions
from dunnix.errors import Problem
from dunnix.migration import MigrationError
from dunnix.model import Account, Action, Contact, Debtor, Invoice, Payment, Reply
from dunnix.money import Money
from dunnix.scenario import Scenario, parse_scenario
from dunnix.words import LANGUAGES

DAY = dt.date(2026, 3, 2)
TEXT = """
id = "own"
version = "1"
currency = "EUR"
if_behind = "skip-to-latest"

[[step]]
id = "call"
at = "due + 1d"
channel = "phone"

[[step]]
id = "reminder"
at = "due + 10d"
channel = "email"
"""
REACTION = """
[[reaction]]
id = "again"
on = "reply:not-received"
channel = "email"
"""
THANKS = """
[[reaction]]
id = "thanks"
on = "settled"
channel = "email"
"""
SEND = """
[[statement]]
id = "monthly"
every = "1m"
channel = "email"
"""


def own(*changes: tuple[str, str], more: str = "") -> Scenario:
    text = TEXT + more
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return parse_scenario(text, name="own.toml")


def account(debtor: str, due: dt.date, *rows: Action | Reply) -> Account:
    desk = Contact(role="accounts-payable", phone="+33 1 99 00 00 00", email="ap@ours.example")
    invoice = Invoice(id=f"F-{debtor}", due_date=due, amount=Money("90.00", "EUR"))
    found = Account(debtor=Debtor(id=debtor, contacts=[desk]), invoices=[invoice])
    return found.record(*rows)


def called(debtor: str, day: dt.date) -> Action:
    key = f"own:F-{debtor}:call:1"
    return Action(id=key, key=key, step="call", date=day, status="done", invoices=[f"F-{debtor}"])


FRESH = account("D1", dt.date(2026, 2, 27))
DONE = account("D2", dt.date(2026, 2, 20), called("D2", dt.date(2026, 2, 21)))
LATER = account("D3", dt.date(2026, 3, 20))


def changes(new: Scenario, *accounts: Account, **steps: str) -> DecisionChanges:
    return compare_decisions(own(), new, accounts, as_of=DAY, steps=steps)


def test_the_same_scenario_changes_nothing_for_anybody() -> None:
    found = changes(own(), FRESH, DONE, LATER)

    assert not found
    assert (found.asked, found.same, found.different) == (3, 3, ())


def test_a_step_that_comes_later_is_told_by_the_guard_that_holds_it() -> None:
    found = changes(own(("1d", "9d"), ('"1"', '"2"')), FRESH, DONE, LATER)

    assert (found.asked, found.same, found.moves) == (3, 2, {("call", ""): 1})
    (different,) = found.different
    assert (different.debtor, different.after) == ("D1", ())
    assert [action.step for action in different.before] == ["call"]
    assert [str(each) for each in different.why] == [
        "not by own@2: F-D1: `call` is not reached; becomes true on 9 March 2026"
    ]


def test_a_step_that_comes_earlier_is_told_by_what_held_it_before() -> None:
    found = changes(own(("10d", "2d"), ('"1"', '"2"')), FRESH)

    (different,) = found.different
    assert [str(each) for each in different.why] == [
        "not by own@2: F-D1: `call` gives way to `reminder`",
        "not by own@1: F-D1: `reminder` is not reached; becomes true on 9 March 2026",
    ]


def test_a_condition_is_told_with_what_it_found_and_wants() -> None:
    found = changes(own(('"phone"', '"phone"\nwhen = "amount_due > 100.00"')), FRESH)

    (why,) = found.different[0].why
    assert "`call` wants `amount_due > 100.00`, found `amount_due` = 90.00 EUR" in why.say()


def test_what_is_done_otherwise_is_told_by_what_differs() -> None:
    found = changes(own(('"phone"', '"email"\ntone = "firm"\ndeadline = "8d"')), FRESH)

    assert found.moves == {("call", "call"): 1}
    assert [each.say() for each in found.different[0].why] == [
        "`call`, channel: by phone → by email",
        "`call`, tone: neutral → firm",
        "`call`, deadline: nothing → 10 March 2026",
    ]


def test_a_step_that_is_only_called_otherwise_is_the_same() -> None:
    found = changes(own(('"call"', '"ring"')), FRESH, DONE, LATER, call="ring")

    assert not found
    assert found.same == 3


def test_a_step_that_is_called_otherwise_and_done_otherwise_is_one_that_is_done_otherwise() -> None:
    found = changes(own(('"call"', '"ring"'), ('"phone"', '"email"')), FRESH, call="ring")

    assert found.moves == {("ring", "ring"): 1}
    assert "\n  ring, otherwise: 1\n" in found.say()


def test_accounts_are_counted_by_what_their_steps_become() -> None:
    old = own(("10d", "30d"))
    new = parse_scenario(RING.replace('"1"', '"2"').replace("2d", "40d"), name="own.toml")
    accounts = [FRESH, account("D6", DAY - dt.timedelta(31))]

    found = compare_decisions(old, new, accounts, as_of=DAY, steps=dict(INTO_ONE))

    assert found.moves == {("ring", ""): 2}


def test_what_was_done_under_another_name_stays_done() -> None:
    found = changes(own(('"call"', '"ring"'), ("1d", "5d")), DONE, call="ring")

    assert not found


RING = (
    TEXT[: TEXT.index("[[step]]")]
    + """
[[step]]
id = "ring"
at = "due + 2d"
channel = "phone"
"""
)
INTO_ONE = [("call", "ring"), ("reminder", "ring")]


@given(st.permutations(INTO_ONE))
def test_of_each_step_that_becomes_another_it_is_told_why_it_would_not_come(
    pairs: list[tuple[str, str]],
) -> None:
    old, new = own(("1d", "7d")), parse_scenario(RING.replace('"1"', '"2"'), name="own.toml")

    found = compare_decisions(old, new, [FRESH], as_of=DAY, steps=dict(pairs))

    (different,) = found.different
    assert [str(each) for each in different.why] == [
        "not by own@1: F-D1: `call` is not reached; becomes true on 6 March 2026",
        "not by own@1: F-D1: `reminder` is not reached; becomes true on 9 March 2026",
    ]


@given(st.permutations(("monthly", "weekly")))
def test_what_would_be_done_twice_that_day_is_each_compared_with_the_one_it_becomes(
    order: list[str],
) -> None:
    both = 'channel = "phone"\n', 'channel = "phone"\n[contact]\ngap = "0d"\n'
    weekly = SEND.replace("monthly", "weekly") + 'template = "list"\n'
    old, new = own(both, more=SEND + weekly), own(both, more=SEND.replace("monthly", "regular"))
    steps = dict.fromkeys(order, "regular")

    found = compare_decisions(old, new, [LATER], as_of=DAY, steps=steps)

    (different,) = found.different
    assert [action.step for action in different.before] == ["monthly", "weekly"]
    assert [str(each) for each in different.why] == ["`regular`, text: list → nothing"]


def test_a_step_that_would_be_lost_is_refused() -> None:
    with pytest.raises(MigrationError, match="step-lost"):
        changes(own(('"call"', '"ring"')), DONE)


def test_a_step_without_a_counterpart_is_no_step_of_the_new_one() -> None:
    new = own(('[[step]]\nid = "call"\nat = "due + 1d"\nchannel = "phone"', ""), ('"1"', '"2"'))

    found = changes(new, FRESH, call="")

    assert [str(each) for each in found.different[0].why] == [
        "not by own@2: F-D1: `call` is no step of `own@2`, which decides here"
    ]


def test_a_reaction_only_one_of_them_has_is_told_as_such() -> None:
    replied = account("D4", dt.date(2026, 3, 20), Reply(id="R", date=DAY, reason="not-received"))

    found = changes(own(('"1"', '"2"'), more=REACTION), replied)

    assert found.moves == {("", "again"): 1}
    (why,) = found.different[0].why
    assert str(why) == "not by own@1: F-D4: `again` is no step of `own@1`, which decides here"


def test_a_reaction_that_stays_away_is_told_by_what_holds_the_receivable() -> None:
    replied = account("D4", dt.date(2026, 3, 20), Reply(id="R", date=DAY, reason="not-received"))
    old, new = own(more=REACTION), own(more=f'{REACTION}at = "event + 3d"\n')

    found = compare_decisions(old, new, [replied], as_of=DAY)

    (why,) = found.different[0].why
    assert why.to_dict()["code"] == "reaction"


def test_a_statement_is_told_by_what_holds_the_receivable() -> None:
    old = own(more=f'{SEND}when = "debtor.open > 10.00"\n')
    new = own(more=f'{SEND}when = "debtor.open > 100.00"\n')

    found = compare_decisions(old, new, [LATER], as_of=DAY)

    told = [each.say() for each in found.different[0].why]
    assert found.moves == {("monthly", ""): 1}
    assert told == ["not by own@1: F-D3: `monthly` waits: not due"]


def test_what_nothing_holds_is_said_not_to_be_called_for() -> None:
    paid = Payment(id="P", date=DAY, amount=Money("90.00", "EUR"), invoice="F-D2")
    old, new = own(more=THANKS), own(more=f'{THANKS}when = "times_contacted > 9"\n')

    found = compare_decisions(old, new, [DONE.record(paid)], as_of=DAY)

    told = [each.say() for each in found.different[0].why]
    assert found.moves == {("thanks", ""): 1}
    assert told == ["not by own@1: F-D2: `thanks` isn't called for"]


def test_debtors_with_rows_that_can_not_be_read_are_not_compared() -> None:
    unread = Account(debtor=Debtor(id="D9"), problems=[Problem(code="x", message="y")])

    found = changes(own(), FRESH, unread)

    assert (found.asked, found.same, found.unread) == (2, 1, ("D9",))
    assert "Not compared, rows can't be read: D9" in found.say()


def test_an_account_that_can_not_be_moved_leaves_the_others_compared() -> None:
    today = account("D5", dt.date(2026, 2, 20), called("D5", DAY))

    found = changes(own(('"call"', '"ring"')), FRESH, today, call="ring")

    (unmoved,) = found.unmoved
    assert (found.same, unmoved.debtor) == (1, "D5")
    assert [each.code for each in unmoved.problems] == ["recorded-already"]
    assert "[recorded-already]" in found.say()


def test_what_was_recorded_that_day_is_in_nobody_s_way_where_no_id_changes() -> None:
    today = account("D5", dt.date(2026, 2, 20), called("D5", DAY))

    found = changes(own(("10d", "12d")), today)

    assert (found.same, found.unmoved) == (1, ())


def test_rows_of_later_days_are_not_known_yet() -> None:
    later = account("D5", dt.date(2026, 2, 27), called("D5", dt.date(2026, 3, 9)))

    found = changes(own(('"call"', '"ring"')), later, call="ring")

    assert (found.same, found.unmoved) == (1, ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_counts_first_and_then_tells_each(language: str) -> None:
    said = changes(own(("1d", "9d")), FRESH, DONE).say(language).splitlines()

    assert "2" in said[0]
    assert said[1].endswith(": 1")
    assert said[3] == "D1"
    assert "€" in said[4]


def test_accounts_are_counted_by_the_titles_of_steps_in_the_language() -> None:
    titled = ('id = "call"', 'id = "call"\ntitle = { en = "Phone call", nl = "Belletje" }')

    found = compare_decisions(own(titled), own(titled, ("1d", "9d")), [FRESH], as_of=DAY)

    assert found.say().splitlines()[1] == "  Phone call → nothing: 1"
    assert found.say("nl").splitlines()[1] == "  Belletje → niets: 1"


def test_a_step_that_has_no_counterpart_is_counted_by_its_old_title() -> None:
    titled = ('id = "call"', 'id = "call"\ntitle = { en = "Phone call" }')
    without = ('[[step]]\nid = "call"\nat = "due + 1d"\nchannel = "phone"', "")

    found = compare_decisions(own(titled), own(without), [FRESH], as_of=DAY, steps={"call": ""})

    assert found.say().splitlines()[1] == "  Phone call → nothing: 1"


def test_decision_changes_are_plain_data() -> None:
    found = changes(own(("1d", "9d"), ('"1"', '"2"')), FRESH, DONE)

    data = json.loads(json.dumps(found.to_dict()))

    assert (data["asked"], data["same"]) == (2, 1)
    assert data["different"][0]["before"][0]["step"] == "call"
    assert data["different"][0]["why"] == [
        {
            "scenario": "own@2",
            "receivable": "F-D1",
            "step": "call",
            "code": "not-reached",
            "found": None,
            "wanted": "2026-03-09",
            "becomes_true_on": "2026-03-09",
            "change": None,
        }
    ]
