"""A life of many days: debtors pay, answer, promise, dispute; hosts forget, crash and repeat.

After every day each law that can be seen from outside is checked.
"""

import datetime as dt
from collections import Counter
from typing import Any, Final

import attrs
from chance import day
from drawn_scenarios import scenarios
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from strategies import asked_for, beside
from test_decision_laws import assert_no_notice_is_missing

from dunnix import model
from dunnix.engine import Decision, NextAction, decide
from dunnix.engine.compiled import compile_scenario
from dunnix.engine.record import read_record
from dunnix.model import Account, Debtor, Invoice, strike_balance
from dunnix.money import Money
from dunnix.scenario import Do, Scenario

DAYS: Final = 200
_names = st.sampled_from(["F1", "F2", "F3", "F4"])
_delays = st.sampled_from([0, 0, 0, 1, 4])
_status = st.sampled_from(["done", "done", "sent", "failed", "delivered", "queued"])


def _invoice(number: int) -> Invoice:
    return Invoice(
        id=f"F{number}",
        issue_date=day(30 * (number - 1)),
        due_date=day(30 * (number - 1) + 14),
        amount=Money.minor(10_000 * number, "EUR"),
        facts={"insured": True},
    )


class Life(RuleBasedStateMachine):
    """One account with four invoices, a host that keeps the rules, and what happens to them."""

    @initialize(first=scenarios(on_part_payment="keep"), second=scenarios(on_part_payment="keep"))
    def begin(self, first: Scenario, second: Scenario) -> None:
        self.scenarios = (first, attrs.evolve(second, version="2"))
        self.scenario = first
        debtor = Debtor(id="D1", facts={"segment": "sme"})
        self.account = Account(debtor=debtor, invoices=[_invoice(n) for n in range(1, 5)])
        self.number = 0
        self.sent: dict[str, dt.date] = {}
        self.posted: list[tuple[dt.date, NextAction]] = []
        self.unwritten: list[tuple[dt.date, Any]] = []
        self.past: dict[dt.date, tuple[Scenario, str]] = {}
        self.rows = 0

    @property
    def today(self) -> dt.date:
        return day(self.number)

    def _decide(self) -> Decision:
        return decide(self.scenario, self.account, as_of=self.today)

    def _known(self, **keys: Any) -> dict[str, Any]:
        """Give the keys of a row that becomes known today."""
        self.rows += 1
        return {"id": f"R{self.rows}", "recorded_on": self.today} | keys

    @rule(days=st.integers(1, 5))
    def time_passes(self, days: int) -> None:
        """Let days go by: the host asks and sends on none but the last."""
        self.number += days
        due = [row for on, row in self.unwritten if on <= self.today]
        self.unwritten = [pair for pair in self.unwritten if pair[0] > self.today]
        self.account = self.account.record(*due)

    @rule(delay=_delays, status=_status, twice=st.booleans())
    def host_runs(self, delay: int, status: str, twice: bool) -> None:  # noqa: FBT001
        for _ in range(1 + twice):
            for action in self._decide().next_actions:
                if any(key in self.sent for key in action.keys):
                    continue
                self.sent.update(dict.fromkeys(action.keys, self.today))
                self.posted.append((self.today, action))
                self._write(action, delay, status)

    def _write(self, action: NextAction, delay: int, status: str) -> None:
        written = self.today + dt.timedelta(delay)
        if action.step is None:
            row: Any = action.as_task(due_on=self.today, done_on=self.today)
        else:
            row = attrs.evolve(action.done(on=self.today), status=model.ActionStatus(status))
        row = attrs.evolve(row, recorded_on=written)
        if delay:
            self.unwritten.append((written, row))
        else:
            self.account = self.account.record(row)

    @rule(name=_names, share=st.integers(1, 4), late=st.integers(0, 3))
    def money_comes(self, name: str, share: int, late: int) -> None:
        """Pay some or all of an invoice, told up to three days later."""
        amount = Money.minor(2_500 * share * int(name[1]), "EUR")
        on = self.today - dt.timedelta(late)
        payment = model.Payment(**self._known(date=on, amount=amount, invoice=name))
        self.account = self.account.record(payment)

    @precondition(lambda self: self.account.payments)
    @rule(which=st.integers(0, 99))
    def money_goes_back(self, which: int) -> None:
        payment = self.account.payments[which % len(self.account.payments)]
        if payment.reversed_on is None and (payment.recorded_on or self.today) < self.today:
            again = attrs.evolve(payment, reversed_on=self.today, recorded_on=self.today)
            self.account = self.account.record(again)

    @rule(name=_names, reason=st.sampled_from(["vague", "refusal", "not-received"]))
    def debtor_replies(self, name: str, reason: str) -> None:
        reply = model.Reply(**self._known(date=self.today, reason=reason, invoice=name))
        self.account = self.account.record(reply)

    @rule(name=_names, days=st.integers(0, 12))
    def debtor_promises(self, name: str, days: int) -> None:
        until = self.today + dt.timedelta(days)
        keys = self._known(made_on=self.today, due_by=until, amount=Money("50.00", "EUR"))
        self.account = self.account.record(model.PromiseToPay(**keys, invoices=[name]))

    @rule(days=st.integers(0, 9), call=st.booleans(), name=_names)
    def time_is_granted(self, days: int, call: bool, name: str) -> None:  # noqa: FBT001
        """Grant days, or agree on a call."""
        kind = model.CallBack if call else model.Extension
        until = self.today + dt.timedelta(days)
        granted = kind(**self._known(date=self.today, until=until, invoice=name))
        self.account = self.account.record(granted)

    @rule(name=_names, days=st.integers(0, 20))
    def debtor_disputes(self, name: str, days: int) -> None:
        keys = self._known(opened_on=self.today, reason="price", invoice=name)
        resolved = self.today + dt.timedelta(days)
        self.account = self.account.record(model.Dispute(**keys, resolved_on=resolved))

    @rule(which=st.booleans())
    def scenario_changes(self, which: bool) -> None:  # noqa: FBT001
        self.scenario = self.scenarios[which]

    @invariant()
    def every_cent_is_in_one_place(self) -> None:
        decision = self._decide()
        placed = sum(held.amount.minor_units for held in decision.held)
        placed += sum(action.amount_due.minor_units for action in decision.next_actions)
        balance = strike_balance(self.account, self.today, netting=self.scenario.netting)
        assert placed == sum(claim.open for claim in balance.claims)

    @invariant()
    def asking_twice_and_asking_later_give_the_same(self) -> None:
        self.past[self.today] = (self.scenario, self._decide().to_json())
        for on in sorted(self.past)[-4:]:
            scenario, text = self.past[on]
            assert decide(scenario, self.account.as_of(self.today), as_of=on).to_json() == text

    @invariant()
    def what_was_recorded_is_not_proposed_again(self) -> None:
        recorded = {each.identity for each in self.account.actions}
        proposed = {key for action in self._decide().next_actions for key in action.keys}
        assert not recorded & proposed

    @invariant()
    def no_notice_is_passed(self) -> None:
        assert_no_notice_is_missing(self.scenario, self.account, self._decide())

    @invariant()
    def nothing_comes_before_the_next_review(self) -> None:
        decision = self._decide()
        review = decision.next_review
        if review is None or review <= self.today + dt.timedelta(1):
            return
        eve = decide(self.scenario, self.account, as_of=review - dt.timedelta(1))
        was = {action.key for action in decision.next_actions}
        assert {action.key for action in eve.next_actions} <= was

    @invariant()
    def the_gap_is_kept(self) -> None:
        free = asked_for(self.scenario)
        days = read_record(compile_scenario(self.scenario), self.account, self.today).contacts
        sends = [
            action
            for action in self._decide().next_actions
            if action.do is Do.SEND and action.step not in free
        ]
        gap = self.scenario.gap
        if sends and days and gap.count:
            calendar = compile_scenario(self.scenario).calendar
            assert gap.after(days[-1], calendar) <= self.number + day(0).toordinal()

    def teardown(self) -> None:
        """No step went out twice for a receivable, unless it repeats or stands beside."""
        if not hasattr(self, "posted"):
            return
        again = {step.id for each in self.scenarios for step in each.steps if step.repeat}
        free = again.union(*(beside(each) for each in self.scenarios))
        failed = {
            action.step for action in self.account.actions if action.stage is model.Stage.MISSED
        }
        times = Counter(
            (line.id, line.step)
            for _, action in self.posted
            for line in action.receivables
            if line.step is not None
        )
        for (_, step), count in times.items():
            assert count == 1 or step in free or step in failed


TestLifeOfAnAccount = Life.TestCase
TestLifeOfAnAccount.settings = settings(
    max_examples=max(settings().max_examples // 10, 2), stateful_step_count=DAYS, deadline=None
)
