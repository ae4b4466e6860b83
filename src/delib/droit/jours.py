"""Dates as they stand inside a cited text. Light on purpose: a visa is read in microseconds."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from delib.droit.motifs import motif
from delib.francais.dates import Jour

_MOIS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv",
            "fevrier fevr fev",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "aout",
            "septembre sept sep",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        1,
    )
    for name in names.split()
}
SEMAINE = r"[a-z]{3,6}di |dimanche "
"""A day of the week in a folded text."""
_LETTRES = rf"(?:{SEMAINE})?(\d\d?|[1l] ?er|premier) ?([a-z]{{3,9}})\.? ?(\d{{4}})(?!\d)"
_CHIFFRES = r"(\d\d?)([/.-])(\d\d?)\2(\d{4})(?![\d/-])"


class Date(NamedTuple):
    """A date read in a text: the day, or None where the calendar has no such day; where it stands, the weekday left out."""

    jour: Jour | None
    start: int
    end: int


def read(plat: str, pos: int) -> Date | None:
    """Return the date that stands at `pos` of a folded text, or None when what stands there is not one."""
    found = motif(_LETTRES).match(plat, pos)
    if found is not None and found[2] in _MOIS:
        typed = "1" if found[1][-1] == "r" else found[1]
        return Date(day(int(found[3]), _MOIS[found[2]], int(typed)), found.start(1), found.end())
    found = motif(_CHIFFRES).match(plat, pos)
    if found is not None:
        return Date(day(int(found[4]), int(found[3]), int(found[1])), found.start(1), found.end())
    return None


def day(annee: int, mois: int, jour: int) -> Jour | None:
    """Return the day, or None when no calendar has it."""
    try:
        return Jour(date(annee, mois, jour))
    except ValueError:
        return None
