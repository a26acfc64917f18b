"""The redirects of w3id.org: read as Apache's mod_rewrite reads them, for each path and syntax."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

from kg.resources import CONTEXT_IRI, ontology_files, resource_root
from kg.vocabulary import BASE_IRI, PREFIXES
from tests.conformance.ontology_graphs import all_files, triples

RULES = resource_root() / "ontology" / "w3id" / ".htaccess"
HOST = "https://geoactors.example/"
HTML, TURTLE, JSON_LD = "text/html", "text/turtle", "application/ld+json"
RDF_XML, N_TRIPLES, ANY = "application/rdf+xml", "application/n-triples", "*/*"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
WEIGHED = "text/turtle;q=0.5, application/ld+json"
ACCEPTS = [HTML, TURTLE, JSON_LD, RDF_XML, N_TRIPLES, ANY, "", BROWSER, WEIGHED]
SHORTCUTS = {
    HTML: "page/{}",
    TURTLE: "data/{}.ttl",
    JSON_LD: "data/{}.jsonld",
    RDF_XML: "data/{}.rdf",
    N_TRIPLES: "data/{}.nt",
}


@dataclass
class Rule:
    """One RewriteRule, with the conditions on Accept that stand before it."""

    pattern: str
    target: str
    status: int
    conditions: list[re.Pattern[str]] = field(default_factory=list)


def read_rules(text: str) -> list[Rule]:
    """Read the directives that our rules use.

    Raises:
        ValueError: there is another, of which this reader would not know the meaning.
    """
    rules: list[Rule] = []
    conditions: list[re.Pattern[str]] = []
    for line in text.splitlines():
        match line.split():
            case [] | ["#", *_] | ["Options", "+FollowSymLinks"] | ["RewriteEngine", "On"]:
                pass
            case [word, *_] if word.startswith("#"):
                pass
            case ["RewriteCond", "%{HTTP_ACCEPT}", pattern, "[NC]"]:
                conditions.append(re.compile(pattern, re.IGNORECASE))
            case ["RewriteRule", pattern, target, flags] if re.fullmatch(r"\[R=30[23],L\]", flags):
                rules.append(Rule(pattern, target, int(flags[3:6]), conditions))
                conditions = []
            case _:
                raise ValueError(line)
    assert conditions == []
    return rules


def redirect(path: str, accept: str) -> tuple[int, str]:
    """Follow the first rule that fits; mod_rewrite matches the path below the folder."""
    for rule in read_rules(RULES.read_text("utf-8")):
        match = re.search(rule.pattern, path)
        if match and all(condition.search(accept) for condition in rule.conditions):
            return rule.status, match.expand(re.sub(r"\$(\d)", r"\\\1", rule.target))
    return 404, ""


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize("path", ["ns", "ns/1.0.0", "code/visit", "code/", "code/1.0.0", "shapes"])
def test_terms_lead_to_the_host_in_every_syntax(path: str, accept: str) -> None:
    """The host negotiates at the same path, so no Accept header may lead elsewhere."""
    assert redirect(path, accept) == (303, HOST + path)


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize("thing", ["agent/wang-yi", "doc/58d4d7d1640f7572", "event/a-2"])
def test_a_thing_leads_to_its_document_in_the_syntax_asked_for(thing: str, accept: str) -> None:
    """One syntax leads to its file; several with weights are left to the host."""
    place = SHORTCUTS.get(accept, "id/{}").format(thing)
    assert redirect(f"id/{thing}", accept) == (303, HOST + place)


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize("path", ["context.jsonld", "graph/reference", "graph/doc/k/resolved"])
def test_documents_lead_to_themselves(path: str, accept: str) -> None:
    """They are what their IRI names, hence no 303; a JSON-LD processor may ask as it likes."""
    assert redirect(path, accept) == (302, HOST + path)


def test_media_types_are_compared_without_case() -> None:
    """As RFC 9110 has it."""
    assert redirect("id/agent/wang-yi", "Text/Turtle") == (303, f"{HOST}data/agent/wang-yi.ttl")


@pytest.mark.parametrize("path", ["nothing", "ns2", "ns/latest", "xcontext.jsonld", "id"])
def test_what_was_never_minted_leads_nowhere(path: str) -> None:
    """A redirect would promise that there is something."""
    assert redirect(path, ANY) == (404, "")


def test_every_iri_of_ours_leads_somewhere() -> None:
    """Namespaces, ontologies with their versions, terms and the context."""
    iris = {iri for iri in PREFIXES.values() if iri.startswith(BASE_IRI)} - {
        PREFIXES[name] for name in ("graph", *(n for n in PREFIXES if "/id/" in PREFIXES[n]))
    }
    for triple in (triple for path in all_files() for triple in triples([path])):
        iris |= {str(term.value) for term in triple if hasattr(term, "value")} - {""}
    ours = {iri.partition("#")[0] for iri in iris if iri.startswith(BASE_IRI)} | {CONTEXT_IRI}
    assert len(ours) > len(ontology_files())
    lost = {iri for iri in ours if redirect(iri.removeprefix(BASE_IRI), TURTLE)[0] == 404}
    assert lost == set()


def test_the_host_is_named_once_for_all_rules() -> None:
    """Whoever registers the folder replaces one name, which can belong to nobody."""
    hosts = {urlsplit(rule.target).hostname for rule in read_rules(RULES.read_text("utf-8"))}
    assert hosts == {"geoactors.example"}


def test_a_directive_that_is_not_understood_is_an_error() -> None:
    """Or the test would pass rules that it has not read."""
    with pytest.raises(ValueError, match="RewriteMap"):
        read_rules("RewriteMap x txt:y")
