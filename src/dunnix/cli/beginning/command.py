"""`dunnix init`: a commented scenario and its tests, from a few flags or questions."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from dunnix.cli.arguments import country, currency, new_id
from dunnix.cli.beginning.answers import end_of, party_of, questions, yes_or_no
from dunnix.cli.beginning.choices import Choices, usual_currency
from dunnix.cli.beginning.texts import scenario_text, tests_text
from dunnix.cli.usage import UsageError
from dunnix.cli.whole_file import write_whole
from dunnix.testing.accept import accepted
from dunnix.testing.load import load_scenario_tests
from dunnix.testing.run import run_scenario_tests


def run(arguments: argparse.Namespace) -> bool:
    """Write the scenario and its tests; nothing that is there already is overwritten."""
    choices = _choices(arguments)
    folder: Path = arguments.folder
    scenario, tests = folder / f"{choices.id}.toml", folder / f"{choices.id}.test.toml"
    for path in (scenario, tests):
        if path.exists():
            raise UsageError(f"`{path}` is there already", hint="give another id, or a --folder")
    _write(choices, scenario, tests)
    print(f"{scenario}        the scenario: read it from top to bottom, and change it")
    print(f"{tests}   its tests: what a few customers meet")
    print(f"\ntry  dunnix check {scenario}")
    print(f"     dunnix test {tests} --coverage")
    return False


def _write(choices: Choices, scenario: Path, tests: Path) -> None:
    texts = _texts(choices)
    try:
        scenario.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError(f"`{scenario.parent}` can't be made: {reason}") from None
    write_whole(scenario, texts[0])
    try:
        write_whole(tests, texts[1])
    except UsageError:
        scenario.unlink(missing_ok=True)
        raise


def _texts(choices: Choices) -> tuple[str, str]:
    """Give the scenario, and its tests with what they expect: all that happens, played once."""
    scenario, tests = scenario_text(choices), tests_text(choices)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{choices.id}.test.toml"
        (Path(folder) / f"{choices.id}.toml").write_text(scenario, encoding="utf-8")
        path.write_text(tests, encoding="utf-8")
        played = run_scenario_tests(load_scenario_tests(path))
        return scenario, accepted(tests, path.name, played)


def _choices(arguments: argparse.Namespace) -> Choices:
    """Take what the flags say; ask for the rest where somebody sits at the terminal."""
    ask = questions(arguments.id)
    name = arguments.id or ask("What is the scenario called", "own", new_id)
    where = arguments.country or ask("Country of the customers, or none", "none", country)
    usual = usual_currency(where) or "EUR"
    return Choices(
        id=name,
        country=where,
        currency=arguments.currency or ask("Currency of the invoices", usual, currency),
        party=arguments.party or ask("Are they company, consumer or public", "company", party_of),
        calls=not arguments.no_calls and ask("Do you call customers", "yes", yes_or_no),
        end=arguments.end or ask("What ends it: agency, court or person", "agency", end_of),
    )
