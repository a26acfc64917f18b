"""Refuses calls to other servers, however they are spelled."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from kg.errors import SourcePositionError
from kg.sparql import NOWHERE, Token, position

_ABSOLUTE = re.compile(r"<[A-Za-z][\w+.-]*:[^<>\\]*>")
_HIERARCHICAL = re.compile(r"<[A-Za-z][\w+.-]*://")
_LINE_END = re.compile(r"[\r\n]")
_ESCAPE = re.compile(r"\\(.)")


def refused_at(text: str, token: Token, reason: str, hint: str) -> SourcePositionError:
    """Build the refusal of a token, with its line and column."""
    line, column = position(text, token.offset)
    return SourcePositionError(
        f"Line {line}, column {column}: {reason}.", hint=hint, line=line, column=column
    )


@dataclass(slots=True)
class Calls:
    """Refuses SERVICE, and what could hide it, but for calls to *services*.

    A service is called by its IRI as it stands in *services*, or by a name for it. A
    variable could stand for any.

    To the engine `?a<e:b#c>` is a comparison and a comment: a text that spans lines, when it
    begins behind such an IRI, begins in a comment to the engine, and ends in a pattern.
    """

    text: str
    services: Collection[str] = ()
    previous: Token = NOWHERE
    before: Token = NOWHERE
    comment: int = -1
    prefixes: dict[str, str] = field(default_factory=dict)
    call: Token | None = None
    called: Token | None = None

    def see(self, token: Token) -> None:
        """Take the next token of the text.

        Raises:
            SourcePositionError: it calls out, or could.
        """
        if self.call is not None:
            self._see_call(self.call, token)
        if token.kind == "iri" and "#" in token.text and not _HIERARCHICAL.match(token.text):
            self.comment = token.offset
        elif token.kind == "string" and self.comment >= 0 and _LINE_END.search(token.text):
            self._check_begin(token)
        if _calls_out(self.before, self.previous, token):
            raise self._refusal(self.previous)
        if token.kind == "word" and "SERVICE" in token.text.upper():
            self.call = token
            if not self.services or not token.is_word("SERVICE"):
                raise self._refusal(token)
        if self.services and self.before.is_word("PREFIX"):
            self._declare(self.previous, token)
        self.before, self.previous = self.previous, token

    def _see_call(self, call: Token, token: Token) -> None:
        """Follow an allowed call: SERVICE, SILENT or not, one of the services, and a group."""
        if self.called is not None:
            if token.text != "{":  # to the engine, the name may go on
                raise self._refusal(call)
            self.call = self.called = None
        elif self._iri(token) in self.services:
            self.called = token
        elif not (token.is_word("SILENT") and self.previous is call):
            raise self._refusal(call)

    def _iri(self, token: Token) -> str:
        """The absolute IRI of a token, if it is known; else nothing, which is no service."""
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if prefix.upper().startswith("SILENT"):
                return ""  # `SERVICE SILENTe:x` calls e:x
            namespace = self.prefixes.get(prefix)
            return "" if namespace is None else namespace + _ESCAPE.sub(r"\1", local)
        return token.text[1:-1] if token.kind == "iri" else ""

    def _declare(self, name: Token, iri: Token) -> None:
        prefix = name.text.partition(":")[0]
        self.prefixes.pop(prefix, None)
        if _ABSOLUTE.fullmatch(iri.text):
            self.prefixes[prefix] = iri.text[1:-1]

    def _check_begin(self, token: Token) -> None:
        if not _LINE_END.search(self.text, self.comment, token.offset):
            raise refused_at(
                self.text,
                token,
                "a text of many lines begins behind an IRI with #,"
                " where it can be read as a comment",
                "Begin the text on a line of its own.",
            )

    def _refusal(self, token: Token) -> SourcePositionError:
        if self.services:
            known = ", ".join(f"<{iri}>" for iri in sorted(self.services))
            reason = f"SERVICE is refused; this server calls no other than {known}"
        else:
            reason = "SERVICE is refused; this server calls no other"
        hint = "Run the query at each endpoint and join the results."
        return refused_at(self.text, token, reason, hint)


def _calls_out(before: Token, token: Token, after: Token) -> bool:
    """The engine needs no space after a keyword: SERVICESILENT and SERVICEex:name call out too."""
    if token.kind == "iri":  # `?a<1)SERVICE#>` is a comparison, a call and a comment
        return "#" in token.text.partition(")")[2].upper().partition("SERVICE")[2]
    prefix, _, local = token.text.upper().partition(":")
    names_graph = before.is_word("GRAPH", "FROM", "NAMED")
    return token.kind == "name" and (
        (local.startswith(".") and "SERVICE" in local)
        or ("SERVICE" in prefix and after.text == "{" and not names_graph)
    )
