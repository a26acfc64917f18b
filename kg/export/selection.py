"""What of a dataset an export gives: graphs, kinds of things, a day, terms of use."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.dates import Day
from kg.errors import ParameterError
from kg.packaged_terms import classes_below
from kg.terms import term
from kg.vocabulary import GA

KINDS: dict[str, ox.NamedNode] = {
    name: ox.NamedNode(str(cls))
    for name, cls in {
        "agent": GA.Agent,
        "person": GA.Person,
        "organisation": GA.Organisation,
        "state": GA.State,
        "government": GA.Government,
        "body": GA.PublicBody,
        "collective": GA.Collective,
        "place": GA.Place,
        "post": GA.Post,
        "tenure": GA.Tenure,
        "membership": GA.Membership,
        "event": GA.Event,
        "claim": GA.Claim,
        "stance": GA.Stance,
        "document": GA.Document,
    }.items()
}
"""The kinds that `--kind` knows, each with its class; things of subclasses are of the kind, too."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is exported; without anything said, all that counts.

    *graphs* names source graphs; with none, all but suspended ones and those that the store
    keeps for itself. *kinds* leaves out things of other kinds. *at* leaves out tenures,
    memberships and events that certainly were not on that day. *open_only* leaves out graphs
    whose terms do not let everybody pass them on. *merged* gives one graph of facts, as
    the default graph is made, and not the named graphs. *since* is
    for formats that tell what changed behind a version: of all graphs, whatever they are.
    """

    graphs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    at: Day | None = None
    open_only: bool = False
    merged: bool = False
    since: int | None = None

    def __post_init__(self) -> None:
        for kind in self.kinds:
            if kind not in KINDS:
                raise ParameterError(
                    f"There is no kind {kind[:100]}.", hint=f"There is {', '.join(KINDS)}."
                )

    @property
    def takes_all_things(self) -> bool:
        """Whether no thing of a selected graph is left out."""
        return not self.kinds and self.at is None

    @property
    def takes_everything(self) -> bool:
        """Whether nothing is selected."""
        return self == Selection()

    def described(self) -> dict[str, object]:
        """What was selected, for a report: only what was said."""
        said: dict[str, object] = {}
        if self.graphs:
            said["graphs"] = list(self.graphs)
        if self.kinds:
            said["kinds"] = list(self.kinds)
        if self.at:
            said["at"] = str(self.at)
        if self.open_only:
            said["licence"] = "open"
        if self.merged:
            said["merged"] = True
        if self.since is not None:
            said["since"] = self.since
        return said


def subclasses(cls: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
    """A class of the ontology and all that is below it, in order of their IRIs."""
    return tuple(map(term, classes_below(cls.value)))
