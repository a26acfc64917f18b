"""A store with a life behind it, and what a reader of its changes should have in the end."""

from __future__ import annotations

import io

import pyoxigraph as ox

from kg.export import Losses, Selection, open_export
from kg.export.rdf.rdfpatch import write
from kg.ingest import ingest
from kg.ingest.identity import Verdict, accept, revoke
from kg.ingest.sources import drop_graph, resume_graph, suspend_graph
from kg.ingest.transaction import Author
from kg.store.embedded import DatasetStore
from tests.conftest import Triples

G, H, CLAIM = "http://example.org/g", "urn:h", "https://w3id.org/geoactors/id/claim/c"
ACCEPTANCE = "https://w3id.org/geoactors/graph/acceptance"
ANN, ANNE = "http://example.org/ann", "http://example.org/anne"
AUTHOR = Author(who="an editor", action="identity")
PERSONS = "@prefix ga: <https://w3id.org/geoactors/ns#> . e:ann a ga:Person . e:anne a ga:Person ."
ODD = r"""e:s e:p 'a "quote" \\ \n TC .\u2028\u0085', 'x'@en-GB, 01, 1.50, '2024'^^e:t, '' .
    [] e:q [ e:r e:ann ] . e:o e:p <http://example.org/é?a=b&c=%20#d> . e:anne e:p e:ann ."""


def held(store: DatasetStore) -> set[ox.Quad]:
    """All named graphs of a store, and its default graph where that is its own."""
    snapshot = store.snapshot()
    return {*snapshot.quads(), *(() if store.union else snapshot.default_graph())}


def exported(store: DatasetStore, since: int = 0) -> bytes:
    """What the export writes."""
    output = io.BytesIO()
    with open_export(store, Selection(since=since)) as version:
        write(version, output, Losses())
    return output.getvalue()


def live(store: DatasetStore, triples: Triples) -> None:
    """Change a store in all the ways there are: eleven versions, with one that changes nothing."""
    ingest(store, {G: triples(ODD), H: triples(PERSONS)}, None)
    ingest(store, {G: triples(ODD + "e:s e:p 'more' .")}, None)
    ingest(store, {G: triples("e:s e:p 2 . [] e:q e:o .")}, None, add=True)
    with store.write("create") as staging:
        staging.create("urn:empty")
        staging.create("urn:gone")
    suspend_graph(store, G, None)
    ingest(store, {CLAIM: triples("e:s e:claimed e:o .")}, None)
    accept(store, [Verdict(ANN, ANNE, "They look alike.", "an editor")], None, AUTHOR)
    resume_graph(store, G, None)
    revoke(store, [(ANN, ANNE)], None, AUTHOR)
    with store.write("drop") as staging:
        staging.drop("urn:gone")
    drop_graph(store, CLAIM, None)
    ingest(store, {G: triples(ODD)}, None)
