"""Walking over a condition's tokens, noting what is wrong."""

from typing import NoReturn

from dunnix.conditions.fault import ConditionFault, Span, fault, quoted
from dunnix.conditions.tokens import NO_SUMS, Kind, Token

EXAMPLE = "a condition reads like `days_past_due >= 9 and not answered`"
_JOIN = (
    "join comparisons by `and` or `or`, and compare with `==`, `!=`, `<`, `<=`, `>`, `>=` or `in`"
)
_LITERALS = {Kind.NUMBER, Kind.TEXT}


class StoppedError(Exception):
    """The rest of the text can't be read after the last fault; never leaves the parser."""


class TokenReader:
    """Reads tokens one by one; `faults` grows, and only a broken shape stops the reading."""

    def __init__(self, tokens: list[Token], faults: list[ConditionFault]) -> None:
        self.tokens = tokens
        self.faults = faults
        self.at = 0

    @property
    def here(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    def next(self) -> Token:
        """Take the token that is next."""
        token = self.here
        self.at += 1
        return token

    def sees(self, kind: Kind, text: str) -> bool:
        """Tell whether the next token is this one."""
        return self.here.kind is kind and self.here.text == text

    def accept(self, kind: Kind, text: str) -> bool:
        """Take the next token if it is this one, and tell whether it was."""
        found = self.sees(kind, text)
        self.at += found
        return found

    def note(self, code: str, message: str, hint: str | None, span: Span) -> None:
        """Keep a fault and read on."""
        self.faults.append(fault(code, message, hint, span))

    def stop(self, code: str, message: str, hint: str | None, span: Span) -> NoReturn:
        """Keep a fault and give up reading."""
        self.note(code, message, hint, span)
        raise StoppedError

    def unexpected(self) -> NoReturn:
        """Give up at a token that has no place here."""
        token = self.here
        if token.kind is Kind.END:
            self.stop("unfinished", "the condition ends too early", EXAMPLE, token.span)
        if token.kind is Kind.NUMBER and token.text.startswith("-"):
            self.stop("no-arithmetic", "conditions can't calculate with `-`", NO_SUMS, token.span)
        if token.kind is Kind.COMPARISON or self.sees(Kind.KEYWORD, "in"):
            message = f"`{token.text}` needs a fact right before it"
            self.stop("unexpected", message, EXAMPLE, token.span)
        self.stop("unexpected", f"{shown(token)} is not expected here", self.way_out(), token.span)

    def way_out(self) -> str | None:
        """Give a hint for the token that has no place here."""
        after_number = self.at > 0 and self.tokens[self.at - 1].kind is Kind.NUMBER
        if self.here.text == "," and after_number:
            return "write numbers without separators and with a decimal point, as `1000.00`"
        return None if self.here.kind is Kind.MARK else _JOIN

    def unopened(self) -> NoReturn:
        """Give up at a sign that closes what was never opened."""
        opening = "(" if self.here.text == ")" else "["
        message = f"{shown(self.here)} closes what was never opened"
        hint = f"leave it out, or open it with `{opening}`"
        self.stop("unexpected", message, hint, self.here.span)

    def close(self, opening: Token) -> Token:
        """Take the sign that closes an opened one."""
        closing = ")" if opening.text == "(" else "]"
        if self.here.kind is Kind.END:
            message = f"`{opening.text}` is never closed"
            self.stop("unclosed", message, f"close it with `{closing}`", opening.span)
        if not self.sees(Kind.MARK, closing):
            self.unexpected()
        return self.next()


def is_operand(token: Token) -> bool:
    """Tell whether a token can be one side of a comparison."""
    truth = token.kind is Kind.KEYWORD and token.text in {"true", "false"}
    return truth or token.kind in {Kind.NAME, *_LITERALS}


def shown(token: Token) -> str:
    """Give a token as an error shows it."""
    return "a text" if token.kind is Kind.TEXT else quoted(token.text)
