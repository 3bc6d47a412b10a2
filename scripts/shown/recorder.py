"""Run the marked tests, and keep what each gave and saw."""

import contextlib
import io
import sys
import tempfile
from collections import Counter
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Final

import pytest
from shown.calls import Watch, public_functions
from shown.story import Case, Story
from shown.words import MADE

MOST_CASES: Final = 2
ARGUMENTS: Final = (
    "-q", "-q", "-n", "0", "-m", "", "-p", "no:cacheprovider",
    "-o", "enable_assertion_pass_hook=true",
    # dunnix is a plugin of pytest as well, and has been imported by now.
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
)  # fmt: skip


class RunError(RuntimeError):
    """A marked test that doesn't pass, so that it shows nothing."""


class Recorder:
    """A plugin of pytest: follows each test from its first call to its last assertion."""

    def __init__(self, root: Path, cache: str) -> None:
        self.cases: dict[str, list[Case]] = {}
        self.found: Counter[str] = Counter()
        self._folder = str(root / "tests")
        self._watched = public_functions()
        self._cache = cache
        self._story = Story()
        self._compared: list[object] | None = None

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        # What is compiled elsewhere was compiled without the hook that tells what was compared.
        before, sys.pycache_prefix = sys.pycache_prefix, self._cache
        try:
            return (yield)
        finally:
            sys.pycache_prefix = before

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Of many cases of one test, leave out all but the first."""
        kept: list[pytest.Item] = []
        for item in items:
            self.found[_name(item)] += 1
            if self.found[_name(item)] <= MOST_CASES:
                kept.append(item)
        items[:] = kept

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        self._story = Story()
        with Watch(self._watched, self._folder, self._story.asked):
            result = yield
        name = _name(item)
        self.cases.setdefault(name, []).append(self._story.case(_case_name(item)))
        return result

    @pytest.hookimpl(tryfirst=True)
    def pytest_assertrepr_compare(self, left: object, right: object) -> list[str]:
        self._compared = [left, right]
        return ["seen"]

    def pytest_assertion_pass(self, orig: str) -> None:
        self._story.checked(orig, self._compared)
        self._compared = None


def _name(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _case_name(item: pytest.Item) -> str:
    call = getattr(item, "callspec", None)
    return "" if call is None else str(call.id)


def observe(root: Path, tests: Iterable[str]) -> Recorder:
    """Run tests, named by file and function, and give what was recorded.

    Raises `RunError` where one fails.
    """
    printed = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(printed):
        recorder = Recorder(root, f"{folder}/cache")
        names = [f"{root}/{each}" for each in tests]
        options = [*ARGUMENTS, "--rootdir", str(root), "--basetemp", f"{folder}/{MADE}"]
        code = pytest.main([*options, *names], plugins=[recorder])
    if code != pytest.ExitCode.OK:
        raise RunError(printed.getvalue())
    return recorder
