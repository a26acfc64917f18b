"""The packaged article: faithful to its text, complete, sourced, and apart from what was added."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from kg.normalise import normalise
from kg.parsing import parse_path
from kg.resources import article_files, ontology_files, read_query
from kg.store.memory import MemoryDataset
from kg.terms import in_graph
from kg.vocabulary import BASE_IRI, GA, PREFIXES

KEY = "58d4d7d1640f7572"
SAID = f"{BASE_IRI}graph/doc/{KEY}"
RESOLVED = f"{SAID}/resolved"
REFERENCE = f"{BASE_IRI}graph/reference"
STATES = f"{REFERENCE}/states"
CATALOGUE = f"{BASE_IRI}graph/catalogue"
CLAIM = PREFIXES["claim"]
OWN_FILES = [path for path in article_files() if path.name != "states.trig"]

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = f"{PREFIXES['skos']}prefLabel"
TITLE = f"{PREFIXES['dcterms']}title"
BOUNDS = {str(term) for term in (GA.startEarliest, GA.startLatest, GA.endEarliest, GA.endLatest)}
EVIDENCED = {
    str(term)
    for term in (GA.Tenure, GA.Event, GA.Communication, GA.EventSeries, GA.StatusReport, GA.Stance)
}
NAMED = {f"{BASE_IRI}id/{kind}/" for kind in ("agent", "post", "place", "event", "claim", "doc")}
IRI = re.compile(
    f"{re.escape(BASE_IRI)}(?:"
    r"id/(?:agent|post|tenure|membership|event|claim|stance|doc|place)"
    r"/[a-z0-9]+(?:-[a-z0-9]+)*(?:#[a-z0-9]+(?:-[a-z0-9]+)*)?"
    r"|graph(?:/[a-z0-9]+(?:-[a-z0-9]+)*)+|ns#[A-Za-z]+|code/[a-z0-9]+(?:-[a-z0-9]+)*)"
)

# Sentences that state nothing about actors, by the reason. All others are evidence.
NO_EVIDENCE = {
    "appeal for money": (
        "Support The Moscow Times!",
        "Your support, no matter how small, makes a world of difference.",
        "If you can, please support us monthly starting from just $2.",
        "It's quick to set up, and every contribution makes a significant impact.",
    ),
    "advertising of a newsletter": (
        "Sign up for our free weekly newsletter",
        "Our weekly newsletter contains a hand-picked selection of news, features, analysis and"
        " more from The Moscow Times.",
        "You will receive it in your mailbox every Friday.",
        "Never miss the latest news from Russia.",
        "Subscribers agree to the Privacy Policy",
    ),
    "courtesy": ("Dear readers,", "Thank you for standing with us."),
    "button": (
        *("Preview", "Once", "Monthly", "Annual", "Continue", "paiment methods"),
        *("Not ready to support today?", "Remind me later.", "Read more"),
    ),
}
SENTENCE = re.compile(r"\S.*?(?:(?<![A-Z])[.!?]\"?(?=\s+[A-Z]|$)|$)", re.MULTILINE)
WORD = re.compile(r"[\w’']+")
CONJUNCTIONS = {"and", "but"}  # all that may stand between two passages of one sentence

Triples = dict[str, set[ox.Triple]]


def text_of(term: object) -> str:
    """The value of a literal or the IRI of a node."""
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


def objects(triples: set[ox.Triple], predicate: str) -> dict[str, list[str]]:
    """The values of one predicate by subject."""
    found: dict[str, list[str]] = {}
    for triple in triples:
        if triple.predicate.value == predicate:
            found.setdefault(text_of(triple.subject), []).append(text_of(triple.object))
    return found


@pytest.fixture(scope="module")
def graphs() -> Triples:
    """All packaged graphs by IRI."""
    found: Triples = {}
    for path in article_files():
        for quad in parse_path(path).quads:
            found.setdefault(text_of(quad.graph_name), set()).add(quad.triple)
    return found


@pytest.fixture(scope="module")
def said(graphs: Triples) -> set[ox.Triple]:
    """What the article says."""
    return graphs[SAID]


@pytest.fixture(scope="module")
def article_text() -> str:
    """The stored text, which is not shipped."""
    folder = os.environ.get("GEOACTORS_TESTDATA")
    if folder is None:
        pytest.skip("GEOACTORS_TESTDATA names no folder with the text of the article")
    return (Path(folder) / "seed" / f"{KEY}.txt").read_bytes().decode("utf-8")


def passages(said: set[ox.Triple]) -> list[tuple[int, int, str]]:
    """Start, end and quote of every evidence."""
    starts = objects(said, f"{PREFIXES['oa']}start")
    ends = objects(said, f"{PREFIXES['oa']}end")
    quotes = objects(said, str(GA.quote))
    assert starts.keys() == ends.keys() == quotes.keys()
    return [(int(starts[node][0]), int(ends[node][0]), quotes[node][0]) for node in quotes]


def test_every_quote_stands_at_its_offsets(said: set[ox.Triple], article_text: str) -> None:
    """Quotes are the characters of the text from oa:start up to oa:end."""
    assert {quote: article_text[start:end] for start, end, quote in passages(said)} == {
        quote: quote for _, _, quote in passages(said)
    }


def test_every_sentence_is_evidence_or_states_nothing(
    said: set[ox.Triple], article_text: str
) -> None:
    """Each word of a sentence is quoted, but for conjunctions; exceptions are listed."""
    covered = {place for start, end, _ in passages(said) for place in range(start, end)}
    unquoted = []
    for sentence in SENTENCE.finditer(article_text):
        words = WORD.finditer(article_text, *sentence.span())
        left = {word[0] for word in words if not covered.issuperset(range(*word.span()))}
        if left - CONJUNCTIONS:
            unquoted.append(sentence[0])
    assert sorted(unquoted) == sorted(sum(NO_EVIDENCE.values(), ()))


def test_every_evidence_supports_something(graphs: Triples, said: set[ox.Triple]) -> None:
    """No passage is quoted for nothing."""
    used = objects(said, str(GA.evidence)).values()
    assert objects(said, str(GA.quote)).keys() == {node for nodes in used for node in nodes}
    for nodes in objects(graphs[RESOLVED], f"{PREFIXES['prov']}used").values():
        assert objects(said, str(GA.quote)).keys() >= set(nodes)


def test_every_statement_has_evidence(said: set[ox.Triple]) -> None:
    """Tenures, events, series, reports and stances quote the text."""
    stated = {node for node, kinds in objects(said, TYPE).items() if EVIDENCED.intersection(kinds)}
    assert len(stated) > 40
    assert stated <= objects(said, str(GA.evidence)).keys()


def test_every_event_has_a_status(said: set[ox.Triple]) -> None:
    """How far an event has come is always reported."""
    reported = {node for nodes in objects(said, str(GA.reportsOn)).values() for node in nodes}
    assert reported == objects(said, str(GA.eventType)).keys()


def test_every_claim_is_held_or_answers_to_something(said: set[ox.Triple]) -> None:
    """A claim without a stance is a condition, or what an event says of an agent."""
    pointing = (GA.stanceOn, GA.condition, GA.concerns)
    used = {
        node for name in pointing for nodes in objects(said, str(name)).values() for node in nodes
    }
    assert objects(said, str(GA.proposition)).keys() <= used


def test_the_said_graph_has_no_inference_and_no_name(said: set[ox.Triple]) -> None:
    """What the text does not say stands in other graphs."""
    assert not objects(said, str(GA.inferredBy))
    assert not objects(said, LABEL)
    dated = {triple.object.value for triple in said if triple.predicate.value in BOUNDS}  # type: ignore[union-attr]
    assert dated == {"2024-05-01", "2024-05-31"}


def test_what_was_concluded_names_its_inference(graphs: Triples) -> None:
    """Each subject of the resolved graph with a bound or a participant says how it came about."""
    resolved = graphs[RESOLVED]
    inferences = {n for n, kinds in objects(resolved, TYPE).items() if str(GA.Inference) in kinds}
    concluded = {
        text_of(triple.subject)
        for triple in resolved
        if triple.predicate.value in BOUNDS | {str(GA.participant), str(GA.edtf)}
    }
    reasons = objects(resolved, str(GA.inferredBy))
    assert concluded == reasons.keys()
    assert {inference for nodes in reasons.values() for inference in nodes} == inferences
    assert inferences <= objects(resolved, str(GA.rationale)).keys()
    assert inferences <= objects(resolved, str(GA.confidence)).keys()


def test_the_resolved_graph_types_nothing_that_the_article_typed(graphs: Triples) -> None:
    """A type obliges a graph to be complete, so only new things have one."""
    assert not objects(graphs[RESOLVED], TYPE).keys() & objects(graphs[SAID], TYPE).keys()


def test_bounds_are_those_of_the_edtf_date(graphs: Triples) -> None:
    """Normalising adds no bound: what a date stands for is written out beside it."""
    for graph in (SAID, RESOLVED, REFERENCE, CATALOGUE):
        completed, problems = normalise(graph, graphs[graph])
        bounds = [triple for triple in completed if triple.predicate.value in BOUNDS]
        counts = Counter((triple.subject, triple.predicate) for triple in bounds)
        assert not problems
        assert set(bounds) <= graphs[graph]
        assert set(counts.values()) <= {1}


def test_every_thing_has_an_english_name(graphs: Triples) -> None:
    """Agents, posts, places, events, claims and documents have a name or a title."""
    everything = set().union(*graphs.values())
    named = {
        text_of(triple.subject)
        for triple in everything
        if triple.predicate.value in {LABEL, TITLE}
        and isinstance(triple.object, ox.Literal)
        and triple.object.language == "en"
    }
    things = {
        text_of(triple.subject)
        for triple in graphs[SAID] | graphs[REFERENCE] | graphs[CATALOGUE]
        if "#" not in text_of(triple.subject)
    }
    nameless = {thing for thing in things if thing.startswith(tuple(NAMED))} - named
    assert not nameless


def test_the_content_of_claims_is_no_fact(graphs: Triples) -> None:
    """Each claim graph bears the IRI of a claim, and no source graph has a triple of it."""
    claims = {graph for graph in graphs if graph.startswith(CLAIM)}
    facts = set().union(*(graphs[graph] for graph in graphs.keys() - claims))
    assert len(claims) == 6
    assert claims <= objects(graphs[SAID], str(GA.proposition)).keys()
    for claim in claims:
        assert not graphs[claim] & facts


def test_the_catalogue_describes_every_graph(graphs: Triples) -> None:
    """Itself included, with a title, a source, a licence and a time."""
    license_, generated = f"{PREFIXES['dcterms']}license", f"{PREFIXES['prov']}generatedAtTime"
    for predicate in (TYPE, TITLE, license_, generated, str(GA.sourceDocument)):
        assert graphs.keys() <= objects(graphs[CATALOGUE], predicate).keys()
    kinds = objects(graphs[CATALOGUE], TYPE)
    assert {graph for graph in graphs if str(GA.ClaimGraph) in kinds[graph]} == {
        graph for graph in graphs if graph.startswith(CLAIM)
    }


def test_every_file_holds_one_graph() -> None:
    """One TriG file per source graph."""
    files = map(parse_path, article_files())
    held = [{text_of(quad.graph_name) for quad in file.quads} for file in files]
    assert [len(names) for names in held] == [1] * len(held)
    assert len(set().union(*held)) == len(held)


# The parser and serialiser of rdflib use what rdflib itself deprecates.
@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph).* is deprecated:DeprecationWarning")
@pytest.mark.parametrize("path", OWN_FILES, ids=lambda path: path.stem)
def test_two_parsers_read_the_same_quads(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib and pyoxigraph agree, and there are no blank nodes to rename."""
    monkeypatch.setattr("rdflib.NORMALIZE_LITERALS", False)  # else Z becomes +00:00
    dataset = Dataset()
    dataset.parse(data=path.read_bytes(), format="trig")
    again = ox.parse(dataset.serialize(format="nquads"), ox.RdfFormat.N_QUADS)
    quads = set(parse_path(path).quads)
    assert set(again) == quads
    assert not [q for q in quads if ox.BlankNode in (type(q.subject), type(q.object))]


def test_every_iri_follows_the_pattern(graphs: Triples) -> None:
    """Graphs and subjects are ours and of the documented kinds, and so is what they point to."""
    for graph in graphs.keys() - {STATES}:
        own = {graph} | {text_of(triple.subject) for triple in graphs[graph]}
        for triple in graphs[graph]:
            terms = (triple.predicate, triple.object)
            own |= {text_of(term) for term in terms if text_of(term).startswith(BASE_IRI)}
        assert not {iri for iri in own if not IRI.fullmatch(iri)}


def test_every_term_is_in_the_ontology(graphs: Triples) -> None:
    """A misspelt property, class or code is found."""
    quads = [quad for path in ontology_files() for quad in parse_path(path).quads]
    declared = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    used = {
        text_of(term)
        for graph in graphs.keys() - {STATES}
        for triple in graphs[graph]
        for term in (triple.predicate, triple.object)
    }
    assert not {iri for iri in used - declared if iri.startswith((PREFIXES["ga"], PREFIXES["gc"]))}


@pytest.mark.parametrize(
    ("post", "day", "holder", "answer"),
    [
        ("defence-minister-russia", "2024-05-12", "sergei-shoigu", "unknown"),
        ("defence-minister-russia", "2024-06-01", "sergei-shoigu", "false"),
        ("security-council-secretary-russia", "2025-11-28", "sergei-shoigu", "true"),
        ("security-council-secretary-russia", "2024-06-01", "sergei-shoigu", "unknown"),
        ("foreign-minister-china", "2025-11-28", "wang-yi", "true"),
        ("president-usa", "2025-11-28", "donald-trump", "true"),
    ],
)
def test_the_article_answers_who_held_a_post(
    graphs: Triples, post: str, day: str, holder: str, answer: str
) -> None:
    """Certain on the day of the article, unknown before, and false after a stated end."""
    facts = MemoryDataset(in_graph(triple) for triple in graphs[SAID] | graphs[RESOLVED])
    date = ox.Literal(day, datatype=ox.NamedNode(f"{PREFIXES['xsd']}date"))
    rows = facts.select(
        read_query("answers-on-date"),
        {"post": ox.NamedNode(PREFIXES["post"] + post), "at": date},
    )
    assert [(row["holder"], row["answer"]) for row in rows] == [
        (ox.NamedNode(PREFIXES["agent"] + holder), ox.Literal(answer))
    ]
