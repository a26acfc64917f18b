"""The section of what a document says: its passages in the order of the text, with their facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.errors import ParameterError
from kg.report import Term
from kg.terms import plain
from kg.vocabulary import GA
from kg.web.addresses import PART, link
from kg.web.parameters import of_address
from kg.web.things.panels import Panel
from kg.web.things.shown import Fact, Shown
from kg.web.things.sources.facts_in_words import FactInWords, in_words
from kg.web.things.thing import Thing
from kg.web.words import word

_MOST = 100
_ROWS = 1_500
_MOST_THINGS = 25
_GROUPS = {
    "claim": "Claims expressed in it",
    "event": "Events that it reports",
    "agent": "Persons, states, bodies",
    "post": "Posts",
    "": "Other things",
}
_UNSAFE = frozenset('<>"{}|^`\\ \t\r\n')


@dataclass(slots=True)
class SaidPassage:
    """A passage with what it bears out; *anchor* is its fragment of the document.

    Of a part that is no passage *statements* are all that is known.
    """

    anchor: str
    quote: Shown
    locator: str
    facts: list[FactInWords] = field(default_factory=list)
    statements: list[Fact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says. *asked* is the passage of the address where it is not among the first.

    *groups* have the things that it speaks of, by kind, each with its passages, and how many
    more there are. *more* passages are not shown. There is no *panel* where it has too many
    passages to list them.
    """

    passages: list[SaidPassage]
    asked: SaidPassage | None
    groups: list[tuple[str, list[tuple[Shown, list[str]]], int]]
    more: int
    panel: Panel | None


def said(thing: Thing) -> Said | None:
    """Read the passages of a document, the first in its text, and the one that is asked for."""
    too_much = word(str(GA.inDocument)) in thing.view.left_out
    panel = None if too_much else thing.ask("said-in-document", _ROWS)
    passages = _passages(thing, panel) if panel else []
    if panel and panel.more and len(passages) > 1:
        passages.pop()  # it may be cut
    asked = _asked(thing, passages[:_MOST])
    if not passages and not asked and not too_much:
        return None
    first = passages[:_MOST]
    return Said(first, asked, _groups(first), len(passages) - len(first), panel)


def _asked(thing: Thing, shown: Iterable[SaidPassage]) -> SaidPassage | None:
    name = of_address().one(PART)
    if not name or any(passage.anchor == name for passage in shown):
        return None
    if len(name) > 200 or _UNSAFE & set(name) or not name.isprintable():
        raise ParameterError("No passage has such a name.", hint="Leave out passage=.")
    iri = f"<{thing.iri}#{name}>"
    panel = thing.queries.ask("passage-of-document", {"passage": iri}, 200)
    return next(iter(_passages(thing, panel)), None) or _part(thing, name)


def _part(thing: Thing, name: str) -> SaidPassage | None:
    """A part of a document that is no passage, as a participation or a report."""
    panel = thing.queries.ask("statements-of-part", {"part": f"<{thing.iri}#{name}>"}, 60)
    said: defaultdict[str, list[Shown]] = defaultdict(list)
    for row in panel.rows:
        if shown := panel.shown(row["value"]):
            said[plain(row["property"])].append(shown)
    facts = [
        Fact(word(iri), link(iri, thing.days.parameters), found) for iri, found in said.items()
    ]
    return SaidPassage(name, Shown(""), "", statements=facts) if facts else None


def _passages(thing: Thing, panel: Panel) -> list[SaidPassage]:
    start = f"{thing.iri}#"
    found: dict[str, SaidPassage] = {}
    facts: defaultdict[str, dict[Term, list[dict[str, Term]]]] = defaultdict(dict)
    for row in panel.rows:
        iri = plain(row["passage"])
        anchor = iri.removeprefix(start) if iri.startswith(start) else ""
        quote = panel.shown(row.get("quote")) or Shown("")
        locator = plain(row["locator"]) if "locator" in row else ""
        found.setdefault(iri, SaidPassage(anchor, quote, locator))
        facts[iri].setdefault(row["fact"], []).append(row)
    for iri, passage in found.items():
        passage.facts = [in_words(fact, rows, panel, thing) for fact, rows in facts[iri].items()]
        passage.facts.sort(key=lambda one: one.place)
    return list(found.values())


def _groups(
    passages: Iterable[SaidPassage],
) -> list[tuple[str, list[tuple[Shown, list[str]]], int]]:
    """The things that passages speak of, by kind, those of most passages first."""
    found: dict[str, tuple[Shown, dict[str, None]]] = {}
    for passage in passages:
        for fact in passage.facts:
            for one in fact.things:
                found.setdefault(one.iri, (one, {}))[1][passage.anchor] = None
    groups: defaultdict[str, list[tuple[Shown, list[str]]]] = defaultdict(list)
    for iri, (shown, anchors) in found.items():
        groups[_group(iri)].append((shown, list(anchors)))
    for things in groups.values():
        things.sort(key=lambda one: (-len(one[1]), one[0].place))
    return [
        (title, groups[kind][:_MOST_THINGS], max(0, len(groups[kind]) - _MOST_THINGS))
        for kind, title in _GROUPS.items()
        if kind in groups
    ]


def _group(iri: str) -> str:
    kind = iri.partition("/id/")[2].partition("/")[0]
    return kind if kind in _GROUPS else ""
