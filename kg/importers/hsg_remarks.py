"""What the remarks on a visit name: whom one met, what one attended, whom one accompanied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.importers.hsg_adjectives import ADJECTIVES
from kg.importers.hsg_titles import TITLE, Named, named

MEETING, CONSULTATION, GATHERING = "meeting", "consultation", "gathering"
COMPANY, HOST = "company", "host"

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ABBREVIATIONS = frozenset(
    (
        *("Adm", "Col", "Dr", "Ft", "Gen", "Gov", "Jr", "Lt", "Maj", "Mr", "Mrs", "Mt", "No"),
        *("Prof", "Rep", "Sen", "Sr", "St", "D.C", "D.F", "N.J", "N.Y", "U.K", "U.N", "U.S"),
        *("Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "La"),
        *("Mass", "Md", "Me", "Mich", "Minn", "Miss", "Pa", "Tenn", "Tex", "Va", "Vt", "Wash"),
        *("Wis", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec"),
    )
)
_PARTICLES = "de la|de los|de|da|do|dos|del|della|di|van der|van|von|bin|bint|ibn|al|el|ul|y|e"
_NOT_MONTH = r"(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|" + _MONTHS + r")\b)"
_WORD = r"(?:[A-Z]\.(?:[A-Z]\.)*|[A-Z][\w'’-]*|al- ?[A-Z]\w+|d['’][A-Z]\w+)"
_PART = rf"(?:(?:{_PARTICLES}) )*{_NOT_MONTH}{_WORD}"
_NAME = rf"{_PART}(?: {_PART}){{0,6}}"
_COUNTRY = r"(?:the )?[A-Z][\w.'’-]*(?: [A-Z][\w'’-]*){0,3}"
_ADJECTIVE = "|".join(sorted(map(re.escape, ADJECTIVES), key=len, reverse=True))
_UNGROUPED = re.sub(r"\?P<\w+>", "?:", TITLE)
_PERSON = re.compile(
    rf"(?:the )?(?:(?:former |[Tt]hen-)(?=[A-Z][\w.-]* [A-Z]))?"
    rf"(?:(?P<adjective>{_ADJECTIVE}) |(?P<organisation>[A-Z]{{2,6}}|(?:[A-Z]\.){{2,4}}) "
    rf"|(?!{_UNGROUPED} )(?P<other>[A-Z][\w-]+(?: [A-Z][\w-]+)?) (?={_UNGROUPED} ))?"
    rf"{TITLE} (?P<name>{_NAME})(?: of (?P<of>{_COUNTRY}))?"
)
_OFFICIALS = re.compile(rf"(?:other )?(?:senior )?(?P<adjective>{_ADJECTIVE}) officials")
_AND = re.compile(r",? and (?:with )?|, (?:as well as )?| & ")
_MET = re.compile(
    r"\b(?:[Mm]et|[Mm]eetings?|[Aa]udiences?)"
    r"(?: also| again| briefly| privately| informally| separately| afterwards?| later)*"
    r" (?:with |(?P<between>between )|(?=[A-Z]))"
)
_TALKED = re.compile(
    r"\b(?:[Dd]iscuss(?:ed|ions?)|[Rr]eviewed|[Cc]onsult(?:ed|ations?)|[Cc]onferred|[Tt]alks)\b"
)
_WITH = re.compile(r" with ")
_COMPANY = re.compile(r"\b[Aa]ccompanied (?=[A-Z])")
_HOST = re.compile(r"\b(?:[Gg]uest of|(?:on|[Aa]t)(?: the)? invitation of) (?=[A-Z])")
_GATHERING_NOUN = (
    r"(?:Meetings?|Summits?|Conferences?|Sessions?|Assembly|Councils?|Congress|Forum|Talks"
    r"|Consultations?|Commission|Committee)"
)
_TOKEN = _NOT_MONTH + (
    r"(?:[A-Z0-9“][\w.'’”&/-]*[\w'’”&/]|[A-Z]|\d|of|on|the|for|and|meeting|session|summit|conference"
    r"|in (?:Europe|Africa|Asia|Central America|Latin America))"
)
_ATTENDED = re.compile(rf"\b[Aa]ttended (?:the |an? )?(?P<name>{_TOKEN}(?: {_TOKEN})*)")
_IS_GATHERING = re.compile(
    rf"\b{_GATHERING_NOUN}\b|[A-Z].*\b(?:meeting|session|summit|conference)\b"
)
_TAIL = re.compile(
    r" of the Heads of .*$|(?: (?:of|on|the|for|and)| and (?:meeting|session|summit|conference))+$"
)
_TWO = re.compile(rf"(?<=\b)(?P<first>.*\b{_GATHERING_NOUN}.*?) and (?:the )?(?P<second>.*)")
_SMALL = ("of ", "on ", "the ", "for ", "and ", "in ")
_DATE = re.compile(rf"\b(?P<month>{_MONTHS}) (?P<day>\d{{1,2}})(?P<more> ?[-–,]? ?\d+)?")
_END = re.compile(r"[.;](?=\s|$)")
_MANY = re.compile(
    r"(?i:summit|conference|ministerial|general assembly|funeral|inauguration|coronation)"
    r"|\b(?:NATO|UN|U\.N|OAS|G-?\d+|ASEAN|APEC|CSCE|OSCE|EU|EC|SEATO|CENTO|OECD|Contact Group)\b"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A person, or officials, as the remarks name them.

    *country* is the id of a country, *of* a name of one. *organisation* is an acronym before
    the title. *marked* tells that the remarks say where the person belongs, be it unknown here.
    """

    who: Named
    country: str = ""
    of: str = ""
    organisation: str = ""
    marked: bool = False
    officials: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that the remarks say: *quote* holds their exact words.

    *name* is that of a gathering. *date* is a month and a day as written, when there is one.
    *among_many* tells that those who meet need not belong to the place.
    """

    kind: str
    quote: str
    mentions: tuple[Mention, ...] = ()
    name: str = ""
    date: str = ""
    among_many: bool = False


@lru_cache(maxsize=1 << 10)
def read_remarks(text: str) -> tuple[Remark, ...]:
    """Read what can be read with certainty, in its order; the rest of the text is passed over."""
    many = _MANY.search(text) is not None
    return tuple(found for clause in clauses(text) for found in _read(clause, many))


def clauses(text: str) -> Iterator[str]:
    """The clauses of a text: what full stops and semicolons part, but for abbreviations."""
    begin = 0
    for match in _END.finditer(text):
        last = text[begin : match.start()].rsplit(None, 1)[-1:] or [""]
        word = last[0].strip("()“”,")
        if match[0] == "." and (word in _ABBREVIATIONS or (len(word) == 1 and word.isupper())):
            continue
        if clause := text[begin : match.start()].strip():
            yield clause
        begin = match.end()
    if clause := text[begin:].strip():
        yield clause


def _read(clause: str, many: bool) -> Iterator[Remark]:
    dates = _DATE.findall(clause)
    date = "" if len(dates) != 1 or dates[0][2] else f"{dates[0][0]} {dates[0][1]}"
    for kind, at, between in _openings(clause):
        if mentions := _people(clause, at):
            yield Remark(kind, clause, mentions, date=date, among_many=many or between)
    for kind, expression in ((COMPANY, _COMPANY), (HOST, _HOST)):
        for match in expression.finditer(clause):
            if person := _PERSON.match(clause, match.end()):
                yield Remark(kind, clause, (_mention(person),))
    for match in _ATTENDED.finditer(clause):
        for name in _gatherings(match["name"]):
            yield Remark(GATHERING, clause, name=name, date=date)


def _openings(clause: str) -> Iterator[tuple[str, int, bool]]:
    """Where a list of those who were met begins, and whether it holds all parties."""
    met = {match.end(): match["between"] is not None for match in _MET.finditer(clause)}
    yield from ((MEETING, at, between) for at, between in met.items())
    if talked := _TALKED.search(clause):
        for match in _WITH.finditer(clause, talked.end()):
            if match.end() not in met and _PERSON.match(clause, match.end()):
                yield CONSULTATION, match.end(), False
                return


def _people(clause: str, at: int) -> tuple[Mention, ...]:
    """The persons and officials of a list, up to the first words that are neither."""
    found: list[Mention] = []
    while True:
        if person := _PERSON.match(clause, at):
            found.append(_mention(person))
        elif officials := _OFFICIALS.match(clause, at):
            person = officials
            country = ADJECTIVES[officials["adjective"]]
            found.append(Mention(Named(officials[0]), country, marked=True, officials=True))
        else:
            return tuple(found)
        link = _AND.match(clause, person.end())
        if link is None:
            return tuple(found)
        at = link.end()


def _mention(match: re.Match[str]) -> Mention:
    text = match.string[match.start("acting" if match["acting"] else "title") : match.end("name")]
    country = ADJECTIVES.get(match["adjective"] or "", "")
    of, organisation = match["of"] or "", match["organisation"] or ""
    marked = bool(match["adjective"] or of or organisation or match["other"])
    who = named(match, text)
    if "former " in match[0] or "hen-" in match[0]:
        who = Named(text, who.title, who.name)
    return Mention(who, country, of, organisation.replace(".", ""), marked)


def _gatherings(name: str) -> Iterator[str]:
    """The names of what was attended; two when both sides of an "and" name one."""
    for part in _parts(name):
        plain = _TAIL.sub("", part)
        if _IS_GATHERING.search(plain) and " " in plain and not plain.startswith(_SMALL):
            yield plain


def _parts(name: str) -> Iterator[str]:
    two = _TWO.fullmatch(name)
    if two and re.search(_GATHERING_NOUN, two["second"]):
        yield two["first"]
        yield from _parts(two["second"])
    else:
        yield name
