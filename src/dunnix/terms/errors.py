"""What can be wrong with payment terms."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dunnix.errors import DunnixError

if TYPE_CHECKING:
    from dunnix.terms.payment_terms import PaymentTerms


class TermsError(DunnixError, ValueError):
    """Payment terms, or a question about them, that can't be answered as they stand."""


class UnknownLanguageError(TermsError, LookupError):
    """A language in which payment terms can be neither read nor written."""


class UnknownReadingError(TermsError, LookupError):
    """A reading that names no way of counting."""


class UnknownJurisdictionError(TermsError, LookupError):
    """A jurisdiction, or a sector in one, of which no maximum is kept."""


class InvoiceTextError(TermsError):
    """An electronic invoice whose terms can't be read; the message names the element."""


class UnreadableTermsError(TermsError):
    """A text that is no payment terms: what was understood, what wasn't, and the forms accepted.

    `understood` is the text before the first thing that couldn't be read, `rest` what begins
    there: a word, or a clause whose words are known and that says too little or too much.
    `language` is the one it was read in, or that understood most, and `forms` are of it.
    """

    def __init__(
        self,
        *,
        text: str,
        at: int,
        language: str,
        forms: tuple[str, ...],
        fault: str,
        hint: str,
    ) -> None:
        self.text = text
        self.understood = text[:at].rstrip(" ,;\n")
        self.rest = text[at:].strip()
        self.language = language
        self.forms = forms
        super().__init__(self._told(fault, hint))

    def _told(self, fault: str, hint: str) -> str:
        accepted = ", ".join(f"`{each}`" for each in self.forms)
        after = f"after `{_short(self.understood)}` " if self.understood else ""
        found = f": {after}`{_short(self.rest)}` {fault}" if self.rest else " are empty"
        return f"payment terms{found}{hint}; accepted are {accepted}"

    def __reduce__(self) -> tuple[object, ...]:
        # An exception is pickled by its message alone, which isn't what this one is made from.
        return (_plain, (type(self), self.args, self.__dict__))


class AmbiguousTermsError(TermsError):
    """A text with several readings: which there are, and the terms each of them gives."""

    def __init__(self, message: str, readings: "Mapping[str, PaymentTerms]") -> None:
        self.readings = dict(readings)
        super().__init__(message)

    def __reduce__(self) -> tuple[object, ...]:
        return (_plain, (type(self), self.args, self.__dict__))


def _plain(
    kind: type[TermsError], args: tuple[object, ...], state: dict[str, object]
) -> TermsError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004  # a line of a message
