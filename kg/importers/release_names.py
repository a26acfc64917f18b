"""The names of releases after the files and folders that they are read from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_ENDINGS = frozenset(
    (
        *(".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".ijson"),
        *(".ftm", ".xml", ".html", ".htm", ".ttl", ".nt", ".nq", ".rdf"),
        *(".trig", ".jsonld", ".yaml", ".yml", ".toml", ".xlsx", ".export", ".zip"),
        *(".gz", ".xz", ".bz2", ".zst", ".tar", ".tgz", ".txz", ".tbz2"),
    )
)
"""Endings that say what a file is or how it is packed; others belong to the name: `m.2020`."""

_GENERIC = frozenset(
    (
        *("all", "archive", "content", "contents", "csv", "current", "data", "dataset"),
        *("datasets", "download", "downloads", "dump", "dumps", "entities", "export", "exports"),
        *("feed", "file", "files", "full", "html", "import", "imports", "in"),
        *("index", "input", "inputs", "json", "jsonl", "latest", "list", "main"),
        *("new", "old", "out", "output", "outputs", "raw", "records", "release"),
        *("releases", "result", "results", "rows", "source", "sources", "src", "table"),
        *("tables", "tmp", "tsv", "ttl", "txt", "xml", "yaml"),
    )
)
"""Names that tell no release from another; those of the folders above them do."""


def release_names(paths: Sequence[Path]) -> list[str]:
    """A name for each path, to make a key of: `m-20` of `m-20.csv.gz`, `a-data` of `a/data/`."""
    return [_name(path.resolve()) for path in paths]


def _name(path: Path) -> str:
    name = path.name if path.is_dir() else _without_endings(path.name)
    if name.lower() not in _GENERIC or not path.parent.name:
        return name
    return f"{_name(path.parent)}-{name}"


def _without_endings(name: str) -> str:
    while (ending := Path(name).suffix).lower() in _ENDINGS and ending:
        name = name.removesuffix(ending)
    return name
