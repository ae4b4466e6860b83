"""The rows of a list: what each adds to an act, by data path, with where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from delib.anomalie import Anomalie, Lieu, Ligne, Source

DONNEES = (".yaml", ".yml", ".json")
"""How the files of acts end: their places are told as editors read them."""


@dataclass(frozen=True, slots=True)
class Cellule:
    """What a row says at one data path (`representant.nom`), and in which column, counted from 1; 0 where there are none.

    `valeur` is text as it was typed, or the plain data (mappings, lists, texts, numbers) of a list that holds more than text.
    """

    chemin: str
    valeur: object
    colonne: int = 0
    titre: str = ""


@dataclass(frozen=True, slots=True)
class Rangee:
    """One row of a list: the file and the line that it begins at, counted from 1; its cells that are not empty.

    `rang` is its place among the rows, from 1. `anomalies` are what is wrong with the row itself (too many cells): it makes no
    document.
    """

    rang: int
    fichier: str
    ligne: int
    cellules: tuple[Cellule, ...] = ()
    anomalies: tuple[Anomalie, ...] = ()

    def lieu(self, colonne: int = 0, titre: str = "") -> Lieu:
        """Return the place of the row, or of one of its columns; an element of an act's own list lies in a data file."""
        if self.fichier.lower().endswith(DONNEES):
            return Source(self.fichier, self.ligne, colonne or 1)
        return Ligne(self.fichier, self.ligne, colonne, titre)
