"""What figures of frames are split by: key columns that agree with `metrics.grouping`."""

from collections.abc import Sequence
from typing import Final

import attrs
import narwhals.stable.v2 as nw

from dunnix.frames.fields import DEBTORS
from dunnix.frames.tables import Frame, Tables, nulls_like
from dunnix.metrics.grouping import DEBTOR_FIELDS, By, grouping
from dunnix.model import Account, Debtor

_WAY_OUT: Final = " (a column of your own is known where `facts` of the ledger names it)"


@attrs.frozen(kw_only=True, order=False, eq=False)
class Split:
    """The names that figures are split by, and where the tables keep them.

    The columns it adds are `by_0`, `by_1` and so on, whatever a host calls its facts.
    """

    tables: Tables
    names: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of a group: the currency, then one a name."""
        return ("currency", *(f"by_{number}" for number in range(len(self.names))))

    @property
    def invoice_facts(self) -> tuple[str, ...]:
        """The names that an invoice itself may have a fact for."""
        own = set(self.tables.invoice_facts) - {"debtor", "creditor", *DEBTOR_FIELDS}
        return tuple(name for name in self.names if name in own)

    @property
    def columns(self) -> tuple[str | nw.Expr, ...]:
        """What to select of invoices so that `keyed` can tell the key of a row.

        Facts come as `fact_<name>`, for a host may call one like a column of a formula.
        """
        of_debtor = ("debtor",) if "debtor" in self.names or self._of_debtor else ()
        creditor = ("creditor",) if "creditor" in self.names else ()
        facts = (nw.col(name).alias(f"fact_{name}") for name in self.invoice_facts)
        return ("currency", *of_debtor, *creditor, *facts)

    @property
    def _of_debtor(self) -> tuple[str, ...]:
        known = set(debtor_columns(self.tables)) - {"debtor", "creditor"}
        return tuple(name for name in self.names if name in known)

    def keyed(self, frame: Frame, *, facts: bool = True) -> Frame:
        """Add the key columns; money that pays no invoice has none of its `facts`."""
        if not self.names:
            return frame
        if self._of_debtor and self.tables.debtors is not None:
            known = {f"debtor_{self.names.index(name)}": name for name in self._of_debtor}
            debtors = self.tables.debtors.select(
                nw.col("id").alias("debtor"),
                *(nw.col(name).alias(column) for column, name in known.items()),
            )
            frame = frame.join(debtors, on="debtor", how="left")
        values = (self._value(name, facts=facts) for name in self.names)
        return frame.with_columns(
            *(value.alias(column) for column, value in zip(self.keys[1:], values, strict=True))
        )

    def _value(self, name: str, *, facts: bool) -> nw.Expr:
        if name in {"debtor", "creditor"}:
            return nw.col(name)
        found: list[nw.Expr] = []
        if facts and name in self.invoice_facts:
            found.append(nw.col(f"fact_{name}"))
        if name in self._of_debtor:
            found.append(nw.col(f"debtor_{self.names.index(name)}"))
        if not found:
            return nulls_like("currency")
        return found[0] if len(found) == 1 else nw.coalesce(*found)


def split_of(tables: Tables, by: By) -> Split:
    """Check what figures are to be split by; raises `ValueError` for a name that nothing has."""
    groups = grouping(by, [bearer_of_facts(tables)], way_out=_WAY_OUT)
    return Split(tables=tables, names=groups.names)


def bearer_of_facts(tables: Tables) -> Account:
    """Give an account that owes nothing and has every fact of the tables.

    It tells formulas over a few accounts which names the whole ledger can be split by.
    """
    facts: dict[str, str] = dict.fromkeys((*tables.invoice_facts, *debtor_facts(tables)), "")
    return Account(debtor=Debtor(id="-", facts=facts))


def debtor_columns(tables: Tables) -> Sequence[str]:
    """Give what is known of debtors and figures can be split by: some fields, and all facts."""
    if tables.debtors is None:
        return ()
    return [
        name for name in tables.debtor_fields if name in DEBTOR_FIELDS or name not in DEBTORS.kinds
    ]


def debtor_facts(tables: Tables) -> Sequence[str]:
    """Give the facts of debtors that are no fields of their own."""
    return [name for name in debtor_columns(tables) if name not in DEBTOR_FIELDS]
