"""The PREFIX and BASE lines of an update, which may stand before each of its operations."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import ParameterError, QueryTooComplexError
from kg.sparql import Piece, Token
from kg.update.cursor import Cursor
from kg.update.engine import DATA, Names, read_quads

# An IRI in the place of an object: nothing longer than it is tried there.
_BEFORE = f"{DATA}{{ <urn:x-geoactors:a> <urn:x-geoactors:b> "
_AFTER = " . }"


class Prologue:
    """The names declared so far, by at *most* so many lines."""

    def __init__(self, base_iri: str | None, most: int) -> None:
        if base_iri is not None:
            try:
                ox.NamedNode(base_iri)
            except ValueError:
                raise ParameterError(f"{base_iri[:200]!r} is no base IRI.") from None
        self._base_iri = base_iri
        self._most = most
        self._prefixes: dict[str, str] = {}
        self._count = 0

    def read(self, cursor: Cursor) -> None:
        """Step over the declarations that stand here.

        Raises:
            QuerySyntaxError: with line and column.
            QueryTooComplexError: they are more than *most*.
        """
        while word := cursor.take_word("PREFIX", "BASE"):
            self._count += 1
            if self._count > self._most:
                raise QueryTooComplexError(
                    f"The update has more than {self._most:,} PREFIX and BASE lines.",
                    hint="Declare each prefix once, or send several updates.",
                    limit="update-operations",
                )
            if word == "BASE":
                self._base_iri = self.resolve(cursor.expect_kind("iri", what="an IRI"), cursor)
            else:
                self._declare(cursor)

    def names(self, prefixes: Iterable[str]) -> Names:
        """The declared ones among *prefixes*."""
        known = {name: self._prefixes[name] for name in prefixes if name in self._prefixes}
        return Names(self._base_iri, known)

    def resolve(self, token: Token, cursor: Cursor) -> str:
        """Give the IRI that a token stands for.

        Raises:
            QuerySyntaxError: it stands for none.
        """
        if token.text.endswith(".") and not token.text.endswith("\\."):
            dot = Token("other", ".", token.end - 1)
            raise cursor.error(dot, "a dot ends no operation", "Separate operations by ;.")
        prefixes = (token.text.partition(":")[0],) if token.kind == "name" else ()
        piece = Piece(cursor.text)
        piece.write(_BEFORE, token.offset)
        piece.copy(token.offset, token.end)
        piece.write(_AFTER, token.end)
        (quad,) = read_quads(piece, self.names(prefixes))
        assert isinstance(quad.object, ox.NamedNode)
        return quad.object.value

    def _declare(self, cursor: Cursor) -> None:
        name = cursor.expect_kind("name", what="a prefix with its colon")
        iri = cursor.expect_kind("iri", what="an IRI in angle brackets")
        namespace = self.resolve(iri, cursor)
        # A name of ours need not be one of the engine's.
        piece = Piece(cursor.text)
        piece.write("PREFIX ", name.offset)
        piece.copy(name.offset, iri.end)
        piece.write(f" {DATA}{{}}", iri.end)
        read_quads(piece, self.names(()))
        self._prefixes[name.text[:-1]] = namespace
