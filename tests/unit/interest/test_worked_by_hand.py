"""Interest worked out by hand, each with its working."""

from fractions import Fraction
from typing import Any

import pytest
from interest_cases import credit, date, euros, interest, invoice, owing, paid, statement

from dunnix.interest import (
    Bound,
    Circumstances,
    DayCount,
    Jurisdiction,
    NoInterest,
    PointsPeriod,
    Regime,
    Rounding,
    Start,
    Unknown,
    UnknownInterest,
    jurisdiction,
    late_interest,
    rate_table,
)
from dunnix.model import Dispute, Extension, Insolvency, Instalment, Invoice, Payment, PaymentPlan
from dunnix.money import Money


def flat(percent: str, **how: Any) -> Jurisdiction:
    regime = Regime(parties=["company"], points=[PointsPeriod(points=percent)], **how)
    return Jurisdiction(id="flat", title="Flat", regimes=[regime])


@pytest.mark.requirement("M119")
def test_part_payments_over_two_half_years() -> None:
    # France, 14.50 % in the first half of 2024 and 14.25 % in the second, act/365.
    #  1 May - 15 Jun: 46 days on 10,000 at 14.50: 10,000 x 14.50 x 46 = 6,670,000
    # 16 Jun - 30 Jun: 15 days on  6,000 at 14.50:  6,000 x 14.50 x 15 = 1,305,000
    #  1 Jul - 20 Aug: 51 days on  6,000 at 14.25:  6,000 x 14.25 x 51 = 4,360,500
    # 21 Aug - 30 Sep: 41 days on  3,000 at 14.25:  3,000 x 14.25 x 41 = 1,752,750
    # 14,088,250 / 36,500 = 385.979
    account = owing(
        invoice("2024-04-30", "10000.00"),
        paid("2024-06-15", "4000.00"),
        paid("2024-08-20", "3000.00"),
    )

    found = interest(account, "fr", "2024-09-30")

    assert found.amount == euros("385.98")
    assert [(str(line.first_day), str(line.last_day), line.days) for line in found.lines] == [
        ("2024-05-01", "2024-06-15", 46),
        ("2024-06-16", "2024-06-30", 15),
        ("2024-07-01", "2024-08-20", 51),
        ("2024-08-21", "2024-09-30", 41),
    ]
    assert [line.balance for line in found.lines] == [
        euros("10000"),
        euros("6000"),
        euros("6000"),
        euros("3000"),
    ]


@pytest.mark.parametrize(
    ("day_count", "amount"),
    [
        # 31 January to 1 March 2024 are 30 days, one of them 29 February; 36,600 at 10 %.
        (DayCount.ACT_365, "300.82"),  # 3,660 x 30 / 365
        (DayCount.ACT_360, "305.00"),  # 3,660 x 30 / 360
        (DayCount.ACT_ACT, "300.00"),  # 3,660 x 30 / 366
        (DayCount.THIRTY_360, "315.17"),  # the 30th to the 1st, two months on: 3,660 x 31 / 360
    ],
)
def test_a_leap_year_under_each_day_count(day_count: DayCount, amount: str) -> None:
    account = owing(invoice("2024-01-31", "36600.00"))

    found = interest(account, flat("10", day_count=day_count), "2024-03-01")

    assert found.amount == euros(amount)


def test_a_british_debt_keeps_the_rate_of_its_first_day() -> None:
    # From 21 June 2023: Bank Rate of 31 December 2022, 3.50, plus 8 is 11.50 % for good.
    # 21 June 2023 - 20 February 2024 are 245 days: 5,000 x 11.50 x 245 / 36,500 = 385.959
    account = owing(invoice("2023-06-20", "5000.00", "GBP"))

    found = interest(account, "uk", "2024-02-20")

    assert found.amount == Money("385.96", "GBP")
    assert [line.percent for line in found.lines] == [Fraction(23, 2)]


def test_a_british_debt_late_since_july_has_the_rate_of_june() -> None:
    # Bank Rate of 30 June 2023, 5.00, plus 8: 5,000 x 13 x 20 / 36,500 = 35.616
    account = owing(invoice("2023-06-30", "5000.00", "GBP"))

    assert interest(account, "uk", "2023-07-20").amount == Money("35.62", "GBP")


def test_belgium_rounds_the_sum_up_to_the_next_half_point() -> None:
    # 3.15 + 8 = 11.15, so 11.50; 11 January - 11 March 2025 are 60 days.
    # 1,000 x 11.50 x 60 / 36,500 = 18.904
    assert interest(owing(invoice("2025-01-10")), "be", "2025-03-11").amount == euros("18.90")


@pytest.mark.requirement("M159")
@pytest.mark.parametrize(
    ("clause", "amount"),
    [
        # Three times the legal rate of 5.07 is 15.21: 1,000 x 15.21 x 30 / 36,500 = 12.501
        ("5", "12.50"),
        # A clause above the floor stands: 1,000 x 16 x 30 / 36,500 = 13.151
        ("16", "13.15"),
    ],
)
def test_a_french_clause_is_lifted_to_three_times_the_legal_rate(clause: str, amount: str) -> None:
    agreed = jurisdiction("fr").by_contract(clause, party="company")

    found = interest(owing(invoice("2024-01-31")), agreed, "2024-03-01")

    assert found.amount == euros(amount)


@pytest.mark.requirement("M159")
def test_where_the_contract_is_silent_the_law_has_its_rate_and_the_floor_does_not_lift_it() -> None:
    # 4.50 + 10 = 14.50, below 15.21: 1,000 x 14.50 x 30 / 36,500 = 11.918
    assert interest(owing(invoice("2024-01-31")), "fr", "2024-03-01").amount == euros("11.92")


def test_a_french_clause_is_unknown_where_its_floor_is() -> None:
    # The legal rate is known until 30 June 2026: 1,000 x 12 x 30 / 36,500 = 9.863
    agreed = jurisdiction("fr").by_contract("12", party="company")

    found = interest(owing(invoice("2026-05-31")), agreed, "2026-07-31")

    assert found.amount == euros("9.86")
    assert found.unknown == UnknownInterest(
        first_day=date("2026-07-01"),
        last_day=date("2026-07-31"),
        reason=Unknown.FLOOR,
        balance=euros("1000"),
        table="fr-legal-other",
        known_until=date("2026-06-30"),
    )


def test_a_credit_note_after_interest_began_lowers_the_balance_from_the_day_after() -> None:
    #  1 February - 1 March 2024: 30 days on 1,000; 2 March - 31 March: 30 days on 600; 14.50 %.
    # (30,000 + 18,000) x 14.50 / 36,500 = 19.068
    account = owing(invoice("2024-01-31"), credit("2024-03-01", "400.00"))

    assert interest(account, "fr", "2024-03-31").amount == euros("19.07")


def test_past_the_last_known_rate_the_answer_is_unknown_with_the_part_that_is_known() -> None:
    # December 2026: 31 days at 2.40 + 10: 1,000 x 12.40 x 31 / 36,500 = 10.532
    found = interest(owing(invoice("2026-11-30")), "fr", "2027-01-31")

    assert found.amount == euros("10.53")
    assert found.unknown == UnknownInterest(
        first_day=date("2027-01-01"),
        last_day=date("2027-01-31"),
        reason=Unknown.RATE,
        balance=euros("1000"),
        table="eu-reference",
        known_until=date("2026-12-31"),
    )


def test_the_netherlands_add_the_interest_of_a_whole_year_to_what_bears_interest() -> None:
    # Late since 1 February 2024: 151 days at 12.50, 184 at 12.25 and 31 at 11.15 make year one:
    # (1,887,500 + 2,254,000 + 345,650) / 36,500 = 122.936, so 122.94 is added on 1 February 2025.
    # February 2025: 28 days on 1,122.94 at 11.15 = 9.60; in all 132.54, each year rounded.
    found = interest(owing(invoice("2024-01-31")), "nl", "2025-02-28")

    assert found.amount == euros("132.54")
    assert found.lines[-1].added == euros("122.94")
    assert sum(line.amount.minor_units for line in found.lines) == 13254


def test_a_payment_to_interest_first_leaves_more_principal() -> None:
    # 30 days on 1,000 at 14.50 are 11.92; of 200 paid, 188.08 go to principal and leave 811.92.
    # 31 more days: 1,000 x 14.50 x 30 + 811.92 x 14.50 x 31 = 799,958; / 36,500 = 21.917
    account = owing(invoice("2024-01-31"), paid("2024-03-01", "200.00"))
    order = jurisdiction("fr").regime("company").order

    found = interest(account, "fr", "2024-04-01", circumstances=Circumstances(order=order))

    assert (found.accrued, found.paid, found.due) == (2192, 1192, 1000)
    assert found.principal == 81192


def test_costs_are_paid_before_interest_where_the_order_says_so() -> None:
    account = owing(invoice("2024-01-31"), paid("2024-03-01", "45.00"))
    asked = Circumstances(order=("costs", "interest", "principal"), costs={"F-1": euros("40.00")})

    found = interest(account, "fr", "2024-03-01", circumstances=asked)

    # Of 45, 40 are costs and 5 interest; of 11.92 of interest 6.92 is left.
    assert (found.costs_paid, found.paid, found.due, found.principal) == (4000, 500, 692, 100000)


def test_a_bounced_payment_gives_back_what_it_paid_of_interest() -> None:
    bounced = paid("2024-03-01", "200.00", reversed_on=date("2024-03-05"))
    account = owing(invoice("2024-01-31"), bounced)
    asked = Circumstances(order=("costs", "interest", "principal"))

    found = interest(account, "fr", "2024-03-05", circumstances=asked)

    # 30 days on 1,000 and 4 on 811.92, at 14.50.
    assert (found.accrued, found.paid, found.principal) == (1321, 0, 100000)


@pytest.mark.requirement("M78")
def test_an_extension_keeps_the_due_date_for_interest() -> None:
    more_time = Extension(id="X", date=date("2024-02-10"), until=date("2024-03-31"))
    account = owing(invoice("2024-01-31"), more_time)

    found = interest(account, "fr", "2024-03-01")

    assert found.due_date == date("2024-01-31")
    assert found.amount == euros("11.92")


@pytest.mark.requirement("M84")
def test_interest_stands_still_during_more_time_where_that_was_agreed() -> None:
    more_time = Extension(id="X", date=date("2024-02-10"), until=date("2024-02-20"))
    account = owing(invoice("2024-01-31"), more_time)
    rules = flat("36.5", extended="stops")

    # 1 - 10 February, and 21 February - 1 March: ten days each, one euro a day.
    assert interest(account, rules, "2024-03-01").amount == euros("20.00")
    assert interest(account, rules, "2024-02-20").amount == euros("10.00")


@pytest.mark.requirement("M84")
def test_interest_stands_still_on_a_plan_where_that_was_agreed() -> None:
    plan = PaymentPlan(
        id="PL",
        agreed_on=date("2024-02-10"),
        status="signed",
        invoices=["F-1"],
        instalments=[Instalment(number=1, due_date=date("2024-06-30"), amount=euros("1000.00"))],
    )
    account = owing(invoice("2024-01-31"), plan)

    assert interest(account, flat("36.5", planned="stops"), "2024-03-01").amount == euros("10.00")
    assert interest(account, flat("36.5"), "2024-03-01").amount == euros("30.00")


def test_a_plan_that_has_ended_stopped_nothing() -> None:
    terms: dict[str, Any] = {
        "id": "PL",
        "agreed_on": date("2024-02-10"),
        "invoices": ["F-1"],
        "instalments": [Instalment(number=1, due_date=date("2024-06-30"), amount=euros("1000.00"))],
    }
    account = owing(
        invoice("2024-01-31"),
        PaymentPlan(**terms, status="signed"),
        PaymentPlan(**terms, status="ended", recorded_on=date("2024-02-25")),
    )
    rules = flat("36.5", planned="stops")

    assert interest(account, rules, "2024-02-24").amount == euros("10.00")
    assert interest(account, rules, "2024-03-01").amount == euros("30.00")


def test_instalments_of_an_invoice_are_late_each_by_itself() -> None:
    parts = Invoice(
        id="F-1",
        amount=euros("1000.00"),
        instalments=[
            Instalment(number=1, due_date=date("2024-01-31"), amount=euros("400.00")),
            Instalment(number=2, due_date=date("2024-02-10"), amount=euros("600.00")),
        ],
    )
    found = statement(owing(parts), flat("36.5"), "2024-03-01")

    # 30 days on 400 and 20 on 600, at a thousandth a day.
    assert [(each.receivable, each.amount) for each in found] == [
        ("F-1#1", euros("12.00")),
        ("F-1#2", euros("12.00")),
    ]
    assert found.total("EUR") == euros("24.00")


def test_unapplied_money_pays_the_oldest_from_its_day_on() -> None:
    account = owing(
        invoice("2024-01-31", name="F-1"),
        invoice("2024-02-10", name="F-2"),
        Payment(id="P", date=date("2024-02-20"), amount=euros("1500.00")),
    )
    found = statement(account, flat("36.5"), "2024-03-01")

    # F-1: 20 days on 1,000. F-2: ten days on 1,000, then ten on 500.
    assert [each.amount for each in found] == [euros("20.00"), euros("15.00")]


def test_what_was_learnt_later_is_not_in_the_answer_of_an_earlier_day() -> None:
    late = paid("2024-02-10", "1000.00", recorded_on=date("2024-03-15"))
    account = owing(invoice("2024-01-31"), late)

    assert interest(account, flat("36.5"), "2024-03-01").amount == euros("30.00")
    assert interest(account, flat("36.5"), "2024-03-15").amount == euros("10.00")


def test_each_line_is_rounded_where_the_rule_says_so() -> None:
    # A thousandth a day: 1.5 cents on 15, then 1 on 10, then half a cent on 5.
    account = owing(invoice("2024-01-31", "15.00"), paid("2024-02-01", "5.00"))
    whole = flat("36.5")
    lines = flat("36.5", rounding=Rounding.PER_LINE)

    # 1.5 cents and 1.0 cents: 2.5 rounded half up is 3; 1.5 is 2, and 1, so 3 as well.
    assert interest(account, whole, "2024-02-02").accrued == 3
    assert interest(account, lines, "2024-02-02").accrued == 3
    # One more payment of 5: 1.5 + 1.0 + 0.5 = 3.0; by lines 2 + 1 + 1 = 4.
    more = account.record(paid("2024-02-02", "5.00"))
    assert interest(more, whole, "2024-02-03").accrued == 3
    assert interest(more, lines, "2024-02-03").accrued == 4
    assert [line.amount.minor_units for line in interest(more, lines, "2024-02-03").lines] == [
        2,
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("rows", "as_of", "why"),
    [
        ([], "2024-01-31", NoInterest.NOT_LATE),
        ([paid("2024-01-20", "1000.00")], "2024-03-01", NoInterest.PAID_IN_TIME),
        ([Insolvency(id="I", date=date("2024-01-15"))], "2024-03-01", NoInterest.INSOLVENT),
    ],
)
def test_nothing_due_says_why(rows: list[object], as_of: str, why: NoInterest) -> None:
    account = owing(invoice("2024-01-31"), *rows)

    found = interest(account, "fr", as_of)

    assert (found.due, found.zero, found.lines) == (0, why, ())


def test_a_consumer_in_france_owes_nothing_before_a_formal_notice() -> None:
    account = owing(invoice("2024-01-31"), party="consumer")

    assert interest(account, "fr", "2024-03-01").zero is NoInterest.NO_NOTICE


def test_a_consumer_in_france_owes_the_legal_rate_from_the_day_after_the_notice() -> None:
    # 5.07 % from 16 February: 15 days to 1 March. 1,000 x 5.07 x 15 / 36,500 = 2.084
    asked = Circumstances(notices={"F-1": date("2024-02-15")})
    account = owing(invoice("2024-01-31"), party="consumer")

    found = interest(account, "fr", "2024-03-01", circumstances=asked)

    assert found.first_day == date("2024-02-16")
    assert found.amount == euros("2.08")


@pytest.mark.parametrize(
    ("notice", "first"),
    [(None, "2024-03-02"), ("2024-02-10", "2024-02-11"), ("2024-03-20", "2024-03-02")],
)
def test_without_an_agreed_date_germany_waits_for_a_reminder_or_thirty_days(
    notice: str | None, first: str
) -> None:
    notices = {} if notice is None else {"F-1": date(notice)}
    asked = Circumstances(notices=notices, due_agreed=False)
    account = owing(invoice("2024-01-31", issue_date=date("2024-01-01")))

    found = interest(account, "de", "2024-04-30", circumstances=asked)

    assert found.first_day == date(first)


def test_interest_of_luxembourg_consumers_starts_three_months_later() -> None:
    account = owing(invoice("2024-01-31"), party="consumer")

    assert interest(account, "lu", "2024-04-30").zero is NoInterest.BEFORE_START
    assert interest(account, "lu", "2024-05-01").first_day == date("2024-05-01")


def test_a_disputed_part_bears_interest_unless_the_rule_stops_it() -> None:
    dispute = Dispute(
        id="X",
        invoice="F-1",
        amount=euros("400.00"),
        opened_on=date("2024-02-10"),
        resolved_on=date("2024-02-20"),
        reason="price",
    )
    account = owing(invoice("2024-01-31"), dispute)

    # Thirty days on 1,000; ten of them on 600 where the disputed part stands still.
    assert interest(account, flat("36.5"), "2024-03-01").amount == euros("30.00")
    assert interest(account, flat("36.5", disputed="stops"), "2024-03-01").amount == euros("26.00")


def test_an_account_disputed_from_the_start_says_that_interest_stands_still() -> None:
    dispute = Dispute(id="X", opened_on=date("2024-01-10"), reason="price")
    account = owing(invoice("2024-01-31"), dispute)

    found = interest(account, flat("36.5", disputed="stops"), "2024-03-01")

    assert found.zero is NoInterest.STOPPED


def test_a_cap_holds_the_rate_down() -> None:
    rules = flat("36.5", cap=Bound(percent="18.25"))

    # A two-thousandth a day.
    assert interest(owing(invoice("2024-01-31")), rules, "2024-03-01").amount == euros("15.00")


def test_a_negative_reference_never_gives_a_negative_rate() -> None:
    regime = Regime(
        parties=["company"],
        reference=rate_table("de-base"),
        points=[PointsPeriod(points="0.5")],
    )
    rules = Jurisdiction(id="x", title="x", regimes=[regime])

    found = interest(owing(invoice("2020-01-31")), rules, "2020-03-01")

    assert (found.due, found.zero) == (0, NoInterest.ZERO_RATE)


def test_less_than_half_a_cent_is_nothing() -> None:
    found = interest(owing(invoice("2024-01-31", "0.01")), "fr", "2024-02-01")

    assert (found.due, found.zero) == (0, NoInterest.TOO_SMALL)


def test_without_a_legal_rate_a_contract_is_wanted() -> None:
    account = owing(invoice("2024-01-31", currency="USD"))

    found = interest(account, "us", "2024-03-01")

    assert found.unknown is not None
    assert found.unknown.reason is Unknown.CONTRACT
    # 1.5 % a month is 18 % a year: 1,000 x 18 x 30 / 36,500 = 14.794
    agreed = jurisdiction("us").by_contract("1.5", party="company", monthly=True)
    assert interest(account, agreed, "2024-03-01").amount == Money("14.79", "USD")


def test_a_day_before_the_rule_began_is_unknown() -> None:
    found = interest(owing(invoice("2012-01-31")), "be", "2012-03-01")

    assert found.unknown is not None
    assert found.unknown.reason is Unknown.RULE


def test_german_points_go_by_the_day_the_debt_arose() -> None:
    # Both late over February 2015 (28 days), base rate -0.83: 8.17 % and 7.17 %.
    since = invoice("2015-01-31", issue_date=date("2015-01-01"))
    before = invoice("2015-01-31", issue_date=date("2014-07-28"))

    # 1,000 x 8.17 x 28 / 36,500 = 6.267; 1,000 x 7.17 x 28 / 36,500 = 5.500
    assert interest(owing(since), "de", "2015-02-28").amount == euros("6.27")
    assert interest(owing(before), "de", "2015-02-28").amount == euros("5.50")


def test_a_refund_gives_back_what_went_last_first() -> None:
    # One euro a day. On 10 February 110 pay 10 of interest and 100 of principal; on 20 February
    # 150 pay 9 of interest (a thousandth of 900 for ten days) and 141 of principal. A refund of
    # 200 on 21 February undoes the second payment, and 50 of the principal of the first.
    account = owing(
        invoice("2024-01-31"),
        paid("2024-02-10", "110.00"),
        paid("2024-02-20", "150.00"),
        paid("2024-02-21", "-200.00"),
    )
    asked = Circumstances(order=("costs", "interest", "principal"))

    found = interest(account, flat("36.5"), "2024-02-21", circumstances=asked)

    # A day on 759 more: 10 + 9 + 0.759.
    assert (found.accrued, found.paid, found.principal) == (1976, 1000, 95000)


def test_a_refund_beyond_what_was_paid_is_principal() -> None:
    note = credit("2024-02-05", "300.00")
    account = owing(invoice("2024-01-31"), note, paid("2024-02-10", "-100.00"))
    asked = Circumstances(order=("costs", "interest", "principal"))

    found = interest(account, flat("36.5"), "2024-02-10", circumstances=asked)

    # Five days on 1,000 and five on 700; then 800 are open.
    assert (found.accrued, found.paid, found.principal) == (850, 0, 80000)


def test_a_year_from_a_leap_day_ends_with_february() -> None:
    # Late since 29 February 2024: a year is full when 1 March 2025 begins.
    rules = flat("36.5", compounding="yearly")

    found = interest(owing(invoice("2024-02-28")), rules, "2025-03-01")

    # 366 days of one euro; then a day on 1,366.
    assert [line.amount for line in found.lines] == [euros("366.00"), euros("1.37")]
    assert [line.added for line in found.lines] == [euros("0.00"), euros("366.00")]


def test_interest_that_was_paid_bears_none() -> None:
    # A year of 366 euros; on its last day 500 pay 366 of interest and 134 of principal.
    account = owing(invoice("2024-01-31"), paid("2025-01-31", "500.00"))
    rules = flat("36.5", compounding="yearly")
    asked = Circumstances(order=("interest", "costs", "principal"))

    found = interest(account, rules, "2025-02-10", circumstances=asked)

    # Ten days on 866.
    assert (found.accrued, found.paid, found.due) == (37466, 36600, 866)


def test_interest_may_be_counted_from_some_days_after_the_due_date() -> None:
    rules = flat("36.5", start=Start(days=10))

    assert interest(owing(invoice("2024-01-31")), rules, "2024-02-10").zero is (
        NoInterest.BEFORE_START
    )
    assert interest(owing(invoice("2024-01-31")), rules, "2024-02-12").amount == euros("2.00")


def test_an_invoice_issued_after_its_due_date_bears_interest_from_the_day_after_its_issue() -> None:
    late = invoice("2024-01-31", issue_date=date("2024-02-10"))

    found = interest(owing(late), flat("36.5"), "2024-02-12")

    assert (found.first_day, found.amount) == (date("2024-02-11"), euros("2.00"))


def test_part_payments_may_have_paid_all_interest() -> None:
    account = owing(invoice("2024-01-31"), paid("2024-02-10", "100.00"))
    asked = Circumstances(order=("costs", "interest", "principal"))

    found = interest(account, flat("36.5"), "2024-02-10", circumstances=asked)

    assert (found.due, found.zero) == (0, NoInterest.PAID)


@pytest.mark.parametrize(
    ("bound", "reason"),
    [("floor", Unknown.FLOOR), ("cap", Unknown.CAP)],
)
def test_a_bound_that_is_not_known_leaves_the_rate_unknown(bound: str, reason: Unknown) -> None:
    rules = flat("10", **{bound: Bound(table=rate_table("lu-consumer"))})

    found = interest(owing(invoice("2023-01-31")), rules, "2023-03-01")

    assert found.unknown is not None
    assert found.unknown.reason is reason
    said = late_interest(owing(invoice("2023-01-31")), rules, as_of=date("2023-03-01")).explain()
    assert "isn't known for these days" in said


def test_a_rate_without_a_source_names_no_law() -> None:
    said = late_interest(
        owing(invoice("2024-01-31")), flat("10", cap=Bound(percent="5")), as_of=date("2024-03-01")
    ).explain()

    assert "10 % by the law or the contract, lowered to the greatest rate allowed; Law: -" in said


def test_a_line_counts_its_days_as_the_day_count_does() -> None:
    account = owing(invoice("2024-01-31", "36600.00"))

    (real,) = interest(account, flat("10"), "2024-03-01").lines
    (thirty,) = interest(account, flat("10", day_count="30/360"), "2024-03-01").lines

    assert (real.days, thirty.days) == (30, 31)


def test_a_credit_note_beyond_what_is_open_gives_no_payment_back() -> None:
    # 30 days on 1,000 at a thousandth: 30 of the 500 paid are interest, 470 principal. The credit
    # note of 700 finds 500 open, so 30 of principal are left, bearing ten days.
    account = owing(
        invoice("2024-01-31"), paid("2024-03-01", "500.00"), credit("2024-03-02", "700.00")
    )
    asked = Circumstances(order=("costs", "interest", "principal"))

    found = interest(account, flat("36.5"), "2024-03-12", circumstances=asked)

    # 30.00 + a day on 530 + ten on 30.
    assert (found.accrued, found.paid, found.principal) == (3083, 3000, 3000)


def test_more_time_granted_twice_stops_each_day_once() -> None:
    account = owing(
        invoice("2024-01-31"),
        Extension(id="X", date=date("2024-02-10"), until=date("2024-02-20")),
        Extension(id="Y", date=date("2024-02-15"), until=date("2024-02-25")),
        Extension(id="Z", date=date("2024-02-12"), until=date("2024-02-12"), invoice="F-1"),
    )

    # Ten days before, five after.
    found = interest(account, flat("36.5", extended="stops"), "2024-03-01")

    assert found.amount == euros("15.00")


def test_more_time_granted_before_an_invoice_was_issued_stops_none_of_its_days() -> None:
    account = owing(
        invoice("2024-01-31", issue_date=date("2024-02-10")),
        Extension(id="X", date=date("2024-01-10"), until=date("2024-02-05")),
    )

    found = interest(account, flat("36.5", extended="stops"), "2024-02-20")

    assert (found.first_day, found.amount) == (date("2024-02-11"), euros("10.00"))


def test_a_credit_note_dated_before_what_it_corrects_pays_others_until_then() -> None:
    # Of 10 February, for an invoice of 20 February: until then it pays the oldest.
    account = owing(
        invoice("2024-01-31", "1000.00", name="F-0"),
        invoice("2024-01-31", "500.00", issue_date=date("2024-02-20")),
        credit("2024-02-10", "300.00"),
    )

    found = statement(account, flat("36.5"), "2024-03-01")

    # F-0: 10 days on 1,000, 10 on 700, 10 on 1,000. F-1: 10 days on 200.
    assert [each.amount for each in found] == [euros("27.00"), euros("2.00")]


def test_a_payment_that_bounced_before_it_cleared_was_never_there() -> None:
    bounced = paid(
        "2024-02-10", "500.00", cleared_on=date("2024-02-15"), reversed_on=date("2024-02-14")
    )
    loose = Payment(
        id="P",
        date=date("2024-02-10"),
        amount=euros("500.00"),
        reversed_on=date("2024-02-20"),
    )
    pending = Payment(id="Q", date=date("2024-02-10"), amount=euros("500.00"), pending=True)
    account = owing(invoice("2024-01-31"), bounced, pending)

    assert interest(account, flat("36.5"), "2024-03-01").amount == euros("30.00")
    # Ten days on half of it, while the money that names nothing was there.
    more = account.record(loose)
    assert interest(more, flat("36.5"), "2024-03-01").amount == euros("25.00")


def test_disputed_receivables_are_paid_last_by_money_that_names_none() -> None:
    account = owing(
        invoice("2024-01-31", name="F-1"),
        invoice("2024-01-31", name="F-2"),
        Dispute(id="X", invoice="F-1", opened_on=date("2024-02-01"), reason="price"),
        Payment(id="P", date=date("2024-02-10"), amount=euros("1000.00")),
    )

    found = statement(account, flat("36.5"), "2024-03-01")

    assert [each.amount for each in found] == [euros("30.00"), euros("10.00")]


def test_an_invoice_of_tomorrow_is_not_there_yet() -> None:
    account = owing(invoice("2024-01-31", issue_date=date("2024-03-02")))

    assert len(statement(account, flat("36.5"), "2024-03-01")) == 0
