"""The pieces of evidence a claim is shown with."""

from enum import StrEnum

import attrs

from dunnix.law.wording import in_language
from dunnix.model import FrozenMap


class PiecePer(StrEnum):
    """What needs a piece of its own: each receivable, or the claim as a whole."""

    RECEIVABLE = "receivable"
    CLAIM = "claim"


@attrs.frozen(kw_only=True, order=False)
class Piece:
    """A kind of evidence: what it is called, and how to get it where it is missing."""

    id: str
    per: PiecePer = attrs.field(converter=PiecePer)
    title: FrozenMap[str] = attrs.field(converter=FrozenMap[str])
    get: FrozenMap[str] = attrs.field(converter=FrozenMap[str])

    def title_in(self, language: str) -> str:
        """Give the title in a language, else in English."""
        return in_language(self.title, language)

    def how_to_get(self, language: str) -> str:
        """Say how to get it, in a language, else in English."""
        return in_language(self.get, language)
