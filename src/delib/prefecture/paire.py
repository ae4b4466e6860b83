"""An act and a receipt side by side: where what is told of them stands, and what may come of comparing one field."""

from __future__ import annotations

import enum
import os
from dataclasses import dataclass
from datetime import date

from delib.acte.acte import Acte
from delib.acte.chemins import value_at
from delib.acte.dossier.lieux import Lieux
from delib.anomalie import Anomalie, Gravite, Page, Source, make
from delib.francais.dates import Jour
from delib.prefecture.accuse import Accuse
from delib.prefecture.accuse.fusion import ET


class Resultat(enum.Enum):
    """What became of a field."""

    IDENTIQUE = "identique"
    DIFFERENT = "différent"
    NON_COMPARE = "non comparé"


@dataclass(frozen=True, slots=True)
class Issue:
    """What came of comparing a field: both values as people read them, why it was not compared, how it differs."""

    resultat: Resultat
    acte: str = ""
    accuse: str = ""
    raison: str = ""
    anomalie: Anomalie | None = None

    @classmethod
    def same(cls, valeur: str) -> Issue:
        """Return what comes of one value on both sides."""
        return cls(Resultat.IDENTIQUE, valeur, valeur)

    @classmethod
    def other(cls, acte: str, accuse: str, anomalie: Anomalie) -> Issue:
        """Return what comes of two values."""
        return cls(Resultat.DIFFERENT, acte, accuse, "", anomalie)

    @classmethod
    def unknown(cls, raison: str, acte: str = "", accuse: str = "") -> Issue:
        """Return what comes of a value that one side does not say."""
        return cls(Resultat.NON_COMPARE, acte, accuse, raison)


ACCUSE_MUET = "l’accusé n’en dit rien"
AUTRE_ACTE = "l’accusé est celui d’un autre acte"


IDENTITE = frozenset({"siren", "date", "numero", "nature"})
"""The fields that tell one act from another."""


def is_another(champ: str, anomalie: Anomalie | None) -> bool:
    """Return whether a receipt that differs so is another act's: not one whose number is only written otherwise."""
    return champ in IDENTITE and anomalie is not None and anomalie.gravite is Gravite.ERREUR


def name_of(accuse: Accuse) -> str:
    """Return the name by which people know a receipt: its files without their folders, else its identifier."""
    return ET.join(os.path.basename(one) for one in accuse.fichier.split(ET)) or str(accuse.identifiant)


class Paire:
    """An act and a receipt, and where what is told of them stands."""

    def __init__(self, acte: Acte, accuse: Accuse, lieux: Lieux) -> None:
        self.acte = acte
        self.accuse = accuse
        self.ecarts: dict[str, Anomalie] = {}
        """The fields that differ, of those compared so far."""
        self._lieux = lieux

    def dit(self, chemin: str) -> object:
        """Return what the act holds at a data path, or None."""
        return value_at(self.acte.racine, chemin)

    def jour(self, chemin: str) -> date | None:
        """Return the day that the act holds at a data path, or None."""
        found = self.dit(chemin)
        return found.valeur if isinstance(found, Jour) else None

    @property
    def autre_acte(self) -> bool:
        """Return whether the receipt is another act's, as far as it was compared."""
        return any(is_another(champ, one) for champ, one in self.ecarts.items())

    @property
    def recu(self) -> str:
        """Return the name by which people know the receipt."""
        return name_of(self.accuse)

    def tell(self, code: str, chemin: str, **details: object) -> Anomalie:
        """Return the anomaly of what the act says at a data path, with its line."""
        return make(code, self._lieux.find(self.acte.fichier, chemin), chemin, recu=self.recu, **details)

    def tell_recu(self, code: str, **details: object) -> Anomalie:
        """Return the anomaly of what the receipt says, where it was read."""
        fichier, pages = self.accuse.fichier or self.recu, self.accuse.pages
        return make(code, Page(fichier, pages[0]) if pages else Source(fichier), "", recu=self.recu, **details)


def acte_muet(chemin: str) -> str:
    """Return why a field that the act does not give was not compared."""
    return f"l’acte n’en dit rien : complétez « {chemin} »"
