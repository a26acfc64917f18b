"""What the words of a query say of it: which IRIs it names, and whether its answer may be kept."""

from __future__ import annotations

import re

from kg.sparql import tokenise

_VOLATILE = ("NOW", "RAND", "UUID", "STRUUID", "BNODE", "SERVICE")
_MENTIONED = re.compile("|".join(_VOLATILE), re.IGNORECASE)


def is_volatile(query: str) -> bool:
    """The same query on the same data may answer differently the next time."""
    if _MENTIONED.search(query) is None:
        return False
    return any(token.is_word(*_VOLATILE) for token in tokenise(query))


def iris_of(query: str) -> list[str]:
    """The IRIs that stand in a query outside its prologue, in their order, each once.

    Prefixed names are written out; names whose prefix is not declared are left out.
    """
    prefixes: dict[str, str] = {}
    found: list[str] = []
    tokens = iter(tokenise(query))
    for token in tokens:
        if token.is_word("PREFIX"):
            name, iri = next(tokens, None), next(tokens, None)
            if name is not None and iri is not None:
                prefixes[name.text[:-1]] = iri.text[1:-1]
        elif token.is_word("BASE"):
            next(tokens, None)
        elif token.kind == "iri":
            found.append(token.text[1:-1])
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if prefix in prefixes:
                found.append(prefixes[prefix] + local.replace("\\", ""))
    return list(dict.fromkeys(found))
