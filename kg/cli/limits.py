"""The options of `kg serve` that bound it, each with the default of its setting."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import click

from kg.errors import ParameterError
from kg.query_limits import QueryLimits
from kg.web import ServiceSettings
from kg.workers import WorkerLimits

Command = TypeVar("Command", bound=Callable[..., Any])

_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_MEASURES = ("bytes", "seconds")
_SIZE = re.compile(r"(\d{1,12})\s*([kmg]?)i?b?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limit:
    """One option: where its setting stands, what it is for, and where it would do harm."""

    option: str
    place: str
    name: str
    text: str
    kind: str = "number"
    least: float = 0
    most: float = float("inf")


_IDLE = 512 << 20  # what a process takes that does nothing, and room for one answer

LIMITS = (
    Limit(
        "--timeout",
        "workers",
        "seconds",
        "Longest time for one query, or the patterns of an update.",
        "seconds",
    ),
    Limit("--workers", "workers", "workers", "Most queries at a time, a process each.", most=256),
    Limit("--memory", "workers", "memory_bytes", "Most memory for one query.", "bytes", _IDLE),
    Limit("--queue", "workers", "queue", "Most queries that wait for their turn.", most=2000),
    Limit("--queue-timeout", "workers", "queue_seconds", "Longest wait for a turn.", "seconds"),
    Limit("--result-rows", "workers", "result_rows", "Most rows of one answer."),
    Limit("--result-bytes", "workers", "result_bytes", "Most bytes of one answer.", "bytes"),
    Limit("--stream-timeout", "workers", "stream_seconds", "Longest a client may read.", "seconds"),
    Limit("--query-bytes", "queries", "query_bytes", "Longest query.", "bytes"),
    Limit("--update-bytes", "queries", "update_bytes", "Longest update.", "bytes"),
    Limit("--query-nesting", "queries", "nesting", "Deepest nesting of brackets.", most=256),
    Limit("--query-patterns", "queries", "patterns", "Most triple patterns of a query."),
    Limit("--query-words", "queries", "words", "Most words and signs of a query.", most=20_000),
    Limit("--update-words", "queries", "update_words", "Most words and signs of an update."),
    Limit("--update-operations", "queries", "operations", "Most operations of an update."),
    Limit("--body-bytes", "", "body_bytes", "Largest body of a request, inflated.", "bytes"),
    Limit("--write-timeout", "", "write_seconds", "Longest time for one write.", "seconds"),
    Limit("--export-timeout", "", "export_seconds", "Longest time to make an export.", "seconds"),
    Limit("--export-quads", "", "export_quads", "Largest dataset with exports made ahead."),
    Limit("--cache-bytes", "", "cache_bytes", "Room for answers that are kept.", "bytes"),
)


def limit_options(command: Command) -> Command:
    """Add an option for every limit and for services; those not given keep their defaults."""
    command = click.option(
        "--allow-service",
        metavar="IRI",
        multiple=True,
        help="An endpoint that SERVICE may call; repeat it for more. Query processes then have"
        " a network. [default: none]",
    )(command)
    for limit in reversed(LIMITS):
        shown = f"{limit.text} [default: {_shown(_default(limit), limit.kind)}]"
        command = click.option(limit.option, _field(limit), metavar=limit.kind.upper(), help=shown)(
            command
        )
    return command


def settings_with(values: Mapping[str, Any]) -> ServiceSettings:
    """Read the options, by their names, into settings.

    Raises:
        ParameterError: a value is no number, 0, too low or too high; or a service has no address.
    """
    places: dict[str, dict[str, Any]] = {"workers": {}, "queries": {}, "": {}}
    for limit in LIMITS:
        text = values.get(_field(limit))
        if text is not None:
            places[limit.place][limit.name] = _read(limit, text)
    return ServiceSettings(
        workers=replace(WorkerLimits(), **places["workers"]),
        queries=replace(QueryLimits(), **places["queries"]),
        services=tuple(values.get("allow_service", ())),
        **places[""],
    )


def _field(limit: Limit) -> str:
    return limit.option.removeprefix("--").replace("-", "_")


def _default(limit: Limit) -> float:
    holders = {"workers": WorkerLimits(), "queries": QueryLimits(), "": ServiceSettings()}
    found = getattr(holders[limit.place], limit.name)
    assert isinstance(found, int | float)
    return found


def _read(limit: Limit, text: str) -> float:
    if limit.kind == "bytes":
        match = _SIZE.fullmatch(text.strip())
        value: float = int(match[1]) * _UNITS[match[2].lower()] if match else 0
    else:
        try:
            value = float(text) if limit.kind == "seconds" else int(text)
        except ValueError:
            value = 0
    if not 0 < value < float("inf"):
        example = {"bytes": "64M", "seconds": "2.5"}.get(limit.kind, "8")
        wanted = f"number of {limit.kind}" if limit.kind in _MEASURES else "whole number"
        raise ParameterError(
            f"{limit.option} {text}: this is no {wanted} above 0.",
            hint=f"Write it as {limit.option} {example}.",
        )
    if value > limit.most:
        raise ParameterError(f"{limit.option} {text}: {limit.most:.0f} is the most.")
    if value < limit.least:
        least = _shown(limit.least, limit.kind)
        raise ParameterError(f"{limit.option} {text}: {least} is the least.")
    return value


def _shown(value: float, kind: str) -> str:
    if kind != "bytes":
        return f"{value:g}" if kind == "seconds" else f"{value:.0f}"
    for unit, size in reversed(_UNITS.items()):
        if value >= size and value % size == 0:
            return f"{value // size:.0f}{unit.upper()}"
    return f"{value:.0f}"
