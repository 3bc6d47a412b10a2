"""Write the reference of the rule packs that ship, from their data, between its two marks.

With `--check` nothing is written; the exit code is 1 when the page is behind the packs.
"""

import sys
from collections.abc import Iterable, Iterator

from marked_page import update

from dunnix.scenario import PackRule, RulePack, load_rule_pack, rule_pack_names
from dunnix.scenario.contact_rules import WEEKDAYS, ContactRules, DayHours


def _pack(pack: RulePack) -> Iterator[str]:
    since = "" if pack.valid_from is None else f"from {pack.valid_from} "
    yield f"## `{pack.id}`\n"
    yield f"{pack.title['en']}. Version {pack.version}, known {since}until {pack.known_until}."
    yield f"Binding for {pack.binding_for}.\n"
    yield "| rule | in `[contact]` | says | binds | source | known |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for rule in pack.rules:
        terms = "<br>".join(f"`{term}`" for term in _terms(rule)) or "left to you"
        source = f"{rule.cite}; {rule.source}" if rule.cite else rule.source
        known = "from its source" if rule.certainty == "source" else rule.certainty
        yield f"| `{rule.id}` | {terms} | {rule.says} | {rule.binds} | {source} | {known} |"
    yield ""


def _terms(rule: PackRule) -> Iterator[str]:
    contact: ContactRules = rule.contact
    if rule.gap is not None:
        yield f'gap = "{rule.gap}"'
    if contact.at_most:
        yield f"at_most = {_texts(contact.at_most)}"
    if contact.hours is not None:
        yield f"hours = {{ {_hours(contact.hours)} }}"
    if contact.run_on:
        yield f"run_on = {_texts([WEEKDAYS[day] for day in contact.run_on])}"
    if not contact.closed_days:
        yield "closed_days = false"
    for quiet in contact.quiet:
        channels = f", channels = {_texts(quiet.channels)}" if quiet.channels else ""
        yield f'quiet = {{ {quiet.after} = {{ time = "{quiet.time}"{channels} }} }}'
    if contact.waiting is not None:
        yield f'waiting = "{contact.waiting}"'
    if contact.forbidden_places:
        yield f"forbidden_places = {_texts(contact.forbidden_places)}"


def _hours(hours: tuple[DayHours, ...]) -> str:
    """Write a week, its days in a row with the same hours as one."""
    found: list[tuple[int, int, str]] = []
    for day in hours:
        spans = _texts(day.spans)
        if found and found[-1][1] == day.weekday - 1 and found[-1][2] == spans:
            found[-1] = (found[-1][0], day.weekday, spans)
        else:
            found.append((day.weekday, day.weekday, spans))
    return ", ".join(
        f"{WEEKDAYS[first]}{f'-{WEEKDAYS[last]}' if last > first else ''} = {spans}"
        for first, last, spans in found
    )


def _texts(values: Iterable[object]) -> str:
    return "[" + ", ".join(f'"{each}"' for each in values) + "]"


def main(arguments: list[str]) -> int:
    packs = "\n".join(line for name in rule_pack_names() for line in _pack(load_rule_pack(name)))
    return update("rule-packs.md", "packs", packs, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
