# %% [markdown]
# # Who pays late, and why
#
# A year of the made-up ledger that comes with dunnix: sixty customers in four countries, some 550
# invoices, and everything that was done to get them paid. Who pays late? Is it getting worse? What
# do disputes, promises and reminders have to do with it?
#
# This file is a notebook in percent format: VS Code, PyCharm and Jupyter with Jupytext open it as
# one.

# %%
import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

import dunnix
from dunnix.cli import main

DAY = dt.date(2026, 6, 30)

with TemporaryDirectory() as folder:
    main(["demo", "--write", f"{folder}/play"])  # as `dunnix demo --write play` in a terminal
    ledger = Path(folder, "play", "ledger")
    accounts = dunnix.load_ledger(ledger).accounts
    invoices = pd.read_csv(ledger / "invoices.csv", parse_dates=["due_date"])
    payments = pd.read_csv(ledger / "payments.csv", parse_dates=["date"])
    disputes = pd.read_csv(ledger / "disputes.csv")

# %% [markdown]
# ## The average says little
#
# Days late, weighted by amount: below 0 is before the due date.

# %%
print(dunnix.average_days_late(accounts, as_of=DAY))

# %%
by_owner = dunnix.average_days_late(accounts, as_of=DAY, by="owner").to_frame()
in_euros = by_owner[by_owner["currency"] == "EUR"]
in_euros[["owner", "average_days_late_days", "payments"]].round(1)

# %%
assert in_euros["average_days_late_days"].round(1).to_list() == [7.4, 12.5]

# %% [markdown]
# In euros, the customers of Jonas pay 7.5 days late, those of Lea 12.5. Before anybody draws a
# conclusion about Jonas and Lea, look at who pays.
#
# ## Late is a habit
#
# A payment profile tells how a customer pays: the median of days late, the spread around it, the
# share of payments that were late.

# %%
profiles = dunnix.payment_profile(accounts, as_of=DAY)
pays = profiles.to_frame()
pays = pays[pays["flags"] != "thin"]  # those with five payments or more
pays[["currency", "debtor", "payments", "median_late_days", "spread_days", "late_ratio"]].head(10)

# %%
habit = pd.cut(
    pays["late_ratio"], [-1, 0.5, 0.8, 1], labels=["half or less", "up to 80 %", "nearly all"]
)
habit.value_counts(sort=False)

# %%
assert habit.value_counts(sort=False).to_list() == [19, 0, 37]

# %% [markdown]
# There are two kinds of customers and nothing in between. 19 pay half of their invoices late or
# fewer; 37 pay nearly every invoice late. So a single late payment says much about a customer of
# the first kind, and nothing about one of the second.

# %%
regular = pays[habit == "nearly all"]
print(f"late by a median of {regular['median_late_days'].median():.1f} days,")
print(f"with a spread of {regular['spread_days'].median():.1f} days around each one's own")

# %%
assert regular["median_late_days"].median() == 16
assert regular["spread_days"].median() == 6

# %% [markdown]
# The late ones are late by their own number of days, give or take six. Such money can be planned
# with, which is what the forecast of cash does: `dunnix.expected_cash`.
#
# ## A customer who seems to pay early

# %%
earliest = pays.sort_values("mean_late_days").iloc[0]
earliest[["debtor", "payments", "mean_late_days", "late_ratio"]]

# %%
(account,) = (each for each in accounts if each.debtor.id == "C-008")
first_invoice = account.invoices[0]
print("invoice of", first_invoice.issue_date, "is due in instalments:")
print([f"{part.due_date}: {part.amount}" for part in first_invoice.instalments])
print("paid:", [f"{paid.date}: {paid.amount}" for paid in account.payments[:1]])

# %%
assert earliest["debtor"] == "C-008"
assert earliest["mean_late_days"].round(1) == -19.3
assert earliest["late_ratio"].round(2) == 0.33
assert [str(part.due_date) for part in first_invoice.instalments] == [
    "2025-07-24",
    "2025-08-23",
    "2025-09-22",
]
assert str(account.payments[0].date) == "2025-08-04"

# %% [markdown]
# C-008 seems to pay nineteen days early. In truth its invoices are due in three instalments, and it
# pays each of them in one go, some days after the first is due: the first is late, the other two
# are early. Its average is correct and describes nobody. And as C-008 is a large customer of Jonas:

# %%
others = [each for each in accounts if each.debtor.id != "C-008"]
without = dunnix.average_days_late(others, as_of=DAY, by="owner").to_frame()
without = without[without["currency"] == "EUR"]
without[["owner", "average_days_late_days"]].round(1)

# %%
assert without["average_days_late_days"].round(1).to_list() == [10.0, 12.5]

# %% [markdown]
# Half of the distance between Jonas and Lea was that one customer.
#
# ## Who is getting worse?
#
# A profile is flagged when its last six payments were late, and later than the six before by more
# than its usual spread.

# %%
worse = pays[pays["flags"] == "worsening"]
worse[["currency", "debtor", "median_late_days", "earlier_late_days", "recent_late_days"]].round(1)

# %%
on_a_plan = {account.debtor.id for account in accounts if account.plans}

assert worse["debtor"].to_list() == ["C-016", "C-054", "C-031", "C-035"]
assert set(worse["debtor"]) - on_a_plan == {"C-031"}

# %%
of_last = payments[payments["debtor"] == "C-054"].sort_values("date").tail(5)
of_last[["date", "amount", "invoice"]]

# %%
assert of_last["amount"].to_list() == [292.48, 175.48, 321.72, 26.32, 15.79]

# %% [markdown]
# Four are flagged. Three of them made a payment plan last autumn and are still paying off old
# invoices in parts. Each part counts as a payment, later than the one before, and the last ones
# are small: a sad story, but an old one. News is C-031: from 18 days late to 25, on ordinary
# invoices and without any agreement.
#
# Its profile draws itself, beside that of C-051, which pays on time:

# %%
dunnix.payment_profile(
    [each for each in accounts if each.debtor.id in {"C-031", "C-051"}], as_of=DAY
)

# %% [markdown]
# ## Disputes make the same customers late

# %%
paid = payments.merge(invoices, left_on="invoice", right_on="id", suffixes=("", "_invoiced"))
paid["days_late"] = (paid["date"] - paid["due_date"]).dt.days
of_disputing = paid[paid["debtor"].isin(set(disputes["debtor"]))]
is_disputed = of_disputing["invoice"].isin(set(disputes["invoice"])).rename("disputed")
of_disputing.groupby(is_disputed)["days_late"].describe()[["count", "50%", "min", "max"]]

# %%
late = of_disputing.groupby(is_disputed)["days_late"].median()
assert late.to_dict() == {False: 8.0, True: 30.5}

print(dunnix.days_to_resolve(accounts, as_of=DAY))

# %% [markdown]
# Four customers dispute invoices. What they don't dispute they pay 8 days late, like many others;
# what they dispute, a month late. It takes thirty days to resolve a dispute. So most of this delay
# is ours: a faster answer would bring the money sooner than any reminder.

# %%
print(dunnix.dispute_rate(accounts, as_of=DAY, measure="value"))

# %% [markdown]
# ## A promise is worth what its maker kept before

# %%
kept = dunnix.promises_kept(accounts, as_of=DAY, by="debtor").to_frame()
kept = kept[kept["promises"] >= 5].sort_values("promises_kept_ratio")
kept[["debtor", "promises", "kept", "promises_kept_ratio"]].round(2)

# %%
assert kept.iloc[0][["debtor", "promises", "kept"]].to_list() == ["C-007", 11, 1]
assert kept.iloc[-1][["debtor", "promises", "kept"]].to_list() == ["C-038", 6, 6]

# %% [markdown]
# C-038 kept six promises of six, C-007 one of eleven. Half of all promises in euros are kept, which
# is true of neither of them: wait for the one, and don't pause for the other.
#
# ## What comes after a step
#
# The share of what an action was about that was paid within ten days, by step and channel.

# %%
effects = dunnix.step_effects(accounts, as_of=DAY, within_days=10).to_frame()
euros = effects[(effects["currency"] == "EUR") & (effects["actions"] >= 15)]
euros[["step", "channel", "actions", "paid_ratio", "median_days"]].round(2)

# %%
calls = euros[euros["step"] == "call"].set_index("channel")
assert calls["paid_ratio"].round(2).to_dict() == {"email": 0.35, "phone": 0.58}

# %% [markdown]
# After a call by phone 58 % is paid within ten days, after the same step by e-mail 35 %. It is
# tempting to say that the phone works better. But who got the e-mail?

# %%
(account,) = (each for each in accounts if each.debtor.id == "C-042")
tries = [(str(each.date), each.step, each.channel, str(each.status)) for each in account.actions]
tries[14:21]

# %%
by_mail = {
    account.debtor.id
    for account in accounts
    for each in account.actions
    if each.step == "call" and each.channel == "email"
}
failed = {
    account.debtor.id
    for account in accounts
    for each in account.actions
    if each.step == "call" and each.channel == "phone" and each.status == "failed"
}
assert by_mail <= failed

# %% [markdown]
# Everybody who got the e-mail had not answered the phone before. They aren't the same customers, so
# the two numbers compare customers, not channels. To learn what a channel does, give it to
# customers at random, and look again.
#
# ## How fast the money comes

# %%
curves = dunnix.collection_curves(accounts, as_of=DAY)
curves

# %%
by_month = curves.to_frame()
whole_year = by_month[by_month["currency"] == "EUR"].set_index("month")
whole_year[["within_30_days_ratio", "within_45_days_ratio", "within_90_days_ratio"]].round(2)

# %%
assert whole_year["within_90_days_ratio"].dropna().min() > 0.93
assert whole_year["within_90_days_ratio"].isna().sum() == 3

# %% [markdown]
# Whatever month it was billed in, more than 93 % is there after ninety days. The last three months
# have no figure at ninety days, for some of their invoices are younger than that; a zero there
# would look like a collapse.
#
# ## What to do
#
# - Call C-031.
# - Answer disputes faster: they cost a month.
# - Plan with each customer's own delay, not with the average.
# - Don't pause for a promise of C-007.
