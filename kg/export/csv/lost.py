"""What the tables do not carry, or carry as something less."""

from __future__ import annotations

import pyoxigraph as ox

from kg.export.csv.thing import Thing
from kg.export.losses import Losses
from kg.export.version import ExportedVersion
from kg.terms import BOUNDS


def note_thing(thing: Thing, losses: Losses) -> None:
    """Note what is lost of one thing."""
    if thing.is_bounded and any(len(thing.values(bound)) > 1 for bound in BOUNDS):
        losses.note(
            "Things whose dates several sources give differently",
            "A column takes one date, the narrowest; those of each source are in statements.csv.",
            _with_days(thing),
        )
    if thing.contradicts:
        losses.note(
            "Things with disputed dates",
            "Their bounds contradict each other, and the column disputed is true.",
            thing.iri,
        )
    if len(thing.graphs) > 1:
        losses.note(
            "Things of several sources",
            "A row names its source graphs, not which of them states which cell.",
            thing.iri,
        )
    if isinstance(thing.node, ox.BlankNode):
        losses.note(
            "Blank nodes",
            "They stand in statements.csv under a name that holds in this export alone.",
            thing.iri,
        )


def note_claims(version: ExportedVersion, losses: Losses) -> None:
    """Note the graphs with the content of claims: it is no fact, and stands in no table."""
    for graph in version.graphs:
        held = sum(1 for _ in version.quads(graph)) if version.is_claim(graph) else 0
        if held:
            losses.note(
                "Contents of claims",
                "The tables hold facts; of a claim they hold its proposition.",
                graph,
                held,
            )


def _with_days(thing: Thing) -> str:
    """The IRI of a thing, with each day and the graphs that state it."""
    said = [
        f"{bound.value.rpartition('#')[2]} {value.value} in {', '.join(thing.facts[bound, value])}"
        for bound in BOUNDS
        for value in thing.days(bound)
        if len(thing.days(bound)) > 1
    ]
    return f"{thing.iri}: {'; '.join(said)}"
