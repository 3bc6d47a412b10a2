# %% [markdown]
# # DSO fell to 21 days. Is that good news?
#
# A year of customer line items, exported from an accounting system: what is owed, by age; the days
# sales outstanding (DSO) three ways; and what each of them says about how customers pay. The
# numbers are invented, the columns are those of SAP's tables BSID (open items) and BSAD (cleared
# ones).
#
# This file is a notebook in percent format: VS Code, PyCharm and Jupyter with Jupytext open it as
# one. Run it in its own folder, where `line-items.csv` is.

# %%
import datetime as dt

import pandas as pd

import dunnix.frames

DAY = dt.date(2026, 3, 31)
NET_DAYS = {"N014": 14, "N030": 30, "N060": 60}

items = pd.read_csv("line-items.csv", dtype=str)
items.head()

# %% [markdown]
# Two things stand in no column: the sign of an amount (`S` is debit, `H` credit) and the due date,
# which is the baseline date `ZFBDT` and the net days of the terms. What is a payment (`DZ`) is no
# credit memo: it lowers what is owed, not what was sold.

# %%
items["due"] = pd.to_datetime(items["ZFBDT"]) + pd.to_timedelta(
    items["ZTERM"].map(NET_DAYS), unit="D"
)
items["signed"] = items["WRBTR"].where(items["SHKZG"] == "S", "-" + items["WRBTR"])
is_money = items["BLART"] == "DZ"

COLUMNS = {
    "id": "BELNR",
    "debtor": "KUNNR",
    "issue_date": "BLDAT",
    "due_date": "due",
    "amount": "signed",
    "currency": "WAERS",
    "paid_on": "AUGDT",
    "payments": {
        "id": "BELNR",
        "debtor": "KUNNR",
        "date": "BLDAT",
        "amount": "WRBTR",
        "currency": "WAERS",
    },
}
ledger = dunnix.frames.ledger(
    invoices=items[~is_money], payments=items[is_money], columns=COLUMNS, dates="YYYYMMDD"
)
ledger.problems

# %% [markdown]
# Nothing to look at: no due date before its issue, no number given twice.
#
# ## What is owed
#
# A result that ends a cell draws itself.

# %%
ageing = ledger.age_receivables(as_of=DAY)
ageing

# %%
[euros] = ageing.value.lines
not_due, late_to_30, *older = euros.buckets

assert str(euros.open) == "132623.57 EUR"
assert (str(not_due.amount), str(late_to_30.amount)) == ("114726.40 EUR", "17897.17 EUR")
assert all(bucket.receivables == 0 for bucket in older)

# %% [markdown]
# 132,623.57 is owed, and 114,726.40 of it isn't due yet. Nothing is more than 30 days late. Who
# looks at the ageing alone sees no reason to worry. By customer:

# %%
ledger.age_receivables(as_of=DAY, by="debtor")

# %% [markdown]
# Everything late is of one customer, 0000100046, and it is a single invoice.
#
# ## Three DSO
#
# *Simple*: what is owed over the sales of 90 days. *Count-back*: months of sales, newest first, are
# taken off what is owed, and their days are counted. *Rolling*: the mean of twelve month-ends over
# mean monthly sales.

# %%
METHODS = ("simple", "count-back", "rolling")
three = pd.Series(
    {
        method: float(ledger.days_sales_outstanding(as_of=DAY, method=method).value.only)
        for method in METHODS
    }
).round(1)
three

# %%
assert three.to_list() == [45.4, 41.3, 36.2]

# %% [markdown]
# 45, 41 and 36 days, from the same ledger on the same day. A DSO without its method says little;
# compare it over time, by the same method, rather than with another company's.
#
# ## The trend
#
# Each month-end is reckoned as it was known then: later payments don't mend the past.

# %%
MONTH_ENDS = [day.date() for day in pd.date_range("2025-04-30", DAY, freq="ME")]

simple = ledger.trend("days_sales_outstanding", MONTH_ENDS, method="simple")
simple

# %%
count_back = ledger.trend("days_sales_outstanding", MONTH_ENDS, method="count-back")
count_back

# %%
late = pd.concat(
    [
        ledger.average_days_late(as_of=day, first=day.replace(day=1)).native.assign(as_of=day)
        for day in MONTH_ENDS
    ]
)
both = pd.DataFrame(
    {
        "simple": simple.native["days_sales_outstanding_days"].array,
        "count_back": count_back.native["days_sales_outstanding_days"].array,
        "days_late": late["average_days_late_days"].array,
    },
    index=MONTH_ENDS,
).round(1)
both

# %%
OCTOBER, JANUARY = dt.date(2025, 10, 31), dt.date(2026, 1, 31)

assert both.loc[OCTOBER].to_list() == [50.1, 39.7, 3.4]
assert both.loc[JANUARY].to_list() == [21.4, 39.0, 7.4]
assert both["simple"].agg(["min", "max"]).to_list() == [21.4, 50.1]
assert both["count_back"][OCTOBER:].between(39, 42).all()

# %% [markdown]
# From October to January the simple DSO falls from 50 days to 21, the best of the year. It is not
# good news. Customers paid 3.4 days late in October and 7.4 in January: *later*, not sooner. What
# fell is the weight of the last month. In autumn most sales are young, so most of them are still
# owed; in January little was sold, while the window still holds the strong November.
#
# Counting back takes each month by itself. It stays at 39 to 41 days from October on, about eight
# more than in spring, and that is the truth of it: something got slower.
#
# ## Who got slower?

# %%
profiles = ledger.payment_profile(as_of=DAY)
slow = profiles.native
slow[["debtor", "payments", "median_late_days", "recent_late_days", "earlier_late_days", "flags"]]

# %%
worsening = slow[slow["flags"] == "worsening"]

assert worsening["debtor"].to_list() == ["0000100046"]
assert worsening["recent_late_days"].round(1).to_list() == [28.2]
assert worsening["earlier_late_days"].round(1).to_list() == [1.2]

# %% [markdown]
# One customer. 0000100046 used to pay a day late; its last six payments were 28 days late on
# average. Without it:

# %%
others = items[~is_money & (items["KUNNR"] != "0000100046")]
of_invoices = {field: column for field, column in COLUMNS.items() if field != "payments"}
without = dunnix.frames.ledger(invoices=others, columns=of_invoices, dates="YYYYMMDD")

rest = pd.DataFrame(
    {
        "count_back": [
            float(without.days_sales_outstanding(as_of=day, method="count-back").value.only)
            for day in MONTH_ENDS
        ],
        "days_late": [
            float(without.average_days_late(as_of=day, first=day.replace(day=1)).value.only)
            for day in MONTH_ENDS
        ],
    },
    index=MONTH_ENDS,
).round(1)
rest

# %%
assert rest["days_late"].between(-4, 4).all()
assert rest["count_back"].between(26, 37).all()

# %% [markdown]
# All the others together pay within four days of the due date in every month, with no drift, and
# counted back their DSO is below 37 days throughout.
#
# ## What to report
#
# - The DSO with its method; for a business with seasons, by count-back.
# - Days late beside it. DSO mixes how customers pay with when you sell; days late doesn't.
# - 0000100046: call. The ageing will show it a month from now; the payments show it since autumn.
