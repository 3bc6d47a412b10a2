"""What can be found in a scenario beyond its spelling: each kind with its code and its meaning."""

from typing import Final

import attrs

from dunnix.errors import Severity

_ERROR: Final = Severity.ERROR
_WARNING: Final = Severity.WARNING


@attrs.frozen(kw_only=True, order=False)
class Kind:
    """A kind of finding: its code, how bad it is, what it means and what to do."""

    code: str
    severity: Severity
    meaning: str
    hint: str


NEVER_TRUE: Final = Kind(
    code="condition-never-true",
    severity=_ERROR,
    meaning="a condition holds for no values its facts can have",
    hint="look at its constants, and at the `at` of its step",
)
ALWAYS_TRUE: Final = Kind(
    code="condition-always-true",
    severity=_WARNING,
    meaning="a condition holds for all values its facts can have: it asks nothing",
    hint="leave it out, or ask what you meant to ask",
)
ONLY_WHILE_HELD: Final = Kind(
    code="condition-only-while-held",
    severity=_WARNING,
    meaning="a condition holds only where contact rules had held its step for some days",
    hint="a lower bound is judged today and an upper one on the day first held: turn them round",
)
UNREACHABLE: Final = Kind(
    code="unreachable-step",
    severity=_ERROR,
    meaning="no account ever comes to the step, where only what is proposed is done",
    hint="leave it out, or mend what it waits for",
)
SHADOWED: Final = Kind(
    code="shadowed-step",
    severity=_ERROR,
    meaning="whenever the step could be taken the one after it can be too, and is taken instead",
    hint='give it an earlier day, or write if_behind = "one-at-a-time"',
)
NOT_REACHED: Final = Kind(
    code="step-not-reached",
    severity=_WARNING,
    meaning="none of the accounts tried came to the step; that is no proof that none does",
    hint="look at what it waits for: its day, `after`, `until`, the end of its phase, `when`",
)
REACTION_UNREACHABLE: Final = Kind(
    code="unreachable-reaction",
    severity=_ERROR,
    meaning="the reaction never comes: its condition is never true, or others always come first",
    hint="mend its condition, or give it another day with `at`",
)
REACTION_NOT_REACHED: Final = Kind(
    code="reaction-not-reached",
    severity=_WARNING,
    meaning="none of the accounts tried was answered by the reaction; that is no proof",
    hint="look at its event, its days and its condition",
)
NOTHING_HAPPENS: Final = Kind(
    code="nothing-ever-happens",
    severity=_ERROR,
    meaning="an overdue amount for which a year of silence brings no action at all",
    hint="add a step without `when`, or one for what the others leave out",
)
SOFTENS: Final = Kind(
    code="softer-than-before",
    severity=_WARNING,
    meaning="played day by day, a step speaks softer than one that went out before it",
    hint="let the rules of `[tone]` depend on what doesn't change with each contact",
)
WITHOUT_NOTICE: Final = Kind(
    code="legal-without-notice",
    severity=_ERROR,
    meaning="a hand-over or a claim in court comes without a mandatory notice before it",
    hint="write mandatory = true in a step that contacts the debtor, before it",
)
AMICABLE_WITHOUT_END: Final = Kind(
    code="amicable-without-end",
    severity=_WARNING,
    meaning="contacts repeat for ever, and nothing ever leaves the amicable phase though unpaid",
    hint="end the repeat with `times` or `until`, and let a step follow",
)
PAUSE_WITHOUT_END: Final = Kind(
    code="pause-without-end",
    severity=_WARNING,
    meaning="what pauses keeps an amount from being dunned, and for over a year nobody is asked",
    hint="give a `limit` below a year, or let somebody do something when the ladder stops",
)
TOO_TIGHT: Final = Kind(
    code="tighter-than-contact-rules",
    severity=_WARNING,
    meaning="whatever the weekday, the gap or a cap holds the step on the day it is due",
    hint="give it a later day, or shorten the gap",
)
ONE_CHANNEL: Final = Kind(
    code="one-channel-in-a-row",
    severity=_WARNING,
    meaning="played day by day, more than three contacts in a row go by one channel",
    hint="let one of them go by another channel",
)
EMPTY_THREAT: Final = Kind(
    code="threat-not-followed",
    severity=_ERROR,
    meaning="in no account tried did what a step announces come after it",
    hint="announce what can follow, or let it follow",
)
UNUSED_FACT: Final = Kind(
    code="unused-fact",
    severity=_WARNING,
    meaning="a fact is declared and no condition reads it: the host supplies it for nothing",
    hint="leave it out, or read it",
)
UNKNOWN_IS_HARSHER: Final = Kind(
    code="unknown-is-harsher",
    severity=_ERROR,
    meaning="who is not known in one respect is treated harsher than anybody who is",
    hint="ask for the value and not for `known(...)` alone, or give the fact `if_missing`",
)
RULE_UNREACHABLE: Final = Kind(
    code="unreachable-rule",
    severity=_ERROR,
    meaning="the rules before it take every account that would fit a rule of a strategy",
    hint="move the rule up, or narrow those before it",
)

KINDS: Final = (
    *(NEVER_TRUE, ALWAYS_TRUE, ONLY_WHILE_HELD, UNREACHABLE, SHADOWED, NOT_REACHED),
    *(REACTION_UNREACHABLE, REACTION_NOT_REACHED, NOTHING_HAPPENS, SOFTENS, WITHOUT_NOTICE),
    *(AMICABLE_WITHOUT_END, PAUSE_WITHOUT_END, TOO_TIGHT, ONE_CHANNEL, EMPTY_THREAT),
    *(UNUSED_FACT, UNKNOWN_IS_HARSHER, RULE_UNREACHABLE),
)
"""All of them, in the order in which they are asked."""
