"""Durations and periods as French acts write them, and read back: « trois ans », « 18 mois », « du 1er au 15 mars 2025 ».

Does not read a composed duration (« un an et six mois »): one number and one unit, or None. Does not tell when a time limit
ends: a délai franc is the business of whoever knows its rule.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import ClassVar

from delib.francais.dates import Jour, parse, parse_iso, read_number, simplify
from delib.francais.lettres import cardinal
from delib.francais.nombres import groups
from delib.francais.signes import NBSP
from delib.francais.valeur import Valeur

_CLDR = {"annee": "year", "mois": "month", "semaine": "week", "jour": "day", "heure": "hour", "minute": "minute"}
UNITES = tuple(_CLDR)
_FEMININES = frozenset({"semaine", "heure", "minute"})  # « annee » prints « an », which is masculine
PLUS_LONGUE = 99_999
"""The largest number of units in a duration: that of the schemas."""
EN_LETTRES = 10
"""The largest number of units that a duration prints in letters (droit.md, T36)."""


@cache  # babel.units costs 25 ms to import and as much to load French: an act without a duration does not pay them
def _unit_name(unite: str, plural: bool) -> str:
    from babel.units import format_unit  # noqa: PLC0415 - see above

    # CLDR holds some units by a plain space, others by a no-break one: its words alone are taken.
    return format_unit(2 if plural else 1, f"duration-{_CLDR[unite]}", length="long", locale="fr").split()[-1]


@dataclass(frozen=True, slots=True)
class Duree(Valeur):
    """A duration: prints « trois ans », « 18 mois », in letters up to ten, in figures beyond. `unite` is one of UNITES.

    Raises ValueError for another unit, and for a number that is not of 1 to 99,999.
    """

    champs: ClassVar[frozenset[str]] = frozenset({"chiffres", "en_lettres", "mot", "nombre"})
    nombre: int
    unite: str

    def __post_init__(self) -> None:
        if self.unite not in _CLDR:
            raise ValueError(f"« {self.unite} » n’est pas une unité de durée : {', '.join(UNITES)}")
        if not 1 <= self.nombre <= PLUS_LONGUE:
            raise ValueError(f"une durée compte de 1 à {groups(PLUS_LONGUE)} unités, et non {self.nombre}")

    def __str__(self) -> str:
        return self.en_lettres if self.nombre <= EN_LETTRES else self.chiffres

    @property
    def chiffres(self) -> str:
        """Return the duration in figures: « 3 ans »."""
        return f"{groups(self.nombre)}{NBSP}{self.mot}"

    @property
    def en_lettres(self) -> str:
        """Return the duration in letters: « dix-huit mois », « une semaine »."""
        return f"{cardinal(self.nombre, feminin=self.unite in _FEMININES)} {self.mot}"

    @property
    def mot(self) -> str:
        """Return the unit as it agrees: « an », « ans », « mois »…"""
        return _unit_name(self.unite, self.nombre > 1)

    def after(self, jour: date) -> date:
        """Return the day that comes this duration after `jour`: of months and years, the same quantième.

        Where the month has no such day, its last (« de quantième à quantième », droit.md, correction 8; code de procédure civile,
        art. 641, read on doctrine.fr). A contract of three years « à compter du 1er avril 2025 » ends the day before that day.
        Raises ValueError for hours and minutes, which lead to no day, and beyond the year 9999.
        """
        if self.unite in ("heure", "minute"):
            raise ValueError(f"une durée en {self.unite}s ne mène pas à un jour")
        if self.unite in ("annee", "mois"):
            return _months_after(jour, self.nombre * (12 if self.unite == "annee" else 1))
        try:
            return jour + timedelta(days=self.nombre * (7 if self.unite == "semaine" else 1))
        except OverflowError:
            raise ValueError(f"{self.chiffres} après le {Jour(jour)} : au-delà de l’an 9999") from None


def _months_after(jour: date, months: int) -> date:
    year, rank = divmod(jour.year * 12 + jour.month - 1 + months, 12)
    if year > date.max.year:
        raise ValueError(f"{months} mois après le {Jour(jour)} : au-delà de l’an 9999")
    return date(year, rank + 1, min(jour.day, monthrange(year, rank + 1)[1]))


@dataclass(frozen=True, slots=True, order=True)
class Periode(Valeur):
    """A period, both days counted: prints « du 1er au 15 mars 2025 », one day « le 7 avril 2025 ».

    Raises ValueError when it ends before it begins.
    """

    champs: ClassVar[frozenset[str]] = frozenset({"au", "du", "en_annees", "jours"})
    debut: date
    fin: date

    def __post_init__(self) -> None:
        if self.fin < self.debut:
            raise ValueError(f"la période finit le {self.au}, avant de commencer, le {self.du}")

    def __str__(self) -> str:
        if self.debut == self.fin:
            return f"le {self.du}"
        start = str(self.du)
        if self.debut.year == self.fin.year:
            start = self.du.jour if self.debut.month == self.fin.month else f"{self.du.jour}{NBSP}{self.du.mois}"
        return f"du {start} au {self.au}"

    @property
    def du(self) -> Jour:
        """Return the first day."""
        return Jour(self.debut)

    @property
    def au(self) -> Jour:
        """Return the last day."""
        return Jour(self.fin)

    @property
    def jours(self) -> int:
        """Return how many days the period has, the first and the last counted."""
        return (self.fin - self.debut).days + 1

    @property
    def en_annees(self) -> str:
        """Return the years that the period touches: « 2025-2027 », « 2025 » (droit.md, T21)."""
        return str(self.debut.year) if self.debut.year == self.fin.year else f"{self.debut.year}-{self.fin.year}"


# --------------------------------------------------------------------------------------------------------------- reading

_MOTS = {
    **dict.fromkeys(("an", "ans", "annee", "annees"), "annee"),
    "mois": "mois",
    **dict.fromkeys(("semaine", "semaines"), "semaine"),
    **dict.fromkeys(("jour", "jours"), "jour"),
    **dict.fromkeys(("heure", "heures"), "heure"),
    **dict.fromkeys(("minute", "minutes"), "minute"),
}
_ISO = {"py": "annee", "pm": "mois", "pw": "semaine", "pd": "jour", "pth": "heure", "ptm": "minute"}


@cache
def _duration_forms() -> tuple[re.Pattern[str], ...]:
    chiffres, lettres = r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,5}", r"[a-z][a-z -]*"
    unite = rf"(?P<unite>{'|'.join(_MOTS)})"
    return (
        re.compile(rf"(?P<nombre>{chiffres}) ?(?:\((?P<redite>{lettres})\) )?{unite}"),
        re.compile(rf"(?P<nombre>{lettres}?) (?:\((?P<redite>{chiffres})\) )?{unite}"),
        re.compile(r"(?P<prefixe>pt?)(?P<nombre>[0-9]{1,5})(?P<unite>[ymwdh])(?P<redite>)"),
    )


def parse_duration(texte: str) -> Duree | None:
    """Return the duration that `texte` writes, or None when in doubt.

    Read: « 3 ans », « trois ans », « 18 mois », « trois (3) ans » when both agree; ISO 8601's P3Y, P18M, P2W, P10D, PT2H, PT30M.
    """
    words = simplify(texte)
    found = next((match for form in _duration_forms() if (match := form.fullmatch(words))), None)
    if found is None:
        return None
    unite = _MOTS.get(found["unite"]) or _ISO.get(f"{found.groupdict().get('prefixe')}{found['unite']}")
    nombre = _read_count(found["nombre"])
    if unite is None or nombre is None or (found["redite"] and _read_count(found["redite"]) != nombre):
        return None
    return Duree(nombre, unite) if 1 <= nombre <= PLUS_LONGUE else None


def _read_count(texte: str) -> int | None:
    return read_number(texte.replace(" ", "") if texte[:1].isdigit() else texte)


def parse_period(texte: str) -> Periode | None:
    """Return the period that `texte` writes, or None when in doubt.

    Read: « du 1er au 15 mars 2025 », « du lundi 28 février au lundi 3 mars 2025 », dates in any form that `dates.parse` reads,
    « le 7 avril 2025 » (one day), and ISO 8601's 2025-03-01/2025-03-15. A first day without its year is of the last day's year.
    """
    words = simplify(texte)
    start, slash, end = words.partition("/")
    if slash and parse_iso(start):
        return _period(parse_iso(start), parse_iso(end))
    start, link, end = words.removeprefix("du ").partition(" au ")
    if not words.startswith("du ") or not link:
        return _period(parse(words), parse(words))
    last = parse(end)
    if last is None:
        return None
    return _period(parse(start) or parse(f"{start} {last.annee:04d}") or parse(f"{start} {last.mois} {last.annee:04d}"), last)


def _period(first: Jour | None, last: Jour | None) -> Periode | None:
    return Periode(first.valeur, last.valeur) if first and last and first <= last else None
