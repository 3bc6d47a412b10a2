"""Why a step isn't taken, as a value: a code, what was found and wanted, and the words for it."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

import attrs

from dunnix.engine.explain import sentences
from dunnix.engine.ladder import Guard
from dunnix.engine.outlook import HeldReason
from dunnix.words import Words, words

OTHER_STEP: Final = "other-step"
OTHER_SCENARIO: Final = "other-scenario"


@attrs.frozen(kw_only=True, order=False)
class WhyNot:
    """Why a step isn't taken for a receivable today.

    `code` is the guard that failed, the reason the receivable is held, `other-step` where another
    step is taken, or `other-scenario` where that of the receivable has no such step. `found` of
    `too-soon` names a step done whose delivery isn't reported, of `contact-rules` the rule.
    `change` is the smallest fact that would turn a condition.
    """

    receivable: str
    step: str
    code: str
    found: str | None = None
    wanted: str | None = None
    becomes_true_on: dt.date | None = None
    change: str | None = None

    def say(self, language: str = "en") -> str:
        """Say it in words."""
        say = words(language, "dunnix.engine")
        values = {
            "receivable": self.receivable,
            "step": f"`{self.step}`",
            "found": _dated(self.found, say),
            "wanted": _dated(self.wanted, say),
        }
        held = self.code == Guard.FACT_MISSING and self.wanted is None
        sentence = None if held else sentences.WHY_NOT.get(self.code)
        text = say.say(sentence or sentences.WHY_NOT_HELD, why=self._held_for(say), **values)
        for more in self._more(say):
            text = say.say(sentences.AND_THEN, first=text, second=more)
        return text

    def _held_for(self, say: Words) -> str:
        """Say why the receivable is held, where it is: for a rule, or a fact of another step."""
        if self.code == HeldReason.CONTACT_RULES and self.found is not None:
            return say.code(sentences.CONTACT_RULE, self.found)
        return say.code(sentences.HELD_WHY, self.code)

    def _more(self, say: Words) -> Iterator[str]:
        """Say what is missing, when that changes by itself, and what would change it."""
        if self.code == Guard.TOO_SOON and self.found is not None:
            yield say.say(sentences.UNDELIVERED, step=self.found)
        if self.becomes_true_on is not None:
            yield say.say(sentences.BECOMES_TRUE, day=say.day(self.becomes_true_on))
        if self.change is not None:
            yield say.say(sentences.CHANGES_WITH, change=self.change)

    def __str__(self) -> str:
        return self.say()


def _dated(text: str | None, say: Words) -> str:
    """Write a date as the language does; leave other text as it is."""
    try:
        return say.day(dt.date.fromisoformat(text or ""))
    except ValueError:
        return text or ""
