"""Tryton: the levels of an `account.dunning.procedure`, with the fee, letter and e-mail modules."""

from typing import Final

from dunnix.importers.columns import Column, RuleTable, no_counterparts
from dunnix.importers.difference import RuleSystem
from dunnix.importers.draft import Draft, Told
from dunnix.importers.overdue_days import overdue_days
from dunnix.importers.row import Row
from dunnix.importers.shape import Shape, titled
from dunnix.model.rows import shown
from dunnix.scenario import EscalationStep

TRYTON: Final = RuleTable(
    system=RuleSystem.TRYTON,
    columns=(
        Column(name="sequence", reads=Row.whole, also=("Sequence",), required=True),
        Column(
            name="overdue", reads=overdue_days, also=("Overdue", "days", "Number of Overdue Days")
        ),
        Column(
            name="procedure",
            reads=Row.text,
            also=("Procedure", "procedure.name", "procedure.rec_name"),
            once=True,
        ),
        Column(name="name", reads=Row.text, also=("Name", "rec_name")),
        Column(name="print_on_letter", reads=Row.flag, also=("Print on Letter",)),
        Column(name="send_email", reads=Row.flag, also=("Send Email",)),
        Column(
            name="email_template", reads=Row.text, also=("Email Template", "email_template.name")
        ),
        Column(name="fee", reads=Row.text, also=("Fee", "fee.name")),
        Column(name="fee.compute_method", reads=Row.text),
        Column(name="fee.percentage", reads=Row.percent),
        Column(
            name="fee.product.list_price", reads=Row.amount, also=("fee.product.list_price_used",)
        ),
        *no_counterparts("in whose name the mail is sent", ["email_from"]),
        *no_counterparts(
            "the record itself",
            ["id", "create_date", "create_uid", "write_date", "write_uid", "procedure.id"],
        ),
    ),
)
_NOTES: Final[tuple[Told, ...]] = (
    (
        "one-level-a-run",
        "if_behind",
        "a run lifts a line by one level, however old it is",
        "so does each decision, once the level before is recorded",
        'write if_behind = "skip-to-latest" to catch up at once',
    ),
    (
        "no-gap",
        "contact.gap",
        "there is no gap: three runs in a day climb three levels",
        "so do three decisions in a day, each recorded before the next",
        'ask once a day, or write gap = "1d"',
    ),
    (
        "waits-for-a-person",
        "stale_after",
        (
            "a draft waits until somebody processes it, for ever, and freezes its line; then its"
            " date is that of the computer's clock"
        ),
        "a step waits for the collector to confirm it, and its day is the one you record",
        'write stale_after = "7d" to be asked about what nobody processed',
    ),
    (
        "whole-amount",
        "netting",
        "only what is reconciled leaves; a line paid in part is dunned for the whole of it",
        "what is still open is asked for, and money not yet matched pays nothing",
        'write netting = "oldest-first" to let unmatched money count',
    ),
    (
        "blocked",
        "per",
        "`blocked` is a flag without days: a line released goes on as if never blocked",
        "a block has its days, and moves the later steps by them",
        'write [pause.block] with on_release = "catch-up", or record the flag as a block of today',
    ),
    (
        "final",
        "step.{last}",
        "past the last level the next run sets the line to final",
        "it is held as finished",
        "add the step that follows, such as a hand-over, after it",
    ),
)


def tryton_steps(draft: Draft) -> Shape:
    """Make a step of each level, each line climbing by itself."""
    levels = [(row, overdue_days(row, "overdue")) for _, row in draft.numbered("sequence")]
    draft.rising(levels, "overdue")
    for at, (row, days) in enumerate(levels, start=1):
        if row.has("overdue") and days is None:
            continue  # What is wrong with it is told.
        if days is None:
            _never(draft, row, at)
        else:
            _level(draft, f"level-{at}", days, row)
    draft.note_always(_NOTES)
    # A draft nobody processes stays one: ten years stand for ever.
    return Shape(
        name=draft.sheet.head.text("procedure"),
        title=draft.sheet.head.text("procedure"),
        per="invoice",
        gap="0d",
        netting="none",
        stale_after="3650d",
    )


def _never(draft: Draft, row: Row, at: int) -> None:
    row.asked.update(row.cells)
    draft.note(
        "level-never-comes",
        "step",
        f"level {at} has no days, and is passed over",
        "it isn't there: each step has its day",
        "leave it out, or give it days and import again",
    )


def _level(draft: Draft, step: str, days: int, row: Row) -> None:
    by_mail, by_letter = row.flag("send_email"), row.flag("print_on_letter")
    title = titled(row.text("name"))
    at = f"due + {days}d" if days else "due"
    fee = _fee(draft, step, row)
    if by_mail or by_letter:
        made = EscalationStep(
            id=step, title=title, at=at, channel="email" if by_mail else "letter",
            copy=["letter"] if by_mail and by_letter else [], mode="confirm:collector",
            template=row.text("email_template") if by_mail else None, fee=fee,
        )  # fmt: skip
    else:
        made = EscalationStep(id=step, title=title, at=at, do="task", fee=fee)
        draft.note(
            "nothing-is-sent",
            f"step.{step}.do",
            "the level sends neither mail nor letter: somebody processes it, and sees to the rest",
            "a task of the collector",
            'name a channel and write do = "send", if the debtor is to hear of it',
        )
    draft.steps.append(made)


def _fee(draft: Draft, step: str, row: Row) -> str | None:
    """Give the fixed fee of a level; a share of the amount can't be said."""
    name, method = row.text("fee"), row.text("fee.compute_method")
    amount = draft.fee(row, "fee.product.list_price")
    if name is None and amount is None and method is None:
        return None
    percentage = row.percent("fee.percentage") if amount is None or method == "percentage" else None
    if percentage or method == "percentage":
        _no_fee(
            draft,
            step,
            f"the fee is a share of the amount of the line ({percentage or 'not exported'})",
            'fees are fixed amounts: write one in the step, such as fee = "5.00"',
        )
        return None
    if amount is None:
        called = f"the fee `{shown(name)}`" if name else "the fee"
        _no_fee(
            draft,
            step,
            f"{called} is the list price of its product, which isn't here",
            "export `fee.product.list_price` too, or write `fee` in the step",
        )
        return None
    draft.note(
        "fee",
        f"step.{step}.fee",
        "the fee is posted on the day the level is processed, in the currency of the company",
        "the fee is named in the action and is never part of what is owed: you bill it",
        "post it as the action is recorded, once for its key",
    )
    return amount


def _no_fee(draft: Draft, step: str, theirs: str, advice: str) -> None:
    draft.note("fee-left-out", f"step.{step}", theirs, "there is no fee", advice)
