"""A text and its tracings: strings of the same length in which case, accents and signs are forgiven, so that places agree."""

from __future__ import annotations

from typing import NamedTuple

from delib.droit.motifs import motif
from delib.francais.signes import APOSTROPHE, NBSP

_BLANCS = r"\s\s+|[\t-\r\x1c-\x1f\x85]"
_INVISIBLES = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARQUES = "\u0300\u0301\u0302\u0308\u0327"
_SIGNES = (
    ("\u00a0", " "),
    ("\u202f", " "),
    ("\u2009", " "),
    ("\u2010", "-"),
    ("\u2011", "-"),
    ("\u2013", "-"),
    ("\u2212", "-"),
    ("\u02da", "°"),
    ("\u00ba", "°"),
    ("\u201c", '"'),
    ("\u201d", '"'),
)
_ACCENTS = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ"
_LETTRES = "aaaaaaceeeeiiiinooooouuuuyy"
_PLAT = bytes.maketrans(
    (_ACCENTS + _ACCENTS[:-1].upper() + "ABCDEFGHIJKLMNOPQRSTUVWXYZ\u00a0º").encode("latin-1"),
    (_LETTRES + _LETTRES[:-1] + "abcdefghijklmnopqrstuvwxyz °").encode("latin-1"),
)


class Calque(NamedTuple):
    """A text, its blanks single, its apostrophes typographic; `casse` keeps its capitals, `plat` neither those nor accents."""

    texte: str
    casse: str
    plat: str


def trace(texte: str) -> Calque:
    """Return the tracings of `texte`; a sign that has no letter of latin-1 is a `?` in `plat`."""
    if not texte.isprintable() or "  " in texte:
        texte = _regular(texte)
    plain = texte.strip().replace(APOSTROPHE, "'")
    try:
        octets = plain.encode("latin-1")
    except UnicodeEncodeError:
        return _traced(plain)
    casse = plain.replace(NBSP, " ").replace("º", "°")
    return Calque(plain.replace("'", APOSTROPHE), casse, octets.translate(_PLAT).decode("latin-1"))


def _traced(plain: str) -> Calque:
    """Return the tracings of a text that has signs beyond latin-1."""
    if any(mark in plain for mark in _MARQUES):
        from unicodedata import normalize  # noqa: PLC0415 - only for texts pasted from where accents stand apart

        plain = normalize("NFC", plain)
    plain = plain.replace("\u2018", "'")
    casse = plain
    for sign, simple in _SIGNES:
        casse = casse.replace(sign, simple)
    return Calque(plain.replace("'", APOSTROPHE), casse, plat(casse))


def _regular(texte: str) -> str:
    """Return `texte` without the signs that do not show, each of its blanks one space, no-break where one was."""
    for sign in _INVISIBLES:
        texte = texte.replace(sign, "")
    return motif(_BLANCS).sub(lambda found: NBSP if NBSP in found[0] else " ", texte)


def plat(texte: str) -> str:
    """Return `texte` in lower case without accents, as many characters long."""
    return texte.encode("latin-1", "replace").translate(_PLAT).decode("latin-1")
