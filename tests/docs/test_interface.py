# ruff: noqa: T201, E501, I001, PT018  # the interface stands here word for word: it prints, and its comments are long
"""What a user writes, word for word as it was promised, and the pages that show it."""

import contextlib
import datetime as dt
import inspect
import io
import json
import pickle
import re
import textwrap
from enum import EnumType
from pathlib import Path
from typing import cast

import attrs
import pytest

import dunnix
from dunnix import (
    Account,
    Agenda,
    Contact,
    Debtor,
    Decision,
    Invoice,
    Money,
    Projection,
    Scenario,
    Worklist,
)

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference" / "python.md"
PRINTING_PAGES = (
    ROOT / "README.md",
    ROOT / "docs" / "tutorial" / "first-scenario.md",
    ROOT / "docs" / "how-to" / "embed-in-a-host.md",
    REFERENCE,
)
BLOCK = re.compile(
    r"^```(?P<language>\w+)(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
TITLE = re.compile(r'title="(?P<name>[\w.-]+)"')
PUBLIC_NAME = re.compile(r"^\| `(\w+)` \| (.*) \|$", re.MULTILINE)
PUBLIC = cast("list[str]", dunnix.__all__)
CHOICES = [name for name in PUBLIC if isinstance(getattr(dunnix, name), EnumType)]


# fmt: off
def interface() -> Decision:
    import datetime as dt
    import dunnix
    from dunnix import Account, Contact, Debtor, Invoice, Money, PromiseToPay

    scenario = dunnix.load_scenario("fr-b2b")              # a shipped id, or a path
    account = Account(
        debtor=Debtor(id="D42", name="Martin SARL", country="FR", language="fr",
                      contacts=[Contact(role="accounts-payable", email="ap@martin.example")]),
        invoices=[Invoice(id="F-101", issue_date=dt.date(2026, 1, 5), due_date=dt.date(2026, 2, 4),
                          amount=Money("1200.00", "EUR"))],
    )
    today = dt.date(2026, 2, 5)

    decision = dunnix.decide(scenario, account, as_of=today)
    call, = decision.next_actions                          # .step .channel .contact .amount_due .window .days_late .priority .key
    print(decision.explain("fr"))
    decision.why_not("formal-notice")                      # not-reached, becomes true on 2026-03-06
    decision.what_would_stop(call)

    account = account.record(                              # append-only, idempotent by id or key, refuses contradictions
        call.done(on=today, outcome="reached"),
        PromiseToPay(id="P1", made_on=today, due_by=dt.date(2026, 2, 16), amount=Money("1200.00", "EUR")),
    )
    decision = dunnix.decide(scenario, account, as_of=today)
    assert not decision.next_actions and decision.held[0].reason == "promise"
    return decision


def ahead(scenario: Scenario, account: Account, today: dt.date) -> tuple[Agenda, Projection, Worklist]:
    accounts = [account]
    decisions = dunnix.decide_many(scenario, accounts, as_of=today)
    return (
        dunnix.agenda(scenario, accounts, as_of=today, days=14, owner="lea"),
        dunnix.project(scenario, account, as_of=today, days=90, assuming=dunnix.silence),
        dunnix.worklist(decisions, capacity={"lea": 40}),
    )
# fmt: on


def first_decision() -> Decision:
    """Decide as the interface does before anything is recorded."""
    last = interface()
    account = attrs.evolve(last.account, actions=(), promises=())
    return dunnix.decide(last.rules, account, as_of=last.as_of)


def blocks_of(page: Path) -> list[re.Match[str]]:
    return list(BLOCK.finditer(page.read_text(encoding="utf-8")))


def test_the_interface_runs_and_explains_itself_in_french(
    capsys: pytest.CaptureFixture[str],
) -> None:
    interface()

    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("D42, le 5 février 2026, selon fr-b2b@2026.1 À faire maintenant")
    assert "par e-mail (comptabilité fournisseurs) : 1 200,00 €" in told


def test_the_python_reference_shows_the_interface_word_for_word() -> None:
    source = inspect.getsource(interface).partition("\n")[2].rpartition("    return")[0]

    shown = [block["text"] for block in blocks_of(REFERENCE) if block["language"] == "python"]

    assert shown[0] == textwrap.dedent(source)


def test_a_step_that_is_not_reached_tells_the_day_it_will_be() -> None:
    decision = first_decision()

    (answer,) = decision.why_not("formal-notice")

    assert (answer.code, answer.becomes_true_on) == ("not-reached", dt.date(2026, 3, 6))


def test_the_action_carries_what_a_host_shows_and_stores() -> None:
    (call,) = first_decision().next_actions

    shown = (call.step, call.channel, call.days_late, call.priority, call.key)

    assert shown == ("call", "email", 0, 0, "fr-b2b:F-101:call:1")
    assert call.contact is not None
    assert call.contact.email == "ap@martin.example"
    assert call.amount_due == dunnix.Money("1200.00", "EUR")
    assert call.window.opens_on == dt.date(2026, 2, 5)


@pytest.mark.parametrize("kind", ["payment", "promise", "dispute", "done"])
def test_each_thing_said_to_stop_an_action_stops_it(kind: str) -> None:
    decision = first_decision()
    (call,) = decision.next_actions
    (stopper,) = (each for each in decision.what_would_stop(call) if each.kind == kind)

    account = decision.account.record(*stopper.rows)

    left = dunnix.decide(decision.rules, account, as_of=decision.as_of).next_actions
    assert [each.step for each in left] == (["look-into-the-dispute"] if kind == "dispute" else [])


def test_an_account_goes_through_json_and_comes_back_equal() -> None:
    account = interface().account

    row = json.loads(json.dumps(account.to_dict()))

    assert Account.from_dict(row) == account


def test_a_bad_row_holds_the_account_as_a_data_problem() -> None:
    first = first_decision()
    row: dict[str, object] = dict(first.account.to_dict())
    row["disputes"] = [{"id": "X1", "opened_on": "2026-02-30", "reason": "quality"}]

    decision = dunnix.decide(first.rules, Account.from_dict(row), as_of=first.as_of)

    assert decision.next_actions == ()
    assert [held.reason for held in decision.held] == ["data-problem"]


def test_what_lies_ahead_is_asked_as_promised() -> None:
    desk = Contact(role="accounts-payable", phone="+33 1 00 00 00 00")
    invoice = Invoice(id="F-101", due_date=dt.date(2026, 2, 4), amount=Money("1200.00", "EUR"))
    account = Account(debtor=Debtor(id="D42", owner="lea", contacts=[desk]), invoices=[invoice])
    today = dt.date(2026, 2, 20)

    agenda, projection, worklist = ahead(dunnix.load_scenario("fr-b2b"), account, today)

    assert {entry.debtor for entry in agenda.entries} == {"D42"}
    assert projection.assuming == "silence"
    assert projection.actions[0][0] == today
    assert {work.owner for work in worklist.owners} <= {"lea"}


def test_a_queued_action_is_not_proposed_again() -> None:
    decision = first_decision()
    (call,) = decision.next_actions

    account = decision.account.record(call.queued(on=decision.as_of))
    again = dunnix.decide(decision.rules, account, as_of=decision.as_of)

    assert again.next_actions == ()
    assert [held.reason for held in again.held] == ["in-flight"]


def test_many_accounts_are_decided_as_a_stream_of_values_that_pickle() -> None:
    first = first_decision()
    accounts = iter([first.account, interface().account])

    stream = dunnix.decide_many(first.rules, accounts, as_of=first.as_of)
    stored = [pickle.loads(pickle.dumps(decision)) for decision in stream]  # noqa: S301  # our own bytes

    assert stored == [first, interface()]


def test_the_python_reference_names_each_public_name_once() -> None:
    page = REFERENCE.read_text(encoding="utf-8")

    named = dict(PUBLIC_NAME.findall(page))

    assert sorted(named) == PUBLIC
    assert len(PUBLIC_NAME.findall(page)) == len(named)


@pytest.mark.parametrize("name", PUBLIC)
def test_the_python_reference_says_what_the_docstring_says(name: str) -> None:
    page = REFERENCE.read_text(encoding="utf-8")

    first_line = (inspect.getdoc(getattr(dunnix, name)) or "").partition("\n")[0]

    assert dict(PUBLIC_NAME.findall(page))[name] == first_line


@pytest.mark.parametrize("name", CHOICES)
def test_the_python_reference_lists_the_words_of_each_choice(name: str) -> None:
    page = REFERENCE.read_text(encoding="utf-8")

    words = ", ".join(f"`{each.value}`" for each in getattr(dunnix, name))

    assert f"- `{name}`: {words}\n" in re.sub(r"\n  (?=`)", " ", page) + "\n"


@pytest.mark.parametrize("page", PRINTING_PAGES, ids=lambda page: page.name)
def test_text_right_after_python_is_what_that_python_prints(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {}
    printed, before, wrong = "", 0, []

    for block in blocks_of(page):
        named = TITLE.search(block["info"])
        if named:
            (tmp_path / named["name"]).write_text(block["text"], encoding="utf-8")
        follows = not page.read_text(encoding="utf-8")[before : block.start()].strip()
        if block["language"] == "python":
            if "dunnix.frames" in block["text"]:  # the page says so in a `skip` comment
                pytest.importorskip("narwhals")
                pytest.importorskip("pandas")
            printed = output_of(block["text"], namespace)
        elif block["language"] == "text" and not named and follows and block["text"] != printed:
            wrong.append((block["text"], printed))
        before = block.end()

    assert wrong == []


def output_of(source: str, namespace: dict[str, object]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(source, namespace)  # noqa: S102  # the examples of our own pages
    return printed.getvalue()
