"""Who may write: bearer tokens (RFC 6750), and an audit line for each attempt."""

from __future__ import annotations

import logging

from flask import request

from kg.errors import AccessError, ForbiddenError
from kg.web.state import state

audit = logging.getLogger("kg.audit")


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
        audit.warning("refused %s %s: no valid token", request.method, request.path)
        raise AccessError(
            "A write needs a token that this service knows.",
            hint="Send it as `Authorization: Bearer TOKEN`.",
        )
    return name
