"""The days of which no holder of a post is known: vacant where a source states that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.answers import Answer
from kg.dates import Day
from kg.web.dates_in_words import day_in_words
from kg.web.roles.pieces import Piece, cut
from kg.web.roles.reading import Role


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a certain holder, both ends included; no last day where it goes on.

    *kind* is `between` (all who are known leave the days out), `vacant` (so too, and a source
    states that who came next succeeded who was there before), `acting` (acting holders only),
    `possible` (somebody may have been), or `after` (nobody is known any more).
    """

    kind: str
    first: Day
    last: Day | None

    @property
    def when(self) -> str:
        """Its days in words."""
        if self.last is None:
            return f"from {day_in_words(self.first)}"
        if self.first == self.last:
            return day_in_words(self.first)
        return f"{day_in_words(self.first)} to {day_in_words(self.last)}"

    def holds(self, day: Day) -> bool:
        """Whether a day is in it."""
        return self.first <= day and (self.last is None or day <= self.last)


def gaps_in(roles: Sequence[Role]) -> list[Gap]:
    """The gaps between the holders of a post, and behind the last of them, in order.

    Days before the first holder are none. Acting holders fill no gap; the query
    vacant-periods-of-post goes by the same days.
    """
    regular = [role for role in roles if not role.acting]
    acting = [role for role in roles if role.acting]
    if not regular:
        return []
    pieces = cut([role.bounds for role in roles], lambda day: _kind(regular, acting, day))
    held = [place for place, piece in enumerate(pieces) if piece.said in ("", "possible")]
    found = [gap for place, piece in enumerate(pieces) if (gap := _gap(piece, place, held))]
    return [replace(gap, kind="vacant") if _stated(gap, regular) else gap for gap in found]


def _stated(gap: Gap, roles: Sequence[Role]) -> bool:
    """Whether a source has a holder behind the gap succeed one before it: nobody was between."""
    if gap.kind != "between" or gap.last is None:
        return False
    gone = {role.iri for role in roles if any(day < gap.first for day in role.bounds[3])}
    to_come = [role for role in roles if any(day > gap.last for day in role.bounds[0])]
    return any(gone.intersection(role.succeeds) for role in to_come)


def _gap(piece: Piece[str], place: int, held: Sequence[int]) -> Gap | None:
    """A piece as a gap; *held* are the places of those with a regular holder, if only possible."""
    if not held or place <= held[0] or piece.first is None or not piece.said:
        return None
    if place < held[-1]:
        return Gap(piece.said, piece.first, piece.last)
    if piece.said == "possible":
        return Gap(piece.said, piece.first, piece.last) if piece.last else None
    return Gap("after", piece.first, piece.last) if piece.said == "between" else None


def _kind(regular: Sequence[Role], acting: Sequence[Role], day: Day) -> str:
    """What kind of gap a day is in; "" for none."""
    answers = {role.on(day) for role in regular}
    if answers & {Answer.TRUE, Answer.DISPUTED}:
        return ""
    if Answer.UNKNOWN in answers:
        return "possible"
    return "acting" if any(role.on(day) is not Answer.FALSE for role in acting) else "between"
