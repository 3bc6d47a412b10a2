from typing import Any

import pytest

from dunnix.terms import PaymentTerms, TermsError, parse_terms

TERMS = parse_terms("30 % on order, remainder end of month on the 10th or 25th, 2/10", "en")
ROW: dict[str, Any] = {
    "instalments": [
        {
            "share": {"kind": "percent", "percent": "30"},
            "due": {"anchor": "order", "steps": []},
        },
        {
            "share": {"kind": "remainder"},
            "due": {
                "anchor": "invoice",
                "steps": [
                    {"kind": "end-of-month", "months_ahead": 0},
                    {"kind": "payment-day", "days": [10, 25]},
                ],
            },
        },
    ],
    "discounts": [
        {
            "percent": "2",
            "due": {
                "anchor": "invoice",
                "steps": [{"kind": "add", "count": 10, "unit": "day"}],
            },
            "base": "gross",
        }
    ],
}


def test_terms_are_plain_data_and_come_back() -> None:
    assert TERMS.to_dict() == ROW
    assert PaymentTerms.from_dict(ROW) == TERMS


def test_that_there_is_no_discount_is_kept() -> None:
    terms = parse_terms("no discount", "en")

    assert terms.to_dict() == {"no_discount": True}
    assert PaymentTerms.from_dict({"no_discount": True}) == terms


def test_what_is_usual_may_be_left_out() -> None:
    row = {
        "instalments": [
            {"share": {"kind": "remainder"}, "due": {"steps": [{"kind": "add", "count": 30}]}}
        ]
    }

    assert PaymentTerms.from_dict(row) == parse_terms("net 30")


def due(*steps: object, **keys: object) -> dict[str, Any]:
    return {"instalments": [{"share": {"kind": "remainder"}, "due": {"steps": [*steps], **keys}}]}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ([], "terms: a table is wanted, found a list"),
        ({}, "payment terms say nothing: name a due date or a discount"),
        ({"instalment": []}, "terms: there is no key `instalment`; did you mean `instalments`?"),
        ({"instalments": {}}, "terms.instalments: a list is wanted, found a dict"),
        ({"no_discount": "yes"}, "terms.no_discount: true or false is wanted"),
        ({"instalments": [{}]}, "terms.instalments[0]: the key `share` is missing"),
        (
            due({"kind": "ad", "count": 3}),
            "terms.instalments[0].due.steps[0]: there is no operation `ad`; did you mean `add`?",
        ),
        (
            due({"kind": "add"}),
            "terms.instalments[0].due.steps[0]: the key `count` is missing",
        ),
        (
            due({"kind": "add", "count": 30, "units": "day"}),
            "terms.instalments[0].due.steps[0]: there is no key `units`; did you mean `unit`?",
        ),
        (
            due({"kind": "add", "count": 30, "unit": "days"}),
            "terms.instalments[0].due.steps[0].unit: there is no unit `days`; did you mean `day`?",
        ),
        (
            due({"kind": "add", "count": "30"}),
            "terms.instalments[0].due.steps[0]: `count` is an int, not a str",
        ),
        (
            due({"kind": "day-of-month", "day": 32}),
            "terms.instalments[0].due.steps[0]: `day` is from 1 to 31, found 32",
        ),
        (
            due({"kind": "on-date", "date": "15/03/2026"}),
            "terms.instalments[0].due.steps[0].date: a date such as `2026-03-15` is wanted",
        ),
        (
            due(5),
            "terms.instalments[0].due.steps[0]: a table with the key `kind` is wanted",
        ),
        (
            due(anchor="shipment"),
            (
                "terms.instalments[0].due.anchor: there is no anchor `shipment`; known are "
                "`delivery`, `invoice`, `order`, `receipt`"
            ),
        ),
        (
            {"discounts": [{"percent": 2.5, "due": {"steps": []}}]},
            "terms.discounts[0]: a number is a string, an int or a Decimal, not a float",
        ),
        (
            {"discounts": [{"percent": "2", "due": {"steps": []}, "base": ["net"]}]},
            "terms.discounts[0].base: there is no base `['net']`",
        ),
    ],
)
def test_a_fault_in_a_row_is_told_with_its_place(row: Any, sentence: str) -> None:
    with pytest.raises(TermsError) as caught:
        PaymentTerms.from_dict(row)

    assert str(caught.value) == sentence
