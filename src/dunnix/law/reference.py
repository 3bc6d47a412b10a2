"""The reference of legal paths and limitation, written from their data."""

from collections.abc import Iterator

from dunnix.facts import FactKind
from dunnix.law.basis import LegalBasis
from dunnix.law.claim_facts import CLAIM_FACTS
from dunnix.law.costs import Cost, CostRow
from dunnix.law.limitation_rule import LimitationRule
from dunnix.law.path import Deadline, LegalPath
from dunnix.law.tables import evidence_pieces, limitation_rules, shipped_paths


def law_reference() -> str:
    r"""Give the paths, the facts they read, the pieces and the rules of limitation as Markdown.

    >>> law_reference().splitlines()[0]
    '## Paths'
    """
    return "\n".join(
        [
            "## Paths",
            *(line for path in shipped_paths() for line in _path(path)),
            *_facts(),
            *_pieces(),
            *_limitation(),
        ]
    )


def _path(path: LegalPath) -> Iterator[str]:
    yield from (
        "",
        f"### `{path.id}`",
        "",
        f"*{path.title_in('en')}* / *{path.title_in('fr')}*",
        "",
    )
    yield f"{path.note_in('en')}"
    yield from ("", "| what | |", "|---|---|")
    yield f"| countries | {', '.join(path.countries) or 'all'} |"
    yield f"| tried | as number {path.order}; smaller ones first |"
    yield f"| when | `{path.when}` |"
    yield f"| lawyer | {_lawyer(path)} |"
    yield f"| debtor heard before the decision | {_yes(told=path.hearing)} |"
    yield f"| before whom | {path.court_in('en')} |"
    yield f"| enforced by | {path.enforced_by_in('en') or '-'} |"
    yield f"| dropped by doing nothing until | {path.withdrawable_until or '-'} |"
    yield f"| pieces needed | {_listed(path.evidence)} |"
    yield f"| stronger with | {_listed(path.helpful)} |"
    yield from (f"| cost: {cost.title_in('en')} | {_cost(cost)} |" for cost in path.costs)
    yield from (f"| {_milestone(each)} | {_deadline(each)} |" for each in path.deadlines)
    yield from (f"| law | {_basis(each)} |" for each in path.basis)


def _lawyer(path: LegalPath) -> str:
    if not path.lawyer:
        return "not needed"
    return "needed" if path.lawyer_when is None else f"needed when `{path.lawyer_when}`"


def _yes(*, told: bool) -> str:
    return "yes" if told else "no"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "-"


def _cost(cost: Cost) -> str:
    rows = "; ".join(_row(row) for row in cost.table) or "not known beforehand"
    when = f", when `{cost.when}`" if cost.when else ""
    days = _days(cost.valid_from, cost.valid_until)
    note = f" ({cost.note})" if cost.note else ""
    return f"{rows}{when}{days}{note}. {_basis(cost.basis)}"


def _row(row: CostRow) -> str:
    parts = [str(row.fixed)] if row.fixed else []
    parts += [f"{row.percent} %"] if row.percent != "0" else []
    most = f" to {row.at_most}" if row.at_most else ""
    limit = f" up to {row.up_to}" if row.up_to else ""
    return f"{' + '.join(parts)}{most}{limit}"


def _milestone(deadline: Deadline) -> str:
    if deadline.expected:
        return f"{deadline.milestone} expected"
    return f"{deadline.milestone} {'from' if deadline.earliest else 'by'}"


def _deadline(deadline: Deadline) -> str:
    way = "before" if deadline.before else "after"
    party = f", for a {deadline.party}" if deadline.party else ""
    days = _days(deadline.valid_from, deadline.valid_until)
    told = f"{deadline.time} {way} {deadline.counted_from}{party}{days}"
    return f"{told}. {_basis(deadline.basis)}"


def _days(start: object, end: object) -> str:
    return (f", from {start}" if start else "") + (f", until {end}" if end else "")


def _basis(basis: LegalBasis) -> str:
    return f"{basis.law} (*{basis.certainty}*: {basis.source})"


def _facts() -> Iterator[str]:
    yield from ("", "## Facts of a claim", "")
    yield from ("| fact | kind | may be unknown | meaning |", "|---|---|---|---|")
    for fact in CLAIM_FACTS:
        choices = ", ".join(f"`{each}`" for each in fact.choices)
        kind = f"choice: {choices}" if fact.kind is FactKind.CHOICE else str(fact.kind)
        yield f"| `{fact.name}` | {kind} | {_yes(told=fact.nullable)} | {fact.meaning} |"


def _pieces() -> Iterator[str]:
    yield from ("", "## Pieces of evidence", "")
    yield from ("| piece | one for each | what | how to get it |", "|---|---|---|---|")
    for piece in evidence_pieces().values():
        what, get = piece.title_in("en"), piece.how_to_get("en")
        yield f"| `{piece.id}` | {piece.per} | {what} | {get} |"


def _limitation() -> Iterator[str]:
    yield from ("", "## Limitation", "")
    yield from (
        "| rule | country | debtor | time | begun anew by | law |",
        "|---|---|---|---|---|---|",
    )
    for rule in limitation_rules():
        parties = ", ".join(rule.parties)
        anew = ", ".join(rule.restarted_by)
        law = f"{_basis(rule.basis)} {rule.note or ''}".rstrip()
        yield f"| `{rule.id}` | {rule.country} | {parties} | {_time(rule)} | {anew} | {law} |"


def _time(rule: LimitationRule) -> str:
    end = ", from the end of that year" if rule.from_year_end else ""
    start = f", for claims from {rule.valid_from}" if rule.valid_from else ""
    return f"{rule.years} years from {rule.runs_from}{end}{start}"
