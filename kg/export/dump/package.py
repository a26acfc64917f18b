"""The Data Package of a dump (https://datapackage.org, version 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kg.export.dump.about import About, name_of
from kg.export.dump.contents import DATA, title_of
from kg.export.formats import FORMATS
from kg.export.running import WrittenFile
from kg.export.version import ExportedVersion

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def package(
    version: ExportedVersion, about: About, files: Sequence[WrittenFile]
) -> dict[str, object]:
    """Describe the files, and the dataset that they hold; what is not known is not said."""
    described: dict[str, object] = {
        "$schema": _PROFILE,
        "name": _slug(version.base_iri),
        "id": version.base_iri,
        "title": about.title,
        "description": about.description,
        "homepage": version.base_iri if is_web_address(version.base_iri) else "",
        "version": str(version.version),
        "created": version.origin.modified,
        "licenses": [_licence(iri) for iri in _licences(version)],
        "contributors": list(_contributors(version, about)),
        "sources": list(_sources(version)),
        "resources": [_resource(file, version) for file in files],
    }
    return {name: value for name, value in described.items() if value}


def is_web_address(iri: str) -> bool:
    """Whether an IRI can be looked up in a browser, and written as a link."""
    return _WEB.fullmatch(iri) is not None


def _slug(base_iri: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", base_iri.partition(":")[2].lower()).strip("-")
    return name or "dataset"


def _licences(version: ExportedVersion) -> list[str]:
    return sorted({iri for source in version.sources for iri in source.licences})


def _licence(iri: str) -> dict[str, str]:
    return {"path": iri} if is_web_address(iri) else {"name": iri}


def _contributors(version: ExportedVersion, about: About) -> Iterable[dict[str, object]]:
    holders = {iri for source in version.sources for iri in source.rights_holders}
    publishers = {iri for source in version.sources for iri in source.publishers}
    roles = {"publisher": set(about.publishers), "rightsHolder": holders, "source": publishers}
    for iri in sorted(set().union(*roles.values())):
        known: dict[str, object] = {"title": _name(version, iri)}
        if is_web_address(iri):
            known["path"] = iri
        yield known | {"roles": [role for role, iris in roles.items() if iri in iris]}


def _name(version: ExportedVersion, iri: str) -> str:
    try:
        return name_of(version, ox.NamedNode(iri))
    except ValueError:
        return iri  # a store without shapes holds what it was given


def _sources(version: ExportedVersion) -> Iterable[dict[str, object]]:
    for source in version.sources:
        known: dict[str, object] = {"title": source.title or source.graph}
        address = next(filter(is_web_address, (*source.documents, source.graph)), "")
        yield known | ({"path": address} if address else {})


def _resource(file: WrittenFile, version: ExportedVersion) -> dict[str, object]:
    wanted = FORMATS[DATA[file.name]] if file.name in DATA else None
    media_type = wanted.media_type if wanted else "application/json"
    if file.name in DATA and version.selection.merged and DATA[file.name] == "nquads":
        media_type = FORMATS["ntriples"].media_type
    return {
        "name": file.name.removesuffix(".gz").replace(".", "-"),
        "path": file.name,
        "title": title_of(file.name, version),
        "format": wanted.ending if wanted else "json",
        "mediatype": media_type,
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    } | ({"compression": "gz"} if file.name.endswith(".gz") else {})
