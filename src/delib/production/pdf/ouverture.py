"""Opens a PDF within bounds: what is not one, is damaged, encrypted, or too large is refused, each with why.

Follows no link, runs no script. Tells whether the file is signed: who rewrites it must know.
"""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf
from pikepdf.settings import get_qpdf_limits, set_qpdf_limits

from delib.anomalie import LectureError, Page, make
from delib.systeme import os_reason

MAX_BYTES = 150 * 1024 * 1024
"""The largest PDF read: what a transmission may weigh in all (Pastell's form says 150 Mo)."""
MAX_PAGES = 20_000
"""The most pages of a PDF read."""
HEADER_WITHIN = 1024
"""Where the mark `%PDF-` must begin, in bytes: readers look no further (ISO 32000-1, annex H, note 13)."""
_END = 2048
"""Where the last `startxref` must stand, in bytes from the end: readers look at 1,024 (annex H, note 18)."""
MAX_UNPACKED = 64 * 1024 * 1024
"""The most bytes that a stream is unpacked to: a page has a few MB of content at most; its images are not unpacked."""
MAX_FIELDS = 10_000
"""The most fields of a form looked at for a signature."""


logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # what qpdf mends is not for people


@dataclass(frozen=True, slots=True)
class Ouvert:
    """A PDF that was opened: its name, its bytes, its objects, how many pages, and whether it is electronically signed."""

    fichier: str
    data: bytes
    pdf: Pdf
    pages: int
    signe: bool


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
    if len(data) > MAX_BYTES:
        raise _unreadable(fichier, f"il dépasse {MAX_BYTES // 1024 // 1024} Mo")
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        raise _unreadable(fichier, "ce n’est pas un PDF" if data else "il est vide")
    if _is_cut(data):
        raise _unreadable(fichier, "il est abîmé")
    try:
        with bounded():
            pdf = pikepdf.open(io.BytesIO(data))
            pages = len(pdf.pages)
            signe = is_signed(pdf)
    except pikepdf.PasswordError:
        raise LectureError([make("pdf-chiffre", Page(fichier))]) from None
    except Exception:  # a damaged PDF leaves pikepdf by any of a dozen of them
        raise _unreadable(fichier, "il est abîmé") from None
    if pdf.is_encrypted:
        raise LectureError([make("pdf-chiffre", Page(fichier))])
    if not 0 < pages <= MAX_PAGES:
        raise _unreadable(fichier, f"il a plus de {MAX_PAGES} pages" if pages else "il n’a pas de page")
    return Ouvert(fichier, data, pdf, pages, signe)


def _is_cut(data: bytes) -> bool:
    """Return whether the end of a PDF is missing: qpdf would make of the rest a sound file with fewer pages, and not say so."""
    return b"startxref" not in data[-64 * _END :].rstrip(b"\0\t\n\f\r ")[-_END:]


@contextmanager
def bounded() -> Iterator[None]:
    """Let no stream unpack to more than MAX_UNPACKED: one that would is damaged. What others set for the process is put back."""
    before = get_qpdf_limits()
    set_qpdf_limits(
        flate_max_memory=MAX_UNPACKED,
        run_length_max_memory=MAX_UNPACKED,
        png_max_memory=MAX_UNPACKED,
        tiff_max_memory=MAX_UNPACKED,
    )
    try:
        yield
    finally:
        set_qpdf_limits(**before)  # type: ignore[arg-type]  # it takes what the other gives


def _unreadable(fichier: str, raison: str) -> LectureError:
    return LectureError([make("pdf-illisible", Page(fichier), raison=raison)])


def is_signed(pdf: Pdf) -> bool:
    """Return whether a PDF bears an electronic signature: a field of signature that is filled, or a permission of its signer."""
    form = dictionary(pdf.Root.get("/AcroForm"))
    if int(form.get_int("/SigFlags", 0)) & 2:
        return True
    return bool(dictionary(pdf.Root.get("/Perms")).keys()) or any(
        field.get("/FT") == "/Sig" and dictionary(field.get("/V")).keys() for field in _fields(form)
    )


def _fields(form: Dictionary | Object) -> Iterator[Object]:
    """Yield the fields of a form, those below them too, each once."""
    todo = array(form.get("/Fields"))
    seen: set[tuple[int, int]] = set()
    while todo and len(seen) < MAX_FIELDS:
        one = todo.pop()
        if one.objgen in seen and one.is_indirect:
            continue
        seen.add(one.objgen if one.is_indirect else (len(seen), -1))
        field = dictionary(one)
        todo.extend(array(field.get("/Kids")))
        yield field


def dictionary(value: object) -> Object:
    """Return the dictionary that `value` is, an empty one where it is none."""
    return value if isinstance(value, Object) and isinstance(value, Dictionary) else Dictionary()


def array(value: object) -> list[Object]:
    """Return the elements of the array that `value` is that are objects of their own, none where it is no array."""
    return [one for one in value if isinstance(one, Object)] if isinstance(value, Array) else []
