from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunnix.figures.measure import shortened, text_width
from dunnix.figures.svg import escaped, number, picture, plain, tag


def test_a_text_that_looks_like_markup_is_only_a_text() -> None:
    text = "<script>alert(\"1\") & 'more'</script>"

    written = tag("text", escaped(text))

    assert "<script" not in written
    assert ET.fromstring(written).text == text  # noqa: S314  # written by the line above


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x1bc", "abc"),
        ("two\n\tlines", "two lines"),
        ("\u202eemit no yap\u202c", "emit no yap"),
        ("lone \ud800 half", "lone half"),
        ("not \ufffe a letter", "not a letter"),
        ("Société n° 1", "Société n° 1"),
    ],
)
def test_what_no_reader_could_see_is_left_out(text: str, kept: str) -> None:
    assert plain(text) == kept


@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_makes_well_formed_xml(text: str) -> None:
    written = tag("g", tag("text", escaped(text)), title=text)

    root = ET.fromstring(written.encode())  # noqa: S314  # written by the line above

    assert root.get("title") == (root.findtext("text") or "") == plain(text)


def test_a_number_is_written_the_shortest_way() -> None:
    assert [number(value) for value in (3, 3.14159, 0.05, -0.04, 100.0)] == [
        *("3", "3.1", "0.1", "0", "100"),
    ]


def test_two_pictures_on_a_page_have_names_of_their_own() -> None:
    one, other = (
        picture(["<g/>"], size=(1, 1), title=title, description="", style="")
        for title in ("one", "other")
    )

    assert not set(_ids(one)) & set(_ids(other))


def test_a_title_cannot_pass_for_the_name_of_the_picture() -> None:
    drawn = picture([], size=(1, 1), title="{id}", description="", style="")

    assert _root(drawn)[0].text == "{id}"


def test_a_text_that_is_too_long_ends_in_an_ellipsis_and_fits() -> None:
    short = shortened("a name that goes on and on", 12, 90)

    assert short.endswith("…")
    assert text_width(short, 12) <= 90


def test_a_wide_script_is_measured_wide() -> None:
    assert text_width("督促状", 12) > 3 * 12
    assert text_width("e\u0301", 12) == text_width("e", 12)


def _root(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)  # noqa: S314  # drawn by the test itself


def _ids(drawn: str) -> list[str]:
    return [name for each in _root(drawn).iter() if (name := each.get("id"))]
