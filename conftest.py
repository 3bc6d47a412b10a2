"""Run the examples of the documentation, and say how hard hypothesis tries.

- `python` blocks of a page run in order, in one namespace.
- A block with a `title="ledger.json"` is first written as that file, into a folder of the page's
  own, which is where its examples run.
- `console` blocks hold `$ dunnix ...` commands and exactly what they print; `...` stands for what
  may differ. `$ python -m nightly ...` runs the example of that name.
- What stands between `<!-- skip: start missing("pandas") -->` and `<!-- skip: end -->` is left out
  where that library isn't installed.
- `>>>` examples in docstrings of `src` run in the namespace of their module.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import tempfile
import traceback
from collections.abc import Callable, Generator, Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings
from sybil import Document, Example, Region, Sybil
from sybil.integration.pytest import SybilItem
from sybil.parsers.abstract import AbstractCodeBlockParser
from sybil.parsers.abstract.codeblock import PythonDocTestOrCodeBlockParser
from sybil.parsers.markdown import SkipParser
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer
from sybil.parsers.rest import DocTestParser
from sybil.sybil import SybilCollection
from sybil.typing import Evaluator, Parser

settings.register_profile("gate", max_examples=25, derandomize=True, deadline=None)
settings.register_profile("nightly", max_examples=5_000, deadline=None)
# For the run under coverage, which looks for lines and not for counterexamples.
settings.register_profile("quick", max_examples=15, derandomize=True, deadline=None)
settings.load_profile("gate")

# Workers of a parallel run set it; what a page prints must not depend on where it is run.
os.environ.pop("COLUMNS", None)


def pytest_configure(config: pytest.Config) -> None:
    """Measure what the tests reach where `DUNNIX_COVERAGE` asks for it, in each worker."""
    if os.environ.get("DUNNIX_COVERAGE") and not config.getoption("numprocesses", None):
        config.pluginmanager.register(_Measuring(config.rootpath / "tests" / "unit"))


class _Measuring:
    """Branch coverage of the first case of each unit test, and of what runs on import.

    It looks for lines that no test reaches. More cases, laws and long tests would only be slower.
    """

    def __init__(self, folder: Path) -> None:
        from coverage import Coverage

        self._folder, self._seen = folder, set[str]()
        self._coverage = Coverage(data_suffix=True)
        self._coverage.start()

    def pytest_collection_finish(self) -> None:
        self._coverage.stop()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        name = item.nodeid.partition("[")[0]
        is_long = any(map(item.get_closest_marker, ("hypothesis", "long")))
        if is_long or name in self._seen or self._folder not in item.path.parents:
            return (yield)
        self._seen.add(name)
        self._coverage.start()
        try:
            return (yield)
        finally:
            self._coverage.stop()

    def pytest_unconfigure(self) -> None:
        self._coverage.save()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Tell of an error with a cause in full: sybil breaks on it, and with it the whole run."""
    try:
        return (yield)
    except Exception as error:
        if isinstance(item, SybilItem) and (error.__cause__ or error.__context__):
            told = "".join(traceback.format_exception(error))
            raise pytest.fail.Exception(told, pytrace=False) from None
        raise


_TITLED: Final = re.compile(r'[^\n]*\btitle="(?P<name>[\w.-]+)"[^\n]*\n')
_PROGRAMS: Final = {"dunnix": "dunnix.cli", "nightly": "nightly.__main__"}
_COMMAND: Final = re.compile(r"^\$ (?P<command>.*)\n?", re.MULTILINE)


def _blocks(language: str, evaluator: Evaluator) -> Parser:
    """Find the blocks of a language whatever follows it: sybil knows bare ones only."""
    info = re.compile(rf"[ \t]*(?P<arguments>{language})\b[^\n]*\n")
    return AbstractCodeBlockParser([RawFencedCodeBlockLexer(info)], language, evaluator)


class _PythonBlocks(PythonDocTestOrCodeBlockParser):
    codeblock_parser_class = staticmethod(_blocks)


def _titled_blocks(document: Document) -> Iterable[Region]:
    for region in RawFencedCodeBlockLexer(_TITLED)(document):
        # Of no width, so that a titled `python` block can be an example as well.
        yield Region(region.start, region.start, region.lexemes, _write)


def _write(example: Example) -> None:
    Path(example.parsed["name"]).write_text(example.parsed["source"], encoding="utf-8")


def _run_console(example: Example) -> str:
    """Run each command of a block and compare what it prints; an empty answer means alike."""
    start, *rest = _COMMAND.split(example.parsed)
    if start.strip() or not rest:
        return "a `console` block starts with `$ dunnix ...`; use `sh` for other commands"
    wanted = zip(rest[::2], rest[1::2], strict=True)
    return "\n".join(_difference(command, output) for command, output in wanted).strip()


def _difference(command: str, wanted: str) -> str:
    program, *arguments = shlex.split(command.replace("python -m nightly", "nightly"))
    if program not in _PROGRAMS:
        return f"`{program}` isn't run here: a `console` block holds dunnix commands only"
    shown = _output(_PROGRAMS[program], arguments)
    expected = doctest.Example(command, wanted.rstrip() + "\n")
    checker = doctest.OutputChecker()
    if checker.check_output(expected.want, shown, doctest.ELLIPSIS):
        return ""
    return f"$ {command}\n{checker.output_difference(expected, shown, doctest.ELLIPSIS)}"


def _output(module: str, arguments: list[str]) -> str:
    main = import_module(module).main
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            main(arguments)
        except SystemExit as leaving:
            if isinstance(leaving.code, str):
                printed.write(leaving.code)
    lines = printed.getvalue().splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _enter_folder(namespace: dict[str, object]) -> None:
    """Give a page an empty folder to run in; its namespace keeps how to leave it again."""
    stack = contextlib.ExitStack()
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    stack.enter_context(contextlib.chdir(folder))
    namespace["_leave_folder"] = stack.close
    namespace["missing"] = _missing


def _missing(*libraries: str) -> str:
    """Name the libraries that aren't installed, as the reason why an example is left out."""
    absent = [name for name in libraries if find_spec(name) is None]
    return f"needs {', '.join(absent)}" if absent else ""


def _leave_folder(namespace: dict[str, Callable[[], None]]) -> None:
    namespace["_leave_folder"]()


def _pages(folder: str, pattern: str) -> Sybil:
    return Sybil(
        name="page",
        # Titled blocks last: of two regions that start alike, sybil runs the one found last first.
        parsers=[
            _PythonBlocks(),
            _blocks("console", _run_console),
            _titled_blocks,
            SkipParser(),
        ],
        path=folder,
        pattern=pattern,
        setup=_enter_folder,
        teardown=_leave_folder,
    )


# Their modules can't even be imported without Narwhals, and they are tried on all of these.
_FRAME_LIBRARIES: Final = ("duckdb", "narwhals", "pandas", "polars", "pyarrow")
_OF_FRAMES: Final = ("src/dunnix/frames/*.py", "tests/unit/frames/*.py")
collect_ignore_glob = [
    # Our own plugin would collect them; tests/scenarios/test_library_tests.py runs them.
    "src/dunnix/scenario/library/tests/*",
    *(_OF_FRAMES if _missing(*_FRAME_LIBRARIES) else ()),
]

_DOCSTRINGS: Final = Sybil(name="docstring", parsers=[DocTestParser()], path="src", pattern="*.py")

pytest_collect_file = SybilCollection(
    [_pages(".", "README.md"), _pages("docs", "*.md"), _DOCSTRINGS]
).pytest()
