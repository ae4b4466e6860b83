"""Opens a PDF within bounds: what is not one, is damaged, encrypted, or too large is refused, each with why.

Follows no link, runs no script. Tells whether the file is signed: who rewrites it must know.
"""

from __future__ import annotations

import io
import logging
import os
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from delib.anomalie import LectureError, Page, make
from delib.production.pdf.balisage import iter_pages
from delib.production.pdf.objets import Objets
from delib.production.pdf.repertoire import HEADER_WITHIN, tidy
from delib.production.pdf.syntaxe import Fautif
from delib.systeme import os_reason

MAX_BYTES = 150 * 1024 * 1024
"""The largest PDF read: what a transmission may weigh in all (Pastell's form says 150 Mo)."""
MAX_PAGES = 20_000
"""The most pages of a PDF read."""

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what pypdf mends is not for people


@dataclass(frozen=True)
class Ouvert:
    """A PDF that was opened: its name, its bytes, how many pages, whether it is electronically signed; its objects, where its one
    table is right.
    """

    fichier: str
    data: bytes
    pages: int
    signe: bool
    objets: Objets | None = None

    @cached_property
    def reader(self) -> PdfReader:
        """Return pypdf's reader."""
        return PdfReader(io.BytesIO(self.data), strict=False)


def load(path: str) -> bytes:
    """Return the bytes of file `path`, one more than MAX_BYTES at most. Raises LectureError."""
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise LectureError([make("pdf-illisible", Page(path), raison="ce n’est pas un fichier")])
        with open(path, "rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise LectureError([make("pdf-illisible", Page(path), raison=os_reason(error))]) from None


def open_pdf(data: bytes, fichier: str) -> Ouvert:
    """Return the PDF that `data` hold. Raises LectureError: no PDF, damaged, encrypted, without pages, too large."""
    place = Page(fichier)
    if len(data) > MAX_BYTES:
        raise LectureError([make("pdf-illisible", place, raison=f"il dépasse {MAX_BYTES // 1024 // 1024} Mo")])
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        raise LectureError([make("pdf-illisible", place, raison="ce n’est pas un PDF" if data else "il est vide")])
    objets = tidy(data)
    pages = _count(objets) if objets is not None else 0
    if pages:
        return Ouvert(fichier, data, pages, signe=False, objets=objets)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        chiffre = reader.is_encrypted
        pages = 0 if chiffre else len(reader.pages)
        signe = not chiffre and is_signed(reader)
    except Exception:  # a damaged PDF leaves pypdf by any of a dozen of them
        raise LectureError([make("pdf-illisible", place, raison="il est abîmé")]) from None
    if chiffre:
        raise LectureError([make("pdf-chiffre", place)])
    if not 0 < pages <= MAX_PAGES:
        raison = f"il a plus de {MAX_PAGES} pages" if pages else "il n’a pas de page"
        raise LectureError([make("pdf-illisible", place, raison=raison)])
    made = Ouvert(fichier, data, pages, signe)
    made.__dict__["reader"] = reader  # read already
    return made


def _count(objets: Objets) -> int:
    """Return how many pages a PDF has, 0 where pypdf is to be asked: a form or permissions, that may be signed; an odd tree."""
    catalogue = objets.catalogue
    if "AcroForm" in catalogue or "Perms" in catalogue:
        return 0
    try:
        pages = list(islice(iter_pages(objets), MAX_PAGES + 1))
    except Fautif:
        return 0
    sound = all(page.get("Type") == "Page" for _reference, page in pages)
    return len(pages) if sound and len(pages) <= MAX_PAGES else 0


def is_signed(reader: PdfReader) -> bool:
    """Return whether a PDF bears an electronic signature: a field of signature that is filled, or a permission of its signer."""
    root = dictionary(reader.trailer.get("/Root"))
    form = dictionary(root.get("/AcroForm"))
    flags = form.get("/SigFlags")
    if isinstance(flags, int) and flags & 1:
        return any(_is_signature(one) for one in array(form.get("/Fields"))) or flags & 2 == 2
    return bool(dictionary(root.get("/Perms"))) or any(_is_signature(one) for one in array(form.get("/Fields")))


def _is_signature(value: object, depth: int = 0) -> bool:
    field = dictionary(value)
    if field.get("/FT") == "/Sig" and dictionary(field.get("/V")):
        return True
    return depth < 32 and any(_is_signature(kid, depth + 1) for kid in array(field.get("/Kids")))


def dictionary(value: object) -> DictionaryObject:
    """Return the dictionary that `value` is or leads to, an empty one where it is none."""
    found: Any = value.get_object() if isinstance(value, PdfObject) else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def array(value: object) -> list[PdfObject]:
    """Return the elements of the array that `value` is or leads to, none where it is no array."""
    found: Any = value.get_object() if isinstance(value, PdfObject) else None
    return list(found) if isinstance(found, ArrayObject) else []
