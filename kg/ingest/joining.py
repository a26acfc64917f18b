"""What forbids that things are one, or two, by decisions on identity."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from itertools import combinations

from kg.errors import ConflictError
from kg.ingest.decisions import Decision, Pair, classes_of
from kg.ingest.identified import Thing, Things, check_alike
from kg.terms import shorten

Classes = Collection[frozenset[str]]
_MOST_NAMED = 5


def check_joined(before: Classes, after: Classes, things: Things, although: Container[str]) -> None:
    """Refuse to join things that are of different kinds, or that Wikidata tells apart.

    *although* their ids differ, an editor wants some to be one with others.

    Raises:
        ConflictError: two of them cannot be one.
    """
    so_far = {iri: members for members in before for iri in members}
    for members in set(after) - set(before):
        for one, other in combinations(sorted(members), 2):
            if other in so_far.get(one, ()):
                continue
            first, second = things.as_known(one), things.as_known(other)
            if first.classes and second.classes:
                check_alike(first, second)
            if not any(iri in although for iri in members):
                _check_ids(first, second)


def _check_ids(first: Thing, second: Thing) -> None:
    if first.wikidata and second.wikidata and first.wikidata.isdisjoint(second.wikidata):
        ours, theirs = (", ".join(sorted(thing.wikidata)) for thing in (first, second))
        raise ConflictError(
            f"{shorten(first.iri)} is {ours} in Wikidata, and {shorten(second.iri)} is {theirs}:"
            " they are not made one.",
            hint="An editor who knows better says --although-ids-differ.",
        )


def check_offices(before: Classes, after: Classes, things: Things) -> None:
    """Refuse that tenures are one while their holders or their posts are not.

    Such a tenure would say of each holder that it held each of the posts. What was so before
    the decision does not stand in its way.

    Raises:
        ConflictError: a tenure would have two holders or posts.
    """
    named = (_representatives(before), _representatives(after))
    so_far = {iri: members for members in before for iri in members}
    for members in after:
        if not (found := _apart(members, named[1], things)):
            continue
        was_one = members <= so_far.get(min(members), frozenset())
        if was_one and _apart(members, named[0], things):
            continue
        what, values = found
        tenures = " and ".join(map(shorten, sorted(members)))
        raise ConflictError(
            f"{tenures} have different {what}, {_listed(values)}: they cannot be one.",
            hint=f"Revoke the tenures first: {tenures}."
            if was_one
            else f"Accept the {what} first, if they are one.",
        )


def _apart(
    members: Iterable[str], named: Mapping[str, str], things: Things
) -> tuple[str, set[str]] | None:
    """The holders or posts of tenures that are one, when none of the tenures has all of them."""
    offices = [things.offices(iri) for iri in sorted(members)]
    for what in ("holders", "posts"):
        given = [{named.get(iri, iri) for iri in office.get(what, ())} for office in offices]
        if (together := set[str]().union(*given)) not in given:
            return what, together
    return None


def _representatives(classes: Classes) -> dict[str, str]:
    return {iri: min(members) for members in classes for iri in members}


def check_accepted(held: Mapping[Pair, Decision], pairs: Iterable[Pair]) -> None:
    """Refuse to accept pairs that were rejected.

    Raises:
        ConflictError: some were.
    """
    rejected = [pair for pair in pairs if pair in held and not held[pair].same]
    if rejected:
        names = [" and ".join(map(shorten, pair)) for pair in rejected]
        raise ConflictError(
            f"Decided to be two: {_listed(names, '; ')}.",
            hint="Take that back with `kg identity revoke`, or leave the pair out.",
        )


def check_rejections(held: Mapping[Pair, Decision]) -> None:
    """Refuse that what was rejected is one by way of others.

    Raises:
        ConflictError: some pair is.
    """
    classes = {iri: members for members in classes_of(held.values()) for iri in members}
    for decision in held.values():
        first, second = decision.pair
        if not decision.same and second in classes.get(first, ()):
            raise ConflictError(
                f"{shorten(first)} and {shorten(second)} were decided to be two, and would be one"
                " by way of others.",
                hint="Take one of the decisions back with `kg identity revoke`.",
            )


def _listed(names: Collection[str], separator: str = ", ") -> str:
    shown = [shorten(name) if "://" in name else name for name in sorted(names)]
    more = f" and {len(shown) - _MOST_NAMED} more" if len(shown) > _MOST_NAMED else ""
    return separator.join(shown[:_MOST_NAMED]) + more
