"""Small steps between terms: prefixed names and IRIs, triples and quads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import unquote

import pyoxigraph as ox
from rdflib import DCTERMS, RDFS, SKOS

from kg.dates import Day, parse_day
from kg.errors import DateError, ParameterError
from kg.report import Term
from kg.vocabulary import GA, PREFIXES

_LOCAL = re.compile(r"[\w][\w\-]*(?:\.[\w\-]+)*", re.ASCII)
_CONTROL = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")
_BY_LENGTH = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def shorten(iri: str) -> str:
    """Write an IRI as a prefixed name of ours where that is legal, else between angle brackets."""
    for prefix, namespace in _BY_LENGTH:
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def expand(text: str) -> str:
    """Read an IRI: absolute, between angle brackets, or a prefixed name of ours.

    Raises:
        ParameterError: it is none of these.
    """
    name = text.strip()
    if name.startswith("<") and name.endswith(">"):
        name = name[1:-1]
    else:
        prefix, colon, local = name.partition(":")
        if colon and prefix in PREFIXES and not local.startswith("//"):
            name = PREFIXES[prefix] + local
    try:
        return ox.NamedNode(name).value
    except ValueError:
        known = ", ".join(f"{prefix}:" for prefix in PREFIXES)
        raise ParameterError(
            f"{text[:200]!r} is no IRI.",
            hint=f"Write it in full, as https://…, or with one of the prefixes {known}.",
        ) from None


@cache
def term(iri: object) -> ox.NamedNode:
    """A term of a vocabulary, as `GA.Person` or `GC["head-of-state"]`, for use in triples."""
    return ox.NamedNode(str(iri))


LABELS = tuple(
    map(
        term,
        (
            SKOS.prefLabel,
            DCTERMS.title,
            f"{PREFIXES['schema']}caption",
            RDFS.label,
            GA.proposition,
        ),
    )
)
"""The properties that name a thing, the best first."""

BOUNDS = tuple(map(term, (GA.startEarliest, GA.startLatest, GA.endEarliest, GA.endLatest)))
"""The properties of the first and last days of a start and an end, in their order in time."""


def days_in(values: Iterable[Term]) -> Iterator[Day]:
    """The days that values are; a store without shapes holds others, too, which are left out."""
    for value in values:
        try:
            yield parse_day(getattr(value, "value", ""))
        except DateError:
            continue


def english(text: str) -> ox.Literal:
    """A text in English."""
    return ox.Literal(text, language="en")


def in_graph(triple: ox.Triple, graph: ox.NamedNode | ox.DefaultGraph | None = None) -> ox.Quad:
    """Place a triple in a graph; the default graph when none is given."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph or ox.DefaultGraph())


def show(term: Term) -> str:
    """Write a term for a person: prefixed names, texts without quotes and control characters."""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    if isinstance(term, ox.Literal):
        text = term.value.translate(_CONTROL)
        return f"{text} @{term.language}" if term.language else text
    return str(term)


def plain(term: Term) -> str:
    """The text of a term, without its language or datatype."""
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


_GRAPH_NAME = re.compile(
    r"graph(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+|id/claim/[a-z0-9]+(?:-[a-z0-9]+)*"
)


def check_graph_name(iri: str, base_iri: str) -> None:
    """Refuse names of graphs that lead nowhere, or that pose as what they are not.

    Raises:
        ParameterError: under the base only `graph/…` and `id/claim/SLUG` name graphs, in
            exactly this spelling; elsewhere a name is an http, https, urn or tag IRI.
    """
    scheme = iri.partition(":")[0].lower()
    looks_like = re.sub(r"^http:", "https:", unquote(iri).lower())
    ours = looks_like.startswith(base_iri.lower())
    named = iri.startswith(base_iri) and _GRAPH_NAME.fullmatch(iri[len(base_iri) :])
    if scheme not in ("http", "https", "urn", "tag") or (ours and not named):
        raise ParameterError(
            f"{iri[:200]} cannot name a graph.",
            hint=f"Name it {base_iri}graph/NAME, or {base_iri}id/claim/SLUG for the content of a"
            " claim, or by an http, https, urn or tag IRI of your own.",
        )
