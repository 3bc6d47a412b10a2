"""What the condition of a legal path may read: the facts of a claim."""

from typing import Final

from dunnix.facts import Fact, FactKind, FactTable


def _fact(name: str, kind: FactKind, meaning: str, *, nullable: bool = False) -> Fact:
    days = kind is FactKind.DAYS
    return Fact(
        name=f"claim.{name}",
        kind=kind,
        meaning=meaning,
        nullable=nullable,
        unit="days" if days else None,
        builtin=True,
        moves=days,
    )


CLAIM_FACTS: Final = FactTable(
    (
        _fact(
            "amount",
            FactKind.MONEY,
            "what is open and past its due date, without money on its way and without what got "
            "more time",
        ),
        _fact("undisputed", FactKind.MONEY, "the part of it that is not seriously disputed"),
        _fact(
            "disputed",
            FactKind.FLAG,
            "some of it is seriously disputed: a dispute is open, and no written acknowledgment "
            "followed it",
        ),
        _fact("acknowledged", FactKind.FLAG, "the debtor acknowledged all of it in writing"),
        _fact("insolvent", FactKind.FLAG, "insolvency proceedings were opened"),
        Fact(
            name="claim.party",
            kind=FactKind.CHOICE,
            choices=("company", "consumer", "public"),
            nullable=True,
            builtin=True,
            meaning="what the debtor is in law",
        ),
        _fact(
            "country",
            FactKind.TEXT,
            "ISO 3166 code of the country the path is looked for in, the debtor's unless said",
            nullable=True,
        ),
        _fact(
            "creditor_country",
            FactKind.TEXT,
            "ISO 3166 code of the creditor's country, where it was said",
            nullable=True,
        ),
        _fact(
            "cross_border",
            FactKind.FLAG,
            "creditor and debtor are in two countries",
            nullable=True,
        ),
        _fact("days_past_due", FactKind.DAYS, "days since the oldest due date in it"),
        Fact(
            name="claim.months_since_due",
            kind=FactKind.INTEGER,
            builtin=True,
            moves=True,
            unit="months",
            meaning="whole months since the oldest due date in it",
        ),
        _fact(
            "amicable_done",
            FactKind.FLAG,
            "each receivable has come to the last amicable step of the scenario, or beyond it",
            nullable=True,
        ),
        _fact(
            "formal_notice",
            FactKind.FLAG,
            "a formal notice was sent for each receivable: a mandatory step of the scenario, from "
            "the pre-litigation phase on",
            nullable=True,
        ),
        _fact(
            "days_since_notice",
            FactKind.DAYS,
            "days since the last formal notice of the receivable that had it last; unknown before",
            nullable=True,
        ),
        _fact(
            "title",
            FactKind.FLAG,
            "there is an enforceable title; only the host can say",
            nullable=True,
        ),
        _fact(
            "seizure_fruitless",
            FactKind.FLAG,
            "a seizure under a title found nothing; only the host can say",
            nullable=True,
        ),
    )
)
