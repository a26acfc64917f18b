"""Terms of the ontology and its code lists, spelled once; a misspelt one fails at once."""

from __future__ import annotations

from typing import Final

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

BASE_IRI: Final = "https://w3id.org/geoactors/"
GS: Final = Namespace(f"{BASE_IRI}shapes#")
EDTF: Final = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")

# Every prefix that our output may use; a test holds the JSON-LD context to the same list.
PREFIXES: Final[dict[str, str]] = {
    "ga": f"{BASE_IRI}ns#",
    "gc": f"{BASE_IRI}code/",
    "gs": str(GS),
    "agent": f"{BASE_IRI}id/agent/",
    "post": f"{BASE_IRI}id/post/",
    "tenure": f"{BASE_IRI}id/tenure/",
    "membership": f"{BASE_IRI}id/membership/",
    "event": f"{BASE_IRI}id/event/",
    "claim": f"{BASE_IRI}id/claim/",
    "stance": f"{BASE_IRI}id/stance/",
    "doc": f"{BASE_IRI}id/doc/",
    "place": f"{BASE_IRI}id/place/",
    "graph": f"{BASE_IRI}graph/",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class GA(DefinedNamespace):
    """The ontology of geopolitical actors."""

    _NS = Namespace(PREFIXES["ga"])
    _fail = True

    Temporal: URIRef
    Agent: URIRef
    Person: URIRef
    Organisation: URIRef
    Polity: URIRef
    State: URIRef
    Government: URIRef
    PublicBody: URIRef
    InternationalOrganisation: URIRef
    Collective: URIRef
    Place: URIRef
    Post: URIRef
    Membership: URIRef
    Tenure: URIRef
    Event: URIRef
    EventSeries: URIRef
    Communication: URIRef
    Participation: URIRef
    StatusReport: URIRef
    Claim: URIRef
    Stance: URIRef
    Document: URIRef
    Evidence: URIRef
    Inference: URIRef
    Correction: URIRef
    SourceGraph: URIRef
    ReferenceGraph: URIRef
    ClaimGraph: URIRef
    SuspendedGraph: URIRef
    Tombstone: URIRef

    startEarliest: URIRef
    startLatest: URIRef
    endEarliest: URIRef
    endLatest: URIRef
    edtf: URIRef
    timeExpression: URIRef
    relativeTo: URIRef
    holder: URIRef
    post: URIRef
    postType: URIRef
    jurisdiction: URIRef
    governs: URIRef
    affiliation: URIRef
    appointedBy: URIRef
    acting: URIRef
    endCause: URIRef
    seats: URIRef
    constituency: URIRef
    membershipType: URIRef
    succeeds: URIRef
    organisationType: URIRef
    placeType: URIRef
    birth: URIRef
    death: URIRef
    citizenship: URIRef
    isoAlpha2: URIRef
    isoAlpha3: URIRef
    isoNumeric: URIRef
    actorCode: URIRef
    eventType: URIRef
    hasParticipation: URIRef
    participant: URIRef
    participationRole: URIRef
    inCapacity: URIRef
    representing: URIRef
    involves: URIRef
    location: URIRef
    subEventOf: URIRef
    inSeries: URIRef
    concerns: URIRef
    prompts: URIRef
    legalBasis: URIRef
    documentType: URIRef
    reportsOn: URIRef
    status: URIRef
    reportedBy: URIRef
    proposition: URIRef
    stanceTaker: URIRef
    stanceOn: URIRef
    stanceType: URIRef
    target: URIRef
    expressedIn: URIRef
    condition: URIRef
    modality: URIRef
    intensity: URIRef
    contradicts: URIRef
    quote: URIRef
    evidence: URIRef
    inDocument: URIRef
    locator: URIRef
    sourceDocument: URIRef
    retrievedOn: URIRef
    inferredBy: URIRef
    corrects: URIRef
    statedIn: URIRef
    identifies: URIRef
    distinguishes: URIRef
    canonical: URIRef
    delivered: URIRef
    rationale: URIRef
    confidence: URIRef
    closeTo: URIRef


# Each scheme on a line of its own, then its codes; last the datatypes and collections.
_CODES: Final = """
event-type
    statement announcement briefing speech refusal-to-comment symbolic-act appeal invitation
    call-for-meeting agreement agreement-to-meet agreement-to-aid agreement-to-settle
    consultation meeting summit conference telephone-call visit state-visit official-visit
    working-visit private-visit meeting-in-third-place mediation negotiation
    diplomatic-cooperation praise verbal-defence rallying-support diplomatic-recognition apology
    forgiveness signing ratification presentation-of-credentials material-cooperation
    economic-cooperation military-cooperation judicial-cooperation intelligence-sharing aid
    material-aid economic-aid military-aid humanitarian-aid peacekeeping granting-of-asylum
    concession easing-of-restrictions political-reform retreat release release-of-persons
    return-of-property easing-of-sanctions admission-of-outsiders de-escalation ceasefire
    demobilisation military-retreat investigation demand call-for-ceasefire disapproval
    criticism accusation official-complaint lawsuit conviction rejection refusal-to-meet
    rejection-of-plan defiance veto threat threat-of-sanctions threat-of-force ultimatum protest
    demonstration hunger-strike strike obstruction riot show-of-force military-alert
    police-mobilisation mobilisation military-exercise reduction-of-relations
    severance-of-relations reduction-of-aid sanctions halt-of-negotiations expulsion-of-mission
    coercion seizure restriction ban-of-organisation curfew state-of-emergency designation
    sanctions-listing sanctions-delisting arrest deportation expulsion-of-diplomats repression
    assault abduction physical-assault sexual-assault torture bombing suicide-bombing
    attempted-assassination assassination armed-conflict military-force military-advance
    blockade occupation ground-combat shelling air-strike ceasefire-violation mass-violence
    mass-expulsion mass-killing ethnic-cleansing weapon-of-mass-destruction-use political-change
    appointment swearing-in resignation dismissal departure-from-post election referendum coup
    founding dissolution accession withdrawal vote legislation legislative-period
    birth death disaster unclassified-event
event-status
    proposed announced expected confirmed underway occurred postponed cancelled denied
participation-role
    initiator target visitor host attendee organiser chair speaker addressee negotiator mediator
    signatory guarantor belligerent supplier recipient observing-party victim election-candidate
    appointee appointer principal voter voter-in-favour voter-against abstainer
post-type
    head-of-state monarch president vice-president head-of-government prime-minister
    deputy-head-of-government minister foreign-minister defence-minister interior-minister
    finance-minister justice-minister trade-minister minister-without-portfolio deputy-minister
    junior-minister shadow-minister parliamentary-private-secretary whip permanent-secretary
    spokesperson special-envoy chief-of-mission ambassador envoy minister-resident
    charge-d-affaires permanent-representative consul-general principal-officer
    security-council-secretary national-security-adviser chief-of-staff intelligence-chief
    military-commander chief-of-general-staff central-bank-governor prosecutor-general judge
    speaker-of-parliament member-of-parliament governor mayor party-leader secretary-general
    commissioner head-of-organisation religious-leader
stance-type
    asserts denies accuses vows demands portrays questions supports opposes retracts
modality
    possible probable hypothetical intended obligatory
intensity
    weak moderate strong
document-type
    news-article news-agency-report opinion-article news-digest photograph video transcript
    press-release official-statement proposal treaty law regulation decree resolution judgment
    sanctions-list report dataset reference-work biography social-media-post web-page
    editorial-note
end-cause
    replaced resigned dismissed term-expired voted-out impeached overthrown promoted retired
    died incapacitated abolished merged withdrew expelled recalled
organisation-type
    political-party parliamentary-group electoral-alliance ministry embassy agency cabinet
    security-council parliament court prosecution-service central-bank armed-forces police
    intelligence-service head-of-state-office local-authority intergovernmental-organisation
    military-alliance economic-union informal-group-of-states news-medium news-agency newspaper
    broadcaster company state-owned-company bank non-governmental-organisation think-tank
    trade-union religious-organisation academic-institution armed-group terrorist-organisation
    criminal-organisation movement dependency special-administrative-region disputed-polity
    historical-state government-in-exile
place-type
    country region first-level-division district continent city capital settlement
    electoral-district building military-base border-crossing island body-of-water address
membership-type
    full-member founding-member permanent-member elected-member associate-member observer
    candidate dialogue-partner suspended-member party-member staff-member owner
topic
    international-relations international-and-regional-issues strategic-security
    territorial-dispute colonialism palestinian-question sanctions-policy war-and-peace
    peace-process arms-control nuclear-weapons weapons-of-mass-destruction dual-use-goods
    military-supplies terrorism intelligence-affairs cyber-security politics elections
    law-and-crime corruption human-rights press-freedom economy trade energy
    economic-development natural-resources environment health migration humanitarian-situation
    disasters science-and-technology culture sport
cameo-notation plover-notation final-status planned-status
"""


class GC(DefinedNamespace):
    """The code lists; a code with a hyphen is read as an item: `GC["head-of-state"]`."""

    _NS = Namespace(PREFIXES["gc"])
    _fail = True
    _extras = _CODES.split()
