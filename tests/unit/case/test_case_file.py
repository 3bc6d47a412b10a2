"""A case file: what is in it, and what each of its readers doesn't get."""

import datetime as dt
import json
from typing import Any, get_args

import attrs
import pytest
from martin_case import SECRETS, TODAY, day, euros, martin

from dunnix.case import (
    Agreement,
    AgreementKind,
    CaseFile,
    CaseTotal,
    EntryKind,
    PastReason,
    TimelineEntry,
    case_file,
)
from dunnix.case.happenings import ENTRY_KINDS
from dunnix.errors import Problem
from dunnix.model import (
    Account,
    Action,
    Allocation,
    Block,
    Debtor,
    HandOver,
    Happening,
    Instalment,
    Invoice,
    Payment,
    PaymentPlan,
    PromiseStanding,
    Reply,
    Standing,
    Task,
    Waiver,
)
from dunnix.scenario import Scenario, parse_scenario

SCENARIO = """
dunnix = 1
id = "house"
version = "1"
currency = "EUR"
if_behind = "skip-to-latest"

[[step]]
id = "call"
at = "due + 1d"
channel = "phone"
title = { en = "First call", fr = "Premier appel" }

[[step]]
id = "formal-notice"
at = "due + 30d"
channel = "registered-letter"
mandatory = true
deadline = "8d"
effects = ["late-interest"]

[[step]]
id = "agency"
after = "formal-notice"
do = "hand-over"
"""


def scenario() -> Scenario:
    return parse_scenario(SCENARIO, name="house.toml")


def case_for(audience: str = "colleague", of: Account | None = None) -> CaseFile:
    return case_file(of or martin(), as_of=TODAY, audience=audience)


def told(case: CaseFile, *kinds: str) -> list[tuple[object, ...]]:
    return [
        (each.on, each.kind, each.receivables, each.status or each.reason)
        for each in case.timeline
        if each.kind in kinds
    ]


@pytest.mark.requirement("M94")
def test_a_colleague_gets_how_the_debtor_paid_and_what_it_said_before() -> None:
    case = case_for()

    assert case.history is not None
    (profile,) = case.history.profiles
    assert (profile.payments, profile.delays) == (1, ((16, 1),))
    assert case.history.earlier[0].invoices == 12
    assert (case.history.promises_kept, case.history.promises_broken) == (1, 1)
    assert case.reasons == (
        PastReason(on=None, reason="vague"),
        PastReason(on=day(2, 6), reason="difficulty", receivables=("F-101",)),
        PastReason(on=day(2, 23), reason="quality", receivables=("F-107",)),
    )
    assert told(case, "reply", "action")[:2] == [
        (day(2, 5), "action", ("F-101",), "done"),
        (day(2, 6), "reply", ("F-101",), "difficulty"),
    ]


@pytest.mark.requirement("M38")
@pytest.mark.requirement("M116")
def test_notes_and_outcomes_are_in_the_file_of_a_colleague() -> None:
    shown = case_for().to_json()

    for note in ("was in tears", "ask for a fixed fee", "she was rude", "DOC-55"):
        assert note in shown


def test_every_dated_fact_comes_in_order() -> None:
    kinds = [(each.on.isoformat()[5:], each.kind) for each in case_for().timeline]

    assert kinds == [
        ("11-03", "issued"),
        ("12-03", "due"),
        ("12-19", "payment"),
        ("01-05", "issued"),
        ("01-20", "issued"),
        ("02-02", "credited"),
        ("02-04", "due"),
        ("02-05", "action"),
        ("02-06", "reply"),
        ("02-06", "promise"),
        ("02-07", "task-done"),
        ("02-10", "block"),
        ("02-13", "block-lifted"),
        ("02-16", "payment"),
        ("02-17", "promise-ended"),
        ("02-19", "due"),
        ("02-20", "action"),
        ("02-20", "reversed"),
        ("02-23", "dispute"),
        ("02-23", "extension"),
        ("02-24", "acknowledgment"),
        ("03-06", "action"),
        ("03-09", "action"),
    ]


def test_an_entry_holds_all_that_is_known_of_it() -> None:
    call = next(each for each in case_for().timeline if each.step == "call")

    assert call == TimelineEntry(
        on=day(2, 5),
        kind=EntryKind.ACTION,
        receivables=("F-101",),
        time=dt.time(10, 30),
        step="call",
        title="call",
        channel="phone",
        contact="Anne Petit",
        status="done",
        reason="reached",
        by="leopold",
    )


def test_receivables_show_what_is_open_contested_and_how_late() -> None:
    rows = [
        (each.id, each.days_past_due, str(each.open), str(each.disputed), each.standing)
        for each in case_for().receivables
    ]

    assert rows == [
        ("F-088", 103, "0.00 EUR", "0.00 EUR", Standing.SETTLED),
        ("F-101", 40, "1200.00 EUR", "0.00 EUR", Standing.OVERDUE),
        ("F-107", 25, "750.00 EUR", "120.00 EUR", Standing.DISPUTED),
    ]


def test_totals_sum_what_is_open_by_creditor_and_currency() -> None:
    unapplied = Payment(id="P-9", date=TODAY, amount=euros("5000.00"), creditor="OTHER")
    case = case_for(of=martin().record(unapplied))

    nothing = euros("0.00")
    assert case.totals == (
        CaseTotal(
            creditor="ATELIER",
            currency="EUR",
            amount=euros("2000.00"),
            open=euros("1950.00"),
            overdue=euros("1950.00"),
            disputed=euros("120.00"),
            promised=nothing,
            unapplied=nothing,
        ),
        CaseTotal(
            creditor="OTHER",
            currency="EUR",
            amount=nothing,
            open=nothing,
            overdue=nothing,
            disputed=nothing,
            promised=nothing,
            unapplied=euros("5000.00"),
        ),
    )


@pytest.mark.requirement("M109", "M153")
@pytest.mark.parametrize("audience", ["agency", "lawyer"])
def test_what_is_ours_alone_is_not_handed_over(audience: str) -> None:
    case = case_for(audience)

    for shown in (case.to_json(), case.to_text(), case.to_html()):
        for secret in (*SECRETS, "she was rude"):
            assert secret not in shown
    assert (case.history, case.tasks) == (None, ())
    assert [each.name for each in case.debtor.contacts] == ["Anne Petit", "Paul Martin"]
    assert [each.id for each in case.receivables] == ["F-101", "F-107"]
    assert told(case, "block", "block-lifted", "task-done") == []
    assert told(case, "promise-ended", "acknowledgment") == [
        (day(2, 17), "promise-ended", ("F-101",), "broken"),
        (day(2, 24), "acknowledgment", ("F-101",), None),
    ]


@pytest.mark.requirement("M153")
def test_a_lawyer_gets_causes_and_records_and_an_agency_does_not() -> None:
    seen = {
        audience: [
            (each.side, each.note)
            for each in case_for(audience).timeline
            if each.kind in {EntryKind.DISPUTE, EntryKind.ACKNOWLEDGMENT}
        ]
        for audience in ("lawyer", "agency")
    }

    assert seen == {
        "lawyer": [("us", None), (None, "mail kept as DOC-55")],
        "agency": [(None, None), (None, None)],
    }


def test_facts_are_shared_by_name_only() -> None:
    case = case_file(martin(), as_of=TODAY, audience="lawyer", facts=["segment", "purchase_order"])

    assert dict(case.debtor.facts) == {"segment": "sme"}
    assert dict(case.receivables[0].facts) == {"purchase_order": "BC-7"}


def test_a_case_of_one_invoice_tells_nothing_of_the_others() -> None:
    case = case_file(martin(), as_of=TODAY, audience="agency", receivables=["F-107"])

    assert [each.id for each in case.receivables] == ["F-107"]
    assert case.totals[0].open == euros("750.00")
    assert "F-101" not in case.to_json()
    with pytest.raises(ValueError, match="`F-999` is no receivable"):
        case_file(martin(), as_of=TODAY, receivables=["F-999"])


def test_what_was_said_and_done_about_other_invoices_is_left_out_for_a_colleague_too() -> None:
    block = Block(id="B2", since=day(3, 1), reason="talks", invoice="F-101")
    plan = PaymentPlan(
        id="PL",
        agreed_on=day(3, 15),
        instalments=[Instalment(number=1, due_date=day(4, 5), amount=euros("600.00"))],
        invoices=["F-101"],
    )
    task = Task(id="T3", due_on=day(3, 1), kind="ask", invoices=["F-101"], done_on=day(3, 2))
    account = martin().record(block, plan, task)

    case = case_file(account, as_of=TODAY, receivables=["F-107"], scenario=scenario())

    assert [each.receivables for each in case.timeline if "F-101" in each.receivables] == []
    assert told(case, "block") == [(day(2, 10), "block", (), "goodwill")]
    assert told(case, "promise", "plan", "reply", "acknowledgment") == []
    assert (case.agreements[0].kind, case.tasks, case.announcements) == ("extension", (), ())


def test_a_payment_is_told_by_its_parts() -> None:
    shares = [Allocation(invoice="F-101", amount=euros("10.00"))]
    paid = Payment(
        id="P-8", date=day(3, 2), amount=euros("15.00"), allocations=shares, creditor="ATELIER"
    )

    case = case_for(of=martin().record(paid))

    parts = [
        (each.receivables, str(each.amount), each.status)
        for each in case.timeline
        if each.on == day(3, 2)
    ]
    assert parts == [((), "5.00 EUR", "unapplied"), (("F-101",), "10.00 EUR", None)]


def test_money_of_another_creditor_is_not_told() -> None:
    other = Invoice(
        id="Z-1", issue_date=day(1, 5), due_date=day(2, 4), amount=euros("70.00"), creditor="OTHER"
    )
    unapplied = Payment(id="P-9", date=day(3, 1), amount=euros("99.00"), creditor="OTHER")
    account = martin().record(other, unapplied)

    case = case_file(account, as_of=TODAY, audience="lawyer", receivables=["F-101"])

    assert "OTHER" not in case.to_json()
    assert "29.00" not in case.to_json()


def test_the_file_of_a_past_day_holds_what_was_known_then() -> None:
    case = case_file(martin(), as_of=day(2, 9))

    assert case.agreements == (
        Agreement(
            kind=AgreementKind.PROMISE,
            since=day(2, 6),
            until=day(2, 16),
            receivables=("F-101",),
            amount=euros("1200.00"),
            status=PromiseStanding.OPEN,
        ),
    )
    assert case.timeline[-1].kind is EntryKind.TASK_DONE
    assert [each.standing for each in case.receivables] == ["settled", "promised", "not-due"]


def test_a_plan_shows_as_an_agreement_until_it_is_broken() -> None:
    parts = [
        Instalment(number=1, due_date=day(3, 5), amount=euros("600.00")),
        Instalment(number=2, due_date=day(4, 5), amount=euros("600.00")),
    ]
    plan = PaymentPlan(
        id="PL", agreed_on=day(3, 1), instalments=parts, invoices=["F-101"], status="signed"
    )
    account = attrs.evolve(martin(), plans=[plan], promises=())

    before = case_file(account, as_of=day(3, 4))
    after = case_file(account, as_of=day(3, 16))

    assert (
        Agreement(
            kind=AgreementKind.PLAN,
            since=day(3, 1),
            until=day(4, 5),
            receivables=("F-101",),
            amount=euros("1200.00"),
            status="signed",
        )
        in before.agreements
    )
    assert [each.kind for each in after.agreements] == ["extension"]
    assert told(after, "plan", "plan-broken") == [
        (day(3, 1), "plan", ("F-101",), "signed"),
        (day(3, 6), "plan-broken", ("F-101",), None),
    ]


@pytest.mark.requirement("M88")
def test_a_notice_shows_its_deadline_and_that_nothing_followed() -> None:
    case = case_file(martin(), as_of=TODAY, scenario=scenario())

    (notice,) = case.announcements
    assert (notice.on, notice.step, notice.deadline_on) == (
        day(3, 6),
        "formal-notice",
        day(3, 14),
    )
    assert notice.followed == ()
    assert [(each.name, each.receivable) for each in case.effects] == [("late-interest", "F-101")]
    assert [each.step for each in case.receivables] == [None, "formal-notice", None]


def test_what_followed_a_notice_is_told_with_its_day() -> None:
    handed = Action(id="A9", step="agency", date=day(3, 15), status="done", invoices=["F-101"])

    case = case_file(martin().record(handed), as_of=TODAY, scenario=scenario())

    assert [each.followed for each in case.announcements] == [(("agency", day(3, 15)),)]


def test_a_hand_over_recorded_without_an_action_followed_as_well() -> None:
    given = HandOver(id="H", date=day(3, 15), given_to="Recouvra")

    case = case_file(martin().record(given), as_of=TODAY, scenario=scenario())

    assert [each.followed for each in case.announcements] == [(("agency", day(3, 15)),)]


def test_a_deadline_from_delivery_has_no_day_until_it_is_reported() -> None:
    late = parse_scenario(SCENARIO.replace('8d"', '8d"\ndeadline_from = "delivered"'), name="x")

    before = case_file(martin(), as_of=day(3, 8), scenario=late)
    after = case_file(martin(), as_of=TODAY, scenario=late)

    assert [each.deadline_on for each in before.announcements] == [None]
    assert [each.deadline_on for each in after.announcements] == [day(3, 17)]


def test_what_a_notice_announced_is_told_by_name() -> None:
    text = SCENARIO.replace("mandatory = true", 'mandatory = true\nannounces = ["agency"]')
    case = case_file(martin(), as_of=TODAY, scenario=parse_scenario(text, name="house.toml"))

    assert [each.announces for each in case.announcements] == [("agency",)]
    assert "formal-notice  F-101  agency     14 Mar 2026  nothing so far" in case.to_text()


def test_a_resolved_dispute_and_what_became_of_a_plan_have_their_days() -> None:
    resolved = attrs.evolve(martin().disputes[0], resolved_on=day(3, 2))
    plan = PaymentPlan(
        id="PL",
        agreed_on=day(2, 1),
        instalments=[Instalment(number=1, due_date=day(3, 5), amount=euros("600.00"))],
        invoices=["F-101"],
        status="written",
    )
    account = attrs.evolve(martin(), disputes=[resolved], plans=[plan])

    case = case_file(account, as_of=TODAY, receivables=["F-107"])

    assert told(case, "dispute-resolved", "plan-broken") == [
        (day(3, 2), "dispute-resolved", ("F-107",), "quality")
    ]


def test_steps_go_by_their_title_in_the_language_of_the_file() -> None:
    case = case_file(martin(), as_of=TODAY, scenario=scenario(), language="fr")

    assert [each.title for each in case.timeline if each.step == "call"] == ["Premier appel"]
    assert "Premier appel, Anne Petit, téléphone, effectuée, résultat : joint" in case.to_text()


def test_rows_that_cannot_be_read_are_counted_and_told_to_a_colleague_only() -> None:
    bad = Problem(code="bad-date", message="the text is no date as YYYY-MM-DD")
    account = attrs.evolve(martin(), problems=[bad])

    colleague = case_file(account, as_of=TODAY, scenario=scenario())
    lawyer = case_file(account, as_of=TODAY, audience="lawyer")

    assert (colleague.unread, colleague.problems) == (1, (bad,))
    assert (lawyer.unread, lawyer.problems) == (1, ())
    assert "Rows that couldn't be read: 1" in lawyer.to_text()


def test_a_hand_over_tells_to_whom() -> None:
    given = HandOver(id="H", date=day(3, 15), given_to="Recouvra", note="our last hope")

    agency = case_for("agency", martin().record(given))

    assert [(each.given_to, each.note) for each in agency.timeline if each.given_to] == [
        ("Recouvra", None)
    ]
    assert "given to Recouvra" in agency.to_text()


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"of": "interest", "percent": "50"}, "late interest, 50%, until 31 Mar 2026"),
        ({"of": "fees", "percent": "12.5"}, "fees, 12.50%, until 31 Mar 2026"),
        ({"of": "fixed-sum", "amount": euros("40.00")}, "40.00 EUR, recovery indemnity"),
    ],
)
def test_penalties_that_were_waived_are_told(keys: dict[str, Any], told: str) -> None:
    until = day(3, 31) if "percent" in keys else None
    waived = Waiver(id="W", date=day(3, 15), invoice="F-101", until=until, note="ours", **keys)

    agency = case_for("agency", martin().record(waived))

    (entry,) = (each for each in agency.timeline if each.kind is EntryKind.WAIVER)
    assert (entry.on, entry.receivables, entry.note) == (day(3, 15), ("F-101",), None)
    assert "penalties waived" in agency.to_text()
    assert told in agency.to_text().replace("\N{NO-BREAK SPACE}", " ")


def test_every_happening_has_its_line() -> None:
    assert set(get_args(Happening)) == set(ENTRY_KINDS)


def test_order_of_input_never_matters() -> None:
    account = martin()
    turned = attrs.evolve(
        account,
        invoices=account.invoices[::-1],
        payments=account.payments[::-1],
        actions=account.actions[::-1],
        happenings=account.happenings[::-1],
        tasks=account.tasks[::-1],
    )

    assert case_for(of=turned).to_json() == case_for().to_json()


def test_the_json_is_plain_data() -> None:
    data = json.loads(case_for("lawyer").to_json())

    assert data["audience"] == "lawyer"
    assert data["receivables"][0]["open"] == {"amount": "1200.00", "currency": "EUR"}
    assert data["timeline"][0]["on"] == "2026-01-05"
    assert data == case_for("lawyer").to_dict()


def test_an_account_of_nothing_has_an_empty_file() -> None:
    case = case_file(Account(debtor=Debtor(id="D1")), as_of=TODAY)

    assert (case.receivables, case.totals, case.timeline) == ((), (), ())
    assert str(case).startswith("Case file: D1\n")


def test_what_is_asked_wrongly_is_said() -> None:
    with pytest.raises(ValueError, match="`layer` is no audience of a case file; did you mean"):
        case_for("layer")
    with pytest.raises(ValueError, match="no sentences in `xx`"):
        case_file(martin(), as_of=TODAY, language="xx")
    with pytest.raises(TypeError, match="`as_of` must be a date, not a datetime"):
        case_file(martin(), as_of=dt.datetime(2026, 3, 16, tzinfo=dt.UTC))
    with pytest.raises(TypeError, match="`facts` is a list of names"):
        case_file(martin(), as_of=TODAY, facts="segment")


def test_a_note_with_markup_stays_text() -> None:
    reply = Reply(id="R9", date=TODAY, reason="other", note="<script>x</script>\n\x1b[31mred")

    case = case_for(of=martin().record(reply))

    assert "&lt;script&gt;x&lt;/script&gt;" in case.to_html()
    assert "<script" not in case.to_html()
    assert "\x1b" not in case.to_text()
