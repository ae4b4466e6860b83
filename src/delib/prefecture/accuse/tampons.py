"""Reads the receipts that a PDF bears: stamps on its pages (V1 to V4, V10 and after), or pages that are receipts (V5).

One receipt for each identifier, with the pages that bear it: a stamp is repeated on every page, and a file may be assembled of
several acts. What looks like a receipt and is none is told, each for what it is; a day that the pages leave empty stays unknown;
of days that contradict one another none is kept. Nothing is guessed. No optical reading: what has no text layer is said to have
none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from delib.anomalie import Anomalie, Page, in_order, make
from delib.francais.dates import Jour as JourFrancais
from delib.prefecture.accuse import Accuse, Lecture
from delib.prefecture.accuse.constats import JOURS, Avis, Tampon
from delib.prefecture.accuse.jours import Jour
from delib.prefecture.accuse.pages import PageLue, read_pages
from delib.prefecture.identifiant import Identifiant
from delib.production.pdf.vue import Vue

_FAIBLES = frozenset(("accuse-tampon-vide", "accuse-tampon-sans-identifiant", "accuse-tampon-certification"))
"""What is told only where the file has no receipt: beside one, it is the act's own text."""
_D_UN_ACTE = frozenset(("accuse-tampon-vide-identifiant", "accuse-tampon-douteux", "accuse-tampon-nom-fichier"))
"""What is told of an act only where the file has no receipt of that act."""


class _Lu(NamedTuple):
    """A receipt on a page."""

    page: int
    tampon: Tampon


def read_pdf(data: bytes, fichier: str) -> Lecture:
    """Return the receipts that a PDF bears, in the order of their pages, and what is to be told of it.

    Raises LectureError: no PDF, damaged, protected by a password, without pages, too large.
    """
    with Vue(data, fichier) as vue:
        pages = read_pages(vue, data)
    actes: dict[Identifiant, list[_Lu]] = {}
    for page in pages:
        for tampon in page.tampons:
            actes.setdefault(tampon.identifiant, []).append(_Lu(page.page, tampon))
    accuses: list[Accuse] = []
    anomalies = list(_iter_told(pages, actes, fichier))
    for lus in actes.values():
        accuse, told = _together(lus, fichier)
        accuses.append(accuse)
        anomalies += told
    anomalies += _iter_several(accuses, fichier)
    return Lecture(tuple(accuses), (), in_order(anomalies))


def _iter_told(pages: Sequence[PageLue], actes: dict[Identifiant, list[_Lu]], fichier: str) -> Iterator[Anomalie]:
    """Yield what is told of the pages, each thing once, at the first of the pages that show it."""
    where: dict[Avis, list[int]] = {}
    for page in pages:
        for one in (*page.avis, *(one for tampon in page.tampons for one in tampon.avis)):
            where.setdefault(one, []).append(page.page)
    received = {str(identifiant) for identifiant in actes}
    clean = {str(tampon.identifiant) for page in pages for tampon in page.tampons if not _is_mended(tampon)}
    for one, ranks in where.items():
        details = dict(one.details)
        if one.code in _FAIBLES and actes:
            continue
        if one.code in _D_UN_ACTE and details["identifiant"] in received:
            continue
        if one.code == _MENDE and details["retenu"] in clean:
            continue
        yield make(one.code, Page(fichier, ranks[0]), pages=_beyond(list(dict.fromkeys(ranks))), **details)


_MENDE = "accuse-tampon-mende"


def _is_mended(tampon: Tampon) -> bool:
    return any(one.code == _MENDE for one in tampon.avis)


def _together(lus: Sequence[_Lu], fichier: str) -> tuple[Accuse, list[Anomalie]]:
    """Return the receipt of an act as its pages give it together, and what is to be told of its days."""
    told: list[Anomalie] = []
    jours: list[date | None] = []
    for rank, nom in enumerate(JOURS):
        written = [(lu.page, jour) for lu in lus if (jour := lu.tampon.jours[rank]) is not None]
        agreed, anomalies = _agreed(nom, written, fichier)
        jours.append(agreed)
        told += anomalies
    first = lus[0].tampon
    accuse = Accuse(
        identifiant=first.identifiant,
        transmission=jours[0],
        reception=jours[1],
        publication=jours[2],
        objet=_first(lu.tampon.objet for lu in lus),
        matiere=next((lu.tampon.matiere for lu in lus if lu.tampon.matiere), ()),
        nature=_first(lu.tampon.nature for lu in lus),
        source=" et ".join(dict.fromkeys(lu.tampon.source for lu in lus)),
        fichier=fichier,
        pages=tuple(dict.fromkeys(lu.page for lu in lus)),
    )
    empty = not any(lu.tampon.jours[1] for lu in lus)
    return accuse, [*told, *_iter_doubts(accuse, empty)]


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")


def _agreed(nom: str, written: Sequence[tuple[int, Jour]], fichier: str) -> tuple[date | None, list[Anomalie]]:
    """Return the day that the pages agree on, None where they do not; and what is to be told of it."""
    if not written:
        return None, []
    best = max(jour.rang for _, jour in written)
    kept = {jour.valeur: (page, jour) for page, jour in reversed(written) if jour.rang == best}
    if len(kept) > 1:
        jours = " ; ".join(f"{jour.brut} page {page}" for page, jour in sorted(kept.values()))
        return None, [make("accuse-tampon-contradictoire", Page(fichier, written[0][0]), quoi=nom, jours=jours)]
    page, jour = next(iter(kept.values()))
    if jour.valeur is None:
        return None, [make("accuse-tampon-date", Page(fichier, page), quoi=nom, lu=jour.brut)]
    told = [make("accuse-tampon-date-mendee", Page(fichier, page), quoi=nom, lu=jour.brut, retenu=_shown(jour.valeur))]
    return jour.valeur, told if jour.mende else []


def _iter_doubts(accuse: Accuse, empty: bool) -> Iterator[Anomalie]:
    """Yield what is doubtful in a receipt: its identifier, no day of reception, received before it was sent, or was made."""
    place = Page(accuse.fichier, accuse.pages[0])
    yield from accuse.identifiant.iter_anomalies(lieu=place)
    if empty:
        yield make("accuse-tampon-sans-reception", place, identifiant=accuse.identifiant)
    if accuse.transmission and accuse.reception and accuse.reception < accuse.transmission:
        jours = {"reception": _shown(accuse.reception), "transmission": _shown(accuse.transmission)}
        yield make("accuse-tampon-ordre", place, **jours)
    for nom, jour in zip(JOURS, (accuse.transmission, accuse.reception, accuse.publication), strict=True):
        if jour and jour < accuse.identifiant.date:
            yield make("accuse-tampon-anterieur", place, quoi=nom, jour=_shown(jour), acte=_shown(accuse.identifiant.date))


def _iter_several(accuses: Sequence[Accuse], fichier: str) -> Iterator[Anomalie]:
    """Yield that the file bears the receipts of several acts, and where each stands."""
    if len(accuses) > 1:
        noms = " ; ".join(f"{one.identifiant} ({_pages(one.pages)})" for one in accuses)
        yield make("accuse-tampon-plusieurs", Page(fichier), nombre=len(accuses), noms=noms)


def _shown(jour: date) -> str:
    return JourFrancais(jour).chiffres


def _beyond(ranks: Sequence[int]) -> str:
    """Return « (pages 1 à 12) » after a space for several pages, "" for the one that the place of the anomaly tells."""
    return f" ({_pages(ranks)})" if len(ranks) > 1 else ""


def _pages(ranks: Sequence[int]) -> str:
    """Return « page 3 », « pages 1 à 12 et 14 »."""
    spans: list[list[int]] = []
    for rank in ranks:
        if spans and rank == spans[-1][-1] + 1:
            spans[-1][1:] = [rank]
        else:
            spans.append([rank])
    words = [" à ".join(map(str, span)) for span in spans]
    listed = " et ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return f"page{'s' if len(ranks) > 1 else ''} {listed}"
