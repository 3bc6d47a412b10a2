"""Pictures on one page that needs nothing else: HTML with its style, without a script."""

import datetime as dt
from importlib import resources

from dunnix.calendars import Calendar
from dunnix.engine import decide
from dunnix.figures.coverage import Coverage, CoverageData, read_coverage
from dunnix.figures.decision_picture import account_picture
from dunnix.figures.reaction_picture import draw_reactions
from dunnix.figures.scenario_picture import draw_scenario
from dunnix.figures.svg import escaped
from dunnix.figures.words import Words, words
from dunnix.model import Account
from dunnix.planning import project
from dunnix.scenario import Scenario, Strategy


def draw_page(
    scenario: Scenario, *, language: str = "en", coverage: CoverageData | None = None
) -> str:
    """Draw a scenario as a page of HTML: its timeline and its reactions.

    The page stands alone: it loads and runs nothing, is light or dark as its reader's system is,
    and prints. `coverage` is marked as `draw_scenario` does. Raises what that raises.

    >>> from dunnix.scenario import load_scenario
    >>> draw_page(load_scenario("gentle")).splitlines()[0]
    '<!DOCTYPE html>'
    """
    say = words(language)
    covered = None if coverage is None else read_coverage(coverage, scenario)
    sections = _of_scenario(scenario, say, covered)
    ref = say.say("scenario", id=scenario.id, version=scenario.version)
    return _page(scenario.title_in(language), ref, sections, say)


def draw_account_page(
    scenario: Scenario | Strategy,
    account: Account,
    *,
    as_of: dt.date,
    days: int = 60,
    language: str = "en",
    calendar: Calendar | None = None,
) -> str:
    """Draw an account as a page of HTML: its timeline, its decision in words, its scenario.

    The page stands alone, as that of `draw_page`; the debtor is named by its id. Raises what
    `draw_account` raises.

    >>> from dunnix.model import Debtor
    >>> from dunnix.scenario import load_scenario
    >>> account = Account(debtor=Debtor(id="D1"))
    >>> page = draw_account_page(load_scenario("gentle"), account, as_of=dt.date(2026, 2, 5))
    >>> "<h1>D1 on 2026-02-05</h1>" in page
    True
    """
    say = words(language)
    decision = decide(scenario, account, as_of=as_of, calendar=calendar)
    played = project(scenario, account, as_of=as_of, days=days, calendar=calendar)
    told = "\n".join(map(_indented, decision.explain(language).splitlines()))
    sections = [
        _picture("page-account", account_picture(decision, played, say), say),
        _section("page-explained", f'<div class="told">{told}</div>', say),
        *_of_scenario(decision.rules, say, None),
    ]
    title = say.say("decision", debtor=decision.debtor, day=say.day(as_of))
    return _page(title, say.say("by", scenario=decision.scenario), sections, say)


def _indented(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" "))) + escaped(line)


def _of_scenario(scenario: Scenario, say: Words, coverage: Coverage | None) -> list[str]:
    timeline = draw_scenario(scenario, language=say.language, coverage=coverage)
    sections = [_picture("page-timeline", timeline, say)]
    if scenario.reactions:
        tree = draw_reactions(scenario, language=say.language, coverage=coverage)
        sections.append(_picture("page-reactions", tree, say))
    return sections


def _picture(entry: str, drawn: str, say: Words) -> str:
    """Put a picture into a section; it takes the focus, so that keys scroll a narrow page's."""
    label = escaped(say.say(entry))
    return _section(
        entry, f'<figure role="group" tabindex="0" aria-label="{label}">\n{drawn}</figure>', say
    )


def _section(entry: str, content: str, say: Words) -> str:
    return f"<section>\n<h2>{escaped(say.say(entry))}</h2>\n{content}\n</section>\n"


def _page(title: str, below: str, sections: list[str], say: Words) -> str:
    style = resources.files("dunnix.figures").joinpath("data/page.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{say.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escaped(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{escaped(title)}</h1>\n<p>{escaped(below)}</p>\n</header>\n"
        f"<main>\n{''.join(sections)}</main>\n</body>\n</html>\n"
    )
