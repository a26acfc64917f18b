"""Where an IRI is found on this server: the base IRI of the store stands for the server itself."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import lru_cache
from urllib.parse import quote, urlencode

from flask import request

from kg.vocabulary import BASE_IRI
from kg.web.state import state

PART = "passage"
"""The parameter of the page of a document that names a part to be shown, by its fragment."""

_WEB = ("http://", "https://")
_SHORT = 300
_OF_THE_STORE = ("id/", "graph/", "void")
_OF_THE_PROGRAM = ("ns", "code/", "shapes", "align/", "problem/", "context.jsonld")


def local_path(iri: str) -> str:
    """The path on this server that answers for an IRI, below the prefix it is mounted at; or "".

    Things and graphs are found under the base IRI of the store, terms, codes and shapes
    under that of the program, whatever host the request names.
    """
    return _path(iri, state().store.settings.base_iri, request.script_root)


def _path(iri: str, base_iri: str, root: str) -> str:
    for base, places in ((base_iri, _OF_THE_STORE), (BASE_IRI, _OF_THE_PROGRAM)):
        path = iri.removeprefix(base)
        if path != iri and path.startswith(places):
            return f"{root}/{path}"
    return ""


def link(iri: str, days: Mapping[str, str] | None = None) -> str:
    """What a page links an IRI to: its place on this server, else itself.

    *days* are the parameters `at` and `known-at` of the page, which the link keeps: terms and
    graphs are the same on every day, but what they lead to is not. An IRI that is no address
    of the web, such as `javascript:…`, gives "".
    """
    kept = tuple((name, day) for name, day in (days or {}).items() if day)
    make = _kept_link if len(iri) <= _SHORT else _link
    return make(iri, state().store.settings.base_iri, request.script_root, kept)


def _link(iri: str, base_iri: str, root: str, days: tuple[tuple[str, str], ...]) -> str:
    path = _path(iri, base_iri, root)
    if not path:
        return iri if iri.startswith(_WEB) else ""
    kept = dict(days)
    path, mark, fragment = path.partition("#")
    if mark and path.startswith(documents := f"{root}/id/doc/"):
        # the page of a document shows any of its parts, if it is told which
        path = f"{root}/page/doc/{path.removeprefix(documents)}"
        kept = {PART: fragment, **kept}
    asked = urlencode(kept)
    return f"{path}?{asked}{mark}{fragment}" if asked else f"{path}{mark}{fragment}"


_kept_link = lru_cache(1 << 13)(_link)
"""Pages link to the same few classes, codes and documents again and again."""


def here() -> str:
    """The path of the current request as a link leads to it.

    Neither a second slash nor a backslash at its beginning can make another host of it.
    """
    return quote(f"{request.script_root}/{request.path.lstrip('/')}", safe="/~:@!$&'()*+,;=-._")


def split_ending(name: str, endings: Container[str]) -> tuple[str, str]:
    """Cut one of the *endings* off the last part of an address; "" where it has none of them."""
    stem, _, ending = name.rpartition(".")
    return (stem, ending) if stem and ending in endings else (name, "")
