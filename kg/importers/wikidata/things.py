"""The things that statements of Wikidata speak of: their IRIs, classes and names."""

from __future__ import annotations

from collections.abc import Iterable

from kg.importers.facts import ALTERNATIVE, Facts, Node
from kg.importers.wikidata.entities import Entity, Statement, Text
from kg.importers.wikidata.languages import language_tag
from kg.importers.wikidata.tables import AGENT, KINDS, ORGANISATION, Kind
from kg.vocabulary import GA

_TYPES = {
    GA.Post: GA.postType,
    GA.Place: GA.placeType,
}


class Things:
    """Finds and describes things by their ids; a thing is named by what its document calls it."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._packaged = facts.states.by_wikidata
        self._nodes: dict[tuple[str, str], Node] = {}
        self._told: set[tuple[str, Kind, bool]] = set()
        self._new: list[tuple[str, Kind, bool]] = []

    def keep(self) -> None:
        """Remember what the present row described; it is not written again."""
        self._told.update(self._new)
        self._new.clear()

    def forget(self) -> None:
        """Forget it, when the row is not taken."""
        self._new.clear()

    def kind_of(self, entity: Entity) -> Kind | None:
        """What an entity is, by the classes that it is an instance of."""
        return next((kind for name, kind in KINDS.items() if name in entity.classes), None)

    def node(self, kind: str, qid: str) -> Node:
        """The IRI of a thing. Where another kind of thing carries the id already, as a state does
        where its territory is meant, it is one of its own."""
        facts = self._facts
        if kind == "place" and (entry := self._packaged.get(qid)) is not None:
            return facts.territory(entry)
        node = facts.entity(kind, qid)
        if f"/id/{kind}/" not in node.value and node.value.startswith(facts.release.base):
            return facts.mint(kind, f"{qid}:{kind}")
        return node

    def describe(self, qid: str, kind: Kind, mentioned: Entity | None = None) -> Node:
        """The IRI of a thing, with its class and the names that the document of *mentioned* has
        for it. The packaged states and places are described already."""
        names = mentioned.mentioned.get(qid, ()) if mentioned else ()
        told = (qid, kind, bool(names))
        known = self._nodes.get((qid, kind.kind))
        if known is not None and told in self._told:
            return known
        node = self._nodes[qid, kind.kind] = self.node(kind.kind, qid)
        self._new.append(told)
        if qid in self._packaged and kind.kind != "post":
            return node
        self._facts.type(node, kind.type)
        if kind.code:
            self._facts.code(node, _TYPES.get(kind.type, GA.organisationType), kind.code)
        self._mention(node, names)
        return node

    def mention(self, entity: Entity, statement: Statement) -> None:
        """Name what a statement speaks of, where another document told of it without names."""
        for value in (statement.value, *statement.all(*statement.qualifiers)):
            for kind in ("agent", "post", "place"):
                node = self._nodes.get((value.text, kind)) if value.is_item else None
                if node is not None and value.text not in self._packaged:
                    self._mention(node, entity.mentioned.get(value.text, ()))

    def _mention(self, node: Node, names: Iterable[Text]) -> None:
        for language, text in names:
            self._facts.name(node, text, language_tag(language))

    def name(self, node: Node, entity: Entity) -> None:
        """Name an entity as it names itself; labels are preferred, aliases alternatives."""
        for language, text in sorted(entity.labels):
            self._facts.name(node, text, language_tag(language))
        for language, text in sorted(entity.aliases):
            self._facts.name(node, text, language_tag(language), alias=True)

    def alias(self, node: Node, text: Text) -> None:
        """Give a thing a further name."""
        language, words = text
        self._facts.text(node, ALTERNATIVE.value, words, language_tag(language))

    def name_post(self, post: Node, what: str, of: list[str], entity: Entity) -> None:
        """Name a post by the position and what it is of, where the document has both names."""
        names = {qid: dict(entity.mentioned.get(qid, ())) for qid in (what, *of)}
        for language, title in sorted(names[what].items()):
            if all(language in names[qid] for qid in of):
                rest = ", ".join(names[qid][language] for qid in of)
                self._facts.name(post, f"{title} ({rest})", language_tag(language))

    def agent(self, qid: str) -> Kind:
        """The kind of an agent of which nothing more is known."""
        return ORGANISATION if self.is_packaged(qid) else AGENT

    def is_packaged(self, qid: str) -> bool:
        """Whether it is one of the packaged states and other entries of ISO 3166-1."""
        return qid in self._packaged
