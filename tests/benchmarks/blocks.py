"""The statements that the generated world is written in: N-Quads with blanks to fill."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kg.vocabulary import PREFIXES

Block = Callable[..., str]
"""Fills the blanks; every block has the blank `graph`, the IRI of its graph."""

_NAME = re.compile(r'"[^"]*"|<[^>]*>|(\w+):([\w{}#/.-]*)')


def block(text: str) -> Block:
    """Read lines of a subject, a predicate and an object, with the prefixes of the house."""
    lines = [line.strip() for line in text.strip().splitlines()]
    expanded = (_NAME.sub(_expand, line.replace(" a ", " rdf:type ", 1)) for line in lines)
    return "".join(f"{line} <{{graph}}> .\n" for line in expanded).format


def _expand(found: re.Match[str]) -> str:
    return found[0] if found[1] is None else f"<{PREFIXES[found[1]]}{found[2]}>"


GRAPHS: Final = PREFIXES["graph"]


def node(kind: str, slug: str) -> str:
    """Write the IRI of a thing as N-Quads and SPARQL do; *kind* is its prefix."""
    return f"<{PREFIXES[kind]}{slug}>"


STATE: Final = block("""
    agent:state-{state} a ga:State
    agent:state-{state} ga:isoAlpha3 "{alpha3}"
    agent:state-{state} skos:prefLabel "{name.latin}ia"@en
    agent:state-{state} skos:prefLabel "{name.latin}ie"@fr
    agent:state-{state} skos:prefLabel "{name.cyrillic}ия"@ru
    agent:state-{state} skos:prefLabel "{name.chinese}亚"@zh-Hans
    agent:government-{state} a ga:Government
    agent:government-{state} ga:governs agent:state-{state}
    agent:government-{state} skos:prefLabel "Government of {name.latin}ia"@en
    agent:government-{state} skos:hiddenLabel "{name.latin} City"@en
    place:capital-{state} a ga:Place
    place:capital-{state} ga:placeType gc:capital
    place:capital-{state} ga:jurisdiction agent:state-{state}
    place:capital-{state} skos:prefLabel "{name.latin} City"@en
    place:capital-{state} skos:prefLabel "{name.cyrillic}"@ru
    place:territory-{state} a ga:Place
    place:territory-{state} ga:placeType gc:country
    place:territory-{state} ga:jurisdiction agent:state-{state}
    place:territory-{state} skos:prefLabel "{name.latin}ia (territory)"@en
""")
BODY: Final = block("""
    agent:body-{state}-{body} a ga:PublicBody
    agent:body-{state}-{body} ga:organisationType gc:{kind}
    agent:body-{state}-{body} ga:jurisdiction agent:state-{state}
    agent:body-{state}-{body} skos:prefLabel "{english} of {name.latin}ia"@en
    agent:body-{state}-{body} skos:prefLabel "{french} de {name.latin}ie"@fr
""")
POST: Final = block("""
    post:post-{post} a ga:Post
    post:post-{post} ga:postType gc:{kind}
    post:post-{post} org:postIn agent:body-{state}-{body}
    post:post-{post} ga:jurisdiction agent:state-{state}
""")
POST_NAME: Final = block("""
    post:post-{post} skos:prefLabel "{title}, {english} of {name.latin}ia"@en
    post:post-{post} skos:prefLabel "{title}, {french} de {name.latin}ie"@fr
""")
PERSON: Final = block("""
    agent:person-{person} a ga:Person
    agent:person-{person} ga:citizenship agent:state-{state}
    agent:person-{person} skos:prefLabel "{name.latin}"@en
    agent:person-{person} skos:prefLabel "{name.latin}"@fr
    agent:person-{person} skos:prefLabel "{name.cyrillic}"@ru
    agent:person-{person} skos:prefLabel "{name.chinese}"@zh-Hans
""")
ALIAS: Final = block("""
    agent:person-{person} skos:altLabel "{initial}. {family}"@en
""")
ORGANISATION: Final = block("""
    agent:organisation-{number} a ga:InternationalOrganisation
    agent:organisation-{number} ga:organisationType gc:intergovernmental-organisation
    agent:organisation-{number} skos:prefLabel "{name.latin} Organisation"@en
    agent:organisation-{number} skos:prefLabel "Organisation de {name.latin}"@fr
""")
MEDIUM: Final = block("""
    agent:medium-{number} a ga:Organisation
    agent:medium-{number} ga:organisationType gc:newspaper
    agent:medium-{number} skos:prefLabel "The {name.latin} Times"@en
""")
EDITORS: Final = block("""
    agent:geoactors a ga:Organisation
    agent:geoactors skos:prefLabel "geoactors editors"@en
""")

DATED: Final = block("""
    {thing} ga:edtf "{day}"^^edtf:EDTF
    {thing} ga:startEarliest "{day}"^^xsd:date
    {thing} ga:startLatest "{day}"^^xsd:date
    {thing} ga:endEarliest "{day}"^^xsd:date
    {thing} ga:endLatest "{day}"^^xsd:date
""")
DOCUMENT: Final = block("""
    doc:{doc} a ga:Document
    doc:{doc} ga:documentType gc:{kind}
    doc:{doc} dcterms:title "{title}"@en
    doc:{doc} dcterms:language "en"
    doc:{doc} dcterms:publisher agent:{publisher}
""")
CATALOGUE_ENTRY: Final = block("""
    <{entry}> a ga:{kind}
    <{entry}> dcterms:title "What it says: {title}"@en
    <{entry}> ga:sourceDocument doc:{doc}
    <{entry}> ga:retrievedOn "2025-12-01"^^xsd:date
    <{entry}> dcterms:license <https://creativecommons.org/licenses/by/4.0/>
    <{entry}> dcterms:rightsHolder agent:geoactors
    <{entry}> prov:wasAttributedTo agent:geoactors
    <{entry}> prov:generatedAtTime "2025-12-01T00:00:00Z"^^xsd:dateTime
""")
ROW: Final = block("""
    {thing} ga:evidence doc:{doc}#r{row}
    doc:{doc}#r{row} a ga:Evidence
    doc:{doc}#r{row} ga:inDocument doc:{doc}
    doc:{doc}#r{row} ga:locator "row {row}"
""")
QUOTE: Final = block("""
    doc:{doc}#e{number} a ga:Evidence
    doc:{doc}#e{number} ga:inDocument doc:{doc}
    doc:{doc}#e{number} ga:quote "{words}"@en
    doc:{doc}#e{number} oa:start "{start}"^^xsd:integer
    doc:{doc}#e{number} oa:end "{end}"^^xsd:integer
""")

MEMBERSHIP: Final = block("""
    membership:{membership} a ga:Membership
    membership:{membership} org:member agent:state-{state}
    membership:{membership} org:organization agent:organisation-{organisation}
    membership:{membership} ga:membershipType gc:full-member
""")
TENURE: Final = block("""
    tenure:{tenure} a ga:Tenure
    tenure:{tenure} ga:holder agent:person-{holder}
    tenure:{tenure} ga:post post:post-{post}
    agent:person-{holder} a ga:Person
""")
SUCCESSION: Final = block("""
    tenure:{tenure} ga:succeeds tenure:{earlier}
    tenure:{earlier} ga:endCause gc:{cause}
""")
STARTED: Final = block("""
    {thing} ga:edtf "{starts.edtf}/{until}"^^edtf:EDTF
    {thing} ga:startEarliest "{starts.first}"^^xsd:date
    {thing} ga:startLatest "{starts.last}"^^xsd:date
""")
SINCE: Final = block("""
    {thing} ga:edtf "{year}/"^^edtf:EDTF
    {thing} ga:startEarliest "{year}-01-01"^^xsd:date
    {thing} ga:startLatest "{year}-12-31"^^xsd:date
    {thing} ga:endEarliest "{day}"^^xsd:date
""")
ENDED: Final = block("""
    {thing} ga:endEarliest "{ends.first}"^^xsd:date
    {thing} ga:endLatest "{ends.last}"^^xsd:date
""")
ONGOING: Final = block("""
    {thing} ga:endEarliest "{day}"^^xsd:date
""")
IN_OFFICE: Final = block("""
    tenure:{tenure} ga:startLatest "{day}"^^xsd:date
    tenure:{tenure} ga:endEarliest "{day}"^^xsd:date
    tenure:{tenure} ga:evidence doc:{doc}#e{number}
""")

EVENT: Final = block("""
    event:{event} a ga:Event
    event:{event} ga:eventType gc:{kind}
    event:{event} ga:location place:capital-{host}
    event:{event} ga:concerns gc:{topic}
    event:{event} skos:prefLabel "{label}"@en
    event:{event} ga:evidence doc:{doc}#e{number}
""")
PART_OF: Final = block("""
    event:{event} ga:subEventOf event:{larger}
""")
PARTICIPATION: Final = block("""
    event:{event} ga:hasParticipation doc:{doc}#p{number}
    event:{event} ga:involves agent:{agent}
    doc:{doc}#p{number} a ga:Participation
    doc:{doc}#p{number} ga:participant agent:{agent}
    doc:{doc}#p{number} ga:participationRole gc:{role}
    agent:{agent} a ga:{kind}
""")
CAPACITY: Final = block("""
    doc:{doc}#p{number} ga:inCapacity tenure:{tenure}
    doc:{doc}#p{number} ga:representing agent:state-{state}
""")
STATUS: Final = block("""
    doc:{doc}#s{number} a ga:StatusReport
    doc:{doc}#s{number} ga:reportsOn event:{event}
    doc:{doc}#s{number} ga:status gc:{status}
    doc:{doc}#s{number} ga:reportedBy agent:{reporter}
    doc:{doc}#s{number} ga:expressedIn doc:{doc}
    doc:{doc}#s{number} ga:evidence doc:{doc}#e{number}
""")
