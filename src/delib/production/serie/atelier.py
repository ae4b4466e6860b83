"""What makes the documents of a series, in any process: it reads what they share once, then takes rows and returns bytes.

Writes nothing: it may run on another machine, which must see the same files.
"""

from __future__ import annotations

import gc
import glob
import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from delib import __version__
from delib.acte.acte import Acte, Donnees, load
from delib.acte.chemins import steps, value_at
from delib.acte.noeuds import Reading
from delib.acte.rangees import Cellule, Rangee
from delib.acte.schema import Schemas
from delib.acte.socle import Socle
from delib.anomalie import Anomalie, AppelError, DelibError, DonneesError, EcritureError, Gravite, Lieu, Ligne, Source, make
from delib.modele.bibliotheque import Bibliotheque, Modele
from delib.production.bordereau import file_digest
from delib.production.document import build

Chemin = tuple[str, str]


@dataclass(frozen=True)
class Isole:
    """An act on its own in a series: a file, data, or an act that was read already, which never leaves its process."""

    rang: int
    donnees: Donnees | Acte

    def lieu(self) -> Lieu:
        """Return where it stands."""
        if isinstance(self.donnees, Acte):
            return Source(self.donnees.fichier)
        return Source("<données>" if isinstance(self.donnees, Mapping) else os.fspath(self.donnees))


Travail = Rangee | Isole


class Fait(NamedTuple):
    """What was made of one row: a document, or nothing; what is worth knowing. `sources` are the files that it alone named."""

    nom: str = ""
    docx: bytes = b""
    sha256: str = ""
    empreinte: str = ""
    modele: str = ""
    numero: str = ""
    sources: tuple[Chemin, ...] = ()
    anomalies: tuple[Anomalie, ...] = ()


class Lot(NamedTuple):
    """What was made of a few rows, in their order, and the seconds that it took."""

    faits: tuple[Fait, ...]
    secondes: float


@dataclass(frozen=True)
class Commande:
    """All that a process must know to make the documents of a series, once and for all its rows.

    `cle` is the digest of what the rows share, "" before it is known: a process that finds another sees other files. `tirage`
    tells one run from another. `donnees` None: each act stands on its own.
    """

    ici: str
    racines: tuple[str, ...]
    fournie: bool
    """Whether the packaged library comes after `racines`."""
    donnees: Donnees | None = None
    modele: str | None = None
    variante: str | None = None
    nom: str | None = None
    colonnes: tuple[str, ...] = ()
    formulaire: str = ""
    champs: tuple[Chemin, ...] = ()
    cle: str = ""
    tirage: str = ""

    def found(self, path: str) -> str:
        """Return a path that leads to the same file from any folder."""
        return path if os.path.isabs(path) or os.getcwd() == self.ici else os.path.join(self.ici, path)


class Atelier:
    """What a process keeps from one row to the next. Raises what a library and a `Socle` raise."""

    def __init__(self, commande: Commande, bibliotheque: Bibliotheque | None = None) -> None:
        self.commande = commande
        if bibliotheque is None:
            bibliotheque = Bibliotheque(map(commande.found, commande.racines), packaged=commande.fournie)
        self.bibliotheque = bibliotheque
        self.socle: Socle | None = None
        given = commande.donnees
        if given is not None:
            donnees = given if isinstance(given, Mapping) else commande.found(os.fspath(given))
            schemas = self.bibliotheque.schemas
            self.socle = Socle(donnees, schemas, variante=commande.variante, colonnes=commande.colonnes)
        self.told: set[Anomalie] = set()
        self._seen = False  # whether what the rows share, and the template does not print, was told

    def forget(self) -> None:
        """Tell again, of the rows to come, what was told of those before."""
        self.told.clear()
        self._seen = False

    @cached_property
    def modele(self) -> Modele | None:
        """Return the template of every document; None where each act, or row, says its own. Raises AppelError, DonneesError."""
        if self.commande.modele is not None:
            return self.bibliotheque.find(self.commande.modele)
        if self.socle is None or "modele" in self.commande.colonnes:
            return None
        said = self.socle.raw("modele")
        if said is None or not isinstance(said.value, str):
            return self.bibliotheque.find(self.socle.type)
        try:
            return self.bibliotheque.find(said.value)
        except AppelError as error:
            raise DonneesError(replace(one, lieu=said.lieu, chemin="modele") for one in error.anomalies) from None

    def digest(self) -> str:
        """Return the digest of all that the documents share: data, schemas, template, version of delib, how files are named."""
        commande, made = self.commande, hashlib.sha256()
        said = (__version__, commande.modele, commande.variante, commande.nom, commande.champs)
        made.update(canonical(said))
        for path in (*self._schemas(), *self._modeles()):
            made.update(canonical((os.path.basename(path), file_digest(path))))
        if self.socle is not None:
            made.update(canonical(commande.donnees if isinstance(commande.donnees, Mapping) else None))
            for reading in self.socle.lectures:
                made.update(canonical(reading.texte))
        return made.hexdigest()

    def _schemas(self) -> Iterator[str]:
        """Yield the files of the schemas that the data are judged by: all where each act may have its own type."""
        schemas = self.bibliotheque.schemas
        names = schemas.names()
        if self.socle is not None:
            forms = self.bibliotheque.find(self.commande.formulaire).schemas if self.commande.formulaire else ()
            names = sorted(_reached(schemas, (self.socle.schema, *forms)))
        return (path for name in names if (path := schemas.path(name)) is not None)

    def _modeles(self) -> Iterator[str]:
        """Yield the files that documents are printed from: those of one template, or of all where each act may choose."""
        own = self.modele
        if own is None:
            for racine in self.bibliotheque.racines:
                patterns = [os.path.join(glob.escape(racine), "modeles", "*", "*", name) for name in ("modele.toml", "*.docx")]
                yield from sorted(path for one in patterns for path in glob.glob(one))
            return
        for found in (own, *([self.bibliotheque.find(self.commande.formulaire)] if self.commande.formulaire else ())):
            yield from (os.path.join(found.dossier, "modele.toml"), found.path)

    # ------------------------------------------------------------------------------------------------------------- rows

    def make(self, travail: Travail) -> Fait:
        """Return what is made of a row: never raises what the row alone has wrong."""
        try:
            acte = self.acte(travail)
            given = self._given(travail) if self._seen else None
            document = build(acte, self.bibliotheque, self.commande.modele, self.commande.nom, given=given)
            self._seen = self.socle is not None
        except DelibError as error:
            return Fait(anomalies=_at_row(error.anomalies, travail, self.socle))
        except Exception as error:  # the others must not suffer from it
            return Fait(anomalies=(make("interne", travail.lieu(), probleme=f"{type(error).__name__} : {error}"[:300]),))
        return Fait(
            nom=document.nom,
            docx=document.docx,
            sha256=hashlib.sha256(document.docx).hexdigest(),
            empreinte=document.empreinte,
            modele=document.modele,
            numero=str(acte.racine.get("numero") or ""),
            sources=self._sources(acte, travail),
            anomalies=tuple(self._fresh(document.anomalies)),
        )

    def acte(self, travail: Travail) -> Acte:
        """Return the act that a row makes. Raises DonneesError, LectureError."""
        commande = self.commande
        if isinstance(travail, Isole):
            given = travail.donnees
            if isinstance(given, Acte):
                return given
            donnees = given if isinstance(given, Mapping) else commande.found(os.fspath(given))
            return load(donnees, self.bibliotheque.schemas, variante=commande.variante)
        assert self.socle is not None  # noqa: S101 - a row completes something
        if commande.champs and not travail.anomalies:
            travail = answered(travail, commande.found(travail.fichier), self.bibliotheque, commande.formulaire, commande.champs)
        return self.socle.acte(travail)

    def _sources(self, acte: Acte, travail: Travail) -> tuple[Chemin, ...]:
        """Return the files that this act alone was read from, each with its digest."""
        first = 1 if isinstance(travail, Isole) else 0  # its own file is its data
        found = {one.fichier: one for one in acte.lectures[first:] if one.fichier not in self._shared}
        return tuple((path, text_digest(one)) for path, one in found.items())

    @cached_property
    def _shared(self) -> frozenset[str]:
        return frozenset(one.fichier for one in self.socle.lectures) if self.socle is not None else frozenset()

    def _given(self, travail: Travail) -> set[str]:
        """Return the properties of the root that a row touches: what the others have to say was said of the first row."""
        cellules = travail.cellules if isinstance(travail, Rangee) else ()
        chemins = (*(one.chemin for one in cellules), *(chemin for chemin, _ in self.commande.champs))
        return {str(steps(one)[0]) for one in chemins}

    def _fresh(self, anomalies: Iterable[Anomalie]) -> Iterator[Anomalie]:
        """Yield the anomalies of the row, and those of what is shared that were not told yet."""
        for one in anomalies:
            if self.socle is not None and isinstance(one.lieu, Source):
                if one in self.told:
                    continue
                self.told.add(one)
            yield one


def build_rows(commande: Commande, travaux: Sequence[Travail]) -> Lot:
    """Return what is made of a few rows. Raises EcritureError when this process does not see what the others do."""
    start, collects = time.perf_counter(), gc.isenabled()
    atelier = open_shop(commande)
    gc.disable()  # a document makes many objects and few cycles: looking for these is a tenth of its time
    try:
        faits = tuple(atelier.make(one) for one in travaux)
    finally:
        if collects:
            gc.enable()
    return Lot(faits, time.perf_counter() - start)


_shops: dict[str, Atelier] = {}
_MAX_SHOPS = 2


def open_shop(commande: Commande) -> Atelier:
    """Return the workshop of a run, opened once in a process. Raises EcritureError when it does not see what the others do."""
    found = _shops.get(commande.tirage)
    if found is None:
        try:
            found = Atelier(commande)
            raison = (
                "les données, les modèles, les schémas ou la version de delib diffèrent" if found.digest() != commande.cle else ""
            )
        except DelibError as error:
            raise EcritureError([make("serie-ailleurs", raison=" ; ".join(map(str, error.anomalies[:3])))]) from None
        if raison:
            raise EcritureError([make("serie-ailleurs", raison=raison)])
        keep_shop(found)
    return found


def keep_shop(atelier: Atelier) -> None:
    """Keep a workshop for the rows to come; processes born of this one have it too."""
    while len(_shops) >= _MAX_SHOPS:
        _shops.pop(next(iter(_shops)), None)
    _shops[atelier.commande.tirage] = atelier


def start_run(atelier: Atelier) -> Commande:
    """Return the order of a run that begins, here and in any other process."""
    atelier.commande = replace(atelier.commande, tirage=os.urandom(8).hex())
    atelier.forget()
    keep_shop(atelier)
    return atelier.commande


def end_run(commande: Commande) -> None:
    """Forget the workshop of a run that is over."""
    _shops.pop(commande.tirage, None)


def answered(rangee: Rangee, path: str, bibliotheque: Bibliotheque, modele: str, champs: Sequence[Chemin]) -> Rangee:
    """Return the row that the filled form at `path` makes: `champs` pairs a path of the act with the path of the form.

    Raises DonneesError when the form is refused, LectureError when it cannot be read.
    """
    from delib.production.formulaire import Formulaire  # noqa: PLC0415 - a list that is no form does without

    lu = Formulaire.read(path, bibliotheque=bibliotheque, modele=modele or None)
    if any(one.gravite is Gravite.ERREUR for one in lu.anomalies):
        raise DonneesError(lu.anomalies)
    given = [(chemin, other, value_at(lu.donnees, other)) for chemin, other in champs]
    cellules = tuple(Cellule(chemin, valeur, 0, other) for chemin, other, valeur in given if valeur not in (None, ""))
    return replace(rangee, cellules=(*cellules, *rangee.cellules))


# -------------------------------------------------------------------------------------------------------------- digests


def _reached(schemas: Schemas, names: Iterable[str]) -> set[str]:
    """Return the names of the schemas that `names` lead to, by their references."""
    found: set[str] = set()

    def refer(value: object, home: str) -> None:
        for one in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
            refer(one, home)
        if isinstance(value, Mapping) and isinstance(ref := value.get("$ref"), str):
            reach(schemas.resolve(ref, home)[1])

    def reach(name: str) -> None:
        if name not in found and schemas.path(name) is not None:
            found.add(name)
            refer(schemas.load(name), name)

    for name in names:
        reach(name)
    return found


def canonical(value: object) -> bytes:
    """Return plain data as one text, the same for equal data; what JSON does not know says its type."""
    said = json.dumps(value, ensure_ascii=False, sort_keys=True, default=lambda one: f"{type(one).__name__}:{one}")
    return said.encode("utf-8", "surrogatepass") + b"\0"


def text_digest(reading: Reading) -> str:
    """Return the digest of a data file as it was read."""
    return hashlib.sha256(reading.texte.encode("utf-8", "surrogatepass")).hexdigest()


def _at_row(anomalies: Iterable[Anomalie], travail: Travail, socle: Socle | None) -> tuple[Anomalie, ...]:
    """Return the anomalies, those of the whole act said of the row that makes it."""
    if socle is None:
        return tuple(anomalies)
    whole = (Source(socle.fichier), None)
    placed = (replace(one, lieu=travail.lieu()) if one.lieu in whole else one for one in anomalies)
    return tuple(_in_columns(one) for one in placed)


def _in_columns(one: Anomalie) -> Anomalie:
    """Return the anomaly, its advice fit for a list: who fills a column writes no « nom: … »."""
    if one.code != "champ-manquant" or not isinstance(one.lieu, Ligne) or not one.lieu.ligne:
        return one
    return replace(one, conseil=f"remplissez la colonne « {one.chemin} »")
