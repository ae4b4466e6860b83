"""Attaches a file to a PDF as PDF/A-3 wants it: an associated file (ISO 19005-3, § 6.8 and annex E).

Reads nothing in the file, and judges none of what it says: who calls it chooses what may be published.
"""

from __future__ import annotations

from pikepdf import AttachedFileSpec, Name

from delib.anomalie import DonneesError, Page, make
from delib.production.pdf.conformite import changing, opened
from delib.production.pdf.ouverture import dictionary
from delib.production.pdf.sortie import to_bytes
from delib.production.pdf.valeurs import text


def attach(pdf: bytes, nom: str, data: bytes, type_mime: str, description: str, fichier: str) -> bytes:  # noqa: PLR0917 - each is named
    """Return the PDF with the file `nom` attached, which holds what its act was made of (`/AFRelationship /Data`).

    Its date is that of the document, where the PDF says one. Raises DonneesError (a file of that name is attached already, or the
    PDF is signed), LectureError (no PDF, damaged, encrypted).
    """
    with changing(fichier):
        found = opened(pdf, fichier)
        if nom in found.attachments:
            raise DonneesError([make("pdf-attache-nom", Page(fichier), nom=nom)])
        day = text(dictionary(found.trailer.get("/Info")).get("/CreationDate"))
        found.attachments[nom] = AttachedFileSpec(
            found,
            data,
            description=description,
            filename=nom,
            mime_type=type_mime,
            creation_date=day,
            mod_date=day,
            relationship=Name("/Data"),  # type: ignore[call-arg]  # which its stub lacks
        )
        return to_bytes(found)
