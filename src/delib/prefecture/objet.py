"""Whether two writings of the objet of an act say the same, and which words do not.

What a message's encoding and an operator's form change for themselves is folded: the composition of accents, spaces, quotes,
dashes, apostrophes, ligatures. Letters, their accents and their case are compared as they are.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from delib.francais.tri import fold

MAX_COMPARED = 2_000
"""Characters compared: an objet has 499, and what is longer differs before that."""
MAX_SHOWN = 3
"""Differences shown: more would bury what is wrong."""
MAX_WORDS = 80
"""Characters shown of one difference."""

_SIGNES = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u2032`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "\u2026": "...",
        "\u00ba": "\u00b0",
        "\u0153": "oe",
        "\u0152": "OE",
        "\u00e6": "ae",
        "\u00c6": "AE",
    }
)
_MILLIERS = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")
_SEPARE = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])|(?<=[0-9]) (?=[0-9])")
_MOT = re.compile(r"\w+(?:['-]\w+)*|[^\w\s]")


def plain(texte: str) -> str:
    """Return `texte` as it is compared: signs plain, and no space but between two letters or two numbers."""
    return " ".join(part.replace(" ", "") for part in _SEPARE.split(_signs(texte)))


def same(one: str, other: str) -> bool:
    """Return whether two writings of an objet say the same."""
    return plain(one) == plain(other)


def difference(acte: str, accuse: str) -> str:
    """Return in French how the objet of a receipt differs from the act's, by its words; "" where they say the same."""
    if same(acte, accuse):
        return ""
    told = _changes(_signs(acte), _signs(accuse)) or ["les espaces"]
    if fold(plain(acte)).split() == fold(plain(accuse)).split():
        return f"seuls diffèrent des majuscules, des accents ou des signes ({told[0]})"
    more = len(told) - MAX_SHOWN
    others = f" ; {more} autre{'s' if more > 1 else ''} différence{'s' if more > 1 else ''}" if more > 0 else ""
    return f"{' ; '.join(told[:MAX_SHOWN])}{others}"


def _signs(texte: str) -> str:
    kept = unicodedata.normalize("NFC", texte[:MAX_COMPARED]).translate(_SIGNES)
    return _MILLIERS.sub("", " ".join(kept.split()))


def _changes(acte: str, accuse: str) -> list[str]:
    ours, theirs = list(_MOT.finditer(acte)), list(_MOT.finditer(accuse))
    matcher = SequenceMatcher(None, [one.group() for one in ours], [one.group() for one in theirs], autojunk=False)
    made = []
    for kind, a, b, c, d in matcher.get_opcodes():
        before, after = _words(acte, ours[a:b]), _words(accuse, theirs[c:d])
        if kind == "equal" or same(before, after):
            continue
        if not before:
            made.append(f"« {after} » est en plus")
        elif not after:
            made.append(f"« {before} » manque")
        else:
            made.append(f"« {after} » au lieu de « {before} »")
    return made


def _words(texte: str, found: list[re.Match[str]]) -> str:
    words = texte[found[0].start() : found[-1].end()] if found else ""
    return words if len(words) <= MAX_WORDS else f"{words[:MAX_WORDS]}…"
