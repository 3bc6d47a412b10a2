"""The opponent: ageing by debtor and DSO, by hand for three engines, in each one's own words.

Written before the library's own. All three take invoices (id, debtor, currency, issue_date,
due_date, amount in minor units) and payments (invoice or null, debtor, currency, date, amount), and
give the ageing as rows (currency, debtor, five buckets, unapplied), sorted, and by currency what is
owed less what is unapplied and the sales of 90 days. They know no credit notes, refunds, reversals
or facts, and trust their input.
"""

import datetime as dt
import itertools
from typing import Any

DAYS = 90
BUCKETS = ("not_due", "days_1_30", "days_31_60", "days_61_90", "over_90")


def polars_figures(invoices: Any, payments: Any, day: dt.date) -> tuple[Any, Any]:
    import polars as pl

    received = payments.lazy().filter(pl.col("date") <= day)
    paid = (
        received.filter(pl.col("invoice").is_not_null())
        .group_by("invoice")
        .agg(pl.col("amount").sum().alias("paid"))
    )
    issued = invoices.lazy().filter(pl.col("issue_date") <= day)
    items = issued.join(paid, left_on="id", right_on="invoice", how="left").with_columns(
        left=pl.col("amount") - pl.col("paid").fill_null(0)
    )
    late = [day - dt.timedelta(days=edge) for edge in (0, 30, 60, 90)]
    due, open_ = pl.col("due_date"), pl.max_horizontal(pl.col("left"), 0)
    within = [due >= late[0]]
    within += [(due < sooner) & (due >= later) for sooner, later in itertools.pairwise(late)]
    within.append(due < late[-1])
    aged = items.group_by("currency", "debtor").agg(
        *(open_.filter(each).sum().alias(name) for name, each in zip(BUCKETS, within, strict=True)),
        (pl.max_horizontal(-pl.col("left"), 0)).sum().alias("over"),
    )
    loose = (
        received.filter(pl.col("invoice").is_null())
        .group_by("currency", "debtor")
        .agg(pl.col("amount").sum().alias("loose"))
    )
    ageing = (
        aged.join(loose, on=["currency", "debtor"], how="full", coalesce=True)
        .fill_null(0)
        .with_columns(unapplied=pl.col("over") + pl.col("loose"))
        .select("currency", "debtor", *BUCKETS, "unapplied")
    )
    sales = (
        issued.filter(pl.col("issue_date") > day - dt.timedelta(days=DAYS))
        .group_by("currency")
        .agg(pl.col("amount").sum().alias("sales"))
    )
    rows, sold = pl.collect_all([ageing, sales])
    net = rows.group_by("currency").agg(
        (pl.sum_horizontal(*BUCKETS) - pl.col("unapplied")).sum().alias("net")
    )
    return rows, net.join(sold, on="currency", how="left").sort("currency").rows()


def pandas_figures(invoices: Any, payments: Any, day: dt.date) -> tuple[Any, Any]:
    import numpy as np
    import pandas as pd

    today = pd.Timestamp(day)
    received = payments[payments["date"] <= today]
    paid = received.groupby("invoice")["amount"].sum()
    issued = invoices[invoices["issue_date"] <= today]
    left = issued["amount"].to_numpy() - paid.reindex(issued["id"]).fillna(0).to_numpy().astype(
        "int64"
    )
    age = (today - issued["due_date"]).dt.days.to_numpy()
    place = np.searchsorted([0, 30, 60, 90], age, side="left")
    open_ = np.maximum(left, 0)
    parts = {name: np.where(place == n, open_, 0) for n, name in enumerate(BUCKETS)}
    parts["unapplied"] = np.maximum(-left, 0)
    aged = (
        pd.DataFrame({"currency": issued["currency"], "debtor": issued["debtor"], **parts})
        .groupby(["currency", "debtor"], sort=False)
        .sum()
    )
    loose = received[received["invoice"].isna()].groupby(["currency", "debtor"])["amount"].sum()
    ageing = aged.reindex(aged.index.union(loose.index), fill_value=0)
    ageing["unapplied"] += loose.reindex(ageing.index, fill_value=0)
    recent = issued[issued["issue_date"] > today - pd.Timedelta(days=DAYS)]
    sales = recent.groupby("currency")["amount"].sum()
    net = (ageing[list(BUCKETS)].sum(axis=1) - ageing["unapplied"]).groupby("currency").sum()
    return ageing.reset_index(), [
        (code, int(net[code]), int(sales[code])) for code in sorted(net.index)
    ]


def duckdb_figures(invoices: Any, payments: Any, day: dt.date) -> tuple[Any, Any]:
    import duckdb

    sums = ", ".join(f"sum(CASE WHEN {test} THEN open END)::BIGINT AS {name}" for name, test in (
        ("not_due", "due_date >= $day"),
        ("days_1_30", "due_date < $day AND due_date >= $day - 30"),
        ("days_31_60", "due_date < $day - 30 AND due_date >= $day - 60"),
        ("days_61_90", "due_date < $day - 60 AND due_date >= $day - 90"),
        ("over_90", "due_date < $day - 90"),
    ))  # fmt: skip
    filled = ", ".join(f"coalesce({name}, 0) AS {name}" for name in BUCKETS)
    query = f"""
        WITH received AS (SELECT * FROM payments WHERE date <= $day),
        paid AS (SELECT invoice, sum(amount)::BIGINT AS paid FROM received
                 WHERE invoice IS NOT NULL GROUP BY invoice),
        items AS (SELECT i.*, amount - coalesce(paid, 0) AS rest, greatest(rest, 0) AS open
                  FROM invoices i LEFT JOIN paid p ON p.invoice = i.id WHERE issue_date <= $day),
        aged AS (SELECT currency, debtor, {sums}, sum(greatest(-rest, 0))::BIGINT AS over
                 FROM items GROUP BY currency, debtor),
        loose AS (SELECT currency, debtor, sum(amount)::BIGINT AS loose FROM received
                  WHERE invoice IS NULL GROUP BY currency, debtor)
        SELECT currency, debtor, {filled}, coalesce(over, 0) + coalesce(loose, 0) AS unapplied
        FROM aged FULL JOIN loose USING (currency, debtor)
    """  # noqa: S608  # our own names
    invoices.create_view("invoices", replace=True)
    payments.create_view("payments", replace=True)
    ageing = duckdb.sql(query, params={"day": day}).to_arrow_table()
    duckdb.register("ageing", ageing)
    totals = duckdb.sql(
        f"""SELECT a.currency, net, sales FROM
            (SELECT currency, sum({" + ".join(BUCKETS)} - unapplied)::BIGINT AS net
             FROM ageing GROUP BY currency) a LEFT JOIN
            (SELECT currency, sum(amount)::BIGINT AS sales FROM invoices
             WHERE issue_date <= $day AND issue_date > $day - {DAYS} GROUP BY currency) s
            USING (currency) ORDER BY 1""",  # noqa: S608  # our own names
        params={"day": day},
    ).fetchall()
    return ageing, totals
