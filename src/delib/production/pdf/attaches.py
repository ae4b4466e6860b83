"""Attaches a file to a PDF as PDF/A-3 wants it: an associated file (ISO 19005-3, § 6.8 and annex E).

Reads nothing in the file, and judges none of what it says: who calls it chooses what may be published.
"""

from __future__ import annotations

import hashlib
import zlib

from delib.anomalie import DonneesError, Page, make
from delib.production.pdf import arbres
from delib.production.pdf.conformite import damaged, opened
from delib.production.pdf.objets import Objets
from delib.production.pdf.syntaxe import Dictionnaire, Fautif, Flux, Nom, Objet, Renvoi, text_of, text_string


def attach(pdf: bytes, nom: str, data: bytes, type_mime: str, description: str, fichier: str) -> bytes:  # noqa: PLR0917 - each is named
    """Return the PDF with the file `nom` attached, which holds what its act was made of (`/AFRelationship /Data`).

    Its date is that of the document, where the PDF says one. Raises DonneesError (a file of that name is attached already, or the
    PDF is signed), LectureError (no PDF, damaged, encrypted).
    """
    objets = opened(pdf, fichier)
    try:
        trees = objets.dictionary(objets.catalogue.get("Names"))
        files = arbres.names(objets, trees.get("EmbeddedFiles"))
        if any(text_of(one) == nom for one in files):
            raise DonneesError([make("pdf-attache-nom", Page(fichier), nom=nom)])
        _list(objets, {**files, text_string(nom): objets.add(_specification(objets, nom, data, type_mime, description))})
        return objets.to_bytes()
    except Fautif:
        raise damaged(fichier) from None


def _list(objets: Objets, files: dict[bytes, Objet]) -> None:
    """Put the attached files in the tree of their names, and the last of them among those of the document (`/AF`)."""
    catalogue = objets.catalogue
    trees = objets.dictionary(catalogue.get("Names"))
    objets.place(trees, "EmbeddedFiles", arbres.name_tree(files))
    objets.place(catalogue, "Names", trees)
    objets.place(catalogue, "AF", [*objets.array(catalogue.get("AF")), list(files.values())[-1]])
    objets.put(objets.racine, catalogue)


def _specification(objets: Objets, nom: str, data: bytes, type_mime: str, description: str) -> Dictionnaire:
    # Of a name that Latin-1 cannot write, an old reader shows what it can; /UF is the name.
    old = nom.encode("latin-1", "replace").replace(b"?", b"_")
    stored = _stored(objets, data, type_mime)
    return {
        "Type": Nom("Filespec"),
        "F": old,
        "UF": text_string(nom),
        "Desc": text_string(description),
        "AFRelationship": Nom("Data"),
        "EF": {"F": stored, "UF": stored},
    }


def _stored(objets: Objets, data: bytes, type_mime: str) -> Renvoi:
    parameters: Dictionnaire = {"Size": len(data), "CheckSum": hashlib.md5(data, usedforsecurity=False).digest()}
    day = objets.dictionary(objets.info).get("CreationDate")
    if isinstance(day, bytes):
        parameters |= {"CreationDate": day, "ModDate": day}
    entries: Dictionnaire = {"Type": Nom("EmbeddedFile"), "Subtype": Nom(type_mime), "Params": parameters}
    return objets.add(Flux({**entries, "Filter": Nom("FlateDecode")}, zlib.compress(data, 9)))
