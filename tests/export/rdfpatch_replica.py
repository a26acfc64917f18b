"""A reader of RDF Patch by the letter of its specification, which shares no line with ours."""

from __future__ import annotations

import re

import pyoxigraph as ox

TERM = re.compile(
    r'<(?P<iri>[^>]*)>|_:(?P<blank>\S+)|"(?P<text>(?:[^"\\]|\\.)*)"'
    r"(?:@(?P<language>[\w-]+)|\^\^<(?P<datatype>[^>]*)>)?"
)
ESCAPE = re.compile(r"\\(?:u(....)|U(.{8})|(.))")
SHORT = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class Replica:
    """A dataset that follows patches, read by the letter of the specification and nothing of ours.

    It keeps blank nodes by their labels, which name the same node in all patches.
    """

    def __init__(self) -> None:
        self.quads: set[ox.Quad] = set()
        self.sizes: list[int] = []

    def apply(self, patch: bytes) -> Replica:
        """Do what each transaction says, line by line."""
        within = False
        for line in patch.decode("utf-8").removesuffix("\n").split("\n"):
            operation, _, rest = line.partition(" ")
            assert rest.endswith("."), line
            if operation == "H":
                assert not within, "the header comes first"
            elif operation in ("TX", "TC"):
                assert within == (operation == "TC")
                within = not within
                if operation == "TC":
                    self.sizes.append(len(self.quads))
            else:
                assert within
                quad = read_quad(rest)
                assert (quad in self.quads) == (operation == "D"), "each line changes something"
                (self.quads.remove if operation == "D" else self.quads.add)(quad)
        assert not within
        return self


def read_quad(text: str) -> ox.Quad:
    """Read the terms of a line."""
    subject, predicate, value, *graph = map(read_term, TERM.finditer(text))
    return ox.Quad(subject, predicate, value, *graph)  # type: ignore[arg-type]


def read_term(match: re.Match[str]) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Read one term."""
    if match["iri"] is not None:
        return ox.NamedNode(unescape(match["iri"]))
    if match["blank"] is not None:
        return ox.BlankNode(match["blank"])
    kind = ox.NamedNode(match["datatype"]) if match["datatype"] else None
    return ox.Literal(unescape(match["text"]), datatype=kind, language=match["language"])


def unescape(text: str) -> str:
    """Replace what is written with a backslash."""
    return ESCAPE.sub(
        lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else SHORT.get(m[3], m[3]), text
    )
