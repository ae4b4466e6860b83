"""Counts: « 1 voix », « aucune abstention », « 3 abstentions », and the plurals that they ask for.

Knows the regular plurals and a few of the others; a noun that bends otherwise brings its plural.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from delib.francais.accords import cased
from delib.francais.nombres import groups
from delib.francais.signes import NBSP

_MOTS = re.compile(r"(\w+)")
_IRREGULIERS = {
    "aïeul": "aïeux",
    "bail": "baux",
    "ciel": "cieux",
    "monsieur": "messieurs",
    "madame": "mesdames",
    "travail": "travaux",
}
_AL_EN_ALS = frozenset({"bal", "carnaval", "festival", "final", "natal", "naval", "récital", "régal"})
_EU_EN_EUS = frozenset({"bleu", "landau", "pneu"})
_BORNES = frozenset({"contre", "d", "de", "des", "du", "en", "hors", "par", "pour", "sans", "sur", "à", "au", "aux"})
"""What ends the words that take the plural: « votes contre », « membres du Bureau »."""


def au_pluriel(texte: str) -> str:
    """Return a noun and its adjectives in the plural: « conseiller municipal » → « conseillers municipaux ».

    What follows a preposition is kept: « membre du Bureau » → « membres du Bureau ». Of a compound the last word alone bends:
    « vice-présidents », « procès-verbaux ».
    """
    parts = _MOTS.split(texte)
    for place in range(1, len(parts), 2):
        if parts[place].lower() in _BORNES:
            break
        if parts[place + 1] != "-":
            parts[place] = _plural(parts[place])
    return "".join(parts)


def _plural(mot: str) -> str:
    plain = mot.lower()
    if plain in _IRREGULIERS:
        return cased(_IRREGULIERS[plain], mot)
    if plain.endswith(("s", "x", "z")) or not plain.isalpha():
        return mot
    if plain.endswith("al") and plain not in _AL_EN_ALS:
        return _ending(mot[:-1], "ux")
    return _ending(mot, "x" if plain.endswith(("au", "eu")) and plain not in _EU_EN_EUS else "s")


def _ending(mot: str, ending: str) -> str:
    return mot + (ending.upper() if len(mot) > 1 and mot.isupper() else ending)


def compte(n: int, singulier: str, pluriel: str | None = None, *, feminin: bool = False) -> str:
    """Return a count in figures and a no-break space: « 1 voix », « 3 abstentions », « 1 000 voix »; « aucun vote » for none.

    `pluriel` is for the nouns that `au_pluriel` does not know; `feminin` makes « aucune ». Raise ValueError below 0.
    """
    if n < 0:
        raise ValueError("a count is not negative")
    if n == 0:
        return f"{'aucune' if feminin else 'aucun'} {singulier}"
    noun = singulier if n == 1 else au_pluriel(singulier) if pluriel is None else pluriel
    return f"{groups(n)}{NBSP}{noun}"


COMPTES: dict[str, Callable[[int], str]] = {
    "abstentions": lambda n: compte(n, "abstention", feminin=True) if n >= 0 else "",
    "bulletins": lambda n: compte(n, "bulletin") if n >= 0 else "",
    "exemplaires": lambda n: compte(n, "exemplaire") if n >= 0 else "",
    "membres": lambda n: compte(n, "membre") if n >= 0 else "",
    "suffrages": lambda n: compte(n, "suffrage") if n >= 0 else "",
    "voix": lambda n: compte(n, "voix", feminin=True) if n >= 0 else "",
}
"""What a template may count with a dot: `{{ vote.decompte.abstentions.abstentions }}` prints « aucune abstention »."""
