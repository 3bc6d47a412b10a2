"""The XML of electronic invoices, read safely and with the path of every fault."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dunnix.terms.checks import decimal
from dunnix.terms.errors import InvoiceTextError, TermsError
from dunnix.terms.operations import Add, Unit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_Value = TypeVar("_Value")
# UN/ECE Recommendation 20.
_UNITS: Final = {"DAY": Unit.DAY, "WEE": Unit.WEEK, "MON": Unit.MONTH}

# A date of XML Schema may carry a time zone, which changes no due date.
_DATE: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")


class Node:
    """An element and the path that leads to it, in prefixes people know."""

    def __init__(self, element: "Element", path: str, prefixes: Mapping[str, str]) -> None:
        self._element = element
        self._prefixes = prefixes
        self.path = path

    def all(self, path: str) -> "Iterator[Node]":
        """Give the elements a path leads to, numbered where there are several."""
        found = self._element.findall(path, dict(self._prefixes))
        for at, element in enumerate(found, 1):
            number = f"[{at}]" if len(found) > 1 else ""
            yield Node(element, f"{self.path}/{path}{number}", self._prefixes)

    def one(self, path: str) -> "Node | None":
        """Give the element a path leads to; `InvoiceTextError` where there are several."""
        found = list(self.all(path))
        if len(found) > 1:
            raise InvoiceTextError(f"{self.path}/{path}: one is wanted, found {len(found)}")
        return found[0] if found else None

    @property
    def tag(self) -> str:
        """The name of the element with its namespace in braces."""
        return self._element.tag

    @property
    def text(self) -> str:
        """The text of the element, without blanks around it."""
        return self.raw.strip()

    @property
    def raw(self) -> str:
        """The text of the element as it stands."""
        return self._element.text or ""

    def attribute(self, name: str) -> str | None:
        """Give an attribute of the element."""
        return self._element.get(name)

    def day(self) -> dt.date:
        """Read a date written as `2026-03-15`."""
        return self.made(lambda: _iso_day(self.text))

    def number(self) -> Decimal:
        """Read a number with a point."""
        return self.made(lambda: decimal(self.text))

    def period(self) -> tuple[Add, ...]:
        """Read a measure of days, weeks or months, counted on; none of them moves nothing."""
        code = self.attribute("unitCode")
        if code not in _UNITS:
            raise self.fault(f"the unitCode is one of {', '.join(_UNITS)}, found `{code}`")
        count = self.number()
        if count != count.to_integral_value():
            raise self.fault(f"a whole number is wanted, found `{self.text}`")
        return self.made(lambda: (Add(int(count), _UNITS[code]),)) if count else ()

    def made(self, make: Callable[[], _Value]) -> _Value:
        """Make a value from the element; a fault in it names the element."""
        try:
            return make()
        except TermsError as error:
            raise self.fault(str(error)) from None

    def fault(self, message: str) -> InvoiceTextError:
        """Give an error that names the element."""
        return InvoiceTextError(f"{self.path}: {message}")


def root_of(text: str, prefixes: Mapping[str, str]) -> Node:
    """Read the root of an XML text; a DTD is refused, so that no entity can be declared."""
    if not isinstance(text, str):
        raise TypeError(f"an invoice is given as its XML text, not as a {type(text).__name__}")
    if "<!doctype" in text.lower() or "<!entity" in text.lower():
        raise InvoiceTextError("an invoice has no `<!DOCTYPE`: it is refused, unread")
    from xml.etree import ElementTree as ET  # as its own documentation has it

    try:
        # Without a DTD there is nothing to expand and nothing to fetch.
        root: Any = ET.fromstring(text.removeprefix("\ufeff"))  # noqa: S314
    except (ET.ParseError, ValueError) as error:
        raise InvoiceTextError(f"the invoice is no XML: {error}") from None
    return Node(root, root.tag.rpartition("}")[2], prefixes)


def _iso_day(text: str) -> dt.date:
    match = _DATE.fullmatch(text)
    try:
        if match:
            return dt.date.fromisoformat(match.group(1))
    except ValueError:
        pass
    raise TermsError(f"a date such as `2026-03-15` is wanted, found `{text}`")
