"""Errors on their way from a worker to the front.

They travel as JSON and not pickled: whatever a query makes of its worker, what
comes from there can run nothing here.
"""

from __future__ import annotations

import json

from kg import errors
from kg.errors import InputError, KgError, WorkerLostError

_PLAIN = (str, int, float, bool)


def error_to_bytes(error: KgError) -> bytes:
    """Write an error with all its fields.

    One that carries more than texts and numbers, such as a report, crosses as
    the nearest kind above that does not.
    """
    fields = vars(error)
    kind = type(error)
    if not all(isinstance(value, _PLAIN) for value in fields.values()):
        kind = InputError if isinstance(error, InputError) else KgError
        fields = {"message": error.message, "hint": error.hint}
    return json.dumps({"kind": kind.__name__, "fields": fields}).encode()


def error_from_bytes(data: bytes) -> KgError:
    """Read an error; what cannot be read means that the worker is broken."""
    try:
        read = json.loads(data)
        kind, fields = getattr(errors, read["kind"]), dict(read["fields"])
        if issubclass(kind, KgError) and all(isinstance(v, _PLAIN) for v in fields.values()):
            error: KgError = kind.__new__(kind, fields["message"])
            vars(error).update(fields)
            return error
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    return WorkerLostError("The process that ran the query said nothing that can be understood.")
