"""The blocks of an update in braces: quads, templates and patterns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from secrets import token_hex

import pyoxigraph as ox

from kg.errors import QuerySyntaxError
from kg.guards import unfit_character
from kg.sparql import Piece, Token
from kg.update.cursor import Block, Cursor
from kg.update.engine import DATA, PATTERN, Names, check_pattern, read_quads
from kg.update.operations import TemplateGraph, TemplateQuad, TemplateTerm
from kg.update.prologue import Prologue

_LABELS = "Use variables, and say in WHERE what they stand for."


def read_data(block: Block, cursor: Cursor, prologue: Prologue, what: str) -> frozenset[ox.Quad]:
    """Read the quads of INSERT DATA or DELETE DATA, whichever *what* is.

    Raises:
        QuerySyntaxError: it is no such block, RDF 1.2, or holds a character that XML cannot
            carry; with line and column.
    """
    if block.variables:
        hint = f"Write {what.split()[0]} {{ … }} WHERE {{ … }} to find what it stands for."
        raise cursor.error(block.variables[0], f"{what} takes no variables", hint)
    return _read(block, cursor, prologue, [])


def read_template(
    block: Block, cursor: Cursor, prologue: Prologue, graph: str
) -> tuple[TemplateQuad, ...]:
    """Read the quads of a template; those outside of GRAPH are put in *graph*.

    The engine reads it as data, with an IRI in the place of each variable. Nobody
    can guess that IRI and write it as one of his own.

    Raises:
        QuerySyntaxError: it is no such block, RDF 1.2, or holds a character that XML cannot
            carry; with line and column.
    """
    if block.datatype is not None:
        raise cursor.error(block.datatype, "a variable stands where a datatype is expected")
    namespace = f"urn:x-geoactors:{token_hex(16)}:"
    variables: dict[str, ox.Variable] = {}
    replaced = []
    for token in block.variables:
        iri = f"{namespace}{token.text[1:]}"
        variables[iri] = _variable(token, cursor)
        replaced.append((token, f"<{iri}>"))
    default = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    quads = _read(block, cursor, prologue, replaced)
    return tuple(_with_variables(quad, variables, default) for quad in quads)


def check_no_blank_nodes(
    quads: Iterable[ox.Quad | TemplateQuad], block: Block, cursor: Cursor, what: str
) -> None:
    """Refuse blank nodes where they could not mean anything: SPARQL 1.1 Update §3.1.3.

    Raises:
        QuerySyntaxError: with line and column.
    """
    terms = (term for quad in quads for term in (quad[0], quad[1], quad[2]))
    if any(isinstance(term, ox.BlankNode) for term in terms):
        token = block.blank or Token("other", "", block.start)
        raise cursor.error(token, f"{what} takes no blank nodes", _LABELS)


def read_pattern(
    block: Block, cursor: Cursor, prologue: Prologue, templates: Sequence[TemplateQuad]
) -> str:
    """Check a pattern, and write it as a SELECT query for the variables of *templates*.

    Raises:
        QuerySyntaxError: with line and column.
    """
    names = prologue.names(block.prefixes)
    piece = Piece(cursor.text)
    piece.write(PATTERN, block.start)
    piece.copy(block.start, block.end)
    check_pattern(piece, names)
    terms = {term for quad in templates for term in quad}
    variables = sorted(str(term) for term in terms if isinstance(term, ox.Variable))
    # What has neither variables nor blank nodes is the same for each solution.
    once = not variables and not any(isinstance(term, ox.BlankNode) for term in terms)
    pattern = cursor.text[block.start : block.end]
    return "\n".join(
        (*_declarations(names), "SELECT", *(variables or "*"), "WHERE", pattern, "LIMIT 1" * once)
    )


def _read(
    block: Block, cursor: Cursor, prologue: Prologue, replaced: Iterable[tuple[Token, str]]
) -> frozenset[ox.Quad]:
    if block.quoted is not None:
        raise _refusal("a triple term", block.quoted, cursor)
    piece = Piece(cursor.text)
    piece.write(DATA, block.start)
    end = block.start
    for token, text in replaced:
        piece.copy(end, token.offset)
        piece.write(text, token.offset)
        end = token.end
    piece.copy(end, block.end)
    quads = read_quads(piece, prologue.names(block.prefixes))
    for quad in quads:
        if isinstance(quad.object, ox.Triple):
            raise _refusal("a triple term", Token("other", "{", block.start), cursor)
        if isinstance(quad.object, ox.Literal):
            _check_literal(quad.object, block, cursor)
    return quads


def _check_literal(literal: ox.Literal, block: Block, cursor: Cursor) -> None:
    opening = Token("other", "{", block.start)
    if literal.direction:
        raise _refusal("a text with a direction", opening, cursor)
    if character := unfit_character(literal.value):
        sign = cursor.text.find(chr(int(character[2:], 16)), block.start, block.end)
        raise cursor.error(
            Token("other", "", sign) if sign > 0 else opening,  # it may be written as an escape
            f"a text holds the character {character}, which XML cannot carry",
            "Remove it: mostly it was left there by the program that wrote the text.",
        )


def _refusal(kind: str, token: Token, cursor: Cursor) -> QuerySyntaxError:
    return cursor.error(
        token,
        f"{kind} stands here; RDF 1.2 is not stored",
        "Use RDF 1.1: a named graph, a node of its own, a plain language tag.",
    )


def _variable(token: Token, cursor: Cursor) -> ox.Variable:
    try:
        return ox.Variable(token.text[1:])
    except ValueError:
        raise cursor.error(token, f"{token.text[:40]} is no variable") from None


def _with_variables(
    quad: ox.Quad, variables: dict[str, ox.Variable], default: TemplateGraph
) -> TemplateQuad:
    graph: TemplateGraph = default
    if isinstance(quad.graph_name, ox.NamedNode):
        graph = variables.get(quad.graph_name.value, quad.graph_name)
    return TemplateQuad(
        _term(quad.subject, variables),
        _term(quad.predicate, variables),
        _term(quad.object, variables),
        graph,
    )


def _term(term: object, variables: dict[str, ox.Variable]) -> TemplateTerm:
    assert isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal)
    if isinstance(term, ox.NamedNode):
        return variables.get(term.value, term)
    return term


def _declarations(names: Names) -> list[str]:
    """PREFIX lines first: BASE must not change what they say."""
    lines = [f"PREFIX {name}: <{iri}>" for name, iri in names.prefixes.items()]
    if names.base_iri is not None:
        lines.append(f"BASE <{names.base_iri}>")
    return lines
