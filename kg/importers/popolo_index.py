"""The things of Popolo documents by their ids: one IRI for each, described or only referred to."""

from __future__ import annotations

from kg.importers.facts import IDENTIFIER, TYPE, Facts, Node, term
from kg.importers.popolo_items import Item, is_global, is_wikidata
from kg.importers.release import Release
from kg.importers.slugs import is_slug
from kg.vocabulary import GA

NAME = "popolo"
_KINDS = {
    "person": ("agent", GA.Person),
    "organization": ("agent", GA.Organisation),
    "area": ("place", GA.Place),
    "post": ("post", GA.Post),
    "event": ("event", GA.Event),
}


class Index:
    """The IRIs of things by kind and id; memory holds ids alone."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._scopes: dict[str, str] = {}
        self._by_wikidata: set[str] = set()
        self._nodes: dict[tuple[str, str], Node] = {}
        self._later: list[tuple[Node, Node, str, str, str]] = []

    def scope_of(self, file: str) -> str:
        """What tells the ids of a document from those of others: release and path."""
        if file not in self._scopes:
            self._scopes[file] = self._scope(file)
        return self._scopes[file]

    def _scope(self, file: str) -> str:
        plain = "/".join(step.split(".", 1)[0] for step in file.split("/"))
        key = self._facts.release.key
        return key if key == Release.key_of(NAME, [plain]) else f"{key}:{plain}"

    def describe(self, kind: str, item: Item) -> tuple[Node, bool]:
        """The IRI of a thing that an item describes, and whether that is its first description.

        One with an id of Wikidata gets the IRI that carries it already; one without any id
        is told from others by its place in the document.
        """
        facts = self._facts
        path, class_ = _KINDS[kind]
        identifier, qid = item.text("id"), item.wikidata
        if qid:
            node = self._entity(kind, qid)
            if identifier not in ("", qid):
                facts.text(node, IDENTIFIER.value, self.key(kind, item.scope, identifier))
        else:
            place = f"{item.row.file}{item.row.locator}"
            node = self._minted(path, kind, item.scope, identifier or place)
        if identifier:
            self._nodes[kind, _key(item.scope, identifier)] = node
        if identifier and identifier == qid:
            self._by_wikidata.add(item.scope)
        new = not facts.holds(node, TYPE, term(class_))
        facts.type(node, class_)
        return node, new

    def _entity(self, kind: str, qid: str) -> Node:
        state = self._facts.states.by_wikidata.get(qid)
        if kind == "area" and state:
            return self._facts.territory(state)
        path, class_ = _KINDS[kind]
        return self._facts.entity(path, qid, class_)

    def refer(self, kind: str, scope: str, identifier: str) -> Node:
        """The IRI of a thing that is referred to by its id, whether it is described or not.

        What is not described has no more than its id. It is one of Wikidata where it looks so
        and the document gives such ids to what it describes.
        """
        node = self._nodes.get((kind, _key(scope, identifier)))
        if node is None:
            path, class_ = _KINDS[kind]
            if scope in self._by_wikidata and is_wikidata(identifier):
                node = self._entity(kind, identifier)
            else:
                node = self._minted(path, kind, scope, identifier)
            self._facts.type(node, class_)
        return node

    def knows(self, kind: str, scope: str, identifier: str) -> bool:
        """Whether an id has been described."""
        return (kind, _key(scope, identifier)) in self._nodes

    def _minted(self, path: str, kind: str, scope: str, identifier: str) -> Node:
        key = self.own(path, identifier) or self.key(kind, scope, identifier)
        return self._facts.mint(path, key)

    def own(self, path: str, identifier: str) -> str:
        """The slug of an id that is the IRI of a thing of ours, as our own export gives them."""
        prefix = f"{self._facts.release.base}id/{path}/"
        step = identifier.removeprefix(prefix)
        return step if step != identifier and is_slug(step) else ""

    def key(self, kind: str, scope: str, identifier: str) -> str:
        """The key by which a thing is minted for its id."""
        return f"{NAME}:{kind}:{_key(scope, identifier)}"

    def link_later(
        self, thing: Node, predicate: object, kind: str, scope: str, identifier: str
    ) -> None:
        """Point to a thing that may be described further on."""
        if identifier:
            self._later.append((thing, term(predicate), kind, scope, identifier))

    def finish(self) -> None:
        """Write the links to what has been described by now; nothing contains itself."""
        for thing, predicate, kind, scope, identifier in self._later:
            if (other := self.refer(kind, scope, identifier)) != thing:
                self._facts.add(thing, predicate, other)


def _key(scope: str, identifier: str) -> str:
    return identifier if is_global(identifier) else f"{scope}:{identifier}"
