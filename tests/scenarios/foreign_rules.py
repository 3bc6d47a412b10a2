"""The rules of other systems, each as its documentation and source tell it, in a few lines.

Days are counted, and day 0 is any day. A run asks on a day and does at once what comes of it.

- Odoo: `account_followup` as of version 13, days inclusive, one level a run
- Tryton: `modules/account_dunning/dunning.py`, https://foss.heptapod.net/tryton/tryton
- Business Central: `ReminderMake.Codeunit.al`, https://github.com/microsoft/BCApps
- SAP: the fields of T047A at https://leanx.eu/en/sap/table/t047a.html; a level is at most one above
  the last (SAP KBA 3734132), an item is overdue past its grace, an account is dunned once an
  interval
"""

from dataclasses import dataclass, field


@dataclass
class Tryton:
    """Each line climbs by itself, to the next level whose days have passed."""

    delays: list[int]
    due: dict[str, int]
    level: dict[str, int] = field(default_factory=dict)

    def run(self, day: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for line, due in self.due.items():
            after = range(self.level.get(line, 0), len(self.delays))
            passing = [n + 1 for n in after if day - due >= self.delays[n]]
            if due <= day and passing:
                found[line] = passing[0]
        self.level.update(found)
        return found


@dataclass
class Odoo:
    """Each item stands at a level; the customer gets the highest next level of all items."""

    delays: list[int]
    due: dict[str, int]
    level: dict[str, int] = field(default_factory=dict)

    def run(self, day: int) -> int | None:
        nexts = {item: min(self.level.get(item, 0) + 1, len(self.delays)) for item in self.due}
        ready = {
            item: level
            for item, level in nexts.items()
            if day - self.due[item] >= self.delays[level - 1]
        }
        self.level.update(ready)
        return max(ready.values(), default=None)


@dataclass
class BusinessCentral:
    """Each entry climbs a level with each reminder, once the grace after the last one is over."""

    levels: list[tuple[int, int]]
    """The grace of a level, and the time its reminder gives."""
    most: int
    due: dict[str, int]
    reminded: dict[str, tuple[int, int]] = field(default_factory=dict)
    """How often an entry was reminded of, and the due date of the last reminder."""

    def run(self, day: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for entry, due in self.due.items():
            times, since = self.reminded.get(entry, (0, due))
            level = min(times + 1, len(self.levels))
            if since + self.levels[level - 1][0] < day and (not self.most or times < self.most):
                found[entry] = level
        if found:
            given = self.levels[max(found.values()) - 1][1]
            for entry in found:
                times = self.reminded.get(entry, (0, 0))[0] + 1
                self.reminded[entry] = times, day + given
        return found


@dataclass
class Sap:
    """Each item has the level of its arrears, one above its last at most."""

    arrears: list[int]
    interval: int
    least: int
    grace: int
    due: dict[str, int]
    always: bool = False
    """Whether the last level is dunned though nothing changed."""
    level: dict[str, int] = field(default_factory=dict)
    last: int | None = None

    def run(self, day: int) -> int | None:
        late = {item: day - due for item, due in self.due.items() if day - due > self.grace}
        if self.last is not None and day < self.last + self.interval:
            return None
        if max(late.values(), default=0) < max(self.least, 1):
            return None
        new = {item: self._level(item, days) for item, days in late.items()}
        top = max(new.values())
        changed = any(new[item] != self.level.get(item, 0) for item in new)
        if not top or not (changed or (self.always and top == len(self.arrears))):
            return None
        self.level.update(new)
        self.last = day
        return top

    def _level(self, item: str, days: int) -> int:
        before = self.level.get(item, 0)
        possible = sum(days >= each for each in self.arrears)
        return max(before, min(before + 1, possible))
