"""What the engine's errors over a query mean, in our own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from traceback import clear_frames

import pyoxigraph as ox

from kg.errors import InputError, KgError, UnavailableError
from kg.sparql import Piece, located


@contextmanager
def translated_query_errors(query: str, base_iri: str | None = None) -> Iterator[None]:
    """Translate what the engine says of a query that runs, or is read, while the block runs.

    Results are lazy: an error may come while they are read, not only at the start. They
    must end in the thread that made them, and so not in the traceback of an error.

    Raises:
        QuerySyntaxError: not SPARQL.
        InputError: the query cannot be run.
        UnavailableError: it could not be finished.
    """
    try:
        yield
    except Exception as error:
        clear_frames(error.__traceback__)
        translated = _translated(error, query, base_iri)
        if translated is None:
            raise
        raise translated from error


def _translated(error: Exception, query: str, base_iri: str | None) -> KgError | None:
    """What an error of the engine means; None for one that is not its."""
    if isinstance(error, SyntaxError):
        again = partial(ox.Store().query, base_iri=base_iri)
        return located(error, Piece.whole(query, "query"), again)
    lacks_function = isinstance(error, RuntimeError) and "custom function" in str(error)
    if lacks_function or isinstance(error, ValueError):
        return InputError(f"The query cannot be run: {error}.")
    if isinstance(error, RuntimeError | OSError):
        return UnavailableError(f"The query could not be finished: {error}.")
    return None
