"""What is refused in a document, mostly before a parser sees it."""

from kg.guards.encoding import check_encoding, without_mark
from kg.guards.json_ld import check_json, with_bundled_contexts
from kg.guards.nesting import MAX_DEPTH
from kg.guards.terms import check_quad, unfit_character
from kg.guards.turtle import check_text
from kg.guards.xml import check_xml

__all__ = [
    "MAX_DEPTH",
    "check_encoding",
    "check_json",
    "check_quad",
    "check_text",
    "check_xml",
    "unfit_character",
    "with_bundled_contexts",
    "without_mark",
]
