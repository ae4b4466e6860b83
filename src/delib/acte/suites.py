"""What the data of an act tell of its life after the vote: the days that are known, and how its house makes acts public.

Reads; judges nothing, and computes no day: that is for `droit.executoire` and `droit.delais`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from delib.acte.acte import Acte
from delib.acte.bloc import Bloc
from delib.droit.executoire import ELECTRONIQUE, Executoire, of_suites, publicite
from delib.francais.dates import Jour

INDIVIDUEL = "AI"
"""The nature of an individual decision, which is notified (CGCT, art. L. 2131-1, II); a list of names is none."""


@dataclass(frozen=True, slots=True)
class Recu:
    """What a receipt told in the suites says: the day of sending and that of reception, each as far as it is known."""

    transmission: date | None = None
    reception: date | None = None
    identifiant: str = ""

    @property
    def jour(self) -> date | None:
        """Return the day that proves the transmission: that of reception, else that of sending (CGCT, art. L. 2131-1)."""
        return self.reception or self.transmission


@dataclass(frozen=True, slots=True)
class Suites:
    """What is known of an act of day `acte`: its receipts, publicity, notifications (to whom, when), nature, its house's mode."""

    acte: date
    recus: tuple[Recu, ...] = ()
    mise_en_ligne: date | None = None
    affichage: date | None = None
    notifications: tuple[tuple[str, date | None], ...] = ()
    retrait: date | None = None
    retire: bool = False
    nature: str = ""
    mode: str = ELECTRONIQUE

    @property
    def individuel(self) -> bool:
        """Return whether the act is classed as an individual decision."""
        return self.nature == INDIVIDUEL

    @property
    def notification(self) -> date | None:
        """Return the one day of notification; None where there are several, or none: each recipient has its own."""
        found = {day for _, day in self.notifications}
        return found.pop() if len(found) == 1 else None

    @property
    def publicite(self) -> tuple[str, date | None]:
        """Return what makes the act public, « la mise en ligne » or « la publication », and its day; None where not known."""
        return publicite(self.acte, self.mise_en_ligne, self.affichage, self.mode)

    @property
    def executoire(self) -> Executoire:
        """Return when the act became exécutoire."""
        return of_suites(
            acte=self.acte,
            transmissions=[one.jour for one in self.recus if one.jour is not None],
            mise_en_ligne=self.mise_en_ligne,
            affichage=self.affichage,
            notification=self.notification,
            individuel=self.individuel,
            mode=self.mode,
        )


def of(acte: Acte) -> Suites | None:
    """Return what an act tells of its suites; None for one that has no séance, or no day of it."""
    seance, told = acte.racine.get("seance"), acte.racine.get("suites")
    day = valeur(seance.get("date")) if isinstance(seance, Mapping) else None
    if day is None:
        return None
    suites: Mapping[str, object] = told if isinstance(told, Mapping) else {}
    house = acte.racine.get("collectivite")
    regime = (house.get("regime") if isinstance(house, Mapping) else None) or {}
    classement = acte.racine.get("classement") or {}
    return Suites(
        acte=day,
        recus=tuple(
            Recu(valeur(one.get("teletransmission")), valeur(one.get("reception")), str(one["identifiant"]))
            for one in _blocs(suites.get("accuse"))
        ),
        mise_en_ligne=valeur(_find(suites, "mise_en_ligne", "date")),
        affichage=valeur(_find(suites, "affichage", "du")),
        notifications=tuple((str(one["destinataire"]), valeur(one.get("date"))) for one in _blocs(suites.get("notifications"))),
        retrait=valeur(_find(suites, "retrait", "date")),
        retire="retrait" in suites,
        nature=str(classement.get("nature", "")),
        mode=str(regime.get("publication", ELECTRONIQUE)),
    )


def valeur(value: object) -> date | None:
    """Return the date that a day of the act holds; None for anything else."""
    return value.valeur if isinstance(value, Jour) else None


def _find(told: Mapping[str, object], *path: str) -> object:
    found: object = told
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _blocs(value: object) -> list[Bloc]:
    return [one for one in value if isinstance(one, Bloc)] if isinstance(value, tuple) else []
