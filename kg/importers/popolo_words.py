"""What all classes of Popolo share: names, links, identifiers, sources, dates."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import DCTERMS, PROV, RDFS, SKOS

from kg.bounds import Bounds
from kg.importers.facts import EVIDENCE, SAME_AS, TYPE, Facts, Node, term, web_page
from kg.importers.names import script_language
from kg.importers.periods import add_period, read_date
from kg.importers.popolo_items import Item, language_tag
from kg.importers.slugs import last_step
from kg.vocabulary import EDTF, GA

_TEXTS = ("summary", "biography", "description", "national_identity", "seats")
_EDTF = term(GA.edtf)


class Words:
    """Writes what an item of any class may say of its thing."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def common(self, node: Node, item: Item) -> None:
        """Names, other names, texts, identifiers, links, pictures and sources."""
        facts = self._facts
        for language, text in item.names("name") or _parts(item):
            facts.name(node, text, language)
        for other in item.objects("other_names"):
            for language, text in other.names("name"):
                tag = other.text("lang")
                facts.name(node, text, language_tag(tag) if tag else language, alias=True)
        for language, text in item.names("sort_name"):
            facts.text(node, SKOS.hiddenLabel, text, language)
        for name in _TEXTS:
            for language, text in item.names(name):
                facts.text(node, RDFS.comment, f"{name}: {text}", language)
        for scheme, value in item.identifiers():
            if scheme.casefold() != "wikidata":
                facts.text(node, DCTERMS.identifier, f"{scheme}:{value}")
        self._links(node, item)
        if item.value.get("sources"):
            kind = node.value.split("/")[-2]
            facts.add(node, EVIDENCE, self.evidence(item, kind, node))

    def _links(self, node: Node, item: Item) -> None:
        facts = self._facts
        addresses = item.texts("image")
        for name in ("links", "images"):
            addresses += [link.text("url") for link in item.objects(name)]
        for contact in item.objects("contact_details"):
            if web_page(contact.text("value")):
                addresses.append(contact.text("value"))
        facts.links(node, filter(None, addresses))

    def life(self, person: Node, item: Item) -> None:
        """Birth and death of a person; where an earlier item dated them, that date stays."""
        facts = self._facts
        for column, write in (("birth_date", facts.birth), ("death_date", facts.death)):
            text = item.text(column)
            bounds = read_date(facts, column, text)
            if bounds.is_unknown:
                continue
            key = f"{last_step(person)}:{column.removesuffix('_date')}"
            event = facts.mint("event", key)
            if not facts.holds(event, TYPE, term(GA.Event)):
                write(person, key, bounds, self.evidence(item, column, person))
            elif not facts.holds(event, _EDTF, _literal(bounds)):
                facts.text(event, RDFS.comment, f"Dated {text} elsewhere.", "en")

    def period(self, node: Node, item: Item, start: str, end: str, *, new: bool = True) -> None:
        """Date a thing; where an earlier item dated it, other dates are kept as a comment."""
        first, last = item.text(start), item.text(end)
        if new:
            add_period(self._facts, node, (start, first), (end, last))
        elif first or last:
            self._facts.text(node, RDFS.comment, f"Elsewhere from {first} to {last}.", "en")

    def evidence(self, item: Item, kind: str, node: Node) -> Node:
        """The place of the item that describes a thing, with the sources that the item names."""
        facts = self._facts
        name = f"{item.scope}:{kind}:{last_step(node)}"
        evidence = facts.fragment(name)
        if facts.holds(evidence, TYPE, term(GA.Evidence)):
            return evidence
        facts.evidence(item.row, name)
        for source in (*item.objects("sources"), *item.objects("source")):
            self._source(evidence, source.text("url"), source.text("note"))
        return evidence

    def _source(self, evidence: Node, address: str, note: str) -> None:
        facts = self._facts
        page = web_page(address)
        if page is None or page.value.startswith(facts.release.base):
            facts.text(evidence, RDFS.comment, f"{note} {address}", "en")
            return
        cited = facts.page(page.value, note or address, "und")
        facts.add(evidence, term(PROV.wasDerivedFrom), cited)


def statement_link(facts: Facts, node: Node, identifier: str) -> None:
    """Link a tenure or membership whose id is a statement of Wikidata to it."""
    if identifier.startswith("http://www.wikidata.org/entity/statement/"):
        try:
            facts.add(node, SAME_AS, ox.NamedNode(identifier))
        except ValueError:
            facts.text(node, RDFS.comment, identifier, "en")


def _parts(item: Item) -> list[tuple[str, str]]:
    """A name put together from its parts, for a person who is given no other."""
    name = " ".join(filter(None, (item.text("given_name"), item.text("family_name"))))
    return [(script_language(name, item.latin), name)] if name else []


def _literal(bounds: Bounds) -> ox.Literal:
    return ox.Literal(bounds.edtf, datatype=term(EDTF))
