"""What properties and codes of FollowTheMoney our comments and codes become again."""

from __future__ import annotations

import re

from rdflib import URIRef

from kg.vocabulary import GA

AGENT_SCHEMATA: tuple[tuple[URIRef, str], ...] = (
    (GA.Person, "Person"),
    (GA.PublicBody, "PublicBody"),
    (GA.Government, "PublicBody"),
    (GA.Organisation, "Organization"),
    (GA.Agent, "LegalEntity"),
)
"""The schema of an agent: that of the first class that it is of."""

COMPANIES = frozenset(("company", "state-owned-company"))

TOPICS = {
    "political-party": "pol.party",
    "trade-union": "pol.union",
    "intergovernmental-organisation": "gov.igo",
    "local-authority": "gov.muni",
    "state-owned-company": "gov.soe",
    "bank": "fin.bank",
    "religious-organisation": "rel",
    "armed-forces": "mil",
}
"""Topics of FollowTheMoney by types of organisations."""

COMMENTS = {
    "Summary": "summary",
    "Description": "description",
    "Notes": "notes",
    "Keyword": "keywords",
    "Address": "address",
    "Programme": "program",
    "Title": "title",
    "Position": "position",
    "Biography": "biography",
    "Education": "education",
    "Political association": "political",
    "Profession": "profession",
    "Legal form": "legalForm",
    "Sector": "sector",
    "Classification": "classification",
    "Status": "status",
    "Area": "subnationalArea",
    "Number of seats": "numberOfSeats",
    "Remark": "remarks",
    "Role": "role",
    "Constituency": "constituency",
    "Political group": "politicalGroup",
    "Declared on": "declarationDate",
    "Term from": "periodStart",
    "Term to": "periodEnd",
    "Date": "date",
    "Percentage": "percentage",
    "Number of shares": "sharesCount",
    "Value of shares": "sharesValue",
    "Currency of shares": "sharesCurrency",
    "Type of shares": "sharesType",
    "Type of ownership": "ownershipType",
    "Legal basis": "legalBasis",
    "Measures": "provisions",
    "Number given by the authority": "authorityId",
    "Number given by the Security Council": "unscId",
    "Record": "recordId",
    "Duration": "duration",
    "Important": "important",
    "Publisher": "publisher",
    "In force from": "startDate",
    "Place of birth": "birthPlace",
    "Wikidata": "wikidataId",
}
"""Properties by the labels under which texts without a term are kept as comments."""

_OF_THINGS = "summary description notes keywords address program wikidataId"
_OF_INTERVALS = "summary description date recordId publisher"
_OF_INTERESTS = f"{_OF_INTERVALS} role status"
_OF_AGENTS = f"{_OF_THINGS} legalForm sector classification status"
WORDS = {
    schema: frozenset(names.split())
    for schema, names in {
        "Person": f"{_OF_AGENTS} title position biography education political profession"
        " birthPlace",
        "LegalEntity": _OF_AGENTS,
        "Organization": _OF_AGENTS,
        "Company": _OF_AGENTS,
        "PublicBody": _OF_AGENTS,
        "Position": f"{_OF_THINGS} subnationalArea numberOfSeats",
        "Address": f"{_OF_THINGS} remarks",
        "Territory": _OF_THINGS,
        "Article": "summary description notes keywords",
        "Occupancy": f"{_OF_INTERVALS} status constituency politicalGroup declarationDate"
        " periodStart periodEnd",
        "Membership": _OF_INTERESTS,
        "Employment": _OF_INTERESTS,
        "Ownership": f"{_OF_INTERESTS} percentage sharesCount sharesValue sharesCurrency"
        " sharesType ownershipType legalBasis",
        "Family": _OF_INTERVALS,
        "Associate": _OF_INTERVALS,
        "UnknownLink": _OF_INTERESTS,
        "Representation": _OF_INTERESTS,
        "Sanction": f"{_OF_INTERVALS} provisions status authorityId unscId duration startDate",
        "Event": f"{_OF_THINGS} important recordId date",
        "Trip": f"{_OF_THINGS} important recordId date",
    }.items()
}
"""The properties for texts that each schema has."""

DATES = frozenset(("date", "declarationDate", "periodStart", "periodEnd", "startDate"))
NUMBERS = frozenset(("numberOfSeats", "duration"))

SENTENCES = {
    "Family": ("{other} is a relative of {one}", "person", "relative", "relationship"),
    "Associate": ("{other} is an associate of {one}", "person", "associate", "relationship"),
    "UnknownLink": ("{one} is linked to {other}", "subject", "object", "role"),
    "Representation": ("{one} represents {other}", "agent", "client", "role"),
}
"""The sentence of a link, its two properties and that of its words, by schema."""

COUNTRIES = {
    "Q244165": ("az-nk", "Artsakh"),
    "Q17252": ("cn-xz", "Tibet"),
    "Q33946": ("cshh", "Czechoslovakia"),
    "Q37024": ("csxx", "Serbia and Montenegro"),
    "Q23681": ("cy-trnc", "Northern Cyprus"),
    "Q16957": ("dd", "East Germany"),
    "Q458": ("eu", "European Union"),
    "Q26": ("gb-nir", "Northern Ireland"),
    "Q22": ("gb-sct", "Scotland"),
    "Q25": ("gb-wls", "Wales"),
    "Q31354462": ("ge-ab", "Abkhazia"),
    "Q41470": ("iq-kr", "Kurdistan"),
    "Q907112": ("md-pmr", "Transnistria"),
    "Q34754": ("so-som", "Somaliland"),
    "Q15180": ("suhh", "Soviet Union"),
    "Q16150196": ("ua-dpr", "Donetsk People's Republic"),
    "Q16746854": ("ua-lpr", "Luhansk People's Republic"),
    "Q1065": ("un", "United Nations"),
    "Q23427": ("x-so", "South Ossetia"),
    "Q1246": ("xk", "Kosovo"),
    "Q83286": ("yucs", "Yugoslavia"),
}
"""Codes of FollowTheMoney beside ISO 3166-1, with names, by Wikidata id."""

NUMBER_PROPERTIES = frozenset(
    (
        *("registrationNumber", "idNumber", "taxNumber", "licenseNumber", "vatCode", "leiCode"),
        *("dunsCode", "uniqueEntityId", "innCode", "ogrnCode", "okpoCode", "uscCode"),
        *("swiftBic", "bvdId", "icijId", "opencorporatesUrl"),
    )
)
"""Numbers of registers that every legal entity may have."""

COMPANY_NUMBERS = NUMBER_PROPERTIES | frozenset(
    (
        *("permId", "imoNumber", "giiNumber", "cageCode", "kppCode", "cikCode", "isinCode"),
        *("ticker", "voenCode", "ipoCode", "irsCode"),
    )
)
ORGANISATION_NUMBERS = NUMBER_PROPERTIES | {"permId", "imoNumber", "giiNumber", "cageCode"}
NUMBERS_OF = {
    "LegalEntity": NUMBER_PROPERTIES,
    "Organization": ORGANISATION_NUMBERS,
    "PublicBody": ORGANISATION_NUMBERS,
    "Company": COMPANY_NUMBERS,
}
"""Numbers of registers by the schemata that have them."""

ARTICLES = frozenset(("news-article", "news-agency-report", "opinion-article"))

_NOTHING = "FollowTheMoney has nothing for them."
UNTOLD = (
    (GA.StatusReport, "Reports of the status of events", _NOTHING),
    (GA.Inference, "Inferences", _NOTHING),
    (GA.EventSeries, "Series of events", "Events have their names alone."),
    (GA.Stance, "Stances", "FollowTheMoney has facts, and not who asserts or denies them."),
    (GA.Evidence, "Passages of documents", "Their quotes and places have no property."),
)
"""Classes that FollowTheMoney has nothing for, with the reason."""

_PREFIX_DATE = re.compile(r"[12][0-9]{3}(?:-[0-9]{2}){0,2}")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def fits(name: str, text: str) -> bool:
    """Whether a text is a value that a property may have."""
    if name in DATES:
        return _PREFIX_DATE.fullmatch(text) is not None
    return name not in NUMBERS or _NUMBER.fullmatch(text) is not None
