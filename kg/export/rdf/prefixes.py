"""Which prefixes an export declares: those of our own that it uses."""

from __future__ import annotations

from kg.vocabulary import BASE_IRI, PREFIXES

_OF_TERMS = ("ga", "gc", "gs")


def prefixes_of(base_iri: str) -> dict[str, str]:
    """The prefixes for a dataset: terms stand where they always do, things under its base."""
    return {
        prefix: name if prefix in _OF_TERMS else name.replace(BASE_IRI, base_iri)
        for prefix, name in PREFIXES.items()
    }


class UsedPrefixes:
    """Looks for prefixes in what is written; one in a text is found, too."""

    def __init__(self, base_iri: str) -> None:
        self._unseen = {
            prefix: f"<{name}".encode() for prefix, name in prefixes_of(base_iri).items()
        }
        self._names = prefixes_of(base_iri)

    def look(self, block: bytes) -> None:
        """Look at lines of N-Quads."""
        for prefix in [prefix for prefix, name in self._unseen.items() if name in block]:
            del self._unseen[prefix]

    @property
    def used(self) -> dict[str, str]:
        """Those found so far, in the order of their names."""
        return {
            prefix: name
            for prefix, name in sorted(self._names.items())
            if prefix not in self._unseen
        }
