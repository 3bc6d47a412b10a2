import datetime as dt
import pickle
from typing import Any

import attrs
import pytest
from law_cases import LADDER, TODAY, done, eur, invoice, noticed, owing, possible, verdicts

from dunnix.conditions import ConditionError
from dunnix.law import (
    CLAIM_FACTS,
    PathStanding,
    UnknownPathError,
    judge_path,
    legal_path,
    legal_paths,
    path_names,
    read_claim,
    shipped_paths,
)
from dunnix.model import (
    Acknowledgment,
    Dispute,
    Extension,
    Insolvency,
    InvalidValueError,
    Payment,
)
from dunnix.money import Money
from dunnix.scenario import EscalationStep
from dunnix.scenario.legal_paths import LEGAL_PATHS


def dispute(name: str, day: dt.date, **keys: Any) -> Dispute:
    return Dispute(id=f"DP-{name}", opened_on=day, reason="quality", invoice=name, **keys)


@pytest.mark.requirement("M130")
def test_an_order_for_payment_is_possible_once_the_notice_has_run_its_time() -> None:
    account = owing(actions=noticed("F-1"))

    found = possible(account)

    assert found == [
        "mediation",
        "fr-petites-creances",
        "fr-injonction-de-payer",
        "fr-refere-provision",
        "fr-assignation",
    ]


@pytest.mark.requirement("M137")
def test_an_order_for_payment_needs_neither_lawyer_nor_hearing_whatever_the_amount() -> None:
    account = owing(invoice("F-1", "250000.00"), actions=noticed("F-1"))

    found = verdicts(account)

    order = found["fr-injonction-de-payer"]
    assert (order.standing, order.lawyer) == (PathStanding.POSSIBLE, False)
    assert (order.path.judge, order.path.hearing) == (True, False)
    assert found["fr-refere-provision"].lawyer is True


@pytest.mark.parametrize(("amount", "needed"), [("10000.00", False), ("10000.01", True)])
def test_a_summons_needs_a_lawyer_above_ten_thousand_euros(amount: str, *, needed: bool) -> None:
    account = owing(invoice("F-1", amount), actions=noticed("F-1"))

    assert verdicts(account)["fr-assignation"].lawyer is needed


@pytest.mark.parametrize(("amount", "is_open"), [("5000.00", True), ("5000.01", False)])
def test_the_small_claims_procedure_goes_up_to_five_thousand_euros(
    amount: str, *, is_open: bool
) -> None:
    account = owing(invoice("F-1", amount), actions=noticed("F-1"))

    assert ("fr-petites-creances" in possible(account)) is is_open


@pytest.mark.requirement("M131")
def test_the_ordinary_claim_comes_after_every_other_way_to_a_title() -> None:
    order = [path.id for path in shipped_paths()]

    assert order[-2:] == ["fr-assignation", "fr-liquidation"]
    assert order[0] == "mediation"


@pytest.mark.requirement("M146")
@pytest.mark.requirement("M132")
@pytest.mark.parametrize("day", [dt.date(2026, 2, 5), TODAY])
def test_mediation_is_possible_at_any_stage_disputed_or_not(day: dt.date) -> None:
    account = owing(disputes=[dispute("F-1", dt.date(2026, 2, 1))])

    assert possible(account, day) == ["mediation"]


@pytest.mark.requirement("M133")
def test_an_interim_payment_is_not_possible_for_what_is_seriously_disputed() -> None:
    account = owing(actions=noticed("F-1"), disputes=[dispute("F-1", dt.date(2026, 3, 20))])

    verdict = verdicts(account)["fr-refere-provision"]

    assert verdict.standing is PathStanding.NOT_POSSIBLE
    assert verdict.reasons() == (
        "what of it isn't seriously disputed: €0.00, more than €0.00 is wanted",
    )
    assert verdict.takes() == ("settle the dispute, or get a written acknowledgment",)


def test_an_interim_payment_is_possible_for_the_part_nobody_disputes() -> None:
    contested = dispute("F-1", dt.date(2026, 3, 20), amount=eur("200.00"))
    account = owing(actions=noticed("F-1"), disputes=[contested])

    found = possible(account)

    assert "fr-refere-provision" in found
    assert "fr-injonction-de-payer" not in found


@pytest.mark.requirement("M90")
@pytest.mark.requirement("M89")
def test_a_later_acknowledgment_ends_a_dispute_and_opens_the_interim_payment() -> None:
    disputed = owing(actions=noticed("F-1"), disputes=[dispute("F-1", dt.date(2026, 3, 20))])

    account = disputed.record(Acknowledgment(id="A1", date=dt.date(2026, 3, 25), invoice="F-1"))

    assert "fr-refere-provision" not in possible(disputed)
    assert "fr-refere-provision" in possible(account)
    claim = read_claim(account, as_of=TODAY)
    assert claim is not None
    assert claim.facts["claim.acknowledged"] is True


def test_a_dispute_opened_after_the_acknowledgment_is_serious_again() -> None:
    account = owing(
        actions=noticed("F-1"),
        disputes=[dispute("F-1", dt.date(2026, 3, 26))],
        happenings=[Acknowledgment(id="A1", date=dt.date(2026, 3, 25), invoice="F-1")],
    )

    assert "fr-refere-provision" not in possible(account)


@pytest.mark.requirement("M134")
def test_below_the_economic_threshold_no_court_is_worth_it() -> None:
    found = verdicts(owing(invoice("F-1", "150.00"), actions=noticed("F-1")))

    worth = {name for name, each in found.items() if each.is_worth(eur("500.00"))}

    assert worth == {"mediation", "fr-petites-creances"}


@pytest.mark.requirement("M135")
def test_courts_are_closed_while_amicable_steps_are_left() -> None:
    account = owing(actions=[done("call", dt.date(2026, 2, 5), "F-1")])

    found = verdicts(account)

    assert possible(account) == ["mediation"]
    assert found["fr-petites-creances"].reasons() == ("the amicable steps aren't done",)
    assert found["fr-assignation"].takes() == (
        "send a formal notice for each receivable",
        "finish the amicable steps",
    )


def test_a_notice_that_misses_one_receivable_opens_no_court_for_both() -> None:
    account = owing(invoice("F-1"), invoice("F-2"), actions=noticed("F-1"))

    both = possible(account)
    one = possible(account, receivables=["F-1"])

    assert "fr-injonction-de-payer" not in both
    assert "fr-injonction-de-payer" in one


def test_the_time_of_a_notice_runs_from_the_receivable_that_had_it_last() -> None:
    early, late = noticed("F-1"), noticed("F-2", day=dt.date(2026, 4, 10))
    account = owing(invoice("F-1"), invoice("F-2"), actions=[*early, late[1]])

    claim = read_claim(account, as_of=TODAY, scenario=LADDER)

    assert claim is not None
    assert claim.facts["claim.days_since_notice"] == 5


def test_a_mandatory_reminder_of_the_amicable_phase_is_no_formal_notice() -> None:
    first = EscalationStep(
        id="first", at="due + 1d", channel="letter", mandatory=True, phase="amicable"
    )
    rules = attrs.evolve(LADDER, steps=[first, *LADDER.steps])
    account = owing(actions=[done("first", dt.date(2026, 2, 5), "F-1")])

    claim = read_claim(account, as_of=TODAY, scenario=rules)

    assert claim is not None
    assert claim.facts["claim.formal_notice"] is False


def test_an_acknowledgment_of_all_that_was_owed_leaves_out_what_was_issued_later() -> None:
    account = owing(happenings=[Acknowledgment(id="A1", date=dt.date(2026, 1, 4))])

    claim = read_claim(account, as_of=TODAY)

    assert claim is not None
    assert claim.facts["claim.acknowledged"] is False


def test_a_dispute_and_an_acknowledgment_on_one_day_leave_no_dispute() -> None:
    day = dt.date(2026, 3, 20)
    account = owing(
        disputes=[dispute("F-1", day)],
        happenings=[Acknowledgment(id="A1", date=day, invoice="F-1")],
    )

    claim = read_claim(account, as_of=TODAY)

    assert claim is not None
    assert claim.facts["claim.disputed"] is False


def test_an_action_that_names_nothing_covers_what_was_issued_by_then() -> None:
    later = invoice("F-2", issue_date=dt.date(2026, 3, 10), due_date=dt.date(2026, 3, 31))
    account = owing(invoice("F-1"), later, actions=noticed())

    assert "fr-injonction-de-payer" in possible(account, receivables=["F-1"])
    assert "fr-injonction-de-payer" not in possible(account, receivables=["F-2"])


def test_the_day_a_path_opens_by_waiting_is_told() -> None:
    account = owing(actions=noticed("F-1"))
    day = dt.date(2026, 3, 10)

    verdict = verdicts(account, day)["fr-injonction-de-payer"]

    assert verdict.standing is PathStanding.NOT_POSSIBLE
    assert verdict.possible_on == dt.date(2026, 3, 15)
    assert "fr-injonction-de-payer" not in possible(account, dt.date(2026, 3, 14))
    assert "fr-injonction-de-payer" in possible(account, dt.date(2026, 3, 15))
    assert verdict.takes()[-1] == "possible from 15 March 2026 if nothing changes"


def test_waiting_is_not_offered_where_something_else_is_missing_too() -> None:
    contested = dispute("F-1", dt.date(2026, 3, 8))
    account = owing(actions=noticed("F-1"), disputes=[contested])

    verdict = verdicts(account, dt.date(2026, 3, 10))["fr-injonction-de-payer"]

    assert verdict.possible_on is None


@pytest.mark.requirement("M144")
def test_a_petition_for_insolvency_comes_last_and_after_a_fruitless_seizure() -> None:
    account = owing(actions=noticed("F-1"))

    unknown = verdicts(account)["fr-liquidation"]
    refused = verdicts(account, facts={"claim.seizure_fruitless": False})["fr-liquidation"]
    fruitless = verdicts(account, facts={"claim.seizure_fruitless": True})["fr-liquidation"]

    assert (unknown.standing, unknown.missing) == (
        PathStanding.UNKNOWN,
        ("claim.seizure_fruitless",),
    )
    assert refused.standing is PathStanding.NOT_POSSIBLE
    assert refused.takes() == ("have a bailiff enforce the title first",)
    assert fruitless.standing is PathStanding.POSSIBLE
    assert shipped_paths()[-1].id == "fr-liquidation"


@pytest.mark.requirement("M129")
@pytest.mark.requirement("M145")
def test_what_a_path_gives_is_enforced_by_a_bailiff() -> None:
    paths = [path for path in shipped_paths() if path.enforced_by]

    assert {path.id for path in paths} == {
        "fr-petites-creances",
        "fr-injonction-de-payer",
        "fr-refere-provision",
        "fr-assignation",
    }
    assert paths[0].enforced_by_in("fr") == (
        "un commissaire de justice, en vertu du titre exécutoire"
    )


def test_an_insolvent_debtor_can_be_sued_on_no_path() -> None:
    opened = Insolvency(id="I1", date=dt.date(2026, 4, 1))
    account = owing(actions=noticed("F-1"), happenings=[opened])

    assert possible(account) == []
    assert verdicts(account)["mediation"].reasons() == ("the debtor is insolvent",)


def test_a_public_body_is_sued_before_the_administrative_court_alone() -> None:
    account = owing(party="public", actions=noticed("F-1"))

    assert possible(account) == ["mediation", "fr-refere-provision-administratif"]


def test_without_a_scenario_nobody_knows_which_step_was_the_notice() -> None:
    account = owing(actions=noticed("F-1"))

    verdict = verdicts(account, scenario=None)["fr-assignation"]

    assert verdict.standing is PathStanding.UNKNOWN
    assert verdict.missing == (
        "claim.amicable_done",
        "claim.days_since_notice",
        "claim.formal_notice",
    )
    assert verdict.takes()[0] == "say it: whether a formal notice was sent"


def test_an_unknown_party_makes_a_path_unknown_and_never_possible() -> None:
    account = owing(party=None, actions=noticed("F-1"))

    found = verdicts(account)

    assert found["fr-injonction-de-payer"].standing is PathStanding.UNKNOWN
    assert found["fr-injonction-de-payer"].missing == ("claim.party",)


def test_what_is_surely_closed_stays_closed_whatever_is_unknown() -> None:
    contested = dispute("F-1", dt.date(2026, 3, 20))
    account = owing(party=None, actions=noticed("F-1"), disputes=[contested])

    verdict = verdicts(account)["fr-injonction-de-payer"]

    assert verdict.standing is PathStanding.NOT_POSSIBLE
    assert verdict.reasons() == ("some of it is seriously disputed",)


def test_an_unknown_country_leaves_every_path_of_a_country_unknown() -> None:
    account = owing(country=None, actions=noticed("F-1"))

    found = verdicts(account)

    assert set(found) == set(path_names())
    assert possible(account) == ["mediation"]
    assert found["fr-injonction-de-payer"].missing == ("claim.country",)


def test_a_country_in_small_letters_is_the_same_country() -> None:
    account = owing(actions=noticed("F-1"))
    small = owing(country="fr", actions=noticed("F-1"))

    given = verdicts(small, country="fr", facts={"claim.creditor_country": "fr"})

    assert possible(small) == possible(account)
    assert "claim.cross_border" in {each.fact for each in given["eu-order-for-payment"].failing}
    assert given["eu-order-for-payment"].standing is PathStanding.NOT_POSSIBLE


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"day": dt.datetime(2026, 4, 15, tzinfo=dt.UTC)}, "`as_of` must be a date"),
        ({"receivables": "F-1"}, "`receivables` is a list of names, not one text"),
    ],
)
def test_what_is_no_day_or_no_list_of_names_is_refused(keys: dict[str, Any], told: str) -> None:
    with pytest.raises(TypeError, match=told):
        verdicts(owing(), **keys)


def test_paths_of_other_countries_are_not_offered() -> None:
    account = owing(country="US", actions=noticed("F-1"))

    assert list(verdicts(account)) == ["mediation"]
    assert "fr-assignation" in verdicts(account, country="FR")


@pytest.mark.parametrize(
    ("creditor", "standing"),
    [
        ("DE", PathStanding.POSSIBLE),
        ("FR", PathStanding.NOT_POSSIBLE),
        ("DK", PathStanding.NOT_POSSIBLE),
        ("US", PathStanding.NOT_POSSIBLE),
    ],
)
def test_the_european_order_needs_two_member_states_denmark_excepted(
    creditor: str, standing: PathStanding
) -> None:
    found = verdicts(owing(), facts={"claim.creditor_country": creditor})

    assert found["eu-order-for-payment"].standing is standing


def test_an_unknown_creditor_country_leaves_the_european_order_unknown() -> None:
    verdict = verdicts(owing())["eu-order-for-payment"]

    assert verdict.standing is PathStanding.UNKNOWN
    assert verdict.missing == ("claim.creditor_country", "claim.cross_border")


def test_amounts_in_another_currency_tell_nothing_of_a_path_in_euros() -> None:
    dollars = invoice("F-1", "900.00", "USD")
    account = owing(dollars, actions=noticed("F-1"))

    verdict = verdicts(account)["fr-petites-creances"]

    assert verdict.standing is PathStanding.UNKNOWN
    assert verdict.missing == ("claim.amount",)


def test_what_is_not_due_or_got_more_time_or_is_on_its_way_is_no_claim() -> None:
    coming = invoice("F-2", "50.00", due_date=TODAY)
    extended = invoice("F-3", "60.00")
    account = owing(
        invoice("F-1", "100.00"),
        coming,
        extended,
        happenings=[
            Extension(id="E1", date=dt.date(2026, 4, 1), until=TODAY, invoice="F-3"),
        ],
        payments=[
            Payment(id="P1", date=TODAY, amount=eur("40.00"), invoice="F-1", pending=True),
        ],
    )

    claim = read_claim(account, as_of=TODAY)

    assert claim is not None
    assert claim.receivables == ("F-1",)
    assert claim.amount == eur("60.00")


def test_nothing_overdue_gives_no_verdict() -> None:
    assert legal_paths(owing(), as_of=dt.date(2026, 2, 4)) == ()


def test_months_since_due_count_only_whole_ones() -> None:
    account = owing()

    months = [
        claim.facts["claim.months_since_due"]
        for day in (dt.date(2026, 4, 3), dt.date(2026, 4, 4))
        if (claim := read_claim(account, as_of=day))
    ]

    assert months == [1, 2]


def test_what_is_recorded_later_is_not_known_before() -> None:
    late = Acknowledgment(
        id="A1", date=dt.date(2026, 3, 1), invoice="F-1", recorded_on=dt.date(2026, 5, 1)
    )
    account = owing(happenings=[late])

    found = [
        claim.facts["claim.acknowledged"]
        for day in (TODAY, dt.date(2026, 5, 1))
        if (claim := read_claim(account, as_of=day))
    ]

    assert found == [False, True]


def test_several_currencies_need_a_choice() -> None:
    account = owing(invoice("F-1"), invoice("F-2", "10.00", "USD"))

    with pytest.raises(ValueError, match="under several: `EUR`, `USD`; give `currency`"):
        legal_paths(account, as_of=TODAY)
    (first, *_) = legal_paths(account, as_of=TODAY, currency="USD")
    assert first.amount == Money("10.00", "USD")


def test_several_creditors_need_a_choice() -> None:
    account = owing(invoice("F-1", creditor="C1"), invoice("F-2", creditor="C2"))

    with pytest.raises(ValueError, match="`C1`, `C2`; give `creditor`"):
        legal_paths(account, as_of=TODAY)
    (first, *_) = legal_paths(account, as_of=TODAY, creditor="C2")
    assert (first.creditor, first.receivables) == ("C2", ("F-2",))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"claim.titel": True}, r"no fact `claim.titel`; did you mean `claim.title`\?"),
        ({"claim.title": 1}, "`claim.title` is of kind flag"),
        ({"claim.days_since_notice": True}, "`claim.days_since_notice` is of kind days"),
        ({"claim.party": "firm"}, "`claim.party` is of kind choice"),
        ({"claim.amount": 5}, "`claim.amount` is an amount in EUR: give Money"),
        ({"claim.title": eur("1.00")}, "`claim.title` is of kind flag"),
    ],
)
def test_a_fact_no_claim_has_is_refused(facts: dict[str, bool], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        legal_paths(owing(), as_of=TODAY, facts=facts)


def test_a_receivable_the_account_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="`F-9` is no receivable"):
        legal_paths(owing(), as_of=TODAY, receivables=["F-9"])


def test_a_verdict_is_said_in_french() -> None:
    verdict = verdicts(owing(actions=noticed("F-1")), dt.date(2026, 3, 10))["fr-assignation"]

    assert verdict.say("fr") == (
        "Assignation au fond : impossible; "
        "les jours depuis la mise en demeure : 4, il faut plus de 8"
    )


def test_every_sentence_of_a_verdict_names_no_debtor() -> None:
    found = verdicts(owing())

    assert all("Martin" not in str(each) for each in found.values())


def test_a_verdict_travels_between_processes() -> None:
    verdict = verdicts(owing(actions=noticed("F-1")))["fr-injonction-de-payer"]

    assert pickle.loads(pickle.dumps(verdict)) == verdict  # noqa: S301  # our own bytes


def test_a_path_of_ones_own_is_judged_like_those_that_ship() -> None:
    own = attrs.evolve(
        legal_path("fr-assignation"), id="own", when="claim.months_since_due >= 2", countries=()
    )
    claim = read_claim(owing(), as_of=TODAY)

    assert claim is not None
    assert judge_path(own, claim).standing is PathStanding.POSSIBLE


def test_a_path_whose_condition_reads_no_fact_of_a_claim_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="`when` can't be judged: there is no fact"):
        attrs.evolve(legal_path("fr-assignation"), when="claim.ammount > 5.00")
    with pytest.raises(ConditionError):
        attrs.evolve(legal_path("fr-assignation"), when="claim.amount >")


def test_an_unknown_path_is_named_with_a_hint() -> None:
    with pytest.raises(UnknownPathError, match="did you mean `fr-assignation`"):
        legal_path("fr-asignation")


def test_a_path_out_of_its_dates_is_not_offered() -> None:
    old = attrs.evolve(legal_path("fr-assignation"), valid_until=dt.date(2026, 4, 14))

    assert not old.is_in_force(TODAY)
    assert old.is_in_force(dt.date(2026, 4, 14))


def test_every_shipped_path_says_its_law_and_source_in_both_languages() -> None:
    for path in shipped_paths():
        assert path.title_in("fr") != path.title_in("en") or path.id == "mediation"
        assert path.note_in("fr")
        assert path.basis
        rows = [
            *path.basis,
            *(each.basis for each in path.costs),
            *(each.basis for each in path.deadlines),
        ]
        assert all(row.law and row.source for row in rows)
        assert all(row.certainty == "from memory" or "none read" not in row.source for row in rows)


def test_the_facts_of_a_claim_are_all_told() -> None:
    claim = read_claim(owing(), as_of=TODAY, scenario=LADDER)

    assert claim is not None
    assert set(claim.facts) == set(CLAIM_FACTS.names)


def test_a_scenario_can_name_each_path_that_ships_and_no_other() -> None:
    assert path_names() == LEGAL_PATHS
