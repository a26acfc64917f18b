"""Builds the application around collaborators that it does not own."""

from __future__ import annotations

import atexit
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from flask import Flask, Response, request

from kg.errors import KgError
from kg.gate import Passing
from kg.store.embedded import DatasetStore
from kg.web import (
    graphs,
    hot,
    openapi,
    operations,
    queries,
    sparql,
    update,
    validation,
)
from kg.web import help as help_pages
from kg.web.ahead import get_ready
from kg.web.allocator import give_memory_back
from kg.web.cabinets import pages as cabinets
from kg.web.datasets import exports, feed, sitemap, void
from kg.web.days import days_for_templates, lead_to_today
from kg.web.entities import resources
from kg.web.held.downloads import KnownExports
from kg.web.held.export_process import ExportProcess
from kg.web.held.views import KnownViews
from kg.web.home import pages as home
from kg.web.home.examples import checks
from kg.web.neighbours import answering as neighbours
from kg.web.problems import register_problems
from kg.web.program import ontology, rules
from kg.web.public import PublicAddress
from kg.web.querying import completions
from kg.web.search import pages as search_pages
from kg.web.settings import ServiceSettings, read_tokens
from kg.web.state import State, state
from kg.web.thing_pages import pages as things_pages
from kg.workers import WorkerPool
from kg.writer import WriterProcess

_log = logging.getLogger("kg.web")
_PARTS = (
    home,
    search_pages,
    resources,
    things_pages,
    neighbours,
    cabinets,
    sparql,
    queries,
    completions,
    update,
    graphs,
    validation,
    help_pages,
    feed,
    void,
    exports,
    sitemap,
    operations,
    openapi,
    ontology,
    rules,
)
"""The modules that answer, each with its blueprint."""
_POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_READS = ("/sparql", "/validate")
_EXPOSED = (
    "ETag, Link, Location, Content-Location, Content-Disposition, Content-Range, Hint, Retry-After"
)
_ALWAYS = [
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", _EXPOSED),
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
]
_HOUSE_SECONDS = 30.0  # counting a large dataset may take longer than a client's query
_VIEW_MEMORY = 8 << 30  # the engine's loader takes 2 GB, and address space beside it
_ASKED = "Accept, Content-Type, If-None-Match, If-Match"


def create_app(held: State) -> Flask:
    """Build the application around the store, workers and writers of *held*.

    It runs under any WSGI server. Each request is answered from the version that
    was published when it came.
    """
    app = Flask("kg.web", template_folder="templates", static_folder="static")
    # a little more than the limit, so that `bodies` is the one to say what it is
    app.config["MAX_CONTENT_LENGTH"] = held.settings.body_bytes + (1 << 20)
    app.config["MAX_FORM_MEMORY_SIZE"] = held.settings.body_bytes
    app.url_map.strict_slashes = False
    app.extensions["kg"] = held
    for part in _PARTS:
        app.register_blueprint(part.blueprint)
    register_problems(app)
    app.context_processor(days_for_templates)
    app.before_request(lead_to_today)
    app.after_request(_finish)
    app.wsgi_app = hot.HotPath(app.wsgi_app, held)  # type: ignore[assignment,method-assign]
    if url := held.settings.public_url:
        app.wsgi_app = PublicAddress(app.wsgi_app, url)  # type: ignore[assignment,method-assign]
    return app


@contextmanager
def application(store: DatasetStore, settings: ServiceSettings | None = None) -> Iterator[Flask]:
    """Build the application with workers and writers of its own, and end them with the block."""
    settings = settings or ServiceSettings()
    writer, validator = (
        WriterProcess(store.folder, seconds=settings.write_seconds, limits=settings.workers)
        for _ in range(2)
    )
    own = replace(settings.workers, workers=2, seconds=_HOUSE_SECONDS, network=False)
    slow = replace(own, seconds=settings.write_seconds, memory_bytes=_VIEW_MEMORY)
    makers = WorkerPool(slow)  # started when somebody asks what was known on a day
    views = KnownViews(makers, store)
    exports = KnownExports(store, ExportProcess(store.folder, settings.export_seconds))
    with WorkerPool(settings.workers) as pool, WorkerPool(own) as house:
        held = State(store, pool, house, views, exports, writer, validator, settings)
        try:
            yield create_app(held)
        finally:
            held.foresight.close()
            held.questions.close()
            held.indexes.close()
            exports.close()
            makers.close()
            views.close()
            writer.close()
            validator.close()


def make_exports_ahead(app: Flask) -> None:
    """Have the usual exports of each version made before somebody asks, until the block ends.

    What the home page can offer of the version that is there is found out, too.
    """
    held = app.extensions["kg"]
    assert isinstance(held, State)
    with suppress(KgError):  # it is said where somebody asks
        held.questions.begin(held.version, checks())
    held.exports.keep_ahead(held.settings.export_quads)


def isolated(app: Flask) -> bool:
    """Whether the query processes of an application were found to have no network."""
    held = app.extensions["kg"]
    assert isinstance(held, State)
    return bool(held.pool.isolated)


def open_application(
    folder: str, token_file: str = "", settings: ServiceSettings | None = None
) -> Flask:
    """Build the application for the store in a folder, for another WSGI server than ours.

    Its workers and writers end with the process. One process is enough, with
    threads: a second is refused, as a second `kg serve` is.

    Raises:
        NotFoundError: there is no store, or no token file.
        UnavailableError: another server serves this store.
    """
    settings = settings or ServiceSettings()
    if token_file:
        settings = replace(settings, tokens=read_tokens(Path(token_file)))
    give_memory_back()
    store = DatasetStore.open(Path(folder))
    stack = ExitStack()
    atexit.register(stack.close)
    for sentence in stack.enter_context(store.serving()):
        _log.warning("%s", sentence)
    try:
        if sentence := Passing.of(store).sentence():
            _log.warning("%s", sentence)
    except KgError as error:  # the shapes cannot be read; it serves all the same
        _log.warning("%s", error)
    app = stack.enter_context(application(store, settings))
    make_exports_ahead(app)
    get_ready(app)
    return app


def _finish(response: Response) -> Response:
    headers = response.headers
    headers.extend(_ALWAYS)
    if request.method == "OPTIONS":
        headers["Access-Control-Allow-Methods"] = ", ".join(_readable(headers.get("Allow", "")))
        headers["Access-Control-Allow-Headers"] = _ASKED
        headers["Access-Control-Max-Age"] = "86400"
    if response.status_code in (201, 204):
        headers.pop("Content-Type", None)
    hot.keep(response)
    rule = request.url_rule
    state().counts.add(rule.rule if rule else "other", response.status_code)
    return response


def _readable(allowed: str) -> list[str]:
    """The methods that pages of others may use: they read, and never write."""
    if request.path == "/update":
        return []
    safe = ["GET", "HEAD", "OPTIONS", *(["POST"] if request.path in _READS else [])]
    return [method for method in allowed.split(", ") if method in safe]
