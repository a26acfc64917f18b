"""A SPARQL endpoint elsewhere; the only user of SPARQLWrapper."""

from __future__ import annotations

import re
import time
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pyoxigraph as ox
from SPARQLWrapper import POST, SPARQLWrapper

from kg.errors import InputError, ParameterError, TooLargeError, UpstreamError
from kg.report import Term
from kg.store.dataset import ResultsFormat
from kg.store.politeness import agent_of, waiting_time

SCHEME = "sparql+http"
"""How the address of an endpoint begins where a store is named."""

_ADDRESS = re.compile(
    r"https?://(?:\[[0-9A-Fa-f:.]+\]|[^\x00-\x20/?#:\[\]@]+)(?::\d{1,5})?(?:[/?][!-~]*)?"
)
_CHUNK = 1 << 16
_BUSY = (429, 503)
_PAUSES = (1.0, 2.0, 4.0, 8.0, *(16.0 for _ in range(60)))
"""Seconds between attempts where the endpoint does not say how many."""
_JSON = ox.QueryResultsFormat.JSON


class _BusyError(Exception):
    """The endpoint asks to come back in so many seconds, or does not say when."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class _NoRedirects(HTTPRedirectHandler):
    """A redirect could lead a query anywhere; it becomes an error."""

    def redirect_request(self, *_: object) -> None:
        return None


class RemoteDataset:
    """Queries to one endpoint by POST, with a deadline for the whole answer.

    SPARQLWrapper's own timeout holds for each read, and its opener follows
    redirects; both are replaced here. *deadline* is in seconds, *max_bytes*
    bounds the answer. A *patient* one waits within its deadline when the
    endpoint is busy, as long as that asks for. *contact* tells its operators
    whom to write to.
    """

    def __init__(
        self,
        endpoint: str,
        *,
        deadline: float = 60.0,
        max_bytes: int = 1 << 28,
        patient: bool = False,
        contact: str = "",
    ) -> None:
        if not _ADDRESS.fullmatch(endpoint):
            raise ParameterError(
                f"{endpoint[:200]!r} is no address of an endpoint.",
                hint="Write it as sparql+http://HOST:PORT/PATH, in ASCII without spaces.",
            )
        self._endpoint = endpoint
        self._deadline = deadline
        self._max_bytes = max_bytes
        self._patient = patient
        self._agent = agent_of(contact)

    def serialise(self, query: str, syntax: ResultsFormat) -> bytes:
        """Run a query and return the whole answer in *syntax*.

        Raises:
            UpstreamError: the endpoint failed, redirected or did not answer in time.
            InputError: the endpoint refused the query.
        """
        return self._fetch(query, syntax.media_type)

    def select(self, query: str) -> tuple[list[str], list[dict[str, Term]]]:
        """Run a SELECT query: its variables in order, and its rows."""
        answer = self._parsed(query)
        if isinstance(answer, bool):
            raise UpstreamError(f"{self._endpoint}: the answer is not a table.")
        names, solutions = answer
        return names, [{n: row[n] for n in names if row[n] is not None} for row in solutions]

    def ask(self, query: str) -> bool:
        """Run an ASK query."""
        answer = self._parsed(query)
        if not isinstance(answer, bool):
            raise UpstreamError(f"{self._endpoint}: the answer is neither true nor false.")
        return answer

    def _parsed(self, query: str) -> bool | tuple[list[str], list[ox.QuerySolution]]:
        """The answer read to its end: the engine's reader must die in the thread it was born in.

        So it may not stand in the traceback of an error either.
        """
        answer = self._fetch(query, _JSON.media_type)
        results = None
        try:
            results = ox.parse_query_results(answer, format=_JSON)
            if isinstance(results, ox.QueryBoolean):
                return bool(results)
            return [variable.value for variable in results.variables], list(results)
        except (SyntaxError, ValueError) as error:
            raise UpstreamError(
                f"{self._endpoint}: the answer is no SPARQL result: {error}."
            ) from error
        finally:
            del results

    def _fetch(self, query: str, media_type: str) -> bytes:
        wrapper = SPARQLWrapper(self._endpoint, agent=self._agent)
        wrapper.setMethod(POST)
        wrapper.setQuery(query)
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", media_type)
        end = time.monotonic() + self._deadline
        for pause in _PAUSES:
            try:
                return self._answer(wrapper._createRequest(), media_type, end)
            except _BusyError as busy:
                self._wait(busy.seconds if busy.seconds is not None else pause, end, busy)
        raise UpstreamError(f"{self._endpoint}: the endpoint stays busy.")

    def _answer(self, request: Request, media_type: str, end: float) -> bytes:
        try:
            opener = build_opener(_NoRedirects)
            left = max(end - time.monotonic(), 0.001)
            response: HTTPResponse = opener.open(request, timeout=left)
            with response:
                self._require_type(response, media_type)
                return self._read(response, end)
        except HTTPError as error:
            with error:
                if self._patient and error.code in _BUSY:
                    raise _BusyError(waiting_time(error.headers.get("Retry-After"))) from error
                raise self._refused(error, end) from error
        except (URLError, OSError, HTTPException) as error:
            reason = str(getattr(error, "reason", error)).strip() or type(error).__name__
            raise UpstreamError(
                f"{self._endpoint}: the endpoint did not answer: {reason}."
            ) from error

    def _wait(self, seconds: float, end: float, busy: Exception) -> None:
        if time.monotonic() + seconds >= end:
            raise UpstreamError(
                f"{self._endpoint}: the endpoint is busy and asks to wait {seconds:g} seconds,"
                " which is beyond the deadline."
            ) from busy
        time.sleep(seconds)

    def _require_type(self, response: HTTPResponse, media_type: str) -> None:
        found = response.headers.get_content_type()
        if found != media_type.partition(";")[0]:
            raise UpstreamError(f"{self._endpoint}: asked for {media_type}, it sent {found}.")

    def _read(self, response: HTTPResponse, end: float) -> bytes:
        """Read as it comes: `read` would wait for a full chunk, and never look at the clock."""
        body = bytearray()
        expected = response.length
        while expected is None or len(body) < expected:
            chunk = response.read1(_CHUNK)
            if not chunk:
                break
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
        if expected is not None and len(body) < expected:
            raise UpstreamError(f"{self._endpoint}: the answer breaks off.")
        return bytes(body)

    def _refused(self, error: HTTPError, end: float) -> InputError | UpstreamError:
        if 300 <= error.code < 400:
            return UpstreamError(f"{self._endpoint}: the endpoint redirects; name its new address.")
        assert isinstance(error.fp, HTTPResponse)
        text = self._read(error.fp, end)[:500].decode("utf-8", "replace").strip()
        message = f"{self._endpoint}: HTTP {error.code}: {text or error.reason}"
        return InputError(message) if error.code == 400 else UpstreamError(message)
