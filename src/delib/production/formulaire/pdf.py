"""Reads the fields of a PDF form (AcroForm) whose full names are the data paths of a form's template.

Reads texts, check boxes and lists, as the file keeps them; draws nothing, runs nothing, follows no link. Refuses what is
encrypted, XFA, or without fields.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from delib.anomalie import LectureError, Word, make
from delib.modele.marque import NOM
from delib.modele.saisies import Saisie
from delib.paquet import MAX_BYTES
from delib.production.formulaire.corps import COCHE, VIDE
from delib.production.formulaire.valeurs import Reponse, Tell, removed_rows, row_of
from delib.production.pdf.ouverture import array, dictionary

MAX_FIELDS = 10_000
"""The most fields read: a form of ten pages has some hundred."""
MAX_PAGES = 2_000
"""The most pages looked at, to tell on which one a field is."""


@dataclass(slots=True)
class _Champ:
    """A field of a PDF: its kind (`/Tx`, `/Btn`, `/Ch`), its value, its pairs (export value, shown), its page from 1."""

    genre: str
    valeur: str
    options: dict[str, str] = field(default_factory=dict)
    page: int = 0


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF form as it was read: the template that it names, or "", and its fields by their full names."""

    fichier: str
    modele: str
    champs: Mapping[str, Sequence[_Champ]]

    def iter_reponses(self, saisies: Sequence[Saisie], tell: Tell) -> Iterator[tuple[str, Reponse | None]]:
        """Yield what each field of the template shows here; tell those that are nowhere, twice, or of no template."""
        known = {one.chemin for one in saisies}
        if not known & set(self.champs):
            tell(make("formulaire-etranger", Word(self.fichier), nombre=len(saisies), modele=self.modele or "ce formulaire"))
            return
        tell(make("formulaire-pdf-texte", Word(self.fichier)))
        otees = removed_rows((one.chemin for one in saisies), self.champs)
        for saisie in saisies:
            yield saisie.chemin, self._one(saisie, otees, tell)
        for nom, found in self.champs.items():
            if nom not in known:
                texte = f"« {found[0].valeur[:80]} »" if found[0].valeur else "rien"
                tell(make("formulaire-champ-ajoute", self._lieu(nom, found[0]), nom, texte=texte))

    def _one(self, saisie: Saisie, otees: Set[str], tell: Tell) -> Reponse | None:
        found = self.champs.get(saisie.chemin)
        if not found:
            if row_of(saisie.chemin) not in otees:
                tell(make("formulaire-champ-disparu", Word(self.fichier), saisie.chemin, titre=saisie.titre))
            return None
        lieu = self._lieu(saisie.titre, found[0])
        textes = [_text(one, saisie) for one in found]
        if len(found) > 1:
            said = list(dict.fromkeys(texte for texte in textes if texte not in ("", VIDE)))
            details = {"titre": saisie.titre, "nombre": len(found)}
            if len(said) > 1:
                reponses = ", ".join(f"« {one[:60]} »" for one in said[:5])
                tell(make("formulaire-champ-dispute", lieu, saisie.chemin, **details, reponses=reponses))
            else:
                tell(make("formulaire-champ-repete", lieu, saisie.chemin, **details))
            return Reponse(saisie, said[0] if said else textes[0], lieu)
        return Reponse(saisie, textes[0], lieu)

    def _lieu(self, titre: str, champ: _Champ) -> Word:
        return Word(self.fichier, f"page {champ.page}" if champ.page else "", titre)


def _text(champ: _Champ, saisie: Saisie) -> str:
    """Return what a field shows, as a Word form would."""
    if champ.genre == "/Btn":
        ticked = champ.valeur not in ("", "Off")
        if saisie.genre == "case":
            return COCHE if ticked else VIDE
        return champ.valeur if ticked else ""
    return champ.valeur if champ.valeur in dict(saisie.choix).values() else champ.options.get(champ.valeur, champ.valeur)


def read_pdf(data: bytes, fichier: str, tell: Tell) -> Pdf | None:
    """Return the fields of a PDF, None when it is no form that can be read, once why was told.

    Raises LectureError when it is no sound PDF.
    """
    lieu = Word(fichier)
    if len(data) > MAX_BYTES:
        raise LectureError([make("formulaire-pdf-illisible", lieu, raison=f"il dépasse {MAX_BYTES // 1024 // 1024} Mo")])
    try:
        with pikepdf.open(io.BytesIO(data), inherit_page_attributes=False) as pdf:  # else it must have sound pages
            return _read(pdf, fichier, tell)
    except pikepdf.PasswordError:
        tell(make("formulaire-pdf-chiffre", lieu))
        return None
    except Exception:  # a damaged PDF leaves pikepdf by any of a dozen of them
        raise LectureError([make("formulaire-pdf-illisible", lieu, raison="il est abîmé, ou n’est pas un PDF")]) from None


class _Damaged(Exception):  # noqa: N818 - leaves `_read`, is caught above
    pass


def _read(pdf: pikepdf.Pdf, fichier: str, tell: Tell) -> Pdf | None:
    lieu = Word(fichier)
    if pdf.is_encrypted:
        tell(make("formulaire-pdf-chiffre", lieu))
        return None
    if "/XFA" in dictionary(pdf.Root.get("/AcroForm")):
        tell(make("formulaire-pdf-xfa", lieu))
        return None
    champs = _champs(pdf)
    if not champs and pdf.get_warnings():  # qpdf mended it: its fields may be what was lost
        raise _Damaged
    if not champs:
        tell(make("formulaire-pdf-sans-champ", lieu))
        return None
    info = dictionary(pdf.trailer.get("/Info"))
    return Pdf(fichier, _string(info.get(f"/{NOM}")).strip(), champs)


def _champs(pdf: pikepdf.Pdf) -> dict[str, list[_Champ]]:
    """Return the fields by their full names, those of a name in the order of the pages; the drawings of one are one field."""
    pages = _pages(pdf)
    champs: dict[str, list[_Champ]] = {}
    seen = set()
    found = islice(pdf.acroform.fields, MAX_FIELDS)
    for one in sorted(found, key=lambda one: pages.get(one.obj.objgen, 0)):
        named = one.obj if "/T" in one.obj else dictionary(one.obj.get("/Parent"))
        nom, genre = one.fully_qualified_name, one.field_type
        if nom and genre in ("/Tx", "/Btn", "/Ch") and named.objgen not in seen:
            seen.add(named.objgen)
            options = _options(one.get_inheritable_field_value("/Opt"))
            champs.setdefault(nom, []).append(_Champ(genre, _value(one.value), options, pages.get(one.obj.objgen, 0)))
    return champs


def _pages(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    """Return on which page, from 1, each annotation is; a tree of pages that cannot be read is put away: fields are not in it."""
    try:
        pages = islice(pdf.pages, MAX_PAGES)
    except pikepdf.PdfError:
        pdf.Root["/Pages"] = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=[], Count=0))
        return {}
    return {one.objgen: rank for rank, page in enumerate(pages, 1) for one in array(page.get("/Annots"))}


def _string(value: object) -> str:
    """Return a text of a PDF, its ends of line as those of a text; "" for what is none."""
    if isinstance(value, Name):
        return str(value).removeprefix("/")
    return str(value).replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, String) else ""


def _value(value: object) -> str:
    """Return the value of a field; of several choices, all of them."""
    return ", ".join(map(_string, array(value))) if isinstance(value, Array) else _string(value)


def _options(value: object) -> dict[str, str]:
    """Return what a list shows for each value that it exports."""
    pairs = (array(one) for one in array(value)[:MAX_FIELDS])
    return {_string(pair[0]): _string(pair[1]) for pair in pairs if len(pair) == 2}
