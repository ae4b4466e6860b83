"""Reads the citations of French acts: « la loi n° 2014-58 du 27 janvier 2014 de modernisation… et notamment son article 12 ».

Precision before recall: what is not surely a citation gives None, and the caller keeps the words. Nothing is looked up: no text
is held to exist, none to be in force. What is written back is what was typed, its form alone made regular: no word is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from delib.droit import lecture, numeros, reste
from delib.droit.articles import Article
from delib.droit.calque import trace
from delib.droit.citation import Reference
from delib.droit.lecture import Lecture
from delib.droit.motifs import motif
from delib.droit.natures import NATURES
from delib.droit.reste import Reste
from delib.francais.cloture import split_end

__all__ = ["LIMITE", "Article", "Reference", "iter_references", "parse"]

LIMITE = 5_000
"""The longest text that is read, in characters: longer than any visa."""

_LIEN = r"(?:,? ?et |,? ?ainsi que |,? ?ensemble |[,;] ?)?"
_OUVRE = (
    r"[ ,]*(?:(?:portant|relati[fv]e?s?|fixant|approuvant|autorisant|modifiant|adoptant|instituant|creant|donnant|decidant"
    r"|prescrivant|reglementant|constatant|concernant|arretant|definissant|actant|validant|designant|delegant|interdisant|prise?)\b"
    r"|par laquelle)"
)
_FINANCES = r" (?:rectificative )?(?:pour|de) (?:l'annee )?\d{4}"
_COMPTABLE = r" ?(?:no[.] )?m ?(?:14|57|52|4|49|22|71|61|832)\b|[ ,]+(?:livre|sur la signalisation|relati)"
_COUR = r" (?:du conseil|du tribunal|de la cour|de la cjue|de la cjce|du tc|ce\b|caa\b|n ?°)"
_VIDES = frozenset({"statuts", "budget"})
_REFUS: dict[str, tuple[str, ...]] = {
    "rapport": ("de force", "qualite", "entre", "sexuel", "au", "a la", "aux"),
    "reglement": (
        *("de la facture", "des factures", "d'une facture", "de facture", "du solde", "de la somme", "des depenses", "du litige"),
        *("des comptes", "de compte", "amiable", "de la dette", "du prix", "des frais", "du loyer", "des loyers", "en especes"),
        *("par cheque", "par carte", "par virement", "par mandat", "par prelevement"),
    ),
    "plan": ("b", "de table", "social", "large", "a trois"),
    "budget": ("temps", "carbone"),
    "projet": ("de vie", "de societe"),
    "courrier": ("morte", "de l'alphabet"),
    "schema": ("de pensee", "mental"),
    "contrat": ("moral", "social"),
    "pacte": ("avec", "civil"),
}
"""After these words, a nature is a common noun: « le règlement de la facture » is a payment."""
_MESURES = frozenset({"reglement", "projet", "plan", "budget"})
"""Followed by a quantity (« de 300 euros », « de 12 logements »), these are common nouns too."""


def parse(texte: str) -> Reference | None:
    """Return the citation that `texte` is (a visa, without « Vu »), or None: what cannot surely be read stays plain text.

    Of several citations in one breath, the first is read; `suite` holds the others.
    """
    return _read(texte)


def _read(texte: str, *, listed: bool = False) -> Reference | None:
    """Return the citation that `texte` is, or None; among others in a list, « le formulaire » alone is one."""
    if len(texte) > LIMITE:
        return None
    read = Lecture(trace(_without_end(texte)))
    first = lecture.articles_first(read)
    if not lecture.nature(read, with_article=first is None):
        return None
    lecture.complements(read)
    rest = reste.read(read, first)
    return _made(read, rest) if _is_sure(read, rest, listed=listed) else None


def _without_end(texte: str) -> str:
    """Return `texte` without what closes it; the full stop of « et s. » is not a close."""
    corps = split_end(texte).corps
    return f"{corps}." if corps.endswith(" et s") else corps


def iter_references(texte: str) -> Iterator[Reference]:
    """Yield each citation of `texte` as if it stood alone, in order; stop at words that cannot surely be read."""
    found = _read(texte)
    while found is not None:
        yield replace(found, texte=found.texte.removesuffix(found.suite).rstrip(" ,;"), suite="")
        found = _next(found)


def _next(found: Reference) -> Reference | None:
    """Return the citation that follows in the same breath, its nature said again where only a number stands."""
    if not found.suite:
        return None
    calque = trace(found.suite)
    link = motif(_LIEN).match(calque.plat)
    start = link.end() if link is not None else 0
    rest = calque.texte[start:]
    if numeros.read(calque.casse, calque.plat, start, NATURES[found.nature].famille) is not None:
        nom = NATURES[found.nature].nom
        rest = f"{nom}{'' if nom[-1] == '’' else ' '}{rest}"
    return _read(rest, listed=True)


def _is_sure(read: Lecture, rest: Reste, *, listed: bool) -> bool:
    """Return whether enough stands beside the nature for the words to be a citation."""
    nom, plat = read.nom, read.calque.plat
    nature = nom.nature
    numbered = bool(read.numero or read.date or read.impossible)
    match nature.famille:
        case "socle":
            return True
        case "code":
            return not nom.ambigu or any(article.partie for article in rest.articles)
        case "texte":
            if nom.plat.startswith("loi de fin"):
                return numbered or motif(_FINANCES).match(plat, read.pos) is not None
            return numbered or bool(read.dite) or (nature.code == "loi" and bool(read.sigle))
        case "union":
            return bool(read.numero) or nom.plat in ("rgpd", "reglement general sur la protection des donnees")
        case "acte":
            if nature.code == "instruction" and motif(_COMPTABLE).match(plat, read.pos) is not None:
                return True
            return numbered or (
                nature.code != "instruction" and (bool(read.auteur) or motif(_OUVRE).match(plat, read.pos) is not None)
            )
        case "avis":
            return numbered or bool(read.auteur)
        case "jugement":
            if nom.sigle:
                return read.date is not None
            return numbered and (" " in nom.plat or motif(_COUR).match(plat, read.pos) is not None)
        case "document":
            after = plat[read.debut + len(nom.plat) :].lstrip()
            if any(after.startswith(one) and not after[len(one) :][:1].isalnum() for one in _REFUS.get(nature.code, ())):
                return False
            if nature.code in _MESURES and motif(r"de \d").match(after) is not None:
                return False
            alone = not (read.auteur or rest.titre or rest.suite)
            return listed or numbered or nom.sigle or " " in nom.plat or nature.code in _VIDES or not alone


def _made(read: Lecture, rest: Reste) -> Reference:
    nom = read.nom
    said = read.vu + read.calque.plat[read.pos : read.pos + 12] + read.calque.plat[-12:]
    return Reference(
        texte=read.cut(0, len(read.calque.plat)),
        nature=nom.nature.code,
        designation=read.cut(read.debut, read.end),
        numero=read.numero,
        date=read.date,
        titre=rest.titre,
        articles=rest.articles,
        prefixe=rest.prefixe,
        sigle=read.sigle or (nom.ecrit if nom.sigle else ""),
        dite=read.dite,
        auteur=read.auteur,
        code=nom.code.cle if nom.code is not None else "",
        modifie=" modifie" in said,
        susvise=any(word in read.vu for word in ("susvis", "precit", "suscit", "susmention", "ci-dessus", "sus-vis")),
        precision=rest.precision,
        suite=rest.suite,
        date_impossible=read.impossible,
    )
