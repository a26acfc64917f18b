"""Types of posts by their exact English titles; what is not in the table has none."""

from __future__ import annotations

from functools import lru_cache

from kg.importers.known import states

_TITLES: dict[str, tuple[str, ...]] = {
    "head-of-state": ("head of state",),
    "monarch": ("emperor", "empress", "king", "monarch", "queen"),
    "president": ("president", "president of the republic"),
    "vice-president": ("vice president", "vice-president", "first vice president"),
    "head-of-government": ("head of government",),
    "prime-minister": ("prime minister",),
    "deputy-head-of-government": (
        "deputy prime minister",
        "first deputy prime minister",
        "vice prime minister",
    ),
    "foreign-minister": (
        "foreign minister",
        "minister for europe and foreign affairs",
        "minister for foreign affairs",
        "minister of europe and foreign affairs",
        "minister of external affairs",
        "minister of foreign affairs",
        "secretary of state for foreign affairs",
        "secretary of state for foreign and commonwealth affairs",
        "secretary of state for foreign, commonwealth and development affairs",
    ),
    "defence-minister": (
        "defence minister",
        "defense minister",
        "minister for defence",
        "minister of defence",
        "minister of defense",
        "minister of national defence",
        "minister of national defense",
        "minister of the armed forces",
        "minister of war",
        "secretary of state for defence",
    ),
    "interior-minister": (
        "interior minister",
        "minister of home affairs",
        "minister of internal affairs",
        "minister of the interior",
        "secretary of state for the home department",
    ),
    "finance-minister": (
        "chancellor of the exchequer",
        "finance minister",
        "minister for finance",
        "minister of finance",
    ),
    "justice-minister": (
        "justice minister",
        "minister for justice",
        "minister of justice",
        "minister of law and justice",
        "secretary of state for justice",
    ),
    "trade-minister": (
        "minister for trade",
        "minister of economy",
        "minister of economy, trade and industry",
        "minister of foreign trade",
        "minister of national economy",
        "minister of trade",
        "secretary of state for international trade",
    ),
    "minister-without-portfolio": ("minister without portfolio",),
    "junior-minister": (
        "parliamentary under-secretary",
        "parliamentary under-secretary of state",
    ),
    "shadow-minister": ("shadow minister",),
    "parliamentary-private-secretary": ("parliamentary private secretary",),
    "whip": ("assistant whip", "chief whip", "deputy chief whip", "whip"),
    "prosecutor-general": ("prosecutor general", "prosecutor-general"),
    "security-council-secretary": ("secretary of the security council",),
    "member-of-parliament": (
        "member of a legislative assembly",
        "member of parliament",
    ),
}
_TYPES = {title: code for code, titles in _TITLES.items() for title in titles}
_MINISTERS = ("minister of ", "minister for ", "minister in charge of ")
# A junior minister in some states, a member of the cabinet in others.
_EITHER = ("minister of state",)


@lru_cache(maxsize=1 << 14)
def post_type(label: str) -> str:
    """The code of gc:post-type for a title, with or without the name of a state behind it
    ("Prime Minister of Estonia"); empty where the title alone does not tell."""
    title = " ".join(label.casefold().split())
    return _exact(title) or _exact(_without_state(title)) or _minister(title)


def _exact(title: str) -> str:
    return _TYPES.get(title, "")


def _without_state(title: str) -> str:
    """The title before "of STATE" or "(STATE)"; empty when no state is named."""
    for mark, end in ((" of ", ""), (" (", ")")):
        before, found, name = title.rpartition(mark)
        name = name.removesuffix(end).removeprefix("the ").removeprefix("republic of ")
        if found and states().named(name):
            return before.removesuffix(" of the republic")
    return ""


def _minister(title: str) -> str:
    if title.startswith(_EITHER):
        return ""
    return "minister" if title.startswith(_MINISTERS) or title == "minister" else ""
