"""The HTTP surface: Flask turns requests into jobs of workers and writers, errors into problems."""

from kg.web.ahead import get_ready
from kg.web.app import (
    application,
    create_app,
    isolated,
    make_exports_ahead,
    open_application,
)
from kg.web.settings import ServiceSettings, read_tokens
from kg.web.state import State

__all__ = [
    "ServiceSettings",
    "State",
    "application",
    "create_app",
    "get_ready",
    "isolated",
    "make_exports_ahead",
    "open_application",
    "read_tokens",
]
