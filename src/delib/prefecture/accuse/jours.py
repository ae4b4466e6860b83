"""A day as a stamp shows it: in figures, in words, or spoiled by optical reading.

What is mended is told, with what was read. A day that no calendar has stays unknown, and is told too.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from delib.francais.dates import MOIS, simplify


class Jour(NamedTuple):
    """A day that a stamp shows: None where it cannot be read or no calendar has it; as it is written; whether it was mended."""

    valeur: date | None
    brut: str
    mende: bool = False

    @property
    def rang(self) -> tuple[bool, bool]:
        """Return what says which of two readings of one day is worth more: the known one, then the one that needed no mending."""
        return self.valeur is not None, not self.mende


_CHIFFRE = "[0-9ol|!i]"
_BARRE = r"[/.,71l|!i\s-]"
_MOIS = {simplify(nom): rang for rang, nom in enumerate(MOIS, 1)}
JOUR = re.compile(
    rf"(?:(?P<j>[0-9]{{1,2}})\s*(?P<s>[/.-])\s*(?P<m>[0-9]{{1,2}})\s*(?P=s)\s*(?P<a>[0-9]{{4}})"
    rf"|(?P<ia>[0-9]{{4}})-(?P<im>[0-9]{{2}})-(?P<ij>[0-9]{{2}})(?:\s*\(?(?:gmt|utc)(?:[+-][0-9:]{{1,5}})?\)?)?"
    rf"|(?P<lj>[0-9]{{1,2}})\s*(?:er)?\s*(?P<lm>{'|'.join(_MOIS)})\s*(?P<la>[0-9]{{4}})"
    rf"|(?P<oj>{_CHIFFRE}{{2}}){_BARRE}(?P<om>{_CHIFFRE}{{2}}){_BARRE}(?P<oa>[2][0o]{_CHIFFRE}{{2}}))"
    r"(?![0-9a-z/])"
    r"(?:\s*,?\s*(?:a\s*)?[0-9]{1,2}\s*[:h]\s*[0-9]{2}(?:\s*[:m]\s*[0-9]{2}\s*s?)?(?![0-9]))?"
)
"""A day in a line in lower case without accents, and the hour that may follow: DD/MM/YYYY (DD.MM.YYYY, DD-MM-YYYY), YYYY-MM-DD,
« 16 decembre 2025 »; last, what optical reading makes of the first: « 06/0172024 »."""

_LUS = str.maketrans("ol|!i", "01111")


def read_jour(found: re.Match[str]) -> Jour:
    """Return the day that JOUR found."""
    brut = found[0]
    if found["lm"]:
        return Jour(_day(found["la"], str(_MOIS[found["lm"]]), found["lj"]), brut)
    if found["oj"]:
        return Jour(_day(*(found[name].translate(_LUS) for name in ("oa", "om", "oj"))), brut, mende=True)
    return Jour(_day(*((found[f"i{name}"] if found["ia"] else found[name]) for name in ("a", "m", "j"))), brut)


def _day(annee: str, mois: str, jour: str) -> date | None:
    try:
        return date(int(annee), int(mois), int(jour))
    except ValueError:
        return None
