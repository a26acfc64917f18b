"""The error tree; errors know no HTTP and no exit code, the edges translate them.

* KgError
  * InputError                the caller sent something that cannot be accepted
    * UnsupportedFormatError  no parser or serialiser for this media type
    * SourcePositionError     a text that breaks at a known line and column
      * RdfSyntaxError        not the RDF it claims to be
      * QuerySyntaxError      not SPARQL, or an update where a query goes
    * ParameterError          missing or malformed parameter or setting
    * DateError               a date that cannot be read
    * ShapesError             a shapes graph of the caller's that cannot be used
    * LimitError              beyond a documented limit
      * TooLargeError         a document, a body or a text is larger than allowed
        * ResultTooLargeError an answer has more rows or bytes than allowed
      * QueryTooComplexError  a query is nested too deep, or has too many parts
    * NonConformingDataError  breaks the shapes; carries the report
  * NotFoundError             no such file, store, graph or query
  * AccessError               no or wrong token
    * ForbiddenError          not allowed, whatever the token
  * ConflictError             a write that contradicts the state or settings of the store
    * PreconditionError       the state is not the one that the request names
  * UnavailableError          cannot be done now
    * BusyError               all places are taken, and the queue is full
    * QueryTimeoutError       not finished within the time allowed
    * WorkerLostError         the process that worked on it ended
      * MemoryLimitError      it needed more memory than it may have
    * DiskFullError           there is no room to write
  * UpstreamError             a remote endpoint failed or timed out
  * ResourceError             our own ontology, shapes or queries are broken
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.report import Term, ValidationReport


class KgError(Exception):
    """Base of every error that geoactors raises on purpose.

    The message says what is wrong and where; *hint* says what to try.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()

    def __reduce__(self) -> tuple[Any, ...]:
        """Cross from one process to another with everything that it says."""
        return _remade, (type(self), self.__dict__)


def _remade(kind: type[KgError], attributes: dict[str, Any]) -> KgError:
    error = kind.__new__(kind, attributes["message"])
    error.__dict__.update(attributes)
    return error


class InputError(KgError):
    """The caller sent something that cannot be accepted."""


class UnsupportedFormatError(InputError):
    """There is no parser or serialiser for this format or media type."""


class SourcePositionError(InputError):
    """A text that breaks at a known line and column, both counted from 1 (0 when unknown)."""

    def __init__(self, message: str, *, hint: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message, hint=hint)
        self.line = line
        self.column = column


class RdfSyntaxError(SourcePositionError):
    """The text is not the RDF it claims to be."""


class QuerySyntaxError(SourcePositionError):
    """The text is not a SPARQL query, or is an update where a query belongs."""


class ParameterError(InputError):
    """A parameter or setting is missing or malformed."""


class DateError(InputError):
    """A date is in no form that is read here, or is not a day of the calendar."""


class ShapesError(InputError):
    """A shapes graph given by the caller cannot be used.

    *subject*, *predicate* (a path as text) and *value* are those of the statement in question,
    as far as they are known.
    """

    subject: Term | None = None
    predicate: str = ""
    value: Term | None = None


class LimitError(InputError):
    """The input is beyond a limit, named by *limit* as the documentation names it."""

    def __init__(self, message: str, *, hint: str = "", limit: str = "") -> None:
        super().__init__(message, hint=hint)
        self.limit = limit


class TooLargeError(LimitError):
    """The input is larger than a documented limit."""


class ResultTooLargeError(TooLargeError):
    """An answer has more rows or bytes than one answer may have."""


class QueryTooComplexError(LimitError):
    """A query is nested too deep, or has more parts than the engine is given."""


class NonConformingDataError(InputError):
    """The data breaks the shapes."""

    def __init__(self, report: ValidationReport) -> None:
        count = len(report.violations)
        super().__init__(
            f"The data breaks the shapes in {count} place{'s' if count != 1 else ''};"
            " nothing was stored.",
            hint="Mend what the report names and send it again.",
        )
        self.report = report


class NotFoundError(KgError):
    """There is no such file, store, graph, query or thing."""


class AccessError(KgError):
    """The caller showed no token, a wrong one, or one that does not allow this."""


class ForbiddenError(AccessError):
    """The caller may not do this, whatever the token."""


class ConflictError(KgError):
    """The write contradicts the state or the settings of the store."""


class PreconditionError(ConflictError):
    """The state is not the one that the request named as its condition."""


class UnavailableError(KgError):
    """The work could not be done now."""


class BusyError(UnavailableError):
    """All places are taken, and the queue is full or too slow."""


class QueryTimeoutError(UnavailableError):
    """The work was not finished within the time allowed, and was stopped."""


class WorkerLostError(UnavailableError):
    """The process that worked on the request ended before it was done."""


class MemoryLimitError(WorkerLostError):
    """The work needed more memory than it may have."""


class DiskFullError(UnavailableError):
    """There is no room on the disk; nothing was stored."""


class UpstreamError(KgError):
    """A remote endpoint failed or timed out."""


class ResourceError(KgError):
    """Our own ontology, shapes, queries or data are broken or missing."""
