"""The text of the queries that shapes become: the one place where pieces are put together."""

from __future__ import annotations


def select(head: str, *body: str, tail: str = "") -> str:
    """Write a SELECT query of the projection *head*, the pieces of its pattern and its *tail*."""
    return " ".join(("SELECT", head, "WHERE {", *body, "}", tail))
