"""What a programme is made of: the acts and annexes read, the acts known by their number alone, and how files cite acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from delib.acte import suites
from delib.acte.acte import Acte
from delib.acte.bloc import Bloc, path_below
from delib.acte.conventions import MODELE
from delib.acte.dossier.lieux import Lieux
from delib.acte.dossier.titres import plain
from delib.acte.rangees import Rangee
from delib.acte.suites import valeur
from delib.anomalie import Anomalie, Lieu
from delib.droit.executoire import Executoire
from delib.droit.references import iter_references
from delib.francais.dates import Jour

ACTE_CITE = frozenset({"numero", "date", "intitule", "executoire"})
"""The properties of an act cited, wherever a schema has one."""
_INCONNU = Executoire()


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One file of the programme, read: `chemin` is where the dossier names it (`actes[0]`); `cle` is its short name there."""

    cle: str
    chemin: str
    acte: Acte

    @property
    def fichier(self) -> str:
        """Return the file that it was read from."""
        return self.acte.fichier

    @property
    def numero(self) -> str:
        """Return its number, "" where it has none."""
        return str(self.acte.racine.get("numero", ""))

    @property
    def jour(self) -> Jour | None:
        """Return the day of its séance, or None."""
        seance = self.acte.racine.get("seance")
        day = seance.get("date") if isinstance(seance, Mapping) else None
        return day if isinstance(day, Jour) else None


@dataclass(frozen=True, slots=True)
class Depot:
    """A form as a beneficiary filled it: plain data, and what is wrong in it."""

    fichier: str
    donnees: Mapping[str, object]
    anomalies: tuple[Anomalie, ...] = ()


@dataclass(frozen=True, slots=True)
class Engagement:
    """One document of a series: its row, and the act that it completes; None where the row is refused."""

    rangee: Rangee
    acte: Acte | None
    anomalies: tuple[Anomalie, ...] = ()


class Ensemble(Protocol):
    """A series opened: what its documents share, and each of them in turn. It can be gone through more than once."""

    @property
    def fichier(self) -> str:
        """Return the file of what the documents share."""

    @property
    def champ(self) -> str:
        """Return the path of what an element of the list fills (`commune`)."""

    @property
    def champs(self) -> tuple[tuple[str, str], ...]:
        """Return the paths of the act, each with the path of the form that says the same."""

    @property
    def liste(self) -> str:
        """Return the file whose own list the rows are matched with already; "" where there is none."""

    def __iter__(self) -> Iterator[Engagement]:
        """Yield each document, in the order of the list."""


class Etabli(Protocol):
    """What only the rooms above know how to do, lent to those who read across a programme."""

    def version(self, acte: Acte) -> str:
        """Return the template that prints `acte`, with its version: `reglement@1.0.0`."""

    def empreinte(self, acte: Acte) -> str:
        """Return the empreinte of the document that `acte` makes."""

    def ensemble(self, fichier: str, pour: str | None) -> Ensemble:
        """Return a series: what its documents share, and the list that completes them. Raises DelibError."""

    def depots(self, dossier: str) -> Iterable[Depot]:
        """Return the filled forms of a folder, sorted by name. Raises DelibError."""


@dataclass(frozen=True, slots=True)
class Connu:
    """An act that the dossier knows: one of its own files (`piece`), or a reference to a file that is not there."""

    numero: str
    lieu: Lieu
    jour: Jour | None = None
    intitule: str = ""
    piece: Piece | None = None
    executoire: Executoire = _INCONNU


@dataclass(frozen=True, slots=True)
class Renvoi:
    """One act cited by another file: where, under which words. `explicite` where a field of the data gives its number.

    `autre` is the number that the words give in its place; "" where they give the same, or none.
    """

    piece: Piece
    chemin: str
    numero: str
    intitule: str = ""
    date: Jour | None = None
    executoire: Jour | None = None
    explicite: bool = True
    autre: str = ""

    def at(self, name: str) -> str:
        """Return the data path of one of its properties, or of the words themselves."""
        return path_below(self.chemin, name) if self.chemin else name


def is_model(acte: Acte) -> bool:
    """Return whether an act is a model: a whole text, printed by itself, that the documents of a series will follow."""
    return acte.racine.get("etat") == MODELE


def cle_de(numero: str) -> str:
    """Return what a number is known by: « CM2025/04/07/19-1 » and « CM2025-04-07-19-1 » are one."""
    return plain(numero)


def iter_connus(dossier: Acte, actes: Iterable[Piece], lieux: Lieux) -> Iterator[Connu]:
    """Yield the acts of the dossier, then its references."""
    for piece in actes:
        lieu = lieux.find(piece.fichier, "numero")
        yield Connu(piece.numero, lieu, piece.jour, piece=piece, executoire=executoire_of(piece.acte))
    for index, one in enumerate(dossier.racine.get("references", ())):
        lieu = lieux.find(dossier.fichier, f"references[{index}].numero")
        day = valeur(one.get("executoire"))
        yield Connu(str(one["numero"]), lieu, one.get("date"), str(one.get("intitule", "")), None, Executoire(day, day))


def iter_renvois(piece: Piece) -> Iterator[Renvoi]:
    """Yield each act that `piece` cites: in its visas, and wherever its schema has an act cited."""
    for index, visa in enumerate(piece.acte.racine.get("visas", ())):
        yield from _iter_visa(piece, visa, f"visas[{index}]")
    for bloc in iter_blocs(piece.acte.racine):
        if bloc.spec is not None and bloc.spec.all_names == ACTE_CITE:
            said = str(bloc.get("intitule", ""))
            yield Renvoi(piece, bloc.chemin, str(bloc["numero"]), said, bloc.get("date"), bloc.get("executoire"))


def _iter_visa(piece: Piece, visa: Bloc, chemin: str) -> Iterator[Renvoi]:
    found = [one for one in iter_references(str(visa["texte"])) if one.cle.startswith("acte:")]
    said = str(visa.get("acte", ""))
    numeros = [one.numero for one in found if one.numero]
    if said:
        own = next((one for one in found if cle_de(one.numero) == cle_de(said)), None)
        autre = numeros[0] if numeros and own is None else ""
        yield Renvoi(piece, chemin, said, own.titre if own else "", own.date if own else None, autre=autre)
    for one in found:
        if one.numero and cle_de(one.numero) != cle_de(said):
            yield Renvoi(piece, chemin, one.numero, one.titre, one.date, explicite=False)


def iter_blocs(value: object) -> Iterator[Bloc]:
    """Yield `value` and what lies below it, the objects alone, the outer first."""
    if isinstance(value, Bloc):
        yield value
    below = value.values() if isinstance(value, Bloc) else value if isinstance(value, tuple) else ()
    for one in below:
        yield from iter_blocs(one)


def executoire_of(acte: Acte) -> Executoire:
    """Return when a délibération became exécutoire, from its `suites`; undetermined where they do not tell."""
    found = suites.of(acte)
    return found.executoire if found is not None else Executoire()


def precedes(cited: Connu, citing: Piece) -> bool | None:
    """Return whether an act comes before the one that cites it: by its day, then by its order in the same séance.

    None where that is not known: a day is missing, or the numbers of one day have no order.
    """
    if cited.jour is None or citing.jour is None:
        return None
    if cited.jour != citing.jour:
        return cited.jour < citing.jour
    letters = [re.match(r"\D*", numero) for numero in (cited.numero, citing.numero)]
    ranks = [[int(one) for one in re.findall(r"[0-9]{1,9}", numero)] for numero in (cited.numero, citing.numero)]
    if (letters[0] and letters[0][0]) != (letters[1] and letters[1][0]) or ranks[0] == ranks[1]:
        return None  # another body on the same day, or numbers that do not tell
    return ranks[0] < ranks[1]
