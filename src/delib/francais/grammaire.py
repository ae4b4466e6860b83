"""Words that bend: articles put and contracted, words elided, lists enumerated, capitals that keep their accents."""

from __future__ import annotations

from collections.abc import Sequence

from delib.francais.accords import FEMININ, PLURIEL, SINGULIER
from delib.francais.elision import elide, is_vowel_sound
from delib.francais.signes import FINE, NBSP

VIRGULE = ", "
POINT_VIRGULE = f"{FINE}; "
"""The separator of `enumeration` for elements that hold commas."""


def capitales(texte: str) -> str:
    """Return `texte` in capitals, accents kept: « séance » → « SÉANCE »."""
    return texte.upper()


def capitale_initiale(texte: str) -> str:
    """Return `texte` with its first letter in capital, the rest untouched: « la commission » → « La commission »."""
    return texte[:1].upper() + texte[1:]


def enumeration(elements: Sequence[str], conjonction: str = "et", separateur: str = VIRGULE) -> str:
    """Return « A, B et C »; with an empty `conjonction`, « A, B, C »; with `POINT_VIRGULE`, « A ; B ; et C ».

    Every element is printed, an empty one too. Elements that hold commas want `POINT_VIRGULE`: it is not chosen for them.
    """
    if not conjonction or len(elements) < 2:
        return separateur.join(elements)
    last = f" {conjonction} " if separateur == VIRGULE else f"{separateur}{conjonction} "
    return f"{separateur.join(elements[:-1])}{last}{elements[-1]}"


def le(texte: str, genre: str, nombre: str = SINGULIER) -> str:
    """Return `texte` after its definite article: « le Conseil », « la Métropole », « l’assemblée », « les communes »."""
    if nombre == PLURIEL:
        return f"les {texte}"
    return elide("la" if genre == FEMININ else "le", texte)


def son(texte: str, genre: str) -> str:
    """Return `texte` after the possessive of one owner: « son Maire », « sa Maire », « son Adjointe », « son Hôtesse »."""
    return f"{'sa' if genre == FEMININ and not is_vowel_sound(texte) else 'son'} {texte}"


def de(texte: str) -> str:
    """Return `texte` after « de »: « le Conseil » → « du Conseil », « l'Assemblée » → « de l'Assemblée », « d’Hyères »."""
    return _contract(texte, {"le": "du", "les": "des"}, "de")


def a(texte: str) -> str:
    """Return `texte` after « à »: « le Conseil » → « au Conseil », « les élus » → « aux élus »."""
    return _contract(texte, {"le": "au", "les": "aux"}, "à")


def que(proposition: str) -> str:
    """Return `proposition` after « que »: « que la Métropole… », « qu’il convient… »."""
    return elide("que", proposition)


def si(proposition: str) -> str:
    """Return `proposition` after « si »: « s’il », « s’ils », but « si elle », « si on »."""
    return elide("si", proposition)


def _contract(texte: str, contracted: dict[str, str], preposition: str) -> str:
    article, rest = _split_article(texte)
    if article:
        return (contracted.get(article) or f"{preposition} {article}") + rest
    return elide(preposition, texte)


def _split_article(texte: str) -> tuple[str, str]:
    """Return the definite article that begins `texte`, in lower case (« le », « la », « les », « l’ »), and what follows it.

    What follows keeps the space it begins with, plain or no-break; an article that nothing follows is no article.
    """
    for article in ("le", "la", "les"):
        end = len(article)
        if texte[:end].lower() == article and texte[end : end + 1] in (" ", NBSP, FINE) and len(texte) > end + 1:
            return article, texte[end:]
    if texte[:2].lower() in ("l'", "l’") and len(texte) > 2:
        return texte[:2].lower(), texte[2:]
    return "", texte
