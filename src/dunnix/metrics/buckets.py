"""Buckets of ages counted from the due date: what the trade calls them."""

from collections.abc import Sequence


def bucket_label(first: int | None, last: int | None) -> str:
    """Name the ages between two days, both included; None where there is no end.

    >>> bucket_label(None, 0), bucket_label(1, 30), bucket_label(91, None)
    ('not due', '1-30', 'over 90')
    """
    match first, last:
        case None, None:
            return "no date"
        case None, 0:
            return "not due"
        case None, end:
            return f"due in {-(end or 0)} or more"
        case start, None:
            return f"over {start - 1}"
        case start, end:
            return f"{start}-{end}" if start >= 0 else f"due in {-end}-{-start}"


def bucket_labels(edges: Sequence[int]) -> tuple[str, ...]:
    """Name all buckets that end on the days given, and the one beyond the last.

    >>> bucket_labels((0, 30))
    ('not due', '1-30', 'over 30')
    """
    firsts = (None, *(edge + 1 for edge in edges))
    return tuple(map(bucket_label, firsts, (*edges, None)))


def bucket_column(label: str, unit: str) -> str:
    """Name the column of a bucket in a table, with the unit of what stands in it.

    >>> bucket_column("1-30", "minor"), bucket_column("not due", "ratio")
    ('days_1_30_minor', 'not_due_ratio')
    """
    name = label.replace("-", "_").replace(" ", "_")
    return f"days_{name}_{unit}" if name[0].isdigit() else f"{name}_{unit}"
