"""What the picture of a scenario says beside a step, in a few short lines."""

from collections.abc import Iterator

import attrs

from dunnix.figures.labels import TEXT_SIZE, WIDEST, Line, name_line, wrapped
from dunnix.figures.measure import shortened
from dunnix.figures.svg import plain
from dunnix.figures.words import Words
from dunnix.scenario import After, EscalationStep, ModeKind, Reaction, Repeat


def step_lines(step: EscalationStep, words: Words) -> tuple[Line, ...]:
    """Give the lines beside a step: its name, how it is done, when, and what else holds."""
    said = shortened(" · ".join(how(step, words)), TEXT_SIZE, WIDEST - 30)
    return (
        name_line(title_of(step, words)),
        attrs.evolve(Line(said), tone=step.tone),
        *wrapped(plain(part) for part in (*_when(step, words), *what_else(step, words))),
    )


def title_of(step: EscalationStep | Reaction, words: Words) -> str:
    """Give what people call a step, else its id."""
    return plain(step.title_in(words.language)) or step.id


def told(step: EscalationStep, words: Words) -> str:
    """Say a step in one line, for those who hear or hover over the picture."""
    parts = (*how(step, words), *_when(step, words), *what_else(step, words))
    said = [title_of(step, words), *(plain(part) for part in parts)]
    if said[0] != step.id and step.id not in said:
        said.insert(1, step.id)
    return " · ".join(said)


def how(step: EscalationStep | Reaction, words: Words) -> Iterator[str]:
    """Say by which channel it is done, or else what it does, and in which tone."""
    yield words.name(step.channel or step.do)
    if step.tone is not None:
        yield words.name(step.tone)


def _when(step: EscalationStep, words: Words) -> Iterator[str]:
    if step.at is not None:
        yield words.timing(step.at)
    if step.title:
        yield step.id


def what_else(step: EscalationStep | Reaction, words: Words) -> Iterator[str]:
    """Say what else holds for a step or a reaction: its deadline, its mode, its condition."""
    if step.mandatory:
        yield words.say("mandatory")
    if step.deadline is not None:
        yield words.say("deadline", time=words.duration(step.deadline))
    if step.repeat is not None:
        yield _again(step.repeat, words)
    if step.after:
        steps = f" {words.say('or')} ".join(_after(each, words) for each in step.after)
        yield words.say("after", steps=steps)
    if step.mode is not None and step.mode.kind is not ModeKind.AUTO:
        yield _mode(step, words)
    if step.when is not None:
        yield words.say("if", condition=step.when.canonical())


def _mode(step: EscalationStep | Reaction, words: Words) -> str:
    mode = step.mode
    if mode is None or mode.role is None:
        return words.say("by-hand")
    return words.say("confirmed", role=mode.role)


def _after(after: After, words: Words) -> str:
    name = after.step or words.say("previous")
    return name if after.wait is None else f"{name} + {words.duration(after.wait)}"


def _again(repeat: Repeat, words: Words) -> str:
    every = words.duration(repeat.every)
    if repeat.until is not None:
        return words.say("every-until", time=every, day=words.timing(repeat.until))
    if repeat.times is not None:
        return words.say("every-times", time=every, times=repeat.times)
    return words.say("every", time=every)
