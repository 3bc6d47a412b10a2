"""What changes between two scenarios, in the sentences of their procedures."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final, TypeAlias

import attrs

from dunnix.comparison import sentences
from dunnix.comparison.changes import LISTS, Change, Path, ScenarioChanges, merged_ids
from dunnix.comparison.other_keys import keys_text
from dunnix.procedure import Paragraph, Section, Sentence
from dunnix.procedure.build import sections_of
from dunnix.procedure.trace import RULES_OF_THE_LANGUAGE
from dunnix.scenario import Scenario
from dunnix.words import Words, words

_NAMES: Final = frozenset({("id",), ("version",)})
_IN_THE_MAIN_SENTENCE: Final = frozenset(
    {"after", "at", "channel", "do", "from", "goal", "on_closed_day", "path", "to", "tone"}
)
_IN_A_SENTENCE_OF: Final = {
    "afterwards": "limit",
    "deadline_from": "deadline",
    "fee_waived_if_paid_within": "fee",
}
"""Keys that the sentence of another key of their table tells of."""
_ORDERS: Final = frozenset((kind,) for kind in LISTS)
_SAID_FOR_A_DEBTOR: Final = ("travels",)
"""Said only where the invoices of a debtor share their steps; unsaid, it may have changed."""
_STEP: Final = 2
"""How long the path of a step is: its list, and its id."""


@attrs.frozen(eq=False, order=False)
class _Subject:
    """What sentences are about, by their paths: a step, a pause, or a section as a whole."""

    title: str
    texts: dict[Path, list[str]] = attrs.field(factory=dict[Path, list[str]])


@attrs.frozen(order=False)
class _Key:
    """What tells one subject from another: a path, and of which step that was merged into it."""

    path: Path
    merged: str | None = None


_Subjects: TypeAlias = dict[_Key, _Subject]
_Sides: TypeAlias = tuple[_Subject | None, _Subject | None]
_Said: TypeAlias = set[tuple[str | None, Path]]


def changes_text(changes: ScenarioChanges, language: str) -> str:
    """Say what changes: what the old one says after a minus, what the new one says after a plus."""
    say = words(language, "dunnix.comparison")
    old = _subjects(changes.old, language, changes.steps)
    new = _for_each_merged(_subjects(changes.new, language, {}), old)
    lines = [say.say(sentences.FROM_TO, old=changes.old.ref, new=changes.new.ref)]
    said: _Said = set()
    for key in _in_order(old, new):
        lines += _of_subject(key, (old.get(key), new.get(key)), say, said)
    rest = (each for each in changes if each.path not in _NAMES and not _is_said(each, said))
    lines += keys_text(rest, changes, language)
    if len(lines) == 1:
        lines += ["", say.say(sentences.ALIKE)]
    return "\n".join(lines)


def _subjects(scenario: Scenario, language: str, names: Mapping[str, str]) -> _Subjects:
    """Give what a scenario says by what it is about, steps by the ids they have in the new one."""
    merged = _merged(scenario, names)
    found: _Subjects = {}
    for section, paragraph, sentence in _sentences(scenario, language):
        own = _by_id(sentence, scenario)
        path = _renamed(own, names)
        about = _about(path, section)
        key = _Key(about, own[1] if _is_of_a_step(own) and own[1] in merged else None)
        title = paragraph.title if len(about) > 1 and paragraph.title else section.title
        subject = found.setdefault(key, _Subject(title))
        subject.texts.setdefault(path, []).append(sentence.text)
    return found


def _merged(scenario: Scenario, names: Mapping[str, str]) -> frozenset[str]:
    lists = (scenario.steps, scenario.reactions, scenario.statements)
    return frozenset(step for each in lists for step in merged_ids((one.id for one in each), names))


def _for_each_merged(new: _Subjects, old: Collection[_Key]) -> _Subjects:
    """Give a step of the new scenario once for each of the old ones that were merged into it."""
    found: _Subjects = {}
    for key, subject in new.items():
        merged = [each for each in old if each.merged is not None and each.path == key.path]
        found.update(dict.fromkeys(merged or [key], subject))
    return found


def _sentences(scenario: Scenario, language: str) -> Iterator[tuple[Section, Paragraph, Sentence]]:
    for section in sections_of(scenario, language):
        for paragraph in section.paragraphs:
            for sentence in paragraph.sentences:
                yield section, paragraph, sentence


def _by_id(sentence: Sentence, scenario: Scenario) -> Path:
    """Give the path of a sentence with the id of its step in place of its number."""
    match sentence.path:
        case ("step", int(place), *rest):
            name: str = scenario.steps[place].id
        case ("reaction", int(place), *rest):
            name = scenario.reactions[place].id
        case ("statement", int(place), *rest):
            name = scenario.statements[place].id
        case whole:
            return tuple(map(str, whole))
    return (str(sentence.path[0]), name, *map(str, rest))


def _renamed(path: Path, names: Mapping[str, str]) -> Path:
    if not _is_of_a_step(path):
        return path
    kind, step, *rest = path
    return (kind, names.get(step, step), *rest)


def _is_of_a_step(path: Path) -> bool:
    return path[0] in LISTS and len(path) >= _STEP


def _about(path: Path, section: Section) -> Path:
    """Give what a sentence is about: a step, a kind of pause, or else its section."""
    if _is_of_a_step(path):
        return path[:_STEP]
    if path[0] == "pause":
        return path[:-1]
    return (section.title,)


def _in_order(old: _Subjects, new: _Subjects) -> Iterator[_Key]:
    """Give what either speaks of as the new one orders it, what is gone where it was."""
    order = list(new)
    place = 0
    for key in old:
        if key in new:
            place = order.index(key) + 1
        else:
            order.insert(place, key)
            place += 1
    return iter(order)


def _of_subject(key: _Key, sides: _Sides, say: Words, said: _Said) -> Iterator[str]:
    """Give the sentences that differ under what they are about, and note their paths."""
    was, becomes = ({} if each is None else each.texts for each in sides)
    paths = [path for path in dict.fromkeys((*was, *becomes)) if was.get(path) != becomes.get(path)]
    if not paths:
        return
    told = [path for path in paths if path != _SAID_FOR_A_DEBTOR or path in becomes]
    said.update((key.merged, path) for path in told if _tells_of_a_key(path))
    yield ""
    yield _heading(key, sides, say)
    for path in paths:
        gone, come = _apart(was.get(path, []), becomes.get(path, []))
        yield from (f"- {text}" for text in gone)
        yield from (f"+ {text}" for text in come)


def _heading(key: _Key, sides: _Sides, say: Words) -> str:
    """Give what sentences are about; of a step also whether it is new, gone or merged."""
    match sides:
        case (_Subject() as old, _Subject() as new):
            if key.merged is not None and key.merged != key.path[1]:
                return say.say(sentences.MERGED, title=old.title, into=new.title)
            return new.title
        case (_Subject() as old, None) if key.path[0] in LISTS:
            return say.say(sentences.GONE, title=old.title)
        case (None, _Subject() as new) if key.path[0] in LISTS:
            return say.say(sentences.COME, title=new.title)
        case (old, new):
            return next(each.title for each in (new, old) if each is not None)


def _apart(was: list[str], becomes: list[str]) -> tuple[list[str], list[str]]:
    """Give the sentences only one side has."""
    gone = [text for text in was if text not in becomes]
    return gone, [text for text in becomes if text not in was]


def _is_said(change: Change, said: _Said) -> bool:
    return any(merged == change.merged and _tells_of(path, change.path) for merged, path in said)


def _tells_of_a_key(path: Path) -> bool:
    """Whether a sentence tells of its key: what is said of people tells what steps want of them."""
    return path not in RULES_OF_THE_LANGUAGE and path[0] != "people"


def _tells_of(path: Path, changed: Path) -> bool:
    """Whether a sentence tells of a key: one of its own table, or the first one of a step."""
    changed = (*changed[:-1], _IN_A_SENTENCE_OF.get(changed[-1], changed[-1]))
    shorter = min(len(path), len(changed))
    if changed in _ORDERS or path[:shorter] != changed[:shorter]:
        return False
    if path[0] in LISTS and len(path) == _STEP and len(changed) > _STEP:
        return changed[_STEP] in _IN_THE_MAIN_SENTENCE
    return True
