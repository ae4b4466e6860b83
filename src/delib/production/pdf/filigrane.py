"""Draws a word across every page of a PDF, « PROJET »: from the bottom left to the top right, so pale that it hides nothing.

It is drawn over the pages, scans included, and marked as an artifact. Touches nothing that is written; looks for no room.
"""

from __future__ import annotations

import math

from delib.production.pdf import dessin, police
from delib.production.pdf.cadre import Cadre
from delib.production.pdf.ouverture import open_pdf
from delib.production.pdf.police import Graisse
from delib.production.pdf.trace import Trace, slanted

GRAISSE: Graisse = "Bold"
OPACITE = 0.1
"""How opaque it is: over black it stays black, over white it is a grey that a photocopy keeps."""
PART = 0.74
"""How much of the page it spans, of its width or of its height, whichever it fills first."""


def draw(pdf: bytes, texte: str, fichier: str) -> bytes:
    """Return the PDF with `texte` across each page, sized to it.

    Raises LectureError (unreadable, damaged, encrypted); ValueError for a text that is empty, or that the font cannot write.
    """
    if not texte.strip():
        raise ValueError("nothing to draw")
    ouvert = open_pdf(pdf, fichier)
    return dessin.draw(ouvert, {rank: _across(cadre, texte) for rank, cadre in enumerate(dessin.frames(ouvert))})


def _across(cadre: Cadre, texte: str) -> Trace:
    """Return `texte` along the diagonal of a page, as large as the page lets it."""
    font = police.load(GRAISSE)
    angle = math.atan2(cadre.hauteur, cadre.largeur)
    length, height = font.width(texte, 1), font.capitale / 1000
    wide = length * math.cos(angle) + height * math.sin(angle)
    high = length * math.sin(angle) + height * math.cos(angle)
    corps = PART * min(cadre.largeur / wide, cadre.hauteur / high)
    drawn = slanted(texte, (cadre.largeur / 2, cadre.hauteur / 2), angle, GRAISSE, corps)
    return Trace(drawn, frozenset((GRAISSE,)), OPACITE, "Watermark")
