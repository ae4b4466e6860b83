"""What follows nature, number, date and author: the title, the articles, and another citation in the same breath."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from delib.droit import articles, natures
from delib.droit.articles import Article, Liste
from delib.droit.lecture import Lecture, late_date
from delib.droit.motifs import motif
from delib.droit.natures import Nom
from delib.francais.signes import FINE, NBSP

_BORDS = f" ,;{NBSP}{FINE}"
_RECUL = 70  # how far back the words before « article » are looked for

_MENTION = r"(,? et |,? ainsi que |,? ensemble |, ?|; ?)?(\bde la |\bde l'|\ble |\bla |\bles |\bl'|\bdu |\bdes |\baux? |\bd')"
_PREUVE = r" (?:[a-z]+ ){0,2}?(?:n ?°|du \d|\(ue|\(ce|\d|ue\b|ce\b)"
_GOUVERNE = r"\b(?:approuv|modifi|abrog|complet|remplac|retir|rapport|annul|ratifi|transpos|adopt|codifi)(?:ant|ation)\b"
_AVANT_ARTICLE = (
    r"(?:[,;(:]| -)? ?((?:et |ainsi que |pris |prise )?(?:tout |plus |et )?"
    r"(?:notamment|particulierement|specialement|en particulier|specifiquement)?,? ?"
    r"(?:en |dans |par |a )?(?:(?:les |ses )?dispositions (?:de |des )?)?(?:son |ses |l'|l |les |leurs? |aux? )?)$"
)
_PROPRE = r"notamment|particul|speci|\bsons? $|\bses $"
_AUTRE = r",? (?:du |de la |de l'|de l |des |de )"
_REPRISE = r"(?:, ?| (?i:et) | (?i:ou) |\()(?i:aux? |les |l'|son |ses )?(?=[LRD]\.? ?(?:O\.? ?)?\d{1,4}-\d)"
_AVANT_LETTRE = r"[ ,:(]*"
_SIGLE = r"\((?:« ?)?([A-Z0-9][A-Za-z0-9&-]{0,10}[A-Z][A-Za-z0-9]{0,4})(?: ?»)?\)"
_DITE = (
    r"\bdite?s? (?:« ?([^«»]{1,80}?) ?»|\"([^\"]{1,80})\""
    r"|((?:(?:la )?[Ll]oi )?[A-Z0-9][\w-]*(?: (?:et |de |du )?[A-Z][\w-]*){0,4}))"
)

_NUMERO_ENCORE = r"(?:, ?| et )(?:la |l'|le |les )?(?:n ?°s? ?[a-z0-9]|\d[\w/.-]*(?=,| et | du |$))"
_REPRISE_ARTICLE = r"(?i:, | et |, et )(?:(?i:l'|les )?(?i:articles?|art\.) |(?=[LRD]\. ?\d))"


class Reste(NamedTuple):
    """What was read after the head of a citation."""

    articles: tuple[Article, ...]
    prefixe: str
    titre: str
    precision: str
    suite: str


class Rangee(NamedTuple):
    """Articles in a row: where the words that bring them begin, those words, where the row ends, where another text begins."""

    liste: Liste
    start: int
    prefixe: str
    end: int
    limit: int


def read(lecture: Lecture, first: Liste | None) -> Reste:
    """Return what stands after the head, every word of it in one field or another."""
    limit, clear = _suite(lecture)
    if lecture.nom.nature.famille == "document":
        late_date(lecture, clear)
    rows = _rows(lecture, limit)
    title_end = list_end = limit
    if rows:
        title_end, list_end, limit = rows[0].start, rows[-1].end, min(limit, rows[-1].limit)
    _names(lecture, title_end)
    named = (first.articles if first is not None else []) + [article for row in rows for article in row.liste.articles]
    return Reste(
        articles=tuple(named),
        prefixe=rows[0].prefixe if rows else "",
        titre=lecture.cut(lecture.pos, title_end).strip(_BORDS),
        precision=lecture.cut(list_end, limit).strip(_BORDS),
        suite=lecture.cut(limit, len(lecture.calque.plat)).strip(),
    )


def _suite(lecture: Lecture) -> tuple[int, int]:
    """Return where another citation begins, and before what no other is named.

    It is the first named after the head, if « et » or a comma joins it to the head: « le règlement, le formulaire… ».
    """
    _, casse, plat = lecture.calque
    loose = lecture.nom.nature.famille in ("document", "avis")
    if lecture.nom.nature.famille == "jugement":
        return len(plat), len(plat)
    if not loose and not _may_cite(plat[lecture.pos :]):
        return _ellipse(lecture), len(plat)
    for mention in motif(_MENTION).finditer(plat, lecture.pos):
        nom = natures.find(casse, plat, mention.end())
        if nom is None or not (loose or _is_strong(nom, plat, mention.end())):
            continue
        joined = mention[1] is not None and mention[2] in ("le ", "la ", "les ", "l'")
        if joined and motif(_GOUVERNE).search(plat, lecture.pos, mention.start()) is None:
            return mention.start(), mention.start()
        return _ellipse(lecture), mention.start()
    return _ellipse(lecture), len(plat)


def _may_cite(rest: str) -> bool:
    """Return whether a text of law may be named in `rest`: a quick look, for most titles name none."""
    for word in natures.FORTS:  # noqa: SIM110 - a plain loop is twice as fast as any(), and every visa passes here
        if word in rest:
            return True
    return False


def _ellipse(lecture: Lecture) -> int:
    """Return where « et n° 83-8 du 7 janvier 1983 » or « et L. 153-36 du code… » begins, if that is what follows the head."""
    _, casse, plat = lecture.calque
    if not plat.startswith((",", " et"), lecture.pos):
        return len(plat)
    if lecture.nom.nature.famille in ("texte", "acte") and lecture.numero:
        found = motif(_NUMERO_ENCORE).match(plat, lecture.pos)
        if found is not None:
            return found.start()
    found = motif(_REPRISE_ARTICLE).match(casse, lecture.pos)
    if found is not None:
        liste = articles.read(casse, found.end())
        link = motif(_AUTRE).match(plat, liste.end) if liste is not None else None
        if link is not None and natures.find(casse, plat, link.end()) is not None:
            return found.start()
    return len(plat)


def _is_strong(nom: Nom, plat: str, start: int) -> bool:
    """Return whether a nature named in passing is a citation of its own: a code, or a text with its number or date."""
    famille = nom.nature.famille
    if famille == "code":
        return not nom.ambigu
    return famille in ("texte", "union", "acte") and motif(_PREUVE).match(plat, start + len(nom.plat)) is not None


def _rows(lecture: Lecture, limit: int) -> list[Rangee]:
    """Return the articles that are the citation's own, in their rows: one of them, but for a code, that may be cited again."""
    famille = lecture.nom.nature.famille
    if famille == "jugement":
        return []
    found = _lettered(lecture, lecture.pos, motif(_AVANT_LETTRE).match) if famille == "code" else None
    found = found or _row(lecture, lecture.pos, limit)
    rows: list[Rangee] = []
    while found is not None and found.end <= limit:
        rows.append(found)
        lecture.edits += found.liste.edits
        limit = min(limit, found.limit)
        if famille not in ("code", "socle"):
            break
        pos = found.end
        found = _row(lecture, pos, limit) or (_lettered(lecture, pos, motif(_REPRISE).search) if famille == "code" else None)
    return rows


def _lettered(lecture: Lecture, pos: int, find: Callable[[str, int], re.Match[str] | None]) -> Rangee | None:
    """Return articles that bear their letter and do without the word: « le CGCT, L. 2121-29 »."""
    casse = lecture.calque.casse
    found = find(casse, pos)
    liste = articles.read(casse, found.end(), lettres=True) if found is not None else None
    if found is None or liste is None or _elsewhere(lecture, liste):
        return None
    return Rangee(liste, found.start(), "", _closed(casse, liste.end), len(casse))


def _row(lecture: Lecture, pos: int, limit: int) -> Rangee | None:
    """Return the next articles after `pos` that are the citation's own: not those that its title quotes of another text."""
    _, casse, plat = lecture.calque
    if "article" not in plat and "art." not in plat and " art " not in plat:
        return None
    whole = lecture.nom.nature.famille in ("code", "socle")
    seen = pos
    for mot in motif(articles.MOT).finditer(plat, pos, limit):
        liste = articles.read(casse, mot.end()) if mot.start() >= seen else None
        if liste is None:
            continue
        seen = liste.end
        division = articles.before(casse, pos, mot.start(1))
        at = division.start() if division is not None else mot.start(1)
        before = plat[max(pos, at - _RECUL) : at]
        prefix = motif(_AVANT_ARTICLE).search(before)
        start = at - len(before) + prefix.start() if prefix is not None else at
        if not whole and not _is_own(prefix, direct=start <= lecture.pos):
            continue
        end, own_limit = liste.end, len(plat)
        if _elsewhere(lecture, liste):
            if not liste.reprises:
                continue
            count, end, own_limit = liste.reprises[-1]
            liste.cut(count, end)
        if division is not None:
            liste.articles[0] = replace(liste.articles[0], division=division[1])
        prefixe = lecture.calque.texte[start : mot.end(1)].strip(f"{_BORDS}(:-–—")
        return Rangee(liste, start, prefixe, _closed(casse, end), own_limit)
    return None


def _is_own(prefix: re.Match[str] | None, *, direct: bool) -> bool:
    """Return whether the words before « article » make it the citation's own: « notamment son », a comma, or the head itself."""
    if prefix is None:
        return False
    return direct or motif(_PROPRE).search(prefix[1]) is not None or (not prefix[1] and prefix[0][:1] in (",", "(", ";", ":"))


def _elsewhere(lecture: Lecture, liste: Liste) -> bool:
    """Return whether articles are followed by the text they are of: « … du code de l'urbanisme »."""
    _, casse, plat = lecture.calque
    link = motif(_AUTRE).match(plat, liste.end)
    return link is not None and natures.find(casse, plat, link.end()) is not None


def _closed(casse: str, end: int) -> int:
    return end + 1 if casse[end : end + 1] == ")" else end


def _names(lecture: Lecture, title_end: int) -> None:
    """Read the abbreviation and the usual name of a text: « (MAPTAM) », « dite loi Engels », « loi NOTRe »."""
    famille = lecture.nom.nature.famille
    if famille not in ("texte", "union", "socle", "code", "document"):
        return
    texte, casse, plat = lecture.calque
    if not lecture.sigle and "(" in casse and (sigle := motif(_SIGLE).search(casse, lecture.pos, title_end)) is not None:
        lecture.sigle = sigle[1]
    if famille not in ("texte", "union") or "dit" not in plat:
        return
    if (dite := motif(_DITE).search(casse, lecture.pos, title_end)) is not None:
        index = next(number for number in (1, 2, 3) if dite[number])
        lecture.dite = texte[dite.start(index) : dite.end(index)].strip()
