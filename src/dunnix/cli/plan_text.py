"""A plan as people read it: actions, what is held, and that both make up all that is open."""

from collections.abc import Sequence

from dunnix.cli import sentences
from dunnix.cli.due_dates import days_past_due, due_dates
from dunnix.cli.streams import Screen
from dunnix.cli.table import Column, lay_out
from dunnix.cli.totals import held_totals, totals
from dunnix.engine import Decision, NextAction
from dunnix.engine.explain.sentences import HELD_WHY, WITHDRAW_WHY
from dunnix.scenario import Do
from dunnix.words import Words


def show_plan(screen: Screen, decisions: Sequence[Decision], say: Words) -> None:
    """Show a plan in full."""
    if decisions:
        screen.put(
            say.say(
                sentences.PLAN,
                day=say.day(decisions[0].as_of),
                scenario=_rules_of(decisions[0]),
                debtors=len(decisions),
                actions=sum(len(each.next_actions) for each in decisions),
                held=sum(len(each.held) for each in decisions),
            )
        )
    show_actions(screen, decisions, say)
    show_withdrawals(screen, decisions, say)
    show_held(screen, decisions, say)
    show_totals(screen, decisions, say)


def _rules_of(decision: Decision) -> str:
    """Name what all was decided by: the strategy, where each debtor has its own scenario."""
    return decision.scenario if decision.strategy is None else decision.strategy.ref


def show_actions(
    screen: Screen, decisions: Sequence[Decision], say: Words, *, first: int | None = None
) -> None:
    """Show the actions, the most urgent first; `first` says how many."""
    pairs = [(decision, action) for decision in decisions for action in decision.next_actions]
    pairs.sort(key=lambda pair: _urgency(pair[1]))
    shown = pairs[:first]
    if not shown:
        screen.title(say.say(sentences.NO_ACTIONS))
        return
    whole = len(shown) == len(pairs)
    title = sentences.ACTIONS if whole else sentences.FIRST_ACTIONS
    screen.title(say.say(title, shown=len(shown), count=len(pairs)))
    heads = {name: say.say(text) for name, text in sentences.HEADS.items()}
    columns = [
        Column(heads["debtor"], style="title"),
        Column(heads["step"]),
        Column(heads["way"]),
        Column(heads["amount_due"], right=True),
        Column(heads["overdue"], right=True),
        Column(heads["late"], right=True),
        Column(heads["contact"], below=True),
        Column(heads["key"], below=True, style="dim"),
    ]
    for line in lay_out(columns, [_row(*pair, say) for pair in shown], screen.width):
        screen.put(*line)
    screen.put((say.say(sentences.LEGEND), "dim"))


def _urgency(action: NextAction) -> tuple[int, int, int, str]:
    return -action.priority, -action.days_late, -action.amount_due.minor_units, action.key


def _row(decision: Decision, action: NextAction, say: Words) -> list[str]:
    dues = due_dates(decision.account, decision.as_of)
    contact = action.contact
    return [
        decision.debtor,
        action.step or action.reason,
        (action.channel or "") if action.do is Do.SEND else str(action.do),
        say.money(action.amount_due) if action.amount_due.minor_units else "",
        str(max(days_past_due(action, dues, decision.as_of), 0) or ""),
        str(action.days_late or ""),
        "" if contact is None else f"{contact.name or ''} ({contact.role})".strip(),
        action.key,
    ]


def show_withdrawals(screen: Screen, decisions: Sequence[Decision], say: Words) -> None:
    """Show what is under way and no longer called for."""
    found = [(each.debtor, row) for each in decisions for row in each.withdraw]
    if not found:
        return
    screen.title(say.say(sentences.WITHDRAW))
    for debtor, row in found:
        why = say.code(WITHDRAW_WHY, row.reason)
        screen.put((f"{debtor}  ", "title"), f"{row.key}: {why}")


def show_held(screen: Screen, decisions: Sequence[Decision], say: Words) -> None:
    """Show what is held by reason."""
    found = held_totals(decisions)
    if not found:
        return
    screen.title(say.say(sentences.HELD))
    currencies = sorted({money.currency for total in found for money in total.amounts})
    columns = [
        Column(say.say(sentences.HEADS["reason"])),
        Column(say.say(sentences.HEADS["receivables"]), right=True),
        *(Column(currency, right=True) for currency in currencies),
    ]
    rows: list[list[str]] = []
    for total in found:
        by_currency = {money.currency: say.digits(money) for money in total.amounts}
        amounts = [by_currency.get(currency, "") for currency in currencies]
        rows.append([say.code(HELD_WHY, total.reason), str(total.receivables), *amounts])
    for line in lay_out(columns, rows, screen.width):
        screen.put(*line)


def show_totals(screen: Screen, decisions: Sequence[Decision], say: Words) -> None:
    """Show that actions and what is held make up all that is open, currency by currency."""
    found = totals(decisions)
    unread = sum(bool(each.account.problems) for each in decisions)
    screen.put()
    if not found and not unread:
        screen.put(say.say(sentences.NOTHING_OPEN))
    for total in found:
        screen.put(
            say.say(
                sentences.TOTAL,
                currency=total.open.currency,
                acted=say.money(total.in_actions),
                held=say.money(total.held),
                open=say.money(total.open),
            )
        )
    if unread:
        screen.put(say.say(sentences.UNREAD, debtors=unread))
