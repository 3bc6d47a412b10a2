import datetime as dt

import pytest
from law_cases import eur

from dunnix.law import Milestone, legal_path, path_dates, withdrawable_until

ORDER = legal_path("fr-injonction-de-payer")
SUMMARY = legal_path("fr-refere-provision")
CLAIM = legal_path("fr-assignation")


def days(path_id: str, party: str | None = None, **happened: dt.date) -> dict[str, dt.date]:
    found = path_dates(legal_path(path_id), happened, party=party)
    return {each.milestone.value: each.on for each in found}


@pytest.mark.parametrize(
    ("order", "service"),
    [
        (dt.date(2026, 8, 31), dt.date(2027, 2, 28)),
        (dt.date(2026, 9, 1), dt.date(2026, 12, 1)),
    ],
)
def test_the_time_to_serve_an_order_was_halved_for_orders_from_september_2026(
    order: dt.date, service: dt.date
) -> None:
    assert days("fr-injonction-de-payer", order=order) == {"service": service}


def test_the_debtor_may_oppose_for_a_month_and_enforcement_waits_two() -> None:
    found = days("fr-injonction-de-payer", order=dt.date(2026, 9, 7), service=dt.date(2026, 9, 30))

    assert found == {"opposition": dt.date(2026, 10, 30), "enforcement": dt.date(2026, 11, 30)}


@pytest.mark.requirement("M141")
def test_a_hearing_is_expected_three_weeks_after_filing_until_one_is_fixed() -> None:
    expected = path_dates(SUMMARY, {"filing": dt.date(2026, 5, 4)})
    fixed = path_dates(SUMMARY, {"filing": dt.date(2026, 5, 4), "hearing": dt.date(2026, 6, 2)})

    assert [(each.milestone, each.on, each.expected) for each in expected] == [
        (Milestone.ENROLMENT, dt.date(2026, 5, 25), True),
        (Milestone.HEARING, dt.date(2026, 5, 25), True),
    ]
    assert [(each.milestone, each.on, each.expected) for each in fixed] == [
        (Milestone.ENROLMENT, dt.date(2026, 6, 2), False)
    ]


@pytest.mark.requirement("M142")
def test_a_summons_falls_by_itself_if_it_is_not_enrolled_in_time() -> None:
    hearing = {"hearing": dt.date(2026, 6, 30)}

    assert withdrawable_until(CLAIM, hearing, party="company") == dt.date(2026, 6, 22)
    assert withdrawable_until(CLAIM, hearing, party="consumer") == dt.date(2026, 6, 15)
    assert withdrawable_until(SUMMARY, hearing) == dt.date(2026, 6, 30)


def test_of_two_limits_the_earlier_counts_when_the_kind_of_debtor_is_not_said() -> None:
    assert withdrawable_until(CLAIM, {"hearing": dt.date(2026, 6, 30)}) == dt.date(2026, 6, 15)


@pytest.mark.requirement("M143")
def test_a_hearing_put_off_moves_what_is_counted_from_it() -> None:
    first = days("fr-assignation", "company", hearing=dt.date(2026, 6, 30))
    later = days("fr-assignation", "company", hearing=dt.date(2026, 7, 30))

    assert first == {"service": dt.date(2026, 6, 15), "enrolment": dt.date(2026, 6, 22)}
    assert later == {"service": dt.date(2026, 7, 15), "enrolment": dt.date(2026, 7, 22)}


def test_what_happened_is_not_told_again() -> None:
    found = days("fr-injonction-de-payer", filing=dt.date(2026, 9, 1), order=dt.date(2026, 9, 20))

    assert found == {"service": dt.date(2026, 12, 20)}


def test_what_follows_from_an_expected_day_is_expected_too() -> None:
    found = path_dates(ORDER, {"filing": dt.date(2026, 9, 1)})

    assert [(each.milestone.value, each.on.isoformat(), each.expected) for each in found] == [
        ("order", "2026-10-13", True),
        ("service", "2027-01-13", True),
    ]


def test_nothing_known_gives_no_day() -> None:
    assert path_dates(ORDER, {}) == ()
    assert withdrawable_until(ORDER, {}) is None
    assert withdrawable_until(legal_path("fr-petites-creances"), {"filing": dt.date.min}) is None


def test_a_milestone_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="verdict"):
        path_dates(ORDER, {"verdict": dt.date(2026, 1, 1)})


@pytest.mark.parametrize(
    ("amount", "least"),
    [
        ("128.00", "12.87"),
        ("128.01", "25.74"),
        ("1280.00", "25.74"),
        ("1280.01", "51.48"),
    ],
)
def test_serving_an_order_costs_by_the_amount(amount: str, least: str) -> None:
    (service,) = (each for each in ORDER.costs if each.id == "service")

    assert service.of(eur(amount)).least == eur(least)
