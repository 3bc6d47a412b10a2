"""Frames on their way in: read and checked each by itself, stage by stage."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from dunnix.errors import Problem, did_you_mean
from dunnix.frames.amounts import (
    Digits,
    faults_of_amounts,
    unreadable_amounts,
    with_amounts,
    with_plain_amounts,
)
from dunnix.frames.consistency import faults_of_dates, faults_of_signs, faulty_sums, repeated
from dunnix.frames.days import DayReader, unreadable_days, with_days
from dunnix.frames.due_dates import faults_of_due_dates, with_due_dates
from dunnix.frames.faults import found_faults, refuse
from dunnix.frames.fields import ALL_FIELDS, ColumnMap, FieldKind, Picked, maps_by_frame, picked
from dunnix.frames.sources import header_of, kind_of_frame, opened
from dunnix.frames.tables import Frame
from dunnix.frames.texts import (
    digits_found,
    faults_of_texts,
    missing,
    unreadable_texts,
    with_texts,
)
from dunnix.model.rows import shown

_FIXED: Final = frozenset(
    name for fields in ALL_FIELDS.values() for name in (*fields.kinds, "amount_minor")
)


@attrs.frozen(kw_only=True, order=False, eq=False)
class Usual:
    """What holds for all frames of a ledger."""

    currency: str | None
    dates: str | None
    reader: DayReader
    terms: Mapping[str, int]


@attrs.frozen(kw_only=True, order=False, eq=False)
class Draft:
    """A frame on its way in: its fields under their names, and the decimals of its amounts."""

    of: Picked
    frame: Frame
    digits: Digits = attrs.field(factory=dict[int, Sequence[str]])


def checked(
    natives: Mapping[str, object], columns: ColumnMap | None, facts: Sequence[str], usual: Usual
) -> tuple[dict[str, Draft], tuple[Problem, ...], str]:
    """Read each frame by itself; gives them, what is worth a look, and the kind of the first.

    Raises `LedgerError` with all that is wrong at one stage: the columns, then their types, then
    their cells, then their rows.
    """
    headers = {name: header_of(name, native) for name, native in natives.items()}
    kind = _kind_of_all(natives)
    drafts = _opened(natives, headers, maps_by_frame(columns), facts, usual)
    warnings: list[Problem] = []
    for stage in (_types, _texts_and_days, _cells, _rows):
        done = {name: stage(draft, usual) for name, draft in drafts.items()}
        warnings += refuse(problem for _, found in done.values() for problem in found)
        drafts = {name: _settled(draft, kind) for name, (draft, _) in done.items()}
    return drafts, tuple(warnings), kind


def _kind_of_all(natives: Mapping[str, object]) -> str:
    """Give the kind of the first frame; all must be of one library, to be joined."""
    kinds = {name: kind_of_frame(name, native) for name, native in natives.items()}
    (first, kind), *others = kinds.items()
    for name, other in others:
        if other.partition("-")[0] != kind.partition("-")[0]:
            raise TypeError(f"`{first}` is a frame of {kind}, `{name}` of {other}; one is wanted")
    return kind


def _opened(
    natives: Mapping[str, object],
    headers: Mapping[str, Sequence[str]],
    mappings: Mapping[str, Mapping[str, str]],
    facts: Sequence[str],
    usual: Usual,
) -> dict[str, Draft]:
    for name, mapping in mappings.items():
        if mapping and name not in natives:
            raise ValueError(f"`columns` maps fields of `{name}`, which isn't given")
    _check_facts(facts, mappings, headers)
    drafts: dict[str, Draft] = {}
    problems: list[Problem] = []
    for name, native in natives.items():
        kept = facts if name in {"invoices", "debtors"} else ()
        fields, needed = ALL_FIELDS[name], _needed(name, usual)
        of, found = picked(fields, headers[name], mappings[name], kept, needed)
        frame, unread = opened(native, of)
        drafts[name] = Draft(of=of, frame=frame)
        problems += [*found, *unread]
    refuse(problems)
    return drafts


def _needed(name: str, usual: Usual) -> Iterator[str]:
    """Give the fields that a frame needs because nothing else says what they would."""
    if name != "debtors" and usual.currency is None:
        yield "currency"
    if name == "invoices":
        yield from ("issue_date", "terms") if usual.terms else ("due_date",)


def _check_facts(
    facts: Sequence[str],
    mappings: Mapping[str, Mapping[str, str]],
    headers: Mapping[str, Sequence[str]],
) -> None:
    known = {
        column
        for name in ("invoices", "debtors")
        for column in (*headers.get(name, ()), *mappings[name])
    }
    for place, fact in enumerate(facts):
        if fact in _FIXED:
            raise ValueError(f"`{fact}` in `facts` is a field; map its column to another name")
        if fact in facts[:place]:
            raise ValueError(f"`{shown(fact)}` stands twice in `facts`")
        if fact not in known:
            hint = did_you_mean(fact, known) or "see the columns of `invoices` and `debtors`"
            raise ValueError(f"no column is called `{shown(fact)}`, which `facts` names; {hint}")


def _settled(draft: Draft, kind: str) -> Draft:
    """Reckon an eager Polars frame now, not again for each figure."""
    if kind != "polars":
        return draft
    return attrs.evolve(draft, frame=draft.frame.collect().lazy())


def _types(draft: Draft, _: Usual) -> tuple[Draft, Iterator[Problem]]:
    return draft, _unreadable(draft)


def _unreadable(draft: Draft) -> Iterator[Problem]:
    schema = draft.frame.collect_schema()
    yield from unreadable_texts(schema, draft.of)
    yield from unreadable_days(schema, draft.of)
    if draft.of.fields.has_amount:
        yield from unreadable_amounts(schema, draft.of)


def _texts_and_days(draft: Draft, usual: Usual) -> tuple[Draft, list[Problem]]:
    of = draft.of
    frame = with_texts(draft.frame, of, usual.currency)
    frame, problems = with_days(frame, of, usual.dates, usual.reader)
    digits: Digits = {}
    if of.fields.has_amount:
        frame = with_plain_amounts(frame)
        digits, unknown = digits_found(frame, of)
        problems += unknown
    return attrs.evolve(draft, frame=frame, digits=digits), problems


def _cells(draft: Draft, _: Usual) -> tuple[Draft, Iterator[Problem]]:
    of, frame = draft.of, draft.frame
    faults = list(faults_of_texts(of))
    required = [field for field in of.fields.required if of.kind(field) is FieldKind.DAY]
    faults += map(missing, required)
    if of.fields.has_amount:
        faults += faults_of_amounts(frame.collect_schema(), of, draft.digits)
    return draft, found_faults(frame, of, faults)


def _rows(draft: Draft, usual: Usual) -> tuple[Draft, list[Problem]]:
    of, frame = draft.of, draft.frame
    faults = [*faults_of_dates(of), *faults_of_signs(of)]
    if of.fields.has_amount:
        frame = with_amounts(frame, of, draft.digits)
    if of.fields.name == "invoices":
        frame = with_due_dates(frame, of, usual.terms)
        faults += faults_of_due_dates(of, usual.terms)
    problems = [*found_faults(frame, of, faults), *repeated(frame, of)]
    if of.fields.has_amount:
        problems += faulty_sums(frame, of)
    return attrs.evolve(draft, frame=frame), problems
