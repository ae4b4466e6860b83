"""Reads the forms that came back against the documents of a series: each beneficiary has one, and they say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from delib.acte.chemins import value_at
from delib.acte.dossier.pieces import Depot, Engagement
from delib.acte.dossier.series import Suivi, key_of_name
from delib.acte.dossier.titres import plain
from delib.anomalie import Anomalie, Gravite, Source, make

CODE, NOM = "candidat.code_insee", "candidat.nom"
"""Where a form says who the candidate is."""
A_VENIR = "a_venir"
"""The answer of a form whose candidate was not yet empowered."""


class Depots:
    """The forms of one folder, by candidate; `anomalies` is what is wrong before any of them is looked for."""

    def __init__(self, dossier: str, depots: Iterable[Depot]) -> None:
        self.dossier = dossier
        self.anomalies: list[Anomalie] = []
        self._by_key: dict[str, Depot] = {}
        self._asked: set[str] = set()
        for depot in depots:
            self._add(depot)

    def _add(self, depot: Depot) -> None:
        code, nom = said(depot.donnees, CODE), said(depot.donnees, NOM)
        found = code or (key_of_name(nom) if nom else "")
        lieu = Source(depot.fichier)
        if not found:
            self.anomalies.append(make("dossier-formulaire-anonyme", lieu, NOM))
        elif found in self._by_key:
            self.anomalies.append(
                make("dossier-formulaire-double", lieu, NOM, nom=nom or code, autre=self._by_key[found].fichier)
            )
        else:
            self._by_key[found] = depot

    def iter_engagement(self, suivi: Suivi, engagement: Engagement) -> Iterator[Anomalie]:
        """Yield what is wrong between one document and its form."""
        key = suivi.key(engagement)
        depot = self._by_key.get(key)
        if depot is None:
            champ = suivi.ensemble.champ
            lieu = suivi.lieu(engagement, champ)
            yield make("dossier-formulaire-absent", lieu, champ, nom=suivi.nom(engagement), dossier=self.dossier)
            return
        self._asked.add(key)
        wrong = [one for one in depot.anomalies if one.gravite is Gravite.ERREUR]
        if wrong:
            nombre = f"{len(wrong)} erreurs, la première" if len(wrong) > 1 else "une erreur"
            details = {"nom": suivi.nom(engagement), "nombre": nombre, "premiere": wrong[0].message}
            yield make("dossier-formulaire-erreurs", wrong[0].lieu or Source(depot.fichier), wrong[0].chemin, **details)
        yield from _iter_differences(suivi, engagement, depot)

    def iter_unused(self) -> Iterator[Anomalie]:
        """Yield the forms of those that no document is for, once all were met."""
        for key, depot in self._by_key.items():
            if key not in self._asked:
                nom = said(depot.donnees, NOM) or key
                yield make("dossier-formulaire-sans-suite", Source(depot.fichier), NOM, nom=nom)


def said(donnees: Mapping[str, object], chemin: str) -> str:
    """Return the text that plain data hold at `chemin`, "" where there is none."""
    found = value_at(donnees, chemin)
    return "" if found is None or isinstance(found, dict | list) else str(found)


def _iter_differences(suivi: Suivi, engagement: Engagement, depot: Depot) -> Iterator[Anomalie]:
    """Yield where a row and a form say otherwise; what the form leaves to come contradicts nothing."""
    for chemin, champ in suivi.ensemble.champs:
        cell, answer = suivi.cell(engagement, chemin), said(depot.donnees, champ)
        if chemin == suivi.ensemble.champ or cell is None or answer in ("", A_VENIR) or _same(str(cell.valeur), answer):
            continue
        lieu = engagement.rangee.lieu(cell.colonne, cell.titre)
        yield make("dossier-formulaire-differe", lieu, chemin, ici=cell.valeur, la=answer, fichier=depot.fichier, champ=champ)


def _same(left: str, right: str) -> bool:
    """Return whether two texts say the same, less case, accents, signs and spaces."""
    return plain(left).replace(" ", "") == plain(right).replace(" ", "")
