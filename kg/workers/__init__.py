"""Query processes with deadlines: one query at a time, on one version, without a network."""

from kg.workers.counters import PoolCounters
from kg.workers.jobs import (
    Answer,
    CanonicalJob,
    DeltaJob,
    EntityJob,
    Job,
    MadeView,
    OpenJob,
    RowsJob,
    ViewJob,
    WorkerJob,
)
from kg.workers.limits import WorkerLimits
from kg.workers.pool import WorkerPool
from kg.workers.rows import Rows

__all__ = [
    "Answer",
    "CanonicalJob",
    "DeltaJob",
    "EntityJob",
    "Job",
    "MadeView",
    "OpenJob",
    "PoolCounters",
    "Rows",
    "RowsJob",
    "ViewJob",
    "WorkerJob",
    "WorkerLimits",
    "WorkerPool",
]
