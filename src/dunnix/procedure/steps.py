"""One step or reaction in sentences: what is done when, and all that is said of it beside."""

from collections.abc import Iterator
from typing import assert_never

import attrs

from dunnix.calendars import OnClosedDay
from dunnix.law import legal_path, path_names
from dunnix.law.wording import in_language
from dunnix.model import Role
from dunnix.procedure import sentences as say_of
from dunnix.procedure import step_sentences as of_steps
from dunnix.procedure.conditions import condition_text
from dunnix.procedure.procedure import Paragraph, Path, Sentence
from dunnix.procedure.prose import Prose
from dunnix.scenario import Anchor, Do, EscalationStep, ModeKind, Reaction, Tone
from dunnix.scenario.defaults import THIRTY_DAYS, USUAL_TONES

_Step = EscalationStep | Reaction


def step_paragraph(step: EscalationStep, path: Path, prose: Prose) -> Paragraph:
    """Tell of a step, each sentence under the key it tells of."""
    title = prose.typeset(prose.title(step))
    return Paragraph(title=title, sentences=tuple(_Teller(step, path, prose).sentences()))


def reaction_sentences(reaction: Reaction, path: Path, prose: Prose) -> Iterator[Sentence]:
    """Tell of a reaction, by its title: several may answer one event."""
    return _Teller(reaction, path, prose).sentences()


@attrs.frozen(eq=False, order=False)
class _Teller:
    """Says all that is set for one step; `path` is that of its table."""

    step: _Step
    path: Path
    prose: Prose

    def sentences(self) -> Iterator[Sentence]:
        yield self._main()
        yield from self._conditions()
        yield from self._ways()
        yield from self._people()
        yield from self._consequences()
        yield from self._repeats()
        yield from self._accepted()

    def _key(self, key: str, sentence: str, **values: object) -> Sentence:
        return self.prose.sentence((*self.path, key), sentence, **values)

    def _main(self) -> Sentence:
        """Say when it comes, what is done, whom it reaches, in which tone and what for."""
        step, say = self.step, self.prose.say
        said = self._act()
        if step.do is Do.SEND and step.goal:
            goals = self.prose.in_order(say(of_steps.GOAL[each]) for each in step.goal)
            said = say(of_steps.TO_OBTAIN, said=said, goals=goals)
        if isinstance(step, Reaction):
            title = self.prose.quoted(self.prose.title(step))
            said = say(of_steps.NAMED, title=title, said=said)
        return self.prose.sentence(self.path, of_steps.ENDS, said=said)

    def _act(self) -> str:
        step, say, when = self.step, self.prose.say, self._when()
        match step.do:
            case Do.SEND:
                return self._sending(when)
            case Do.TASK:
                role = self.prose.ours(step.sender or "collector")
                return say(of_steps.TASK, when=when, role=role)
            case Do.HAND_OVER:
                to = self.prose.to(step.to or (Role.AGENCY,))
                return say(of_steps.HAND_OVER, when=when, to=to)
            case Do.COURT if step.path:
                return say(of_steps.COURT_BY, when=when, path=_path_title(step.path, self.prose))
            case Do.COURT:
                return say(of_steps.COURT, when=when)
            case Do.NONE:
                return say(of_steps.NOTHING, when=when)
            case _:
                assert_never(step.do)

    def _sending(self, when: str) -> str:
        step, prose = self.step, self.prose
        tone = prose.say(of_steps.TONE[step.tone or Tone.NEUTRAL])
        to, channel = prose.to(step.to), str(step.channel)
        if channel in of_steps.SEND:
            return prose.say(of_steps.SEND[channel], when=when, to=to, tone=tone)
        quoted = prose.quoted(channel)
        return prose.say(of_steps.SEND_BY, when=when, channel=quoted, to=to, tone=tone)

    def _when(self) -> str:
        when = self.prose.when(self.step)
        closed = self.step.on_closed_day
        if closed is None or closed is self._usually_closed():
            return when
        return self.prose.say(say_of.OR_CLOSED[closed], moment=when)

    def _usually_closed(self) -> OnClosedDay:
        """Give what becomes of a closed day where the step doesn't say."""
        at = self.step.at
        if isinstance(self.step, Reaction):
            return OnClosedDay.KEEP
        if at is not None and at.anchor is Anchor.DUE and at.is_anchor_day:
            return OnClosedDay.KEEP
        return self.prose.scenario.on_closed_day

    def _conditions(self) -> Iterator[Sentence]:
        step, prose = self.step, self.prose
        if step.when is not None:
            yield self._key("when", of_steps.ONLY_IF, condition=condition_text(step.when, prose))
        if step.until is not None and step.until != self._usual_end():
            yield self._key("until", of_steps.MAY_BE_TAKEN, until=prose.until(step.until))
        if step.latest is not None:
            yield self._key("latest", of_steps.IN_TIME, until=prose.until(step.latest))

    def _usual_end(self) -> object:
        return THIRTY_DAYS if isinstance(self.step, Reaction) else None

    def _ways(self) -> Iterator[Sentence]:
        """Say by what other ways it goes, and what is sent beside."""
        step, prose = self.step, self.prose
        if step.fallback:
            channels = prose.in_order(map(prose.by, step.fallback))
            yield self._key("fallback", of_steps.FALLBACK, channels=channels)
        if step.attempts is not None and step.attempts != prose.scenario.attempts:
            yield prose.counting((*self.path, "attempts"), of_steps.TRIES, step.attempts)
        if step.copy:
            yield self._key("copy", of_steps.COPY, channels=prose.all_of(map(prose.by, step.copy)))
        if step.summary is not None:
            channel, text = prose.by(step.summary.channel), step.summary.template
            if text is None:
                yield self._key("summary", of_steps.SUMMARY, channel=channel)
            else:
                text = prose.quoted(text)
                yield self._key("summary", of_steps.SUMMARY_TEXT, channel=channel, text=text)
        if step.template is not None:
            yield self._key("template", of_steps.TEXT, text=prose.quoted(step.template))

    def _people(self) -> Iterator[Sentence]:
        """Say who does it, who confirms it and who is told; and what only a task leaves open."""
        step, prose = self.step, self.prose
        if step.sender is not None and step.do is not Do.TASK:
            yield self._key("from", of_steps.IN_NAME, role=prose.ours(step.sender))
        if step.mode is not None and step.mode.role is not None:
            yield self._key("mode", of_steps.CONFIRM, role=prose.ours(step.mode.role))
        elif step.mode is not None and step.mode.kind is ModeKind.MANUAL:
            yield self._key("mode", of_steps.BY_HAND)
        elif step.do.is_legal:
            yield self._key("mode", of_steps.BY_ITSELF)
        if step.cc:
            yield self._key("cc", of_steps.IN_COPY, roles=prose.all_of(map(prose.ours, step.cc)))
        if step.concede:
            granted = prose.all_of(prose.say(of_steps.CONCESSION[each]) for each in step.concede)
            yield self._key("concede", of_steps.CONCEDE, concessions=granted)
        if step.do is not Do.SEND:
            yield from self._of_a_contact()

    def _of_a_contact(self) -> Iterator[Sentence]:
        """Say what is set for a step that isn't sent, though it is about contacts."""
        step, prose = self.step, self.prose
        if step.goal:
            goals = prose.in_order(prose.say(of_steps.GOAL[each]) for each in step.goal)
            yield self._key("goal", of_steps.AIMS, goals=goals)
        if step.to and step.do is not Do.HAND_OVER:
            yield self._key("to", of_steps.MEANT_FOR, to=prose.to(step.to))
        if step.tone is not None and step.tone is not self._usual_tone():
            yield self._key("tone", of_steps.SPEAKS, tone=prose.say(of_steps.TONE[step.tone]))

    def _usual_tone(self) -> Tone:
        return USUAL_TONES[self.step.phase] if self.step.phase else Tone.NEUTRAL

    def _consequences(self) -> Iterator[Sentence]:
        """Say what it brings with it, costs, announces and makes others wait for."""
        step, prose = self.step, self.prose
        if step.effects:
            yield self._key(
                "effects", of_steps.EFFECTS, effects=prose.all_of(map(prose.effect, step.effects))
            )
        if step.fee is not None:
            yield self._fee(step.fee)
        if step.deadline is not None:
            sentence = of_steps.DEADLINE[step.deadline_from]
            yield self._key("deadline", sentence, duration=prose.duration(step.deadline))
        if step.announces:
            steps = prose.all_of(map(prose.step_or_effect, step.announces))
            yield self._key("announces", of_steps.ANNOUNCES, steps=steps)
        if step.mandatory:
            yield self._key("mandatory", of_steps.MANDATORY)

    def _fee(self, fee: str) -> Sentence:
        amount, within = self.prose.amount(fee), self.step.fee_waived_if_paid_within
        if within is None:
            return self._key("fee", of_steps.FEE, amount=amount)
        duration = self.prose.duration(within)
        return self._key("fee", of_steps.FEE_WAIVED, amount=amount, duration=duration)

    def _repeats(self) -> Iterator[Sentence]:
        step, prose, repeat = self.step, self.prose, self.step.repeat
        if repeat is not None:
            yield self._key("repeat", of_steps.REPEATED, every=prose.every(repeat.every))
            if repeat.until is not None:
                yield self._key("repeat", of_steps.REPEATED_UNTIL, until=prose.until(repeat.until))
            if repeat.latest is not None:
                duration = prose.duration(repeat.latest)
                yield self._key("repeat", of_steps.REPEAT_LATEST, duration=duration)
            if repeat.times is not None:
                yield prose.counting(
                    (*self.path, "repeat", "times"), of_steps.REPEATS, repeat.times
                )
        if isinstance(step, Reaction):
            yield from self._afterwards(step)

    def _afterwards(self, reaction: Reaction) -> Iterator[Sentence]:
        if reaction.times is not None:
            path = (*self.path, "repeat", "times")
            yield self.prose.counting(path, of_steps.TIMES, reaction.times)
        if reaction.then.stop:
            yield self._key("then", of_steps.THEN_STOP)
        elif reaction.then.step is not None:
            step = self.prose.step(reaction.then.step)
            yield self._key("then", of_steps.THEN_GO_TO, step=step)

    def _accepted(self) -> Iterator[Sentence]:
        for code, reason in self.step.allow.items():
            path = (*self.path, "allow", code)
            yield accepted(path, code, reason, self.prose)


def accepted(path: Path, code: str, reason: str, prose: Prose) -> Sentence:
    """Say that a warning is accepted on purpose, and why."""
    reason = " ".join(reason.split()).rstrip(".")
    return prose.sentence(path, of_steps.ACCEPTED, code=prose.quoted(code), reason=reason)


def _path_title(name: str, prose: Prose) -> str:
    if name not in path_names():
        return prose.quoted(name)
    return prose.quoted(in_language(legal_path(name).title, prose.words.language))
