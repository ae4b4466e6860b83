"""How a citation is read: from the left, one kind of words after another, each at its place or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from delib.droit import articles, auteurs, jours, natures, numeros
from delib.droit.calque import Calque
from delib.droit.jours import SEMAINE as _JOUR
from delib.droit.motifs import motif
from delib.droit.natures import Nom
from delib.francais.dates import Jour
from delib.francais.signes import APOSTROPHE, NBSP

_ARTICLES = "le ", "la ", "les ", "l'", "l ", "ledit ", "ladite ", "lesdits ", "lesdites ", "sa ", "son ", "ses "

_MINUSCULES = frozenset(
    {"socle", "texte", "union", "code", "acte", "avis"}
)  # what acts write without capitals; a document keeps its own
_DATE = rf"[, ]*\(?(?:(?:en )?date[es]{{0,2}} (?:du|de) ?|du ?|(?:en )?date )(?:{_JOUR})?"
_PASSE = (
    r",? (?:approuve|adopte|signe|vote|conclu|rendu|emis|etabli|pris|reuni)e?s? "
    rf"(?:en date du|en|le|du) ?(?:{_JOUR})?"
)
_SEANCE = (
    r",? (?:(?:pris|adopte|vote|approuve|rendu|emis)e?s? )?(?:de|en|dans|lors de|au cours de) (?:la |sa )?(?:seance|reunion)"
    rf"(?: ordinaire| extraordinaire| publique)? (?:en date )?du ?(?:{_JOUR})?"
)
_EN_SEANCE = frozenset({"deliberation", "decision", "avis"})
_LE = rf",? le ?(?:{_JOUR})?"
_PERIODE = r" (?:au|et du|et le) \d"
_TARDIF = rf" (?:en date du|(?:approuve|adopte|signe|vote|conclu|etabli)e?s? le) ?(?:{_JOUR})?"
_ETAT = (
    r"[, ]+(?:modifi|complet|precit|susvis|susmention|consolid|suscit|abrog)n?ee?s?(?: et (?:modifi|complet)ee?s?)?"
    r"(?! par| le| du (?!\d)| en|\w)"
    r"|[, ]+(?:ci-dessus visee?s?|visee?s? ci-dessus|sus-visee?s?|sus visee?s?)\b"
)
_SIGLE_NU = r" (?:« ?)?([A-Z0-9][A-Za-z0-9]{1,10}[A-Z][A-Za-z0-9]{0,4})\b(?: ?»)?(?=$|[,;(]| (?:du|n|de \d|et|relat|port))"
_NOM_LOI = r" (?:« ?)?(Littoral|Montagne|Sapin (?:II|2)|Engagement et [Pp]roximité|Climat et [Rr]ésilience|[ÉE]galim)\b(?: ?»)?"
_DITE = (
    r"(?i:,? dite (?:la )?(?:loi )?)(?:« ?([^«»]{1,60}?) ?»|([A-Z0-9][\w-]*(?: (?:et |de |du )?[A-Z][\w-]*){0,4}))"
    r"(?=,? (?i:n ?°|n(?:o|um[ée]ro)?\.? ?\d|\d{2,4}-\d|du \d))"
)
_FINANCES = r" pour (?:l'annee )?\d{4}(?=,? n ?°|,? no? ?\d|,? \d{4}-\d| du \d)"
_MOTS_LIEUX = (
    "rue place avenue boulevard square quai cours allee impasse esplanade rond-point carrefour pont parc jardin parking passage"
    " salle ecole college lycee gymnase stade residence quartier"
)
_LIEUX = frozenset(_MOTS_LIEUX.split())
_ANNEE_DES_LIEUX = 1982  # a day before, after « place » or « école », is its name: « la salle du 8 mai 1945 »
_ESPECES = frozenset({"convention", "contrat", "protocole", "bail", "rapport"})
_ESPECE = (
    r" (?:de |d')(?!la |le |les |l')[a-z-]+(?: (?!du |des |la |le |les |aux? |en date|n ?°)[a-z-]+){0,4}"
    r"(?= n ?°| du \d\d?(?: ?er)? [a-z]{3,9}\.? \d{4}| en date du)"
)
_ROLE = r"[ (]n ?° ?((?:c-|e)?\d{1,8}(?:[a-z]{2}\d{5}|[/-]\d{1,4}(?: (?:dc|qpc))?)?)(?!\d)"
_QUANTIEME = r"[ ,](?=\d\d?(?: ?er)? ?[a-z]{3,9}\.? ?\d{4})"
_MOTS_APRES_CODE = (
    "et ou ainsi notamment en dans pris prise modifie relatif relative relatifs relatives applicable partie livre titre susvise"
    " precite tel qui par sous pour a au aux article articles art arts l r d lo francais plus specialement particulierement"
    " ensemble son ses nouveau issu dont sur concernant les le"
)
_APRES_CODE = frozenset(_MOTS_APRES_CODE.split())  # another word makes another thing of it: « le code de la route européen »
_CONSTITUTION = (
    r"$| ?[,(]| ?(?:francaise|du \d+|de 1958|de la (?:ve|v|cinquieme) republique|et notamment|notamment|en|articles?|art|et son"
    r"|et ses|et l'article|et les articles)\b"
)
_SANS_ARTICLES = frozenset({"budget", "compte_administratif", "compte_de_gestion", "compte_financier_unique"})
_COLLE = r",? (?=c)"  # « art. L. 300-1 C. urb. »: lawyers leave « du » out
_LIEN = r",? (?:du |de la |de l'|de l |des |de |dudit |de ladite )"


class Lecture:
    """One reading of one text: where it stands, what it has read, what is to be written otherwise."""

    __slots__ = ("auteur", "calque", "date", "debut", "dite", "edits", "end", "impossible", "nom", "numero", "pos", "sigle", "vu")

    def __init__(self, calque: Calque) -> None:
        self.calque = calque
        self.pos = 0
        self.debut = 0
        self.end = 0
        self.edits: list[tuple[int, int, str]] = []
        self.nom: Nom
        self.numero = ""
        self.date: Jour | None = None
        self.impossible = ""
        self.auteur = ""
        self.sigle = ""
        self.dite = ""
        self.vu = ""

    def cut(self, start: int, end: int) -> str:
        """Return the text from `start` to `end`, rewritten where it must be."""
        if start >= end:
            return ""
        made = []
        for first, last, written in sorted(self.edits):
            if start <= first and last <= end:
                made += [self.calque.texte[start:first], written]
                start = last
        return "".join((*made, self.calque.texte[start:end]))


def articles_first(lecture: Lecture) -> articles.Liste | None:
    """Read « les articles L. 2121-1 et suivants du », and stand after it; None where the text does not begin so."""
    _, casse, plat = lecture.calque
    if not (plat[:4] in ("l'ar", "l'al", "les ") or plat[:3] == "art" or plat[:2] in ("le", "la", "l ") or casse[:1] in "LRD"):
        return None
    found = motif(articles.MOT).search(plat, 0, 40)
    division = None
    if found is not None:
        head = plat[: found.start(1)]
        division = articles.before(casse, 0, found.start(1))
        if head not in ("", "l'", "les ", "l ", "le ", "la ") and (division is None or division.start() > 0):
            return None
    liste = articles.read(casse, found.end() if found is not None else 0, lettres=found is None)
    if liste is None:
        return None
    link = motif(_LIEN).match(plat, liste.end)
    if link is None and (link := motif(_COLLE).match(plat, liste.end)) is not None:
        nom = natures.find(casse, plat, link.end())
        link = link if nom is not None and nom.code is not None and nom.sigle else None
    if link is None:
        return None
    if division is not None:
        liste.articles[0] = replace(liste.articles[0], division=division[1])
    lecture.edits += liste.edits
    lecture.pos = link.end()
    return liste


def nature(lecture: Lecture, *, with_article: bool) -> bool:
    """Read the nature, after its article where one may stand, and write it small where acts do; return whether one stands."""
    texte, casse, plat = lecture.calque
    start = lecture.pos
    if with_article:
        start += next((len(one) for one in _ARTICLES if plat.startswith(one)), 0)
    nom = natures.find(casse, plat, start)
    if nom is None:
        return False
    end = start + len(nom.plat)
    famille = nom.nature.famille
    if start == 0 and with_article and famille == "document" and not nom.sigle and " " not in nom.plat:
        return False
    if nom.code is not None and nom.sigle and plat.endswith(("la ", "une "), 0, start):  # « la CU » is no code: codes are « le »
        return False
    if not with_article and nom.nature.code in _SANS_ARTICLES:  # « l'article 6574 du budget »: a line of accounts
        return False
    if nom.code is not None and not _may_follow_code(plat, end):
        return False
    if nom.nature.code == "constitution" and motif(_CONSTITUTION).match(plat, end) is None:
        return False
    if not nom.sigle and famille in _MINUSCULES and texte[start:end] != nom.ecrit:
        lecture.edits.append((start, end, nom.ecrit.replace("'", APOSTROPHE)))
    if start and casse[0] in "LS" and with_article:
        lecture.edits.append((0, start, texte[:start].lower()))
    lecture.nom, lecture.pos = nom, end
    lecture.debut, lecture.end = start, end
    return True


def _may_follow_code(plat: str, end: int) -> bool:
    ahead = plat[end : end + 24].lstrip()
    word = ahead.replace("'", " ").replace(".", " ").replace(",", " ").replace("-", " ").partition(" ")[0]
    return not ahead or ahead[0] in ",;:(/.-" or word in _APRES_CODE or (word[:1] in "lrd" and word[1:2].isdigit())


def complements(lecture: Lecture) -> None:
    """Read number, date, author and « modifiée », in whatever order they stand."""
    if lecture.nom.nature.famille == "jugement":
        _jugement(lecture)
        return
    _usuel(lecture)
    steps = [_numero, _date, _etat]
    if lecture.nom.nature.famille in ("acte", "avis", "union") or lecture.nom.nature.code in ("rapport", "courrier"):
        steps.append(_auteur)
    if lecture.nom.nature.code == "loi":
        steps.append(_dite)
    _run(lecture, steps)
    if lecture.numero or lecture.date or lecture.auteur or lecture.impossible:
        return
    before = lecture.pos, lecture.end
    if _espece(lecture):
        _run(lecture, steps)
        if not (lecture.numero or lecture.date or lecture.impossible):
            lecture.pos, lecture.end = before
            lecture.auteur = ""


def _run(lecture: Lecture, steps: Sequence[Callable[[Lecture], bool]]) -> None:
    """Read what each step reads, as long as one of them reads something."""
    read = True
    while read:
        read = False
        for step in steps:
            read = step(lecture) or read


def _espece(lecture: Lecture) -> bool:
    """Read what kind of act this is, when number or date come after it: « l'arrêté de péril du 3 mars 2021 »."""
    nature = lecture.nom.nature
    if nature.famille not in ("texte", "acte") and nature.code not in _ESPECES:
        return False
    form = _FINANCES if lecture.nom.plat.startswith("loi de fin") else _ESPECE
    found = motif(form).match(lecture.calque.plat, lecture.pos)
    if found is not None:
        lecture.pos = lecture.end = found.end()
    return found is not None


def _usuel(lecture: Lecture) -> None:
    """Read the name by which a law goes: « la loi NOTRe », « la loi Littoral »."""
    casse = lecture.calque.casse
    if lecture.nom.nature.code != "loi" or casse.isupper():
        return
    ahead = casse[lecture.pos : lecture.pos + 4].lstrip(" «")[:1]
    if not (ahead.isupper() or ahead.isdigit()):
        return
    found = motif(_SIGLE_NU).match(casse, lecture.pos)
    if found is not None:
        lecture.sigle, lecture.pos = found[1], found.end()
    elif (found := motif(_NOM_LOI).match(casse, lecture.pos)) is not None:
        lecture.dite, lecture.pos = lecture.calque.texte[found.start(1) : found.end(1)], found.end()


def _dite(lecture: Lecture) -> bool:
    """Read the name of a law that stands before its number or its date: « la loi dite ALUR n° 2014-366 »."""
    if (
        lecture.dite
        or (lecture.numero and lecture.date is not None)
        or not lecture.calque.plat.startswith((" dit", ", dit"), lecture.pos)
    ):
        return False
    found = motif(_DITE).match(lecture.calque.casse, lecture.pos)
    if found is None:
        return False
    index = found.lastindex or 1
    if lecture.calque.casse.isupper() and " " in found[index]:  # in capitals, nothing tells a name from the words after it
        return False
    lecture.dite, lecture.pos = lecture.calque.texte[found.start(index) : found.end(index)], found.end()
    return True


def _numero(lecture: Lecture) -> bool:
    nature = lecture.nom.nature
    if lecture.numero or nature.famille in ("code", "socle"):
        return False
    found = numeros.read(lecture.calque.casse, lecture.calque.plat, lecture.pos, nature.famille)
    if found is None:
        return False
    lecture.numero, lecture.pos = found.texte, found.end
    _close(lecture, found.start)
    plat = lecture.calque.plat
    mark = plat[found.start : found.debut].lstrip(" ,(")
    if mark.strip() and not any(word in mark for word in ("numero", "nor", "sous")):
        start = found.debut - len(mark)
        glued = " " if plat[start - 1].isalnum() else ""
        plural = "s" if mark.rstrip(" .:").endswith("s") else ""
        lecture.edits.append((start, found.debut, f"{glued}n°{plural}{NBSP}"))
    if found.texte != lecture.calque.texte[found.debut : found.end]:
        lecture.edits.append((found.debut, found.end, found.texte))
    return True


def _date(lecture: Lecture) -> bool:
    if lecture.date is not None or lecture.impossible:
        return False
    plat = lecture.calque.plat
    opening = motif(_DATE).match(plat, lecture.pos)
    if opening is None and lecture.nom.nature.code in _EN_SEANCE and ("seance" in plat or "reunion" in plat):
        opening = motif(_SEANCE).match(plat, lecture.pos)
    if opening is None and lecture.nom.nature.famille in ("document", "avis", "acte"):
        opening = motif(_PASSE).match(plat, lecture.pos)
    if opening is None and "par " in lecture.auteur:
        opening = motif(_LE).match(plat, lecture.pos)
    end = _day(lecture, opening) if opening is not None else 0
    if opening is None or not end:
        return False
    lecture.pos = end
    _close(lecture, opening.start())
    return True


def _close(lecture: Lecture, start: int) -> None:
    """Read the parenthesis that closes what was read from `start`, if one opened it: « (n° 2020-45) »."""
    plat = lecture.calque.plat
    if "(" in plat[start : start + 4] and plat[lecture.pos : lecture.pos + 1] == ")":
        lecture.pos += 1


def late_date(lecture: Lecture, limit: int) -> None:
    """Read the date of a document that comes after other words: « la convention de partenariat signée le 3 mars 2020 »."""
    plat = lecture.calque.plat
    if lecture.date is None and not lecture.impossible and ("en date du" in plat or "e le" in plat or "s le" in plat):
        for opening in motif(_TARDIF).finditer(plat, lecture.pos, limit):
            if _day(lecture, opening):
                return


def _day(lecture: Lecture, opening: re.Match[str]) -> int:
    """Read the date that « en date du » brings, unless a period begins with it; return where it ends, or 0."""
    plat = lecture.calque.plat
    found = jours.read(plat, opening.end())
    if found is None or motif(_PERIODE).match(plat, found.end):
        return 0
    if found.jour is not None and found.jour.valeur.year < _ANNEE_DES_LIEUX and _after_place(plat, opening.start()):
        return 0
    lecture.date = found.jour
    if found.jour is None:
        lecture.impossible = lecture.calque.texte[found.start : found.end]
    else:
        glued = " " if plat[found.start - 1].isalnum() else ""
        lecture.edits.append((found.start, found.end, f"{glued}{found.jour}"))
    if plat[opening.start()] == "d" and plat[opening.start() - 1].isalnum():
        lecture.edits.append((opening.start(), opening.start(), " "))
    return found.end


def _after_place(plat: str, pos: int) -> bool:
    """Return whether the word before `pos` is that of a place, which a date may name."""
    return plat[max(0, pos - 12) : pos].replace("'", " ").rpartition(" ")[2] in _LIEUX


def _etat(lecture: Lecture) -> bool:
    plat = lecture.calque.plat
    if plat[lecture.pos : lecture.pos + 4].lstrip(" ,")[:1] not in tuple("mcpsav"):
        return False
    found = motif(_ETAT).match(plat, lecture.pos)
    if found is None:
        return False
    lecture.vu += found[0]
    lecture.pos = found.end()
    return True


def _auteur(lecture: Lecture) -> bool:
    if lecture.auteur:
        return False
    end = auteurs.end(lecture.calque.plat, lecture.pos, civil=lecture.nom.nature.famille == "document")
    if not end:
        return False
    lecture.auteur = lecture.calque.texte[lecture.pos : end].strip(f" ,{NBSP}")
    lecture.pos = end
    return True


def _jugement(lecture: Lecture) -> None:
    """Read the number and the date of a judgment, wherever they stand: « CE, Sect., 28 juin 1974, Charmasson, n° 79473 »."""
    plat = lecture.calque.plat
    numero = motif(_ROLE).search(plat, lecture.pos)
    if numero is not None:
        lecture.numero = lecture.calque.texte[numero.start(1) : numero.end(1)]
        lecture.edits.append((numero.start() + 1, numero.start(1), f"n°{NBSP}"))
    day = motif(_QUANTIEME).search(plat, lecture.pos)
    found = jours.read(plat, day.end()) if day is not None else None
    if found is not None and found.jour is not None:
        lecture.date = found.jour
        lecture.edits.append((found.start, found.end, str(found.jour)))
