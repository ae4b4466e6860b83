"""The list that the act of a series gives itself, and the rows of another list matched with its elements."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

from delib.acte.noeuds import Node
from delib.acte.rangees import Cellule, Rangee
from delib.acte.socle import Socle
from delib.acte.source import read
from delib.anomalie import Anomalie, DelibError, DonneesError, Lieu, Releve, make
from delib.production.serie.index import Index


def read_elements(socle: Socle, liste: str, champ: str) -> list[Rangee] | None:
    """Return a row for each element of the act's own list `liste`, which fills `champ`; None where the act gives none.

    The act holds the list itself, or the path of the file that holds it under the same name, from the folder of the act. Raises
    DonneesError.
    """
    node = socle.raw(liste) if liste else None
    if node is None or node.value is None:
        return None
    if isinstance(node.value, str):
        node = _in_file(node, node.value, liste)
    elements = node.value.get("elements") if isinstance(node.value, dict) else None
    if elements is None or not isinstance(elements.value, list):
        raise _refused(node.lieu, liste, "elle n’a pas d’« elements »")
    return [_row(rang, one, champ) for rang, one in enumerate(elements.value, 1)]


def _in_file(node: Node, path: str, liste: str) -> Node:
    found = os.path.normpath(os.path.join(node.reading.dossier, path))
    try:
        root = read(found, Releve())
    except DelibError as error:
        raise _refused(node.lieu, liste, f"« {path} » ne peut pas être lu ({error.anomalies[0].message.rstrip('.')})") from None
    held = root.value.get(liste) if isinstance(root.value, dict) else None
    if held is None:
        raise _refused(node.lieu, liste, f"« {path} » n’a pas de champ « {liste} »")
    return held


def _refused(lieu: Lieu, liste: str, raison: str) -> DonneesError:
    return DonneesError([make("serie-liste-acte", lieu, liste, nom=liste, raison=raison)])


def _row(rang: int, node: Node, champ: str) -> Rangee:
    place = node.lieu
    return Rangee(rang, place.fichier, place.ligne, (Cellule(champ, _data(node), place.colonne),))


def _data(node: Node) -> object:
    """Return the value of a node as plain data."""
    if isinstance(node.value, dict):
        return {name: _data(below) for name, below in node.value.items()}
    return [_data(below) for below in node.value] if isinstance(node.value, list) else node.value


ARRET = "rangee-guillemet"
"""The anomaly after which nothing more of a list could be read."""


class Rapprochement:
    """The elements of the act's list `nom`, each completed by the row of `liste` that gives the same at `champ`."""

    def __init__(self, socle: Socle, champ: str, nom: str, liste: str) -> None:
        self.socle = socle
        self.champ = champ
        self.nom = nom
        self.liste = liste
        self._ended: tuple[Anomalie, ...] = ()

    def iter_rows(self, elements: Iterable[Rangee], rangees: Iterable[Rangee]) -> Iterator[Rangee]:
        """Yield a row for each element, in their order, then those that match none: what is alone is told, and refused."""
        with Index() as index:
            for rangee in rangees:
                self._keep(rangee, index)
            for element in elements:
                yield self._matched(element, index)
            for rangee in index.unclaimed():
                yield rangee if rangee.anomalies else self._alone(rangee)

    def _keep(self, rangee: Rangee, index: Index) -> None:
        if any(one.code == ARRET for one in rangee.anomalies):
            self._ended = rangee.anomalies
        repere = self.socle.repere(rangee, self.champ)
        first = index.keep(rangee.rang, repere, rangee)
        if first is not None:
            told = make("serie-rangee-double", self._place(rangee), self.champ, valeur=self._said(rangee), premiere=first.lieu())
            index.keep(rangee.rang, None, replace(rangee, anomalies=(told,)))

    def _matched(self, element: Rangee, index: Index) -> Rangee:
        repere = self.socle.repere(element, self.champ)
        if repere is None:
            return element  # it cannot be read: that is told when the act is
        rangee, claimed = index.claim(repere)
        lieu = self._place(element)
        if rangee is None and self._ended:
            return replace(element, anomalies=self._ended)  # its row may be in what could not be read
        if rangee is None:
            told = make("serie-element-sans-rangee", lieu, self.champ, valeur=self._said(element), liste=self.liste)
        elif claimed:
            told = make("serie-rangee-double", lieu, self.champ, valeur=self._said(element), premiere=rangee.lieu())
        else:
            return rangee
        return replace(element, anomalies=(told,))

    def _alone(self, rangee: Rangee) -> Rangee:
        if any(one.chemin == self.champ for one in rangee.cellules) and self.socle.repere(rangee, self.champ) is None:
            return rangee  # what it names cannot be read: that is told when the act is
        told = make("serie-rangee-sans-element", self._place(rangee), self.champ, valeur=self._said(rangee), liste=self.nom)
        return replace(rangee, anomalies=(told,))

    def _cell(self, rangee: Rangee) -> Cellule | None:
        return next((one for one in rangee.cellules if one.chemin == self.champ), None)

    def _place(self, rangee: Rangee) -> Lieu:
        cellule = self._cell(rangee)
        return rangee.lieu(cellule.colonne, cellule.titre) if cellule is not None else rangee.lieu()

    def _said(self, rangee: Rangee) -> str:
        """Return what a row gives to be matched, as a person would say it."""
        cellule = self._cell(rangee)
        valeur = cellule.valeur if cellule is not None else ""
        return str(valeur.get("nom", "…") if isinstance(valeur, dict) else valeur)[:80] or "(vide)"
