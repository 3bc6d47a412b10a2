"""An example of a page that fails is told as a failed test, whatever it raises."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import dunnix

SOURCE = Path(dunnix.__file__).parents[1]
CONFTEST = Path(__file__).parents[2] / "conftest.py"
PAGE = """\
# A page

```python
def read(text):
    try:
        return int(text)
    except ValueError as error:
        raise LookupError("no such number") from error
```

```python
read("x")
```

```console
$ dunnix test nowhere.test.toml
fine
```

```python
>>> 1 + 1
3

```
"""


def test_an_example_whose_error_has_a_cause_fails_and_the_others_run(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(PAGE, encoding="utf-8")
    shutil.copy(CONFTEST, tmp_path)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "docs/page.md"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "INTERNALERROR" not in done.stdout
    assert "3 failed, 1 passed" in done.stdout
    assert "ValueError: invalid literal" in done.stdout
    assert "LookupError: no such number" in done.stdout
    assert "nowhere.test.toml: there is no such file" in done.stdout
