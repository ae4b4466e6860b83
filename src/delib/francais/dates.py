"""Dates and hours as French acts write them. No locale and no clock is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from delib.francais.signes import NBSP
from delib.francais.valeur import Valeur

MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@dataclass(frozen=True, slots=True, order=True)
class Jour(Valeur):
    """A day: prints « 7 avril 2025 », « 1er avril 2025 », the day held to its month by a no-break space."""

    champs: ClassVar[frozenset[str]] = frozenset({"complete", "chiffres", "iso", "annee", "mois", "jour"})
    valeur: date

    def __str__(self) -> str:
        day = self.valeur.day
        return f"{'1er' if day == 1 else day}{NBSP}{MOIS[self.valeur.month - 1]} {self.valeur.year}"

    @property
    def complete(self) -> str:
        """Return the date with its day of the week: « lundi 7 avril 2025 »."""
        return f"{JOURS[self.valeur.weekday()]} {self}"

    @property
    def chiffres(self) -> str:
        """Return the date in figures: « 07/04/2025 »."""
        return f"{self.valeur.day:02d}/{self.valeur.month:02d}/{self.valeur.year:04d}"

    @property
    def iso(self) -> str:
        """Return the date as `2025-04-07`."""
        return self.valeur.isoformat()

    @property
    def annee(self) -> int:
        """Return the year."""
        return self.valeur.year

    @property
    def mois(self) -> str:
        """Return the month's name."""
        return MOIS[self.valeur.month - 1]

    @property
    def jour(self) -> str:
        """Return the day of the month: « 1er », « 2 »…"""
        return "1er" if self.valeur.day == 1 else str(self.valeur.day)


@dataclass(frozen=True, slots=True, order=True)
class Heure(Valeur):
    """An hour of the day: prints « 14 h 30 », « 18 heures », « 1 heure », with no-break spaces."""

    champs: ClassVar[frozenset[str]] = frozenset()
    heures: int
    minutes: int = 0

    def __str__(self) -> str:
        if self.minutes:
            return f"{self.heures}{NBSP}h{NBSP}{self.minutes:02d}"
        return f"{self.heures}{NBSP}heure{'s' if self.heures > 1 else ''}"


_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def parse_iso(texte: str) -> Jour | None:
    """Return the day that `2025-04-07` writes, or None when the form is another or no such day exists."""
    found = _ISO.fullmatch(texte)
    if found is None:
        return None
    try:
        return Jour(date(*(int(part) for part in found.groups())))
    except ValueError:
        return None


_AUTRES = (
    re.compile(r"(?P<jour>[0-9]{1,2})[/. -](?P<mois>[0-9]{1,2})[/. -](?P<annee>[0-9]{4})"),
    re.compile(r"(?P<annee>[0-9]{4})[/. -](?P<mois>[0-9]{1,2})[/. -](?P<jour>[0-9]{1,2})"),
    re.compile(
        rf"(?:(?:le )?(?:{'|'.join(JOURS)}) |le )?(?P<jour>[0-9]{{1,2}})(?:er)? (?P<mois>{'|'.join(MOIS)}) (?P<annee>[0-9]{{4}})"
    ),
)


def guess_iso(texte: str) -> str:
    """Return the ISO form of a date typed in another usual way (07/04/2025, 7 avril 2025), or "" when unsure."""
    words = " ".join(texte.lower().split())
    found = next((match for form in _AUTRES if (match := form.fullmatch(words))), None)
    if found is None:
        return ""
    month = MOIS.index(found["mois"]) + 1 if found["mois"] in MOIS else int(found["mois"])
    try:
        return date(int(found["annee"]), month, int(found["jour"])).isoformat()
    except ValueError:
        return ""
