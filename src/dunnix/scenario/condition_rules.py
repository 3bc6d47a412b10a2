"""What must hold of the conditions of a scenario: its facts and amounts are those they read."""

from collections.abc import Iterable, Iterator

from dunnix.conditions import Condition, ConditionFault, check_condition, decimals
from dunnix.conditions.expression import DecimalNumber, leaves, literals
from dunnix.facts import FactTable, table_for
from dunnix.money import currency_digits
from dunnix.scenario.amounts import currencies_of, decimals_found, fewer_decimals
from dunnix.scenario.draft_scenario import Draft
from dunnix.scenario.drafts import ScenarioKeys
from dunnix.scenario.faults import Fault, Path


def conditions_of(scenario: ScenarioKeys) -> Iterator[tuple[Path, Condition]]:
    """Give every condition of a scenario and the path of its key."""
    found: list[tuple[Path, Condition | None]] = [
        *((("step", place, "when"), each.when) for place, each in enumerate(scenario.steps)),
        *(
            (("reaction", place, "when"), each.when)
            for place, each in enumerate(scenario.reactions)
        ),
        *(
            (("statement", place, "when"), each.when)
            for place, each in enumerate(scenario.statements)
        ),
        (("tone", "softer"), scenario.tones.softer),
        (("tone", "firmer"), scenario.tones.firmer),
    ]
    return ((path, condition) for path, condition in found if condition is not None)


def fact_table(scenario: ScenarioKeys) -> FactTable:
    """Give the facts a scenario's conditions may read."""
    ids = dict.fromkeys(str(step.id) for step in scenario.steps if step.id)
    return table_for(scenario.facts, tuple(ids))


def conditions_hold_water(draft: Draft) -> Iterator[Fault]:
    """Find what conditions read that isn't there, or compare as it can't be compared."""
    return faults_in(conditions_of(draft.scenario), fact_table(draft.scenario), draft)


def faults_in(
    conditions: Iterable[tuple[Path, Condition]], table: FactTable, draft: Draft
) -> Iterator[Fault]:
    """Find what some conditions read that isn't in a table, or is compared as it can't be."""
    amounts = frozenset(draft.scenario.amounts)
    for path, condition in conditions:
        for found in check_condition(condition, table, amounts):
            if condition.text[found.start : found.end] in draft.unreadable:
                continue
            span = (found.start, found.end)
            hint = _declare(found, table) or found.hint
            yield Fault(code=found.code, message=found.message, hint=hint, path=path, span=span)
        for fault in _literals_fit(draft, condition):
            yield fault.under(*path)


def _declare(found: ConditionFault, table: FactTable) -> str | None:
    """Give the way out when a fact isn't misspelt but missing: the host may supply it."""
    import difflib

    owner, _, name = found.message.partition("`")[2].partition("`")[0].partition(".")
    if found.code != "undeclared-fact" or owner not in {"debtor", "invoice"}:
        return None
    near = difflib.get_close_matches(f"{owner}.{name}", table.names, n=1, cutoff=0.85)
    meant = f"did you mean `{near[0]}`? if not, " if near else ""
    return f"{meant}declare `{name}` under [facts.{owner}]"


def _literals_fit(draft: Draft, condition: Condition) -> Iterator[Fault]:
    codes = currencies_of(draft.scenario)
    if not codes or draft.wrong & {"currency", "amounts"}:
        return
    found: list[DecimalNumber] = [
        literal
        for leaf in leaves(condition.expression)
        for literal in literals(leaf)
        if isinstance(literal, DecimalNumber) and literal.units
    ]
    if not found:
        return
    code, *others = codes
    if others:
        yield Fault(
            code="amount-without-currency",
            message="an amount without a name, where the scenario has more than one currency",
            hint="name it in [amounts], by currency, and write the name here",
            span=(found[0].span.start, found[0].span.end),
        )
    else:
        yield from _decimals_fit(condition, code, found)


def _decimals_fit(condition: Condition, code: str, found: list[DecimalNumber]) -> Iterator[Fault]:
    digits = currency_digits(code)
    if decimals(condition) <= digits:
        return
    worst = max(found, key=lambda literal: literal.decimals)
    yield Fault(
        code="too-many-decimals",
        message=decimals_found(worst.decimals, code, digits),
        hint=fewer_decimals(digits),
        span=(worst.span.start, worst.span.end),
    )
