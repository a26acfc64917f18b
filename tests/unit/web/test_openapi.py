"""`/openapi.json` is a document of OpenAPI 3.1, by the schema that its makers publish."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from kg.web.openapi import description
from tests.unit.web.test_exports import fetched


@pytest.fixture
def document() -> Any:
    """The document as programs read it."""
    return json.loads(description())


def test_the_document_is_valid(document: Any) -> None:
    """Against the JSON Schema of OpenAPI 3.1, which finds what is wrong."""
    assert [str(error) for error in OPENAPI_31_VALIDATOR.iter_errors(document)] == []
    document["paths"]["/"]["get"]["parameters"] = [{"name": "x", "in": "nowhere"}]
    assert not OPENAPI_31_VALIDATOR.is_valid(document)


def test_references_lead_somewhere(document: Any) -> None:
    """Each names a component that is there."""
    found = re.findall(r'"\$ref": "#/components/(\w+)/(\w+)"', description())
    assert found
    assert [name for kind, name in found if name not in document["components"][kind]] == []


def test_parameters_of_paths_are_declared(document: Any) -> None:
    """Each name in braces is a parameter that is required, and none is declared besides."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method == "parameters":
                continue
            every = [*item.get("parameters", []), *operation.get("parameters", [])]
            declared = {p["name"] for p in every if p["in"] == "path" and p["required"]}
            assert declared == set(re.findall(r"\{(\w+)\}", path)), (path, method)


SAMPLES = {
    "/data/{kind}/{name}": "/data/agent/sergei-shoigu.ttl",
    "/page/{kind}/{slug}": "/page/agent/sergei-shoigu",
    "/neighbours/{kind}/{slug}": "/neighbours/agent/sergei-shoigu",
    "/queries/{name}": "/queries/dataset-date",
    "/queries/{name}/edit": "/queries/dataset-date/edit",
    "/completions": "/completions?kind=prefix",
    "/sparql": "/sparql?query=ASK%20%7B%7D",
    "/graphs": "/graphs?default",
    "/graphs/{name}": "/graphs/reference",
    "/graph/{name}": "/graph/reference",
    "/changes/{version}": "/changes/1",
    "/exports/{name}": "/exports/iris",
    "/exports/{name}/report": "/exports/iris/report",
    "/sitemap/{number}.xml": "/sitemap/1.xml",
    "/ns.{ending}": "/ns.nt",
    "/ns/{version}": "/ns/1.1.0",
    "/code.{ending}": "/code.nt",
    "/code/{name}": "/code/visit",
    "/shapes.{ending}": "/shapes.nt",
    "/align/{name}": "/align/ftm",
    "/align/{name}/{version}": "/align/ftm/1.0.0",
    "/rules/{shape}": "/rules/TenureShape",
    "/problem/{kind}": "/problem/token",
}
"""An address of each operation that has parameters, where there is something."""


@pytest.mark.parametrize("path", json.loads(description())["paths"])
def test_each_answer_is_declared_and_so_is_304(
    demo_client: FlaskClient, document: Any, path: str
) -> None:
    """Whatever has an entity tag may be asked for again."""
    operation = document["paths"][path].get("get")
    place = SAMPLES.get(path, path)
    if operation is None or "{" in place:
        pytest.skip("there is nothing to read")
    answer = fetched(demo_client, place)
    assert str(answer.status_code) in operation["responses"]
    if tag := answer.headers.get("ETag"):
        again = demo_client.get(place, headers={"If-None-Match": tag})
        assert again.status_code == 304
    assert ("304" in operation["responses"]) == bool(tag)


@pytest.mark.parametrize(
    ("path", "statuses"),
    [
        ("/page/{kind}/{slug}", {"200", "303", "304", "410"}),
        ("/exports/{name}", {"200", "206", "304", "416", "503"}),
        ("/.well-known/void", {"302"}),
        ("/ns/{version}", {"200", "303", "304"}),
    ],
)
def test_what_is_rarely_given_is_declared(document: Any, path: str, statuses: set[str]) -> None:
    """And nothing that is never given."""
    assert set(document["paths"][path]["get"]["responses"]) == {"default", *statuses}


def test_paths_begin_where_clients_find_the_service(demo_client: FlaskClient) -> None:
    """Below the prefix of a proxy, with a tag of its own; the document stays valid."""
    there = demo_client.get("/openapi.json", base_url="https://example.org/geo/")
    assert there.get_json()["servers"] == [{"url": "https://example.org/geo"}]
    assert OPENAPI_31_VALIDATOR.is_valid(there.get_json())
    here = demo_client.get("/openapi.json")
    assert here.get_json()["servers"] == [{"url": "http://localhost"}]
    assert here.headers["ETag"] != there.headers["ETag"]
