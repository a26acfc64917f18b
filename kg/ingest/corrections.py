"""An editor's correction of one fact: a source graph of its own, that takes nothing away."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import NotFoundError, ParameterError
from kg.gate import Gate
from kg.ingest.correction import Correction, CorrectionGraph, Value
from kg.ingest.releases import ingest_release
from kg.ingest.transaction import Author, Outcome
from kg.report import Term
from kg.store.embedded import DatasetStore
from kg.store.identity import canonical_iri
from kg.store.snapshot import Snapshot
from kg.store.view import DatasetView
from kg.terms import expand, plain, shorten

_SHOWN_VALUES = 10


def find_statement(
    store: DatasetStore, subject: ox.NamedNode, predicate: ox.NamedNode, value: str | None
) -> tuple[ox.Triple, tuple[str, ...]]:
    """Find the statement that is to be corrected, and the graphs that make it.

    *value* is the text of its value; it may be left out where there is one value. IRIs are
    those that were decided to be written.

    Raises:
        NotFoundError: no accepted source says so; the message lists what they say.
        ParameterError: there are several values, and none was named.
    """
    snapshot = store.snapshot()
    view = store.view(snapshot)
    subject = ox.NamedNode(canonical_iri(view, subject.value))
    found = _statements(snapshot, subject, predicate)
    name = f"{shorten(subject.value)} {shorten(predicate.value)}"
    said = ", ".join(sorted(repr(plain(term)) for term in found)[:_SHOWN_VALUES])
    if not found:
        raise NotFoundError(
            f"No source says anything of {name}.", hint="Check the two IRIs with `kg query`."
        )
    wanted = [term for term in found if value is None or _is(term, value, view)]
    if not wanted:
        raise NotFoundError(f"No source gives {name} the value {value!r}.", hint=f"It has: {said}.")
    if len(wanted) > 1:
        raise ParameterError(
            f"{name} has several values.", hint=f"Name the wrong one with --value: {said}."
        )
    return ox.Triple(subject, predicate, wanted[0]), tuple(sorted(found[wanted[0]]))


def _is(term: Term, text: str, view: DatasetView) -> bool:
    """Whether a term is what a text says; an IRI may be that of what was decided to be one."""
    if plain(term) == text or not isinstance(term, ox.NamedNode):
        return plain(term) == text
    try:
        return term.value == canonical_iri(view, expand(text))
    except ParameterError:
        return False


def _statements(
    snapshot: Snapshot, subject: ox.NamedNode, predicate: ox.NamedNode
) -> dict[Term, set[str]]:
    """The values that are facts, and the source graphs that give them."""
    facts = snapshot.quads_of(subject, predicate, None, ox.DefaultGraph())
    found: dict[Term, set[str]] = {quad.object: set() for quad in facts}
    for quad in snapshot.quads_of(subject, predicate, None):
        if isinstance(quad.graph_name, ox.NamedNode) and quad.object in found:
            found[quad.object].add(quad.graph_name.value)
    return found


def read_value(store: DatasetStore, text: str, like: Term) -> Value:
    """Read a new value as one of the kind of the old: a literal of its type and language, or the
    IRI by which the store writes what one means.

    Raises:
        ParameterError: the old value is an IRI, and the text is none.
    """
    if isinstance(like, ox.Literal):
        if like.language:
            return ox.Literal(text, language=like.language)
        return ox.Literal(text, datatype=like.datatype)
    snapshot = store.snapshot()
    iri = canonical_iri(store.view(snapshot), expand(text))
    snapshot.close()
    return ox.NamedNode(iri)


def correct(
    store: DatasetStore, correction: Correction, gate: Gate | None, author: Author | None = None
) -> Outcome:
    """Store a correction as its own source graph, through the gate.

    The statement stays in the graph of its source, and with it what followed from it: where
    both are dates, answers become disputed until that source is suspended or mended.

    Raises:
        NonConformingDataError: the correction breaks the shapes; nothing was stored.
    """
    writing = CorrectionGraph(store.settings.base_iri, correction)
    return ingest_release(
        store,
        writing.graph,
        set(writing.triples()),
        writing.entry(),
        gate,
        author=author or Author(action="correct", who=correction.editor),
    )
