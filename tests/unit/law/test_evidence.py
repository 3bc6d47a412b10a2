import datetime as dt
from typing import Any

import pytest
from law_cases import LADDER, TODAY, done, eur, invoice, noticed, owing

from dunnix.law import (
    Evidence,
    EvidencePiece,
    PieceStanding,
    evidence,
    evidence_pieces,
    shipped_paths,
)
from dunnix.law.proof import FINDERS
from dunnix.model import Account, Acknowledgment, Dispute, Instalment, PaymentPlan, PromiseToPay

ORDER = "fr-injonction-de-payer"


def shown(found: Evidence) -> dict[tuple[str, str | None], str]:
    return {(each.piece.id, each.receivable): each.standing for each in found.pieces}


def of(account: Account, path: str = ORDER, **keys: Any) -> Evidence:
    given: dict[str, Any] = {"as_of": TODAY, "scenario": LADDER}
    return evidence(account, path, **(given | keys))


def piece(found: Evidence, name: str) -> EvidencePiece:
    return next(each for each in found.pieces if each.piece.id == name)


def test_what_a_path_needs_is_found_missing_or_given_for_each_receivable() -> None:
    account = owing(invoice("F-1"), invoice("F-2"), actions=noticed("F-1"))

    found = of(account, have=["contract", ("delivery-proof", "F-2")])

    assert {key: value for key, value in shown(found).items() if key[0] in found.path.evidence} == {
        ("invoice", "F-1"): PieceStanding.IN_ACCOUNT,
        ("invoice", "F-2"): PieceStanding.IN_ACCOUNT,
        ("contract", "F-1"): PieceStanding.GIVEN,
        ("contract", "F-2"): PieceStanding.GIVEN,
        ("delivery-proof", "F-1"): PieceStanding.MISSING,
        ("delivery-proof", "F-2"): PieceStanding.GIVEN,
        ("statement", None): PieceStanding.IN_ACCOUNT,
        ("formal-notice", "F-1"): PieceStanding.IN_ACCOUNT,
        ("formal-notice", "F-2"): PieceStanding.MISSING,
        ("debtor-register", None): PieceStanding.MISSING,
    }
    assert [(each.piece.id, each.receivable) for each in found.missing] == [
        ("delivery-proof", "F-1"),
        ("formal-notice", "F-2"),
        ("debtor-register", None),
    ]


def test_the_next_piece_to_get_says_how() -> None:
    found = of(owing(actions=noticed("F-1")), have=["contract", "debtor-register"])

    assert found.next is not None
    assert found.next.piece.how_to_get("fr").startswith("demander à la logistique")
    assert not found.is_complete


def test_what_is_needed_is_complete_without_what_only_helps() -> None:
    account = owing(actions=noticed("F-1"))

    found = of(account, have=["contract", "delivery-proof", "debtor-register"])

    assert found.is_complete
    assert found.next is None
    assert not piece(found, "acknowledgment").is_there


@pytest.mark.requirement("M127")
def test_a_notice_tells_its_action_and_first_day() -> None:
    sent = done("notice", dt.date(2026, 3, 6), "F-1", id="N1", key="k", status="sent")
    arrived = done("notice", dt.date(2026, 3, 9), "F-1", id="N1", key="k", status="delivered")

    found = of(owing(actions=[sent, arrived]), "fr-refere-provision")

    notice, receipt = piece(found, "formal-notice"), piece(found, "notice-receipt")
    assert (notice.found, notice.on) == ("k", dt.date(2026, 3, 6))
    assert (receipt.standing, receipt.on) == (PieceStanding.IN_ACCOUNT, dt.date(2026, 3, 9))


@pytest.mark.requirement("M127")
@pytest.mark.parametrize(
    ("outcome", "standing"),
    [
        ("unclaimed", PieceStanding.IN_ACCOUNT),
        ("presented", PieceStanding.IN_ACCOUNT),
        (None, PieceStanding.MISSING),
        ("lost", PieceStanding.MISSING),
    ],
)
def test_a_letter_presented_and_not_fetched_was_given_notice_of(
    outcome: str | None, standing: PieceStanding
) -> None:
    sent = done("notice", dt.date(2026, 3, 6), "F-1", outcome=outcome)

    found = of(owing(actions=[sent]), "fr-refere-provision")

    assert piece(found, "notice-receipt").standing is standing


def test_a_notice_that_bounced_or_is_only_planned_is_none() -> None:
    failed = done("notice", dt.date(2026, 3, 6), "F-1", status="failed")
    planned = done("notice", dt.date(2026, 3, 7), "F-1", status="planned")

    found = of(owing(actions=[failed, planned]))

    assert piece(found, "formal-notice").standing is PieceStanding.MISSING


def test_a_receivable_that_only_travelled_along_had_no_notice() -> None:
    sent = done("notice", dt.date(2026, 3, 6), "F-1", "F-2=")
    account = owing(invoice("F-1"), invoice("F-2"), actions=[sent])

    found = of(account)

    assert shown(found)["formal-notice", "F-2"] is PieceStanding.MISSING


def test_without_a_scenario_a_notice_is_unknown_unless_the_host_has_it() -> None:
    account = owing(actions=noticed("F-1"))

    unknown = of(account, scenario=None)
    held = of(account, scenario=None, have=["formal-notice"])

    assert piece(unknown, "formal-notice").standing is PieceStanding.UNKNOWN
    assert piece(unknown, "formal-notice") in unknown.missing
    assert piece(held, "formal-notice").standing is PieceStanding.GIVEN


def test_words_of_the_debtor_make_a_path_stronger() -> None:
    part = Instalment(number=1, due_date=dt.date(2026, 5, 1), amount=eur("100.00"))
    account = owing(
        actions=noticed("F-1"),
        happenings=[
            Acknowledgment(id="A1", date=dt.date(2026, 3, 20), invoice="F-1"),
            Acknowledgment(id="A2", date=dt.date(2026, 3, 25)),
        ],
        promises=[
            PromiseToPay(
                id="P1",
                made_on=dt.date(2026, 3, 1),
                due_by=dt.date(2026, 3, 5),
                amount=eur("1200.00"),
            )
        ],
        plans=[
            PaymentPlan(
                id="PL",
                agreed_on=dt.date(2026, 4, 1),
                instalments=[part],
                invoices=["F-1"],
                status="signed",
            )
        ],
    )

    found = of(account)

    assert {
        name: (piece(found, name).found, piece(found, name).on, piece(found, name).needed)
        for name in ("acknowledgment", "promise", "signed-plan")
    } == {
        "acknowledgment": ("A2", dt.date(2026, 3, 25), False),
        "promise": ("P1", dt.date(2026, 3, 1), False),
        "signed-plan": ("PL", dt.date(2026, 4, 1), False),
    }


def test_an_answer_is_wanted_only_where_there_was_a_dispute() -> None:
    resolved = Dispute(
        id="DP1",
        opened_on=dt.date(2026, 2, 10),
        reason="quality",
        invoice="F-1",
        resolved_on=dt.date(2026, 3, 1),
    )
    open_ = Dispute(id="DP2", opened_on=dt.date(2026, 2, 11), reason="price", invoice="F-2")
    account = owing(invoice("F-1"), invoice("F-2"), invoice("F-3"), disputes=[resolved, open_])

    found = shown(of(account, "fr-refere-provision"))

    assert {key: value for key, value in found.items() if key[0] == "dispute-answer"} == {
        ("dispute-answer", "F-1"): PieceStanding.IN_ACCOUNT,
        ("dispute-answer", "F-2"): PieceStanding.MISSING,
    }


def test_a_dispute_still_open_leaves_the_answer_missing_though_another_was_answered() -> None:
    answered = Dispute(
        id="DP1",
        opened_on=dt.date(2026, 2, 10),
        reason="quality",
        invoice="F-1",
        resolved_on=dt.date(2026, 3, 1),
    )
    again = Dispute(id="DP2", opened_on=dt.date(2026, 3, 11), reason="price", invoice="F-1")

    found = of(owing(disputes=[answered, again]), "fr-refere-provision")

    assert piece(found, "dispute-answer").standing is PieceStanding.MISSING


def test_nothing_overdue_needs_no_piece() -> None:
    found = of(owing(), as_of=dt.date(2026, 2, 4))

    assert found.pieces == ()
    assert found.is_complete


def test_a_piece_there_is_not_is_named_with_a_hint() -> None:
    with pytest.raises(ValueError, match="no piece of evidence `contrat`; did you mean `contract`"):
        of(owing(), have=["contrat"])


def test_paths_ask_only_for_pieces_there_are_and_all_are_asked_for() -> None:
    pieces = evidence_pieces()
    asked = {name for path in shipped_paths() for name in (*path.evidence, *path.helpful)}

    assert asked == set(pieces)
    assert set(FINDERS) <= set(pieces)
    assert all(each.title_in("fr") and each.how_to_get("fr") for each in pieces.values())
