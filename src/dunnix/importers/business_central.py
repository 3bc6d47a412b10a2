"""Business Central: Reminder Terms (table 292) with their Reminder Levels (table 293)."""

from decimal import Decimal
from typing import Final, NamedTuple

from dunnix.importers.columns import Column, RuleTable, no_counterparts
from dunnix.importers.date_formula import formula_days
from dunnix.importers.difference import RuleSystem
from dunnix.importers.draft import Draft, Told
from dunnix.importers.row import Row
from dunnix.importers.shape import Shape
from dunnix.model.rows import shown
from dunnix.scenario import EscalationStep

_NAME: Final = "Reminder Terms Code"
_MAX: Final = "Max. No. of Reminders"
_LEAST: Final = "Minimum Amount (LCY)"
_FEE: Final = "Additional Fee (LCY)"
_LINE_FEE: Final = "Add. Fee per Line Amount (LCY)"
_KIND: Final = "Add. Fee Calculation Type"
_FIXED: Final = frozenset({"", "fixed", "0"})
_MOST_TIMES: Final = 100

BUSINESS_CENTRAL: Final = RuleTable(
    system=RuleSystem.BUSINESS_CENTRAL,
    columns=(
        Column(name="No.", reads=Row.whole, also=("Level", "Level No."), required=True),
        Column(name=_NAME, reads=Row.text, also=("Code",), once=True),
        Column(name="Description", reads=Row.text, once=True),
        Column(name=_MAX, reads=Row.whole, also=("Maximum Number of Reminders",), once=True),
        Column(name=_LEAST, reads=Row.amount, once=True),
        Column(name="Post Interest", reads=Row.flag, once=True),
        Column(name="Grace Period", reads=formula_days),
        Column(name="Due Date Calculation", reads=formula_days),
        Column(name="Calculate Interest", reads=Row.flag),
        Column(name=_FEE, reads=Row.amount),
        Column(name=_LINE_FEE, reads=Row.amount),
        Column(name=_KIND, reads=Row.text),
        *no_counterparts("whether the fee is posted", ["Post Additional Fee"], once=True),
        *no_counterparts("whether a line's fee is posted", ["Post Add. Fee per Line"], once=True),
        *no_counterparts("a text for invoices", ["Note About Line Fee on Report"], once=True),
        *no_counterparts("what the fee of a line is called", ["Add. Fee per Line Description"]),
        *no_counterparts("what is attached", ["Reminder Attachment Text"]),
        *no_counterparts("the text of the mail", ["Reminder Email Text"]),
        *no_counterparts(
            "the record itself",
            ["SystemId", "SystemCreatedAt", "SystemCreatedBy", "SystemModifiedAt",
             "SystemModifiedBy", "SystemRowVersion"],
        ),
    ),
)  # fmt: skip
_NOTES: Final[tuple[Told, ...]] = (
    (
        "level-per-entry",
        "per",
        (
            "each entry climbs on its own days; the reminder for customer and currency has the"
            " highest of their levels"
        ),
        (
            "the oldest receivable leads; a younger one waits for its next step, and goes along"
            " with it at its own level"
        ),
        'write per = "invoice" to let each climb on its own days, in messages of its own',
    ),
    (
        "one-level-a-run",
        "if_behind",
        "however late, an entry begins at level 1, and climbs by one with each reminder issued",
        "so does each receivable, with each step recorded",
        'write if_behind = "skip-to-latest" to catch up at once',
    ),
    (
        "issued-by-hand",
        "step.{first}.mode",
        (
            "reminders are suggested, then issued by a person or a job; one that isn't issued keeps"
            " the next from being made"
        ),
        "a step waits for the collector to confirm it, and is asked about after a week",
        'write mode = "auto" to let it go by itself',
    ),
    (
        "channel",
        "step.{first}.channel",
        "how a reminder is sent is chosen as it is issued",
        "each step has its channel; letters are taken",
        "write the channel you use, such as email",
    ),
    (
        "on-hold",
        "per",
        "`On Hold` is a mark on an entry, without days or reason",
        "a block has its days, and moves the later steps by them",
        "record the mark as a block from the day it was set",
    ),
)


class _Level(NamedTuple):
    """A level, with its fee, and in days its grace and the time the reminder gives."""

    row: Row
    fee: str | None
    grace: int
    given: int


def business_central_steps(draft: Draft) -> Shape:
    """Make a step of each level: the first after the due date, the others after the one before."""
    head = draft.sheet.head
    levels = [_level(draft, number, row) for number, row in draft.numbered("No.", first=1)]
    most = head.whole(_MAX)
    if most is not None and most < 0:
        head.refuse(
            _MAX, "bad-number", f"`{most}` reminders are less than none", "write 0 for no limit"
        )
    if not draft.problems:
        _steps(draft, levels, most or 0)
    draft.note_always(_NOTES)
    return Shape(
        name=head.text(_NAME),
        title=head.text("Description"),
        per="debtor",
        gap="1d",
        ignore_below=_ignored_below(draft, head),
    )


def _level(draft: Draft, number: int, row: Row) -> _Level:
    grace, has_months = formula_days(row, "Grace Period")
    given, gives_months = formula_days(row, "Due Date Calculation")
    if has_months or gives_months:
        draft.note(
            "months-as-days",
            f"step.level-{number}",
            "a month is a month of the calendar",
            "a month is 30 days, for the time given and the grace after it add up",
            "write months in `at` or `after` by hand, if the day matters",
        )
    return _Level(row, draft.fee(row, _FEE), grace, given)


def _steps(draft: Draft, levels: list[_Level], most: int) -> None:
    reached = levels[:most] if most else levels
    for at, level in enumerate(reached, start=1):
        # The day the grace is over is still in it.
        wait = level.grace + 1 + (reached[at - 2].given if at > 1 else 0)
        level.row.checked_days("Grace Period", wait)
        repeat = _repeat(draft, level, at, most) if at == len(levels) else None
        draft.steps.append(_step(draft, at, level, wait, repeat))
    for at in range(len(reached) + 1, len(levels) + 1):
        levels[at - 1].row.asked.update(levels[at - 1].row.cells)
        draft.note(
            "level-never-comes",
            "step",
            f"with at most {most} reminders level {at} never comes",
            "it isn't there",
            f"raise `{_MAX}` and import again, if it was meant",
        )


def _repeat(draft: Draft, last: _Level, at: int, most: int) -> dict[str, object] | None:
    """Give how the last level comes again: up to the most reminders, or for ever."""
    every, more = f"{last.given + last.grace + 1}d", most - at
    if not most:
        return {"every": every}
    if more > _MOST_TIMES:
        draft.note(
            "more-than-can-be-repeated",
            f"step.level-{at}.repeat",
            f"with at most {most} reminders the last level comes again {more} times",
            f"it comes again {_MOST_TIMES} times, the most that a step can",
            "take `times` out of `repeat` to let it go on for ever",
        )
    return {"every": every, "times": min(more, _MOST_TIMES)} if more else None


def _step(
    draft: Draft, at: int, level: _Level, wait: int, repeat: dict[str, object] | None
) -> EscalationStep:
    row, step = level.row, f"level-{at}"
    _notes_of_step(draft, step, has_repeat=repeat is not None)
    has_interest = row.flag("Calculate Interest")
    if has_interest:
        _interest(draft, step)
    return EscalationStep(
        id=step,
        at=f"due + {wait}d" if at == 1 else None,
        after=[] if at == 1 else f"level-{at - 1} + {wait}d",
        channel="letter",
        mode="confirm:collector",
        deadline=f"{level.given}d" if level.given else None,
        effects=["late-interest"] if has_interest else [],
        fee=_fee(draft, step, level),
        repeat=repeat,
    )


def _fee(draft: Draft, step: str, level: _Level) -> str | None:
    line_fee = level.row.amount(_LINE_FEE)
    kind = level.row.text(_KIND) or ""
    if line_fee is not None:
        _note_of_line_fee(draft, step, line_fee)
    if kind.casefold() not in _FIXED:
        draft.note(
            "fee-by-table",
            f"step.{step}",
            f"the fee is `{shown(kind)}`, told by a table of amounts",
            "fees are fixed amounts: there is none",
            'write a fixed `fee` in the step, such as fee = "5.00"',
        )
        return None
    if level.fee is not None:
        draft.note(
            "fee",
            f"step.{step}.fee",
            "the fee is of the local currency, converted into that of the reminder, and may be"
            " posted as it is issued",
            "the fee is of this currency, named in the action and never part of what is owed",
            "bill it as the action is recorded, once for its key",
        )
    return level.fee


def _note_of_line_fee(draft: Draft, step: str, line_fee: Decimal) -> None:
    draft.note(
        "fee-per-line",
        f"step.{step}",
        f"each line costs {line_fee} besides",
        "a fee is named once for a communication, never for each of its lines",
        "bill it by the lines of the action",
    )


def _interest(draft: Draft, step: str) -> None:
    posted = draft.sheet.head.flag("Post Interest")
    draft.note(
        "interest",
        f"step.{step}.effects",
        "interest is reckoned by the finance charge terms of the customer, which aren't here, and "
        + ("posted as the reminder is issued" if posted else "printed without being posted"),
        "it runs from the day the law says, and nothing is posted",
        'name the law: [late-payment] with law = "de"',
    )


def _notes_of_step(draft: Draft, step: str, *, has_repeat: bool) -> None:
    first = step == "level-1"
    draft.note(
        "day-after-grace",
        f"step.{step}.{'at' if first else 'after'}",
        "a reminder comes once the grace is over, its last day not included"
        + ("" if first else "; it runs from the due date that the reminder before gave"),
        "a day is added for that"
        + ("" if first else ", and the wait runs from the day the step before was done"),
        "nothing, where the due date of reminders isn't changed by hand",
    )
    if has_repeat:
        draft.note(
            "last-level-repeats",
            f"step.{step}.repeat",
            f"the last level comes again up to `{_MAX}`, for ever if that is 0",
            "so does this step",
            "take `repeat` out if once is enough",
        )


def _ignored_below(draft: Draft, head: Row) -> str | None:
    least = draft.fee(head, _LEAST)
    if least is not None:
        draft.note(
            "minimum-amount",
            "ignore_below",
            "what is overdue past its grace is added up, and converted into the local currency at"
            " the rate of the day",
            "all that is overdue is added up, in this currency; nothing is converted",
            "import once for each currency you bill in, with its own amount",
        )
    return least
