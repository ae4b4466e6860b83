"""Reads the pages of a PDF one by one: the receipts that each bears, and what on it looks like one and is none.

A page without anything that looks like an identifier bears no receipt: only its text is taken. What bears no identifier, a
mention or a blank form, is looked for when no page has a receipt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from delib.anomalie import LectureError
from delib.prefecture.accuse.blocs import gather
from delib.prefecture.accuse.constats import Avis, Tampon, avis, judge
from delib.prefecture.accuse.designations import FICHIER
from delib.prefecture.accuse.feuilles import read_feuille
from delib.prefecture.accuse.motifs import clean
from delib.prefecture.identifiant import Identifiant
from delib.production.pdf.vue import Vue


class PageLue(NamedTuple):
    """What a page bears, counted from 1: receipts, and what is to be told."""

    page: int
    tampons: tuple[Tampon, ...] = ()
    avis: tuple[Avis, ...] = ()


_CHIFFRE = "[0-9OoQlI|!]"
_IDENTIFIANT = re.compile(rf"{_CHIFFRE}{{9}}-{_CHIFFRE}{{8}}|{_CHIFFRE}{{8}}-{_CHIFFRE}{{9}}")
"""What looks like the SIREN and the day of an identifier, without spaces; the other way round where letters stand upside down."""
_DATEE = re.compile(
    r"(?i)(?:ct.{0,2}re|fet|acte|ar|lgalit.{0,2}|cation|fichage|fich.{0,2}|publi.{0,2}|re.{0,2}u|mission)(?:[li1|]e)?:?[0-9]"
)
"""What a label and its day leave, without spaces: a page that has another of them than a known stamp's is read anew."""
_MENTION = re.compile(
    r"(?i)ception(?:en)?(?:sous)?-?pr|ceptionparlepr|ception-?minist|ception:|transmission:|identifiant:"
    r"|(?:envoy.{0,3}|transmise?s?|re.{0,2}ue?s?)(?:en)?(?:sous)?-?pr.{0,2}f|arpr.{0,2}fec|simul.{1,3}le|contr.{0,2}lede"
)
"""What a line of what looks like a stamp has on its page, without spaces."""
_CERTIFIE = re.compile(r"(?i)certifi.{0,120}?ex.{0,2}cutoire")
"""« Certifié exécutoire… », « certifie… le caractère exécutoire », without spaces."""


def read_pages(vue: Vue) -> list[PageLue]:
    """Return what each page bears, the pages that bear nothing left out."""
    lecteur = _Lecteur(vue)
    read: list[PageLue] = []
    mentions: list[int] = []
    certified: list[int] = []
    mute: list[int] = []
    for rank in range(vue.pages):
        try:
            squeezed = squeeze(vue.texte(rank))
        except LectureError:
            read.append(PageLue(rank + 1, avis=(avis("accuse-tampon-page"),)))
            continue
        if _IDENTIFIANT.search(squeezed):
            read.append(lecteur.read(rank, squeezed))
        if _MENTION.search(squeezed):
            mentions.append(rank)
        if _CERTIFIE.search(squeezed):
            certified.append(rank)
        if not squeezed and vue.dessinee(rank):
            mute.append(rank)
    if not any(page.tampons for page in read):
        known = {page.page for page in read}
        read += [lecteur.read(rank) for rank in mentions if rank + 1 not in known]
        read += [PageLue(rank + 1, avis=(avis("accuse-tampon-certification"),)) for rank in certified]
        read += [PageLue(rank + 1, avis=(avis("accuse-tampon-sans-texte"),)) for rank in mute]
    return [page for page in read if page.tampons or page.avis]


def squeeze(texte: str) -> str:
    """Return a text without any space, its hyphens plain, its ligatures undone."""
    return clean(texte).replace(" ", "")


class _Lecteur:
    """Reads pages in full, and knows again what it has read: a stamp is the same on every page."""

    def __init__(self, vue: Vue) -> None:
        self._vue = vue
        self._known: dict[str, Tampon | Avis] = {}

    def read(self, rank: int, squeezed: str = "") -> PageLue:
        """Return what a page bears; `squeezed` is its text, where what is known may be looked for in it."""
        return self._again(rank, squeezed) or self._whole(rank)

    def _again(self, rank: int, squeezed: str) -> PageLue | None:
        """Return what a page bears if it is drawn there as it was before, and nothing else that counts is."""
        found: list[Tampon | Avis] = []
        for trace, one in self._known.items():
            if trace in squeezed:
                found.append(one)
                squeezed = squeezed.replace(trace, "\n")
        if not found or _IDENTIFIANT.search(squeezed) or _DATEE.search(squeezed):
            return None
        return _page(rank, found)

    def _whole(self, rank: int) -> PageLue:
        """Return what a page bears, read by where its lines stand."""
        texte, ecrits = self._vue.texte(rank), self._vue.ecrits(rank)
        feuille = read_feuille(ecrits)
        if feuille is not None:
            return _page(rank, [feuille])
        found: list[Tampon | Avis | None] = []
        for bloc in gather(ecrits):
            one = judge(bloc)
            found.append(one)
            if one is not None and _IDENTIFIANT.search(bloc.trace) and len(self._known) < MAX_KNOWN:
                self._known[bloc.trace] = one
        for line in texte.split("\n"):
            for nom, one in _iter_files(clean(line)):
                found.append(one)
                if len(self._known) < MAX_KNOWN:
                    self._known[nom.replace(" ", "")] = one
        return _page(rank, found)


MAX_KNOWN = 200
"""How many stamps are known again without being read: an assembled file has a few."""


def _page(rank: int, found: Iterable[Tampon | Avis | None]) -> PageLue:
    """Return what a page bears, each thing once."""
    once = list(dict.fromkeys(one for one in found if one is not None))
    tampons = tuple(one for one in once if isinstance(one, Tampon))
    return PageLue(rank + 1, tampons, tuple(one for one in once if isinstance(one, Avis)))


def _iter_files(line: str) -> Iterator[tuple[str, Avis]]:
    """Yield the names of files of a transmission that a line bears: the identifier is in them, and no day."""
    for found in FICHIER.finditer(line):
        identifiant = Identifiant.read(found["identifiant"])
        if identifiant is not None:
            yield found[0], avis("accuse-tampon-nom-fichier", identifiant=identifiant, nom=found[0])
