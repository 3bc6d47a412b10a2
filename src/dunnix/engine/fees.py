"""What steps and reactions cost the debtor, as a scenario names it."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from dunnix.engine.durations import most_days
from dunnix.engine.rungs import Rung
from dunnix.money import Money
from dunnix.scenario import Scenario


@attrs.frozen(eq=False, order=False)
class NamedFee:
    """What a step or reaction costs, by currency, and within how many days paying waives it."""

    step: str
    amounts: Mapping[str, Money]
    waived_within: int | None


def fees_of(scenario: Scenario, rungs: Iterable[Rung]) -> Iterator[NamedFee]:
    """Give what steps and reactions cost, of those that cost anything."""
    for rung in rungs:
        step, within = rung.step, rung.step.fee_waived_if_paid_within
        named = ((code, scenario.fee(step, code)) for code in scenario.currencies)
        amounts = {code: fee for code, fee in named if fee is not None}
        if amounts:
            days = None if within is None else most_days(within)
            yield NamedFee(rung.id, amounts, days)
