"""The amounts a scenario names, and the currencies it can be used in."""

from collections.abc import Iterator, Mapping

from dunnix.model import FrozenMap
from dunnix.money import Money, currency_digits
from dunnix.scenario.drafts import ScenarioKeys
from dunnix.scenario.faults import Fault, Path
from dunnix.scenario.readers import shown
from dunnix.scenario.step_rules import Wrong


def currencies_of(scenario: ScenarioKeys) -> tuple[str, ...]:
    """Give the currencies a scenario speaks of, sorted."""
    return currencies_in(scenario.amounts, scenario.currency)


def currencies_in(amounts: Mapping[str, FrozenMap[str]], currency: str | None) -> tuple[str, ...]:
    """Give the currencies of amounts, and that of those written without one, sorted."""
    named = {code for amount in amounts.values() for code in amount if code}
    return tuple(sorted(named | ({currency} if currency else set())))


def settled(
    amounts: Mapping[str, FrozenMap[str]], currency: str | None
) -> FrozenMap[FrozenMap[str]]:
    """Give the amounts with every currency named and every decimal written out."""
    return FrozenMap(
        {
            name: FrozenMap(
                {
                    code or str(currency): Money(text, code or str(currency)).amount_text()
                    for code, text in amount.items()
                }
            )
            for name, amount in amounts.items()
        }
    )


def faults_of_amounts(scenario: ScenarioKeys, wrong: Wrong) -> Iterator[Fault]:
    """Give all that is wrong with the amounts a scenario names."""
    if not wrong & {"currency", "amounts"} and not currencies_of(scenario):
        yield from _no_currency(scenario)
        return
    for name, amount in scenario.amounts.items():
        for code, text in amount.items():
            path: Path = ("amounts", name, code) if code else ("amounts", name)
            currency = code or scenario.currency
            if currency:
                yield from _amount_fits(text, currency, path)
        yield from _given_in_all(scenario, name, wrong)
    yield from _amount_or_name(scenario, scenario.ignore_below, ("ignore_below",), wrong)
    for path, fee in _fees(scenario):
        yield from _amount_or_name(scenario, fee, path, wrong)
        yield from _is_something(scenario, fee, path)


def _no_currency(scenario: ScenarioKeys) -> Iterator[Fault]:
    yield Fault(
        code="missing-key",
        message="a scenario needs `currency`, or `[amounts]` given by currency",
        hint='add such as currency = "EUR"',
        path=("amounts",) if scenario.amounts else (),
        at_key=True,
    )


def _amount_fits(text: str, currency: str, path: Path) -> Iterator[Fault]:
    found, digits = len(text.partition(".")[2].rstrip("0")), currency_digits(currency)
    if found > digits:
        yield Fault(
            code="too-many-decimals",
            message=decimals_found(found, currency, digits),
            hint=fewer_decimals(digits),
            path=path,
        )
        return
    try:
        Money(text, currency)
    except ValueError:
        yield Fault(
            code="amount-too-large",
            message="an amount too large for 64 bits of minor units",
            hint="write a smaller one",
            path=path,
        )


def decimals_found(found: int, currency: str, digits: int) -> str:
    """Say that an amount has more decimals than its currency."""
    return f"an amount with {found} decimal{'s' * (found != 1)}, {currency} has {digits or 'none'}"


def fewer_decimals(digits: int) -> str:
    """Say how to mend an amount with too many decimals."""
    return f"write it with at most {digits} decimals" if digits else "write a whole number"


def _given_in_all(scenario: ScenarioKeys, name: str, wrong: Wrong) -> Iterator[Fault]:
    if wrong & {"currency", "amounts"}:
        return
    given = {code or scenario.currency for code in scenario.amounts[name]}
    if None in given:
        yield Fault(
            code="missing-key",
            message=f"`{name}` has no currency, for the scenario names none",
            hint='write such as { EUR = "50.00" }, or add `currency` to the scenario',
            path=("amounts", name),
        )
        return
    missing = [code for code in currencies_of(scenario) if code not in given]
    if missing:
        codes = ", ".join(f"`{code}`" for code in missing)
        yield Fault(
            code="amount-missing",
            message=f"`{name}` is not given in {codes}, in which the scenario can be used",
            hint="give every amount in every currency the scenario names",
            path=("amounts", name),
        )


def _fees(scenario: ScenarioKeys) -> Iterator[tuple[Path, str]]:
    """Give the fees of steps and reactions, each with the path of its key."""
    for place, step in enumerate(scenario.steps):
        if isinstance(step.fee, str):
            yield ("step", place, "fee"), step.fee
    for place, reaction in enumerate(scenario.reactions):
        if isinstance(reaction.fee, str):
            yield ("reaction", place, "fee"), reaction.fee


def _is_something(scenario: ScenarioKeys, fee: str, path: Path) -> Iterator[Fault]:
    named = scenario.amounts.get(fee)
    texts = [fee] if named is None else list(named.values())
    if any(not text.strip("0.") for text in texts):
        yield Fault(
            code="fee-of-nothing",
            message="a fee of nothing",
            hint="give an amount above zero, or leave `fee` out",
            path=path,
        )


def settled_amount(text: str, currency: str | None) -> str:
    """Give an amount with its decimals written out; a name, or none with no currency, as it is."""
    return Money(text, currency).amount_text() if currency and text[:1].isdigit() else text


def _amount_or_name(
    scenario: ScenarioKeys, text: str | None, path: Path, wrong: Wrong
) -> Iterator[Fault]:
    if text is None or wrong & {"currency", "amounts"}:
        return
    if text[:1].isalpha():
        if text not in scenario.amounts:
            yield Fault(
                code="unknown-amount",
                message=f"`{shown(text)}` is no amount of this scenario",
                hint=f'write a text such as "5.00", or declare `{shown(text)}` under [amounts]',
                path=path,
            )
    elif scenario.currency is None or len(currencies_of(scenario)) > 1:
        yield Fault(
            code="amount-without-currency",
            message="an amount without a name, where the scenario has more than one currency",
            hint="name it in [amounts], by currency, and write the name here",
            path=path,
        )
    else:
        yield from _amount_fits(text, scenario.currency, path)
