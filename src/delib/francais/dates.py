"""Days and hours as French acts write them, and read back. No locale and no clock is read.

Reading is precise before it is kind: what a form leaves in doubt (a weekday that is not the date's, a year of two figures,
a day that does not exist) gives None. Durations and periods are in `durees`, public holidays in `feries`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import ClassVar, NamedTuple

from delib.francais.lettres import cardinal, parse_cardinal
from delib.francais.signes import APOSTROPHE, NBSP
from delib.francais.valeur import Valeur

# Importing babel.dates costs 27 ms cold, a fifth of a whole command: these nineteen names stay a table, and babel is
# their judge in the tests, for every day of 1900-2100.
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


# ---------------------------------------------------------------------------------------------------------------- values


@dataclass(frozen=True, slots=True, order=True)
class Jour(Valeur):
    """A day: prints « 7 avril 2025 », « 1er avril 2025 », the day held to its month by a no-break space."""

    champs: ClassVar[frozenset[str]] = frozenset(
        {
            "annee",
            "chiffres",
            "complete",
            "en_lettres",
            "iso",
            "jour",
            "jour_semaine",
            "mois",
            "mois_annee",
            "solennelle",
        }
    )
    valeur: date

    def __str__(self) -> str:
        return f"{self.jour}{NBSP}{self.mois_annee}"

    @property
    def complete(self) -> str:
        """Return the date with its day of the week: « lundi 7 avril 2025 »."""
        return f"{self.jour_semaine} {self}"

    @property
    def chiffres(self) -> str:
        """Return the date in figures: « 07/04/2025 »."""
        return f"{self.valeur.day:02d}/{self.valeur.month:02d}/{self.valeur.year:04d}"

    @property
    def iso(self) -> str:
        """Return the date as `2025-04-07`."""
        return self.valeur.isoformat()

    @property
    def en_lettres(self) -> str:
        """Return the date in letters: « sept avril deux mille vingt-cinq », « premier avril deux mille vingt-cinq »."""
        return f"{self._quantieme} {_year_in_letters(self.valeur.year)}"

    @property
    def solennelle(self) -> str:
        """Return the date as a solemn act opens: « l’an deux mille vingt-cinq, le sept avril »."""
        return f"l{APOSTROPHE}an {_year_in_letters(self.valeur.year)}, le {self._quantieme}"

    @property
    def annee(self) -> int:
        """Return the year."""
        return self.valeur.year

    @property
    def mois(self) -> str:
        """Return the month's name."""
        return MOIS[self.valeur.month - 1]

    @property
    def mois_annee(self) -> str:
        """Return the month and its year: « avril 2025 »."""
        return f"{self.mois} {self.valeur.year}"

    @property
    def jour(self) -> str:
        """Return the day of the month: « 1er », « 2 »…"""
        return "1er" if self.valeur.day == 1 else str(self.valeur.day)

    @property
    def jour_semaine(self) -> str:
        """Return the day of the week: « lundi »."""
        return JOURS[self.valeur.weekday()]

    @property
    def _quantieme(self) -> str:
        return f"{'premier' if self.valeur.day == 1 else cardinal(self.valeur.day)} {self.mois}"


@dataclass(frozen=True, slots=True, order=True)
class Heure(Valeur):
    """An hour of the day: prints « 14 h 30 », « 18 heures », « 1 heure », with no-break spaces.

    Raises ValueError beyond 23 hours or 59 minutes.
    """

    champs: ClassVar[frozenset[str]] = frozenset({"courte", "en_lettres"})
    heures: int
    minutes: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.heures <= 23 and 0 <= self.minutes <= 59):
            raise ValueError(f"{self.heures} h {self.minutes:02d} n’est pas une heure du jour")

    def __str__(self) -> str:
        return self.courte if self.minutes else f"{self.heures}{NBSP}{self._mot}"

    @property
    def courte(self) -> str:
        """Return the hour with its sign, whole or not: « 18 h », « 14 h 30 »."""
        return f"{self.heures}{NBSP}h" + (f"{NBSP}{self.minutes:02d}" if self.minutes else "")

    @property
    def en_lettres(self) -> str:
        """Return the hour in letters: « dix-neuf heures trente », « une heure », « douze heures », « zéro heure »."""
        minutes = f" {cardinal(self.minutes, feminin=True)}" if self.minutes else ""
        return f"{cardinal(self.heures, feminin=True)} {self._mot}{minutes}"

    @property
    def _mot(self) -> str:
        return "heures" if self.heures > 1 else "heure"


def _year_in_letters(annee: int) -> str:
    """Return the year in letters, « cent » and « vingt » bare at the end: a year is a rank (« l’an mille neuf cent »)."""
    letters = cardinal(annee)
    return letters[:-1] if letters.endswith(("cents", "vingts")) else letters


# --------------------------------------------------------------------------------------------------------------- reading

_TOO_LONG = 160  # the longest date in letters has 90 characters: what is longer is not searched
_SIGNS = str.maketrans({"’": "'", "ʼ": "'", "\u2010": "-", "\u2011": "-", "\u00ad": None})


def simplify(texte: str) -> str:
    """Return `texte` in lower case, without accents, its apostrophes, hyphens and spaces plain; "" when too long to be a date."""
    if len(texte) > _TOO_LONG:
        return ""
    parted = unicodedata.normalize("NFD", texte.casefold().translate(_SIGNS))
    return " ".join("".join(char for char in parted if not unicodedata.combining(char)).split())


_MIL = re.compile(r"\bmil\b")


@lru_cache(maxsize=512)  # the same few days and years come back all along a register
def read_number(texte: str) -> int | None:
    """Return the whole number that a simplified text writes in figures or in letters, « mil » included, or None."""
    return int(texte) if texte.isdecimal() else parse_cardinal(_MIL.sub("mille", texte))


_RANGS = {simplify(nom): rang for rang, nom in enumerate(MOIS, 1)}


@cache  # compiled at the first reading: an act whose dates are all ISO needs none of them
def _date_forms() -> tuple[re.Pattern[str], ...]:
    semaine = rf"(?P<semaine>{'|'.join(JOURS)}),? "
    quantieme = rf"(?P<jour>0?1 ?er|[0-9]{{1,2}}|[a-z][a-z -]*?) (?:du mois d(?:e |'))?(?P<mois>{'|'.join(_RANGS)})"
    annee = r"(?P<annee>[0-9]{4}|[a-z][a-z -]*?)"
    jour, mois, signe = r"(?P<jour>[0-9]{1,2})", r"(?P<mois>[0-9]{1,2})", r"(?P<signe>[/. -])"
    return (
        re.compile(rf"(?:le )?(?:{semaine}(?:le )?)?{quantieme} {annee}"),
        re.compile(rf"(?:le )?(?:{semaine})?{jour}{signe}{mois}(?P=signe)(?P<annee>[0-9]{{4}})"),
        re.compile(rf"(?P<semaine>)(?P<annee>[0-9]{{4}}){signe}{mois}(?P=signe){jour}"),
        re.compile(rf"l'an {annee},? (?:et )?le (?:{semaine})?{quantieme}"),
    )


_PREMIER = frozenset({"premier", "1er", "1 er", "01er", "01 er"})
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


def parse(texte: str) -> Jour | None:
    """Return the day that `texte` writes in any of the usual ways, or None when in doubt.

    Read: 2025-04-07, 07/04/2025, « 7 avril 2025 », « le lundi 7 avril 2025 », « sept avril deux mille vingt-cinq », « l’an deux
    mille vingt-cinq, le sept avril », in capitals, with or without accents. Not read: two figures for the year, a weekday that
    is not the date's, a year in letters before one thousand.
    """
    words = simplify(texte)
    found = next((match for form in _date_forms() if (match := form.fullmatch(words))), None)
    if found is None:
        return None
    day = 1 if found["jour"] in _PREMIER else read_number(found["jour"])
    year = read_number(found["annee"])
    month = _RANGS.get(found["mois"]) or int(found["mois"])
    if day is None or year is None or (year < 1000 and not found["annee"].isdecimal()):
        return None
    try:
        read = Jour(date(year, month, day))
    except (ValueError, OverflowError):
        return None
    return read if (found["semaine"] or read.jour_semaine) == read.jour_semaine else None


def guess_iso(texte: str) -> str:
    """Return the ISO form of a date typed in another usual way (07/04/2025, 7 avril 2025), or "" when unsure."""
    read = parse(texte)
    return read.iso if read else ""


_FRACTIONS = {"et quart": 15, "et demie": 30}


@cache
def _hour_forms() -> tuple[re.Pattern[str], ...]:
    unite = "(?: ?(?:min|minutes?))?"
    return (
        re.compile(rf"(?:a )?(?P<heures>[0-9]{{1,2}}) ?(?:h|heures?)(?: ?(?P<minutes>[0-9]{{2}}){unite})?"),
        re.compile(r"(?:a )?(?P<heures>[0-9]{1,2}):(?P<minutes>[0-9]{2})"),
        re.compile(rf"(?:a )?(?P<heures>[a-z][a-z -]*?) heures?(?: (?P<minutes>[a-z][a-z -]*?){unite})?"),
        re.compile(r"(?:a )?(?P<heures>midi|minuit)(?: (?P<minutes>et quart|et demie))?"),
    )


def parse_hour(texte: str) -> Heure | None:
    """Return the hour that `texte` writes, or None when in doubt.

    Read: « 14:30 », « 14h30 », « 19 h 30 », « 18 heures », « dix-neuf heures trente », « midi », « minuit » (0 h), « à » before.
    """
    words = simplify(texte)
    found = next((match for form in _hour_forms() if (match := form.fullmatch(words))), None)
    if found is None:
        return None
    hours = {"midi": 12, "minuit": 0}.get(found["heures"])
    hours = read_number(found["heures"]) if hours is None else hours
    minutes = _FRACTIONS.get(found["minutes"] or "")
    minutes = read_number(found["minutes"] or "0") if minutes is None else minutes
    if hours is None or minutes is None or hours > 23 or minutes > 59:
        return None
    return Heure(hours, minutes)


# ------------------------------------------------------------------------------------------------ dates in a longer text


class _Textual(NamedTuple):
    """What finds a weekday and its date in a text. Every repetition is bounded: the search stays linear."""

    weekday: re.Pattern[str]
    date_after: re.Pattern[str]
    year_before: re.Pattern[str]


@cache
def _textual() -> _Textual:
    mots = (
        "un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante"
        "|cinquante|soixante|cents?|mille|mil|premier"
    )
    tiret, blanc = r"[\s\u2010\u2011-]{1,3}", r"\s{1,3}"
    nombre = rf"(?:{mots})\b(?:{tiret}(?:et{tiret})?(?:{mots})\b){{0,11}}+"
    # A text pasted from elsewhere may hold its accents apart.
    mois = "|".join(MOIS).replace("é", "(?:é|e\u0301?)").replace("û", "(?:û|u\u0302?)")
    quantieme = rf"(?:[0-9]{{1,2}}(?:\s?er)?|{nombre}){blanc}(?:du{blanc}mois{blanc}d(?:e{blanc}|['’]))?(?:{mois})"
    annee = rf"(?:[0-9]{{4}}|{nombre})"
    chiffres = r"[0-9]{1,2}(?P<signe>[/.-])[0-9]{1,2}(?P=signe)[0-9]{4}"
    ends = "|".join(jour[1:] for jour in JOURS)
    return _Textual(
        # Both cases by hand: a search that ignores case tries every letter of the text, and takes seven times as long.
        re.compile(rf"[lmjvsdLMJVSD](?:{ends}|{ends.upper()})\b"),
        re.compile(
            rf",?{blanc}(?:le{blanc})?(?:(?P<date>{quantieme}{blanc}{annee}|{chiffres})\b(?!-\w)|(?P<quantieme>{quantieme})\b)",
            re.IGNORECASE,
        ),
        re.compile(rf"\bl['’]an{blanc}(?P<annee>{annee}),?{blanc}(?:et{blanc})?le{blanc}\Z", re.IGNORECASE),
    )


def iter_weekday_errors(texte: str) -> Iterator[tuple[int, int, str]]:
    """Yield the place (start, end) of each weekday of `texte` that is not its date's, and the right one (droit.md, T6).

    What is wrong may be the date: whoever reads decides. A date that does not exist, or without its year, is not judged.
    """
    textual = _textual()
    for weekday in textual.weekday.finditer(texte):
        start, end = weekday.span()
        found = None if start and texte[start - 1].isalnum() else textual.date_after.match(texte, end)
        if found is None:
            continue
        day = parse(found["date"]) if found["date"] else None
        if found["quantieme"] and (before := textual.year_before.search(texte[max(0, start - _TOO_LONG) : start])):
            day = parse(f"{found['quantieme']} {before['annee']}")
        if day is not None and day.jour_semaine != weekday[0].lower():
            yield start, end, day.jour_semaine
