"""Ledgers written as JSON."""

import json

from dunnix.ledger.ledger import Ledger


def dump_ledger(ledger: Ledger) -> str:
    """Write a ledger as JSON, without loss: reading it again gives equal accounts.

    >>> from dunnix.model import Account, Debtor
    >>> print(dump_ledger(Ledger(accounts=[Account(debtor=Debtor(id="D42"))])), end="")
    {
     "accounts": [
      {
       "debtor": {
        "id": "D42"
       }
      }
     ]
    }
    """
    rows = [account.to_dict() for account in ledger.accounts]
    return json.dumps({"accounts": rows}, ensure_ascii=False, indent=1) + "\n"
