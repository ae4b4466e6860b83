"""One field of a receipt compared with the same field of its act: a function each, in the order of `CHAMPS`.

Nothing is guessed: a field that the act or the receipt does not know is not compared, and says why. The order of days is that
of the facts: an act is voted, sent, received. Its publication only cannot come before the séance: no text sets an order between
it and the transmission (CGCT, art. L. 2131-1).
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from delib.acte.bloc import Bloc
from delib.anomalie import DonneesError
from delib.francais.dates import Jour
from delib.prefecture import objet as objets
from delib.prefecture.fichiers import Document
from delib.prefecture.identifiant import Identifiant
from delib.prefecture.numerotation import numero_transmis
from delib.prefecture.paire import ACCUSE_MUET, AUTRE_ACTE, Issue, Paire, Resultat, acte_muet


def _plain(paire: Paire, code: str, chemin: str, accuse: str) -> Issue:
    """Return two texts compared as they are; an empty one is not known."""
    acte = str(paire.dit(chemin) or "")
    if not acte or not accuse:
        return Issue.unknown(ACCUSE_MUET if acte else acte_muet(chemin), acte, accuse)
    return Issue.same(acte) if acte == accuse else Issue.other(acte, accuse, paire.tell(code, chemin, acte=acte, accuse=accuse))


# ------------------------------------------------------------------------------------------------------------ which act it is


def _siren(paire: Paire) -> Issue:
    return _plain(paire, "accuse-autre-siren", "collectivite.siren", paire.accuse.identifiant.siren)


def _departement(paire: Paire) -> Issue:
    return _plain(paire, "accuse-autre-departement", "collectivite.departement", paire.accuse.identifiant.departement)


def _date(paire: Paire) -> Issue:
    day, read = paire.jour("seance.date"), paire.accuse.identifiant.date
    if day is None:
        return Issue.unknown("l’acte n’a pas de séance", "", _shown(read))
    if day == read:
        return Issue.same(_shown(day))
    told = paire.tell("accuse-autre-date", "seance.date", acte=Jour(day), accuse=Jour(read))
    return Issue.other(_shown(day), _shown(read), told)


def _numero(paire: Paire) -> Issue:
    read = paire.accuse.identifiant.numero
    try:
        wanted = numero_transmis(paire.acte)
    except DonneesError as error:
        why = error.anomalies[0].message.rstrip(".")
        return Issue.unknown(f"{why[:1].lower()}{why[1:]}", str(paire.dit("numero") or ""), read)
    if wanted == read:
        return Issue.same(wanted)
    code = "accuse-autre-ecriture" if written(wanted) == written(read) else "accuse-autre-numero"
    return Issue.other(wanted, read, paire.tell(code, "numero", numero=paire.dit("numero"), acte=wanted, accuse=read))


def written(numero: str) -> str:
    """Return a number as those that write it otherwise fold it: Pastell makes hyphens `_` and letters capitals."""
    return re.sub(r"[-_ ]+", "_", numero).upper()


def _nature(paire: Paire) -> Issue:
    read = {one for one in (paire.accuse.identifiant.nature, paire.accuse.nature) if one}
    wrong = read - {str(paire.dit("classement.nature") or "")}
    return _plain(paire, "accuse-autre-nature", "classement.nature", sorted(wrong or read)[0])


# ------------------------------------------------------------------------------------------------------------ what it holds


def _objet(paire: Paire) -> Issue:
    acte, accuse = str(paire.dit("objet") or ""), paire.accuse.objet
    if not acte or not accuse:
        return Issue.unknown(ACCUSE_MUET if acte else acte_muet("objet"), acte, accuse)
    if objets.same(acte, accuse):
        return Issue.same(acte)
    ecart = objets.difference(acte, accuse)
    told = paire.tell("accuse-autre-objet", "objet", acte=_cut(acte), accuse=_cut(accuse), ecart=ecart)
    return Issue.other(acte, accuse, told)


def _cut(texte: str) -> str:
    return texte if len(texte) <= MAX_OBJET else f"{texte[:MAX_OBJET]}…"


MAX_OBJET = 160
"""Characters of an objet that a message quotes: the words that differ are told besides."""


def _matiere(paire: Paire) -> Issue:
    """Return the matières compared at the two levels that are national: 7.10 is not 7.1."""
    read = ".".join(map(str, paire.accuse.matiere[:2]))
    acte = str(paire.dit("classement.matiere") or "")
    if acte and len(paire.accuse.matiere) == 1 and acte.startswith(f"{read}."):
        return Issue.unknown("l’accusé n’en dit que le premier niveau", acte, read)
    wanted = ".".join(str(int(one)) for one in acte.split(".")) if acte else ""
    return Issue.same(acte) if wanted and wanted == read else _plain(paire, "accuse-autre-matiere", "classement.matiere", read)


def _named(nom: str) -> Identifiant | None:
    """Return the act whose file bears that name, None for a name that says none."""
    found = Document.parse(nom)
    return found.identifiant if found is not None else None


def _is_own(paire: Paire, nom: Identifiant) -> bool:
    """Return whether the name of a file is of the act or of the receipt: where these two differ, it is told already.

    Its day is not compared: it may be that of the sending (Stela).
    """
    read, numeros = paire.accuse.identifiant, {written(paire.accuse.identifiant.numero)}
    with contextlib.suppress(DonneesError):
        numeros.add(written(numero_transmis(paire.acte)))
    return (
        nom.siren in {read.siren, paire.dit("collectivite.siren")}
        and written(nom.numero) in numeros
        and nom.nature in {read.nature, paire.dit("classement.nature")}
    )


def _document(paire: Paire) -> Issue:
    nom = paire.accuse.document
    if not nom:
        return Issue.unknown(ACCUSE_MUET)
    named = _named(nom)
    if named is None:
        return Issue.unknown("le nom du fichier ne dit pas de quel acte il est", "", nom)
    if _is_own(paire, named):
        return Issue(Resultat.IDENTIQUE, str(named), nom)
    told = paire.tell("accuse-autre-document", "numero", nom=nom, autre=named, numero=paire.dit("numero"))
    return Issue.other(str(paire.dit("numero") or ""), nom, told)


def _annexes(paire: Paire) -> Issue:
    if not paire.acte.racine.knows("annexes"):
        return Issue.unknown(f"un acte « {paire.acte.type} » n’a pas d’annexes")
    wanted, names = len(paire.acte.racine.get("annexes", ())), paire.accuse.annexes
    read = {one for one in (paire.accuse.nombre_annexes, len(names) if names is not None else None) if one is not None}
    if not read:
        return Issue.unknown(ACCUSE_MUET, str(wanted))
    if read == {wanted}:
        return Issue.same(str(wanted))
    shown = " ou ".join(map(str, sorted(read)))
    return Issue.other(str(wanted), shown, paire.tell("accuse-autre-nombre", "annexes", acte=wanted, accuse=shown))


def _noms(paire: Paire) -> Issue | None:
    """Return the names of the annexes compared: those of @CTES bear the act's identifier, others are the act's own files."""
    names = paire.accuse.annexes or ()
    if not names:
        return None
    shown = ", ".join(names)
    named = {nom: _named(nom) for nom in names}
    strays = [nom for nom, one in named.items() if one is not None and not _is_own(paire, one)]
    free = [nom for nom, one in named.items() if one is None]
    files = [os.path.basename(str(one.get("fichier", ""))) for one in paire.acte.racine.get("annexes", ())]
    if free and not strays:
        if len(free) < len(names) or len(files) != len(names) or not all(files):
            return Issue.unknown("l’acte ne dit pas le « fichier » de chaque annexe", ", ".join(filter(None, files)), shown)
        known = {nom.casefold() for nom in files}
        strays = [nom for nom in free if nom.casefold() not in known]
    if not strays:
        return Issue.same(shown)
    told = paire.tell("accuse-autre-annexe", "annexes", noms=", ".join(strays))
    return Issue.other(", ".join(filter(None, files)), shown, told)


# ----------------------------------------------------------------------------------------------------------------- its days


def _transmission(paire: Paire) -> Issue:
    return _day(paire, "la télétransmission", paire.accuse.transmission, {}, "teletransmission")


def _reception(paire: Paire) -> Issue:
    sent, chemin = paire.accuse.transmission, ""
    for own in _iter_own(paire) if sent is None else ():
        chemin = f"{own}.teletransmission"
        sent = paire.jour(chemin)
    return _day(paire, "la réception", paire.accuse.reception, {"sa télétransmission": (sent, chemin)}, "reception")


def _publication(paire: Paire) -> Issue | None:
    read = paire.accuse.publication
    if read is None:
        return None
    issue = _order(paire, "la publication", read, {})
    told = {one: day for one in _PUBLICATIONS if (day := paire.jour(one)) is not None}
    if issue.resultat is Resultat.DIFFERENT or not told:
        return issue
    if read in told.values():
        return Issue.same(_shown(read))
    chemin, day = next(iter(told.items()))
    return Issue.other(
        _shown(day), _shown(read), paire.tell("accuse-suites-publication", chemin, acte=Jour(day), accuse=Jour(read))
    )


_PUBLICATIONS = ("suites.mise_en_ligne.date", "suites.affichage.du")


def _day(paire: Paire, quoi: str, read: date | None, before: _Jours, name: str) -> Issue:
    """Return a day of the receipt compared: it comes after those `before`, and is the one that the act's suites give."""
    if read is None:
        return Issue.unknown(ACCUSE_MUET)
    issue = _order(paire, quoi, read, before)
    if issue.resultat is Resultat.DIFFERENT or paire.autre_acte:
        return issue
    for own in _iter_own(paire):
        chemin = f"{own}.{name}"
        day = paire.jour(chemin)
        if day is None:
            continue
        if day != read:
            told = paire.tell("accuse-suites-date", chemin, quoi=quoi, acte=Jour(day), accuse=Jour(read))
            return Issue.other(_shown(day), _shown(read), told)
        issue = Issue.same(_shown(day))
    return issue


_Jours = Mapping[str, tuple[date | None, str]]
"""Days by what they are, each with its data path; "" for one that the receipt itself says."""


def _order(paire: Paire, quoi: str, read: date, before: _Jours) -> Issue:
    """Return a day of the receipt compared with the latest of the séance's and those `before`: it is not earlier."""
    given: _Jours = {"la séance": (paire.jour("seance.date"), "seance.date"), **before}
    known = [(day, name, chemin) for name, (day, chemin) in given.items() if day is not None]
    if not known:
        return Issue.unknown("l’acte n’a pas de séance", "", _shown(read))
    last, name, chemin = max(known, key=lambda one: one[0])
    if last <= read:
        return Issue(Resultat.IDENTIQUE, f"{name} : {_shown(last)}", _shown(read))
    details = {"quoi": quoi, "accuse": Jour(read), "autre": name, "jour": Jour(last)}
    told = paire.tell("accuse-ordre", chemin, **details) if chemin else paire.tell_recu("accuse-ordre", **details)
    return Issue.other(f"{name} : {_shown(last)}", _shown(read), told)


def _autres(paire: Paire) -> Issue | None:
    """Return whether the act's suites bear this receipt alone; None where they bear none."""
    given = _suites(paire)
    if not given:
        return None
    read = str(paire.accuse.identifiant)
    if paire.autre_acte:
        return Issue.unknown(AUTRE_ACTE, ", ".join(str(one["identifiant"]) for one in given), read)
    known = paire.ecarts.keys() & {"departement", "numero"}  # told already
    for index, one in enumerate(given):
        if one["identifiant"] == read or (known and is_receipt(str(one["identifiant"]), paire.accuse.identifiant)):
            continue
        told = paire.tell("accuse-suites-autre", f"suites.accuse[{index}].identifiant", acte=one["identifiant"], accuse=read)
        return Issue.other(str(one["identifiant"]), read, told)
    return Issue.same(read)


def _iter_own(paire: Paire) -> Iterator[str]:
    """Yield the data path of each receipt of the act's suites that is this one."""
    for index, one in enumerate(_suites(paire)):
        if is_receipt(str(one["identifiant"]), paire.accuse.identifiant):
            yield f"suites.accuse[{index}]"


def is_receipt(texte: str, identifiant: Identifiant) -> bool:
    """Return whether `texte` is the identifier of the same act, however its number and its département are written."""
    one = Identifiant.read(texte)
    return one is not None and _key(one) == _key(identifiant)


def _key(one: Identifiant) -> tuple[object, ...]:
    return one.siren, one.date, written(one.numero), one.nature


def _suites(paire: Paire) -> tuple[Bloc, ...]:
    found = paire.dit("suites.accuse")
    return found if isinstance(found, tuple) else ()


def _shown(day: date) -> str:
    return Jour(day).chiffres


Lecteur = Callable[[Paire], Issue | None]
CHAMPS: tuple[tuple[str, str, Lecteur], ...] = (
    ("siren", "SIREN", _siren),
    ("departement", "département", _departement),
    ("date", "date de l’acte", _date),
    ("numero", "numéro", _numero),
    ("nature", "nature", _nature),
    ("objet", "objet", _objet),
    ("matiere", "matière", _matiere),
    ("document", "document", _document),
    ("annexes", "nombre d’annexes", _annexes),
    ("noms", "noms des annexes", _noms),
    ("transmission", "télétransmission", _transmission),
    ("reception", "réception", _reception),
    ("publication", "publication", _publication),
    ("suites", "accusés déjà dans « suites »", _autres),
)
"""The fields compared, in order: name, title, and what compares it (None: there is nothing of it on either side)."""
