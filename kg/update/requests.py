"""Reads SPARQL 1.1 Update requests: the rules 29 to 50 of SPARQL 1.1 Query §19.8."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import QueryTooComplexError
from kg.query_limits import QueryLimits
from kg.update.blocks import check_no_blank_nodes, read_data, read_pattern, read_template
from kg.update.cursor import Block, Cursor
from kg.update.operations import (
    Clear,
    Create,
    DeleteData,
    Drop,
    InsertData,
    Modify,
    Operation,
    Scope,
    TemplateQuad,
    Transfer,
    TransferKind,
)
from kg.update.prologue import Prologue

_DEFAULT = QueryLimits()
_BEGIN = "An operation begins with INSERT, DELETE, WITH, CLEAR, DROP, CREATE, COPY, MOVE or ADD."
_LABEL = "A label means the same in one operation only; take another, or an IRI."


def parse_update(
    text: str, base_iri: str | None = None, limits: QueryLimits = _DEFAULT
) -> tuple[Operation, ...]:
    """Read a request; nothing of it is run.

    Each part is read by the engine's own parser, so that what is accepted here can
    be run there.

    Raises:
        QuerySyntaxError: no update, or no text that can be stored; with line and column.
        SourcePositionError: it calls out with SERVICE or LOAD.
        TooLargeError, QueryTooComplexError: beyond *limits*.
    """
    return tuple(_Request(text, base_iri, limits).operations())


class _Request:
    def __init__(self, text: str, base_iri: str | None, limits: QueryLimits) -> None:
        self._most = limits.operations
        self._cursor = Cursor(text, limits)
        self._prologue = Prologue(base_iri, limits.operations)
        self._labels: set[tuple[str, str]] = set()

    def operations(self) -> Iterator[Operation]:
        count = 0
        self._prologue.read(self._cursor)
        while not self._cursor.at_end:
            count += 1
            if count > self._most:
                raise QueryTooComplexError(
                    f"The update has more than {self._most:,} operations.",
                    hint="Send it as several updates.",
                    limit="update-operations",
                )
            yield self._operation()
            if not self._cursor.take_sign(";") and not self._cursor.at_end:
                raise self._cursor.unexpected("; or the end")
            self._prologue.read(self._cursor)

    def _operation(self) -> Operation:
        cursor = self._cursor
        word = cursor.take_word(
            "INSERT", "DELETE", "WITH", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"
        )
        match word:
            case "INSERT" | "DELETE":
                return self._change(word)
            case "WITH":
                graph = self._iri()
                return self._modify(cursor.expect_word("INSERT", "DELETE"), graph)
            case "CLEAR" | "DROP":
                silent = bool(cursor.take_word("SILENT"))
                return (Clear if word == "CLEAR" else Drop)(self._target(), silent)
            case "CREATE":
                silent = bool(cursor.take_word("SILENT"))
                cursor.expect_word("GRAPH")
                return Create(self._iri(), silent)
            case "COPY" | "MOVE" | "ADD":
                return self._transfer(TransferKind[word])
        raise cursor.unexpected("an operation", _BEGIN)

    def _change(self, word: str) -> Operation:
        """INSERT DATA, DELETE DATA, DELETE WHERE, or a template."""
        cursor = self._cursor
        if cursor.take_word("DATA"):
            block = cursor.expect_block()
            quads = read_data(block, cursor, self._prologue, f"{word} DATA")
            if word == "INSERT":
                self._check_labels(block, "data")
                return InsertData(quads)
            check_no_blank_nodes(quads, block, cursor, "DELETE DATA")
            return DeleteData(quads)
        if word == "DELETE" and cursor.take_word("WHERE"):
            block = cursor.expect_block()
            delete = read_template(block, cursor, self._prologue, "")
            check_no_blank_nodes(delete, block, cursor, "DELETE WHERE")
            return Modify(delete, (), read_pattern(block, cursor, self._prologue, delete))
        return self._modify(word, "")

    def _modify(self, word: str, graph: str) -> Modify:
        delete: tuple[TemplateQuad, ...] = ()
        insert: tuple[TemplateQuad, ...] = ()
        if word == "DELETE":
            block = self._cursor.expect_block()
            delete = read_template(block, self._cursor, self._prologue, graph)
            check_no_blank_nodes(delete, block, self._cursor, "DELETE")
        if word == "INSERT" or self._cursor.take_word("INSERT"):
            block = self._cursor.expect_block()
            insert = read_template(block, self._cursor, self._prologue, graph)
        default, named = self._using(graph)
        self._cursor.expect_word("WHERE")
        block = self._cursor.expect_block()
        self._check_labels(block, "pattern")
        where = read_pattern(block, self._cursor, self._prologue, (*delete, *insert))
        return Modify(delete, insert, where, default, named, graph)

    def _using(self, graph: str) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
        """The dataset of the pattern: USING overrides WITH (SPARQL 1.1 Update §3.1.3)."""
        default: list[str] = []
        named: list[str] = []
        while self._cursor.take_word("USING"):
            graphs = named if self._cursor.take_word("NAMED") else default
            graphs.append(self._iri())
        if default or named:
            return tuple(default), tuple(named)
        return ((graph,) if graph else None), None

    def _target(self) -> str | Scope:
        word = self._cursor.expect_word("GRAPH", "DEFAULT", "NAMED", "ALL")
        if word == "GRAPH":
            return self._iri()
        return "" if word == "DEFAULT" else Scope[word]

    def _transfer(self, kind: TransferKind) -> Transfer:
        silent = bool(self._cursor.take_word("SILENT"))
        source = self._graph_or_default()
        self._cursor.expect_word("TO")
        return Transfer(kind, source, self._graph_or_default(), silent)

    def _graph_or_default(self) -> str:
        if self._cursor.take_word("DEFAULT"):
            return ""
        self._cursor.take_word("GRAPH")
        return self._iri()

    def _iri(self) -> str:
        token = self._cursor.expect_kind("iri", "name", what="an IRI")
        return self._prologue.resolve(token, self._cursor)

    def _check_labels(self, block: Block, kind: str) -> None:
        """SPARQL 1.1 Query §19.6: no label in two INSERT DATA, nor in two patterns."""
        for label, token in block.labels.items():
            if (kind, label) in self._labels:
                reason = f"{label[:40]} stands in an operation before"
                raise self._cursor.error(token, reason, _LABEL)
        self._labels.update((kind, label) for label in block.labels)
