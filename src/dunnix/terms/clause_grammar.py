"""The grammar of whole terms: due dates, instalments and discounts, one clause after another."""

from fractions import Fraction
from typing import Final

from dunnix.terms.cursor import Cursor
from dunnix.terms.discount import Discount, DiscountBase
from dunnix.terms.due_grammar import Draft, DueGrammar
from dunnix.terms.due_rule import DueRule
from dunnix.terms.operations import Add, DayOfMonth, Unit
from dunnix.terms.payment_terms import Instalment, PaymentTerms
from dunnix.terms.reading import Reading
from dunnix.terms.shares import Fixed, Percent, PercentOfRemainder, Remainder, Share

SEPARATORS: Final = ("comma", "stop", "and", "dash", "dot", "colon")
_GAPS: Final = ("link", "on-the")
_FULL: Final = 100
_MONTH: Final = 30
# `2/10` is a discount, `30/60 days` are instalments; in between nobody can tell.
_LARGEST_BARE_DISCOUNT: Final = 10
_SHORTEST_OF_TWO: Final = 15
_SEVERAL: Final = 3


class CannotRead(Exception):  # noqa: N818  # never leaves the grammar
    """The clause can't be read in one way only."""


class ClauseGrammar:
    """Reads clauses up to the first that isn't one."""

    def __init__(self, cursor: Cursor, reading: Reading) -> None:
        self._cursor = cursor
        self._due = DueGrammar(cursor, reading)
        self._lines: list[Instalment] = []
        self._plain_due = False
        self._discounts: list[Discount] = []
        self._no_discount = False
        self._without_deduction = False
        self.clause_at = 0

    @property
    def is_ambiguous(self) -> bool:
        """Whether a reading decided a date."""
        return self._due.is_ambiguous

    def read(self) -> bool:
        """Read all clauses, and tell whether nothing is left over."""
        try:
            while not self._cursor.is_at_end:
                if not (self._between_clauses() or self._clause()):
                    return False
        except CannotRead:
            return False
        return bool(self._lines or self._discounts or self._says_no_discount)

    def _between_clauses(self) -> bool:
        # `at once, net` says of what was read that nothing is taken off.
        net = self._cursor.sees("net") and self._cursor.is_last
        return self._cursor.skip(*SEPARATORS, *(("net",) if net and self._lines else ()))

    def terms(self) -> PaymentTerms:
        """Give what was read; `TermsError` where it doesn't fit together."""
        return PaymentTerms(
            instalments=self._lines,
            discounts=self._discounts,
            no_discount=self._says_no_discount,
        )

    @property
    def _says_no_discount(self) -> bool:
        # Beside a discount, `without deduction` only says of the due date that it is net.
        return self._no_discount or (self._without_deduction and not self._discounts)

    def _clause(self) -> bool:
        self.clause_at = self._cursor.at
        for read in (
            self._read_no_discount,
            self._read_discount,
            self._read_equal_parts,
            self._read_instalment,
            self._read_due,
        ):
            start = self._cursor.at
            if read():
                return True
            self._cursor.at = start
        return False

    def _read_no_discount(self) -> bool:
        cursor = self._cursor
        if cursor.accept("without-deduction"):
            self._without_deduction = True
            return True
        if not cursor.accept("no-discount"):
            return False
        cursor.skip(*_GAPS)
        cursor.accept("early")
        self._no_discount = True
        return True

    def _read_discount(self) -> bool:
        start = self._cursor.at
        for read in (self._slash_discount, self._discount_after_days, self._discount):
            found = read()
            if found is not None:
                self._discounts.append(found)
                return True
            self._cursor.at = start
        return False

    def _slash_discount(self) -> Discount | None:
        cursor = self._cursor
        percent = cursor.number()
        said = cursor.accept("percent")
        if percent is None or not (cursor.accept("slash") or said):
            return None
        # `2% 10 net 30` is `2/10 net 30` to those who leave the sign out.
        slashed = cursor.sees("slash", ahead=-1)
        days = cursor.whole()
        if days is None or not (said or Fraction(percent) <= _LARGEST_BARE_DISCOUNT):
            return None
        unit = cursor.accept("day")
        if slashed and not unit and cursor.accept("end-of-month", "proximo"):
            return Discount(percent=percent, due=DueRule(steps=[DayOfMonth(days)]))
        if not (said and slashed) and not self._net_follows(needed=unit or not slashed):
            return None
        return Discount(percent=percent, due=DueRule(steps=[Add(days)] if days else []))

    def _net_follows(self, *, needed: bool) -> bool:
        cursor = self._cursor
        separated = cursor.is_at_end or cursor.sees(*SEPARATORS)
        if needed:
            return cursor.sees("net") or (separated and cursor.sees("net", ahead=1))
        return cursor.sees("net") or separated

    def _discount_after_days(self) -> Discount | None:
        """Read `10 days 2 % discount`, unless the days belong to something else."""
        due = self._due.due()
        if due is None:
            return None
        self._cursor.skip("link")
        percent = self._percent() if self._sees_percent() else None
        self._cursor.skip(*_GAPS)
        if percent is None or not self._cursor.accept("discount"):
            return None
        if self._cursor.sees("number"):
            # `14 days 2 % discount 30 days`: which of them is the discount's, is open.
            raise CannotRead
        base, amount = self._base()
        start = self._cursor.at
        own = self._due.due()
        self._cursor.at = start
        if own is not None:
            return None
        return Discount(percent=percent, due=due, base=base, base_amount=amount)

    def _discount(self) -> Discount | None:
        """Read `2 % discount within 10 days`, or `discount of 2 % within 10 days`."""
        cursor = self._cursor
        named = cursor.accept("discount")
        cursor.skip(*_GAPS, "colon")
        percent = self._percent() if self._sees_percent() else None
        cursor.skip(*_GAPS)
        if percent is None or not (named or cursor.accept("discount")):
            return None
        base, amount = self._base()
        cursor.accept("early")
        due = self._due.due()
        if due is None:
            return None
        return Discount(percent=percent, due=due, base=base, base_amount=amount)

    def _base(self) -> tuple[DiscountBase, str | None]:
        if self._cursor.accept("on-net"):
            return DiscountBase.NET, None
        if self._cursor.accept("on-amount"):
            amount = self._amount()
            if amount is None:
                raise CannotRead
            return DiscountBase.STATED, amount
        self._cursor.accept("on-gross")
        return DiscountBase.GROSS, None

    def _read_equal_parts(self) -> bool:
        start = self._cursor.at
        rules = self._monthly()
        if rules is None:
            self._cursor.at = start
            rules = self._listed()
        if rules is None or self._lines:
            return False
        share = Percent(Fraction(_FULL, len(rules)))
        self._lines += [Instalment(share=share, due=rule) for rule in rules]
        return True

    def _monthly(self) -> list[DueRule] | None:
        cursor = self._cursor
        cursor.skip("pay", "colon", *_GAPS)
        count = cursor.whole()
        if count is None or not cursor.accept("monthly-instalments") or not 1 < count <= _FULL:
            return None
        return [DueRule(steps=[Add(_MONTH * (at + 1))]) for at in range(count)]

    def _listed(self) -> list[DueRule] | None:
        """Read `30/60/90 days end of month`."""
        cursor = self._cursor
        cursor.skip("pay", "colon", "net", *_GAPS)
        days = [cursor.whole()]
        while cursor.accept("slash", "dash", "comma", "and"):
            days.append(cursor.whole())
        counts = [each for each in days if each]
        unit = self._due.unit()
        enough = len(counts) >= _SEVERAL or (len(counts) > 1 and counts[0] >= _SHORTEST_OF_TWO)
        if not enough or unit is None or counts != days or counts != sorted(set(counts)):
            return None
        tail = cursor.at
        return [self._with_tail(count, unit, tail) for count in counts]

    def _with_tail(self, count: int, unit: Unit, tail: int) -> DueRule:
        self._cursor.at = tail
        draft = Draft(steps=[Add(count, unit)])
        self._cursor.skip("net")
        self._due.extend(draft)
        return draft.rule()

    def _read_instalment(self) -> bool:
        cursor = self._cursor
        deposit = cursor.accept("deposit")
        cursor.skip("link", "colon")
        share = self._share()
        if share is None or self._plain_due:
            return False
        start = cursor.at
        cursor.skip("link")
        if deposit or not cursor.accept("deposit"):
            cursor.at = start
        cursor.accept("colon")
        due = self._due.due()
        if due is None:
            return False
        self._lines.append(Instalment(share=share, due=due))
        return True

    def _share(self) -> Share | None:
        cursor = self._cursor
        if cursor.accept("remainder"):
            return Remainder()
        if self._sees_percent():
            percent = self._percent() or ""
            if cursor.accept("of-remainder"):
                return PercentOfRemainder(percent)
            return Remainder() if Fraction(percent) == _FULL else Percent(percent)
        return self._fraction() or self._fixed()

    def _fraction(self) -> Share | None:
        cursor, start = self._cursor, self._cursor.at
        above = cursor.whole()
        if above and cursor.accept("slash"):
            below = cursor.whole()
            if below and above < below:
                percent = Fraction(_FULL * above, below)
                rest = cursor.accept("of-remainder")
                return PercentOfRemainder(percent) if rest else Percent(percent)
        cursor.at = start
        return None

    def _fixed(self) -> Share | None:
        cursor, start = self._cursor, self._cursor.at
        currency = cursor.take("currency")
        amount = self._amount()
        if currency is None:
            currency = cursor.take("currency")
        if amount is None or currency is None:
            cursor.at = start
            return None
        return Fixed(amount, str(currency))

    def _read_due(self) -> bool:
        due = self._due.due()
        if due is None or self._lines:
            return False
        self._plain_due = True
        self._lines.append(Instalment(due=due))
        return True

    def _sees_percent(self) -> bool:
        return self._cursor.sees("number") and self._cursor.sees("percent", ahead=1)

    def _percent(self) -> str | None:
        percent = self._cursor.number()
        self._cursor.accept("percent")
        return percent

    def _amount(self) -> str | None:
        """Read an amount; with three digits after its only sign it may be thousands: refused."""
        amount = self._cursor.number()
        if amount is None or len(amount.partition(".")[2]) == 3:  # noqa: PLR2004
            return None
        return amount
