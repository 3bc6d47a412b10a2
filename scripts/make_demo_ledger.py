"""Make the ledger that `dunnix demo` shows: a year of a made-up company, told day by day.

    python scripts/make_demo_ledger.py [--check]

Every working day the scenario is asked for each customer, as a real host would, and what it
proposes is done; customers pay, promise, contest or keep silent as their character and a seeded
chance say. So the history is what the scenario really gives. The collectors were out of office in
the second half of June, so that there is something to do on the day the demo is about.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from demo_ledger.company import customers, invoices_of, numbered
from demo_ledger.story import Story
from demo_ledger.turns import TURNS

from dunnix.model import Account
from dunnix.model.rows import account_to_dict

LEDGER = Path(__file__).parents[1] / "src/dunnix/cli/data/demo.json"


def main(arguments: list[str]) -> int:
    text = written(told())
    if "--check" not in arguments:
        LEDGER.write_text(text, encoding="utf-8")
        return 0
    if LEDGER.read_text(encoding="utf-8") == text:
        return 0
    print(f"{LEDGER} is not what the scenario gives now: make it again", file=sys.stderr)
    return 1


def told() -> list[Account]:
    everyone = customers()
    bought = {customer.id: invoices_of(customer) for customer in everyone}
    named = numbered([invoice for invoices in bought.values() for invoice in invoices])
    accounts: list[Account] = []
    for customer in everyone:
        story = Story(customer, [named[invoice.id] for invoice in bought[customer.id]])
        if customer.number in TURNS:
            TURNS[customer.number](story)
        accounts.append(story.tell())
    return accounts


def written(accounts: Iterable[Account]) -> str:
    """Write one row a line, so that a change can be read."""
    return '{"accounts": [\n' + ",\n".join(map(_account, accounts)) + "\n]}\n"


def _account(account: Account) -> str:
    parts = [
        f'  "{name}": {_rows(value) if isinstance(value, list) else _json(value)}'
        for name, value in account_to_dict(account).items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}"


def _rows(rows: list[object]) -> str:
    return "[\n" + ",\n".join(f"    {_json(row)}" for row in rows) + "\n  ]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
