"""The tables of events and words: events, who took part, how far they came, claims and stances."""

from __future__ import annotations

from kg.export.csv.columns import reference, references, text, value
from kg.export.csv.common import (
    CLASS,
    CONCERNS,
    DATES,
    IRI,
    LABEL,
    SEE_ALSO,
    STATED,
    SUCCEEDS,
)
from kg.export.csv.table import Table
from kg.vocabulary import GA

_EVENTS = Table(
    "events",
    "Events",
    "One happening a row, proposed, expected, under way or past; status_reports.csv says how far"
    " it came. Births and deaths are events, too.",
    (
        *IRI,
        *CLASS,
        *LABEL,
        *value("event_types", GA.eventType, "codes", "The codes of what happens.", "visit"),
        *DATES,
        *references("location", GA.location, "Where it happens."),
        *references("involves", GA.involves, "Who takes part, in whatever role."),
        *CONCERNS,
        *references("part_of", GA.subEventOf, "The larger events of which it is a part."),
        *reference("series", GA.inSeries, "The series of which it is one round."),
        *references("prompts", GA.prompts, "The events it calls for or gives rise to."),
        *references("legal_basis", GA.legalBasis, "The documents under which it is carried out."),
        *SUCCEEDS,
        *text("rationale", GA.rationale, "The reasons for a reading of the source."),
        *SEE_ALSO,
        *STATED,
    ),
    (GA.Event,),
)

_SERIES = Table(
    "event_series",
    "Event series",
    "One sequence of recurring events a row.",
    (
        *IRI,
        *LABEL,
        *DATES,
        *references("involves", GA.involves, "Who takes part."),
        *CONCERNS,
        *SEE_ALSO,
        *STATED,
    ),
    (GA.EventSeries,),
)

_PARTICIPATIONS = Table(
    "participations",
    "Participations",
    "The part of one agent in one event a row.",
    (
        *IRI,
        *reference("event", GA.hasParticipation, "The event.", "subject-of"),
        *reference("participant", GA.participant, "Who takes part."),
        *value("role", GA.participationRole, "code", "The code of the part played.", "visitor"),
        *reference("capacity", GA.inCapacity, "The tenure or post by virtue of which."),
        *reference("representing", GA.representing, "On whose behalf."),
        *STATED,
    ),
    (GA.Participation,),
)

_STATUS_REPORTS = Table(
    "status_reports",
    "Status reports",
    "What one reporter says of how far an event has come a row; its dates are those of the saying.",
    (
        *IRI,
        *reference("event", GA.reportsOn, "The event."),
        *value("status", GA.status, "code", "The code of the stage.", "announced"),
        *reference("reported_by", GA.reportedBy, "Whose word it is."),
        *reference("expressed_in", GA.expressedIn, "The communication or document."),
        *DATES,
        *STATED,
    ),
    (GA.StatusReport,),
)

_CLAIMS = Table(
    "claims",
    "Claims",
    "One proposition a row, neither true nor false here; stances.csv says who takes which stance.",
    (
        *IRI,
        *LABEL,
        *text("proposition", GA.proposition, "What the claim says to be so, in the affirmative."),
        *CONCERNS,
        *value(
            "modality",
            GA.modality,
            "code",
            "The code of the way other than plain fact in which it is meant.",
            "possible",
        ),
        *references("condition", GA.condition, "The claims on whose truth it depends."),
        *references("contradicts", GA.contradicts, "The claims that cannot be true with it."),
        *text("rationale", GA.rationale, "The reasons for a reading of the source."),
        *STATED,
    ),
    (GA.Claim,),
)

_STANCES = Table(
    "stances",
    "Stances",
    "The position of one agent on one claim a row.",
    (
        *IRI,
        *reference("stance_taker", GA.stanceTaker, "Who takes it."),
        *value("stance_type", GA.stanceType, "code", "The code of the kind of stance.", "denies"),
        *reference("claim", GA.stanceOn, "The claim."),
        *references("target", GA.target, "Whom it blames, threatens or addresses."),
        *value("intensity", GA.intensity, "code", "The code of its force.", "strong"),
        *references("expressed_in", GA.expressedIn, "The communications or documents."),
        *DATES,
        *STATED,
    ),
    (GA.Stance,),
)

HAPPENINGS = (_EVENTS, _SERIES, _PARTICIPATIONS, _STATUS_REPORTS, _CLAIMS, _STANCES)
"""The tables, in the order in which they are described."""
