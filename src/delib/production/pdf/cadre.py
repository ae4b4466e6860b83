"""Where a page is: the part of it that is seen, which way it is turned, and how to draw on it upright.

Everything is told as the page is displayed: turned as its /Rotate says, cut to its CropBox, in points from the top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass

Boite = tuple[float, float, float, float]
"""A rectangle: left, bottom, right, top, in the page's own units; or left, top, right, bottom, in points as displayed."""

LETTER: Boite = (0.0, 0.0, 612.0, 792.0)
"""The size of a page that says none: what readers take it for."""


@dataclass(frozen=True, slots=True)
class Cadre:
    """What is seen of a page: its box in the page's own units, its quarter turns (0 to 3), and its unit in points."""

    boite: Boite
    tour: int = 0
    unite: float = 1.0

    @property
    def largeur(self) -> float:
        """Return the width of the page as displayed, in points."""
        left, bottom, right, top = self.boite
        return (top - bottom if self.tour % 2 else right - left) * self.unite

    @property
    def hauteur(self) -> float:
        """Return the height of the page as displayed, in points."""
        left, bottom, right, top = self.boite
        return (right - left if self.tour % 2 else top - bottom) * self.unite

    @property
    def matrice(self) -> str:
        """Return the operator that lets one draw in points from the top left corner as displayed, x rightward, y upward.

        Everything on the page lies therefore at y ≤ 0. Source: ISO 32000-1, table 30 (Rotate, CropBox, UserUnit), § 8.3.3.
        """
        left, bottom, right, top = self.boite
        size = 1 / self.unite
        cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[self.tour]
        corner = ((left, top), (left, bottom), (right, bottom), (right, top))[self.tour]
        return f"{' '.join(map(number, (cos * size, sin * size, -sin * size, cos * size, *corner)))} cm"

    @classmethod
    def of_page(cls, media: Boite | None, crop: Boite | None, rotation: float, unite: float) -> Cadre:
        """Return the frame of a page that has these boxes, as they are written: a page that is nowhere is a Letter page."""
        whole = ordered(media) if media is not None else LETTER
        if is_empty(whole):
            whole = LETTER
        seen = meet(whole, ordered(crop)) if crop is not None else whole
        tour = int(rotation / 90) % 4  # what is not a quarter turn is cut to one, as readers do
        return cls(whole if is_empty(seen) else seen, tour, unite if unite > 0 else 1.0)


def ordered(boite: Boite) -> Boite:
    """Return a box whose left is left of its right: any two opposite corners may be written."""
    one, two, three, four = boite
    return min(one, three), min(two, four), max(one, three), max(two, four)


def meet(one: Boite, other: Boite) -> Boite:
    """Return what two boxes have in common, empty where it is nothing."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def is_empty(boite: Boite) -> bool:
    """Return whether a box holds nothing."""
    return boite[2] <= boite[0] or boite[3] <= boite[1]


def number(value: float) -> str:
    """Return a number as a PDF writes it: no exponent, four decimals at most."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
