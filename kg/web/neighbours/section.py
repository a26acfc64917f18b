"""The section of neighbours: how many by relation, and the nearest of them drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import east_asian_width

import pyoxigraph as ox

from kg.lookup import parameter_values, prepare, stored_query
from kg.web.addresses import link
from kg.web.days import Days
from kg.web.neighbours.layout import Branch, Layout, PlacedBranch, Point, lay_out
from kg.web.neighbours.naming import names_of
from kg.web.neighbours.reading import Group, groups_of, shares
from kg.web.paging import with_parameters
from kg.web.parameters import of_address
from kg.web.state import state
from kg.web.things.panels import query_address, values_about
from kg.web.things.readable import readable
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing

PARAMETER = "neighbours"
MOST_OPEN = 300
"""Things that are drawn of one relation."""

_FIRST = 28
_LONGEST = 28
_ONE_SIDE = 24


@dataclass(frozen=True, slots=True)
class DrawnThing:
    """A thing at its point; *label* is cut to what has room."""

    thing: Shown
    label: str
    point: Point


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: how many things it leads to, and the address that opens or closes it."""

    title: str
    number: int
    opened: bool
    address: str


@dataclass(frozen=True, slots=True)
class DrawnBranch:
    """A relation as it is drawn, with those of its things that are; *left* are not."""

    relation: Relation
    pill: Point
    things: list[DrawnThing]
    more: Point | None
    lines: list[str]
    left: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The drawing; *uncounted* are relations to so many things that they are not even counted.

    *closed* is the address of the page with some things of each relation.
    """

    label: str
    layout: Layout
    relations: list[Relation]
    branches: list[DrawnBranch]
    closed: str
    uncounted: list[str]
    number: int
    query: str


def neighbours(thing: Thing) -> Neighbourhood | None:
    """The neighbours of a thing: of the relation in the address up to 300, else some of each."""
    base = state().store.settings.base_iri
    groups = groups_of(thing.description, base, thing.counted)
    if not groups and not thing.view.left_out:
        return None
    chosen = of_address().one(PARAMETER) or ""
    opened = next((group.name for group in groups if group.name == chosen), "")
    pieces = _pieces(groups, opened)
    layout = lay_out([Branch(len(one.things), one.left > 0) for one in pieces])
    drawn = [one for piece in pieces for one in piece.things]
    names = names_of(thing.description, drawn, base, thing.queries)
    relations = {group.name: _relation(group, opened) for group in groups}
    drawer = _Drawer(thing.days, names)
    return Neighbourhood(
        _cut(thing.view.label, 20),
        layout,
        list(relations.values()),
        [
            drawer.branch(relations[piece.group.name], piece, placed)
            for piece, placed in zip(pieces, layout.branches, strict=True)
        ],
        with_parameters({PARAMETER: ""}, "#neighbours") if opened else "",
        thing.view.left_out,
        sum(group.number for group in groups),
        _query(thing),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """The things of a group that are drawn at one pill, and how many are *left* out there."""

    group: Group
    things: list[ox.NamedNode]
    left: int


def _pieces(groups: list[Group], opened: str) -> list[_Piece]:
    """What is drawn: of a relation that is opened all, on both sides, and of others the count."""
    pieces: list[_Piece] = []
    drawn = shares((len(group.things) for group in groups), _FIRST)
    for group, number in zip(groups, drawn, strict=True):
        if not opened:
            pieces.append(_Piece(group, group.things[:number], group.number - number))
        elif group.name != opened:
            pieces.append(_Piece(group, [], 0))
        elif len(group.things) <= _ONE_SIDE:
            pieces.append(_Piece(group, group.things, 0))
        else:
            shown = group.things[:MOST_OPEN]
            half = (len(shown) + 1) // 2
            left = len(group.things) - len(shown)
            pieces += [_Piece(group, shown[:half], 0), _Piece(group, shown[half:], left)]
    return pieces


def _relation(group: Group, opened: str) -> Relation:
    is_open = group.name == opened
    address = with_parameters({PARAMETER: "" if is_open else group.name}, "#neighbours")
    return Relation(group.title, group.number, is_open, address)


def _query(thing: Thing) -> str:
    """Where the query stands that gives all that is counted, and more where the page has a day."""
    text = stored_query("neighbours")
    values = parameter_values(text, values_about(thing.iri), option="")
    return query_address(prepare(text, values), thing.days)


@dataclass(frozen=True, slots=True)
class _Drawer:
    days: Days
    names: Mapping[ox.NamedNode, str]

    def branch(self, relation: Relation, piece: _Piece, placed: PlacedBranch) -> DrawnBranch:
        """A relation with those of its things that are drawn at one pill."""
        drawn = zip(piece.things, placed.things, strict=True)
        things = [self._thing(one, point) for one, point in drawn]
        return DrawnBranch(relation, placed.pill, things, placed.more, placed.lines, piece.left)

    def _thing(self, thing: ox.NamedNode, point: Point) -> DrawnThing:
        text, iri = self.names[thing], thing.value
        shown = Shown(text, "", link(iri, self.days.parameters), iri)
        return DrawnThing(shown, _cut(text, _LONGEST), point)


def _cut(text: str, most: int) -> str:
    """The beginning of a text that has room for *most* letters; some are wider than others."""
    line = readable(text[: most * 4])
    room = float(most)
    for place, letter in enumerate(line):
        room -= _width(letter)
        if room < 0:
            return f"{line[: place - 1].rstrip()}…"
    return line


def _width(letter: str) -> float:
    if east_asian_width(letter) in "FW":
        return 2
    return 1.3 if letter.isupper() or letter in "mw@%" else 1
