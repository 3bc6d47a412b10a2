"""What an import gives: a scenario, and each thing it means otherwise than the rules it is of."""

from enum import StrEnum

import attrs

from dunnix.importers.annotated import annotated
from dunnix.scenario import Scenario


class RuleSystem(StrEnum):
    """A system whose dunning rules can be imported."""

    BUSINESS_CENTRAL = "business-central"
    ODOO = "odoo"
    SAP = "sap"
    TRYTON = "tryton"

    @property
    def called(self) -> str:
        """What its makers call it."""
        return _CALLED[self]


_CALLED = {
    RuleSystem.BUSINESS_CENTRAL: "Business Central",
    RuleSystem.ODOO: "Odoo",
    RuleSystem.SAP: "SAP",
    RuleSystem.TRYTON: "Tryton",
}


@attrs.frozen(kw_only=True, order=False)
class Difference:
    """One thing the system means otherwise than the scenario, or that the scenario can't say.

    `where` is a key of the scenario, as `if_behind`, `contact.gap` or `step.level-2.fee`;
    `theirs` is what the system says, `ours` what the scenario does, `advice` what to do about it.

    >>> print(Difference(code="no-gap", where="contact.gap", theirs="each run climbs a level",
    ...                  ours="so does each decision", advice="ask once a day"))
    contact.gap [no-gap]
      theirs: each run climbs a level
      ours: so does each decision
      to do: ask once a day
    """

    code: str
    where: str
    theirs: str
    ours: str
    advice: str

    def lines(self) -> tuple[str, ...]:
        """Give what is to be told below its place, a line each."""
        return (f"theirs: {self.theirs}", f"ours: {self.ours}", f"to do: {self.advice}")

    def __str__(self) -> str:
        return "\n  ".join((f"{self.where} [{self.code}]", *self.lines()))


@attrs.frozen(kw_only=True, order=False)
class ImportedScenario:
    """Rules of another system as a scenario; `notes` tell each difference in meaning.

    `source` is the file the rules were in.
    """

    system: RuleSystem
    source: str
    scenario: Scenario
    notes: tuple[Difference, ...]

    def to_toml(self) -> str:
        """Give the scenario as a TOML file, each note a comment above what it is about."""
        count = len(self.notes)
        told = f"{count} differences" if count != 1 else "1 difference"
        first = f"Imported from {self.system.called}, {self.source}: {told} in meaning, each told"
        notes = [(each.where, (f"[{each.code}]", *each.lines())) for each in self.notes]
        return annotated(self.scenario.to_toml(), [first, "above what it is about."], notes)
