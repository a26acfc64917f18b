"""Connections of the server: whatever waitress makes of a request, the client gets an answer."""

from __future__ import annotations

import logging
import math
import re
import socket
import struct
import time
from contextlib import suppress

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import BadRequest, Error

from kg.errors import KgError
from kg.web.problems import problem_body

_log = logging.getLogger("kg.web")

_MOST_FRAMING = 1 << 16
"""Bytes of a line with the size of a chunk, or of a trailer; waitress holds them to nothing."""

_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~-]+)(?::\d{1,5})?", re.ASCII)

_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: on, for no second


class _DiskFull(Error):  # type: ignore[misc]
    """A body found no room on the disk."""

    code = 507
    reason = "Insufficient Storage"


class _Stopping(Error):  # type: ignore[misc]
    """A request was not received whole before the server had to stop."""

    code = 503
    reason = "Service Unavailable"


_PROBLEMS = {
    413: ("body-bytes", "The body of the request is larger than this server reads."),
    503: ("unavailable", "The server is stopping, and the request was not whole in time."),
    507: ("disk-full", "There is no room for the body of the request; nothing was stored."),
}
"""Type and sentence; of other errors waitress says what is wrong."""


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads requests; what breaks the parser of waitress is a bad request, and no closed door."""

    def received(self, data: bytes) -> int:
        try:
            consumed: int = super().received(data)
        except OSError as error:  # a large body is kept in a file
            return self._fail(_DiskFull(str(error)), data)
        frame = self.body_rcv
        held = len(getattr(frame, "control_line", b"")) + len(getattr(frame, "trailer", b""))
        if held > _MOST_FRAMING and not self.completed:
            return self._fail(BadRequest("The size of a chunk, or the trailer, is too long"), data)
        return consumed

    def _fail(self, error: Error, data: bytes) -> int:
        self.error = error
        self.completed = True
        return len(data)

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # an address that is none, a length of a thousand digits
            raise ParsingError("Bad URI or length") from error
        host = self.headers.get("HOST")
        needed = self.version != "1.0"  # RFC 9112 §3.2
        if needed if host is None else not _HOST.fullmatch(host):
            raise ParsingError("Missing or invalid Host")


class _ProblemTask(ErrorTask):  # type: ignore[misc]
    """A request that never reaches the application is answered with a problem as well."""

    def execute(self) -> None:
        error = self.request.error
        kind, detail = _PROBLEMS.get(error.code, ("", f"The request cannot be read: {error.body}"))
        body = problem_body(error.code, detail, kind=kind)
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "application/problem+json"))
        if isinstance(error, _Stopping):
            self.response_headers.append(("Retry-After", "1"))  # as every 503 has
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(b"" if getattr(self.request, "command", "") == "HEAD" else body)


class _AnswerTask(WSGITask):  # type: ignore[misc]
    """An answer that breaks off is never taken for a whole one."""

    broken = False

    def execute(self) -> None:
        try:
            super().execute()
        except Exception as error:
            if not self.wrote_header:
                raise
            if not self.chunked_response:
                # without chunks, as in HTTP/1.0, the end of the connection is that of the answer,
                # unless it is reset
                self.channel.break_off()
            if not isinstance(error, KgError):
                raise
            _log.warning("the answer to %s broke off: %s", self.request.path, error.message)
            self.broken = self.close_on_finish = True

    def finish(self) -> None:
        if not self.broken:  # else a last chunk would say that the answer is whole
            super().finish()


class Connection(HTTPChannel):  # type: ignore[misc]
    """A connection of this server."""

    parser_class = _Parser
    task_class = _AnswerTask
    error_task_class = _ProblemTask

    _began = math.inf
    """When the first byte of the last answer was written, as `time.monotonic` tells it."""

    def service(self) -> None:
        """Answer a request, in a thread for it."""
        self._began = math.inf
        super().service()

    def write_soon(self, data: bytes) -> int:
        """Take bytes of an answer; waits while the client has many to read."""
        self._began = min(self._began, time.monotonic())
        taken: int = super().write_soon(data)
        return taken

    def tend(self, seconds: float) -> None:
        """Give up a client that has not read its answer within so many seconds."""
        if not self.total_outbufs_len:
            return
        if time.monotonic() - self._began > seconds:
            _log.warning("an answer broke off: it was not read within %g seconds", seconds)
            self.break_off()
            self.handle_close()  # at once: a socket that is full is never ready for it
        else:
            self.last_activity = time.time()  # or waitress takes it for an idle connection

    def wind_up(self, *, waits: bool) -> None:
        """Close, unless a request is under way; those behind it in the connection are not begun.

        One that has not been received whole is refused, or somebody *waits* for it.
        """
        with self.requests_lock:
            for request in self.requests[1:]:
                request.close()
            del self.requests[1:]
            begun = self.request is not None
            if self.requests or self.total_outbufs_len or (begun and waits):
                return
            if begun:
                self._refuse(self.request)
                return
        self.handle_close()  # what the kernel holds of an answer is sent all the same

    def break_off(self) -> None:
        """Have the connection end with a reset, and not like one whose work is done."""
        with suppress(OSError):  # the client may have gone
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)

    def _refuse(self, request: HTTPRequestParser) -> None:
        request.error = _Stopping("")
        self.request = None
        self.requests.append(request)
        self.server.add_task(self)
