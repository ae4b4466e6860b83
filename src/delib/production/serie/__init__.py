"""`Serie`: one act made for each row of a list, of a folder of filled forms, or of a list that the act itself gives."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from delib.acte.acte import Acte, Donnees
from delib.acte.listes import Liste, open_list
from delib.acte.rangees import Rangee
from delib.acte.socle import Socle
from delib.anomalie import Anomalie, AppelError, DelibError, DonneesError, Gravite, Ligne, ModeleError, Source, make
from delib.modele import bibliotheque as modeles
from delib.modele.bibliotheque import Bibliotheque
from delib.production.bordereau import file_digest
from delib.production.document import check_fit, names_of
from delib.production.serie.atelier import Atelier, Commande, Isole, Travail, answered, canonical
from delib.production.serie.liste import Rapprochement, read_elements
from delib.systeme import os_reason

FORMULAIRES = (".docx", ".pdf")


class Suite(Protocol):
    """What `build_all` takes: rows in order, and what they share."""

    atelier: Atelier

    @property
    def anomalies(self) -> Iterable[Anomalie]:
        """Return what is worth knowing of what the rows share, as far as it is read."""

    def __iter__(self) -> Iterator[Travail]:
        """Yield the rows."""

    def digest(self, travail: Travail) -> str:
        """Return the digest of all that the document of a row is made from; "" where none can be told."""

    def count(self) -> int | None:
        """Return how many rows there are, about, or None."""


class Serie:
    """One act for each row: `donnees` is what the acts share, `pour` what tells them apart.

    `pour` is a list (.csv, .jsonl, .xlsx), whose columns are data paths, or a folder of filled forms; without it, the list that
    the act gives itself is read. With both, rows are matched with the elements of the act's own list, in its order. `nom` is a
    pattern for the names of files (`convention-{commune}`). Iterating gives the rows, read again each time.

    Raises DonneesError, LectureError or ModeleError when what the acts share, or the list as a whole, is refused; AppelError when
    the call is wrong, or there is no list.
    """

    def __init__(
        self,
        donnees: Donnees,
        pour: str | os.PathLike[str] | None = None,
        *,
        bibliotheque: Bibliotheque | None = None,
        modele: str | None = None,
        variante: str | None = None,
        nom: str | None = None,
    ) -> None:
        library = bibliotheque or Bibliotheque.default()
        commande = order(library, donnees=donnees, modele=modele, variante=variante, nom=nom)
        first = Atelier(commande, library)
        socle = first.socle
        assert socle is not None and first.modele is not None  # noqa: PT018, S101 - the data are given, and no column yet
        check_fit(first.modele, socle.schema)
        self._carte = first.modele.serie
        self._told: list[Anomalie] = []
        self._elements = read_elements(socle, self._carte.liste, self._carte.champ)
        self._formulaires: list[str] | None = None
        self._liste: Liste | None = None
        self._pour = os.fspath(pour) if pour is not None else ""
        if pour is not None and os.path.isdir(pour):
            self._formulaires = self._find_forms(str(first.modele))
        elif pour is not None:
            self._liste = open_list(pour, socle.spec)
        elif not self._elements:
            raise self._no_list(socle)
        colonnes = self._columns(socle)
        commande = replace(commande, colonnes=colonnes)
        if self._formulaires is not None and self._elements is None:  # those that are matched are read before
            commande = replace(commande, formulaire=self._carte.formulaire, champs=self._carte.champs)
        self.atelier = opened(commande, library)
        self._folder = not colonnes or any(_is_path(socle, one) for one in colonnes)
        self._check(nom)

    # ---------------------------------------------------------------------------------------------------------- opening

    def _no_list(self, socle: Socle) -> AppelError | DonneesError:
        liste = self._carte.liste
        if self._elements is not None:
            return DonneesError([make("serie-vide", Source(socle.fichier), liste)])
        raison = f"l’acte n’a pas de champ « {liste} »" if liste else "le modèle ne nomme aucune liste de l’acte"
        return AppelError([make("serie-sans-liste", Source(socle.fichier), raison=raison)])

    def _find_forms(self, modele: str) -> list[str]:
        """Return the filled forms of the folder, by name. Raises AppelError, DonneesError, ModeleError."""
        if not self._carte.champs:
            raise ModeleError([make("serie-sans-champs", Source(self._pour), modele=modele)])
        try:
            names = sorted(name for name in os.listdir(self._pour) if not name.startswith((".", "~$")))
        except OSError as error:
            raise AppelError([make("fichier-illisible", Source(self._pour), raison=os_reason(error))]) from None
        found = [name for name in names if name.lower().endswith(FORMULAIRES)]
        others = [os.path.join(self._pour, name) for name in names if name not in set(found)]
        self._told += [make("serie-fichier-ignore", Source(path)) for path in others]
        if not found:
            raise DonneesError([*self._told, make("serie-vide", Source(self._pour))])
        return [os.path.join(self._pour, name) for name in found]

    def _columns(self, socle: Socle) -> tuple[str, ...]:
        """Return the data paths that rows bring, where they are known. Raises DonneesError."""
        if self._formulaires is not None:
            return tuple(chemin for chemin, _ in self._carte.champs)
        champ = self._carte.champ
        if self._liste is None:
            return (champ,)
        chemins = self._liste.chemins
        if self._elements is not None and chemins and champ not in chemins:
            raise DonneesError([make("serie-sans-colonne", Ligne(self._pour), champ=champ, liste=self._carte.liste)])
        return chemins

    def _check(self, nom: str | None) -> None:
        """Raise DonneesError, ModeleError or AppelError for what would refuse every row."""
        socle, modele = self.socle, self.atelier.modele
        if any(one.gravite is Gravite.ERREUR for one in socle.anomalies):
            raise DonneesError(socle.anomalies)
        if modele is not None and (faults := self.atelier.bibliotheque.gabarit(modele).anomalies):
            raise ModeleError(faults)
        for path in names_of(nom) if nom is not None else ():
            if socle.field(path.split(".")[0]) is None:
                raison = f"« {path} » n’est pas un champ de l’acte"
                raise AppelError([make("serie-nom-inconnu", motif=str(nom)[:80], raison=raison)])

    # ------------------------------------------------------------------------------------------------------------- rows

    @property
    def socle(self) -> Socle:
        """Return what the acts share."""
        assert self.atelier.socle is not None  # noqa: S101 - the data are given
        return self.atelier.socle

    @property
    def anomalies(self) -> tuple[Anomalie, ...]:
        """Return what is worth knowing of what the acts share, and of the list as far as it is read."""
        return (*self.socle.anomalies, *self._told, *(self._liste.anomalies if self._liste is not None else ()))

    def __iter__(self) -> Iterator[Rangee]:
        rangees = self._rows()
        if self._elements is not None and self._pour:
            matched = Rapprochement(self.socle, self._carte.champ, self._carte.liste, self._pour)
            rangees = matched.iter_rows(self._elements, rangees)
        for rang, rangee in enumerate(rangees, 1):
            yield rangee if rangee.rang == rang else replace(rangee, rang=rang)

    def _rows(self) -> Iterator[Rangee]:
        if self._liste is not None:
            yield from self._liste
            return
        for rang, path in enumerate(self._formulaires or (), 1):
            rangee = Rangee(rang, path, 0)
            yield rangee if self.atelier.commande.champs else self._answered(rangee)
        if self._formulaires is None:
            yield from self._elements or ()

    def _answered(self, rangee: Rangee) -> Rangee:
        try:
            library = self.atelier.bibliotheque
            return answered(rangee, rangee.fichier, library, self._carte.formulaire, self._carte.champs)
        except DelibError as error:
            return replace(rangee, anomalies=error.anomalies)

    def acte(self, rangee: Rangee) -> Acte:
        """Return the act that a row makes. Raises DonneesError with every anomaly of the row."""
        return self.atelier.acte(rangee)

    def digest(self, travail: Travail) -> str:
        """Return the digest of all that the document of a row is made from."""
        assert isinstance(travail, Rangee)  # noqa: S101 - what iterating gives
        cells = sorted((one.chemin, canonical(one.valeur).decode("utf-8", "surrogatepass")) for one in travail.cellules)
        own = file_digest(travail.fichier) if self.atelier.commande.champs else None
        folder = os.path.dirname(travail.fichier) if self._folder else ""  # where the paths of cells start from
        return _digest(self.atelier.commande.cle, cells, own, folder)

    def count(self) -> int | None:
        """Return how many rows there are, about: as many as lines, in a text; None for a workbook."""
        if self._elements is not None:
            return len(self._elements)
        if self._formulaires is not None:
            return len(self._formulaires)
        with open(self._pour, "rb") as stream:
            if stream.read(2) == b"PK":
                return None
            lines = sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
        return max(lines - bool(self._liste is not None and self._liste.chemins), 1)


class Separes:
    """Acts that share nothing but a library."""

    def __init__(
        self, actes: Iterable[Acte | Donnees], bibliotheque: Bibliotheque, modele: str | None, variante: str | None
    ) -> None:
        self._actes = actes
        self.anomalies: tuple[Anomalie, ...] = ()
        self.atelier = opened(order(bibliotheque, modele=modele, variante=variante), bibliotheque)

    def __iter__(self) -> Iterator[Isole]:
        for rang, one in enumerate(self._actes, 1):
            yield Isole(rang, one if isinstance(one, Acte) else plain_data(one))

    def digest(self, travail: Travail) -> str:
        """Return the digest of all that the document of an act is made from, but for the files that it names."""
        assert isinstance(travail, Isole)  # noqa: S101 - what iterating gives
        given = travail.donnees
        if isinstance(given, Acte):
            return ""
        said = given if isinstance(given, Mapping) else (os.fspath(given), file_digest(os.fspath(given)))
        return _digest(self.atelier.commande.cle, said)

    def count(self) -> int | None:
        """Return how many acts there are, where that can be told."""
        return len(self._actes) if isinstance(self._actes, Sequence) else None


# ------------------------------------------------------------------------------------------------------------- the order


def order(
    bibliotheque: Bibliotheque,
    *,
    donnees: Donnees | None = None,
    modele: str | None = None,
    variante: str | None = None,
    nom: str | None = None,
) -> Commande:
    """Return what a process must know of a series; its key comes with `opened`."""
    racines = bibliotheque.racines
    packaged = racines[-1:] == (modeles.packaged_root(),)
    return Commande(
        ici=os.getcwd(),
        racines=racines[:-1] if packaged else racines,
        fournie=packaged,
        donnees=plain_data(donnees) if donnees is not None else None,
        modele=modele,
        variante=variante,
        nom=nom,
    )


def opened(commande: Commande, bibliotheque: Bibliotheque) -> Atelier:
    """Return the workshop of this process, which knows its key."""
    atelier = Atelier(commande, bibliotheque)
    atelier.commande = replace(commande, cle=atelier.digest())
    return atelier


def plain_data(value: Donnees) -> str | dict[str, object]:
    """Return data that any process can be given: a path, or mappings and lists of Python's own."""
    return _plain(value) if isinstance(value, Mapping) else os.fspath(value)


def _plain(value: Mapping[str, object]) -> dict[str, object]:
    def plain(one: object) -> object:
        if isinstance(one, Mapping):
            return {name: plain(below) for name, below in one.items()}
        if isinstance(one, Sequence) and not isinstance(one, str | bytes | bytearray | memoryview):
            return [plain(below) for below in one]
        return one

    return {name: plain(below) for name, below in value.items()}


def _digest(*said: object) -> str:
    return hashlib.sha256(canonical(said)).hexdigest()


def _is_path(socle: Socle, chemin: str) -> bool:
    """Return whether a column may hold the path of a file of data."""
    spec = socle.field(chemin)
    text = spec.takes.get("string") if spec is not None else None
    return text is not None and text.format == "chemin"
