"""Words of names of every script, folded so that spellings of one name meet.

Imports anyascii, which has Latin letters for every script.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Letters of scripts that put no spaces between words."""
_PIECE = re.compile(rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}])[^\W_])+")
_RUN = re.compile(rf"[{_UNSPACED}]")
_SILENT = dict.fromkeys(map(ord, "'’‘ʼʻʹʾʿ`´ـ\u200c\u200d\u00ad"))
_ALIKE = str.maketrans("ىیةکےھہ", "ييهكيهه")
_SPELT = str.maketrans(
    {
        **dict.fromkeys("šşśș", "sh"),
        **dict.fromkeys("žżź", "zh"),
        **dict.fromkeys("čć", "ch"),
        "ț": "ts",
    }
)
_ARABIC = re.compile(r"[\u0621-\u064a\u066e-\u06d3]")
_ARTICLE = re.compile(r"^ال(?=...)")
_ARABIC_VOWELS = [(re.compile(r"(?<=.)w"), "u"), (re.compile(r"(?<=.)y"), "i")]
_ARABIC_A = dict.fromkeys(map(ord, "اع"), "a")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_TWOFOLD = [(re.compile(r"j"), "zh"), (re.compile(r"(?<![st])ch"), "kh")]
_NOT_LATIN = re.compile(r"[^a-z0-9]+")
_SYLLABLE = re.compile(r"[A-Z]?[a-z0-9]+")
_SMOOTHED = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"x", "ks"),
        (r"shch|schtsch|chtch|szcz|tsch|tch|sch|sh|sz|sj|ch|cz|zh|dzh", "x"),
        (r"kh", "h"),
        (r"ques?$|qu(?=[ei])", "k"),
        (r"gh|gu(?=[ei])", "g"),
        (r"ph|ff", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"ts|tz|z", "s"),
        (r"c(?=[eiy])", "s"),
        (r"ck|c|q", "k"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"[jy]", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=...)e$", ""),
        (r"f$", "v"),
        (r"i?[eo]v(a?)$", r"ev\1"),
    )
]


NO_SOUND = "-"
"""What stands for the sound of a word that nobody can tell."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: folded in its own script, in Latin letters, and smoothed.

    In a script without spaces it is a whole run of letters, and *syllables* are those of it.
    *smooth* is `NO_SOUND` for Chinese characters: others read them otherwise.
    """

    native: str
    latin: str
    smooth: str
    syllables: tuple[str, ...] = ()

    @property
    def is_run(self) -> bool:
        """Whether it is of a script without spaces."""
        return bool(_RUN.match(self.native))


def words(text: str, most: int) -> list[Word]:
    """The first words of a text; punctuation, hyphens and spaces part them."""
    return [_word(piece) for piece in _pieces(text, most)]


def folded(text: str) -> str:
    """A text in small letters of its own script, without accents."""
    apart = unicodedata.normalize("NFKD", text).translate(_SILENT).casefold()
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_ALIKE)


@lru_cache(maxsize=1 << 16)
def smooth(latin: str) -> str:
    """One spelling for those in which a word of Latin letters is written in different countries.

    It keeps vowels, so that it tells more than `kg.identity.names.sound`, and brings less together.
    """
    for pattern, letter in _SMOOTHED:
        latin = pattern.sub(letter, latin)
    return latin


@lru_cache(maxsize=1 << 16)
def otherwise_smooth(latin: str) -> str:
    """The same where letters are read in the other way: j as in French, ch as in German."""
    for pattern, letters in _TWOFOLD:
        latin = pattern.sub(letters, latin)
    return smooth(latin)


def _pieces(text: str, most: int) -> list[str]:
    composed = unicodedata.normalize("NFKC", text).translate(_SILENT)
    found: list[str] = []
    for match in _PIECE.finditer(composed.casefold()):
        found.append(match[0])
        if len(found) == most:
            break
    return found


_LONGEST = 40


@lru_cache(maxsize=1 << 16)
def _word(piece: str) -> Word:
    piece = piece[:_LONGEST]
    native = folded(piece)
    if _ARABIC.search(native):
        return _arabic(_ARTICLE.sub("", native))
    ascii_ = anyascii(native if native.isascii() else piece)
    latin = _NOT_LATIN.sub("", ascii_.lower())
    if _HAN.search(native):
        syllables = tuple(part.lower() for part in _SYLLABLE.findall(ascii_))
        return Word(native, latin or native, NO_SOUND, syllables)
    spelt = _NOT_LATIN.sub("", anyascii(piece.translate(_SPELT)).lower())
    return Word(native, latin or native, smooth(spelt) or native)


def _arabic(native: str) -> Word:
    """Arabic writes its long vowels with letters that are consonants where a word begins."""
    latin = _NOT_LATIN.sub("", anyascii(native.translate(_ARABIC_A)).lower())
    for pattern, letter in _ARABIC_VOWELS:
        latin = pattern.sub(letter, latin)
    return Word(native, latin or native, smooth(latin) or native)
