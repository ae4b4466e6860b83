"""PDF forms made by code, as an office suite exports them: fields in a hierarchy of names, lists, boxes, and their faults."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from delib.acte.chemins import value_at
from delib.modele.marque import NOM
from tests.spoiled import SAISIES, shown


@dataclass(frozen=True)
class Champ:
    """A field of a PDF: its value, its kind, the (value, shown) pairs of a list."""

    valeur: str
    genre: str = "/Tx"
    options: tuple[tuple[str, str], ...] = ()


def as_pdf(
    donnees: Mapping[str, Any], changes: Mapping[str, Champ | None] | None = None, *, split: bool = True, loop: str = ""
) -> bytes:
    """Return the form as a PDF with fields, empty ones too; `changes` replace fields, None takes one away."""
    fields: dict[str, Champ | None] = {}
    for chemin, saisie in SAISIES.items():
        valeur = value_at(donnees, chemin)
        if saisie.genre == "case":
            fields[chemin] = Champ("/Yes" if valeur else "/Off", "/Btn")
        elif saisie.choix:
            fields[chemin] = Champ(str(valeur or ""), "/Ch", tuple((value, montre) for montre, value in saisie.choix))
        else:
            fields[chemin] = Champ("" if valeur is None else shown(chemin, valeur))
    fields.update(changes or {})
    kept = {chemin: one for chemin, one in fields.items() if one is not None}
    return pdf(kept, split=split, modele="formulaire-engagement@brouillon", loop=loop)


def pdf(
    fields: Mapping[str, Champ],
    *,
    split: bool = True,
    modele: str = "",
    protegee: bool = False,
    xfa: bool = False,
    loop: str = "",
) -> bytes:
    """Return a PDF with these fields, their names split at the dots as PDF writes hierarchies, or whole.

    `loop` makes something turn in circles: a field below itself (`parents`), a group below itself (`fields`), the `pages`.
    """
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    page[NameObject("/Annots")] = ArrayObject()
    roots = ArrayObject()
    known: dict[str, Any] = {}

    def group(nom: str) -> Any:
        """Return the kids of the field `nom`, made on the way."""
        if not nom:
            return roots
        if nom not in known:
            above, _, part = nom.rpartition(".")
            made = DictionaryObject({NameObject("/T"): TextStringObject(part), NameObject("/Kids"): ArrayObject()})
            known[nom] = writer._add_object(made)
            group(above).append(known[nom])
        return known[nom].get_object()["/Kids"]

    for nom, one in fields.items():
        above, _, part = nom.rpartition(".") if split else ("", "", nom)
        value = NameObject(one.valeur) if one.genre == "/Btn" else TextStringObject(one.valeur.replace("\n", "\r"))
        made = DictionaryObject(
            {
                NameObject("/FT"): NameObject(one.genre),
                NameObject("/T"): TextStringObject(part),
                NameObject("/V"): value,
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/P"): page.indirect_reference,
            }
        )
        if one.options:
            pairs = [ArrayObject([TextStringObject(each) for each in pair]) for pair in one.options]
            made[NameObject("/Opt")] = ArrayObject(pairs)
        reference = writer._add_object(made)
        if loop == "parents":
            made[NameObject("/Kids")] = ArrayObject([reference])
        group(above).append(reference)
        page["/Annots"].append(reference)
    if loop == "fields":
        for reference in known.values():
            reference.get_object()["/Kids"].append(reference)
    if loop == "pages":
        writer._root_object["/Pages"]["/Kids"].append(writer._root_object.raw_get("/Pages"))
    if fields:
        entries = DictionaryObject({NameObject("/Fields"): roots})
        if xfa:
            entries[NameObject("/XFA")] = TextStringObject("<xdp/>")
        writer._root_object[NameObject("/AcroForm")] = writer._add_object(entries)
    if modele:
        writer.add_metadata({f"/{NOM}": modele})
    if protegee:
        writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
