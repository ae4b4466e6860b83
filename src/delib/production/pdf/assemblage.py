"""Puts annexes after an act, in one PDF: their pages, structure, bookmarks, fields and files; the marks kept where all earn them.

Changes no page: neither its size, nor its rotation, nor what is on it. An annex that is no PDF/A, or is not tagged, costs the
whole that mark and no other, and this is told. What cannot be joined (encrypted, damaged, signed…) is refused, all at once.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from delib.anomalie import Anomalie, DelibError, DonneesError, LectureError, Page, make
from delib.production.pdf import champs, marques, metadonnees, reunion, structure
from delib.production.pdf.conformite import changing, mend, opened, set_metadata
from delib.production.pdf.metadonnees import PDFA_NS, PDFUA_NS
from delib.production.pdf.ouverture import dictionary
from delib.production.pdf.sortie import VERSION, compress, to_bytes
from delib.production.pdf.valeurs import iter_held, named, text

_LENGTH = re.compile(rb"/Length \d+(?: \d+ R)?")
_STACK = 16 * 1024 * 1024
_STACK_OBJECT = 512
"""The stack that qpdf copies objects on, in bytes: one that leads to the next, as bookmarks do, takes 150 of them."""


@dataclass(slots=True)
class _Part:
    """An act or an annex that was opened: its name, its objects, why it cannot bear each mark, its tags (None: damaged)."""

    nom: str
    pdf: Pdf
    packed: bool
    """Whether objects of it lie packed together, as Word packs the tags."""
    pdfa: list[str]
    pdfua: list[str]
    tags: structure.Arbre | None

    @property
    def numbered(self) -> bool | None:
        """Return whether its headings are numbered, None where it has none."""
        return marques.headings_are_numbered(self.tags.titres) if self.tags is not None else None


def join(pdf: bytes, annexes: Sequence[tuple[str, bytes]], fichier: str) -> tuple[bytes, list[Anomalie]]:
    """Return the PDF followed by its annexes (name, bytes), each under a bookmark, and what is worth telling: the marks lost.

    Without annexes, the same bytes. Raises LectureError or DonneesError with what is wrong in the act and in every annex.
    """
    if not annexes:
        return pdf, []
    acte, *others = _opened_all([(fichier, pdf), *annexes])
    told = list(_iter_lost(acte, others))
    ensemble = _Ensemble(acte)
    for annexe in others:
        with changing(annexe.nom):
            told.extend(ensemble.add(annexe))
    with changing(fichier):
        return ensemble.to_bytes(told), told


def _opened_all(parts: Sequence[tuple[str, bytes]]) -> list[_Part]:
    """Return the act and its annexes. Raises LectureError (one cannot be read) or DonneesError, with what is wrong in all."""
    refused: list[DelibError] = []
    found: list[_Part] = []
    for rank, (nom, data) in enumerate(parts):
        try:
            with changing(nom):
                found.append(_opened(nom, data, annexe=rank > 0))
        except DelibError as error:
            refused.append(error)
    if refused:
        kind = LectureError if any(isinstance(error, LectureError) for error in refused) else DonneesError
        raise kind([one for error in refused for one in error.anomalies])
    return found


def _opened(nom: str, data: bytes, *, annexe: bool) -> _Part:
    pdf = opened(data, nom)
    if annexe and pdf.Root.get_bool("/NeedsRendering"):
        raise DonneesError([make("annexe-xfa", Page(nom))])
    reunion.check(pdf.Root)
    structure.next_key(pdf)
    mend(pdf)
    try:
        tags = structure.walk(pdf.Root)
    except structure.Abime:
        tags = None
    pdfua = marques.pdfua_faults(pdf) if tags is not None else [marques.DAMAGED_TAGS]
    return _Part(nom, pdf, b"/ObjStm" in data, marques.pdfa_faults(pdf), pdfua, tags)


class _Ensemble:
    """An act to which annexes are added one by one."""

    def __init__(self, acte: _Part) -> None:
        self.pdf = acte.pdf
        self.pages: list[Object] = [page.obj for page in self.pdf.pages]
        self.sound = acte.tags is not None
        self.packed = acte.packed
        self.version = max(VERSION, self.pdf.pdf_version)

    def add(self, annexe: _Part) -> Iterator[Anomalie]:
        """Put an annex after what is there, which changes it; yield what is worth telling of it."""
        pdf, start = self.pdf, len(self.pages)
        tagged = self.sound and annexe.tags is not None and bool(annexe.tags.elements)
        key = structure.next_key(pdf) if tagged else None
        structure.shift(annexe.pdf, key)
        if tagged:
            structure.rename(annexe.pdf, pdf)
        reunion.rename_destinations(annexe.pdf, pdf)
        pages, theirs = _copied(annexe.pdf, pdf)
        self.pages += pages
        if key is not None:
            structure.join(pdf, theirs, key)
        titre = _title(annexe)
        reunion.join_names(pdf, theirs)
        reunion.join_bookmarks(pdf, theirs, titre, pages[0])
        reunion.join_labels(pdf, theirs, start)
        reunion.join_layers(pdf, theirs)
        reunion.join_threads(pdf, theirs)
        renamed = champs.join(pdf, theirs)
        if renamed:
            yield make("annexe-champs", Page(annexe.nom), noms=", ".join(renamed))
        if reunion.has_scripts(theirs):
            yield make("annexe-scripts", Page(annexe.nom))
        self.packed = self.packed or annexe.packed
        self.version = max(self.version, annexe.pdf.pdf_version)

    def to_bytes(self, told: Sequence[Anomalie]) -> bytes:
        """Return the whole, without the marks that `told` says are lost."""
        tree = self.pdf.make_indirect(Dictionary(Type=Name("/Pages"), Kids=Array(self.pages), Count=len(self.pages)))
        for page in self.pages:
            page["/Parent"] = tree
        self.pdf.Root["/Pages"] = tree
        _drop_marks(self.pdf, told)
        _share(self.pdf)
        return to_bytes(self.pdf, self.version, packed=self.packed)


def _copied(theirs: Pdf, pdf: Pdf) -> tuple[list[Object], Object]:
    """Return the pages of `theirs` and its catalog, copied into `pdf` with all that they lead to.

    qpdf goes from an object to the next by calling itself: a file of a million would overrun the stack that a program is given.
    """

    def copy() -> tuple[list[Object], Object]:
        return [pdf.copy_foreign(page.obj) for page in theirs.pages], pdf.copy_foreign(theirs.Root)

    before = threading.stack_size(_STACK + _STACK_OBJECT * len(theirs.objects))
    try:
        with ThreadPoolExecutor(1) as other:
            return other.submit(copy).result()
    finally:
        threading.stack_size(before)


def _share(pdf: Pdf) -> None:
    """Keep one of the large streams that are alike: the fonts and images that an act and its annexes have in common."""
    compress(pdf)
    first: dict[bytes, Object] = {}
    same: dict[tuple[int, int], Object] = {}
    for one in pdf.objects:
        if isinstance(one, Stream):
            said = _LENGTH.sub(b"", one.stream_dict.unparse())
            other = first.setdefault(hashlib.sha256(said + b"\n" + one.read_raw_bytes()).digest(), one)
            if other.objgen != one.objgen:
                same[one.objgen] = other
    for one in pdf.objects if same else ():
        for held in iter_held(one):
            _lead(held, same)


def _lead(holder: Object, same: dict[tuple[int, int], Object]) -> None:
    """Make an array or a dictionary refer to the streams that are kept."""
    held = list(holder.items()) if isinstance(holder, Dictionary | Stream) else list(enumerate(holder))
    for key, value in held:
        if isinstance(value, Stream) and value.objgen in same:
            holder[named(key) if isinstance(key, str) else key] = same[value.objgen]


def _iter_lost(acte: _Part, annexes: Sequence[_Part]) -> Iterator[Anomalie]:
    """Yield the marks that the act claims and the whole cannot bear, for each what costs it, and why."""
    borne = marques.claimed(acte.pdf)
    if borne.pdfa:
        yield from _lost("pdfa", acte.nom, acte.pdfa)
        for annexe in annexes:
            yield from _lost("pdfa", annexe.nom, [*annexe.pdfa, *marques.colour_faults(acte.pdf, annexe.pdf)], "annexe")
    if borne.pdfua:
        yield from _lost("pdfua", acte.nom, acte.pdfua)
        for annexe in annexes:
            mixed = None not in (annexe.numbered, acte.numbered) and annexe.numbered != acte.numbered
            told = ["ses titres ne sont pas numérotés comme ceux de l’acte"] if mixed else []
            yield from _lost("pdfua", annexe.nom, [*annexe.pdfua, *told], "annexe")


def _lost(mark: str, nom: str, raisons: Sequence[str], part: str = "pdf") -> Iterator[Anomalie]:
    if raisons:
        yield make(f"{part}-sans-{mark}", Page(nom), raison=" ; ".join(raisons))


def _drop_marks(pdf: Pdf, told: Sequence[Anomalie]) -> None:
    xmp = marques.packet(pdf)
    lost = {PDFA_NS: "sans-pdfa", PDFUA_NS: "sans-pdfua"}
    namespaces = [namespace for namespace, mark in lost.items() if any(one.code.endswith(mark) for one in told)]
    for namespace in namespaces:
        xmp = metadonnees.without(xmp, namespace)
    if xmp and namespaces:
        set_metadata(pdf, xmp)


def _title(annexe: _Part) -> str:
    """Return what an annex is called: by its own title, where it asks for it to be shown, else by its file."""
    shown: Any = dictionary(annexe.pdf.Root.get("/ViewerPreferences")).get("/DisplayDocTitle")
    said = text(dictionary(annexe.pdf.trailer.get("/Info")).get("/Title")).strip() if shown is True else ""
    return said or os.path.splitext(os.path.basename(annexe.nom))[0]
