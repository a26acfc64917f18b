"""RDF 1.1 XML Syntax (W3C Recommendation of 2014): the facts of all graphs, subject by subject."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import IO
from xml.sax.saxutils import escape

from rdflib import RDF

from kg.export.losses import Losses
from kg.export.rdf.graphless import note_lost_graphs
from kg.export.rdf.statements import Statement, sorted_statements
from kg.export.rdf.tokens import is_literal, name_of, parts_of, text_of
from kg.export.version import ExportedVersion
from kg.store.xml_answers import split_name, xml_text

_TYPE = f"<{RDF.type}>".encode()
_QUOTE = {'"': "&quot;"}
_RETURN = {"\r": "&#13;"}  # a parser makes a line feed of it otherwise: XML 1.0 §2.11


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the merged facts, sorted.

    Lost: which graph says what, the content of claims, predicates that cannot be the name of
    an element, and characters that XML has no place for.
    """
    note_lost_graphs(version, losses)
    with sorted_statements(version, merged=True) as statements:
        prefixes = statements.prefixes.used | {"rdf": str(RDF)}
        document = _Document(output, losses, prefixes)
        document.start()
        for subject, about in groupby(statements, attrgetter("subject")):
            document.describe(name_of(subject), about)
        document.end()


class _Document:
    """An RDF/XML document that is written from its start to its end."""

    def __init__(self, output: IO[bytes], losses: Losses, prefixes: dict[str, str]) -> None:
        self._output = output
        self._losses = losses
        self._prefixes = prefixes
        self._of_namespace = {name: prefix for prefix, name in prefixes.items()}
        self._named = lru_cache(10_000)(self._name)

    def start(self) -> None:
        """Write what comes before the first subject."""
        declared = "".join(
            f'\n    xmlns:{prefix}="{escape(name, _QUOTE)}"'
            for prefix, name in sorted(self._prefixes.items())
        )
        self._write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n')

    def end(self) -> None:
        """Write what comes after the last subject."""
        self._write("\n</rdf:RDF>\n")

    def describe(self, subject: str, about: Iterable[Statement]) -> None:
        """Write all that is said of a subject; an element of its first type, where it has one."""
        statements = iter(about)
        first = next(statements)
        element = self._named(first.value) if first.predicate == _TYPE else None
        kind = element or ("rdf:Description", "")
        self._write(f"\n  <{kind[0]}{kind[1]} {_reference('about', subject)}>\n")
        if element is None:
            self._say(subject, first)
        for statement in statements:
            self._say(subject, statement)
        self._write(f"  </{kind[0]}>\n")

    def _say(self, subject: str, statement: Statement) -> None:
        found = self._named(statement.predicate)
        if found is None:
            self._losses.note(
                "Predicates without a name",
                "RDF/XML makes the end of a predicate's IRI the name of an element, which"
                " begins with a letter; what is said with such a predicate is left out.",
                name_of(statement.predicate),
            )
            return
        element, declared = found
        if not is_literal(statement.value):
            reference = _reference("resource", name_of(statement.value))
            self._write(f"    <{element}{declared} {reference}/>\n")
            return
        text, attribute = self._text(subject, statement.value)
        self._write(f"    <{element}{declared}{attribute}>{text}</{element}>\n")

    def _text(self, subject: str, literal: bytes) -> tuple[str, str]:
        """A text as XML has it, and the attribute with its language or datatype."""
        quoted, language, datatype = parts_of(literal)
        text = text_of(quoted)
        shown = xml_text(text)
        if shown != text:
            self._losses.note(
                "Texts with control characters",
                "XML has no place for them: each is replaced by U+FFFD.",
                subject,
            )
        written = escape(shown, _RETURN)
        if language:
            return written, f' xml:lang="{language}"'
        return written, f' rdf:datatype="{escape(datatype, _QUOTE)}"' if datatype else ""

    def _name(self, term: bytes) -> tuple[str, str] | None:
        """The name of an element for an IRI, and the declaration that it needs."""
        found = split_name(name_of(term)) if term.startswith(b"<") else None
        if found is None:
            return None
        namespace, local = found
        prefix = self._of_namespace.get(namespace)
        if prefix is not None:
            return f"{prefix}:{local}", ""
        return f"ns:{local}", f' xmlns:ns="{escape(namespace, _QUOTE)}"'

    def _write(self, text: str) -> None:
        self._output.write(text.encode())


def _reference(attribute: str, name: str) -> str:
    if name.startswith("_:"):
        return f'rdf:nodeID="{name[2:]}"'
    return f'rdf:{attribute}="{escape(name, _QUOTE)}"'
