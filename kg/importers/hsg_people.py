"""Persons and posts that the XML of the US Office of the Historian shares between its files."""

from __future__ import annotations

from kg.importers.facts import Facts, Node, term
from kg.importers.rows import RowError
from kg.importers.slugs import is_slug
from kg.vocabulary import GA

PRESIDENT = "president"
SECRETARY = "secretary"
_TITLES = {
    PRESIDENT: ("President of the United States", "president"),
    SECRETARY: ("Secretary of State of the United States", "foreign-minister"),
}


def person(facts: Facts, id: str) -> Node:
    """The person of an id of POCOM, which secretaries of state bear in other files too.

    Raises:
        RowError: the id is none.
    """
    return _person(facts, id, "people")


def traveller(facts: Facts, id: str, role: str) -> Node:
    """The person of an id in a role. Presidents have ids of a list of their own, in which
    `taft-william-howard` is not the ambassador of that id in POCOM.

    Raises:
        RowError: the id is none.
    """
    return _person(facts, id, "presidents" if role == PRESIDENT else "people")


def _person(facts: Facts, id: str, ids: str) -> Node:
    if not is_slug(id):
        raise RowError(f"{id[:40]!r} is no id of a person", hint="It looks like root-elihu.")
    return facts.type(facts.mint("agent", f"hsg:{ids}:{id}"), GA.Person)


def position(facts: Facts, id: str) -> Node:
    """The post of a position in the Department of State, or of the President.

    Raises:
        RowError: the id is none.
    """
    if not is_slug(id):
        raise RowError(f"{id[:40]!r} is no id of a position", hint="It looks like secretary.")
    post = facts.type(facts.mint("post", f"hsg:positions:{id}"), GA.Post)
    facts.add(post, term(GA.jurisdiction), united_states(facts))
    if id in _TITLES:
        label, type = _TITLES[id]
        facts.name(post, label)
        facts.code(post, GA.postType, type)
    return post


def united_states(facts: Facts) -> Node:
    """The United States, for which all of them act."""
    entry = facts.country("US")
    assert entry is not None  # it is packaged
    return entry
