"""A scenario told as a procedure: its sections, in the order a silent debtor meets them."""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Final

import attrs

from dunnix.engine.explain.sentences import ANSWERED
from dunnix.engine.explain.text import answered
from dunnix.procedure import sentences as say_of
from dunnix.procedure.general import general_paragraphs
from dunnix.procedure.procedure import Paragraph, Procedure, Section, Sentence
from dunnix.procedure.prose import Prose, prose_of
from dunnix.procedure.rules import contact_sentences, pause_paragraphs, statement_paragraph
from dunnix.procedure.steps import reaction_sentences, step_paragraph
from dunnix.procedure.trace import lines_of, source_of
from dunnix.scenario import Event, ModeKind, Phase, Reaction, Scenario, Trigger

_SHORT: Final = 12


def procedure_of(
    scenario: Scenario, language: str = "en", *, source: str | bytes | None = None
) -> Procedure:
    """Tell a scenario as a procedure in a language: en, fr, de, es, it or nl.

    `source` is the TOML text it was loaded from: each sentence then names its line. A scenario
    that ships with dunnix, unchanged, needs none. Raises `ValueError` for a language there are no
    sentences in, and for a source that declares another scenario.

    >>> from dunnix.scenario import load_scenario
    >>> procedure = procedure_of(load_scenario("gentle"))
    >>> sentence = procedure.sentences[17]
    >>> sentence.text, sentence.path, sentence.line
    ('If that fails: by email.', ('step', 2, 'fallback'), 36)
    """
    prose = prose_of(scenario, language)
    text = source_of(scenario, source)
    sections = tuple(_sections(prose))
    if text is not None:
        sections = tuple(_with_lines(sections, text))
    return Procedure(
        scenario=scenario.ref,
        scenario_hash=scenario.hash,
        language=language,
        title=prose.printed(prose.say(say_of.TITLE, title=_title(prose))),
        heading=tuple(_heading(prose, has_lines=text is not None)),
        sections=sections,
        signing=tuple(prose.say(each) for each in (say_of.DATE, say_of.NAME, say_of.SIGNATURE)),
    )


def sections_of(scenario: Scenario, language: str) -> tuple[Section, ...]:
    """Tell a scenario in sections, no sentence with its line; errors as of `procedure_of`."""
    return tuple(_sections(prose_of(scenario, language)))


def _title(prose: Prose) -> str:
    return " ".join(prose.scenario.title_in(prose.words.language).split())


def _heading(prose: Prose, *, has_lines: bool) -> Iterator[str]:
    scenario = prose.scenario
    short = scenario.hash[:_SHORT]
    yield prose.printed(prose.say(say_of.WRITTEN_FROM, scenario=scenario.ref, hash=short))
    if has_lines:
        yield prose.printed(prose.say(say_of.LINES))


def _with_lines(sections: Iterable[Section], source: str) -> Iterator[Section]:
    line = lines_of(source)

    def placed(paragraph: Paragraph) -> Paragraph:
        sentences = (attrs.evolve(each, line=line(each.path)) for each in paragraph.sentences)
        return attrs.evolve(paragraph, sentences=tuple(sentences))

    for each in sections:
        yield attrs.evolve(each, paragraphs=tuple(map(placed, each.paragraphs)))


def _sections(prose: Prose) -> Iterator[Section]:
    yield from _section(say_of.GENERAL_PART, general_paragraphs(prose), prose)
    for phase in Phase:
        yield from _section(say_of.PHASE_PART[phase], _phase(phase, prose), prose)
    yield from _section(say_of.REACTIONS_PART, _reactions(prose), prose)
    yield from _section(say_of.PAUSES_PART, pause_paragraphs(prose), prose)
    contacts = Paragraph(sentences=tuple(contact_sentences(prose)))
    yield from _section(say_of.CONTACT_PART, [contacts], prose)
    yield from _section(say_of.STATEMENTS_PART, _statements(prose), prose)
    yield from _section(say_of.PEOPLE_PART, [Paragraph(sentences=tuple(_people(prose)))], prose)


def _section(title: str, paragraphs: Iterable[Paragraph], prose: Prose) -> Iterator[Section]:
    """Give a section, if it says anything."""
    filled = tuple(each for each in paragraphs if each.sentences)
    if filled:
        yield Section(title=prose.printed(prose.say(title)), paragraphs=filled)


def _phase(phase: Phase, prose: Prose) -> Iterator[Paragraph]:
    yield Paragraph(sentences=tuple(_phase_rule(phase, prose)))
    for place, step in enumerate(prose.scenario.steps):
        if step.phase is phase:
            yield step_paragraph(step, ("step", place), prose)


def _phase_rule(phase: Phase, prose: Prose) -> Iterator[Sentence]:
    for rule in prose.scenario.phases:
        path = ("phases", str(phase))
        if rule.phase is phase and rule.ends_by is not None:
            until = prose.until(rule.ends_by)
            yield prose.sentence((*path, "ends_by"), say_of.PHASE_ENDS, until=until)
        if rule.phase is phase and rule.at_most is not None:
            yield prose.counting((*path, "at_most"), say_of.PHASE_AT_MOST, rule.at_most)


def _reactions(prose: Prose) -> Iterator[Paragraph]:
    """Tell what is done on each event; reactions to one that follow each other stand together."""
    if prose.scenario.reactions:
        yield Paragraph(sentences=(prose.sentence(("reaction",), say_of.UNTIL_ANSWERED),))
    for on, group in groupby(enumerate(prose.scenario.reactions), lambda each: each[1].on):
        yield _answers(on, group, prose)


def _answers(on: Trigger, group: Iterable[tuple[int, Reaction]], prose: Prose) -> Paragraph:
    event = prose.printed(_event(on, prose))
    told = (reaction_sentences(each, ("reaction", place), prose) for place, each in group)
    return Paragraph(title=event, sentences=tuple(chain.from_iterable(told)))


def _event(on: Trigger, prose: Prose) -> str:
    if on.detail is None or on.event is Event.NO_REPLY or str(on) in ANSWERED:
        return answered(on.event, on.detail, prose.words)
    what = answered(on.event, None, prose.words)
    return prose.say(say_of.DETAILED, what=what, detail=prose.quoted(on.detail))


def _statements(prose: Prose) -> Iterator[Paragraph]:
    for place, statement in enumerate(prose.scenario.statements):
        yield statement_paragraph(statement, ("statement", place), prose)


def _people(prose: Prose) -> Iterator[Sentence]:
    """Say once more, for those who sign, what waits for whom."""
    every = (*prose.scenario.steps, *prose.scenario.reactions)
    modes = {each.id: each.mode for each in every if each.mode is not None}
    roles = dict.fromkeys(mode.role for mode in modes.values() if mode.role is not None)
    for role in roles:
        steps = prose.all_of(prose.step(each) for each, mode in modes.items() if mode.role == role)
        path = ("people", role)
        yield prose.sentence(path, say_of.CONFIRMS, role=prose.ours(role), steps=steps)
    by_hand = [each for each, mode in modes.items() if mode.kind is ModeKind.MANUAL]
    if by_hand:
        steps = prose.all_of(map(prose.step, by_hand))
        yield prose.sentence(("people",), say_of.HAND_MADE, steps=steps)
    rest = say_of.REST_BY_ITSELF if roles or by_hand else say_of.ALL_BY_ITSELF
    yield prose.sentence(("people",), rest)
