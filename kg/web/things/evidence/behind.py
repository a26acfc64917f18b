"""The documents behind what a page says: title, publisher, date and addresses of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox
from rdflib import DCTERMS, RDFS

from kg.report import Term
from kg.terms import BOUNDS, days_in, plain, term
from kg.vocabulary import GA, PREFIXES
from kg.web.things.evidence.dating import publication_in_words
from kg.web.things.panels import Panel
from kg.web.words import word

MOST_ROWS = 400
"""Rows of `documents-behind` that a page reads: some forty documents."""

SHORT = 34
"""Letters of a name that a chip has room for."""

_SCHEMA = PREFIXES["schema"]
_TITLES = tuple(map(term, (DCTERMS.title, f"{_SCHEMA}caption")))
_ORIGINAL = tuple(map(term, (f"{_SCHEMA}url", RDFS.seeAlso)))

Values = Mapping[ox.NamedNode, list[Term]]


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document as a chip and a list of sources show it; *date* is in words.

    *original* and *archived* are its addresses elsewhere, *inferred* says that somebody worked
    its date out.
    """

    iri: str
    title: str
    language: str = ""
    publisher: str = ""
    date: str = ""
    inferred: bool = False
    kind: str = ""
    retrieved: str = ""
    original: str = ""
    archived: str = ""
    licences: list[str] = field(default_factory=list)

    @property
    def short(self) -> str:
        """What a chip calls it: its publisher, else its title, cut short."""
        return shortened(self.publisher or self.title, SHORT)


class Behind:
    """The documents behind a thing: *ask* is called once, when somebody wants to see them."""

    def __init__(self, ask: Callable[[], Panel] | None = None) -> None:
        self._ask = ask

    @cached_property
    def panel(self) -> Panel | None:
        """The rows of `documents-behind`; None where there is nothing to ask."""
        return self._ask() if self._ask else None

    @cached_property
    def documents(self) -> Mapping[str, SourceDocument]:
        """What is known of the documents, by their IRI."""
        return documents_of(self.panel) if self.panel else {}


def documents_of(panel: Panel) -> dict[str, SourceDocument]:
    """Read the rows of `documents-behind`, in any order: the documents by IRI, in that order."""
    said: defaultdict[str, dict[ox.NamedNode, list[Term]]] = defaultdict(dict)
    for row in sorted(panel.rows, key=_place):
        document, name = row["document"], row["property"]
        if isinstance(document, ox.NamedNode) and isinstance(name, ox.NamedNode):
            said[document.value].setdefault(name, []).append(row["value"])
    return {iri: read_document(iri, values, panel.labels) for iri, values in said.items()}


def _place(row: Mapping[str, Term]) -> tuple[str, str, str]:
    return plain(row["document"]), plain(row["property"]), str(row["value"])


def read_document(iri: str, values: Values, labels: Mapping[str, str]) -> SourceDocument:
    """Read what is said of a document, by property."""
    title = next((v for p in _TITLES for v in values.get(p, ())), None)
    return SourceDocument(
        iri,
        title.value if isinstance(title, ox.Literal) else word(iri),
        (title.language or "") if isinstance(title, ox.Literal) else "",
        _names(values.get(term(DCTERMS.publisher), ()), labels),
        published(values),
        bool(values.get(term(GA.inferredBy))),
        ", ".join(word(plain(kind)) for kind in values.get(term(GA.documentType), ())),
        ", ".join(plain(day) for day in values.get(term(GA.retrievedOn), ())),
        next((a for p in _ORIGINAL for a in _addresses(values.get(p, ()))), ""),
        next(_addresses(values.get(term(f"{_SCHEMA}archivedAt"), ())), ""),
        sorted(plain(one) for one in values.get(term(DCTERMS.license), ())),
    )


def published(values: Values) -> str:
    """When a document was published, by what is said of it."""
    return publication_in_words(
        days_in(values.get(term(DCTERMS.issued), ())),
        [plain(value) for value in values.get(term(GA.edtf), ())],
        [sorted(days_in(values.get(bound, ()))) for bound in BOUNDS],
    )


def shortened(text: str, most: int) -> str:
    """A text without line breaks, cut behind a word where it is too long."""
    line = " ".join(text[: 4 * most].split())
    if len(line) <= most:
        return line
    cut = line[:most].rsplit(" ", 1)[0]
    return f"{cut if len(cut) > most // 2 else line[:most]}…"


def _names(values: Iterable[Term], labels: Mapping[str, str]) -> str:
    return ", ".join(labels.get(plain(one)) or word(plain(one)) for one in values)


def _addresses(values: Iterable[Term]) -> Iterator[str]:
    found = (plain(value) for value in values)
    return (one for one in found if one.startswith(("http://", "https://")))
