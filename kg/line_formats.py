"""N-Quads and N-Triples quad by quad: files of any size, never held whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import NotFoundError, RdfSyntaxError
from kg.guards import check_quad, check_text
from kg.parsing import ParseLimits, format_of_path, syntax_error

LINE_FORMATS = (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES)
_CHUNK = 16 << 20


def is_line_format(path: Path) -> bool:
    """Whether the ending of a file names a syntax with one quad a line."""
    return format_of_path(path) in LINE_FORMATS


def read_quads(path: Path, limits: ParseLimits | None = None) -> Iterator[ox.Quad]:
    """Read the quads of a file in their order, checked as `parse_path` does.

    Blank nodes are renamed. An error may come after many quads: what was made of
    them must be thrown away then.

    Raises:
        NotFoundError: there is no such file, or it cannot be read.
        RdfSyntaxError: with the line.
        InputError, TooLargeError: as `parse_path`.
    """
    limits = limits or ParseLimits()
    try:
        _check_lines(path)
        parser = ox.parse(path=str(path), format=format_of_path(path), rename_blank_nodes=True)
        for quad in parser:
            check_quad(quad, str(path), limits.literal_bytes)
            yield quad
    except SyntaxError as error:
        raise syntax_error(error, str(path)) from error
    except ValueError as error:
        raise RdfSyntaxError(f"{path}: {error}.") from error
    except OSError as error:
        raise NotFoundError(f"{path}: {error.strerror or error}.") from error


def _check_lines(path: Path) -> None:
    """Look at the file before the parser does, which recurses over nested triple terms."""
    with path.open("rb") as file:
        while lines := file.readlines(_CHUNK):
            check_text(b"".join(lines), str(path))
