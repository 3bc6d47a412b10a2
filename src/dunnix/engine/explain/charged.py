"""What an action claims beside the amount in play, in words: interest, fixed sums, its fee."""

from collections.abc import Iterator

from dunnix.engine.charges import charges_of
from dunnix.engine.decision import EffectInForce, NextAction
from dunnix.engine.evaluation import Evaluation
from dunnix.engine.explain import sentences
from dunnix.words import Words


def charged(action: NextAction, evaluation: Evaluation, say: Words) -> Iterator[str]:
    """Say how much interest since when, the fixed sums, the sum of all, and the fee."""
    if action.interest is not None:
        yield _interest(action, evaluation, say)
    if action.interest_unknown_since is not None:
        yield say.say(sentences.NO_RATE, day=say.day(action.interest_unknown_since))
    if action.indemnity is not None:
        yield say.say(sentences.INDEMNITY, amount=say.money(action.indemnity))
    if action.claimed != action.amount_due:
        yield say.say(sentences.CLAIMED, amount=say.money(action.claimed))
    if action.fee is not None:
        yield say.say(sentences.FEE, amount=say.money(action.fee))


def _interest(action: NextAction, evaluation: Evaluation, say: Words) -> str:
    from dunnix.interest.words import place_text, rate_text

    names = {line.id for line in action.receivables if line.interest is not None}
    situation = evaluation.situation_of(min(names))
    law, amount = situation.compiled.law, action.interest
    if law is None or amount is None:
        raise AssertionError("interest is claimed by a law")
    place = place_text(law.country, law.title, say)
    claims = (each.claim for each in situation.position.places if each.claim.id in names)
    stated = [each for claim in claims for each in charges_of(situation).stated(claim)]
    accrued = [each for each in stated if each.lines]
    if not accrued:
        return say.say(sentences.INTEREST_NONE, place=place, amount=say.money(amount))
    since = say.day(min(each.lines[0].first_day for each in accrued))
    rates = {each.lines[-1].percent for each in accrued}
    if len(rates) > 1:
        return say.say(sentences.INTEREST_RATES, place=place, amount=say.money(amount), day=since)
    rate = rate_text(rates.pop(), say)
    return say.say(sentences.INTEREST, place=place, amount=say.money(amount), day=since, rate=rate)


def effect_text(effect: EffectInForce, say: Words) -> str:
    """Say an effect in force, and what it comes to so far where that is known."""
    known = {
        "name": say.code(sentences.EFFECT, effect.name),
        "receivable": effect.receivable,
        "day": say.day(effect.since),
    }
    if effect.amount is None:
        return say.say(sentences.EFFECT_LINE, **known)
    return say.say(sentences.EFFECT_AMOUNT, **known, amount=say.money(effect.amount))
