"""A SPARQL endpoint elsewhere; the only user of SPARQLWrapper."""

from __future__ import annotations

import time
from http.client import HTTPResponse
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pyoxigraph as ox
from SPARQLWrapper import POST, SPARQLWrapper

from kg import __version__
from kg.errors import InputError, ParameterError, TooLargeError, UpstreamError
from kg.report import Term
from kg.store.snapshot import ResultsFormat

SCHEME = "sparql+http"
"""How the address of an endpoint begins where a store is named."""

_AGENT = f"geoactors/{__version__}"
_CHUNK = 1 << 16


class _NoRedirects(HTTPRedirectHandler):
    """A redirect could lead a query anywhere; it becomes an error."""

    def redirect_request(self, *_: object) -> None:
        return None


class RemoteDataset:
    """Queries to one endpoint by POST, with a deadline for the whole answer.

    SPARQLWrapper's own timeout holds for each read, and its opener follows
    redirects; both are replaced here. *deadline* is in seconds, *max_bytes*
    bounds the answer.
    """

    def __init__(self, endpoint: str, *, deadline: float = 60.0, max_bytes: int = 1 << 28) -> None:
        if not endpoint.startswith(("http://", "https://")):
            raise ParameterError(f"{endpoint[:200]}: an endpoint begins with http:// or https://.")
        self._endpoint = endpoint
        self._deadline = deadline
        self._max_bytes = max_bytes

    def serialise(self, query: str, syntax: ResultsFormat) -> bytes:
        """Run a query and return the whole answer in *syntax*.

        Raises:
            UpstreamError: the endpoint failed, redirected or did not answer in time.
            InputError: the endpoint refused the query.
        """
        return self._fetch(query, syntax.media_type)

    def select(self, query: str) -> tuple[list[str], list[dict[str, Term]]]:
        """Run a SELECT query: its variables in order, and its rows."""
        results = self._results(query)
        if not isinstance(results, ox.QuerySolutions):
            raise UpstreamError(f"{self._endpoint}: the answer is not a table.")
        names = [variable.value for variable in results.variables]
        return names, [{n: row[n] for n in names if row[n] is not None} for row in results]

    def ask(self, query: str) -> bool:
        """Run an ASK query."""
        return bool(self._results(query))

    def _results(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean:
        syntax = ox.QueryResultsFormat.JSON
        try:
            return ox.parse_query_results(self._fetch(query, syntax.media_type), format=syntax)
        except SyntaxError as error:
            raise UpstreamError(f"{self._endpoint}: the answer is no SPARQL result.") from error

    def _fetch(self, query: str, media_type: str) -> bytes:
        wrapper = SPARQLWrapper(self._endpoint, agent=_AGENT)
        wrapper.setMethod(POST)
        wrapper.setQuery(query)
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", media_type)
        request: Request = wrapper._createRequest()
        end = time.monotonic() + self._deadline
        try:
            opener = build_opener(_NoRedirects)
            response: HTTPResponse = opener.open(request, timeout=self._deadline)
            with response:
                self._require_type(response, media_type)
                return self._read(response, end)
        except HTTPError as error:
            raise self._refused(error, end) from error
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise UpstreamError(
                f"{self._endpoint}: the endpoint could not be reached: {reason}."
            ) from error

    def _require_type(self, response: HTTPResponse, media_type: str) -> None:
        found = response.headers.get_content_type()
        if found != media_type:
            raise UpstreamError(f"{self._endpoint}: asked for {media_type}, it sent {found}.")

    def _read(self, response: IO[bytes], end: float) -> bytes:
        body = bytearray()
        while chunk := response.read(_CHUNK):
            body += chunk
            if len(body) > self._max_bytes:
                raise TooLargeError(
                    f"{self._endpoint}: the answer is longer than {self._max_bytes:,} bytes.",
                    hint="Add a LIMIT.",
                )
            if time.monotonic() > end:
                raise UpstreamError(
                    f"{self._endpoint}: no complete answer within {self._deadline:g} seconds."
                )
        return bytes(body)

    def _refused(self, error: HTTPError, end: float) -> InputError | UpstreamError:
        text = self._read(error, end)[:500].decode("utf-8", "replace").strip()
        message = f"{self._endpoint}: HTTP {error.code}: {text or error.reason}"
        if 300 <= error.code < 400:
            return UpstreamError(f"{self._endpoint}: the endpoint redirects; name its new address.")
        return InputError(message) if error.code == 400 else UpstreamError(message)
