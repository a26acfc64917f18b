"""Finds and reads the ontology, shapes, queries and data that come with the program."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.errors import NotFoundError, ResourceError

CONTEXT_IRI = "https://w3id.org/geoactors/context.jsonld"
"""Where our JSON-LD context is published; documents that name it get the packaged one."""

_FOLDERS = ("ontology", "shapes", "queries", "data")


@cache
def resource_root() -> Path:
    """Find the folder that holds `ontology/`, `shapes/`, `queries/` and `data/`.

    It is inside the package in an installed wheel, and beside it in a checkout.

    Raises:
        ResourceError: a folder is missing; the installation is broken.
    """
    package = Path(str(files("kg")))
    for root in (package / "_packaged", package.parent):
        if all((root / folder).is_dir() for folder in _FOLDERS):
            return root
    raise ResourceError(
        "The packaged ontology, shapes, queries and data are not beside the program.",
        hint="Install geoactors again.",
    )


def ontology_files() -> list[Path]:
    """The ontology and its code lists, without alignments."""
    return [resource_root() / "ontology" / name for name in ("core.ttl", "codes.ttl")]


def alignment_files() -> list[Path]:
    """The alignments with other vocabularies."""
    return sorted((resource_root() / "ontology").glob("align-*.ttl"))


def shape_files() -> list[Path]:
    """The packaged shapes."""
    return sorted((resource_root() / "shapes").glob("*.ttl"))


def data_files() -> list[Path]:
    """The packaged dataset, one file per source graph; in `sources/` those written by a tool."""
    return [*article_files(), *sorted((resource_root() / "data" / "sources").glob("*.trig"))]


def article_files() -> list[Path]:
    """The part of the packaged dataset that is about one news article, and the states."""
    return sorted((resource_root() / "data").glob("*.trig"))


def reference_files() -> list[Path]:
    """The part of the packaged dataset that every validation knows: the states."""
    return [resource_root() / "data" / "states.trig"]


def problems_file() -> Path:
    """What the types of problems mean, and what to do about each."""
    return resource_root() / "docs" / "problems.md"


def catalogue_file() -> Path:
    """What the graphs of the packaged dataset are, and under which terms."""
    return resource_root() / "data" / "catalogue.trig"


def context_document() -> bytes:
    """Read our published JSON-LD context.

    Raises:
        ResourceError: it is missing.
    """
    try:
        return (resource_root() / "ontology" / "context.jsonld").read_bytes()
    except OSError as error:
        raise ResourceError(f"The packaged JSON-LD context cannot be read: {error}.") from error


def query_files() -> dict[str, Path]:
    """Find the stored queries by name: those of pages, questions on time, competency questions.

    Raises:
        ResourceError: two files carry one name.
    """
    return _query_files(resource_root())


@cache
def _query_files(root: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in ("served", "panels", "questions", "competency"):
        for path in sorted((root / "queries" / folder).glob("*.rq")):
            if path.stem in found:
                raise ResourceError(f"Two stored queries are named {path.stem}.")
            found[path.stem] = path
    return found


def rule_files() -> list[Path]:
    """The CONSTRUCT queries that derive triples within one source graph."""
    return sorted((resource_root() / "queries" / "rules").glob("*.rq"))


def read_query(name: str) -> str:
    """Read the text of the stored query *name*.

    Raises:
        NotFoundError: there is no such query.
    """
    path = query_files().get(name)
    if path is None:
        raise NotFoundError(
            f"There is no stored query named {name}.", hint="`kg query --list` shows them."
        )
    return _text(path)


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
