"""Who may write: bearer tokens (RFC 6750), and an audit line for each attempt."""

from __future__ import annotations

import logging
from urllib.parse import quote

from flask import request

from kg.errors import AccessError, ForbiddenError
from kg.web.state import state

audit = logging.getLogger("kg.audit")


def loggable(text: str) -> str:
    """Write a text of a client for the log, where a control character could forge a line."""
    return quote(text, safe="/%:?#[]@!$&'()*+,;=~")


def writer_name() -> str:
    """The name of who writes, by the token of the current request.

    Raises:
        ForbiddenError: this service only reads.
        AccessError: there is no token, or none that is known.
    """
    settings = state().settings
    if not settings.writable:
        raise ForbiddenError(
            "This service only reads.", hint="Start it with --token-file to let others write."
        )
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    name = settings.holder(token.strip()) if scheme.lower() == "bearer" else None
    if name is None:
        audit.warning("refused %s %s: no valid token", request.method, loggable(request.path))
        raise AccessError(
            "A write needs a token that this service knows.",
            hint="Send it as `Authorization: Bearer TOKEN`.",
        )
    return name
