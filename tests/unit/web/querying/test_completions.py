"""What the editor completes."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from kg.vocabulary import PREFIXES
from kg.web import application
from tests.conftest import Load


@pytest.mark.parametrize(
    ("kind", "name", "label"),
    [("class", "ga:Person", "person"), ("property", "ga:holder", "holder")],
)
def test_terms_come_from_the_data_and_the_ontology(
    demo_client: FlaskClient, kind: str, name: str, label: str
) -> None:
    """The most used first, those that are not used last."""
    terms = demo_client.get("/completions", query_string={"kind": kind}).get_json()["terms"]
    uses = [term["uses"] for term in terms]
    assert uses == sorted(uses, reverse=True)
    assert uses[0] > 0 == uses[-1]
    [found] = [term for term in terms if term["name"] == name]
    assert (found["label"], bool(found["definition"])) == (label, True)
    assert len({term["iri"] for term in terms}) == len(terms)


def test_terms_of_others_are_there_when_the_data_has_them(load: Load) -> None:
    """Whatever the shapes of the store."""
    store = load(g="e:a a e:Thing ; e:colour 'red' .")
    with application(store) as app:
        client = app.test_client()
        names = {
            kind: [t["name"] for t in client.get(f"/completions?kind={kind}").get_json()["terms"]]
            for kind in ("class", "property")
        }
    assert "<http://example.org/Thing>" in names["class"]
    assert "<http://example.org/colour>" in names["property"]


def test_prefixes_are_those_of_the_vocabulary(demo_client: FlaskClient) -> None:
    """And an unchanged list is 304."""
    answer = demo_client.get("/completions?kind=prefix")
    assert {t["name"][:-1]: t["iri"] for t in answer.get_json()["terms"]} == PREFIXES
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert demo_client.get("/completions?kind=prefix", headers=tag).status_code == 304


@pytest.mark.parametrize("address", ["/completions", "/completions?kind=thing"])
def test_another_kind_is_refused(demo_client: FlaskClient, address: str) -> None:
    """With those that there are."""
    answer = demo_client.get(address)
    assert answer.status_code == 400
    assert "kind=class" in answer.get_json(force=True)["hint"]
