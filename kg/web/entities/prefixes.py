"""The prefixes that the IRIs of a description can be shortened with."""

from __future__ import annotations

import re

from kg.vocabulary import BASE_IRI, PREFIXES

_NAME = re.compile(r"[A-Za-z](?:[A-Za-z0-9.-]{0,60}[A-Za-z0-9])?")
_STORED = ("id/", "graph/")


def prefixes_of(lines: bytes, base_iri: str) -> dict[str, str]:
    """The prefixes for the IRIs in N-Quads, and perhaps for some that stand in texts.

    Those of things and graphs stand for the *base_iri* of the store. A document whose
    passages are spoken of has a prefix of its own, named by its slug.
    """
    known = {_at(namespace, base_iri): prefix for prefix, namespace in PREFIXES.items()}
    known[f"{base_iri}graph/doc/"] = "graph-doc"
    documents = f"{base_iri}id/doc/"
    used: dict[str, str] = {}
    for namespace in _namespaces(lines):
        if prefix := known.get(namespace):
            used[prefix] = namespace
        elif namespace.startswith(documents) and namespace.endswith("#"):
            prefix = f"doc-{namespace[len(documents) : -1]}"
            if _NAME.fullmatch(prefix):
                used[prefix] = namespace
    return dict(sorted(used.items()))


def _namespaces(lines: bytes) -> set[str]:
    """What stands before the last part of each IRI."""
    iris = (part.partition(b">")[0] for part in set(lines.split(b"<")))
    found = {iri[: max(iri.rfind(b"/"), iri.rfind(b"#")) + 1] for iri in iris}
    return {namespace.decode() for namespace in found}


def _at(namespace: str, base_iri: str) -> str:
    path = namespace.removeprefix(BASE_IRI)
    return base_iri + path if path != namespace and path.startswith(_STORED) else namespace
