"""The rules of contact and of pauses in sentences, and regular statements of account."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from dunnix.law.wording import in_language
from dunnix.procedure import sentences as say_of
from dunnix.procedure import step_sentences as of_steps
from dunnix.procedure.conditions import condition_text
from dunnix.procedure.procedure import Paragraph, Path, Sentence
from dunnix.procedure.prose import Prose
from dunnix.scenario import (
    DEFAULT_PAUSE,
    Cap,
    DayHours,
    PauseKind,
    PauseRule,
    Quiet,
    Statement,
    load_rule_pack,
)
from dunnix.scenario.defaults import USUAL_ROLES


def contact_sentences(prose: Prose) -> Iterator[Sentence]:
    """Tell how often, on which days and hours, and by whose rules debtors are contacted."""
    rules = prose.scenario.contact
    if rules.hours is not None:
        hours = _hours(rules.hours, prose)
        yield prose.sentence(("contact", "hours"), say_of.HOURS, hours=hours)
    if rules.run_on:
        days = prose.all_of(_days(run, prose) for run in _runs(rules.run_on))
        yield prose.sentence(("contact", "run_on"), say_of.RUN_ON, days=days)
    if not rules.closed_days:
        yield prose.sentence(("contact", "closed_days"), say_of.NOT_ON_CLOSED)
    yield from _how_often(prose)
    for quiet in rules.quiet:
        yield _quiet(quiet, prose)
    if rules.waiting is not None:
        duration = prose.duration(rules.waiting)
        yield prose.sentence(("contact", "waiting"), say_of.WAITING, duration=duration)
    if rules.forbidden_places:
        places = prose.any_of(prose.say(say_of.PLACE[each]) for each in rules.forbidden_places)
        yield prose.sentence(("contact", "forbidden_places"), say_of.FORBIDDEN, places=places)
    if rules.rules:
        packs = prose.all_of(_pack(each, prose) for each in rules.rules)
        yield prose.sentence(("contact", "rules"), say_of.PACKS, packs=packs)


def _how_often(prose: Prose) -> Iterator[Sentence]:
    gap, rules = prose.scenario.gap, prose.scenario.contact
    if gap.count:
        yield prose.sentence(("contact", "gap"), say_of.GAP, duration=prose.duration(gap))
    else:
        yield prose.sentence(("contact", "gap"), say_of.NO_GAP)
    for place, cap in enumerate(rules.at_most):
        yield _cap(cap, ("contact", "at_most", place), prose)
    if rules.silence_at_most is not None:
        duration = prose.duration(rules.silence_at_most)
        yield prose.sentence(("contact", "silence_at_most"), say_of.SILENCE, duration=duration)


def _cap(cap: Cap, path: Path, prose: Prose) -> Sentence:
    contacts = prose.counted(say_of.CONTACTS, cap.count)
    if cap.channel is not None:
        contacts = f"{contacts} {prose.by(cap.channel)}"
    sentence = say_of.CAP_EACH if cap.each_receivable else say_of.CAP
    return prose.sentence(path, sentence, contacts=contacts, duration=prose.duration(cap.within))


def _hours(hours: tuple[DayHours, ...], prose: Prose) -> str:
    """Say the hours of each weekday, days that follow each other with the same ones together."""
    said: list[str] = []
    for spans, group in groupby(hours, lambda day: day.spans):
        times = prose.all_of(str(span).replace("-", "\N{EN DASH}") for span in spans)
        runs = _runs(day.weekday for day in group)
        said += [f"{_days(run, prose)}, {times}" for run in runs]
    return "; ".join(said)


def _runs(weekdays: Iterable[int]) -> list[list[int]]:
    """Give sorted weekdays in runs of days that follow each other."""
    runs: list[list[int]] = []
    for day in weekdays:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _days(run: list[int], prose: Prose) -> str:
    names = [prose.words.weekday(day) for day in run]
    if len(names) == 1:
        return names[0]
    return prose.say(say_of.DAYS, first=names[0], last=names[-1])


def _quiet(quiet: Quiet, prose: Prose) -> Sentence:
    path, duration = ("contact", "quiet", str(quiet.after)), prose.duration(quiet.time)
    if not quiet.channels:
        return prose.sentence(path, say_of.QUIET[quiet.after], duration=duration)
    channels = prose.any_of(map(prose.by, quiet.channels))
    sentence = say_of.QUIET_BY[quiet.after]
    return prose.sentence(path, sentence, duration=duration, channels=channels)


def _pack(name: str, prose: Prose) -> str:
    return prose.quoted(in_language(load_rule_pack(name).title, prose.words.language))


def pause_paragraphs(prose: Prose) -> Iterator[Paragraph]:
    """Tell what makes dunning wait, and how each kind of pause ends."""
    yield Paragraph(sentences=(prose.sentence(("pause",), say_of.PAUSED),))
    for kind in PauseKind:
        yield from _kind(kind, prose)
    other = tuple(_ends(DEFAULT_PAUSE, ("pause",), prose))
    yield Paragraph(title=prose.printed(prose.say(say_of.PAUSE["other"])), sentences=other)


def _kind(kind: PauseKind, prose: Prose) -> Iterator[Paragraph]:
    """Tell how a kind of pause ends, where the scenario says; disputes also by their reasons."""
    rules, title = prose.scenario.pauses, prose.printed(prose.say(say_of.PAUSE[kind]))
    rule = rules.by_kind.get(kind)
    own = tuple(_promise(prose)) if kind is PauseKind.PROMISE else ()
    ends = () if rule is None else tuple(_ends(rule, ("pause", str(kind)), prose))
    if own or ends:
        yield Paragraph(title=title, sentences=(*own, *ends))
    if kind is PauseKind.DISPUTE:
        yield from _by_reason(title, prose)


def _by_reason(title: str, prose: Prose) -> Iterator[Paragraph]:
    for reason, rule in prose.scenario.pauses.by_dispute_reason.items():
        named = prose.say(say_of.DETAILED, what=title, detail=prose.quoted(reason))
        told = tuple(_ends(rule, ("pause", "dispute", reason), prose))
        yield Paragraph(title=prose.printed(named), sentences=told)


def _promise(prose: Prose) -> Iterator[Sentence]:
    promise, path = prose.scenario.promise, ("pause", "promise")
    duration = prose.duration(promise.tolerance)
    if promise.tolerance.count:
        yield prose.sentence((*path, "tolerance"), say_of.TOLERANCE, duration=duration)
    else:
        yield prose.sentence((*path, "tolerance"), say_of.NO_TOLERANCE)
    broken = (*path, "at_most_broken")
    yield prose.counting(broken, say_of.AT_MOST_BROKEN, promise.at_most_broken)


def _ends(rule: PauseRule, path: Path, prose: Prose) -> Iterator[Sentence]:
    duration, role = prose.duration(rule.limit), prose.ours(rule.afterwards)
    yield prose.sentence((*path, "limit"), say_of.LIMIT, duration=duration, role=role)
    yield prose.sentence((*path, "on_release"), say_of.RELEASE[rule.on_release])


def statement_paragraph(statement: Statement, path: Path, prose: Prose) -> Paragraph:
    """Tell of a regular statement of account."""
    return Paragraph(title=statement.id, sentences=tuple(_statement(statement, path, prose)))


def _statement(statement: Statement, path: Path, prose: Prose) -> Iterator[Sentence]:
    yield prose.sentence(
        path,
        say_of.STATEMENT,
        every=prose.every(statement.every),
        channel=prose.by(statement.channel),
        to=prose.to(statement.to or USUAL_ROLES),
    )
    yield prose.sentence((*path, "travels"), say_of.LISTS[statement.travels])
    if statement.when is not None:
        condition = condition_text(statement.when, prose)
        yield prose.sentence((*path, "when"), of_steps.ONLY_IF, condition=condition)
    if statement.template is not None:
        text = prose.quoted(statement.template)
        yield prose.sentence((*path, "template"), of_steps.TEXT, text=text)
