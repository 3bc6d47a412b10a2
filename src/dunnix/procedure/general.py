"""What holds for a whole scenario in sentences: the ladder, days, money, tones and facts."""

from collections.abc import Iterator
from contextlib import suppress

from dunnix.calendars import OnClosedDay
from dunnix.facts import Fact, FactKind
from dunnix.interest.words import place_text
from dunnix.procedure import fact_sentences as of_facts
from dunnix.procedure import sentences as say_of
from dunnix.procedure.conditions import condition_text
from dunnix.procedure.procedure import Paragraph, Sentence
from dunnix.procedure.prose import Prose
from dunnix.procedure.steps import accepted
from dunnix.scenario import Per


def general_paragraphs(prose: Prose) -> Iterator[Paragraph]:
    """Tell what holds for all steps: the ladder and its days, money, and what is read."""
    yield Paragraph(sentences=(*_ladder(prose), *_days(prose)))
    yield Paragraph(sentences=(*_money(prose), *_tries(prose), *_tones(prose)))
    yield Paragraph(sentences=(*_declared(prose), *_accepted(prose)))


def _ladder(prose: Prose) -> Iterator[Sentence]:
    scenario = prose.scenario
    yield prose.sentence(("per",), say_of.PER[scenario.per])
    if scenario.per is Per.DEBTOR:
        yield prose.sentence(("travels",), say_of.TRAVELS[scenario.travels])
    yield prose.sentence(("if_behind",), say_of.IF_BEHIND[scenario.if_behind])


def _days(prose: Prose) -> Iterator[Sentence]:
    scenario = prose.scenario
    if scenario.calendar == "weekends":
        yield prose.sentence(("calendar",), say_of.WEEKENDS)
    else:
        calendar = prose.quoted(scenario.calendar)
        yield prose.sentence(("calendar",), say_of.CALENDAR, calendar=calendar)
    yield prose.sentence(("on_closed_day",), say_of.CLOSED_DAY[OnClosedDay(scenario.on_closed_day)])
    yield prose.sentence(("timezone",), say_of.TIMEZONE, timezone=scenario.timezone)
    if scenario.late_after.count == 0:
        yield prose.sentence(("late_after",), say_of.LATE_AT_ONCE)
    else:
        duration = prose.duration(scenario.late_after)
        yield prose.sentence(("late_after",), say_of.LATE_AFTER, duration=duration)


def _money(prose: Prose) -> Iterator[Sentence]:
    scenario = prose.scenario
    currencies = prose.all_of(scenario.currencies)
    yield prose.sentence(("currency",), say_of.MADE_FOR, currencies=currencies)
    if scenario.ignore_below is not None:
        amount = prose.amount(scenario.ignore_below)
        yield prose.sentence(("ignore_below",), say_of.IGNORE_BELOW, amount=amount)
    yield prose.sentence(("netting",), say_of.NETTING[scenario.netting])
    yield prose.sentence(("on_part_payment",), say_of.PART_PAYMENT[scenario.on_part_payment])
    if scenario.late_payment is not None:
        law = scenario.late_payment.jurisdiction
        place = place_text(law.country, law.title, prose.words)
        yield prose.sentence(("late-payment", "law"), say_of.LATE_PAYMENT, place=place)


def _tries(prose: Prose) -> Iterator[Sentence]:
    scenario = prose.scenario
    yield prose.counting(("attempts",), say_of.ATTEMPTS, scenario.attempts)
    duration = prose.duration(scenario.stale_after)
    yield prose.sentence(("stale_after",), say_of.STALE_AFTER, duration=duration)


def _tones(prose: Prose) -> Iterator[Sentence]:
    tones = prose.scenario.tones
    if tones.softer is not None:
        condition = condition_text(tones.softer, prose)
        yield prose.sentence(("tone", "softer"), say_of.SOFTER, condition=condition)
    if tones.firmer is not None:
        condition = condition_text(tones.firmer, prose)
        yield prose.sentence(("tone", "firmer"), say_of.FIRMER, condition=condition)
    if tones.softer is not None and tones.firmer is not None:
        yield prose.sentence(("tone",), say_of.SOFTER_WINS)


def _declared(prose: Prose) -> Iterator[Sentence]:
    """Say what the host supplies, and the channels that are called by a name of our own."""
    for fact in prose.scenario.facts:
        yield from _fact(fact, prose)
    for name, channel in prose.scenario.channels.items():
        quoted, by = prose.quoted(name), prose.by(channel)
        yield prose.sentence(("channels", name), say_of.OWN_CHANNEL, name=quoted, channel=by)


def _fact(fact: Fact, prose: Prose) -> Iterator[Sentence]:
    owner, _, name = fact.name.partition(".")
    path = ("facts", owner, name)
    quoted = prose.quoted(name.replace("_", " "))
    said = prose.say(of_facts.DECLARED[owner], name=quoted)
    yield prose.sentence(path, say_of.FACT_GIVEN, fact=said, kind=_kind(fact, prose))
    if fact.if_missing is not None:
        assumed = _stand_in(fact, prose)
        yield prose.sentence((*path, "if_missing"), say_of.FACT_ASSUMED, value=assumed)
    if fact.nullable:
        yield prose.sentence((*path, "nullable"), say_of.FACT_UNKNOWN)


def _kind(fact: Fact, prose: Prose) -> str:
    if fact.kind is FactKind.CHOICE:
        return prose.any_of(map(prose.quoted, fact.choices))
    return prose.say(say_of.FACT_KIND[fact.kind])


def _stand_in(fact: Fact, prose: Prose) -> str:
    match fact.if_missing:
        case bool(value):
            return prose.say(say_of.YES if value else say_of.NO)
        case int(value):
            return prose.words.number(value)
        case value if fact.kind is FactKind.MONEY:
            return _assumed_amount(str(value), prose)
        case value:
            return prose.quoted(str(value))


def _assumed_amount(text: str, prose: Prose) -> str:
    """Say an amount that is in the currency of whichever account asks: a number for several."""
    currencies = prose.scenario.currencies
    if len(currencies) == 1:
        with suppress(ValueError):  # it has more decimals than the currency
            return prose.money(text, currencies[0])
    return prose.money(text, None)


def _accepted(prose: Prose) -> Iterator[Sentence]:
    for code, reason in prose.scenario.allow.items():
        yield accepted(("allow", code), code, reason, prose)
