"""What can be asked of a drawn chart: its texts, its shapes, and whether anything overlaps."""

from xml.etree import ElementTree as ET

from dunnix.figures.chart import WIDTH, Chart
from dunnix.figures.lanes import Box

LANGUAGES = ("en", "fr", "de", "es", "it", "nl")


def written(drawn: str) -> list[str]:
    """Give what can be read on a picture, in the order it is drawn in."""
    return [each.text or "" for each in _root(drawn).iter() if each.tag.endswith("}text")]


def tooltips(drawn: str) -> list[str]:
    """Give what shapes show to a pointer."""
    return [each.text or "" for each in _root(drawn).iter() if each.tag.endswith("}title")][1:]


def described(drawn: str) -> str:
    """Give what a screen reader reads."""
    return next(each.text or "" for each in _root(drawn) if each.tag.endswith("}desc"))


def shapes(drawn: str, name: str, kind: str | None = None) -> list[dict[str, str]]:
    """Give the attributes of all elements of a name, and of a class if one is asked for."""
    return [
        dict(each.items())
        for each in _root(drawn).iter()
        if each.tag.endswith("}" + name) and (kind is None or each.get("class") == kind)
    ]


def assert_texts_are_apart(chart: Chart) -> None:
    page = Box(0, 0, WIDTH, chart.height)
    seen: list[tuple[str, Box]] = []
    for text in chart.texts:
        assert text.box.is_within(page), text.text
        clash = [other for other, box in seen if text.text and box.overlaps(text.box)]
        assert clash == [], text.text
        seen.append((text.text, text.box))


def _root(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)  # noqa: S314  # drawn by the test itself
