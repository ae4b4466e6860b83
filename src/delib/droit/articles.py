"""The articles that a citation names: « L. 2121-29 », « R. 421-1 à R. 421-5 », « 59, I, 2° », « 3 bis », « 12 et suivants »."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from delib.droit.motifs import motif
from delib.francais.signes import NBSP
from delib.francais.valeur import Valeur

MOT = r"(?<![a-z])(articles?|arts?(?:\.|(?= )))[ :]*"
"""The word « article » in a folded text."""

_LATIN = r"(?i:bis|ter|quater|[a-z]{1,11}(?:c|x|on|pt|ct|qu)ies)\b"
_PARTIE = r"(?:([Ll]\.? ?[Oo]|[Ll][Pp]|[LRDA]\.?\*{1,2}|[LRDAlr]|d(?=\. ?\d))(?: ?\. ?| ?)(?=\d))"
_PETITE = rf"[a-h]\b(?= {_LATIN})|[b-h]\b(?= du\b|,|\)|$)"
_SUITE = rf"( ?{_LATIN})?( (?:[A-HJ-UWYZ]\b(?![.\w'’]| ?\d| [LRDA]\.?O?\.? ?\d)|{_PETITE}))?( {_LATIN})?(?![\w°])"
_LETTRE = rf"{_PARTIE}(\d{{1,5}}(?: ?[-.] ?\d{{1,4}}(?![\d°]))*){_SUITE}"
_CHIFFRE = (
    rf"(\d{{1,4}}(?![\d°])(?:-\d{{1,4}}(?![\d°]))*)(?: ?((?i:er))\b)?{_SUITE}|((?i:premier|unique|pr[ée]liminaire|annexe))\b"
)
_POINT = (
    r"(?:\d{1,3} ?°|[IVX]{1,5}(?: (?i:bis|ter))?(?![\w.°'’])|[a-z]\)"
    r"|(?i:alin[ée]as) \d{1,2}(?:(?:, ?| (?i:et) )\d{1,2}(?![\w°-]))*"
    r"|(?i:alin[ée]as?|al\.) ?\d{1,2}(?: ?er\b)?"
    r"|(?:\d{1,2} ?(?i:er|e|[èe]me)|(?i:premier|dernier|second|deuxième|troisième)) (?i:alin[ée]a))"
)
_DIVISION = rf"(?:, ?| ?- ?| | ?\((?=[^()]{{1,40}}\)))({_POINT}(?:(?:, ?| (?i:et) |-| (?i:à) | )(?={_POINT}){_POINT})*)\)?"
_AVANT = (
    rf"(?<!(?i:annexe ))(?<!\w)(?i:l[ea] |l'|les |au |du |aux |des )?({_POINT}(?:(?i:, | et | à | du ){_POINT})*)"
    r" (?i:de |des )(?i:l'|les |la )?$"
)
_RECUL = 60  # how far back: nothing is searched through a long text
_MOT = r"(?i:articles?|arts?\b\.?)"
_APRES = rf"(?i:, et | et |, ?| ?; ?| ou | & |, ainsi que | ainsi que )((?i:(?:de |en )?(?:l'|les |son |ses ))?{_MOT} ?)?"
_JUSQUA = rf" (?i:à|a|au) (?:(?i:l'){_MOT} ?)?"
_SUIVANTS = r"(?i),? (?:et|&) (?:suivants?|suiv\.?|svts?\.?|ss?\.)(?!\w)|,? et (?:ss|s)(?= |$|,)"
_FIN_NOMBRE = (
    r"$|[,;).]| (?i:(?:et|à|a|de|du|des|ou|dans|pour|qui|que|sur|en|ainsi|tels?|telles?|fixant|portant)\b"
    r"|susvis|précit|precit|relati|modifi|concern|issu|permett|autoris|instit|défini)|-"
)


@dataclass(frozen=True, slots=True)
class Article(Valeur):
    """An article: « L. 2121-29 », « 59, I, 2° »; `fin` is the last of a range, `suivants` says « et suivants »."""

    champs: ClassVar[frozenset[str]] = frozenset({"partie", "numero", "division", "fin", "suivants", "cle"})
    numero: str
    partie: str = ""
    division: str = ""
    fin: Article | None = None
    suivants: bool = False

    def __str__(self) -> str:
        written = self._nu
        if self.division:
            written += f", {self.division}"
        if self.fin is not None:
            written += f" à {self.fin}"
        return f"{written} et suivants" if self.suivants else written

    @property
    def _nu(self) -> str:
        """Return the article alone: « L. 2121-29 »."""
        dotted = {"LO": "L.O.", "LP": "LP."}.get(self.partie, f"{self.partie[:1]}.{self.partie[1:]}")
        return f"{dotted}{NBSP}{self.numero}" if self.partie else self.numero

    @property
    def cle(self) -> str:
        """Return the canonical key: `L2121-29`, `R421-1..R421-5`, `59`; what stands inside the article is no part of it."""
        own = f"{self.partie}{self.numero}".replace(" ", "_")
        return own if self.fin is None else f"{own}..{self.fin.cle}"


class Liste:
    """Articles read in a row: where the row ends, what is to be rewritten, and where each « article » begins a row of its own."""

    __slots__ = ("articles", "edits", "end", "reprises")

    def __init__(self, end: int) -> None:
        self.articles: list[Article] = []
        self.end = end
        self.edits: list[tuple[int, int, str]] = []
        self.reprises: list[tuple[int, int, int]] = []

    def cut(self, count: int, end: int) -> None:
        """Keep the first `count` articles, that end at `end`."""
        del self.articles[count:]
        self.edits = [edit for edit in self.edits if edit[1] <= end]
        self.end = end


def read(casse: str, pos: int, *, lettres: bool = False) -> Liste | None:
    """Return the articles that stand in a row at `pos`, or None; with `lettres`, only those of a code (« L. », « R. »…)."""
    liste = Liste(pos)
    first = _item(casse, pos, liste, None, lettres=lettres)
    if first is None:
        return None
    while (after := motif(_APRES).match(casse, liste.end)) is not None:
        before = (len(liste.articles), liste.end)
        if _item(casse, after.end(), liste, liste.articles[-1], lettres=lettres, mot=after[1]) is None:
            break
        if after[1]:
            liste.reprises.append((*before, after.start()))
    return liste


def before(casse: str, start: int, end: int) -> re.Match[str] | None:
    """Return what is said of an article just before it is named, « le 4° de l' »; group 1 is the division."""
    if not casse[max(0, end - 5) : end].lower().endswith(("de l'", "des ", "de ", "de l ")):
        return None
    return motif(_AVANT).search(casse, max(start, end - _RECUL), end)


def _item(casse: str, pos: int, liste: Liste, last: Article | None, *, lettres: bool, mot: str | None = None) -> Article | None:
    """Read one article, its division and its range into `liste`; return it, or None when none stands at `pos`."""
    found = motif(_LETTRE).match(casse, pos)
    if found is not None:
        article = _lettered(found, liste)
    else:
        found = motif(_CHIFFRE).match(casse, pos)
        if found is None or not _plausible(found, casse, last, lettres=lettres, mot=mot):
            return None
        article = _plain(found, liste, None if mot else last)
    end = found.end()
    if _may_divide(casse, end) and (division := motif(_DIVISION).match(casse, end)) is not None:
        article, end = replace(article, division=_spaced(division[1])), division.end()
    if (jusqua := motif(_JUSQUA).match(casse, end)) is not None and (
        fin := _fin(casse, jusqua.end(), article, liste)
    ) is not None:
        article, end = replace(article, fin=fin[0]), fin[1]
    if (suivants := motif(_SUIVANTS).match(casse, end)) is not None:
        article, end = replace(article, suivants=True), suivants.end()
    liste.articles.append(article)
    liste.end = end
    return article


def _may_divide(casse: str, end: int) -> bool:
    """Return whether « 4° », « I » or « premier alinéa » may stand at `end`: a quick look, for most articles have no division."""
    ahead = casse[end : end + 4].lstrip(" ,-(")
    return ahead[:1].isdigit() or ahead[:1] in tuple("IVXaApPdDsStT") or ahead[1:2] == ")"


def _lettered(found: re.Match[str], liste: Liste) -> Article:
    partie = found[1].upper().replace(".", "").replace(" ", "")
    numero = found[2].replace(" ", "").replace(".", "-") + _suffix(found, 3)
    article = Article(numero, partie)
    liste.edits.append((found.start(), found.end(), str(article)))
    return article


def _plain(found: re.Match[str], liste: Liste, last: Article | None) -> Article:
    if found[6]:
        word = found[6].lower()
        return Article({"premier": "1er", "preliminaire": "préliminaire"}.get(word, word))
    partie = last.partie if last is not None else ""
    numero = found[1] + _suffix(found, 3)
    if numero == "1" and not partie:
        liste.edits.append((found.start(), found.end(), "1er"))
        return Article("1er")
    if found[2]:
        liste.edits.append((found.start(), found.end(), f"{found[1]}er"))
        return Article(f"{found[1]}er")
    return Article(numero, partie)


def _suffix(found: re.Match[str], first: int) -> str:
    """Return « bis A » of an article, its parts each after one space."""
    parts = [part.strip() for part in found.group(first, first + 1, first + 2) if part]
    return "".join(f" {part.upper() if len(part) == 1 else part}" for part in parts)


def _plausible(found: re.Match[str], casse: str, last: Article | None, *, lettres: bool, mot: str | None) -> bool:
    """Return whether a bare number is an article: the first after the word, or one of a row of its like."""
    if lettres and (last is None or not last.partie):
        return False
    if last is None or mot:
        return True
    if found[6]:
        return found[6].lower() == "annexe"
    if last.partie and "-" not in found[1] and "-" in last.numero:
        return False
    return motif(_FIN_NOMBRE).match(casse, found.end()) is not None


def _fin(casse: str, pos: int, first: Article, liste: Liste) -> tuple[Article, int] | None:
    """Return the last article of a range and where it ends; « R. 421-1 à 5 » ends on R. 421-5."""
    found = motif(_LETTRE).match(casse, pos)
    if found is not None:
        return _lettered(found, liste), found.end()
    found = motif(_CHIFFRE).match(casse, pos)
    if found is None or found[6] or motif(_FIN_NOMBRE).match(casse, found.end()) is None:
        return None
    numero = found[1] + _suffix(found, 3)
    if "-" in first.numero and "-" not in numero:
        numero = f"{first.numero.rpartition('-')[0]}-{numero}"
    return Article(numero, first.partie), found.end()


def _spaced(division: str) -> str:
    return " ".join(division.replace(" °", "°").split())
