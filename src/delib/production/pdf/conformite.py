"""Makes a PDF fit to keep: the marks of PDF/A-3b and PDF/UA-1 together where it earns them, its metadata, the same bytes always.

Converts nothing: a text that is not tagged stays so, and then the mark is withheld, and why is told. Replaces what
LibreOffice writes from its clock, and what its version 7.4 writes wrong.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import NamedTuple

from delib import __version__
from delib.anomalie import Anomalie, DonneesError, LectureError, Page, make
from delib.production.pdf import balisage, marques, metadonnees
from delib.production.pdf.fiche import Fiche
from delib.production.pdf.inventaire import table
from delib.production.pdf.metadonnees import NOS_MARQUES, Marques
from delib.production.pdf.objets import Objets
from delib.production.pdf.ouverture import open_pdf
from delib.production.pdf.syntaxe import Dictionnaire, Fautif, Flux, Nom, Renvoi, text_of

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
    objets = opened(pdf, fichier)
    try:
        mend(objets)
        faults = _faults(objets)
        return _finished(objets, fiche, faults), _told(faults, fichier)
    except Fautif:
        raise damaged(fichier) from None


def manques(pdf: bytes, fichier: str) -> list[Anomalie]:
    """Return why a PDF cannot bear the marks of PDF/A-3b and of PDF/UA-1, an anomaly for each that it cannot; none when it can.

    Raises as `complete`.
    """
    objets = opened(pdf, fichier)
    try:
        return _told(_faults(objets), fichier)
    except Fautif:
        raise damaged(fichier) from None


class _Fautes(NamedTuple):
    """Why a PDF cannot bear each mark, "" where it can."""

    pdfa: str
    pdfua: str


def _faults(objets: Objets) -> _Fautes:
    return _Fautes(" ; ".join(marques.pdfa_faults(objets)), " ; ".join(marques.pdfua_faults(objets)))


def _told(faults: _Fautes, fichier: str) -> list[Anomalie]:
    codes = {"pdf-sans-pdfa": faults.pdfa, "pdf-sans-pdfua": faults.pdfua}
    return [make(code, Page(fichier), raison=raison) for code, raison in codes.items() if raison]


def opened(pdf: bytes, fichier: str) -> Objets:
    """Return the objects of a PDF that may be rewritten. Raises LectureError, or DonneesError for a signed one."""
    ouvert = open_pdf(pdf, fichier)
    if ouvert.signe:
        raise DonneesError([make("pdf-signe", Page(fichier))])
    return table(ouvert)


def damaged(fichier: str) -> LectureError:
    """Return what is raised for a file whose objects are not what they should be."""
    return LectureError([make("pdf-illisible", Page(fichier), raison="il est abîmé")])


def _finished(objets: Objets, fiche: Fiche, faults: _Fautes) -> bytes:
    said = objets.dictionary(objets.info)
    createur = text_of(objets.get(said.get("Creator")))
    producteur = text_of(objets.get(said.get("Producer"))) or f"delib {__version__}"
    fiche = replace(fiche, provenance=(*fiche.provenance, ("delib", __version__)))
    marks = Marques("" if faults.pdfa else NOS_MARQUES.pdfa, "" if faults.pdfua else NOS_MARQUES.pdfua)
    catalogue = objets.catalogue
    if fiche.langue:
        catalogue["Lang"] = fiche.langue.encode()
    preferences = objets.dictionary(catalogue.get("ViewerPreferences")) | {"DisplayDocTitle": True}
    objets.place(catalogue, "ViewerPreferences", preferences)
    xmp = metadonnees.packet(fiche, marks, createur=createur, producteur=producteur)
    set_metadata(objets, catalogue, xmp)
    objets.put(objets.racine, catalogue)
    told = metadonnees.info(fiche, createur=createur, producteur=producteur)
    objets.info = objets.put(objets.info, told) if isinstance(objets.info, Renvoi) else objets.add(told)
    date_profiles(objets)
    return objets.to_bytes()


def set_metadata(objets: Objets, catalogue: Dictionnaire, xmp: bytes) -> None:
    """Put an XMP packet in a PDF; `catalogue` may be changed. Unpacked: who looks for it in the file must find it."""
    objets.place(catalogue, "Metadata", Flux({"Type": Nom("Metadata"), "Subtype": Nom("XML")}, xmp))
    if not isinstance(catalogue["Metadata"], Renvoi):  # a stream is never direct
        catalogue["Metadata"] = objets.add(catalogue["Metadata"])


def mend(objets: Objets) -> None:
    """Mend what LibreOffice writes wrong for PDF/UA: the order of annotations, the borders left outside tags. Raises Fautif."""
    order_tabs(objets)
    producteur = text_of(objets.get(objets.dictionary(objets.info).get("Producer")))
    if producteur.startswith("LibreOffice") and marques.claimed(objets).pdfua:
        balisage.decorate(objets)


def order_tabs(objets: Objets) -> None:
    """Say on each page with annotations that they are reached in the order of the structure (ISO 14289-1, § 7.18.3).

    LibreOffice 7.4 writes a string there, where a name is due. A page that says another order keeps it.
    """
    for reference, _page in list(balisage.iter_pages(objets)):
        page = objets.dictionary(reference)
        tabs = page.get("Tabs")
        if isinstance(tabs, bytes) or (tabs is None and "Annots" in page):
            page["Tabs"] = Nom("S")
            objets.put(reference, page)


def date_profiles(objets: Objets) -> None:
    """Replace the date of the colour profiles that LibreOffice writes with its document, each time anew (ICC.1, § 7.2)."""
    for intent in objets.array(objets.catalogue.get("OutputIntents")):
        reference = objets.dictionary(intent).get("DestOutputProfile")
        profile = objets.get(reference)
        if not isinstance(profile, Flux) or not isinstance(reference, Renvoi):
            continue
        data = bytearray(balisage.unpacked(profile))
        if len(data) >= 128 and data[_ICC_DATE] != _ICC_DAY:
            data[_ICC_DATE] = _ICC_DAY
            data[_ICC_ID] = bytes(16)  # « not calculated »: it was of the other date
            entries = {key: value for key, value in profile.entrees.items() if key not in ("DecodeParms", "Length")}
            objets.put(reference, Flux({**entries, "Filter": Nom("FlateDecode")}, zlib.compress(bytes(data))))
