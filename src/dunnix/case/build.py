"""The making of a case file from an account and a day."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from dunnix.case.announced import announcements_of
from dunnix.case.audience import Item, to_audience
from dunnix.case.timeline import timeline_of
from dunnix.case.values import (
    Agreement,
    AgreementKind,
    CaseFile,
    CaseHistory,
    CaseReceivable,
    CaseTotal,
    PastReason,
)
from dunnix.case.view import View, view_of
from dunnix.case.words import words
from dunnix.engine import EffectInForce
from dunnix.metrics import payment_profile
from dunnix.model import (
    Account,
    Extension,
    Place,
    PromiseStanding,
    Reply,
    Standing,
    Task,
)
from dunnix.model.plans import IN_FORCE
from dunnix.money import Money
from dunnix.scenario import Scenario

_SETTLED: Final = frozenset({Standing.SETTLED, Standing.ON_PLAN})


def case_file(
    account: Account,
    *,
    as_of: dt.date,
    audience: str = "colleague",
    language: str = "en",
    scenario: Scenario | None = None,
    receivables: Iterable[str] = (),
    facts: Iterable[str] = (),
) -> CaseFile:
    """Give the file of a case as known on a day, cut to what its reader may see.

    `audience` is `colleague`, who gets all; `agency` or `lawyer`, who get what is open, what was
    done and said about it, and whom to reach, without notes, scores, blocks, tasks, settled items
    or names of our people. `facts` names facts of the debtor and of invoices that are shared all
    the same, `receivables` what the case is about (an invoice, an instalment, a plan), none meaning
    all.
    With a `scenario` the file has titles of steps, what was announced and what followed, effects
    in force, and promises judged as the scenario says; without one they must be kept to the day.

    Amounts are those of the invoices: interest and fees are not in it. Raises `ValueError` for an
    audience, a language or a receivable that doesn't exist, `TypeError` for a wrong `as_of`.

    >>> from dunnix.model import Debtor, Invoice
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1", owner="lea"), invoices=[invoice])
    >>> case = case_file(account, as_of=dt.date(2026, 3, 16), audience="lawyer")
    >>> [(each.id, each.days_past_due, str(each.open)) for each in case.receivables]
    [('F-1', 40, '90.00 EUR')]
    >>> case.debtor.owner is None
    True
    """
    if type(as_of) is not dt.date:
        raise TypeError(f"`as_of` must be a date, not a {type(as_of).__name__}")
    words(language)
    view = view_of(
        account,
        as_of=as_of,
        audience=to_audience(audience),
        language=language,
        scenario=scenario,
        receivables=_texts("receivables", receivables),
    )
    shared = _texts("facts", facts)
    return CaseFile(
        as_of=as_of,
        audience=view.audience,
        language=language,
        debtor=view.debtor(shared),
        receivables=tuple(_receivable(view, place, shared) for place in view.shown),
        totals=tuple(_totals(view)),
        timeline=timeline_of(view),
        history=_history(view) if view.may_see(Item.HISTORY) else None,
        reasons=tuple(_reasons(view)),
        agreements=tuple(_agreements(view)),
        announcements=announcements_of(view),
        effects=tuple(_effects(view)),
        tasks=tuple(_tasks(view)),
        unread=len(account.problems),
        problems=account.problems if view.may_see(Item.PROBLEMS) else (),
    )


def _texts(name: str, given: Iterable[str]) -> frozenset[str]:
    if isinstance(given, str):
        raise TypeError(f"`{name}` is a list of names, not one text")
    return frozenset(given)


def _receivable(view: View, place: Place, facts: frozenset[str]) -> CaseReceivable:
    claim = place.claim
    step = None
    if view.situation is not None:
        progress = view.situation.record.progress.get(claim.id)
        if progress is not None and progress.reached >= 0:
            step = str(view.situation.compiled.rungs[progress.reached].id)
    return CaseReceivable(
        id=claim.id,
        creditor=claim.invoice.creditor,
        issue_date=claim.invoice.issue_date,
        due_date=dt.date.fromordinal(claim.due),
        days_past_due=place.today - claim.due,
        amount=Money.minor(claim.amount, claim.currency),
        open=Money.minor(claim.open, claim.currency),
        disputed=Money.minor(_part(place, Standing.DISPUTED), claim.currency),
        promised=Money.minor(_part(place, Standing.PROMISED), claim.currency),
        standing=place.standing,
        step=step,
        facts=view.facts(claim.invoice.facts, facts),
    )


def _part(place: Place, standing: Standing) -> int:
    return sum(part.amount for part in place.parts if part.standing is standing)


def _totals(view: View) -> Iterator[CaseTotal]:
    """Sum what is open by creditor and currency; what a plan replaced counts as its parts do."""
    pools = view.position.balance.unapplied
    groups: dict[tuple[str, str], list[Place]] = {}
    for place in view.shown:
        key = place.claim.invoice.creditor or "", place.claim.currency
        groups.setdefault(key, []).append(place)
    for currency, creditor in pools:
        if pools[currency, creditor] and view.concerns(creditor):
            groups.setdefault((creditor or "", currency), [])
    for creditor, currency in sorted(groups):
        places = [each for each in groups[creditor, currency] if each.standing not in _SETTLED]
        yield CaseTotal(
            creditor=creditor or None,
            currency=currency,
            amount=Money.minor(sum(each.claim.amount for each in places), currency),
            open=Money.minor(sum(each.claim.open for each in places), currency),
            overdue=Money.minor(
                sum(each.claim.open for each in places if each.claim.due < each.today), currency
            ),
            disputed=Money.minor(sum(_part(each, Standing.DISPUTED) for each in places), currency),
            promised=Money.minor(sum(_part(each, Standing.PROMISED) for each in places), currency),
            unapplied=Money.minor(pools.get((currency, creditor or None), 0), currency),
        )


def _history(view: View) -> CaseHistory:
    account = view.account
    # Of rows that can't be read nobody can say how they were paid.
    profiles = (
        () if account.problems else payment_profile(account, as_of=view.as_of, by=()).profiles
    )
    ended = [each.standing for each in view.position.promises]
    before = account.history
    return CaseHistory(
        profiles=profiles,
        earlier=before.paid,
        promises_kept=before.promises_kept + ended.count(PromiseStanding.KEPT),
        promises_broken=before.promises_broken + ended.count(PromiseStanding.BROKEN),
    )


def _reasons(view: View) -> Iterator[PastReason]:
    """Give the reasons in the order they were given; one of items left out comes first."""
    last = view.account.history.last_reason
    if last is not None and view.may_see(Item.HISTORY):
        yield PastReason(on=None, reason=last)
    found: list[PastReason] = []
    for reply in view.known("happenings"):
        about = view.of([reply.invoice])
        if isinstance(reply, Reply) and about is not None and reply.date <= view.as_of:
            found.append(PastReason(on=reply.date, reason=reply.reason, receivables=about))
    for dispute in view.known("disputes"):
        about = view.of([dispute.invoice])
        if about is not None and dispute.opened_on <= view.as_of:
            found.append(PastReason(on=dispute.opened_on, reason=dispute.reason, receivables=about))
    yield from sorted(found, key=lambda each: (each.on, each.reason, each.receivables))


def _agreements(view: View) -> Iterator[Agreement]:
    for judged in view.position.promises:
        promise, about = judged.promise, view.of(judged.promise.invoices)
        if judged.standing is PromiseStanding.OPEN and about is not None:
            yield Agreement(
                kind=AgreementKind.PROMISE,
                since=promise.made_on,
                until=promise.due_by,
                receivables=about,
                amount=promise.amount,
                status=judged.standing,
            )
    broken = {plan.id for plan, _ in view.position.broken_plans}
    for plan in view.known("plans"):
        about = view.of(plan.invoices)
        in_force = plan.status in IN_FORCE and plan.agreed_on <= view.as_of
        if in_force and plan.id not in broken and about is not None:
            whole = sum(part.amount.minor_units for part in plan.instalments)
            yield Agreement(
                kind=AgreementKind.PLAN,
                since=plan.agreed_on,
                until=max(part.due_date for part in plan.instalments),
                receivables=about,
                amount=Money.minor(whole, plan.currency),
                status=plan.status,
            )
    for each in view.known("happenings"):
        if isinstance(each, Extension) and each.date <= view.as_of <= each.until:
            about = view.of([each.invoice])
            if about is not None:
                yield Agreement(
                    kind=AgreementKind.EXTENSION,
                    since=each.date,
                    until=each.until,
                    receivables=about,
                )


def _effects(view: View) -> Iterator[EffectInForce]:
    if view.decision is not None:
        shown = {place.claim.id for place in view.shown}
        yield from (each for each in view.decision.effects if each.receivable in shown)


def _tasks(view: View) -> Iterator[Task]:
    """Give what is still to be done by us, the earliest due first."""
    if view.may_see(Item.TASKS):
        waiting = [
            task
            for task in view.known("tasks")
            if (task.done_on is None or task.done_on > view.as_of)
            and view.of(task.invoices) is not None
        ]
        yield from sorted(waiting, key=lambda task: (task.due_on, task.id))
