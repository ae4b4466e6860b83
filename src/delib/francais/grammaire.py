"""Words that bend: articles contracted, lists enumerated, capitals that keep their accents."""

from __future__ import annotations

from collections.abc import Sequence

VOYELLES = frozenset("aàâäeéèêëiîïoôöuùûüyœæAÀÂÄEÉÈÊËIÎÏOÔÖUÙÛÜYŒÆ")


def capitales(texte: str) -> str:
    """Return `texte` in capitals, accents kept: « séance » → « SÉANCE »."""
    return texte.upper()


def capitale_initiale(texte: str) -> str:
    """Return `texte` with its first letter in capital, the rest untouched: « la commission » → « La commission »."""
    return texte[:1].upper() + texte[1:]


def enumeration(elements: Sequence[str], conjonction: str = "et") -> str:
    """Return « A, B et C »; with an empty `conjonction`, « A, B, C »."""
    if not conjonction or len(elements) < 2:
        return ", ".join(elements)
    return f"{', '.join(elements[:-1])} {conjonction} {elements[-1]}"


def _split_article(texte: str) -> tuple[str, str]:
    """Return the definite article that begins `texte`, in lower case (« le », « la », « les », « l’ »), and the rest."""
    head, _, rest = texte.partition(" ")
    if head.lower() in ("le", "la", "les") and rest:
        return head.lower(), rest
    if texte[:2].lower() in ("l'", "l’") and len(texte) > 2:
        return texte[:2].lower(), texte[2:]
    return "", texte


def de(texte: str) -> str:
    """Return `texte` after « de »: « le Conseil » → « du Conseil », « l'Assemblée » → « de l'Assemblée »."""
    return _contract(texte, {"le": "du ", "les": "des ", "la": "de la "}, "de")


def a(texte: str) -> str:
    """Return `texte` after « à »: « le Conseil » → « au Conseil », « les élus » → « aux élus »."""
    return _contract(texte, {"le": "au ", "les": "aux ", "la": "à la "}, "à")


def _contract(texte: str, contracted: dict[str, str], preposition: str) -> str:
    article, rest = _split_article(texte)
    if article in contracted:
        return contracted[article] + rest
    if article:
        return f"{preposition} {article}{rest}"
    if preposition == "de" and texte[:1] in VOYELLES:
        return f"d’{texte}"
    return f"{preposition} {texte}"
