"""The HTTP surface: Flask translates requests to lookups and errors to problems."""

from kg.web.app import MAX_BODY_BYTES, create_app

__all__ = ["MAX_BODY_BYTES", "create_app"]
