"""What classes of bodies, places, events and roles Popolo files name, as codes of ours."""

from __future__ import annotations

from kg.importers.post_types import post_type

ORGANISATION_TYPES = {
    "cabinet": "cabinet",
    "chamber": "parliament",
    "company": "company",
    "court": "court",
    "electoral alliance": "electoral-alliance",
    "faction": "parliamentary-group",
    "legislature": "parliament",
    "ministry": "ministry",
    "parliament": "parliament",
    "parliamentary group": "parliamentary-group",
    "party": "political-party",
    "political party": "political-party",
}
PLACE_TYPES = {
    "city": "city",
    "constituency": "electoral-district",
    "constituency of the house of commons": "electoral-district",
    "country": "country",
    "district": "district",
    "electoral district": "electoral-district",
    "ward or electoral division of the united kingdom": "electoral-district",
    "region": "region",
}
EVENT_TYPES = {
    "by-election": "election",
    "election": "election",
    "general election": "election",
    "legislative period": "legislative-period",
    "legislative-period": "legislative-period",
    "referendum": "referendum",
}
_OF_STATES = frozenset(("head-of-state", "monarch", "president", "vice-president"))
"""Types that a bare title has in a list of the offices of a state, and in no other."""


def role_type(role: str) -> str:
    """The code of gc:post-type for a role; that of a president of any body is not told."""
    code = post_type(role)
    return "" if code in _OF_STATES else code


def is_plain_member(role: str) -> bool:
    """Whether a role says no more than that somebody is a member."""
    return role.casefold() in ("", "member")
