"""Patterns that the engine cannot match: pySHACL does, in a process of its own with limits."""

from kg.validation.fallback.calls import MATCHES, hand_over, refuse_patterns, uncompiled_patterns
from kg.validation.fallback.limits import FallbackLimits
from kg.validation.fallback.matcher import Matcher
from kg.validation.fallback.notes import notes_of
from kg.validation.fallback.patterns import Regex, as_python, is_compiled, refuse_regex

__all__ = [
    "MATCHES",
    "FallbackLimits",
    "Matcher",
    "Regex",
    "as_python",
    "hand_over",
    "is_compiled",
    "notes_of",
    "refuse_patterns",
    "refuse_regex",
    "uncompiled_patterns",
]
