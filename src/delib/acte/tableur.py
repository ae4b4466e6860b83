"""What a spreadsheet leaves in the cells of a list: errors (`#N/A`), never the text of an act, and formulas left as text."""

from __future__ import annotations

import re

from delib.acte.colonnes import shown
from delib.anomalie import Anomalie, Ligne, make

MARQUES = ("#", "=", "Err")
"""One of these is in any cell told here: what holds none of them needs no second look."""
MAX_ERREUR = 80
"""The longest error, with the blanks that were put in it."""

_ERREUR = re.compile(
    r"#(?:n/[ad]|ref!?|div/0!?|#+"
    r"|(?:valeur|value|nul|null|nombre|num|propagation|epars|spill|calc|champ|field|bloque|blocked|connect|connexion|inconnu|unknown)!"
    r"|(?:nom|name)\?|getting_data|obtention_donnees)"
    r"|err:[0-9]{3}"
)
"""As Excel and LibreOffice write them, in French and in English, blanks removed; `####` is a column too narrow."""
_FORMULE = re.compile(r"\{?=\s*[^=<>\s]")


def is_error(text: str) -> bool:
    """Return whether all that a cell says is an error of a spreadsheet, whatever its case and its blanks."""
    return text[0] in "#Ee" and len(text) <= MAX_ERREUR and _ERREUR.fullmatch("".join(text.split()).casefold()) is not None


class Formules:
    """The formulas left as text that one reading of a list meets: they print as they were typed, and are told once."""

    __slots__ = ("lieu", "nombre", "premiere")

    def __init__(self) -> None:
        self.nombre = 0
        self.premiere = ""
        self.lieu: tuple[Ligne, str] | None = None

    def see(self, text: str, lieu: Ligne, chemin: str) -> None:
        """Take the text of a cell, at its place in the list and at its data path."""
        if text[0] in "={" and _FORMULE.match(text) is not None:
            self.nombre += 1
            if self.lieu is None:
                self.premiere, self.lieu = text, (lieu, chemin)

    @property
    def anomalies(self) -> tuple[Anomalie, ...]:
        """Return what is told of them: nothing, or the first, and how many others."""
        if self.lieu is None:
            return ()
        others = self.nombre - 1
        several = f" ; {others} autres cellules sont dans ce cas" if others > 1 else " ; une autre cellule est dans ce cas"
        valeur = f"{shown(self.premiere[:60])}{'…' if len(self.premiere) > 60 else ''}"
        return (make("rangee-formule", *self.lieu, valeur=valeur, autres=several if others else ""),)
