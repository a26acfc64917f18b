"""The query page as a browser without scripts gets it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from kg.web import application
from kg.web.querying.cells import LONGEST
from kg.web.querying.results import MAX_ROWS
from tests.conftest import Load

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PERSONS = "SELECT ?p WHERE { ?p a <https://w3id.org/geoactors/ns#Person> } ORDER BY ?p"
BROKEN = "SELECT ?x WHERE {\n  ?x a ga:Person ga:x .\n  FILTER(?y <b>)\n}"


def page(client: FlaskClient, path: str, **values: str) -> str:
    """A page that is there."""
    names = {name.replace("_", "-"): value for name, value in values.items()}
    answer = client.get(path, query_string=names, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_an_empty_page_begins_with_a_query(demo_client: FlaskClient) -> None:
    """With prefixes, examples, limits; and on a day that a link brought along."""
    text = page(demo_client, "/sparql")
    assert "PREFIX ga: &lt;https://w3id.org/geoactors/ns#&gt;" in text
    assert "10 seconds" in text
    assert 'href="/queries/holders-of-post/edit"' in text
    on = page(demo_client, "/sparql", at="2024-05-12", known_at="2025-12-01")
    assert 'value="2025-12-01"' in on
    assert 'href="/queries/holders-of-post/edit?known-at=2025-12-01"' in on


def test_a_result_has_labels_links_and_ways_to_take_it_along(demo_client: FlaskClient) -> None:
    """Links lead to our pages, downloads to files."""
    text = unescape(page(demo_client, "/sparql", query=PERSONS))
    assert re.search(r'<a href="/id/agent/sergei-shoigu"[^>]*>Sergei Shoigu</a>', text)
    address = f"http://localhost/sparql?{urlencode({'query': PERSONS})}"
    assert f">{address}</pre>" in text
    assert f'href="{address}&format=csv"' in text
    assert "curl -G http://localhost/sparql" in text
    assert "from SPARQLWrapper import JSON" in text


def test_no_style_or_script_stands_in_the_page(demo_client: FlaskClient) -> None:
    """The policy would not let it run."""
    for text in (page(demo_client, "/sparql", query=PERSONS), page(demo_client, "/sparql")):
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]* src=)", text)
        assert set(re.findall(r'src="([^"]*)"', text)) <= {
            *re.findall(r'"(/static/[^"]+\.js)"', text)
        }


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        (BROKEN, 400, "Line 2"),
        ("INSERT DATA {}", 400, "update"),
        ("SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", 400, "SERVICE"),
        ("<script>alert(1)</script>", 400, "This cannot be answered"),
    ],
)
def test_an_error_is_a_sentence_at_its_line(
    demo_client: FlaskClient, query: str, status: int, said: str
) -> None:
    """In the page, with the query to mend; a program gets the problem as before."""
    sent = {"query": query}
    answer = demo_client.get("/sparql", query_string=sent, headers=BROWSER)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (status, "no-store")
    text = unescape(answer.text)
    assert said in text
    assert f">{query}</textarea>" in text
    assert "<script>alert" not in answer.text
    problem = demo_client.get("/sparql", query_string=sent)
    assert problem.content_type == "application/problem+json"


def test_the_wrong_line_is_numbered_and_marked(demo_client: FlaskClient) -> None:
    """Between the lines around it."""
    text = demo_client.get("/sparql", query_string={"query": BROKEN}, headers=BROWSER).text
    place = re.search(r'data-line="(\d+)" data-column="(\d+)"', text)
    assert place
    lines = re.findall(r'<span class="line( wrong)?"><span class="line-number">(\d+)<', text)
    assert [number for _, number in lines] == ["1", "2", "3", "4"]
    assert [number for wrong, number in lines if wrong] == [place[1]]
    assert "<mark>" in text


def test_a_long_result_is_cut_with_a_count(demo_client: FlaskClient) -> None:
    """And the page stays small."""
    query = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
    text = page(demo_client, "/sparql", query=query)
    assert re.search(r"The first \d+ rows; the downloads have all of them", text)
    assert text.count("<tr>") <= MAX_ROWS + 1
    assert len(text.encode()) <= 200_000


def test_hostile_values_do_no_harm(load: Load) -> None:
    """Scripts, long and right-to-left labels, control characters, and IRIs of no web."""
    long = "x" * 5000
    store = load(
        g=f"""e:a <http://www.w3.org/2004/02/skos/core#prefLabel> "<script>alert(1)</script>" ;
        e:p <javascript:alert(1)>, "{long}", "\\u202Eabc"@ar, "a\\u0085b\\nc", [], "-0044-03-15" .
        e:b e:p e:a ."""
    )
    query = "SELECT ?s ?o WHERE { ?s <http://example.org/p> ?o }"
    with application(store) as app:
        text = app.test_client().get("/sparql", query_string={"query": query}, headers=BROWSER).text
    assert "<script>alert" not in text
    assert 'href="javascript:' not in text
    assert 'lang="ar"' in text
    assert f"and {5000 - LONGEST} more characters" in text


def test_the_graphs_of_an_address_are_kept(demo_client: FlaskClient) -> None:
    """By the form, the downloads and the address that is shared."""
    graph = "https://w3id.org/geoactors/graph/reference"
    text = unescape(page(demo_client, "/sparql", query=PERSONS, default_graph_uri=graph))
    assert f'name="default-graph-uri" value="{graph}"' in text
    assert urlencode({"default-graph-uri": graph}) + "&format=csv" in text


def test_a_page_is_kept_like_any_answer(demo_client: FlaskClient) -> None:
    """By its entity tag, and in the cache."""
    sent = {"query": PERSONS}
    first = demo_client.get("/sparql", query_string=sent, headers=BROWSER)
    tag = {**BROWSER, "If-None-Match": first.headers["ETag"]}
    assert demo_client.get("/sparql", query_string=sent, headers=tag).status_code == 304
    assert demo_client.get("/sparql", query_string=sent, headers=BROWSER).text == first.text


def test_where_nothing_is_found_misspelt_terms_are_named(demo_client: FlaskClient) -> None:
    """With the nearest that there is; a datatype is no term of the dataset."""
    query = (
        "PREFIX ga: <https://w3id.org/geoactors/ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
        ' SELECT ?s { ?s ga:holdr ?o FILTER(?o < "2024-01-01"^^xsd:date) }'
    )
    text = page(demo_client, "/sparql", query=query)
    assert "did you mean ga:holder?" in text
    assert "uses xsd:date" not in text
