"""Reads the pages of a PDF one by one: the receipts that each bears, and what on it looks like one and is none.

A page without anything that looks like an identifier bears no receipt: only its text is taken. What bears no identifier, a
mention or a blank form, is looked for when no page has a receipt.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from delib.anomalie import LectureError
from delib.prefecture.accuse.blocs import TropError, gather
from delib.prefecture.accuse.constats import Avis, Tampon, avis, judge
from delib.prefecture.accuse.designations import FICHIER
from delib.prefecture.accuse.feuilles import read_feuille
from delib.prefecture.accuse.motifs import clean
from delib.prefecture.identifiant import Identifiant
from delib.production.pdf.flux import Flux
from delib.production.pdf.vue import Vue


class PageLue(NamedTuple):
    """What a page bears, counted from 1: receipts, and what is to be told."""

    page: int
    tampons: tuple[Tampon, ...] = ()
    avis: tuple[Avis, ...] = ()


_CHIFFRE = "[0-9OoQlI|!]"
_IDENTIFIANT = re.compile(rf"{_CHIFFRE}{{9}}-{_CHIFFRE}{{8}}|{_CHIFFRE}{{8}}-{_CHIFFRE}{{9}}")
"""What looks like the SIREN and the day of an identifier, without spaces; the other way round where letters stand upside down."""
_MILIEU = re.compile(rf"-{_CHIFFRE}{{8}}")
"""What it holds, and is found many times faster."""
_DATEE = re.compile(
    r"(?i)(?:ct.{0,2}re|fet|acte|ar|lgalit.{0,2}|cation|fichage|fich.{0,2}|publi.{0,2}|re.{0,2}u|mission)(?:[li1|]e)?:?[0-9]"
)
"""What a label and its day leave, without spaces: a page that has another of them than a known stamp's is read anew."""
_OUT = "\n"
"""What stands in a text for what is known again."""
_GOES_ON = re.compile(rf"{_OUT}(?:[0-9]{{1,2}}[/.-]|[A-Za-z0-9_-]{{0,15}}-[A-Z]{{2}}(?![A-Za-z0-9_-]))")
"""What is known again, and goes on: with the day of a label that was blank, with the end of a longer identifier."""
_MENTION = re.compile(
    r"ception(?:en)?(?:sous)?-?pr|ceptionparlepr|ception-?minist|ception:|transmission:|identifiant:"
    r"|(?:envoy.{0,3}|transmise?s?|re.{0,2}ue?s?)(?:en)?(?:sous)?-?pr.{0,2}f|arpr.{0,2}fec|simul.{1,3}le|contr.{0,2}lede"
)
"""What a line of what looks like a stamp has on its page, in lower case, without spaces."""
_MOTS = ("fect", "féct", "fct", "préfet", "prefet", "ception-", "ception:", "minist", "mission:", "identifiant:", "simul", "lede")
"""What any of them holds."""
_CERTIFIE = re.compile(r"certifi.{0,120}?ex.{0,2}cutoire")
"""« Certifié exécutoire… », « certifie… le caractère exécutoire », in lower case, without spaces."""


PEU = 30
"""The most pages that are all drawn: looking into the contents of so few would gain nothing."""


def read_pages(vue: Vue, data: bytes) -> list[PageLue]:
    """Return what each page bears, the pages that bear nothing left out; `data` are the bytes of the PDF that `vue` looks at.

    Of a long file, a page is not drawn whose contents cannot show an identifier, or show again what was read of another.
    """
    lecteur = _Lecteur(vue)
    apercu = _apercu(vue, data) if vue.pages > PEU else None
    read: list[PageLue] = []
    undrawn: list[int] = []
    for rank in range(vue.pages):
        texte = apercu.texte(rank) if apercu is not None and 0 < rank < vue.pages - 1 else None
        page = lecteur.again(rank, squeeze(texte)) if texte is not None else None
        if page is None:
            page = lecteur.look(rank)
        else:
            undrawn.append(rank)
        read.append(page)
    if not any(page.tampons for page in read):
        read += [lecteur.look(rank) for rank in undrawn]
        read += lecteur.others({page.page for page in read if page.avis})
    return sorted((page for page in read if page.tampons or page.avis), key=lambda page: page.page)


def _apercu(vue: Vue, data: bytes) -> Flux | None:
    """Return what looks into the contents of the pages, None unless it finds as many, and in the first and last what is there."""
    flux = Flux(data)
    if flux.pages != vue.pages:
        return None
    for rank in (0, vue.pages - 1):
        texte = flux.texte(rank)
        try:
            drawn = squeeze(vue.texte(rank))
        except LectureError:
            return None
        if texte is None or sorted(_IDENTIFIANT.findall(squeeze(texte))) != sorted(_IDENTIFIANT.findall(drawn)):
            return None
    return flux


def _is_shown(squeezed: str) -> bool:
    """Return whether a text without spaces shows something like an identifier."""
    return _MILIEU.search(squeezed) is not None and _IDENTIFIANT.search(squeezed) is not None


def squeeze(texte: str) -> str:
    """Return a text without any space, its hyphens plain, its ligatures undone."""
    return clean(texte).replace(" ", "")


class _Lecteur:
    """Reads pages, and knows again what it has read: a stamp is the same on every page."""

    def __init__(self, vue: Vue) -> None:
        self._vue = vue
        self._known: dict[str, Tampon | Avis] = {}
        self._mentions: list[int] = []
        self._certified: list[int] = []
        self._mute: list[int] = []

    def look(self, rank: int) -> PageLue:
        """Return what a page bears that shows an identifier; of another, only keep what it may be worth looking at for."""
        try:
            squeezed = squeeze(self._vue.texte(rank))
            small = squeezed.lower()
            if any(word in small for word in _MOTS) and _MENTION.search(small):
                self._mentions.append(rank)
            if "cutoire" in small and _CERTIFIE.search(small):
                self._certified.append(rank)
            if not squeezed and self._vue.dessinee(rank):
                self._mute.append(rank)
        except LectureError:
            return _unread(rank)
        return self.again(rank, squeezed) or self._whole(rank)

    def again(self, rank: int, squeezed: str) -> PageLue | None:
        """Return what a page bears by its text alone: nothing without an identifier, else what was read before, drawn the same.

        None where something else counts: another identifier, another label with its day.
        """
        found: list[Tampon | Avis] = []
        if not _is_shown(squeezed):
            return PageLue(rank + 1)
        for trace, one in self._known.items():
            if trace in squeezed:
                found.append(one)
                squeezed = squeezed.replace(trace, _OUT)
        if not found or _GOES_ON.search(squeezed) or _is_shown(squeezed) or _DATEE.search(squeezed):
            return None
        return _page(rank, found)

    def others(self, told: Container[int]) -> Iterator[PageLue]:
        """Yield what pages without an identifier bear that looks like a receipt; `told` are those of which something is told."""
        for rank in self._mentions:
            if rank + 1 not in told:
                yield self._whole(rank)
        for rank in self._certified:
            yield PageLue(rank + 1, avis=(avis("accuse-tampon-certification"),))
        for rank in self._mute:
            yield PageLue(rank + 1, avis=(avis("accuse-tampon-sans-texte"),))

    def _whole(self, rank: int) -> PageLue:
        """Return what a page bears, read by where its lines stand."""
        try:
            texte, ecrits = self._vue.texte(rank), self._vue.ecrits(rank)
            feuille = read_feuille(ecrits)
            blocs = [] if feuille is not None else gather(ecrits)
        except (LectureError, TropError):
            return _unread(rank)
        if feuille is not None:
            return _page(rank, [feuille])
        found: list[Tampon | Avis | None] = []
        for bloc in blocs:
            one = judge(bloc)
            found.append(one)
            if one is not None and _IDENTIFIANT.search(bloc.traces[0]) and len(self._known) < MAX_KNOWN:
                self._known.update(dict.fromkeys(bloc.traces, one))
        for line in texte.split("\n"):
            for nom, one in _iter_files(clean(line)):
                found.append(one)
                if len(self._known) < MAX_KNOWN:
                    self._known[nom.replace(" ", "")] = one
        return _page(rank, found)


MAX_KNOWN = 200
"""How many stamps are known again without being read: an assembled file has a few."""


def _unread(rank: int) -> PageLue:
    return PageLue(rank + 1, avis=(avis("accuse-tampon-page"),))


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
