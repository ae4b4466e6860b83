"""Reads the préfecture's receipt: from the messages of @CTES (`messages`), or from a stamped PDF (`tampons`).

What a source does not say stays unknown: an ARActe bears no day of transmission, a stamp no objet.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date

from delib.anomalie import Anomalie
from delib.prefecture.identifiant import Identifiant


@dataclass(frozen=True, slots=True)
class Accuse:
    """A receipt: the act's identifier, the days that are known, and what the source tells of the act.

    `matiere` is the code in whole numbers, (7, 10); `nature` two letters. `annexes` are the names of their files and
    `nombre_annexes` how many there are said to be: None where the source does not tell. Where it was read compares with nothing.
    """

    identifiant: Identifiant
    transmission: date | None = None
    reception: date | None = None
    publication: date | None = None
    objet: str = ""
    matiere: tuple[int, ...] = ()
    nature: str = ""
    document: str = ""
    annexes: tuple[str, ...] | None = None
    nombre_annexes: int | None = None
    source: str = field(default="", compare=False)
    fichier: str = field(default="", compare=False)
    pages: tuple[int, ...] = field(default=(), compare=False)
    anomalies: tuple[Anomalie, ...] = field(default=(), compare=False, repr=False)

    @classmethod
    def read(cls, *fichiers: str | os.PathLike[str]) -> Accuse:
        """Return the one receipt that the files hold, two sources of it put together; `anomalies` is what is worth knowing of it.

        Raises LectureError (a file cannot be read) and DonneesError: no receipt, several, or a refusal.
        """
        from delib.prefecture.accuse.lecture import the_only  # noqa: PLC0415 - it reads what is defined here

        return the_only(fichiers)

    def to_dict(self) -> dict[str, object]:
        """Return the receipt as plain JSON values: days as `2025-12-16`, the matière as `8.4`, null for what is not known."""
        one = self.identifiant
        return {
            "identifiant": str(one),
            "acte": {
                "departement": one.departement,
                "siren": one.siren,
                "date": one.date.isoformat(),
                "numero": one.numero,
                "nature": one.nature,
            },
            **{name: _iso(getattr(self, name)) for name in ("transmission", "reception", "publication")},
            "objet": self.objet or None,
            "matiere": ".".join(map(str, self.matiere)) or None,
            "nature": self.nature or None,
            "document": self.document or None,
            "annexes": list(self.annexes) if self.annexes is not None else None,
            "nombre_annexes": self.nombre_annexes,
            "source": self.source,
            "fichier": self.fichier,
            "pages": list(self.pages),
        }


@dataclass(frozen=True, slots=True)
class Refus:
    """A refusal: the préfecture did not take the act (AnomalieActe) or the envelope (AnomalieEnveloppe), and says why.

    `nature` is the code of the refusal on three figures, as it was typed where it is no number; `fichiers` are the files that a
    refused envelope announced.
    """

    jour: date | None
    nature: str
    detail: str
    numero: str = ""
    objet: str = ""
    fichiers: tuple[str, ...] = ()
    fichier: str = field(default="", compare=False)

    def to_dict(self) -> dict[str, object]:
        """Return the refusal as plain JSON values, null for what is not known."""
        return {
            "jour": _iso(self.jour),
            **{name: getattr(self, name) or None for name in ("nature", "detail", "numero", "objet")},
            "fichiers": list(self.fichiers),
            "fichier": self.fichier,
        }


@dataclass(frozen=True, slots=True)
class Lecture:
    """What was read of one or more files: receipts, refusals, and what is wrong or worth knowing."""

    accuses: tuple[Accuse, ...] = ()
    refus: tuple[Refus, ...] = ()
    anomalies: tuple[Anomalie, ...] = ()


def _iso(jour: date | None) -> str | None:
    return jour.isoformat() if jour is not None else None
