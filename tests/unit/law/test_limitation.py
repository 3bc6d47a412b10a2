import datetime as dt
from typing import Any

import attrs
import pytest
from law_cases import done, eur, invoice, owing

from dunnix.law import (
    Interruption,
    Limitation,
    NoLimitation,
    limitation,
    limitation_rules,
)
from dunnix.model import (
    Account,
    Acknowledgment,
    Instalment,
    Invoice,
    Payment,
    PaymentPlan,
)
from dunnix.scenario import Duration

DAY = dt.date(2026, 6, 1)


def of(account: Account, **keys: Any) -> Limitation:
    given: dict[str, Any] = {"as_of": DAY}
    (found,) = limitation(account, **(given | keys))
    return found


def acknowledged(day: dt.date, name: str | None = "F-1", **keys: Any) -> Acknowledgment:
    return Acknowledgment(id=f"A-{day}", date=day, invoice=name, **keys)


def paid(day: dt.date, amount: str = "200.00", **keys: Any) -> Payment:
    given: dict[str, Any] = {"invoice": "F-1"}
    return Payment(id=f"P-{day}", date=day, amount=eur(amount), **(given | keys))


def old(due: dt.date, **keys: Any) -> Invoice:
    given: dict[str, Any] = {"issue_date": due - dt.timedelta(30), "due_date": due}
    return invoice("F-1", **(given | keys))


def test_a_company_in_france_can_be_sued_for_five_years_from_the_due_date() -> None:
    found = of(owing())

    assert found == Limitation(
        receivable="F-1",
        open=eur("1200.00"),
        rule=next(each for each in limitation_rules() if each.id == "fr-company"),
        last_day=dt.date(2031, 2, 4),
        alert_on=dt.date(2030, 8, 4),
        counted_from=dt.date(2026, 2, 4),
    )
    assert found.rule is not None
    assert "L110-4" in found.rule.basis.law


@pytest.mark.parametrize(
    ("country", "party", "last_day"),
    [
        ("FR", "consumer", dt.date(2028, 2, 4)),
        ("FR", "public", dt.date(2030, 12, 31)),
        ("DE", "company", dt.date(2029, 12, 31)),
        ("DE", "consumer", dt.date(2029, 12, 31)),
        ("NL", "company", dt.date(2031, 2, 4)),
        ("NL", "consumer", dt.date(2028, 2, 4)),
        ("GB-ENG", "company", dt.date(2032, 2, 4)),
        ("GB-SCT", "company", dt.date(2031, 2, 4)),
        ("ES-COMMON", "company", dt.date(2031, 2, 4)),
        ("ES-CT", "company", dt.date(2029, 2, 4)),
    ],
)
def test_each_law_has_its_own_time(country: str, party: str, last_day: dt.date) -> None:
    assert of(owing(country=country, party=party)).last_day == last_day


def test_the_last_day_may_still_be_used_and_the_next_one_not() -> None:
    account = owing(old(dt.date(2021, 2, 4)))

    found = of(account)

    assert found.last_day == dt.date(2026, 2, 4)
    assert found.is_expired(dt.date(2026, 2, 4)) is False
    assert found.is_expired(dt.date(2026, 2, 5)) is True


def test_a_public_body_in_france_counts_from_the_year_of_the_invoice() -> None:
    account = owing(old(dt.date(2026, 1, 20), issue_date=dt.date(2025, 12, 20)), party="public")

    assert of(account).last_day == dt.date(2029, 12, 31)


def test_a_leap_day_ends_on_the_28th() -> None:
    assert of(owing(old(dt.date(2024, 2, 29)))).last_day == dt.date(2029, 2, 28)


def test_an_alert_comes_six_months_ahead_unless_said() -> None:
    found = of(owing(old(dt.date(2021, 8, 31))))
    sooner = of(owing(old(dt.date(2021, 8, 31))), alert=Duration.parse("1m"))

    assert found.alert_on == dt.date(2026, 2, 28)
    assert sooner.alert_on == dt.date(2026, 7, 31)
    assert [found.is_alert(day) for day in (dt.date(2026, 2, 27), DAY, dt.date(2026, 9, 1))] == [
        False,
        True,
        False,
    ]


@pytest.mark.requirement("M89")
def test_a_written_acknowledgment_begins_the_time_anew() -> None:
    account = owing(happenings=[acknowledged(dt.date(2026, 5, 20))])

    found = of(account)

    assert found.last_day == dt.date(2031, 5, 20)
    assert found.counted_from == dt.date(2026, 5, 20)
    assert found.restarted_by is Interruption.ACKNOWLEDGMENT


def test_an_acknowledgment_after_the_end_revives_nothing() -> None:
    account = owing(old(dt.date(2021, 2, 4)), happenings=[acknowledged(dt.date(2026, 2, 5))])

    found = of(account)

    assert found.last_day == dt.date(2026, 2, 4)
    assert found.restarted_by is None


def test_an_acknowledgment_on_the_last_day_still_begins_the_time_anew() -> None:
    account = owing(old(dt.date(2021, 2, 4)), happenings=[acknowledged(dt.date(2026, 2, 4))])

    assert of(account).last_day == dt.date(2031, 2, 4)


def test_interruptions_follow_one_another() -> None:
    account = owing(
        old(dt.date(2016, 3, 1)),
        happenings=[acknowledged(dt.date(2025, 3, 1)), acknowledged(dt.date(2020, 6, 1))],
    )

    assert of(account).last_day == dt.date(2030, 3, 1)


def test_an_acknowledgment_of_another_invoice_or_of_before_it_was_issued_says_nothing() -> None:
    account = owing(
        invoice("F-1"),
        invoice("F-2", "10.00"),
        happenings=[
            acknowledged(dt.date(2026, 5, 20), "F-2"),
            acknowledged(dt.date(2026, 1, 4), None),
        ],
    )

    first, second = limitation(account, as_of=DAY)

    assert (first.receivable, first.last_day) == ("F-1", dt.date(2031, 2, 4))
    assert (second.receivable, second.last_day) == ("F-2", dt.date(2031, 5, 20))


def test_a_part_payment_by_name_begins_the_time_anew() -> None:
    found = of(owing(payments=[paid(dt.date(2026, 5, 2))]))

    assert (found.last_day, found.open) == (dt.date(2031, 5, 2), eur("1000.00"))
    assert found.restarted_by is Interruption.PART_PAYMENT


@pytest.mark.parametrize(
    "keys",
    [
        {"invoice": None},
        {"pending": True},
        {"reversed_on": dt.date(2026, 5, 9)},
        {"recorded_on": dt.date(2026, 7, 1)},
        {"amount": "-50.00"},
    ],
    ids=["netted", "pending", "bounced", "not known yet", "a refund"],
)
def test_money_that_proves_nothing_begins_nothing_anew(keys: dict[str, Any]) -> None:
    found = of(owing(payments=[paid(dt.date(2026, 5, 2), **keys)]))

    assert found.last_day == dt.date(2031, 2, 4)


def test_a_signed_plan_begins_anew_what_it_leaves_and_a_written_one_does_not() -> None:
    parts = [Instalment(number=1, due_date=dt.date(2026, 7, 1), amount=eur("500.00"))]
    plan = PaymentPlan(
        id="PL", agreed_on=dt.date(2026, 5, 4), instalments=parts, invoices=["F-1"], status="signed"
    )

    signed = limitation(owing(plans=[plan]), as_of=DAY)
    written = limitation(owing(plans=[attrs.evolve(plan, status="written")]), as_of=DAY)

    assert [(each.receivable, each.last_day) for each in signed] == [
        ("F-1", dt.date(2031, 5, 4)),
        ("PL#1", dt.date(2031, 7, 1)),
    ]
    assert written[0].last_day == dt.date(2031, 2, 4)


@pytest.mark.parametrize(
    ("channel", "last_day"),
    [("registered-letter", dt.date(2031, 12, 31)), ("email", dt.date(2030, 12, 31))],
)
def test_a_letter_to_a_public_body_begins_anew_from_the_end_of_its_year(
    channel: str, last_day: dt.date
) -> None:
    letter = done("reminder", dt.date(2027, 3, 2), "F-1", channel=channel)
    account = owing(party="public", actions=[letter])

    assert of(account, as_of=dt.date(2027, 6, 1)).last_day == last_day


def test_a_letter_to_a_company_begins_nothing_anew() -> None:
    letter = done("notice", dt.date(2026, 3, 2), "F-1", channel="registered-letter")

    assert of(owing(actions=[letter])).last_day == dt.date(2031, 2, 4)


def test_in_germany_the_time_begun_anew_runs_from_the_very_day() -> None:
    account = owing(
        old(dt.date(2023, 12, 20)),
        country="DE",
        happenings=[acknowledged(dt.date(2026, 3, 1))],
    )

    assert of(account).last_day == dt.date(2029, 3, 1)


def test_what_comes_early_never_shortens_the_time() -> None:
    account = owing(country="DE", happenings=[acknowledged(dt.date(2026, 3, 1))])

    found = of(account)

    assert (found.last_day, found.restarted_by) == (dt.date(2029, 12, 31), None)


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"country": None}, NoLimitation.COUNTRY_UNKNOWN),
        ({"party": None}, NoLimitation.PARTY_UNKNOWN),
        ({"country": "GB"}, NoLimitation.SEVERAL_LAWS),
        ({"country": "ES"}, NoLimitation.SEVERAL_LAWS),
        ({"country": "JP"}, NoLimitation.NO_RULE),
        ({"country": "ES-CT", "party": "consumer"}, NoLimitation.NO_RULE),
    ],
)
def test_what_no_rule_is_sure_of_is_unknown_with_its_reason(
    keys: dict[str, str | None], reason: NoLimitation
) -> None:
    found = of(owing(**keys))

    assert found == Limitation(receivable="F-1", open=eur("1200.00"), unknown=reason)
    assert found.is_expired(DAY) is None
    assert found.is_alert(DAY) is False


def test_a_claim_that_began_before_the_rule_is_unknown() -> None:
    assert of(owing(old(dt.date(2008, 6, 18)))).unknown is NoLimitation.NO_RULE
    assert of(owing(old(dt.date(2008, 6, 19)))).unknown is None


def test_the_law_of_the_contract_goes_before_the_debtors_country() -> None:
    assert of(owing(), country="DE").last_day == dt.date(2029, 12, 31)


def test_a_country_in_small_letters_has_its_law() -> None:
    assert of(owing(country="fr")) == of(owing())
    assert of(owing(), country="de") == of(owing(), country="DE")


def test_the_nearest_day_comes_first_and_unknown_ones_last() -> None:
    account = owing(
        invoice("F-1"),
        invoice("F-2", due_date=dt.date(2007, 1, 1), issue_date=None),
        invoice("F-3", due_date=dt.date(2025, 1, 1), issue_date=None),
    )

    found = limitation(account, as_of=DAY)

    assert [each.receivable for each in found] == ["F-3", "F-1", "F-2"]


def test_the_order_of_rows_never_matters() -> None:
    happenings = [acknowledged(dt.date(2026, 3, 1)), acknowledged(dt.date(2026, 4, 1))]
    account = owing(happenings=happenings)

    assert limitation(account, as_of=DAY) == limitation(
        owing(happenings=happenings[::-1]), as_of=DAY
    )


def test_what_is_settled_has_no_limitation() -> None:
    assert limitation(owing(payments=[paid(DAY, "1200.00")]), as_of=DAY) == ()


def test_every_rule_says_its_law_and_source() -> None:
    for rule in limitation_rules():
        assert rule.basis.law
        assert "read 2026-11-22" in rule.basis.source
