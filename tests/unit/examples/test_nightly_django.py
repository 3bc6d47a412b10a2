"""The project of the page about Django, as it stands there, run as its reader would."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("django")

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "how-to" / "embed-in-django.md"
BLOCK = re.compile(r'^```python title="([\w.]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
PLACES = {
    "models.py": "billing/models.py",
    "dunning.py": "billing/dunning.py",
    "dun.py": "billing/management/commands/dun.py",
    "settings.py": "settings.py",
}
CUSTOMERS = """
import datetime as dt
from billing.models import Customer, Invoice, Payment
for code in ("C1", "C2", "C3"):
    customer = Customer.objects.create(code=code, name=code, email=f"{code}@example.org")
    invoice = Invoice.objects.create(
        number=f"F-{code}", customer=customer, amount="1200.00",
        issued_on=dt.date(2026, 1, 5), due_on=dt.date(2026, 2, 4),
    )
Payment.objects.create(invoice=Invoice.objects.get(number="F-C2"), amount="1200.00",
                       received_on=dt.date(2026, 2, 3))
"""
BAD = (
    'from billing.models import Invoice; Invoice.objects.filter(number="F-C3").update(currency="E")'
)
GONE = (
    "from billing.models import Customer, Invoice; "
    'Invoice.objects.get(number="F-C3").delete(); Customer.objects.get(code="C3").delete()'
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    blocks = dict(BLOCK.findall(PAGE.read_text(encoding="utf-8")))
    assert set(blocks) == set(PLACES)
    for name, text in blocks.items():
        file = tmp_path / PLACES[name]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for folder in ("billing", "billing/management", "billing/management/commands"):
        (tmp_path / folder / "__init__.py").touch()
    _django(tmp_path, "migrate", "--run-syncdb")
    _django(tmp_path, "shell", "--command", CUSTOMERS)
    return tmp_path


def _django(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = [str(project), str(ROOT / "examples"), *(each for each in sys.path if each)]
    env = {"PYTHONPATH": os.pathsep.join(paths), "DJANGO_SETTINGS_MODULE": "settings"}
    return subprocess.run(  # noqa: S603  # ours
        [sys.executable, "-m", "django", *arguments],
        cwd=project,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def _letters(project: Path) -> int:
    return len(list((project / "post").glob("*.json")))


def test_the_command_of_the_page_duns_once_and_only_who_owes(project: Path) -> None:
    first = _django(project, "dun", "--as-of", "2026-02-05")
    again = _django(project, "dun", "--as-of", "2026-02-05")

    assert (first.stdout, again.stdout) == (
        "2026-02-05: asked 3, sent 2\n",
        "2026-02-05: asked 0, sent 0\n",
    )
    assert (first.returncode, again.returncode) == (0, 0)
    assert _letters(project) == 2


def test_a_customer_that_is_given_no_more_is_told_once(project: Path) -> None:
    _django(project, "dun", "--as-of", "2026-02-05")
    _django(project, "shell", "--command", GONE)

    first = _django(project, "dun", "--as-of", "2026-02-06")
    again = _django(project, "dun", "--as-of", "2026-02-06")

    assert (first.returncode, again.returncode) == (1, 0)
    assert first.stdout == "2026-02-06: asked 1, sent 0\n"
    assert first.stderr == (
        "CommandError: C3 is held: the ledger loaded last doesn't hold it any more\n"
    )


def test_in_the_database_of_django_a_row_that_cant_be_read_is_told_and_stops_no_other(
    project: Path,
) -> None:
    _django(project, "shell", "--command", BAD)
    own, settings = project / "nightly.db", project / "settings.py"
    settings.write_text(settings.read_text("utf-8").replace(own.name, "site.db"), "utf-8")

    done = _django(project, "dun", "--as-of", "2026-02-05")

    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: customer C3: invoices[0].currency: ")
    assert _letters(project) == 1
    assert not own.exists()
