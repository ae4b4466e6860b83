"""Makes a PDF fit to keep: the marks of PDF/A-3b and PDF/UA-1 together where it earns them, its metadata, the same bytes always.

Converts nothing: a text that is not tagged stays so, and then the mark is withheld, and why is told. Replaces what
LibreOffice writes from its clock, and what its version 7.4 writes wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from pikepdf import Dictionary, Name, Pdf, Stream, String

from delib import __version__
from delib.anomalie import Anomalie, DelibError, DonneesError, LectureError, Page, make
from delib.production.pdf import balisage, marques, metadonnees
from delib.production.pdf.fiche import Fiche
from delib.production.pdf.metadonnees import NOS_MARQUES, Marques
from delib.production.pdf.ouverture import array, bounded, dictionary, open_pdf
from delib.production.pdf.sortie import to_bytes
from delib.production.pdf.valeurs import subdictionary, text

_TRAILER = {"/Root", "/Info", "/Size"}
"""What is kept of a trailer: a converter makes the rest, identifiers and sums, of its clock."""
_ICC_DATE = slice(24, 36)
_ICC_ID = slice(84, 100)
_ICC_DAY = b"\x07\xce\0\x02\0\x09\0\0\0\0\0\0"
"""9 February 1998, the day of sRGB's own profile, in place of that of the conversion."""


def finish(pdf: bytes, fiche: Fiche, fichier: str) -> bytes:
    """Return the PDF that `complete` makes, for a caller that has no use for what is told of it."""
    return complete(pdf, fiche, fichier)[0]


def complete(pdf: bytes, fiche: Fiche, fichier: str) -> tuple[bytes, list[Anomalie]]:
    """Return the PDF with the metadata that `fiche` says, its marks, and nothing of the clock: the same bytes for the same input;
    and why it cannot bear a mark, an anomaly for each that it cannot.

    The marks are those that it claims and that nothing plainly contradicts. Raises LectureError (no PDF, damaged, encrypted, not
    written as a PDF is), DonneesError (signed: completing it would break its signature).
    """
    with changing(fichier):
        found = opened(pdf, fichier)
        mend(found)
        faults = _faults(found)
        said = dictionary(found.trailer.get("/Info"))
        tools = {"createur": text(said.get("/Creator")), "producteur": text(said.get("/Producer")) or f"delib {__version__}"}
    fiche = replace(fiche, provenance=(*fiche.provenance, ("delib", __version__)))
    marks = Marques("" if faults.pdfa else NOS_MARQUES.pdfa, "" if faults.pdfua else NOS_MARQUES.pdfua)
    xmp, info = metadonnees.packet(fiche, marks, **tools), metadonnees.info(fiche, **tools)
    with changing(fichier):
        return _finished(found, fiche.langue, xmp, info), _told(faults, fichier)


def manques(pdf: bytes, fichier: str) -> list[Anomalie]:
    """Return why a PDF cannot bear the marks of PDF/A-3b and of PDF/UA-1, an anomaly for each that it cannot; none when it can.

    Raises as `complete`.
    """
    with changing(fichier):
        return _told(_faults(opened(pdf, fichier)), fichier)


class _Fautes(NamedTuple):
    """Why a PDF cannot bear each mark, "" where it can."""

    pdfa: str
    pdfua: str


def _faults(pdf: Pdf) -> _Fautes:
    return _Fautes(" ; ".join(marques.pdfa_faults(pdf)), " ; ".join(marques.pdfua_faults(pdf)))


def _told(faults: _Fautes, fichier: str) -> list[Anomalie]:
    codes = {"pdf-sans-pdfa": faults.pdfa, "pdf-sans-pdfua": faults.pdfua}
    return [make(code, Page(fichier), raison=raison) for code, raison in codes.items() if raison]


def opened(pdf: bytes, fichier: str) -> Pdf:
    """Return the objects of a PDF that may be rewritten. Raises LectureError, or DonneesError for a signed one."""
    ouvert = open_pdf(pdf, fichier)
    if ouvert.signe:
        raise DonneesError([make("pdf-signe", Page(fichier))])
    return ouvert.pdf


@contextmanager
def changing(fichier: str) -> Iterator[None]:
    """Raise LectureError for whatever else is raised of a file whose objects are not what they should be."""
    try:
        with bounded():
            yield
    except DelibError:
        raise
    except Exception:  # a damaged PDF leaves pikepdf by any of a dozen of them
        raise LectureError([make("pdf-illisible", Page(fichier), raison="il est abîmé")]) from None


def _finished(pdf: Pdf, langue: str, xmp: bytes, info: Mapping[str, str]) -> bytes:
    set_metadata(pdf, xmp)
    pdf.trailer["/Info"] = pdf.make_indirect(Dictionary(info))
    if langue:
        pdf.Root["/Lang"] = String(langue)
    subdictionary(pdf.Root, "/ViewerPreferences")["/DisplayDocTitle"] = True
    date_profiles(pdf)
    for key in pdf.trailer.keys() - _TRAILER:
        del pdf.trailer[key]
    return to_bytes(pdf)


def set_metadata(pdf: Pdf, xmp: bytes) -> None:
    """Put an XMP packet in a PDF. Written as it is: who looks for it in the file finds it."""
    pdf.Root["/Metadata"] = pdf.make_stream(xmp, Type=Name("/Metadata"), Subtype=Name("/XML"))


def mend(pdf: Pdf) -> None:
    """Mend the count of the pages, and what LibreOffice writes wrong for PDF/UA: the order of annotations, the borders."""
    pdf.Root["/Pages"]["/Count"] = len(pdf.pages)
    order_tabs(pdf)
    producteur = text(dictionary(pdf.trailer.get("/Info")).get("/Producer"))
    if producteur.startswith("LibreOffice") and marques.claimed(pdf).pdfua:
        balisage.decorate(pdf)


def order_tabs(pdf: Pdf) -> None:
    """Say on each page with annotations that they are reached in the order of the structure (ISO 14289-1, § 7.18.3).

    LibreOffice 7.4 writes a string there, where a name is due. A page that says another order keeps it.
    """
    for page in pdf.pages:
        tabs = page.get("/Tabs")
        if isinstance(tabs, String) or (tabs is None and "/Annots" in page):
            page.obj["/Tabs"] = Name("/S")


def date_profiles(pdf: Pdf) -> None:
    """Replace the date of the colour profiles that LibreOffice writes with its document, each time anew (ICC.1, § 7.2)."""
    for intent in array(pdf.Root.get("/OutputIntents")):
        profile = dictionary(intent).get("/DestOutputProfile")
        if not isinstance(profile, Stream):
            continue
        data = bytearray(profile.read_bytes())
        if len(data) >= 128 and data[_ICC_DATE] != _ICC_DAY:
            data[_ICC_DATE] = _ICC_DAY
            data[_ICC_ID] = bytes(16)  # « not calculated »: it was of the other date
            profile.write(bytes(data))
