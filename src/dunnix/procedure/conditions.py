"""A condition in words: each fact by its own name, negations said by their opposites."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, assert_never

import attrs

from dunnix.conditions import Condition, DecimalNumber, NamedAmount, Text, Truth, WholeNumber
from dunnix.conditions.expression import Literal, spelled_literal
from dunnix.conditions.normal import AllOf, AnyOf, Asks, Normal, Question, surely_true
from dunnix.facts import Fact, FactKind
from dunnix.procedure import fact_sentences as of_facts
from dunnix.procedure.prose import Prose

_IS: Final = frozenset({Asks.EQUAL, Asks.IN})
_OF_KNOWLEDGE: Final = frozenset({Asks.KNOWN, Asks.NOT_KNOWN})


def condition_text(condition: Condition, prose: Prose) -> str:
    """Say a condition as the clause that follows an "if"."""
    return _Clause(prose).of(surely_true(condition.expression))


@attrs.frozen(eq=False, order=False)
class _Clause:
    """Says the parts of one condition; what lies two levels deep stands in parentheses."""

    prose: Prose

    def of(self, meaning: Normal) -> str:
        match meaning:
            case Question():
                return self._question(meaning)
            case AllOf(parts):
                return self.prose.all_of(self._inside(each) for each in _without_guards(parts))
            case AnyOf(parts):
                return self._any(parts)
            case _:
                assert_never(meaning)

    def _any(self, parts: Iterable[Normal]) -> str:
        """List what is enough by itself; a comma sets apart parts that hold an "and"."""
        said = [(self.of(each), isinstance(_plain(each), AllOf)) for each in parts]
        if not any(several for _, several in said):
            return self.prose.any_of(text for text, _ in said)
        first, *others = (text for text, _ in said)
        for each in others:
            first = self.prose.say(of_facts.OR_ELSE, first=first, next=each)
        return first

    def _inside(self, part: Normal) -> str:
        match _plain(part):
            case Question() as question:
                return self._question(question)
            case AnyOf(parts) if all(isinstance(_plain(each), Question) for each in parts):
                return self.prose.say(of_facts.EITHER, parts=self._any(parts))
            case deeper:
                return f"({self.of(deeper)})"

    def _question(self, question: Question) -> str:
        fact = self.prose.scenario.fact_table[question.fact]
        if fact.kind is FactKind.FLAG and question.asks not in _OF_KNOWLEDGE:
            return self._flag(fact, question)
        name = self._name(fact)
        if question.asks in _OF_KNOWLEDGE:
            return self.prose.say(of_facts.ASKS[question.asks], fact=name)
        values = self.prose.any_of(self._value(fact, each) for each in question.wanted)
        is_word = fact.kind in {FactKind.CHOICE, FactKind.TEXT} or len(question.wanted) > 1
        if is_word:
            sentence = of_facts.WORD_IS if question.asks in _IS else of_facts.WORD_IS_NOT
            return self.prose.say(sentence, fact=name, words=values)
        asks = {Asks.IN: Asks.EQUAL, Asks.NOT_IN: Asks.DIFFERENT}.get(question.asks, question.asks)
        return self.prose.say(of_facts.ASKS[asks], fact=name, value=values)

    def _flag(self, fact: Fact, question: Question) -> str:
        wanted = {each.value for each in question.wanted if isinstance(each, Truth)}
        holds = (True in wanted) is (question.asks in _IS)
        if fact.name in of_facts.FLAG:
            return self.prose.say((of_facts.FLAG if holds else of_facts.FLAG_NOT)[fact.name])
        owner, _, name = fact.name.partition(".")
        table = of_facts.HOLDS if holds else of_facts.HOLDS_NOT
        return self.prose.say(table[owner], name=self._quoted(name))

    def _name(self, fact: Fact) -> str:
        if fact.name in of_facts.FACT:
            return self.prose.say(of_facts.FACT[fact.name])
        owner, _, name = fact.name.partition(".")
        return self.prose.say(of_facts.DECLARED[owner], name=self._quoted(name))

    def _quoted(self, name: str) -> str:
        return self.prose.quoted(name.replace("_", " "))

    def _value(self, fact: Fact, literal: Literal) -> str:
        match literal:
            case WholeNumber(value):
                return self._number(fact, value)
            case DecimalNumber():
                return self.prose.money(spelled_literal(literal), self.prose.scenario.currency)
            case NamedAmount(name):
                return self.prose.amount(name)
            case Text(value):
                return self._word(fact, value)
            case Truth():
                raise AssertionError("a flag is asked by itself")
            case _:
                assert_never(literal)

    def _number(self, fact: Fact, value: int) -> str:
        match fact.unit:
            case "days":
                return self.prose.days(value)
            case "percent":
                return self.prose.words.percent(Fraction(value, 100))
            case _:
                return self.prose.words.number(value)

    def _word(self, fact: Fact, value: str) -> str:
        if fact.name == "step":
            return self.prose.step(value)
        table = {"debtor.party": of_facts.PARTY, "debtor.last_reason": of_facts.REASON}
        words = table.get(fact.name, {})
        return self.prose.say(words[value]) if value in words else self.prose.quoted(value)


def _plain(part: Normal) -> Normal:
    """Give a part that is the only one of its kind without the rest around it."""
    if isinstance(part, AllOf):
        parts = _without_guards(part.parts)
        return parts[0] if len(parts) == 1 else AllOf(parts)
    return part


def _without_guards(parts: tuple[Normal, ...]) -> tuple[Normal, ...]:
    """Leave out `known(x)` beside a question of x, which an unknown x fails as well."""
    questions = [each for each in parts if isinstance(each, Question)]
    asked = {each.fact for each in questions if each.asks not in _OF_KNOWLEDGE}
    return tuple(each for each in parts if not _is_guard(each, asked))


def _is_guard(part: Normal, asked: set[str]) -> bool:
    return isinstance(part, Question) and part.asks is Asks.KNOWN and part.fact in asked
