"""Which error ends the program with which exit code."""

from __future__ import annotations

from kg.errors import (
    AccessError,
    ConflictError,
    InputError,
    KgError,
    NonConformingDataError,
    NotFoundError,
    ResourceError,
    UnavailableError,
    UpstreamError,
)

EXIT_CODES: dict[type[KgError], int] = {
    NonConformingDataError: 1,
    InputError: 2,
    NotFoundError: 2,
    AccessError: 2,
    ConflictError: 2,
    UpstreamError: 3,
    ResourceError: 4,
    UnavailableError: 5,
}


def exit_code(error: KgError) -> int:
    """Find the code of the nearest class in the tree."""
    for kind in type(error).__mro__:
        if kind in EXIT_CODES:
            return EXIT_CODES[kind]
    return 4
