"""Reads the fields of a PDF form (AcroForm) whose full names are the data paths of a form's template.

Reads texts, check boxes and lists, as the file keeps them; draws nothing, runs nothing, follows no link. Refuses what is
encrypted, XFA, or without fields. The only door of pypdf.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject

from delib.anomalie import LectureError, Word, make
from delib.modele.marque import NOM
from delib.modele.saisies import Saisie
from delib.paquet import MAX_BYTES
from delib.production.formulaire.corps import COCHE, VIDE
from delib.production.formulaire.valeurs import Reponse, Tell, removed_rows, row_of

MAX_FIELDS = 10_000
"""The most fields read: a form of ten pages has some hundred."""
MAX_PAGES = 2_000
"""The most pages looked at, to tell on which one a field is."""
_MAX_DEPTH = 32

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what pypdf mends is not for people


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
        return _read(PdfReader(io.BytesIO(data), strict=False), fichier, tell)
    except Exception:  # a damaged PDF leaves pypdf by any of a dozen of them
        raise LectureError([make("formulaire-pdf-illisible", lieu, raison="il est abîmé, ou n’est pas un PDF")]) from None


def _read(reader: PdfReader, fichier: str, tell: Tell) -> Pdf | None:
    lieu = Word(fichier)
    if reader.is_encrypted:
        tell(make("formulaire-pdf-chiffre", lieu))
        return None
    root = _dictionary(reader.trailer["/Root"])
    form = _dictionary(root.get("/AcroForm"))
    if "/XFA" in form:
        tell(make("formulaire-pdf-xfa", lieu))
        return None
    champs: dict[str, list[_Champ]] = {}
    _gather(_array(form.get("/Fields")), _Parent(), champs, set(), _pages(root))
    if not champs:
        tell(make("formulaire-pdf-sans-champ", lieu))
        return None
    info = _dictionary(reader.trailer.get("/Info"))
    return Pdf(fichier, _string(info.get(f"/{NOM}")).strip(), champs)


@dataclass(frozen=True, slots=True)
class _Parent:
    """What a field takes from those above it."""

    nom: str = ""
    genre: str = ""
    valeur: PdfObject | None = None
    options: PdfObject | None = None
    depth: int = 0


def _gather(
    kids: Sequence[PdfObject], above: _Parent, champs: dict[str, list[_Champ]], seen: set[int], pages: Mapping[int, int]
) -> None:
    """Gather the fields below `above`: a field is a node with a name whose kids, if any, are but its drawings."""
    for kid in kids:
        mark = _number(kid)
        if mark in seen or above.depth > _MAX_DEPTH or len(seen) > MAX_FIELDS:
            continue
        if mark >= 0:
            seen.add(mark)
        one = _dictionary(kid)
        part = _string(one.get("/T"))
        nom = f"{above.nom}.{part}" if above.nom and part else above.nom or part
        genre = str(one.get("/FT", above.genre))
        own = _Parent(nom, genre, _resolved(one.get("/V", above.valeur)), one.get("/Opt", above.options), above.depth + 1)
        below = _array(one.get("/Kids"))
        named = [each for each in below if "/T" in _dictionary(each) and _number(each) not in seen]
        if named:
            _gather(named, own, champs, seen, pages)
        elif nom and genre in ("/Tx", "/Btn", "/Ch"):
            page = next((pages[each] for each in map(_page, [kid, *below]) if each in pages), 0)
            champs.setdefault(nom, []).append(_Champ(genre, _value(own.valeur), _options(own.options), page))


def _pages(root: DictionaryObject) -> dict[int, int]:
    """Return the number of each page, from 1, by its object number; a tree that turns in circles is left there."""
    made: dict[int, int] = {}
    seen: set[int] = set()
    stack = list(reversed(_array(_dictionary(root.get("/Pages")).get("/Kids"))))
    while stack and len(made) < MAX_PAGES:
        kid = stack.pop()
        if not isinstance(kid, IndirectObject) or kid.idnum in seen:
            continue
        seen.add(kid.idnum)
        below = _array(_dictionary(kid).get("/Kids"))
        if below:
            stack.extend(reversed(below))
        else:
            made[kid.idnum] = len(made) + 1
    return made


def _page(kid: PdfObject) -> int:
    return _number(_dictionary(kid).raw_get("/P")) if "/P" in _dictionary(kid) else -1


def _number(value: object) -> int:
    """Return the number of an object that stands elsewhere in the file, -1 for one that stands here."""
    return value.idnum if isinstance(value, IndirectObject) else -1


def _resolved(value: object) -> PdfObject | None:
    found = value.get_object() if isinstance(value, PdfObject) else None
    return found if isinstance(found, PdfObject) else None


def _dictionary(value: object) -> DictionaryObject:
    found = _resolved(value)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _array(value: object) -> list[PdfObject]:
    found = _resolved(value)
    return list(found)[:MAX_FIELDS] if isinstance(found, ArrayObject) else []


def _string(value: object) -> str:
    """Return a text of a PDF, its ends of line as those of a text; "" for what is none."""
    found = _resolved(value)
    if isinstance(found, NameObject):
        return str(found).removeprefix("/")
    return found.replace("\r\n", "\n").replace("\r", "\n") if isinstance(found, str) else ""


def _value(value: PdfObject | None) -> str:
    """Return the value of a field; of several choices, all of them."""
    found = _resolved(value)
    return ", ".join(map(_string, found)) if isinstance(found, ArrayObject) else _string(found)


def _options(value: PdfObject | None) -> dict[str, str]:
    """Return what a list shows for each value that it exports."""
    made = {}
    for one in _array(value):
        pair = _array(one)
        if len(pair) == 2:
            made[_string(pair[0])] = _string(pair[1])
    return made
