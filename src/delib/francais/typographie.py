"""The end of a sentence: what a text brings of its own, and what the template must add."""

from __future__ import annotations

import re
from typing import NamedTuple

from delib.francais.grammaire import NBSP

_ABREGE = re.compile(r"(?:\betc|\b(?:[^\W\d_]\.)+[^\W\d_]|\b(?:art|al|cf|p|pp|MM|Cie|Sté|Éts|éd|vol|suiv|ss))\.$", re.IGNORECASE)
_FIN = re.compile(r"(?:[\s\u00a0\u202f]*[,;.])+$")
_DEUX_POINTS = re.compile(r"[\s\u00a0\u202f]*:$")
_TRAITE = re.compile(r"[!?…:]$|\.\.\.$")


class Phrase(NamedTuple):
    """A text without its final `,` `;` or `.`, and whether it ends on an abbreviation or a mark of its own."""

    corps: str
    close: bool


def split_end(texte: str) -> Phrase:
    """Return `texte` less the comma, semicolon or full stop that closes it; « etc. », « S.A. », « … » keep theirs."""
    kept = texte.rstrip()
    if _ABREGE.search(kept) or _TRAITE.search(kept):
        return Phrase(kept, True)
    return Phrase(_FIN.sub("", kept), False)


def without_colon(texte: str) -> str:
    """Return `texte` less a final colon and the space before it."""
    return _DEUX_POINTS.sub("", texte.rstrip())


DEUX_POINTS = f"{NBSP}:"
