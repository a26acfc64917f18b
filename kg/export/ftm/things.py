"""What all entities share: ids, names, countries, comments, pages, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from hashlib import sha256

import pyoxigraph as ox
from rdflib import DCTERMS

from kg.export.ftm import tables
from kg.export.ftm.entity import Entity
from kg.export.lookups import (
    ALTERNATIVE,
    COMMENT,
    EVIDENCE,
    HIDDEN,
    PREFERRED,
    SAME_AS,
    SEE_ALSO,
    WIKIDATA,
    Lookups,
    reference_values,
)
from kg.export.losses import Losses
from kg.export.prefix_dates import PrefixDates
from kg.export.version import ExportedVersion
from kg.store.graphs import TYPE
from kg.terms import term
from kg.vocabulary import GA

_OWN = "ftm:"
_MADE = "geoactors-"  # the importer leads such an id back to the IRI that it was made of
_COUNTRY = "ftm:country:"
_ID = re.compile(r"[0-9a-zA-Z](?:[0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
_LONGEST_ID = 255
_OTHERS = re.compile("[^a-z0-9]+")
_ALPHA_2 = term(GA.isoAlpha2)


class Things(Lookups):
    """Looks up what entities are made of, and notes what they cannot hold.

    *told* has the schemata of the things that are written, *left_out* the things that were noted
    as a whole.
    """

    def __init__(self, version: ExportedVersion, losses: Losses) -> None:
        super().__init__(version)
        self.losses = losses
        self.dates = PrefixDates(self, losses, first=1000, last=2999)
        self.id = lru_cache(maxsize=1 << 15)(self._id)
        self.schema = lru_cache(maxsize=1 << 15)(self._schema)
        self.told: dict[ox.NamedNode, str] = {}
        self.left_out: set[ox.NamedNode] = set()

    def note(self, what: str, why: str, thing: ox.NamedNode, count: int = 1) -> None:
        """Note that something of a thing is lost."""
        self.losses.note(what, why, thing.value, count)

    def leave_out(self, what: str, why: str, thing: ox.NamedNode) -> None:
        """Note that all of a thing is lost, with whatever is said of it."""
        self.note(what, why, thing)
        self.left_out.add(thing)

    def single(self, thing: ox.NamedNode, predicate: object) -> ox.NamedNode | None:
        """The first IRI that a predicate leads to; further ones are noted."""
        found = self.nodes(thing, predicate)
        if len(found) > 1:
            self.note("Further ends of relations", "An entity stands between two others.", thing)
        return next(iter(found), None)

    # -- ids

    def keys(self, thing: ox.NamedNode) -> list[str]:
        """The ids that FollowTheMoney gave a thing, that of its IRI first."""
        step = thing.value.rpartition("/")[2]
        found = [
            key.removeprefix(_OWN)
            for key in self.texts(thing, DCTERMS.identifier)
            if key.startswith(_OWN)
        ]
        return sorted(found, key=lambda key: (not step.startswith(_slug(_OWN + key)), key))

    def _id(self, thing: ox.NamedNode) -> str:
        for key in self.keys(thing):
            if _ID.fullmatch(key) and len(key) <= _LONGEST_ID:
                return key
        for qid in self.wikidata(thing)[:1]:
            holders = self.subjects(SAME_AS, ox.NamedNode(WIKIDATA + qid))
            if next(iter(holders), thing) == thing and not self.keys(thing):
                return qid
        return made_id(self.path(thing) or thing.value)

    def own(self, key: str, cls: object) -> ox.NamedNode | None:
        """The thing of a class that the importer minted for a key beside an entity's id."""
        found = self.subjects(DCTERMS.identifier, ox.Literal(_OWN + key))
        return next((node for node in found if self.is_a(node, cls)), None)

    def datasets(self, thing: ox.NamedNode) -> tuple[str, ...]:
        """The source graphs that describe a thing, as names of datasets."""
        prefix = f"{self.version.base_iri}graph/"
        graphs = {
            graph.removeprefix(prefix).removeprefix("doc/")
            for cls in self.nodes(thing, TYPE)
            for graph in self.version.graphs_of(ox.Triple(thing, TYPE, cls))
        }
        return tuple(sorted({_OTHERS.sub("_", graph.lower()).strip("_") for graph in graphs}))

    # -- schemata

    def _schema(self, thing: ox.NamedNode) -> str:
        for cls, schema in tables.AGENT_SCHEMATA:
            if self.is_a(thing, cls):
                types = self.codes(thing, GA.organisationType)
                is_company = schema == "Organization" and not tables.COMPANIES.isdisjoint(types)
                return "Company" if is_company else schema
        if self.is_a(thing, GA.Post):
            return "Position"
        if self.is_a(thing, GA.Place):
            return "Address" if "address" in self.codes(thing, GA.placeType) else "Territory"
        return ""

    # -- properties

    def entity(self, thing: ox.NamedNode, schema: str) -> Entity:
        """The entity of a thing, with nothing but its datasets."""
        return Entity(self.id(thing), schema, datasets=self.datasets(thing))

    def name(self, entity: Entity, thing: ox.NamedNode) -> bool:
        """Give an entity the names of its thing; tell whether there was any."""
        names = self.names(thing, PREFERRED)
        others = self.names(thing, ALTERNATIVE)
        if not names:
            names, others = others[:1], others[1:]
        if not names:
            return False
        weak = self.names(thing, HIDDEN)
        entity.caption = names[0][1]
        entity.extend("name", (text for _, text in names))
        entity.extend(
            "alias", (text for _, text in others if (text not in entity.properties["name"]))
        )
        entity.extend("weakAlias", (text for _, text in weak))
        if any(tag not in ("", "en") and not tag.startswith("und") for tag, _ in names + others):
            self.note(
                "Languages of names",
                "FollowTheMoney does not tell them; the names are there.",
                thing,
            )
        return True

    def words(self, entity: Entity, thing: ox.NamedNode, *others: str) -> None:
        """Give comments back to the properties that their labels name, or to a general one.

        Those labelled as one of *others* are left to the caller.
        """
        allowed = tables.WORDS.get(entity.schema, frozenset())
        rest = "notes" if "notes" in allowed else "description"
        for text in self.texts(thing, COMMENT):
            label, colon, words = text.partition(": ")
            if colon and label in others:
                continue
            name = tables.COMMENTS.get(label, "") if colon else ""
            if name in allowed and tables.fits(name, words):
                entity.add(name, words)
            else:
                entity.add(rest, text)

    def labelled(self, thing: ox.NamedNode, label: str) -> list[str]:
        """The words of the comments with a label."""
        prefix = f"{label}: "
        texts = self.texts(thing, COMMENT)
        return [text.removeprefix(prefix) for text in texts if text.startswith(prefix)]

    def sources(self, entity: Entity, thing: ox.NamedNode) -> None:
        """Give an entity the pages on which it rests, and the articles."""
        for passage in self.nodes(thing, EVIDENCE):
            entity.extend("sourceUrl", self.pages(passage))
            for document in self.nodes(passage, GA.inDocument):
                if not tables.ARTICLES.isdisjoint(self.codes(document, GA.documentType)):
                    entity.add("proof", self.id(document))

    def note_identifiers(self, thing: ox.NamedNode, *schemes: str) -> None:
        """Note a thing with identifiers that are neither of its IRI nor of some schemes."""
        known = (thing.value.rpartition("/")[2], *self.wikidata(thing))
        keys = (key for key in self.texts(thing, DCTERMS.identifier) if key not in known)
        if any(key.partition(":")[0] not in ("ftm", *schemes) for key in keys):
            self.note(
                "Things with other identifiers", "FollowTheMoney has no scheme for them.", thing
            )

    def note_links(self, thing: ox.NamedNode) -> None:
        """Note a thing that points to others of the store, but for its addresses."""
        others = set(self.nodes(thing, SEE_ALSO)).difference(self.linked(thing, GA.Place))
        if not {node.value for node in others} <= set(self.pages(thing)):
            self.note("Links between things", "They do not say what they mean.", thing)

    def linked(self, thing: ox.NamedNode, cls: object) -> Iterator[ox.NamedNode]:
        """The things of a class that a thing points to without saying why."""
        return (node for node in self.nodes(thing, SEE_ALSO) if self.is_a(node, cls))

    # -- countries

    def countries(self, nodes: Iterable[ox.NamedNode]) -> list[str]:
        """The codes of the states and other territories among some things."""
        return list(dict.fromkeys(filter(None, map(self.country, nodes))))

    def country(self, node: ox.NamedNode) -> str:
        """The code of a state, of a place that is its territory, or of another that has one."""
        path = self.path(node)
        if path.startswith("place/") and "country" in self.codes(node, GA.placeType):
            node = ox.NamedNode(node.value.replace("/id/place/", "/id/agent/"))
        if code := reference_values(_ALPHA_2).get(node) or "".join(
            self.texts(node, GA.isoAlpha2)[:1]
        ):
            return code.lower()
        for qid in self.wikidata(node):
            if found := tables.COUNTRIES.get(qid):
                return found[0]
        keys = self.texts(node, DCTERMS.identifier)
        return next((k.removeprefix(_COUNTRY) for k in keys if k.startswith(_COUNTRY)), "")


@cache
def country_names() -> dict[str, str]:
    """The codes of countries by their English names, as the importer writes them."""
    codes = reference_values(_ALPHA_2)
    names = reference_values(PREFERRED)
    found = {names[node]: code.lower() for node, code in codes.items() if node in names}
    return {name: code for code, name in tables.COUNTRIES.values()} | found


def made_id(text: str) -> str:
    """An id for what has none of its own: out of the path of its IRI, else a digest."""
    wanted = f"{_MADE}{text.replace('/', '-')}"
    if _ID.fullmatch(wanted) and len(wanted) <= 100:
        return wanted
    return f"{_MADE}{sha256(text.encode()).hexdigest()[:40]}"


def _slug(key: str) -> str:
    return _OTHERS.sub("-", key.lower()).strip("-")
