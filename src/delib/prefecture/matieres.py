"""The national matières of @CTES: nine heads and fifty-seven entries, the same in every classification read (2004 to 2019).

Levels 3 to 5 are each préfecture's own, and mean other things from one to the next: they are not here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOMENCLATURE = """
1 Commande publique
1.1 Marchés publics
1.2 Délégation de service public
1.3 Conventions de mandat
1.4 Autres types de contrats
1.5 Transactions/protocole d’accord transactionnel
1.6 Actes relatifs à la maîtrise d’œuvre
1.7 Actes spéciaux et divers
2 Urbanisme
2.1 Documents d’urbanisme
2.2 Actes relatifs au droit d’occupation ou d’utilisation des sols
2.3 Droit de préemption urbain
3 Domaine et patrimoine
3.1 Acquisitions
3.2 Aliénations
3.3 Locations
3.4 Limites territoriales
3.5 Autres actes de gestion du domaine public
3.6 Autres actes de gestion du domaine privé
4 Fonction publique
4.1 Personnel titulaires et stagiaires de la F.P.T.
4.2 Personnel contractuel
4.3 Fonction publique hospitalière
4.4 Autres catégories de personnels
4.5 Régime indemnitaire
5 Institutions et vie politique
5.1 Élection exécutif
5.2 Fonctionnement des assemblées
5.3 Désignation de représentants
5.4 Délégation de fonctions
5.5 Délégation de signature
5.6 Exercice des mandats locaux
5.7 Intercommunalité
5.8 Décision d’ester en justice
6 Libertés publiques et pouvoirs de police
6.1 Police municipale
6.2 Pouvoir du président du conseil général
6.3 Pouvoir du président du conseil régional
6.4 Autres actes réglementaires
6.5 Actes pris au nom de l’État et soumis au contrôle hiérarchique
7 Finances locales
7.1 Décisions budgétaires
7.2 Fiscalité
7.3 Emprunts
7.4 Interventions économiques
7.5 Subventions
7.6 Contributions budgétaires
7.7 Avances
7.8 Fonds de concours
7.9 Prise de participation (SEM, etc.)
7.10 Divers
8 Domaines de compétences par thèmes
8.1 Enseignement
8.2 Aide sociale
8.3 Voirie
8.4 Aménagement du territoire
8.5 Politique de la ville-habitat-logement
8.6 Emploi-formation professionnelle
8.7 Transports
8.8 Environnement
8.9 Culture
9 Autres domaines de compétences
9.1 Autres domaines de compétences des communes
9.2 Autres domaines de compétences des départements
9.3 Autres domaines de compétences des régions
9.4 Vœux et motions
"""

_CODE = re.compile(r"[1-9][0-9]?(?:[.-][0-9]{1,2}){0,4}")


@dataclass(frozen=True, slots=True, order=True)
class Matiere:
    """A matière: its code in whole numbers, so that 7.10 comes after 7.9, and its label in French."""

    code: tuple[int, ...]
    intitule: str

    def __str__(self) -> str:
        return f"{write(self.code)} {self.intitule}"


def parse(code: str) -> tuple[int, ...]:
    """Return a code in whole numbers: « 7.10 » gives (7, 10), « 8-4-1 » (8, 4, 1); () for what is no code of 1 to 5 levels."""
    if _CODE.fullmatch(code) is None:
        return ()
    return tuple(map(int, code.replace("-", ".").split(".")))


def write(code: tuple[int, ...]) -> str:
    """Return a code as it is written: (7, 10) gives « 7.10 »."""
    return ".".join(map(str, code))


def _read() -> dict[tuple[int, ...], Matiere]:
    rows = (line.split(" ", 1) for line in _NOMENCLATURE.strip().splitlines())
    return {parse(code): Matiere(parse(code), intitule) for code, intitule in rows}


MATIERES = _read()
"""The 66 national matières by code, in the order of their codes."""


def find(code: str | tuple[int, ...]) -> Matiere | None:
    """Return the national matière of one or two levels that `code` names (« 7.10 » or (7, 10)), None where there is none."""
    return MATIERES.get(parse(code) if isinstance(code, str) else code)


def label(code: str | tuple[int, ...]) -> str:
    """Return the label of a national matière, "" where there is none."""
    found = find(code)
    return found.intitule if found is not None else ""


def scdl_name(code: str | tuple[int, ...]) -> str:
    """Return « finances locales/divers » for « 7.10 », "" if unknown: the DELIB_MATIERE_NOM of SCDL « délibérations » 2.1.5.

    Both labels in lower case with their accents, without comma nor parenthesis, a slash between them and no space around it
    (Validata reads the first label up to the first slash). A code of one level has no such name.
    """
    found = find(code)
    if found is None or len(found.code) != 2:
        return ""
    return f"{_plain(label(found.code[:1]))}/{_plain(found.intitule)}"


_SIGNES = str.maketrans({"’": "'", "œ": "oe", ",": "", "(": "", ")": ""})


def _plain(intitule: str) -> str:
    """Return a label as the published nomenclature types it: straight apostrophe, « oe », nothing that a CSV would quote."""
    return intitule.lower().translate(_SIGNES)
