"""The answer of a page for one day: who held the post, or which posts the person held, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kg.answers import Answer
from kg.dates import Day
from kg.web.dates_in_words import day_in_words
from kg.web.roles.gaps import Gap
from kg.web.roles.ranking import Rank, rank
from kg.web.roles.reach import Lives, is_beyond
from kg.web.roles.reading import Role, RoleReader
from kg.web.roles.reasons import reasons
from kg.web.things.shown import Shown

_MOST = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: who or what, how certain, why; *yes* and *no* are the sources that disagree.

    *both* are those that have it on the day and leave the day out themselves.
    """

    subject: Shown
    role: Role
    answer: Answer
    why: list[str]
    yes: list[str] = field(default_factory=list)
    no: list[str] = field(default_factory=list)
    both: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """The answers for a *day*, the surest first; *asked* says that the address names the day.

    *others* counts those that are only possible and not shown. Where there is none at all,
    *gap* may say why, *last* is the role that was known last before the day. *beyond* says that
    the sources exclude nobody, and that all of whom they tell lived in other times.
    """

    day: str
    asked: bool
    lines: list[Line]
    others: int
    gap: Gap | None = None
    last: Role | None = None
    beyond: bool = False

    @property
    def certain(self) -> int:
        """How many of those shown are certain."""
        return sum(line.answer is Answer.TRUE for line in self.lines)


def answer_of(
    reader: RoleReader,
    roles: Sequence[Role],
    subject: Callable[[Role], Shown],
    day: Day,
    *,
    asked: bool,
    gaps: Sequence[Gap] = (),
    lives: Lives | None = None,
) -> DayAnswer:
    """Answer for a day: one line for each subject, of which the surest role nearest to it.

    Who is only possible and beyond reach by *lives* has none.
    """
    best: dict[str, Role] = {}
    may = [role for role in roles if role.on(day) is not Answer.FALSE]
    held = [role for role in may if not is_absurd(role, day, lives or {})]
    for role in sorted(held, key=lambda role: _rank(role, day)):
        best.setdefault(subject(role).iri or subject(role).text, role)
    chosen = list(best.values())
    lines = [_line(reader, role, subject(role), day) for role in chosen[:_MOST]]
    words = day_in_words(day)
    if lines:
        return DayAnswer(words, asked, lines, len(chosen) - len(lines))
    gap = next((gap for gap in gaps if gap.holds(day)), None)
    return DayAnswer(words, asked, [], 0, gap, _last(roles, day), beyond=bool(may))


def is_absurd(role: Role, day: Day, lives: Lives) -> bool:
    """Whether no source excludes a role on a day, and nobody would think of it either."""
    return role.on(day) is Answer.UNKNOWN and is_beyond(role, day, lives)


def _rank(role: Role, day: Day) -> Rank:
    """The surest first, then the one of which a day is told that is nearest."""
    return rank(role.on(day), (known for bound in role.bounds for known in bound), day, role.iri)


def _line(reader: RoleReader, role: Role, subject: Shown, day: Day) -> Line:
    answer = role.on(day)
    if answer is not Answer.DISPUTED:
        return Line(subject, role, answer, reasons(role, day))
    begun, held = (
        reader.stating(role.iri, 1, [bound for bound in role.bounds[1] if bound <= day]),
        reader.stating(role.iri, 2, [bound for bound in role.bounds[2] if bound >= day]),
    )
    later, over = (
        reader.stating(role.iri, 0, [bound for bound in role.bounds[0] if bound > day]),
        reader.stating(role.iri, 3, [bound for bound in role.bounds[3] if bound < day]),
    )
    both = (begun & later) | (held & over)
    no = later | over
    # who leaves the day out may well have the begin as the others do
    yes = (begun | held) - no
    sides = [reader.titles(graphs) for graphs in (yes, no - both, both)]
    return Line(subject, role, answer, [_dispute(*sides)], *sides)


def _dispute(yes: Sequence[str], no: Sequence[str], both: Sequence[str]) -> str:
    """What the sources disagree about on a day."""
    if both and not (yes and no):
        return "The days that a source gives for it contradict each other."
    if yes and no:
        return "One source has it on this day, and another leaves the day out."
    return "The days that the sources give for it, taken together, contradict each other."


def _last(roles: Sequence[Role], day: Day) -> Role | None:
    """The role that was over last before the day."""
    over = [(min(role.bounds[3]), role.iri, role) for role in roles if role.bounds[3]]
    return max((one for one in over if one[0] < day), default=(None, None, None))[2]
