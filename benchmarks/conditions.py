"""Twelve compiled conditions over 100,000 facts against the same written by hand.

Run it: `PYTHONPATH=src python benchmarks/conditions.py`. Both run over the same tuples,
alternating, in one process; the best of the rounds counts.
"""

import random
import sys
import time

from conditions_by_hand import CONDITIONS, Facts, Test

from dunnix.conditions import check_condition, compile_condition, parse_condition
from dunnix.facts import BUILT_IN

SLOTS = {
    "amount_due": 0,
    "days_past_due": 1,
    "times_contacted": 2,
    "answered": 3,
    "debtor.party": 4,
    "debtor.country": 5,
    "debtor.average_days_late": 6,
    "debtor.over_credit_limit": 7,
    "outcome": 8,
    "debtor.days_since_contact": 9,
}
AMOUNTS = {"small": 5_000, "court": 500_000}
REQUIRED = frozenset(name for name in SLOTS if BUILT_IN[name].is_always_known)
ROUNDS = 9
UNKNOWN = 0.2
ANSWERED = 0.3
OVER_LIMIT = 0.2
GOAL = 1.5


def tuples(count: int) -> list[Facts]:
    draw = random.Random(20260205)  # noqa: S311 - figures to measure with, no secret

    def perhaps(value: int | str) -> int | str | None:
        return None if draw.random() < UNKNOWN else value

    return [
        (
            draw.randrange(100, 1_000_000),
            draw.randrange(-10, 120),
            draw.randrange(8),
            draw.random() < ANSWERED,
            perhaps(draw.choice(["company", "consumer", "public"])),
            perhaps(draw.choice(["FR", "BE", "LU", "DE", "NL", "IT", "ES", "US"])),
            perhaps(draw.randrange(60)),
            perhaps(draw.random() < OVER_LIMIT),
            perhaps(draw.choice(["reached", "promise", "no-answer", "refusal"])),
            perhaps(draw.randrange(90)),
        )
        for _ in range(count)
    ]


def compiled(text: str) -> Test:
    condition = parse_condition(text)
    assert not check_condition(condition, BUILT_IN, frozenset(AMOUNTS)), text
    return compile_condition(
        condition, slots=SLOTS, earlier_slots={}, amounts=AMOUNTS, digits=2, required=REQUIRED
    ).surely_true


def timed(function: Test, facts: list[Facts]) -> float:
    start = time.perf_counter()
    for each in facts:
        function(each)
    return time.perf_counter() - start


def main() -> int:
    facts = tuples(100_000)
    pairs = [(text, compiled(text), by_hand) for text, by_hand in CONDITIONS]
    for text, ours, by_hand in pairs:
        assert [ours(each) for each in facts] == [bool(by_hand(each)) for each in facts], text
    best = [[1e9, 1e9] for _ in pairs]
    for _ in range(ROUNDS):
        for row, (_, ours, by_hand) in zip(best, pairs, strict=True):
            row[0] = min(row[0], timed(ours, facts))
            row[1] = min(row[1], timed(by_hand, facts))
    print("ratio  compiled  by hand")
    for (text, _, _), (ours_best, hand_best) in zip(pairs, best, strict=True):
        times = f"{ours_best * 1e3:5.1f} ms  {hand_best * 1e3:5.1f} ms"
        print(f" {ours_best / hand_best:.2f}  {times}  {text[:66]}")
    ours_all, hand_all = (sum(column) for column in zip(*best, strict=True))
    print(f"over {len(facts):,} facts: {ours_all * 1e3:.1f} ms against {hand_all * 1e3:.1f} ms")
    print(f"ratio {ours_all / hand_all:.2f} (goal: at most {GOAL})")
    return 0 if ours_all / hand_all <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
