"""Some of the accounts that `next_review_of_many.py` asks about; by hand it is run over 10,000."""

import pytest
from next_review_of_many import main


def test_nothing_new_is_due_before_the_next_review_of_any_of_many_accounts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lost = main(0, 60)

    told = capsys.readouterr().out
    assert lost == 0, told
    names, counts = told.split()[::2], map(int, told.split()[1::2])
    found = dict(zip(names, counts, strict=True))
    assert found["accounts"] == 60
    # Unless some are left alone for a while, nothing was asked.
    assert found["alone"] >= 10
    assert found["days"] >= 100
