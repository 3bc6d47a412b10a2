"""The customers of a made-up maker of workbenches: who they are, and how they pay.

Nobody here exists: names are put together from invented syllables, telephone numbers come from
the ranges that regulators keep for fiction or can't be dialled, mail domains end in `.example`.
"""

import datetime as dt
import random
from collections.abc import Sequence
from typing import TypeVar

import attrs

from dunnix.model import Contact, Debtor, Instalment, Invoice
from dunnix.money import Money

START, AS_OF = dt.date(2025, 7, 1), dt.date(2026, 6, 30)
SEED = "dunnix demo 1"
SATURDAY = 5
_Any = TypeVar("_Any")


def _listed(words: str) -> list[str]:
    return words.split()


class Chance:
    """Chance with a seed; only `random()` is used, which never changes between Pythons."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(f"{SEED}: {seed}")  # noqa: S311  # no secret here

    def is_lucky(self, probability: float) -> bool:
        return self._random.random() < probability

    def between(self, first: int, last: int) -> int:
        return first + int(self._random.random() * (last - first + 1))

    def one_of(self, several: Sequence[_Any]) -> _Any:
        return several[self.between(0, len(several) - 1)]


@attrs.frozen
class Character:
    """How a customer behaves: chances, and days after the due date."""

    pays_by_itself: float
    days: tuple[int, int]
    pays_when_asked: float = 0.7
    promises: float = 0.1
    keeps: float = 0.9
    contests: float = 0.0
    pays_in_parts: float = 0.05
    answers: float = 0.8
    wants_plan: bool = False


CHARACTERS = {
    "prompt": Character(0.95, (-5, 1), pays_when_asked=0.9),
    "slow": Character(0.85, (4, 22)),
    "late": Character(0.5, (8, 40), pays_when_asked=0.35, promises=0.4),
    "public": Character(0.95, (12, 34), pays_when_asked=0.2),
    "talker": Character(0.25, (0, 12), pays_when_asked=0.3, promises=0.8, keeps=0.75),
    "breaker": Character(0.2, (5, 30), pays_when_asked=0.15, promises=0.9, keeps=0.25),
    "contester": Character(0.5, (0, 10), pays_when_asked=0.3, contests=0.6),
    "struggler": Character(
        0.25, (10, 30), pays_when_asked=0.1, promises=0.2, pays_in_parts=0.7, wants_plan=True
    ),
    "silent": Character(0.1, (20, 40), pays_when_asked=0.03, promises=0.0, answers=0.3),
}
# 60 customers: each country has some of every kind, and most of them pay.
_KINDS = _listed("""
    prompt slow prompt talker prompt contester slow slow late prompt late breaker prompt
    public talker silent slow late struggler prompt
""")
COUNTRIES = ("FR", "DE", "GB", "NL")
_STEMS = {
    "FR": _listed(
        "Valdorne Corvane Brissol Maurelle Tavignac Oriande Pellucet Jarnave Soubrelle "
        "Quintaure Verlaudin Archemont Dorvigne Belcastre Fontarelle"
    ),
    "DE": _listed(
        "Ostermoor Kranefeld Wulfhagen Tannrode Bickenau Ellerstett Grauwick Hollenbruck "
        "Imsfelde Jettenried Kaltenohe Lornbach Mersebrink Nordellen Quarnsee"
    ),
    "GB": _listed(
        "Brackholt Thornley-Wick Ashmarsh Coldwater-Vane Drumsallow Eastering Fenmoor Garthwell "
        "Hexcombe Inglemere Kestlewood Larkhollow Mossgate Netherwyke Oxbarrow"
    ),
    "NL": _listed(
        "Kesterhof Duinrade Veldermeer Zandwaard Oostellen Brinkelo Hagewoud Lindemaat "
        "Merelhoek Noordkamp Peelstede Rietvoorn Stroomwijk Tolbrink Waalakker"
    ),
}
_TRADES = {
    "FR": ("Menuiserie {} SARL", "Ateliers {} SAS", "{} Agencement SA"),
    "DE": ("{} Werkzeuge GmbH", "Tischlerei {} GmbH", "{} Metallbau AG"),
    "GB": ("{} Fittings Ltd", "{} Joinery Ltd", "{} Workshops plc"),
    "NL": ("{} Interieurbouw BV", "Timmerfabriek {} BV", "{} Techniek NV"),
}
_PUBLIC = {"FR": "Lycée de {}", "DE": "Stadt {}", "GB": "{} Borough Council", "NL": "Gemeente {}"}
_FIRST_NAMES = {
    "FR": _listed("Inès Hugo Maëlle Basile Odile Rémi Solène Achille"),
    "DE": _listed("Jule Anselm Frauke Lasse Wiebke Malte Hedda Enno"),
    "GB": _listed("Maud Rufus Orla Piers Tamsin Ewan Freya Giles"),
    "NL": _listed("Femke Joris Maaike Sietse Noor Wout Jetske Bram"),
}
# Kept free for fiction by Arcep, the Bundesnetzagentur and Ofcom; the last can't be dialled.
_PHONES = {
    "FR": "+33 1 99 00 {:02d} {:02d}",
    "DE": "+49 30 23125 {:01d}{:02d}",
    "GB": "+44 20 7946 0{:01d}{:02d}",
    "NL": "+31 20 000 {:02d} {:02d}",
}
_LANGUAGES = {"FR": "fr", "DE": "de", "GB": "en", "NL": "nl"}
_ZONES = {
    "FR": "Europe/Paris",
    "DE": "Europe/Berlin",
    "GB": "Europe/London",
    "NL": "Europe/Amsterdam",
}
_COLLECTORS = {"FR": "lea", "DE": "jonas", "GB": "lea", "NL": "jonas"}


@attrs.frozen
class Customer:
    number: int
    country: str
    kind: str

    @property
    def id(self) -> str:
        return f"C-{self.number:03d}"

    @property
    def character(self) -> Character:
        return CHARACTERS[self.kind]

    @property
    def buys_in_instalments(self) -> bool:
        return self.id == "C-008"

    @property
    def currencies(self) -> tuple[str, ...]:
        if self.country != "GB":
            return ("EUR",)
        return ("GBP", "EUR") if self.number % 5 == 0 else ("GBP",)


def customers() -> list[Customer]:
    return [
        Customer(number + 1, COUNTRIES[number % 4], _KINDS[(number // 4 + 5 * (number % 4)) % 20])
        for number in range(60)
    ]


def debtor_of(customer: Customer) -> Debtor:
    chance = Chance(f"debtor {customer.id}")
    country = customer.country
    stem = _STEMS[country][(customer.number - 1) // 4]
    public = customer.kind == "public"
    pattern = _PUBLIC[country] if public else chance.one_of(_TRADES[country])
    return Debtor(
        id=customer.id,
        name=pattern.format(stem),
        party="public" if public else "company",
        country=country,
        language=_LANGUAGES[country],
        timezone=_ZONES[country],
        owner=_COLLECTORS[country],
        credit_limit=Money.minor(100 * 5000 * chance.between(2, 8), customer.currencies[0]),
        contacts=[
            _contact(customer, stem, role, chance)
            for role in ("accounts-payable", "manager", "executive")
            if role != "manager" or chance.is_lucky(0.7)
        ],
    )


def _contact(customer: Customer, stem: str, role: str, chance: Chance) -> Contact:
    surname = stem if role == "executive" else chance.one_of(_STEMS[customer.country])
    plain = stem.lower().replace("é", "e")
    phone = _PHONES[customer.country].format(chance.between(0, 9), chance.between(10, 99))
    return Contact(
        id=f"{customer.id}-{role}",
        role=role,
        name=f"{chance.one_of(_FIRST_NAMES[customer.country])} {surname}",
        email=f"{role}@{plain}.example",
        phone=phone if role == "accounts-payable" or chance.is_lucky(0.5) else None,
        language=_LANGUAGES[customer.country],
    )


def invoices_of(customer: Customer) -> list[Invoice]:
    """A year of invoices, not numbered yet: every few weeks one, more from those who buy more."""
    chance = Chance(f"invoices {customer.id}")
    days = chance.one_of((14, 21, 30, 30))
    every, size = chance.between(24, 60), chance.between(300, 5200)
    found: list[Invoice] = []
    day = START + dt.timedelta(days=chance.between(0, every))
    while day <= AS_OF:
        day = working(day)
        amount = Money.minor(size * chance.between(35, 180), chance.one_of(customer.currencies))
        due = day + dt.timedelta(days=days)
        found.append(
            Invoice(
                id=f"{customer.id}/{len(found)}",
                issue_date=day,
                due_date=due,
                amount=amount,
                terms=f"{days}d",
                instalments=_thirds(amount, due) if customer.buys_in_instalments else (),
            )
        )
        day += dt.timedelta(days=chance.between(every * 2 // 3, every * 4 // 3))
    return found


def _thirds(amount: Money, due: dt.date) -> list[Instalment]:
    """Split an invoice into three monthly instalments; the first takes the odd cents."""
    third = amount.minor_units // 3
    amounts = (amount.minor_units - 2 * third, third, third)
    return [
        Instalment(
            number=number,
            due_date=due + dt.timedelta(days=30 * (number - 1)),
            amount=Money.minor(part, amount.currency),
        )
        for number, part in enumerate(amounts, 1)
    ]


def working(day: dt.date) -> dt.date:
    """Give the day, or the Monday after it."""
    return day if is_working(day) else day + dt.timedelta(days=7 - day.weekday())


def is_working(day: dt.date) -> bool:
    return day.weekday() < SATURDAY


def numbered(invoices: Sequence[Invoice]) -> dict[str, Invoice]:
    """Give each invoice the number under which the whole company counts them."""
    order = sorted(invoices, key=lambda each: (each.issue_date or START, each.id))
    return {each.id: attrs.evolve(each, id=f"F-{1000 + n}") for n, each in enumerate(order, 1)}
