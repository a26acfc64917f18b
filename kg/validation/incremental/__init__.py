"""Validates a change: which focus nodes it can affect, and what those break now."""

from kg.validation.incremental.change import ChangeValidator
from kg.validation.incremental.footprint import Affected
from kg.validation.incremental.graphs import DataGraph, InContext, Merged

__all__ = ["Affected", "ChangeValidator", "DataGraph", "InContext", "Merged"]
