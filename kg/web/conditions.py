"""Conditional requests: RFC 9110 §13, on entity tags that name versions."""

from __future__ import annotations

import re

from flask import request
from werkzeug.datastructures import ETags

from kg.errors import PreconditionError
from kg.ingest.conditions import Condition
from kg.web.state import state


def not_modified(tag: str) -> bool:
    """Whether the client holds this answer already; `If-Match` is looked at first.

    Raises:
        PreconditionError: the client insists on another state.
    """
    if "If-Match" in request.headers and not _matches(request.if_match, tag):
        raise PreconditionError("The answer has another entity tag than If-Match names.")
    return request.method in ("GET", "HEAD") and (
        request.if_none_match.star_tag or request.if_none_match.contains_weak(tag)
    )


def _matches(tags: ETags, tag: str) -> bool:
    return tags.star_tag or tags.contains(tag)


def write_condition() -> Condition:
    """What the current request insists on before it writes a graph.

    A tag stands for the version that last changed the graph, in whatever format it was read.
    """
    headers = request.headers
    matching = headers.get("If-Match")
    exists: bool | None = None
    versions: frozenset[int] | None = None
    if matching is not None:
        exists = True
        if not request.if_match.star_tag:
            versions = _versions(matching, weak=False)
    refused = headers.get("If-None-Match")
    if refused is not None and request.if_none_match.star_tag:
        exists = False if exists is None else exists
        versions = frozenset() if matching is not None else versions
    elif refused is not None:
        return Condition(versions, exists, _versions(refused, weak=True))
    return Condition(versions, exists)


def _versions(header: str, *, weak: bool) -> frozenset[int]:
    pattern = rf'(?:^|[\s,])(W/)?"{re.escape(state().edition)}-(\d+)[-"]'
    found = re.findall(pattern, header)
    return frozenset(int(version) for mark, version in found if weak or not mark)
