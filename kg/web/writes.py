"""Writes on their way to the writer, with the audit line of each."""

from __future__ import annotations

import logging

from flask import request

from kg.errors import KgError
from kg.web.access import loggable
from kg.web.state import state
from kg.writer import DropGraph, RunUpdate, WriteGraph, Written

audit = logging.getLogger("kg.audit")


def write(wanted: WriteGraph | DropGraph | RunUpdate) -> Written:
    """Have something written; every new query sees it when this returns.

    Raises:
        KgError: it was refused; nothing was stored.
    """
    target = loggable(getattr(wanted, "graph", "") or "-")
    path = loggable(request.path)
    try:
        done = state().writer.do(wanted, Written)
    except KgError as error:
        kind = type(error).__name__
        audit.warning("%s %s %s by %s: %s", request.method, path, target, wanted.who, kind)
        raise
    added = sum(change.added for change in done.changes.values())
    removed = sum(change.removed for change in done.changes.values())
    audit.info(
        "%s %s %s by %s: version %d, +%d -%d",
        *(request.method, path, target, wanted.who, done.version, added, removed),
    )
    state().prefetch()
    return done
