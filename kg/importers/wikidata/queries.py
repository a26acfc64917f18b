"""The queries that endpoints with Wikibase RDF are asked; `{ }` stands for ids.

Each branch names its entities: some engines join what stands before a UNION after it.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.importers.wikidata.mapping import MAPPED

_PREFIXES = """
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <http://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wikibase: <http://wikiba.se/ontology#>
"""

_IDS = """
SELECT DISTINCT ?entity WHERE {
  VALUES ?thing { }
  ?entity p:PROPERTY ?statement .
  ?statement ps:PROPERTY ?thing ; wikibase:rank ?rank .
  FILTER(?rank != wikibase:DeprecatedRank)
  FILTER(STR(?entity) > "LAST")
} ORDER BY STR(?entity) LIMIT NUMBER
"""

_ENTITIES = """
CONSTRUCT {
  ?entity ?naming ?name ; ?claim ?statement .
  ?statement ?part ?value .
  ?node ?nodePart ?nodeValue .
  ?reference ?referencePart ?referenceValue .
  ?thing rdfs:label ?label .
} WHERE {
  {
    VALUES ?entity { }
    VALUES ?naming { rdfs:label skos:altLabel schema:description }
    ?entity ?naming ?name .
  } UNION {
    VALUES ?entity { }
    VALUES ?claim { CLAIMS }
    ?entity ?claim ?statement .
    ?statement ?part ?value .
  } UNION {
    VALUES ?entity { }
    VALUES ?ofNode { CLAIMS }
    ?entity ?ofNode ?dated .
    ?dated ?toNode ?node .
    ?node wikibase:timeValue ?time ; ?nodePart ?nodeValue .
  } UNION {
    VALUES ?entity { }
    VALUES ?ofReference { CLAIMS }
    ?entity ?ofReference ?referring .
    ?referring prov:wasDerivedFrom ?reference .
    ?reference ?referencePart ?referenceValue .
  } UNION {
    VALUES ?entity { }
    VALUES ?ofDate { CLAIMS }
    ?entity ?ofDate ?sourced .
    ?sourced prov:wasDerivedFrom ?source .
    ?source ?toNode ?node .
    ?node wikibase:timeValue ?time ; ?nodePart ?nodeValue .
  } UNION {
    VALUES ?entity { }
    VALUES ?ofThing { CLAIMS }
    ?entity ?ofThing ?speaking .
    ?speaking ?toThing ?thing .
    ?thing rdfs:label ?label .
    FILTER(LANG(?label) = "en")
  } UNION {
    VALUES ?entity { }
    VALUES ?ofWork { CLAIMS }
    ?entity ?ofWork ?citing .
    ?citing prov:wasDerivedFrom ?cited .
    ?cited ?toThing ?thing .
    ?thing rdfs:label ?label .
    FILTER(LANG(?label) = "en")
  }
}
"""


def ids_query(property_name: str, thing: str, last: str, number: int) -> str:
    """Ask for the entities that a property joins to a thing, those after *last* by their IRIs."""
    text = _IDS.replace("PROPERTY", property_name).replace("{ }", f"{{ wd:{thing} }}")
    return _PREFIXES + text.replace("LAST", last).replace("NUMBER", str(number))


def entities_query(ids: Iterable[str]) -> str:
    """Ask for all that is read of entities: names, statements, value nodes, references."""
    claims = " ".join(f"p:{name}" for name in sorted(MAPPED))
    things = " ".join(f"wd:{name}" for name in ids)
    return _PREFIXES + _ENTITIES.replace("CLAIMS", claims).replace("{ }", f"{{ {things} }}")
