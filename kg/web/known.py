"""What was known on a day: the parameter that asks for it, and where the view of it is."""

from __future__ import annotations

from pathlib import Path

from flask import g

from kg.dates import Day
from kg.lookup import read_day
from kg.web.parameters import Parameters
from kg.web.state import state

KNOWN_AT = "known-at"
"""The parameter for the day whose knowledge is asked."""


def day_of(parameters: Parameters, name: str) -> Day | None:
    """The day in a parameter; an empty one, as forms send it, is none.

    Raises:
        ParameterError: it is no day, or stands twice.
    """
    text = parameters.one(name)
    return read_day(text) if text else None


def folder_of(version: int, known: Day | None, seconds: float | None = None) -> Path:
    """Where a version is, or its view, which is kept until the request is answered.

    A view is waited for as long as a query may take; that time is not the query's.

    Raises:
        UnavailableError: the view is not there yet.
    """
    if known is None:
        return state().folder(version)
    most = state().settings.workers.seconds
    seconds = most if seconds is None else min(seconds, most)
    folder, g.view_pin = state().views.hold(version, known, seconds)
    return folder
