"""`/health`, `/ready` and `/metrics`: for those who run the service."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response

from kg import __version__
from kg.web import hot
from kg.web.asking import ask
from kg.web.state import state

blueprint = Blueprint("operations", __name__)

_NO_STORE = {"Cache-Control": "no-store"}


@blueprint.get("/health")
def health() -> Response:
    """Say that the process lives; asks nobody."""
    return Response("ok\n", mimetype="text/plain", headers=_NO_STORE)


@blueprint.get("/ready")
def ready() -> Response:
    """Say that a query can be answered, by answering one."""
    ask(hot.current_version(), "ASK {}")
    return Response("ready\n", mimetype="text/plain", headers=_NO_STORE)


@blueprint.get("/metrics")
def metrics() -> Response:
    """The counts of the service in the text format of Prometheus."""
    text = "".join(f"{line}\n" for line in _lines())
    kind = "text/plain; version=0.0.4; charset=utf-8"
    return Response(text, content_type=kind, headers=_NO_STORE)


def _lines() -> Iterator[str]:
    held = state()
    yield from _family("info", "gauge", "The release.", [(f'{{version="{__version__}"}}', 1)])
    yield from _family("dataset_version", "gauge", "Published version.", [("", held.version)])
    last = held.store.journal.log.last()
    if last is not None:
        yield from _family("dataset_quads", "gauge", "Quads of the dataset.", [("", last.quads)])
    answered = [
        (f'{{route="{route}",status="{status}"}}', number)
        for route, status, number in held.counts.answered()
    ]
    yield from _family("requests_total", "counter", "Answers by route and status.", answered)
    pool = held.pool.counters
    for name, kind, text, value in (
        ("queries_total", "counter", "Queries given to a worker.", pool.queries),
        ("workers_started_total", "counter", "Workers started.", pool.started),
        ("queries_timed_out_total", "counter", "Workers ended at a deadline.", pool.timed_out),
        ("workers_lost_total", "counter", "Workers that ended by themselves.", pool.lost),
        ("workers_memory_total", "counter", "Workers ended by their memory limit.", pool.memory),
        ("queries_refused_total", "counter", "Queries refused while busy.", pool.refused),
        ("workers_busy", "gauge", "Workers at work.", pool.busy),
        ("workers_idle", "gauge", "Workers that wait.", pool.idle),
        ("queries_waiting", "gauge", "Queries that wait for a worker.", pool.waiting),
        ("views_made_total", "counter", "Views made of what was known.", held.views.made),
        ("exports_made_total", "counter", "Exports made of versions.", held.exports.made),
        ("cache_hits_total", "counter", "Answers from the cache.", held.cache.hits),
        ("cache_misses_total", "counter", "Answers not in the cache.", held.cache.misses),
        ("cache_bytes", "gauge", "Bytes in the cache.", held.cache.held_bytes),
    ):
        yield from _family(name, kind, text, [("", value)])


def _family(name: str, kind: str, text: str, values: list[tuple[str, int]]) -> Iterator[str]:
    yield f"# HELP geoactors_{name} {text}"
    yield f"# TYPE geoactors_{name} {kind}"
    for labels, value in values:
        yield f"geoactors_{name}{labels} {value}"
