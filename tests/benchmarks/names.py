"""Made-up names in several scripts, the same for the same number."""

from __future__ import annotations

from typing import NamedTuple

_SYLLABLES = (
    *(("ka", "ка", "卡"), ("ro", "ро", "罗"), ("mi", "ми", "米"), ("ta", "та", "塔")),
    *(("len", "лен", "伦"), ("vor", "вор", "沃"), ("sa", "са", "萨"), ("du", "ду", "杜")),
    *(("nel", "нел", "内"), ("ba", "ба", "巴"), ("ri", "ри", "里"), ("sho", "шо", "绍")),
    *(("ten", "тен", "滕"), ("gu", "гу", "古"), ("ma", "ма", "马"), ("pel", "пел", "佩")),
    *(("zi", "зи", "齐"), ("han", "хан", "汉"), ("lo", "ло", "洛"), ("ver", "вер", "韦")),
    *(("ju", "жу", "朱"), ("ne", "не", "尼"), ("fa", "фа", "法"), ("or", "ор", "奥")),
    *(("ki", "ки", "基"), ("dan", "дан", "丹"), ("su", "су", "苏"), ("bel", "бел", "贝")),
    ("tor", "тор", "托"),
)
_MIXER = 2_654_435_761
"""An odd number near 2³² divided by the golden ratio: neighbours get names far apart."""


class Name(NamedTuple):
    """One name in three scripts."""

    latin: str
    cyrillic: str
    chinese: str


def person_name(number: int) -> Name:
    """A given name and a family name."""
    mixed = (number + 1) * _MIXER % 2**32
    given, family = _word(mixed, 2), _word(mixed // 1009, 3)
    return Name(
        f"{given.latin} {family.latin}",
        f"{given.cyrillic} {family.cyrillic}",
        f"{given.chinese}·{family.chinese}",
    )


def place_name(number: int) -> Name:
    """One word; different for the first 841 numbers, which are more than there are states."""
    return _word(number + 29 * (number % 29), 2)


def _word(number: int, length: int) -> Name:
    parts = []
    for _ in range(length):
        number, index = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[index])
    latin, cyrillic, chinese = ("".join(part) for part in zip(*parts, strict=True))
    return Name(latin.capitalize(), cyrillic.capitalize(), chinese)
