import datetime as dt
import re
from html.parser import HTMLParser
from importlib import resources

import pytest

from dunnix.figures import (
    draw_account,
    draw_account_page,
    draw_page,
    draw_reactions,
    draw_scenario,
)
from dunnix.model import Account, Contact, Debtor, Invoice
from dunnix.money import Money
from dunnix.scenario import EscalationStep, Scenario, load_scenario

DAY = dt.date(2026, 2, 5)
FRENCH = load_scenario("fr-b2b@2026.1")
_VOID = {"meta"}


class Outline(HTMLParser):
    """The headings and texts of a page, and whether every tag is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.headings: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.open and self.open[-1] in {"h1", "h2"}:
            self.headings.append(data)


def account(name: str = "F-101") -> Account:
    desk = Contact(role="accounts-payable", email="ap@martin.example", phone="+33 1")
    invoice = Invoice(id=name, due_date=dt.date(2026, 2, 4), amount=Money("1200.00", "EUR"))
    debtor = Debtor(id="D42", name="Martin SARL", contacts=[desk])
    return Account(debtor=debtor, invoices=[invoice])


def test_the_page_of_a_scenario_holds_its_timeline_and_its_tree() -> None:
    page = draw_page(FRENCH)

    assert Outline(page).headings == ["B2B dunning, France", "Timeline", "Reactions"]
    assert draw_scenario(FRENCH) in page
    assert draw_reactions(FRENCH) in page


def test_a_scenario_without_reactions_has_no_section_for_them() -> None:
    assert Outline(draw_page(load_scenario("gentle"))).headings[1:] == ["Timeline"]


def test_the_page_of_an_account_tells_it_in_pictures_and_in_words() -> None:
    page = draw_account_page(FRENCH, account(), as_of=DAY, days=30)

    outline = Outline(page)
    assert outline.headings == [
        *("D42 on 2026-02-05", "Account", "In words", "Timeline", "Reactions"),
    ]
    assert draw_account(FRENCH, account(), as_of=DAY, days=30) in page
    assert "To do now\n  - Phone call (call), by phone" in "".join(outline.texts)


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it", "nl"])
def test_a_page_speaks_one_language(language: str) -> None:
    page = draw_account_page(FRENCH, account(), as_of=DAY, language=language)

    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{language}">')
    headings = set(Outline(page).headings[1:])
    assert len(headings) == 4
    assert (headings == {"Account", "In words", "Timeline", "Reactions"}) is (language == "en")


def test_a_page_loads_and_runs_nothing() -> None:
    page = draw_account_page(FRENCH, account(), as_of=DAY)

    outline = Outline(page)
    assert not {"script", "link", "img", "iframe", "object", "a"} & set(outline.tags)
    assert page.count("http") == page.count("http://www.w3.org/2000/svg") == 3
    assert not any(each in page for each in ("@import", "@font-face", "javascript:"))
    assert not re.search(r"url\((?!#)", page)


def test_what_users_write_stays_text() -> None:
    hostile = "</title><script>alert('x')</script> & {id}"
    step = EscalationStep(id="call", title={"en": hostile}, at="due", channel="phone")
    scenario = Scenario(
        id="mine",
        version="1",
        title={"en": hostile},
        currency="EUR",
        if_behind="skip-to-latest",
        steps=(step,),
    )

    page = draw_account_page(scenario, account("<script>F-1"), as_of=DAY)

    assert "<script" not in page + draw_page(scenario)
    assert hostile in "".join(Outline(draw_page(scenario)).headings)
    assert any("<script>F-1" in text for text in Outline(page).texts)


def test_the_debtor_s_name_stays_out_of_the_page() -> None:
    assert "Martin" not in draw_account_page(FRENCH, account(), as_of=DAY)


def test_coverage_is_marked_on_both_pictures() -> None:
    page = draw_page(FRENCH, coverage={"steps": {"call": 1}, "reactions": {"thanks": 2}})

    assert "steps tested: 1 of 7" in page
    assert "reactions tested: 1 of 16" in page


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def variables(block: str) -> dict[str, str]:
    found = dict(re.findall(r"--(\w+): ?(#[0-9a-f]{3,6})", block))
    return {name: value if len(value) > 4 else f"#{value[1:] * 2}" for name, value in found.items()}


@pytest.mark.parametrize("theme", [0, 1, 2])
def test_texts_of_a_page_read_in_light_in_dark_and_on_paper(theme: int) -> None:
    style = resources.files("dunnix.figures").joinpath("data/page.css").read_text(encoding="utf-8")
    colours = variables(re.findall(r":root \{(.*?)\}", style, re.DOTALL)[theme])

    assert contrast(colours["ink"], colours["paper"]) >= 7
    assert contrast(colours["soft"], colours["paper"]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1])
def test_texts_and_marks_of_a_picture_stand_out_in_light_and_in_dark(theme: int) -> None:
    drawn = draw_reactions(FRENCH, coverage={})
    colours = variables(re.findall(r"\{(--[^}]*)\}", drawn)[theme])
    marks = dict(re.findall(r"\.(answer|came|tested|untested|was)\{fill:(#[0-9a-f]{6})", drawn))

    paper = colours["paper"]
    assert all(contrast(colours[each], paper) >= 4.5 for each in ("ink", "soft", "accent"))
    assert all(contrast("#ffffff", colour) >= 4.5 for colour in marks.values())
    assert all(contrast(paper, colour) >= 2.5 for colour in marks.values())
    assert len(marks) == 5
