"""The grammar of place names: what INSEE's article code says of a name, and the words under which a name is found.

The code (TNCC) is one figure: 0 consonant, 1 vowel or mute h, 2 Le, 3 La, 4 Les, 5 L’, 6 Aux, 7 Las, 8 Los. Le, Les and Aux
contract (« du Havre », « aux Lilas »); the others stay, in capital, because they are part of the name (« de La Courneuve »).
A name without code bends in no way: nothing is guessed.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from delib.francais.signes import APOSTROPHE
from delib.francais.tri import fold


class _Charniere(NamedTuple):
    article: str
    de: str
    a: str


_CHARNIERES = {
    "0": _Charniere("", "de ", "à "),
    "1": _Charniere("", "d’", "à "),
    "2": _Charniere("Le ", "du ", "au "),
    "3": _Charniere("La ", "de La ", "à La "),
    "4": _Charniere("Les ", "des ", "aux "),
    "5": _Charniere("L’", "de L’", "à L’"),
    "6": _Charniere("Aux ", "des ", "aux "),
    "7": _Charniere("Las ", "de Las ", "à Las "),
    "8": _Charniere("Los ", "de Los ", "à Los "),
}


def de(nom: str, tncc: str) -> str:
    """Return `nom` after « de »: « d’Argenteuil », « du Havre »; "" when its code is not known."""
    charniere = _CHARNIERES.get(tncc)
    return "" if charniere is None else charniere.de + _without(charniere.article, nom)


def a(nom: str, tncc: str) -> str:
    """Return `nom` after « à »: « à Argenteuil », « au Havre »; "" when its code is not known."""
    charniere = _CHARNIERES.get(tncc)
    return "" if charniere is None else charniere.a + _without(charniere.article, nom)


def tncc(nom: str) -> str:
    """Return the article code that the first letters of `nom` leave no doubt of; "" before an h or an y, where usage decides."""
    for code, charniere in _CHARNIERES.items():
        if charniere.article and _without(charniere.article, nom) != nom:
            return code
    first = fold(nom)[:1]
    if not first.isalpha() or first in "hy":
        return ""
    return "1" if first in "aeiou" else "0"


def _without(article: str, nom: str) -> str:
    """Return `nom` less the article that begins it, in whatever case: « LES LILAS » → « LILAS »."""
    begins = nom[: len(article)].lower().replace("'", APOSTROPHE) == article.lower()
    return nom[len(article) :] if begins and article else nom


ARTICLES = frozenset({"le", "la", "les", "l", "aux", "las", "los"})
"""The words that may begin a name as its article, once folded."""

_SOFT_HYPHEN = "\u00ad"
_SIGNES = str.maketrans({**dict.fromkeys("'`´‘ʼ", APOSTROPHE), **dict.fromkeys("\u2010\u2011", "-"), _SOFT_HYPHEN: ""})
_ABREGES = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur", "ss": "sous", "lez": "les"}


def tidy(texte: str) -> str:
    """Return `texte` with the apostrophe, the hyphens and the spaces of official names; letters are left as they are."""
    return " ".join(unicodedata.normalize("NFC", texte.translate(_SIGNES)).split())


def words(nom: str) -> tuple[str, ...]:
    """Return the words of `nom`, folded, « St », « Ste », « s/ », « s/s » and « lez » written as official names do."""
    folded = f" {fold(nom)} ".replace(" s s ", " sous ")
    return tuple(_ABREGES.get(word, word) for word in folded.split())


def bare(mots: tuple[str, ...]) -> tuple[str, ...]:
    """Return `mots` less the article that begins them."""
    return mots[1:] if len(mots) > 1 and mots[0] in ARTICLES else mots


def without_precision(nom: str) -> str:
    """Return `nom` less what tells it from its neighbours: « Bors (Canton de Charente-Sud) » → « Bors »."""
    return nom.partition(" (")[0]


def keys(nom: str) -> set[str]:
    """Return what `nom` is looked up by: its words run together, with and without its article, and its precision."""
    mots = words(nom)
    return {"".join(mots), "".join(bare(mots)), "".join(bare(words(without_precision(nom))))} - {""}
