"""The keys no sentence tells of, with the titles and amounts a procedure would name."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import attrs

from dunnix.comparison import sentences
from dunnix.comparison.changes import LISTS, Change, ScenarioChanges
from dunnix.procedure.prose import Prose, prose_of
from dunnix.words import words

_NOTHING = "-"


def keys_text(rest: Iterable[Change], changes: ScenarioChanges, language: str) -> Iterator[str]:
    """Give changes key by key: titles in other languages, orders, amounts; no line for none."""
    other_keys = _OtherKeys(prose_of(changes.old, language), prose_of(changes.new, language))
    lines = [f"  {other_keys.line(each)}" for each in rest]
    if lines:
        yield ""
        yield words(language, "dunnix.comparison").say(sentences.KEYS)
        yield from lines


@attrs.frozen(eq=False, order=False)
class _OtherKeys:
    old: Prose
    new: Prose

    def line(self, change: Change) -> str:
        key, before, after = ".".join(change.path), change.before, change.after
        match change.path:
            case ("amounts", _, currency):
                key = ".".join(change.path[:-1])
                before, after = self._money(before, currency), self._money(after, currency)
            case (kind,) if kind in LISTS:
                before, after = self._steps(before), self._steps(after)
            case (kind, step, *rest) if kind in LISTS:
                key = f"{self._owner(step, change.merged)}, {'.'.join(rest)}"
            case _:
                pass
        return f"{key}: {_plain(before)} → {_plain(after)}"

    def _owner(self, step: str, merged: str | None) -> str:
        return _titled(step, self.new) if merged is None else _titled(merged, self.old)

    def _steps(self, ids: object) -> str:
        return ", ".join(_titled(step, self.new) for step in cast("list[str]", ids))

    def _money(self, text: object, currency: str) -> object:
        return self.new.money(text, currency) if isinstance(text, str) else text


def _titled(step: str, prose: Prose) -> str:
    return prose.typeset(prose.step(step))


def _plain(value: object) -> str:
    match value:
        case None:
            return _NOTHING
        case str():
            return value
        case Mapping() | list():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return json.dumps(value)
