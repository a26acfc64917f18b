"""The classes of the ontology whose things can be one: agents, posts, tenures and events."""

from __future__ import annotations

from typing import Final

from kg.vocabulary import GA

KINDS: Final = ("agent", "post", "tenure", "event")
ORGANISATIONS: Final = {
    str(GA.Polity): "state or other polity",
    str(GA.State): "state or other polity",
    str(GA.Government): "government",
    str(GA.PublicBody): "public body",
    str(GA.InternationalOrganisation): "international organisation",
}
"""Organisations that cannot be of two of these kinds."""
FAMILIES: Final = {
    str(GA.Person): "person",
    str(GA.Collective): "collective",
    **dict.fromkeys((str(GA.Organisation), *ORGANISATIONS), "organisation"),
}
"""Agents that cannot be of two of these kinds."""
KIND_OF_CLASS: Final = {
    **dict.fromkeys((str(GA.Agent), *FAMILIES), "agent"),
    str(GA.Post): "post",
    str(GA.Tenure): "tenure",
    **dict.fromkeys((str(GA.Event), str(GA.Communication)), "event"),
}
"""The kind of thing that a class is a class of."""
