"""The words of the pictures, in the reader's language."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import attrs

from dunnix.engine.explain.text import answered
from dunnix.figures.chart_labels import CHART_LABELS, CONVENTION_LABELS
from dunnix.figures.svg import plain
from dunnix.scenario import Duration, Timing
from dunnix.words import Labels, entries_of
from dunnix.words import words as sentences

LABELS: Final[Mapping[str, str]] = {
    "due": "due",
    "issue": "issue",
    "eom": "eom",
    "d": "d",
    "bd": "bd",
    "w": "w",
    "m": "m",
    "previous": "previous",
    "pre-due": "pre-due",
    "amicable": "amicable",
    "pre-litigation": "pre-litigation",
    "litigation": "litigation",
    "friendly": "friendly",
    "neutral": "neutral",
    "firm": "firm",
    "formal": "formal",
    "email": "e-mail",
    "phone": "phone",
    "sms": "text message",
    "letter": "letter",
    "registered-letter": "registered letter",
    "fax": "fax",
    "visit": "visit",
    "portal": "portal",
    "preferred": "preferred channel",
    "task": "task",
    "hand-over": "hand-over",
    "court": "court",
    "none": "nothing sent",
    "mandatory": "mandatory",
    "deadline": "deadline {time}",
    "every": "every {time}",
    "every-until": "every {time} until {day}",
    "every-times": "every {time}, {times} times",
    "after": "after {steps}",
    "or": "or",
    "if": "if {condition}",
    "by-hand": "by hand",
    "confirmed": "{role} confirms",
    "from-due": "days from the due date",
    "from-issue": "days from the issue date",
    "from-hand-over": "days from the hand-over",
    "from-go-to": "days from the reaction that leads there",
    "scenario": "{id}, version {version}",
    "scenario-says": "{count} steps around the due date: {steps}.",
    "no-steps": "This scenario has no steps.",
    "at-once": "at once",
    "until-day": "until {day}",
    "times-at-most": "times at most: {times}",
    "else": "else {when}",
    "then-continue": "the ladder goes on",
    "then-stop": "the ladder stops",
    "then-go-to": "on to {step}",
    "reactions": "{id}, version {version}: what is done when something happens",
    "reactions-say": "{count} reactions: {reactions}.",
    "no-reactions": "This scenario has no reactions.",
    "in-tests": "in tests: {count}",
    "untested": "not tested",
    "never-true": "never true: {condition}",
    "never-false": "never false: {condition}",
    "steps-tested": "steps tested: {count} of {total}",
    "reactions-tested": "reactions tested: {count} of {total}",
    "conditions-tested": "comparisons seen true and false: {count} of {total}",
    "summary-of": "in writing: {step}",
    "outlook": "if nothing happens until {day}",
    "page-timeline": "Timeline",
    "page-reactions": "Reactions",
    "page-account": "Account",
    "page-explained": "In words",
    "decision": "{debtor} on {day}",
    "by": "by {scenario}",
    "to-do": "to do: {count}",
    "held-count": "held: {count}",
    "ask-again": "ask again",
    "ask-again-on": "ask again on {day}",
    "as-of": "on {day}",
    "due-on": "due {day}",
    "settled": "Nothing is open.",
    "more": "and {count} more",
    "done": "done",
    "sent": "sent",
    "delivered": "delivered",
    "failed": "failed",
    "cancelled": "cancelled",
    "refused-action": "refused",
    "planned": "planned",
    "queued": "queued",
    "awaiting-approval": "awaiting approval",
    "now": "now: {step}",
    "with": "goes along: {step}",
    "expected": "expected",
    "until": "{reason} until {day}",
    "find-contact": "find a contact",
    "check-in-flight": "check what is under way",
    "mandatory-missing": "see to a mandatory step",
    "event": "event",
    "go-to": "jump",
    "call-back": "call agreed on",
    "keep-in-touch": "get in touch again",
    "pause-limit": "a pause lasts too long",
    "announced": "follow up what was announced",
    "reaction": "an answer comes first",
    "stopped": "stopped",
    "no-scenario": "no scenario",
    "insolvency": "insolvency",
    "handed-over": "handed over",
    "block": "blocked",
    "dispute": "disputed",
    "plan": "payment plan",
    "uncleared-payment": "payment not cleared",
    "promise": "promised",
    "extension": "more time granted",
    "not-due": "not due",
    "waiting": "waits",
    "notice-missing": "lacks its notice",
    "contact-rules": "contact rules",
    "in-flight": "under way",
    "held-task": "a task is open",
    "refused": "confirmation refused",
    "fact-missing": "a fact is missing",
    "amount-missing": "no amounts in this currency",
    "below-minimum": "below the minimum",
    "finished": "no step left",
    "data-problem": "a row can't be read",
    **CHART_LABELS,
    **CONVENTION_LABELS,
}


@attrs.frozen(eq=False, order=False)
class Words(Labels):
    """How one language says what a picture shows.

    English writes dates as ISO 8601 does; other languages as their readers do, through Babel.
    """

    def day(self, day: dt.date) -> str:
        """Write a date, short."""
        return day.isoformat() if self.language == "en" else self.short_day(day)

    def month(self, day: dt.date) -> str:
        """Write the month of a date, short."""
        return day.isoformat()[:7] if self.language == "en" else super().month(day)

    def number(self, value: Fraction | int, decimals: int = 0) -> str:
        """Write a number with plain spaces, rounded half-even to so many decimals."""
        return plain(super().number(value, decimals))

    def duration(self, duration: Duration) -> str:
        """Write a length of time, such as `8d`."""
        space = "" if self.language == "en" else "\N{NO-BREAK SPACE}"
        return f"{duration.count}{space}{self.say(duration.unit)}"

    def timing(self, timing: Timing) -> str:
        """Write a date of a step, such as `due + 30d`."""
        sign = "-" if timing.sign < 0 else "+"
        offset = f" {sign} {self.duration(timing.offset)}" if timing.offset else ""
        end = f" {self.say('eom')}" if timing.end_of_month else ""
        return f"{self.say(timing.anchor)}{offset}{end}"


def words(language: str) -> Words:
    """Give the words of a language; `ValueError` names the languages there are.

    >>> words("fr").say("more", count=3)
    'et 3 de plus'
    """
    return Words(language, entries_of(language, "dunnix.figures", LABELS))


def event_said(event: str, detail: str | None, words: Words) -> str:
    """Say what happens, as the explanation of a decision does.

    >>> event_said("reply", "refusal", words("en"))
    'A refusal to pay'
    """
    said = answered(event, detail, sentences(words.language, "dunnix.engine"))
    return (said[:1].upper() + said[1:]).replace("`", "")
