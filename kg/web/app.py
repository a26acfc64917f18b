"""Builds the application around a store and a gate that it does not own."""

from __future__ import annotations

from flask import Flask, Response, request

from kg.gate import Gate
from kg.store.embedded import DatasetStore
from kg.web import pages, sparql, validation
from kg.web.problems import register_problems
from kg.web.state import State

MAX_BODY_BYTES = 16 << 20
"""The largest request body that is read."""

_POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


def create_app(store: DatasetStore, gate: Gate) -> Flask:
    """Build the application; *gate* judges what is sent to `/validate`.

    The application only reads the store, and answers every request from the
    version that was published when the request came.
    """
    app = Flask("kg.web", template_folder="templates", static_folder="static")
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY_BYTES
    app.extensions["kg"] = State(store, gate)
    for blueprint in (pages.blueprint, sparql.blueprint, validation.blueprint):
        app.register_blueprint(blueprint)
    register_problems(app)
    app.after_request(_add_headers)
    return app


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Access-Control-Allow-Origin", "*")
    response.headers.setdefault("Access-Control-Expose-Headers", "ETag, Link, Content-Location")
    if request.method == "OPTIONS":
        methods = response.headers.get("Allow", "")
        response.headers.setdefault("Access-Control-Allow-Methods", methods)
        response.headers.setdefault("Access-Control-Allow-Headers", "Content-Type, If-None-Match")
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    return response
