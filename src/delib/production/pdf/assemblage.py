"""Puts annexes after an act, in one PDF: their pages, structure, bookmarks, fields and files; the marks kept where all earn them.

Changes no page: neither its size, nor its rotation, nor what is on it. An annex that is no PDF/A, or is not tagged, costs the
whole that mark and no other, and this is told. What cannot be joined (encrypted, damaged, signed…) is refused, all at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from delib.anomalie import Anomalie, DelibError, DonneesError, LectureError, Page, make
from delib.production.pdf import champs, marques, metadonnees, reunion, structure, syntaxe
from delib.production.pdf.balisage import iter_pages, unpacked
from delib.production.pdf.conformite import damaged, mend, opened, set_metadata
from delib.production.pdf.metadonnees import PDFA_NS, PDFUA_NS
from delib.production.pdf.objets import Objets
from delib.production.pdf.syntaxe import Dictionnaire, Fautif, Flux, Nom, Objet, Renvoi

MIN_SHARED = 512
"""The smallest stream that is looked for in what is there already, in bytes: fonts, images and profiles are larger."""
DAMAGED_TAGS = "ses balises sont abîmées"


@dataclass(slots=True)
class _Annexe:
    """An annex that was opened: its name, objects and pages, why it cannot bear each mark, whether its tags are sound."""

    nom: str
    objets: Objets
    pages: list[Renvoi]
    pdfa: list[str]
    pdfua: list[str]
    balisee: bool
    titres: list[str]


def join(pdf: bytes, annexes: Sequence[tuple[str, bytes]], fichier: str) -> tuple[bytes, list[Anomalie]]:
    """Return the PDF followed by its annexes (name, bytes), each under a bookmark, and what is worth telling: the marks lost.

    Without annexes, the same bytes. Raises LectureError or DonneesError with what is wrong in the act and in every annex.
    """
    if not annexes:
        return pdf, []
    acte, opened_annexes = _opened_all(pdf, annexes, fichier)
    part = fichier
    try:
        told = list(_iter_lost(acte, fichier, opened_annexes))
        ensemble = _Ensemble(acte)
        for annexe in opened_annexes:
            part = annexe.nom
            told.extend(ensemble.add(annexe))
        return ensemble.to_bytes(told), told
    except Fautif:
        raise damaged(part) from None


def _opened_all(pdf: bytes, annexes: Sequence[tuple[str, bytes]], fichier: str) -> tuple[Objets, list[_Annexe]]:
    """Return the act and its annexes. Raises LectureError (one cannot be read) or DonneesError, with what is wrong in all."""
    refused: list[DelibError] = []
    acte: Objets | None = None
    found: list[_Annexe] = []
    try:
        acte = opened(pdf, fichier)
        _check(acte)
        mend(acte)
    except DelibError as error:
        refused.append(error)
    except Fautif:
        refused.append(damaged(fichier))
    for nom, data in annexes:
        try:
            found.append(_opened(nom, data))
        except DelibError as error:
            refused.append(error)
        except Fautif:
            refused.append(damaged(nom))
    if refused or acte is None:
        kind = LectureError if any(isinstance(error, LectureError) for error in refused) else DonneesError
        raise kind([one for error in refused for one in error.anomalies])
    return acte, found


def _opened(nom: str, data: bytes) -> _Annexe:
    objets = opened(data, nom)
    catalogue = objets.catalogue
    if catalogue.get("NeedsRendering") is True:
        raise DonneesError([make("annexe-xfa", Page(nom))])
    _check(objets)
    _mend_pages(objets)
    mend(objets)
    pdfa, pdfua = marques.pdfa_faults(objets), marques.pdfua_faults(objets)
    tree = _structure(objets)
    if tree is None:
        pdfua = [DAMAGED_TAGS]
    titres, balisee = (tree.titres, bool(tree.elements)) if tree is not None else ([], False)
    return _Annexe(nom, objets, [page for page, _held in iter_pages(objets)], pdfa, pdfua, balisee, titres)


def _check(objets: Objets) -> None:
    """Raise Fautif where what must be joined is damaged: told of this file, and not of the one that it is joined to."""
    catalogue = objets.catalogue
    reunion.check(objets, catalogue)
    champs.check(objets, catalogue)
    structure.next_key(objets, catalogue)


def _structure(objets: Objets) -> structure.Arbre | None:
    """Return what the structure of a PDF is made of, None where it is damaged: then it cannot be joined."""
    try:
        return structure.walk(objets, objets.catalogue)
    except Fautif:
        return None


def _mend_pages(objets: Objets) -> None:
    """Make the tree of pages flat where it lies about how many it holds: the whole must tell the true number."""
    pages = list(iter_pages(objets))
    root = objets.catalogue.get("Pages")
    if not isinstance(root, Renvoi):
        raise Fautif
    if objets.dictionary(root).get("Count") == len(pages) and "Kids" in objets.dictionary(root):
        return
    where = objets.add(None)
    for page, held in pages:
        objets.put(page, {**held, "Parent": where})
    objets.put(where, {"Type": Nom("Pages"), "Kids": [page for page, _held in pages], "Count": len(pages)})
    objets.put(objets.racine, {**objets.catalogue, "Pages": where})


class _Ensemble:
    """An act to which annexes are added one by one: its objects, its catalog, its parts with how many pages each has."""

    def __init__(self, acte: Objets) -> None:
        _mend_pages(acte)
        self.objets = acte
        self.catalogue = acte.catalogue
        self.pages = len(list(iter_pages(acte)))
        self.sound = _structure(acte) is not None
        self.parts: list[tuple[Objet, int]] = [(self.catalogue["Pages"], self.pages)]
        self._shared: dict[bytes, int] = {}
        self._share(acte.items())

    def _share(self, bodies: Iterable[tuple[int, bytes]]) -> None:
        """Remember the large streams, by their bytes: an annex that holds the same font or image takes that one."""
        for number, body in bodies:
            if len(body) >= MIN_SHARED and body.endswith(b"endstream"):
                self._shared.setdefault(syntaxe.settled(body), number)

    def add(self, annexe: _Annexe) -> Iterator[Anomalie]:
        """Put an annex after what is there; yield what is worth telling of it. Raises Fautif."""
        tagged = annexe.balisee and self.sound
        key = structure.next_key(self.objets, self.catalogue)
        numbers = self._adopt(annexe, (lambda old: old + key) if tagged else (lambda _old: None))
        theirs = self.objets.dictionary(Renvoi(numbers[annexe.objets.racine.numero]))
        if tagged:
            structure.join(self.objets, self.catalogue, theirs, key)
        titre = os.path.splitext(os.path.basename(annexe.nom))[0]
        reunion.join_names(self.objets, self.catalogue, theirs, numbers.values())
        reunion.join_bookmarks(self.objets, self.catalogue, theirs, titre, Renvoi(numbers[annexe.pages[0].numero]))
        reunion.join_labels(self.objets, self.catalogue, theirs, self.pages)
        reunion.join_layers(self.objets, self.catalogue, theirs)
        reunion.join_threads(self.objets, self.catalogue, theirs)
        renamed = champs.join(self.objets, self.catalogue, theirs)
        if renamed:
            yield make("annexe-champs", Page(annexe.nom), noms=", ".join(renamed))
        if reunion.has_scripts(self.objets, theirs):
            yield make("annexe-scripts", Page(annexe.nom))
        self.parts.append((theirs["Pages"], len(annexe.pages)))
        self.pages += len(annexe.pages)
        self.objets.groupe |= annexe.objets.groupe
        self.objets.version = max(self.objets.version, annexe.objets.version)

    def _adopt(self, annexe: _Annexe, parent: Callable[[int], int | None]) -> dict[int, int]:
        """Take the objects of an annex, `parent` giving their keys of the parent tree; return their new numbers."""
        first = self.objets.last + 1
        numbers: dict[int, int] = {}
        bodies: dict[int, bytes] = {}
        for number, body in annexe.objets.items():
            large = len(body) >= MIN_SHARED and body.endswith(b"endstream")
            settled = syntaxe.settled(body) if large else body
            same = self._shared.get(settled) if large and not any(True for _one in syntaxe.references(settled)) else None
            numbers[number] = first + len(bodies) if same is None else same
            if same is None:
                bodies[number] = settled
        taken = {numbers[number]: syntaxe.renumbered(body, numbers, parent) for number, body in bodies.items()}
        self.objets.adopt(taken)
        self._share(taken.items())
        return numbers

    def to_bytes(self, told: list[Anomalie]) -> bytes:
        """Return the whole, without the marks that `told` says are lost."""
        where = self.objets.add(None)
        for part, _count in self.parts:
            if isinstance(part, Renvoi):
                self.objets.put(part, {**self.objets.dictionary(part), "Parent": where})
        kids = [part for part, _count in self.parts]
        self.objets.put(where, {"Type": Nom("Pages"), "Kids": kids, "Count": self.pages})
        self.catalogue["Pages"] = where
        _drop_marks(self.objets, self.catalogue, told)
        self.objets.put(self.objets.racine, self.catalogue)
        return self.objets.to_bytes()


def _iter_lost(acte: Objets, fichier: str, annexes: list[_Annexe]) -> Iterator[Anomalie]:
    """Yield the marks that the act claims and the whole cannot bear, for each what costs it, and why."""
    borne = marques.claimed(acte)
    if borne.pdfa:
        yield from _lost("pdfa", fichier, marques.pdfa_faults(acte))
        for annexe in annexes:
            yield from _lost("pdfa", annexe.nom, [*annexe.pdfa, *marques.colour_faults(acte, annexe.objets)], "annexe")
    if borne.pdfua:
        yield from _lost("pdfua", fichier, marques.pdfua_faults(acte) if _structure(acte) is not None else [DAMAGED_TAGS])
        tree = _structure(acte)
        numbered = None if tree is None else marques.headings_are_numbered(tree.titres)
        for annexe in annexes:
            own = marques.headings_are_numbered(annexe.titres)
            mixed = None not in (own, numbered) and own != numbered
            told = ["ses titres ne sont pas numérotés comme ceux de l’acte"] if mixed else []
            yield from _lost("pdfua", annexe.nom, [*annexe.pdfua, *told], "annexe")


def _lost(mark: str, nom: str, raisons: list[str], part: str = "pdf") -> Iterator[Anomalie]:
    if raisons:
        yield make(f"{part}-sans-{mark}", Page(nom), raison=" ; ".join(raisons))


def _drop_marks(objets: Objets, catalogue: Dictionnaire, told: list[Anomalie]) -> None:
    stream = objets.get(catalogue.get("Metadata"))
    lost = {PDFA_NS: "sans-pdfa", PDFUA_NS: "sans-pdfua"}
    namespaces = [namespace for namespace, mark in lost.items() if any(one.code.endswith(mark) for one in told)]
    if not namespaces or not isinstance(stream, Flux):
        return
    xmp = unpacked(stream)
    for namespace in namespaces:
        xmp = metadonnees.without(xmp, namespace)
    set_metadata(objets, catalogue, xmp)
