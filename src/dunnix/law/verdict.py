"""Which legal paths are open for a claim, what closes the others, and what it would take."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Final

import attrs

from dunnix.conditions import Failing
from dunnix.facts import FactKind
from dunnix.law import sentences
from dunnix.law.claim import LegalClaim, read_claim
from dunnix.law.claim_facts import CLAIM_FACTS
from dunnix.law.costs import CostLine
from dunnix.law.judgement import Value, facts_in, judged, why_not
from dunnix.law.path import LegalPath
from dunnix.law.tables import shipped_paths
from dunnix.model import Account, FactValue
from dunnix.money import Money
from dunnix.scenario import Scenario
from dunnix.words import Words, words

_COUNTRY: Final = "claim.country"
_LOWER: Final = {">": 1, ">=": 0}


class PathStanding(StrEnum):
    """Whether a path is open."""

    POSSIBLE = "possible"
    NOT_POSSIBLE = "not-possible"
    UNKNOWN = "unknown"


_SAID: Final = {
    PathStanding.POSSIBLE: sentences.POSSIBLE,
    PathStanding.NOT_POSSIBLE: sentences.NOT_POSSIBLE,
    PathStanding.UNKNOWN: sentences.UNKNOWN,
}


@attrs.frozen(kw_only=True, order=False)
class PathVerdict:
    """Whether a legal path is open for a claim, and why not.

    `failing` holds the comparisons that close it, or, where it can't be told, those that read
    something unknown, which `missing` names. `possible_on` is the day it opens by the mere passing
    of days. `lawyer` says whether one is needed, `worthwhile` whether the amount reaches the
    threshold that was given for going to court; both are None where nobody can tell.
    """

    path: LegalPath
    standing: PathStanding
    creditor: str | None
    amount: Money
    receivables: tuple[str, ...]
    failing: tuple[Failing, ...] = ()
    possible_on: dt.date | None = None
    lawyer: bool | None
    costs: tuple[CostLine, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that are wanted and not known, sorted."""
        return tuple(sorted({each.fact for each in self.failing if each.unknown}))

    def is_worth(self, threshold: Money) -> bool:
        """Tell whether it pays to go this way: below the threshold no court is worth it.

        A path without a judge always is. Raises `CurrencyMismatchError` for another currency.
        """
        return self.amount >= threshold or not self.path.judge

    def reasons(self, language: str = "en") -> tuple[str, ...]:
        """Say what closes the path, one sentence a comparison."""
        say = words(language, "dunnix.law")
        said = (_reason(each, say, self.path.currency) for each in self.failing)
        return tuple(dict.fromkeys(said))

    def takes(self, language: str = "en") -> tuple[str, ...]:
        """Say what it would take to open the path; empty where nobody can open it."""
        say = words(language, "dunnix.law")
        needed = [_needed(each, say) for each in self.failing]
        if self.possible_on is not None:
            needed.append(say.say(sentences.FROM, day=say.day(self.possible_on)))
        return tuple(dict.fromkeys(each for each in needed if each))

    def say(self, language: str = "en") -> str:
        """Say the verdict and its reasons."""
        say = words(language, "dunnix.law")
        head = say.say(_SAID[self.standing], path=self.path.title_in(language))
        return "; ".join([head, *self.reasons(language)])

    def __str__(self) -> str:
        return self.say()


def legal_paths(
    account: Account,
    *,
    as_of: dt.date,
    country: str | None = None,
    currency: str | None = None,
    creditor: str | None = None,
    receivables: Collection[str] = (),
    scenario: Scenario | None = None,
    facts: Mapping[str, FactValue] | None = None,
) -> tuple[PathVerdict, ...]:
    """Judge each legal path of a country for what is overdue, in the order they are tried.

    `country` is the debtor's unless said; `receivables`, `currency` and `creditor` choose among
    several. The `scenario` tells which steps were amicable and which a formal notice: without it
    those facts are unknown, unless `facts` says them, or what the account can't know
    (`claim.creditor_country`, `claim.title`). Nothing overdue gives no verdict. Raises what
    `read_claim` raises. It is no legal advice: see each path's `basis`.

    >>> import datetime as dt
    >>> from dunnix.model import Debtor, Invoice
    >>> account = Account(
    ...     debtor=Debtor(id="D1", country="FR", party="company"),
    ...     invoices=[Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("900", "EUR"))],
    ... )
    >>> verdicts = legal_paths(account, as_of=dt.date(2026, 4, 1),
    ...                        facts={"claim.formal_notice": True, "claim.days_since_notice": 20})
    >>> [each.path.id for each in verdicts if each.standing == "possible"]
    ['mediation', 'fr-injonction-de-payer', 'fr-refere-provision']
    """
    claim = read_claim(
        account,
        as_of=as_of,
        scenario=scenario,
        receivables=receivables,
        currency=currency,
        creditor=creditor,
        country=country,
        facts=facts,
    )
    if claim is None:
        return ()
    where = claim.facts[_COUNTRY]
    return tuple(
        judge_path(path, claim)
        for path in shipped_paths()
        if path.is_in_force(as_of) and path.is_open_in(None if where is None else str(where))
    )


def judge_path(path: LegalPath, claim: LegalClaim) -> PathVerdict:
    """Judge one path, of your own or one that ships, for a claim."""
    facts = facts_in(claim.facts, claim.currency, path.currency)
    standing, failed = _standing(path, facts)
    return PathVerdict(
        path=path,
        standing=standing,
        creditor=claim.creditor,
        amount=claim.amount,
        receivables=claim.receivables,
        failing=failed,
        possible_on=_possible_on(path, facts, failed, claim.as_of),
        lawyer=_lawyer(path, facts),
        costs=tuple(_costs(path, claim, facts)),
    )


def _lawyer(path: LegalPath, facts: Mapping[str, Value]) -> bool | None:
    if not path.lawyer or path.lawyer_when is None:
        return path.lawyer
    return judged(path.lawyer_when, facts, path.currency)


def _standing(
    path: LegalPath, facts: Mapping[str, Value]
) -> tuple[PathStanding, tuple[Failing, ...]]:
    holds = judged(path.when, facts, path.currency)
    failed = why_not(path.when, facts, path.currency)
    if holds is False:
        return PathStanding.NOT_POSSIBLE, tuple(each for each in failed if not each.unknown)
    if path.countries and facts[_COUNTRY] is None:
        failed = (*failed, _country_wanted(path))
        holds = None
    if holds is None:
        return PathStanding.UNKNOWN, tuple(each for each in failed if each.unknown)
    return PathStanding.POSSIBLE, ()


def _country_wanted(path: LegalPath) -> Failing:
    return Failing(fact=_COUNTRY, operator="in", wanted=path.countries, found=None, unknown=True)


def _possible_on(
    path: LegalPath,
    facts: Mapping[str, Value],
    failed: Iterable[Failing],
    as_of: dt.date,
) -> dt.date | None:
    """Give the day a path opens by waiting alone, if it does."""
    waits = [
        each.wanted + _LOWER[each.operator] - each.found
        for each in failed
        if isinstance(each.wanted, int) and isinstance(each.found, int)
        if CLAIM_FACTS[each.fact].rises and each.operator in _LOWER
    ]
    if not waits:
        return None
    later = {
        name: value + max(waits) if type(value) is int and CLAIM_FACTS[name].rises else value
        for name, value in facts.items()
    }
    opens = judged(path.when, later, path.currency)
    return as_of + dt.timedelta(days=max(waits)) if opens else None


def _costs(path: LegalPath, claim: LegalClaim, facts: Mapping[str, Value]) -> Iterable[CostLine]:
    for cost in path.costs:
        is_due = cost.when is None or judged(cost.when, facts, path.currency)
        if is_due and cost.is_due_on(claim.as_of):
            yield cost.of(claim.amount)


def _reason(failed: Failing, say: Words, currency: str) -> str:
    fact = say.say(sentences.FACT[failed.fact])
    if failed.unknown:
        return say.say(sentences.NOT_KNOWN, fact=fact)
    if isinstance(failed.found, bool):
        return say.code(sentences.IS_SO if failed.found else sentences.IS_NOT_SO, failed.fact)
    wanted = failed.wanted if isinstance(failed.wanted, tuple) else (failed.wanted,)
    return say.say(
        sentences.WANTED[failed.operator],
        fact=fact,
        found=_shown(failed.fact, failed.found, say, currency),
        wanted=", ".join(_shown(failed.fact, each, say, currency) for each in wanted),
    )


def _shown(name: str, value: object, say: Words, currency: str) -> str:
    if CLAIM_FACTS[name].kind is FactKind.MONEY and isinstance(value, int):
        return say.money(Money.minor(value, currency))
    return say.number(value) if isinstance(value, int) else str(value)


def _needed(failed: Failing, say: Words) -> str:
    if failed.unknown:
        return say.say(sentences.SAY, fact=say.say(sentences.FACT[failed.fact]))
    if failed.fact not in sentences.TAKES:
        return ""
    return say.say(sentences.TAKES[failed.fact])
