"""What the description of a dataset leaves out."""

from __future__ import annotations

from kg.export.descriptions.counting import Counts
from kg.export.losses import Losses


def note_losses(counts: Counts, losses: Losses) -> None:
    """Note the things that are counted and not described, and the counts that are not there."""
    if counts.subjects:
        losses.note("Things", "The description counts what is said of them.", count=counts.subjects)
    if counts.by_thing:
        return
    why = "Selected graphs are read one after another, and a thing may be in several of them."
    for name in sorted(counts.classes):
        losses.note("Classes without a number of triples", why, name)
    for name in sorted(counts.properties):
        losses.note("Properties without a number of subjects", why, name)
