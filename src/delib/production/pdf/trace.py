"""What delib draws on a page, in the operators of PDF: upright, in points from the top left corner as displayed.

Says what to draw; `dessin` puts it on the pages. x goes rightward and y downward, as in `vue`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from delib.production.pdf import police
from delib.production.pdf.cadre import number
from delib.production.pdf.police import Graisse

OPACITE = "Opacite"
"""What the resource that says how opaque a drawing is bears in its name."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A drawing: its operators, where `{Regular}` or `{Bold}` names a font; which fonts; how opaque it is, from 0 to 1.

    `usage` is the subtype of its mark as an artifact of pagination (ISO 32000-1, § 14.8.2.2), where it has one.
    """

    operateurs: str
    polices: frozenset[Graisse] = field(default_factory=frozenset)
    opacite: float = 1.0
    usage: str = ""


def box(x: float, y: float, largeur: float, hauteur: float, trait: float) -> str:
    """Return the operators of a white box with a black border, whose outer edge is at these places; `trait` is its thickness."""
    inner = (x + trait / 2, -y - hauteur + trait / 2, largeur - trait, hauteur - trait)
    return f"1 g 0 G {number(trait)} w {' '.join(map(number, inner))} re B\n"


def line(texte: str, x: float, y: float, graisse: Graisse, corps: float) -> str:
    """Return the operators of a line of black text, whose baseline begins at x, y."""
    shown = f"{number(x)} {number(-y)} Td <{police.encode(texte).hex().upper()}> Tj"
    return f"0 g BT /{{{graisse}}} {number(corps)} Tf {shown} ET\n"


def slanted(texte: str, place: tuple[float, float], angle: float, graisse: Graisse, corps: float) -> str:
    """Return the operators of a line of black text centred on `place`, turned counterclockwise by `angle`, in radians."""
    x, y = place
    font = police.load(graisse)
    left, down = font.width(texte, corps) / 2, font.capitale * corps / 2000
    cos, sin = math.cos(angle), math.sin(angle)
    start = (x - left * cos + down * sin, -y - left * sin - down * cos)
    matrix = " ".join(map(number, (cos, sin, -sin, cos, *start)))
    return f"0 g BT /{{{graisse}}} {number(corps)} Tf {matrix} Tm <{police.encode(texte).hex().upper()}> Tj ET\n"
