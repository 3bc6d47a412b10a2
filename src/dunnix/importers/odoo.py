"""Odoo: the follow-up levels of a company, `account_followup.followup.line`."""

from typing import Any, Final

from dunnix.importers.columns import Column, RuleTable, no_counterparts
from dunnix.importers.difference import RuleSystem
from dunnix.importers.draft import Draft, Told
from dunnix.importers.row import Row
from dunnix.importers.shape import Shape, titled
from dunnix.scenario import EscalationStep

ODOO: Final = RuleTable(
    system=RuleSystem.ODOO,
    columns=(
        Column(name="delay", reads=Row.whole, also=("Due Days",), required=True),
        Column(name="name", reads=Row.text, also=("Follow-Up Action",)),
        Column(name="company_id", reads=Row.text, also=("Company", "company_id/name"), once=True),
        Column(name="send_email", reads=Row.flag, also=("Send an Email", "Send Email")),
        Column(
            name="send_letter",
            reads=Row.flag,
            also=("print_letter", "Print a Letter", "Send a Letter"),
        ),
        Column(
            name="send_sms", reads=Row.flag, also=("Send an SMS Text Message", "Send SMS Message")
        ),
        Column(name="send_whatsapp", reads=Row.flag, also=("Send WhatsApp Message",)),
        Column(name="manual_action", reads=Row.flag, also=("Manual Action", "create_activity")),
        Column(
            name="manual_action_note", reads=Row.text, also=("Action To Do", "activity_summary")
        ),
        Column(name="auto_execute", reads=Row.flag, also=("Automatic",)),
        Column(
            name="mail_template_id",
            reads=Row.text,
            also=("Content Template", "mail_template_id/name"),
        ),
        *no_counterparts("who is asked for the activity", ["manual_action_responsible_id"]),
        *no_counterparts("the kind of the activity", ["manual_action_type_id", "activity_type_id"]),
        *no_counterparts("what the activity says", ["activity_note"]),
        *no_counterparts("whose the activity is", ["activity_default_responsible_type"]),
        *no_counterparts("the open invoices are joined to the mail", ["join_invoices"]),
        *no_counterparts("the text that is sent, or the label of `name`", ["description"]),
        *no_counterparts("the text message that is sent", ["sms_description"]),
        *no_counterparts("the template of the text message", ["sms_template_id"]),
        *no_counterparts("who follows the mails", ["additional_follower_ids"]),
        *no_counterparts("the place in the list; days alone order the levels", ["sequence"]),
        *no_counterparts(
            "the record itself",
            ["id", ".id", "create_date", "create_uid", "write_date", "write_uid", "display_name"],
        ),
    ),
)
_CHANNELS: Final = {
    "send_email": "email",
    "send_letter": "letter",
    "send_sms": "sms",
    "send_whatsapp": "whatsapp",
}
_NOTES: Final[tuple[Told, ...]] = (
    (
        "level-per-line",
        "per",
        (
            "each journal item climbs on its own days; a run sends the customer the highest of the"
            " levels its items come to"
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
        (
            "a run lifts an item by one level at most; newer versions also wait the days between"
            " two levels after each follow-up"
        ),
        "each decision climbs one step at most, the next one a day later at the earliest",
        'write `after` in a step, such as after = "previous + 7d", to keep such a wait',
    ),
    (
        "next-reminder-date",
        "if_behind",
        "a date of the next reminder on the customer, set by hand, silences it until then",
        "the scenario has no such date",
        "record it as a block of the debtor that ends on that day",
    ),
    (
        "last-level-repeats",
        "step.{last}",
        "a customer at the last level stays in need of action, and gets it again",
        "each step is taken once; then what is owed is held as finished",
        'write repeat = { every = "14d" } in the step to go on',
    ),
    (
        "wall-clock",
        "timezone",
        "the day is that of the server as the scheduled action runs",
        "the day is the one asked about, and begins in this time zone",
        'name your own, such as timezone = "Europe/Paris"',
    ),
)


def odoo_steps(draft: Draft) -> Shape:
    """Make a step of each level, and one more of each manual action beside a mail."""
    rows = sorted(_days(draft), key=lambda each: each[0])
    for number, (days, row) in enumerate(rows, start=1):
        _level(draft, f"level-{number}", days, row)
    draft.note_always(_NOTES)
    used = {step.channel for step in draft.steps} | {c for s in draft.steps for c in s.copy}
    return Shape(
        name=draft.sheet.head.text("company_id"),
        per="debtor",
        gap="1d",
        channels={"whatsapp": "sms"} if "whatsapp" in used else {},
    )


def _days(draft: Draft) -> list[tuple[int, Row]]:
    """Give the levels by their days: no two of a company may have the same."""
    found: dict[int, Row] = {}
    for row in draft.sheet.levels:
        days = row.whole("delay")
        if days is not None and days in found:
            message = f"two levels come after `{days}` days"
            row.refuse("delay", "duplicate-level", message, "give each level days of its own")
        elif days is not None and row.checked_days("delay", abs(days)) is not None:
            found[days] = row
    return list(found.items())


def _level(draft: Draft, step: str, days: int, row: Row) -> None:
    at = f"due - {-days}d" if days < 0 else f"due + {days}d"
    title = titled(row.text("name"))
    sends = [channel for field, channel in _CHANNELS.items() if row.flag(field)]
    is_manual = row.flag("manual_action")
    if sends:
        sent = EscalationStep(id=step, title=title, at=at, **_sending(draft, step, sends, row))
        draft.steps.append(sent)
    if is_manual:
        named = f"{step}-task" if sends else step
        task = titled(row.text("manual_action_note"))
        draft.steps.append(EscalationStep(id=named, title=task or title, at=at, do="task"))
        _manual(draft, named, beside=bool(sends))
    if not sends and not is_manual:
        draft.steps.append(EscalationStep(id=step, title=title, at=at, do="none"))
    if days < 0:
        draft.note(
            "before-due",
            f"step.{step}.at",
            "a customer who is late already still gets it first",
            "a step before the due date is lost from the due date on, and the next one comes",
            'write `until = "due + 30d"` in the step to send it later too',
        )


def _sending(draft: Draft, step: str, channels: list[str], row: Row) -> dict[str, Any]:
    """Give how a level is sent, by the keys of a step."""
    is_auto = row.flag("auto_execute")
    if not is_auto:
        draft.note(
            "waits-for-a-person",
            f"step.{step}.mode",
            "without `auto_execute` it waits in the list of follow-ups until somebody runs it",
            "it is proposed, and goes out once the collector has confirmed it",
            'write mode = "auto" to let it go by itself',
        )
    return {
        "channel": channels[0],
        "copy": channels[1:],
        "mode": "auto" if is_auto else "confirm:collector",
        "template": row.text("mail_template_id"),
    }


def _manual(draft: Draft, step: str, *, beside: bool) -> None:
    draft.note(
        "manual-action",
        f"step.{step}.do",
        "the activity is planned as the level is run"
        + (", together with what is sent" if beside else ""),
        "a task of its own" + (", a day after what is sent" if beside else ""),
        "name whose it is with `from`" + (", or take the step out" if beside else ""),
    )
