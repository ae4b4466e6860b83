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
from delib.prefecture.accuse.motifs import clean, fold
from delib.prefecture.identifiant import Identifiant
from delib.production.pdf.vue import Vue


class PageLue(NamedTuple):
    """What a page bears, counted from 1: receipts, and what is to be told."""

    page: int
    tampons: tuple[Tampon, ...] = ()
    avis: tuple[Avis, ...] = ()


_TIRET = "[-\u00ad\u2010-\u2015\u2212]"
_CHIFFRE = "[0-9OoQlI|!]"
_IDENTIFIANT = re.compile(rf"{_CHIFFRE}{{9}}{_TIRET}{_CHIFFRE}{{8}}|{_CHIFFRE}{{8}}{_TIRET}{_CHIFFRE}{{9}}")
"""What looks like the SIREN and the day of an identifier, without spaces; the other way round where letters stand upside down."""
_MENTION = re.compile(r"(?i)pr.{0,2}f.{0,2}ct|pr.{0,2}fet|simul|contr.{0,2}lede|dateder|datede(?:no|pu)|identifiant|cutoire")
"""What any line of a stamp, or of what looks like one, has on its page, spaces taken out."""
_CERTIFIE = re.compile(r"certifi.{0,120}?ex[^a-z]{0,2}e?cutoire")
"""« Certifié exécutoire… », « certifie… le caractère exécutoire », in lower case, spaces taken out."""


def read_pages(vue: Vue) -> list[PageLue]:
    """Return what each page bears, the pages that bear nothing left out."""
    read: list[PageLue] = []
    mentions: list[int] = []
    mute: list[int] = []
    for rank in range(vue.pages):
        try:
            squeezed = "".join(vue.texte(rank).split())
        except LectureError:
            read.append(PageLue(rank + 1, avis=(avis("accuse-tampon-page"),)))
            continue
        if _IDENTIFIANT.search(squeezed):
            read.append(_read_page(vue, rank))
        if _MENTION.search(squeezed):
            mentions.append(rank)
        elif not squeezed and vue.dessinee(rank):
            mute.append(rank)
    if not any(page.tampons for page in read):
        known = {page.page for page in read}
        read += [_read_page(vue, rank) for rank in mentions if rank + 1 not in known]
        read += [PageLue(rank + 1, avis=(avis("accuse-tampon-certification"),)) for rank in mentions if _certifies(vue, rank)]
        read += [PageLue(rank + 1, avis=(avis("accuse-tampon-sans-texte"),)) for rank in mute]
    return [page for page in read if page.tampons or page.avis]


def _read_page(vue: Vue, rank: int) -> PageLue:
    texte, ecrits = vue.texte(rank), vue.ecrits(rank)
    feuille = read_feuille(ecrits)
    if feuille is not None:
        return _page(rank, [feuille])
    found = [judge(bloc) for bloc in gather(ecrits)]
    return _page(rank, [*found, *_iter_files(texte)])


def _page(rank: int, found: Iterable[Tampon | Avis | None]) -> PageLue:
    """Return what a page bears, each thing once."""
    once = list(dict.fromkeys(one for one in found if one is not None))
    tampons = tuple(one for one in once if isinstance(one, Tampon))
    return PageLue(rank + 1, tampons, tuple(one for one in once if isinstance(one, Avis)))


def _iter_files(texte: str) -> Iterator[Avis]:
    """Yield the names of files of a transmission that the page bears: the identifier is in them, and no day."""
    for line in texte.split("\n"):
        for found in FICHIER.finditer(clean(line)):
            identifiant = Identifiant.read(found["identifiant"])
            if identifiant is not None:
                yield avis("accuse-tampon-nom-fichier", identifiant=identifiant, nom=found[0])


def _certifies(vue: Vue, rank: int) -> bool:
    return _CERTIFIE.search(fold(clean(vue.texte(rank))).replace(" ", "")) is not None
