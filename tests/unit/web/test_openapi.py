"""`/openapi.json` is a document of OpenAPI 3.1, by the schema that its makers publish."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from kg.web.openapi import description


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
