"""Finds where a stamp goes on the pages of a PDF: where it is told, or where nothing is drawn.

Draws nothing. A page is judged by what it shows, so that scans, forms and annotations count as well as texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import ceil

from delib.anomalie import DonneesError, Page, make
from delib.production.pdf.cadre import Cadre
from delib.production.pdf.vue import Vue

BORD = 12.0
"""How far a stamp stands from the edges of the page, in points: printers leave 4 mm white."""
AUTOUR = 4.0
"""What must be free around it, in points."""
CASE = 18.0
"""How wide a piece of an edge is, in points, when a place is looked for along it."""
MONTREES = 12
"""How many pages a message names."""

Point = tuple[float, float]
"""Where the top left corner of a stamp is, in points from the top left corner of the page as displayed."""

HAUT, BAS = 0.0, 1.0
_COINS = {
    "haut-droite": (1.0, HAUT),
    "haut-gauche": (0.0, HAUT),
    "bas-droite": (1.0, BAS),
    "bas-gauche": (0.0, BAS),
    "haut-centre": (0.5, HAUT),
    "bas-centre": (0.5, BAS),
}
"""The places, in the order in which they are tried: how far rightward and downward, from 0 to 1."""
PLACES = ("auto", *list(_COINS)[:4])
"""The places that can be told by their name."""


class Emplacements:
    """Where there is room on the pages of a PDF for a stamp of a given width and height, in points."""

    def __init__(self, vue: Vue, cadres: Sequence[Cadre], taille: tuple[float, float]) -> None:
        self._vue = vue
        self._cadres = cadres
        self._largeur, self._hauteur = taille
        self._seen: dict[tuple[int, Point, float], bool] = {}

    def of(self, ranks: Sequence[int], place: str | Point, *, sur_texte: bool) -> dict[int, Point]:
        """Return the place of the stamp on each page, counted from 0. Raises DonneesError, which names the pages without.

        « auto » is the first of these that serves: the same corner of all the pages, or the middle of their top or bottom; the
        same place along the top, or the bottom, of all the pages of a size; the first of all these that each page has free; with
        `sur_texte`, the first.
        """
        if place == "auto":
            return self._found(ranks, sur_texte=sur_texte)
        told = {rank: place if isinstance(place, tuple) else self._corner(rank, place) for rank in ranks}
        outside = [rank for rank, point in told.items() if not self._holds(rank, point)]
        if outside:
            size = {"largeur": f"{self._largeur:.0f}", "hauteur": f"{self._hauteur:.0f}"}
            raise DonneesError([make("tampon-hors-page", Page(self._vue.fichier), pages=listed(outside), **size)])
        covered = [] if sur_texte else [rank for rank, point in told.items() if not self._free(rank, point)]
        if covered:
            raise DonneesError([make("tampon-couvre", Page(self._vue.fichier), pages=listed(covered))])
        return told

    def _found(self, ranks: Sequence[int], *, sur_texte: bool) -> dict[int, Point]:
        common = self._common_corner(ranks) or self._common_edge(ranks)
        if common:
            return common
        found = {rank: self._first(rank) for rank in ranks}
        if sur_texte:
            found = {rank: point or self._first_that_holds(rank) for rank, point in found.items()}
        without = [rank for rank, point in found.items() if point is None]
        if without:
            raise DonneesError([make("tampon-sans-place", Page(self._vue.fichier), pages=listed(without))])
        return {rank: point for rank, point in found.items() if point is not None}

    def _common_corner(self, ranks: Sequence[int]) -> dict[int, Point]:
        """Return the first place that is free on all the pages, nothing where there is none."""
        for name in _COINS:
            if all(self._free(rank, self._corner(rank, name)) for rank in ranks):
                return {rank: self._corner(rank, name) for rank in ranks}
        return {}

    def _common_edge(self, ranks: Sequence[int]) -> dict[int, Point]:
        """Return a place along the same edge of all the pages, one for each size of page; nothing where there is none."""
        sizes = groupby(sorted(ranks, key=self._size), self._size)
        groups = [list(group) for _, group in sizes]
        for edge in (HAUT, BAS):
            points = [self._along(group, edge) for group in groups]
            if None not in points:
                return {rank: point for group, point in zip(groups, points, strict=True) for rank in group if point is not None}
        return {}

    def _size(self, rank: int) -> tuple[float, float]:
        return self._cadres[rank].largeur, self._cadres[rank].hauteur

    def _first(self, rank: int) -> Point | None:
        """Return the first place that is free on a page."""
        corners = (self._corner(rank, name) for name in _COINS)
        corner = next((point for point in corners if self._free(rank, point)), None)
        return corner or self._along([rank], HAUT) or self._along([rank], BAS)

    def _first_that_holds(self, rank: int) -> Point | None:
        return next((point for name in _COINS if self._holds(rank, point := self._corner(rank, name))), None)

    def _along(self, ranks: Sequence[int], edge: float) -> Point | None:
        """Return the middle of the rightmost room there is along an edge of pages of one size; None where there is none."""
        left, top = BORD - AUTOUR, self._corner(ranks[0], "haut-gauche" if edge == HAUT else "bas-gauche")[1]
        if not self._holds(ranks[0], (BORD, top)):
            return None
        need = ceil((self._largeur + 2 * AUTOUR) / CASE)
        end = int((self._cadres[ranks[0]].largeur - 2 * left) / CASE)

        def is_free(case: int) -> bool:
            return all(self._vierge(rank, (left + CASE * case, top), CASE) for rank in ranks)

        while end >= need:
            taken = next((case for case in range(end - need, end) if not is_free(case)), None)
            if taken is None:
                first = next((case + 1 for case in range(end - need - 1, -1, -1) if not is_free(case)), 0)
                return left + CASE * (first + end) / 2 - self._largeur / 2, top
            end = taken  # no room ends between what is taken and here
        return None

    def _corner(self, rank: int, name: str) -> Point:
        across, down = _COINS[name]
        cadre = self._cadres[rank]
        width, height = cadre.largeur - self._largeur - 2 * BORD, cadre.hauteur - self._hauteur - 2 * BORD
        return BORD + across * width, BORD + down * height

    def _holds(self, rank: int, point: Point) -> bool:
        """Return whether the whole stamp would lie on the page."""
        (x, y), cadre = point, self._cadres[rank]
        return 0 <= x <= cadre.largeur - self._largeur and 0 <= y <= cadre.hauteur - self._hauteur

    def _free(self, rank: int, point: Point) -> bool:
        """Return whether a stamp there would cover nothing, nor touch it."""
        return self._holds(rank, point) and self._vierge(rank, (point[0] - AUTOUR, point[1]), self._largeur + 2 * AUTOUR)

    def _vierge(self, rank: int, point: Point, largeur: float) -> bool:
        """Return whether nothing is drawn on a width from a point, on the height of a stamp and what is around it."""
        if (rank, point, largeur) not in self._seen:
            (x, y), unit = point, self._cadres[rank].unite
            width, height = self._vue.taille(rank)  # what a page shows is counted in its own units
            box = (x, y - AUTOUR, x + largeur, y + self._hauteur + AUTOUR)
            x0, y0, x1, y1 = (value / unit for value in box)
            free = self._vue.vierge(rank, max(x0, 0), max(y0, 0), min(x1, width), min(y1, height))
            self._seen[rank, point, largeur] = free
        return self._seen[rank, point, largeur]


def listed(ranks: Iterable[int]) -> str:
    """Return « page 3 », « pages 3, 7 et 12 », « pages 1 à 300 »: `ranks` are counted from 0."""
    numbers = sorted({rank + 1 for rank in ranks})
    if len(numbers) < 2:
        return f"page {numbers[0]}" if numbers else ""
    if numbers[-1] - numbers[0] + 1 == len(numbers) > 2:
        return f"pages {numbers[0]} à {numbers[-1]}"
    if len(numbers) > MONTREES:
        return f"pages {', '.join(map(str, numbers[:MONTREES]))} et {len(numbers) - MONTREES} autres"
    return f"pages {', '.join(map(str, numbers[:-1]))} et {numbers[-1]}"
