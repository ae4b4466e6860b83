"""Draws the receipt on a PDF's pages, as the préfecture's stamp of real acts: a box, the identifier, the dates that are known.

Does not sign, does not flatten forms, does not judge whether the receipt is that act's. Refuses a signed PDF, which written again
would no longer be. What it gives was read back: each page to be stamped bears the identifier, where it was to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from delib.anomalie import Anomalie, AppelError, DonneesError, LectureError, Page, make
from delib.prefecture.accuse import Accuse
from delib.prefecture.accuse.tampons import read_pdf
from delib.prefecture.emplacement import PLACES, Emplacements, Point, listed
from delib.production.pdf import dessin, police, trace
from delib.production.pdf.cadre import Cadre
from delib.production.pdf.ouverture import Ouvert, open_pdf
from delib.production.pdf.police import Graisse
from delib.production.pdf.vue import Vue

TITRE = "Accusé de réception en préfecture"
CORPS = 7.0
"""The size of the letters, in points; stamps in use have 6.2 to 12."""
INTERLIGNE = 8.4
TRAIT = 0.6
RETRAIT = 5.0
"""How far the text stands from the edge of the box, in points."""

Pages = Literal["toutes", "premiere"]
_MATRICULE = re.compile(r"[0-9OoQlI|!]{9}\W?[0-9OoQlI|!]{8}")
"""The SIREN and the day that every identifier has, read by eye or by machine, spaces taken out."""


def stamp(
    pdf: bytes,
    accuse: Accuse,
    fichier: str,
    *,
    pages: Pages = "toutes",
    place: str | Point = "auto",
    sur_texte: bool = False,
) -> bytes:
    """Return the PDF with the receipt stamped on every page, or on the first, all the rest as it was.

    `place` is one of PLACES or a Point. « auto » is a corner that is free on all the pages, top right first, then a place along
    their top or bottom, else what each page has free: see `emplacement`. With `sur_texte` the box, which is opaque, may cover
    what is written.

    Raises LectureError (unreadable, damaged, encrypted), AppelError (no such place), DonneesError: signed, a receipt without a
    date, a page that bears one already, no room, something covered, a stamp that cannot be read back.
    """
    if isinstance(place, str) and place not in PLACES:
        raise AppelError([make("tampon-place", Page(fichier), place=place, connues=", ".join(PLACES))])
    ouvert = open_pdf(pdf, fichier)
    ranks = range(1 if pages == "premiere" else ouvert.pages)
    drawn, cadres = _Tampon(accuse), dessin.frames(ouvert)
    places = _placed(ouvert, accuse, drawn, cadres, ranks, place, sur_texte)
    made = dessin.draw(ouvert, {rank: drawn.at(point) for rank, point in places.items()})
    with Vue(made, fichier) as vue:
        lost, named = _read_back(vue, drawn, places)
        lost = lost or _misplaced(vue, drawn, cadres, places)
    if named and (others := list(_others(ouvert, accuse, ranks))):
        raise DonneesError(others)
    if lost:
        raise DonneesError([make("tampon-perdu", Page(fichier), pages=listed(lost))])
    return made


def lines(accuse: Accuse) -> list[str]:
    """Return what the stamp says: the lines of the stamp of real acts, but those whose date is not known."""
    jours = (
        ("Date de télétransmission", accuse.transmission),
        ("Date de réception préfecture", accuse.reception),
        ("Date de publication", accuse.publication),
    )
    return [TITRE, str(accuse.identifiant), *(f"{label} : {jour:%d/%m/%Y}" for label, jour in jours if jour is not None)]


def _placed(  # noqa: PLR0917 - what `stamp` was given, and what it made of it
    ouvert: Ouvert,
    accuse: Accuse,
    tampon: _Tampon,
    cadres: Sequence[Cadre],
    ranks: Sequence[int],
    place: str | Point,
    sur_texte: bool,
) -> dict[int, Point]:
    """Return the place of the stamp on each page. Raises DonneesError, with all that bars it."""
    refused: list[Anomalie] = []
    if ouvert.signe:
        refused.append(make("tampon-signe", Page(ouvert.fichier)))
    if accuse.transmission is None and accuse.reception is None:
        refused.append(make("tampon-vide", Page(ouvert.fichier), identifiant=accuse.identifiant))
    places: dict[int, Point] = {}
    with Vue(ouvert.data, ouvert.fichier) as vue:
        if vue.pages != ouvert.pages:  # two readers do not count the same pages: there is no telling which are there
            raise LectureError([make("pdf-illisible", Page(ouvert.fichier), raison="il est abîmé")])
        try:
            places = Emplacements(vue, cadres, (tampon.largeur, tampon.hauteur)).of(ranks, place, sur_texte=sur_texte)
        except DonneesError as error:
            refused += error.anomalies
    if refused:
        raise DonneesError([*refused, *_others(ouvert, accuse, ranks)])
    return places


def _others(ouvert: Ouvert, accuse: Accuse, ranks: Sequence[int]) -> Iterator[Anomalie]:
    """Yield the receipts that the PDF bears already, those that bar another."""
    place, stamped = Page(ouvert.fichier), {rank + 1 for rank in ranks}
    for one in read_pdf(ouvert.data, ouvert.fichier).accuses:
        where = listed([page - 1 for page in one.pages]) or "toutes les pages"
        if one.identifiant == accuse.identifiant:
            yield make("tampon-deja", place, identifiant=one.identifiant, pages=where)
        elif not one.pages or stamped & {*one.pages}:
            yield make("tampon-autre", place, identifiant=one.identifiant, pages=where)


class _Tampon:
    """The stamp of a receipt: its lines, its size in points, what draws it."""

    def __init__(self, accuse: Accuse) -> None:
        self.identifiant = str(accuse.identifiant)
        self.serre = "".join(self.identifiant.split())
        fonts: dict[str, Graisse] = {TITRE: "Bold"}
        self._lines = [(text, fonts.get(text, "Regular")) for text in lines(accuse)]
        self.largeur = max(police.load(graisse).width(text, CORPS) for text, graisse in self._lines) + 2 * RETRAIT
        self.hauteur = len(self._lines) * INTERLIGNE + 2 * RETRAIT - (INTERLIGNE - CORPS)

    def at(self, point: Point) -> trace.Trace:
        """Return what draws it, its top left corner there."""
        x, y = point
        operators = [trace.box(x, y, self.largeur, self.hauteur, TRAIT)]
        for rank, (text, graisse) in enumerate(self._lines):
            base = y + RETRAIT + rank * INTERLIGNE + CORPS * 0.85
            operators.append(trace.line(text, x + RETRAIT, base, graisse, CORPS))
        return trace.Trace("".join(operators), frozenset(graisse for _, graisse in self._lines))


def _read_back(vue: Vue, tampon: _Tampon, places: dict[int, Point]) -> tuple[list[int], bool]:
    """Return the pages that should bear the identifier and do not, and whether any page may bear another receipt than this one.

    A page is read once, for both: without the identifier of an act, there is no other receipt to look for.
    """
    lost, named = [], False
    if vue.pages <= max(places):
        return [rank for rank in places if rank >= vue.pages], False
    for rank in range(vue.pages):
        text = "".join(vue.texte(rank).split())
        without = text.replace(tampon.serre, "", 1) if rank in places else text
        if rank in places and without == text:
            lost.append(rank)
        named = named or _MATRICULE.search(without) is not None
    return lost, named


def _misplaced(vue: Vue, tampon: _Tampon, cadres: Sequence[Cadre], places: dict[int, Point]) -> list[int]:
    """Return the pages where the identifier is not within its box, of which one is looked at for each geometry."""
    first = {(cadres[rank], point): rank for rank, point in reversed(places.items())}
    lost = []
    for (cadre, (x, y)), rank in first.items():
        found = [box for text, *box in vue.boites(rank) if tampon.identifiant in text]
        right, bottom = (x + tampon.largeur) / cadre.unite, (y + tampon.hauteur) / cadre.unite
        inside = (box for box in found if box[0] >= x / cadre.unite and box[1] >= y / cadre.unite)
        if not any(box[2] <= right and box[3] <= bottom for box in inside):
            lost.append(rank)
    return sorted(lost)
