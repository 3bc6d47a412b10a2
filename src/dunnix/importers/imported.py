"""Rules of another system made a scenario."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from dunnix.errors import Place, Problem, ScenarioError
from dunnix.importers.business_central import BUSINESS_CENTRAL, business_central_steps
from dunnix.importers.columns import RuleTable
from dunnix.importers.difference import Difference, ImportedScenario, RuleSystem
from dunnix.importers.draft import Draft
from dunnix.importers.odoo import ODOO, odoo_steps
from dunnix.importers.sap import SAP, sap_steps
from dunnix.importers.shape import Shape, titled
from dunnix.importers.sheet import Sheet, Source, read_sheet
from dunnix.importers.tryton import TRYTON, tryton_steps
from dunnix.model.rows import shown
from dunnix.money import currency_codes, currency_digits, currency_hint
from dunnix.scenario import Scenario
from dunnix.scenario.identifiers import RESERVED

_IMPORTERS: Final[Mapping[RuleSystem, tuple[RuleTable, Callable[[Draft], Shape]]]] = {
    RuleSystem.BUSINESS_CENTRAL: (BUSINESS_CENTRAL, business_central_steps),
    RuleSystem.ODOO: (ODOO, odoo_steps),
    RuleSystem.SAP: (SAP, sap_steps),
    RuleSystem.TRYTON: (TRYTON, tryton_steps),
}
_LONGEST_ID: Final = 40


def import_rules(
    system: RuleSystem | str,
    source: Source,
    *,
    id: str | None = None,  # noqa: A002  # as a scenario calls it
    currency: str | None = None,
) -> ImportedScenario:
    """Make a scenario of the dunning rules of another system, and note each difference in meaning.

    `system` is `business-central`, `odoo`, `sap` or `tryton`; `source` the path of an exported
    `.csv` or `.json` file, or its rows. `currency` is that of the scenario, needed unless the rows
    name just one; `id` what it is called, else what the system calls the rules. Raises
    `ScenarioError` with all that is wrong with the rules, each at its row and column, and
    ValueError for an unknown system or currency.

    >>> rows = [{"delay": 5, "send_email": True, "auto_execute": True}, {"delay": 20}]
    >>> found = import_rules("odoo", rows, currency="EUR")
    >>> [str(step.at) for step in found.scenario.steps]
    ['due + 5d', 'due + 20d']
    >>> found.notes[0].code
    'level-per-line'
    """
    table, steps = _IMPORTERS[RuleSystem(system)]
    if currency is not None:
        currency_digits(currency)
    sheet = read_sheet(table, source)
    draft = Draft(table=table, sheet=sheet, currency=_currency(table, sheet, currency))
    shape = steps(draft)
    draft.leftovers()
    draft.problems.extend(_whole_problems(draft))
    if draft.problems:
        raise ScenarioError(sorted(draft.problems, key=_row_order))
    scenario = _scenario(draft, shape, id)
    return ImportedScenario(
        system=table.system, source=sheet.file, scenario=scenario, notes=_in_order(draft)
    )


def _row_order(problem: Problem) -> int:
    """Sort by the row a problem is in; what is about the file comes first."""
    place = problem.place
    at = re.search(r"\[(\d+)\]", place.field or "") if place else None
    return (place.line if place else 0) or (int(at[1]) + 1 if at else 0)


def _scenario(draft: Draft, shape: Shape, name: str | None) -> Scenario:
    given: dict[str, Any] = {
        "stale_after": shape.stale_after,
        "ignore_below": shape.ignore_below,
        "channels": shape.channels,
        "title": titled(shape.title),
    }
    return Scenario(
        id=name or _id_of(shape.name) or draft.table.system,
        version="1",
        currency=draft.currency,
        if_behind="one-at-a-time",
        per=shape.per,
        gap=shape.gap,
        netting=shape.netting,
        on_closed_day="keep",
        steps=draft.steps,
        **{key: value for key, value in given.items() if value},
    )


def _in_order(draft: Draft) -> tuple[Difference, ...]:
    """Give the notes as a reader comes to them: of the whole first, then step by step."""
    place = {f"step.{step.id}": at for at, step in enumerate(draft.steps, start=1)}
    return tuple(
        sorted(draft.notes, key=lambda note: place.get(".".join(note.where.split(".")[:2]), 0))
    )


def _id_of(name: str | None) -> str | None:
    """Make an id of a name, where it begins with a letter: `Z001` is `z001`."""
    words = re.sub(r"[^a-z0-9]+", "-", (name or "").casefold()).strip("-")[:_LONGEST_ID]
    found = words.rstrip("-")
    return found if re.match(r"[a-z]", found) and found not in RESERVED else None


def _currency(table: RuleTable, sheet: Sheet, asked: str | None) -> str | None:
    """Give the currency asked for, else the one that the rows name; several are refused."""
    rows = _by_currency(table, sheet)
    if asked is None and len(rows) > 1:
        named = [f"`{code}` ({', '.join(where)})" for code, where in rows.items()]
        message = f"the rows name {', '.join(named[:-1])} and {named[-1]}"
        hint = f"say which the scenario is for, such as `--currency {next(iter(rows))}`"
        place = Place(file=sheet.file)
        sheet.problems.append(
            Problem(code="several-currencies", message=message, hint=hint, place=place)
        )
    return asked or next(iter(rows), None)


def _by_currency(table: RuleTable, sheet: Sheet) -> Mapping[str, Sequence[str]]:
    """Give where each currency is named; a word that is none is refused."""
    found = defaultdict[str, list[str]](list)
    if table.currency is None:
        return found
    for row in sheet.levels:
        code = row.text(table.currency)
        if code in currency_codes():
            found[code].append(row.where)
        elif code is not None:
            message = f"`{shown(code)}` is no currency"
            row.refuse(table.currency, "unknown-currency", message, currency_hint(code))
    return found


def _whole_problems(draft: Draft) -> Iterator[Problem]:
    """Tell what is wrong with the rules as a whole, where no row is to blame already."""
    place = Place(file=draft.sheet.file)
    told = {each.code for each in draft.problems}
    if draft.currency is None and not told & {"no-currency", "unknown-currency"}:
        message = "nothing says which currency the scenario is for"
        hint = "say which, such as `--currency EUR`"
        yield Problem(code="no-currency", message=message, hint=hint, place=place)
    if not draft.steps and not draft.problems:
        message, hint = "no level ever comes", "give at least one of them its days"
        yield Problem(code="no-levels", message=message, hint=hint, place=place)
