"""The numbers of acts, as any collectivité makes them: « CM2025/04/07/19-1 », « 2025-112 », « 2025 DAC 412 », « 25.04.07/3 »."""

from __future__ import annotations

import re
from typing import NamedTuple

from delib.droit.jours import day
from delib.droit.motifs import motif
from delib.francais.dates import Jour

_MARQUE = (
    r"[, ]*\(?(?:n ?° ?)?nor[ :]*(?=[a-z]{4}\d)"
    r"|[, ]*\(?(?:sous le )?n ?(?:umero\b|um\.|\.?°\.? ?s?\b|os?\b\.?|os?(?=\d)|\.?(?= ?\d))[ :]*"
)
_JO = r"\d{2,4} ?[-./] ?\d{1,5}(?!\d)|\d{1,4}(?= du )"
_UNION = r"\d{1,4}/\d{1,4}(?:/(?:UE|CEE|CE|Euratom)\b)?(?![\d/])"
_ACTE = (
    r"(?:[A-Z][A-Za-z]{0,5}[ .])?(?=[A-Za-z_./-]*\d)[A-Za-z0-9]+(?:[-/_.*]+[A-Za-z0-9]+)*"
    r"(?: (?!A \d+[-/_.]|DU\b|DE\b|EN\b|DES\b|LE\b|LA\b|ET\b)[A-Z]{1,5} ?\d[A-Za-z0-9]*(?:[-/_.][A-Za-z0-9]+)*)*"
    r"(?: ?[-/] ?\d{1,5}(?![\d°]| ?[a-z]{3,9}\.? \d{4})| (?i:bis|ter|quater)\b| [A-Z]{2,4}(?i:(?= du \d| modifi)))?"
)
_NU = r"(?=[A-Za-z_./-]*\d)[A-Za-z0-9]+(?:[-/_.][A-Za-z0-9]+)*"
_NU_ESPACE = r"\d{4} [A-Z]{2,5} \d{1,4}\b"
_DATE = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
_AVEC_DATE = r"(?<!\d)((?:19|20)\d\d)([-/_.])(\d\d)\2(\d\d)(?=[-/_.]\d)"


class Numero(NamedTuple):
    """A number read in a text, and where: `start` is that of its mark (« n° »), `debut` that of the number itself."""

    texte: str
    start: int
    debut: int
    end: int


def read(casse: str, plat: str, pos: int, famille: str) -> Numero | None:
    """Return the number that stands at `pos`, marked (« n° 2014-58 ») or bare where its form cannot deceive."""
    mark = motif(_MARQUE).match(plat, pos)
    form = motif({"texte": _JO, "union": _UNION}.get(famille, _ACTE))
    if mark is not None:
        found = form.match(casse, mark.end())
        return None if found is None else _made(found, mark.start(), famille)
    begin = pos
    while casse[begin : begin + 1] in (" ", ","):
        begin += 1
    if begin == pos or not casse[begin : begin + 1].isalnum():
        return None
    if famille in ("texte", "union"):
        found = form.match(casse, begin)
        return None if found is None or found[0].isdigit() else _made(found, begin, famille)
    if famille != "acte":
        return None
    found = motif(_NU_ESPACE).match(casse, begin) or motif(_NU).match(casse, begin)
    return _made(found, begin, famille) if found is not None and _is_bare(found[0]) else None


def _is_bare(texte: str) -> bool:
    """Return whether what bears no « n° » is a number all the same: neither a year, nor a date, nor a word."""
    if motif(_DATE).fullmatch(texte):
        return False
    if texte.isdigit():
        return len(texte) > 4
    return any(sign in texte for sign in "-/_. ") or (len(texte) > 4 and texte[0].isupper())


def _made(found: re.Match[str], start: int, famille: str) -> Numero:
    texte = found[0]
    if famille == "texte":
        texte = texte.replace(" ", "").replace(".", "-").replace("/", "-")
    elif " " in texte and not any(char.isalpha() for char in texte):
        texte = texte.replace(" ", "")
    return Numero(texte, start, found.start(), found.end())


def date_of(numero: str) -> Jour | None:
    """Return the day that a number carries before its rank (`CM2025/04/07/19-1`), or None: no month 21 is made into another."""
    found = motif(_AVEC_DATE).search(numero)
    return None if found is None else _read_day(found[1], found[3], found[4])


def corrected(numero: str) -> str:
    """Return `numero` with day and month in their places, when only that makes its date a day: `CM2022/21/10/31-03`; else ""."""
    found = motif(_AVEC_DATE).search(numero)
    if found is None:
        return ""
    year, sign, second, third = found.groups()
    if _read_day(year, second, third) is not None or _read_day(year, third, second) is None:
        return ""
    return numero[: found.start()] + sign.join((year, third, second)) + numero[found.end() :]


def _read_day(*figures: str) -> Jour | None:
    return day(*map(int, figures))
