"""What the service says of itself: SPARQL 1.1 Service Description."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from tests.conformance.protocol.client import N_TRIPLES, TURTLE, Client, Reply, accept
from tests.conformance.protocol.graphs import ONE, THREE, TWO, fresh, named, quads, same, saying

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
MEDIA_TYPES = [
    TURTLE,
    N_TRIPLES,
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
]
READ = {"Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"}
WRITTEN = READ | {f"SPARQL_Results_{name}" for name in ("JSON", "XML", "CSV", "TSV")}

# property → class of its subject, class of its object; no class where the object is any IRI
VOCABULARY = {
    "endpoint": ("Service", ""),
    "feature": ("Service", "Feature"),
    "defaultEntailmentRegime": ("Service", "EntailmentRegime"),
    "languageExtension": ("Service", "Feature"),
    "extensionFunction": ("Service", "Function"),
    "supportedLanguage": ("Service", "Language"),
    "defaultDataset": ("Service", "Dataset"),
    "resultFormat": ("Service", ""),
    "inputFormat": ("Service", ""),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("Dataset", "NamedGraph"),
    "name": ("NamedGraph", ""),
    "graph": ("NamedGraph", "Graph"),
}
DESCRIBED = {"Service", "Dataset", "Graph", "NamedGraph", "Function"}


def described(client: Client) -> ox.Store:
    """The description as a store that can be asked."""
    reply = client.get("/sparql", accept(TURTLE))
    assert reply.status == 200, reply.text
    store = ox.Store()
    store.extend(ox.parse(reply.body, ox.RdfFormat.TURTLE, base_iri=f"{client.address}/sparql"))
    return store


def values(client: Client, pattern: str) -> set[str]:
    """What `?x` is in a pattern over the description, without the namespaces of the vocabulary."""
    query = f"PREFIX sd: <{SD}> SELECT DISTINCT ?x {{ {pattern} }}"
    rows = described(client).query(query.replace("@", client.address))
    assert isinstance(rows, ox.QuerySolutions)
    return {str(row["x"].value).removeprefix(SD).removeprefix(FORMATS) for row in rows}


@pytest.mark.parametrize("where", ["/sparql", "/sparql?"])
@pytest.mark.parametrize("ranges", [None, "*/*", "", TURTLE, "application/json, text/turtle;q=0.9"])
def test_an_empty_get_describes_the_service(own: Client, where: str, ranges: str | None) -> None:
    """In RDF, whatever a program accepts."""
    reply = own.get(where, *([] if ranges is None else [accept(ranges)]))
    assert reply.status == 200
    assert reply.media_type in (TURTLE, "application/json")
    assert f"{own.address}/sparql" in reply.text


def test_a_browser_gets_a_page(own: Client) -> None:
    """The description is for programs."""
    assert own.get("/sparql", accept("text/html,*/*;q=0.8")).media_type == "text/html"


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_the_description_comes_in_every_format(own: Client, media_type: str) -> None:
    """And says the same in each."""
    reply = own.get("/sparql", accept(media_type))
    assert (reply.status, reply.media_type) == (200, media_type)
    assert same(reply, own.get("/sparql", accept(N_TRIPLES)))


def test_a_format_of_tables_is_406(own: Client) -> None:
    """The answer lists what there is."""
    reply = own.get("/sparql", accept("text/csv"))
    assert reply.status == 406
    assert [media_type for media_type in MEDIA_TYPES if media_type not in reply.text] == []


@pytest.mark.parametrize("query", ["default-graph-uri=http://e/", "format=json", "query="])
def test_a_get_with_parameters_asks_for_no_description(own: Client, query: str) -> None:
    """It lacks its query."""
    assert own.get(f"/sparql?{query}", accept(TURTLE)).status == 400


def test_the_description_names_its_endpoint(own: Client, union: Client, reader: Client) -> None:
    """As it was asked, on each server."""
    for client in (own, union, reader):
        endpoints = values(client, "?s a sd:Service ; sd:endpoint ?x")
        assert f"{client.address}/sparql" in endpoints


def test_the_description_uses_its_vocabulary(own: Client, union: Client) -> None:
    """Only terms that there are, with subjects and objects of the classes that they join."""
    for client in (own, union):
        store = described(client)
        types = {(q.subject, q.object) for q in store if q.predicate.value == RDF_TYPE}
        for quad in store:
            if quad.predicate.value.startswith(SD):
                subject, object_ = VOCABULARY[quad.predicate.value.removeprefix(SD)]
                assert (quad.subject, ox.NamedNode(SD + subject)) in types
                if object_ in DESCRIBED:
                    assert (quad.object, ox.NamedNode(SD + object_)) in types
                else:
                    assert isinstance(quad.object, ox.NamedNode)


def test_no_two_services_share_what_belongs_to_one(own: Client) -> None:
    """An endpoint and a default dataset identify their service."""
    store = described(own)
    for name in ("endpoint", "defaultDataset"):
        found = [quad.object for quad in store if quad.predicate.value == SD + name]
        assert len(found) == len(set(found)) >= 1


def test_the_languages_are_said_where_they_are_spoken(own: Client, reader: Client) -> None:
    """Queries at one endpoint, updates at the other, and none of those for readers."""
    where = "?s sd:supportedLanguage ?x ; sd:endpoint <@{}>"
    assert values(own, where.format("/sparql")) == {"SPARQL11Query"}
    assert values(own, where.format("/update")) == {"SPARQL11Update"}
    assert values(reader, where.format("/sparql")) == {"SPARQL11Query"}
    assert values(reader, "?s sd:supportedLanguage ?x") == {"SPARQL11Query"}


def test_the_formats_are_said(own: Client) -> None:
    """Those of answers, and those that graphs are sent in."""
    assert values(own, "?s sd:resultFormat ?x ; sd:endpoint <@/sparql>") == WRITTEN
    assert values(own, "?s sd:inputFormat ?x") == READ


def test_the_default_dataset_is_described(own: Client) -> None:
    """Its default graph, and its named graphs by name."""
    dataset = "?s sd:endpoint <@/sparql> ; sd:defaultDataset ?d . ?d a sd:Dataset ; "
    assert len(values(own, f"{dataset} sd:defaultGraph ?x . ?x a sd:Graph")) == 1
    names = values(own, f"{dataset} sd:namedGraph ?g . ?g a sd:NamedGraph ; sd:name ?x")
    assert names >= {ONE, TWO, THREE}
    assert values(own, "?x a sd:NamedGraph FILTER NOT EXISTS { ?x sd:name ?n }") == set()


def test_the_default_dataset_follows_writes(own: Client) -> None:
    """A new graph is in it at once, and so is its absence."""
    iri = fresh()
    own.put(named(iri), saying("x"))
    assert iri in values(own, "?g sd:name ?x")
    own.delete(named(iri))
    assert iri not in values(own, "?g sd:name ?x")


@pytest.mark.parametrize("feature", ["DereferencesURIs", "RequiresDataset", "BasicFederatedQuery"])
def test_no_feature_is_claimed_that_there_is_not(own: Client, union: Client, feature: str) -> None:
    """Nobody is called, and no dataset need be named."""
    for client in (own, union):
        assert feature not in values(client, "?s sd:feature ?x")


def test_the_features_of_each_mode_are_said(own: Client, union: Client) -> None:
    """Empty graphs are kept; a default graph of its own is no union."""
    assert values(own, "?s sd:feature ?x ; sd:endpoint <@/sparql>") == {"EmptyGraphs"}
    assert "UnionDefaultGraph" in values(union, "?s sd:feature ?x")


def test_the_description_is_an_answer_like_others(own: Client) -> None:
    """It may be cached, and varies with what is asked for."""
    reply: Reply = own.get("/sparql", accept(TURTLE))
    assert reply.field("ETag")
    assert reply.listed("Vary") >= {"accept", "accept-encoding"}
    assert len(quads(reply)) > 10
