"""The natures of transmitted acts and the types of their pieces (typologies), as the classifications of @CTES name them.

Six natures, the same in every classification read (2004 to 2019); the types of pieces came in 2017, and change: what is not
listed here is not wrong for that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Nature:
    """A nature: its number in the messages, its two letters in identifiers, its label, and the type of its pieces by default."""

    code: int
    lettres: str
    intitule: str
    typologie: str

    def __str__(self) -> str:
        return self.lettres


NATURES = (
    Nature(1, "DE", "Délibérations", "99_DE"),
    Nature(2, "AR", "Actes réglementaires", "99_AR"),
    Nature(3, "AI", "Actes individuels", "99_AI"),
    Nature(4, "CC", "Contrats, conventions et avenants", "99_DC"),
    Nature(5, "BF", "Documents budgétaires et financiers", "99_BU"),
    Nature(6, "AU", "Autres", "99_AU"),
)
"""The six natures, in the order of their numbers. A contract's pieces are 99_DC, not 99_CC."""

SIGNATURE = "99_SE"
"""The type of an electronic signature's file, whatever the nature."""

TYPOLOGIES_DE = {
    "21_DA": "Décision arrêtant le projet",
    "21_DB": "Débat d’orientation du plan d’aménagement et de développement durable",
    "21_DE": "Délibération de prescription",
    "21_DO": "Document d’orientation et d’objectif",
    "21_EP": "Enquête publique",
    "21_PA": "Projet d’aménagement et de développement durable",
    "21_RP": "Rapport de présentation",
    "23_DE": "Délibération autorisant la mise en œuvre du droit de préemption",
    "23_IA": "Déclaration d’intention d’aliéner",
    "31_DE": "Délibération autorisant l’acquisition",
    "31_DP": "Documents précontractuels",
    "41_RA": "Rapport biennal des avancements d’échelons",
    "42_AC": "Avenant au contrat",
    "42_DE": "Délibération",
    "43_AC": "Avenant au contrat",
    "70_DE": "Délibération",
    "99_DE": "Délibération",
    "99_SE": "Fichier de signature électronique",
}
"""The types of the pieces of a délibération. The first two digits are about the matière: 21 is 2.1, 70 is 7, 99 any."""

TYPOLOGIE = r"[0-9A-Z]{2}_[0-9A-Z]{2}"
"""The shape of a type of piece. Loose: 75_PL, 01_01 and CO_DE were seen outside the lists."""

_TYPOLOGIE = re.compile(TYPOLOGIE)


def find(nature: str | int) -> Nature | None:
    """Return the nature of that number or of those letters, None where there is none."""
    return next((one for one in NATURES if nature in {one.code, one.lettres}), None)


def label(nature: str | int) -> str:
    """Return the label of a nature, "" where there is none."""
    found = find(nature)
    return found.intitule if found is not None else ""


def typologie(nature: str | int) -> str:
    """Return the type that the pieces of an act of that nature have by default (« 99_DE »), "" where it is unknown."""
    found = find(nature)
    return found.typologie if found is not None else ""


def is_typologie(text: str) -> bool:
    """Return whether `text` has the shape of a type of piece."""
    return _TYPOLOGIE.fullmatch(text) is not None
