"""The answer of a page for one day: who held the post, or which posts the person held, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf

from kg.answers import Answer
from kg.dates import Day
from kg.web.roles.gaps import Gap
from kg.web.roles.reading import Role, RoleReader
from kg.web.roles.reasons import reasons
from kg.web.roles.scale import ordinal
from kg.web.things.dates_in_words import day_in_words
from kg.web.things.shown import Shown

_MOST = 5
_ORDER = (Answer.TRUE, Answer.DISPUTED, Answer.UNKNOWN)
_BOUND_SAYS = ((1, 2), (0, 3))
"""The bounds by which a source has a role on a day, and those by which one leaves the day out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: who or what, how certain, why; *yes* and *no* are the sources that disagree."""

    subject: Shown
    role: Role
    answer: Answer
    why: list[str]
    yes: list[str] = field(default_factory=list)
    no: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """The answers for a *day*, the surest first; *asked* says that the address names the day.

    *others* counts those that are only possible and not shown. Where there is none at all,
    *gap* may say why, *last* is the role that was known last before the day.
    """

    day: str
    asked: bool
    lines: list[Line]
    others: int
    gap: Gap | None = None
    last: Role | None = None


def answer_of(
    reader: RoleReader,
    roles: Sequence[Role],
    subject: Callable[[Role], Shown],
    day: Day,
    *,
    asked: bool,
    gaps: Sequence[Gap] = (),
) -> DayAnswer:
    """Answer for a day: one line for each subject, of which the surest role nearest to it."""
    best: dict[str, Role] = {}
    held = [role for role in roles if role.on(day) is not Answer.FALSE]
    for role in sorted(held, key=lambda role: _rank(role, day)):
        best.setdefault(subject(role).iri or subject(role).text, role)
    chosen = list(best.values())
    lines = [_line(reader, role, subject(role), day) for role in chosen[:_MOST]]
    words = day_in_words(day)
    if lines:
        return DayAnswer(words, asked, lines, len(chosen) - len(lines))
    gap = next((gap for gap in gaps if gap.holds(day)), None)
    return DayAnswer(words, asked, [], 0, gap, _last(roles, day))


def _rank(role: Role, day: Day) -> tuple[int, float, str]:
    """The surest first, then the one of which a day is told that is nearest."""
    told = [ordinal(known) for bound in role.bounds for known in bound]
    distance = min((abs(number - ordinal(day)) for number in told), default=inf)
    return _ORDER.index(role.on(day)), distance, role.iri


def _line(reader: RoleReader, role: Role, subject: Shown, day: Day) -> Line:
    answer = role.on(day)
    if answer is not Answer.DISPUTED:
        return Line(subject, role, answer, reasons(role, day))
    begun = [bound for bound in role.bounds[1] if bound <= day]
    held = [bound for bound in role.bounds[2] if bound >= day]
    later = [bound for bound in role.bounds[0] if bound > day]
    over = [bound for bound in role.bounds[3] if bound < day]
    yes, no = (
        sorted({*reader.stating(role.iri, first, one), *reader.stating(role.iri, last, other)})
        for (first, last), (one, other) in zip(
            _BOUND_SAYS, ((begun, held), (later, over)), strict=True
        )
    )
    # who leaves the day out may well have the begin as the others do
    return Line(
        subject, role, answer, reasons(role, day), [one for one in yes if one not in no], no
    )


def _last(roles: Sequence[Role], day: Day) -> Role | None:
    """The role that was over last before the day."""
    over = [(min(role.bounds[3]), role.iri, role) for role in roles if role.bounds[3]]
    return max((one for one in over if one[0] < day), default=(None, None, None))[2]
