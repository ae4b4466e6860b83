"""The end of a sentence: what a text brings of its own, and what the template must add."""

from __future__ import annotations

import re
from typing import NamedTuple

from delib.francais.signes import NBSP

_ABREGE = r"\b(?:etc|(?:[^\W\d_]\.)+[^\W\d_]|al|Cie|Sté|Éts|suiv|ss)\.$"
_TAIL = 40  # how far back an abbreviation is looked for: nothing is searched through a long text


class Phrase(NamedTuple):
    """A text without its final `,` `;` or `.`, and whether it ends on an abbreviation or a mark of its own."""

    corps: str
    close: bool


def split_end(texte: str) -> Phrase:
    """Return `texte` less the comma, semicolon or full stop that closes it; « etc. », « S.A. », « … » keep theirs."""
    kept = texte.rstrip()
    while kept and kept[-1] in ",;.!?…:":
        if kept[-1] in "!?…:" or kept.endswith("...") or (kept[-1] == "." and re.search(_ABREGE, kept[-_TAIL:], re.IGNORECASE)):
            return Phrase(kept, True)
        kept = kept[:-1].rstrip()
    return Phrase(kept, False)


def without_colon(texte: str) -> str:
    """Return `texte` less a final colon and the space before it."""
    return texte.rstrip().removesuffix(":").rstrip()


DEUX_POINTS = f"{NBSP}:"
