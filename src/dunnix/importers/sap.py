"""SAP FI: a dunning procedure (T047A), its levels (T047B), charges (T047C) and minima (T047H)."""

from typing import Final, NamedTuple

from dunnix.importers.columns import Column, RuleTable, no_counterparts
from dunnix.importers.difference import RuleSystem
from dunnix.importers.draft import Draft, Told
from dunnix.importers.row import Row
from dunnix.importers.shape import Shape
from dunnix.scenario import EscalationStep

_CURRENCY: Final = "WAERS"

SAP: Final = RuleTable(
    system=RuleSystem.SAP,
    currency=_CURRENCY,
    columns=(
        Column(name="MAHNS", reads=Row.whole, also=("Dunning Level", "Dunn.Level"), required=True),
        Column(
            name="VERTG",
            reads=Row.days,
            also=("Days in Arrears", "Number Of Days in Arrears"),
            required=True,
        ),
        Column(name="MAHNA", reads=Row.text, also=("Dunning Procedure",), once=True),
        Column(name="TEXTM", reads=Row.text, also=("Name",), once=True),
        Column(name="RHYTH", reads=Row.days, also=("Dunning Interval in Days",), once=True),
        Column(name="MIVRZ", reads=Row.days, also=("Min.Days in Arrears (Acct)",), once=True),
        Column(name="KULEP", reads=Row.days, also=("Grace Periods per Line Item",), once=True),
        Column(name="ZFRST", reads=Row.days, also=("Payment Deadline in Days",)),
        Column(name="XZINS", reads=Row.flag, also=("Calculate Interest",)),
        Column(name="XAEND", reads=Row.flag, also=("Always Dun",)),
        Column(name=_CURRENCY, reads=Row.text, also=("Currency", "Currency Key")),
        Column(name="MAHNG", reads=Row.amount, also=("Dunning charge",)),
        Column(name="MAHNP", reads=Row.percent, also=("Dunning charge in percent",)),
        Column(name="MAHNB", reads=Row.amount),
        Column(name="MINBT", reads=Row.amount, also=("Minimum Amount",)),
        Column(name="MINPR", reads=Row.percent),
        *no_counterparts("prints all items, the ones that aren't due included", ["XPOST"]),
        *no_counterparts("the holidays that move the payment deadline", ["KALID"], once=True),
        *no_counterparts("dunning goes on in legal proceedings", ["XMGER"], once=True),
        *no_counterparts("dunning although the account is in credit", ["XSALSH"], once=True),
        *no_counterparts("the interest indicator", ["VZSKZ", "XIGNVZ"], once=True),
        *no_counterparts("whose texts are used", ["MAHNR"], once=True),
        *no_counterparts("which special ledger items are dunned", ["UMSKD", "UMSKK"], once=True),
        *no_counterparts("whether standard items are dunned", ["XNUMS"], once=True),
        *no_counterparts("the client of the system", ["MANDT"], once=True),
    ),
)
_NOTES: Final[tuple[Told, ...]] = (
    (
        "level-per-item",
        "per",
        (
            "each item stands at a level of its own; the account is dunned at the highest as soon"
            " as one changes, and the interval begins anew"
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
        "the level is that of the days in arrears, at most one above the last one, and never less",
        "each decision climbs one step at most, once the step before is recorded",
        'write if_behind = "skip-to-latest" to take the level by the days alone',
    ),
    (
        "interval",
        "contact.gap",
        "the dunning interval is counted between two dunning runs of the account and its area",
        "the gap is counted between any two contacts with the debtor, and is a day at least",
        'write after = "previous + 14d" in the steps and a short `gap`, if you also call',
    ),
    (
        "legal-dunning",
        "step.{last}",
        (
            "legal dunning is a date on the account, entered by hand, with no notice required; from"
            " then on levels stand still"
        ),
        "a hand-over or a court is a step, and waits for a mandatory notice where there is one",
        'make this step mandatory with a deadline, and add a step with do = "hand-over"',
    ),
    (
        "dunning-block",
        "per",
        "a dunning block has a reason and no days; what is released catches up",
        "a block has its days, and moves the later steps by them",
        'record it as a block, and write [pause.block] with on_release = "catch-up"',
    ),
)


class _Procedure(NamedTuple):
    """What holds for all levels: days in arrears at least, the interval, the least amount."""

    least: int
    interval: int
    ignored: str | None


def sap_steps(draft: Draft) -> Shape:
    """Make a step of each level, the first counted past grace and the least days in arrears."""
    head = draft.sheet.head
    grace = head.days("KULEP") or 0
    least = max(grace + 1, head.days("MIVRZ") or 0)
    levels = [(number, row, row.days("VERTG")) for number, row in draft.numbered("MAHNS", first=1)]
    draft.rising(((row, days) for _, row, days in levels), "VERTG")
    ignored = _ignored_below(draft, levels[0][1]) if levels else None
    procedure = _Procedure(least, head.days("RHYTH") or 0, ignored)
    for number, row, days in levels:
        if days is not None:
            is_last = number == levels[-1][0]
            _step(draft, number, row, max(days, procedure.least), procedure, is_last=is_last)
    draft.note_always(_NOTES)
    _note_of_grace(draft, grace)
    gap = f"{max(procedure.interval, 1)}d"
    return Shape(
        name=head.text("MAHNA"),
        title=head.text("TEXTM"),
        per="debtor",
        gap=gap,
        ignore_below=ignored,
    )


def _step(
    draft: Draft, number: int, row: Row, days: int, procedure: _Procedure, *, is_last: bool
) -> None:
    step = f"level-{number}"
    given = row.days("ZFRST")
    _note_of_share(draft, step, row)
    repeat = _repeat(draft, step, procedure.interval, row, is_last=is_last)
    has_interest = row.flag("XZINS")
    if has_interest:
        _interest(draft, step)
    draft.steps.append(
        EscalationStep(
            id=step,
            at=f"due + {days}d",
            when=None if number == 1 else _minimum(draft, step, row, procedure.ignored),
            channel="letter",
            deadline=f"{given}d" if given else None,
            effects=["late-interest"] if has_interest else [],
            fee=_charge(draft, step, row),
            repeat=repeat,
        )
    )


def _repeat(
    draft: Draft, step: str, interval: int, row: Row, *, is_last: bool
) -> dict[str, str] | None:
    """Give how the last level comes again where the account is always dunned."""
    if not row.flag("XAEND"):
        return None
    if is_last:
        draft.note(
            "always-dun",
            f"step.{step}.repeat",
            "it is always dunned: the last level comes again each interval",
            "so does this step",
            "add `times` to `repeat`, for it to end",
        )
        return {"every": f"{max(interval, 1)}d"}
    draft.note(
        "always-dun",
        f"step.{step}",
        "it is always dunned: the level comes again each interval until the next is reached",
        "the step is taken once",
        "add a step between the two, if the time between them is long",
    )
    return None


def _charge(draft: Draft, step: str, row: Row) -> str | None:
    """Give the fixed charge in the scenario's currency."""
    percent = row.percent("MAHNP")
    if percent:
        draft.note(
            "fee-in-percent",
            f"step.{step}",
            f"the charge is {percent} percent of what is overdue",
            "fees are fixed amounts: there is none",
            'write a fixed `fee` in the step, such as fee = "5.00", or bill it yourself',
        )
    amount = _in_currency(draft, step, row, "MAHNG")
    if amount is None:
        return None
    above = row.amount("MAHNB")
    least = f"from {above} overdue on, " if above else ""
    draft.note(
        "fee",
        f"step.{step}.fee",
        f"the charge is printed {least}on every notice, and the notice isn't posted",
        "the fee is named in the action, whatever is owed, and never part of it: you bill it",
        "bill it as the action is recorded, once for its key",
    )
    return amount


def _in_currency(draft: Draft, step: str, row: Row, name: str) -> str | None:
    """Give an amount, unless it is of a currency the scenario isn't in."""
    code, currency = row.text(_CURRENCY), draft.currency
    if code is not None and currency is not None and code != currency and row.amount(name):
        draft.note(
            "another-currency",
            f"step.{step}",
            f"`{name}` is {row.amount(name)} {code}",
            f"the scenario is in {currency}: it isn't there",
            f"import once more with `--currency {code}`",
        )
        return None
    return draft.fee(row, name)


def _ignored_below(draft: Draft, row: Row) -> str | None:
    """Give the minimum of the first level, below which nobody is dunned at all."""
    least = _in_currency(draft, "level-1", row, "MINBT")
    if least is not None:
        draft.note(
            "minimum-amount",
            "ignore_below",
            "the least amount of a level is one of each currency, tried in that of the account"
            " first and in the local one next",
            "it is one amount in this currency, for all that is overdue",
            "import once for each currency you bill in",
        )
    return least


def _minimum(draft: Draft, step: str, row: Row, ignored: str | None) -> str | None:
    """Give the condition for a level's least amount, if it has its own."""
    least = _in_currency(draft, step, row, "MINBT")
    if least in {None, ignored}:
        return None
    draft.note(
        "minimum-of-a-level",
        f"step.{step}.when",
        "below its least amount the level before is sent again",
        "below it the step isn't taken, and nothing is sent in its place",
        "take `when` out, or add a gentler step after it",
    )
    return f"amount_due >= {least}"


def _note_of_share(draft: Draft, step: str, row: Row) -> None:
    share = row.percent("MINPR")
    if share:
        draft.note(
            "minimum-share",
            f"step.{step}",
            f"at least {share} percent of what is open must be at the level",
            "a scenario knows no such share",
            "write a condition in `when`, or do without",
        )


def _interest(draft: Draft, step: str) -> None:
    draft.note(
        "interest",
        f"step.{step}.effects",
        "interest is reckoned by the interest indicator, and printed",
        "it runs from the day the law says",
        'name the law: [late-payment] with law = "de"',
    )


def _note_of_grace(draft: Draft, grace: int) -> None:
    draft.note(
        "grace-of-the-item",
        "step.level-1.at",
        f"an item is overdue once more than {grace} days are past, and an account once one of"
        " its items has the least days in arrears",
        "the step waits for the later of the two, for its own receivable",
        "lower the days, if an account should be dunned for its other items as well",
    )
