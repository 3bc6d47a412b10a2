"""`dunnix metrics`: a report on a ledger, reckoned once and shown in any form."""
