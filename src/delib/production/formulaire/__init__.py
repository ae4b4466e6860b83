"""A form that a candidate filled, read back: its answers as plain data, and all that is wrong in them, said at once.

Finds the template that the form was made from, reads each of its fields in the file (Word, or PDF with fields), checks the
answers against the schema and against each other, and compares the text of the form with its template's. Writes nothing,
guesses nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from xml.etree import ElementTree

from delib.acte.acte import Acte
from delib.acte.schema import Spec
from delib.anomalie import (
    MAX_ERRORS,
    Anomalie,
    AppelError,
    Gravite,
    LectureError,
    Lieu,
    ModeleError,
    Source,
    Word,
    in_order,
    make,
)
from delib.modele.bibliotheque import Bibliotheque, Modele
from delib.modele.marque import NOM
from delib.modele.saisies import Saisie, iter_saisies
from delib.paquet import Paquet, load, open_file, read
from delib.production.formulaire.controle import Lecture, checked
from delib.production.formulaire.corps import Corps
from delib.production.formulaire.docx import Champs, Place, places
from delib.production.formulaire.texte import Ligne, iter_altered, read_lines
from delib.production.formulaire.valeurs import Reponse, Tell
from delib.production.formulaire.xml import MAX_TAGS, W, read_corps
from delib.production.formulaire.yaml import written

_CUSTOM, _STYLES = "docProps/custom.xml", "word/styles.xml"
_SANS_NOM = "<formulaire>"
_HEAD = 1024
"""How far into a file the sign of a PDF may come, in bytes."""


@dataclass(frozen=True, slots=True)
class Formulaire:
    """A filled form as it was read.

    `donnees` are the answers, as `delib.load` takes them: what is empty is absent, a box that is not ticked is False, what cannot
    be read is the text as it was typed. `anomalies` are what is wrong or worth knowing; `acte` is the form checked, None while
    an anomaly refuses it. `lieux` tells where the field of each data path stands.
    """

    fichier: str
    modele: str
    donnees: Mapping[str, object]
    anomalies: tuple[Anomalie, ...] = ()
    acte: Acte | None = field(default=None, repr=False)
    lieux: Mapping[str, Lieu] = field(default_factory=dict, repr=False)

    @classmethod
    def read(
        cls, fichier: str | os.PathLike[str] | bytes, *, bibliotheque: Bibliotheque | None = None, modele: str | None = None
    ) -> Formulaire:
        """Return the form that a .docx or .pdf file, or its bytes, holds.

        `modele` (`formulaire-engagement@1`) is its template, where the file does not say. Raises LectureError when the file
        cannot be read at all, AppelError when there is no template `modele`; all the rest is in `anomalies`.
        """
        name, data = (_SANS_NOM, fichier) if isinstance(fichier, bytes) else (os.fspath(fichier), _load(os.fspath(fichier)))
        library = bibliotheque or Bibliotheque.default()
        told: list[Anomalie] = []
        if b"%PDF-" in data[:_HEAD]:
            from delib.production.formulaire.pdf import read_pdf  # noqa: PLC0415 - most forms are Word files

            pdf = read_pdf(data, name, told.append)
            found = None if pdf is None else _modele(pdf.modele, modele, library, name, told.append)
            if pdf is None or found is None:
                return cls(name, str(found or ""), {}, in_order(told))
            return _made(name, found, library, dict(pdf.iter_reponses(_attendu(found).saisies, told.append)), told)
        paquet = _opened(data, name)
        found = _modele(_property(paquet), modele, library, name, told.append)
        if found is None:
            return cls(name, "", {}, in_order(told))
        reponses = dict(_iter_docx(paquet, name, _attendu(found), str(found), told))
        return _made(name, found, library, reponses, told)


def to_yaml(formulaire: Formulaire) -> str:
    """Return the data of a form as YAML, which `delib.load` reads back equal."""
    return written(formulaire.donnees)


# ------------------------------------------------------------------------------------------------------------ the template


@dataclass(frozen=True, slots=True)
class _Attendu:
    """What a template says of its form: its fields, where each stands, its fixed text."""

    saisies: tuple[Saisie, ...]
    corps: Corps
    places: tuple[Place, ...]
    lignes: tuple[Ligne, ...]


def _attendu(modele: Modele) -> _Attendu:
    state = os.stat(modele.path)
    return _read_attendu(modele.path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _read_attendu(path: str, _time: int, _size: int) -> _Attendu:
    """Return what the template in file `path` says, read once while the file stays as it is."""
    paquet = open_file(path)
    xml = _body(paquet)
    saisies, corps = tuple(iter_saisies(xml.decode("utf-8-sig", "replace"))), read_corps(xml, paquet.get(_STYLES, b""))
    where = tuple(places(saisies, corps))
    cells = {id(one.cellule) for one in where if one.cellule is not None}
    fixed = [alinea for alinea in corps.alineas if not any(id(cell) in cells for cell in alinea.cellules)]
    return _Attendu(saisies, corps, where, tuple(read_lines(fixed)))


def _modele(said: str, asked: str | None, library: Bibliotheque, fichier: str, tell: Tell) -> Modele | None:
    """Return the template of a form: the one that its file names, else the one asked for, else the only form there is."""
    lieu = Word(fichier)
    found = _found(said, library) if said else None
    wanted = library.find(asked) if asked is not None else None
    if found is None and said and wanted is None:
        nom = said.partition("@")[0]
        conseil = f"ou nommez le modèle avec -m ; versions présentes : {', '.join(library.versions(nom)) or 'aucune'}"
        tell(make("formulaire-modele-absent", lieu, modele=said[:80], conseil=conseil))
        return None
    if said and wanted is not None and str(wanted) != said:
        tell(make("formulaire-modele-autre", lieu, modele=said[:80], demande=asked, lu=found or wanted))
    forms = {} if found is not None or wanted is not None else _forms(library)
    if len(forms) == 1:
        (found,) = forms.values()
        tell(make("formulaire-modele-seul", lieu, modele=found))
    found = found or wanted
    if found is None:
        raison = "la bibliothèque a plusieurs formulaires" if forms else "la bibliothèque n’a aucun formulaire"
        tell(make("formulaire-inconnu", lieu, raison=raison, modeles=", ".join(forms) or "aucun"))
    elif not found.formulaire:
        tell(make("formulaire-pas-un-formulaire", lieu, modele=found, modeles=", ".join(_forms(library)) or "aucun"))
        return None
    return found


def _found(said: str, library: Bibliotheque) -> Modele | None:
    try:
        return library.find(said)
    except AppelError:
        return None


def _forms(library: Bibliotheque) -> dict[str, Modele]:
    """Return the templates of the library that are forms, by name; one that cannot be described is none of them."""
    made = {}
    for nom in library.modeles():
        try:
            modele = library.find(nom)
        except (ModeleError, AppelError):
            continue
        if modele.formulaire:
            made[nom] = modele
    return made


# ---------------------------------------------------------------------------------------------------------------- the file


def _opened(data: bytes, fichier: str) -> Paquet:
    """Return the package that a filled form is. Raises LectureError."""
    try:
        return read(data, fichier)
    except ModeleError as error:
        raise LectureError(error.anomalies) from None


def _body(paquet: Paquet) -> bytes:
    return next(paquet[name] for name, kind in paquet.parties.items() if kind == "document")


def _property(paquet: Paquet) -> str:
    """Return the template that the file says it was made from, or ""."""
    if _CUSTOM not in paquet:
        return ""
    root = ElementTree.fromstring(paquet[_CUSTOM])  # noqa: S314 - a package that was just checked
    for one in root:
        if one.get("name") == NOM:
            return "".join(one.itertext()).strip()
    return ""


def _iter_docx(
    paquet: Paquet, fichier: str, attendu: _Attendu, modele: str, told: list[Anomalie]
) -> Iterator[tuple[str, Reponse | None]]:
    """Yield what each field of a Word form shows; tell what else is wrong with the file."""
    body = _body(paquet)
    if body.count(b"<") > MAX_TAGS:
        raise LectureError([make("docx-bombe", Word(fichier, "corps"), raison="son texte est démesuré pour un formulaire")])
    corps = read_corps(body, paquet.get(_STYLES, b""))
    champs = Champs(attendu.places, attendu.corps, corps, fichier, told.append)
    if not champs.trouves:
        told.append(make("formulaire-etranger", Word(fichier), nombre=len(attendu.saisies), modele=modele))
        return
    disparues = set()
    for place in attendu.places:
        reponse = champs.reponse(place)
        yield place.saisie.chemin, reponse
        if reponse is None and place.cellule is not None:
            disparues.add((place.cellule.tableau, place.cellule.rang))
    told.extend(islice(champs.iter_added(), MAX_ERRORS))
    told.extend(islice(iter_altered(attendu.lignes, champs.fixed(), fichier, disparues), MAX_ERRORS))
    if corps.revisions:
        told.append(make("formulaire-revisions", Word(fichier, "corps")))
    told.extend(_iter_comments(paquet, fichier))


def _iter_comments(paquet: Paquet, fichier: str) -> Iterator[Anomalie]:
    textes = []
    for name, kind in paquet.parties.items():
        if kind == "comments":
            root = ElementTree.fromstring(paquet[name])  # noqa: S314 - a package that was just checked
            textes += [" ".join("".join(one.itertext()).split()) for one in root.iter(f"{W}comment")]
    if textes:
        nombre = f"{len(textes)} commentaires" if len(textes) > 1 else "un commentaire"
        shown = ", ".join(f"« {texte[:80]} »" for texte in textes[:5])
        yield make("formulaire-commentaires", Word(fichier), nombre=nombre, texte=f"{shown}{', …' if len(textes) > 5 else ''}")


# ------------------------------------------------------------------------------------------------------------ the answers


def _made(
    fichier: str, modele: Modele, library: Bibliotheque, reponses: Mapping[str, Reponse | None], told: list[Anomalie]
) -> Formulaire:
    """Return the form, its answers read, checked, and put together."""
    if not reponses:
        return Formulaire(fichier, str(modele), {}, in_order(told))
    schema = _schema(modele)
    lecture = Lecture(fichier, schema, _spec(library, schema, reponses), str(modele))
    saisies = {one.chemin: one for one in _attendu(modele).saisies}
    for chemin, reponse in reponses.items():
        lecture.take(saisies[chemin], reponse)
    acte = checked(lecture)
    anomalies = in_order((*told, *lecture.anomalies))
    if any(one.gravite is Gravite.ERREUR for one in anomalies):
        acte = None
    return Formulaire(fichier, str(modele), lecture.donnees, anomalies, acte, lecture.lieux)


def _schema(modele: Modele) -> str:
    return modele.schemas[0] if modele.schemas else f"{modele.nom}.v1"


def _spec(library: Bibliotheque, schema: str, chemins: Mapping[str, object]) -> Spec:
    """Return what the schema asks of the answers: what the house said when it made the form is not asked of them again."""
    raw = library.schemas.load(schema)
    asked = {"acte", *(chemin.partition(".")[0].partition("[")[0] for chemin in chemins)}
    kept = [name for name in raw.get("required", ()) if name in asked]
    return Spec(library.schemas, {**raw, "required": kept}, schema)


def _load(path: str) -> bytes:
    """Return the bytes of a file. Raises LectureError."""
    if os.path.isdir(path):
        raise LectureError([make("fichier-dossier", Source(path))])
    if not os.path.exists(path):
        raise LectureError([make("fichier-absent", Source(path))])
    return load(path)
