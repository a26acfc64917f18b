"""Requests made from `/openapi.json`, by Schemathesis: the answers are as it says."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis

from kg.web.openapi import description
from tests.conformance.protocol.client import QUERY, TRIG, UPDATE
from tests.faults.servers import Running
from tests.fuzz.rightness import assert_right, few, many

SCHEMA = schemathesis.openapi.from_dict(json.loads(description()))
_TEXTS = ("application/n-quads", "application/n-triples", TRIG, QUERY, UPDATE)
_CHECKS = [
    schemathesis.checks.CHECKS.get_one(name)
    for name in ("content_type_conformance", "response_schema_conformance")
]


@schemathesis.serializer(*_TEXTS)
def as_text(_: Any, value: object) -> bytes:
    """Formats that Schemathesis does not know go out as the text it thought of."""
    return str(value).encode("utf-8", "replace")


def check(case: Any, running: Running) -> None:
    """Send one request with a token; its answer is right, and as it is described."""
    token = {"Authorization": f"Bearer {running.client.token}"}
    address = running.server.address
    response = case.call(base_url=address, headers=token, allow_redirects=False)
    media_type = response.headers.get("content-type", [""])[0].partition(";")[0]
    assert_right(response.status_code, media_type, response.content)
    case.validate_response(response, checks=_CHECKS)


@SCHEMA.parametrize()
@few(8)
def test_every_operation(case: Any, thrown_at: Running) -> None:
    """A few requests for each, the same in each run."""
    check(case, thrown_at)


@pytest.mark.long
@pytest.mark.timeout(1800)
@SCHEMA.parametrize()
@many(500)
def test_every_operation_many_times(case: Any, thrown_at: Running) -> None:
    """Many requests for each, others in each run."""
    check(case, thrown_at)
