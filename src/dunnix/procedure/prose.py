"""The parts of sentences: durations, days, roles, channels, steps and amounts of one scenario."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Final

import attrs

from dunnix.engine.explain import sentences as engine
from dunnix.money import Money
from dunnix.procedure import sentences as say_of
from dunnix.procedure import step_sentences as of_steps
from dunnix.procedure.procedure import Path, Sentence
from dunnix.scenario import After, Duration, EscalationStep, Reaction, Scenario, Timing, Unit
from dunnix.words import Words, words

_SHIPPED: Final = {
    "account-manager": "Account manager",
    "credit-manager": "Credit manager",
    "disputes": "Whoever settles disputes",
    "legal": "Legal department",
    "management": "Our management",
    "manager": "Manager",
    "sales-manager": "Sales manager",
    "salesperson": "Salesperson",
}
"""What the shipped scenarios call roles of ours: these are said in every language."""
_FRENCH: Final = (
    (re.compile(r" (?=[;!?])"), "\N{NARROW NO-BREAK SPACE}"),
    (re.compile(r" (?=[:»])"), "\N{NO-BREAK SPACE}"),
    (re.compile(r"(?<=«) |(?<=[0-9]) (?=[a-z])"), "\N{NO-BREAK SPACE}"),
)
_Step = EscalationStep | Reaction


def prose_of(scenario: Scenario, language: str) -> "Prose":
    """Give the parts of sentences of a scenario; `ValueError` for a language there are none in."""
    return Prose(scenario, words(language, "dunnix.engine", "dunnix.procedure"))


@attrs.frozen(eq=False, order=False)
class Prose:
    """How one language tells of one scenario."""

    scenario: Scenario
    words: Words

    def say(self, sentence: str, **values: object) -> str:
        """Give a sentence, or a part of one, with its values filled in."""
        return self.words.say(sentence, **values)

    def sentence(self, path: Path, sentence: str, **values: object) -> Sentence:
        """Give a whole sentence as it is printed, and the key it tells of."""
        return Sentence(text=self.printed(self.say(sentence, **values)), path=path)

    def counting(
        self, path: Path, table: Mapping[str, str], count: int, **values: object
    ) -> Sentence:
        """Give the whole sentence of a table for one or for many."""
        return Sentence(text=self.printed(self.counted(table, count, **values)), path=path)

    def printed(self, text: str) -> str:
        """Begin a text with a capital, and space its signs as the language does."""
        return self.typeset(text[:1].upper() + text[1:])

    def typeset(self, text: str) -> str:
        """Space the signs of a text as the language does."""
        if self.words.language == "fr":
            for blank, space in _FRENCH:
                text = blank.sub(space, text)
        return text

    def counted(self, table: Mapping[str, str], count: int, **values: object) -> str:
        """Give the sentence of a table for one or for many, as the language counts."""
        form = "one" if self._is_one(count) else "many"
        return self.say(table[form], count=self.words.number(count), **values)

    def _is_one(self, count: int) -> bool:
        return abs(count) == 1 or (count == 0 and self.words.language == "fr")

    def duration(self, duration: Duration) -> str:
        """Say a length of time: `8 days`."""
        return self._of_unit(say_of.DURATION, duration.unit, duration.count)

    def days(self, count: int) -> str:
        """Say a number of days, before a date too: `-3 days`."""
        return self._of_unit(say_of.DURATION, Unit.DAY, count)

    def every(self, duration: Duration) -> str:
        """Say how often: `every 8 days`."""
        return self._of_unit(say_of.EVERY, duration.unit, duration.count)

    def _of_unit(self, table: Mapping[str, str], unit: Unit, count: int) -> str:
        one = ":one" if self._is_one(count) else ""
        return self.say(table[f"{unit}{one}"], count=self.words.number(count))

    def moment(self, timing: Timing) -> str:
        """Say a day: `8 days after the due date`."""
        moment = self._counted_from(timing)
        return self.say(say_of.MONTH_END, moment=moment) if timing.end_of_month else moment

    def until(self, timing: Timing) -> str:
        """Say a last day: `until 8 days after the due date`."""
        moment = self._counted_from(timing)
        if timing.end_of_month:
            return self.say(say_of.UNTIL_MONTH_END, moment=moment)
        if timing.is_anchor_day:
            return self.say(say_of.UNTIL_DAY[timing.anchor])
        return self.say(say_of.UNTIL, moment=moment)

    def _counted_from(self, timing: Timing) -> str:
        if timing.offset is None or timing.offset.count == 0:
            return self.say(say_of.ON[timing.anchor])
        table = say_of.EARLIER if timing.sign < 0 else say_of.LATER
        return self.say(table[timing.anchor], duration=self.duration(timing.offset))

    def when(self, step: _Step) -> str:
        """Say from which day a step may be taken."""
        after = self.any_of(map(self._after, step.after))
        if step.at is None:
            return after
        moment = self.moment(step.at)
        return self.say(say_of.AT_EARLIEST, moment=moment, after=after) if after else moment

    def _after(self, after: After) -> str:
        if after.step is None and after.wait is not None:
            return self.say(say_of.AFTER_PREVIOUS, duration=self.duration(after.wait))
        step = self.step(after.step or "")
        if after.wait is None:
            return self.say(say_of.AFTER_DEADLINE, step=step)
        return self.say(say_of.AFTER_STEP, duration=self.duration(after.wait), step=step)

    def quoted(self, text: str) -> str:
        """Quote what somebody named; blanks of any kind become one."""
        return self.say(say_of.QUOTED, text=" ".join(text.split()))

    def title(self, step: _Step) -> str:
        """Give the title of a step on one line."""
        return " ".join(step.title_in(self.words.language).split())

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of steps and reactions by their ids."""
        every: tuple[_Step, ...] = (*self.scenario.steps, *self.scenario.reactions)
        return {each.id: self.title(each) for each in every}

    def step(self, step_id: str) -> str:
        """Quote the title of a step or reaction by its id."""
        return self.quoted(self.titles.get(step_id, step_id))

    def step_or_effect(self, name: str) -> str:
        """Say what is announced: a step by its title, or an effect."""
        return self.step(name) if name in self.scenario.step_ids else self.effect(name)

    def effect(self, name: str) -> str:
        """Say an effect, shipped or declared."""
        own = self.scenario.effects.get(name)
        return self.quoted(own) if own else self.words.code(engine.EFFECT, name)

    def ours(self, role: str) -> str:
        """Say a role of ours: in the words of the language where dunnix has any for its title."""
        title = self.scenario.people.get(role)
        if role in of_steps.OURS and (title is None or title == _SHIPPED.get(role)):
            return self.say(of_steps.OURS[role])
        return self.quoted(title or role)

    def to(self, roles: Iterable[str]) -> str:
        """Say whom to contact: the first of these roles, or failing that the next."""
        said = (self.say(of_steps.TO[role]) for role in roles)
        return reduce(lambda first, each: self.say(say_of.FAILING, first=first, next=each), said)

    def by(self, channel: str) -> str:
        """Say a channel as a way: `by email`."""
        if channel == "preferred":
            return self.say(say_of.PREFERRED)
        if channel in engine.CHANNEL:
            return self.say(engine.CHANNEL[channel])
        return self.say(say_of.BY_OWN, channel=self.quoted(channel))

    def all_of(self, parts: Iterable[str]) -> str:
        """List texts with an "and"."""
        return self.words.listed(parts)

    def any_of(self, parts: Iterable[str]) -> str:
        """List texts with an "or"."""
        return self.words.listed(parts, either=True)

    def in_order(self, parts: Iterable[str]) -> str:
        """List texts of which one comes after the other; nothing for none."""
        several = list(parts)
        if not several:
            return ""
        return reduce(lambda first, each: self.say(say_of.THEN, first=first, next=each), several)

    def amount(self, text: str) -> str:
        """Say an amount, or one that is named: in each currency where there are several."""
        named = self.scenario.amounts.get(text)
        if named is None:
            return self.money(text, self.scenario.currency)
        return self.any_of(self.money(each, code) for code, each in named.items())

    def money(self, text: str, currency: str | None) -> str:
        """Say an amount in a currency, or its number where the scenario has none of its own."""
        if currency is not None:
            return self.words.money(Money(text, currency))
        return self.words.number(Fraction(text), len(text.partition(".")[2]))
