"""The stored queries, bound to their examples and answered by two engines in the same terms."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset, Literal, URIRef, Variable
from rdflib.paths import Path as PropertyPath
from rdflib.paths import SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.parserutils import CompValue

from kg.lookup import parameter_values, prepare
from kg.report import Term
from kg.resources import article_files, resource_root
from kg.sparql import parameters
from kg.store.snapshot import Snapshot

QUERIES = resource_root() / "queries"
EVERY_QUERY = sorted(QUERIES.rglob("*.rq"))
COMPETENCY = sorted((QUERIES / "competency").glob("*.rq"))
TABLES = COMPETENCY + sorted(
    [*(QUERIES / "served").glob("*.rq"), *(QUERIES / "panels").glob("*.rq")]
)
FIXTURES = sorted((Path(__file__).parents[1] / "fixtures" / "competency").glob("*.trig"))
DATA = [*article_files(), *FIXTURES]
Row = tuple[Term | None, ...]


def query_id(path: Path) -> str:
    """Name a query file in the output of a test run."""
    return f"{path.parent.name}/{path.stem}"


def iri_parameters(path: Path) -> list[str]:
    """The parameters of a query that name a thing."""
    return [p.name for p in parameters(path.read_text(encoding="utf-8")) if p.kind == "iri"]


def in_rdflib(snapshot: Snapshot) -> Dataset:
    """Copy a dataset into rdflib."""
    quads = [*snapshot.default_graph(), *snapshot.quads()]
    dataset = Dataset()
    dataset.parse(data=ox.serialize(quads, format=ox.RdfFormat.N_QUADS), format="nquads")
    return dataset


def with_examples(text: str, other: Mapping[str, str] | None = None) -> str:
    """Bind the parameters of a query to its examples, or to *other* values."""
    values = {parameter.name: parameter.example for parameter in parameters(text)}
    return prepare(text, parameter_values(text, values | dict(other or {})))


def rows_of(snapshot: Snapshot, query: str) -> tuple[list[str], list[Row]]:
    """Answer in pyoxigraph."""
    names, rows = snapshot.select(query)
    return names, [tuple(row.get(name) for name in names) for row in rows]


def rows_of_other(dataset: Dataset, query: str) -> tuple[list[str], list[Row]]:
    """Answer in rdflib, in terms of pyoxigraph."""
    result = dataset.query(query)
    variables = result.vars or []
    rows = [tuple(_term(row.get(name)) for name in variables) for row in result.bindings]
    return [str(name) for name in variables], rows


def _term(term: object) -> Term | None:
    match term:
        case URIRef():
            return ox.NamedNode(str(term))
        case Literal(language=str() as language):
            return ox.Literal(str(term), language=language)
        case Literal(datatype=URIRef() as datatype):
            return ox.Literal(str(term), datatype=ox.NamedNode(str(datatype)))
        case Literal():
            return ox.Literal(str(term))
        case None:
            return None
    raise AssertionError(f"no answer should hold {term!r}")


def expected_rows(path: Path) -> tuple[list[str], list[Row]]:
    """Read the rows beside a query."""
    results = ox.parse_query_results(
        path.with_suffix(".tsv").read_bytes(), format=ox.QueryResultsFormat.TSV
    )
    assert isinstance(results, ox.QuerySolutions)
    names = [variable.value for variable in results.variables]
    return names, [tuple(row[name] for name in names) for row in results]


def count_patterns(query: str) -> int:
    """Count the triple patterns of a query; each step of a sequence path is one."""
    found: list[object] = []

    def collect(part: object) -> object:
        if isinstance(part, CompValue) and part.name == "BGP":
            found.extend(predicate for _, predicate, _ in part.triples)
        if isinstance(part, CompValue) and part.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            traverse(part.graph, visitPre=collect)  # its translation, which its items are not
            return part
        return None

    traverse(prepareQuery(query).algebra, visitPre=collect)
    return sum(_steps(predicate) for predicate in found)


def _steps(predicate: object) -> int:
    if isinstance(predicate, SequencePath):
        return sum(_steps(step) for step in predicate.args)
    assert isinstance(predicate, URIRef | Variable | PropertyPath)
    return 1
