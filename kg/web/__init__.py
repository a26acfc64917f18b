"""The HTTP surface: Flask translates requests to lookups and errors to problems."""

from kg.web.app import create_app

__all__ = ["create_app"]
