"""Entities out of Wikibase RDF: full statements with their value nodes and references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from kg.importers.rows import Row
from kg.importers.wikidata.entities import (
    NONE,
    Entity,
    ItemRow,
    Reference,
    Statement,
    Text,
    number_of,
)
from kg.importers.wikidata.rdf_values import (
    CLAIM,
    LABEL,
    PARTS,
    PROP,
    SCHEMA,
    WD,
    WIKIBASE,
    Graph,
    iri_of,
    texts_of,
    values_of,
    without_value,
)

_STATEMENT = f"{WD}statement/"
_ALIAS = "http://www.w3.org/2004/02/skos/core#altLabel"
_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"


def read_graph(
    file: str, graph: Graph, wanted: Callable[[str], bool], ids: Iterable[str] | None = None
) -> Iterator[ItemRow]:
    """Read the entities of a graph, or those of *ids*: for each its names, then its statements.

    A statement that is not as Wikibase writes it comes with its `problem`.
    """
    mentioned = graph.names()
    for name in ids if ids is not None else graph.entities():
        yield from _entity(file, graph, name, mentioned, wanted)


def _entity(
    file: str,
    graph: Graph,
    name: str,
    mentioned: dict[str, list[Text]],
    wanted: Callable[[str], bool],
) -> Iterator[ItemRow]:
    said = graph.of(WD + name)
    entity = Entity(
        name,
        texts_of(said, LABEL),
        texts_of(said, f"{SCHEMA}description"),
        texts_of(said, _ALIAS),
        mentioned=mentioned,
        exists=bool(said),
    )
    rows = [
        _statement(file, graph, entity, predicate.removeprefix(PROP), iri_of(value), wanted)
        for predicate, value in said
        if CLAIM.fullmatch(predicate)
    ]
    rows.sort(key=lambda row: _order(row))
    yield Row(file, f"wd:{name}", (entity, None), "", lambda: graph.written(WD + name))
    yield from rows


def _order(row: ItemRow) -> tuple[tuple[int, str], str]:
    statement = row.value[1]
    assert statement is not None
    return number_of(statement.property), statement.id


def _statement(
    file: str, graph: Graph, entity: Entity, name: str, iri: str, wanted: Callable[[str], bool]
) -> ItemRow:
    said, problem = graph.of(iri), ""
    rank = next((iri_of(o) for p, o in said if p == f"{WIKIBASE}rank"), "")
    rank = rank.removeprefix(WIKIBASE).removesuffix("Rank").lower()
    local = iri.removeprefix(_STATEMENT)
    if not said or not rank or not iri.startswith(_STATEMENT):
        problem = "the statement is not described as Wikibase describes it"
    if wanted(name) and not problem:
        values = values_of(graph, said, "statement")
        main = values.pop(name, None) or [NONE]
        qualifiers = values_of(graph, said, "qualifier")
        for missing in without_value(said) - {name if main == [NONE] else ""}:
            qualifiers.setdefault(missing, []).append(NONE)
        references = (_reference(graph, iri_of(o)) for p, o in said if p == _DERIVED)
        ordered = tuple(sorted(references, key=lambda reference: reference.id))
        statement = Statement(local, name, rank, main[0], qualifiers, ordered)
    else:
        statement = Statement(local, name, rank, NONE)
    entity.statements.append(statement)
    return Row(
        file,
        f"wds:{local}",
        (entity, statement),
        problem,
        lambda: _written(graph, entity.id, name, iri),
    )


def _reference(graph: Graph, iri: str) -> Reference:
    said = graph.of(iri)
    snaks = values_of(graph, said, "reference")
    for missing in without_value(said):
        snaks.setdefault(missing, []).append(NONE)
    return Reference(iri.rpartition("/")[2], snaks)


def _written(graph: Graph, entity: str, name: str, iri: str) -> str:
    """A statement again, with what tells the class of its entity."""
    nodes = {value.value for _, value in graph.of(iri) if isinstance(value, ox.NamedNode)}
    deeper = {o.value for n in nodes for _, o in graph.of(n) if isinstance(o, ox.NamedNode)}
    own = sorted(node for node in nodes | deeper if node.startswith(PARTS))
    classes = [iri_of(o) for p, o in graph.of(WD + entity) if p == f"{PROP}P31"]
    links = [(name, iri), *(("P31", statement) for statement in classes)]
    lines = "".join(f"<{WD}{entity}> <{PROP}{p}> <{s}> .\n" for p, s in links)
    return lines + graph.written(iri, *classes, *own)
