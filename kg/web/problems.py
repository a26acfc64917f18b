"""Errors as problems of RFC 9457, and as pages for a browser."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from kg.errors import (
    AccessError,
    ConflictError,
    InputError,
    KgError,
    NonConformingDataError,
    NotFoundError,
    ResourceError,
    SourcePositionError,
    TooLargeError,
    UnavailableError,
    UnsupportedFormatError,
    UpstreamError,
)
from kg.web.negotiation import NotAcceptableError, accepts_html

STATUS: dict[type[KgError], int] = {
    NotAcceptableError: 406,
    UnsupportedFormatError: 415,
    TooLargeError: 413,
    NonConformingDataError: 422,
    InputError: 400,
    NotFoundError: 404,
    AccessError: 401,
    ConflictError: 409,
    UnavailableError: 503,
    UpstreamError: 502,
    ResourceError: 500,
}


def status_of(error: KgError) -> int:
    """Find the status of the nearest class in the tree."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def register_problems(app: Flask) -> None:
    """Answer every error of the application with a problem, never with a stack trace."""

    @app.errorhandler(KgError)
    def known(error: KgError) -> Response:
        extra: dict[str, object] = {}
        if isinstance(error, SourcePositionError) and error.line:
            extra = {"line": error.line, "column": error.column}
        return problem(status_of(error), error.message, hint=error.hint, extra=extra)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        response = problem(error.code or 500, str(error.description or ""))
        for name, value in error.get_headers():
            if name.lower() not in ("content-type", "content-length"):
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        app.logger.exception("unexpected error at %s", request.path, exc_info=error)
        return problem(500, "The server met an error that it does not know.")


def problem(
    status: int, detail: str, *, hint: str = "", extra: dict[str, object] | None = None
) -> Response:
    """Build the answer to an error: problem+json, or a page where HTML is wanted."""
    title = HTTPStatus(status).phrase
    if accepts_html(request.headers.get("Accept")):
        page = render_template("problem.html", status=status, title=title, detail=detail, hint=hint)
        response = Response(page, status, mimetype="text/html")
    else:
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        body |= {"hint": hint} if hint else {}
        body |= extra or {}
        text = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
        response = Response(text, status, content_type="application/problem+json")
    response.headers["Vary"] = "Accept"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "1"
    return response
