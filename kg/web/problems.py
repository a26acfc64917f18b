"""Errors as problems of RFC 9457, and as pages for a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from pathlib import Path
from tempfile import gettempdir

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from kg import errors
from kg.errors import KgError, LimitError, NonConformingDataError, SourcePositionError
from kg.validation.reports import write_report
from kg.web.bodies import EncodingError
from kg.web.gone import GoneError
from kg.web.negotiation import NotAcceptableError, accepts_html
from kg.web.problem_pages import problem_page
from kg.web.state import state

KINDS: dict[type[KgError], tuple[int, str]] = {
    NotAcceptableError: (406, "not-acceptable"),
    errors.UnsupportedFormatError: (415, "unsupported-format"),
    errors.QuerySyntaxError: (400, "query-syntax"),
    errors.RdfSyntaxError: (400, "rdf-syntax"),
    errors.ParameterError: (400, "parameter"),
    errors.QueryTooComplexError: (400, "query-complexity"),
    errors.ResultTooLargeError: (413, "result-size"),
    errors.TooLargeError: (413, "size"),
    errors.NonConformingDataError: (422, "non-conforming-data"),
    errors.InputError: (400, "input"),
    errors.NotFoundError: (404, "not-found"),
    GoneError: (410, "gone"),
    errors.ForbiddenError: (403, "read-only"),
    errors.AccessError: (401, "token"),
    errors.PreconditionError: (412, "precondition"),
    errors.ConflictError: (409, "conflict"),
    errors.BusyError: (503, "busy"),
    errors.QueryTimeoutError: (503, "time-limit"),
    errors.MemoryLimitError: (503, "memory-limit"),
    errors.WorkerLostError: (503, "worker-lost"),
    errors.DiskFullError: (507, "disk-full"),
    errors.UnavailableError: (503, "unavailable"),
    errors.UpstreamError: (502, "upstream"),
    errors.ResourceError: (500, "installation"),
}
"""The status and the type of each error; `docs/problems.md` explains each type."""

PROBLEMS = "https://w3id.org/geoactors/problem/"
_RETRY_AFTER = {503: "1"}


def kind_of(error: KgError) -> tuple[int, str]:
    """Find the status and the type of the nearest class in the tree; a limit has its own type."""
    status, name = next(
        (KINDS[c] for c in type(error).__mro__ if c in KINDS), (500, "installation")
    )
    return status, (error.limit if isinstance(error, LimitError) and error.limit else name)


def status_of(error: KgError) -> int:
    """Find the status of an error."""
    return kind_of(error)[0]


def register_problems(app: Flask) -> None:
    """Answer every error of the application with a problem, never with a stack trace."""

    @app.errorhandler(KgError)
    def known(error: KgError) -> Response:
        return problem_of(error)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        allowed = error.valid_methods if isinstance(error, MethodNotAllowed) else None
        response = problem(error.code or 500, str(error.description or ""), methods=allowed or ())
        for name, value in error.get_headers():
            if name.lower() not in ("content-type", "content-length"):
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        app.logger.exception("unexpected error at %s", request.path, exc_info=error)
        return problem(500, "The server met an error that it does not know.")


def problem_of(error: KgError, page: str = "") -> Response:
    """Build the answer to an error of ours; *page* goes before the usual page for a browser."""
    status, kind = kind_of(error)
    detail, hint = public_sentences(error)
    after = error.replacement if isinstance(error, GoneError) else ""
    links = [(after, after)] if after else []
    extra = _extra(error)
    answer = problem(status, detail, kind=kind, hint=hint, extra=extra, links=links, page=page)
    if after:
        answer.headers["Link"] = f'<{after}>; rel="successor-version"'
    if isinstance(error, EncodingError):
        answer.headers["Accept-Encoding"] = "gzip, deflate"
    return answer


def public_sentences(error: KgError) -> tuple[str, str]:
    """What an error says is wrong and what to try, without the places of our files."""
    return _public(error.message), _public(error.hint)


def problem(
    status: int,
    detail: str,
    *,
    kind: str = "",
    hint: str = "",
    extra: dict[str, object] | None = None,
    links: Sequence[tuple[str, str]] = (),
    methods: Iterable[str] = (),
    page: str = "",
) -> Response:
    """Build the answer to an error: problem+json, or a page where HTML is wanted.

    *links* are what the page leads to, each an address and what it is called; *methods* those
    that the address takes; *page* is HTML that goes before the usual page.
    """
    if accepts_html(request.headers.get("Accept")):
        page = page or problem_page(
            status,
            detail,
            kind=kind,
            hint=hint,
            links=links,
            methods=methods,
            seconds=_RETRY_AFTER.get(status, ""),
        )
        response = Response(page, status, mimetype="text/html")
    else:
        body = problem_body(status, detail, kind=kind, hint=hint, extra=extra)
        response = Response(body, status, content_type="application/problem+json")
    response.headers["Vary"] = "Accept, Accept-Encoding"
    response.headers["Cache-Control"] = "no-store"
    if status in _RETRY_AFTER:
        response.headers["Retry-After"] = _RETRY_AFTER[status]
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="geoactors"'
    return response


def problem_body(
    status: int,
    detail: str,
    *,
    kind: str = "",
    hint: str = "",
    extra: dict[str, object] | None = None,
) -> bytes:
    """Write a problem as JSON."""
    members: dict[str, object] = {
        "type": f"{PROBLEMS}{kind}" if kind else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or HTTPStatus(status).description,
    }
    members |= {"hint": hint} if hint else {}
    members |= extra or {}
    return (json.dumps(members, ensure_ascii=False, indent=2) + "\n").encode()


def _public(text: str) -> str:
    """A sentence without the places of our files, which concern nobody but the operator."""
    folder = state().store.folder
    for place, behind, name in (
        (folder.absolute(), r"(?![\w-])", "the store"),
        (folder, "(?=/)", "the store"),
        (Path(gettempdir()), r"(?![\w-])", "the disk"),
    ):
        # not within an IRI or another word: the text may quote what a client wrote
        text = re.sub(rf"(?<![\w/.:-]){re.escape(str(place))}{behind}", name, text)
    return text


def _extra(error: KgError) -> dict[str, object]:
    if isinstance(error, SourcePositionError) and error.line:
        return {"line": error.line, "column": error.column}
    if isinstance(error, GoneError) and error.replacement:
        return {"replacement": error.replacement}
    if isinstance(error, NonConformingDataError):
        return {"report": json.loads(write_report(error.report, "json"))}
    return {}
